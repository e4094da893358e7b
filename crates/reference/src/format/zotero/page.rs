//! A record in the head of a web page, as Zotero reads it there.
//!
//! Its translator "Embedded Metadata" makes statements of RDF of tags with known prefixes, and its translator "RDF" takes every property
//! of `z:` for the field of that name, and some for people (`importItem` of `RDF.js`, zotero/translators). A field that Zotero's type does not
//! have it leaves out; of a field with other names for some types the first name will do. People of Highwire's tags put out all others, so a
//! page has the one or the other.

use super::super::extra;
use crate::{Kind, Name, Record, Role, csl};

const LAW: &[Kind] = &[Kind::Legislation, Kind::Bill, Kind::Regulation, Kind::Treaty];
const CASE: &[Kind] = &[Kind::LegalCase];
const PATENT: &[Kind] = &[Kind::Patent];
const SCREEN: &[Kind] = &[Kind::MotionPicture, Kind::Broadcast, Kind::Song];
/// Works whose series Zotero calls by its title.
const TITLED_SERIES: &[Kind] = &[Kind::Report, Kind::Map, Kind::Software, Kind::MotionPicture, Kind::Song];

/// Zotero's fields, the variables that they hold, and the kinds of work of which it is so, where it is not so of all. What Highwire's
/// tags or Dublin Core's say is not said again.
const FIELDS: &[(&str, &str, &[Kind])] = &[
    ("z:shortTitle", "title-short", &[]),
    ("z:archive", "archive", &[]),
    ("z:archiveLocation", "archive_location", &[]),
    ("z:callNumber", "call-number", &[]),
    ("z:applicationNumber", "call-number", PATENT),
    ("z:series", "collection-title", &[]),
    ("z:seriesTitle", "collection-title", TITLED_SERIES),
    ("z:seriesNumber", "collection-number", &[]),
    ("z:numberOfVolumes", "number-of-volumes", &[]),
    ("z:codeNumber", "volume", LAW),
    ("z:edition", "edition", &[]),
    ("z:versionNumber", "version", &[]),
    ("z:number", "number", &[]),
    ("z:numPages", "number-of-pages", &[]),
    ("z:code", "container-title", LAW),
    ("z:reporter", "container-title", CASE),
    ("z:authority", "authority", &[]),
    ("z:section", "section", &[]),
    ("z:committee", "section", &[Kind::Hearing, Kind::Standard]),
    ("z:session", "chapter-number", &[Kind::Legislation, Kind::Bill, Kind::Hearing]),
    ("z:history", "references", &[Kind::Legislation, Kind::Bill, Kind::Hearing, Kind::LegalCase]),
    ("z:references", "references", PATENT),
    ("z:status", "status", &[]),
    ("z:country", "jurisdiction", PATENT),
    ("z:assignee", "publisher", PATENT),
    ("z:filingDate", "submitted", PATENT),
    ("z:priorityNumbers", "issue", PATENT),
    ("z:meetingName", "event-title", &[Kind::Speech, Kind::Event]),
    ("z:medium", "medium", &[]),
    ("z:system", "medium", &[Kind::Software]),
    ("z:scale", "scale", &[Kind::Map]),
    ("z:runningTime", "dimensions", SCREEN),
    ("z:artworkSize", "dimensions", &[Kind::Graphic, Kind::Figure]),
];

