//! Blocks: paragraphs, lists, tables, figures, and the sections that headings make.

use super::{
    super::{
        node::{Element, Node},
        part::{self, Part, Source, is_inline, level},
    },
    ids::Ids,
    inline::{Within, inline, is_any, lines, picture, with_few_breaks, without_breaks},
};

/// What may stand in a place. Whatever else comes stands in a paragraph there, which holds everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// All blocks: of the text, a quotation, a box.
    Any,
    /// Paragraphs and lists.
    Item,
    /// Paragraphs.
    Paragraphs,
    /// What a figure holds.
    Figure,
    /// What a cell of a table holds.
    Cell,
}

impl Place {
    fn holds(self, name: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Paragraphs => name == "p",
            Self::Item => matches!(name, "p" | "list" | "def-list"),
            Self::Cell => matches!(name, "p" | "list" | "def-list" | "code" | "preformat"),
            Self::Figure => {
                matches!(name, "p" | "list" | "def-list" | "code" | "preformat" | "graphic" | "table-wrap" | "disp-quote" | "verse-group")
            }
        }
    }
}

/// The text in sections: what stands before the first heading, and a section for each.
pub(super) fn sections(parts: &[Part], ids: &mut Ids) -> Vec<Node> {
    let mut text = Sections { nodes: Vec::new(), open: Vec::new() };
    text.parts(parts, "", ids);
    text.close(0);
    text.nodes
}

/// Sections in the making.
struct Sections {
    nodes: Vec<Node>,
    /// The sections that are open, with the levels of their headings.
    open: Vec<(u8, Element)>,
}

impl Sections {
    fn parts(&mut self, parts: &[Part], lang: &str, ids: &mut Ids) {
        let mut from = 0;
        for (at, part) in parts.iter().enumerate() {
            let Part::Element(source) = part else { continue };
            let is_heading = level(&source.name).is_some();
            if !is_heading && !(matches!(source.name.as_str(), "div" | "section") && holds_heading(&source.children)) {
                continue;
            }
            self.blocks(parts.get(from..at).unwrap_or_default(), lang, ids);
            from = at + 1;
            match level(&source.name) {
                Some(level) => self.heading(level, source, ids),
                None => self.parts(&source.children, if source.get("lang").is_empty() { lang } else { source.get("lang") }, ids),
            }
        }
        self.blocks(parts.get(from..).unwrap_or_default(), lang, ids);
    }

    fn blocks(&mut self, parts: &[Part], lang: &str, ids: &mut Ids) {
        let blocks = blocks(parts, Place::Any, lang, ids);
        self.open.last_mut().map_or(&mut self.nodes, |(_, section)| &mut section.children).extend(blocks);
    }

    fn heading(&mut self, level: u8, source: &Source, ids: &mut Ids) {
        self.close(level);
        let title = title(source, ids);
        let section = Element::new("sec").with("id", ids.claim(source.get("id")).unwrap_or_default());
        self.open.push((level, section.with("xml:lang", source.get("lang")).around([Element::new("title").around(title).into()])));
    }

    /// Ends the sections whose headings are not above one of this level.
    fn close(&mut self, level: u8) {
        while let Some((_, section)) = self.open.pop_if(|(own, _)| *own >= level) {
            self.open.last_mut().map_or(&mut self.nodes, |(_, outer)| &mut outer.children).push(section.into());
        }
    }
}

/// The words of a heading.
fn title(source: &Source, ids: &mut Ids) -> Vec<Node> {
    let mut words = inline(&source.children, ids, Within { line: true, ..Within::default() });
    with_few_breaks(&mut words);
    words
}

/// Whether a heading stands in parts that only group the text.
fn holds_heading(parts: &[Part]) -> bool {
    parts.iter().any(|part| match part {
        Part::Words(_) => false,
        Part::Element(source) if matches!(source.name.as_str(), "div" | "section") => holds_heading(&source.children),
        Part::Element(source) => level(&source.name).is_some(),
    })
}

