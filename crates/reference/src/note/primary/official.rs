//! Documents of bodies by their symbol, patents by their number, standards by their designation (CSL 1.0.2, appendix III: `patent`,
//! `standard`; ST/LIB/SER.B/5/Rev.5 for symbols of the United Nations).

use std::ops::Range;

use scholion_base::{Date, text::squeeze};
use scholion_lang::{PATENT_NUMBER, SYMBOL_LEAD};

use super::Primary;
use crate::{Kind, Record, dates, kinds, locator, note::pieces::closing, symbol};

/// Offices that grant patents, by the codes before their numbers (WIPO standard ST.3).
const OFFICES: [&str; 10] = ["EP", "WO", "US", "DE", "GB", "FR", "JP", "CN", "RU", "SU"];

/// Reads the document that begins at a place, where nothing but its number, day and a place in it stand.
pub fn read(text: &str, from: usize, to: usize) -> Option<Primary> {
    let words = text.get(from..to)?;
    let found =
        patent(words).or_else(|| document(words)).or_else(|| resolution(words)).or_else(|| congress(words)).or_else(|| standard(words))?;
    let shift = |range: Range<usize>| from + range.start..from + range.end;
    Some(Primary { record: found.record, span: shift(found.span), link: shift(found.link), place: shift(found.place) })
}

/// "U.S. Patent No. 4,123,456 (filed 3 May 1978)", "EP 1 234 567 B1".
fn patent(words: &str) -> Option<Primary> {
    let (start, len) = number(words).filter(|(start, _)| *start <= 24 && words.is_char_boundary(*start))?;
    let lead = words.get(..start)?;
    PATENT_NUMBER
        .longest(words, |_, _| true)
        .map(|found| found.word.len())
        .filter(|len| *len <= start && lead.get(*len..).is_some_and(|gap| gap.trim().is_empty()))
        .or_else(|| (start == 0).then_some(0))?;
    let end = start + len;
    let mut record =
        Record { kind: Kind::Patent, title: squeeze(words.get(..end)?), number: squeeze(words.get(start..end)?), ..Record::default() };
    let stop = day_behind(words, end, &mut record);
    Some(Primary { record, span: 0..stop, link: 0..end, place: stop..stop })
}

/// The number of a patent in words: behind "Patent No.", or with the code of its office; where it begins, and its length.
fn number(words: &str) -> Option<(usize, usize)> {
    let led = PATENT_NUMBER
        .within(words)
        .filter_map(|lead| Some((words.find(lead)? + lead.len(), lead.len())))
        .max_by_key(|(end, len)| (*len, *end));
    let at = match led {
        Some((end, _)) => end + words.get(end..)?.len() - words.get(end..)?.trim_start_matches([' ', '\u{a0}', '№']).len(),
        None => OFFICES.iter().any(|office| words.strip_prefix(office).is_some_and(|rest| rest.starts_with([' ', '-']))).then_some(0)?,
    };
    let rest = words.get(at..)?;
    let office = OFFICES.iter().find(|office| rest.starts_with(**office)).map_or(0, |office| office.len());
    let digits_at = office + rest.get(office..)?.len() - rest.get(office..)?.trim_start_matches([' ', '-', '\u{a0}', 'D', 'R', 'E']).len();
    let mut end = digits_at;
    for (place, c) in rest.get(digits_at..)?.char_indices() {
        let next = rest.get(digits_at + place + c.len_utf8()..).and_then(|rest| rest.chars().next());
        let joint = matches!(c, ',' | '.' | ' ' | '/' | '\u{a0}') && next.is_some_and(|c| c.is_ascii_digit());
        if !(c.is_ascii_digit() || joint) {
            break;
        }
        end = digits_at + place + c.len_utf8();
    }
    let digits = rest.get(digits_at..end)?.bytes().filter(u8::is_ascii_digit).count();
    // "B1", "A"
    let kind = rest.get(end..)?.strip_prefix(' ').filter(|kind| kind.starts_with(['A', 'B', 'C', 'U']));
    let kind = kind.map_or(0, |kind| 1 + kind.bytes().skip(1).take_while(u8::is_ascii_digit).count());
    let ends = !rest.get(end + usize::from(kind > 0) + kind..)?.starts_with(char::is_alphanumeric);
    let end = end + if kind > 0 && ends { kind + 1 } else { 0 };
    (digits >= if led.is_some() { 5 } else { 6 }).then_some((at, end))
}

