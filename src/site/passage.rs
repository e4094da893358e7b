//! Passages: the words around a citation or a name, with the way to their exact place.

use super::{address, citation, view::PassageView};
use crate::{
    archive::{links, mentions::Mention},
    base::{RelPath, Span},
    document::{Citation, CitationKind, Document, facts::CitationForm},
    reference::Record,
};

/// The passages in which a document cites a record; one line for an entry that nothing cites.
pub fn citing(document: &Document, path: &RelPath, key: &str, record: &Record) -> Vec<PassageView> {
    let cited: Vec<PassageView> = document
        .facts
        .citations
        .iter()
        .filter(|citation| citation.key == key && citation.ordinal > 0)
        .map(|citation| citation_passage(document, path, citation, record))
        .collect();
    if !cited.is_empty() {
        return cited;
    }
    vec![PassageView {
        href: format!("{}#ref-{key}", path.to(&address::document(&document.slug))),
        kind: kind_name(CitationKind::ReferenceList),
        lang: document.meta.lang.to_string(),
        ..PassageView::default()
    }]
}

/// The passage that names an entity.
pub fn naming(document: &Document, path: &RelPath, mention: &Mention) -> PassageView {
    let block = document.body.block_at(mention.text.start);
    let note = block.and_then(|block| block.note).and_then(|note| document.body.notes.get(note as usize)).map_or(0, |note| note.number);
    let fragment = match block {
        Some(block) if !block.id.is_empty() => format!("#{}", block.id),
        _ if note > 0 => format!("#fn-{note}"),
        _ => String::new(),
    };
    PassageView {
        href: format!("{}{fragment}", path.to(&address::document(&document.slug))),
        kind: kind_name(if note > 0 { CitationKind::Note } else { CitationKind::Body }),
        note,
        section: links::section_title(document, mention.text.start).to_owned(),
        ..words(document, mention.passage, mention.text)
    }
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

/// The passage that cites a record.
pub fn citation_passage(document: &Document, path: &RelPath, citation: &Citation, record: &Record) -> PassageView {
    let mut view = PassageView {
        href: format!("{}#{}", path.to(&address::document(&document.slug)), citation.fragment()),
        kind: kind_name(citation.kind),
        note: citation.note.unwrap_or(0),
        carrier: links::carrier(document, citation).replace('\n', " "),
        locator: citation.locator.to_string(),
        section: links::section_title(document, citation.passage.start).to_owned(),
        ..words(document, citation.passage, citation.words)
    };
    if view.words.is_empty() {
        // What an editor cites has no words in the text: the page shows it in a style, and the passage in short.
        let short = citation::short(record, citation.form);
        view.words = if citation.form == CitationForm::Narrative { short } else { format!("({short})") };
    }
    view
}

fn words(document: &Document, passage: Span, marked: Span) -> PassageView {
    let text = &document.body.text;
    let lang = document.body.block_at(passage.start).and_then(|block| block.lang.as_deref()).unwrap_or(&document.meta.lang);
    // Editors' citations have no words in the text: they stand between the two halves.
    let marked = if marked.is_empty() && !(passage.start..=passage.end).contains(&marked.start) {
        Span { start: passage.end, end: passage.end }
    } else {
        marked
    };
    let part = |start: u32, end: u32| Span { start, end: end.max(start) }.of(text).replace('\n', " ");
    PassageView {
        before: part(passage.start, marked.start),
        words: part(marked.start, marked.end),
        after: part(marked.end, passage.end),
        lang: lang.to_string(),
        ..PassageView::default()
    }
}
