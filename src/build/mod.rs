//! The engine: from a snapshot of the files to the pages that differ from the last time. Pure.
//!
//! 1. [`inputs`]: files that changed are [`parsed`] by their [`role`], each by itself, and become a delta; `homes`: to which
//!    document a bibliography or a file of notes belongs, `versions`: to which a text that was published; [`layering`]: what describes a document and stands elsewhere;
//! 2. the catalogue takes the delta and tells which of its facets changed;
//! 3. units of pages that are new or have read a changed facet are viewed again;
//! 4. a page whose [`PageKey`] differs is rendered and handed out; the rest is not touched;
//! 5. `plain`: the files to which pages lead, and assets, are published as they are;
//! 6. [`data`]: the archive as data, made behind the pages; [`editions`]: something in another format, beside any build; `redirects`: what stands at `old_addresses`, which follow the [`wishes`] of texts and records to
//!    pages that are there; [`addresses`]: what is found to stand elsewhere than before;
//! 7. [`kept`], [`understood`] and [`resume`]: what of all this outlives the process; [`explain`]: why a page is rendered or not.
//!
//! There are no rules of invalidation: a view can only see what its reader noted, and a page's key
//! is the digest of all that its template gets. With an empty [`Memo`] the same code makes
//! everything; that a warm build equals a clean one is held by a property test. A page that its template cannot render is made by
//! the program's own, which is part of the rule: same key, same bytes, same finding.

pub mod addresses;
mod beside;
mod bodies;
pub mod broken;
mod capturing;
mod claims;
pub mod data;
pub mod editions;
mod embargo;
pub mod explain;
mod footer;
mod homes;
pub mod inputs;
pub mod kept;
pub mod key;
pub mod layering;
mod looks;
mod making;
mod media;
pub mod memo;
mod old_addresses;
mod own_keys;
pub mod page_places;
mod parsed;
mod plain;
mod readers;
mod redirects;
mod resources;
pub mod resume;
pub mod role;
mod stray;
pub mod understood;
pub mod versions;
pub mod wishes;

use std::sync::Arc;

use rayon::prelude::*;

use crate::{
    archive::facet::{Dirty, Kinds},
    base::{Diagnostic, RelPath, Snapshot, say},
    config::{self, Config, Dts},
    site::{
        Unit,
        csl::CitationFormatter,
        templates::Templates,
        tongues::{self, Tongue},
        view::View,
    },
};

use making::{MadeUnits, Output, Render, Rendering, make_unit, renew};

pub use capturing::Capturing;
pub use embargo::Embargo;
pub use kept::Kept;
pub use key::PageKey;
pub use memo::{Memo, PageMemo, UnitMemo};
pub use plain::{Clean, Copy, Scale, Tiling};

/// What a build found out.
#[derive(Clone, Debug, Default)]
pub struct Build {
    /// Every file of the site that the build answers for, in order.
    pub paths: Arc<Vec<RelPath>>,
    /// Files of the archive to be copied to the site by the caller, as they are never in memory.
    pub copies: Vec<Copy>,
    /// Files of the archive of which the caller is to take something out before it publishes them; those that are due are not on the site.
    pub cleaned: Arc<Vec<Clean>>,
    /// The smaller pictures of the site: the caller makes those that are due.
    pub scaled: Arc<Vec<Scale>>,
    /// The pictures that are there in tiles: as above.
    pub tiled: Arc<Vec<Tiling>>,
    /// Everything that is wrong, in order.
    pub diagnostics: Vec<Diagnostic>,
    /// What the day changes.
    pub embargo: Embargo,
    /// What was done.
    pub stats: Stats,
}

/// How much was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Files that were parsed.
    pub parsed: usize,
    /// Units that were viewed.
    pub viewed: usize,
    /// Facets that these have read, each once a unit.
    pub read: usize,
    /// The pages that were rendered, in order.
    pub rendered: Vec<RelPath>,
    /// Pages that are no more, in order.
    pub removed: Vec<RelPath>,
}

/// Builds the site that `snapshot` means, and hands each page that differs from `memo` to `emit`,
/// from several threads and in no order. `memo` then knows this build.
///
/// The data files are made by [`data::build`] afterwards, from the same memo.
pub fn build(snapshot: &Snapshot, config: &Config, memo: &mut Memo, emit: Emit<'_>) -> Build {
    let changes = take(snapshot, config, memo);
    // Data files need much room at once, and before the pages of a first build there is room.
    if changes.dirty.is_everything() {
        data::build_first(config, memo, emit);
    }
    make(snapshot, config, memo, changes, &rendering(emit), emit)
}

