//! What others read of a document: each a value made by one function.
//!
//! A reader hands out these values and nothing else of a document that is not its own, and the catalogue compares these very values.
//! One that is added to [`aspects!`] is both readable and compared; it cannot be one without the other.

use std::borrow::Cow;

use super::{Catalogue, Listed, collections::SortedBy, facet::Dirty, facet::Facet, glance::Glance, place::Places, versions::Historic};
use crate::{
    base::{RelPath, Slug, Span},
    document::{CitationKind, Document, Hole, Meta, Piece},
    reference::Kind,
};

/// A document as far as it is shown, and as its file has it where that is more.
#[derive(Clone, Copy, Default)]
pub struct Texts<'a> {
    /// What is shown; nothing of a draft.
    pub(super) shown: Option<&'a Document>,
    /// The whole, of a document that is not shown or not whole.
    pub(super) held: Option<&'a Document>,
}

impl<'a> Texts<'a> {
    /// All words of a document that is published.
    fn whole(self) -> Option<&'a Document> {
        self.shown.map(|shown| self.held.unwrap_or(shown))
    }
}

/// A value that readers get of a document. Only what stands in the list of [`aspects!`] is one.
pub trait Aspect<'a>: PartialEq + Sized {
    /// Under what it is noted that it was read.
    fn facet(slug: &Slug) -> Facet<'_>;

    /// The value; `None` if there is none of this document.
    fn read(texts: Texts<'a>) -> Option<Self>;
}

/// Makes values readable, and compares each.
macro_rules! aspects {
    ($($name:ident => $facet:expr, $of:expr;)+) => {
        $(impl<'a> Aspect<'a> for $name<'a> {
            fn facet(slug: &Slug) -> Facet<'_> {
                ($facet)(slug)
            }

            fn read(texts: Texts<'a>) -> Option<Self> {
                ($of)(texts)
            }
        })+

        /// Compares all that readers get of a document with what they got before.
        fn compare_all(slug: &Slug, was: Texts<'_>, is: Texts<'_>, dirty: &mut Dirty) {
            $(dirty.compare($name::facet(slug), $name::read(was), $name::read(is));)+
        }
    };
}

aspects! {
    Own => Facet::Document, |texts: Texts<'a>| texts.shown.map(Own);
    Listed => Facet::Card, |texts: Texts<'a>| texts.shown.map(Listed::of);
    Glance => Facet::Glance, |texts: Texts<'a>| texts.shown.map(Glance::of);
    There => Facet::There, |texts: Texts<'a>| texts.shown.map(|shown| There(&shown.slug));
    InList => |_| Facet::Documents, |texts: Texts<'a>| texts.shown.map(InList::of);
    WithPages => |_| Facet::WithPages, |texts: Texts<'a>| texts.shown.map(WithPages::of);
    Front => Facet::Meta, |texts: Texts<'a>| texts.shown.map(Front::of);
    Cited => Facet::Citations, |texts: Texts<'a>| texts.shown.map(Cited::of);
    Bracketed => Facet::Brackets, |texts: Texts<'a>| texts.shown.map(Bracketed::of);
    Places => Facet::Fragments, |texts: Texts<'a>| texts.whole().map(Places::of);
    Whole => Facet::WholeText, |texts: Texts<'a>| texts.whole().map(Whole);
    SortedBy => Facet::SortedBy, |texts: Texts<'a>| texts.shown.map(|shown| SortedBy::of(&shown.meta));
    Historic => |_| Facet::Histories, |texts: Texts<'a>| texts.shown.and_then(Historic::of);
    Held => Facet::Held, |texts: Texts<'a>| texts.held.map(|held| Held(&held.path));
}

/// A document as far as it is shown: for its own page.
#[derive(PartialEq)]
pub struct Own<'a>(pub(super) &'a Document);

/// That a document is there.
#[derive(PartialEq)]
pub struct There<'a>(&'a Slug);

/// A document in the list of all: as lists show it, its file, by which it is proposed, and whether it says of what source it was made
/// and names a facsimile, as then there are pages beside it.
#[derive(PartialEq)]
pub struct InList<'a>(Listed<'a>, &'a RelPath, [bool; 2]);

impl<'a> InList<'a> {
    fn of(document: &'a Document) -> Self {
        Self(Listed::of(document), &document.path, [document.meta.source.is_some(), !document.meta.facsimile.is_empty()])
    }
}

/// That there are pages of a document, and which of those beside its own: whether it says of what source it was made, names a facsimile and
/// has chapters; and its type and language, of each of which there is a list.
#[derive(PartialEq)]
pub struct WithPages<'a>(&'a Slug, [bool; 3], Kind, &'a str);

