//! Who wrote a page and when, as its body marks it where its head does not say: microdata, `rel=author`, classes of bylines.

use dom_query::{Document, NodeRef};

use super::attribute;
use crate::{draft::Draft, front::people, lexicon, recognise::moments};
use scholion_base::text::squeeze;
use scholion_reference::dates;

/// As many different names may be marked so; more are those of a list of articles.
const MOST: usize = 6;
/// The longest byline, in bytes.
const LONGEST: usize = 160;

/// Where names stand, surest first, and whether the mark is for names only.
const MARKS: &[(&str, bool)] = &[
    ("[itemprop=author] [itemprop=name]", true),
    ("[itemprop=author]", true),
    ("[rel=author]", true),
    (".byline [itemprop=name]", true),
    (".h-card.p-author, .p-author", true),
    ("[class*=byline], [class*=Byline], [id*=byline]", false),
    ("[class*=author-name], [class*=authorName], [class*=author_name], [class*=article__author], [class*=blog-author]", false),
];

/// Where the page is about other texts, or others speak.
const ELSEWHERE: &[&str] = &["comment", "related", "recirc", "footer", "sidebar", "promo", "teaser"];

/// The names of the authors, one at a time; none unless the words in the mark are names and nothing else.
pub fn names(page: &Document) -> Vec<String> {
    let draft = Draft::default();
    for (selector, is_sure) in MARKS {
        let mut found: Vec<String> = Vec::new();
        let marked = page.select(selector);
        for node in marked.nodes().iter().filter(|node| !is_elsewhere(node)).take(50) {
            let text = squeeze(&node.text());
            // The date behind the name is not of it.
            let end = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
            let words = text.get(..end).unwrap_or("").trim_end();
            let (before, last) = words.rsplit_once(' ').unwrap_or(("", words));
            let words = if end < text.len() && dates::month(last.trim_matches([',', '.'])).is_some() { before } else { words };
            let bare = bare(words.trim_end_matches([',', ' ', '|', '–', '-']));
            // What a class is called by chance says nothing without "By".
            if text.len() > LONGEST || (!is_sure && bare.len() == words.len() && !selector.contains("author")) {
                continue;
            }
            let person = bare.split([',', '|', '•', '·']).next().unwrap_or("").trim();
            let names = people::names_of(&draft, bare).or_else(|| people::names_of(&draft, person));
            // A page may name them above its text and below: the first time they stand in their order.
            for name in names.unwrap_or_default().into_iter().filter(|name| !name.split([' ', '-']).any(lexicon::is_post)) {
                if !found.contains(&name) {
                    found.push(name);
                }
            }
        }
        if (1..=MOST).contains(&found.len()) {
            return found;
        }
    }
    Vec::new()
}

/// Moments that elements of the article's head state.
pub fn moments(page: &Document) -> Vec<String> {
    let marked = page.select("[itemprop=datePublished], time[pubdate], header time[datetime], article time[datetime]");
    let mut found = Vec::new();
    for node in marked.nodes().iter().filter(|node| !is_elsewhere(node)).take(1) {
        found.extend([attribute(node, "datetime"), attribute(node, "content")].into_iter().filter(|value| !value.is_empty()));
    }
    // As the article prints it, with the name of its month.
    let printed = page
        .select("[class*=byline], [class*=dateline], [class*=post-date], [class*=entry-date], [class*=published], article time, main time");
    let dates = printed.nodes().iter().filter(|node| found.is_empty() && !is_elsewhere(node)).take(MOST).find_map(|node| {
        let text = squeeze(&node.text());
        let has_month = text.split(|c: char| !c.is_alphabetic()).any(|word| dates::month(word).is_some());
        moments::full_date(&text).filter(|_| has_month).map(|date| date.to_string())
    });
    found.extend(dates);
    found
}

/// Names without the "By" before them.
pub fn bare(text: &str) -> &str {
    lexicon::behind_label(text, scholion_lang::BYLINE.iter().map(|label| (label, ()))).map_or(text, |(_, _, rest)| rest)
}

fn is_elsewhere(node: &NodeRef<'_>) -> bool {
    std::iter::once(*node).chain(node.ancestors_it(Some(30))).any(|outer| {
        let name = outer.node_name();
        let name = name.as_deref().unwrap_or("");
        let says = format!("{} {}", attribute(&outer, "class"), attribute(&outer, "id")).to_ascii_lowercase();
        matches!(name, "nav" | "footer" | "aside") || (name != "body" && ELSEWHERE.iter().any(|word| says.contains(word)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_stay_in_their_order() {
        let page = Document::from("<p class=byline>By Vera Lind, Karl Holm and Jo Fox</p><p>Words.</p><p class=byline>By Karl Holm</p>");
        assert_eq!(names(&page), ["Vera Lind", "Karl Holm", "Jo Fox"]);
    }
}
