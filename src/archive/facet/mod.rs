//! Who read what: how a page comes to be looked at again without any rule of invalidation.
//!
//! A view is made through a [`Reader`](super::Reader), which notes every [`Facet`] of the archive that it is asked for and hands
//! out that facet's value. When files change, the catalogue compares the values that were with those that are ([`dirty`]). What
//! has read a facet whose value differs is made again, and only that ([`log`]).

pub mod dirty;
pub mod log;

use std::{
    fmt,
    hash::{Hash, Hasher as _},
};

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

use super::{
    letters::{Correspondent, Pair},
    works::Group,
};
use crate::{
    base::{RelPath, Slug},
    document::AuthorityKind,
};

pub use dirty::Dirty;
pub use log::{Log, Reads};

/// The list of facets: for each its parts, and what `scholion explain` calls it.
macro_rules! facets {
    ($($(#[$doc:meta])* $name:ident $(($($part:ident: $type:ty),+))? => $($words:expr),+;)+) => {
        /// A part of the archive's common knowledge that can change on its own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Facet<'a> {
            $($(#[$doc])* $name $(($($type),+))?,)+
        }

        /// All facets of one kind, whatever they are about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind {
            $($(#[$doc])* $name,)+
        }

        impl Facet<'_> {
            /// The kind that the facet belongs to.
            pub fn kind(&self) -> Kind {
                match self {
                    $(Self::$name { .. } => Kind::$name,)+
                }
            }
        }

        /// A facet in words, as `scholion explain` shows it.
        impl fmt::Display for Facet<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$name $(($($part),+))? => write!(f, $($words),+),)+
                }
            }
        }
    };
}

