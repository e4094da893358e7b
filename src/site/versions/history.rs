//! The history of a document, as its page and a page of its own tell it.

use std::collections::BTreeSet;

use super::{compare, timemap};
use crate::{
    archive::{Catalogue, Found, versions::Version},
    base::{Lang, RelPath, Slug, text},
    document::{
        Document, Link, LinkTarget,
        addresses::FormerIds,
        history::{HistoryEvent, UpdateKind},
    },
    site::{
        address,
        frame::{self, Maker},
        kind::PageKind,
        markup,
        page_path::PagePath,
        rights::{self, Shown},
        templates::sample,
        view::*,
    },
};

/// The page of a document's history.
pub struct History;

impl PageKind for History {
    const NAME: &'static str = "History";
    const IS_LISTED: bool = false;
    type Of = Slug;
    type View = HistoryView;

    fn all(catalogue: &Catalogue) -> Vec<Slug> {
        catalogue.historic().into_iter().collect()
    }

    fn make(maker: &Maker<'_, '_>, of: &Slug) {
        make(maker, of);
    }

    fn lang<'a>(catalogue: &'a Catalogue, of: &Slug) -> Option<&'a Lang> {
        catalogue.documents().get(of).map(|document| &document.meta.lang)
    }

    fn file<'a>(catalogue: &'a Catalogue, of: &Slug) -> Option<&'a RelPath> {
        catalogue.documents().get(of).map(|document| &document.path)
    }
}

impl PageView for HistoryView {
    const TEMPLATE: &'static str = "history.html";

    fn sample() -> Self {
        Self {
            page: sample::page(),
            document: sample::anchor(),
            entries: vec![sample::history_entry()],
            changes_href: sample::text("~changes.html"),
            links: vec![RelLink::page("latest-version", sample::text("1.1.html"))],
        }
    }
}

fn make(maker: &Maker<'_, '_>, slug: &Slug) {
    let Some(document) = maker.reader.document(slug) else { return };
    let path = maker.at(&address::history(slug));
    let mut page = maker.frame(&path, &document.meta.title, &document.meta.lang, "documents");
    page.description = frame::description(&document.meta);
    let versions = maker.reader.versions(slug);
    let mut entries = entries(document, versions, &path);
    entries.reverse();
    let view = HistoryView {
        page,
        document: home(document, &path),
        entries,
        changes_href: changes_since(maker, document, versions).map(|to| path.to(&to)).unwrap_or_default(),
        links: links(maker, document, versions, &path),
    };
    maker.put(path, View::of(view));
    if let Some(text) = timemap::of_document(maker.config, document, versions) {
        maker.file(RelPath::new(&address::timemap(slug)), text);
    }
}

/// What leads from the page of the history to the versions (RFC 5829, 3.2; RFC 7089, 2.2).
fn links(maker: &Maker<'_, '_>, document: &Document, versions: &[Version], path: &PagePath) -> Vec<RelLink> {
    let slug = &document.slug;
    let latest = versions.last().map_or_else(|| address::document(slug), |newest| address::version(slug, &newest.name));
    let mut links = vec![RelLink::page("latest-version", path.to(&latest)), RelLink::page("original", path.to(&address::document(slug)))];
    links.extend(timemap::link(maker.config, document, versions, path));
    links
}

/// The reading page of a document.
pub(super) fn home(document: &Document, path: &PagePath) -> Anchor {
    Anchor {
        href: path.to(&address::document(&document.slug)),
        title: document.meta.title.clone(),
        lang: document.meta.lang.to_string(),
        ..Anchor::default()
    }
}

/// The entries of a document's history, in its order, seen from a page; texts of versions of which it says nothing stand before.
pub(super) fn entries(document: &Document, versions: &[Version], path: &RelPath) -> Vec<HistoryEntry> {
    let history = &document.meta.history;
    let untold = versions.iter().filter(|version| !history.iter().any(|event| event.version == *version.name));
    let untold = untold.map(|version| HistoryEntry {
        id: format!("version-{}", version.name),
        version: version.name.to_string(),
        kind: UpdateKind::default().name(),
        ..HistoryEntry::default()
    });
    let mut entries: Vec<HistoryEntry> = untold.collect();
    entries.extend(history.iter().enumerate().map(|(nth, event)| entry(event, nth)));
    for entry in entries.iter_mut().filter(|entry| !entry.version.is_empty()) {
        let Some(nth) = versions.iter().position(|version| *version.name == *entry.version) else { continue };
        entry.href = path.to(&address::version(&document.slug, &entry.version));
        if nth > 0 {
            entry.changes_href = path.to(&address::differences(&document.slug, &entry.version));
        }
    }
    entries
}

/// An entry without addresses; `nth` is its place among all.
pub(super) fn entry(event: &HistoryEvent, nth: usize) -> HistoryEntry {
    HistoryEntry {
        id: if event.version.is_empty() { format!("update-{}", nth + 1) } else { format!("version-{}", event.version) },
        version: event.version.clone(),
        date: event.date.map(|date| date.to_string()).unwrap_or_default(),
        kind: event.kind.name(),
        note_html: markup::blocks_html(&event.note),
        is_erratum: event.kind.is_erratum(),
        ..HistoryEntry::default()
    }
}

/// How much of a version is shown: no more than of the document, and no more than it would be by itself.
pub(super) fn shown(maker: &Maker<'_, '_>, document: &Document, version: &Version) -> Shown {
    match rights::shown(maker.config, &document.meta) {
        Shown::Full => rights::shown(maker.config, &version.text.meta),
        _ => Shown::Metadata,
    }
}

