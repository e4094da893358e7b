//! A record as a reference of RIS.

use super::{
    super::{entities, extra, is_recording, other, page_range},
    dates, fields, types,
};
use crate::{
    Kind, Name, Record, csl,
    identity::bare_doi,
    variable::{self, Shape},
};
use scholion_base::{Date, yaml::Value};

/// Years as RIS has them.
const FOUR_FIGURES: std::ops::RangeInclusive<i32> = 1..=9999;

/// Writes a record as a reference with an empty line behind it. Lines end as RIS wants it, with CR and LF. What has no tag stands in
/// lines `variable: value` (`M2`), which Zotero takes into its field "Extra" and knows there.
pub fn write(record: &Record) -> String {
    write_as(record, &record.key)
}

/// The same under another key than the record has.
pub fn write_as(record: &Record, key: &str) -> String {
    let kind = record.kind;
    let mut ris = Ris { text: String::with_capacity(512), rest: Vec::new() };
    let tag = type_of(record);
    ris.line("TY", tag);
    if types::kind_of(tag) != Some(kind) {
        ris.rest.push(format!("type: {}", kind.name()));
    }
    for (role, names) in record.people() {
        match fields::tag(kind, role.name()) {
            Some(tag) => names.iter().for_each(|one| ris.line(tag, &name(one))),
            None => ris.rest.extend(extra::lines(record, role.name())),
        }
    }
    for variable in ["title", "translated-title", "container-title", "collection-title"] {
        ris.variable(record, variable);
    }
    match record.issued {
        Some(date) if FOUR_FIGURES.contains(&date.start.year) => {
            ris.line("PY", &format!("{:04}", date.start.year));
            ris.line("DA", &dates::write(date));
        }
        // Nobody else reads years before Christ but in words.
        Some(date) if date == Date::year(date.start.year) && date.start.year <= 0 => ris.line("PY", &format!("{} BC", 1 - date.start.year)),
        Some(date) => ris.rest.push(format!("issued: {date}")),
        None => {}
    }
    if csl::date_value(record, "issued").get("literal").is_some() {
        ris.rest.extend(extra::lines(record, "issued"));
    }
    // BibLaTeX's, of which CSL knows nothing.
    ris.rest.extend(extra::lines(record, "title-addon"));
    for variable in ["volume", "issue"] {
        ris.variable(record, variable);
    }
    ris.pages(record);
    for variable in ["edition", "publisher"] {
        ris.variable(record, variable);
    }
    ris.place(record);
    for variable in ["number", "genre", "ISBN", "ISSN", "DOI", "URL"] {
        ris.variable(record, variable);
    }
    match record.accessed {
        Some(date) if FOUR_FIGURES.contains(&date.start.year) => ris.line("Y2", &dates::write(date)),
        _ => ris.rest.extend(extra::lines(record, "accessed")),
    }
    if record.accessed.is_some() && csl::date_value(record, "accessed").get("literal").is_some() {
        ris.rest.extend(extra::lines(record, "accessed"));
    }
    ris.line("LA", record.language.as_ref().map_or("", |lang| lang.as_str()));
    for variable in ["archive", "archive_location"] {
        ris.variable(record, variable);
    }
    let special = ["keyword", "note", "language", "page", "number-of-pages", "event-place"];
    let is_in_pages = |name: &str| special.contains(&name) || name == "dimensions" && kind == Kind::MotionPicture;
    let others = variable::ALL.iter().filter(|variable| variable.shape != Shape::Names && !is_in_pages(variable.name));
    for variable in others.filter(|variable| record.other.iter().any(|(name, _)| name == variable.name) && !csl::is_own_date(variable.name))
    {
        ris.variable(record, variable.name);
    }
    let keywords = other(record, "keyword");
    let joint = if keywords.contains(';') { ';' } else { ',' };
    keywords.split(joint).for_each(|keyword| ris.line("KW", keyword));
    ris.line("N1", &record.note);
    std::mem::take(&mut ris.rest).iter().for_each(|line| ris.line("M2", line));
    if let Value::Object(kept) = csl::kept(record, "ris") {
        for (tag, values) in &kept {
            let is_tag = tag.len() == 2 && tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
            let values = values.as_array().into_iter().flatten().filter_map(Value::as_str);
            values.filter(|_| is_tag && !matches!(tag.as_str(), "TY" | "ER")).for_each(|value| ris.line(tag, value));
        }
    }
    ris.line("ID", key);
    ris.text.push_str("ER  - \r\n\r\n");
    ris.text
}

/// The type of a reference: of a kind that RIS parts in two, the one that is meant.
fn type_of(record: &Record) -> &'static str {
    let is_mail = || csl::kept(record, "zotero").get("itemType").and_then(Value::as_str) == Some("email");
    match record.kind {
        Kind::MotionPicture if is_recording(record) => "VIDEO",
        Kind::Communication if is_mail() => "ICOMM",
        kind => types::of_kind(kind),
    }
}

/// A reference in the making.
struct Ris {
    text: String,
    /// Lines `variable: value` of what has no tag.
    rest: Vec<String>,
}

