//! What a build remembers of the one before.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Weak},
};

use rustc_hash::FxHashMap;

use super::{
    inputs::Ahead,
    key::{PageKey, Settings},
};
use crate::{
    archive::{Catalogue, facet::Reads},
    base::{Diagnostic, Digest, Lang, RelPath, Slug},
    config::Config,
    document::{Annotations, Authorities, Bibliography, Document, Verdicts, highlight::Highlighter},
    reference::Record,
    search::Index,
    site::{
        Unit,
        csl::{Csl, Formatted},
        templates::Templates,
    },
};

/// The state between two builds. An empty one makes the next build a clean one.
#[derive(Default)]
pub struct Memo {
    /// What the files together say.
    pub catalogue: Catalogue,
    pub(super) files: BTreeMap<RelPath, Digest>,
    /// What the next build need not parse.
    pub(super) ahead: BTreeMap<RelPath, Ahead>,
    pub(super) documents: BTreeMap<RelPath, Arc<Document>>,
    pub(super) bibliographies: BTreeMap<RelPath, Arc<Bibliography>>,
    /// Libraries that other programs keep.
    pub(super) libraries: BTreeMap<RelPath, Arc<Bibliography>>,
    pub(super) annotations: BTreeMap<RelPath, Arc<Annotations>>,
    /// Every distinct record, by its digest.
    pub(super) records: FxHashMap<Digest, Weak<Record>>,
    pub(super) authorities: BTreeMap<RelPath, Arc<Authorities>>,
    pub(super) verdicts: Option<(RelPath, Verdicts)>,
    /// The files that want one slug, by folder and slug in lower case: the first gets it.
    pub(super) claims: BTreeMap<(&'static str, String), BTreeSet<RelPath>>,
    pub(super) templates: Option<Arc<Templates>>,
    pub(super) templates_lang: Lang,
    pub(super) template_diagnostics: Vec<Diagnostic>,
    pub(super) csl: Option<Arc<Csl>>,
    pub(super) csl_meant: (String, Lang),
    pub(super) csl_diagnostics: Vec<Diagnostic>,
    /// Entries and citations that were formatted before; may be taken from and kept in a file.
    pub formatted: Formatted,
    pub(super) highlighter: Arc<Highlighter>,
    pub(super) drafts: bool,
    pub(super) settings: Settings,
    /// Whether the units are those that [`super::Kept`] gave back: their keys are known, not what they read.
    pub(super) restored: bool,
    pub(super) units: BTreeMap<Unit, UnitMemo>,
    pub(super) plain: BTreeMap<RelPath, Digest>,
    pub(super) data: BTreeMap<RelPath, Digest>,
    /// The search index.
    pub search: Index,
    pub(super) stale_data: bool,
    pub(super) data_config: Option<Config>,
    /// Every file of the site, in order.
    pub(super) paths: Vec<RelPath>,
}

/// What is remembered of a unit of pages.
#[derive(Clone, Debug, Default)]
pub struct UnitMemo {
    /// What its views have read.
    pub reads: Reads,
    /// Its pages.
    pub pages: Vec<PageMemo>,
    /// What is wrong with what it shows.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether a page of it could not be rendered.
    pub failed: bool,
}

/// What is remembered of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageMemo {
    /// Its path on the site.
    pub path: RelPath,
    /// Its key; `None` if it could not be rendered.
    pub key: Option<PageKey>,
}

impl Memo {
    /// What sets code in colours, to understand files with it ahead of a build.
    pub fn highlighter(&self) -> Arc<Highlighter> {
        self.highlighter.clone()
    }

    /// Takes a file that was understood ahead of the next build.
    pub fn take_ahead(&mut self, path: RelPath, mut ahead: Ahead) {
        ahead.share(self);
        self.ahead.insert(path, ahead);
    }

    /// The units and their pages.
    pub fn units(&self) -> &BTreeMap<Unit, UnitMemo> {
        &self.units
    }

    /// What all pages were made with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Every file of the site, in order, from what is remembered.
    pub(super) fn all_paths(&self) -> Vec<RelPath> {
        let pages = self.units.values().flat_map(|unit| &unit.pages).map(|page| &page.path);
        let mut paths: Vec<RelPath> = pages.chain(self.plain.keys()).chain(self.data.keys()).cloned().collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// Everything that is wrong with the archive as it was last built.
    pub(super) fn diagnostics(&self, config: &Config) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        all.extend(self.documents.values().flat_map(|document| &document.diagnostics).cloned());
        all.extend(self.bibliographies.values().flat_map(|file| &file.diagnostics).cloned());
        all.extend(self.libraries.values().flat_map(|file| &file.diagnostics).cloned());
        all.extend(self.annotations.values().flat_map(|file| &file.diagnostics).cloned());
        all.extend(self.authorities.values().flat_map(|file| &file.diagnostics).cloned());
        all.extend(self.units.values().flat_map(|unit| &unit.diagnostics).cloned());
        all.extend(self.template_diagnostics.iter().chain(&self.csl_diagnostics).cloned());
        super::inputs::collisions(self, &mut all);
        crate::archive::problems::find(&self.catalogue, self.verdicts.as_ref(), config, &mut all);
        all
    }

    /// A document or page by its file.
    pub fn document(&self, path: &RelPath) -> Option<&Arc<Document>> {
        self.documents.get(path)
    }

    /// The slug that a text file under `content/` asks for.
    pub(super) fn slug_of(path: &RelPath) -> Slug {
        Slug::from_stem(path.stem())
    }
}
