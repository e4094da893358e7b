//! The editors' notes, each laid on the words that it is about.

use std::{collections::BTreeMap, sync::Arc};

use rayon::prelude::*;

use super::{
    Catalogue, Survey,
    anchor::{Anchor, IndexedText},
    catalogue::set,
    facet::{Dirty, Facet},
    passages,
};
use crate::{
    base::{Diagnostic, Slug, Span, say, text},
    config::Config,
    document::{Annotation, Annotations, Document, Target},
};

/// The notes on one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    pub file: Arc<Annotations>,
    /// Where each note stands, in the order of the file; `None` for those that are not about words.
    pub anchors: Vec<Option<Anchor>>,
    /// Of notes whose words the document has no more, in the same order: the newest version of it that has them, and where; empty if there
    /// is none for any.
    pub kept: Vec<Option<(Box<str>, Anchor)>>,
}

impl Placed {
    /// The notes with their places.
    pub fn notes(&self) -> impl Iterator<Item = (&Annotation, Option<&Anchor>)> {
        self.file.notes.iter().zip(self.anchors.iter().map(Option::as_ref))
    }

    /// The version of the document in which the words of its note of this number stand, if they stand in it no more.
    pub fn kept_in(&self, nth: usize) -> Option<&str> {
        self.kept.get(nth).and_then(|kept| kept.as_ref()).map(|(version, _)| &**version)
    }
}

impl Catalogue {
    /// Takes files of notes. Gives the documents whose notes changed.
    pub(super) fn take_annotations(&mut self, files: BTreeMap<Slug, Option<Arc<Annotations>>>, dirty: &mut Dirty) -> Vec<Slug> {
        let mut take = |slug: &Slug, file| set(&mut self.annotations, slug, file, Facet::NoteFile(slug), dirty);
        files.into_iter().filter_map(|(slug, file)| take(&slug, file).then_some(slug)).collect()
    }

    /// Lays notes again: those that changed, and those of changed documents.
    pub(super) fn lay_annotations(&mut self, noted: Vec<Slug>, documents: &[Slug], dirty: &mut Dirty) {
        let mut changed: Vec<Slug> = documents.iter().filter(|slug| self.annotations.contains_key(*slug)).cloned().collect();
        changed.extend(noted);
        changed.sort_unstable();
        changed.dedup();
        let placed: Vec<(Slug, Option<Placed>)> = changed
            .into_par_iter()
            .map(|slug| {
                let placed = self.annotations.get(&slug).zip(self.whole_text(&slug)).map(|(file, document)| {
                    let placed = place(file, &document.once());
                    let kept = self.versions.get(&slug).map(|versions| versions.keep(file, &placed.anchors)).unwrap_or_default();
                    Placed { kept, ..placed }
                });
                (slug, placed)
            })
            .collect();
        for (slug, placed) in placed {
            // What may not be shown is not quoted either.
            let (placed, laid) = match placed {
                Some(laid) if self.held.contains_key(&slug) => (Some(on_whole(&laid.file)), Some(laid)),
                placed => (placed, None),
            };
            set(&mut self.laid, &slug, laid, Facet::Annotations(&slug), dirty);
            let (old, new) = (self.placed.get(&slug), placed.as_ref());
            let (was, is) = (old.map(passages::all_noted).unwrap_or_default(), new.map(passages::all_noted).unwrap_or_default());
            dirty.compare_tables(&was, &is, |key| Facet::Passages(&slug, key));
            dirty.compare(Facet::AllAnnotations, old, new);
            set(&mut self.placed, &slug, placed, Facet::Annotations(&slug), dirty);
        }
    }

    /// The keys of the works that the notes on a document cite or are about.
    pub(super) fn cited_in_notes(&self, slug: &Slug) -> impl Iterator<Item = &str> {
        let notes = self.annotations.get(slug).into_iter().flat_map(|file| &file.notes);
        notes.flat_map(|note| note.body.facts.citations.iter().map(|citation| &*citation.key).chain(note.target.work()))
    }

    /// The notes on a document, laid on all its words, also on those that are not shown. As [`Catalogue::whole_text`].
    pub fn laid(&self, slug: &Slug) -> Option<&Placed> {
        self.laid.get(slug).or_else(|| self.placed.get(slug))
    }

