//! Headings that a page sets in bold and calls paragraphs: those of notes and references, which say by their words what they are, and titles by
//! the names that word processors give them.

use dom_query::{Document, NodeRef};

use super::elements::{is_block, named};
use crate::lexicon;

/// More of a page is not looked at.
const MOST: usize = 20_000;

/// Makes a heading of the one paragraph that a word processor calls the title. Source: the styles of Word, of Google Docs
/// and of TeX4ht. In texts of the first two, whose parts are headings of the first level, it stands before these, and above them.
pub fn title(page: &Document) {
    let first = page.select("p.MsoTitle, p.title, h2.titleHead, h1").nodes().first().map(|node| node.id);
    let has_title = !page.select("h1").nodes().is_empty();
    let is_of_docs = || page.body().is_some_and(|body| body.has_class("doc-content"));
    if let [title] = page.select("p.MsoTitle, p.title, h2.titleHead").nodes()
        && (!has_title || first == Some(title.id) && (title.has_class("MsoTitle") || is_of_docs()))
        && !title.text().trim().is_empty()
    {
        for (level, below) in [("h5", "h6"), ("h4", "h5"), ("h3", "h4"), ("h2", "h3"), ("h1", "h2")] {
            if has_title {
                page.select(level).nodes().iter().for_each(|heading| heading.rename(below));
            }
        }
        title.rename("h1");
    }
}

/// Makes headings of those that say what they are.
pub fn raise(page: &Document) {
    let level = ["h2", "h3", "h4"].into_iter().find(|name| !page.select(name).nodes().is_empty()).unwrap_or("h2");
    for node in page.select("p, center, div").nodes().iter().take(MOST).filter(|node| is_heading(node)) {
        node.rename(level);
    }
}

/// Whether all words of a block stand in bold and are the heading of notes or of references.
fn is_heading(node: &NodeRef<'_>) -> bool {
    const LONGEST: usize = 80;
    let text = node.text();
    let words = text.trim();
    if words.is_empty() || words.len() > LONGEST || node.descendants_it().any(|inner| inner.node_name().is_some_and(|name| is_block(&name)))
    {
        return false;
    }
    let is_known = || {
        let words = words.trim_end_matches([':', '.']);
        lexicon::is_references_heading(words) || lexicon::is_notes_heading(words)
    };
    let is_bold = || named(node, &["b", "strong"]).first().is_some_and(|bold| bold.text().trim() == words);
    let is_apart =
        || !node.ancestors_it(None).any(|outer| matches!(outer.node_name().as_deref(), Some("li" | "td" | "th" | "blockquote" | "a")));
    is_bold() && is_known() && is_apart()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_lines_that_say_so_are_headings() {
        for (html, expected) in [
            ("<p><b>Bibliografía</b></p>", "h2"),
            ("<h3>Eins</h3><p><font><strong>Anmerkungen:</strong></font></p>", "h3,h3"),
            ("<p><b>Bibliografía</b> de molinos</p>", ""),
            ("<p><b>El molino</b></p>", ""),
            ("<p class=MsoTitle>The wheel</p>", "h1"),
            ("<p class=MsoTitle>The wheel</p><h1>Part</h1><h2>A</h2>", "h1,h2,h3"),
            ("<h1>Part</h1><p class=MsoTitle>The wheel</p>", "h1"),
            ("<p class=title>The wheel</p><h1>Part</h1>", "h1"),
        ] {
            let page = Document::from(html);
            title(&page);
            raise(&page);
            let found: Vec<String> =
                page.select("h1, h2, h3").nodes().iter().filter_map(|node| node.node_name().map(|name| name.to_string())).collect();
            assert_eq!(found.join(","), expected, "{html}");
        }
    }
}
