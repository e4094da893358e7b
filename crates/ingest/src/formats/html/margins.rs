//! What stands in the margin of a printed page and, in a file, among the words: numbers of pages, notes at the side.

use dom_query::{Document, NodeRef};

use super::{attribute, elements::is_block, signs};

/// Classes under which pages have the numbers of printed ones (Project Gutenberg, Wikisource, the Internet Archive, EPUB).
const PAGES: [&str; 12] = [
    "pagenum",
    "pageno",
    "pagenumber",
    "page-number",
    "page_number",
    "page-num",
    "pagebreak",
    "page-break",
    "pb",
    "ws-pagenum",
    "folionum",
    "pgnum",
];

/// Classes of notes at the side, and of the signs that show and hide them.
const SIDE: [&str; 8] = ["sidenote", "side-note", "side_note", "marginnote", "margin-note", "marginalia", "marginal", "sidenote-content"];
const TOGGLES: &str = "label.margin-toggle, input.margin-toggle, label.sidenote-toggle, input.sidenote-toggle, label.sidenote-number:empty";

/// Writes signs in the place of page ends.
pub fn pages(page: &Document) {
    for node in page.select("[role], [class], [epub\\:type], hr, a[name], a[id], span[id]").nodes() {
        if let Some(number) = page_end(node) {
            node.before_html(scholion_base::text::escaped(&signs::page(&number)));
            node.remove_from_parent();
        }
    }
}

/// Parts the numbers of lines of verse from the words behind them, as a style sheet does.
pub fn line_numbers(page: &Document) {
    for node in page.select("span.ln, span.linenum, span.lineno, span.line-number").nodes() {
        let text = node.text();
        let is_number = !text.trim().is_empty() && text.trim().bytes().all(|byte| byte.is_ascii_digit());
        let is_before_word = || node.next_sibling().is_some_and(|next| next.text().starts_with(char::is_alphabetic));
        let is_glued = || !text.ends_with(char::is_whitespace) && is_before_word();
        let is_of_code = || node.ancestors_it(None).any(|outer| matches!(outer.node_name().as_deref(), Some("pre" | "code")));
        if is_number && is_glued() && !is_of_code() {
            node.set_text(format!("{text} "));
        }
    }
}

/// The number of the page that begins at an element, if it is a page end. Source: DPUB-ARIA 1.0, doc-pagebreak; EPUB 3.3 Structural
/// Semantics, pagebreak.
fn page_end(node: &NodeRef<'_>) -> Option<String> {
    let says = |name: &str, value: &str| attribute(node, name).split_whitespace().any(|one| one == value);
    let is_break = says("role", "doc-pagebreak") || says("epub:type", "pagebreak");
    let class = attribute(node, "class").to_ascii_lowercase();
    let is_named = class.split_whitespace().any(|name| PAGES.contains(&name));
    let text = node.text();
    // A place called `Page_13` where `[13]` is printed.
    let is_place = || {
        ["id", "name"]
            .iter()
            .filter_map(|name| page_name(&attribute(node, name)))
            .any(|name| number(&text).is_some_and(|printed| printed == name))
    };
    if !is_break && !is_named && !is_place() {
        return None;
    }
    let places = ["aria-label", "data-page-number", "data-n", "title"].map(|name| attribute(node, name));
    let ids = std::iter::once(*node).chain(node.descendants_it().take(4)).map(|node| attribute(&node, "id"));
    let printed = number(&text);
    // Words that are no number are words, whatever they are called.
    if printed.is_none() && !text.trim().is_empty() {
        return None;
    }

    places
        .iter()
        .find_map(|place| number(place))
        .or(printed)
        .or_else(|| ids.filter_map(|id| number(id.trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, '_' | '-' | '.')))).next())
}

/// The number in the name of a page's place: `Page_13`, `pg14`.
fn page_name(name: &str) -> Option<String> {
    let name = name.to_ascii_lowercase();
    let rest = ["page", "pagina", "seite", "pg"].iter().find_map(|word| name.strip_prefix(word))?;
    number(rest.trim_start_matches(['_', '-', '.']))
}

