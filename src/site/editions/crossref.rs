//! What Crossref registers of the articles of an issue: a deposit of its input schema, version 5.4.0 (data.crossref.org/reports/help/schema_doc/5.4.0).
//!
//! An article is registered by its DOI, its journal and its year, and leads to its page here. Articles without one of these are left out, and
//! told ([`left_out`]). When the deposit was made only a program with a clock knows: it fills [`TIMESTAMP`].

use std::{borrow::Cow, collections::BTreeMap};

use super::{
    What,
    node::Element,
    part::{self, of_html},
};
use crate::{
    archive::Reader,
    base::{Date, Diagnostic, Digest, RelPath, Slug, Xml, date::Breadth, say},
    document::{
        Document, Meta, Person,
        history::{self, UpdateKind},
    },
    reference::{Name, Record, Role, format::page_range},
    site::{
        address, citation,
        frame::{Maker, canonical},
        markup, publication,
    },
};

/// Where the moment of the deposit is to stand.
pub const TIMESTAMP: &str = "<timestamp>0</timestamp>";

/// Elements that stand on lines of their own.
const LINES: &[&str] = &[
    "ai:program",
    "body",
    "citation",
    "citation_list",
    "contributors",
    "depositor",
    "doi_batch",
    "doi_data",
    "head",
    "journal",
    "journal_article",
    "journal_issue",
    "journal_metadata",
    "organization",
    "person_name",
    "titles",
    "jats:abstract",
];

/// The articles of a journal's issue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Issue<'a> {
    journal: &'a str,
    issn: &'a str,
    volume: &'a str,
    issue: &'a str,
}

/// The deposit of a document, or of the documents of a collection and its parts; nothing if none can be registered.
pub fn make(maker: &Maker<'_, '_>, what: &What) -> Option<String> {
    let config = maker.config;
    let documents = documents(maker.reader, what);
    let mut issues: BTreeMap<Issue<'_>, Vec<&Document>> = BTreeMap::new();
    for document in documents.into_iter().filter(|document| lacks(&document.meta).is_none()) {
        let Meta { container, issn, volume, issue, .. } = &document.meta;
        issues.entry(Issue { journal: container, issn, volume, issue }).or_default().push(document);
    }
    if issues.is_empty() || config.base_url.is_empty() {
        return None;
    }
    let mut body = Element::new("body");
    for (issue, articles) in &issues {
        body.push(journal(maker, issue, articles));
    }
    let dois: Vec<&str> = issues.values().flatten().map(|document| document.meta.doi.as_str()).collect();
    let mut head = Element::new("head");
    head.push(Element::new("doi_batch_id").words(format!("scholion-{}", Digest::of_value(&dois).hex(16))));
    head.push(Element::new("timestamp").words("0"));
    let mut depositor = Element::new("depositor");
    depositor.push_words("depositor_name", &config.deposit.depositor);
    depositor.push_words("email_address", &config.deposit.email);
    head.push(depositor);
    head.push_words("registrant", &config.deposit.registrant);
    let batch = Element::new("doi_batch")
        .with("version", "5.4.0")
        .with("xmlns", "http://www.crossref.org/schema/5.4.0")
        .with("xmlns:jats", "http://www.ncbi.nlm.nih.gov/JATS1")
        .with("xmlns:ai", "http://www.crossref.org/AccessIndicators.xsd")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .with("xsi:schemaLocation", "http://www.crossref.org/schema/5.4.0 https://www.crossref.org/schemas/crossref5.4.0.xsd")
        .around([head.into(), body.into()]);
    let mut text = String::new();
    let mut xml = Xml::new(&mut text);
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    batch.write(&mut xml, &|name| LINES.contains(&name));
    xml.push_str("\n");
    Some(text)
}

/// The documents that are not registered, each with the reason.
pub fn left_out(reader: &Reader<'_>, what: &What) -> Vec<Diagnostic> {
    let lacking = documents(reader, what).into_iter().filter_map(|document| Some((document, lacks(&document.meta)?)));
    lacking
        .map(|(document, lack)| {
            let message = say::not_deposited(&document.slug, lack);
            Diagnostic::warning(&document.path, message).hint(say::not_deposited_hint(lack))
        })
        .collect()
}

fn documents<'a>(reader: &Reader<'a>, what: &What) -> Vec<&'a Document> {
    let slugs: Vec<Slug> = match what {
        What::Document(slug) => vec![slug.clone()],
        What::Collection(slug) => {
            let mut slugs = Vec::new();
            below(reader, slug, &mut slugs);
            slugs
        }
        What::Archive => reader.documents().map(|document| document.slug.clone()).collect(),
    };
    let mut seen = std::collections::BTreeSet::new();
    slugs.iter().filter(|slug| seen.insert(*slug)).filter_map(|slug| reader.document(slug)).collect()
}

