//! What the elements of a page are, by their names, and by those that pages give them.

use dom_query::NodeRef;

use super::attribute;
use scholion_base::text::fold;

/// Elements whose words are no text.
pub const SILENT: &[&str] = &[
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "title",
    "svg",
    "iframe",
    "object",
    "audio",
    "video",
    "canvas",
    "annotation",
    "annotation-xml",
];
/// Elements that are furniture by their name.
pub const FURNITURE: &[&str] = &["nav", "form", "button", "input", "select", "textarea", "footer", "aside", "menu", "dialog"];
/// Elements inside a line.
pub const INLINE: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "br",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "img",
    "ins",
    "kbd",
    "label",
    "mark",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
    // Formulas.
    "math",
    "semantics",
    "menclose",
    "mfenced",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
];
/// Names under which pages put around a text what is not of it; whole words of a class or an id, or the beginnings of one.
const BESIDE: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "breadcrumb",
    "comment",
    "comments",
    "disqus",
    "newsletter",
    "noprint",
    "outbrain",
    "popular",
    "print",
    "promo",
    "recirc",
    "related",
    "share",
    "sharing",
    "sharedaddy",
    "signup",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "taboola",
    "toc",
    "editsection",
    "jump",
    "likes",
];

/// Whether an element is named as something beside the text, and readability agrees.
pub fn is_beside(node: &NodeRef<'_>, agreed: &str) -> bool {
    let says = format!("{} {}", attribute(node, "class"), attribute(node, "id")).to_ascii_lowercase();
    // Longer names are known by their beginning, such as `relatedposts`.
    const LONG: usize = 5;
    // As much as tells one passage from others.
    const ENOUGH: usize = 90;
    // As much is looked at.
    const MUCH: usize = 20_000;
    // A text about comments is `tag-comments`.
    let names = says.split_whitespace().filter(|name| !name.starts_with("tag-") && !name.starts_with("category-"));
    let is_named = names
        .flat_map(|name| name.split(|c: char| !c.is_ascii_alphanumeric()))
        .any(|word| BESIDE.iter().any(|name| word == *name || (name.len() > LONG && word.starts_with(name))));
    if !is_named {
        return false;
    }
    let text = node.text();
    let words: Vec<char> = text.chars().filter(|c| !c.is_control()).take(MUCH).collect();
    // Neither its beginning nor anything in it. The first and the last word of a sample may be cut.
    let sample = |at: usize| {
        let sample: String = words.iter().skip(at).take(ENOUGH).collect();
        fold(sample.split_once(' ').filter(|_| at > 0).map_or(sample.as_str(), |(_, rest)| rest))
    };
    let parts = [0, words.len() / 3, words.len() * 2 / 3].map(sample);
    let is_there =
        |part: &String| agreed.contains(part.rsplit_once(' ').filter(|(rest, _)| rest.len() > 20).map_or(part.as_str(), |(rest, _)| rest));
    parts.iter().any(|part| !part.is_empty()) && !parts.iter().filter(|part| !part.is_empty()).any(is_there)
}

/// Whether a page says that an element is not shown. Formulas that pictures stand for are read all the same.
pub fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style: String = attribute(node, "style").chars().filter(|c| !c.is_whitespace()).collect();
    let is_hidden = style.contains("display:none") || style.contains("visibility:hidden") || node.attr("hidden").is_some();
    is_hidden && named(node, &["math"]).is_empty()
}

/// Whether an element is verse by its name, and holds none that is.
pub fn is_stanza(node: &NodeRef<'_>) -> bool {
    const NAMES: &[&str] = &["verse", "verses", "poem", "poetry", "stanza", "strophe", "linegroup", "lg"];
    let is_named = |node: &NodeRef<'_>| {
        attribute(node, "class").to_ascii_lowercase().split_whitespace().any(|name| NAMES.contains(&name))
            || attribute(node, "epub:type").contains("verse")
    };
    is_named(node) && !node.descendants_it().any(|inner| is_named(&inner))
}

/// The elements of these names below a node.
pub fn named<'a>(node: &NodeRef<'a>, names: &[&str]) -> Vec<NodeRef<'a>> {
    node.descendants_it().filter(|node| node.node_name().is_some_and(|name| names.contains(&name.as_ref()))).collect()
}

/// Whether a table holds data, and is no frame for a layout.
pub fn is_data(table: &NodeRef<'_>) -> bool {
    let mut cells = 0;
    for node in table.descendants_it() {
        match node.node_name().as_deref() {
            Some("table" | "ul" | "ol" | "h1" | "h2" | "h3" | "blockquote" | "article" | "section" | "pre") => return false,
            Some("td" | "th") => cells += 1,
            _ => {}
        }
    }
    cells > 1
}
