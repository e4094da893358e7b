//! Notes whose words stand in an attribute alone, and are shown when a reader points at their mark: `<sup class="footnote" title="Cheap.">1</sup>`.

use dom_query::{Document, NodeRef};

use super::{
    attribute,
    notes::{ASIDE, Notes},
    signs,
};
use crate::block::is_sign;
use scholion_base::text::{escaped, squeeze};

/// Where the words stand.
const WORDS: [&str; 4] = ["data-footnote", "data-note", "data-fn", "title"];

/// Makes notes of them, where the mark leads to no body.
pub fn mark<'a>(page: &'a Document, notes: &mut Notes<'a>) {
    let found: Vec<NodeRef<'a>> =
        page.select("sup[title], a[title], span[title], [data-footnote], [data-note], [data-fn]").nodes().to_vec();
    for node in found {
        if notes.hold(&node) {
            continue;
        }
        let label = node.text().trim().trim_matches(['[', ']', '(', ')']).to_owned();
        let Some(words) = words(&node, &label) else { continue };
        node.after_html(format!("<{ASIDE}>{}</{ASIDE}>", escaped(&words)));
        let Some(body) = node.next_sibling().filter(|next| next.node_name().as_deref() == Some(ASIDE)) else { continue };
        let number = notes.number(body, &label);
        node.set_text(signs::note(number, &label));
    }
}

/// The words of the note with this mark, if the element is one.
fn words(node: &NodeRef<'_>, label: &str) -> Option<String> {
    let is_label = (1..=3).contains(&label.chars().count()) && label.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡'));
    let class = attribute(node, "class").to_ascii_lowercase();
    let is_named = ["footnote", "endnote", "fn", "note"].iter().any(|name| class.split(['-', '_', ' ']).any(|word| word == *name));
    let has_data = WORDS.iter().take(3).any(|name| node.has_attr(name));
    let address = attribute(node, "href");
    let leads = !matches!(address.as_str(), "" | "#") && !address.starts_with("javascript:");
    let inner = node.descendants_it().any(|inner| inner.node_name().as_deref() == Some("a"));
    if !is_label || !(is_named || has_data) || leads || inner || node.text().contains(is_sign) {
        return None;
    }
    let words = WORDS.iter().map(|name| squeeze(&attribute(node, name))).find(|words| !words.is_empty())?;
    // "See note 1" says where to go.
    let names_itself = words.split(|c: char| !c.is_alphanumeric()).any(|word| word == label) && words.split(' ').count() < 5;
    (!names_itself && words.contains(char::is_alphabetic)).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_attributes_are_notes() {
        for (html, expected) in [
            ("<p>Gin<sup class=footnote title='Cheap, mostly.'>1</sup> and", "Cheap, mostly."),
            ("<p>Gin<a href='#' class=fn data-footnote='In the stove.'>2</a> and", "In the stove."),
            ("<p>Gin<a href='#f1' class=footnote title='Cheap.'>1</a> and", ""),
            ("<p>Gin<sup class=footnote title='Footnote 1'>1</sup> and", ""),
            ("<p>Gin<sup title='Cheap.'>1</sup> and", ""),
        ] {
            let page = Document::from(html);
            let mut notes = Notes::default();
            mark(&page, &mut notes);
            assert_eq!(page.select(ASIDE).text().as_ref(), expected, "{html}");
        }
    }
}
