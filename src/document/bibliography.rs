//! `content/bibliography/*.yaml`: the works that a document cites, and the editors' verdicts.

use std::sync::Arc;

use crate::{
    base::{Diagnostic, Digest, RelPath, Slug, Span},
    reference::Record,
};

/// The works that one document cites.
#[derive(Clone, Debug, PartialEq)]
pub struct Bibliography {
    /// Its file.
    pub path: RelPath,
    /// The slug of its document.
    pub slug: Slug,
    /// The digest of the file's bytes.
    pub digest: Digest,
    /// The records in the order of the file, keys unique and never empty.
    pub entries: Vec<Entry>,
    /// What is wrong with the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// A record and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The record.
    pub record: Arc<Record>,
    /// Its `id` in the file.
    pub source: Span,
}

/// `content/bibliography/works.yaml`: what the editors say of the identity of works.
///
/// A record is named by `<slug>/<key>`, a work by its key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdicts {
    /// Each list names records or works that are one work (`same:`).
    pub same: Vec<Vec<String>>,
    /// Each list names records or works no two of which are one work (`different:`).
    pub different: Vec<Vec<String>>,
    /// What is wrong with the file.
    pub diagnostics: Vec<Diagnostic>,
}
