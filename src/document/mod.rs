//! One file of the archive, understood by itself: pure, and never failing.
//!
//! A file goes through these steps; what is wrong with it becomes diagnostics beside the value:
//!
//! 1. [`meta`]: the front matter → [`Meta`];
//! 2. [`markdown`]: the Markdown → [`Body`] and [`Facts`] (the only home of `pulldown-cmark`);
//! 3. [`bibliography`], [`authority`]: the other kinds of file under `content/`.
//!
//! Nothing here knows any other file: what needs the rest of the archive is left open as a
//! [`body::Hole`] and filled by `site`.

pub mod authority;
pub mod bibliography;
pub mod body;
pub mod facts;
pub mod meta;

pub use authority::{Authorities, Authority, AuthorityKind};
pub use bibliography::{Bibliography, Verdicts};
pub use body::{Body, Hole, Note, Piece, TextBlock};
pub use facts::{Citation, CitationKind, Facts, Heading, Link, LinkTarget, Turn, TurnKind};
pub use meta::{License, Meta, Person, SourceRef, Translation};

use crate::base::{Diagnostic, Digest, RelPath, Slug};

/// A document or a free page: all that its own file says.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its file, from the archive's root.
    pub path: RelPath,
    /// Its name in addresses: the file's stem.
    pub slug: Slug,
    /// The digest of the file's bytes.
    pub digest: Digest,
    /// The front matter.
    pub meta: Meta,
    /// The text, ready to be rendered once links are known.
    pub body: Body,
    /// What others may know of it.
    pub facts: Facts,
    /// What is wrong with the file, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}
