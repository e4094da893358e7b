//! What stands in the margin of a printed page and, in a file, among the words: numbers of pages, notes at the side.

use dom_query::{Document, NodeRef};

use super::{attribute, elements::is_block, signs};
use crate::{
    block::Joint,
    hyphen::{self, Vocabulary},
};

/// Classes under which pages have the numbers of printed ones (Project Gutenberg, Wikisource, the Internet Archive, EPUB).
const PAGES: [&str; 13] = [
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
    "zenotxkonk",
];

const PAGE_LINES: [&str; 7] = ["page", "pg", "folio", "seite", "pagina", "pagenr", "pgno"];

/// Classes of notes at the side, and of the signs that show and hide them.
const SIDE: [&str; 8] = ["sidenote", "side-note", "side_note", "marginnote", "margin-note", "marginalia", "marginal", "sidenote-content"];
const TOGGLES: &str = "label.margin-toggle, input.margin-toggle, label.sidenote-toggle, input.sidenote-toggle, label.sidenote-number:empty";

/// Writes signs in the place of page ends.
pub fn pages(page: &Document) {
    for node in page.select("[role], [class], [epub\\:type], hr, a[name], a[id], span[id]").nodes() {
        if let Some(number) = page_end(node) {
            let sign = scholion_base::text::escaped(&signs::page(&number));
            if !join(node, &sign) {
                node.before_html(sign);
                node.remove_from_parent();
            }
        }
    }
}

/// Joins the paragraphs between which a page ends in the midst of a sentence, or of a word; whether they are.
fn join(node: &NodeRef<'_>, sign: &str) -> bool {
    let is_alone = |outer: &NodeRef<'_>| {
        matches!(outer.node_name().as_deref(), Some("p" | "div"))
            && outer.children_it(false).take(4).count() < 4
            && outer.text().trim() == node.text().trim()
    };
    let node = node.parent().filter(is_alone).unwrap_or(*node);
    let is_blank = |other: &NodeRef<'_>| other.is_text() && other.text().trim().is_empty();
    let (mut before, mut next) = (node.prev_sibling(), node.next_sibling());
    while before.as_ref().is_some_and(is_blank) {
        before = before.and_then(|other| other.prev_sibling());
    }
    while next.as_ref().is_some_and(is_blank) {
        next = next.and_then(|other| other.next_sibling());
    }
    let is_paragraph = |other: &NodeRef<'_>| other.node_name().as_deref() == Some("p");
    let (Some(before), Some(next)) = (before.filter(is_paragraph), next.filter(is_paragraph)) else { return false };
    if is_line(&before) && element_before(&before).is_some_and(|line| is_paragraph(&line) && is_line(&line)) {
        return false;
    }
    let Some(last) = last_words(&before) else { return false };
    let (ends, begins) = (last.text().trim_end().to_owned(), next.text().trim_start().to_owned());
    let is_open = |c: char| c.is_alphabetic() || matches!(c, ',' | '-' | '‐' | hyphen::CUT | '\u{ad}');
    if !begins.starts_with(char::is_lowercase) || !ends.ends_with(is_open) {
        return false;
    }
    match hyphen::joint(&ends, &begins, &Vocabulary::default()).0 {
        Joint::Hyphen => last.set_text(ends.trim_end_matches(['-', '‐', hyphen::CUT]).to_owned()),
        Joint::Nothing => last.set_text(ends),
        _ => last.set_text(format!("{} ", ends.trim_end_matches('\u{ad}'))),
    }
    before.append_html(sign);
    let parts: Vec<NodeRef<'_>> = next.children_it(false).collect();
    parts.iter().for_each(|part| before.append_child(part));
    next.remove_from_parent();
    node.remove_from_parent();
    true
}

/// Whether a paragraph may be a line of verse: it is short and ends no sentence.
fn is_line(node: &NodeRef<'_>) -> bool {
    const LONGEST: usize = 60;
    let text = node.text();
    let words = text.trim();
    words.chars().count() <= LONGEST && words.ends_with(|c: char| c.is_alphabetic() || matches!(c, ',' | ';' | ':'))
}

/// The element right before another one, blanks aside.
pub fn element_before<'a>(node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    const NEAR: usize = 3;
    std::iter::successors(node.prev_sibling(), NodeRef::prev_sibling).take(NEAR).find(NodeRef::is_element)
}

/// The last text of an element that has words.
fn last_words<'a>(node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    const DEEPEST: usize = 20;
    let mut inner = *node;
    for _ in 0..DEEPEST {
        inner = inner.children_it(true).find(|child| !child.text().trim().is_empty())?;
        if inner.is_text() {
            return Some(inner);
        }
    }
    None
}

