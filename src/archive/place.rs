//! The places in a text that fragments lead to: ids, and headings by their words.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    base::{diagnostic::distance_within_a_third, text},
    document::{Document, Heading},
};

/// The places of a text: all that fragments are looked up in. Two texts with the same ids and headings have the same places.
#[derive(Clone, Copy)]
pub struct Places<'t>(&'t Document);

impl<'t> Places<'t> {
    /// The places of a text.
    pub fn of(text: &'t Document) -> Self {
        Self(text)
    }

    /// The id of the place that a fragment, without its `#` and escapes, leads to: the one of that id, else the heading with these words.
    /// `A#B` is the heading `B` under the heading `A`, and `^name` a block that was named, as Obsidian writes it.
    pub fn find(self, fragment: &str) -> Option<String> {
        if self.has_id(fragment) {
            return Some(fragment.to_owned());
        }
        if let Some(time) = self.0.facts.time_named(fragment) {
            return Some(time.id.to_string());
        }
        let parts: Vec<&str> = fragment.split('#').map(str::trim).filter(|part| !part.is_empty()).collect();
        if let Some(name) = parts.last().and_then(|part| part.strip_prefix('^')) {
            // As Obsidian does, without regard to capitals.
            let named = self.0.facts.names.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
            return named.map(|(_, id)| id.to_string());
        }
        let headings: Vec<_> = self.headings().collect();
        let found = heading(&headings, 0, &parts).or_else(|| self.below_title(&headings, &parts));
        found.or_else(|| named_by_hosts(&headings, fragment)).map(str::to_owned)
    }

    /// The heading that is a text's title is its beginning (HTML Living Standard, 7.4.2.3.3), and all others stand below it.
    fn below_title(self, headings: &[(u8, &'t str, &'t str)], parts: &[&str]) -> Option<&'t str> {
        let (first, rest) = parts.split_first().filter(|(first, _)| has_words(&self.0.meta.title, first))?;
        if rest.is_empty() && !first.is_empty() { Some("top") } else { heading(headings, 0, rest) }
    }

    /// The ids of headings nearest to a fragment that is no place, each with its words. None differs in more than a third of its
    /// letters.
    pub fn near(self, fragment: &str) -> Vec<(&'t str, &'t str)> {
        let wanted = text::fold(fragment.rsplit('#').next().unwrap_or(fragment));
        let mut near: Vec<(usize, &str, &str)> = Vec::new();
        for (_, id, words) in self.headings() {
            let distance = [text::fold(words), text::fold(id)].iter().filter_map(|words| distance_within_a_third(&wanted, words)).min();
            near.extend(distance.map(|distance| (distance, id, words)));
        }
        near.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        near.into_iter().take(3).map(|(_, id, words)| (id, words)).collect()
    }

    /// Whether a text has an id.
    fn has_id(self, id: &str) -> bool {
        !id.is_empty() && self.ids().any(|own| own == id)
    }

    /// All ids that begin so.
    pub fn ids_beginning(self, start: &str) -> BTreeSet<String> {
        self.ids().filter(|id| id.starts_with(start)).collect()
    }

    fn ids(self) -> impl Iterator<Item = String> + use<'t> {
        let text = self.0;
        let blocks = text.body.blocks.iter().filter(|block| !block.id.is_empty()).map(|block| block.id.to_string());
        let headings = text.facts.headings.iter().map(|heading| heading.id.clone());
        let given = text.facts.places.iter().map(ToString::to_string);
        let citations = text.facts.citations.iter().map(crate::document::Citation::fragment);
        let notes = text.body.notes.iter().flat_map(|note| [format!("fn-{}", note.number), format!("fnref-{}", note.number)]);
        let times = text.facts.times.iter().map(|time| time.id.to_string());
        blocks.chain(times).chain(headings).chain(given).chain(citations).chain(notes)
    }

    /// Each heading's level, id and words, in the order of the text.
    fn headings(self) -> impl Iterator<Item = (u8, &'t str, &'t str)> {
        let Self(text) = self;
        let shown = |heading: &'t Heading| (heading.level, heading.id.as_str(), heading.text.of(&text.body.text));
        text.facts.headings.iter().map(shown)
    }
}

