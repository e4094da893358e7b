//! What a document's page says of it to machines: reference managers, search engines, libraries.
//!
//! - Highwire's `citation_*` tags, as Google Scholar and Zotero read them: one author a tag;
//! - the type of the work as Zotero calls it (`z:itemType` of its RDF, which its translator "Embedded Metadata" reads in tags), and its
//!   fields and people as far as the others do not say them: a tag of Highwire that speaks of a journal, a report … would be believed
//!   instead, so each is there for such works only;
//! - Dublin Core in HTML (DCMI, 2008);
//! - schema.org in JSON-LD;
//! - the typed links of [`super::signposting`].
//!
//! All of it is one piece of safe HTML for the page's head, made at once: it is the same in every design.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::{
    address, dublin_core,
    frame::{canonical, year},
    linked::{self, Object},
    publication::license_address,
    signposting::Signposts,
    view::{FieldView, ValueView},
};
use crate::{
    base::{Date, Href, Html, RelPath, WebAddress},
    config::{Config, Field, FieldKind},
    document::{Document, Meta, Person},
    reference::{
        Kind, Name, Record, Role,
        csl::other_date,
        format::{other, page_range, zotero},
        names, variable,
    },
};

/// The tags of a document's page. `record` is the document as it is cited, `fields` what its page shows of its description.
pub fn head(config: &Config, document: &Document, path: &RelPath, record: &Record, fields: &[FieldView], signposts: &Signposts) -> Html {
    let mut head = Head(Html::with_capacity(2048));
    head.meta("z:itemType", zotero::item_type(record.kind));
    let fields_of_zotero = zotero::page::fields(record).into_iter();
    let people = if zotero::page::has_roles(record) { zotero::page::people(record) } else { Vec::new() };
    fields_of_zotero.chain(people).for_each(|(name, content)| head.meta(name, &content));
    highwire(&mut head, config, document, path, record);
    dublin_core(&mut head, config, document, record, fields);
    signposts.write(&mut head.0);
    head.0.push(&linked::script(json_ld(config, document, path, record, fields)));
    head.0
}

/// A head in the making.
struct Head(Html);

impl Head {
    fn meta(&mut self, name: &str, content: &str) {
        if !content.is_empty() {
            self.0.open("meta").attribute("name", name).attribute("content", content).end();
            self.0.push_mark('\n');
        }
    }

    fn link(&mut self, rel: &str, href: Href<'_>, kind: &str) {
        let is_empty = match href {
            Href::Web(address) => address.is_empty(),
            Href::Here(address) => address.is_empty(),
        };
        if !is_empty {
            self.0.open("link").attribute("rel", rel).address("href", href).attribute_if_any("type", kind).end();
            self.0.push_mark('\n');
        }
    }

    fn web(&mut self, rel: &str, address: &WebAddress) {
        self.link(rel, Href::Web(address), "");
    }
}

fn highwire(head: &mut Head, config: &Config, document: &Document, path: &RelPath, record: &Record) {
    head.meta("citation_title", &record.title);
    // Who has another part in the work is told there; these tags know authors and editors, and put out the others.
    let (authors, editors) = if zotero::page::has_roles(record) { (&[][..], &[][..]) } else { (&*document.meta.people, &*record.editor) };
    for person in authors.iter().filter(|person| person.role == Role::Author) {
        head.meta("citation_author", &zotero::page::creator(&person.name));
        for office in &person.offices {
            head.meta("citation_author_institution", office);
        }
        head.meta("citation_author_orcid", &orcid(&person.name));
    }
    for editor in editors {
        head.meta("citation_editor", &zotero::page::creator(editor));
    }
    head.meta("citation_publication_date", &record.issued.map(slashes).unwrap_or_default());
    head.meta(
        "citation_online_date",
        &document.meta.dates.iter().find(|(name, _)| name == "published").map(|(_, date)| slashes(*date)).unwrap_or_default(),
    );
    match record.kind {
        Kind::Chapter => head.meta("citation_inbook_title", &record.container),
        Kind::Conference => match other(record, "event-title") {
            event if event.is_empty() => head.meta("citation_conference_title", &record.container),
            event => head.meta("citation_conference_title", &event),
        },
        Kind::Journal | Kind::Review | Kind::BookReview | Kind::Periodical => head.meta("citation_journal_title", &record.container),
        // Of the others Dublin Core's source tells.
        _ => {}
    }
    head.meta("citation_volume", &record.volume);
    head.meta("citation_issue", &record.issue);
    let (first, last) = page_range(&record.pages);
    head.meta("citation_firstpage", first);
    head.meta("citation_lastpage", last);
    head.meta("citation_doi", &record.doi);
    head.meta("citation_issn", &record.issn);
    head.meta("citation_isbn", &record.isbn);
    head.meta(
        match record.kind {
            Kind::Thesis => "citation_dissertation_institution",
            Kind::Report => "citation_technical_report_institution",
            _ => "citation_publisher",
        },
        &record.publisher,
    );
    for keyword in &document.meta.keywords {
        head.meta("citation_keywords", keyword);
    }
    head.meta("citation_abstract", &other(record, "abstract"));
    head.meta("citation_pmid", &other(record, "PMID"));
    head.meta("citation_journal_abbrev", &other(record, "container-title-short"));
    head.meta("citation_technical_report_number", if record.kind == Kind::Report { &record.number } else { "" });
    head.meta("citation_language", document.meta.lang.as_str());
    let own = canonical(config, path);
    head.meta("citation_public_url", &own);
    head.meta("citation_fulltext_html_url", &own);
}

