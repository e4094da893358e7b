//! What the elements of both vocabularies are: inside a line or a block of their own, a reading or the place of one.
//!
//! Vocabularies have hundreds of elements, and projects add their own. So one that is not listed is inside a line where it
//! stands in one: in a paragraph, a verse, beside words.

use roxmltree::Node;

use super::breaks::{is_entry, is_loose_entry};
use crate::formats::xml::node::{attribute, children};

/// Elements that stand inside a line, wherever they stand.
const INLINE: &[&str] = &[
    "italic",
    "bold",
    "sc",
    "sup",
    "sub",
    "underline",
    "strike",
    "monospace",
    "overline",
    "roman",
    "sans-serif",
    "styled-content",
    "named-content",
    "xref",
    "ext-link",
    "uri",
    "email",
    "abbrev",
    "inline-formula",
    "tex-math",
    "hi",
    "emph",
    "ref",
    "ptr",
    "foreign",
    "term",
    "title",
    "persName",
    "placeName",
    "orgName",
    "name",
    "date",
    "soCalled",
    "mentioned",
    "q",
    "said",
    "formula",
    "choice",
    "abbr",
    "expan",
    "ex",
    "am",
    "sic",
    "corr",
    "orig",
    "reg",
    "gi",
    "code",
    "num",
    "rs",
    "supplied",
    "unclear",
    "surplus",
    "add",
    "del",
    "subst",
    "lem",
    "rdg",
    "w",
    "c",
    "g",
    "pc",
    "seg",
    "gap",
    "space",
    "pb",
    "lb",
    "cb",
    "gb",
    "handShift",
    "break",
    "fn",
    "note",
    "anchor",
    "target",
    "milestone",
    "year",
    "month",
    "day",
    "article-title",
    "source",
    "volume",
    "issue",
    "fpage",
    "lpage",
    "surname",
    "given-names",
    "forename",
    "genName",
    "nameLink",
    "roleName",
    "addName",
    "suffix",
    "prefix",
    "role",
    "roleDesc",
    "actor",
    "vocal",
    "kinesic",
    "incident",
    "pause",
    "shift",
];

/// Elements that are blocks, wherever they stand.
const BLOCKS: &[&str] = &[
    "p",
    "ab",
    "l",
    "lg",
    "verse-group",
    "verse-line",
    "sec",
    "body",
    "front",
    "back",
    "div",
    "head",
    "list",
    "item",
    "list-item",
    "def-list",
    "def-item",
    "def",
    "table",
    "table-wrap",
    "row",
    "tr",
    "fig",
    "fig-group",
    "figure",
    "caption",
    "boxed-text",
    "disp-quote",
    "disp-formula",
    "preformat",
    "eg",
    "quote",
    "cit",
    "sp",
    "floatingText",
    "castList",
    "castItem",
    "castGroup",
    "address",
    "addrLine",
    "entry",
    "entryFree",
    "fn-group",
    "table-wrap-foot",
    "supplementary-material",
];

/// Elements that hold words of a line, so that what stands in them stands inside that line.
const LINES: &[&str] = &[
    "p",
    "ab",
    "l",
    "verse-line",
    "head",
    "speaker",
    "stage",
    "salute",
    "signed",
    "dateline",
    "addrLine",
    "titlePart",
    "docAuthor",
    "docDate",
    "docImprint",
    "byline",
    "trailer",
    "td",
    "th",
    "cell",
    "label",
    "castItem",
    "disp-formula",
    "subtitle",
    "person",
    "personGrp",
    "org",
    "birth",
    "death",
    "msIdentifier",
    "witness",
];

/// Elements whose words stand apart, whether or not a space is written between them.
const FIELDS: &[&str] = &[
    "surname",
    "given-names",
    "forename",
    "genName",
    "nameLink",
    "roleName",
    "addName",
    "year",
    "month",
    "day",
    "volume",
    "issue",
    "fpage",
    "lpage",
    "article-title",
    "source",
    "persName",
    "orgName",
    "expan",
    "abbr",
    "term",
    "role",
    "roleDesc",
    "collab",
    "pub-id",
    "publisher-name",
    "publisher-loc",
    "elocation-id",
    "person-group",
    "comment",
];

/// Registers of data: behind a text they are none.
const REGISTERS: &[&str] = &["listPerson", "listPlace", "listOrg", "listEvent", "listObject", "listRelation", "listNym"];

