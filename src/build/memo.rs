//! What a build remembers of the one before.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Weak},
};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{
    data::{Early, Made},
    embargo::Timed,
    footer::FooterMemo,
    homes::Claim,
    key::{PageKey, Settings},
    layering::Layering,
    parsed::Ahead,
    plain::{Clean, Scale, Tiling},
    readers::Readers,
};
use crate::{
    archive::{
        Catalogue, Survey,
        facet::{Dirty, Kinds, Reads},
        problems,
    },
    base::{CalendarDay, Diagnostic, Digest, Lang, RelPath, Slug, SmallSet, Snapshot, digest::Fixity, places::is_read, snapshot::File},
    config::{Config, Unlicensed},
    document::{Addresses, Annotations, Authorities, Bibliography, BodyStore, Document, Layers, highlight::Highlighter},
    reference::Record,
    search::Index,
    site::{
        Part, Question, Scaled, Tiled, Unit,
        csl::{Csl, Formatted},
        templates::{Data, RenderFault, Templates, strings::Strings},
    },
};

/// The state between two builds. An empty one makes the next build a clean one.
#[derive(Default)]
pub struct Memo {
    /// What the files together say.
    pub catalogue: Catalogue,
    /// Entries and citations that were formatted before; may be taken from and kept in a file.
    pub formatted: Formatted,
    /// The search index.
    pub search: Index,
    /// Where bodies go for which there is no room in memory, if anywhere.
    pub bodies: Option<Arc<dyn BodyStore>>,
    pub(super) inputs: InputsMemo,
    /// What changed when the catalogue was looked at ahead of the next build.
    pub(super) looked: Option<super::CatalogueChanges>,
    pub(super) claims: ClaimsMemo,
    pub(super) looks: LooksMemo,
    /// What is wrong with the archive as a whole, by search, and the configuration that it was searched with.
    pub(super) problems: Option<(Config, Vec<Problems>)>,
    pub(super) pages: PagesMemo,
    /// Where the addresses lead that are no more.
    pub(super) old_addresses: super::old_addresses::Table,
    pub(super) data: DataMemo,
}

/// What the archive's files say, each by itself.
#[derive(Default)]
pub(super) struct InputsMemo {
    pub(super) files: BTreeMap<RelPath, Digest>,
    /// What the next build need not parse.
    pub(super) ahead: BTreeMap<RelPath, Ahead>,
    /// What another process understood, until it is known how much of that still holds.
    pub(super) understood: BTreeMap<RelPath, Ahead>,
    pub(super) documents: BTreeMap<RelPath, Arc<Document>>,
    /// What documents were when they were published as versions; each is called by the path of its document.
    pub(super) versions: BTreeMap<RelPath, Arc<Document>>,
    pub(super) bibliographies: BTreeMap<RelPath, Arc<Bibliography>>,
    /// Libraries that other programs keep.
    pub(super) libraries: BTreeMap<RelPath, Arc<Bibliography>>,
    pub(super) annotations: BTreeMap<RelPath, Arc<Annotations>>,
    pub(super) authorities: BTreeMap<RelPath, Arc<Authorities>>,
    /// The addresses that are no more.
    pub(super) addresses: Option<Arc<Addresses>>,
    /// Every distinct record, by its hash.
    pub(super) records: FxHashMap<u64, Weak<Record>>,
    /// Files that nothing reads, and to which no page may lead.
    pub(super) strays: BTreeSet<RelPath>,
    /// Files beside documents and pages that look like texts.
    pub(super) beside: BTreeSet<RelPath>,
    /// What is wrong with single files, for those with which something is.
    pub(super) flaws: BTreeMap<RelPath, Vec<Diagnostic>>,
    /// What is wrong with the keys of texts that mean nothing by themselves.
    pub(super) own_flaws: BTreeMap<RelPath, Vec<Diagnostic>>,
    pub(super) highlighter: Arc<Highlighter>,
    /// What describes documents and stands elsewhere.
    pub(super) layering: Layering,
}

