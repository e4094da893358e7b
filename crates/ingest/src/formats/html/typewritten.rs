//! Prose that a page shows as it was typed, in `pre`: full texts of the Internet Archive, archives of mailing lists. Its lines are joined to
//! paragraphs, blocks of short lines keep theirs, and what lines with `>` quote is a quotation.

use dom_query::{Document, NodeRef};

use super::elements::named;
use crate::hyphen;
use scholion_base::text::escaped;

/// Lines of prose are as long as this, as a mean.
const LONG: usize = 45;

/// Makes paragraphs of it.
pub fn join(page: &Document) {
    for node in page.select("pre").nodes() {
        let is_code = attributes(node) || !named(node, &["code", "span", "table"]).is_empty();
        let text = node.text().to_string();
        if is_code || !is_prose(&text) {
            continue;
        }
        let mut html = String::with_capacity(text.len() + text.len() / 8);
        for (depth, lines) in blocks(&text) {
            html.push_str(&"<blockquote>".repeat(depth));
            html.push_str(&format!("<p>{}</p>", joined(&lines)));
            html.push_str(&"</blockquote>".repeat(depth));
        }
        node.rename("div");
        node.set_html(html);
    }
}

/// Whether an element says of what kind its lines are.
fn attributes(node: &NodeRef<'_>) -> bool {
    ["class", "lang-code", "data-lang"].iter().any(|name| node.has_attr(name))
}

/// Whether most of a text stands in blocks of long lines, and hardly any sign of programs among them.
fn is_prose(text: &str) -> bool {
    const FEWEST: usize = 4;
    let count = |is: fn(char) -> bool| text.chars().filter(|c| is(*c)).count();
    let (all, words) = (count(|c| !c.is_whitespace()), count(char::is_alphabetic));
    let signs = count(|c| matches!(c, '{' | '}' | ';' | '=' | '<' | '|' | '\\' | '$' | '#'));
    let blocks = blocks(text);
    let long: usize = blocks.iter().filter(|(_, lines)| is_long(lines)).flat_map(|(_, lines)| lines).map(|line| line.len()).sum();
    let total: usize = blocks.iter().flat_map(|(_, lines)| lines).map(|line| line.len()).sum();
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    lines >= FEWEST && words * 10 >= all * 7 && signs * 100 <= all && long * 10 >= total * 6
}

/// Whether the lines of a block are as long as those of prose, its last aside, and do not all begin large, as those of verse do.
fn is_long(lines: &[&str]) -> bool {
    const LONGEST: usize = 120;
    const VERSE: usize = 4;
    let large = lines.iter().filter(|line| line.starts_with(|c: char| c.is_uppercase() || crate::chars::is_closer(c))).count();
    if lines.len() >= VERSE && large * 10 >= lines.len() * 9 {
        return false;
    }
    let Some((_, full)) = lines.split_last() else { return false };
    let total: usize = full.iter().map(|line| line.chars().count()).sum();
    !full.is_empty() && total >= full.len() * LONG && full.iter().all(|line| line.chars().count() <= LONGEST)
}

/// The blocks of a text, between which blank lines stand, or of which each begins set in: how deep each is quoted, and its lines.
fn blocks(text: &str) -> Vec<(usize, Vec<&str>)> {
    /// Deeper quotations are as deep as this.
    const DEEPEST: usize = 6;
    let mut blocks: Vec<(usize, Vec<&str>)> = Vec::new();
    let (mut is_new, mut before) = (true, 0usize);
    for line in text.lines() {
        let words = line.trim_start_matches(['>', ' ', '\t']);
        let lead = line.get(..line.len() - words.len()).unwrap_or("");
        let depth = lead.matches('>').count().min(DEEPEST);
        if words.trim().is_empty() {
            is_new = true;
            continue;
        }
        // The first line of a paragraph is set in against the one before it.
        let indent = lead.chars().count();
        let is_set_in = depth == 0 && (before + 2..before + 9).contains(&indent);
        before = indent;
        match blocks.last_mut().filter(|(last, _)| !is_new && *last == depth && !is_set_in) {
            Some((_, lines)) => lines.push(words.trim_end()),
            None => blocks.push((depth, vec![words.trim_end()])),
        }
        is_new = false;
    }
    blocks
}

/// A block as HTML.
fn joined(lines: &[&str]) -> String {
    if lines.len() > 1 && !is_long(lines) {
        return lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br>");
    }
    let mut text = String::new();
    for line in lines {
        hyphen::add_line(&mut text, line);
    }
    escaped(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_as_it_was_typed_is_paragraphs() {
        let long =
            "The keeper of the lower lock wrote every night in a led-\nger that his daughter later burned, all but the winter of\n1871.";
        let page = |text: &str| {
            let page = Document::from(format!("<pre>{text}</pre>"));
            join(&page);
            page.body().map_or(String::new(), |body| body.inner_html().to_string())
        };
        let whole =
            "The keeper of the lower lock wrote every night in a ledger that his daughter later burned, all but the winter of 1871.";
        assert_eq!(page(&format!("{long}\n\nKit\nHull\n")), format!("<div><p>{whole}</p><p>Kit<br>Hull</p></div>"));
        assert_eq!(
            page(&format!("&gt; Does it?\n\n{long}\n")),
            format!("<div><blockquote><p>Does it?</p></blockquote><p>{whole}</p></div>")
        );
        assert!(page("fn main() {\n    let keeper = 1;\n    println!(\"{keeper}\");\n}\n").starts_with("<pre>"));
        assert!(page("The wheel is old,\n  the miller cold,\nThe water bold,\n  the story told.\n").starts_with("<pre>"));
    }
}
