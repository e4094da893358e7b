//! What describes a text (TEI P5, chapter 2).

use super::{
    bibliography,
    edition::Edition,
    ids::{Ids, dating, is_language, uri},
    letter, names,
    names::Named,
};
use crate::{
    base::{Date, Lang, Xml},
    config::Config,
    document::{Document, License, Meta, Person},
    reference::Role,
    site::{address, export, markup},
};

/// Where CSL's names of kinds stand.
pub const KINDS: &str = "https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types";

/// Writes the header of a document.
pub fn of_document(xml: &mut Xml<'_>, edition: &Edition<'_, '_>, document: &Document, ids: &Ids, named: &mut Named) {
    let meta = &document.meta;
    xml.push_str("<teiHeader>\n<fileDesc>\n<titleStmt>");
    title(xml, &meta.title, &meta.lang);
    meta.translations.iter().filter(|other| !other.title.is_empty()).for_each(|other| title(xml, &other.title, &other.lang));
    for person in meta.people.iter().filter(|person| person.role != Role::Recipient) {
        responsible(xml, edition, ids, named, person);
    }
    xml.push_str("</titleStmt>\n<publicationStmt>");
    publisher(xml, edition.config);
    let page = address::document(&document.slug);
    bibliography::number(xml, "URL", &edition.site(&page));
    bibliography::number(xml, "DOI", &meta.doi);
    if let Some(date) = meta.dates.iter().find(|(name, _)| name == "published").map(|(_, date)| date) {
        day(xml, date);
    }
    availability(xml, meta);
    xml.push_str("</publicationStmt>\n");
    remarks(xml, meta);
    source(xml, document);
    xml.push_str("</fileDesc>\n");
    made_by(xml);
    profile(xml, edition, document, ids, named);
    revisions(xml, meta);
    xml.push_str("</teiHeader>\n");
}

/// Writes the header of several texts together.
pub fn of_all(xml: &mut Xml<'_>, edition: &Edition<'_, '_>, titles: &[(&str, &Lang)], page: &str, paragraphs: &[String]) {
    xml.push_str("<teiHeader>\n<fileDesc>\n<titleStmt>");
    titles.iter().for_each(|(words, lang)| title(xml, words, lang));
    xml.push_str("</titleStmt>\n<publicationStmt>");
    publisher(xml, edition.config);
    bibliography::number(xml, "URL", &edition.site(page));
    xml.push_str("</publicationStmt>\n<sourceDesc>");
    if paragraphs.is_empty() {
        xml.push_str("<p/>");
    }
    paragraphs.iter().for_each(|words| xml.element("p", words));
    xml.push_str("</sourceDesc>\n</fileDesc>\n");
    made_by(xml);
    xml.push_str("</teiHeader>\n");
}

fn title(xml: &mut Xml<'_>, words: &str, lang: &Lang) {
    xml.push_str("<title type=\"main\"");
    language(xml, lang.as_str());
    xml.push_str(">");
    xml.words(words);
    xml.push_str("</title>");
}

/// Says in which language an element is, if that is known.
pub fn language(xml: &mut Xml<'_>, tag: &str) {
    if is_language(tag) {
        xml.attribute("xml:lang", tag);
    }
}

/// Somebody with a part in the text: an author, or somebody else whose role is named.
fn responsible(xml: &mut Xml<'_>, edition: &Edition<'_, '_>, ids: &Ids, named: &mut Named, person: &Person) {
    let element = if person.role == Role::Author { "author" } else { "editor" };
    xml.push_str("<");
    xml.push_str(element);
    if !matches!(person.role, Role::Author | Role::Editor) {
        xml.attribute("role", person.role.name());
    }
    xml.push_str(">");
    names::person(xml, edition, ids, named, person, &[]);
    for office in &person.offices {
        xml.push_str(" ");
        xml.element("affiliation", office);
    }
    if !person.name.orcid.is_empty() {
        xml.push_str(" ");
        bibliography::number(xml, "ORCID", &person.name.orcid);
    }
    xml.close(element);
}

/// Who gives the file out.
fn publisher(xml: &mut Xml<'_>, config: &Config) {
    xml.element("publisher", if config.publisher.is_empty() { &config.title } else { &config.publisher });
}

fn day(xml: &mut Xml<'_>, date: &Date) {
    xml.push_str("<date");
    dating(date, false).iter().for_each(|(name, value)| xml.attribute(name, value));
    xml.push_str(">");
    xml.words(&date.to_string());
    xml.push_str("</date>");
}

/// What may be done with it.
fn availability(xml: &mut Xml<'_>, meta: &Meta) {
    let is_open = meta.license.as_ref().is_some_and(License::is_open);
    if meta.license.is_none() && meta.rights.is_empty() {
        return;
    }
    xml.push_str("<availability");
    xml.attribute("status", if is_open { "free" } else { "restricted" });
    xml.push_str(">");
    if let Some(license) = &meta.license {
        xml.push_str("<licence");
        if !license.url.is_empty() {
            xml.attribute("target", &uri(license.url.as_str()));
        }
        xml.push_str(">");
        xml.words(if license.id.is_empty() { license.url.as_str() } else { &license.id });
        xml.push_str("</licence>");
    }
    if !meta.rights.is_empty() {
        xml.element("licence", &meta.rights);
    }
    xml.push_str("</availability>");
}

