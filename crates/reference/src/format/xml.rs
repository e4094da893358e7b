//! XML as exports of reference managers have it: a tree of elements, each with its place.
//!
//! A reader of its own: such files are often cut off or hold signs that XML forbids, and what can be read of them shall be read. Nothing
//! is fetched and nothing is declared: a `DOCTYPE` is passed over, entities are those of [`entities`].

use std::ops::Range;

use super::entities;
use scholion_base::text::squeeze;

/// So deep elements may stand in each other; deeper ones are left out.
const DEEPEST: usize = 64;

/// An element.
#[derive(Debug, Default)]
pub struct Element {
    /// Its name without the prefix of its namespace.
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub nodes: Vec<Node>,
    /// Its start tag in the text.
    pub place: Range<usize>,
}

/// What stands in an element.
#[derive(Debug)]
pub enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// The value of an attribute; empty if it has none.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| if let Node::Element(element) = node { Some(element) } else { None })
    }

    /// The elements of a name in it.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element at the end of a path of names: `titles/title`.
    pub fn at(&self, path: &str) -> Option<&Element> {
        path.split('/').try_fold(self, |element, name| element.elements().find(|inner| inner.name == name))
    }

    /// All words in it, white space folded; empty if there are none.
    pub fn words(&self) -> String {
        let mut text = String::new();
        self.gather(&mut text, &|_| None);
        squeeze(&text)
    }

    /// The words at the end of a path; empty if it leads nowhere.
    pub fn text(&self, path: &str) -> String {
        self.at(path).map(Self::words).unwrap_or_default()
    }

    /// The words with what `mark` names of the elements in it as formatted: `i`, `b`, `sup`, `sub` (marks of CSL-JSON).
    pub fn rich(&self, mark: &dyn Fn(&Element) -> Option<&'static str>) -> String {
        let mut text = String::new();
        self.gather(&mut text, mark);
        squeeze(&text)
    }

    fn gather(&self, text: &mut String, mark: &dyn Fn(&Element) -> Option<&'static str>) {
        for node in &self.nodes {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(inner) => match mark(inner) {
                    Some(name) => {
                        text.push_str(&format!("<{name}>"));
                        inner.gather(text, mark);
                        text.push_str(&format!("</{name}>"));
                    }
                    None => inner.gather(text, mark),
                },
            }
        }
    }

    /// All elements of a name below it, outermost first.
    pub fn find<'e>(&'e self, name: &str, found: &mut Vec<&'e Element>) {
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            } else {
                element.find(name, found);
            }
        }
    }
}

/// Reads a text: an element without a name that holds all that stand in it. Elements that are never closed end with the text.
pub fn read(text: &str) -> Element {
    let mut open = vec![Element::default()];
    let mut too_deep = 0_usize;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(start) = rest.find('<') else {
            push_text(&mut open, &entities::decode(rest));
            break;
        };
        push_text(&mut open, &entities::decode(rest.get(..start).unwrap_or("")));
        let tag = rest.get(start..).unwrap_or("");
        let place = at + start;
        at = place + tag_length(tag);
        let inner = tag.get(..at - place).unwrap_or("");
        if let Some(words) = inner.strip_prefix("<![CDATA[") {
            push_text(&mut open, words.strip_suffix("]]>").unwrap_or(words));
        } else if inner.starts_with("<!") || inner.starts_with("<?") {
            continue;
        } else if let Some(name) = inner.strip_prefix("</") {
            let name = bare(name.trim_end_matches('>').trim());
            if too_deep > 0 {
                too_deep -= 1;
            } else if let Some(depth) = open.iter().rposition(|element| element.name == name).filter(|depth| *depth > 0) {
                while open.len() > depth {
                    close(&mut open);
                }
            }
        } else if inner.get(1..).is_some_and(|name| name.starts_with(|c: char| c.is_alphabetic() || c == '_')) {
            let element = start_tag(inner, place..at);
            let is_whole = inner.ends_with("/>");
            if open.len() > DEEPEST {
                too_deep += usize::from(!is_whole);
                continue;
            }
            open.push(element);
            if is_whole {
                close(&mut open);
            }
        } else {
            push_text(&mut open, "<");
            at = place + 1;
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().unwrap_or_default()
}

/// How long the tag, comment or declaration is that a text begins with.
fn tag_length(text: &str) -> usize {
    let behind = |end: &str| text.find(end).map_or(text.len(), |at| at + end.len());
    if text.starts_with("<!--") {
        return behind("-->");
    }
    if text.starts_with("<![CDATA[") {
        return behind("]]>");
    }
    if text.starts_with("<!") {
        // A document type may hold declarations in brackets.
        let end = text.find('>').unwrap_or(text.len());
        return match text.find('[').filter(|bracket| *bracket < end) {
            Some(_) => text.find("]>").map_or(text.len(), |at| at + 2),
            None => (end + 1).min(text.len()),
        };
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            // No tag holds another: the first was none, or lacks its end.
            (None, b'<') => return at,
            _ => {}
        }
    }
    text.len()
}

fn start_tag(tag: &str, place: Range<usize>) -> Element {
    let inner = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    let end = inner.find(char::is_whitespace).unwrap_or(inner.len());
    let (name, mut rest) = inner.split_at_checked(end).unwrap_or((inner, ""));
    let mut attributes = Vec::new();
    while let Some((name, behind)) = rest.split_once('=') {
        let behind = behind.trim_start();
        let Some(quote) = behind.chars().next().filter(|c| matches!(c, '"' | '\'')) else { break };
        let Some((value, next)) = behind.get(1..).and_then(|value| value.split_once(quote)) else { break };
        attributes.push((bare(name.trim()).to_owned(), entities::decode(value).into_owned()));
        rest = next;
    }
    Element { name: bare(name).to_owned(), attributes, nodes: Vec::new(), place }
}

/// A name without its prefix.
fn bare(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn push_text(open: &mut [Element], words: &str) {
    if let Some(element) = open.last_mut().filter(|_| !words.is_empty()) {
        element.nodes.push(Node::Text(words.to_owned()));
    }
}

fn close(open: &mut Vec<Element>) {
    if let Some(element) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.nodes.push(Node::Element(element));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_read_as_far_as_they_go() {
        let text = "\u{feff}<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x 'y'>]><m:a b='1 &amp; >'><!-- <c> --><c>x <i>y</i> &lt; z</c><c/>\
                    <![CDATA[<d>]]><e>cut";
        let tree = read(text);
        let a = tree.at("a").unwrap();
        assert_eq!(a.attribute("b"), "1 & >");
        assert_eq!((a.text("c"), a.all("c").count(), a.text("e")), ("x y < z".into(), 2, "cut".into()));
        assert_eq!(a.at("c").unwrap().rich(&|element| (element.name == "i").then_some("i")), "x <i>y</i> < z");
        assert_eq!(&text[a.place.clone()], "<m:a b='1 &amp; >'>");
        for odd in ["<", "<a", "</a>", "<a></b></a>", "<a b=c d>", "a < b <c", "<!", "<![CDATA[", "<a b='", "é<é>é</é>"] {
            read(odd);
        }
        let deep = format!("{}x{}y", "<a>".repeat(100_000), "</a>".repeat(100_000));
        assert!(read(&deep).words().ends_with('y'));
    }
}
