//! What stands for the marks.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser};

use super::{
    OPTIONS, Reader,
    attributes::{Attributes, CALLOUTS},
    brackets::cited,
    marks::{Callout, Mark, Marks, What},
    notes::Definition,
};
use crate::{
    base::{Diagnostic, Span, say},
    document::{
        Hole,
        body::{Attribute, Name},
        elements, formula, html,
        writer::{Element, Inline},
    },
};

/// The title of a callout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Title {
    /// There is none.
    None,
    /// It comes with the next paragraph.
    Comes(Callout),
    /// It is being written; what ends it.
    Open(Name),
}

impl<'a> Reader<'a> {
    /// What the parser is to know.
    pub(super) fn options(&self) -> Options {
        if self.marks.has_definitions { OPTIONS.union(Options::ENABLE_DEFINITION_LIST) } else { OPTIONS }
    }

    /// Says what was found with the marks.
    pub(super) fn say_findings(&mut self) {
        for finding in &self.marks.findings {
            let mut said = Diagnostic::notice(self.writer.path, finding.message.clone());
            said.severity = finding.severity;
            let said = said.at(self.span(&finding.range)).hint(finding.hint.clone());
            self.writer.diagnostics.push(said);
        }
    }

    /// Says which abbreviations explain nothing: their words are on no page.
    pub(super) fn say_unused(&mut self) {
        for (nth, abbreviation) in self.marks.abbreviations.iter().enumerate() {
            if !self.writer.abbreviations.get(nth).is_some_and(|(.., used)| *used) {
                let source = self.span(&abbreviation.range);
                let message = say::abbreviation_unused(&abbreviation.short);
                let hint = say::abbreviation_unused_hint();
                self.writer.diagnostics.push(Diagnostic::notice(self.writer.path, message).at(source).hint(hint));
            }
        }
    }

    /// Words of the text, and the marks among them.
    pub(super) fn text(&mut self, words: &str, range: Range<usize>) {
        if self.marks.list.is_empty() || words.len() != range.len() {
            self.plain(words, &range);
            return;
        }
        let marks = self.marks;
        let mut at = range.start;
        for mark in marks.within(&range) {
            self.part(words, &range, at..mark.range.start);
            self.mark(mark);
            at = mark.range.end.min(range.end);
        }
        self.part(words, &range, at..range.end);
    }

    /// An event of code or HTML as the text has it: what was covered there made words look like code that were none, so marks are no marks,
    /// but hidden words stay hidden.
    pub(super) fn uncovered(&self, event: Event<'a>, range: &Range<usize>) -> Event<'a> {
        let as_written = |covered: &CowStr<'a>| {
            let from = range.start + self.marks.text.get(range.clone())?.find(&**covered)?;
            let mut words = covered.as_bytes().to_vec();
            for mark in self.marks.within(&(from..from + words.len())).filter(|mark| mark.what != What::Nothing) {
                let written = self.writer.file.as_bytes().get(self.offset + mark.range.start..)?;
                for (byte, written) in words.get_mut(mark.range.start - from..)?.iter_mut().zip(written).take(mark.range.len()) {
                    *byte = *written;
                }
            }
            words.retain(|&byte| byte != COVER as u8);
            String::from_utf8(words).ok().map(CowStr::from)
        };
        let is_verbatim = matches!(self.mode, super::Mode::Code { .. } | super::Mode::Html { .. });
        let again = |words: CowStr<'a>| if words.contains(COVER) { as_written(&words).unwrap_or(words) } else { words };
        match event {
            Event::Code(words) => Event::Code(again(words)),
            Event::Html(words) => Event::Html(again(words)),
            Event::InlineHtml(words) => Event::InlineHtml(again(words)),
            Event::Text(words) if is_verbatim => Event::Text(again(words)),
            event => event,
        }
    }

    fn part(&mut self, words: &str, range: &Range<usize>, part: Range<usize>) {
        if let (Some(start), Some(end)) = (part.start.checked_sub(range.start), part.end.checked_sub(range.start)) {
            let part_words = words.get(start..end).unwrap_or("");
            // The cover before the words of a note.
            match part_words.strip_prefix(COVER) {
                Some(rest) => self.plain(rest, &(part.start + 1..part.end)),
                None => self.plain(part_words, &part),
            }
        }
    }

