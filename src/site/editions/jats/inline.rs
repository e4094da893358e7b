//! What stands among the words of a block.

use super::{
    super::{
        node::{self, Element, Node},
        part::{self, NOTE, Part, Source},
    },
    ids::{Ids, reference},
};

/// A line ends: only some elements may hold it, and a paragraph none.
pub(super) const BREAK: &str = "break";

/// Where words stand.
#[derive(Clone, Copy, Default)]
pub(super) struct Within {
    /// In a link, which holds no other.
    pub link: bool,
    /// In an element among words, or where no formula may be set off.
    pub line: bool,
}

/// What stands among words. Links to places of the text are `xref`s, whether or not there is such a place: [`super::ids::settle`] sees to that.
pub(super) fn inline(parts: &[Part], ids: &mut Ids, within: Within) -> Vec<Node> {
    let mut nodes = Vec::new();
    for part in parts {
        match part {
            Part::Words(words) => nodes.push(Node::Words(words.clone())),
            Part::Element(source) => element(source, ids, within, &mut nodes),
        }
    }
    nodes
}

fn element(source: &Source, ids: &mut Ids, within: Within, nodes: &mut Vec<Node>) {
    let line = Within { line: true, ..within };
    let marked = |name: &'static str, ids: &mut Ids| Element::new(name).around(inline(&source.children, ids, line));
    let styled = |kind: &str, ids: &mut Ids| marked("styled-content", ids).with("style-type", kind);
    let lang = source.get("lang").to_owned();
    let from = nodes.len();
    match source.name.as_str() {
        "em" | "i" | "cite" | "var" | "dfn" => nodes.push(marked("italic", ids).into()),
        "strong" | "b" => nodes.push(marked("bold", ids).into()),
        "sup" => nodes.push(marked("sup", ids).into()),
        "sub" => nodes.push(marked("sub", ids).into()),
        "u" | "ins" => nodes.push(marked("underline", ids).into()),
        "s" | "del" => nodes.push(marked("strike", ids).into()),
        "code" if source.is_of("math") => nodes.push(formula(source, within)),
        "code" | "kbd" | "samp" => nodes.push(Element::new("monospace").words(part::words(&source.children)).into()),
        "mark" => nodes.push(styled("mark", ids).into()),
        "small" => nodes.push(styled("small", ids).into()),
        "q" => nodes.push(styled("quotation", ids).into()),
        "abbr" => nodes.push(Element::new("abbrev").with("xlink:title", source.get("title")).words(part::words(&source.children)).into()),
        "span" if source.is_of("pb") => {
            let label = source.get("data-n");
            let id = ids.new_id(if source.get("id").is_empty() { "page" } else { source.get("id") });
            nodes.push(Element::new("target").with("id", id).with("target-type", "page").words(label).into());
        }
        "span" if source.is_of("cb") || source.is_of("milestone") => {
            let kind = if source.is_of("cb") { "column" } else { "milestone" };
            nodes.push(Element::new("milestone-start").with("content-type", kind).with("rationale", source.get("data-n")).into());
            nodes.extend(inline(&source.children, ids, within));
        }
        "span" if source.is_of("small-caps") => nodes.push(marked("sc", ids).into()),
        "span" if source.is_of("underline") => nodes.push(marked("underline", ids).into()),
        "span" if source.is_of("mark") => nodes.push(styled("mark", ids).into()),
        "ruby" => ruby(source, ids, line, nodes),
        "br" => nodes.push(Element::new(BREAK).into()),
        "wbr" | "track" | "source" | "col" => {}
        "img" => nodes.extend(picture(source, "inline-graphic")),
        "audio" | "video" => nodes.extend(media(source)),
        "a" => link(source, ids, within, nodes),
        NOTE => {
            let number = source.get("n");
            let mark = Element::new("sup").words(number);
            let note = Element::new("xref").with("ref-type", "fn").with("rid", format!("fn-{number}")).around([mark.into()]);
            nodes.push(note.into());
        }
        // A place to which the text leads.
        _ => {
            let inner = inline(&source.children, ids, within);
            match ids.claim(source.get("id")).filter(|_| !within.link) {
                Some(id) => {
                    nodes.push(Element::new("target").with("id", id).into());
                    nodes.extend(inner);
                }
                None => nodes.extend(inner),
            }
        }
    }
    if !lang.is_empty() && nodes.len() > from {
        let inner = nodes.split_off(from);
        nodes.push(Element::new("named-content").with("content-type", "language").with("xml:lang", lang).around(inner).into());
    }
}

/// A formula in TeX.
fn formula(source: &Source, within: Within) -> Node {
    let tex = Element::new("tex-math").words(part::words(&source.children));
    let is_set_off = source.is_of("display") && !within.line && !within.link;
    Element::new(if is_set_off { "disp-formula" } else { "inline-formula" }).around([tex.into()]).into()
}