/// The tags of a record's fields.
pub fn fields(record: &Record) -> Vec<(&'static str, String)> {
    // A page asks for many that few records have.
    let own = csl::texts(record);
    let has = |variable: &str| {
        record.other.iter().any(|(name, _)| name == variable) || own.iter().any(|(name, text)| *name == variable && !text.is_empty())
    };
    let value = |variable: &str| {
        let line = has(variable).then(|| extra::lines(record, variable)).into_iter().flatten().next()?;
        line.strip_prefix(variable)?.strip_prefix(": ").map(str::to_owned)
    };
    let is_of = |kinds: &&[Kind]| kinds.is_empty() || kinds.contains(&record.kind);
    let fields = FIELDS.iter().filter(|(_, _, kinds)| is_of(kinds));
    let mut tags: Vec<(&'static str, String)> = fields.filter_map(|(tag, variable, _)| Some((*tag, value(variable)?))).collect();
    // Zotero has one field for where something appeared and where it was said.
    let places: [&str; 2] =
        if record.kind == Kind::Speech { ["event-place", "publisher-place"] } else { ["publisher-place", "event-place"] };
    tags.extend(places.into_iter().find_map(value).map(|place| ("z:place", place)));
    tags
}

/// Whether a record names people whom Highwire's tags do not know, and who are more than a journal's article needs, which search engines
/// of articles find by these tags.
pub fn has_roles(record: &Record) -> bool {
    let is_article = matches!(
        record.kind,
        Kind::Journal | Kind::Article | Kind::Review | Kind::BookReview | Kind::Conference | Kind::Thesis | Kind::Report | Kind::Dataset
    ) || !record.doi.is_empty()
        || !record.issn.is_empty();
    let is_told = |(role, names): (Role, &[Name])| {
        !names.is_empty() && !matches!(role, Role::Author | Role::Editor) && tag_of(record.kind, role).is_some()
    };
    let is_nameless = record.author.is_empty() && record.editor.is_empty();
    record.people().any(is_told) && (!is_article || is_nameless)
}

/// The tags of all people of a record, by their roles.
pub fn people(record: &Record) -> Vec<(&'static str, String)> {
    let told = record.people().filter_map(|(role, names)| Some((tag_of(record.kind, role)?, names)));
    told.flat_map(|(tag, names)| names.iter().map(move |name| (tag, creator(name)))).collect()
}

/// A name as Zotero parts it: at a comma, and where there is none before the last word, which parts the names of bodies.
pub fn creator(name: &Name) -> String {
    let parts = name.in_two_parts();
    if parts.contains(',') || !parts.contains(' ') { parts } else { parts + "," }
}

/// The tag of a role in works of a kind; `None` where Zotero has none.
fn tag_of(kind: Kind, role: Role) -> Option<&'static str> {
    Some(match role {
        Role::Author => match kind {
            Kind::Interview => "z:interviewees",
            Kind::Patent => "z:inventors",
            Kind::Map => "z:cartographers",
            Kind::Graphic | Kind::Figure => "z:artists",
            Kind::Speech | Kind::Event => "z:presenters",
            Kind::Software => "z:programmers",
            Kind::Bill => "z:sponsors",
            _ => "bib:authors",
        },
        Role::Editor => "bib:editors",
        Role::Contributor => "bib:contributors",
        Role::Translator => "z:translators",
        Role::Recipient => "z:recipients",
        Role::Interviewer => "z:interviewers",
        Role::CollectionEditor => "z:seriesEditors",
        Role::ContainerAuthor => "z:bookAuthors",
        Role::ReviewedAuthor => "z:reviewedAuthors",
        Role::Composer => "z:composers",
        Role::Director => "z:directors",
        Role::Guest => "z:guests",
        Role::Performer if kind == Kind::Song => "z:performers",
        Role::Performer => "video:actor",
        Role::Producer => "so:producer",
        Role::ScriptWriter => "video:writer",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::variable;

    #[test]
    fn fields_hold_variables() {
        for (tag, name, _) in FIELDS {
            assert!(variable::named(name).is_some() && tag.starts_with("z:"), "{tag}");
        }
    }

    #[test]
    fn a_letter_names_whom_it_is_to() {
        let mut letter = Record {
            kind: Kind::Communication,
            author: vec![Name::new("Roe", "Ann")],
            other_names: vec![(Role::Recipient, vec![Name::literal("Harbour Board")])],
            archive: "State Archive".into(),
            ..Record::default()
        };
        assert!(has_roles(&letter));
        assert_eq!(people(&letter), [("bib:authors", "Roe, Ann".to_owned()), ("z:recipients", "Harbour Board,".to_owned())]);
        assert_eq!(fields(&letter), [("z:archive", "State Archive".to_owned())]);
        letter.doi = "10.1/x".into();
        assert!(!has_roles(&letter));
    }
}
