//! Every address on the web to which the archive leads, and where it stands: for the editors' own work, on all texts, shown or not.

use std::{collections::BTreeMap, sync::Arc};

use super::{Survey, facet::Kind};
use crate::{
    base::{RelPath, Slug, Span, WebAddress},
    document::{Document, LinkTarget},
};

/// Where an address stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Within {
    /// In the front matter of a text.
    Front,
    /// In a text.
    Text,
    /// In a record of a bibliography or a library.
    Record,
    /// In what an authority record says.
    Authority,
    /// In a note.
    Note,
}

impl Within {
    /// As programs read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Front => "front-matter",
            Self::Text => "text",
            Self::Record => "record",
            Self::Authority => "authority",
            Self::Note => "note",
        }
    }
}

/// An address, once in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The file.
    pub path: RelPath,
    /// Where in it, if that is known.
    pub span: Option<Span>,
    /// In what.
    pub within: Within,
    /// The day on which the text says it saw the page.
    pub seen: Option<crate::base::Date>,
}

/// All addresses of `http` and `https`, each with its uses in order of the files.
pub fn addresses(survey: &Survey<'_>) -> BTreeMap<WebAddress, Vec<Use>> {
    let catalogue = survey.all(Kind::WholeText);
    let mut all = All::default();
    let held = |slug: &Slug, shown: &Arc<Document>| catalogue.held.get(slug).cloned().unwrap_or_else(|| shown.clone());
    let shown = catalogue.documents.iter().map(|(slug, document)| held(slug, document));
    let hidden = catalogue.held.iter().filter(|(slug, _)| !catalogue.documents.contains_key(*slug)).map(|(_, document)| document.clone());
    for text in shown.chain(hidden).chain(survey.all(Kind::FreePage).pages.values().cloned()) {
        all.text(&text, Within::Text);
    }
    for text in survey.collections().files().values() {
        all.text(text, Within::Text);
    }
    for file in survey.bibliography_files().values().map(|file| &**file).chain(survey.libraries().map(|(_, library)| library)) {
        for entry in &file.entries {
            let url = WebAddress::of_page(&entry.record.url);
            all.put(url, Use { path: file.path.clone(), span: Some(entry.source), within: Within::Record, seen: entry.record.accessed });
        }
    }
    for record in survey.authority_files().flat_map(|file| &file.records) {
        if let Some(text) = &record.biography {
            all.text(text, Within::Authority);
        }
    }
    for file in survey.note_files().values() {
        for note in &file.notes {
            for link in &note.body.facts.links {
                if let LinkTarget::Outside(url) = &link.target {
                    all.put(url.clone(), Use { path: file.path.clone(), span: Some(note.source), within: Within::Note, seen: None });
                }
            }
        }
    }
    all.0.values_mut().for_each(|uses| uses.sort());
    all.0
}

#[derive(Default)]
struct All(BTreeMap<WebAddress, Vec<Use>>);

impl All {
    fn put(&mut self, url: WebAddress, one: Use) {
        if url.is_page() {
            self.0.entry(url).or_default().push(one);
        }
    }

    /// The addresses of a text and its front matter.
    fn text(&mut self, text: &Document, within: Within) {
        for link in &text.facts.links {
            if let LinkTarget::Outside(url) = &link.target {
                let seen = link.accessed.as_deref().copied();
                self.put(url.clone(), Use { path: text.path.clone(), span: Some(link.source), within, seen });
            }
        }
        let meta = &text.meta;
        // An open licence is only named; its address comes from the program.
        let license = meta.license.as_ref().filter(|license| !license.is_open()).map(|license| (&license.url, ["license-url", "license"]));
        for (url, keys) in [(&meta.url, ["URL", "url"])].into_iter().chain(license) {
            if let Some(span) = keys.iter().find_map(|key| meta.place_of(key)) {
                self.put(url.clone(), Use { path: text.path.clone(), span: Some(span), within: Within::Front, seen: None });
            }
        }
    }
}