/// The documents of a collection and of its parts; nothing is a part of itself.
fn below(reader: &Reader<'_>, slug: &Slug, slugs: &mut Vec<Slug>) {
    slugs.extend_from_slice(reader.members(slug));
    for part in reader.parts_of(slug) {
        below(reader, part, slugs);
    }
}

/// What an article lacks to be registered, by its key in front matter.
fn lacks(meta: &Meta) -> Option<&'static str> {
    let is_doi = meta.doi.strip_prefix("10.").and_then(|rest| rest.split_once('/')).is_some_and(|(registrant, item)| {
        (4..=9).contains(&registrant.len()) && registrant.bytes().all(|byte| byte.is_ascii_digit()) && !item.is_empty()
    });
    match () {
        () if !is_doi => Some("DOI"),
        () if meta.container.is_empty() => Some("container-title"),
        () if meta.issued.is_none_or(|date| !(1400..=2200).contains(&date.start.year)) => Some("issued"),
        () => None,
    }
}

fn journal(maker: &Maker<'_, '_>, issue: &Issue<'_>, articles: &[&Document]) -> Element {
    let mut metadata = Element::new("journal_metadata");
    metadata.push(Element::new("full_title").words(cut(issue.journal, 255)));
    let short = articles.iter().flat_map(|article| &article.meta.variables).find(|(name, _)| name == "container-title-short");
    metadata.push_words("abbrev_title", short.map_or("", |(_, short)| cut(short, 150)));
    if is_issn(issue.issn) {
        metadata.push(Element::new("issn").with("media_type", "electronic").words(issue.issn));
    }
    let mut journal = Element::new("journal").around([metadata.into()]);
    if !issue.volume.is_empty() || !issue.issue.is_empty() {
        let mut element = Element::new("journal_issue");
        // The issue appeared with the first of its articles.
        element.children.extend(articles.iter().filter_map(|article| article.meta.issued).min().map(|date| dated(date).into()));
        if !issue.volume.is_empty() {
            let mut volume = Element::new("journal_volume");
            volume.push_words("volume", cut(issue.volume, 32));
            element.push(volume);
        }
        element.push_words("issue", cut(issue.issue, 32));
        journal.push(element);
    }
    articles.iter().for_each(|document| journal.push(article(maker, document)));
    journal
}

fn article(maker: &Maker<'_, '_>, document: &Document) -> Element {
    let meta = &document.meta;
    let lang = meta.lang.primary();
    let mut article =
        Element::new("journal_article").with("publication_type", "full_text").with("language", if lang.len() == 2 { lang } else { "" });
    let mut titles = Element::new("titles");
    titles.push_words("title", &title(meta));
    article.push(titles);
    let people = meta.people.iter().filter_map(|person| Some((person, role(person.role)?)));
    let people = people.enumerate().map(|(nth, (person, role))| contributor(person, role, nth == 0).into());
    article.push_if_any(Element::new("contributors").around(people));
    let summaries =
        std::iter::once((&meta.lang, &meta.abstract_)).chain(meta.translations.iter().map(|other| (&other.lang, &other.abstract_)));
    for (lang, summary) in summaries {
        let parts = of_html(&markup::blocks_html(summary));
        let paragraphs = parts.iter().map(|part| part::words(std::slice::from_ref(part))).filter(|words| !words.trim().is_empty());
        let paragraphs = paragraphs.map(|words| Element::new("jats:p").words(words).into());
        article.push_if_any(Element::new("jats:abstract").with("xml:lang", lang.as_str()).around(paragraphs));
    }
    article.children.extend(meta.issued.map(|date| dated(date).into()));
    let (first, last) = page_range(&meta.pages);
    let mut pages = Element::new("pages");
    pages.push_words("first_page", cut(first, 32));
    pages.push_words("last_page", cut(last, 32));
    article.push_if_any(pages);
    let license = publication::license_address(meta);
    if !license.is_empty() {
        let reference = Element::new("ai:license_ref").with("applies_to", "vor").words(license.as_str());
        article.push(Element::new("ai:program").with("name", "AccessIndicators").around([reference.into()]));
    }
    let mut doi = Element::new("doi_data");
    doi.push_words("doi", &meta.doi);
    doi.push_words("resource", &canonical(maker.config, &RelPath::new(&address::document(&document.slug))));
    article.push(doi);
    let cited = maker.reader.works_of(&document.slug).filter(|(key, ..)| !key.is_empty());
    article.push_if_any(Element::new("citation_list").around(cited.map(|(key, record, _)| cites(maker, key, record).into())));
    article
}

