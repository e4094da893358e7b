//! The printed entry of a work with a link on its title, which leads to the work's page.
//!
//! An entry is words of others, and may be printed in any way: the title is looked for in it by its letters, whatever stands between
//! them as marks, emphasis or white space. If it does not stand there, or is a link already, the entry stays as it is, and the list has a
//! link of its own.

use crate::base::{Href, Html, script::is_wide};

/// Titles of fewer letters than this are found in any words.
const SHORTEST: usize = 4;

/// A letter of an entry, as it is compared, and where it stands in the HTML.
struct Letter {
    letter: char,
    start: usize,
    end: usize,
    /// Whether it stands in a link.
    is_linked: bool,
    /// Whether a word begins with it.
    begins: bool,
}

/// The entry with a link to `href` around the title; nothing if that does not stand in it.
pub fn linked(entry: &Html, title: &str, href: &str) -> Option<Html> {
    let wanted: Vec<char> = title.chars().flat_map(folded).collect();
    if wanted.len() < SHORTEST {
        return None;
    }
    let letters = letters(entry);
    let fits = |window: &&[Letter]| window.iter().map(|letter| letter.letter).eq(wanted.iter().copied());
    let mut windows = letters.windows(wanted.len()).enumerate().filter(|(_, window)| fits(window));
    let (from, to) = windows.find_map(|(nth, window)| {
        let (first, last) = (window.first()?, window.last()?);
        // A title is no part of a longer word.
        let ends = letters.get(nth + wanted.len()).is_none_or(|next| next.begins);
        let is_whole = first.begins && ends && window.iter().all(|letter| !letter.is_linked);
        let between = entry.get(first.start..last.end)?;
        (is_whole && is_balanced(between)).then_some((first.start, last.end))
    })?;
    let part = |from: usize, to: usize| entry.clone().cut(|html| html.get(from..to).unwrap_or(""));
    let mut html = part(0, from);
    html.open("a").address("href", Href::Here(href)).end();
    html.push(&part(from, to));
    html.close("a");
    html.push(&part(to, entry.len()));
    Some(html)
}

/// The letters and figures of an entry; signs and spaces only divide words.
fn letters(entry: &str) -> Vec<Letter> {
    let mut letters = Vec::new();
    let (mut at, mut links, mut begins) = (0, 0_usize, true);
    while let Some(rest) = entry.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with('<') {
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            if rest.starts_with("<a ") {
                links += 1;
            } else if rest.starts_with("</a>") {
                links = links.saturating_sub(1);
            }
            at += end;
            continue;
        }
        let reference = rest.strip_prefix('&').and_then(|name| name.find(';')).filter(|end| *end < 10);
        let (c, end) = match (reference, rest.chars().next()) {
            // `&amp;` and its like are signs.
            (Some(end), _) => (' ', at + end + 2),
            (None, Some(c)) => (c, at + c.len_utf8()),
            (None, None) => break,
        };
        let before = letters.len();
        letters.extend(folded(c).map(|letter| Letter { letter, start: at, end, is_linked: links > 0, begins: false }));
        match letters.get_mut(before) {
            Some(first) => (first.begins, begins) = (begins, false),
            None => begins = true,
        }
        // Scripts without spaces have no words to be parts of.
        begins |= is_wide(c);
        at = end;
    }
    letters
}

/// What is compared of a character: nothing of signs.
fn folded(c: char) -> impl Iterator<Item = char> {
    c.to_lowercase().filter(|c| c.is_alphanumeric())
}

/// Whether each element that begins in a part of HTML ends there, and none other.
fn is_balanced(part: &str) -> bool {
    let mut open = 0_usize;
    for tag in part.split('<').skip(1) {
        if !tag.starts_with('/') {
            open += 1;
        } else if open == 0 {
            return false;
        } else {
            open -= 1;
        }
    }
    open == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::markup;

    fn check(entry: &str, title: &str, expected: &str) {
        let linked = linked(&markup::entry_html(entry), title, "w.html").unwrap_or_default();
        assert_eq!(linked.as_str().replace(" href=\"w.html\"", ""), expected);
    }

    #[test]
    fn the_title_leads_to_the_page() {
        check("Berg, K. *On ferries*. Narva, 1801.", "On ferries", "Berg, K. <em><a>On ferries</a></em>. Narva, 1801.");
        check("Berg K. On *ferries* and “boats”. 1801", "On ferries and 'boats'", "Berg K. <a>On <em>ferries</em> and “boats</a>”. 1801");
        check("Berg & Co. Rope & chain / K. Berg", "Rope & Chain", "Berg &amp; Co. <a>Rope &amp; chain</a> / K. Berg");
        check("徐培喜：网络空间治理，2021", "网络空间治理", "徐培喜：<a>网络空间治理</a>，2021");
        // An address is no title, and a title is no part of a word.
        check("Ferries, ferriesmen. Ferries", "Ferries", "<a>Ferries</a>, ferriesmen. Ferries");
        check("Restferries. Ferries", "Ferries", "Restferries. <a>Ferries</a>");
        check("See <https://example.org/ferries>. Ferries", "https example org ferries", "");
        check("*On ferries and* boats", "and boats", "");
        check("Narva 1801", "On ferries", "");
        check("Law", "Law", "");
    }

    #[test]
    fn nothing_but_a_link_is_added() {
        for (entry, title) in
            [("A *b c* d & e <https://e.org/> f", "A b c d e"), ("x < y *z* q", "x y z q"), ("Of ***one two*** three", "of one two three")]
        {
            let html = markup::entry_html(entry);
            let linked = linked(&html, title, "w.html").unwrap_or_else(|| panic!("{title} is not found in {html:?}"));
            assert_eq!(linked.as_str().replacen("<a href=\"w.html\">", "", 1).replacen("</a>", "", 1), html.as_str());
        }
    }
}