/// Whether an element is a register of data, around a text or behind it.
pub fn is_register(node: Node<'_, '_>) -> bool {
    REGISTERS.contains(&node.tag_name().name())
        && node.ancestors().any(|outer| matches!(outer.tag_name().name(), "back" | "teiHeader" | "standOff"))
}

/// Whether a register stands behind a text.
pub fn is_register_behind(node: Node<'_, '_>) -> bool {
    REGISTERS.contains(&node.tag_name().name()) && node.ancestors().any(|outer| outer.tag_name().name() == "back")
}

const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

/// Whether an element stands inside a line of its surroundings.
pub fn is_inline(node: Node<'_, '_>) -> bool {
    let name = node.tag_name().name();
    // JATS calls an entry of its list so.
    if name == "ref" && node.parent_element().is_some_and(|parent| parent.tag_name().name() == "ref-list") {
        return false;
    }
    if is_code_block(node) {
        return false;
    }
    if INLINE.contains(&name) || node.tag_name().namespace() == Some(MATHML) {
        return true;
    }
    let Some(parent) = node.parent_element() else { return false };
    if is_run_in(node) {
        return true;
    }
    let is_quoted = is_quote(node) && (has_words(parent) || (is_quote(parent) && is_inline(parent)));
    if BLOCKS.contains(&name) && !is_quoted {
        return false;
    }
    // A list or a paragraph inside makes the element one that holds blocks.
    is_in_line(node)
        && !node.descendants().skip(1).any(|node| node.is_element() && BLOCKS.contains(&node.tag_name().name()) && !is_quote(node))
}

/// Whether a list, or an item of one, is run in with the line it stands in (TEI P5, 3.8: `rend="inline"`).
fn is_run_in(node: Node<'_, '_>) -> bool {
    let is_list = |node: Node<'_, '_>| {
        let is_said = ["rend", "type", "rendition"].iter().any(|name| {
            attribute(node, name).split_whitespace().any(|word| matches!(word.trim_start_matches('#'), "inline" | "run-in" | "runin"))
        });
        node.tag_name().name() == "list" && is_said && node.parent_element().is_some_and(has_words)
    };
    let holds_blocks = |node: Node<'_, '_>| {
        node.descendants().skip(1).take(CHILDREN).any(|part| matches!(part.tag_name().name(), "p" | "list" | "table" | "lg" | "quote"))
    };
    match node.tag_name().name() {
        "list" => is_list(node) && !holds_blocks(node),
        "item" => node.parent_element().is_some_and(|list| is_list(list) && !holds_blocks(list)),
        _ => false,
    }
}

/// Whether a figure or a table stands within the words of a paragraph, which go on behind it: it is printed where there is room.
pub fn is_float(node: Node<'_, '_>) -> bool {
    /// So far is looked for words behind it.
    const NEAR: usize = 40;
    let is_word = |next: Node<'_, '_>| next.is_text() && next.text().is_some_and(|text| text.contains(char::is_alphanumeric));
    matches!(node.tag_name().name(), "figure" | "fig" | "fig-group" | "table-wrap")
        && node.parent_element().is_some_and(|parent| matches!(parent.tag_name().name(), "p" | "ab") && has_words(parent))
        && node.next_siblings().skip(1).take(NEAR).any(is_word)
}

/// Whether code stands on lines of its own.
fn is_code_block(node: Node<'_, '_>) -> bool {
    let has_lines = || node.descendants().any(|part| part.is_text() && part.text().is_some_and(|text| text.trim().contains('\n')));
    node.tag_name().name() == "code" && (!is_in_line(node) || has_lines())
}

/// Whether an element is a quotation, which may stand inside a line.
fn is_quote(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "quote" | "cit")
}

/// Whether an element stands in a line, and is no field beside others.
pub fn is_in_line(node: Node<'_, '_>) -> bool {
    node.parent_element().is_some_and(|parent| LINES.contains(&parent.tag_name().name()) || has_words(parent) || is_inline(parent))
}

/// So many children are looked at: an element with more that are no words holds none.
const CHILDREN: usize = 400;

/// Whether words stand directly in an element.
pub fn has_words(node: Node<'_, '_>) -> bool {
    node.children().take(CHILDREN).any(|child| child.is_text() && child.text().is_some_and(|text| !text.trim().is_empty()))
}

/// Whether the words of an element stand apart from those before them.
pub fn is_field(node: Node<'_, '_>) -> bool {
    FIELDS.contains(&node.tag_name().name())
}