/// Sets the number of a patent that an entry prints, and takes back what was read of it: "Permanent ink (U.S. Patent No. 4,123,456). U.S. Patent and
/// Trademark Office."
pub fn settle(record: &mut Record, words: &str) {
    let Some((at, len)) = number(words) else { return };
    let Some(number) = words.get(at..at + len) else { return };
    record.number = squeeze(number);
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '–' | ',' | ' '));
    for field in [&mut record.volume, &mut record.issue, &mut record.pages] {
        if digits(field) && field.split(['–', ',', ' ']).all(|part| number.contains(part)) {
            field.clear();
        }
    }
    // What grants it is a body.
    let behind = words.get(at + len..).unwrap_or("").trim_start_matches([')', '.', ',', ' ']);
    let office = behind.find(". ").map_or(behind, |end| behind.get(..end).unwrap_or(behind));
    let office = if office.contains("U.S") { behind } else { office }.trim_end_matches(['.', ' ']);
    if office.contains("Patent") && !office.contains(|c: char| c.is_ascii_digit() || c == ':') {
        let is_of = |name: &crate::Name| office.contains(&name.family) || office.contains(&name.literal) && !name.literal.is_empty();
        record.translator.retain(|name| !is_of(name));
        record.editor.retain(|name| !is_of(name));
        if office.contains(&record.note) {
            record.note.clear();
        }
        record.publisher = squeeze(office);
    }
}

/// "A/RES/75/240 (31 December 2020)", "UN Doc. S/PV.8952 (20 January 2022) 5".
fn document(words: &str) -> Option<Primary> {
    let lead = SYMBOL_LEAD.longest(words, |_, tail| tail.starts_with(' ')).map_or(0, |lead| lead.word.len() + 1);
    let found = symbol::at(words, lead)?;
    let end = found.span.end as usize;
    let mut record = Record { number: words.get(lead..end)?.to_owned(), ..Record::default() };
    record.kind = kinds::kind(&record, words);
    let stop = day_behind(words, end, &mut record);
    let place = place_behind(words, stop);
    // More words may be its title.
    let rest = words.get(place.end.max(stop)..)?.trim_start_matches(['.', ' ', ')']);
    (rest.is_empty() || words.get(place.end.max(stop)..).is_some_and(|rest| rest.starts_with(';'))).then(|| Primary {
        record,
        span: 0..place.end.max(stop),
        link: lead..end,
        place,
    })
}

/// "UNGA Res 61/295 (13 September 2007) UN Doc A/RES/61/295": a resolution by its name, and its symbol behind it (OSCOLA, Citing International
/// Law, 1.2).
fn resolution(words: &str) -> Option<Primary> {
    let near = words.get(..words.floor_char_boundary(120))?;
    let head = near
        .find(" Res ")
        .filter(|at| *at <= 12 && near.get(..*at).is_some_and(|body| body.chars().all(|c| c.is_uppercase() || c == ' ')))?;
    let title = near.get(..near.find([',', '('])?)?.trim_end();
    let lead = near
        .match_indices(' ')
        .map(|(at, _)| at + 1)
        .find(|at| near.get(*at..).is_some_and(|rest| SYMBOL_LEAD.longest(rest, |_, tail| tail.starts_with(' ')).is_some()))?;
    let symbol_at = lead + SYMBOL_LEAD.longest(near.get(lead..)?, |_, tail| tail.starts_with(' '))?.word.len() + 1;
    let end = symbol::at(words, symbol_at)?.span.end as usize;
    let mut record = Record {
        kind: Kind::Legislation,
        title: squeeze(title),
        number: words.get(symbol_at..end)?.to_owned(),
        issued: near.get(title.len()..lead).and_then(dates::read).map(|printed| printed.date),
        ..Record::default()
    };
    let stop = day_behind(words, end, &mut record);
    let place = place_behind(words, stop);
    (head < title.len() && title.len() < lead).then(|| Primary { record, span: 0..place.end.max(stop), link: 0..title.len(), place })
}

