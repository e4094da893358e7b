//! The newest documents as an Atom feed (RFC 4287): the only home of `atom_syndication`.
//!
//! There is no clock in a build: an entry says when its document came to the archive and when it was changed there, as far as
//! the document says so ([`Meta::added`](crate::document::Meta::added)). When its text was written is another matter: a letter of
//! 1843 may be today's news. What says neither has no entry. A feed needs public addresses, so that there is none without `base-url`.

use atom_syndication::{Entry, Feed, FixedDateTime, Generator, Link, Person, Text, TextType, WriteConfig};

use super::{
    address,
    frame::{canonical, description},
};
use crate::{
    archive::Catalogue,
    base::{Date, RelPath},
    config::Config,
    document::Document,
};

/// Where it stands.
pub const PATH: &str = "feed.xml";
/// How many documents it holds.
const NEWEST: usize = 50;

/// Makes the feed; `None` where there is nothing that it could hold.
pub fn make(catalogue: &Catalogue, config: &Config) -> Option<String> {
    if config.base_url.is_empty() {
        return None;
    }
    let mut documents: Vec<(FixedDateTime, &Document)> =
        catalogue.documents().values().filter_map(|document| Some((moment(document.meta.changed()?)?, &**document))).collect();
    documents.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.slug.cmp(&b.1.slug)));
    documents.truncate(NEWEST);
    let feed = Feed {
        title: plain(&config.title),
        subtitle: (!config.description.is_empty()).then(|| plain(&config.description)),
        id: config.base_url.clone(),
        lang: Some(config.lang.to_string()),
        updated: documents.first()?.0,
        authors: if config.publisher.is_empty() { Vec::new() } else { vec![person(&config.publisher)] },
        generator: Some(Generator { value: "Scholion".into(), ..Generator::default() }),
        links: vec![
            link("self", &format!("{}{PATH}", config.base_url), "application/atom+xml", None),
            link("alternate", &config.base_url, "text/html", None),
        ],
        entries: documents.into_iter().map(|(updated, document)| entry(config, document, updated)).collect(),
        ..Feed::default()
    };
    let config = WriteConfig { write_document_declaration: true, indent_size: Some(1) };
    let xml = feed.write_with_config(Vec::new(), config).ok()?;
    String::from_utf8(xml).ok().map(|xml| xml + "\n")
}

fn entry(config: &Config, document: &Document, updated: FixedDateTime) -> Entry {
    let meta = &document.meta;
    let url = canonical(config, &RelPath::new(&address::document(&document.slug)));
    let authors = meta.people.iter().filter(|person| person.role == "author").map(|author| person(&author.name.display()));
    let mut authors: Vec<Person> = authors.collect();
    // Every entry needs an author, if the feed has none (RFC 4287, section 4.1.2).
    if authors.is_empty() && config.publisher.is_empty() {
        authors.push(person(if meta.container.is_empty() { &config.title } else { &meta.container }));
    }
    let summary = description(meta);
    Entry {
        title: plain(&meta.title),
        id: url.clone(),
        updated,
        published: meta.added().and_then(moment),
        authors,
        links: vec![link("alternate", &url, "text/html", Some(meta.lang.to_string()))],
        rights: (!meta.rights.is_empty()).then(|| plain(&meta.rights)),
        summary: (!summary.is_empty()).then(|| Text { lang: Some(meta.lang.to_string()), ..plain(&summary) }),
        ..Entry::default()
    }
}

/// The first moment of a date, if it is plain.
fn moment(date: Date) -> Option<FixedDateTime> {
    date.is_plain().then_some(())?;
    let day = date.start;
    format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month.unwrap_or(1), day.day.unwrap_or(1)).parse().ok()
}

/// XML 1.0 cannot hold control characters at all.
fn plain(text: &str) -> Text {
    let value = text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    Text { value, r#type: TextType::Text, ..Text::default() }
}

fn person(name: &str) -> Person {
    Person { name: plain(name).value, ..Person::default() }
}

fn link(rel: &str, href: &str, kind: &str, lang: Option<String>) -> Link {
    Link { rel: rel.into(), href: href.into(), mime_type: Some(kind.into()), hreflang: lang, ..Link::default() }
}