/// Which file has which address, and whether it is shown.
#[derive(Default)]
pub(super) struct ClaimsMemo {
    /// The files that want one slug: the first gets it.
    pub(super) wanted: BTreeMap<Claim, SmallSet<RelPath>>,
    /// The slugs that more than one file wants.
    pub(super) contested: BTreeSet<Claim>,
    /// The files of documents by what their paths alone would be as slugs, in lower case: by that what belongs to a document knows it.
    pub(super) texts: BTreeMap<String, SmallSet<RelPath>>,
    /// The same names, by their last parts.
    pub(super) leaves: BTreeMap<String, SmallSet<String>>,
    /// The slug of the text that is shown under what its file wants.
    pub(super) shown: BTreeMap<Claim, Slug>,
    /// The slug of the document to which the file of a claim belongs.
    pub(super) homes: BTreeMap<Claim, Slug>,
    /// The texts that say which addresses they had.
    pub(super) aliased: BTreeSet<RelPath>,
    /// The documents that are not shown, or not whole, by what their files want.
    pub(super) held: BTreeMap<Claim, Slug>,
    /// Those that have a first or last day on which they are shown.
    pub(super) timed: Timed,
    /// The day for which the last build was made.
    pub(super) day: Option<CalendarDay>,
    /// Whether drafts were shown.
    pub(super) drafts: bool,
    /// What was shown of texts without an open licence.
    pub(super) unlicensed: Unlicensed,
}

/// Templates and citation style.
#[derive(Default)]
pub(super) struct LooksMemo {
    /// A set for each language of the site.
    pub(super) templates: Option<Arc<Vec<Templates>>>,
    /// The archive's files of the last set of templates with nothing wrong in it.
    pub(super) good_templates: Option<BTreeMap<RelPath, Arc<[u8]>>>,
    pub(super) template_diagnostics: Vec<Diagnostic>,
    /// What templates may ask for, the digests of its files, and what is wrong with them.
    pub(super) data: Arc<Data>,
    pub(super) data_files: BTreeMap<RelPath, Digest>,
    pub(super) data_diagnostics: Vec<Diagnostic>,
    /// One for each language of the site.
    pub(super) csl: Option<Arc<Vec<Csl>>>,
    /// The style and the languages that were meant.
    pub(super) csl_meant: (String, Vec<Lang>),
    pub(super) csl_diagnostics: Vec<Diagnostic>,
    /// The texts at the foot of pages.
    pub(super) footer: FooterMemo,
}

/// The pages and other files of the site.
#[derive(Default)]
pub(super) struct PagesMemo {
    pub(super) settings: Settings,
    /// Whether the units are those that [`super::Kept`] gave back: their keys are known, not what they read.
    pub(super) restored: bool,
    /// Whether it is not known which files are published as they are.
    pub(super) is_plain_due: bool,
    /// In order.
    pub(super) units: Vec<(Unit, UnitMemo)>,
    /// Files that are published as they are.
    pub(super) plain: BTreeMap<RelPath, Digest>,
    /// Those of which something is taken out, in order.
    pub(super) cleaned: Arc<Vec<Clean>>,
    /// The smaller pictures of the site, in order.
    pub(super) scaled: Arc<Vec<Scale>>,
    /// The pictures of the site that are there in tiles.
    pub(super) tiled: Arc<Vec<Tiling>>,
    /// Units by what they have read, while that is known.
    pub(super) readers: Option<Readers>,
    /// What is wrong with units, unless it is to be looked for again: after most edits it is as it was.
    pub(super) flaws: Option<Vec<Diagnostic>>,
    /// What is wrong with files that are published as they are.
    pub(super) plain_flaws: Vec<Diagnostic>,
    /// Every file of the site, in order.
    pub(super) paths: Arc<Vec<RelPath>>,
}

/// The archive as data.
#[derive(Default)]
pub(super) struct DataMemo {
    pub(super) files: BTreeMap<RelPath, Digest>,
    /// What readers can check of those of which the data package tells.
    pub(super) fixities: BTreeMap<RelPath, Fixity>,
    /// The kinds of what they were made of.
    pub(super) reads: BTreeMap<Made, Kinds>,
    /// The configuration with which they were made.
    pub(super) config: Option<Config>,
    /// Those that were made and are not on the site as they were.
    pub(super) lost: Vec<RelPath>,
    /// Those that were made before the pages, and are not among `files` yet.
    pub(super) early: Option<Early>,
    /// What changed since they were made.
    pub(super) stale: Kinds,
    /// Whether anything changed since the search index was made.
    pub(super) stale_search: bool,
    /// Whether the search index knows what these do not yet.
    pub(super) is_found: bool,
}

/// What a search has found, and the kinds of what it read.
pub(super) struct Problems {
    pub(super) reads: Kinds,
    pub(super) found: Vec<Diagnostic>,
}