impl<'a> WithPages<'a> {
    fn of(document: &'a Document) -> Self {
        let meta = &document.meta;
        let beside = [meta.source.is_some(), !meta.facsimile.is_empty(), document.has_chapters()];
        Self(&document.slug, beside, meta.kind, meta.lang.primary())
    }
}

/// All words of a document: for findings.
#[derive(PartialEq)]
pub struct Whole<'a>(pub(super) &'a Document);

/// The file of a document that is kept back, or a part of it.
#[derive(PartialEq)]
pub struct Held<'a>(pub(super) &'a RelPath);

/// What describes a document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Front<'a> {
    /// Its name in addresses.
    pub slug: &'a Slug,
    /// Its file.
    pub path: &'a RelPath,
    /// Its front matter.
    pub meta: &'a Meta,
    /// The names of its authors in reading order.
    pub authors: &'a str,
}

impl<'a> Front<'a> {
    /// What describes this document.
    pub fn of(document: &'a Document) -> Self {
        Self { slug: &document.slug, path: &document.path, meta: &document.meta, authors: &document.facts.authors }
    }
}

/// Where a text cites what.
#[derive(Debug, PartialEq)]
pub struct Cited<'a>(Vec<CitedPlace<'a>>);

/// A place where a text cites a work.
#[derive(Clone, Debug, PartialEq)]
pub struct CitedPlace<'a> {
    /// The key by which the text knows the work.
    pub key: &'a str,
    /// Where it stands.
    pub kind: CitationKind,
    /// Page or other place in the work, as written; empty if none is given.
    pub locator: &'a str,
    /// The fragment of its place, without `#`.
    pub fragment: String,
    /// The sentence in which it stands; empty where that is not shown.
    pub passage: Cow<'a, str>,
}

impl<'a> Cited<'a> {
    /// The places of a document, or of a note, in their order.
    pub fn of(text: &'a Document) -> Self {
        let words = text.body.words_once();
        let passage = |span: Span| match &words {
            Cow::Borrowed(words) => Cow::Borrowed(span.of(words)),
            Cow::Owned(words) => Cow::Owned(span.of(words).to_owned()),
        };
        let places = text.facts.citations.iter().map(|citation| CitedPlace {
            key: &citation.key,
            kind: citation.kind,
            locator: &citation.locator,
            fragment: citation.fragment(),
            passage: passage(citation.passage),
        });
        Self(places.collect())
    }

    /// The places where the work is cited that the text knows by `key`.
    pub fn by(&self, key: &str) -> impl Iterator<Item = &CitedPlace<'a>> {
        self.0.iter().filter(move |place| place.key == key)
    }
}

/// The works in the brackets of editors, bracket by bracket as they are read: their order numbers them and gives letters to their years.
#[derive(Debug, PartialEq)]
pub struct Bracketed<'a>(pub(super) Vec<Vec<&'a str>>);

impl<'a> Bracketed<'a> {
    fn of(text: &'a Document) -> Self {
        let keys = |pieces: &'a [Piece]| -> Vec<&'a str> {
            let Some(Piece::Hole(Hole::Group(first, count))) = pieces.first() else { return Vec::new() };
            text.facts.citations.iter().skip(*first as usize).take(*count as usize).map(|citation| &*citation.key).collect()
        };
        Self(text.brackets().into_iter().map(|(_, pieces)| keys(pieces)).collect())
    }
}

impl Catalogue {
    /// A document as it is.
    pub(super) fn texts(&self, slug: &Slug) -> Texts<'_> {
        Texts { shown: self.by_slug.get(slug).map(|text| &**text), held: self.held.get(slug).map(|text| &**text) }
    }

    /// Compares all that readers get of some documents, each given as it was, with what they get now.
    pub(super) fn compare_texts(&self, before: &[TextsBefore], dirty: &mut Dirty) {
        if dirty.is_everything() {
            return;
        }
        for before in before {
            let was = Texts { shown: before.shown.as_deref(), held: before.held.as_deref() };
            let is = self.texts(&before.slug);
            compare_all(&before.slug, was, is, dirty);
            let [was, is] = [was, is].map(|texts| texts.shown.map(super::passages::all_citing).unwrap_or_default());
            dirty.compare_tables(&was, &is, |key| Facet::Passages(&before.slug, key));
        }
    }

    /// Documents as they are before they change.
    pub(super) fn texts_before<'s>(&self, slugs: impl Iterator<Item = &'s Slug>) -> Vec<TextsBefore> {
        let before =
            |slug: &Slug| TextsBefore { slug: slug.clone(), shown: self.by_slug.get(slug).cloned(), held: self.held.get(slug).cloned() };
        slugs.map(before).collect()
    }
}

/// A document as it was.
pub(super) struct TextsBefore {
    pub slug: Slug,
    pub shown: Option<std::sync::Arc<Document>>,
    held: Option<std::sync::Arc<Document>>,
}
