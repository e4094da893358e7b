//! Elements of HTML that words stand in, where Markdown has no mark for them, or none that would be read.

use super::inline::{Event, Pairs, Rank, around};
use crate::block::{Block, Element, What};
use scholion_base::text::escaped;

/// An element over words of a block.
pub struct Laid<'b> {
    /// Where its words begin.
    pub start: usize,
    /// Behind its last word.
    pub end: usize,
    element: &'b Element,
}

/// The elements over a block, outer ones first, none crossing another, a pair of marks, or what is written as a whole.
pub fn laid<'b>(block: &'b Block, pairs: &Pairs, whole: &[(usize, usize)]) -> Vec<Laid<'b>> {
    let mut found: Vec<Laid<'b>> = Vec::new();
    for edit in &block.edits {
        let What::Within(element) = &edit.what else { continue };
        let (mut start, mut end) = (edit.span.start as usize, edit.span.end as usize);
        around(pairs, &mut start, &mut end);
        widen(whole, &mut start, &mut end);
        if start < end {
            found.push(Laid { start, end, element });
        }
    }
    // Outer ones are laid last by those who walk a tree.
    found.reverse();
    found.sort_by_key(|laid| (laid.start, std::cmp::Reverse(laid.end)));
    let mut open: Vec<usize> = Vec::new();
    found.retain(|laid| {
        while open.last().is_some_and(|&end| end <= laid.start) {
            open.pop();
        }
        let fits = open.last().is_none_or(|&end| laid.end <= end);
        if fits {
            open.push(laid.end);
        }
        fits
    });
    found
}

/// Widens a range to the edges of what is written as a whole.
pub fn widen(whole: &[(usize, usize)], start: &mut usize, end: &mut usize) {
    for &(from, to) in whole {
        if from < *start && *start < to {
            *start = from;
        }
        if from < *end && *end < to {
            *end = to;
        }
    }
}

/// Writes what opens and closes them.
pub fn write(text: &str, elements: &[Laid<'_>], whole: &[(usize, usize)], events: &mut Vec<Event>) {
    for laid in elements {
        let marks = match laid.element {
            Element::Emphasis => emphasis(text, laid, elements, whole, ("*", "em")),
            Element::Strong => emphasis(text, laid, elements, whole, ("**", "strong")),
            Element::Deleted if is_read(text, laid) => ("~~".to_owned(), "~~".to_owned()),
            Element::Deleted => tags("del"),
            Element::Inserted => tags("ins"),
            Element::Raised => tags("sup"),
            Element::Lowered => tags("sub"),
            Element::Ruby => tags("ruby"),
            Element::Reading => {
                reading(text, laid, events);
                continue;
            }
            Element::Tagged { name, attribute, value } => tagged(name, attribute, value),
            Element::Passage { lang, dir } => (passage(lang, dir), "</span>".to_owned()),
        };
        open_and_close(laid.start, laid.end, events.len(), marks, events);
    }
}

fn tags(name: &str) -> (String, String) {
    (format!("<{name}>"), format!("</{name}>"))
}

fn tagged(name: &str, attribute: &str, value: &str) -> (String, String) {
    if attribute.is_empty() {
        return tags(name);
    }
    (format!("<{name} {attribute}=\"{}\">", escaped(value)), format!("</{name}>"))
}

/// The mark of emphasis where it would be read as such and nothing touches it, else the element (CommonMark 0.31, 6.2). The number of a note
/// that stands behind the words is written in brackets.
fn emphasis(text: &str, laid: &Laid<'_>, elements: &[Laid<'_>], whole: &[(usize, usize)], (mark, name): (&str, &str)) -> (String, String) {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '*' | '_'));
    let words = text.get(laid.start..laid.end).unwrap_or("");
    let before = text.get(..laid.start).unwrap_or("").chars().next_back();
    let behind = text.get(laid.end..).unwrap_or("").chars().next();
    let touches = |other: &&Laid<'_>| [other.start, other.end].iter().any(|at| *at == laid.start || *at == laid.end);
    let fits = is_free(before)
        && (is_free(behind) || whole.iter().any(|(from, _)| *from == laid.end))
        && is_word(words.chars().next())
        && is_word(words.chars().next_back())
        && !words.contains(['*', '_', '\n'])
        // The element itself is one of them.
        && elements.iter().filter(touches).count() == 1;
    if fits { (mark.to_owned(), mark.to_owned()) } else { tags(name) }
}

fn passage(lang: &str, dir: &str) -> String {
    let lang = if lang.is_empty() { String::new() } else { format!(" lang=\"{lang}\"") };
    let dir = if dir.is_empty() { String::new() } else { format!(" dir=\"{dir}\"") };
    format!("<span{lang}{dir}>")
}

/// What opens and closes a range, in the order in which ranges stand in each other.
pub fn open_and_close(start: usize, end: usize, nth: usize, (open, close): (String, String), events: &mut Vec<Event>) {
    let number = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
    let mut opens = Event::new(start, 0, Rank::Open, open);
    opens.order = (-number(end), number(nth));
    let mut closes = Event::new(end, 0, Rank::Close, close);
    closes.order = (-number(start), -number(nth));
    events.extend([opens, closes]);
}

/// A reading: its brackets are for those who cannot see it above its word.
fn reading(text: &str, laid: &Laid<'_>, events: &mut Vec<Event>) {
    let words = text.get(laid.start..laid.end).unwrap_or("");
    let (first, last) = (words.chars().next().map_or(0, char::len_utf8), words.chars().next_back().map_or(0, char::len_utf8));
    if first + last >= words.len() {
        return;
    }
    let bracket = |from: usize, to: usize| text.get(from..to).unwrap_or("");
    let open = format!("<rp>{}</rp><rt>", bracket(laid.start, laid.start + first));
    let close = format!("</rt><rp>{}</rp>", bracket(laid.end - last, laid.end));
    events.push(Event::new(laid.start, first, Rank::Instead, open));
    events.push(Event::new(laid.end - last, last, Rank::Instead, close));
}

/// Whether two tildes would be read at both edges (GFM 6.5): they open before a word and close behind one.
fn is_read(text: &str, laid: &Laid<'_>) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let words = text.get(laid.start..laid.end).unwrap_or("");
    let apart = !text.get(..laid.start).is_some_and(|before| before.ends_with('~'))
        && !text.get(laid.end..).is_some_and(|behind| behind.starts_with('~'));
    apart && !words.contains(['~', '\n']) && is_word(words.chars().next()) && is_word(words.chars().next_back())
}
