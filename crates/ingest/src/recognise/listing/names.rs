//! How an entry begins: with a name, or what stands for one.

use super::has_year;
use crate::{chars, recognise::entries};
use scholion_lang::{ARCHIVE_ABBREVIATION, REFERENCE_WORD};
use scholion_reference::{backref::same_author, dates, names};

/// Whether words begin with the name of a person, as [`entries::names_author`] and in its natural order: `M. J. Holm et al.`
pub fn names_author(text: &str) -> bool {
    starts_with_name(text) == Named::Surely
}

/// Whether words begin with the name of a person or body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    No,
    Perhaps,
    Surely,
}

pub fn starts_with_name(text: &str) -> Named {
    if entries::names_author(text) || stands_for_names(text) || names_archive(text) {
        return Named::Surely;
    }
    if IDENTIFIERS.iter().any(|label| text.starts_with(label)) {
        return Named::No;
    }
    // "“Guide to the Port.” Harbour News, 3 May 1901": what has no author begins with its title.
    let is_closed = || [".”", ".\"", ",”", ".»"].iter().any(|end| text.contains(end));
    if scholion_base::quotes::opens(text) && is_closed() && has_year(text) {
        return Named::Perhaps;
    }
    // "Thorsten Brants, Ashok C. Popat", "Eugene Charniak. 2000.", "M. J. Morello et al.": words with capitals up to a mark.
    let mut capitals = 0;
    let mut initials = false;
    if chars::is_function_word(chars::first_word(text)) {
        return Named::No;
    }
    for word in text.split_whitespace().take(7) {
        let bare = word.trim_matches(|c: char| matches!(c, ',' | '.' | ';' | ':' | '*' | '_' | '(' | '"'));
        // "Ministère de l’Eau".
        let bare =
            bare.split_once(['\'', '’']).map_or(bare, |(article, noun)| if article.chars().all(char::is_lowercase) { noun } else { bare });
        let few = bare.contains('.') || bare.chars().filter(|c| c.is_alphabetic()).count() <= 2;
        let is_initial = few && bare.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-'));
        let small = scholion_lang::AND.contains(bare) || names::is_particle(bare) || chars::is_function_word(bare);
        if bare.is_empty()
            || !(small && capitals > 0 || bare.starts_with(char::is_uppercase))
            || bare.contains(|c: char| c.is_ascii_digit())
        {
            // A year behind names, a colon behind a body.
            return if capitals >= 2 && has_year(word) { Named::Perhaps } else { Named::No };
        }
        capitals += usize::from(!small);
        initials |= is_initial;
        let ends = word.ends_with(',') || word.ends_with(':') || (word.ends_with('.') && !is_initial) || bare == "et";
        if ends {
            return match capitals {
                // "J. Phys." is a journal.
                2..=6 if initials && !is_initial && !word.ends_with('.') || bare == "et" => Named::Surely,
                2..=6 => Named::Perhaps,
                // "BRASIL. Ministério do Ambiente."
                1 if word.ends_with('.') && bare.chars().count() > 3 && bare.chars().all(char::is_uppercase) => Named::Perhaps,
                _ => Named::No,
            };
        }
    }
    if capitals >= 2 && initials { Named::Perhaps } else { Named::No }
}

/// Whether words begin with an archive and a place in it: `РГАДА. Ф. 271. Оп. 1.`, `ASV, busta 12`, `StA Wolfenau, Rep. 4`, `Staatsarchiv
/// Wolfenau, Amt Nord`.
pub fn names_archive(text: &str) -> bool {
    let mut words = text.split([' ', '\u{a0}']).filter(|word| !word.is_empty());
    let (Some(archive), Some(unit), Some(number)) = (words.next(), words.next(), words.next()) else { return false };
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let letters = archive.chars().filter(|c| c.is_uppercase()).count();
    let is_short = (3..=8).contains(&letters) && archive.ends_with(['.', ',']) && bare(archive).chars().count() == letters;
    let is_unit = |word: &str| {
        REFERENCE_WORD.entries(&bare(word).to_lowercase()).any(|entry| REFERENCE_WORD.part_name(entry.part) == Some("archives"))
    };
    let in_full = || {
        bare(archive).chars().count() > 6
            && is_unit(archive)
            && [archive, unit].iter().all(|word| word.starts_with(char::is_uppercase))
            && text.contains(", ")
    };
    is_short && is_unit(unit) && number.starts_with(|c: char| c.is_ascii_digit()) || ARCHIVE_ABBREVIATION.contains(archive) || in_full()
}

/// What names an identifier or an address, and no author.
pub const IDENTIFIERS: [&str; 12] = ["DOI", "doi", "Doi", "http", "www.", "URL", "PMID", "PMCID", "arXiv", "ISBN", "ISSN", "<http"];

/// The signs of which a dash before an entry is made.
const DASHES: [char; 10] = ['-', '–', '—', '―', '_', '‐', '‑', '⸺', '⸻', ' '];

/// The dashes with which a line begins, and what stands behind them.
fn dashes(text: &str) -> (&str, &str) {
    let rest = text.trim_start_matches(DASHES);
    text.split_at_checked(text.len() - rest.len()).unwrap_or(("", text))
}

/// Whether a line stands where the names of the entry before would: `———, and K. Holm`, `____.`. Two short dashes before other words are
/// the bullet of an item: `-- Holm, K.`.
pub fn stands_for_names(text: &str) -> bool {
    let (dash, rest) = dashes(text);
    let count = dash.chars().filter(|c| *c != ' ').count();
    let is_set_off = rest.starts_with([',', '.', ':', '(', '&']) || scholion_lang::AND.contains(chars::first_word(rest));
    let is_bullet = matches!(dash.trim(), "--" | "––" | "‐‐" | "‑‑");
    // "- 1976b: Weirs", "Ders. 1977: Water".
    let is_dated = |rest: &str| {
        rest.get(..4).is_some_and(dates::is_year)
            && rest.get(4..).is_some_and(|tail| tail.trim_start_matches(char::is_lowercase).starts_with(':'))
    };
    let again = || {
        same_author(text).and_then(|len| text.get(len..)).is_some_and(|rest| rest.starts_with('(') || is_dated(rest) || text.contains(','))
    };
    count == 0 && again()
        || count > 0 && (rest.starts_with([',', '.', ':', '(']) || is_dated(rest))
        || count >= 2 && (is_set_off || !is_bullet) && !rest.starts_with(|c: char| c.is_ascii_digit())
}

/// Where the words behind dashes begin that are a bullet.
pub fn behind_dashes(text: &str) -> Option<usize> {
    let (dash, rest) = dashes(text);
    (dash.ends_with(' ') && dash.len() > 1 && rest.starts_with(char::is_alphanumeric)).then_some(dash.len())
}

/// By what an entry is set into the alphabet: its first word, and its first that is no particle.
pub fn key(text: &str) -> [String; 2] {
    let mut words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.')).filter(|word| word.chars().any(char::is_alphabetic));
    let first = words.clone().next().unwrap_or("");
    let name = words.find(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !names::is_particle(&word.to_lowercase()));
    [first, name.unwrap_or(first)].map(|word| scholion_base::text::fold(word).chars().filter(|c| c.is_alphabetic()).take(8).collect())
}
