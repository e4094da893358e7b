//! Marks of Pandoc, Obsidian and GitHub that the parser of CommonMark does not know.
//!
//! 1. [`leaves`]: a first walk over the parser's events gives the words of each paragraph, heading and cell: what is code,
//!    raw HTML, an address or escaped is no part of them, so that every mark is inert there;
//! 2. [`lines`]: what begins a line: parts between `:::`, definitions, abbreviations, lines of verse, callouts;
//! 3. [`inline`]: what stands among words: comments, [`formulas`], notes, spans, lowered, raised and marked words;
//! 4. [`Marks::cover`]: in a copy of the text, of the same length, the marks are covered, so that the parser sees words of no
//!    meaning in their place; [`super::marked`] writes what they stand for.
//!
//! A text without such marks is read once and not copied.
//!
//! Sources: the Pandoc manual (3.5), "Pandoc's Markdown"; Obsidian's help, "Obsidian Flavored Markdown"; GitHub's docs, "Basic
//! writing and formatting syntax".

mod formulas;
mod inline;
mod leaves;
mod lines;

use std::{borrow::Cow, ops::Range};

use pulldown_cmark::{Event, Parser, Tag};

use super::attributes::Attributes;
use crate::{
    base::{Message, Severity, say},
    document::body::Name,
};

/// The marks of a text, and the text with them covered.
#[derive(Debug)]
pub struct Marks<'a> {
    /// The text as the parser is to see it.
    pub(super) text: Cow<'a, str>,
    /// In order; those in a note stand behind it.
    pub(super) list: Vec<Mark>,
    /// Letters, and what they stand for.
    pub(super) abbreviations: Vec<Abbreviation>,
    /// Whether a line begins a definition.
    pub(super) has_definitions: bool,
    /// What is wrong with them, or worth knowing.
    pub(super) findings: Vec<Finding>,
}

/// A mark: a range of the Markdown, and what it stands for.
#[derive(Debug)]
pub(super) struct Mark {
    pub range: Range<usize>,
    pub what: What,
}

/// What a mark stands for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Nothing: a comment, the line of an abbreviation.
    Nothing,
    /// The name of the block that it ends.
    Name(String),
    /// A formula in TeX.
    Formula {
        /// Its letters.
        tex: String,
        /// Whether it stands by itself.
        display: bool,
    },
    /// A note whose words stand at its place: their range, and themselves behind a cover, marks covered.
    Note(Range<usize>, String),
    /// An element opens.
    Open(Name),
    /// It closes.
    Close(Name),
    /// A span with attributes opens; where they stand.
    Span(Attributes, Range<usize>),
    /// Attributes of the link, picture or code before them.
    Behind(Attributes),
    /// A line of verse begins; how many blanks it begins with.
    Verse(usize),
    /// The head of a callout.
    Callout(Callout),
    /// A part opens.
    Part(Attributes),
    /// A part ends.
    PartEnd,
    /// Behind code: the format of which its author says that the code is (`{=html}`); where that ends is the mark's end.
    Raw(String),
    /// This very sign, which the parser would take for another mark.
    Sign(&'static str),
}

/// Letters that stand for words: `*[HB]: Harbour Board`.
#[derive(Debug)]
pub(super) struct Abbreviation {
    pub short: String,
    pub long: String,
    pub range: Range<usize>,
}

/// The head of a callout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Callout {
    /// Where its quotation begins.
    pub quote: usize,
    /// Its kind, as written.
    pub kind: String,
    /// Whether it is folded, if it can be.
    pub folded: Option<bool>,
    /// Whether words follow it on its line.
    pub titled: bool,
}

/// Something to say about a mark.
#[derive(Debug)]
pub(super) struct Finding {
    pub severity: Severity,
    pub message: Message,
    pub hint: Message,
    pub range: Range<usize>,
}