/// What is remembered of a unit of pages.
#[derive(Clone, Debug, Default)]
pub struct UnitMemo {
    /// What its views have read, but for pages that are parts.
    pub reads: Reads,
    /// What pages of long lists were made of.
    pub parts: Vec<Part>,
    pub pages: Vec<PageMemo>,
    /// The files of the archive to which its pages lead, by their paths there, in order.
    pub attached: Vec<RelPath>,
    /// The smaller pictures that they show, in order.
    pub scaled: Vec<Scaled>,
    /// The pictures that they show in tiles, in order.
    pub tiled: Vec<Tiled>,
    /// What is wrong with what it shows.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether it was never made, or a page of it could not be rendered.
    pub failed: bool,
}

/// What is remembered of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageMemo {
    /// Its path on the site.
    pub path: RelPath,
    /// Its key; `None` if there is no page, since not even the program's own template can render it.
    pub key: Option<PageKey>,
    /// Why the archive's template could not render it; then the program's own has.
    pub fault: Option<Box<RenderFault>>,
}

impl UnitMemo {
    /// Its pages and the files beside them that are on the site.
    pub(super) fn published(&self) -> impl Iterator<Item = &RelPath> {
        self.pages.iter().filter(|page| page.key.is_some()).map(|page| &page.path)
    }

    /// Whether a page of it could not be rendered by the archive's template.
    pub(super) fn has_fault(&self) -> bool {
        self.pages.iter().any(|page| page.fault.is_some())
    }

    /// Whether anything is to be said of it.
    pub(super) fn is_flawed(&self) -> bool {
        !self.diagnostics.is_empty() || self.has_fault()
    }

    /// What is known of a page; it is looked for at the place that it has if nothing came or went.
    pub(super) fn page(&self, place: usize, path: &RelPath) -> Option<&PageMemo> {
        let there = self.pages.get(place).filter(|page| page.path == *path);
        there.or_else(|| self.pages.iter().find(|page| page.path == *path))
    }

    /// What is known of a page of a long list, if it was made of the same, nothing that it has read changed, and so would be made as it is.
    pub(super) fn standing(&self, asked: &Question, all: bool, dirty: &Dirty, settings: &Settings) -> Option<(&PageMemo, &Part)> {
        let (place, part) = self.parts.iter().enumerate().find(|(_, part)| part.path == asked.path)?;
        if all || part.of != asked.of || dirty.touches(&part.reads) {
            return None;
        }
        let page = self.page(place, &asked.path)?;
        (page.fault.is_none() && !settings.is_outdated(page)).then_some((page, part))
    }
}

impl Memo {
    /// What sets code in colours, to understand files with it ahead of a build.
    pub fn highlighter(&self) -> Arc<Highlighter> {
        self.inputs.highlighter.clone()
    }

    /// Takes what describes documents and stands elsewhere, read ahead of the next build.
    pub fn take_layering(&mut self, layering: Layering) {
        self.inputs.layering = layering;
    }

    /// The files of this snapshot whose bytes were let go, and which a build of it has to understand: with other layers than they were, or
    /// at all.
    pub fn lacking(&mut self, snapshot: &Snapshot, config: &Config) -> Vec<RelPath> {
        let InputsMemo { layering, ahead, files, .. } = &mut self.inputs;
        layering.read(snapshot, config);
        let is_lacking = |(path, file): &(&RelPath, &File)| {
            let layers = layering.of(path).digest();
            let is_ahead = ahead.get(*path).is_some_and(|ahead| ahead.digest == file.digest && ahead.layers == layers);
            !(is_ahead || files.get(*path) == Some(&file.digest) && layering.parsed_with(path) == layers)
        };
        let let_go = snapshot.files.iter().filter(|(path, file)| file.bytes().is_none() && is_read(path));
        let_go.filter(is_lacking).map(|(path, _)| path.clone()).collect()
    }

    /// Takes a file that was understood ahead of the next build.
    pub fn take_ahead(&mut self, path: RelPath, mut ahead: Ahead) {
        ahead.share(self);
        self.inputs.ahead.insert(path, ahead);
    }

    /// Whether a file could be understood as a whole when it was built for the last time.
    pub fn was_readable(&self, path: &RelPath) -> bool {
        let is_known = self.inputs.files.contains_key(path);
        is_known && !self.inputs.flaws.get(path).is_some_and(|flaws| flaws.iter().any(super::broken::is_whole))
    }

    /// What describes a text and stands elsewhere.
    pub fn layers(&self, path: &RelPath) -> Layers {
        self.inputs.layering.of(path)
    }

