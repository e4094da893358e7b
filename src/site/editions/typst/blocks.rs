//! The HTML of texts as calls of Typst: each element is written when it ends, from what was written in it.

use super::{
    around::{Around, Levels, Link, Note, language},
    code::Code,
    formula,
    table::Rows,
};
use crate::base::{
    Html,
    tags::{Tag, Token, tokens},
};

/// An element that is open, and what was written in it.
pub(super) struct Frame<'h> {
    pub tag: Tag<'h>,
    pub code: Code,
    /// What stands behind the element, as it cannot stand in it.
    pub behind: Code,
    /// The caption of a figure or table.
    pub caption: Option<Code>,
    pub rows: Rows,
    /// Whether there is a block in it, which no paragraph of Typst holds.
    pub has_block: bool,
}

impl<'h> Frame<'h> {
    fn new(tag: Tag<'h>) -> Self {
        Self { tag, code: Code::default(), behind: Code::default(), caption: None, rows: Rows::default(), has_block: false }
    }
}

/// Writes HTML; headings of the level `highest` are of the level `level`.
pub fn write(html: &Html, around: &mut dyn Around, levels: &mut Levels) -> Code {
    written(html, around, levels, false)
}

/// Writes what stands behind the mark of a note: its first paragraph goes on in the line of the mark.
pub fn write_note(html: &Html, around: &mut dyn Around, levels: &mut Levels) -> Code {
    written(html, around, levels, true)
}

fn written(html: &Html, around: &mut dyn Around, levels: &mut Levels, is_note: bool) -> Code {
    let mut writer = Writer { around, levels, is_note, frames: vec![Frame::new(Tag::new("body"))] };
    let mut tokens = tokens(html);
    while let Some(token) = tokens.next() {
        match token {
            Token::Words(words) => writer.words(&words),
            Token::Close(name) => writer.close(name),
            Token::Open(tag) if tag.name() == "math" => {
                let code = formula::write(&mut tokens);
                writer.formula(&tag, &code);
            }
            Token::Open(tag) => writer.open(tag),
        }
    }
    while writer.frames.len() > 1 {
        writer.close_last();
    }
    writer.frames.pop().map(|frame| frame.code).unwrap_or_default()
}

struct Writer<'w, 'h> {
    around: &'w mut dyn Around,
    levels: &'w mut Levels,
    is_note: bool,
    frames: Vec<Frame<'h>>,
}

/// Elements that hold parts only, so that words between these are none.
const HOLD_PARTS: [&str; 8] = ["ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr"];
/// Elements that hold blocks, or words.
const HOLD_BLOCKS: [&str; 9] = ["body", "blockquote", "div", "section", "aside", "figure", "details", "li", "td"];
/// Elements that are blocks.
const BLOCKS: [&str; 10] = ["p", "ul", "ol", "dl", "table", "figure", "blockquote", "pre", "hr", "div"];
/// Elements of words that can be cut where a page of the original begins.
const CAN_BE_CUT: [&str; 14] = ["p", "a", "abbr", "b", "cite", "em", "i", "mark", "s", "small", "span", "strong", "u", "q"];

/// The end of a line.
const LINE_BREAK: &str = "linebreak(); ";

fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

