//! What an article cites: each work as it is printed, and by its fields.

use std::collections::BTreeMap;

use super::{
    super::{
        node::{Element, Node},
        part::of_html,
    },
    front::{name, parts_of},
    ids::Ids,
    inline::{Within, inline, without_breaks},
};
use crate::{
    base::WebAddress,
    document::Document,
    reference::{Kind, Name, PrintedIn, Record, format::page_range},
    site::{citation, frame::Maker},
};

/// The names of the entries, by the keys of their works: they are taken before those of the text, which leads to them.
pub(super) fn names<'a>(maker: &Maker<'a, '_>, document: &Document, ids: &mut Ids) -> BTreeMap<&'a str, String> {
    let works = maker.reader.works_of(&document.slug).filter(|(key, ..)| !key.is_empty());
    works.map(|(key, ..)| (&**key, ids.new_id(&format!("ref-{key}")))).collect()
}

/// The lists of what an article cites: that of its text, under this title if it has one, and what only its notes cite.
pub(super) fn lists(
    maker: &Maker<'_, '_>,
    document: &Document,
    title: Option<Vec<Node>>,
    names: &BTreeMap<&str, String>,
    ids: &mut Ids,
) -> Vec<Element> {
    let word = |key: &str| vec![Node::Words(maker.words.plain(key).unwrap_or_default().to_owned())];
    let list = |title: Vec<Node>| Element::new("ref-list").around([Element::new("title").around(title).into()]);
    let mut listed = list(title.unwrap_or_else(|| word("references")));
    let mut noted = list(word("references-in-notes")).with("content-type", "notes");
    for (key, record, _) in maker.reader.works_of(&document.slug) {
        let Some(id) = names.get(&**key) else { continue };
        let mut printed = inline(&of_html(&citation::entry_html(maker, record)), ids, Within { line: true, ..Within::default() });
        without_breaks(&mut printed);
        let printed = Element::new("mixed-citation").with("publication-type", publication_type(record.kind)).around(printed);
        let work = Element::new("citation-alternatives").around([printed.into(), fields(record).into()]);
        let entry = Element::new("ref").with("id", id.as_str()).around([work.into()]);
        match record.printed_in {
            PrintedIn::References => listed.push(entry),
            PrintedIn::Notes => noted.push(entry),
        }
    }
    [listed, noted].into_iter().filter(|list| list.children.len() > 1).collect()
}

/// The words that JATS suggests (`publication-type`), and CSL's where there is none.
fn publication_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Journal | Kind::Article | Kind::Review | Kind::BookReview | Kind::Magazine => "journal",
        Kind::Book
        | Kind::Classic
        | Kind::Collection
        | Kind::Pamphlet
        | Kind::Chapter
        | Kind::Entry
        | Kind::Encyclopedia
        | Kind::Dictionary => "book",
        Kind::Newspaper => "newspaper",
        Kind::Thesis => "thesis",
        Kind::Report => "report",
        Kind::WebPage | Kind::Post | Kind::Weblog => "webpage",
        Kind::Conference => "confproc",
        Kind::Dataset => "data",
        Kind::Patent => "patent",
        Kind::Software => "software",
        Kind::Standard => "standard",
        kind => kind.name(),
    }
}

/// The fields of a work.
fn fields(record: &Record) -> Element {
    let mut work = Element::new("element-citation").with("publication-type", publication_type(record.kind));
    for (kind, names) in [("author", &record.author), ("editor", &record.editor), ("translator", &record.translator)] {
        let names = names.iter().map(|one| if one.is_others() { Element::new("etal") } else { name(one) });
        work.push_if_any(Element::new("person-group").with("person-group-type", kind).around(names.map(Node::from)));
    }
    let is_chapter = matches!(record.kind, Kind::Chapter | Kind::Entry | Kind::Encyclopedia | Kind::Dictionary);
    match (record.container.as_str(), is_chapter) {
        ("", _) => work.push_words("source", &record.title),
        (container, true) => {
            work.push_words("chapter-title", &record.title);
            work.push_words("source", container);
        }
        (container, false) => {
            work.push_words("article-title", &record.title);
            work.push_words("source", container);
        }
    }
    work.push_words("trans-title", &record.translated_title);
    if let Some(date) = record.issued {
        parts_of(date, &mut work);
    }
    work.push_words("series", &record.series);
    work.push_words("volume", &record.volume);
    work.push_words("issue", &record.issue);
    work.push_words("edition", &record.edition);
    work.push_words("publisher-loc", &record.place);
    work.push_words("publisher-name", &record.publisher);
    let (first, last) = page_range(&record.pages);
    work.push_words("fpage", first);
    work.push_words("lpage", last);
    work.push_words("issn", &record.issn);
    work.push_words("isbn", &record.isbn);
    if !record.doi.is_empty() {
        work.push(Element::new("pub-id").with("pub-id-type", "doi").words(record.doi.as_str()));
    }
    if !record.number.is_empty() {
        work.push(Element::new("pub-id").with("pub-id-type", "other").words(record.number.as_str()));
    }
    // An address of a library leads somewhere only if it is one that is safe to follow; else it stays words.
    let address = WebAddress::of_page(&record.url);
    if address.is_empty() {
        work.push_words("comment", &record.url);
    } else {
        let link = Element::new("ext-link").with("ext-link-type", "uri").with("xlink:href", address.as_str());
        work.push(link.words(address.as_str()));
    }
    if let Some(date) = record.accessed.and_then(|date| date.iso()) {
        let seen = Element::new("date-in-citation").with("content-type", "access-date").with("iso-8601-date", date.as_str());
        work.push(seen.words(date));
    }
    if work.children.is_empty() {
        let called = Name::literal(&record.called(&record.key)).literal;
        work.push_words("source", if called.is_empty() { "–" } else { &called });
    }
    work
}
