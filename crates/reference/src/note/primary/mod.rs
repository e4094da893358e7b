//! Primary sources as notes cite them: by a shelfmark, a report, a section, a symbol, a number. A rule reads them whole, for the words of their parts
//! are few.
//!
//! 1. [`clause`]: the parts of a clause, [`part`]: what each is; [`shelfmark`]: pieces of archives;
//! 2. [`decision`]: decisions of courts, [`reports`]: where they are printed; [`article`]: articles as lawyers cite them; [`statute`]: statutes and treaties; [`official`]: documents of bodies, patents, standards; [`debate`]: what parliaments said; [`office`]: papers of offices;
//! 3. here: where in a note they begin.

mod article;
mod clause;
mod debate;
mod decision;
mod office;
pub mod official;
mod part;
mod reports;
mod shelfmark;
mod statute;

use std::ops::Range;

use scholion_lang::{AND, ARCHIVE_ABBREVIATION, CASE_NUMBER, CASE_REPORT, CITATION_LEAD, JOURNAL_NUMBER};

pub use self::clause::{Unit, leaf, unit};
use super::pieces::ends_sentence;
use crate::{Record, locator, works};

/// A primary source in a text.
#[derive(Clone, Debug)]
pub struct Primary {
    /// What it is.
    pub record: Record,
    /// Its words, the place in it included.
    pub span: Range<usize>,
    /// The words by which it is known, around which a link stands.
    pub link: Range<usize>,
    /// The place in it that is cited; empty if none is.
    pub place: Range<usize>,
}

/// As much of a text is looked at for a source that begins at a place, in bytes.
const LONGEST: usize = 1200;

/// Reads the primary source that begins at a place.
pub fn read(text: &str, from: usize, to: usize) -> Option<Primary> {
    let first = text.get(from..to)?.chars().next()?;
    if !(first.is_uppercase() || first.is_ascii_digit() || matches!(first, '§' | '“' | '"' | '«' | 'a'))
        || !text.get(from..to)?.bytes().any(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    let to = text.floor_char_boundary(to.min(from + LONGEST));
    decision::read(text, from, to)
        .or_else(|| statute::read(text, from, to))
        .or_else(|| debate::read(text, from, to))
        .or_else(|| office::read(text, from, to))
        .or_else(|| official::read(text, from, to))
        .or_else(|| article::read(text, from, to))
        .or_else(|| shelfmark::read(text, from, to))
        .filter(|found| found.span.start >= from && found.span.end <= to && found.link.start < found.link.end)
        .map(|found| with_address(found, text, to))
}

/// A source with the address behind it, perhaps behind a few words that name it shortly: ", DSM Directive, <https://example.org/790>".
fn with_address(mut found: Primary, text: &str, to: usize) -> Primary {
    let tail = text.get(found.span.end..to).unwrap_or("");
    let tail = tail.get(..tail.floor_char_boundary(600)).unwrap_or("");
    let Some(at) = tail.find("http").filter(|_| tail.starts_with([',', ' '])) else { return found };
    let gap = tail.get(..at).unwrap_or("");
    let few = gap.split_whitespace().count() <= 5 && !gap.contains(|c: char| c.is_ascii_digit() || matches!(c, ';' | '.' | '(' | '“'));
    let rest = tail.get(at..).unwrap_or("");
    let len = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | ')' | ']')).unwrap_or(rest.len());
    let address = rest.get(..len).unwrap_or("").trim_end_matches(['.', ',', ';']);
    if few && address.contains("://") && found.record.url.is_empty() {
        found.record.url = address.to_owned();
        found.span.end += at + address.len() + usize::from(rest.get(address.len()..).is_some_and(|rest| rest.starts_with('>')));
    }
    found
}

/// Reads words that are a primary source from their beginning to their end.
pub fn whole(text: &str, from: usize, to: usize) -> Option<Primary> {
    read(text, from, to).or_else(|| act(text, from, to)).filter(|found| {
        let rest = |range: Range<usize>| text.get(range).is_some_and(|words| !words.contains(char::is_alphanumeric));
        rest(from..found.span.start) && rest(found.span.end..to)
    })
}