impl<'h> Writer<'_, 'h> {
    fn last(&mut self) -> Option<&mut Frame<'h>> {
        self.frames.last_mut()
    }

    fn is_in(&self, is: impl Fn(&str) -> bool) -> bool {
        self.frames.iter().any(|frame| is(frame.tag.name()))
    }

    fn words(&mut self, words: &str) {
        let is_pre = self.is_in(|name| name == "pre");
        let Some(last) = self.frames.last_mut() else { return };
        let is_blank = words.trim_matches([' ', '\n', '\t', '\r']).is_empty();
        if is_pre {
            for (nth, line) in words.split('\n').enumerate() {
                last.code.push(if nth > 0 { LINE_BREAK } else { "" });
                // Spaces at the beginning of a line stay.
                last.code.words(&line.replace(' ', "\u{a0}"));
            }
            return;
        }
        let name = last.tag.name();
        if is_blank && (HOLD_PARTS.contains(&name) || HOLD_BLOCKS.contains(&name) && (last.code.is_empty() || words.contains('\n')))
            || HOLD_PARTS.contains(&name)
        {
            return;
        }
        let mut squeezed = String::with_capacity(words.len());
        for c in words.chars() {
            let c = if matches!(c, '\n' | '\t' | '\r') { ' ' } else { c };
            if c != ' ' || !squeezed.ends_with(' ') {
                squeezed.push(c);
            }
        }
        // A line begins with a word.
        let is_begin = last.code.as_str().ends_with(LINE_BREAK);
        last.code.words(if is_begin { squeezed.trim_start_matches(' ') } else { &squeezed });
    }

    fn formula(&mut self, tag: &Tag<'_>, code: &Code) {
        let Some(last) = self.last() else { return };
        let is_block = tag.get("display") == "block";
        last.has_block |= is_block;
        last.code
            .push("math.equation(block: ")
            .push(if is_block { "true" } else { "false" })
            .push(", alt: ")
            .string(tag.get("data-tex"))
            .push(", { ")
            .code(code)
            .push("}); ");
    }

    fn open(&mut self, tag: Tag<'h>) {
        match tag.name() {
            "br" => self.put(LINE_BREAK),
            "hr" => {
                self.put("rule(); ");
                self.last().into_iter().for_each(|last| last.has_block = true);
            }
            "wbr" => self.put("\"\u{200b}\"; "),
            "col" | "colgroup" | "track" => {}
            "img" => self.picture(&tag),
            "source" => self.recording(&tag),
            "span" if tag.is_of("pb") => {
                self.page(&tag);
                self.frames.push(Frame::new(tag));
            }
            "a" if tag.get("role") == "doc-noteref" => {
                let mut tag = tag;
                if !self.note(&tag) {
                    // It leads to a place in the text, like any other link.
                    tag.retain(|name, _| name != "role");
                    self.last().into_iter().for_each(|last| last.tag.retain(|name, _| name != "class"));
                }
                self.frames.push(Frame::new(tag));
            }
            _ => {
                let name = tag.name();
                let label = (!is_heading(name) && tag.has("id")).then(|| self.around.label(tag.get("id"))).flatten();
                let index = if tag.is_of("named") { self.around.name(tag.get("data-n")) } else { None };
                let mut before = Code::default();
                if let Some(label) = label {
                    before.push("at(").string(&label).push("); ");
                }
                if let Some(nth) = index {
                    before.push("named(").number(nth).push("); ");
                }
                // In a heading it would be said again by the contents.
                let heading = self.frames.iter_mut().rev().find(|frame| is_heading(frame.tag.name()));
                let src = (matches!(name, "audio" | "video") && tag.has("src")).then(|| tag.clone());
                let mut frame = Frame::new(tag);
                match heading {
                    Some(heading) => _ = heading.behind.code(&before),
                    None if HOLD_PARTS.contains(&name) => {
                        if let Some(around) = self.frames.last_mut().filter(|around| !HOLD_PARTS.contains(&around.tag.name())) {
                            around.code.code(&before);
                        }
                    }
                    None => _ = frame.code.code(&before),
                }
                self.frames.push(frame);
                if let Some(src) = src {
                    self.recording(&src);
                }
            }
        }
    }

    fn put(&mut self, code: &'static str) {
        if let Some(last) = self.last() {
            last.code.push(code);
        }
    }

    fn picture(&mut self, tag: &Tag<'_>) {
        let found = if tag.has("src") { self.around.picture(tag.get("src")) } else { None };
        let Some(last) = self.last() else { return };
        match found {
            Some((path, width)) => {
                _ = last.code.push("picture(").string(&path).push(", ").string(tag.get("alt")).push(", ").points(width).push("); ")
            }
            None if tag.get("alt").trim().is_empty() => {}
            None => _ = last.code.push("missing(").string(tag.get("alt")).push("); "),
        }
    }

    /// A sound or film is a link to where it is.
    fn recording(&mut self, tag: &Tag<'_>) {
        let src = tag.get("src");
        let path = src.split(['#', '?']).next().unwrap_or(src);
        let name = crate::base::text::percent_decoded(path.rsplit('/').next().unwrap_or(path));
        let mut words = Code::default();
        words.words(&name);
        let link = self.around.link(src);
        if let Some(last) = self.last() {
            linked(&link, &words, &mut last.code);
        }
    }

    /// The mark of a page of the original; where its picture is to face the text, what is open ends before it and goes on behind.
    fn page(&mut self, tag: &Tag<'_>) {
        let picture = self.around.page(tag.get("id"));
        let label = self.around.label(tag.get("id"));
        let mut code = Code::default();
        if let Some((path, alt, width)) = picture {
            code.push("facsimile(").string(&path).push(", ").string(&alt).push(", ").points(width).push("); ");
        }
        let can_be_cut = self.frames.iter().skip(1).all(|frame| CAN_BE_CUT.contains(&frame.tag.name()));
        if code.is_empty() {
        } else if can_be_cut {
            let mut open: Vec<Tag<'h>> = Vec::new();
            while self.frames.len() > 1 {
                open.extend(self.frames.last().map(|frame| frame.tag.clone()));
                self.close_last();
            }
            if let Some(first) = self.frames.first_mut() {
                first.code.code(&code);
            }
            for mut tag in open.into_iter().rev() {
                tag.retain(|name, _| name != "id");
                self.frames.push(Frame::new(tag));
            }
        } else if let Some(block) = self.frames.get_mut(1) {
            // Within a list or table the picture stands behind it.
            block.behind.code(&code);
        }
        if let Some(last) = self.last() {
            if let Some(label) = label {
                last.code.push("at(").string(&label).push("); ");
            }
            last.code.push("mark(").string(tag.get("data-n")).push("); ");
        }
    }

    /// Writes what stands at the foot of the page for a mark; whether there is such a note.
    fn note(&mut self, tag: &Tag<'_>) -> bool {
        let Some(Note { mark, label, body }) = self.around.note(tag.get("href")) else { return false };
        let is_in_heading = self.is_in(is_heading);
        let mut code = Code::default();
        match body {
            Some(body) => code
                .push(if is_in_heading { "heading-note(" } else { "note(" })
                .string(&mark)
                .push(", ")
                .string(&label)
                .push(", { ")
                .code(&body)
                .push("}); "),
            None => code.push("again(").string(&mark).push(", ").string(&label).push("); "),
        };
        if let Some(last) = self.last() {
            last.code.code(&code);
        }
        true
    }

    /// Ends an element that is open, and those that are open in it.
    fn close(&mut self, name: &str) {
        let Some(at) = self.frames.iter().rposition(|frame| frame.tag.name() == name).filter(|at| *at > 0) else { return };
        while self.frames.len() > at {
            self.close_last();
        }
    }

    fn close_last(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        let Frame { tag, code, behind, caption, rows, has_block } = frame;
        let link = if tag.name() == "a" && tag.has("href") { self.around.link(tag.get("href")) } else { Link::None };
        let heading = is_heading(tag.name()).then(|| {
            let level = tag.name().as_bytes().last().map_or(2, |digit| digit.saturating_sub(b'0'));
            (self.levels.of(level), if tag.has("id") { self.around.label(tag.get("id")).unwrap_or_default() } else { String::new() })
        });
        let is_in_pre = self.is_in(|name| name == "pre");
        let is_of_note = self.is_note && self.frames.len() == 1;
        let Some(parent) = self.frames.last_mut() else { return };
        let mut made = Code::default();
        let into = &mut made;
        let mut call = |start: &'static str| _ = into.push(start).push("({ ").code(&code).push("}); ");
        match tag.name() {
            "p" if code.is_empty() => {}
            "p" if is_of_note && parent.code.is_empty() => _ = into.code(&code),
            "p" if is_of_note || has_block => _ = into.push("parbreak(); ").code(&code).push("parbreak(); "),
            "p" => call("par"),
            "em" | "i" | "cite" | "dfn" | "var" => call("emph"),
            "strong" | "b" => call("strong"),
            // The number of a note is written with it.
            "sup" if tag.is_of("noteref") => _ = into.code(&code),
            "a" if tag.get("role") == "doc-noteref" => _ = into.push(""),
            "sup" => call("super"),
            "sub" => call("sub"),
            "u" | "ins" => call("underline"),
            "s" | "del" => call("strike"),
            "code" if is_in_pre => _ = into.code(&code),
            "code" | "kbd" | "samp" => call("code"),
            "pre" => call("pre"),
            "span" if tag.is_of("small-caps") => call("smallcaps"),
            "span" if tag.is_of("underline") => call("underline"),
            "span" if tag.is_of("pb") => {}
            "q" => _ = into.push("quote(block: false, { ").code(&code).push("}); "),
            "blockquote" => _ = into.push("quote(block: true, { ").code(&code).push("}); "),
            "a" => linked(&link, &code, into),
            "rp" => {}
            "rt" => _ = into.push("\" (\"; ").code(&code).push("\")\"; "),
            "ul" => _ = into.push("list(").code(&code).push("); "),
            "ol" => _ = into.push("enum(").code(&code).push("); "),
            "li" => {
                let is_counted = parent.tag.name() == "ol";
                let number = tag
                    .get("value")
                    .parse::<i64>()
                    .ok()
                    .or_else(|| if parent.rows.items == 0 { parent.tag.get("start").parse().ok() } else { None });
                parent.rows.items += 1;
                match number.filter(|number| is_counted && *number >= 0) {
                    Some(number) => _ = parent.code.push("enum.item(").number(number).push(", { ").code(&code).push("}), "),
                    None if is_counted => _ = parent.code.push("enum.item({ ").code(&code).push("}), "),
                    None => _ = parent.code.push("list.item({ ").code(&code).push("}), "),
                }
            }
            "dt" => _ = into.push("par(strong({ ").code(&code).push("})); "),
            "dd" => _ = into.push("pad(left: 1.25em, { ").code(&code).push("}); "),
            "figcaption" | "caption" => parent.caption = Some(code),
            "td" | "th" => parent.rows.cell(&tag, &code),
            "tr" => parent.rows.row(rows),
            "thead" => parent.rows.head(rows),
            "tbody" | "tfoot" => parent.rows.append(rows),
            "table" => {
                let mut table = Code::default();
                rows.write(&mut table);
                match caption {
                    Some(caption) => _ = into.push("fig({ ").code(&table).push("}, { ").code(&caption).push("}); "),
                    None => _ = into.code(&table),
                }
            }
            "figure" => {
                into.push("fig({ ").code(&code).push("}, ");
                match caption {
                    Some(caption) => _ = into.push("{ ").code(&caption).push("}"),
                    None => _ = into.push("none"),
                }
                into.push("); ");
            }
            "div" if tag.is_of("callout") => call("callout"),
            _ => match heading {
                Some((level, label)) => {
                    _ = into.push("head(").number(i64::from(level)).push(", ").string(&label).push(", { ").code(&code).push("}); ")
                }
                None => match language(tag.get("lang")) {
                    Some(lang) => _ = into.push("text(lang: ").string(lang).push(", { ").code(&code).push("}); "),
                    None => _ = into.code(&code),
                },
            },
        }
        let is_block = BLOCKS.contains(&tag.name()) || is_heading(tag.name());
        parent.has_block |= has_block || is_block && !made.is_empty();
        match parent.tag.name() {
            _ if made.is_empty() => {}
            // What is no item of a list stands there as one.
            "ul" => _ = parent.code.push("list.item({ ").code(&made).push("}), "),
            "ol" => _ = parent.code.push("enum.item({ ").code(&made).push("}), "),
            _ => _ = parent.code.code(&made),
        }
        parent.code.code(&behind);
    }
}

/// Words that lead somewhere.
fn linked(link: &Link, words: &Code, into: &mut Code) {
    match link {
        _ if words.is_empty() => {}
        Link::To(label) => _ = into.push("to(").string(label).push(", { ").code(words).push("}); "),
        Link::Web(address) => _ = into.push("link(").string(address).push(", { ").code(words).push("}); "),
        Link::None => _ = into.code(words),
    }
}