impl PartialEq for Places<'_> {
    fn eq(&self, other: &Self) -> bool {
        let ids = |places: &Self| places.ids().collect::<BTreeSet<String>>();
        let times = |places: &Self| places.0.facts.times.iter().map(|time| (time.id.clone(), time.milliseconds)).collect::<Vec<_>>();
        self.headings().eq(other.headings())
            && self.0.meta.title == other.0.meta.title
            && times(self) == times(other)
            && self.0.facts.names == other.0.facts.names
            && ids(self) == ids(other)
    }
}

/// The id of the heading with the words of the last of `parts`, below one with those of the part before, and so on. `headings`
/// are those of a section; its own heading is of level `above`.
fn heading<'t>(headings: &[(u8, &'t str, &'t str)], above: u8, parts: &[&str]) -> Option<&'t str> {
    let (first, rest) = parts.split_first()?;
    let section = headings.iter().take_while(|(level, _, _)| *level > above).count();
    let section = headings.get(..section)?;
    section
        .iter()
        .enumerate()
        .filter(|(_, (_, _, words))| has_words(words, first))
        .find_map(|(at, (level, id, _))| if rest.is_empty() { Some(*id) } else { heading(section.get(at + 1..)?, *level, rest) })
}

/// The id of the heading that GitHub, and who follows it, knows by this name: its words in small letters with hyphens for spaces and
/// without any other sign, so that `data/*.csv` is `datacsv`. The second heading of a name has `-1` behind it.
fn named_by_hosts<'t>(headings: &[(u8, &'t str, &'t str)], fragment: &str) -> Option<&'t str> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    headings.iter().find_map(|(_, id, words)| {
        let small = words.to_lowercase();
        let kept = small.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        let name: String = kept.map(|c| if c == ' ' { '-' } else { c }).collect();
        let before = seen.entry(name.clone()).or_default();
        let called = if *before == 0 { name } else { format!("{name}-{before}") };
        *before += 1;
        (!called.is_empty() && called == fragment.to_lowercase()).then_some(*id)
    })
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
        let file = "---\ntitle: T\n---\n\n# The race\n\n## A\n\n### B\n\n## C\n\n### B\n\n## Значение слова {#meaning}\n\n## 《海》\n\n## Who? Me!\n\n## `data/*.csv`: tables\n\n## `data/*.csv`: tables\n\nText.[^1] ^a1b2c3\n\n[^1]: Note.\n";
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
            ("datacsv-tables", Some("data-csv-tables")),
            ("datacsv-tables-1", Some("data-csv-tables-2")),
            ("datacsv-tables-2", None),
            ("datatsv-tables", None),
            ("t", Some("top")),
            ("T#The race", Some("the-race")),
            ("fn-1", Some("fn-1")),
            ("fn-2", None),
            ("", None),
            ("#", None),
            ("?", None),
        ] {
            assert_eq!(Places::of(&text).find(written).as_deref(), place, "{written}");
        }
        assert_eq!(Places::of(&text).ids_beginning("fn").into_iter().collect::<Vec<_>>(), ["fn-1", "fnref-1"]);
        let named = text.body.blocks.iter().find(|block| block.text.of(&text.body.text) == "Text.").map(|block| block.id.to_string());
        assert_eq!(Places::of(&text).find("^a1b2c3"), named);
        assert_eq!(Places::of(&text).find("A#^A1B2C3"), named);
        assert_eq!(Places::of(&text).find("^none"), None);
        let near = |fragment: &str| Places::of(&text).near(fragment).into_iter().map(|(id, _)| id).collect::<Vec<_>>().join(" ");
        assert_eq!(near("the-rase"), "the-race");
        assert_eq!(near("The rice"), "the-race");
        assert_eq!(near("значения слова"), "meaning");
        assert_eq!(near("elsewhere"), "");
    }
}
