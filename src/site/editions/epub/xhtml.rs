//! HTML as the XHTML of a book (EPUB 3.3, 6.1; HTML Living Standard, 14): every element ends, every attribute stands once, every id is a
//! name of XML, and nothing is shown that does not stand in the book.

use std::{borrow::Cow, collections::BTreeSet};

use crate::base::{
    Date, Html, Xml,
    tags::{Tag, Token, tokens},
};

/// Something whose place in the book is asked for.
#[derive(Clone, Copy, Debug)]
pub enum Way<'w> {
    /// Where a link of the page leads.
    Link(&'w str),
    /// Where a picture of the page is.
    Picture(&'w str),
}

/// Says where something stands, seen from the file that is written; nowhere if it is not in the book and has no address on the web.
pub type Lead<'l> = &'l mut dyn FnMut(Way<'_>) -> Option<String>;

/// The inside of a file of a book in the making.
pub struct Writer<'w> {
    xml: Xml<'w>,
    /// The elements that are open.
    open: Vec<Cow<'static, str>>,
    /// The ids that stand in the file.
    ids: BTreeSet<String>,
    /// The highest level of headings in the texts of the part, and the last level that was written: a file begins below the title of its part,
    /// and no level is left out on the way down.
    highest: u8,
    last: u8,
    /// Whether a formula stands in it.
    pub has_formulas: bool,
}

/// The elements of headings by their levels.
const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// The level of a heading of this name.
fn level(name: &str) -> Option<u8> {
    HEADINGS.iter().zip(1..).find(|(heading, _)| **heading == name).map(|(_, level)| level)
}

impl<'w> Writer<'w> {
    /// A writer of what stands behind `text`, in which no heading is of a higher level than `highest`.
    pub fn new(text: &'w mut String, highest: u8) -> Self {
        Self { xml: Xml::new(text), open: Vec::new(), ids: BTreeSet::new(), highest, last: 1, has_formulas: false }
    }

    /// The XML, for tags of the caller's own.
    pub fn xml(&mut self) -> &mut Xml<'w> {
        &mut self.xml
    }

    /// Writes HTML, all of whose elements are closed behind it.
    pub fn html(&mut self, html: &Html, lead: Lead<'_>) {
        for token in tokens(html) {
            match token {
                Token::Words(words) => self.xml.words(&words),
                Token::Close(name) => self.close(name),
                Token::Open(tag) => self.open(tag, lead),
            }
        }
        while !self.open.is_empty() {
            self.close_last();
        }
    }

    /// Closes an element that is open, and those that are open in it.
    fn close(&mut self, name: &str) {
        let name = if matches!(name, "audio" | "video") { "span" } else { name };
        let is_it = |open: &str| open == name || name == "a" && open == NO_LINK || level(name).is_some() && level(open).is_some();
        let Some(at) = self.open.iter().rposition(|open| is_it(open)) else { return };
        while self.open.len() > at {
            self.close_last();
        }
        if self.open.last().is_some_and(|open| open == STYLE) {
            self.close_last();
        }
    }

    fn open(&mut self, mut tag: Tag<'_>, lead: Lead<'_>) {
        // A paragraph ends before a block (HTML Living Standard, 13.2.6.4.7).
        if ENDS_PARAGRAPHS.contains(&tag.name()) && self.open.iter().any(|open| open == "p") {
            self.close("p");
        }
        match tag.name() {
            "img" => return self.picture(tag, lead),
            "source" | "track" => return self.recording(tag, lead),
            "audio" | "video" => {
                let own = tag.clone();
                tag.rename("span");
                tag.retain(|name, _| matches!(name, "id" | "lang" | "dir" | "title"));
                tag.set("class", "recording");
                self.begin(tag);
                return self.recording(own, lead);
            }
            "a" => {
                let to = if tag.has("href") { lead(Way::Link(tag.get("href"))) } else { None };
                tag.retain(|name, _| name != "href" && name != "aria-label");
                match to {
                    Some(to) if !self.open.iter().any(|open| open == "a") => tag.set("href", to),
                    // What leads nowhere is words, and no link stands in a link.
                    _ => {
                        tag.rename("span");
                        tag.retain(|name, _| name != "role");
                        self.begin(tag);
                        if let Some(last) = self.open.last_mut() {
                            *last = NO_LINK.into();
                        }
                        return;
                    }
                }
                if tag.get("role") == "doc-noteref" {
                    tag.set("epub:type", "noteref");
                }
            }
            name if level(name).is_some() => {
                let wanted = level(name).unwrap_or(2).saturating_sub(self.highest).saturating_add(2);
                self.last = wanted.min(self.last + 1).min(6);
                tag.rename(HEADINGS.get(usize::from(self.last) - 1).copied().unwrap_or("h6"));
            }
            "math" => {
                self.has_formulas = true;
                tag.set("xmlns", "http://www.w3.org/1998/Math/MathML");
                let tex = tag.get("data-tex").to_owned();
                tag.retain(|name, _| name != "data-tex");
                if !tex.is_empty() {
                    tag.set("alttext", tex);
                }
            }
            "span" if tag.is_of("pb") && tag.has("id") => {
                let label = tag.get("data-n").to_owned();
                tag.set("epub:type", "pagebreak");
                tag.set("role", "doc-pagebreak");
                tag.set("aria-label", label);
            }
            _ => {}
        }
        self.styled(&mut tag);
        self.begin(tag);
    }

    /// How an element of a formula is set stands around it, as MathML 3 (3.3.4) has it, which books are checked by; rows and cells of tables
    /// have nothing around them.
    fn styled(&mut self, tag: &mut Tag<'_>) {
        let says = |name: &str| name == "scriptlevel" || name == "displaystyle";
        let is_alone = matches!(tag.name(), "math" | "mstyle") || tag.name() == "mtable" && !tag.has("scriptlevel");
        if is_alone || !tag.has("scriptlevel") && !tag.has("displaystyle") {
            return;
        }
        let mut style = Tag::new("mstyle");
        for name in ["displaystyle", "scriptlevel"].into_iter().filter(|name| tag.has(name)) {
            let value = tag.get(name).to_owned();
            style.set(name, value);
        }
        let is_table = tag.name() == "mtable";
        tag.retain(|name, _| !says(name) || is_table && name == "displaystyle");
        if !matches!(tag.name(), "mtr" | "mtd" | "mprescripts") {
            self.xml.open(&style);
            self.open.push(STYLE.into());
        }
    }

    /// Writes a tag of which all is known.
    fn begin(&mut self, mut tag: Tag<'_>) {
        if tag.has("id") {
            let id = id(tag.get("id")).into_owned();
            if id.is_empty() || !self.ids.insert(id.clone()) {
                tag.retain(|name, _| name != "id");
            } else {
                tag.set("id", id);
            }
        }
        // A moment that no machine can read is told by the words alone.
        let is_moment =
            |value: &str| Date::parse(value).is_some_and(|date| date.iso().is_some_and(|iso| iso == value && !iso.contains('/')));
        tag.retain(|name, value| match name {
            "srcset" | "sizes" | "loading" | "decoding" | "target" | "rel" | "xml:lang" => false,
            "datetime" => is_moment(value),
            "lang" | "title" | "class" => !value.is_empty(),
            "dir" => matches!(value, "ltr" | "rtl" | "auto"),
            "scope" => matches!(value, "row" | "col" | "rowgroup" | "colgroup"),
            "colspan" | "rowspan" | "span" | "start" | "value" | "width" | "height" => {
                is_number(value) || name != "value" && is_formula(value)
            }
            _ => true,
        });
        if tag.has("lang") {
            let lang = tag.get("lang").to_owned();
            tag.set("xml:lang", lang);
        }
        self.xml.open(&tag);
        if !tag.is_void() {
            self.open.push(tag.name().to_owned().into());
        }
    }

    /// A picture, or what it shows in words where the book has it not.
    fn picture(&mut self, mut tag: Tag<'_>, lead: Lead<'_>) {
        let to = if tag.has("src") { lead(Way::Picture(tag.get("src"))) } else { None };
        let alt = tag.get("alt").to_owned();
        if let Some(to) = to {
            tag.set("src", to);
            tag.set("alt", alt);
            return self.begin(tag);
        }
        tag.rename("span");
        tag.retain(|name, _| matches!(name, "id" | "lang" | "dir"));
        tag.set("class", "no-picture");
        self.begin(tag);
        self.xml.words(&alt);
        self.close("span");
    }

    /// A sound or film stands outside of the book: a link leads there, or its name says which it is.
    fn recording(&mut self, tag: Tag<'_>, lead: Lead<'_>) {
        let src = tag.get("src");
        if src.is_empty() || tag.name() == "track" {
            return;
        }
        let path = src.split(['#', '?']).next().unwrap_or(src);
        let name = crate::base::text::percent_decoded(path.rsplit('/').next().unwrap_or(path));
        let mut link = Tag::new("a");
        match lead(Way::Link(src)).filter(|_| !self.open.iter().any(|open| open == "a")) {
            Some(to) => link.set("href", to),
            None => link.rename("span"),
        }
        self.begin(link);
        self.xml.words(&name);
        self.close_last();
    }

    /// Closes the innermost element.
    fn close_last(&mut self) {
        if let Some(name) = self.open.pop() {
            self.xml.end(match name.as_ref() {
                NO_LINK => "span",
                STYLE => "mstyle",
                name => name,
            });
        }
    }
}

