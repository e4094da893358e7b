//! The newest documents as an Atom feed (RFC 4287).
//!
//! There is no clock in a build: an entry says when its document came to the archive and when it was changed there, as far as
//! the document says so ([`Meta::added`](crate::document::Meta::added)). When its text was written is another matter: a letter of
//! 1843 may be today's news. What says neither has no entry. A feed needs public addresses, so that there is none without `base-url`.

use super::{
    address,
    frame::{canonical, description},
};
use crate::{
    archive::{Front, Survey},
    base::{Date, RelPath, Xml},
    config::Config,
    document::history,
    reference::Role,
};

/// How many documents it holds.
const NEWEST: usize = 50;

/// What a feed tells of.
pub struct Channel<'c> {
    pub title: &'c str,
    pub subtitle: &'c str,
    /// The language of these.
    pub lang: &'c str,
    /// Where the feed stands on the site.
    pub path: RelPath,
    /// The address of the page that it belongs to.
    pub page: String,
}

/// Makes the feed of the archive; `None` where there is nothing that it could hold.
pub fn make(survey: &Survey<'_>, config: &Config) -> Option<String> {
    let channel = Channel {
        title: &config.title,
        subtitle: &config.description,
        lang: config.lang.as_str(),
        path: RelPath::new(address::FEED),
        page: config.base_url.clone(),
    };
    write(config, &channel, survey.fronts())
}

/// Makes the feed of some documents; `None` where none has a day of which a feed could tell.
pub fn write<'a>(config: &Config, channel: &Channel<'_>, documents: impl Iterator<Item = Front<'a>>) -> Option<String> {
    if config.base_url.is_empty() {
        return None;
    }
    let mut documents: Vec<(String, Front<'_>)> =
        documents.filter_map(|document| Some((moment(document.meta.changed()?)?, document))).collect();
    documents.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.slug.cmp(b.1.slug)));
    documents.truncate(NEWEST);
    let (newest, _) = documents.first()?;
    let mut text = String::new();
    let mut feed = Xml::new(&mut text);
    feed.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    feed.attribute("xml:lang", channel.lang);
    feed.push_str(">\n");
    line(&mut feed, "title", channel.title);
    line(&mut feed, "subtitle", channel.subtitle);
    line(&mut feed, "id", &channel.page);
    line(&mut feed, "updated", newest);
    if !config.publisher.is_empty() {
        author(&mut feed, &config.publisher);
    }
    line(&mut feed, "generator", "Scholion");
    link(&mut feed, "self", &canonical(config, &channel.path), "application/atom+xml", "");
    link(&mut feed, "alternate", &channel.page, "text/html", "");
    documents.iter().for_each(|(updated, document)| entry(&mut feed, config, *document, updated));
    feed.push_str("</feed>\n");
    Some(text)
}

fn entry(feed: &mut Xml<'_>, config: &Config, document: Front<'_>, updated: &str) {
    let meta = document.meta;
    let url = canonical(config, &RelPath::new(&address::document(document.slug)));
    feed.push_str("<entry>\n");
    line(feed, "title", &meta.title);
    line(feed, "id", &url);
    line(feed, "published", &meta.added().and_then(moment).unwrap_or_default());
    line(feed, "updated", updated);
    let mut authors = meta.people.iter().filter(|person| person.role == Role::Author).map(|author| author.name.display()).peekable();
    // Every entry needs an author, if the feed has none (RFC 4287, section 4.1.2).
    if authors.peek().is_none() && config.publisher.is_empty() {
        author(feed, if meta.container.is_empty() { &config.title } else { &meta.container });
    }
    authors.for_each(|name| author(feed, &name));
    link(feed, "alternate", &url, "text/html", meta.lang.as_str());
    // That it was taken back, or is doubted, by the name that Crossref has for it.
    if let Some(grave) = history::gravest(&meta.history) {
        feed.push_str("<category");
        feed.attribute("term", grave.name());
        feed.push_str("/>\n");
    }
    line(feed, "rights", &meta.rights);
    let summary = description(meta);
    if !summary.is_empty() {
        feed.push_str("<summary");
        feed.attribute("xml:lang", meta.lang.as_str());
        feed.push_str(">");
        feed.words(&summary);
        feed.push_str("</summary>\n");
    }
    feed.push_str("</entry>\n");
}

/// The first moment of a date, if it is plain (RFC 3339).
fn moment(date: Date) -> Option<String> {
    date.is_plain().then_some(())?;
    let day = date.start;
    Some(format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month.unwrap_or(1), day.day.unwrap_or(1)))
}

/// An element with its words, on a line of its own; none for no words.
fn line(feed: &mut Xml<'_>, name: &'static str, words: &str) {
    if !words.is_empty() {
        feed.element(name, words);
        feed.push_str("\n");
    }
}

fn author(feed: &mut Xml<'_>, name: &str) {
    feed.push_str("<author>");
    feed.element("name", name);
    feed.push_str("</author>\n");
}

fn link(feed: &mut Xml<'_>, rel: &'static str, href: &str, kind: &'static str, lang: &str) {
    feed.push_str("<link");
    for (name, value) in [("rel", rel), ("href", href), ("type", kind), ("hreflang", lang)] {
        if !value.is_empty() {
            feed.attribute(name, value);
        }
    }
    feed.push_str("/>\n");
}
