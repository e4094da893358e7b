//! What the elements of both vocabularies are: inside a line or a block of their own, a reading or the place of one.
//!
//! Vocabularies have hundreds of elements, and projects add their own. So one that is not listed is inside a line where it
//! stands in one: in a paragraph, a verse, beside words.

use roxmltree::Node;

use super::{attribute, children};

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
    if INLINE.contains(&name) || node.tag_name().namespace() == Some(MATHML) {
        return true;
    }
    let Some(parent) = node.parent_element() else { return false };
    let is_quoted = is_quote(node) && (has_words(parent) || (is_quote(parent) && is_inline(parent)));
    if BLOCKS.contains(&name) && !is_quoted {
        return false;
    }
    // A list or a paragraph inside makes the element one that holds blocks.
    is_in_line(node)
        && !node.descendants().skip(1).any(|node| node.is_element() && BLOCKS.contains(&node.tag_name().name()) && !is_quote(node))
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
    names.iter().find_map(|name| children(node, name).next()).or_else(|| node.first_element_child())
}

/// What an empty element between words stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// A space, or where printed lines end a word may be cut.
    Space,
    /// Nothing: the word goes on, and a hyphen before it is the printer's.
    Nothing,
    /// A line end that is meant.
    Line,
    /// It stands between blocks, and ends nothing.
    Apart,
}

/// Where a printed line, column or page begins.
const BREAKS: [&str; 4] = ["lb", "pb", "cb", "gb"];

/// What stands between words, if an element says only that. `lines_are_printed`: an `lb` is where the printed line ended.
pub fn between(node: Node<'_, '_>, lines_are_printed: bool) -> Option<Between> {
    let name = node.tag_name().name();
    match name {
        "break" => Some(Between::Line),
        _ if BREAKS.contains(&name) && attribute(node, "break") == "no" => Some(Between::Nothing),
        _ if BREAKS.contains(&name) && word_goes_on(node) => Some(Between::Nothing),
        _ if BREAKS.contains(&name) && stands_between_verses(node) => Some(Between::Apart),
        "lb" if is_in_edition(node) => Some(Between::Line),
        "lb" => {
            let in_prose = node.ancestors().skip(1).find(|node| !is_inline(*node)).is_some_and(|node| {
                matches!(node.tag_name().name(), "p" | "ab" | "item" | "note" | "head" | "cell" | "l" | "figDesc" | "u")
            });
            let is_marked = node.attributes().any(|one| matches!(one.name(), "n" | "id" | "facs" | "ed" | "edRef"));
            Some(if in_prose && (lines_are_printed || is_marked) { Between::Space } else { Between::Line })
        }
        "pb" | "cb" | "gb" | "space" => Some(Between::Space),
        _ => None,
    }
}

/// So many nodes are looked at before a break.
const NEAR: usize = 12;

/// Whether a word goes on behind a break, or behind words that stand apart from the text: another break said so (TEI P5,
/// att.breaking), a sign for a hyphen, or a soft hyphen stands before it.
pub fn word_goes_on(node: Node<'_, '_>) -> bool {
    for before in node.prev_siblings().skip(1).take(NEAR) {
        if before.is_text() {
            let text = before.text().unwrap_or("");
            if !text.trim().is_empty() {
                return text.trim_end().ends_with('\u{ad}');
            }
        } else if before.is_element() {
            let name = before.tag_name().name();
            if BREAKS.contains(&name) {
                if attribute(before, "break") == "no" {
                    return true;
                }
            } else if name == "g" {
                return attribute(before, "ref").contains("EOLhyphen");
            } else if !matches!(name, "fw" | "milestone" | "anchor" | "figure" | "graphic") {
                let last = before.descendants().filter(Node::is_text).last();
                return last.and_then(|last| last.text()).is_some_and(|text| text.trim_end().ends_with('\u{ad}'));
            }
        }
    }
    false
}

/// Whether white space before an element or words of a text node is none of the text, as a word goes on there.
pub fn is_glued(text: Node<'_, '_>) -> bool {
    let mut breaks = text.prev_siblings().skip(1).take(NEAR).filter(|before| {
        !(before.is_text() && before.text().is_none_or(|text| text.trim().is_empty())) && !before.is_comment() && !before.is_pi()
    });
    let first = breaks.next();
    first.is_some_and(|before| {
        let name = before.tag_name().name();
        (BREAKS.contains(&name) && (attribute(before, "break") == "no" || word_goes_on(before))) || (name == "fw" && word_goes_on(before))
    })
}

/// Whether a break stands between verses or in no line at all.
fn stands_between_verses(node: Node<'_, '_>) -> bool {
    node.parent_element().is_some_and(|parent| {
        matches!(
            parent.tag_name().name(),
            "lg" | "div" | "body" | "sp" | "group" | "front" | "back" | "text" | "u" | "listBibl" | "castList"
        ) && !has_words(parent)
    })
}

/// The signs that stand before and behind the words of an element (the Leiden conventions, as EpiDoc has them).
pub fn signs(node: Node<'_, '_>) -> Option<(&'static str, &'static str)> {
    let signs = match node.tag_name().name() {
        "supplied" if attribute(node, "reason") == "omitted" => ("⟨", "⟩"),
        "supplied" => ("[", "]"),
        "surplus" => ("{", "}"),
        "unclear" => ("[", "?]"),
        "ex" => ("(", ")"),
        _ => return None,
    };
    node.descendants().any(|part| part.is_text() && part.text().is_some_and(|text| !text.trim().is_empty())).then_some(signs)
}

