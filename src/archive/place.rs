//! The places in a text that fragments lead to: ids, and headings by their words.

use std::collections::BTreeSet;

use crate::{
    base::{Digest, diagnostic::distance_within_a_third, text},
    document::{Document, Heading},
};

/// What a fragment is in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A place, by its id.
    Id(String),
    /// A block that Obsidian has named (`^name`); such names are not read.
    Block,
    /// No place of the text.
    None,
}

/// The place that a fragment, without its `#` and escapes, leads to: the one of that id, else the heading with these words.
/// `A#B` is the heading `B` under the heading `A`, as Obsidian writes it.
pub fn find(text: &Document, fragment: &str) -> Place {
    if has_id(text, fragment) {
        return Place::Id(fragment.to_owned());
    }
    let parts: Vec<&str> = fragment.split('#').map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.last().is_some_and(|part| part.starts_with('^')) {
        return Place::Block;
    }
    match heading(text, &text.facts.headings, 0, &parts) {
        Some(heading) => Place::Id(heading.id.clone()),
        None => Place::None,
    }
}

/// The ids of headings nearest to a fragment that is no place, each with its words. None differs in more than a third of its
/// letters.
pub fn near<'t>(text: &'t Document, fragment: &str) -> Vec<(&'t str, &'t str)> {
    let wanted = text::fold(fragment.rsplit('#').next().unwrap_or(fragment));
    let mut near: Vec<(usize, &Heading)> = Vec::new();
    for heading in &text.facts.headings {
        let words = [text::fold(heading.text.of(&text.body.text)), text::fold(&heading.id)];
        let distance = words.iter().filter_map(|words| distance_within_a_third(&wanted, words));
        near.extend(distance.min().map(|distance| (distance, heading)));
    }
    near.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
    near.into_iter().take(3).map(|(_, heading)| (heading.id.as_str(), heading.text.of(&text.body.text))).collect()
}

/// The digest of all that [`find`] and [`near`] look at.
pub(super) fn digest(text: &Document) -> Digest {
    let headings: Vec<(u8, &str, &str)> =
        text.facts.headings.iter().map(|heading| (heading.level, heading.id.as_str(), heading.text.of(&text.body.text))).collect();
    Digest::of_value(&(ids(text).collect::<BTreeSet<String>>(), headings))
}

fn ids(text: &Document) -> impl Iterator<Item = String> {
    let blocks = text.body.blocks.iter().filter(|block| !block.id.is_empty()).map(|block| block.id.to_string());
    let headings = text.facts.headings.iter().map(|heading| heading.id.clone());
    let given = text.facts.places.iter().map(ToString::to_string);
    let citations = text.facts.citations.iter().map(crate::document::Citation::fragment);
    let notes = text.body.notes.iter().flat_map(|note| [format!("fn-{}", note.number), format!("fnref-{}", note.number)]);
    blocks.chain(headings).chain(given).chain(citations).chain(notes)
}

/// Whether a text has an id.
pub fn has_id(text: &Document, id: &str) -> bool {
    !id.is_empty() && ids(text).any(|own| own == id)
}

/// The heading with the words of the last of `parts`, below one with those of the part before, and so on. `headings` are those
/// of a section; its own heading is of level `above`.
fn heading<'t>(text: &'t Document, headings: &'t [Heading], above: u8, parts: &[&str]) -> Option<&'t Heading> {
    let (first, rest) = parts.split_first()?;
    let section = headings.iter().take_while(|heading| heading.level > above).count();
    let section = headings.get(..section)?;
    section
        .iter()
        .enumerate()
        .filter(|(_, heading)| has_words(heading.text.of(&text.body.text), first))
        .find_map(|(at, found)| if rest.is_empty() { Some(found) } else { heading(text, section.get(at + 1..)?, found.level, rest) })
}

/// Whether these are a heading's words, as a reader compares them.
fn has_words(heading: &str, words: &str) -> bool {
    let folded = text::fold(words);
    if folded.is_empty() { text::squeeze(heading) == text::squeeze(words) } else { text::fold(heading) == folded }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::RelPath;

    #[test]
    fn a_fragment_is_an_id_or_the_words_of_a_heading() {
        let file = "---\ntitle: T\n---\n\n# The race\n\n## A\n\n### B\n\n## C\n\n### B\n\n## Значение слова {#meaning}\n\n## 《海》\n\n## Who? Me!\n\nText.[^1]\n\n[^1]: Note.\n";
        let text = crate::document::parse(&RelPath::new("content/documents/t.md"), file.as_bytes(), &|_, _| None);
        for (written, place) in [
            ("the-race", Some("the-race")),
            ("The race", Some("the-race")),
            ("the RACE", Some("the-race")),
            ("A#B", Some("b")),
            ("C#B", Some("b-2")),
            ("C#A", None),
            ("The race#C#b", Some("b-2")),
            ("meaning", Some("meaning")),
            ("значение слова", Some("meaning")),
            ("значение-слова", Some("meaning")),
            ("海", Some("hai")),
            ("Who Me", Some("who-me")),
            ("fn-1", Some("fn-1")),
            ("fn-2", None),
            ("", None),
            ("#", None),
            ("?", None),
        ] {
            assert_eq!(find(&text, written), place.map_or(Place::None, |id| Place::Id(id.into())), "{written}");
        }
        assert_eq!(find(&text, "^a1b2c3"), Place::Block);
        assert_eq!(find(&text, "A#^a1b2c3"), Place::Block);
        let near = |fragment: &str| near(&text, fragment).into_iter().map(|(id, _)| id).collect::<Vec<_>>().join(" ");
        assert_eq!(near("the-rase"), "the-race");
        assert_eq!(near("The rice"), "the-race");
        assert_eq!(near("значения слова"), "meaning");
        assert_eq!(near("elsewhere"), "");
    }
}
