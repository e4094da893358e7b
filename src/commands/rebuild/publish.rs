//! The site on disk: pages at once, what is made of everything behind them.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::{Gate, Listener};
use crate::{
    base::{Diagnostic, RelPath},
    build::{self, Embargo, Kept, Memo, Scale, Tiling},
    commands::{
        cache::{Cache, Done},
        cleaned, formatted, gone, package, pictures,
        progress::Progress,
        session::Session,
        shelf::shelf,
        tiles,
    },
    public::{Error, Output, Summary},
    site::csl::Formatted,
    source::Stamp,
};

/// The site as it was last published.
#[derive(Default)]
pub struct Site {
    /// What the last build knew. Who holds it keeps builds waiting.
    pub memo: Arc<Mutex<Memo>>,
    /// What was formatted in a citation style, as it is on disk.
    formatted: Formatted,
    /// The output folder as the configuration or a flag names it.
    folder: PathBuf,
    /// Files that cannot be published because something foreign stands there.
    obstacles: BTreeMap<Arc<str>, Diagnostic>,
    /// Whether all is still to be published, with the memo as it is.
    is_new: bool,
    /// Whether the memo is as another process left it.
    pub is_resumed: bool,
    /// The files that were written since the cache was, and how the day counted.
    written: BTreeMap<Arc<str>, Stamp>,
    embargo: Embargo,
    /// Whether files may have to be understood again that did not change.
    pub is_lacking: bool,
    /// Whether the data files and the manifest are older than the pages.
    pub is_behind: bool,
    /// Whether the search index is older than the pages, and soon made.
    is_unfound: bool,
    /// The smaller pictures of the site, and those of them that are still to be made, by their paths there.
    scaled: Arc<Vec<Scale>>,
    owed: BTreeSet<RelPath>,
    /// The pictures that are there in tiles, and those of which they are still to be made, by their folders.
    tiled: Arc<Vec<Tiling>>,
    owed_tiles: BTreeSet<RelPath>,
    /// The pictures of which no smaller ones can be made, and whether some were found since a build told of them.
    unread: BTreeMap<RelPath, Diagnostic>,
    is_untold: bool,
    /// The files that the site had when it was last looked for those that are lacking and those that are too many.
    finished: Option<Arc<Vec<RelPath>>>,
    /// How long to wait before trying again, after the disk failed.
    failing: Option<Duration>,
}

/// What was done.
#[derive(Debug, Default)]
pub struct Made {
    /// What is wrong, as long as nothing changes.
    pub findings: Vec<Diagnostic>,
    /// What happened once and will not be said again.
    pub events: Vec<Diagnostic>,
    /// How many pages were rendered.
    pub pages: usize,
    /// Pages that are gone.
    pub removed: Vec<RelPath>,
    /// Files that had to be understood again and are not as they were any more.
    pub lost: Vec<RelPath>,
    /// What the output folder says; only of a build from scratch.
    pub summary: Option<Summary>,
    /// What the day changes.
    pub embargo: Embargo,
}

/// How long it is to be quiet before what is behind the pages is made.
const QUIET: Duration = Duration::from_millis(250);
/// How long before an edit can be found.
const SOON: Duration = Duration::from_millis(50);
/// How long to wait after the disk failed: twice as long each time.
const FIRST_RETRY: Duration = Duration::from_secs(2);
const LAST_RETRY: Duration = Duration::from_secs(60);

impl Site {
    /// How long to wait for changes before there is something to do without any.
    pub fn patience(&self) -> Option<Duration> {
        let quiet = match self.is_behind {
            true if self.is_unfound => SOON,
            true => QUIET,
            false => Duration::ZERO,
        };
        self.failing.or((self.is_behind || self.owes()).then_some(quiet))
    }

    /// Whether smaller pictures or tiles are still to be made.
    fn owes(&self) -> bool {
        !self.owed.is_empty() || !self.owed_tiles.is_empty()
    }

    /// Whether the last build could not be published.
    pub fn is_failing(&self) -> bool {
        self.failing.is_some()
    }

    /// Whether the output folder is not as it was left: removed, emptied, or free where something stood in the way.
    pub fn is_disturbed(&self, gate: &Gate) -> bool {
        match &*gate.open() {
            None => true,
            Some(output) => !output.is_sound() || self.obstacles.keys().any(|path| !output.folder().join(&**path).exists()),
        }
    }