/// "H.R. Rep. No. 95-800, at 12 (1977)": a report of Congress (The Bluebook, 21st edition, rule 13.4).
fn congress(words: &str) -> Option<Primary> {
    const LEADS: [&str; 4] = ["H.R. Rep. No. ", "S. Rep. No. ", "H.R. Doc. No. ", "S. Doc. No. "];
    let lead = LEADS.iter().find(|lead| words.starts_with(**lead))?.len();
    let rest = words.get(lead..)?;
    let number = rest
        .get(..rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '–'))).unwrap_or(rest.len()))
        .filter(|number| !number.is_empty())?;
    let end = lead + number.len();
    let tail = words.get(end..)?;
    let at = if tail.starts_with(", at ") { 5 } else { 0 };
    let len = if at > 0 { locator::len(tail.get(at..)?, true) } else { 0 };
    let place = if len > 0 { end + at..end + at + len } else { end..end };
    let mut record = Record { kind: Kind::Report, title: squeeze(words.get(..end)?), number: number.to_owned(), ..Record::default() };
    let stop = day_behind(words, place.end, &mut record);
    Some(Primary { record, span: 0..stop.max(place.end), link: 0..end, place })
}

/// The place and the publisher of an entry that ends with them: "Geneva: ISO; 2019.".
fn imprint(words: &str) -> Option<(&str, &str)> {
    let (place, rest) = words.split_once(": ")?;
    let (publisher, year) = rest.trim_end_matches(['.', ' ']).rsplit_once([',', ';', ' '])?;
    let publisher = publisher.trim_end_matches([',', ';', ' ']);
    let is_name =
        |name: &str| name.starts_with(char::is_uppercase) && name.len() < 60 && !name.contains(|c: char| c.is_ascii_digit() || c == '.');
    (is_name(place) && place.split(' ').count() <= 3 && is_name(publisher) && dates::is_year(year.trim())).then_some((place, publisher))
}

/// "ISO 690:2021, Information and documentation", "DIN 1505-2:1984-01".
fn standard(words: &str) -> Option<Primary> {
    let end = symbol::standard(words)?;
    let tail = words.get(end..)?;
    let lead = tail.len() - tail.trim_start_matches([',', '.', ':', ' ', '–', '—']).len();
    let title = tail.get(lead..)?;
    let stop = title.find([';', '.']).unwrap_or(title.len());
    let title = title.get(..stop)?.trim_end();
    let place = place_behind(words, end);
    let designation = words.get(..end)?;
    let year =
        designation.rsplit([':', '-', '–', '—']).find(|part| dates::is_year(part)).and_then(|year| year.parse().ok()).map(Date::year);
    let named = title.starts_with(char::is_uppercase) && lead > 0;
    let mut record = Record { kind: Kind::Standard, number: designation.to_owned(), issued: year, ..Record::default() };
    if place.end > place.start {
        return Some(Primary { record, span: 0..place.end, link: 0..end, place });
    }
    if title.is_empty() {
        return Some(Primary { record, span: 0..end, link: 0..end, place });
    }
    // With a place and a publisher it is read as other entries are.
    let rest = words.get(end + lead + title.len()..)?.trim_start_matches(['.', ' ']);
    let named = named && !title.contains(|c: char| c.is_ascii_digit() || c == ',');
    if let Some((town, publisher)) = imprint(rest).filter(|_| named && year.is_some()) {
        (record.title, record.place, record.publisher) = (squeeze(title), town.to_owned(), publisher.to_owned());
        return Some(Primary { record, span: 0..words.len(), link: end + lead..end + lead + title.len(), place });
    }
    if !named || !rest.is_empty() && !rest.starts_with(';') {
        return None;
    }
    record.title = squeeze(title);
    Some(Primary { record, span: 0..end + lead + title.len(), link: end + lead..end + lead + title.len(), place })
}

