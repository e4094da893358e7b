//! What an article says of itself: its journal, people, dates, rights, abstracts and keywords.

use super::{
    super::{
        node::{Element, Node},
        part::of_html,
        told,
    },
    blocks::{Place, blocks},
    ids::Ids,
};
use crate::{
    base::{Date, Lang, RelPath, Slug, date::Breadth, script::is_east_asian},
    document::{Document, Meta, Person},
    reference::{Kind, Name, Record, Role, format::page_range},
    site::{
        address, export,
        frame::{Maker, canonical},
        markup, publication,
    },
};

/// The front of an article.
pub(super) fn front(maker: &Maker<'_, '_>, document: &Document, ids: &mut Ids) -> Element {
    let mut front = Element::new("front");
    front.children.extend(journal(&document.meta).map(Node::from));
    front.push(article(maker, document, ids));
    front
}

/// The type of an article, as far as JATS suggests a word for it; else CSL's.
pub(super) fn article_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Journal | Kind::Article => "research-article",
        Kind::Review => "review-article",
        Kind::BookReview => "book-review",
        Kind::Newspaper | Kind::Magazine => "news",
        kind => kind.name(),
    }
}

/// The journal, or what else the text appeared in.
fn journal(meta: &Meta) -> Option<Element> {
    if meta.container.is_empty() {
        return None;
    }
    let mut journal = Element::new("journal-meta");
    journal.push(Element::new("journal-id").with("journal-id-type", "publisher-id").words(Slug::from_text(&meta.container).as_str()));
    journal.push(Element::new("journal-title-group").around([Element::new("journal-title").words(meta.container.as_str()).into()]));
    journal.push_words("issn", &meta.issn);
    if !meta.publisher.is_empty() {
        let mut publisher = Element::new("publisher");
        publisher.push_words("publisher-name", &meta.publisher);
        publisher.push_words("publisher-loc", &meta.place);
        journal.push(publisher);
    }
    Some(journal)
}

fn article(maker: &Maker<'_, '_>, document: &Document, ids: &mut Ids) -> Element {
    let meta = &document.meta;
    let mut article = Element::new("article-meta");
    article.push(Element::new("article-id").with("pub-id-type", "publisher-id").words(document.slug.as_str()));
    if !meta.doi.is_empty() {
        article.push(Element::new("article-id").with("pub-id-type", "doi").words(meta.doi.as_str()));
    }
    if !meta.section.is_empty() {
        let subject = Element::new("subject").words(meta.section.as_str());
        let group = Element::new("subj-group").with("subj-group-type", "heading").around([subject.into()]);
        article.push(Element::new("article-categories").around([group.into()]));
    }
    article.push(titles(meta));
    article.push_if_any(Element::new("contrib-group").around(meta.people.iter().map(|person| Node::from(contributor(person)))));
    article.children.extend(meta.issued.map(|date| dated("pub-date", "pub", date).into()));
    article.push_words("volume", &meta.volume);
    article.push_words("issue", &meta.issue);
    article.push_words("isbn", &meta.isbn);
    match page_range(&meta.pages) {
        ("", _) => {}
        (first, last) if first.contains(|c: char| c.is_ascii_digit()) && !first.contains([',', ' ']) => {
            article.push_words("fpage", first);
            article.push_words("lpage", last);
        }
        _ => article.push_words("elocation-id", &meta.pages),
    }
    let history = meta.dates.iter().filter(|(name, _)| name != "accessed");
    let history = history.map(|(name, date)| dated("date", if name == "revised" { "rev-recd" } else { name }, *date).into());
    article.push_if_any(Element::new("history").around(history));
    article.push_if_any(permissions(meta));
    let own = canonical(maker.config, &RelPath::new(&address::document(&document.slug)));
    if !own.is_empty() {
        article.push(Element::new("self-uri").with("xlink:href", own.as_str()).words(own.as_str()));
    }
    let mut said = |name: &'static str, kind: &str, lang: &str, text: &str| {
        let paragraphs = blocks(&of_html(&markup::blocks_html(text)), Place::Paragraphs, "", ids);
        article.push_if_any(Element::new(name).with("abstract-type", kind).with("xml:lang", lang).around(paragraphs));
    };
    said("abstract", "", meta.lang.as_str(), &meta.abstract_);
    said("abstract", "teaser", "", &meta.lead);
    meta.translations.iter().for_each(|other| said("trans-abstract", "", other.lang.as_str(), &other.abstract_));
    let mut listed = |lang: &Lang, keywords: &[String]| {
        let keywords = keywords.iter().map(|keyword| Element::new("kwd").words(keyword.as_str()).into());
        article.push_if_any(Element::new("kwd-group").with("kwd-group-type", "author").with("xml:lang", lang.as_str()).around(keywords));
    };
    listed(&meta.lang, &meta.keywords);
    meta.translations.iter().for_each(|other| listed(&other.lang, &other.keywords));
    let words = Element::new("word-count").with("count", document.facts.words.to_string());
    article.push(Element::new("counts").around([words.into()]));
    article.push(rest(&export::described(&document.slug, meta), document, &told::way(maker, document), &told::taken_back(maker, document)));
    article
}

