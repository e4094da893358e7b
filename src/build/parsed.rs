//! One file of the archive, understood: by the build, or ahead of it.

use std::{hash::BuildHasher as _, sync::Arc};

use rustc_hash::FxBuildHasher;

use super::{
    Memo,
    layering::Layering,
    role::{Role, role},
    versions,
};
use crate::{
    base::{Diagnostic, Digest, RelPath, snapshot::File},
    document::{
        self, Addresses, Annotations, Authorities, Bibliography, BodyStore, Document, Layers, Verdicts, addresses, annotation, authority,
        bibliography,
        highlight::Highlighter,
        layout::{self, Layout},
        library,
    },
    reference::Record,
};
/// A file that was understood.
pub struct Ahead {
    /// The digest of its bytes.
    pub(super) digest: Digest,
    /// The digest of what is said of it elsewhere.
    pub(super) layers: Option<Digest>,
    pub(super) parsed: Parsed,
    /// Whether its records are those that the memo shares.
    is_shared: bool,
}

/// Understands a file, perhaps ahead of the build, which [`Memo::take_ahead`] then gives it to. If that will need no
/// more of the file than what is understood here, its bytes may be let go; else there is nothing to understand.
///
/// The body of a document goes into `bodies`, if that takes it.
pub fn ahead(
    path: &RelPath,
    file: &File,
    layering: &Layering,
    highlighter: &Highlighter,
    bodies: Option<&Arc<dyn BodyStore>>,
) -> Option<Ahead> {
    let layers = layering.of(path);
    let mut parsed = parse_file(path, file.bytes()?, &layers, highlighter)?;
    if let Some(bodies) = bodies {
        parsed.stow(path, bodies);
    }
    Some(Ahead::new(file.digest, layers.digest(), parsed))
}

/// Whether a build needs no more of a file than what it understands of it.
pub fn is_understood(path: &RelPath) -> bool {
    match role(path) {
        Role::Document | Role::Version | Role::Page | Role::Collection | Role::Bibliography | Role::Library | Role::Annotations => true,
        Role::Authorities | Role::Verdicts | Role::Addresses | Role::Layout => true,
        Role::Defaults | Role::Data | Role::Source | Role::Style | Role::Template | Role::Media | Role::Other => false,
    }
}

impl Ahead {
    /// What a file with this digest says with layers of that.
    pub(super) fn new(digest: Digest, layers: Option<Digest>, parsed: Parsed) -> Self {
        Self { digest, layers, parsed, is_shared: false }
    }

    /// Keeps one copy of records that are equal, however many documents have them.
    pub(super) fn share(&mut self, memo: &mut Memo) {
        if let Parsed::Bibliography(file) | Parsed::Library(file) = &mut self.parsed
            && !std::mem::replace(&mut self.is_shared, true)
            && let Some(file) = Arc::get_mut(file)
        {
            file.entries.iter_mut().for_each(|entry| share(&mut entry.record, memo));
        }
    }
}

/// One parsed file.
pub(super) enum Parsed {
    Document(Arc<Document>),
    Version(Arc<Document>),
    Bibliography(Arc<Bibliography>),
    Library(Arc<Bibliography>),
    Annotations(Arc<Annotations>),
    Authorities(Arc<Authorities>),
    Verdicts(Verdicts),
    Addresses(Arc<Addresses>),
    Layout(Arc<Layout>),
}

impl Parsed {
    /// Puts the body of a document, or of a version of one, into a store, if that takes it. Free pages and collections are few.
    pub(super) fn stow(&mut self, path: &RelPath, bodies: &Arc<dyn BodyStore>) {
        if let Self::Document(document) | Self::Version(document) = self
            && matches!(role(path), Role::Document | Role::Version)
            && let Some(document) = Arc::get_mut(document)
        {
            let Document { body, facts, .. } = document;
            body.stow(&facts.citations, bodies);
        }
    }

    /// What is wrong with the file. Of verdicts it is said with what they are about.
    pub(super) fn diagnostics(&self) -> &[Diagnostic] {
        match self {
            Self::Document(file) | Self::Version(file) => &file.diagnostics,
            Self::Bibliography(file) | Self::Library(file) => &file.diagnostics,
            Self::Annotations(file) => &file.diagnostics,
            Self::Authorities(file) => &file.diagnostics,
            Self::Addresses(file) => &file.diagnostics,
            Self::Verdicts(_) | Self::Layout(_) => &[],
        }
    }
}

fn parse_file(path: &RelPath, bytes: &[u8], layers: &Layers, highlighter: &Highlighter) -> Option<Parsed> {
    Some(match role(path) {
        Role::Document | Role::Page | Role::Collection => {
            let code = |lang: &str, code: &str| highlighter.highlight(lang, code);
            Parsed::Document(Arc::new(document::parse_with(path, bytes, layers, &code)))
        }
        Role::Version => Parsed::Version(Arc::new(versions::parse(path, bytes, highlighter))),
        Role::Bibliography => Parsed::Bibliography(Arc::new(bibliography::parse(path, bytes))),
        Role::Library => Parsed::Library(Arc::new(library::parse(path, bytes))),
        Role::Annotations => {
            let code = |lang: &str, code: &str| highlighter.highlight(lang, code);
            Parsed::Annotations(Arc::new(annotation::parse(path, bytes, &code)))
        }
        Role::Authorities => {
            let code = |lang: &str, code: &str| highlighter.highlight(lang, code);
            Parsed::Authorities(Arc::new(authority::parse(path, bytes, &code)))
        }
        Role::Verdicts => Parsed::Verdicts(bibliography::parse_verdicts(path, bytes)),
        Role::Addresses => Parsed::Addresses(Arc::new(addresses::parse(path, bytes))),
        Role::Layout => Parsed::Layout(Arc::new(layout::parse(bytes))),
        Role::Defaults | Role::Data | Role::Source | Role::Style | Role::Template | Role::Media | Role::Other => return None,
    })
}

fn share(record: &mut Arc<Record>, memo: &mut Memo) {
    let copy = memo.inputs.records.entry(FxBuildHasher.hash_one(&**record)).or_default();
    match copy.upgrade() {
        Some(same) if same == *record => *record = same,
        // Another that has the same hash: this one is kept by itself.
        Some(_) => {}
        None => *copy = Arc::downgrade(record),
    }
}