    /// Takes hold of the output folder, reads the archive, and begins where the last build of another process ended, as far as that is known.
    pub fn begin(&mut self, session: &mut Session<'_>, gate: &Gate, listener: &dyn Listener) -> anyhow::Result<()> {
        self.take_hold(session, gate, listener)?;
        let cache = gate.open().as_ref().map(|output| {
            let mut cache = Cache::open(session, output.folder());
            let ours = cache.ours(output);
            (cache, ours)
        });
        let Some((mut cache, ours)) = cache else { return Ok(()) };
        let (mut memo, is_resumed) = cache.begin(session, ours)?;
        self.is_resumed = is_resumed;
        memo.formatted.clone_from(&self.formatted);
        *locked(&self.memo) = memo;
        self.is_new = true;
        Ok(())
    }

    /// Keeps what is known for the next process. The snapshot is that of the last build.
    pub fn keep(&mut self, session: &Session<'_>, gate: &Gate) {
        let slot = gate.open();
        let Some(output) = &*slot else { return };
        let memo = locked(&self.memo);
        let mut cache = Cache::open(session, output.folder());
        let before = cache.take_published();
        let packs = cache.pack(&memo);
        let (paths, kept) = (memo.paths(), Kept::now(&memo));
        drop(memo);
        let written: Vec<(Arc<str>, Stamp)> = std::mem::take(&mut self.written).into_iter().collect();
        let is_whole = self.obstacles.is_empty();
        let done = Done { paths: &paths, is_whole, written: &written, findings: None, embargo: self.embargo, packs };
        cache.keep(session, output, &kept, done, &before);
    }

    /// Publishes what the session's snapshot means.
    pub fn make(
        &mut self,
        session: &mut Session<'_>,
        gate: &Gate,
        listener: &dyn Listener,
        progress: Option<&Progress>,
    ) -> Result<Made, Error> {
        let made = self.try_to(session, gate, listener, progress);
        match &made {
            Ok(_) => self.failing = None,
            Err(_) => {
                self.failing = Some(self.failing.map_or(FIRST_RETRY, |last| (last * 2).min(LAST_RETRY)));
                // What is on disk is not what the memo knows.
                *gate.writing() = None;
            }
        }
        made
    }

    fn try_to(
        &mut self,
        session: &mut Session<'_>,
        gate: &Gate,
        listener: &dyn Listener,
        progress: Option<&Progress>,
    ) -> Result<Made, Error> {
        let is_clean = self.take_hold(session, gate, listener)? | std::mem::take(&mut self.is_new);
        let is_lacking = std::mem::take(&mut self.is_lacking) | is_clean;
        let lost = if is_lacking { session.recall(&mut locked(&self.memo)) } else { Vec::new() };
        let session = &*session;
        listener.address(&session.config.base_url);
        let emit = |path: &RelPath, bytes: &[u8]| {
            listener.page(path, bytes);
            if let Some(output) = &*gate.open() {
                package::publish(output, &session.root, path, bytes);
            }
            progress.inspect(|progress| progress.step());
        };
        let mut memo = locked(&self.memo);
        let built = build::build(session.snapshot(), &session.config, &mut memo, &emit);
        let mut cleaned = Vec::new();
        if let Some(output) = &*gate.open() {
            cleaned = cleaned::publish(&session.root, &built.cleaned, output);
            built.copies.iter().for_each(|one| output.copy(one.to.as_str(), &session.root.join(one.from.as_str()), one.digest));
        }
        // The search index takes longer than all else, and comes when it is quiet.
        let data = if is_clean { build::data::begin(&session.config, &mut memo, &emit) } else { Default::default() };
        drop(memo);
        self.embargo = built.embargo;
        self.owe(built.scaled);
        self.owe_tiles(built.tiled);
        if is_clean {
            self.recall_unread(session, gate);
        }
        let mut made =
            Made { pages: built.stats.rendered.len(), findings: built.diagnostics, embargo: built.embargo, lost, ..Made::default() };
        made.findings.extend(cleaned.into_iter().chain(self.unread.values().cloned()));
        self.is_untold = false;
        let mut slot = gate.writing();
        let Some(output) = slot.as_mut() else { return Ok(made) };
        let mut summary = if is_clean {
            output.finish(data.iter().map(RelPath::as_str))?
        } else {
            output.update(built.stats.removed.iter().map(RelPath::as_str))?
        };
        let label = output.label().to_owned();
        self.is_behind = !is_clean || session.config.search;
        self.is_unfound = !is_clean && session.config.search;
        if !self.obstacles.is_empty() {
            built.stats.rendered.iter().for_each(|path| _ = self.obstacles.remove(path.as_str()));
        }
        self.written.extend(std::mem::take(&mut summary.written));
        self.sort_out(&mut summary, &mut made);
        made.events.extend(gone::addresses(&label, &summary.gone));
        made.removed = built.stats.removed;
        made.summary = is_clean.then_some(summary);
        Ok(made)
    }