/// Parts the numbers of lines and of paragraphs from the words behind them, as a style sheet does: `<span class="ln">10</span>Nauta`, and any
/// figures in an element with a name, before the first word of a block, that a capital or a quote follows.
pub fn line_numbers(page: &Document) {
    const NAMES: [&str; 4] = ["ln", "linenum", "lineno", "line-number"];
    for node in page.select("span[class], a[class], a[id], a[name], b[class], span[id]").nodes() {
        let text = node.text();
        let is_number = !text.trim().is_empty() && text.trim().len() <= 5 && text.trim().bytes().all(|byte| byte.is_ascii_digit());
        if !is_number {
            continue;
        }
        let is_named = attribute(node, "class").split_whitespace().any(|name| NAMES.contains(&name));
        let is_behind_word = || node.prev_sibling().is_some_and(|before| before.text().ends_with(|c: char| !c.is_whitespace()));
        if is_named && !text.starts_with(char::is_whitespace) && is_behind_word() {
            node.set_text(format!(" {text}"));
            continue;
        }
        if let Some(first) = paragraph_behind(node) {
            first.before_html(format!("{} ", text.trim()));
            node.set_text("");
            continue;
        }
        if text.ends_with(char::is_whitespace) {
            continue;
        }
        let next = node.next_sibling().and_then(|next| next.text().chars().next());
        let is_before_word =
            next.is_some_and(|c| c.is_alphabetic() && (is_named || !c.is_lowercase()) || matches!(c, '«' | '“' | '„' | '"' | '—'));
        let is_of_code = || node.ancestors_it(None).any(|outer| matches!(outer.node_name().as_deref(), Some("pre" | "code" | "sup")));
        if is_before_word && (is_named || begins_block(node)) && !is_of_code() {
            node.set_text(format!("{text} "));
        }
    }
}

/// What the paragraph begins with that alone stands behind a number in a block: `<div><a class="no">1</a><p>Le meunier`.
fn paragraph_behind<'a>(node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let mut next = node.next_sibling();
    while next.is_some_and(|other| other.is_text() && other.text().trim().is_empty()) {
        next = next.and_then(|other| other.next_sibling());
    }
    let paragraph = next.filter(|next| next.node_name().as_deref() == Some("p") && begins_block(node))?;
    paragraph.first_child().filter(|_| paragraph.text().trim_start().starts_with(|c: char| !c.is_ascii_digit()))
}

/// Whether no word of its block stands before an element.
fn begins_block(node: &NodeRef<'_>) -> bool {
    let mut inner = *node;
    for _ in 0..4 {
        let mut before = inner.prev_sibling();
        while let Some(other) = before {
            if !other.text().trim().is_empty() {
                return false;
            }
            before = other.prev_sibling();
        }
        let Some(outer) = inner.parent() else { return false };
        if outer.node_name().is_some_and(|name| is_block(&name)) {
            return true;
        }
        inner = outer;
    }
    false
}

/// The number of the page that begins at an element, if it is a page end. Source: DPUB-ARIA 1.0, doc-pagebreak; EPUB 3.3 Structural
/// Semantics, pagebreak.
fn page_end(node: &NodeRef<'_>) -> Option<String> {
    let says = |name: &str, value: &str| attribute(node, name).split_whitespace().any(|one| one == value);
    let is_break = says("role", "doc-pagebreak") || says("epub:type", "pagebreak");
    let class = attribute(node, "class").to_ascii_lowercase();
    // Words of other things as well: only what stands on a line of its own is a page's number.
    let is_line = matches!(node.node_name().as_deref(), Some("p" | "div" | "center"));
    let is_named = class.split_whitespace().any(|name| PAGES.contains(&name) || is_line && PAGE_LINES.contains(&name));
    let text = node.text();
    // A place called `Page_13` where `[13]` is printed.
    let is_place = || {
        ["id", "name"]
            .iter()
            .filter_map(|name| page_name(&attribute(node, name)))
            .any(|name| number(&text).is_some_and(|printed| printed == name))
    };
    if !is_break && !is_named && !is_place() && !is_bracketed_place(node, &text) {
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

/// Whether a place called `p33`, behind words of its block, prints the same number in brackets, and leads nowhere.
fn is_bracketed_place(node: &NodeRef<'_>, text: &str) -> bool {
    let inner = ["[]", "{}", "||"].iter().find_map(|pair| text.trim().strip_prefix(pair.get(..1)?)?.strip_suffix(pair.get(1..)?));
    let Some(printed) = inner.and_then(number) else { return false };
    let named = |name: &str| {
        let name = attribute(node, name).to_ascii_lowercase();
        ["p", "s", "pag", "f"]
            .iter()
            .any(|start| name.strip_prefix(start).is_some_and(|rest| rest.trim_start_matches(['_', '-', '.']) == printed))
    };
    let is_within = || {
        node.prev_sibling()
            .is_some_and(|before| !before.node_name().is_some_and(|name| is_block(&name)) && !before.text().trim().is_empty())
    };
    !node.has_attr("href") && (named("id") || named("name")) && is_within()
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
        let is_named = class.split_whitespace().any(|name| SIDE.contains(&name)) || is_shown_on_demand(node);
        is_named && !node.text().trim().is_empty()
    };
    let found = page.select("[class], [role=tooltip]").nodes().to_vec();
    found
        .into_iter()
        .filter(|node| is_side(node) && is_among_words(node))
        .filter(|node| !node.ancestors_it(Some(8)).any(|outer| is_side(&outer)))
        .collect()
}

/// What the words of notes are called that stand behind their mark and are shown when a reader points at it.
const SHOWN: [&str; 5] = ["modern-footnotes-footnote__note", "footnote-tooltip", "footnote_tooltip", "footnote-popover", "fn-tooltip"];

/// Whether an element holds the words of a note that are shown when a reader points at the mark before it.
fn is_shown_on_demand(node: &NodeRef<'_>) -> bool {
    let class = attribute(node, "class").to_ascii_lowercase();
    let is_named = attribute(node, "role") == "tooltip" || class.split_whitespace().any(|name| SHOWN.contains(&name));
    is_named && mark_before(node).is_some()
}

/// The raised mark right before an element.
pub fn mark_before<'a>(node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let is_mark = |before: &NodeRef<'_>| {
        let text = before.text();
        let label = text.trim().trim_matches(['[', ']', '(', ')']);
        let is_label =
            !label.is_empty() && label.chars().count() <= 3 && label.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡'));
        before.node_name().as_deref() == Some("sup") && is_label
    };
    node.prev_sibling().filter(is_mark)
}