    /// The notes of every document that has any, by its slug.
    pub fn placed(&self) -> &BTreeMap<Slug, Placed> {
        &self.placed
    }
}

/// The notes of a file as notes on the document as a whole.
fn on_whole(file: &Annotations) -> Placed {
    Placed { anchors: vec![None; file.notes.len()], kept: Vec::new(), file: Arc::new(file.on_whole()) }
}

/// Lays the notes of a file on their document.
fn place(file: &Arc<Annotations>, document: &Document) -> Placed {
    let indexed = std::cell::LazyCell::new(|| IndexedText::new(&document.body.text));
    let anchors = file.notes.iter().map(|note| match &note.target {
        Target::Words(quote) => Some(indexed.anchor(quote)),
        _ => None,
    });
    Placed { anchors: anchors.collect(), kept: Vec::new(), file: file.clone() }
}

/// Finds notes that have moved, that could stand in several places or in none, and files of notes on nothing.
pub(super) fn problems(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    for (slug, file) in survey.note_files().iter().filter(|(slug, _)| !survey.has_text(slug)) {
        all.push(Diagnostic::warning(&file.path, say::notes_without_document(slug)).hint(say::notes_without_document_hint(slug)));
    }
    for slug in survey.all_annotations().keys() {
        let Some((document, placed)) = survey.whole_text(slug).zip(survey.laid(slug)) else { continue };
        for (nth, (note, anchor)) in placed.notes().enumerate() {
            match (&note.target, anchor) {
                (Target::Words(_), Some(Anchor::Orphan)) if let Some(version) = placed.kept_in(nth) => {
                    let found = Diagnostic::notice(&placed.file.path, say::note_in_version(&note.id, version));
                    all.push(found.hint(say::note_in_version_hint()).at(note.quote_place));
                }
                (Target::Words(quote), Some(anchor)) => all.extend(problem(document, &placed.file, note, &quote.exact, anchor)),
                (Target::Unplaced(unplaced), _) => {
                    let message = say::note_unplaced(&note.id, unplaced.shown());
                    let found = Diagnostic::warning(&placed.file.path, message).hint(say::note_unplaced_hint());
                    all.push(found.at(note.quote_place));
                }
                _ => {}
            }
        }
    }
}

fn problem(document: &Document, file: &Annotations, note: &Annotation, old: &str, anchor: &Anchor) -> Option<Diagnostic> {
    let words = |span: Span| short(span.of(&document.body.text));
    let id = &note.id;
    let diagnostic = match anchor {
        Anchor::Exact { .. } => return None,
        Anchor::Moved { span, .. } => {
            let new = words(*span);
            let message = if text::squeeze(old) == text::squeeze(span.of(&document.body.text)) {
                say::note_moved_around(id, new)
            } else {
                say::note_moved(id, short(old), new)
            };
            let hint = say::note_moved_hint(&document.slug);
            Diagnostic::warning(&file.path, message).hint(hint)
        }
        Anchor::Ambiguous { candidates } => {
            let places: Vec<String> = candidates.iter().map(|one| context(document, one.span)).collect();
            let message = say::note_ambiguous(id, candidates.len(), places);
            Diagnostic::error(&file.path, message).hint(say::note_ambiguous_hint())
        }
        Anchor::Orphan => {
            let message = say::note_orphan(id, short(old));
            Diagnostic::error(&file.path, message).hint(say::note_orphan_hint())
        }
    };
    Some(diagnostic.at(note.quote_place).related(&document.path, None, say::the_text()))
}

/// Words with a few of those around them.
fn context(document: &Document, span: Span) -> String {
    let text = &document.body.text;
    let before: Vec<char> = text.get(..span.start as usize).unwrap_or("").chars().rev().take(16).collect();
    let behind: String = text.get(span.end as usize..).unwrap_or("").chars().take(16).collect();
    text::squeeze(&format!("…{}{}{behind}…", before.iter().rev().collect::<String>(), short(span.of(text))))
}

/// A text cut to what a message can hold.
fn short(words: &str) -> String {
    const MOST: usize = 80;
    let words = text::squeeze(words);
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{} …", words.get(..end).unwrap_or("")),
        None => words,
    }
}