/// Of readings in the same place the one that the editors settled on, and nothing where an element holds no readings.
pub fn reading<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    if is_loose_entry(node) {
        return None;
    }
    let names: &[&str] = match node.tag_name().name() {
        "choice" => &["corr", "reg", "expan"],
        // JATS calls an appendix so.
        "app" if node.children().any(|child| matches!(child.tag_name().name(), "lem" | "rdg" | "rdgGrp")) => &["lem", "rdg", "rdgGrp"],
        _ => return None,
    };
    let mut chosen = names.iter().find_map(|name| children(node, name).next()).or_else(|| node.first_element_child())?;
    // Of readings in groups it is one, too: that which the editors name first.
    while chosen.tag_name().name() == "rdgGrp" {
        let inner = names.iter().find_map(|name| children(chosen, name).next());
        let Some(inner) = inner else { break };
        chosen = inner;
    }
    Some(chosen)
}

/// Whether the line ends of a source are those of what was printed: there are more of them than paragraphs, or they cut words.
pub fn lines_are_printed(root: Node<'_, '_>) -> bool {
    let text = |node: Option<Node<'_, '_>>| node.filter(Node::is_text).and_then(|node| node.text().map(str::to_owned)).unwrap_or_default();
    let cuts_word = |end: Node<'_, '_>| {
        let before = text(end.prev_sibling());
        let is_letter = |c: char| c.is_alphabetic();
        let cut = before.trim_end().trim_end_matches(['-', '‐', '¬', '⸗']);
        cut.len() < before.trim_end().len()
            && cut.ends_with(is_letter)
            && text(end.next_sibling()).trim_start().starts_with(char::is_lowercase)
    };
    let (mut paragraphs, mut ends) = (0usize, 0usize);
    for node in root.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "p" | "ab" => paragraphs += 1,
            "lb" if cuts_word(node) => return true,
            "lb" => ends += 1,
            _ => {}
        }
    }
    ends > 2 * paragraphs.max(2)
}

/// Whether JATS has words struck out.
pub fn is_struck(node: Node<'_, '_>) -> bool {
    match node.tag_name().name() {
        "strike" => true,
        "styled-content" => attribute(node, "style").to_ascii_lowercase().contains("line-through"),
        _ => false,
    }
}

/// The element before a node, but for what only stands between lines.
pub fn before<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    let mut next = node.prev_sibling();
    while let Some(node) = next {
        let is_between = node.is_comment()
            || node.is_pi()
            || (node.is_text() && node.text().is_none_or(|text| text.trim().is_empty()))
            || matches!(node.tag_name().name(), "lb" | "pb" | "cb" | "gb" | "milestone" | "fw" | "anchor" | "space");
        if !is_between {
            return Some(node);
        }
        next = node.prev_sibling();
    }
    None
}

/// Whether an element is a field of an entry whose fields nothing parts.
pub fn is_entry_field(node: Node<'_, '_>) -> bool {
    node.parent_element().is_some_and(|parent| is_entry(parent) && !has_words(parent)) && has_text(node)
}

/// Whether an element is a division, by whatever depth it is called.
pub fn is_division(node: Node<'_, '_>) -> bool {
    node.tag_name().name().strip_prefix("div").is_some_and(|depth| depth.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether an element is a line that another may continue.
pub fn is_verse(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "l" | "verse-line" | "addrLine" | "line")
}

pub fn has_text(node: Node<'_, '_>) -> bool {
    node.descendants().any(|node| node.is_text() && node.text().is_some_and(|text| !text.trim().is_empty()))
}

/// Whether an element is one of several senses of a word.
pub fn is_counted_sense(node: Node<'_, '_>) -> bool {
    let name = node.tag_name().name();
    matches!(name, "sense" | "re")
        && node.parent_element().is_some_and(|parent| children(parent, name).filter(|sense| has_text(*sense)).nth(1).is_some())
}

#[cfg(test)]
mod tests {
    use crate::formats::Manuscript;

    #[test]
    fn figures_within_a_paragraph_do_not_tear_it() {
        let text = "<article><body><p>My mother<fig><caption><p>A mill.</p></caption></fig> wept.</p><p>Then:<fig><caption><p>A weir.</p></caption></fig></p></body></article>";
        let mut manuscript = Manuscript::default();
        super::super::jats::read(roxmltree::Document::parse(text).unwrap().root_element(), &mut manuscript);
        let blocks: Vec<&str> = manuscript.flow.blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(blocks, ["My mother wept.", "A mill.", "Then:", "A weir."]);
    }
}