fn titles(meta: &Meta) -> Element {
    let mut titles = Element::new("title-group");
    titles.push(Element::new("article-title").words(meta.title.as_str()));
    for other in meta.translations.iter().filter(|other| !other.title.is_empty()) {
        let title = Element::new("trans-title").words(other.title.as_str());
        titles.push(Element::new("trans-title-group").with("xml:lang", other.lang.as_str()).around([title.into()]));
    }
    titles
}

/// Somebody with a part in the text.
fn contributor(person: &Person) -> Element {
    let mut contributor = Element::new("contrib").with("contrib-type", person.role.name());
    if !person.name.orcid.is_empty() {
        let orcid = address::identifier("orcid", &person.name.orcid);
        contributor.push(Element::new("contrib-id").with("contrib-id-type", "orcid").words(orcid.as_str()));
    }
    contributor.push(name(&person.name));
    if person.role != Role::Author {
        contributor.push_words("role", person.role.name());
    }
    person.offices.iter().for_each(|office| contributor.push_words("aff", office));
    contributor
}

/// A name in its parts, or that of a body.
pub(super) fn name(name: &Name) -> Element {
    if !name.literal.is_empty() || name.family.is_empty() {
        return Element::new("collab").words(name.display());
    }
    let is_eastern = name.is_static || name.family.chars().next().is_some_and(is_east_asian);
    let mut parts = Element::new("name").with("name-style", if is_eastern { "eastern" } else { "western" });
    parts.push_words("surname", &name.short());
    parts.push_words("given-names", &[name.given.as_str(), &name.dropping].join(" "));
    parts.push_words("suffix", &name.suffix);
    parts
}

/// A day, a month or a year. What says less, or tells of a range, stands among what JATS has no place for ([`rest`]).
fn dated(name: &'static str, kind: &str, date: Date) -> Element {
    let day = date.start;
    let is_exact = day.breadth == Breadth::Exact && date.end.is_none();
    let mut element = Element::new(name).with("date-type", kind).with("iso-8601-date", date.iso().filter(|_| is_exact).unwrap_or_default());
    parts_of(date, &mut element);
    element
}

/// The parts of a date, as JATS orders them.
pub(super) fn parts_of(date: Date, element: &mut Element) {
    let day = date.start;
    if day.breadth == Breadth::Exact && date.end.is_none() {
        day.day.iter().for_each(|day| element.push_words("day", &day.to_string()));
        day.month.iter().for_each(|month| element.push_words("month", &month.to_string()));
    }
    element.push_words("year", &day.year.to_string());
}

fn permissions(meta: &Meta) -> Element {
    let mut permissions = Element::new("permissions");
    permissions.push_words("copyright-statement", &meta.rights);
    let license = publication::license(meta);
    let url = publication::license_address(meta);
    if !license.id.is_empty() || !url.is_empty() {
        let is_open = meta.license.as_ref().is_some_and(crate::document::License::is_open);
        let mut element = Element::new("license").with("license-type", if is_open { "open-access" } else { "" });
        element = element.with("xlink:href", url.as_str());
        element.push_words("ali:license_ref", &url);
        element.push_words("license-p", if license.id.is_empty() { &url } else { &license.id });
        permissions.push(element);
    }
    permissions
}

/// What JATS has no place for, by CSL's names; dates that are no day, month or year, and the way of a letter.
fn rest(record: &Record, document: &Document, way: &[told::Station], taken_back: &[String]) -> Element {
    let meta = &document.meta;
    let mut group = Element::new("custom-meta-group");
    let kind = ("type", record.kind.name());
    let variables = meta.variables.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let is_inexact =
        |date: &Date| date.start.breadth != Breadth::Exact || date.end.is_some() || date.iso().is_none_or(|iso| iso != date.to_string());
    let dates =
        meta.issued.as_ref().map(|date| ("issued", date)).into_iter().chain(meta.dates.iter().map(|(name, date)| (name.as_str(), date)));
    let dates: Vec<(&str, String)> = dates.filter(|(_, date)| is_inexact(date)).map(|(name, date)| (name, date.to_string())).collect();
    let dates = dates.iter().map(|(name, date)| (*name, date.as_str()));
    let way = way.iter().map(|one| (one.kind, one.words.as_str()));
    // What is told with a journal has no place without one.
    let published = [("publisher", meta.publisher.as_str()), ("publisher-place", meta.place.as_str()), ("ISSN", meta.issn.as_str())];
    let published = published.into_iter().filter(|(_, value)| meta.container.is_empty() && !value.is_empty());
    let url = Some(("URL", meta.url.as_str())).filter(|(_, url)| !url.is_empty());
    let grave = meta.history.iter().filter(|event| event.kind.is_grave()).map(|event| event.kind.name());
    let grave = grave.zip(taken_back.iter().map(String::as_str));
    for (name, value) in std::iter::once(kind).chain(grave).chain(published).chain(dates).chain(url).chain(way).chain(variables) {
        let mut custom = Element::new("custom-meta");
        custom.push_words("meta-name", name);
        custom.push_words("meta-value", value);
        group.push(custom);
    }
    group
}
