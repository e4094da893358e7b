//! `errata.html`: what was corrected in the archive, the newest first.

use super::history::entry;
use crate::{
    archive::{Catalogue, versions::Historic},
    document::history::HistoryEvent,
    site::{
        address,
        frame::{Maker, count_pages, on_page, pager},
        kind::PageKind,
        templates::sample,
        view::*,
    },
};

/// How many stand on a page.
const PER_PAGE: usize = 100;

/// The list of errata.
pub struct Errata;

impl PageKind for Errata {
    const NAME: &'static str = "Errata";
    const IS_IN_EACH: bool = true;
    type Of = ();
    type View = ErrataView;

    fn all(catalogue: &Catalogue) -> Vec<()> {
        let has_any = |history: &[HistoryEvent]| history.iter().any(|event| event.kind.is_erratum());
        if catalogue.documents().values().any(|document| has_any(&document.meta.history)) { vec![()] } else { Vec::new() }
    }

    fn make(maker: &Maker<'_, '_>, (): &()) {
        make(maker);
    }
}

impl PageView for ErrataView {
    const TEMPLATE: &'static str = "errata.html";

    fn sample() -> Self {
        Self {
            page: sample::page(),
            count: 2,
            entries: vec![ListedErratum { document: sample::card(), entry: sample::history_entry() }],
            pager: sample::pager(),
        }
    }
}

fn make(maker: &Maker<'_, '_>) {
    let documents: Vec<Historic<'_>> = maker.reader.histories().collect();
    let mut all: Vec<(&Historic<'_>, usize, &HistoryEvent)> = documents
        .iter()
        .flat_map(|document| document.history.iter().enumerate().map(move |(nth, event)| (document, nth, event)))
        .filter(|(_, _, event)| event.kind.is_erratum())
        .collect();
    // What has no day stands at the end.
    let day = |event: &HistoryEvent| event.date.and_then(|date| date.begins());
    all.sort_by(|a, b| day(b.2).cmp(&day(a.2)).then_with(|| a.0.listed.slug.cmp(b.0.listed.slug)).then_with(|| b.1.cmp(&a.1)));
    let pages = count_pages(all.len(), PER_PAGE);
    for page in 1..=pages {
        let path = maker.at(&address::errata(page));
        let listed = |(document, nth, event): &(&Historic<'_>, usize, &HistoryEvent)| {
            let slug = document.listed.slug;
            let mut entry = entry(event, *nth);
            let versions = maker.reader.versions(slug);
            if let Some(at) = versions.iter().position(|version| *version.name == *event.version) {
                entry.href = path.to(&address::version(slug, &event.version));
                entry.changes_href = if at > 0 { path.to(&address::differences(slug, &event.version)) } else { String::new() };
            }
            ListedErratum { document: maker.card(&path, &document.listed), entry }
        };
        let view = ErrataView {
            page: maker.frame(&path, "errata", &maker.config.lang, "errata"),
            count: all.len(),
            entries: on_page(all.iter(), page, PER_PAGE).map(listed).collect(),
            pager: pager(&path, page, pages, address::errata),
        };
        maker.put(path, View::of(view));
    }
}