    /// The configuration of the last build.
    pub fn config(&self) -> Option<&Config> {
        self.problems.as_ref().map(|(config, _)| config)
    }

    /// The main language of the site.
    pub fn lang(&self) -> Lang {
        self.looks.templates.as_ref().and_then(|sets| sets.first()).map_or_else(Lang::default, |set| set.lang().clone())
    }

    /// The site's own words, in its main language.
    pub fn strings(&self) -> Option<Arc<Strings>> {
        self.looks.templates.as_ref().and_then(|sets| sets.first()).map(|set| Arc::clone(set.strings()))
    }

    /// Gets ready for the next edit, if that was not done: who has read what.
    pub fn prepare(&mut self) {
        if self.pages.readers.is_none() {
            self.pages.readers = Some(Readers::of(&self.pages.units));
        }
    }

    /// The units and their pages, in order.
    pub fn units(&self) -> &[(Unit, UnitMemo)] {
        &self.pages.units
    }

    /// Every file of the site as it was last built, in order.
    pub fn paths(&self) -> Arc<Vec<RelPath>> {
        self.pages.paths.clone()
    }

    /// What all pages were made with.
    pub fn settings(&self) -> &Settings {
        &self.pages.settings
    }

    /// What is known of the units whose pages search engines may list.
    pub(super) fn listed(&self) -> impl Iterator<Item = &UnitMemo> {
        self.pages.units.iter().filter(|(unit, _)| unit.kind().is_listed).map(|(_, known)| known)
    }

    /// Every file of the site, in order, from what is remembered.
    pub(super) fn all_paths(&self) -> Vec<RelPath> {
        let pages = self.pages.units.iter().flat_map(|(_, unit)| unit.published());
        let mut paths: Vec<RelPath> = pages.chain(self.pages.plain.keys()).chain(self.data.files.keys()).cloned().collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// Everything that is wrong with the archive as it was last built, after facets of some `kinds` changed.
    pub(super) fn diagnostics(&mut self, config: &Config, kinds: Kinds) -> Vec<Diagnostic> {
        let known = self.problems.take().filter(|(with, _)| with == config).map(|(_, known)| known).unwrap_or_default();
        let mut known = known.into_iter();
        let search = |search: &problems::Search| match known.next() {
            Some(problems) if !problems.reads.meets(kinds) => problems,
            _ => {
                let survey = Survey::new(&self.catalogue);
                let mut found = Vec::new();
                search(&survey, config, &mut found);
                Problems { reads: survey.into_kinds(), found }
            }
        };
        let (_, problems) = self.problems.insert((config.clone(), problems::ALL.iter().map(search).collect()));
        let mut all: Vec<Diagnostic> = problems.iter().flat_map(|problems| &problems.found).cloned().collect();
        all.extend(self.inputs.flaws.values().chain(self.inputs.own_flaws.values()).flatten().cloned());
        if self.pages.flaws.is_none() {
            let (catalogue, units) = (&self.catalogue, &self.pages.units);
            let found = units.par_iter().flat_map_iter(|(unit, known)| {
                let faults = known.pages.iter().filter_map(move |page| super::making::fault(catalogue, unit, page));
                known.diagnostics.iter().cloned().chain(faults)
            });
            let found: Vec<Diagnostic> = found.collect();
            // What is said of a page that cannot be rendered names a file, which may be another the next time.
            if units.par_iter().any(|(_, known)| known.has_fault()) {
                all.extend(found);
            } else {
                self.pages.flaws = Some(found);
            }
        }
        all.extend(self.pages.flaws.iter().flatten().cloned());
        all.extend(self.pages.plain_flaws.iter().cloned());
        let looks = &self.looks;
        all.extend(
            looks
                .template_diagnostics
                .iter()
                .chain(&looks.csl_diagnostics)
                .chain(&looks.footer.diagnostics)
                .chain(&looks.data_diagnostics)
                .cloned(),
        );
        super::claims::collisions(self, &mut all);
        super::versions::find(self, &mut all);
        self.old_addresses = super::old_addresses::table(self, config);
        all.extend(self.old_addresses.findings.iter().cloned());
        super::stray::find(&self.inputs.strays, &mut all);
        let attached = self.pages.units.iter().flat_map(|(_, unit)| &unit.attached);
        super::beside::find(&self.inputs.beside, attached, &self.inputs.documents, &mut all);
        all
    }

    /// A document or page by its file.
    pub fn document(&self, path: &RelPath) -> Option<&Arc<Document>> {
        self.inputs.documents.get(path)
    }
}