/// Blocks for a place: words that stand in none make a paragraph.
pub(super) fn blocks(parts: &[Part], place: Place, lang: &str, ids: &mut Ids) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut from = 0;
    let mut put = |blocks: Vec<Element>| {
        for block in blocks {
            let fits = place.holds(block.name);
            nodes.push(if fits { block.into() } else { Element::new("p").around([block.into()]).into() });
        }
    };
    for (at, part) in parts.iter().enumerate() {
        let Part::Element(source) = part else { continue };
        if is_inline(&source.name) {
            continue;
        }
        put(paragraph(parts.get(from..at).unwrap_or_default(), "", lang, ids));
        from = at + 1;
        put(block(source, lang, ids));
    }
    put(paragraph(parts.get(from..).unwrap_or_default(), "", lang, ids));
    nodes
}

/// The blocks that an element makes.
fn block(source: &Source, outer: &str, ids: &mut Ids) -> Vec<Element> {
    let lang = if source.get("lang").is_empty() { outer } else { source.get("lang") };
    let id = source.get("id");
    let named = |name: &'static str, ids: &mut Ids| Element::new(name).with("id", ids.claim(id).unwrap_or_default());
    match source.name.as_str() {
        "p" => paragraph(&source.children, id, lang, ids),
        // Only one of the sets has rules.
        "hr" => vec![Element::new("p").with("content-type", "rule").words("* * *")],
        "ul" | "ol" => {
            let list = list(source, named("list", ids), lang, ids);
            std::iter::once(list).chain(astray(source, lang, ids)).collect()
        }
        "dl" => {
            let list = definitions(source, named("def-list", ids), lang, ids);
            std::iter::once(list).filter(|list| !list.children.is_empty()).chain(astray(source, lang, ids)).collect()
        }
        "pre" => vec![code(source, ids)],
        "blockquote" => {
            let quote = named("disp-quote", ids).with("xml:lang", lang);
            vec![quote.around(blocks(&source.children, Place::Any, "", ids))]
        }
        "aside" | "details" => vec![boxed(source, lang, ids)],
        "figure" => vec![figure(source, named("fig", ids), lang, ids)],
        "table" => table(source, lang, ids).into_iter().chain(astray(source, lang, ids)).collect(),
        name if level(name).is_some() => {
            let words = title(source, ids);
            let id = ids.claim(id).unwrap_or_default();
            vec![Element::new("p").with("id", id).with("xml:lang", lang).around([Element::new("bold").around(words).into()])]
        }
        // What only groups blocks.
        _ => elements(blocks(&source.children, Place::Any, lang, ids)).collect(),
    }
}

fn elements(nodes: Vec<Node>) -> impl Iterator<Item = Element> {
    nodes.into_iter().filter_map(|node| if let Node::Element(element) = node { Some(element) } else { None })
}

/// What stands in a list or a table and in no part of it: behind it, so that no word is lost.
fn astray(source: &Source, lang: &str, ids: &mut Ids) -> impl Iterator<Item = Element> + use<> {
    elements(blocks(&source.astray(), Place::Any, lang, ids))
}

/// A paragraph; one of several lines is verse, for which alone there are lines.
fn paragraph(parts: &[Part], id: &str, lang: &str, ids: &mut Ids) -> Vec<Element> {
    let nodes = inline(parts, ids, Within::default());
    if !is_any(&nodes) {
        return Vec::new();
    }
    let id = ids.claim(id).unwrap_or_default();
    let mut lines = lines(nodes);
    lines.retain(|line| is_any(line));
    let last = lines.len().saturating_sub(1);
    for line in lines.iter_mut().take(last) {
        // The blank before the end of a line is no word of it.
        if let Some(Node::Words(words)) = line.last_mut() {
            words.truncate(words.trim_end().len());
        }
    }
    let element = |name: &'static str| Element::new(name).with("id", id.as_str()).with("xml:lang", lang);
    if lines.len() < 2 {
        return vec![element("p").around(lines.pop().unwrap_or_default())];
    }
    let is_set_off = |node: &Node| matches!(node, Node::Element(element) if element.name == "disp-formula");
    if lines.iter().flatten().any(is_set_off) {
        // What is set off stands in no line of verse.
        return lines.into_iter().map(|line| Element::new("p").with("xml:lang", lang).around(line)).collect();
    }
    vec![
        element("verse-group")
            .around(lines.into_iter().map(|line| Element::new("verse-line").around(line.into_iter().map(in_verse)).into())),
    ]
}

