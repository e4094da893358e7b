//! A clause of a note and the parts that commas part in it.

use std::ops::Range;

use scholion_base::script::lowercase;
use scholion_lang::ARCHIVE_UNIT;

use crate::note::pieces::{closing, ends_sentence};

/// Longest clause that is looked at, in bytes, and most of its parts.
const LONGEST: usize = 500;
const MOST: usize = 20;

/// The parts of the clause that begins at a place. It ends at a semicolon, with its sentence, or with the bracket around it; the points of
/// "Ф. 5. Оп. 1" part and end nothing.
pub fn parts(text: &str, from: usize, to: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = from;
    let mut at = from;
    let mut end = to;
    let mut inside = false;
    while at < to && parts.len() < MOST {
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let next = at + c.len_utf8();
        if at - from > LONGEST {
            return Vec::new();
        }
        if !inside && let Some(close) = closing(text, at, to) {
            (at, inside) = (close, false);
            continue;
        }
        let rest = text.get(next..to).unwrap_or("");
        let unit = || is_unit(rest.trim_start_matches([' ', '\u{a0}', '–', '—', '-']));
        match c {
            ';' | ')' | ']' => {
                end = at;
                break;
            }
            ',' | ':' if rest.starts_with([' ', '\u{a0}']) => {
                parts.push(start..at);
                start = next;
            }
            // "Письмо Иванова // РГАЛИ. Ф. 5"
            '/' if rest.starts_with("/ ") && text.get(start..at).is_some_and(|part| part.ends_with(' ')) => {
                parts.push(start..at);
                start = next + 1;
                at = next + 1;
                inside = false;
                continue;
            }
            // "Add. MS 12345" is one.
            '.' | '?' | '!' if rest.starts_with([' ', '\u{a0}']) && unit() && !is_covered(text, start, at) => {
                parts.push(start..at);
                start = next;
            }
            '.' if is_abbreviated(text, start, at) => {}
            '.' if parts.len() == 1 && is_cut(text, parts.first().cloned().unwrap_or(0..0), start, at) => {}
            '.' | '?' | '!' if rest.is_empty() || rest.starts_with([' ', '\u{a0}']) && ends_sentence(text, at, to) => {
                end = at;
                break;
            }
            _ => {}
        }
        inside = c.is_alphanumeric();
        at = next;
    }
    if start < end {
        parts.push(start..end);
    }
    let trim = |part: &Range<usize>| {
        let words = text.get(part.clone()).unwrap_or("");
        let lead = words.len() - words.trim_start_matches([' ', '\u{a0}', '–', '—']).len();
        part.start + lead..part.start + lead.max(words.trim_end().len())
    };
    parts.iter().map(trim).filter(|part| !part.is_empty()).collect()
}

/// Whether the name of an archive ends with the point of its abbreviation, behind which its seat stands: "Arch. dép. Gironde".
fn is_abbreviated(text: &str, start: usize, at: usize) -> bool {
    let name = text.get(start..at).unwrap_or("").trim_start();
    name.contains('.') && scholion_lang::ARCHIVE_ABBREVIATION.contains(name)
}

/// Whether a short word with which the part behind an archive begins is cut short: "ASV, Segr. Stato".
fn is_cut(text: &str, archive: Range<usize>, start: usize, at: usize) -> bool {
    let word = text.get(start..at).unwrap_or("").trim_start();
    let known = scholion_lang::ARCHIVE_ABBREVIATION.contains(text.get(archive).unwrap_or("").trim());
    known && word.starts_with(char::is_uppercase) && word.chars().count() <= 6 && word.chars().all(char::is_alphabetic)
}

/// Whether a unit that begins a part goes on behind a place.
fn is_covered(text: &str, start: usize, at: usize) -> bool {
    let part = text.get(start..).unwrap_or("");
    let lead = part.len() - part.trim_start().len();
    part.get(lead..).and_then(unit).is_some_and(|unit| start + lead + unit.len > at + 1)
}

/// A part of a shelfmark: which part of the key it is of, and its length with its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    pub part: &'static str,
    pub len: usize,
}

fn is_unit(text: &str) -> bool {
    unit(text).is_some() || leaf(text) > 0
}

/// The word for a part of an archive with which a text begins: its part of the key, and its length.
fn unit_word(text: &str) -> Option<(&'static str, usize)> {
    if !ARCHIVE_UNIT.may_begin(text) {
        return None;
    }
    let window = text.get(..text.floor_char_boundary(32)).unwrap_or("");
    let lower = lowercase(window);
    if lower.len() != window.len() {
        return None;
    }
    let ends = |_: &str, rest: &str| !rest.starts_with(char::is_alphabetic);
    let found = ARCHIVE_UNIT.longest(&lower, ends)?;
    Some((ARCHIVE_UNIT.part_name(found.part)?, found.word.len()))
}