/// Words with small words over them (JATS 1.3, `ruby`).
fn ruby(source: &Source, ids: &mut Ids, within: Within, nodes: &mut Vec<Node>) {
    let mut base: Vec<Part> = Vec::new();
    for part in &source.children {
        match part {
            Part::Element(inner) if inner.name == "rt" => {
                let under = Element::new("rb").around(inline(&std::mem::take(&mut base), ids, within));
                let over = Element::new("rt").words(part::words(&inner.children));
                nodes.push(Element::new("ruby").around([under.into(), over.into()]).into());
            }
            Part::Element(inner) if inner.name == "rp" => {}
            part => base.push(part.clone()),
        }
    }
    nodes.extend(inline(&base, ids, within));
}

/// A picture with its description; of one that is not shown the description.
pub(super) fn picture(source: &Source, name: &'static str) -> Option<Node> {
    let (href, alt) = (source.get("src"), source.get("alt"));
    if href.is_empty() {
        return (!alt.is_empty()).then(|| Node::Words(alt.to_owned()));
    }
    let mut picture = Element::new(name).with("xlink:href", href);
    picture.push_words("alt-text", alt);
    Some(picture.into())
}

/// A sound or a film: the first of its files.
fn media(source: &Source) -> Option<Node> {
    let href = std::iter::once(source).chain(source.named("source")).map(|source| source.get("src")).find(|href| !href.is_empty())?;
    let mimetype = if source.name == "video" { "video" } else { "audio" };
    Some(Element::new("inline-media").with("mimetype", mimetype).with("xlink:href", href).into())
}

fn link(source: &Source, ids: &mut Ids, within: Within, nodes: &mut Vec<Node>) {
    let href = source.get("href");
    // A link holds no link, so that of what stands in this one all is words but for marks of notes, which stand behind it.
    let mut inner = inline(&source.children, ids, Within { link: true, line: true });
    let marks: Vec<Node> = inner.extract_if(.., |node| matches!(node, Node::Element(element) if element.name == "xref")).collect();
    without_breaks(&mut inner);
    let id = ids.claim(source.get("id"));
    match href.strip_prefix('#') {
        _ if within.link => nodes.append(&mut inner),
        Some(place) if !place.is_empty() => {
            let kind = if place.starts_with("ref-") {
                "bibr"
            } else if place.starts_with("fn-") {
                "fn"
            } else {
                ""
            };
            let xref = Element::new("xref").with("ref-type", kind).with("rid", reference(place)).with("id", id.unwrap_or_default());
            nodes.push(xref.around(inner).into());
        }
        None if !href.is_empty() => {
            let link =
                Element::new("ext-link").with("ext-link-type", "uri").with("xlink:href", href).with("xlink:title", source.get("title"));
            nodes.push(link.with("id", id.unwrap_or_default()).around(inner).into());
        }
        _ => {
            nodes.extend(id.map(|id| Element::new("target").with("id", id).into()));
            nodes.append(&mut inner);
        }
    }
    nodes.extend(marks);
}

/// Puts a blank in the place of each line's end.
pub(super) fn without_breaks(nodes: &mut [Node]) {
    for node in nodes {
        match node {
            Node::Element(element) if element.name == BREAK => *node = Node::Words(" ".to_owned()),
            Node::Element(element) => without_breaks(&mut element.children),
            Node::Words(_) => {}
        }
    }
}

/// The same in those elements only that hold no end of a line: the styles of letters do.
pub(super) fn with_few_breaks(nodes: &mut [Node]) {
    for node in nodes {
        if let Node::Element(element) = node {
            match element.name {
                "bold" | "italic" | "sc" | "strike" | "sub" | "sup" | "underline" => with_few_breaks(&mut element.children),
                _ => without_breaks(&mut element.children),
            }
        }
    }
}

/// The lines of some parts: an element around the end of a line is closed there and opened again.
pub(super) fn lines(nodes: Vec<Node>) -> Vec<Vec<Node>> {
    let mut lines = vec![Vec::new()];
    for node in nodes {
        match node {
            Node::Element(element) if element.name == BREAK => lines.push(Vec::new()),
            Node::Element(mut element) => {
                let mut parts = self::lines(std::mem::take(&mut element.children)).into_iter();
                let first = parts.next().unwrap_or_default();
                let again = Element {
                    attributes: element.attributes.iter().filter(|(name, _)| *name != "id").cloned().collect(),
                    ..element.clone()
                };
                if let Some(line) = lines.last_mut() {
                    line.push(element.around(first).into());
                }
                lines.extend(parts.map(|part| vec![again.clone().around(part).into()]));
            }
            words @ Node::Words(_) => {
                if let Some(line) = lines.last_mut() {
                    line.push(words);
                }
            }
        }
    }
    lines
}

/// Whether anything is to be seen of some parts.
pub(super) fn is_any(nodes: &[Node]) -> bool {
    !node::words(nodes).trim().is_empty() || nodes.iter().any(|node| matches!(node, Node::Element(element) if element.name != BREAK))
}
