//! Units: the pages that are made together from the same part of the archive.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{
    csl::CitationFormatter,
    frame::Maker,
    kind::{About, Kind},
    kinds::KINDS,
    product::Product,
    templates::strings::Strings,
    tongues::{self, Tongue},
};
use crate::{
    archive::{Catalogue, Reader, facet::Reads},
    base::RelPath,
};

/// What pages are made of: a kind of page, what it is about, and of pages that there are in each of the site's languages that.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Unit {
    kind: KindId,
    of: About,
    /// The place of the language among the site's.
    tongue: u8,
}

impl Unit {
    /// All units of an archive whose site speaks so many languages, in order.
    pub fn all(catalogue: &Catalogue, languages: usize) -> Vec<Self> {
        let of_kind = |(id, kind): (u8, &Kind)| {
            let tongues = if kind.is_in_each { u8::try_from(languages).unwrap_or(u8::MAX) } else { 1 };
            let of_one = move |of: About| (0..tongues).map(move |tongue| Self { kind: KindId(id), of: of.clone(), tongue });
            (kind.all)(catalogue).into_iter().flat_map(of_one)
        };
        let mut units: Vec<Self> = (0..).zip(&KINDS).flat_map(of_kind).collect();
        units.sort_unstable();
        units
    }

    /// The place of the language in which its words are: that of its pages, or that of the text that they show, if the site speaks it.
    pub fn tongue(&self, catalogue: &Catalogue, tongues: &[Tongue]) -> usize {
        if self.kind().is_in_each {
            return usize::from(self.tongue).min(tongues.len().saturating_sub(1));
        }
        (self.kind().lang)(catalogue, &self.of).map_or(0, |lang| tongues::of_text(tongues, lang))
    }

    /// The kind of its pages.
    pub fn kind(&self) -> &'static Kind {
        self.kind.kind()
    }

    /// The archive's file whose text the unit's pages show, where it is one.
    pub fn file<'a>(&self, catalogue: &'a Catalogue) -> Option<&'a RelPath> {
        (self.kind().file)(catalogue, &self.of)
    }

    /// Makes what the unit has, and hands it to `put`, one thing at a time, as a long list has many pages; tells what the
    /// views have read. What is to be formatted goes over `formatter`.
    pub fn make(
        &self,
        catalogue: &Catalogue,
        tongues: &[Tongue],
        formatter: &CitationFormatter<'_>,
        words: &Strings,
        put: &dyn Fn(Product),
    ) -> Reads {
        let reader = Reader::new(catalogue);
        self.put(&reader, catalogue, tongues, formatter, words, put);
        reader.into_reads()
    }

    /// As [`Unit::make`], but tells in words what was read, each facet with its hash.
    pub fn make_in_words(
        &self,
        catalogue: &Catalogue,
        tongues: &[Tongue],
        formatter: &CitationFormatter<'_>,
        words: &Strings,
        put: &dyn Fn(Product),
    ) -> BTreeMap<String, u32> {
        let reader = Reader::in_words(catalogue);
        self.put(&reader, catalogue, tongues, formatter, words, put);
        reader.into_words()
    }

    fn put<'a>(
        &self,
        reader: &Reader<'a>,
        catalogue: &'a Catalogue,
        tongues: &'a [Tongue],
        formatter: &CitationFormatter<'_>,
        words: &Strings,
        put: &dyn Fn(Product),
    ) {
        let nth = self.tongue(catalogue, tongues);
        let Some(tongue) = tongues.get(nth) else { return };
        // What stands beside pages is there once, and what is wrong is said once: by the main language.
        let is_twin = self.kind().is_in_each && self.tongue > 0;
        let put = &|product: Product| match product {
            Product::File(..) | Product::Finding(_) if is_twin => {}
            _ => put(product),
        };
        (self.kind().make)(&Maker { config: &tongue.config, tongues, tongue, reader, formatter, words, put }, &self.of);
    }
}

/// As `explain` says it: `Document(…)`.
impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.kind().name;
        match &self.of {
            About::Archive(()) => f.write_str(name),
            About::Text(of) => f.debug_tuple(name).field(of).finish(),
            About::Work(of) => f.debug_tuple(name).field(of).finish(),
            About::Initial(of) => f.debug_tuple(name).field(of).finish(),
            About::Division(of) => f.debug_tuple(name).field(of).finish(),
            About::Documents(of) => f.debug_tuple(name).field(of).finish(),
            About::Entity((kind, of)) => f.debug_tuple(name).field(kind).field(of).finish(),
            About::Entities(of) => f.debug_tuple(name).field(of).finish(),
            About::Field(of) => f.debug_tuple(name).field(&of.0).finish(),
            About::FieldValue(of) => f.debug_tuple(name).field(&of.field).field(&of.value).finish(),
            About::Collected((of, order)) => f.debug_tuple(name).field(of).field(order).finish(),
            About::Correspondents(of) => f.debug_tuple(name).field(of).finish(),
            About::YearOfLetters(of) => f.debug_tuple(name).field(of).finish(),
        }
    }
}

/// The place of a kind in [`KINDS`]; in what people read, its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct KindId(u8);

impl KindId {
    fn kind(self) -> &'static Kind {
        let [first, ..] = &KINDS;
        KINDS.get(usize::from(self.0)).unwrap_or(first)
    }
}

impl Serialize for KindId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.serialize_str(self.kind().name) } else { serializer.serialize_u8(self.0) }
    }
}

impl<'de> Deserialize<'de> for KindId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = u8::deserialize(deserializer)?;
        if usize::from(id) < KINDS.len() { Ok(Self(id)) } else { Err(D::Error::custom("no kind of page")) }
    }
}