/// What stands in a line of verse, which in the set for publishing holds links within other words only.
fn in_verse(node: Node) -> Node {
    match node {
        Node::Element(link) if matches!(link.name, "ext-link" | "inline-media") => {
            Element::new("named-content").with("content-type", "link").around([link.into()]).into()
        }
        node => node,
    }
}

fn list(source: &Source, list: Element, lang: &str, ids: &mut Ids) -> Element {
    let kind = match (source.name.as_str(), source.get("type")) {
        ("ul", _) => "bullet",
        (_, "a") => "alpha-lower",
        (_, "A") => "alpha-upper",
        (_, "i") => "roman-lower",
        (_, "I") => "roman-upper",
        _ => "order",
    };
    let mut list = list.with("list-type", kind).with("xml:lang", lang);
    let start: i64 = source.get("start").parse().unwrap_or(1);
    for (item, number) in source.named("li").zip(start..) {
        let number = item.get("value").parse().unwrap_or(number);
        let mut element = Element::new("list-item").with("id", ids.claim(item.get("id")).unwrap_or_default());
        // A list that does not begin at 1 says its numbers (JATS has no place for where it begins).
        if kind == "order" && (start != 1 || !item.get("value").is_empty()) {
            element.push_words("label", &format!("{number}."));
        }
        let label = element.children.len();
        element.children.extend(blocks(&item.children, Place::Item, "", ids));
        if element.children.len() == label {
            element.push(Element::new("p"));
        }
        list.push(element);
    }
    if list.children.is_empty() { Element::new("p") } else { list }
}

fn definitions(source: &Source, mut list: Element, lang: &str, ids: &mut Ids) -> Element {
    list = list.with("xml:lang", lang);
    let mut item: Option<Element> = None;
    for part in source.definitions() {
        match (part.name.as_str(), &mut item) {
            ("dd", Some(item)) => {
                let mut meaning = blocks(&part.children, Place::Paragraphs, "", ids);
                if meaning.is_empty() {
                    meaning.push(Element::new("p").into());
                }
                item.push(Element::new("def").around(meaning));
            }
            _ => {
                let mut words = inline(&part.children, ids, Within { line: true, ..Within::default() });
                without_breaks(&mut words);
                let term = Element::new("term").with("id", ids.claim(part.get("id")).unwrap_or_default()).around(words);
                list.children.extend(item.replace(Element::new("def-item").around([term.into()])).map(Node::from));
            }
        }
    }
    list.children.extend(item.map(Node::from));
    list
}

/// Code, or what is set as it was typed.
fn code(source: &Source, ids: &mut Ids) -> Element {
    let language = source.named("code").find_map(|code| code.class_after("language-")).unwrap_or("");
    let words = part::words(&source.children);
    let id = ids.claim(source.get("id")).unwrap_or_default();
    let words = words.trim_end_matches('\n');
    match language {
        "" => Element::new("preformat").with("id", id).words(words),
        language => Element::new("code").with("id", id).with("language", language).words(words),
    }
}

/// Text in a box, with what stands over it.
fn boxed(source: &Source, lang: &str, ids: &mut Ids) -> Element {
    let mut boxed = Element::new("boxed-text").with("id", ids.claim(source.get("id")).unwrap_or_default());
    boxed = boxed.with("content-type", source.class_after("callout-").unwrap_or("")).with("xml:lang", lang);
    let is_title = |part: &Part| matches!(part, Part::Element(first) if first.name == "summary" || first.is_of("callout-title"));
    let mut rest = source.children.as_slice();
    while let [Part::Words(words), behind @ ..] = rest
        && words.trim().is_empty()
    {
        rest = behind;
    }
    if let [first, behind @ ..] = rest
        && is_title(first)
        && let Part::Element(first) = first
    {
        let title = title(first, ids);
        boxed.push(Element::new("caption").around([Element::new("title").around(title).into()]));
        rest = behind;
    }
    boxed.around(blocks(rest, Place::Any, "", ids))
}