/// A text without its comments in HTML; those in code are words.
fn without_html_comments(text: &str) -> Cow<'_, str> {
    if !text.contains("<!--") {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = 0;
    for (event, range) in Parser::new(text).into_offset_iter() {
        if !matches!(event, Event::Start(Tag::HtmlBlock) | Event::Html(_) | Event::InlineHtml(_)) {
            continue;
        }
        // One that does not end is words.
        let comment = |from: usize| {
            let html = text.get(from..range.end)?;
            let begin = html.find("<!--")?;
            let length = html.get(begin..)?.find("-->")?;
            Some((from + begin, from + begin + length + "-->".len()))
        };
        while let Some((begin, end)) = comment(rest.max(range.start)) {
            shown.push_str(text.get(rest..begin).unwrap_or(""));
            rest = end;
        }
    }
    shown.push_str(text.get(rest..).unwrap_or(""));
    Cow::Owned(shown)
}

impl<'a> Marks<'a> {
    /// Finds the marks in a text of Markdown.
    pub fn find(text: &'a str) -> Self {
        let mut marks =
            Self { text: Cow::Borrowed(text), list: Vec::new(), abbreviations: Vec::new(), has_definitions: false, findings: Vec::new() };
        if may_have(text.as_bytes()) {
            let leaves = leaves::find(text, &mut marks.list);
            let hidden = inline::comments(text, &leaves, &mut marks);
            lines::find(text, &leaves, &hidden, &mut marks);
            inline::find(text, &leaves, &hidden, &mut marks);
            // A mark within another goes with it.
            marks.list.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
            let mut end = 0;
            marks.list.retain_mut(|mark| {
                // What is hidden may begin with a blank that belongs to the mark before it.
                if matches!(mark.what, What::Nothing) {
                    mark.range.start = mark.range.start.max(end);
                }
                let within = mark.range.end <= end || mark.range.start < end;
                if !within && !matches!(mark.what, What::Note(..)) {
                    end = mark.range.end;
                }
                !within
            });
            marks.cover(text, &hidden);
        }
        marks
    }