/// A law by its number or day, "Loi n° 92-3 du 3 janvier 1992 sur l'eau, art. 2": in notes words around it may belong to it, and it is read there.
fn act(text: &str, from: usize, to: usize) -> Option<Primary> {
    let words = text.get(from..to)?;
    let title = super::law::statute(words)?;
    let mut record = super::law::statute_record(title, &Record::default());
    let mut parts = title.split(' ').skip(1);
    if parts.next().is_some_and(|word| CASE_NUMBER.contains(word) || JOURNAL_NUMBER.part(&word.to_lowercase()) == Some("issue")) {
        record.number = parts.next().unwrap_or("").trim_end_matches(',').to_owned();
    }
    let tail = words.get(title.len()..)?;
    let gap = tail.len() - tail.trim_start_matches([',', ' ']).len();
    let end = from + title.len();
    let len = tail.get(gap..).filter(|_| gap > 0).map_or(0, |place| locator::len(place, false));
    let place = if len > 0 { end + gap..end + gap + len } else { end..end };
    Some(Primary { record, span: from..place.end, link: from..end, place })
}

/// Finds the primary sources that a note cites, in order.
pub fn find(text: &str, from: usize, to: usize) -> Vec<Primary> {
    let mut found: Vec<Primary> = Vec::new();
    if !text.get(from..to).is_some_and(|words| words.bytes().any(|byte| byte.is_ascii_digit())) {
        return found;
    }
    let (mut at, mut begins, mut inside) = (from, true, false);
    while at < to {
        let rest = text.get(at..to).unwrap_or("");
        let Some(c) = rest.chars().next() else { break };
        let next = at + c.len_utf8();
        if c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–') {
            begins |= matches!(c, '(' | '[' | '—');
            (at, inside) = (next, false);
            continue;
        }
        if !inside && (begins || is_told(rest) && !is_parallel(text, from, at)) {
            let lead = works::lead_len(rest);
            if let Some(primary) = read(text, at + lead, to).or_else(|| read(text, at, to).filter(|_| lead > 0)) {
                at = primary.span.end.max(next);
                (begins, inside) = (false, false);
                found.push(primary);
                continue;
            }
        }
        begins = match c {
            ';' => true,
            '.' | '?' | '!' => ends_sentence(text, at, to),
            // A word that leads to a work, or joins it to another.
            _ if !inside && c.is_alphabetic() => {
                let len = lead_or_joint(text, at, to);
                if len > 0 {
                    at += len;
                    (begins, inside) = (true, false);
                    continue;
                }
                false
            }
            _ => begins && !c.is_alphanumeric(),
        };
        inside = c.is_alphanumeric();
        at = next;
    }
    found
}

/// Whether an abbreviation begins a text that stands for nothing but an archive or a report.
fn is_told(rest: &str) -> bool {
    let ends = |_: &str, tail: &str| tail.starts_with([' ', ',', ':', '.']);
    rest.starts_with(char::is_uppercase)
        && (ARCHIVE_ABBREVIATION.longest(rest, ends).is_some()
            || CASE_REPORT.may_begin(rest) && CASE_REPORT.longest(rest, |_, tail| tail.starts_with(' ')).is_some())
}

/// Whether a report stands behind a comma where a decision goes by its court and day: "BGH, Urteil vom 25. Mai 1954 – I ZR 211/53, BGHZ 13, 334".
fn is_parallel(text: &str, from: usize, at: usize) -> bool {
    let before = text.get(from..at).unwrap_or("");
    let clause = before.rsplit(';').next().unwrap_or("").trim_start();
    let clause = clause.get(works::lead_len(clause)..).unwrap_or("");
    before.ends_with(", ") && clause.contains(|c: char| c.is_ascii_digit()) && super::law::decided(clause, &Record::default()).is_some()
}

