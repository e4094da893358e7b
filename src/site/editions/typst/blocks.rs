//! The HTML of texts as calls of Typst: each element is written when it ends, from what was written in it.

use std::collections::{BTreeMap, BTreeSet};

use super::{code::Code, formula, table::Rows};
use crate::base::{
    Html,
    tags::{Tag, Token, tokens},
};

/// What a text leads to, takes with it, and has at its foot.
pub trait Around {
    /// What a link does: it leads to a place of the book, out of it, or nowhere.
    fn link(&mut self, address: &str) -> Link;
    /// A picture: its path for Typst and how wide it is shown, in points; none if the book has it not.
    fn picture(&mut self, address: &str) -> Option<(String, f64)>;
    /// What the label of a fragment is, if anything leads to it.
    fn label(&self, fragment: &str) -> Option<String>;
    /// What stands at the foot of the page where a mark leads to this address.
    fn note(&mut self, address: &str) -> Option<Note>;
    /// The picture of the page of the original that begins at this mark: its path, what it is called, how wide it is shown, in points.
    fn page(&mut self, fragment: &str) -> Option<(String, String, f64)>;
    /// By which number an index knows what a text names at a place.
    fn name(&self, nth: &str) -> Option<i64>;
}

/// What a link does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// It leads to a label.
    To(String),
    /// It leads to an address on the web.
    Web(String),
    /// Nothing: its words stay.
    None,
}

/// What stands at the foot of a page.
pub struct Note {
    /// Its mark.
    pub mark: String,
    /// By what it is known.
    pub label: String,
    /// What it says; none where it stands already.
    pub body: Option<Code>,
}

/// An element that is open, and what was written in it.
pub(super) struct Frame<'h> {
    pub tag: Tag<'h>,
    pub code: Code,
    /// What stands behind the element, as it cannot stand in it.
    pub behind: Code,
    /// The caption of a figure or table.
    pub caption: Option<Code>,
    pub rows: Rows,
}

impl<'h> Frame<'h> {
    fn new(tag: Tag<'h>) -> Self {
        Self { tag, code: Code::default(), behind: Code::default(), caption: None, rows: Rows::default() }
    }
}

