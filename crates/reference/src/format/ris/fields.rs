//! What the tags of RIS mean: a table by kind of work.
//!
//! There is no standard that says it. The rows follow Zotero's translator (`RIS.js` of zotero/translators) and the reference types of
//! EndNote, which agree in most; a tag without a row for a kind means nothing there, and its values are kept.

use crate::{Kind, Kind::*};

/// A tag, the variable that it holds (empty: none), and that of some kinds.
struct Row(&'static str, &'static str, &'static [(&'static str, &'static [Kind])]);

/// Films and broadcasts, of which the director is what authors are of other works.
const SCREEN: &[Kind] = &[MotionPicture, Broadcast];
const MUSIC: &[Kind] = &[Song, MusicalScore];
/// Works in which nothing else appears.
const WHOLE: &[Kind] = &[Book, Classic, Report, Map, Software, Standard];
const LAW: &[Kind] = &[Bill, Hearing, Legislation];

/// The first tag of a variable is the one in which it is written.
const ROWS: &[Row] = &[
    Row("AU", "author", &[("director", SCREEN), ("composer", MUSIC)]),
    Row("A1", "author", &[]),
    Row(
        "A2",
        "editor",
        &[
            ("collection-editor", &[Book, Classic, Report]),
            ("recipient", &[Communication]),
            ("interviewer", &[Interview]),
            ("author", &[Speech]),
            ("performer", MUSIC),
            ("contributor", LAW),
            ("container-title", &[LegalCase]),
            ("authority", &[Patent]),
        ],
    ),
    Row("A3", "collection-editor", &[("editor", &[Book, Classic, Report]), ("producer", SCREEN), ("contributor", &[Thesis, Bill])]),
    Row("A4", "translator", &[("contributor", &[MotionPicture, Dataset, LegalCase])]),
    Row("ED", "editor", &[]),
    Row("TI", "title", &[]),
    Row("T1", "title", &[]),
    Row("CT", "title", &[]),
    Row("TT", "translated-title", &[]),
    Row("ST", "title-short", &[]),
    Row("C1", "", &[("scale", &[Map]), ("publisher-place", &[Conference]), ("performer", SCREEN), ("submitted", &[Patent])]),
    Row("C2", "", &[("container-author", &[Chapter]), ("PMCID", &[Journal])]),
    Row("C3", "", &[("container-title", &[Conference]), ("dimensions", &[Graphic]), ("jurisdiction", &[Patent])]),
    Row("C4", "", &[("genre", &[MotionPicture])]),
    Row("C5", "", &[("references", &[Patent]), ("medium", &[MotionPicture, Broadcast, Song])]),
    Row("C6", "", &[("status", &[Patent])]),
    Row("C7", "", &[("number", &[Journal, Magazine])]),
    Row("T2", "container-title", &[("collection-title", WHOLE), ("event-title", &[Conference, Speech]), ("section", &[Hearing])]),
    Row("T3", "collection-title", &[("authority", &[Hearing, Bill])]),
    Row("JF", "container-title", &[]),
    Row("J2", "container-title-short", &[]),
    Row("JA", "container-title-short", &[]),
    Row("JO", "container-title-short", &[]),
    Row("BT", "container-title", &[("title", &[Book, Manuscript])]),
    Row("VL", "volume", &[]),
    Row("IS", "issue", &[("number-of-volumes", &[Chapter]), ("", &[Patent])]),
    Row("CP", "issue", &[("", &[Patent])]),
    Row("SV", "", &[("collection-number", &[Chapter, Conference]), ("number", &[LegalCase])]),
    Row(
        "SN",
        "ISBN",
        &[("ISSN", &[Journal, Magazine, Newspaper, Review, BookReview, Periodical]), ("number", &[Report, Patent, Standard])],
    ),
    Row("NV", "number-of-volumes", &[("number", &[Dataset])]),
    Row(
        "M1",
        "number",
        &[
            ("collection-number", &[Book, Classic]),
            ("issue", &[Journal]),
            ("number-of-volumes", &[Chapter]),
            ("medium", &[Software]),
            ("call-number", &[Patent]),
        ],
    ),
    // Of articles databases say there that they are articles.
    Row("M3", "genre", &[("medium", &[Interview, Graphic]), ("", &[Journal, Magazine, Newspaper])]),
    Row("ET", "edition", &[("version", &[Software, Dataset]), ("chapter-number", LAW), ("available-date", &[Journal])]),
    Row("SE", "section", &[("chapter-number", &[Chapter]), ("submitted", &[LegalCase])]),
    Row("SP", "page", &[("number-of-pages", &[Book, Classic, Thesis, Manuscript]), ("dimensions", &[MotionPicture])]),
    Row("PB", "publisher", &[("authority", &[LegalCase])]),
    Row("CY", "publisher-place", &[("event-place", &[Conference, Speech])]),
    Row("PP", "publisher-place", &[]),
    Row("OP", "original-title", &[("references", &[LegalCase, Legislation, Hearing, Bill]), ("issue", &[Patent])]),
    Row("RI", "reviewed-title", &[]),
    Row("CR", "license", &[]),
    Row("DO", "DOI", &[]),
    Row("UR", "URL", &[]),
    Row("DP", "source", &[]),
    Row("DB", "archive", &[]),
    Row("AV", "archive_location", &[]),
    Row("AN", "archive_location", &[]),
    Row("CN", "call-number", &[]),
    Row("AB", "abstract", &[]),
    Row("N2", "abstract", &[]),
    Row("RN", "annote", &[]),
];

impl Row {
    /// The variable that the tag holds in a work of some kind, if it holds one.
    fn variable(&self, kind: Kind) -> Option<&'static str> {
        let Self(_, default, by_kind) = self;
        let own = by_kind.iter().find(|(_, kinds)| kinds.contains(&kind)).map(|(variable, _)| *variable);
        Some(own.unwrap_or(default)).filter(|variable| !variable.is_empty())
    }
}