/// A word for a part of an archive and its number, with which a text begins: "box 3", "Оп. 2", "RG 59", "folder “Harbour”".
pub fn unit(text: &str) -> Option<Unit> {
    let (part, word) = unit_word(text).filter(|(part, _)| !matches!(*part, "leaf" | "side"))?;
    let tail = text.get(word..)?;
    let gap = tail.len() - tail.trim_start_matches(['.', ' ', '\u{a0}', '№', '°', 'º']).len();
    let value = tail.get(gap..)?;
    if gap == 0 && part != "fonds" {
        return None;
    }
    if let Some(close) = closing(value, 0, value.len()).filter(|_| !value.starts_with(['(', '['])) {
        return Some(Unit { part, len: word + gap + close });
    }
    if part == "manuscript" {
        let end = value.find([',', ';', '(', ':']).unwrap_or(value.len());
        let named = value.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c.is_lowercase());
        let numbered = value.get(..end)?.contains(|c: char| c.is_ascii_digit());
        return (named && numbered)
            .then(|| Unit { part, len: word + gap + value.get(..end).unwrap_or("").trim_end_matches(['.', ' ']).len() });
    }
    let len = number(value);
    (len > 0).then_some(Unit { part, len: word + gap + len })
}

/// The length of a number as shelfmarks have it: "12", "43 II/1398" is none, "93/I", "F7-4567", "XIV", "5а".
fn number(text: &str) -> usize {
    let len = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '/' | '-' | '–' | '.' | '*'))).unwrap_or(text.len());
    let word = text.get(..len).unwrap_or("").trim_end_matches(['.', '-', '–']);
    let digits = word.contains(|c: char| c.is_ascii_digit());
    let roman = !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
    // "Ф. И. Тютчев" has no number.
    if digits && word.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()) || roman { word.len() } else { 0 }
}

/// The length of a leaf or page with which a text begins: "fol. 5r", "Л. 12–13 об.", "Bl. 23", "c. 34v".
pub fn leaf(text: &str) -> usize {
    let Some((_, word)) = unit_word(text).filter(|(part, _)| *part == "leaf") else { return 0 };
    let tail = text.get(word..).unwrap_or("");
    let gap = tail.len() - tail.trim_start_matches(['.', ' ', '\u{a0}']).len();
    let numbers = leaves(tail.get(gap..).unwrap_or(""));
    if gap == 0 || numbers == 0 { 0 } else { word + gap + numbers }
}

/// "12–13 об., 15", "5r–v".
fn leaves(text: &str) -> usize {
    let mut end = 0;
    loop {
        let rest = text.get(end..).unwrap_or("");
        let gap = if end == 0 { 0 } else { rest.len() - rest.trim_start_matches([',', ' ', '-', '–', '—']).len() };
        let tail = rest.get(gap..).unwrap_or("");
        let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 4 || end > 0 && gap == 0 || dates_follow(tail) {
            return end;
        }
        let letters = tail.get(digits..).map_or(0, |tail| tail.bytes().take_while(u8::is_ascii_lowercase).count());
        let mut len = if letters > 2 { digits } else { digits + letters };
        // "5r–v", "12 об."
        let more = tail.get(len..).unwrap_or("");
        let is_side =
            |side: &str| side.starts_with(['r', 'v']) && !side.get(1..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        if more.strip_prefix(['-', '–']).is_some_and(is_side) {
            len += more.chars().next().map_or(0, char::len_utf8) + 1;
        }
        let blank = tail.get(len..).map_or(0, |more| more.len() - more.trim_start_matches([' ', '\u{a0}', '-']).len());
        if let Some((_, side)) = tail.get(len + blank..).and_then(unit_word).filter(|(part, _)| *part == "side") {
            let point = usize::from(tail.get(len + blank + side..).is_some_and(|rest| rest.starts_with('.')));
            len += blank + side + point;
        }
        end += gap + len;
    }
}

/// Whether a day begins a text, and no leaf: "3 May 1901".
fn dates_follow(text: &str) -> bool {
    let mut words = text.split(' ');
    let day = words.next().is_some_and(|day| day.len() <= 2);
    day && words.next().is_some_and(|month| crate::dates::month(month.trim_end_matches([',', '.'])).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_parted() {
        let parted =
            |text: &str| parts(text, 0, text.len()).into_iter().map(|part| text.get(part).unwrap_or("").to_owned()).collect::<Vec<_>>();
        assert_eq!(parted("РГИА. Ф. 1276. Оп. 2. Д. 5. Л. 12–13 об."), ["РГИА", "Ф. 1276", "Оп. 2", "Д. 5", "Л. 12–13 об"]);
        assert_eq!(parted("TNA, FO 371/1234, fol. 7v; Holm, Ponds"), ["TNA", "FO 371/1234", "fol. 7v"]);
        assert_eq!(parted("BL, Add. MS 12345. It was lost."), ["BL", "Add. MS 12345"]);
        assert_eq!(parted("ГАРФ. – Ф. 5. – Оп. 1."), ["ГАРФ", "Ф. 5", "Оп. 1"]);
    }

    #[test]
    fn units_and_leaves_have_numbers() {
        for (text, part, len) in [
            ("box 3, folder", "box", 5),
            ("RG 59,", "fonds", 5),
            ("Оп. 2. Д. 5", "series", "Оп. 2".len()),
            ("Ф. 93/I.", "fonds", "Ф. 93/I".len()),
        ] {
            assert_eq!(unit(text), Some(Unit { part, len }), "{text}");
        }
        assert!(["Ф. И. Тютчев", "boxes were", "MS of the work", "Д. Петров"].iter().all(|text| unit(text).is_none()));
        for text in ["fol. 5r", "Л. 12–13 об.", "Bl. 23", "c. 34v", "ff. 12–13", "f. 5r–v"] {
            assert_eq!(leaf(text), text.len(), "{text}");
        }
        assert_eq!(leaf("Л. Толстой"), 0);
    }
}
