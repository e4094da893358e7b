//! Who read what: how a page comes to be looked at again without any rule of invalidation.
//!
//! A view is made through a [`Reader`], which notes every [`Facet`] of the archive that it is
//! asked for. When files change, the catalogue marks the facets whose *value* changed as dirty. A
//! unit of pages is viewed again if it has read a dirty facet, and only then; it is rendered again
//! if its view then differs. Facets are kept as 32-bit hashes, since an archive's views read millions of them: a collision can
//! only cause one view too many.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    fmt,
    hash::{Hash, Hasher as _},
};

use rustc_hash::{FxHashSet, FxHasher};

use super::works::Group;
use crate::{
    base::{RelPath, Slug},
    document::AuthorityKind,
};

/// A part of the archive's common knowledge that can change on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Facet<'a> {
    /// A document's own file: everything in it.
    Document(&'a Slug),
    /// What lists and links show of a document: title, people, dates, language, whether it exists.
    Card(&'a Slug),
    /// All that a document's front matter says, and whether the document exists.
    Meta(&'a Slug),
    /// The fragments that a document has.
    Fragments(&'a Slug),
    /// The passages in which a document cites one of its records.
    Passages(&'a Slug, &'a str),
    /// Which works a document's records are.
    WorksOf(&'a Slug),
    /// The documents that link to a document.
    Backlinks(&'a Slug),
    /// Which authority records and names a document's text mentions, and where.
    MentionsIn(&'a Slug),
    /// The passages in which a document's text names an entity.
    Mentioned(&'a Slug, AuthorityKind, &'a str),
    /// The documents that are the same text in other languages.
    Translations(&'a Slug),
    /// The notes on a document, and where they stand in it.
    Annotations(&'a Slug),
    /// All notes.
    AllAnnotations,
    /// A free page's own file.
    FreePage(&'a Slug),
    /// Whether a file stands at a path, and what it is.
    File(&'a RelPath),
    /// The record and members of a work.
    Work(&'a str),
    /// Whether works stand under an initial, and what the index shows of them.
    Initial(&'a str),
    /// The works of a division of the citation index.
    Group(&'a Group),
    /// The list of all works, as far as overviews show it.
    Works,
    /// The list of all documents, as their cards show them.
    Documents,
    /// An entity: its authority record, the documents that name it in front matter, its mentions.
    Entity(AuthorityKind, &'a str),
    /// What links show of an entity: its preferred name and address.
    Label(AuthorityKind, &'a str),
    /// The works that a name has written: the name's words in order of the alphabet.
    Author(&'a str),
    /// The list of all entities of a kind.
    Entities(AuthorityKind),
    /// What a name leads to.
    Name(&'a str),
    /// What the archive's own libraries have under a key.
    Shelf(&'a str),
    /// The keys of the archive's own libraries.
    Shelves,
    /// What the main menu shows.
    Menu,
    /// The initials of the citation index.
    InitialNames,
    /// A source text.
    Source(&'a str),
}

impl Facet<'_> {
    fn hash32(&self) -> u32 {
        let mut hasher = FxHasher::default();
        self.hash(&mut hasher);
        let hash = hasher.finish();
        // Both halves, as neither has the better bits alone.
        (hash ^ (hash >> 32)) as u32
    }

    /// The kinds that the facet belongs to.
    fn kinds(&self) -> Kinds {
        match self {
            Self::Meta(_) => Kinds::META,
            Self::Work(_) => Kinds::WORKS,
            Self::WorksOf(_) => Kinds::WORKS_OF,
            Self::Passages(..) => Kinds::PASSAGES,
            Self::Annotations(_) | Self::AllAnnotations => Kinds::ANNOTATIONS,
            Self::Source(_) => Kinds::SOURCES,
            Self::Document(_) => Kinds::TEXTS,
            Self::File(_) | Self::Name(_) => Kinds::NAMES,
            _ => Kinds::OTHER,
        }
    }
}

/// The facets whose value changed.
#[derive(Debug, Default)]
pub struct Dirty {
    hashes: FxHashSet<u32>,
    /// A bit for each hash, by its highest bits: most of what views have read is told apart by this alone.
    sieve: BloomFilter,
    kinds: Kinds,
    everything: bool,
}

impl Dirty {
    /// All facets: nothing was known before.
    pub fn everything() -> Self {
        Self { kinds: Kinds::ALL, everything: true, ..Self::default() }
    }

    /// Whether these are all facets, so that none need be marked.
    pub fn is_everything(&self) -> bool {
        self.everything
    }

    /// Marks a facet as changed.
    pub fn mark(&mut self, facet: Facet<'_>) {
        if self.everything {
            return;
        }
        let hash = facet.hash32();
        self.hashes.insert(hash);
        self.sieve.put(hash);
        self.kinds |= facet.kinds();
    }

    /// Marks all facets of some kinds as perhaps changed, for those who read a kind as a whole.
    pub fn mark_kinds(&mut self, kinds: Kinds) {
        self.kinds |= kinds;
    }

    /// The kinds of the facets that changed.
    pub fn kinds(&self) -> Kinds {
        self.kinds
    }

    /// Whether the facet changed whose hash this is.
    pub fn holds(&self, hash: u32) -> bool {
        self.everything || (self.sieve.may_hold(hash) && self.hashes.contains(&hash))
    }

    /// Whether this facet changed.
    #[cfg(test)]
    pub fn holds_facet(&self, facet: Facet<'_>) -> bool {
        self.holds(facet.hash32())
    }

    /// Whether any list changed from which it follows which pages there are.
    pub fn touches_lists(&self) -> bool {
        let lists = [Facet::Documents, Facet::Works, Facet::InitialNames, Facet::Menu, Facet::AllAnnotations];
        let lists = lists.into_iter().chain(AuthorityKind::ALL.map(Facet::Entities));
        lists.into_iter().any(|list| self.holds(list.hash32()))
    }

    /// Whether any of what was read has changed.
    pub fn touches(&self, reads: &Reads) -> bool {
        reads.0.iter().any(|&read| self.holds(read))
    }
}

/// A Bloom filter of one hash, 4,096 bits wide.
#[derive(Debug)]
struct BloomFilter([u64; 64]);

impl BloomFilter {
    fn put(&mut self, hash: u32) {
        let (word, bit) = Self::place(hash);
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    fn may_hold(&self, hash: u32) -> bool {
        let (word, bit) = Self::place(hash);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    fn place(hash: u32) -> (usize, u64) {
        ((hash >> 26) as usize, 1 << ((hash >> 20) & 63))
    }
}

impl Default for BloomFilter {
    fn default() -> Self {
        Self([0; 64])
    }
}

/// Kinds of facet, as a set: what is made of the archive as a whole reads all facets of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u16);

impl Kinds {
    /// No kind.
    pub const NONE: Self = Self(0);
    /// Every kind.
    pub const ALL: Self = Self(u16::MAX);
    /// The front matter of documents, and which documents there are.
    pub const META: Self = Self(1);
    /// Records and members of works.
    pub const WORKS: Self = Self(1 << 1);
    /// Which works the records of documents are.
    pub const WORKS_OF: Self = Self(1 << 2);
    /// Passages of documents that cite.
    pub const PASSAGES: Self = Self(1 << 3);
    /// Notes, and where they stand.
    pub const ANNOTATIONS: Self = Self(1 << 4);
    /// Files of authorities, as written.
    pub const AUTHORITY_FILES: Self = Self(1 << 5);
    /// Bibliographies, libraries and verdicts, as written.
    pub const BIBLIOGRAPHY_FILES: Self = Self(1 << 6);
    /// Which source texts there are.
    pub const SOURCES: Self = Self(1 << 7);
    /// Texts of documents.
    pub const TEXTS: Self = Self(1 << 8);

    /// What stands at paths, and what names lead to.
    pub const NAMES: Self = Self(1 << 9);

    /// All others.
    pub const OTHER: Self = Self(1 << 15);

    /// The kinds of both.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the two have a kind in common.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl std::ops::BitOrAssign for Kinds {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// What a view has read: sorted, each facet once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads(Box<[u32]>);

impl Reads {
    /// How many facets were read.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The log of one view in the making.
#[derive(Debug, Default)]
pub struct Log {
    hashes: RefCell<Vec<u32>>,
    /// The facets in words, where somebody wants to read them.
    names: Option<RefCell<BTreeMap<String, u32>>>,
}

impl Log {
    /// A log that also notes each facet in words.
    pub fn in_words() -> Self {
        Self { names: Some(RefCell::default()), ..Self::default() }
    }

    /// Notes that a facet was read.
    pub fn note(&self, facet: Facet<'_>) {
        self.hashes.borrow_mut().push(facet.hash32());
        if let Some(names) = &self.names {
            names.borrow_mut().insert(facet.to_string(), facet.hash32());
        }
    }

    /// All that was read.
    pub fn into_reads(self) -> Reads {
        let mut reads = self.hashes.into_inner();
        reads.sort_unstable();
        reads.dedup();
        Reads(reads.into_boxed_slice())
    }

    /// All that was read, in words, each with the facet's hash.
    pub fn into_words(self) -> BTreeMap<String, u32> {
        self.names.map(RefCell::into_inner).unwrap_or_default()
    }
}

/// A facet in words, as `scholion explain` shows it.
impl fmt::Display for Facet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(slug) => write!(f, "document {slug}, whole"),
            Self::Card(slug) => write!(f, "document {slug}: title, people, date"),
            Self::Meta(slug) => write!(f, "document {slug}: its front matter"),
            Self::Fragments(slug) => write!(f, "document {slug}: its fragments"),
            Self::Passages(slug, key) => write!(f, "document {slug}: passages that cite {key}"),
            Self::WorksOf(slug) => write!(f, "document {slug}: the works it cites"),
            Self::Backlinks(slug) => write!(f, "document {slug}: who links to it"),
            Self::MentionsIn(slug) => write!(f, "document {slug}: the names in its text"),
            Self::Mentioned(slug, kind, id) => write!(f, "document {slug}: passages that name {}/{id}", kind.folder()),
            Self::Translations(slug) => write!(f, "document {slug}: its translations"),
            Self::Annotations(slug) => write!(f, "document {slug}: its annotations"),
            Self::AllAnnotations => f.write_str("the list of annotations"),
            Self::FreePage(slug) => write!(f, "free page {slug}"),
            Self::File(path) => write!(f, "whether there is a file {path}"),
            Self::Work(key) => write!(f, "work {key}"),
            Self::Initial(initial) => write!(f, "works under {initial}"),
            Self::Works => f.write_str("the list of works"),
            Self::Documents => f.write_str("the list of documents"),
            Self::Entity(kind, id) => write!(f, "{}/{id}: record and mentions", kind.folder()),
            Self::Label(kind, id) => write!(f, "{}/{id}: name and address", kind.folder()),
            Self::Author(name) => write!(f, "works written by {name}"),
            Self::Entities(kind) => write!(f, "the list of {}", kind.folder()),
            Self::Name(name) => write!(f, "what the name {name:?} leads to"),
            Self::Menu => f.write_str("the menu"),
            Self::InitialNames => f.write_str("the initials of the citation index"),
            Self::Source(name) => write!(f, "source {name}"),
            Self::Group(group) => write!(f, "works of the division {group:?}"),
            Self::Shelf(key) => write!(f, "what the libraries have under {key}"),
            Self::Shelves => f.write_str("the keys of the libraries"),
        }
    }
}