/// The title: of an article that was taken back, or is doubted, with that before it, as Crossref asks for, in its words.
fn title(meta: &Meta) -> Cow<'_, str> {
    let said = match history::gravest(&meta.history) {
        Some(UpdateKind::Retraction) => "RETRACTED",
        Some(UpdateKind::Withdrawal) => "WITHDRAWN",
        Some(UpdateKind::Removal) => "REMOVED",
        Some(UpdateKind::PartialRetraction) => "PARTIALLY RETRACTED",
        Some(UpdateKind::ExpressionOfConcern) => "EXPRESSION OF CONCERN",
        _ => return Cow::Borrowed(&meta.title),
    };
    Cow::Owned(format!("{said}: {}", meta.title))
}

/// The part that somebody has, as Crossref calls it; nothing for parts of which it knows none.
fn role(role: Role) -> Option<&'static str> {
    match role {
        Role::Author => Some("author"),
        Role::Editor => Some("editor"),
        Role::Translator => Some("translator"),
        Role::Chair => Some("chair"),
        _ => None,
    }
}

fn contributor(person: &Person, role: &str, is_first: bool) -> Element {
    let about = |name: &'static str| {
        Element::new(name).with("sequence", if is_first { "first" } else { "additional" }).with("contributor_role", role)
    };
    let Name { given, suffix, orcid, .. } = &person.name;
    let surname = person.name.short();
    if !person.name.literal.is_empty() || !is_name(&surname) {
        return about("organization").words(cut(&person.name.display(), 511));
    }
    let mut element = about("person_name");
    if is_name(given) {
        element.push_words("given_name", given);
    }
    element.push_words("surname", &surname);
    element.push_words("suffix", cut(suffix, 10));
    let offices = person
        .offices
        .iter()
        .map(|office| Element::new("institution").around([Element::new("institution_name").words(cut(office, 1024)).into()]).into());
    element.push_if_any(Element::new("affiliations").around(offices));
    if !orcid.is_empty() {
        element.push_words("ORCID", address::identifier("orcid", orcid).as_str());
    }
    element
}

/// Whether the schema takes words for a part of a name: not long, and no figures.
fn is_name(words: &str) -> bool {
    (1..=60).contains(&words.chars().count()) && !words.contains(|c: char| c.is_numeric() || c == '?')
}

fn is_issn(issn: &str) -> bool {
    let figures: Vec<char> = issn.chars().filter(|c| *c != '-').collect();
    figures.len() == 8 && issn.len() <= 9 && figures.iter().enumerate().all(|(nth, c)| c.is_ascii_digit() || nth == 7 && *c == 'X')
}

/// A day, a month or a year: of what tells less the year.
fn dated(date: Date) -> Element {
    let day = date.start;
    let mut element = Element::new("publication_date").with("media_type", "online");
    if day.breadth == Breadth::Exact {
        day.month.iter().for_each(|month| element.push_words("month", &format!("{month:02}")));
        day.day.iter().for_each(|day| element.push_words("day", &format!("{day:02}")));
    }
    element.push_words("year", &day.year.to_string());
    element
}

/// A work that an article cites: by its DOI where it has one, and as it is printed.
fn cites(maker: &Maker<'_, '_>, key: &str, record: &Record) -> Element {
    let mut citation = Element::new("citation").with("key", key);
    if record.doi.starts_with("10.") {
        citation.push_words("doi", &record.doi);
    }
    let printed = part::words(&of_html(&citation::entry_html(maker, record)));
    let printed = if printed.trim().is_empty() { record.called(key).into_owned() } else { printed };
    citation.push_words("unstructured_citation", &printed);
    citation
}

/// The beginning of some words, as long as the schema lets it be.
fn cut(words: &str, most: usize) -> &str {
    words.char_indices().nth(most).map_or(words, |(end, _)| words.get(..end).unwrap_or(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_registered_is_known() {
        let meta = Meta { doi: "10.1000/a".into(), container: "Journal".into(), issued: Date::parse("2019-05"), ..Meta::default() };
        assert_eq!(lacks(&meta), None);
        assert_eq!(lacks(&Meta { doi: "10.1/a".into(), ..meta.clone() }), Some("DOI"));
        assert_eq!(lacks(&Meta { container: String::new(), ..meta.clone() }), Some("container-title"));
        assert_eq!(lacks(&Meta { issued: Date::parse("0300"), ..meta }), Some("issued"));
        assert!(is_issn("1234-567X") && is_issn("12345678") && !is_issn("1234-56X8") && !is_issn("1234"));
        assert!(is_name("O’Hara-Berg") && !is_name("Louis 14") && !is_name(""));
    }
}