/// Takes out the raised mark with which a note at the side begins.
pub fn without_mark(node: &NodeRef<'_>) {
    let first = node.descendants_it().find(|inner| inner.is_text() && !inner.text().trim().is_empty());
    let Some(first) = first else { return };
    let is_raised = first.ancestors_it(Some(2)).any(|outer| outer.node_name().as_deref() == Some("sup") && outer.id != node.id);
    let text = first.text();
    let label = text.trim().trim_matches(['[', ']', '(', ')']);
    let is_label = (1..=3).contains(&label.chars().count()) && label.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡'));
    if is_raised && is_label && node.text().trim().len() > text.trim().len() {
        first.set_text("");
    }
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
    fn places_with_their_number_in_brackets_are_page_ends() {
        for (html, expected) in [
            ("<p>It came wet. <a name=p33>[33]</a> I am sorry.", true),
            ("<p><a name=p33>[33]</a> A paper.", false),
            ("<p>It came wet. <a name=p3>[33]</a> I am sorry.", false),
            ("<p>It came wet. <a name=p33 href='#n33'>[33]</a> I am sorry.", false),
        ] {
            let page = Document::from(html);
            pages(&page);
            assert_eq!(page.select("a").nodes().is_empty(), expected, "{html}");
        }
    }

    #[test]
    fn notes_at_the_side_lose_their_mark() {
        for (html, expected) in
            [("<i><sup>*</sup> Or elm.</i>", " Or elm."), ("<i>m<sup>2</sup> of elm.</i>", "m2 of elm."), ("<i><sup>*</sup></i>", "*")]
        {
            let page = Document::from(html);
            page.select("i").nodes().iter().for_each(without_mark);
            assert_eq!(page.select("i").text().as_ref(), expected);
        }
    }

    #[test]
    fn paragraphs_that_a_page_cuts_are_joined() {
        for (html, expected) in [
            ("<p>The mil-</p><p class=page>12</p> <p>ler slept.", "The mil[]ler slept."),
            ("<p>Though the</p><p><span class=pagenum>[12]</span></p><p>doctor spoke.", "Though the []doctor spoke."),
            ("<p>It was oak.</p><p class=page>12</p><p>And elm.", "It was oak.[]And elm."),
            (
                "<p>The wheel is old,</p><p>the miller cold,</p><p class=page>12</p><p>the water",
                "The wheel is old,the miller cold,[]the water",
            ),
        ] {
            let page = Document::from(html);
            pages(&page);
            let text = page.select("body").text().replace(&signs::page("12"), "[]");
            assert_eq!(text.trim_end(), expected, "{html}");
        }
    }

    #[test]
    fn numbers_of_lines_stand_apart() {
        for (html, expected) in [
            ("<p><span class=ln>10</span>Nauta silet,</p>", "10 Nauta silet,"),
            ("<pre><span class=ln>10</span>print</pre>", "10print"),
            ("<p><span class=paranumber>1</span>Le meunier", "1 Le meunier"),
            ("<p><span class=x>1</span>st of May", "1st of May"),
            ("<p>Anno <span class=x>1</span>Le meunier", "Anno 1Le meunier"),
            ("<p>sub cava<span class=linenum>10</span></p>", "sub cava 10"),
            ("<div><a id=p1 class=no>1</a><p>Le meunier</p></div>", "1 Le meunier"),
        ] {
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
