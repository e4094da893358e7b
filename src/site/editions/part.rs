//! A text as elements of HTML whose links lead somewhere: what formats are made of whose elements stand otherwise in each other.
//!
//! It is made of the body of a document, with its TeX and its notes' marks as they are, or of HTML that was written before (an entry in a
//! citation style).

use super::leads;
use crate::{
    base::{
        Html,
        tags::{Token, tokens},
    },
    document::{
        Document, Hole, LinkTarget, Piece,
        body::{About, Event, Name, Said},
    },
    site::{
        frame::Maker,
        links::{Filler, Lead},
        page_path::PagePath,
    },
};

/// A part of a text.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// An element.
    Element(Source),
    /// Words.
    Words(String),
}

/// An element of HTML. A note's mark is one of the name [`NOTE`], whose `n` is the note's number.
#[derive(Clone, Debug, Default)]
pub(super) struct Source {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Part>,
}

/// The name of a note's mark.
pub(super) const NOTE: &str = "note-mark";

/// Whether an element of HTML stands among words.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "audio"
            | "b"
            | "bdi"
            | "br"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "source"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "track"
            | "u"
            | "var"
            | "video"
            | "wbr"
    ) || name == NOTE
}

/// The level of a heading, from 1 to 6, by the name of its element.
pub(super) fn level(name: &str) -> Option<u8> {
    name.strip_prefix('h')?.parse().ok().filter(|level| (1..=6).contains(level))
}

impl Source {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    fn set(&mut self, name: &str, value: impl Into<String>) {
        self.attributes.push((name.to_owned(), value.into()));
    }

    /// The value of an attribute; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Whether it is of a class.
    pub fn is_of(&self, class: &str) -> bool {
        self.get("class").split_whitespace().any(|own| own == class)
    }

    /// What of its class begins with this, without it.
    pub fn class_after<'s>(&'s self, start: &str) -> Option<&'s str> {
        self.get("class").split_whitespace().find_map(|class| class.strip_prefix(start))
    }

    /// The elements of a name that stand directly in it.
    pub fn named<'s>(&'s self, name: &'static str) -> impl Iterator<Item = &'s Self> {
        self.children.iter().filter_map(move |part| match part {
            Part::Element(source) if source.name == name => Some(source),
            _ => None,
        })
    }
}

impl Source {
    /// What stands in a table or a list and belongs to none of its rows, cells or items.
    pub fn astray(&self) -> Vec<Part> {
        match self.name.as_str() {
            "table" => self.but(&["caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr"]),
            "thead" | "tbody" | "tfoot" => self.but(&["tr"]),
            "tr" => self.but(&["td", "th"]),
            "ul" | "ol" => self.but(&["li"]),
            "dl" => self.but(&["dt", "dd", "div"]),
            _ => Vec::new(),
        }
    }

    fn but(&self, inner: &[&str]) -> Vec<Part> {
        let mut astray = Vec::new();
        for part in &self.children {
            match part {
                Part::Words(words) if words.trim().is_empty() => {}
                Part::Element(source) if inner.contains(&source.name.as_str()) => astray.extend(match source.name.as_str() {
                    "thead" | "tbody" | "tfoot" | "tr" => source.astray(),
                    "div" => source.but(&["dt", "dd", "div"]),
                    _ => Vec::new(),
                }),
                part => astray.push(part.clone()),
            }
        }
        astray
    }

    /// The terms and meanings of a list of definitions in their order, also those that stand in groups.
    pub fn definitions(&self) -> Vec<&Self> {
        let mut all = Vec::new();
        for part in &self.children {
            match part {
                Part::Element(source) if matches!(source.name.as_str(), "dt" | "dd") => all.push(source),
                Part::Element(source) if source.name == "div" => all.extend(source.definitions()),
                _ => {}
            }
        }
        all
    }
}

/// The words of some parts.
pub(super) fn words(parts: &[Part]) -> String {
    let words = parts.iter().map(|part| match part {
        Part::Words(words) => words.clone(),
        Part::Element(source) => words(&source.children),
    });
    words.collect()
}

/// A document whose text is read in parts.
pub(super) struct Text<'m, 'a, 'r> {
    document: &'a Document,
    leads: Vec<Lead>,
    filler: Filler<'m, 'a, 'r>,
}

impl<'m, 'a, 'r> Text<'m, 'a, 'r> {
    /// The text of a document whose page is at `page`.
    pub fn new(maker: &'m Maker<'a, 'r>, page: &PagePath, document: &'a Document) -> Self {
        Self { document, leads: leads::of(maker, document), filler: Filler::aside(maker, page, document) }
    }