/// Writes HTML; headings of the level `highest` are of the level `level`.
pub fn write(html: &Html, around: &mut dyn Around, levels: &mut Levels) -> Code {
    let mut writer = Writer { around, levels, frames: vec![Frame::new(Tag::new("body"))] };
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

/// Of which level headings are: none is left out on the way down (PDF/UA-1, 7.4.2).
#[derive(Clone, Debug)]
pub struct Levels {
    /// The highest level of the text, and of which level that is in the book.
    pub highest: u8,
    pub base: u8,
    /// The last level that was written.
    pub last: u8,
}

impl Levels {
    fn of(&mut self, level: u8) -> u8 {
        let wanted = self.base + level.saturating_sub(self.highest);
        self.last = wanted.min(self.last + 1).max(1);
        self.last
    }
}

struct Writer<'w, 'h> {
    around: &'w mut dyn Around,
    levels: &'w mut Levels,
    frames: Vec<Frame<'h>>,
}

/// Elements that hold parts only, so that words between these are none.
const HOLD_PARTS: [&str; 8] = ["ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr"];
/// Elements that hold blocks, or words.
const HOLD_BLOCKS: [&str; 9] = ["body", "blockquote", "div", "section", "aside", "figure", "details", "li", "td"];
/// Elements of words that can be cut where a page of the original begins.
const CAN_BE_CUT: [&str; 14] = ["p", "a", "abbr", "b", "cite", "em", "i", "mark", "s", "small", "span", "strong", "u", "q"];

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
                last.code.push(if nth > 0 { "linebreak(); " } else { "" });
                // Spaces at the beginning of a line stay.
                last.code.words(&line.replace(' ', "\u{a0}"));
            }
            return;
        }
        let name = last.tag.name();
        if is_blank && (HOLD_PARTS.contains(&name) || HOLD_BLOCKS.contains(&name) && (last.code.is_empty() || words.contains('\n'))) || HOLD_PARTS.contains(&name) {
            return;
        }
        let mut squeezed = String::with_capacity(words.len());
        for c in words.chars() {
            let c = if matches!(c, '\n' | '\t' | '\r') { ' ' } else { c };
            if c != ' ' || !squeezed.ends_with(' ') {
                squeezed.push(c);
            }
        }
        last.code.words(&squeezed);
    }

    fn formula(&mut self, tag: &Tag<'_>, code: &Code) {
        let Some(last) = self.last() else { return };
        let is_block = tag.get("display") == "block";
        last.code.push("math.equation(block: ").push(if is_block { "true" } else { "false" }).push(", alt: ").string(tag.get("data-tex")).push(", { ").code(code).push("}); ");
    }

    fn open(&mut self, tag: Tag<'h>) {
        match tag.name() {
            "br" => self.put("linebreak(); "),
            "hr" => self.put("rule(); "),
            "wbr" => self.put("\"\u{200b}\"; "),
            "col" | "colgroup" | "track" => {}
            "img" => self.picture(&tag),
            "source" => self.recording(&tag),
            "span" if tag.is_of("pb") => {
                self.page(&tag);
                self.frames.push(Frame::new(tag));
            }
            "a" if tag.get("role") == "doc-noteref" => {
                self.note(&tag);
                self.frames.push(Frame::new(tag));
            }
            _ => {
                let name = tag.name();
                let label = (!is_heading(name)).then(|| self.around.label(tag.get("id"))).flatten();
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
            Some((path, width)) => _ = last.code.push("picture(").string(&path).push(", ").string(tag.get("alt")).push(", ").points(width).push("); "),
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

    fn note(&mut self, tag: &Tag<'_>) {
        let Some(Note { mark, label, body }) = self.around.note(tag.get("href")) else { return };
        let mut code = Code::default();
        match body {
            Some(body) => code.push("note(").string(&mark).push(", ").string(&label).push(", { ").code(&body).push("}); "),
            None => code.push("again(").string(&mark).push(", ").string(&label).push("); "),
        };
        if let Some(last) = self.last() {
            last.code.code(&code);
        }
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
        let Frame { tag, code, behind, caption, rows } = frame;
        let link = if tag.name() == "a" && tag.has("href") { self.around.link(tag.get("href")) } else { Link::None };
        let heading = is_heading(tag.name()).then(|| {
            let level = tag.name().as_bytes().last().map_or(2, |digit| digit.saturating_sub(b'0'));
            (self.levels.of(level), self.around.label(tag.get("id")).unwrap_or_default())
        });
        let is_in_pre = self.is_in(|name| name == "pre");
        let Some(parent) = self.frames.last_mut() else { return };
        let mut made = Code::default();
        let into = &mut made;
        let mut call = |start: &'static str| _ = into.push(start).push("({ ").code(&code).push("}); ");
        match tag.name() {
            "p" if code.is_empty() => {}
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
                let number = tag.get("value").parse::<i64>().ok().or_else(|| if parent.rows.items == 0 { parent.tag.get("start").parse().ok() } else { None });
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
                Some((level, label)) => _ = into.push("head(").number(i64::from(level)).push(", ").string(&label).push(", { ").code(&code).push("}); "),
                None => match language(tag.get("lang")) {
                    Some(lang) => _ = into.push("text(lang: ").string(lang).push(", { ").code(&code).push("}); "),
                    None => _ = into.code(&code),
                },
            },
        }
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

/// The part of a tag of language that Typst knows: two or three letters.
pub fn language(tag: &str) -> Option<&str> {
    let primary = tag.split('-').next().unwrap_or(tag);
    (matches!(primary.len(), 2 | 3) && primary.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(primary)
}

/// What the links of some HTML lead to: their addresses.
pub fn addresses(html: &Html) -> BTreeSet<String> {
    let address = |token: Token<'_>| match token {
        Token::Open(tag) if tag.name() == "a" && tag.has("href") => Some(tag.get("href").to_owned()),
        _ => None,
    };
    tokens(html).filter_map(address).collect()
}

/// The ids that stand in some HTML, each once.
pub fn ids(html: &Html, part: usize, into: &mut BTreeMap<(usize, String), ()>) {
    for token in tokens(html) {
        if let Token::Open(tag) = token
            && tag.has("id")
        {
            into.insert((part, tag.get("id").to_owned()), ());
        }
    }
}
