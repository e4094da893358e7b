//! What the editors say of mentions, and what of that says nothing any more.

use std::collections::BTreeMap;

use crate::{
    archive::{
        Survey,
        anchor::{Anchor, IndexedText, same_words},
    },
    base::{Diagnostic, Message, RelPath, Slug, say, text::squeeze},
    config::Config,
    document::{Document, Mend},
};

/// Words that are gone, or stand in several places, and records and documents that are not there.
pub fn mends(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    let files: Vec<(&RelPath, &Mend)> =
        survey.authority_files().flat_map(|file| file.mends.iter().map(move |mend| (&file.path, mend))).collect();
    if files.is_empty() {
        return;
    }
    let documents: BTreeMap<&RelPath, &Slug> = survey.fronts().map(|front| (front.path, front.slug)).collect();
    let mut ground: Option<(&Slug, &Document, IndexedText)> = None;
    for (path, mend) in files {
        let mut tell = |message: Message, hint: Message| all.push(Diagnostic::warning(path, message).at(mend.source).hint(hint));
        if survey.entity(mend.kind, mend.id.as_str()).is_none_or(|entity| entity.record.is_none()) {
            tell(say::mend_unknown(format!("{}/{}", mend.kind.folder(), mend.id)), say::mend_unknown_hint());
        }
        let Some(slug) = documents.get(&mend.document) else {
            // That it is held back is no fault.
            if !survey.holds_back(&mend.document) {
                tell(say::mend_document(&mend.document), say::mend_document_hint());
            }
            continue;
        };
        if ground.as_ref().is_none_or(|(of, ..)| of != slug) {
            ground = survey.whole_text(slug).map(|text| (*slug, text, IndexedText::new(&text.body.text)));
        }
        let Some((_, text, indexed)) = &ground else { continue };
        let words = || squeeze(&mend.quote.exact);
        match indexed.anchor(&mend.quote) {
            Anchor::Exact { .. } => {}
            Anchor::Moved { span, .. } if same_words(span.of(&text.body.text), &mend.quote.exact) => {}
            Anchor::Ambiguous { .. } => tell(say::mend_ambiguous(words()), say::mend_ambiguous_hint()),
            Anchor::Moved { .. } | Anchor::Orphan => tell(say::mend_lost(words()), say::mend_lost_hint()),
        }
    }
}
