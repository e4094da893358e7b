//! What a document's page says of it in Dublin Core (DCMI Metadata Terms, 2020; "Expressing Dublin Core metadata using HTML/XHTML meta and
//! link elements", DCMI, 2008): a tag for each value.

use super::view::FieldView;
use crate::{
    base::WebAddress,
    config::Config,
    document::{Document, License},
    reference::{
        Kind, Record,
        format::{other, shelf},
    },
};

/// The element or term of a variable that has one of its own.
const TERMS: [(&str, &str); 18] = [
    ("available-date", "DCTERMS.available"),
    ("submitted", "DCTERMS.dateSubmitted"),
    ("original-date", "DCTERMS.created"),
    ("title-short", "DCTERMS.alternative"),
    ("original-title", "DCTERMS.isVersionOf"),
    ("reviewed-title", "DC.relation"),
    ("references", "DCTERMS.references"),
    ("medium", "DCTERMS.medium"),
    ("dimensions", "DCTERMS.extent"),
    ("number-of-pages", "DCTERMS.extent"),
    ("number-of-volumes", "DCTERMS.extent"),
    ("scale", "DCTERMS.extent"),
    ("abstract", "DCTERMS.abstract"),
    ("annote", "DC.description"),
    ("license", "DC.rights"),
    ("PMID", "DC.identifier"),
    ("PMCID", "DC.identifier"),
    ("status", "DC.description"),
];

/// Works of which Zotero has a field for their kind.
const HAVE_KINDS: [Kind; 9] =
    [Kind::Thesis, Kind::Report, Kind::Communication, Kind::Manuscript, Kind::Map, Kind::Speech, Kind::WebPage, Kind::Post, Kind::Weblog];

/// The parts of a bibliographic citation besides those of the record's own fields.
const CITED: [&str; 20] = [
    "collection-number",
    "volume-title",
    "part-title",
    "part-number",
    "supplement-number",
    "chapter-number",
    "section",
    "page-first",
    "version",
    "printing-number",
    "container-title-short",
    "original-publisher",
    "original-publisher-place",
    "event-title",
    "event-date",
    "event-place",
    "reviewed-genre",
    "authority",
    "division",
    "jurisdiction",
];

/// The names and contents of the tags; contents may be empty.
pub fn tags(config: &Config, document: &Document, record: &Record, fields: &[FieldView]) -> Vec<(String, String)> {
    let meta = &document.meta;
    let mut tags: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, content: String| tags.push((name.to_owned(), content));
    put("DC.title", record.title.clone());
    put("DCTERMS.alternative", record.translated_title.clone());
    meta.translations.iter().for_each(|other| put("DCTERMS.alternative", other.title.clone()));
    record.author.iter().for_each(|name| put("DC.creator", name.in_two_parts()));
    let others = record.editor.iter().chain(&record.translator).chain(record.other_names.iter().flat_map(|(_, names)| names));
    others.for_each(|name| put("DC.contributor", name.in_two_parts()));
    put("DC.date", record.issued.map(|date| date.to_string()).unwrap_or_default());
    // The first is for Zotero what kind of thesis, letter … it is, which "Text" does not say.
    put("DC.type", record.genre.clone());
    if !record.genre.is_empty() || !HAVE_KINDS.contains(&record.kind) {
        put("DC.type", "Text".to_owned());
    }
    put("DC.language", meta.lang.to_string());
    put("DC.publisher", record.publisher.clone());
    put("DC.source", record.container.clone());
    put("DCTERMS.isPartOf", record.series.clone());
    for (scheme, value) in [("doi:", &record.doi), ("urn:isbn:", &record.isbn)] {
        put("DC.identifier", if value.is_empty() { String::new() } else { format!("{scheme}{value}") });
    }
    put("DC.identifier", WebAddress::read(&record.url).unwrap_or_default().to_string());
    put("DC.identifier", shelf(record, true));
    // An ISSN is of what it appeared in.
    put("DCTERMS.isPartOf", if record.issn.is_empty() { String::new() } else { format!("urn:issn:{}", record.issn) });
    meta.keywords.iter().for_each(|keyword| put("DC.subject", keyword.clone()));
    put("DC.description", record.note.clone());
    put("DC.rights", meta.rights.clone());
    if let Some(License { url, .. }) = &meta.license {
        put("DCTERMS.license", url.to_string());
    }
    TERMS.iter().for_each(|&(variable, term)| put(term, other(record, variable).into_owned()));
    put("DCTERMS.bibliographicCitation", citation(record));
    for view in fields.iter().filter(|view| !view.label.is_empty()) {
        let term = config.field(&view.name).map_or("", |(_, field)| field.dublin_core.as_str());
        if !term.is_empty() {
            // A variable that is a field is said once, as the field has it.
            let raw = meta.variables.iter().find(|(name, _)| *name == view.name).map(|(_, text)| text);
            tags.retain(|(name, content)| name != term || raw != Some(content));
            let said = view.values.iter().map(|value| if value.web.is_empty() { value.title.clone() } else { value.web.to_string() });
            tags.extend(said.map(|said| (term.to_owned(), said)));
        }
    }
    tags
}

/// Where it appeared, in a line: what has no term of its own stands there.
fn citation(record: &Record) -> String {
    let own = [&record.container, &record.series, &record.edition, &record.volume, &record.issue, &record.number, &record.pages];
    let place = [&record.publisher, &record.place].map(|part| part.as_str());
    let rest = CITED.map(|variable| other(record, variable));
    let parts = own.into_iter().map(String::as_str).chain(rest.iter().map(|part| &**part)).chain(place);
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
