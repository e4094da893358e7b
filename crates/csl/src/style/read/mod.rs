//! Reading a style or a locale from XML: every fault of it and its place, within bounds.
//!
//! What CSL 1.0.2 does not know is of two kinds. An element, a macro that is not there or a value that an attribute cannot have
//! makes the style none; an attribute, variable, type or term of another version is passed over and told as a doubt.

mod bounds;
mod element;
mod locale;
mod looks;
mod names;
mod root;
mod tags;

use std::collections::HashMap;
use std::ops::Range;

use roxmltree::{Attribute, Document, Node, ParsingOptions};

use super::fault::{Fault, What};
use super::locale::Locale;
use super::name::NameChoices;
use super::whole::Style;

/// The longest text that is read, in bytes: the longest official style has a tenth of it.
const LONGEST: usize = 4 << 20;

/// How deep elements may stand in each other, in the file and through its macros.
const DEEPEST: usize = 128;

/// The style that a text is, or every fault of it.
pub(super) fn style(xml: &str) -> Result<Style, Vec<Fault>> {
    let document = document(xml)?;
    root::style(xml, document.root_element())
}

/// The locale that a text is, or every fault of it.
pub(super) fn locale(xml: &str) -> Result<Locale, Vec<Fault>> {
    let document = document(xml)?;
    let root = document.root_element();
    let mut reader = Reader::new(xml);
    if root.tag_name().name() != "locale" {
        reader.fault(root, What::Root { found: name(root).to_owned(), wanted: "locale" });
        return Err(reader.faults);
    }
    let locale = reader.locale(root);
    if reader.faults.is_empty() { Ok(locale) } else { Err(reader.faults) }
}

fn document(xml: &str) -> Result<Document<'_>, Vec<Fault>> {
    if xml.len() > LONGEST {
        return Err(vec![Fault { at: 0..0, what: What::TooLarge }]);
    }
    if let Some(at) = tags::too_long(xml) {
        return Err(vec![Fault { at, what: What::TooLarge }]);
    }
    // A style has no document type, and its entities are no way into memory.
    Document::parse_with_options(xml, ParsingOptions::default()).map_err(|error| {
        let place = error.pos();
        let message = error.to_string();
        let message = message.rsplit_once(" at ").map_or(&*message, |(message, _)| message);
        let line = xml.split_inclusive('\n').take((place.row as usize).saturating_sub(1)).map(str::len).sum::<usize>();
        let rest = xml.get(line..).unwrap_or("");
        let at = rest.char_indices().nth((place.col as usize).saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
        vec![Fault { at: line + at..line + at, what: What::Xml(message.to_owned()) }]
    })
}

/// A text that is read, and what was found in it.
struct Reader<'x> {
    xml: &'x str,
    faults: Vec<Fault>,
    doubts: Vec<Fault>,
    /// The numbers of macros.
    macros: HashMap<String, usize>,
    /// What the style says of names for citations and for the bibliography.
    names: [NameChoices; 2],
    depth: usize,
}

/// Whether an attribute was of the kind that somebody asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Took {
    Yes,
    No,
    /// It is, but it cannot have that value.
    Bad,
}

impl<'x> Reader<'x> {
    fn new(xml: &'x str) -> Self {
        Self { xml, faults: Vec::new(), doubts: Vec::new(), macros: HashMap::new(), names: Default::default(), depth: 0 }
    }

    /// A fault of an element.
    fn fault(&mut self, node: Node<'_, '_>, what: What) {
        let at = self.tag(node);
        self.faults.push(Fault { at, what });
    }

    fn missing(&mut self, node: Node<'_, '_>, what: &'static str) {
        self.fault(node, What::Missing { name: what, element: name(node).to_owned() });
    }

    /// An element that cannot stand in another.
    fn stray(&mut self, node: Node<'_, '_>) {
        let within = node.parent().map_or("", name).to_owned();
        self.fault(node, What::Element { name: name(node).to_owned(), within });
    }

    fn bad(&mut self, attribute: Attribute<'_, '_>) {
        self.faults.push(value(attribute, attribute.value()));
    }

    /// A word of an attribute that nothing is called.
    fn unknown(&mut self, attribute: Attribute<'_, '_>, word: &str) {
        self.doubts.push(value(attribute, word));
    }

    /// Hands every attribute of an element to `take` and tells of those it does not take.
    fn attributes<'a, 'i>(&mut self, node: Node<'a, 'i>, mut take: impl FnMut(&mut Self, Attribute<'a, 'i>) -> Took) {
        for attribute in node.attributes() {
            match take(self, attribute) {
                Took::Yes => {}
                Took::Bad => self.bad(attribute),
                Took::No => {
                    let what = What::Attribute { name: attribute.name().to_owned(), element: name(node).to_owned() };
                    self.doubts.push(Fault { at: attribute.range(), what });
                }
            }
        }
    }

    /// Reads with `read` what stands one deeper, unless that is too deep.
    fn deeper<T: Default>(&mut self, node: Node<'_, '_>, read: impl FnOnce(&mut Self) -> T) -> T {
        if self.depth >= DEEPEST {
            self.fault(node, What::TooDeep);
            return T::default();
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// The start tag of an element.
    fn tag(&self, node: Node<'_, '_>) -> Range<usize> {
        let range = node.range();
        let end = range.start + self.xml.get(range.clone()).map_or(0, tags::length);
        range.start..end
    }
}

fn value(attribute: Attribute<'_, '_>, value: &str) -> Fault {
    Fault { at: attribute.range(), what: What::Value { attribute: attribute.name().to_owned(), value: value.to_owned() } }
}

/// The name of an element.
fn name<'a>(node: Node<'a, '_>) -> &'a str {
    node.tag_name().name()
}

/// The elements in an element.
fn elements<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}

/// Puts what `read` makes of a value where it belongs.
fn put<T>(place: &mut T, read: Option<T>) -> Took {
    match read {
        Some(value) => {
            *place = value;
            Took::Yes
        }
        None => Took::Bad,
    }
}

/// The same, where nothing may be said.
fn set<T>(place: &mut Option<T>, read: Option<T>) -> Took {
    match read {
        Some(value) => {
            *place = Some(value);
            Took::Yes
        }
        None => Took::Bad,
    }
}

/// `true` or `false`.
fn truth(value: &str) -> Option<bool> {
    match value {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

fn number(value: &str) -> Option<u32> {
    value.trim().parse().ok()
}

/// The value of a word.
fn choose<T: Copy>(word: &str, among: &[(&str, T)]) -> Option<T> {
    among.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}