/// Whether a document says what its version says. Where it moved, or what it leads to did, its links are written in another way and lead
/// where they led.
pub(super) fn is_same(maker: &Maker<'_, '_>, document: &Document, version: &Version) -> bool {
    let text: &Document = &version.text;
    let lead_alike = |now: &Link, then: &Link| {
        let (LinkTarget::File(path, place), LinkTarget::File(old_path, old_place)) = (&now.target, &then.target) else {
            return document.leads_as(now, text, then);
        };
        let found = maker.reader.find_address(&document.path, path, place);
        document.leads_as(now, text, then) || found.0 != Found::None && found == maker.reader.find_address(&text.path, old_path, old_place)
    };
    compare::described(&document.meta) == compare::described(&text.meta) && document.reads_as(text, &lead_alike)
}

/// The address of what was changed since the newest version; nothing if nothing was.
pub(super) fn changes_since(maker: &Maker<'_, '_>, document: &Document, versions: &[Version]) -> Option<String> {
    let newest = versions.last()?;
    let is_shown = shown(maker, document, newest) == Shown::Full;
    (is_shown && !is_same(maker, document, newest)).then(|| address::differences(&document.slug, ""))
}

/// What the page of a document says of its history; nothing if it has none.
pub fn of_document(maker: &Maker<'_, '_>, path: &PagePath, document: &Document, taken: &FormerIds) -> Option<DocumentHistory> {
    let versions = maker.reader.versions(&document.slug);
    if document.meta.history.is_empty() && versions.is_empty() {
        return None;
    }
    let entries = entries(document, versions, path);
    let newest = entries.iter().rev().find(|entry| !entry.version.is_empty()).cloned().unwrap_or_default();
    let kept = versions.iter().find(|version| *version.name == *newest.version);
    let to = |version: &Version| path.to(&address::version(&document.slug, &version.name));
    let mut links = vec![RelLink::page("version-history", path.to(&address::history(&document.slug)))];
    links.extend(versions.last().map(|newest| RelLink::page("latest-version", to(newest))));
    links.extend(versions.iter().map(|version| RelLink::page("memento", to(version))));
    links.extend(timemap::link(maker.config, document, versions, path));
    let is_shown = rights::shown(maker.config, &document.meta) == Shown::Full;
    Some(DocumentHistory {
        is_changed: kept.is_some_and(|kept| !is_same(maker, document, kept)),
        changes_href: changes_since(maker, document, versions).map(|to| path.to(&to)).unwrap_or_default(),
        href: path.to(&address::history(&document.slug)),
        grave: grave(&entries),
        errata: entries.iter().rev().filter(|entry| entry.is_erratum).cloned().collect(),
        errata_href: if entries.iter().any(|entry| entry.is_erratum) { path.to(&address::errata(1)) } else { String::new() },
        former: if is_shown { former(document, versions, path, taken) } else { Vec::new() },
        links,
        version: newest.version,
        date: newest.date,
        version_href: newest.href,
    })
}

/// What a reader of a page of a document must know before anything else, the newest first.
pub fn warnings(maker: &Maker<'_, '_>, path: &PagePath, document: &Document) -> Vec<HistoryEntry> {
    if document.meta.history.iter().all(|event| !event.kind.is_grave()) {
        return Vec::new();
    }
    grave(&entries(document, maker.reader.versions(&document.slug), path))
}

/// What a reader must know before anything else, the newest first.
pub(super) fn grave(entries: &[HistoryEntry]) -> Vec<HistoryEntry> {
    let is_grave = |entry: &&HistoryEntry| UpdateKind::named(entry.kind).is_some_and(UpdateKind::is_grave);
    entries.iter().rev().filter(is_grave).cloned().collect()
}

/// The places that a document had and has no more, each in the newest version that has it; `taken` are ids that lead elsewhere on its page.
fn former(document: &Document, versions: &[Version], path: &PagePath, taken: &FormerIds) -> Vec<FormerPlace> {
    let mut known: BTreeSet<&str> = ids(document).map(|(id, _)| id).chain(taken.values().flatten().map(|id| &**id)).collect();
    let mut former = Vec::new();
    for version in versions.iter().rev() {
        let page = path.to(&address::version(&document.slug, &version.name));
        for (id, words) in ids(&version.text) {
            if known.insert(id) {
                former.push(FormerPlace {
                    id: id.to_owned(),
                    href: format!("{page}#{id}"),
                    version: version.name.to_string(),
                    words: first_words(words),
                });
            }
        }
    }
    former
}

/// The places of a text, with the words that stand there.
fn ids(text: &Document) -> impl Iterator<Item = (&str, &str)> {
    let words = &text.body.text;
    let blocks = text.body.blocks.iter().map(|block| (&*block.id, block.text.of(words)));
    let headings = text.facts.headings.iter().map(|heading| (&*heading.id, heading.text.of(words)));
    let places = text.facts.places.iter().map(|place| (&**place, ""));
    blocks.chain(headings).chain(places).filter(|(id, _)| !id.is_empty())
}

fn first_words(words: &str) -> String {
    const MOST: usize = 6;
    let words = text::squeeze(words);
    let mut parts = words.split(' ');
    let first: Vec<&str> = parts.by_ref().take(MOST).collect();
    let first = first.join(" ");
    // A line without spaces may be a paragraph.
    let end = first.char_indices().nth(60).map_or(first.len(), |(end, _)| end);
    let is_cut = end < first.len() || parts.next().is_some();
    format!("{}{}", first.get(..end).unwrap_or(""), if is_cut { " …" } else { "" })
}
