//! What differs between a version and the one before, and between the newest and the text as it is.

use super::{
    compare::{self, described},
    history::{home, is_same, shown},
};
use crate::{
    archive::{Catalogue, versions::Version},
    base::{Lang, RelPath, Slug},
    document::Document,
    site::{address, frame::Maker, kind::PageKind, rights::Shown, templates::sample, view::*},
};

/// The pages of what differs.
pub struct Differences;

impl PageKind for Differences {
    const NAME: &'static str = "Differences";
    const IS_LISTED: bool = false;
    type Of = Slug;
    type View = DifferencesView;

    fn all(catalogue: &Catalogue) -> Vec<Slug> {
        catalogue.versions().keys().cloned().collect()
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

impl PageView for DifferencesView {
    const TEMPLATE: &'static str = "differences.html";
    const IS_TEXT: bool = true;

    fn sample() -> Self {
        let row = |kind, count| ChangeRow { kind, id: sample::text("p-1"), note: 1, html: sample::paragraph("Words"), count };
        Self {
            page: sample::page(),
            document: sample::anchor(),
            old: sample::anchor(),
            new: sample::anchor(),
            history_href: sample::text("index.html"),
            fields: vec![FieldChange { name: "title", html: sample::paragraph("Title") }],
            rows: vec![row(RowKind::Changed, 0), row(RowKind::Skipped, 2)],
            is_same: false,
            inserted: 1,
            deleted: 2,
        }
    }
}

fn make(maker: &Maker<'_, '_>, slug: &Slug) {
    let Some(document) = maker.reader.document(slug) else { return };
    let versions = maker.reader.versions(slug);
    let is_shown = |version: &&Version| shown(maker, document, version) == Shown::Full;
    for pair in versions.windows(2) {
        let [old, new] = pair else { continue };
        // Its address is told in the history whatever may be shown, as readers may have cited it.
        if is_shown(&old) && is_shown(&new) {
            compared(maker, document, (&old.name, &old.text), (&new.name, &new.text));
        } else {
            compared_not(maker, document, &old.name, &new.name);
        }
    }
    match versions.last() {
        // It stays where nothing was changed yet, as after a release: somebody may have cited it.
        Some(newest) if is_shown(&newest) && is_same(maker, document, newest) => {
            put(maker, document, &newest.name, "", DifferencesView { is_same: true, ..DifferencesView::default() });
        }
        Some(newest) if is_shown(&newest) => compared(maker, document, (&newest.name, &newest.text), ("", document)),
        Some(newest) => compared_not(maker, document, &newest.name, ""),
        None => {}
    }
}

fn compared(maker: &Maker<'_, '_>, document: &Document, (old_name, old): (&str, &Document), (new_name, new): (&str, &Document)) {
    let compared = compare::documents(old, new);
    let fields = described(&old.meta).into_iter().zip(described(&new.meta)).filter(|((_, old), (_, new))| old != new);
    let fields = fields.map(|((name, old), (_, new))| FieldChange { name, html: compare::words(&old, &new) });
    let view = DifferencesView {
        fields: fields.collect(),
        rows: compared.rows,
        inserted: compared.inserted,
        deleted: compared.deleted,
        ..DifferencesView::default()
    };
    put(maker, document, old_name, new_name, view);
}

/// The page where the words of one of the two may not be shown.
fn compared_not(maker: &Maker<'_, '_>, document: &Document, old: &str, new: &str) {
    put(maker, document, old, new, DifferencesView::default());
}

fn put(maker: &Maker<'_, '_>, document: &Document, old: &str, new: &str, view: DifferencesView) {
    let slug = &document.slug;
    let path = maker.at(&address::differences(slug, new));
    let state = |name: &str| Anchor {
        href: path.to(&if name.is_empty() { address::document(slug) } else { address::version(slug, name) }),
        title: name.to_owned(),
        ..Anchor::default()
    };
    let view = DifferencesView {
        page: maker.frame(&path, &document.meta.title, &document.meta.lang, "documents"),
        document: home(document, &path),
        old: state(old),
        new: state(new),
        history_href: path.to(&address::history(slug)),
        ..view
    };
    maker.put(path, View::of(view));
}