impl Ris {
    /// A tag and its value, on one line however many it had.
    fn line(&mut self, tag: &str, value: &str) {
        let mut words = value.split_whitespace().peekable();
        if words.peek().is_none() {
            return;
        }
        self.text.push_str(tag);
        self.text.push_str("  -");
        // Words that would be read as a character's name are written so that they are read as words.
        let is_plain = matches!(tag, "UR" | "DO" | "ID") || entities::decode(value) == value;
        for word in words {
            self.text.push(' ');
            if is_plain { self.text.push_str(word) } else { self.text.push_str(&word.replace('&', "&amp;")) }
        }
        self.text.push_str("\r\n");
    }

    /// A variable in its tag, if it is read from there again.
    fn variable(&mut self, record: &Record, variable: &str) {
        let own = csl::texts(record).into_iter().find(|(name, _)| *name == variable).map(|(_, text)| text.as_str());
        let text = own.map_or_else(|| other(record, variable), Into::into);
        // Most variables are not there, and this is asked of each of them.
        if text.is_empty() && !record.other.iter().any(|(name, _)| name == variable) {
            return;
        }
        let lines = || extra::lines(record, variable);
        if variable == "submitted"
            && record.kind == Kind::Patent
            && let Some(date) = csl::other_date(record, variable).filter(Date::is_plain)
        {
            self.line("C1", &dates::write(date));
            return;
        }
        let tag = match variable {
            "ISBN" | "ISSN" | "number" if fields::tag(record.kind, "number") == Some("SN") || variable != "number" => {
                (fields::serial(record.kind, &text) == variable).then_some("SN")
            }
            _ => fields::tag(record.kind, variable).filter(|tag| *tag != "SN"),
        };
        let is_date = variable::of_shape(Shape::Date).any(|date| date == variable);
        match tag.filter(|tag| !is_date && is_read_again(record, tag, variable, &text)) {
            Some(tag) => self.line(tag, &text),
            None => self.rest.extend(lines()),
        }
    }

    /// Pages of a part, or how many the whole has: both have the same tag.
    fn pages(&mut self, record: &Record) {
        let alone = fields::variable(record.kind, "SP").unwrap_or("page");
        let (first, last) = page_range(&record.pages);
        let is_range = fields::is_range(&record.pages);
        if !last.is_empty() && !last.contains(['-', '–', '—']) {
            self.line("SP", first);
            self.line("EP", last);
        } else if alone == "page" || is_range {
            self.line("SP", &record.pages);
        } else {
            self.rest.extend(extra::lines(record, "page"));
        }
        for variable in ["number-of-pages", "dimensions"] {
            let count = other(record, variable);
            if alone == variable && record.pages.is_empty() && !fields::is_range(&count) {
                self.line("SP", &count);
            } else if variable != "dimensions" || alone == variable {
                self.rest.extend(extra::lines(record, variable));
            }
        }
    }

    /// Of a conference the place of the event has the tag that other works have for their own.
    fn place(&mut self, record: &Record) {
        let event = other(record, "event-place");
        if fields::variable(record.kind, "CY") == Some("event-place") && record.kind != Kind::Conference {
            self.line("CY", &event);
            self.rest.extend(extra::lines(record, "publisher-place"));
        } else if record.kind != Kind::Conference || event.is_empty() {
            self.line("CY", &record.place);
            self.rest.extend(extra::lines(record, "event-place"));
        } else if record.place.is_empty() {
            self.rest.extend(extra::lines(record, "event-place"));
        } else {
            self.line("C1", &record.place);
            self.line("CY", &event);
        }
    }
}

/// Whether the reader finds a variable where it was written; what it takes for something else by its form stands in a line of its own.
fn is_read_again(record: &Record, tag: &str, variable: &str, text: &str) -> bool {
    let kind = record.kind;
    match (tag, variable) {
        ("M3", _) => !bare_doi(text).starts_with("10."),
        ("M1", _) => kind != Kind::WebPage || !dates::read(text).is_all,
        ("DB", _) => !fields::is_published(kind) || !fields::is_database(text) && !fields::is_database(&other(record, "source")),
        ("UR", _) => !text.starts_with("PM:") && !text.starts_with('<'),
        ("SN", _) => !text.contains(" ("),
        ("VL", "volume") => kind != Kind::Thesis || text.contains(|c: char| c.is_ascii_digit()),
        ("AB", _) => !entities::BLOCKS.iter().any(|tag| text.contains(tag)),
        ("T2", "event-title") => kind != Kind::Conference || !record.container.is_empty(),
        // An abbreviation without a title is read as the title.
        ("J2", _) => !record.container.is_empty() && text != record.container,
        _ => true,
    }
}

/// `Family, Given, Suffix`. A person with one name has a comma behind it; a comma in the name of a body is doubled, as
/// EndNote wants it.
fn name(name: &Name) -> String {
    if !name.literal.is_empty() {
        return name.literal.replacen(',', ",,", 1);
    }
    let given = [&*name.given, &*name.dropping].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    match (given.is_empty(), name.suffix.is_empty()) {
        (true, true) => format!("{},", name.short()),
        (_, true) => format!("{}, {given}", name.short()),
        _ => format!("{}, {given}, {}", name.short(), name.suffix),
    }
}
