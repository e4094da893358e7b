//! A record as an entry.

use std::{collections::BTreeSet, fmt::Write};

use super::{
    super::{in_book, in_periodical, is_recording, other, page_range, shelf},
    fields::FURTHER,
    languages, latex, names,
    tex::Tex,
    types,
};
use crate::{
    Kind, Name, Record, Role, csl,
    said::MONTHS,
    variable::{self, Shape},
};
use scholion_base::{Date, Slug, yaml::Value};

/// Roles of people that BibLaTeX tells by the type of an editor.
const EDITOR_FIELDS: [&str; 3] = ["editora", "editorb", "editorc"];

/// More keys of one work nobody needs.
const MOST_IDS: usize = 20;
/// Fields whose words stand in a title.
const TITLES: [&str; 6] = ["title", "container-title", "collection-title", "original-title", "title-short", "volume-title"];

/// Writes a record as an entry with a line break behind it.
pub fn write(record: &Record) -> String {
    write_as(record, &record.key, [], |_| true)
}

/// The same under another key. Keys by which it is known as well stand beside it (BibLaTeX manual, 2.2.3, `ids`), those that are free.
pub fn write_as<'k>(record: &Record, own: &str, others: impl IntoIterator<Item = &'k str>, is_free: impl Fn(&str) -> bool) -> String {
    let (entry_type, subtype) = if is_recording(record) { ("video", "") } else { types::of_kind(record.kind) };
    let own = key(own);
    let mut entry = Entry { text: format!("@{entry_type}{{{own},\n"), record, written: BTreeSet::new() };
    let mut ids: Vec<String> = Vec::new();
    let mut add = |id: &str| {
        let is_key = !id.is_empty() && id != own && !id.contains([',', '{', '}', '%', '\\']);
        if is_key && ids.len() < MOST_IDS && ids.iter().all(|known| known != id) && is_free(id) {
            ids.push(id.to_owned());
        }
    };
    let known = csl::kept(record, "ids");
    known.as_str().unwrap_or_default().split(',').map(str::trim).for_each(&mut add);
    add(&other(record, "citation-key"));
    others.into_iter().for_each(&mut add);
    entry.raw("ids", &ids.join(", "));
    let kept = |field: &str| csl::kept(record, field);
    entry.raw("entrysubtype", subtype);
    entry.raw("author", &names::write(&record.author));
    // Of a volume the title is its own, and the whole stands beside it (BibLaTeX manual, 2.3.1).
    let volume = other(record, "volume-title");
    let whole = if matches!(record.kind, Kind::Book | Kind::Classic) { &record.title } else { &record.container };
    let has_volume = in_book(record.kind) && !volume.is_empty() && !whole.is_empty() && *whole != *volume;
    let is_volume = has_volume && std::ptr::eq(whole, &record.title);
    match is_volume {
        true => {
            entry.variable("title", "volume-title", &volume);
            entry.variable("maintitle", "title", &record.title);
        }
        false => entry.variable("title", "title", &record.title),
    }
    if record.translated_title.is_empty() {
        entry.variable("titleaddon", "title-addon", &other(record, "title-addon"));
    } else {
        entry.raw("titleaddon", &latex::escape_title(&format!("[{}]", record.translated_title)));
    }
    entry.raw("editor", &names::write(&record.editor));
    entry.raw("translator", &names::write(&record.translator));
    roles(record, &mut entry);
    if drops_particles(record) {
        entry.raw("options", "useprefix=false");
    }
    let container = if in_book(record.kind) { "booktitle" } else { "journal" };
    match has_volume && !is_volume {
        true => {
            entry.variable(container, "volume-title", &volume);
            entry.variable("maintitle", "container-title", &record.container);
        }
        false => entry.variable(container, "container-title", &record.container),
    }
    entry.variable("series", "collection-title", &record.series);
    numbers(record, entry_type, &mut entry);
    entry.raw("pages", &pages(&record.pages));
    entry.text("edition", &record.edition);
    entry.text("type", &record.genre);
    let publisher = match record.kind {
        Kind::Thesis => "school",
        Kind::Report | Kind::Standard => "institution",
        Kind::WebPage | Kind::Post | Kind::Weblog => "organization",
        _ => "publisher",
    };
    entry.list(publisher, &record.publisher);
    entry.list("address", &record.place);
    issued(record, &mut entry);
    entry.verbatim("doi", &record.doi);
    entry.text("isbn", &record.isbn);
    entry.text("issn", &record.issn);
    entry.verbatim("url", &record.url);
    match literal(record, "accessed") {
        words if words.is_empty() => entry.raw("urldate", &record.accessed.map(|date| date.to_string()).unwrap_or_default()),
        words => entry.text("urldate", &words),
    }
    language(record, &mut entry);
    entry.text("archive", &record.archive);
    entry.text("archivelocation", &record.archive_location);
    // Where a thing is kept, in one line, for programs that have one field for it.
    entry.text("library", &if kept("library").is_null() { shelf(record, true) } else { String::new() });
    let is_told = |variable: &&variable::Variable| has_volume && variable.name == "volume-title";
    for variable in variable::ALL.iter().filter(|variable| !variable.bibtex.is_empty() && !is_told(variable)) {
        let words = match variable.shape {
            Shape::Date => date(record, variable.name),
            _ => other(record, variable.name).into_owned(),
        };
        // Pandoc and the styles of BibTeX know courts and parliaments as institutions.
        let field = if variable.name == "authority" && types::is_of_law(record.kind) { "institution" } else { variable.bibtex };
        entry.variable(field, variable.name, &words);
    }
    entry.variable("note", "note", &record.note);
    custom(record, &mut entry);
    entry.text.push_str("}\n");
    entry.text
}

