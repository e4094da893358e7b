//! The fields of an entry as a record: each in its variable, or kept under its name, or told.
//!
//! BibLaTeX manual, 2.2; for `custom`: CSL-JSON schema 1.0.

use std::collections::BTreeMap;

use super::{
    super::{Library, Unread, bare_pages, entities::without_blocks, in_book, in_periodical, set_other, without_label},
    dates, keys, names,
    tex::{Mode, Tex},
    types,
};
use crate::{Kind, Name, Record, Role, csl, said::Said, tongue, variable, variable::Shape};
use scholion_base::{
    Date, Span,
    diagnostic::{did_you_mean, nearest},
    say,
    yaml::Map,
};

/// An entry whose abbreviations are written out.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its type: small letters.
    pub kind: String,
    pub key: String,
    pub place: Span,
    /// Values in TeX, by BibLaTeX's names of the fields.
    pub fields: BTreeMap<String, String>,
    /// Where the names of its own fields stand.
    pub places: BTreeMap<String, Span>,
}

impl Entry {
    /// Where one of these fields stands, or the entry.
    fn place_of(&self, fields: &[&str]) -> Span {
        fields.iter().find_map(|field| self.places.get(*field)).copied().unwrap_or(self.place)
    }
}

/// What other programs keep in entries for themselves: where files lie on somebody's disk, who changed what when. Nobody else may be
/// meant to read it, so it is not kept, and told once a file.
fn is_private(field: &str) -> bool {
    const FIELDS: [&str; 24] = [
        "added-at",
        "creationdate",
        "date-added",
        "date-modified",
        "execute",
        "file",
        "groupsearch",
        "interhash",
        "intrahash",
        "local-url",
        "localfile",
        "modificationdate",
        "options",
        "owner",
        "posted-at",
        "priority",
        "qualityassured",
        "ranking",
        "read",
        "readstatus",
        "relevance",
        "sentelink",
        "timestamp",
        "username",
    ];
    FIELDS.contains(&field) || ["__", "bdsk-", "citeulike-", "jabref-"].iter().any(|prefix| field.starts_with(prefix))
}

/// People of whom CSL knows no role: contributors, of whom it is kept which field named them.
pub const FURTHER: [&str; 13] = [
    "afterword",
    "annotator",
    "commentator",
    "editora",
    "editorb",
    "editorc",
    "foreword",
    "holder",
    "introduction",
    "namea",
    "nameb",
    "namec",
    "shortauthor",
];

/// Fields in which titles stand.
const TITLES: [&str; 6] = ["origtitle", "parttitle", "reviewedtitle", "shorttitle", "titleaddon", "volumetitle"];

/// Makes records of the entries of one file.
pub struct Reading<'l> {
    pub tex: Tex,
    pub library: &'l mut Library,
    /// Fields that are not kept.
    pub unread: Unread,
}