/// Takes the day in a bracket or behind a comma, and gives where it ends.
fn day_behind(words: &str, end: usize, record: &mut Record) -> usize {
    let tail = words.get(end..).unwrap_or("");
    let lead = tail.len() - tail.trim_start_matches([',', ' ']).len();
    let rest = tail.get(lead..).unwrap_or("");
    let len = match closing(rest, 0, rest.len()).filter(|_| rest.starts_with('(')) {
        Some(close) => close,
        None => rest.find([',', ';', '.', '(']).unwrap_or(rest.len()),
    };
    let day = rest.get(..len).filter(|day| lead > 0 && day.split(' ').count() <= 8).and_then(dates::read);
    match day {
        Some(printed) if rest.starts_with('(') || printed.date.start.month.is_some() => {
            record.issued = Some(printed.date);
            end + lead + len
        }
        _ => end,
    }
}

/// A place behind: ", para. 5", " 5".
fn place_behind(words: &str, end: usize) -> Range<usize> {
    let tail = words.get(end..).unwrap_or("");
    let gap = tail.len() - tail.trim_start_matches([',', ' ']).len();
    let len = if gap > 0 { locator::len(tail.get(gap..).unwrap_or(""), false) } else { 0 };
    if len == 0 { end..end } else { end + gap..end + gap + len }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_read() {
        let read = |text: &str| {
            read(text, 0, text.len())
                .map(|found| (found.record.kind.name(), found.record.number, text.get(found.place).unwrap_or("").to_owned()))
        };
        for (text, kind, number, place) in [
            ("U.S. Patent No. 4,123,456 (filed 3 May 1978).", "patent", "4,123,456", ""),
            ("EP 1 234 567 B1.", "patent", "EP 1 234 567 B1", ""),
            ("A/RES/75/240 (31 December 2020), para. 5.", "legislation", "A/RES/75/240", "para. 5"),
            ("UN Doc. S/PV.8952, 20 January 2022.", "document", "S/PV.8952", ""),
            ("ISO 690:2021.", "standard", "ISO 690:2021", ""),
            ("ISO 690:2021, Information and documentation.", "standard", "ISO 690:2021", ""),
            ("ISO 690:2021. Date and time. Geneva: ISO; 2021.", "standard", "ISO 690:2021", ""),
            ("H.R. Rep. No. 95-800, at 12 (1977).", "report", "95-800", "12"),
            ("UNGA Res 61/295 (13 September 2007) UN Doc A/RES/61/295, art 5.", "legislation", "A/RES/61/295", "art 5"),
        ] {
            assert_eq!(read(text), Some((kind, number.to_owned(), place.to_owned())), "{text}");
        }
        for text in ["US 12, 1990", "Patents and Trade, London 1990", "EP 12"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn patents_of_entries_have_their_number() {
        let words = "Roe, A. (1978). Permanent ink (U.S. Patent No. 4,123,456). U.S. Patent and Trademark Office.";
        let mut record = Record {
            kind: Kind::Patent,
            volume: "4".to_owned(),
            pages: "123".to_owned(),
            note: "Office".to_owned(),
            translator: vec![crate::Name::new("U", ""), crate::Name::new("Patent", ""), crate::Name::new("Trademark", "")],
            ..Record::default()
        };
        settle(&mut record, words);
        assert_eq!((record.number.as_str(), record.volume.as_str(), record.pages.as_str()), ("4,123,456", "", ""));
        assert_eq!((record.publisher.as_str(), record.translator.len(), record.note.as_str()), ("U.S. Patent and Trademark Office", 0, ""));
    }
}