/// An entry in the making.
struct Entry<'r> {
    text: String,
    record: &'r Record,
    /// The names of its fields.
    written: BTreeSet<String>,
}

impl Entry<'_> {
    fn text(&mut self, field: &str, text: &str) {
        self.raw(field, &latex::escape(text));
    }

    /// A list of bodies or places, of which we have one: `and` would part it.
    fn list(&mut self, field: &str, text: &str) {
        let latex = latex::escape(text);
        let is_parted = text.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
        self.raw(field, &if is_parted { format!("{{{latex}}}") } else { latex });
    }

    /// The words of a variable, formatted as they are.
    fn variable(&mut self, field: &str, variable: &str, words: &str) {
        let is_title = TITLES.contains(&variable) && field != "journal" && field != "titleaddon";
        self.raw(field, &latex::escape_marked(self.record.formatted(variable, words), is_title));
    }

    fn verbatim(&mut self, field: &str, text: &str) {
        self.raw(field, &latex::escape_verbatim(text));
    }

    fn raw(&mut self, field: &str, latex: &str) {
        if !latex.is_empty() {
            self.written.insert(field.to_owned());
            // Writing to a string does not fail.
            let _ = writeln!(self.text, "  {field} = {{{latex}}},");
        }
    }
}

/// A key that LaTeX, biber and BibTeX take: letters, digits and a few signs.
fn key(key: &str) -> String {
    let is_safe = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '/' | '+' | '*' | '!' | '?' | ';' | '&' | '@');
    match key {
        "" => "untitled".to_owned(),
        key if key.chars().all(is_safe) => key.to_owned(),
        key => Slug::from_text(key).to_string(),
    }
}

fn roles(record: &Record, entry: &mut Entry<'_>) {
    // People of whom it is kept which field named them.
    let further = |field: &&'static str| match csl::kept(record, field) {
        Value::String(names) => Some((*field, names::read(&names, &mut Tex::default()).names)),
        _ => None,
    };
    let further: Vec<(&str, Vec<Name>)> = FURTHER.iter().filter_map(further).collect();
    let told: BTreeSet<&Name> = further.iter().flat_map(|(_, names)| names).collect();
    let mut fields = EDITOR_FIELDS.iter().filter(|field| further.iter().all(|(taken, _)| taken != *field));
    for (role, people) in &record.other_names {
        let is_told = |name: &&Name| *role != Role::Contributor || !told.contains(*name);
        let people: Vec<Name> = people.iter().filter(is_told).cloned().collect();
        match role {
            Role::ContainerAuthor => entry.raw("bookauthor", &names::write(&people)),
            _ if people.is_empty() => {}
            role => match fields.next() {
                Some(field) => {
                    entry.raw(field, &names::write(&people));
                    entry.raw(&format!("{field}type"), role.name());
                }
                None => entry.raw(role.name(), &names::write(&people)),
            },
        }
    }
    for (field, names) in &further {
        entry.raw(field, &names::write(names));
    }
}

