//! The front matter of a document.

use serde::{Deserialize, Serialize};

use crate::{
    base::{CalendarDay, Date, Lang, Slug, Span, WebAddress},
    reference::{Kind, Name, Role},
};

/// What the front matter says, under CSL's names. Absent fields are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// `title`, or the first heading, or the slug: never empty.
    pub title: String,
    /// `lang`: the language of the document.
    pub lang: Lang,
    /// `type`.
    pub kind: Kind,
    /// `author`, `editor`, `interviewer` …, in the order of the file: each with its role.
    pub people: Vec<Person>,
    /// `container-title`: journal, collection, web site.
    pub container: String,
    pub volume: String,
    pub issue: String,
    /// `page`.
    pub pages: String,
    pub publisher: String,
    /// `publisher-place`.
    pub place: String,
    /// `section`: the rubric of the journal, in the document's language.
    pub section: String,
    /// `DOI`, without a resolver.
    pub doi: String,
    pub issn: String,
    pub isbn: String,
    /// `URL`.
    pub url: WebAddress,
    pub issued: Option<Date>,
    /// `received`, `accepted`, `accessed`, `original-date` and other dates, by name, in the order of the file.
    pub dates: Vec<(String, Date)>,
    /// `abstract`, Markdown.
    pub abstract_: String,
    /// `keyword`.
    pub keywords: Vec<String>,
    /// The same in other languages.
    pub translations: Vec<Translation>,
    /// `translation-of`: the document of this archive of which this is a translation, as written; empty if of none.
    pub translation_of: String,
    /// `aliases`: names and addresses that the document had before, or has beside its title.
    pub aliases: Vec<String>,
    /// Where each of them stands in the file.
    pub alias_places: Vec<Span>,
    /// `slug`: the last part of its address, where that is not its file's.
    pub slug: Option<Slug>,
    pub license: Option<License>,
    /// The statement of rights as printed: `© Ilves M., 2022`.
    pub rights: String,
    /// `citation-as-printed`: how the document asks to be cited ("For citation"), in each language.
    pub cite_as: Vec<(Lang, String)>,
    /// `files`: what belongs to it.
    pub files: Vec<super::Attachment>,
    /// `publish-source`: where it is said that readers are given its source as it is.
    pub publish_source: Option<Span>,
    /// `facsimile`: the pictures of its pages.
    pub facsimile: Vec<super::FacsimilePart>,
    /// `tiles`: whether these are there in tiles, to be looked at closely; `None` if it follows from their size.
    pub tiles: Option<bool>,
    /// `chapters`: whether it is read chapter by chapter.
    pub chapters: super::chapters::Chapters,
    /// `recordings`: the sounds and films of which it is the transcript.
    pub recordings: Vec<super::Recording>,
    /// `sent`, `received`, `forwarded`: the way of a letter.
    pub way: super::LetterWay,
    /// `collection`: the collections in which it stands.
    pub collections: Vec<super::InCollection>,
    /// Of a collection what describes it, besides title and text.
    pub description: Option<Box<super::collection::Description>>,
    /// `history`: its versions, and what was corrected, in the order of the file.
    pub history: Vec<super::history::HistoryEvent>,
    /// Not to be published.
    pub draft: bool,
    /// `menu`, of a free page: what menus call it; empty if none shows it that does not name it, `None` if nothing is said.
    pub menu: Option<String>,
    /// `publish-after`, `publish-until`: from when to when it may be shown.
    pub window: super::Window,
    /// Where it came from.
    pub source: Option<SourceRef>,
    /// The first sentence or two for lists, where the text marks them (`lead`).
    pub lead: String,
    /// Variables of the description that have no field here (`archive`, `call-number`, `edition` …): CSL's name and the words,
    /// in the order of the file.
    pub variables: Vec<(String, String)>,
    /// The editors' own keys, which begin with `x-`, with their values as JSON text.
    pub extra: Vec<(String, String)>,
    /// Keys of which the program knows nothing: fields of the archive, if its configuration says so.
    pub own: Vec<super::Own>,
    /// Where each top-level key stands in the file: for diagnostics of those who know the archive.
    pub places: Vec<(String, Span)>,
}

/// A title in a language: as it is if it is in that, else as it is translated, if it is; and the language that it is in.
pub fn titled<'a>(title: &'a str, own: &'a Lang, translations: &'a [Translation], lang: &Lang) -> (&'a str, &'a Lang) {
    let is = |other: &Lang| other.primary().eq_ignore_ascii_case(lang.primary());
    let translated = translations.iter().find(|other| !other.title.is_empty() && is(&other.lang)).filter(|_| !is(own));
    translated.map_or((title, own), |other| (&other.title, &other.lang))
}

impl Meta {
    /// Where a top-level key stands in the file.
    pub fn place_of(&self, key: &str) -> Option<Span> {
        self.places.iter().find(|(name, _)| name == key).map(|(_, span)| *span)
    }

    /// The day on which the document came to the archive, as far as it says so: `added:`, or `source: added:`, which `ingest` writes. What
    /// was held back until a later day came on that.
    pub fn added(&self) -> Option<Date> {
        let came = self.date("added").or_else(|| self.source.as_ref().and_then(|source| source.added));
        came.max(self.window.after.and_then(CalendarDay::date))
    }

