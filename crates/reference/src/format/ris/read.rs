//! References of RIS to records.

use super::{
    super::{Found, Library, bare_pages, entities, extra, in_periodical, other, set_other, without_label},
    dates, fields, types,
};
use crate::{Kind, Name, Record, Role, csl, identity::bare_doi, tongue};
use scholion_base::{
    Span,
    diagnostic::meant,
    say,
    yaml::{Map, Value},
};

/// A line of the file: its tag, its value, where the tag stands.
struct Line {
    tag: [u8; 2],
    value: String,
    place: Span,
}

impl Line {
    fn tag(&self) -> &str {
        std::str::from_utf8(&self.tag).unwrap_or("")
    }
}

/// Reads all references of a file.
pub fn read(text: &str) -> Library {
    let mut library = Library::default();
    let mut lines: Vec<Line> = Vec::new();
    let mut at = 0;
    let mut strayed = false;
    let mut has_ended = false;
    // Old Macs end a line with CR alone.
    for raw in text.split_inclusive(['\n', '\r']) {
        let start = at;
        at += raw.len();
        let line = raw.trim_end_matches(['\n', '\r']);
        let (line, start) = match line.strip_prefix('\u{feff}') {
            Some(rest) if start == 0 => (rest, line.len() - rest.len()),
            _ => (line, start),
        };
        match tag(line) {
            Some((tag, value)) => {
                let place = Span::new(start, start + line.trim_end().len());
                if &tag == b"TY" && !lines.is_empty() {
                    let hint = say::bad_ris_unended_hint();
                    library.doubt(lines.first().map_or(place, |first| first.place), say::bad_ris_unended(), hint);
                    finish(std::mem::take(&mut lines), &mut library);
                }
                if &tag == b"ER" {
                    has_ended = true;
                    finish(std::mem::take(&mut lines), &mut library);
                } else if lines.is_empty() && &tag != b"TY" {
                    if !strayed {
                        library.fault(place, say::bad_ris_stray(), say::bad_ris_stray_hint());
                    }
                    strayed = true;
                } else {
                    strayed = false;
                    lines.push(Line { tag, value: value.to_owned(), place });
                }
            }
            // What has no tag goes on with the line before; of keywords each line is one.
            None => {
                let words = line.trim();
                if let Some(last) = lines.last_mut().filter(|_| !words.is_empty()) {
                    let parts = matches!(&last.tag, b"KW" | b"L1" | b"L2" | b"L3" | b"L4" | b"M2");
                    last.value.push(if parts { '\n' } else { ' ' });
                    last.value.push_str(words);
                } else if lines.is_empty() && !words.is_empty() && !strayed && !has_ended && !is_heading(words) {
                    strayed = true;
                    let place = Span::new(start, start + line.len());
                    library.fault(place, say::bad_ris_stray(), say::bad_ris_stray_hint());
                }
            }
        }
    }
    if !lines.is_empty() {
        let place = lines.first().map_or(Span::default(), |first| first.place);
        library.doubt(place, say::bad_ris_unended(), say::bad_ris_unended_hint());
        finish(lines, &mut library);
    }
    library
}