/// The number of a page: `[Pg 13]`, `p. iv`, `Page 3r`, `{14}`.
fn number(text: &str) -> Option<String> {
    const LONGEST: usize = 24;
    let text =
        text.trim().trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '{' | '}' | '|' | '—' | '–' | '-') || c.is_whitespace());
    if text.is_empty() || text.chars().count() > LONGEST {
        return None;
    }
    let last = text.rsplit([' ', '\u{a0}', '.', ':']).next().unwrap_or(text);
    let words = text.strip_suffix(last).unwrap_or("");
    let is_roman =
        !last.is_empty() && last.bytes().all(|byte| matches!(byte.to_ascii_lowercase(), b'i' | b'v' | b'x' | b'l' | b'c' | b'd' | b'm'));
    let is_roman = is_roman && roman(last);
    let has_digits = last.starts_with(char::is_numeric) && last.chars().filter(|c| c.is_alphabetic()).count() <= 2;
    // A word before it, such as "page" or "Seite".
    let is_label = words.split_whitespace().count() <= 1 && !words.contains(char::is_numeric);
    ((is_roman || has_digits) && is_label).then(|| last.to_owned())
}

/// Whether these letters are a numeral, and no word such as "mill" or "civil".
fn roman(text: &str) -> bool {
    const NUMERALS: [&[&str]; 4] = [
        &["m", "mm", "mmm"],
        &["c", "cc", "ccc", "cd", "d", "dc", "dcc", "dccc", "cm"],
        &["x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"],
        &["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"],
    ];
    let text = text.to_ascii_lowercase();
    let rest = NUMERALS.iter().fold(text.as_str(), |rest, numerals| {
        let longest = numerals.iter().filter_map(|numeral| rest.strip_prefix(numeral)).min_by_key(|rest| rest.len());
        longest.unwrap_or(rest)
    });
    rest.is_empty()
}

/// The notes at the side of the words among which they stand; the signs that show them go.
pub fn side_notes(page: &Document) -> Vec<NodeRef<'_>> {
    page.select(TOGGLES).nodes().iter().for_each(NodeRef::remove_from_parent);
    let is_side = |node: &NodeRef<'_>| {
        let class = attribute(node, "class").to_ascii_lowercase();
        class.split_whitespace().any(|name| SIDE.contains(&name)) && !node.text().trim().is_empty()
    };
    let found = page.select("[class]").nodes().to_vec();
    found
        .into_iter()
        .filter(|node| is_side(node) && is_among_words(node))
        .filter(|node| !node.ancestors_it(Some(8)).any(|outer| is_side(&outer)))
        .collect()
}

/// Whether words of the same block stand before or behind an element.
fn is_among_words(node: &NodeRef<'_>) -> bool {
    let holds = |other: &NodeRef<'_>| !other.text().trim().is_empty() && !other.node_name().is_some_and(|name| is_block(&name));
    let in_line = |name: &str| !is_block(name) || name == "aside" || name == "div";
    node.node_name().is_some_and(|name| in_line(&name))
        && node.parent().is_some_and(|parent| parent.children_it(false).any(|other| other.id != node.id && holds(&other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_lines_stand_apart() {
        for (html, expected) in
            [("<p><span class=ln>10</span>Nauta silet,</p>", "10 Nauta silet,"), ("<pre><span class=ln>10</span>print</pre>", "10print")]
        {
            let page = Document::from(html);
            line_numbers(&page);
            assert_eq!(page.select("body").text().as_ref(), expected);
        }
    }

    #[test]
    fn numbers_of_pages_are_known() {
        for (text, expected) in [
            ("[Pg 13]", Some("13")),
            ("p. iv", Some("iv")),
            (" {14} ", Some("14")),
            ("Seite 3", Some("3")),
            ("12v", Some("12v")),
            ("S.\u{a0}7", Some("7")),
            ("the end of it", None),
            ("1 2 3", None),
            ("mill", None),
            ("", None),
        ] {
            assert_eq!(number(text).as_deref(), expected, "{text}");
        }
    }
}