    /// The first formula of a text, as written.
    pub fn formula(text: &'a str) -> Option<&'a str> {
        let marks = Self::find(text);
        let range = marks.list.iter().find(|mark| matches!(mark.what, What::Formula { .. }))?.range.clone();
        text.get(range)
    }

    /// The text as it is written, without its comments.
    pub(in crate::document) fn published(text: &'a str) -> Cow<'a, str> {
        if !text.contains("%%") {
            return without_html_comments(text);
        }
        let mut marks = Marks::find(text);
        marks.findings.retain(|finding| finding.message == say::comment_hidden());
        let mut shown = String::with_capacity(text.len());
        let mut rest = 0;
        for finding in &marks.findings {
            shown.push_str(text.get(rest..finding.range.start).unwrap_or(""));
            rest = finding.range.end;
        }
        shown.push_str(text.get(rest..).unwrap_or(""));
        Cow::Owned(without_html_comments(&shown).into_owned())
    }

    /// The marks that begin in a range, those in a note left to it.
    pub(super) fn within(&self, range: &Range<usize>) -> impl Iterator<Item = &Mark> {
        let first = self.list.partition_point(|mark| mark.range.start < range.start);
        let mut note = range.start;
        let range_end = range.end;
        self.list.iter().skip(first).take_while(move |mark| mark.range.start < range_end).filter(move |mark| {
            let inside = mark.range.start < note;
            if let (false, What::Note(..)) = (inside, &mark.what) {
                note = mark.range.end;
            }
            !inside
        })
    }

    /// The mark that begins at a place.
    pub(super) fn at(&self, place: usize) -> Option<&Mark> {
        let at = self.list.partition_point(|mark| mark.range.start < place);
        self.list.get(at).filter(|mark| mark.range.start == place)
    }

    /// The callout whose quotation begins at a place.
    pub(super) fn callout(&self, quote: usize) -> Option<&Callout> {
        let first = self.list.partition_point(|mark| mark.range.start < quote);
        // It stands on the first line of its quotation.
        const NEAR: usize = 200;
        let near = self.list.get(first..)?.iter().take_while(|mark| mark.range.start < quote + NEAR);
        let mark = near.into_iter().find(|mark| matches!(&mark.what, What::Callout(callout) if callout.quote == quote))?;
        match &mark.what {
            What::Callout(callout) => Some(callout),
            _ => None,
        }
    }

    /// Covers the marks, with as many bytes as they have.
    fn cover(&mut self, text: &str, hidden: &[Hidden]) {
        if self.list.is_empty() && hidden.is_empty() {
            return;
        }
        let mut bytes = text.as_bytes().to_vec();
        let mut fill = |range: &Range<usize>, with: &dyn Fn(usize) -> u8| {
            for (at, byte) in bytes.get_mut(range.clone()).into_iter().flatten().enumerate() {
                *byte = with(at);
            }
        };
        for mark in &self.list {
            match &mark.what {
                What::Note(..) => {}
                // A break between paragraphs: the one block of a line that may follow any words.
                What::Part(_) | What::PartEnd => fill(&mark.range, &|at| if at < 3 { b'*' } else { b' ' }),
                _ => fill(&mark.range, &|_| COVER),
            }
        }
        // What goes over the end of a block leaves empty lines.
        hidden.iter().filter(|hidden| hidden.blocks).for_each(|hidden| fill(&hidden.range, &|_| b'\n'));
        let covered = String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned());
        let mut bytes = covered.clone().into_bytes();
        let mut end = 0;
        for mark in &mut self.list {
            if let What::Note(inner, words) = &mut mark.what
                && mark.range.start >= end
            {
                end = mark.range.end;
                *words = unquoted(covered.get(inner.clone()).unwrap_or(""));
                bytes.get_mut(mark.range.clone()).into_iter().flatten().for_each(|byte| *byte = COVER);
            }
        }
        self.text = Cow::Owned(String::from_utf8(bytes).unwrap_or(covered));
    }

    fn say(&mut self, severity: Severity, range: Range<usize>, message: Message, hint: Message) {
        self.findings.push(Finding { severity, message, hint, range });
    }
}

/// The words of a note behind a cover; blanks stand for the signs of a quotation before their lines.
fn unquoted(words: &str) -> String {
    let mut clear = String::from(char::from(COVER));
    let mut begins = false;
    for c in words.chars() {
        clear.push(if begins && c == '>' { ' ' } else { c });
        begins = c == '\n' || begins && matches!(c, ' ' | '\t' | '>');
    }
    clear
}

/// What covers a mark: a letter to the parser, and never looked at.
const COVER: u8 = 0x1a;

/// A comment: its range, and whether it goes over the end of a block or is all of one.
#[derive(Debug)]
struct Hidden {
    range: Range<usize>,
    blocks: bool,
}

/// Whether a text may have any of the marks: cheap, as most have none.
fn may_have(text: &[u8]) -> bool {
    let lines = |at: usize| text.get(at..).is_some_and(lines::may_count);
    let mut signs = text.iter().enumerate().filter(|(_, byte)| SIGNS.get(usize::from(**byte)).is_some_and(|is_sign| *is_sign));
    lines(0)
        || signs.any(|(at, &byte)| {
            let last = || at.checked_sub(1).and_then(|at| text.get(at)).copied().unwrap_or(b'\n');
            let next = || text.get(at + 1).copied().unwrap_or(b'\n');
            match byte {
                b'$' | b'~' => true,
                b'\n' => lines(at + 1 + text.get(at + 1..).unwrap_or(&[]).iter().take_while(|byte| matches!(byte, b' ' | b'>')).count()),
                b'\\' => matches!(next(), b'b' | b'(' | b'['),
                b'^' => last() != b'[',
                b'%' | b'=' => last() == byte,
                b'{' => matches!(last(), b']' | b')' | b'`' | b'>'),
                b'[' => last() == b'*' || next() == b'!',
                b':' | b'|' => {
                    let begins = matches!(last(), b'\n' | b' ' | b'\t' | b'>');
                    begins && matches!(next(), b' ' | b'\t' | b':' | b'\n' | b'\r')
                }
                _ => false,
            }
        })
}

/// The signs with which marks may begin.
const SIGNS: [bool; 256] = {
    let (mut signs, list) = ([false; 256], *b"$~\n\\^%={[:|");
    let mut nth = 0;
    while nth < list.len() {
        signs[list[nth] as usize] = true;
        nth += 1;
    }
    signs
};