    fn plain(&mut self, words: &str, range: &Range<usize>) {
        if !words.is_empty() {
            let source = Span::new(self.offset + range.start, self.offset + range.end);
            self.ensure_block(source);
            self.soft_break(words.chars().next());
            self.run.push(&mut self.writer, words, source);
        }
    }

    fn mark(&mut self, mark: &'a Mark) {
        let source = self.span(&mark.range);
        match &mark.what {
            What::Name(name) => {
                self.writer.aside(name);
                if let Some(block) = &mut self.writer.block {
                    block.name = Some(name.clone());
                }
            }
            What::Nothing | What::Part(_) | What::PartEnd => {}
            What::Sign(sign) => self.plain(sign, &mark.range),
            What::Formula { tex, display } => {
                self.marked_at(source);
                if let Err(fault) = formula::mathml(tex, *display) {
                    let said = Diagnostic::warning(self.writer.path, say::formula_unread(&fault)).at(source);
                    self.writer.diagnostics.push(said.hint(say::formula_unread_hint()));
                }
                let depth = self.writer.inline.len();
                let class = if *display { "math display" } else { "math inline" };
                self.writer.open_inline_with(Name::Code, &[(Attribute::Class, class.to_owned())]);
                self.writer.words(tex);
                self.writer.close_inline(depth);
            }
            What::Note(inner, words) => self.note_here(inner, words, source),
            What::Open(name) => {
                self.marked_at(source);
                self.writer.open_inline(*name);
            }
            What::Span(attributes, braces) => {
                self.marked_at(source);
                let place = self.span(braces);
                html::span(&mut self.writer, &attributes.tag("span"), place);
            }
            What::Close(name) => {
                self.run.flush(&mut self.writer);
                if let Some(depth) = self.writer.inline.iter().rposition(|inline| *inline == Inline::Element(*name)) {
                    self.writer.close_inline(depth);
                }
            }
            What::Behind(attributes) => {
                if self.behind != mark.range.start {
                    self.unused(attributes, source);
                }
            }
            What::Raw(format) => self.raw_code(format, source),
            What::Verse(blanks) => {
                let begins = self.writer.block.as_ref().is_none_or(|block| block.start == self.writer.body.text.len());
                self.soft_break = false;
                self.marked_at(source);
                if !begins {
                    self.writer.line_break();
                }
                self.writer.words(&"\u{a0}".repeat(*blanks));
            }
            What::Callout(callout) => {
                if !callout.titled && matches!(self.titled, Title::Open(_)) {
                    self.label(&callout.kind);
                }
            }
        }
    }

    /// A mark comes that is no words: those before it are laid down.
    fn marked_at(&mut self, source: Span) {
        self.run.flush(&mut self.writer);
        self.inline_at(source);
        self.run.flush(&mut self.writer);
    }

    /// A note whose words stand where its mark belongs.
    fn note_here(&mut self, inner: &Range<usize>, words: &'a str, source: Span) {
        self.marked_at(source);
        // No label of a note in Markdown holds a bracket.
        let label = format!("[{}]", inner.start);
        let number = self.number(&label);
        self.refer(number);
        // The cover makes words of what would begin a list or a heading.
        let before = inner.start - 1;
        let events = Parser::new_with_broken_link_callback(words, self.options(), Some(cited)).into_offset_iter();
        let events = events.map(|(event, range)| (event, range.start + before..range.end + before)).collect();
        self.definitions.push(Definition { label, mark: source, events, number: None });
    }

    /// A mark in the text for a note.
    pub(super) fn refer(&mut self, number: u32) {
        if let Some(note) = (number as usize).checked_sub(1).and_then(|index| self.writer.body.notes.get_mut(index)) {
            note.marks += 1;
            let marks = note.marks;
            self.writer.hole(Hole::Note(number, marks));
        }
    }

    /// Says of code that is meant to stand in a page or a print as it is written that it is shown as code.
    pub(super) fn raw_code(&mut self, format: &str, source: Span) {
        let message = say::raw_code(format);
        let hint = say::raw_code_hint();
        self.writer.diagnostics.push(Diagnostic::warning(self.writer.path, message).at(source).hint(hint));
    }

    /// Says that attributes are of no use here.
    pub(super) fn unused(&mut self, attributes: &Attributes, source: Span) {
        let tag = attributes.tag("").replace(['<', '>'], "");
        let message = say::attributes_unused(tag.trim());
        let hint = say::attributes_unused_hint();
        self.writer.diagnostics.push(Diagnostic::warning(self.writer.path, message).at(source).hint(hint));
    }