/// Whether a line is one of those that publishers put before the first reference: `Provider: …`, `Content: text/plain`.
fn is_heading(line: &str) -> bool {
    line.split_once(':').is_some_and(|(label, _)| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// The tag and value of a line: two letters or digits, spaces, a hyphen.
fn tag(line: &str) -> Option<([u8; 2], &str)> {
    let line = line.trim_start_matches(' ');
    let tag: [u8; 2] = line.as_bytes().get(..2)?.try_into().ok()?;
    if !tag[0].is_ascii_uppercase() || !(tag[1].is_ascii_uppercase() || tag[1].is_ascii_digit()) {
        return None;
    }
    let rest = line.get(2..)?;
    let value = rest.trim_start_matches(' ').strip_prefix('-')?;
    // `UN - a text` is a tag in careless files, `UN-` is a word.
    (rest.starts_with(' ') && (value.is_empty() || value.starts_with([' ', '\t']))).then(|| (tag, value.trim()))
}

/// A reference in the making.
#[derive(Default)]
struct Reading<'a> {
    record: Record,
    /// Dates of issue, in the order of trust: `PY`, `Y1`, `DA`.
    dates: Vec<(u8, &'a str)>,
    keywords: Vec<String>,
    notes: Vec<&'a str>,
    first_page: &'a str,
    last_page: &'a str,
    database: &'a str,
    accession: &'a str,
    /// What holds no variable of such a work, by tag.
    rest: Map<String, Value>,
}

fn finish(mut lines: Vec<Line>, library: &mut Library) {
    for line in &mut lines {
        if !matches!(&line.tag, b"UR" | b"DO" | b"ID") && line.value.contains('&') {
            line.value = entities::decode(&line.value).into_owned();
        }
    }
    reference(&lines, library);
}

/// Reads a reference that stands at a place and has these tags and values, of which the first says its type: other formats of reference
/// managers have the same fields under other names.
pub fn of_fields(fields: Vec<(&'static str, String)>, place: Span, library: &mut Library) {
    let line =
        |(tag, value): (&'static str, String)| Some(Line { tag: tag.as_bytes().try_into().ok()?, value: value.trim().to_owned(), place });
    reference(&fields.into_iter().filter_map(line).collect::<Vec<_>>(), library);
}

fn reference(lines: &[Line], library: &mut Library) {
    let Some(first) = lines.first() else { return };
    let mut place = first.place;
    let kind = types::kind_of(&first.value);
    let has_editors = first.value.eq_ignore_ascii_case("EDBOOK");
    if kind.is_none() {
        let hint = meant(&first.value, ["JOUR", "BOOK", "CHAP", "THES", "RPRT", "ELEC", "NEWS", "GEN"]);
        let hint = hint.unwrap_or_else(say::unknown_type_hint_gen);
        library.doubt(place, say::unknown_type_ris(&first.value), hint);
    }
    let own = |line: &&Line| &line.tag == b"M2";
    let said = extra::kind_of(lines.iter().filter(own).flat_map(|line| line.value.lines()));
    let mut reading = Reading { record: Record { kind: said.or(kind).unwrap_or_default(), ..Record::default() }, ..Reading::default() };
    for line in lines.iter().filter(|line| !line.value.is_empty()) {
        if &line.tag == b"ID" {
            reading.record.key = line.value.clone();
            place = line.place;
        } else if has_editors && matches!(&line.tag, b"AU" | b"A1") {
            reading.record.editor.push(name(&line.value));
        } else {
            reading.line(line);
        }
    }
    reading.places();
    reading.names_of_journals(lines);
    let is_odd = |line: &&Line| &line.tag == b"LA" && !line.value.is_empty() && tongue::read(&line.value).is_none();
    if let Some(tongue) = lines.iter().find(is_odd).filter(|_| reading.record.kind != Kind::Software) {
        library.doubt(tongue.place, say::bad_lang(&tongue.value), say::bad_lang_hint());
    }
    let mut record = reading.end();
    for line in lines.iter().filter(own).flat_map(|line| line.value.lines()) {
        if !extra::read_line(&mut record, line) {
            keep_tag(&mut record, "M2", line);
        }
    }
    record.settle_rich();
    library.entries.push(Found { record, place });
}

impl<'a> Reading<'a> {
    fn line(&mut self, line: &'a Line) {
        let value = line.value.as_str();
        let record = &mut self.record;
        let kind = record.kind;
        match &line.tag {
            b"TY" | b"M2" => {}
            b"PY" => self.dates.push((0, value)),
            b"Y1" => self.dates.push((1, value)),
            b"DA" => self.dates.push((2, value)),
            b"Y2" => accessed(record, value),
            b"SP" => first(&mut self.first_page, value),
            b"EP" => first(&mut self.last_page, value),
            b"DB" => first(&mut self.database, value),
            b"AN" => first(&mut self.accession, value),
            // Programs are written in languages of their own.
            b"LA" if kind == Kind::Software && tongue::lang(value).is_none() => keep(&mut self.rest, "LA", value),
            b"LA" if record.language.is_none() => csl::set(record, "language", value),
            b"KW" => {
                let parts = value.split(['\n', ';']).map(|word| word.trim().trim_start_matches("%K ").trim());
                self.keywords.extend(parts.filter(|word| !word.is_empty()).map(str::to_owned));
            }
            b"N1" => self.notes.push(value),
            b"L1" | b"L2" | b"L3" | b"L4" => value.lines().for_each(|path| keep_tag(record, line.tag(), &attachment(path))),
            b"SN" => {
                let bare = value.split(" (").next().unwrap_or(value);
                if bare != value {
                    keep(&mut self.rest, "SN", value);
                }
                put(record, fields::serial(kind, bare), bare, &mut self.rest, "SN");
            }
            // In EndNote the degree.
            b"VL" if kind == Kind::Thesis && !value.contains(|c: char| c.is_ascii_digit()) => {
                put(record, "genre", value, &mut self.rest, "VL")
            }
            b"VL" => put(record, "volume", without_label(value, "volume"), &mut self.rest, "VL"),
            b"IS" if in_periodical(kind) => put(record, "issue", without_label(value, "issue"), &mut self.rest, "IS"),
            b"AB" | b"N2" => put(record, "abstract", &entities::without_blocks(value), &mut self.rest, line.tag()),
            b"UR" if value.starts_with('<') => keep(&mut self.rest, "UR", value),
            b"DO" => put(record, "DOI", bare_doi(value), &mut self.rest, "DO"),
            // EndNote has the DOI of an article there, others the kind of work.
            b"M3" if bare_doi(value).starts_with("10.") => put(record, "DOI", bare_doi(value), &mut self.rest, "M3"),
            // When a page was seen, in EndNote.
            b"M1" if kind == Kind::WebPage && dates::read(value).is_all => accessed(record, value),
            b"UR" if value.starts_with("PM:") => set_other(record, "PMID", value.get(3..).unwrap_or("")),
            // In EndNote the day on which an article was put online.
            b"ET" if kind == Kind::Journal && dates::read(value).date.is_none() => put(record, "edition", value, &mut self.rest, "ET"),
            _ => match fields::variable(kind, line.tag()) {
                Some(variable) if let Some(role) = Role::named(variable) => record.add(role, name(value)),
                Some(variable) => put(record, variable, value, &mut self.rest, line.tag()),
                None => keep(&mut self.rest, line.tag(), value),
            },
        }
    }

    /// Where a database has the work is where it was found, and no archive: but for what no publisher has.
    fn places(&mut self) {
        let source = other(&self.record, "source").into_owned();
        let is_found = !source.is_empty();
        let is_medline = [&*other(&self.record, "source"), self.database].iter().any(|name| {
            let lower = name.to_lowercase();
            lower.contains("pubmed") || lower.contains("medline")
        });
        let (database, accession) = (self.database, self.accession);
        let record = &mut self.record;
        if is_medline && accession.bytes().all(|byte| byte.is_ascii_digit()) && !accession.is_empty() {
            set_other(record, "PMID", accession);
            self.accession = "";
        }
        if fields::is_published(record.kind) && !is_found && fields::is_database(database) {
            set_other(record, "source", database);
            keep(&mut self.rest, "AN", self.accession);
        } else if is_found && fields::is_published(record.kind) && (fields::is_database(database) || fields::is_database(&source)) {
            keep(&mut self.rest, "DB", database);
            keep(&mut self.rest, "AN", self.accession);
        } else {
            put(record, "archive", database, &mut self.rest, "DB");
            let is_kept = !record.archive.is_empty() || !fields::is_published(record.kind);
            if is_kept && record.archive_location.is_empty() {
                record.archive_location = self.accession.to_owned();
            } else {
                keep(&mut self.rest, "AN", self.accession);
            }
        }
        // Of a conference the place of publication has a tag of its own; where that is missing the other is it.
        if record.kind == Kind::Conference && record.place.is_empty() {
            record.place = take_other(record, "event-place");
        }
        if record.kind == Kind::Conference && record.container.is_empty() {
            record.container = take_other(record, "event-title");
        }
    }

    /// What the tags for journals say counts where `T2` says nothing: `JO` is often an abbreviation.
    fn names_of_journals(&mut self, lines: &[Line]) {
        let record = &mut self.record;
        if !record.container.is_empty() || fields::variable(record.kind, "T2") != Some("container-title") {
            if other(record, "container-title-short") == record.container {
                take_other(record, "container-title-short");
                // Where one tag repeats the title another may have the abbreviation.
                let short = lines
                    .iter()
                    .find(|line| matches!(&line.tag, b"J2" | b"JA" | b"JO") && !line.value.is_empty() && line.value != record.container);
                if let Some(short) = short {
                    set_other(record, "container-title-short", &short.value);
                    self.rest.shift_remove(short.tag());
                }
            }
            return;
        }
        if let Some(line) = ["JO", "JA", "J2"].iter().find_map(|tag| lines.iter().find(|line| line.tag() == *tag && !line.value.is_empty()))
        {
            record.container = line.value.clone();
            if other(record, "container-title-short") == line.value {
                take_other(record, "container-title-short");
            }
        }
    }

    fn end(mut self) -> Record {
        let record = &mut self.record;
        let alone = fields::variable(record.kind, "SP").unwrap_or("page");
        match (bare_pages(self.first_page), bare_pages(self.last_page)) {
            ("", last) => record.pages = last.into(),
            (first, "") if alone != "page" && !fields::is_range(first) => csl::set(record, alone, first),
            (first, "") => record.pages = first.into(),
            (first, last) if first == last || first.contains(['-', '–']) && first.ends_with(last) => record.pages = first.into(),
            (first, last) => record.pages = format!("{first}–{last}"),
        }
        self.dates.sort_by_key(|(order, _)| *order);
        let values: Vec<&str> = self.dates.iter().map(|(_, value)| *value).collect();
        if let Some((value, said)) = dates::fullest(&values) {
            record.issued = said.date;
            if !said.is_all {
                let words = serde_json::json!({ "literal": dates::words(value) });
                record.other.push(("issued".to_owned(), words.to_string()));
            }
        }
        // One line of keywords may hold several.
        if let [one] = &self.keywords[..]
            && one.contains(',')
        {
            self.keywords = one.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
        }
        let joint = if self.keywords.iter().any(|word| word.contains(',')) { "; " } else { ", " };
        set_other(record, "keyword", &self.keywords.join(joint));
        // Zotero's notes are pages.
        record.note = self.notes.iter().map(|note| entities::without_blocks(note)).collect::<Vec<_>>().join(" ");
        for (tag, values) in std::mem::take(&mut self.rest) {
            values.as_array().into_iter().flatten().filter_map(Value::as_str).for_each(|value| keep_tag(record, &tag, value));
        }
        self.record
    }
}

/// The first value of a variable counts; another is kept.
fn put(record: &mut Record, variable: &str, value: &str, rest: &mut Map<String, Value>, tag: &str) {
    let own = csl::texts(record).into_iter().find(|(name, _)| *name == variable).map(|(_, text)| text.clone());
    let known = own.unwrap_or_else(|| other(record, variable).into_owned());
    if known.is_empty() {
        if !value.is_empty() {
            csl::set(record, variable, value);
        }
    } else if known != value {
        keep(rest, tag, value);
    }
}

fn keep(rest: &mut Map<String, Value>, tag: &str, value: &str) {
    if !value.is_empty() {
        let values = rest.entry(tag.to_owned()).or_insert_with(|| Value::Array(Vec::new()));
        if let Some(values) = values.as_array_mut() {
            values.push(value.into());
        }
    }
}

/// Keeps a line in the record: it is written again.
fn keep_tag(record: &mut Record, tag: &str, value: &str) {
    let mut kept = match csl::kept(record, "ris") {
        Value::Object(kept) => kept,
        _ => Map::new(),
    };
    keep(&mut kept, tag, value);
    if kept.is_empty() {
        return;
    }
    csl::keep(record, "ris", Value::Object(kept));
}

/// What is told of a file beside a reference: its address, or its name. Where it lies on somebody's disk is nobody's concern.
fn attachment(path: &str) -> String {
    let path = path.trim();
    let is_web = path.starts_with("http://") || path.starts_with("https://");
    if is_web { path.to_owned() } else { path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned() }
}

fn first<'a>(field: &mut &'a str, value: &'a str) {
    if field.is_empty() {
        *field = value;
    }
}

fn accessed(record: &mut Record, value: &str) {
    let said = dates::read(value);
    record.accessed = record.accessed.or(said.date);
    if !said.is_all {
        let words = serde_json::json!({ "literal": value });
        record.other.push(("accessed".to_owned(), words.to_string()));
    }
}

fn take_other(record: &mut Record, variable: &str) -> String {
    let text = other(record, variable).into_owned();
    record.other.retain(|(name, _)| name != variable);
    text
}

/// `Family, Given, Suffix`, or the name of a body.
fn name(value: &str) -> Name {
    if value.contains(",,") {
        return Name::literal(&value.replacen(",,", ",", 1));
    }
    match value.split_once(',') {
        // EndNote ends the name of a body with a comma.
        Some((whole, "")) if whole.contains(' ') && !whole.starts_with(char::is_lowercase) => Name::literal(whole),
        Some((family, rest)) => extra::in_parts(family, rest),
        None => Name::literal(value),
    }
}