    /// Makes sure that there is an output folder to publish into; whether all is to be published anew.
    fn take_hold(&mut self, session: &Session<'_>, gate: &Gate, listener: &dyn Listener) -> Result<bool, Error> {
        let folder = session.output_dir();
        let is_moved = folder != self.folder;
        if !is_moved && !self.is_failing() && !self.is_disturbed(gate) {
            return Ok(false);
        }
        self.formatted = formatted::load(&session.root);
        let mut memo = locked(&self.memo);
        let bodies = memo.bodies.take();
        *memo = Memo::default();
        memo.bodies = bodies;
        self.owed.clear();
        self.owed_tiles.clear();
        memo.formatted.clone_from(&self.formatted);
        drop(memo);
        self.obstacles.clear();
        self.finished = None;
        let mut slot = gate.writing();
        if let Some(old) = slot.as_mut().filter(|old| is_moved && old.is_sound()) {
            old.close()?;
        }
        // One folder is let go before another is taken: it may be the same.
        *slot = None;
        let output = slot.insert(Output::open(&session.root, &folder)?);
        listener.folder(output.folder());
        self.folder = folder;
        Ok(true)
    }

    /// Takes the smaller pictures of a build; those that are due are made when it is quiet. Until then the preview shows the picture itself.
    fn owe(&mut self, scaled: Arc<Vec<Scale>>) {
        for one in scaled.iter().filter(|one| one.is_due) {
            self.owed.insert(one.scaled.to.clone());
            // What was wrong with it is said again if it still is.
            self.unread.remove(&one.scaled.file);
        }
        if !Arc::ptr_eq(&scaled, &self.scaled) {
            let wanted: BTreeSet<&RelPath> = scaled.iter().map(|one| &one.scaled.to).collect();
            self.owed.retain(|to| wanted.contains(to));
            let files: BTreeSet<&RelPath> = scaled.iter().map(|one| &one.scaled.file).collect();
            self.unread.retain(|file, _| files.contains(file));
            self.scaled = scaled;
        }
    }

    /// As [`Self::owe`], of tiles.
    fn owe_tiles(&mut self, tiled: Arc<Vec<Tiling>>) {
        for one in tiled.iter().filter(|one| one.is_due) {
            self.owed_tiles.insert(one.tiled.to.clone());
            self.unread.remove(&one.tiled.file);
        }
        if !Arc::ptr_eq(&tiled, &self.tiled) {
            let wanted: BTreeSet<&RelPath> = tiled.iter().map(|one| &one.tiled.to).collect();
            self.owed_tiles.retain(|to| wanted.contains(to));
            self.tiled = tiled;
        }
    }

    /// Keeps what is wrong with a picture.
    fn note_unread(&mut self, one: Diagnostic) {
        self.is_untold |= self.unread.get(&one.path) != Some(&one);
        self.unread.insert(one.path.clone(), one);
    }

    /// Makes the smaller pictures that are due, and notes of each of which there are none.
    fn make_smaller(&mut self, session: &Session<'_>, gate: &Gate, scaled: &[Scale]) {
        let publish = |to: &RelPath, from: &Path, digest| {
            if let Some(output) = &*gate.open() {
                cleaned::publish_picture(&session.root, &session.config, output, (to, from, digest));
            }
        };
        for one in pictures::make(&session.root, scaled, session.config.pictures.quality, &publish) {
            self.note_unread(one);
        }
    }

    /// As [`Self::make_smaller`], of tiles.
    fn make_tiles(&mut self, session: &Session<'_>, gate: &Gate, tiled: &[Tiling]) {
        let publish = |to: &RelPath, bytes: &[u8]| {
            if let Some(output) = &*gate.open() {
                output.put(to, bytes);
            }
        };
        for one in tiles::make(&session.root, tiled, session.config.pictures.quality, &publish) {
            self.note_unread(one);
        }
    }

    /// Notes what is wrong with pictures of which all was made by another process.
    fn recall_unread(&mut self, session: &Session<'_>, gate: &Gate) {
        let scaled: Vec<Scale> = self.scaled.iter().filter(|one| !one.is_due).cloned().collect();
        let tiled: Vec<Tiling> = self.tiled.iter().filter(|one| !one.is_due).cloned().collect();
        self.make_smaller(session, gate, &scaled);
        self.make_tiles(session, gate, &tiled);
    }