/// The variable that a tag holds in a work of some kind; `None` if it holds none.
pub fn variable(kind: Kind, tag: &str) -> Option<&'static str> {
    ROWS.iter().find(|Row(name, ..)| *name == tag)?.variable(kind)
}

/// The tag in which a variable of a work of some kind is written, if it has one.
pub fn tag(kind: Kind, variable: &str) -> Option<&'static str> {
    ROWS.iter().find(|row| row.variable(kind) == Some(variable)).map(|Row(tag, ..)| *tag)
}

/// The variable that a serial number (`SN`) is of: that of its kind of work, if it does not have the form of another.
pub fn serial(kind: Kind, value: &str) -> &'static str {
    let of_kind = variable(kind, "SN").unwrap_or("ISBN");
    let digits: String = value.chars().filter(|c| c.is_ascii_digit() || matches!(c, 'X' | 'x')).collect();
    let is_bare = value.chars().all(|c| c.is_ascii_digit() || matches!(c, 'X' | 'x' | '-' | ' '));
    match digits.len() {
        // The number of a report may be any number: only what is written as the others are is one of them.
        8 if of_kind == "number" && kind != Patent && value.len() == 9 && value.as_bytes().get(4) == Some(&b'-') => "ISSN",
        10 | 13 if of_kind == "number" && kind != Patent && is_bare && (value.contains('-') || digits.starts_with("97")) => "ISBN",
        8 if of_kind != "number" => "ISSN",
        10 | 13 if of_kind != "number" => "ISBN",
        _ => of_kind,
    }
}

/// Whether a text names pages rather than how many there are: `5–9`, `3, 7`, and not `xii, 340 p.`.
pub fn is_range(pages: &str) -> bool {
    pages.contains(['-', '–', '—']) || pages.contains(',') && !pages.contains(['p', 'P', 's', 'S', 'с', 'С'])
}

/// How names of databases begin that programs write as the place where a published work is.
const DATABASES: [&str; 26] = [
    "academic search",
    "agricola",
    "cinahl",
    "crossref",
    "ebsco",
    "embase",
    "eric",
    "factiva",
    "gale",
    "google scholar",
    "historical abstracts",
    "jstor",
    "medline",
    "mla international",
    "nexis",
    "ovid",
    "project muse",
    "proquest",
    "psycinfo",
    "pubmed",
    "science citation",
    "sciencedirect",
    "scopus",
    "springerlink",
    "web of science",
    "wos",
];

/// Whether a name is that of a database that finds works and keeps none.
pub fn is_database(name: &str) -> bool {
    let lower = name.to_lowercase();
    DATABASES.iter().any(|known| lower.strip_prefix(known).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)))
}

/// Whether a work of a kind is published, so that where a database has it is no place where it is kept.
pub fn is_published(kind: Kind) -> bool {
    matches!(
        kind,
        Article
            | Journal
            | Magazine
            | Newspaper
            | Book
            | Chapter
            | Conference
            | Encyclopedia
            | Dictionary
            | Entry
            | Review
            | BookReview
            | Report
            | Thesis
            | WebPage
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::variable;

    #[test]
    fn rows_name_variables_and_are_named_once() {
        for (at, Row(tag, default, by_kind)) in ROWS.iter().enumerate() {
            assert!(ROWS.iter().skip(at + 1).all(|Row(other, ..)| other != tag), "{tag}");
            for name in by_kind.iter().map(|(name, _)| *name).chain([*default]).filter(|name| !name.is_empty()) {
                assert_eq!(variable::named(name).map(|variable| variable.name), Some(name), "{tag}");
            }
        }
    }

    #[test]
    fn numbers_are_told_apart() {
        for (kind, value, variable) in [
            (Report, "TR-99-02", "number"),
            (Report, "978-3-16-148410-0", "ISBN"),
            (Report, "2045-2322", "ISSN"),
            (Journal, "20452322", "ISSN"),
            (Book, "3161484100", "ISBN"),
            (Book, "odd", "ISBN"),
            (Journal, "odd", "ISSN"),
            (Report, "12345678", "number"),
            (Patent, "US 4123456 B2", "number"),
            (Patent, "4123456789", "number"),
        ] {
            assert_eq!(serial(kind, value), variable, "{value}");
        }
    }
}