/// Stands for a link that leads nowhere among the elements that are open.
const NO_LINK: &str = "a-without-href";

/// Stands there for what says how the element in it is set.
const STYLE: &str = "mstyle-around";

/// The elements before which a paragraph ends.
#[rustfmt::skip]
const ENDS_PARAGRAPHS: [&str; 18] = [
    "aside", "blockquote", "details", "div", "dl", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "section",
];

fn is_number(value: &str) -> bool {
    !value.is_empty()
        && value.len() < 9
        && value.bytes().enumerate().all(|(at, byte)| byte.is_ascii_digit() || at == 0 && byte == b'-' && value.len() > 1)
}

/// Whether this is a length of MathML, with its unit.
fn is_formula(value: &str) -> bool {
    value.ends_with(|c: char| c.is_ascii_alphabetic()) && value.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))
}

/// An id as a name of XML without colons (Namespaces in XML 1.0, 4): what is none is written out by its bytes.
pub fn id(written: &str) -> Cow<'_, str> {
    let is_start = |c: char| c.is_alphabetic() || c == '_';
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') || !c.is_ascii() && c.is_alphabetic();
    if written.starts_with(is_start) && !written.starts_with("_x") && written.chars().all(is_part) || written.is_empty() {
        return Cow::Borrowed(written);
    }
    let mut id = String::from("_x");
    for c in written.chars() {
        if is_part(c) && c != '_' {
            id.push(c);
        } else {
            id.push_str(&format!("_{:x}_", u32::from(c)));
        }
    }
    Cow::Owned(id)
}
