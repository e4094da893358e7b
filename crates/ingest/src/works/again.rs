//! What is named again by its mark: another piece of the archive that was named last, "Ibid., folder 13", a decision by its report, "Mills, 410 U.S. at
//! 125", a work by its author and a page, "Archer, 20".

use std::collections::{HashMap, HashSet};

use rustc_hash::FxBuildHasher;

use super::titled::{Families, Short};
use crate::draft::Draft;
use scholion_base::{Span, text};
use scholion_reference::{Kind, PrintedIn, Record, locator, note::primary::unit};

/// The work that words mean which point to a work: that, or another piece of its archive, which gets a record. A leaf is none of a printed work.
pub(super) fn piece(draft: &mut Draft, work: usize, words: &str) -> Option<usize> {
    let behind = behind_pointer(words);
    let record = draft.works.get(work)?;
    let is_piece = record.kind == Kind::Manuscript && !record.archive_location.is_empty();
    if names_another(words) {
        return None;
    }
    let Some(first) = unit(behind) else {
        return Some(work).filter(|_| is_piece || !names_leaf(behind));
    };
    if !is_piece {
        return None;
    }
    let location = moved(&record.archive_location, behind, first.part)?;
    if location == record.archive_location {
        return Some(work);
    }
    let is_known = |other: &Record| {
        other.kind == Kind::Manuscript && other.archive == record.archive && other.archive_location == location && other.title.is_empty()
    };
    if let Some(known) = draft.works.iter().position(is_known) {
        return Some(known);
    }
    let other = Record {
        kind: Kind::Manuscript,
        archive: record.archive.clone(),
        archive_location: location,
        language: record.language.clone(),
        verbatim: text::squeeze(words),
        printed_in: PrintedIn::Notes,
        ..Record::default()
    };
    let wanted = scholion_reference::key(&other);
    // All the pieces of an archive with a long name may want one key.
    let taken: HashSet<&str> = draft.works.iter().map(|work| work.key.as_str()).collect();
    let key =
        std::iter::once(wanted.clone()).chain((2..).map(|nth| format!("{wanted}-{nth}"))).find(|key| !taken.contains(key.as_str()))?;
    draft.works.push(Record { key, ..other });
    Some(draft.works.len() - 1)
}

/// Words that point back with the parts of a shelfmark behind them, which their points do not end: "Там же. Д. 6. Л. 3".
pub(super) fn reach(text: &str, span: Span) -> Span {
    let mut end = span.end as usize;
    loop {
        let tail = text.get(end..).unwrap_or("");
        let gap = tail.len() - tail.trim_start_matches(['.', ',', ' ', '–', '—']).len();
        let rest = tail.get(gap..).unwrap_or("");
        let ends_so = end == span.end as usize;
        let len = match unit(rest) {
            Some(found) => found.len,
            None if !ends_so && names_leaf(rest) => locator::len(rest, false),
            None => 0,
        };
        if len == 0 || gap == 0 {
            return Span::new(span.start as usize, end);
        }
        end += gap + len;
    }
}

/// What stands behind the words that point back: "folder 13" of "Ibid., folder 13".
fn behind_pointer(words: &str) -> &str {
    let mut rest = words.trim_start_matches(['*', '_']);
    // The pointer is a word or two.
    for _ in 0..3 {
        let Some(space) = rest.find(' ') else { return "" };
        rest = rest.get(space..).unwrap_or("").trim_start_matches([' ', '*', '_', ',', '–', '—']);
        if unit(rest).is_some() || names_leaf(rest) || rest.starts_with(|c: char| c.is_ascii_digit()) {
            return rest;
        }
    }
    ""
}

/// Whether a shelfmark of its own stands behind words that point back: "Ebd., R 43 II/1400".
fn names_another(words: &str) -> bool {
    let behind = words.split_once([',', ':']).map_or("", |(_, behind)| behind.trim_start_matches([' ', '*', '_']));
    let first = behind.split(',').next().unwrap_or("");
    behind.starts_with(char::is_uppercase)
        && first.contains(|c: char| c.is_ascii_digit())
        && first.contains('/')
        && locator::len(behind, true) == 0
        && unit(behind).is_none()
        && !names_leaf(behind)
}

/// Whether a leaf of what lies in an archive begins words: "Л. 20", "Bl. 3", "fol. 7v".
fn names_leaf(words: &str) -> bool {
    let unit = words.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    scholion_lang::LOCATOR.part(&unit) == Some("folio") && !matches!(unit.as_str(), "f" | "ff") && locator::len(words, false) > 0
}

/// A shelfmark with its end exchanged from the part on that words name: "Ф. 1. Оп. 2. Д. 5" and "Д. 6" are "Ф. 1. Оп. 2. Д. 6"; a part smaller than all
/// of it is added.
fn moved(location: &str, words: &str, part: &str) -> Option<String> {
    const RANKS: [&str; 5] = ["fonds", "series", "box", "file", "manuscript"];
    let rank = |part: &str| RANKS.iter().position(|known| *known == part);
    let mut end = 0;
    // All the parts that the words name.
    while let Some(found) = words.get(end..).and_then(unit) {
        let next = end + found.len;
        let gap = words.get(next..).map_or(0, |rest| rest.len() - rest.trim_start_matches([',', '.', ' ', '–', '—']).len());
        let goes_on = words.get(next + gap..).and_then(unit).is_some();
        end = if goes_on { next + gap } else { next };
        if !goes_on {
            break;
        }
    }
    let named = words.get(..end).filter(|named| !named.is_empty())?;
    let word = |text: &str| text.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    let starts = std::iter::once(0).chain(location.match_indices([' ', ',']).map(|(at, _)| at + 1));
    let units: Vec<(usize, &str)> = starts.filter_map(|at| Some((at, unit(location.get(at..)?)?.part))).collect();
    let same = units.iter().find(|(at, known)| *known == part && location.get(*at..).is_some_and(|rest| word(rest) == word(named)));
    if let Some((at, _)) = same {
        return Some(format!("{}{named}", location.get(..*at)?));
    }
    let last = units.last().and_then(|(_, known)| rank(known))?;
    let separator = if location.contains(". ") { ". " } else { ", " };
    (rank(part)? > last).then(|| format!("{location}{separator}{named}"))
}