/// As [`build`], for those who ask what is wrong: without the data files, in which nothing is found.
pub fn check(snapshot: &Snapshot, config: &Config, memo: &mut Memo, emit: Emit<'_>) -> Build {
    let changes = take(snapshot, config, memo);
    make(snapshot, config, memo, changes, &rendering(emit), emit)
}

/// Renders a page and hands it to `emit`.
fn rendering(emit: Emit<'_>) -> impl Fn(&Templates, &RelPath, &View) -> Rendering + Sync {
    move |templates, path, view| match templates.render(view) {
        Ok(page) => {
            emit(path, &page);
            Rendering::Made
        }
        Err(fault) => match templates.stand_in(view) {
            Some(page) => {
                emit(path, &page);
                Rendering::StoodIn(fault)
            }
            None => Rendering::Failed(fault),
        },
    }
}

/// Takes a file of the site: its path and its bytes.
pub type Emit<'a> = &'a (dyn Fn(&RelPath, &[u8]) + Sync);

/// What changed, files and facets.
struct CatalogueChanges {
    inputs: inputs::Changes,
    dirty: Dirty,
}

/// Brings the catalogue up to date ahead of [`build`], for those who look at it before.
pub fn look(snapshot: &Snapshot, config: &Config, memo: &mut Memo) {
    let changes = take(snapshot, config, memo);
    memo.looked = Some(changes);
}

/// Brings the catalogue up to date.
fn take(snapshot: &Snapshot, config: &Config, memo: &mut Memo) -> CatalogueChanges {
    let mut inputs = inputs::read(snapshot, config, memo);
    let mut dirty = memo.catalogue.apply(std::mem::take(&mut inputs.delta));
    if let Some(before) = memo.looked.take() {
        inputs = before.inputs.and(inputs);
        dirty = before.dirty.and(dirty);
    }
    memo.data.stale |= dirty.kinds();
    if dirty.kinds() != Kinds::NONE {
        memo.data.is_found = false;
        memo.data.early = None;
    }
    CatalogueChanges { inputs, dirty }
}

