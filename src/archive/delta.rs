//! What changed in the archive's files, as the catalogue takes it.

use std::{collections::BTreeMap, sync::Arc};

use super::versions::Versions;
use crate::{
    base::{Captured, Digest, PictureSize, RelPath, Sheet, Slug, digest::Fixity},
    config::{Field, frame::SiteFrame},
    document::{
        Addresses, Annotations, Authorities, Bibliography, Document, Verdicts, captions::CaptionFile, capture_note::CaptureNote,
        footer::Footer, layout::Layout, manifest::Manifest,
    },
};

/// A source text.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The digest of its bytes.
    pub digest: Digest,
    pub bytes: Arc<[u8]>,
}

/// What changed: for each name what it is now, `None` if it is gone.
#[derive(Debug, Default)]
pub struct Delta {
    pub documents: BTreeMap<Slug, Option<Arc<Document>>>,
    /// Documents that are not shown, or not whole: drafts, and texts of which not every word may be published. As their files have
    /// them.
    pub held: BTreeMap<Slug, Option<Arc<Document>>>,
    /// The versions of documents that are shown, as far as they are.
    pub versions: BTreeMap<Slug, Option<Arc<Versions>>>,
    pub pages: BTreeMap<Slug, Option<Arc<Document>>>,
    pub collections: BTreeMap<Slug, Option<Arc<Document>>>,
    pub bibliographies: BTreeMap<Slug, Option<Arc<Bibliography>>>,
    /// Libraries that other programs keep.
    pub libraries: BTreeMap<RelPath, Option<Arc<Bibliography>>>,
    pub authorities: BTreeMap<RelPath, Option<Arc<Authorities>>>,
    pub annotations: BTreeMap<Slug, Option<Arc<Annotations>>>,
    pub verdicts: Option<Verdicts>,
    /// The addresses that are no more.
    pub addresses: Option<Arc<Addresses>>,
    pub sources: BTreeMap<Arc<str>, Option<Source>>,
    /// Other files that are there, each with whether it may be published.
    pub files: BTreeMap<RelPath, Option<bool>>,
    /// How large the pictures among them are, where they say so.
    pub pictures: BTreeMap<RelPath, PictureSize>,
    /// The IIIF manifests among them.
    pub manifests: BTreeMap<RelPath, Arc<Manifest>>,
    /// Where the lines of texts stand on the pictures of their pages.
    pub layouts: BTreeMap<RelPath, Arc<Layout>>,
    /// The pages of the files among them that have several.
    pub sheets: BTreeMap<RelPath, Arc<[Sheet]>>,
    /// The captions among them.
    pub captions: BTreeMap<RelPath, Arc<CaptionFile>>,
    /// What captures, and sheets beside them, say of themselves.
    pub captured: BTreeMap<RelPath, Arc<Captured>>,
    /// What editors say of captures.
    pub capture_notes: BTreeMap<RelPath, Arc<CaptureNote>>,
    /// What readers can check of them.
    pub fixities: BTreeMap<RelPath, Fixity>,
    /// The archive's own fields, where the configuration has others than before.
    pub fields: Option<Arc<[Field]>>,
    /// All that is there and was not read, and why.
    pub left_out: BTreeMap<RelPath, String>,
    /// The texts at the foot of pages, if they changed.
    pub footers: Option<Vec<Footer>>,
    /// The frame of the site, with the places at which it stands, if either changed.
    pub frame: Option<SiteFrame>,
}