/// What else the front matter says, under the names of its keys.
fn remarks(xml: &mut Xml<'_>, meta: &Meta) {
    let plain = [("lead", markup::plain(&meta.lead)), ("section", meta.section.clone())];
    let variables = meta.variables.iter().filter(|(name, _)| !OF_MANUSCRIPT.contains(&name.as_str())).cloned();
    let all: Vec<(String, String)> =
        plain.into_iter().map(|(name, words)| (name.to_owned(), words)).chain(variables).filter(|(_, words)| !words.is_empty()).collect();
    if all.is_empty() {
        return;
    }
    xml.push_str("<notesStmt>");
    for (name, words) in all {
        xml.push_str("<note");
        xml.attribute("type", &super::ids::word(&name));
        xml.push_str(">");
        xml.words(&words);
        xml.push_str("</note>");
    }
    xml.push_str("</notesStmt>\n");
}

/// The variables that say where a manuscript lies.
const OF_MANUSCRIPT: [&str; 5] = ["archive", "archive-place", "archive_collection", "archive_location", "call-number"];

/// Of what it was made: where the manuscript lies, and the text as it is cited.
fn source(xml: &mut Xml<'_>, document: &Document) {
    let meta = &document.meta;
    xml.push_str("<sourceDesc>\n");
    let of = |name: &str| meta.variables.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value.as_str());
    if OF_MANUSCRIPT.iter().any(|name| !of(name).is_empty()) {
        xml.push_str("<msDesc><msIdentifier>");
        let parts = [("settlement", "archive-place"), ("repository", "archive"), ("collection", "archive_collection")];
        for (element, value) in parts.map(|(element, name)| (element, of(name))) {
            if !value.is_empty() {
                xml.element(element, value);
            }
        }
        bibliography::number(xml, "call-number", of("call-number"));
        bibliography::number(xml, "location", of("archive_location"));
        xml.push_str("</msIdentifier></msDesc>\n");
    }
    let mut record = export::described(&document.slug, meta);
    record.key = String::new();
    // To whom a letter went its way says.
    record.other_names.retain(|(role, _)| *role != Role::Recipient);
    bibliography::write(xml, &record, "", false);
    xml.push_str("</sourceDesc>\n");
}

/// Which program made the file.
fn made_by(xml: &mut Xml<'_>) {
    xml.push_str("<encodingDesc><appInfo><application ident=\"scholion\"");
    xml.attribute("version", env!("CARGO_PKG_VERSION"));
    xml.push_str("><label>Scholion</label></application></appInfo></encodingDesc>\n");
}

fn profile(xml: &mut Xml<'_>, edition: &Edition<'_, '_>, document: &Document, ids: &Ids, named: &mut Named) {
    let meta = &document.meta;
    xml.push_str("<profileDesc>\n");
    if let Some(issued) = &meta.issued {
        xml.push_str("<creation>");
        day(xml, issued);
        xml.push_str("</creation>\n");
    }
    xml.push_str("<langUsage><language");
    xml.attribute("ident", if is_language(meta.lang.as_str()) { meta.lang.as_str() } else { "und" });
    xml.push_str("/></langUsage>\n");
    let own = std::iter::once((&meta.lang, meta.abstract_.as_str(), meta.keywords.as_slice()));
    let others = meta.translations.iter().map(|other| (&other.lang, other.abstract_.as_str(), other.keywords.as_slice()));
    let all: Vec<(&Lang, &str, &[String])> = own.chain(others).collect();
    for (lang, words, _) in all.iter().filter(|(_, words, _)| !words.trim().is_empty()) {
        xml.push_str("<abstract");
        language(xml, lang.as_str());
        xml.push_str(">");
        for paragraph in words.trim().split("\n\n").map(markup::plain) {
            xml.element("p", paragraph.trim());
        }
        xml.push_str("</abstract>\n");
    }
    xml.push_str("<textClass>");
    for (lang, _, keywords) in all.iter().filter(|(_, _, keywords)| !keywords.is_empty()) {
        xml.push_str("<keywords");
        language(xml, lang.as_str());
        xml.push_str(">");
        keywords.iter().for_each(|keyword| xml.element("term", keyword));
        xml.push_str("</keywords>");
    }
    xml.push_str("<classCode");
    xml.attribute("scheme", KINDS);
    xml.push_str(">");
    xml.words(meta.kind.name());
    xml.push_str("</classCode></textClass>\n");
    letter::write(xml, edition, document, ids, named);
    xml.push_str("</profileDesc>\n");
}

/// When it came into the archive, when it was revised, and what was changed then: the newest first.
fn revisions(xml: &mut Xml<'_>, meta: &Meta) {
    let mut all: Vec<Revision<'_>> = Vec::new();
    let simple = |kind, date| Revision { date: Some(date), kind, version: "", words: String::from(kind) };
    all.extend(meta.added().map(|date| simple("added", date)));
    let dated = meta.dates.iter().filter(|(name, _)| !matches!(name.as_str(), "added" | "published"));
    all.extend(dated.map(|(name, date)| simple(name.as_str(), *date)));
    all.extend(meta.history.iter().map(|event| Revision {
        date: event.date,
        kind: event.kind.name(),
        version: &event.version,
        words: markup::plain(&event.note),
    }));
    if all.is_empty() {
        return;
    }
    all.sort_by(|one, other| {
        other.date.map(|date| date.start).cmp(&one.date.map(|date| date.start)).then_with(|| one.kind.cmp(other.kind))
    });
    xml.push_str("<revisionDesc>");
    for revision in all {
        xml.push_str("<change");
        xml.attribute("type", &super::ids::word(revision.kind));
        if !revision.version.is_empty() {
            xml.attribute("n", revision.version);
        }
        let date = revision.date.map(|date| dating(&date, false)).unwrap_or_default();
        date.iter().for_each(|(name, value)| xml.attribute(name, value));
        xml.push_str(">");
        xml.words(&revision.words);
        xml.push_str("</change>");
    }
    xml.push_str("</revisionDesc>\n");
}

/// A line of the history of a text.
struct Revision<'m> {
    date: Option<Date>,
    kind: &'m str,
    version: &'m str,
    words: String,
}