impl Reading<'_> {
    /// The words of a field, which is read by that.
    pub(super) fn take(&mut self, entry: &mut Entry, field: &str, mode: Mode) -> String {
        entry.fields.remove(field).map(|latex| self.tex.read(&latex, mode)).unwrap_or_default()
    }

    fn people(&mut self, entry: &mut Entry, field: &str) -> Vec<Name> {
        let Some(latex) = entry.fields.remove(field) else { return Vec::new() };
        let list = names::read(&latex, &mut self.tex);
        if list.has_semicolons {
            self.library.doubt(entry.place_of(&[field]), say::odd_bibtex_semicolon(field), say::odd_bibtex_semicolon_hint());
        }
        if let Some(name) = list.turned {
            self.library.doubt(entry.place_of(&[field]), say::odd_bibtex_initials(name), say::odd_bibtex_initials_hint());
        }
        if let Some(name) = list.crowded {
            self.library.doubt(entry.place_of(&[field]), say::odd_bibtex_commas(name), say::odd_bibtex_commas_hint());
        }
        list.names
    }

    /// A title with its subtitle.
    fn titled(&mut self, entry: &mut Entry, title: &str, subtitle: &str) -> String {
        let (title, subtitle) = (self.take(entry, title, Mode::Title), self.take(entry, subtitle, Mode::Title));
        match () {
            () if subtitle.is_empty() => title,
            () if title.is_empty() => subtitle,
            () if title.ends_with(['?', '!', ':', '.', ';', '—']) => format!("{title} {subtitle}"),
            () => format!("{title}: {subtitle}"),
        }
    }

    /// The tag of the language of the entry; empty if it says none.
    fn tag(&self) -> String {
        tongue::lang(&self.tex.lang).map_or_else(String::new, |lang| lang.primary().to_owned())
    }

    /// An entry as a record.
    pub fn record(&mut self, mut entry: Entry) -> Record {
        let entry = &mut entry;
        let langid = self.take(entry, "langid", Mode::Plain);
        let named = if langid.is_empty() { entry.fields.get("language").map_or("", String::as_str) } else { &langid };
        self.tex.lang = named.to_lowercase();
        let subtype = self.take(entry, "entrysubtype", Mode::Plain);
        let kind = types::kind_of(&entry.kind, &subtype.to_lowercase());
        if kind.is_none() {
            let known = ["article", "book", "incollection", "inproceedings", "online", "report", "thesis", "misc"];
            let near: Vec<String> = nearest(&entry.kind, known, 1).iter().map(|near| format!("@{near}")).collect();
            let hint = did_you_mean(&near).unwrap_or_else(say::unknown_type_hint_misc);
            self.library.doubt(entry.place, say::unknown_type_bibtex(&entry.kind), hint);
        }
        let mut record = Record { key: entry.key.clone(), kind: kind.unwrap_or(Kind::Document), ..Record::default() };
        if Kind::named(&subtype.to_lowercase()).is_none() && !types::says_kind(&subtype) {
            keep(&mut record, "entrysubtype", &subtype);
        }
        self.roles(entry, &mut record);
        self.titles(entry, &mut record);
        self.numbers(entry, &mut record);
        self.imprint(entry, &mut record);
        self.dates(entry, &mut record);
        self.identifiers(entry, &mut record);
        self.language(entry, &mut record, &langid);
        record.note = self.take(entry, "note", Mode::Rich);
        self.variables(entry, &mut record);
        self.rest(entry, &mut record);
        record.settle_rich();
        record
    }

    fn roles(&mut self, entry: &mut Entry, record: &mut Record) {
        record.author = self.people(entry, "author");
        let editors = self.people(entry, "editor");
        let editor_type = self.take(entry, "editortype", Mode::Plain);
        match Role::named(&editor_type).filter(|role| *role != Role::Editor) {
            Some(role) => editors.into_iter().for_each(|name| record.add(role, name)),
            None => {
                record.editor = editors;
                keep(record, "editortype", if editor_type == "editor" { "" } else { &editor_type });
            }
        }
        record.translator = self.people(entry, "translator");
        for field in FURTHER {
            let names = self.people(entry, field);
            let type_field = format!("{field}type");
            let role = self.take(entry, &type_field, Mode::Plain);
            if names.is_empty() {
                continue;
            }
            if let Some(role) = Role::named(&role.to_lowercase()) {
                names.into_iter().for_each(|name| record.add(role, name));
                continue;
            }
            // In the form in which they come back.
            let written = names::write(&names);
            let names = names::read(&written, &mut self.tex).names;
            keep(record, field, &written);
            keep(record, &type_field, &role);
            if field != "shortauthor" {
                names.into_iter().for_each(|name| record.add(Role::Contributor, name));
            }
        }
        let container_author = self.people(entry, "bookauthor");
        if container_author != record.author {
            container_author.into_iter().for_each(|name| record.add(Role::ContainerAuthor, name));
        }
        for role in Role::ALL.iter().filter(|role| !matches!(role, Role::Author | Role::Editor | Role::Translator)) {
            let names = self.people(entry, role.name());
            names.into_iter().for_each(|name| record.add(*role, name));
        }
        let options = entry.fields.get("options").map_or("", String::as_str).replace(' ', "");
        if options.split(',').any(|option| option == "useprefix=false") {
            let others = record.other_names.iter_mut().flat_map(|(_, names)| names);
            let all = record.author.iter_mut().chain(&mut record.editor).chain(&mut record.translator).chain(others);
            for name in all.filter(|name| name.dropping.is_empty()) {
                name.dropping = std::mem::take(&mut name.particle);
            }
            entry.fields.remove("options");
        }
        if matches!(options.as_str(), "useprefix=true" | "useprefix") {
            entry.fields.remove("options");
        }
    }

    fn titles(&mut self, entry: &mut Entry, record: &mut Record) {
        record.title = self.titled(entry, "title", "subtitle");
        let addon = self.take(entry, "titleaddon", Mode::Title);
        match addon.strip_prefix('[').and_then(|addon| addon.strip_suffix(']')) {
            Some(translation) => record.translated_title = translation.into(),
            None => set_other(record, "title-addon", &addon),
        }
        for (title, subtitle) in [
            ("journaltitle", "journalsubtitle"),
            ("booktitle", "booksubtitle"),
            ("maintitle", "mainsubtitle"),
            ("issuetitle", "issuesubtitle"),
        ] {
            let is_own = matches!(title, "maintitle" | "issuetitle") && !types::is_part(&entry.kind);
            if record.container.is_empty() && !is_own {
                record.container = self.titled(entry, title, subtitle);
            }
            if record.title.is_empty() && is_own && title == "maintitle" {
                record.title = self.titled(entry, title, subtitle);
            }
        }
        // BibLaTeX's title is that of the volume; CSL's is that of the whole, as Pandoc reads it.
        if in_book(record.kind) && !entry.fields.contains_key("volumetitle") {
            let main = self.titled(entry, "maintitle", "mainsubtitle");
            let title = if types::is_part(&entry.kind) { &mut record.container } else { &mut record.title };
            if !main.is_empty() && *title != main {
                let volume = std::mem::replace(title, main);
                set_other(record, "volume-title", &volume);
            }
        }
        // Parents say it for their children, as BibTeX knows no other way.
        if record.container == record.title && !types::is_part(&entry.kind) {
            record.container.clear();
        }
        if record.title.is_empty() && matches!(entry.kind.as_str(), "periodical" | "collection" | "proceedings") {
            // What old styles name by its container.
            record.title = std::mem::take(&mut record.container);
        }
        record.series = keys::spelled(&self.take(entry, "series", Mode::Title), &self.tag());
    }

    /// What `number`, `issue` and `eid` mean depends on the type.
    fn numbers(&mut self, entry: &mut Entry, record: &mut Record) {
        let [number, issue, eid] = ["number", "issue", "eid"].map(|field| self.take(entry, field, Mode::Plain));
        if in_periodical(record.kind) {
            match (number.is_empty(), issue.is_empty()) {
                (false, false) => {
                    record.issue = number;
                    keep(record, "issue", &issue);
                }
                (true, _) => record.issue = issue,
                (false, true) => record.issue = number,
            }
            record.number = eid;
        } else if types::is_bookish(&entry.kind) && !record.series.is_empty() {
            set_other(record, "collection-number", &number);
            record.issue = issue;
            record.number = eid;
        } else {
            record.number = number;
            record.issue = issue;
            keep(record, "eid", &eid);
        }
        if in_periodical(record.kind) {
            record.issue = without_label(&record.issue, "issue").to_owned();
        }
        record.volume = without_label(&self.take(entry, "volume", Mode::Plain), "volume").to_owned();
        record.pages = bare_pages(&self.take(entry, "pages", Mode::Plain)).replace('—', "–");
        record.edition = self.take(entry, "edition", Mode::Plain);
        let genre = self.take(entry, "type", Mode::Plain);
        record.genre = keys::spelled(if genre.is_empty() { types::key_of(&entry.kind) } else { &genre }, &self.tag());
    }

    fn imprint(&mut self, entry: &mut Entry, record: &mut Record) {
        // Whoever decides a case is no publisher.
        if types::is_of_law(record.kind) {
            let court = ["court", "authority", "institution"].into_iter().find(|field| entry.fields.contains_key(*field));
            let court = court.map(|field| self.take(entry, field, Mode::Plain)).unwrap_or_default();
            set_other(record, "authority", &court);
        }
        for field in ["publisher", "institution", "organization"] {
            if record.publisher.is_empty() {
                record.publisher = self.take(entry, field, Mode::Rich);
            }
        }
        record.place = keys::spelled(&self.take(entry, "location", Mode::Plain), &self.tag());
        record.archive = self.take(entry, "archive", Mode::Plain);
        let mut library = self.take(entry, "library", Mode::Plain);
        // What stands in fields of its own is no further library.
        let parts = ["archivelocation", "callnumber"].map(|field| entry.fields.get(field).map_or("", String::as_str));
        let parts = parts.map(|latex| self.tex.read(latex, Mode::Plain));
        if parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ") == library
            || parts.contains(&library)
        {
            library.clear();
        }
        if record.archive.is_empty() {
            record.archive = library;
        } else if !library.contains(record.archive.as_str()) {
            keep(record, "library", &library);
        }
        record.archive_location = self.take(entry, "archivelocation", Mode::Plain);
    }

    fn dates(&mut self, entry: &mut Entry, record: &mut Record) {
        // A tilde says that a date is an estimate.
        let date = self.take(entry, "date", Mode::Verbatim);
        let [year, month, day] = ["year", "month", "day"].map(|field| self.take(entry, field, Mode::Verbatim));
        let of_fields = dates::of_fields(&year, &month, &day);
        let (read, has_date) = (dates::read(&date), !date.is_empty());
        let (read, words) = match (date.is_empty(), read.date) {
            (true, _) => (of_fields, [&*day, &*month, &*year].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")),
            // What cannot be read may be read beside it.
            (false, None) if of_fields.date.is_some() => (Said { is_all: false, ..of_fields }, date),
            _ => (read, date),
        };
        // `date` counts before `year` (BibLaTeX manual, 2.3.8); what that says otherwise is kept.
        let differs = |other: Date| read.date.is_some_and(|date| !date.days().any(|day| day.year == other.start.year));
        if has_date && of_fields.date.is_some_and(differs) {
            keep(record, "year", &year);
            self.library.doubt(entry.place_of(&["year"]), say::odd_bibtex_years(&words, &year), say::odd_bibtex_years_hint());
        }
        if let Some((_, letter)) = dates::lettered(&words) {
            record.set_year_suffix(letter);
        }
        self.dated(entry.place_of(&["date", "year", "month"]), record, "issued", read, &words);
        for (field, variable) in [("urldate", "accessed"), ("eventdate", "event-date"), ("origdate", "original-date")] {
            let mut words = self.take(entry, field, Mode::Verbatim);
            if field == "origdate" && words.is_empty() {
                words = self.take(entry, "origyear", Mode::Verbatim);
            }
            self.dated(entry.place_of(&[field]), record, variable, dates::read(&words), &words);
        }
    }

    fn dated(&mut self, place: Span, record: &mut Record, variable: &str, read: Said, words: &str) {
        if words.is_empty() {
            return;
        }
        match read.date {
            Some(date) if read.is_all => csl::set(record, variable, &date.to_string()),
            // The words stand for it.
            Some(date) => {
                csl::set(record, variable, words);
                if variable == "issued" {
                    record.issued = Some(date);
                }
                let message = say::odd_bibtex_date(words, date.to_string());
                self.library.doubt(place, message, say::bad_value_hint_bibtex_date());
            }
            None => {
                csl::set(record, variable, words);
                self.library.doubt(place, say::bad_value_bibtex_date(words), say::bad_value_hint_bibtex_date());
            }
        }
    }

    fn language(&mut self, entry: &mut Entry, record: &mut Record, langid: &str) {
        let named = self.take(entry, "language", Mode::Plain);
        let key = |name: &str| name.strip_prefix("lang").map_or(name, |rest| rest.trim_start()).to_owned();
        let of = |name: &str| tongue::lang(name).or_else(|| tongue::lang(&key(name)));
        record.language = of(&named).or_else(|| of(langid));
        if !named.is_empty() && !tongue::read(&named).or_else(|| tongue::read(&key(&named))).is_some_and(|tongue| tongue.is_all) {
            keep(record, "language", &named);
        }
        if !langid.is_empty() && of(langid).is_none() {
            keep(record, "langid", langid);
        }
    }

    /// The variables that have a field of their own.
    fn variables(&mut self, entry: &mut Entry, record: &mut Record) {
        for variable in variable::ALL.iter().filter(|variable| !variable.bibtex.is_empty()) {
            let known = record.other.iter().find(|(name, _)| *name == variable.name);
            if let Some((_, json)) = known {
                let text = entry.fields.get(variable.bibtex).map(|latex| self.tex.read(latex, Mode::Rich));
                if text.map(|text| serde_json::Value::from(text).to_string()).is_some_and(|text| text == *json) {
                    entry.fields.remove(variable.bibtex);
                }
                continue;
            }
            let mode = match variable.shape {
                Shape::Date => Mode::Verbatim,
                _ if TITLES.contains(&variable.bibtex) => Mode::Title,
                _ => Mode::Rich,
            };
            let text = self.take(entry, variable.bibtex, mode);
            match variable.shape {
                Shape::Date => self.dated(entry.place_of(&[variable.bibtex]), record, variable.name, dates::read(&text), &text),
                // Keywords and titles are words, whatever BibLaTeX has keys for.
                _ if variable.bibtex == "pubstate" => set_other(record, variable.name, &keys::spelled(&text, &self.tag())),
                _ if variable.bibtex == "abstract" => set_other(record, variable.name, &without_blocks(&text)),
                _ => set_other(record, variable.name, &text),
            }
        }
        let rights = ["rights", "license"].map(|field| self.take(entry, field, Mode::Plain));
        for text in rights.into_iter().filter(|text| !text.is_empty()) {
            if record.other.iter().all(|(name, _)| name != "license") {
                set_other(record, "license", &text);
            } else {
                keep(record, "rights", &text);
            }
        }
    }

    /// What has no variable is kept under its name, or counted.
    fn rest(&mut self, entry: &mut Entry, record: &mut Record) {
        let mut custom = Map::new();
        for (field, latex) in std::mem::take(&mut entry.fields) {
            if is_private(&field) {
                self.unread.note(&field, entry.place);
                continue;
            }
            let words = self.tex.read(&latex, Mode::Plain);
            if !words.is_empty() {
                custom.insert(field, words.into());
            }
        }
        csl::keep_all(record, custom);
    }
}

/// Keeps what no variable holds.
pub(super) fn keep(record: &mut Record, field: &str, words: &str) {
    csl::keep(record, field, words.into());
}