/// Brings the pages up to date.
fn make(
    snapshot: &Snapshot,
    config: &Config,
    memo: &mut Memo,
    CatalogueChanges { inputs: changes, dirty }: CatalogueChanges,
    render: Render<'_>,
    emit: &(dyn Fn(&RelPath, &[u8]) + Sync),
) -> Build {
    let mut stats = Stats { parsed: changes.parsed, ..Stats::default() };

    let templates = looks::templates(snapshot, config, memo, changes.templates_changed);
    let csl = looks::csl(snapshot, config, memo, changes.styles_changed);
    let settings = key::settings(config, &templates, &csl, &memo.pages.settings);
    let tongues = tongues_of(config, &templates);
    // Of a build in another process only the keys are known, and not what its views have read.
    let restored = std::mem::take(&mut memo.pages.restored);
    let all = !settings.is_like(&memo.pages.settings) || restored;
    let restyled = settings != memo.pages.settings;
    memo.pages.settings = settings;

    let views_everything = memo.pages.units.is_empty() || restored;
    // Which files there are changes seldom; then the list is made anew, and the difference is gone.
    let mut moved = false;
    // Which pages there are follows from a few lists; while those stand, so do the units.
    let is_renewed = all || views_everything || dirty.touches_lists();
    if is_renewed {
        moved |= renew(&mut memo.pages.units, Unit::all(&memo.catalogue, tongues.len()));
    }
    let mut units = std::mem::take(&mut memo.pages.units);
    // After an edit only those are asked whether they are due that may be.
    let readers = memo.pages.readers.take().filter(|_| !is_renewed && !restyled && !dirty.is_everything());
    let places = readers.as_ref().map(|readers| readers.to_ask(&dirty));
    // All are made by parts, between which bodies are let go. After an edit few are due, and looked for at once.
    let at_once = if all || restyled || dirty.is_everything() { bodies::UNITS } else { units.len().max(1) };
    let mut made = MadeUnits::default();
    for some in units.chunks_mut(at_once) {
        let is_due = |unit: &UnitMemo| {
            all || unit.failed
                || dirty.touches(&unit.reads)
                || unit.parts.iter().any(|part| dirty.touches(&part.reads))
                || (restyled && unit.pages.iter().any(|page| memo.pages.settings.is_outdated(page)))
        };
        let make = |mut made: MadeUnits, (unit, known): &mut (Unit, UnitMemo)| {
            let nth = unit.tongue(&memo.catalogue, &tongues);
            let Some((csl, templates)) = csl.get(nth).zip(templates.get(nth)) else { return made };
            let formatter = CitationFormatter::new(csl, &memo.formatted);
            let hand = Output { tongues: &tongues, templates, render, emit, all, dirty: &dirty };
            let (after, read) = make_unit(unit, known, memo, &formatter, &hand, &mut made.rendered);
            made.viewed += 1;
            made.read += read;
            let published = |page: &PageMemo| (page.path.clone(), page.key.is_some());
            made.moved |= !known.pages.iter().map(published).eq(after.pages.iter().map(published));
            made.moved_files |= known.attached != after.attached || known.scaled != after.scaled || known.tiled != after.tiled;
            made.flawed |= known.is_flawed() || after.is_flawed();
            made.formatted.extend(formatter.into_used());
            *known = after;
            made
        };
        let due: Vec<&mut (Unit, UnitMemo)> = match &places {
            Some(places) => readers::at(some, places).into_iter().filter(|(_, known)| is_due(known)).collect(),
            None => some.par_iter_mut().filter(|(_, known)| is_due(known)).collect(),
        };
        made = made.and(due.into_par_iter().fold(MadeUnits::default, make).reduce(MadeUnits::default, MadeUnits::and));
        memo.let_go_bodies();
    }
    memo.pages.units = units;
    memo.pages.readers = readers.zip(places).and_then(|(mut readers, places)| readers.loosen(places).then_some(readers));
    let MadeUnits { viewed, read, rendered, mut formatted, moved: moved_pages, moved_files, flawed } = made;
    moved |= moved_pages;
    if flawed || is_renewed {
        memo.pages.flaws = None;
    }
    (stats.viewed, stats.read, stats.rendered) = (viewed, read, rendered);
    // A build of everything knows what is still in use; any other adds to it.
    if views_everything {
        memo.formatted = formatted;
    } else {
        memo.formatted.append(&mut formatted);
    }
    let mut copies = Vec::new();
    if all || std::mem::take(&mut memo.pages.is_plain_due) || memo.pages.plain.is_empty() || changes.plain_changed || moved_files || moved {
        let made = plain::make(snapshot, config, templates.first(), memo, emit);
        moved |= made.moved;
        copies = made.copies;
        memo.pages.cleaned = Arc::new(made.cleaned);
        memo.pages.scaled = Arc::new(made.scaled);
        memo.pages.tiled = Arc::new(made.tiled);
    } else {
        // The caller has made since what was due.
        if memo.pages.cleaned.iter().any(|one| one.is_due) {
            let made = memo.pages.cleaned.iter().map(|one| Clean { is_due: false, ..one.clone() }).collect();
            memo.pages.cleaned = Arc::new(made);
        }
        if memo.pages.scaled.iter().any(|one| one.is_due) {
            let made = memo.pages.scaled.iter().map(|one| Scale { is_due: false, ..one.clone() }).collect();
            memo.pages.scaled = Arc::new(made);
        }
        if memo.pages.tiled.iter().any(|one| one.is_due) {
            let made = memo.pages.tiled.iter().map(|one| Tiling { is_due: false, ..one.clone() }).collect();
            memo.pages.tiled = Arc::new(made);
        }
    }
    if moved || memo.pages.paths.is_empty() {
        let paths = memo.all_paths();
        // Both are in order.
        let mut there = paths.iter().peekable();
        let is_gone = |path: &&RelPath| {
            while there.next_if(|other| *other < *path).is_some() {}
            there.peek() != Some(path)
        };
        stats.removed = memo.pages.paths.iter().filter(is_gone).cloned().collect();
        memo.pages.paths = Arc::new(paths);
    }
    stats.rendered.sort_unstable();
    let mut diagnostics = memo.diagnostics(config, dirty.kinds());
    diagnostics.extend(changes.diagnostics);
    let place = |key: &str| config::place(snapshot.get(config::FILE)?, key);
    let languages = if config.languages.is_empty() { None } else { place("languages") };
    diagnostics.extend(tongues::without_words(&tongues, languages));
    if config.dts != Dts::No && config.base_url.is_empty() {
        let mut found = Diagnostic::warning(&RelPath::new(config::FILE), say::no_effect_dts()).hint(say::no_effect_dts_hint());
        found.span = place("dts");
        diagnostics.push(found);
    }
    let embargo = embargo::of(config, memo);
    embargo::find(&embargo, memo, &mut diagnostics);
    memo.inputs.layering.settle(&mut diagnostics);
    diagnostics.sort_unstable();
    diagnostics.dedup();
    let memo::PagesMemo { paths, cleaned, scaled, tiled, .. } = &memo.pages;
    Build {
        paths: paths.clone(),
        copies,
        cleaned: cleaned.clone(),
        scaled: scaled.clone(),
        tiled: tiled.clone(),
        diagnostics,
        embargo,
        stats,
    }
}

/// The languages in which the site speaks.
fn tongues_of(config: &Config, templates: &[Templates]) -> Vec<Tongue> {
    let words: Vec<_> = templates.iter().map(|set| set.strings().clone()).collect();
    Tongue::all(config, &words)
}