fn dublin_core(head: &mut Head, config: &Config, document: &Document, record: &Record, fields: &[FieldView]) {
    head.web("schema.DC", &WebAddress::of_page("http://purl.org/dc/elements/1.1/"));
    head.web("schema.DCTERMS", &WebAddress::of_page("http://purl.org/dc/terms/"));
    for (name, content) in dublin_core::tags(config, document, record, fields) {
        head.meta(&name, &content);
    }
}

fn json_ld(config: &Config, document: &Document, path: &RelPath, record: &Record, fields: &[FieldView]) -> Map<String, Value> {
    let meta = &document.meta;
    let mut ld = Object::default();
    let mut put = |key: &str, value: Value| ld.put(key, value);
    put("@context", "https://schema.org".into());
    put("@type", schema_type(record).into());
    put("headline", record.title.as_str().into());
    let (short, original) = (other(record, "title-short"), other(record, "original-title"));
    let titles = meta.translations.iter().map(|other| other.title.as_str()).chain([&*short, &*record.translated_title]);
    put("alternateName", titles.filter(|title| !title.is_empty()).collect::<Vec<_>>().into());
    if !original.is_empty() {
        put("translationOfWork", json!({"@type": "CreativeWork", "name": original}));
    }
    let people = |role: Role| meta.people.iter().filter(|person| person.role == role).map(person).collect::<Vec<_>>();
    put("author", people(Role::Author).into());
    put("editor", people(Role::Editor).into());
    put("translator", people(Role::Translator).into());
    let others = meta.people.iter().filter(|one| !matches!(one.role, Role::Author | Role::Editor | Role::Translator));
    put(
        "contributor",
        others.map(|one| json!({"@type": "Role", "roleName": one.role.name(), "contributor": person(one)})).collect::<Vec<_>>().into(),
    );
    put("datePublished", record.issued.and_then(|date| date.iso()).unwrap_or_default().into());
    if meta.kind == Kind::Communication {
        put("sender", people(Role::Author).into());
        put("recipient", people(Role::Recipient).into());
        put("dateSent", meta.sent_on().and_then(|date| date.iso()).unwrap_or_default().into());
        put("dateReceived", meta.received_on().and_then(|date| date.iso()).unwrap_or_default().into());
    }
    put("inLanguage", meta.lang.as_str().into());
    let series = (!record.series.is_empty()).then(|| json!({"@type": "CreativeWorkSeries", "name": record.series}));
    match (container(record), series) {
        (Some(container), Some(series)) => put("isPartOf", json!([container, series])),
        (container, series) => put("isPartOf", container.or(series).unwrap_or_default()),
    }
    put("position", other(record, "collection-number").as_ref().into());
    put("pagination", record.pages.as_str().into());
    let (first, last) = page_range(&record.pages);
    put("pageStart", first.into());
    put("pageEnd", last.into());
    let identifiers = [
        ("DOI", record.doi.as_str().into()),
        ("PMID", other(record, "PMID")),
        ("PMCID", other(record, "PMCID")),
        ("number", record.number.as_str().into()),
    ];
    let identifier = |(scheme, value): &(&str, Cow<'_, str>)| json!({"@type": "PropertyValue", "propertyID": scheme, "value": value});
    let identifiers: Vec<Value> = identifiers.iter().filter(|(_, value)| !value.is_empty()).map(identifier).collect();
    match <[Value; 1]>::try_from(identifiers) {
        Ok([one]) => put("identifier", one),
        Err(several) => put("identifier", several.into()),
    }
    let same = [address::doi(&record.doi), meta.url.clone()];
    let same: Vec<&str> = same.iter().map(WebAddress::as_str).filter(|address| !address.is_empty()).collect();
    match same[..] {
        [one] => put("sameAs", one.into()),
        _ => put("sameAs", same.into()),
    }
    put("dateCreated", other_date(record, "original-date").and_then(|date| date.iso()).unwrap_or_default().into());
    put("isbn", record.isbn.as_str().into());
    if !record.archive.is_empty() {
        let place = other(record, "archive-place");
        let mut archive = json!({"@type": "ArchiveOrganization", "name": record.archive});
        if let Some(archive) = archive.as_object_mut().filter(|_| !place.is_empty()) {
            archive.insert("location".into(), json!({"@type": "Place", "name": place}));
        }
        // schema.org has a type of its own for what an archive keeps; it stands beside that of the text.
        put("@type", json!([schema_type(record), "ArchiveComponent"]));
        put("holdingArchive", archive);
    }
    let (collection, mark) = (other(record, "archive_collection"), other(record, "call-number"));
    let parts = [&*collection, &record.archive_location, &*mark].into_iter().filter(|part| !part.is_empty());
    put("itemLocation", parts.collect::<Vec<_>>().join(" ").into());
    put("bookEdition", record.edition.as_str().into());
    let reviewed = other(record, "reviewed-title");
    if !reviewed.is_empty() {
        put("itemReviewed", json!({"@type": "CreativeWork", "name": reviewed}));
    }
    for variable in variable::ALL.iter().filter(|variable| !variable.schema.is_empty()) {
        put(variable.schema, other(record, variable.name).as_ref().into());
    }
    put("url", canonical(config, path).into());
    put("license", license_address(&document.meta).as_str().into());
    put("copyrightNotice", meta.rights.as_str().into());
    if !record.publisher.is_empty() {
        let mut publisher = json!({"@type": "Organization", "name": record.publisher});
        if let Some(publisher) = publisher.as_object_mut().filter(|_| !record.place.is_empty()) {
            publisher.insert("location".into(), json!({"@type": "Place", "name": record.place}));
        }
        put("publisher", publisher);
    }
    put("abstract", super::markup::plain(&meta.abstract_).into());
    put("keywords", meta.keywords.clone().into());
    put("articleSection", meta.section.as_str().into());
    // There is no type for interviews, speeches and letters: what they are is said in words.
    match record.genre.as_str() {
        "" => put("genre", record.kind.name().into()),
        genre => put("genre", json!([record.kind.name(), genre])),
    }
    put("wordCount", document.facts.words.into());
    own_fields(config, meta, fields, &mut ld.0);
    ld.0
}

/// The archive's own fields that have a property, beside what stands there.
fn own_fields(config: &Config, meta: &Meta, fields: &[FieldView], ld: &mut Map<String, Value>) {
    for view in fields.iter().filter(|view| !view.label.is_empty()) {
        let Some((_, field)) = config.field(&view.name).filter(|(_, field)| !field.schema_org.is_empty()) else { continue };
        let mut values: Vec<Value> = match ld.remove(&field.schema_org) {
            Some(Value::Array(values)) => values,
            known => known.into_iter().collect(),
        };
        // A variable that is a field is said once, as the field has it.
        let is_raw = |value: &str| meta.variables.iter().any(|(name, text)| *name == view.name && text == value);
        values.retain(|value| !value.as_str().is_some_and(is_raw));
        for value in view.values.iter().map(|value| property(field, value)) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        let one = if let [one] = &values[..] { Some(one.clone()) } else { None };
        ld.insert(field.schema_org.clone(), one.unwrap_or_else(|| values.into()));
    }
}

/// A value of a field as schema.org has it: somebody or something by its type, an address, a number, a date, words.
fn property(field: &Field, value: &ValueView) -> Value {
    let named = |kind: &str| json!({"@type": kind, "name": value.title});
    match field.kind {
        FieldKind::People => named("Person"),
        FieldKind::Organizations => named("Organization"),
        FieldKind::Places => named("Place"),
        FieldKind::Topics => named("DefinedTerm"),
        FieldKind::Entity => named("Thing"),
        FieldKind::Link if !value.web.is_empty() => value.web.as_str().into(),
        FieldKind::Number => value.title.parse::<serde_json::Number>().map_or_else(|_| value.title.as_str().into(), Value::Number),
        FieldKind::Date => Date::parse(&value.title).and_then(|date| date.iso()).unwrap_or_else(|| value.title.clone()).into(),
        FieldKind::Text | FieldKind::Link | FieldKind::List => value.title.as_str().into(),
    }
}

/// Volume and issue are things of their own, each part of the next.
pub fn container(record: &Record) -> Option<Value> {
    if record.container.is_empty() {
        return None;
    }
    let is_journal = super::coins::coins(record).contains("mtx%3Ajournal") || !record.issn.is_empty();
    let kind = match record.kind {
        _ if !is_journal && matches!(record.kind, Kind::WebPage | Kind::Post | Kind::Weblog) => "WebSite",
        Kind::Newspaper => "Newspaper",
        _ if is_journal => "Periodical",
        Kind::Chapter | Kind::Entry | Kind::Encyclopedia | Kind::Dictionary | Kind::Conference => "Book",
        _ => "CreativeWork",
    };
    let mut whole = if record.issn.is_empty() {
        json!({"@type": kind, "name": record.container})
    } else {
        json!({"@type": kind, "name": record.container, "issn": record.issn})
    };
    let mut part = |kind: &str, key: &str, value: &str| {
        if !value.is_empty() {
            whole = json!({"@type": kind, key: value, "isPartOf": whole.take()});
        }
    };
    if is_journal {
        part("PublicationVolume", "volumeNumber", &record.volume);
        part("PublicationIssue", "issueNumber", &record.issue);
    }
    Some(whole)
}

fn person(person: &Person) -> Value {
    let name = &person.name;
    let mut object = Map::new();
    if name.literal.is_empty() {
        object.insert("@type".into(), "Person".into());
        object.insert("name".into(), name.display().into());
        object.insert("familyName".into(), name.short().into());
        if !name.given.is_empty() {
            object.insert("givenName".into(), name.given.as_str().into());
        }
    } else {
        // CSL has names in one piece for bodies; that of a person in one piece begins with a given name, or is a single word.
        let first = name.literal.split_whitespace().next().unwrap_or("");
        let is_body = names::is_body(&name.literal) || name.literal.contains(' ') && !names::is_given(first);
        if is_body {
            object.insert("@type".into(), "Organization".into());
        }
        object.insert("name".into(), name.literal.as_str().into());
    }
    let orcid = orcid(name);
    if !orcid.is_empty() {
        object.insert("@id".into(), orcid.as_str().into());
    }
    if !person.offices.is_empty() {
        let offices = person.offices.iter().map(|office| json!({"@type": "Organization", "name": office}));
        object.insert("affiliation".into(), offices.collect::<Vec<_>>().into());
    }
    Value::Object(object)
}

/// schema.org's type. What appeared in a journal is scholarly, what appeared in a newspaper is news.
pub fn schema_type(record: &Record) -> &'static str {
    match record.kind {
        Kind::Journal | Kind::Article | Kind::Conference => "ScholarlyArticle",
        Kind::Interview if !record.issn.is_empty() || !record.doi.is_empty() => "ScholarlyArticle",
        Kind::Newspaper | Kind::Magazine => "NewsArticle",
        Kind::Interview | Kind::WebPage => "Article",
        Kind::Book | Kind::Classic | Kind::Collection | Kind::Pamphlet => "Book",
        Kind::Chapter | Kind::Entry | Kind::Encyclopedia | Kind::Dictionary => "Chapter",
        Kind::Report | Kind::Standard => "Report",
        Kind::Thesis => "Thesis",
        Kind::Review | Kind::BookReview => "Review",
        Kind::Legislation | Kind::Bill | Kind::Treaty | Kind::Regulation => "Legislation",
        Kind::Communication => "Message",
        Kind::Manuscript => "Manuscript",
        Kind::Post | Kind::Weblog => "BlogPosting",
        Kind::Dataset => "Dataset",
        Kind::Map => "Map",
        Kind::Periodical => "Periodical",
        _ => "CreativeWork",
    }
}

fn orcid(name: &Name) -> WebAddress {
    address::identifier("orcid", &name.orcid)
}

/// `2022/05/01`, as Google Scholar wants dates; of a range the beginning.
fn slashes(date: Date) -> String {
    let day = date.start;
    let mut text = year(day.year);
    for part in [day.month, day.day].into_iter().flatten() {
        text.push_str(&format!("/{part:02}"));
    }
    text
}
