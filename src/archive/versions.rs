//! The versions of documents: texts that were published and stay as they were, and what is said of them.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    Catalogue, Listed, Reader, Survey,
    anchor::{Anchor, IndexedText},
    catalogue::set,
    facet::{Dirty, Facet, Kind},
};
use crate::{
    base::{RelPath, Slug, natural},
    document::{Annotations, Document, Target, history::HistoryEvent},
};

/// A text as it was when it was published.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// What it is called.
    pub name: Box<str>,
    /// Its file.
    pub file: RelPath,
    /// It, as far as it may be shown; its slug and path are those of the document as it is now.
    pub text: Arc<Document>,
}

/// The versions of a document whose texts are there, the oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Versions(pub Vec<Version>);

impl Versions {
    /// In the order in which the history names them; those that it does not name go before, in order of their names.
    #[must_use]
    pub fn ordered(mut self, history: &[HistoryEvent]) -> Self {
        let rank = |version: &Version| history.iter().position(|event| event.version == *version.name).map_or(0, |nth| nth + 1);
        self.0.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| natural::natural(&a.name, &b.name)));
        self
    }

    /// The version of this name.
    pub fn named(&self, name: &str) -> Option<&Version> {
        self.0.iter().find(|version| *version.name == *name)
    }

    /// For each note whose words the document has no more: the newest version that has them, and where they stand in it.
    pub(super) fn keep(&self, file: &Annotations, anchors: &[Option<Anchor>]) -> Vec<Option<(Box<str>, Anchor)>> {
        let is_lost = |anchor: &Option<Anchor>| matches!(anchor, Some(Anchor::Orphan));
        if self.0.is_empty() || !anchors.iter().any(is_lost) {
            return Vec::new();
        }
        let words: Vec<_> = self.0.iter().rev().map(|version| (version, version.text.body.words_once())).collect();
        let texts: Vec<(&Version, IndexedText)> = words.iter().map(|(version, words)| (*version, IndexedText::new(words))).collect();
        let find = |(note, anchor): (&crate::document::Annotation, &Option<Anchor>)| {
            let Target::Words(quote) = &note.target else { return None };
            is_lost(anchor).then(|| texts.iter())?.find_map(|(version, text)| {
                let place = text.anchor(quote);
                place.span().is_some().then(|| (version.name.clone(), place))
            })
        };
        file.notes.iter().zip(anchors).map(find).collect()
    }
}

/// A document that says what was corrected, as the list of errata shows it.
#[derive(Debug, PartialEq)]
pub struct Historic<'a> {
    pub listed: Listed<'a>,
    pub history: &'a [HistoryEvent],
}

impl<'a> Historic<'a> {
    /// A document that has a history, or whose texts were kept.
    pub fn of(document: &'a Document) -> Option<Self> {
        (!document.meta.history.is_empty()).then(|| Self { listed: Listed::of(document), history: &document.meta.history })
    }

    /// What was corrected, in the order of the file.
    pub fn errata(&self) -> impl Iterator<Item = &'a HistoryEvent> + use<'a> {
        self.history.iter().filter(|event| event.kind.is_erratum())
    }
}

impl Catalogue {
    /// Takes the versions of documents. Gives the documents whose versions changed.
    pub(super) fn take_versions(
        &mut self,
        versions: std::collections::BTreeMap<Slug, Option<Arc<Versions>>>,
        dirty: &mut Dirty,
    ) -> Vec<Slug> {
        let mut changed = Vec::new();
        for (slug, new) in versions {
            let names = |versions: Option<&Arc<Versions>>| -> BTreeSet<Box<str>> {
                versions.into_iter().flat_map(|versions| &versions.0).map(|version| version.name.clone()).collect()
            };
            dirty.compare(Facet::VersionNames, names(self.versions.get(&slug)), names(new.as_ref()));
            if set(&mut self.versions, &slug, new, Facet::Versions(&slug), dirty) {
                changed.push(slug);
            }
        }
        changed
    }

    /// The documents of which there are texts of versions.
    pub fn versions(&self) -> &std::collections::BTreeMap<Slug, Arc<Versions>> {
        &self.versions
    }

    /// The documents that have a history, or texts of versions.
    pub fn historic(&self) -> BTreeSet<Slug> {
        let told = self.documents.iter().filter(|(_, document)| !document.meta.history.is_empty()).map(|(slug, _)| slug);
        told.chain(self.versions.keys()).cloned().collect()
    }
}

impl<'a> Reader<'a> {
    /// The versions of a document whose texts are there, the oldest first.
    pub fn versions(&self, slug: &Slug) -> &'a [Version] {
        self.read(Facet::Versions(slug)).versions.get(slug).map_or(&[], |versions| &versions.0)
    }

    /// The documents that have a history, in order of their slugs.
    pub fn histories(&self) -> impl Iterator<Item = Historic<'a>> + use<'a> {
        self.read(Facet::Histories).documents.values().filter_map(|document| Historic::of(document))
    }
}

impl<'a> Survey<'a> {
    /// The documents of which there are texts of versions.
    pub fn all_versions(&self) -> &'a std::collections::BTreeMap<Slug, Arc<Versions>> {
        &self.all(Kind::Versions).versions
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{self, history::UpdateKind};

    fn version(name: &str, words: &str) -> Version {
        let path = RelPath::new("content/documents/a.md");
        let text = format!("---\ntitle: A\n---\n\n{words}\n");
        Version {
            name: name.into(),
            file: RelPath::new(&format!("content/versions/a/{name}.md")),
            text: Arc::new(document::parse(&path, text.as_bytes(), &|_, _| None)),
        }
    }

    fn event(version: &str) -> HistoryEvent {
        HistoryEvent {
            version: version.to_owned(),
            date: None,
            kind: UpdateKind::NewVersion,
            note: String::new(),
            digest: String::new(),
            place: crate::base::Span::default(),
        }
    }

    #[test]
    fn the_order_is_that_of_the_history_and_else_that_of_the_names() {
        let all = Versions(["10", "2", "b", "a", "9"].map(|name| version(name, "Words.")).to_vec());
        let ordered = all.ordered(&[event("b"), event(""), event("a")]);
        let names: Vec<&str> = ordered.0.iter().map(|version| &*version.name).collect();
        assert_eq!(names, ["2", "9", "10", "b", "a"]);
    }

    #[test]
    fn notes_find_their_words_in_the_newest_version_that_has_them() {
        let notes = "- id: n1\n  quote: {exact: the red herring}\n  body: Gone.\n- id: n2\n  quote: {exact: stays for ever}\n  body: There.\n- id: n3\n  quote: {exact: never stood anywhere here}\n  body: Nowhere.\n";
        let file = document::annotation::parse(&RelPath::new("content/annotations/a.yaml"), notes.as_bytes(), &|_, _| None);
        assert_eq!(file.notes.len(), 3, "{:?}", file.diagnostics);
        let versions = Versions(vec![
            version("1", "He ate the red herring that stays for ever."),
            version("2", "She ate the red herring that stays for ever."),
            version("3", "She ate it, and it stays for ever."),
        ]);
        let anchors = vec![Some(Anchor::Orphan), None, Some(Anchor::Orphan)];
        let kept = versions.keep(&file, &anchors);
        let names: Vec<Option<&str>> = kept.iter().map(|kept| kept.as_ref().map(|(name, _)| &**name)).collect();
        assert_eq!(names, [Some("2"), None, None]);
        assert!(versions.keep(&file, &[None, None, None]).is_empty());
    }
}