facets! {
    /// A document's own file, as far as it is shown: everything in it.
    Document(slug: &'a Slug) => "document {slug}, whole";
    /// What lists and links show of a document: title, people, dates, language, whether it exists.
    Card(slug: &'a Slug) => "document {slug}: title, people, date";
    /// What cards show of a document besides: its first words, and which picture.
    Glance(slug: &'a Slug) => "document {slug}: its first words and picture";
    /// Whether a document is there.
    There(slug: &'a Slug) => "document {slug}: whether it is there";
    /// All that a document's front matter says, and whether the document exists.
    Meta(slug: &'a Slug) => "document {slug}: its front matter";
    /// The places to which fragments lead in a document, shown or not.
    Fragments(slug: &'a Slug) => "document {slug}: its fragments";
    /// All words of a document, also those that are not shown: for findings.
    WholeText(slug: &'a Slug) => "document {slug}: all its words";
    /// Whether a document is kept back, or a part of it: its file.
    Held(slug: &'a Slug) => "document {slug}: whether it is held back";
    /// Where a document cites what, without the words around.
    Citations(slug: &'a Slug) => "document {slug}: what it cites where";
    /// The works in the brackets of a document's editors, in the order in which they are read.
    Brackets(slug: &'a Slug) => "document {slug}: in which order it cites";
    /// The passages in which a document cites one of its records.
    Passages(slug: &'a Slug, key: &'a str) => "document {slug}: passages that cite {key}";
    /// Which works a document's records are.
    WorksOf(slug: &'a Slug) => "document {slug}: the works it cites";
    /// The documents that link to a document.
    Backlinks(slug: &'a Slug) => "document {slug}: who links to it";
    /// Which authority records and names a document's text mentions, and where.
    MentionsIn(slug: &'a Slug) => "document {slug}: the names in its text";
    /// The passages in which a document's text names an entity.
    Mentioned(slug: &'a Slug, kind: AuthorityKind, id: &'a str) => "document {slug}: passages that name {}/{id}", kind.folder();
    /// The documents that are the same text in other languages.
    Translations(slug: &'a Slug) => "document {slug}: its translations";
    /// The free pages that are the same text in other languages.
    PageTranslations(slug: &'a Slug) => "free page {slug}: its translations";
    /// The notes on a document, and where they stand in it.
    Annotations(slug: &'a Slug) => "document {slug}: its annotations";
    /// The texts of a document's versions.
    Versions(slug: &'a Slug) => "document {slug}: its versions";
    /// Which versions there are texts of.
    VersionNames => "the list of versions";
    /// What is said of the versions of documents, and of what was corrected.
    Histories => "the histories of all documents";
    /// All notes.
    AllAnnotations => "the list of annotations";
    /// A file of notes as written, be there a document or not.
    NoteFile(slug: &'a Slug) => "the file of notes on {slug}";
    /// A free page's own file.
    FreePage(slug: &'a Slug) => "free page {slug}";
    /// The ids that places of a page had before.
    FormerPlaces(page: &'a RelPath) => "{page}: former ids of its places";
    /// The lines of the file of addresses that are no more.
    FormerAddresses => "the addresses that are no more";
    /// Whether a file stands at a path, and what it is; of a folder, what stands in it.
    File(path: &'a RelPath) => "whether there is a file {path}";
    /// The captures of a page of the web, by what its address is known by.
    Captures(key: &'a str) => "captures of {key}";
    /// How long a file is that is published as it is, and the digest of its bytes.
    Fixity(path: &'a RelPath) => "length and digest of the file {path}";
    /// The record and members of a work.
    Work(key: &'a str) => "work {key}";
    /// Whether works stand under an initial, and what the index shows of them.
    Initial(initial: &'a str) => "works under {initial}";
    /// The works of a division of the citation index.
    Group(group: &'a Group) => "works of the division {group:?}";
    /// The list of all works.
    Works => "the list of works";
    /// Which works there are, and which divisions of the citation index.
    WorkKeys => "which works there are";
    /// The list of all documents, as their cards show them.
    Documents => "the list of documents";
    /// Which documents there are, which have pages beside their own, and of which types and languages there are lists.
    WithPages => "which documents have pages";
    /// An entity: its authority record, the documents that name it in front matter, its mentions.
    Entity(kind: AuthorityKind, id: &'a str) => "{}/{id}: record and mentions", kind.folder();
    /// What links show of an entity: its preferred name and address.
    Label(kind: AuthorityKind, id: &'a str) => "{}/{id}: name and address", kind.folder();
    /// The authority record of an entity, as its file has it.
    Authority(kind: AuthorityKind, id: &'a str) => "{}/{id}: its record", kind.folder();
    /// A place as maps show it: its name, where it is, and how often it is named.
    Spot(id: &'a str) => "places/{id}: where it is, and how often it is named";
    /// All places as maps show them.
    Spots => "all places on maps";
    /// The works that a name has written: the name's words in order of the alphabet.
    Author(name: &'a str) => "works written by {name}";
    /// The works whose titles or keywords name an entity.
    WorksAbout(kind: AuthorityKind, id: &'a str) => "works about {}/{id}", kind.folder();
    /// The list of all entities of a kind, as indexes show them.
    Entities(kind: AuthorityKind) => "the list of {}", kind.folder();
    /// What a name leads to.
    Name(name: &'a str) => "what the name {name:?} leads to";
    /// What the archive's own libraries have under a key.
    Shelf(key: &'a str) => "what the libraries have under {key}";
    /// The keys of the archive's own libraries.
    Shelves => "the keys of the libraries";
    /// How many letters there are, by pair and by year.
    Letters => "the list of correspondences";
    /// The letters of a pair of correspondents.
    Correspondence(pair: &'a Pair) => "the letters of {pair}";
    /// The letters of a year, or of none that is known.
    LettersOfYear(year: Option<i32>) => "the letters of {year:?}";
    /// The years of which there are letters.
    LetterYears => "the years of letters";
    /// With whom somebody corresponded.
    LettersWith(correspondent: &'a Correspondent) => "the correspondences of {correspondent}";
    /// A document as a letter, and the letters before and behind it.
    LetterOf(slug: &'a Slug) => "document {slug} as a letter";
    /// A collection's own file.
    Collection(slug: &'a Slug) => "collection {slug}, whole";
    /// What lists and ways show of a collection: title, level, code, dates, of which it is a part.
    CollectionLabel(slug: &'a Slug) => "collection {slug}: title and place";
    /// The parts of a collection in their order.
    Children(slug: &'a Slug) => "collection {slug}: its parts";
    /// The documents of a collection in their order.
    Members(slug: &'a Slug) => "collection {slug}: its documents";
    /// How many documents stand in a collection and in its parts.
    Holdings(slug: &'a Slug) => "collection {slug}: how many documents it holds";
    /// The documents before and behind a document in a collection.
    Beside(collection: &'a Slug, document: &'a Slug) => "collection {collection}: what stands beside {document}";
    /// The collections in which a document stands.
    CollectionsOf(slug: &'a Slug) => "document {slug}: its collections";
    /// What lists sort a document by: first author, shelfmark.
    SortedBy(slug: &'a Slug) => "document {slug}: what it is sorted by";
    /// The list of all collections, and how they stand in each other.
    Collections => "the list of collections";
    /// What the main menu shows.
    Menu => "the menu";
    /// What the configuration says of the site's frame, and where.
    Frame => "what stands around all pages, and where the configuration says so";
    /// The texts at the foot of pages.
    Footers => "the foot of pages";
    /// The initials of the citation index.
    InitialNames => "the initials of the citation index";
    /// Which values of the archive's own fields there are.
    Fields => "which values of fields there are";
    /// The values of a field, as its index lists them.
    FieldValues(field: &'a str) => "the values of {field}";
    /// Whom a field names, by the field's place among all.
    FieldEntities(nth: u16) => "whom the field {nth} names";
    /// The documents with a value of a field.
    FieldValue(field: &'a str, value: &'a str) => "the documents with {field} {value:?}";
    /// The address of a value of a field.
    FieldAddress(field: &'a str, value: &'a str) => "the address of {field} {value:?}";
    /// A source text, the documents made of it, and whether it may be shown.
    Source(name: &'a str) => "source {name}";
    /// Files of authorities as written.
    AuthorityFiles => "the files of authorities";
    /// Bibliographies, libraries and verdicts as written.
    BibliographyFiles => "the files of bibliographies";
}

impl Facet<'_> {
    /// Facets are kept as 32-bit hashes, since an archive's views read millions of them: a collision can only cause one view too
    /// many.
    pub(super) fn hash32(&self) -> u32 {
        let mut hasher = FxHasher::default();
        self.hash(&mut hasher);
        let hash = hasher.finish();
        // Both halves, as neither has the better bits alone.
        (hash ^ (hash >> 32)) as u32
    }
}

/// Kinds of facet, as a set: what is made of the archive as a whole reads all facets of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kinds(u128);

impl Kinds {
    /// No kind.
    pub const NONE: Self = Self(0);
    /// Every kind.
    pub const ALL: Self = Self(u128::MAX);

    /// The kinds of both.
    pub(super) fn or(mut self, other: Self) -> Self {
        self |= other;
        self
    }

    /// Whether the two have a kind in common.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl From<Kind> for Kinds {
    fn from(kind: Kind) -> Self {
        Self(1 << kind as u32)
    }
}

impl std::ops::BitOrAssign for Kinds {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