/// Whether the particles of all names are left out where a family name stands alone.
fn drops_particles(record: &Record) -> bool {
    let mut drops = false;
    for name in record.people().flat_map(|(_, names)| names) {
        if !name.particle.is_empty() {
            return false;
        }
        drops |= !name.dropping.is_empty();
    }
    drops
}

/// Volume, issue and number. BibTeX calls the issue of a periodical `number`, and the place in a series, too.
fn numbers(record: &Record, entry_type: &str, entry: &mut Entry<'_>) {
    entry.text("volume", &record.volume);
    let in_series = other(record, "collection-number");
    let (number, issue, rest) = match () {
        () if in_periodical(record.kind) => (&*record.issue, "", &*record.number),
        () if types::is_bookish(entry_type) && !record.series.is_empty() => (&*in_series, &*record.issue, &*record.number),
        () => (&*record.number, &*record.issue, ""),
    };
    entry.text("number", number);
    entry.text("issue", issue);
    entry.text("eid", rest);
}

/// Two hyphens between first and last page are a dash.
fn pages(pages: &str) -> String {
    let (first, last) = page_range(pages);
    let pages = if first.is_empty() || last.is_empty() { pages.to_owned() } else { format!("{first}–{last}") };
    latex::escape(&pages).replace('–', "--")
}

/// Year and month as BibTeX has them; a day, a range or an estimate as only BibLaTeX has it. Words that stand for a date are its year.
fn issued(record: &Record, entry: &mut Entry<'_>) {
    let words = literal(record, "issued");
    if !words.is_empty() {
        return entry.text("year", &words);
    }
    let Some(date) = record.issued else { return };
    let day = date.start;
    if date.end.is_some() || day.day.is_some() || !day.is_plain() || !(1000..=9999).contains(&day.year) {
        entry.raw("date", &date.to_string());
    }
    if day.year > 0 {
        entry.raw("year", &day.year.to_string());
    }
    if let Some(month) = day.month.and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?)) {
        let _ = writeln!(entry.text, "  month = {month},");
    }
}

/// The words that stand for a date.
fn literal(record: &Record, variable: &str) -> String {
    match csl::date_value(record, variable) {
        Value::Object(map) => map.get("literal").and_then(Value::as_str).unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}

/// A date without a field of its own in a record.
fn date(record: &Record, variable: &str) -> String {
    match literal(record, variable) {
        words if words.is_empty() => csl::other_date(record, variable).map(|date: Date| date.to_string()).unwrap_or_default(),
        words => words,
    }
}

/// The language by Babel's name, for whoever sets the entry, and by its tag, for whoever reads it.
fn language(record: &Record, entry: &mut Entry<'_>) {
    let kept = |field: &str| matches!(csl::kept(record, field), Value::String(_));
    let Some(lang) = &record.language else { return };
    if !kept("langid") {
        entry.raw("langid", languages::name(lang).unwrap_or(""));
    }
    if !kept("language") {
        entry.text("language", lang.as_str());
    }
}

/// What no variable holds, by the names under which it is kept.
fn custom(record: &Record, entry: &mut Entry<'_>) {
    let Some((_, json)) = record.other.iter().find(|(name, _)| name == "custom") else { return };
    let Ok(Value::Object(map)) = serde_json::from_str(json) else { return };
    for (field, value) in &map {
        let is_name = field.starts_with(|c: char| c.is_ascii_alphabetic())
            && field.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+' | b':'));
        if !is_name || FURTHER.contains(&field.as_str()) || entry.written.contains(field) {
            continue;
        }
        match value {
            Value::String(words) if matches!(field.as_str(), "eprint" | "eprinttype" | "eprintclass" | "furtherurl") => {
                entry.verbatim(field, words)
            }
            Value::String(words) => entry.text(field, words),
            Value::Number(number) => entry.text(field, &number.to_string()),
            _ => {}
        }
    }
}
