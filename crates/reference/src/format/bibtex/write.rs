//! A record as an entry.

use std::fmt::Write;

use super::{
    super::{in_book, in_periodical, latex, other, page_range, shelf},
    dates::MONTHS,
    languages, names, types,
};
use crate::{Kind, Name, Record, Role, variable};
use scholion_base::{Date, Slug};

/// Roles of people that BibLaTeX tells by the type of an editor.
const EDITOR_FIELDS: [&str; 3] = ["editora", "editorb", "editorc"];

/// Writes a record as an entry with a line break behind it.
pub fn write(record: &Record) -> String {
    let (entry_type, subtype) = types::of_kind(record.kind);
    let mut entry = Entry { text: format!("@{entry_type}{{{},\n", key(&record.key)) };
    entry.raw("entrysubtype", subtype);
    entry.raw("author", &names::write(&record.author));
    entry.title("title", &record.title);
    if !record.translated_title.is_empty() {
        entry.title("titleaddon", &format!("[{}]", record.translated_title));
    }
    entry.raw("editor", &names::write(&record.editor));
    entry.raw("translator", &names::write(&record.translator));
    roles(record, &mut entry);
    let container = if in_book(record.kind) { "booktitle" } else { "journal" };
    if container == "booktitle" {
        entry.title(container, &record.container)
    } else {
        entry.text(container, &record.container)
    }
    entry.title("series", &record.series);
    numbers(record, entry_type, &mut entry);
    entry.raw("pages", &pages(&record.pages));
    entry.text("edition", &record.edition);
    entry.text("type", &record.genre);
    let publisher = match record.kind {
        Kind::Thesis => "school",
        Kind::Report => "institution",
        Kind::WebPage | Kind::Post | Kind::Weblog => "organization",
        _ => "publisher",
    };
    entry.text(publisher, &record.publisher);
    entry.text("address", &record.place);
    if let Some(date) = record.issued {
        issued(date, &mut entry);
    }
    entry.verbatim("doi", &record.doi);
    entry.text("isbn", &record.isbn);
    entry.text("issn", &record.issn);
    entry.verbatim("url", &record.url);
    entry.raw("urldate", &record.accessed.map(|date| date.to_string()).unwrap_or_default());
    if let Some(lang) = &record.language {
        let name = languages::name(lang).unwrap_or("");
        entry.raw("langid", name);
        if !languages::says_all(name, lang) {
            entry.text("language", lang.as_str());
        }
    }
    entry.text("archive", &record.archive);
    entry.text("archivelocation", &record.archive_location);
    entry.text("library", &shelf(record, true));
    for variable in variable::ALL.iter().filter(|variable| !variable.bibtex.is_empty()) {
        entry.text(variable.bibtex, &other(record, variable.name));
    }
    entry.text("note", &record.note);
    entry.text.push_str("}\n");
    entry.text
}

/// An entry in the making.
struct Entry {
    text: String,
}

impl Entry {
    fn text(&mut self, field: &str, text: &str) {
        self.raw(field, &latex::escape(text));
    }

    fn title(&mut self, field: &str, text: &str) {
        self.raw(field, &latex::escape_title(text));
    }

    fn verbatim(&mut self, field: &str, text: &str) {
        self.raw(field, &latex::escape_verbatim(text));
    }

    fn raw(&mut self, field: &str, latex: &str) {
        if !latex.is_empty() {
            // Writing to a string does not fail.
            let _ = writeln!(self.text, "  {field} = {{{latex}}},");
        }
    }
}

/// A key that LaTeX, BibTeX and biber take: letters, digits and a few signs of ASCII.
fn key(key: &str) -> String {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '/' | '+');
    match key {
        "" => "untitled".to_owned(),
        key if key.chars().all(is_safe) => key.to_owned(),
        key => Slug::from_text(key).to_string(),
    }
}

fn roles(record: &Record, entry: &mut Entry) {
    let mut fields = EDITOR_FIELDS.iter();
    for (role, people) in &record.other_names {
        let people: &[Name] = people;
        match role {
            Role::ContainerAuthor => entry.raw("bookauthor", &names::write(people)),
            _ if people.is_empty() => {}
            role => {
                if let Some(field) = fields.next() {
                    entry.raw(field, &names::write(people));
                    entry.raw(&format!("{field}type"), role.name());
                }
            }
        }
    }
}

/// Volume, issue and number. BibTeX calls the issue of a periodical `number`, and the place in a series, too.
fn numbers(record: &Record, entry_type: &str, entry: &mut Entry) {
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

/// Year and month as BibTeX has them; a day, a range or an estimate as only BibLaTeX has it.
fn issued(date: Date, entry: &mut Entry) {
    let day = date.start;
    if date.end.is_some() || day.day.is_some() || !day.is_plain() || !(1000..=9999).contains(&day.year) {
        entry.raw("date", &date.to_string());
    }
    entry.raw("year", &day.year.to_string());
    if let Some(month) = day.month.and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?)) {
        let _ = writeln!(entry.text, "  month = {month},");
    }
}
