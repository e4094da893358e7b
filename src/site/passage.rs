//! Passages as pages show them: the words around a citation or a name, with the way to their exact place.

use super::{address, citation, csl, frame::Maker, view::PassageView};
use crate::{
    archive::{Listed, passages::Passage},
    base::RelPath,
    document::{AuthorityKind, CitationKind, facts::CitationForm},
    reference::Record,
};

/// The passages in which a document and the notes on it cite a record, as the page at `path`
/// shows them; one line for an entry that the text does not cite.
pub fn citing(maker: &Maker<'_, '_>, document: &Listed<'_>, path: &RelPath, key: &str, record: &Record) -> Vec<PassageView> {
    let page = path.to(&address::document(document.slug));
    let show = |passage: Passage<'_>| {
        let form = passage.form;
        let mut view = view(&page, passage);
        // What an editor cites has no words in the text: the page shows it in a style, and the passage in short.
        if let Some(form) = form.filter(|_| view.words.is_empty()) {
            let short = citation::short(record, form);
            view.words = if form == CitationForm::Narrative { short } else { format!("({short})") };
        }
        view
    };
    let mut views: Vec<PassageView> = maker.reader.citing(document.slug, key).into_iter().map(show).collect();
    if views.is_empty() {
        views.push(PassageView {
            href: format!("{page}#ref-{key}"),
            kind: kind_name(CitationKind::ReferenceList),
            lang: document.lang.to_string(),
            ..PassageView::default()
        });
    }
    views.extend(maker.reader.noted(document.slug, key).into_iter().map(show));
    views
}

/// The passages in which a document names an entity.
pub fn naming(maker: &Maker<'_, '_>, document: &Listed<'_>, path: &RelPath, kind: AuthorityKind, id: &str) -> Vec<PassageView> {
    let page = path.to(&address::document(document.slug));
    maker.reader.naming(document.slug, kind, id).into_iter().map(|passage| view(&page, passage)).collect()
}

/// CSL has no name for it: ours for where a citation stands.
pub fn kind_name(kind: CitationKind) -> &'static str {
    match kind {
        CitationKind::Body => "body",
        CitationKind::Note => "note",
        CitationKind::ReferenceList => "reference-list",
        CitationKind::Annotation => "annotation",
    }
}

/// A passage of the document whose page is at `page`. Taken apart without `..`, so that no part of it is forgotten.
fn view(page: &str, passage: Passage<'_>) -> PassageView {
    let Passage { fragment, kind, form: _, note, carrier, locator, section, page: leaf, time, before, words, after, lang } = passage;
    let line = |words: &str| words.replace('\n', " ");
    PassageView {
        href: if fragment.is_empty() { page.to_owned() } else { format!("{page}#{fragment}") },
        before: line(&before),
        words: line(words),
        after: line(after),
        lang: lang.to_string(),
        kind: kind_name(kind),
        note,
        carrier: line(carrier),
        locator: csl::locator::words(locator),
        section: section.to_owned(),
        page: leaf.to_owned(),
        time,
    }
}