/// Decisions by the volume and the report in which they are printed.
pub(super) struct Cases(HashMap<String, Vec<usize>, FxBuildHasher>);

impl Cases {
    pub(super) fn of(works: &[Record]) -> Self {
        let mut cases: HashMap<String, Vec<usize>, FxBuildHasher> = HashMap::default();
        for (index, work) in works.iter().enumerate().filter(|(_, work)| work.kind == Kind::LegalCase && !work.volume.is_empty()) {
            cases.entry(text::fold(&format!("{} {}", work.volume, work.container))).or_default().push(index);
        }
        Self(cases)
    }
}

/// How far before the page the name of a decision is looked for, in bytes.
const LONGEST: usize = 400;

/// Decisions that are named again by a party, the volume and the report: "Mills, 410 U.S. at 125" (The Bluebook, 21st edition, rule 10.9).
pub(super) fn cases(text: &str, cases: &Cases, works: &[Record]) -> Vec<Short> {
    if cases.0.is_empty() {
        return Vec::new();
    }
    let again = |(at, _): (usize, &str)| {
        let near = text.floor_char_boundary(at.saturating_sub(LONGEST));
        let before = text.get(near..at)?;
        let comma = before.rfind(", ")?;
        let printed = text::fold(before.get(comma + 2..)?);
        let place = locator::len(text.get(at + 4..)?, true);
        let head = before.get(..comma)?;
        let start = head.rfind([';', '(']).map(|end| end + 1).into_iter().chain(head.rfind(". ").map(|end| end + 2)).max().unwrap_or(0);
        let name = before.get(start..comma)?;
        let start = start + name.len() - behind_lead(name).len();
        let party = text::fold(before.get(start..comma)?);
        let fits = |index: &&usize| {
            works.get(**index).is_some_and(|work| {
                let title = format!(" {} ", text::fold(&work.title));
                !party.is_empty() && party.split(' ').all(|word| title.contains(&format!(" {word} ")))
            })
        };
        let found: Vec<usize> = cases.0.get(&printed)?.iter().filter(fits).copied().collect();
        (place > 0 && !found.is_empty()).then(|| Short { span: Span::new(near + start, at + 4 + place), works: found, host: false })
    };
    text.match_indices(" at ").filter_map(again).collect()
}

/// A name without small words that lead to it: "cf. Mills".
fn behind_lead(name: &str) -> &str {
    let mut rest = name.trim_start();
    while let Some((word, more)) = rest.split_once(' ') {
        if !word.starts_with(char::is_lowercase)
            && !scholion_lang::CITATION_LEAD.contains(&word.trim_end_matches(['.', ',']).to_lowercase())
        {
            break;
        }
        rest = more.trim_start();
    }
    rest
}

/// Works that are named again by their author and a page, where a note or a part of it between semicolons says no more: "Archer, 20".
pub(super) fn pages(text: &str, families: &Families) -> Vec<Short> {
    let mut found = Vec::new();
    let mut from = 0;
    for piece in text.split(';') {
        let start = from + piece.len() - piece.trim_start().len();
        from += piece.len() + 1;
        let words = behind_lead(piece);
        let start = start + piece.trim_start().len() - words.len();
        let words = words.trim_end().trim_end_matches('.');
        let Some((name, place)) = words.split_once(", ").or_else(|| words.split_once(' ')) else { continue };
        let is_name = name.split(' ').count() <= 3
            && name.starts_with(char::is_uppercase)
            && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\''));
        let year = place.len() == 4 && scholion_reference::dates::is_year(place);
        let fits = is_name && !year && place.contains(|c: char| c.is_ascii_digit()) && locator::len(place, true) == place.len();
        let works = if fits { families.by(name) } else { Vec::new() };
        if !works.is_empty() {
            found.push(Short { span: Span::new(start, start + words.len()), works, host: false });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shelfmarks_are_moved() {
        for (location, words, part, expected) in [
            ("Ф. 1276. Оп. 2. Д. 5", "Д. 6. Л. 3", "file", Some("Ф. 1276. Оп. 2. Д. 6")),
            ("Council Papers, box 3, folder 12", "folder 13", "file", Some("Council Papers, box 3, folder 13")),
            ("Council Papers, box 3", "folder 13", "file", Some("Council Papers, box 3, folder 13")),
            ("Council Papers, box 3, folder 12", "box 4, folder 2", "box", Some("Council Papers, box 4, folder 2")),
            ("FO 371/1234", "box 4", "box", None),
        ] {
            assert_eq!(moved(location, words, part).as_deref(), expected, "{words}");
        }
        assert_eq!(behind_pointer("Ibid., folder 13."), "folder 13.");
        assert_eq!(behind_pointer("Там же. Д. 6. Л. 3."), "Д. 6. Л. 3.");
        assert_eq!(behind_pointer("Ibid."), "");
        assert!(names_another("ebd., R 43 II/1400, Bl. 2") && !names_another("Ibid., folder 13") && !names_another("Ibid., S. 5"));
    }
}
