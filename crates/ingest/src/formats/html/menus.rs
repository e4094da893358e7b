//! Menus of pages of old: a cell of links beside the cell of the text, and bars of links above and below it: `Previous | Next`. They get a class
//! by which [`super::elements::part_of_program`] knows them.

use dom_query::{Document, NodeRef};

use super::{
    attribute,
    elements::{is_block, named},
    letters, tables,
};

/// The class of a menu.
pub const CLASS: &str = "scholion-menu";

/// A text has more letters than this.
const TEXT: usize = 200;

/// Marks the menus of a page.
pub fn mark(page: &Document) {
    for node in page.select("[id], [class]").nodes() {
        if is_named(node) && tables::is_links(node) {
            name(node);
        }
    }
    page.select("a[href^='javascript:']").nodes().iter().for_each(bracketed);
    let Some(body) = page.body().filter(|body| letters(&body.text()) > TEXT) else { return };
    let rows = named(&body, &["tr"]);
    let cells: Vec<NodeRef<'_>> = rows.iter().filter(|row| tables::is_frame(row)).flat_map(|row| row.children_it(false)).collect();
    cells.iter().filter(|cell| tables::is_menu(cell)).for_each(name);
    let bars: Vec<NodeRef<'_>> = {
        let leaves: Vec<NodeRef<'_>> = named(&body, &["p", "div", "center", "td", "h5", "h6"]).into_iter().filter(is_leaf).collect();
        let first = leaves.iter().take_while(|leaf| is_bar(leaf)).count();
        let last = leaves.iter().rev().take_while(|leaf| is_bar(leaf) || is_small_print(leaf)).count();
        let from = leaves.len() - last.min(leaves.len());
        leaves.iter().enumerate().filter(|(at, leaf)| (*at < first || *at >= from) && is_bar(leaf)).map(|(_, leaf)| *leaf).collect()
    };
    bars.iter().for_each(name);
}

/// A button in brackets behind words, `[ Links ]`: it goes with its brackets.
fn bracketed(link: &NodeRef<'_>) {
    let is_text = |other: &NodeRef<'_>| other.is_text();
    let (Some(before), Some(behind)) = (link.prev_sibling().filter(is_text), link.next_sibling().filter(is_text)) else { return };
    let (open, close) = (before.text().to_string(), behind.text().to_string());
    if let (Some(words), Some(rest)) = (open.trim_end().strip_suffix('['), close.trim_start().strip_prefix(']')) {
        before.set_text(words.trim_end().to_owned());
        behind.set_text(rest.to_owned());
        name(link);
    }
}

/// Whether a page calls an element a menu.
fn is_named(node: &NodeRef<'_>) -> bool {
    const NAMES: [&str; 7] = ["nav", "navigation", "menu", "navbar", "breadcrumb", "breadcrumbs", "mainmenu"];
    let is_block = matches!(node.node_name().as_deref(), Some("div" | "ul" | "ol" | "p" | "table" | "td" | "section"));
    let says = format!("{} {}", attribute(node, "class"), attribute(node, "id")).to_ascii_lowercase();
    is_block && says.split_whitespace().any(|name| NAMES.contains(&name))
}

fn name(node: &NodeRef<'_>) {
    node.set_attr("class", format!("{} {CLASS}", attribute(node, "class")).trim());
}

/// Whether an element is a block that holds words and no other block.
fn is_leaf(node: &NodeRef<'_>) -> bool {
    !node.text().trim().is_empty() && !node.descendants_it().any(|inner| inner.node_name().is_some_and(|name| is_block(&name)))
}

/// What may stand below the last bar: `© 2001 Vera Lind`.
fn is_small_print(node: &NodeRef<'_>) -> bool {
    const SHORT: usize = 80;
    let text = node.text();
    text.trim().len() <= SHORT && text.contains(['©', '@'])
}

/// Whether nothing but links to other pages, parted by signs, stands in an element.
fn is_bar(node: &NodeRef<'_>) -> bool {
    const LONGEST: usize = 120;
    let text = node.text();
    let links = named(node, &["a"]);
    let leads_away = |link: &NodeRef<'_>| {
        let address = attribute(link, "href");
        !address.is_empty() && !address.starts_with('#') && !address.to_ascii_lowercase().starts_with("mailto:")
    };
    let is_up = |link: &NodeRef<'_>| matches!(attribute(link, "href").as_str(), "#" | "#top");
    let parted = text.contains(['|', '·', '•', '«', '»', '←', '→', '<', '>']) || text.matches('[').count() >= links.len();
    text.len() <= LONGEST
        && links.len() > 1
        && parted
        && links.iter().all(|link| leads_away(link) || is_up(link))
        && links.iter().any(leads_away)
        && links.iter().map(|link| letters(&link.text())).sum::<usize>() == letters(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn menus_stand_beside_and_around_a_text() {
        let text = "The school had one room, and the master slept in it. ".repeat(6);
        let bar = "<p><a href=1.html>Previous</a> | <a href=3.html>Next</a></p>";
        for (html, expected) in [
            (format!("<table><tr><td><a href=a>Home</a><br><a href=b>Map</a></td><td>{text}</td></tr></table>"), 1),
            (format!("{bar}<h1>School</h1><p>{text}</p>{bar}<p>© Wray</p>"), 2),
            (format!("<p>{text}</p>{bar}<p>{text}</p>"), 0),
            (format!("<p>{text}</p><p><a href=a>One</a>, <a href=b>two</a></p>"), 0),
        ] {
            let page = Document::from(html.as_str());
            mark(&page);
            assert_eq!(page.select(".scholion-menu").nodes().len(), expected, "{html}");
        }
        let page = Document::from(format!("<p>{text} Sauce.&nbsp; [ <a href='javascript:void(0)'>Links</a> ]</p>").as_str());
        mark(&page);
        assert!(page.text().trim_end().ends_with("Sauce.Links"));
    }
}
