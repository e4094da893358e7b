//! A record as a reference of RIS.

use super::{
    super::{other, page_range, shelf},
    types,
};
use crate::{Kind, Name, Record, Role, variable};
use scholion_base::Date;

/// Roles of people, and the tags that Zotero and EndNote read them from.
pub(super) const ROLES: &[(Role, &str)] = &[
    (Role::Author, "AU"),
    (Role::Editor, "ED"),
    (Role::Translator, "A4"),
    (Role::CollectionEditor, "A3"),
    (Role::Director, "A3"),
    (Role::Recipient, "A2"),
    (Role::Interviewer, "A2"),
    (Role::ContainerAuthor, "A2"),
];

/// Writes a record as a reference with an empty line behind it. Lines end as RIS wants it, with CR and LF.
pub fn write(record: &Record) -> String {
    let mut ris = Ris(String::new());
    ris.line("TY", types::of_kind(record.kind));
    for (role, names) in record.people() {
        let tag = ROLES.iter().find(|(known, _)| *known == role).map_or("A2", |(_, tag)| tag);
        for one in names {
            ris.line(tag, &name(one));
        }
    }
    ris.line("TI", &record.title);
    ris.line("TT", &record.translated_title);
    ris.line("T2", &record.container);
    ris.line("T3", &record.series);
    if let Some(date) = record.issued {
        ris.line("PY", &year(date.start.year));
        ris.line("DA", &self::date(date));
    }
    ris.line("VL", &record.volume);
    ris.line("IS", &record.issue);
    let (first, last) = page_range(&record.pages);
    ris.line("SP", first);
    ris.line("EP", last);
    ris.line("ET", &record.edition);
    ris.line("PB", &record.publisher);
    ris.line("CY", &record.place);
    ris.line("M1", &record.number);
    ris.line("M3", &record.genre);
    for number in [&record.isbn, &record.issn] {
        ris.line("SN", number);
    }
    ris.line("DO", &record.doi);
    ris.line("UR", &record.url);
    if let Some(date) = record.accessed {
        ris.line("Y2", &self::date(date));
    }
    ris.line("LA", record.language.as_ref().map_or("", |lang| lang.as_str()));
    ris.line("DB", &record.archive);
    // The shelfmark has a tag of its own.
    ris.line("AV", &shelf(record, false));
    for variable in variable::ALL.iter().filter(|variable| !variable.ris.is_empty()) {
        ris.line(variable.ris, &other(record, variable.name));
    }
    for keyword in other(record, "keyword").split([',', ';']) {
        ris.line("KW", keyword);
    }
    ris.line("N1", &record.note);
    ris.line("ID", &record.key);
    ris.0.push_str("ER  - \r\n\r\n");
    ris.0
}

/// A reference in the making.
struct Ris(String);

impl Ris {
    /// A tag and its value, on one line however many it had.
    fn line(&mut self, tag: &str, value: &str) {
        let words: Vec<&str> = value.split_whitespace().collect();
        if !words.is_empty() {
            self.0.push_str(tag);
            self.0.push_str("  - ");
            self.0.push_str(&words.join(" "));
            self.0.push_str("\r\n");
        }
    }
}

/// `Family, Given, Suffix`. A person with one name has a comma behind it; a comma in the name of a body is doubled, as
/// EndNote wants it.
fn name(name: &Name) -> String {
    if !name.literal.is_empty() {
        return name.literal.replacen(',', ",,", 1);
    }
    let family = [&*name.particle, &*name.family].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    match (name.given.is_empty(), name.suffix.is_empty()) {
        (true, true) => format!("{family},"),
        (_, true) => format!("{family}, {}", name.given),
        _ => format!("{family}, {}, {}", name.given, name.suffix),
    }
}

/// `YYYY/MM/DD/other`: what is not known is empty, and the rest of a range is other.
fn date(date: Date) -> String {
    let day = date.start;
    let two = |number: Option<u8>| number.map(|number| format!("{number:02}")).unwrap_or_default();
    let rest = if date.end.is_some() || !day.is_plain() { date.to_string().replace('/', "--") } else { String::new() };
    format!("{}/{}/{}/{rest}", year(day.year), two(day.month), two(day.day))
}

/// A year in four figures, those before the year 0 with a minus.
fn year(year: i32) -> String {
    format!("{}{:04}", if year < 0 { "-" } else { "" }, year.unsigned_abs())
}

/// Whether `SN` is the number of a periodical.
pub(super) fn has_issn(kind: Kind) -> bool {
    super::super::in_periodical(kind)
}