/// The length of words such as "see" or "and", with the space behind them.
fn lead_or_joint(text: &str, at: usize, to: usize) -> usize {
    let rest = text.get(at..to).unwrap_or("");
    let word = rest.split(' ').next().unwrap_or("");
    let before = text.get(..at).unwrap_or("").trim_end();
    if word.len() < rest.len() && AND.contains(word) && before.ends_with(|c: char| matches!(c, ',' | ';' | ')') || c.is_ascii_digit()) {
        return word.len() + 1;
    }
    if !CITATION_LEAD.may_begin(rest) {
        return 0;
    }
    let window = rest.get(..rest.floor_char_boundary(40)).unwrap_or("");
    let lower = scholion_base::script::lowercase(window);
    if lower.len() != window.len() {
        return 0;
    }
    let ends = |_: &str, tail: &str| tail.starts_with([' ', ':', '.', ',']);
    CITATION_LEAD.longest(&lower, ends).map_or(0, |found| {
        let len = found.word.len();
        let tail = rest.get(len..).unwrap_or("");
        len + tail.len() - tail.trim_start_matches([' ', ':', '.', ',']).len()
    })
}

/// A text as the JSON of a variable.
fn as_json(text: &str) -> String {
    scholion_base::yaml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text, 0, text.len()).into_iter().filter_map(|found| text.get(found.span)).collect()
    }

    #[test]
    fn words_become_json_whole() {
        assert_eq!(as_json("the \"Mill\"\n\\"), r#""the \"Mill\"\n\\""#);
    }

    #[test]
    fn laws_that_are_a_whole_entry_are_read() {
        let text = "Loi n° 78-17 du 6 janvier 1978 relative aux fichiers, aux libertés, art. 3.";
        let found = whole(text, 0, text.len()).unwrap();
        assert_eq!(found.record.title, "Loi n° 78-17 du 6 janvier 1978 relative aux fichiers, aux libertés");
        assert_eq!((found.record.number.as_str(), &text[found.place]), ("78-17", "art. 3"));
        assert_eq!(found.record.issued.map(|date| date.to_string()).as_deref(), Some("1978-01-06"));
    }

    #[test]
    fn primary_sources_are_found_in_notes() {
        assert_eq!(found("Archer, Frozen Port, 12; TNA, FO 371/1234, fol. 7."), ["TNA, FO 371/1234, fol. 7"]);
        assert_eq!(
            found("See Roe v. Doe, 410 U.S. 113, 120 (1973); 44 U.S.C. § 3101 (2018)."),
            ["Roe v. Doe, 410 U.S. 113, 120 (1973)", "44 U.S.C. § 3101 (2018)"]
        );
        assert_eq!(
            found("Directive (EU) 2019/790 of 17 April 2019, DSM Directive, https://example.org/790."),
            ["Directive (EU) 2019/790 of 17 April 2019, DSM Directive, https://example.org/790"]
        );
        assert_eq!(found("The letter survives in TNA, FO 371/1234."), ["TNA, FO 371/1234"]);
        assert_eq!(found("Id. at 121; see also 44 U.S.C. § 3101 (2018)."), ["44 U.S.C. § 3101 (2018)"]);
        assert_eq!(found("BGH, Urteil vom 25. Mai 1954 – I ZR 211/53, BGHZ 13, 334 (338)."), [""; 0]);
        assert_eq!(found("Zum Ganzen BVerfGE 50, 290 (333); BGHZ 123, 45."), ["BVerfGE 50, 290 (333)", "BGHZ 123, 45"]);
        assert_eq!(
            found("См.: ГАРФ. Ф. 102. Оп. 1. Д. 5. Л. 12 об.; РГИА. Ф. 5. Оп. 1. Д. 3."),
            ["ГАРФ. Ф. 102. Оп. 1. Д. 5. Л. 12 об.", "РГИА. Ф. 5. Оп. 1. Д. 3"]
        );
        assert!(
            found(
                "Ann Archer, The Frozen Port (Boston: Oak Press, 1988), 12; Ben Poe, “Winter Trade,” Journal of Ports 3, no. 2 (1991): 45."
            )
            .is_empty()
        );
    }
}