/// The names of the witnesses of a reading.
pub fn sigla(node: Node<'_, '_>) -> String {
    let names = attribute(node, "wit")
        .split_whitespace()
        .chain(attribute(node, "resp").split_whitespace().filter(|_| attribute(node, "wit").is_empty()));
    names.map(|name| name.rsplit('#').next().unwrap_or(name)).collect::<Vec<_>>().join(" ")
}

/// Whether an entry of an apparatus stands apart from its text.
pub fn is_loose_entry(node: Node<'_, '_>) -> bool {
    node.tag_name().name() == "app"
        && node.parent_element().is_some_and(|parent| matches!(parent.tag_name().name(), "div" | "listApp"))
        && node.children().any(|child| matches!(child.tag_name().name(), "lem" | "rdg" | "note" | "rdgGrp"))
}

/// Whether what a figure prints says the same twice: a heading or a number that its description begins with.
pub fn is_said_again(node: Node<'_, '_>) -> bool {
    let name = node.tag_name().name();
    let Some(parent) = node.parent_element().filter(|parent| parent.tag_name().name() == "figure" && matches!(name, "head" | "label"))
    else {
        return false;
    };
    let letters =
        |node: Node<'_, '_>| super::words(node).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let own = letters(node);
    let others = parent.children().filter(|other| *other != node && matches!(other.tag_name().name(), "head" | "figDesc"));
    others.map(letters).any(|other| if name == "head" { other.starts_with(&own) && other != own } else { other.contains(&own) })
}

/// Whether an element stands in the edition of an inscription or a papyrus, whose lines are those of the object (EpiDoc).
pub fn is_in_edition(node: Node<'_, '_>) -> bool {
    node.ancestors().any(|outer| outer.tag_name().name() == "div" && attribute(outer, "type") == "edition")
}

/// Whether a space stands before an element though none is written: before a field, and between words, sentences and formulas
/// that are marked one by one (TEI P5, 18.1: `w`, `pc`, `s`, `seg`).
pub fn stands_apart(node: Node<'_, '_>) -> bool {
    let Some(before) = node.prev_sibling() else { return false };
    if is_field(node) && before.is_element() {
        return true;
    }
    let name = node.tag_name().name();
    if is_token(name) {
        return before_token(node).is_some_and(|before| space_between(before, node));
    }
    let ends_with_letter = |node: Node<'_, '_>| {
        let last = node.descendants().filter(Node::is_text).last();
        last.and_then(|text| text.text()).is_some_and(|text| text.ends_with(char::is_alphanumeric))
    };
    match name {
        // Feet and syllables are parts of words.
        "s" | "seg" | "cl" | "phr" if before.is_element() => {
            before.tag_name().name() == name && !matches!(attribute(node, "type"), "foot" | "syll" | "met" | "m")
        }
        "formula" => ends_with_letter(before),
        _ => false,
    }
}

/// Whether words stand apart from a formula before them though no space is written.
pub fn follows_formula(text: Node<'_, '_>) -> bool {
    text.prev_sibling().is_some_and(|before| before.tag_name().name() == "formula")
        && text.text().is_some_and(|text| text.starts_with(char::is_alphanumeric))
}

fn is_token(name: &str) -> bool {
    matches!(name, "w" | "pc")
}

/// The token before a token, where nothing but white space and breaks stand between them.
fn before_token<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    for before in node.prev_siblings().skip(1).take(NEAR) {
        let is_white = before.is_text() && before.text().is_none_or(|text| text.trim().is_empty());
        if before.is_element() && is_token(before.tag_name().name()) {
            return Some(before);
        }
        let is_between = is_white || before.is_comment() || BREAKS.contains(&before.tag_name().name()) || before.tag_name().name() == "fw";
        if !is_between {
            return None;
        }
    }
    None
}

/// Whether white space stands between two tokens: `join` says it (TEI P5, att.linguistic), or parts of one word, or what is printed.
fn space_between(first: Node<'_, '_>, second: Node<'_, '_>) -> bool {
    let (left, right) = (attribute(first, "join"), attribute(second, "join"));
    let is_joined = matches!(left, "right" | "both") || matches!(right, "left" | "both" | "overlap");
    let is_cut = matches!(attribute(first, "part"), "I" | "M") && matches!(attribute(second, "part"), "M" | "F");
    if is_joined || is_cut {
        return false;
    }
    let text = |node: Node<'_, '_>| super::words(node);
    let opens = |text: &str| text.chars().all(|c| "([{«„“‘¿¡‹‚".contains(c));
    let is_mark = |node: Node<'_, '_>| node.tag_name().name() == "pc";
    if left == "no" || right == "no" {
        return true;
    }
    !(is_mark(second) && !opens(&text(second)) && !"—–-&".contains(text(second).as_str())) && !(is_mark(first) && opens(&text(first)))
}

/// Whether a text node is only the white space between two tokens, which they say themselves.
pub fn is_between_tokens(text: Node<'_, '_>) -> bool {
    let is_white = text.text().is_none_or(|text| text.trim().is_empty());
    is_white && text.next_sibling_element().is_some_and(|next| is_token(next.tag_name().name()) && before_token(next).is_some())
}

/// White space in elements that hold only elements is none of the text.
pub fn holds_elements_only(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "gap" | "app") && !has_words(node)
}

/// Whether the line ends of a source are those of what was printed: there are more of them than paragraphs.
pub fn lines_are_printed(root: Node<'_, '_>) -> bool {
    let (mut paragraphs, mut ends) = (0usize, 0usize);
    for node in root.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "p" | "ab" => paragraphs += 1,
            "lb" => ends += 1,
            _ => {}
        }
    }
    ends > 2 * paragraphs.max(2)
}