fn figure(source: &Source, figure: Element, lang: &str, ids: &mut Ids) -> Element {
    let mut figure = figure.with("xml:lang", lang);
    if let Some(caption) = source.named("figcaption").next() {
        figure.push_if_any(Element::new("caption").around(blocks(&caption.children, Place::Paragraphs, "", ids)));
    }
    let mut rest = Vec::new();
    for part in &source.children {
        match part {
            Part::Element(part) if part.name == "figcaption" => {}
            Part::Element(part) if part.name == "img" => match picture(part, "graphic") {
                Some(Node::Element(graphic)) => figure.push(graphic),
                words => figure.children.extend(words.map(|words| Element::new("p").around([words]).into())),
            },
            part => rest.push(part.clone()),
        }
    }
    figure.around(blocks(&rest, Place::Figure, "", ids))
}

/// A table with what stands over it; nothing if it has no cells.
fn table(source: &Source, lang: &str, ids: &mut Ids) -> Option<Element> {
    let mut wrap = Element::new("table-wrap").with("id", ids.claim(source.get("id")).unwrap_or_default()).with("xml:lang", lang);
    if let Some(caption) = source.named("caption").next() {
        wrap.push_if_any(Element::new("caption").around(blocks(&caption.children, Place::Paragraphs, "", ids)));
    }
    let mut rows = |name: &'static str, group: &'static str| {
        let groups =
            source.named(name).map(|part| Element::new(group).around(part.named("tr").filter_map(|row| tr(row, ids)).map(Node::from)));
        groups.filter(|group| !group.children.is_empty()).collect::<Vec<_>>()
    };
    let (mut heads, feet, mut bodies) = (rows("thead", "thead"), rows("tfoot", "tfoot"), rows("tbody", "tbody"));
    let loose: Vec<Node> = source.named("tr").filter_map(|row| tr(row, ids)).map(Node::from).collect();
    if !loose.is_empty() {
        bodies.push(Element::new("tbody").around(loose));
    }
    // A table has one head, one foot and a body (XHTML 1.1, 5.6); what there is more of stands in the body.
    let mut foot = feet.into_iter();
    let first_foot = foot.next();
    bodies.extend(foot.map(|foot| Element { name: "tbody", ..foot }));
    let more = heads.split_off(heads.len().min(1));
    bodies.splice(0..0, more.into_iter().map(|head| Element { name: "tbody", ..head }));
    let mut table = Element::new("table");
    let (head, foot) = (heads.pop(), first_foot);
    if bodies.is_empty() {
        table.children.extend(head.into_iter().chain(foot).flat_map(|group| group.children));
    } else {
        table.children.extend(head.into_iter().chain(foot).chain(bodies).map(Node::from));
    }
    (!table.children.is_empty()).then(|| wrap.around([table.into()]))
}

fn tr(source: &Source, ids: &mut Ids) -> Option<Element> {
    let cells = source.children.iter().filter_map(|part| match part {
        Part::Element(part) if part.name == "td" => Some(cell(part, "td", ids)),
        Part::Element(part) if part.name == "th" => Some(cell(part, "th", ids)),
        _ => None,
    });
    let row = Element::new("tr").around(cells.map(Node::from));
    (!row.children.is_empty()).then_some(row)
}

fn cell(source: &Source, name: &'static str, ids: &mut Ids) -> Element {
    let side = Some(source.get("align")).filter(|side| !side.is_empty()).or_else(|| source.class_after("align-")).unwrap_or("");
    let cell = Element::new(name)
        .with("id", ids.claim(source.get("id")).unwrap_or_default())
        .with("colspan", source.get("colspan"))
        .with("rowspan", source.get("rowspan"))
        .with("scope", source.get("scope"))
        .with("align", if matches!(side, "left" | "center" | "right" | "justify") { side } else { "" });
    let holds_blocks = source.children.iter().any(|part| matches!(part, Part::Element(part) if !is_inline(&part.name)));
    if holds_blocks {
        cell.around(blocks(&source.children, Place::Cell, "", ids))
    } else {
        let mut words = inline(&source.children, ids, Within::default());
        with_few_breaks(&mut words);
        cell.around(words)
    }
}