    /// The end of a line of the file.
    pub(super) fn line_ends(&mut self, source: Span) {
        if self.end_title() {
            self.open_paragraph(source);
        } else {
            self.soft_break = true;
        }
    }

    pub(super) fn open_paragraph(&mut self, source: Span) {
        self.writer.open_block(Element::Paragraph { top: self.depth == 0 && self.wrappers.is_empty() }, source);
    }

    /// A quotation begins, or a callout.
    pub(super) fn open_quote(&mut self, place: usize) {
        let Some(callout) = self.marks.callout(place) else {
            self.writer.open(Name::Blockquote, true);
            self.quotes.push(Name::Blockquote);
            return;
        };
        let kind = callout.kind.to_lowercase();
        // Other kinds look like a note.
        let kind = CALLOUTS.iter().find(|known| **known == kind).unwrap_or(&"note");
        let name = if callout.folded.is_some() { Name::Details } else { Name::Aside };
        self.writer.open_with(name, &[(Attribute::Class, format!("callout callout-{kind}"))], true);
        if callout.folded == Some(false) {
            self.writer.attribute(Attribute::Open, "");
        }
        self.quotes.push(name);
        self.titled = Title::Comes(callout.clone());
    }

    /// Opens the title of a callout, if one comes; gives whether it did.
    pub(super) fn open_title(&mut self, source: Span) -> bool {
        let Title::Comes(callout) = &self.titled else { return false };
        let name = if callout.folded.is_some() { Name::Summary } else { Name::P };
        self.titled = Title::Open(name);
        self.writer.open(name, false);
        if name == Name::P {
            self.writer.attribute(Attribute::Class, "callout-title");
        }
        self.writer.open_block(Element::Bare, source);
        true
    }

    /// Ends the title of a callout, if one is open; gives whether one was.
    pub(super) fn end_title(&mut self) -> bool {
        let Title::Open(name) = self.titled else { return false };
        self.titled = Title::None;
        self.run.flush(&mut self.writer);
        self.end_block();
        self.writer.close(name, true);
        true
    }

    /// What a callout without a title is called: its kind, as its author wrote it.
    fn label(&mut self, kind: &str) {
        let known = kind.is_ascii();
        let mut letters = kind.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let rest = letters.as_str();
        let rest = if rest.chars().any(char::is_lowercase) { rest.to_owned() } else { rest.to_lowercase() };
        let depth = self.writer.inline.len();
        if known && !self.english && CALLOUTS.iter().any(|name| kind.eq_ignore_ascii_case(name)) {
            self.writer.open_inline_with(Name::Span, &[(Attribute::Lang, String::from("en"))]);
        }
        self.writer.words(&format!("{first}{rest}"));
        self.writer.close_inline(depth);
    }

    /// A break between paragraphs, or the line that begins or ends a part.
    pub(super) fn rule(&mut self, range: &Range<usize>) {
        self.block_level();
        let marks = self.marks;
        match marks.within(range).next().map(|mark| (&mark.what, self.span(&mark.range))) {
            Some((What::Part(attributes), source)) => self.open_part(attributes, source),
            Some((What::PartEnd, _)) => self.close_part(),
            _ => self.writer.open(Name::Hr, true),
        }
    }

    fn open_part(&mut self, attributes: &Attributes, source: Span) {
        if let Some(element) = elements::element("div") {
            self.open_wrapper(element, &attributes.tag("div"), true, source);
        }
    }
}

/// What covers marks, to the parser.
const COVER: char = '\u{1a}';

/// Words of a picture's description, without marks.
pub(super) fn gather(marks: &Marks<'_>, words: &str, range: &Range<usize>, to: &mut String) {
    if words.len() != range.len() {
        to.push_str(words);
        return;
    }
    let mut at = range.start;
    for mark in marks.within(range) {
        to.push_str(words.get(at - range.start..mark.range.start - range.start).unwrap_or(""));
        match &mark.what {
            What::Formula { tex, .. } => to.push_str(tex),
            What::Sign(sign) => to.push_str(sign),
            What::Note(_, words) => to.push_str(&format!(" ({})", words.trim_matches(COVER))),
            _ => {}
        }
        at = mark.range.end.min(range.end);
    }
    to.push_str(words.get(at - range.start..).unwrap_or(""));
}