    /// The day on which the archive last changed it: `revised:`, unless that tells of the journal in which the text appeared (no day
    /// after it came here, or beside `received:` and `accepted:`), else [`added`](Self::added). Dates that are no more than a guess say
    /// nothing here.
    pub fn changed(&self) -> Option<Date> {
        let (added, revised) = (self.added().filter(Date::is_plain), self.date("revised").filter(Date::is_plain));
        match (added, revised) {
            (Some(added), Some(revised)) => Some(added.max(revised)),
            (None, Some(revised)) if self.date("received").or(self.date("accepted")).is_none() => Some(revised),
            (added, _) => added,
        }
    }

    fn date(&self, name: &str) -> Option<Date> {
        self.dates.iter().find(|(other, _)| other == name).map(|(_, date)| *date)
    }

    /// The names of the authors in reading order.
    pub fn authors(&self) -> String {
        let names: Vec<String> =
            self.people.iter().filter(|person| person.role == Role::Author).map(|person| person.name.display()).collect();
        names.join(", ")
    }
}

/// Somebody with a part in the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Person {
    /// What they have to do with it. The interviewee of an interview is its author, as in CSL.
    pub role: Role,
    pub name: Name,
    /// Posts and affiliations as printed (`office`).
    pub offices: Vec<String>,
    /// The record that says who is meant (`id`), where the name alone does not.
    pub id: Option<Slug>,
}

/// The front matter in another language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    pub lang: Lang,
    pub title: String,
    /// Markdown.
    pub abstract_: String,
    pub keywords: Vec<String>,
    /// The rubric.
    pub section: String,
    pub people: Vec<Person>,
}

/// A licence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct License {
    /// SPDX identifier where there is one: `CC-BY-4.0`; else as written.
    pub id: String,
    /// Its address; empty if unknown.
    pub url: WebAddress,
}

impl License {
    /// Whether it lets anybody reprint: Creative Commons, public-domain marks and free licences of manuals do, in the sense
    /// of DESIGN §5, "Rights".
    pub fn is_open(&self) -> bool {
        let id = self.id.to_ascii_uppercase().replace([' ', '_'], "-");
        let mut parts = id.split('-').filter(|part| !part.is_empty());
        let is_version = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        // A port of a country has its two letters.
        let is_port = |part: &str| matches!(part, "INTERNATIONAL" | "UNPORTED" | "GENERIC" | "UNIVERSAL" | "IGO") || part.len() == 2;
        let first = parts.next().unwrap_or("");
        let known: &[&str] = match first {
            // Manuals are under the licences of their programs.
            "CC0" | "PDM" | "PDDL" | "MIT" | "APACHE" => &[],
            "CC" => match parts.next() {
                Some("BY") => &["NC", "SA", "ND"],
                Some("0" | "PDM" | "PDDC") => &[],
                _ => return false,
            },
            "PUBLIC" if parts.next() == Some("DOMAIN") => &["MARK"],
            "ODC" if matches!(parts.next(), Some("BY" | "PDDL")) => &[],
            "GFDL" => &["ONLY", "OR", "LATER", "NO", "INVARIANTS"],
            _ => return false,
        };
        parts.all(|part| known.contains(&part) || is_version(part) || first.starts_with("CC") && is_port(part))
    }
}

/// What a converted document remembers of its source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRef {
    /// Its file name in `content/sources/`.
    pub file: String,
    /// The part of the file, where each of several texts in it has a document; empty if it is all of it.
    pub part: String,
    /// SHA-256 of the source, or of the part of it, hexadecimal.
    pub sha256: String,
    /// The day on which `ingest` made the document.
    pub added: Option<Date>,
    /// SHA-256 of the document as generated (front matter without this very line, and body), hexadecimal.
    pub generated: String,
    /// Words of the source that the editors accept as left out, each with the rule that dropped it.
    pub omissions: Vec<Omission>,
    /// What the editors say of what ingest found.
    pub verdicts: Vec<super::Verdict>,
}

/// A part of the source that is not in the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Omission {
    /// Line of the source, from 1.
    pub line: u32,
    /// The words.
    pub text: String,
    /// The rule that dropped it, such as `comment-form`.
    pub rule: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_licences_are_known_by_their_whole_name() {
        let is_open = |id: &str| License { id: id.to_owned(), ..License::default() }.is_open();
        for id in [
            "CC0",
            "CC0-1.0",
            "cc by 4.0",
            "CC-BY-NC-ND-4.0",
            "CC-BY-SA-3.0-DE",
            "CC BY-SA 4.0 International",
            "PDM-1.0",
            "Public Domain",
            "ODC-By-1.0",
            "GFDL-1.3-or-later",
            "MIT",
            "Apache-2.0",
        ] {
            assert!(is_open(id), "{id}");
        }
        for id in [
            "",
            "CC",
            "CCC (Copyright Clearance Center), all rights reserved",
            "cc-by, but not the pictures",
            "Publicly displayed only",
            "Public performance prohibited",
            "CCopyright",
            "ODC-none",
            "PDMX",
            "all rights reserved",
        ] {
            assert!(!is_open(id), "{id}");
        }
    }
}
