//! The net under the readers of packed files: words that stand in a part, and neither on the page nor among what was left out.
//!
//! It knows nothing of how a reader reads, so that it finds what any of them lost.

use rustc_hash::FxHashMap;

use super::page::{Aside, Page};
use crate::{
    account::Words,
    remark::Remark,
    report::{Certainty, Kind, UNPLACED},
};

/// The paragraphs of the parts of which words are missing.
pub fn lost(page: &Page) -> Vec<Aside> {
    let others: String = page.asides.iter().filter(|aside| aside.is_printed).fold(String::new(), |all, aside| all + "\n" + &aside.text);
    compare(&visible(body(&page.html())), &(others + "\n" + &page.front.words()), &page.words, page.line())
}

/// The paragraphs of a source of which words are missing on the page that another program made of it, and in what else it says.
pub fn lost_of(html: &str, said: &str, words: &[String]) -> Vec<Aside> {
    compare(&visible(body(html)), said, words, 1)
}

/// A page without its head, which says the title once more.
fn body(html: &str) -> &str {
    html.find("<body").and_then(|at| html.get(at..)).unwrap_or(html)
}

fn compare(seen: &str, others: &str, paragraphs: &[String], line: u32) -> Vec<Aside> {
    let mut count: FxHashMap<u64, usize> = FxHashMap::default();
    for text in [seen, others] {
        Words::of(text).words.iter().for_each(|word| *count.entry(word.digest).or_default() += 1);
    }
    let mut joined: Option<String> = None;
    let mut lost = Vec::new();
    // As many paragraphs are looked for letter by letter.
    const MOST: usize = 2_000;
    let mut looked = 0usize;
    for paragraph in paragraphs {
        let words = Words::of(paragraph);
        let missing: Vec<usize> = (0..words.words.len())
            .filter(|at| {
                let left = words.words.get(*at).and_then(|word| count.get_mut(&word.digest)).filter(|left| **left > 0);
                left.map(|left| *left -= 1).is_none()
            })
            .collect();
        if missing.is_empty() {
            continue;
        }
        // Words may be cut otherwise on the page.
        let joined = joined.get_or_insert_with(|| letters(&format!("{seen}{others}")));
        looked += 1;
        if looked <= MOST && joined.contains(&letters(paragraph)) {
            continue;
        }
        let text = if missing.len() * 2 >= words.words.len() {
            paragraph.clone()
        } else {
            missing.iter().map(|at| words.word(*at)).collect::<Vec<_>>().join(" ")
        };
        lost.push(Aside {
            line,
            rule: UNPLACED,
            text,
            kind: Kind::Dropped,
            sure: Certainty::Unsure,
            remark: Some(Remark::Unplaced),
            is_printed: true,
        });
    }
    lost
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a page without its tags, as programs write them.
pub fn visible(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        text.push_str(before);
        if !tag.get(1..).unwrap_or("").starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')) {
            text.push('<');
            rest = tag.get(1..).unwrap_or("");
            continue;
        }
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let name = tag.get(1..).unwrap_or("").trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        // Emphasis cuts no word.
        if !matches!(name, "b" | "i" | "del" | "a" | "span") {
            text.push(' ');
        }
        rest = tag.get(end..).unwrap_or("");
    }
    text.push_str(rest);
    text.replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&#160;", " ")
}