    /// Makes a few of the tiles that are owed.
    fn lay_tiles(&mut self, session: &Session<'_>, gate: &Gate) {
        let owing = self.tiled.iter().filter(|one| self.owed_tiles.contains(&one.tiled.to));
        let few: Vec<Tiling> = owing.take(rayon::current_num_threads()).map(|one| Tiling { is_due: true, ..one.clone() }).collect();
        self.make_tiles(session, gate, &few);
        few.iter().for_each(|one| _ = self.owed_tiles.remove(&one.tiled.to));
    }

    /// Makes a few of the smaller pictures that are owed. Whether all of them are made.
    fn paint(&mut self, session: &Session<'_>, gate: &Gate) -> Result<bool, Error> {
        let pictures = self.scaled.chunk_by(|one, other| one.scaled.file == other.scaled.file);
        let owing = pictures.filter(|widths| widths.iter().any(|one| self.owed.contains(&one.scaled.to)));
        let due = |one: &Scale| Scale { is_due: self.owed.contains(&one.scaled.to), ..one.clone() };
        let few: Vec<Scale> = owing.take(rayon::current_num_threads()).flatten().map(due).collect();
        self.make_smaller(session, gate, &few);
        few.iter().for_each(|one| _ = self.owed.remove(&one.scaled.to));
        if self.owed.is_empty() {
            self.lay_tiles(session, gate);
        }
        if let Some(output) = gate.writing().as_mut() {
            self.written.extend(output.update(std::iter::empty())?.written);
            if !self.owes() {
                output.close()?;
            }
        }
        Ok(!self.owes())
    }

    /// Parts what stays wrong from what happened once.
    fn sort_out(&mut self, summary: &mut Summary, made: &mut Made) {
        for one in std::mem::take(&mut summary.diagnostics) {
            match summary.refused.iter().find(|path| one.path.as_str().ends_with(&format!("/{path}"))) {
                Some(path) => _ = self.obstacles.insert(path.clone(), one),
                None => made.events.push(one),
            }
        }
        made.findings.extend(self.obstacles.values().cloned());
    }

    /// Brings the search index up to date after an edit, before all else that is behind the pages. Whether that was due.
    pub fn find(&mut self, session: &Session<'_>, gate: &Gate) -> bool {
        let is_due = std::mem::take(&mut self.is_unfound) && self.is_behind;
        if is_due {
            let emit = |path: &RelPath, bytes: &[u8]| {
                if let Some(output) = &*gate.open() {
                    package::publish(output, &session.root, path, bytes);
                }
            };
            let mut memo = locked(&self.memo);
            memo.search.read_from(shelf(&self.folder));
            build::data::find(&session.config, &mut memo, &emit);
        }
        is_due
    }

    /// Makes what is behind the pages. Whether nothing is left to do; else a build must follow, which makes the site anew if it is not whole, and
    /// tells of the pictures that could not be read.
    pub fn catch_up(&mut self, session: &Session<'_>, gate: &Gate) -> Result<bool, Error> {
        if !std::mem::take(&mut self.is_behind) {
            let is_done = self.paint(session, gate)?;
            return Ok(!(is_done && std::mem::take(&mut self.is_untold)));
        }
        let emit = |path: &RelPath, bytes: &[u8]| {
            if let Some(output) = &*gate.open() {
                package::publish(output, &session.root, path, bytes);
            }
        };
        let mut memo = locked(&self.memo);
        memo.search.read_from(shelf(&self.folder));
        let paths = build::data::build(&session.config, &mut memo, &emit);
        let mut slot = gate.writing();
        let Some(output) = slot.as_mut() else { return Ok(false) };
        // A site that has just the files that it had needs no looking for any.
        let summary = if self.finished.as_ref().is_some_and(|before| Arc::ptr_eq(before, &paths)) {
            let summary = output.update(std::iter::empty())?;
            output.close()?;
            summary
        } else {
            output.finish(paths.iter().map(RelPath::as_str))?
        };
        self.finished = Some(paths);
        self.written.extend(summary.written);
        if self.formatted != memo.formatted {
            formatted::save(&session.root, &self.formatted, &memo.formatted);
            self.formatted.clone_from(&memo.formatted);
        }
        let is_known = |path: &String| {
            let at = RelPath::new(path);
            let is_tile = || self.owed_tiles.iter().any(|folder| at.is_below(folder.as_str()));
            self.obstacles.contains_key(path.as_str()) || self.owed.contains(&at) || is_tile()
        };
        let is_whole = summary.missing.iter().all(is_known);
        if !is_whole {
            *slot = None;
        }
        // A signal need not wait for this.
        drop(slot);
        memo.prepare();
        Ok(is_whole)
    }
}

/// The memo, for as long as it is held.
pub fn locked(memo: &Mutex<Memo>) -> MutexGuard<'_, Memo> {
    memo.lock().unwrap_or_else(PoisonError::into_inner)
}
