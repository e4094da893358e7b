//! What the parts of a clause are that may name a piece of an archive.

use scholion_base::{script::lowercase, text::find};
use scholion_lang::{ARCHIVE_ABBREVIATION, ARCHIVE_COLLECTION, ARCHIVE_SERIES, ARCHIVE_WORD, FUNCTION_WORD, RECIPIENT};

use super::clause::{leaf, unit};
use crate::{dates, note::start};

/// What a part of a clause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// An archive by its abbreviation; else by words.
    Archive(bool),
    /// A word for a part of an archive and its number, or a piece of a series that goes by it.
    Unit,
    /// A collection in an archive: "Council Papers".
    Collection,
    /// A leaf.
    Leaf,
    /// A day, or a year.
    Day,
    /// What has a number and may be a shelfmark.
    Code,
    /// A few words with capitals.
    Name,
    /// What is none of these.
    Other,
}

/// What a part is that names no archive.
pub fn kind(words: &str) -> Part {
    let has_digit = words.contains(|c: char| c.is_ascii_digit());
    // "C 3456" is a series of French archives, and no "c. 34v".
    let is_series_of_letter =
        words.split_once(' ').is_some_and(|(first, _)| first.len() == 1 && first.starts_with(|c: char| c.is_ascii_uppercase()));
    if leaf(words) == words.len() && !is_series_of_letter {
        return Part::Leaf;
    }
    if is_series(words)
        || unit(words).is_some_and(|unit| words.get(unit.len..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '/', '.'])))
    {
        return Part::Unit;
    }
    let day = has_digit && words.split(' ').count() <= 5 && dates::read(words).is_some_and(|printed| printed.date.start.month.is_some());
    if day || dates::is_year(words) {
        return Part::Day;
    }
    let few = words.split(' ').count() <= 7;
    if is_collection(words) {
        return Part::Collection;
    }
    let begins = words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    // "Koblenz 1990" is a place and a year.
    let dated = words.rsplit(' ').next().is_some_and(dates::is_year) && !words.contains('/');
    if has_digit && few && begins && !dated && start::small_words(words) <= 1 && !words.contains(['(', '“', '«']) {
        return Part::Code;
    }
    if is_name(words) { Part::Name } else { Part::Other }
}

/// Whether a few words with capitals are a name.
pub fn is_name(words: &str) -> bool {
    words.starts_with(char::is_uppercase)
        && words.split(' ').count() <= 6
        && !words.contains(|c: char| c.is_ascii_digit())
        && start::small_words(words) <= 1
        && !has_recipient(words)
}

/// Whether somebody wrote to somebody: "Smith to Jones".
pub fn has_recipient(words: &str) -> bool {
    let words: Vec<&str> = words.split(' ').collect();
    words.windows(3).any(|three| matches!(three, [from, to, whom] if RECIPIENT.contains(to) && from.starts_with(char::is_uppercase) && whom.starts_with(char::is_uppercase)))
}

/// Whether a piece of a series that goes by itself stands at the head: "FO 371/1234".
pub fn is_series(words: &str) -> bool {
    let Some((series, number)) = words.split_once(' ') else { return false };
    ARCHIVE_SERIES.contains(series) && number.starts_with(|c: char| c.is_ascii_digit()) && number.contains('/')
}

fn is_collection(words: &str) -> bool {
    let mut all = words.split(' ');
    let (first, last) = (all.next().unwrap_or(""), all.next_back().unwrap_or(""));
    is_capital_phrase(words) && !last.is_empty() && [first, last].iter().any(|word| ARCHIVE_COLLECTION.contains(&lowercase(word)))
}

/// Whether words say whose papers a shelfmark is in: "Records of the Policy Planning Staff".
pub fn tells_records(words: &str) -> bool {
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let second = rest.split(' ').next().unwrap_or("");
    first.starts_with(char::is_uppercase)
        && FUNCTION_WORD.contains(second)
        && ARCHIVE_COLLECTION.contains(&lowercase(first))
        && rest.split(' ').count() <= 10
}

fn is_capital_phrase(words: &str) -> bool {
    words.starts_with(char::is_uppercase)
        && words.split(' ').count() <= 6
        && start::small_words(words) <= 1
        && !words.contains(['(', '“', '«'])
}

/// Whether a part may name an archive or a shelfmark: without one no clause does.
pub fn may_count(words: &str, next: &str) -> bool {
    unit(words).is_some() || is_series(words) || abbreviation(words).is_some() || acronym(words, next).is_some() || is_archive(words)
}

/// Whether a part goes on with a fonds and its number.
pub fn is_fonds(next: &str) -> bool {
    unit(next).is_some_and(|unit| unit.part == "fonds")
}

