//! Lists of Word, which saves each item as a paragraph that begins with its mark, and says in a style of its own that it is one.

use dom_query::{Document, NodeRef};

use super::attribute;

/// The highest number of an item.
const MOST: u32 = 10_000;

/// An item: its paragraph, the element that holds its mark, and the mark.
struct Item<'a> {
    node: NodeRef<'a>,
    ignored: NodeRef<'a>,
    mark: String,
}

/// Makes lists of such paragraphs, where all items of one are on the first level and count in one way.
pub fn lists(page: &Document) {
    let mut groups: Vec<Vec<Item<'_>>> = Vec::new();
    for node in page.select("p[style*='mso-list'], p[class^='MsoListParagraph']").nodes() {
        let Some(item) = item(node).or_else(|| filtered(node)) else { continue };
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| follows(&last.node, node) && goes_on(last, &item)) => group.push(item),
            _ => groups.push(vec![item]),
        }
    }
    for group in groups {
        let style = |item: &Item<'_>| attribute(&item.node, "style");
        let is_like_first = |item: &Item<'_>| group.first().is_some_and(|first| margin(&style(first)) == margin(&style(item)));
        let is_flat = group.iter().all(|item| style(item).contains("level1") || !style(item).contains("mso-list") && is_like_first(item));
        let Some(list) = list(&group).filter(|_| is_flat) else { continue };
        let Some(first) = group.first() else { continue };
        first.node.before_html(list);
        let Some(list) = first.node.prev_sibling() else { continue };
        for item in &group {
            item.ignored.remove_from_parent();
            item.node.rename("li");
            list.append_child(&item.node);
        }
    }
}

fn item<'a>(node: &NodeRef<'a>) -> Option<Item<'a>> {
    let is_ignored = |inner: &NodeRef<'_>| {
        attribute(inner, "style")
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
            .to_ascii_lowercase()
            .contains("mso-list:ignore")
    };
    let ignored = node.descendants_it().find(is_ignored)?;
    let mark = ignored.text().trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}').to_owned();
    Some(Item { node: *node, ignored, mark })
}

/// An item of a page that Word wrote without what it needs itself: the mark stands before blanks in a smaller size.
fn filtered<'a>(node: &NodeRef<'a>) -> Option<Item<'a>> {
    let is_gap = |inner: &NodeRef<'_>| {
        attribute(inner, "style").contains("7.0pt") && inner.text().chars().all(|c| c.is_whitespace() || c == '\u{a0}')
    };
    let gap = node.descendants_it().find(is_gap)?;
    let before: Vec<NodeRef<'a>> =
        node.descendants_it().filter(NodeRef::is_text).take_while(|text| text.parent().is_none_or(|outer| outer.id != gap.id)).collect();
    let all: String = before.iter().map(|text| text.text().to_string()).collect();
    let mark = all.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}').to_owned();
    if mark.is_empty() || mark.chars().count() > 5 {
        return None;
    }
    before.iter().for_each(|text| text.set_text(""));
    // Where it cannot be an item, its mark is put back.
    gap.set_text(format!("{mark} "));
    Some(Item { node: *node, ignored: gap, mark })
}

fn is_bullet(mark: &str) -> bool {
    mark.chars().count() == 1 && !mark.chars().all(|c| c.is_alphanumeric() && c != 'o')
}

/// Whether an item may be of the list of the one before it: where nothing else says so, both have bullets, or neither.
fn goes_on(last: &Item<'_>, item: &Item<'_>) -> bool {
    let says = |item: &Item<'_>| attribute(&item.node, "style").contains("mso-list");
    says(last) && says(item) || is_bullet(&last.mark) == is_bullet(&item.mark)
}

/// How far an item is set in.
fn margin(style: &str) -> String {
    style.split(';').filter(|one| one.trim_start().starts_with("margin-left")).collect()
}

/// The list that holds items with these marks, still empty.
fn list(group: &[Item<'_>]) -> Option<String> {
    if group.iter().all(|item| is_bullet(&item.mark)) {
        return Some("<ul></ul>".to_owned());
    }
    let number = |item: &Item<'_>| item.mark.strip_suffix(['.', ')'])?.parse().ok().filter(|number: &u32| *number < MOST);
    let numbers = group.iter().map(number).collect::<Option<Vec<u32>>>()?;
    let first = numbers.first()?;
    let counts = numbers.iter().zip(*first..).all(|(number, expected)| *number == expected);
    counts.then(|| format!("<ol start=\"{first}\"></ol>"))
}

/// Whether nothing but blanks stands between two elements.
fn follows(one: &NodeRef<'_>, other: &NodeRef<'_>) -> bool {
    let mut next = one.next_sibling();
    while next.is_some_and(|node| node.is_text() && node.text().trim().is_empty()) {
        next = next.and_then(|node| node.next_sibling());
    }
    next.is_some_and(|node| node.id == other.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_of_filtered_pages_are_items() {
        let item =
            |mark: &str| format!("<p class=MsoListParagraph><span>{mark}<span style='font:7.0pt Times'>&nbsp; </span></span>Words</p>");
        for (marks, expected) in [(["·", "·"], "<ul><li"), (["1.", "2."], "<ol start=\"1\"><li"), (["1.", "x"], "<p class")] {
            let page = Document::from(marks.map(item).concat());
            lists(&page);
            let html = page.body().map_or(String::new(), |body| body.inner_html().to_string());
            assert!(html.starts_with(expected) && page.text().contains("Words"), "{html}");
        }
    }

    #[test]
    fn paragraphs_of_lists_are_items() {
        let item =
            |mark: &str, level: &str| format!("<p style='mso-list:l0 {level} lfo1'><span style='mso-list:Ignore'>{mark} </span>Words</p> ");
        for (marks, level, expected) in [
            (["·", "·"], "level1", "<ul><li style=\"mso-list:l0 level1 lfo1\">Words</li>"),
            (["3.", "4."], "level1", "<ol start=\"3\"><li style=\"mso-list:l0 level1 lfo1\">Words</li>"),
            (["3.", "5."], "level1", "<p style"),
            (["·", "·"], "level2", "<p style"),
        ] {
            let page = Document::from(marks.map(|mark| item(mark, level)).concat());
            lists(&page);
            let html = page.body().map_or(String::new(), |body| body.inner_html().to_string());
            assert!(html.starts_with(expected), "{marks:?}: {html}");
        }
    }
}
