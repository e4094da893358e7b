//! Articles as American lawyers cite them: "Ann Archer, Keeping Records, 92 YALE L.J. 947, 950 (1983)" (The Bluebook, 21st edition, rule 16).

use std::ops::Range;

use scholion_base::{Date, text::squeeze};

use super::{Primary, reports::report};
use crate::{
    Kind, Record, dates, locator,
    names::{self, is_particle},
    note::{names::is_joint, pieces::closing},
};

/// Longest head of such an article, in bytes.
const REACH: usize = 400;

/// Reads the article that begins at a place: authors, a title, a volume with its journal and page, perhaps a place, and the year in brackets.
pub fn read(text: &str, from: usize, to: usize) -> Option<Primary> {
    let words = text.get(from..to)?;
    let (author, rest) = words.split_once(", ").filter(|(author, _)| is_author(author))?;
    let title_at = author.len() + 2;
    // The journal stands behind the last comma of the title.
    let found = rest.match_indices(", ").map(|(at, _)| at).take_while(|at| *at < REACH).find_map(|at| {
        let (volume, journal, page, len) = report(rest.get(at + 2..)?)?;
        (!volume.is_empty() && journal.contains('.')).then_some((at, volume, journal, page, at + 2 + len))
    })?;
    let (at, volume, journal, page, mut end) = found;
    let title = rest.get(..at)?.trim_matches(['“', '”', '*', '_', '‘', '’']);
    let told = title.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !title.contains(['(', ';'])
        && title.split(' ').count() <= 30;
    if !told {
        return None;
    }
    let mut place = end..end;
    if let Some(behind) = rest.get(end..)?.strip_prefix(", ") {
        let len = locator::len(behind, true);
        place = end + 2..end + 2 + len;
        end = place.end;
    }
    let bracket = rest.get(end..)?.strip_prefix(' ')?;
    let close = closing(bracket, 0, bracket.len()).filter(|_| bracket.starts_with('('))?;
    let year = bracket.get(1..close - 1)?.rsplit(' ').next().filter(|year| dates::is_year(year))?;
    let record = Record {
        kind: Kind::Journal,
        author: names::read(author).names,
        title: squeeze(title.trim_end_matches(',')),
        container: journal,
        volume: volume.to_owned(),
        pages: page.to_owned(),
        issued: year.parse().ok().map(Date::year),
        ..Record::default()
    };
    let shift = |range: Range<usize>| from + title_at + range.start..from + title_at + range.end;
    Some(Primary { record, span: from..from + title_at + end + 1 + close, link: shift(0..at), place: shift(place) })
}

/// Whether words are one or two people in their natural order: "Ann B. Archer", "Ann Archer & Ben Poe".
fn is_author(words: &str) -> bool {
    let all: Vec<&str> = words.split(' ').collect();
    let is_name = |word: &&&str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\''))
            || is_particle(word)
            || is_joint(word)
    };
    (2..=8).contains(&all.len())
        && all.iter().filter(is_name).count() == all.len()
        && all.last().is_some_and(|last| last.chars().count() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_of_lawyers_are_read() {
        let text = "Ann Archer, Keeping Records, 92 YALE L.J. 947, 950 (1983).";
        let found = read(text, 0, text.len()).unwrap();
        let Record { author, title, container, volume, pages, .. } = found.record;
        assert_eq!((author.first().map(|name| name.family.as_str()), title.as_str()), (Some("Archer"), "Keeping Records"));
        assert_eq!((container.as_str(), volume.as_str(), pages.as_str()), ("YALE L.J.", "92", "947"));
        assert_eq!(
            (text.get(found.place), text.get(found.link), text.get(found.span)),
            (Some("950"), Some("Keeping Records"), Some(text.trim_end_matches('.')))
        );
        for none in [
            "Ann Archer, The Frozen Port (Boston: Oak Press, 1988), 12.",
            "Ann Archer, Keeping Records, Journal 92 (1983): 947.",
            "Archer, Records, 92 YALE L.J. 947 (1983)",
        ] {
            assert!(read(none, 0, none.len()).is_none(), "{none}");
        }
    }
}