/// Whether an abbreviation of capitals stands in a few words: "Отдел письменных источников ГИМ".
pub fn has_acronym(words: &str) -> bool {
    let is_acronym = |word: &str| word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    words.split(' ').count() <= 8 && words.split(' ').any(is_acronym) && !words.contains(" // ")
}

/// An abbreviation of an archive in words: where it begins and ends. Behind others it has a mark or the end of the words behind it.
pub fn abbreviation(words: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    loop {
        let rest = words.get(at..)?;
        if rest.starts_with(char::is_uppercase) {
            let ends = |_: &str, tail: &str| tail.is_empty() || tail.starts_with([' ', ',', ':', '.', ')', '/']);
            // Two letters may stand in the midst of other words, "DE LA", or say something else, "AD 1200".
            let is_telling = |word: &str| {
                let behind = words.get(at + word.len()..).unwrap_or("").trim_start();
                word.chars().count() > 2 || at == 0 && (behind.is_empty() || behind.starts_with(|c: char| c.is_uppercase() || c == ':'))
            };
            if let Some(found) = ARCHIVE_ABBREVIATION.longest(rest, ends).filter(|found| is_telling(found.word)) {
                let mut end = at + found.word.len();
                end += usize::from(words.get(end..).is_some_and(|tail| tail.starts_with(". ") && found.word.contains('.')));
                // A part of an archive behind a stroke: "ÖStA/AVA".
                let part = words
                    .get(end..)
                    .and_then(|tail| tail.strip_prefix('/'))
                    .and_then(|tail| tail.split([' ', '/', ',']).next())
                    .unwrap_or("");
                let is_part =
                    part.len() > 1 && part.chars().all(char::is_alphabetic) && part.chars().filter(|c| c.is_uppercase()).count() > 1;
                end += if is_part { 1 + part.len() } else { 0 };
                return Some((at, seat_end(words, end)));
            }
        }
        at += rest.find(' ')? + 1;
    }
}

/// Where an abbreviation ends with the name of a town or country behind it: "StA Hamburg", "AD Tarn", "Arch. dép. de la Gironde".
fn seat_end(words: &str, end: usize) -> usize {
    let Some(tail) = words.get(end..).and_then(|tail| tail.strip_prefix(' ')) else { return end };
    let mut word = tail;
    for _ in 0..2 {
        word = word.split_once(' ').filter(|(first, _)| FUNCTION_WORD.contains(first)).map_or(word, |(_, rest)| rest);
    }
    let word = ["d’", "d'", "l’", "l'"].iter().find_map(|article| word.strip_prefix(article)).unwrap_or(word);
    let is_name = |part: &str| part.chars().skip(1).all(char::is_lowercase);
    let is_seat = word.chars().count() > 3 && word.starts_with(char::is_uppercase) && word.split('-').all(is_name);
    if is_seat { end + 1 + tail.len() } else { end }
}

/// Capitals that are all of a part, before a word for a part of an archive and its number: "ASP, b. 12".
pub fn acronym(words: &str, next: &str) -> Option<(usize, usize)> {
    let letters = words.chars().count();
    let is_unit = || unit(next).is_some_and(|unit| matches!(unit.part, "fonds" | "series" | "box" | "file" | "manuscript"));
    ((2..=8).contains(&letters) && words.chars().all(char::is_uppercase) && is_unit()).then_some((0, words.len()))
}

/// Whether words name an archive: "City Archives", "Stadtarchiv Köln", "Центральный исторический архив Москвы".
pub fn is_archive(words: &str) -> bool {
    if !words.starts_with(char::is_uppercase) || words.contains(|c: char| c.is_ascii_digit() || c == '/') || words.split(' ').count() > 9 {
        return false;
    }
    let lower = lowercase(words).replace(['(', ')', '’'], " ");
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    // Whole, with an "s", or as the end of a longer word.
    let holds = |known: &str| {
        let long = known.chars().nth(4).is_some();
        let mut from = 0;
        while let Some(at) = lower.get(from..).and_then(|rest| find(rest, known)).map(|at| from + at) {
            let (before, rest) = (lower.get(..at).unwrap_or(""), lower.get(at + known.len()..).unwrap_or(""));
            let begins = before.is_empty() || before.ends_with(' ');
            if ends(rest) && (begins || long) || rest.strip_prefix('s').is_some_and(ends) {
                return true;
            }
            from = at + known.chars().next().map_or(1, char::len_utf8);
        }
        false
    };
    ARCHIVE_WORD.within(&lower).any(holds) && start::small_words(words) <= 4 && !words.contains(['“', '«', '„'])
}
