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
};
use crate::{
    archive::{Catalogue, Reader, facet::Reads},
    base::RelPath,
    config::Config,
};

/// What pages are made of: a kind of page, and what it is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Unit {
    kind: KindId,
    of: About,
}

impl Unit {
    /// All units of an archive, in order.
    pub fn all(catalogue: &Catalogue) -> Vec<Self> {
        let of_kind = |(id, kind): (u8, &Kind)| (kind.all)(catalogue).into_iter().map(move |of| Self { kind: KindId(id), of });
        let mut units: Vec<Self> = (0..).zip(&KINDS).flat_map(of_kind).collect();
        units.sort_unstable();
        units
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
        config: &Config,
        formatter: &CitationFormatter<'_>,
        words: &Strings,
        put: &dyn Fn(Product),
    ) -> Reads {
        let reader = Reader::new(catalogue);
        (self.kind().make)(&Maker { config, reader: &reader, formatter, words, put }, &self.of);
        reader.into_reads()
    }

    /// As [`Unit::make`], but tells in words what was read, each facet with its hash.
    pub fn make_in_words(
        &self,
        catalogue: &Catalogue,
        config: &Config,
        formatter: &CitationFormatter<'_>,
        words: &Strings,
        put: &dyn Fn(Product),
    ) -> BTreeMap<String, u32> {
        let reader = Reader::in_words(catalogue);
        (self.kind().make)(&Maker { config, reader: &reader, formatter, words, put }, &self.of);
        reader.into_words()
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
            About::Entity((kind, of)) => f.debug_tuple(name).field(kind).field(of).finish(),
            About::Entities(of) => f.debug_tuple(name).field(of).finish(),
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