    /// The parts of some pieces: those of the running text, or of a note.
    pub fn parts(&mut self, pieces: &[Piece]) -> Vec<Part> {
        let body = &self.document.body;
        let mut tree = Tree::default();
        let mut code = 0_u32;
        for event in body.walk(pieces) {
            match event {
                Event::Words { span, .. } => tree.words(span.of(&body.text)),
                Event::Line if code > 0 => tree.words("\n"),
                Event::Line => {}
                Event::Open { name, about, .. } => {
                    code += u32::from(name == Name::Pre);
                    let source = self.source(name, about);
                    if name.is_void() { tree.push(source) } else { tree.open(source) }
                }
                Event::Close { name, .. } => {
                    code -= u32::from(name == Name::Pre && code > 0);
                    tree.close();
                }
                Event::Hole(Hole::Note(number, _)) => {
                    let mut mark = Source::new(NOTE);
                    mark.set("n", number.to_string());
                    tree.push(mark);
                }
                Event::Hole(hole @ Hole::Group(..)) => {
                    let mut html = Html::new();
                    self.filler.fill(hole, &mut html);
                    tree.extend(of_html(&html));
                }
                Event::Hole(Hole::Wikilink(nth)) => {
                    let link = self.document.facts.links.get(*nth as usize);
                    if let Some(LinkTarget::Name(_, words)) = link.map(|link| &link.target) {
                        let mut source = Source::new("a");
                        self.lead(*nth, "href", &mut source);
                        source.children.push(Part::Words(words.clone()));
                        tree.push(source);
                    }
                }
                Event::Hole(_) => {}
            }
        }
        tree.finish()
    }

    /// An element with what it says of itself.
    fn source(&self, name: Name, about: About<'_>) -> Source {
        let mut source = Source::new(name.as_str());
        for said in about.said() {
            match said {
                Said::Attribute(name, value) => source.set(name.as_str(), value),
                Said::Hole(Hole::Link(nth)) => self.lead(*nth, "href", &mut source),
                Said::Hole(Hole::Image(nth) | Hole::Media(nth)) => self.lead(*nth, "src", &mut source),
                Said::Hole(Hole::Citation(nth)) => {
                    if let Some(citation) = self.document.facts.citations.get(*nth as usize) {
                        source.set("id", citation.fragment());
                        if self.filler.citing.has(&citation.key) {
                            source.set("href", format!("#ref-{}", citation.key));
                        }
                    }
                }
                Said::Hole(_) => {}
            }
        }
        source
    }

    fn lead(&self, nth: u32, attribute: &str, source: &mut Source) {
        match self.leads.get(nth as usize) {
            Some(Lead::Here(href)) => source.set(attribute, href.as_str()),
            Some(Lead::Web(address)) => source.set(attribute, address.as_str()),
            Some(Lead::Nowhere) | None => {}
        }
        if let Some(link) = self.document.facts.links.get(nth as usize).filter(|link| !link.title.is_empty()) {
            source.set("title", &*link.title);
        }
    }
}

/// HTML that was written before, in parts.
pub(super) fn of_html(html: &Html) -> Vec<Part> {
    let mut tree = Tree::default();
    for token in tokens(html) {
        match token {
            Token::Words(words) => tree.words(&words),
            Token::Close(_) => tree.close(),
            Token::Open(tag) => {
                let mut source = Source::new(tag.name());
                tag.attributes().for_each(|(name, value)| source.set(name, value));
                if tag.is_void() { tree.push(source) } else { tree.open(source) }
            }
        }
    }
    tree.finish()
}

/// Parts in the making.
#[derive(Default)]
struct Tree {
    /// What stands in no element.
    parts: Vec<Part>,
    /// The elements that are open, outermost first.
    open: Vec<Source>,
    /// How many elements are open that stand too deep: what is in them stands in the last one that does not.
    beyond: usize,
}

/// Elements that stand deeper in one another than any text needs are passed over, so that whoever walks over the parts may go down into them.
const DEEPEST: usize = 200;

impl Tree {
    fn here(&mut self) -> &mut Vec<Part> {
        self.open.last_mut().map_or(&mut self.parts, |source| &mut source.children)
    }

    fn words(&mut self, words: &str) {
        self.here().push(Part::Words(words.to_owned()));
    }

    fn push(&mut self, source: Source) {
        self.here().push(Part::Element(source));
    }

    fn extend(&mut self, parts: Vec<Part>) {
        self.here().extend(parts);
    }

    fn open(&mut self, source: Source) {
        if self.open.len() < DEEPEST {
            self.open.push(source);
        } else {
            self.beyond += 1;
        }
    }

    fn close(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
        } else if let Some(source) = self.open.pop() {
            self.push(source);
        }
    }

    fn finish(mut self) -> Vec<Part> {
        self.beyond = 0;
        while !self.open.is_empty() {
            self.close();
        }
        self.parts
    }
}
