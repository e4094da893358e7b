//! Where something may have changed.
//!
//! An event is a hint and nothing more: [`rescan`](super::rescan) reads what is there, and contents decide. So all
//! that counts here is that no change goes unnoticed:
//!
//! 1. each folder is watched by itself, and a folder that comes into being is watched *before* it is read, so that
//!    a file that is written into it meanwhile is seen either way;
//! 2. events are gathered until they pause; those about editors' droppings, and those of files that are only read,
//!    are no events;
//! 3. where events were lost, everything is a hint. Where the system has no more watches to give, or on file systems
//!    that tell nothing (`--poll`), everything is looked at from time to time.
//!
//! While nothing changes the thread that waits sleeps, and no clock ticks.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::{Duration, Instant},
};

use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::{
    Hints,
    scan::{PLACES, is_at_or_below},
    walk::{Found, walk},
};
use crate::base::{RelPath, names::is_ignored, snapshot::CONFIG_FILE};

/// Events belong together until this long nothing happens: an editor saves in several steps.
const QUIET: Duration = Duration::from_millis(25);
/// Work begins at the latest this long after the first event, even if there is no end of them.
const LONGEST: Duration = Duration::from_millis(500);
/// How often everything is looked at where the system has no more watches to give.
const FALLBACK: Duration = Duration::from_secs(2);

/// Linux tells of one folder at a time; other systems tell of all that is below.
const ONE_FOLDER_EACH: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// An archive that is watched.
pub struct Watch {
    /// The root, canonical.
    root: PathBuf,
    /// The file that stands for the root's `scholion.yaml`, if another does: as it was named, and where it may be.
    config: Option<(PathBuf, BTreeSet<PathBuf>)>,
    /// A folder that others must not remove: it belongs to the hints, too.
    output: PathBuf,
    /// Symbolic links in the archive, and where they lead; `None` if they lead nowhere.
    links: BTreeMap<RelPath, Option<PathBuf>>,
    means: Means,
    notice: Option<String>,
}

/// How changes are noticed.
enum Means {
    /// The system tells.
    Events { watcher: RecommendedWatcher, messages: Receiver<notify::Result<Event>> },
    /// Everything is looked at from time to time.
    Poll { every: Duration, next: Instant },
}

/// Where something may have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Batch {
    /// At and below these places.
    Places(Vec<PathBuf>),
    /// Anywhere.
    Everywhere,
}

impl Batch {
    /// What to tell [`rescan`](super::rescan).
    pub fn hints(&self) -> Hints<'_> {
        match self {
            Self::Places(places) => Hints::Paths(places),
            Self::Everywhere => Hints::All,
        }
    }
}

impl Watch {
    /// Begins to watch the archive at `root`; read it afterwards, so that nothing happens unseen in between.
    ///
    /// `config` is a file that stands for the root's `scholion.yaml`; the end of `output` is noticed if it lies
    /// directly in the root. With `poll` everything is looked at that often instead of asking the system.
    pub fn new(root: &Path, config: Option<&Path>, output: &Path, poll: Option<Duration>) -> std::io::Result<Self> {
        let root = fs::canonicalize(root)?;
        let config = config.map(std::path::absolute).transpose()?.map(|config| {
            let places = canonical_places(&config);
            (config, places)
        });
        let output = own_place(output).unwrap_or_else(|| output.to_path_buf());
        let every = poll.unwrap_or(FALLBACK);
        let means = Means::Poll { every, next: Instant::now() + every };
        let mut watch = Self { root, config, output, links: BTreeMap::new(), means, notice: None };
        if poll.is_none()
            && let Err(error) = watch.begin()
        {
            watch.fall_back(&error);
        }
        Ok(watch)
    }

    /// What the person at the terminal should know, once.
    pub fn notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    /// Waits until something may have changed, and then until it pauses. `None` if nothing happens within `at_most`.
    pub fn wait(&mut self, at_most: Option<Duration>) -> Option<Batch> {
        let end = at_most.map(|at_most| Instant::now() + at_most);
        if let Means::Poll { every, next } = &mut self.means {
            let due = end.is_none_or(|end| *next <= end);
            let until = if due { *next } else { end.unwrap_or(*next) };
            std::thread::sleep(until.saturating_duration_since(Instant::now()));
            if !due {
                return None;
            }
            // Counted from the end of the waiting: work that takes long must not be followed by more at once.
            *next = Instant::now() + *every;
            return Some(Batch::Everywhere);
        }
        let mut batch = Batch::Places(Vec::new());
        let mut begun: Option<Instant> = None;
        loop {
            let until = match begun {
                None => end,
                Some(begun) => Some((Instant::now() + QUIET).min(begun + LONGEST)),
            };
            let Some(message) = self.receive(until) else {
                return begun.map(|_| self.look_into(batch));
            };
            if self.note(message, &mut batch) {
                begun.get_or_insert_with(Instant::now);
            }
        }
    }

    /// The next message; `None` if there is none until then.
    fn receive(&self, until: Option<Instant>) -> Option<notify::Result<Event>> {
        let Means::Events { messages, .. } = &self.means else { return None };
        let received = match until {
            None => messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(until) => messages.recv_timeout(until.saturating_duration_since(Instant::now())),
        };
        match received {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Timeout) => None,
            // The thread that listens is gone: nothing more will ever come from it.
            Err(RecvTimeoutError::Disconnected) => Some(Err(notify::Error::generic("the system's watcher stopped"))),
        }
    }

    /// Adds what a message is about to the batch; whether it is about anything of ours.
    fn note(&mut self, message: notify::Result<Event>, batch: &mut Batch) -> bool {
        let event = match message {
            Ok(event) => event,
            Err(error) => {
                self.fall_back(&error);
                *batch = Batch::Everywhere;
                return true;
            }
        };
        if event.need_rescan() || event.paths.contains(&self.root) {
            *batch = Batch::Everywhere;
            return true;
        }
        let places: Vec<PathBuf> = event.paths.iter().flat_map(|path| self.meant_by(path)).collect();
        if places.is_empty() {
            return false;
        }
        if let Batch::Places(all) = batch {
            all.extend(places);
        }
        true
    }

    /// Which of the archive's places an event at `path` is about, under all names by which it counts.
    fn meant_by(&self, path: &Path) -> Vec<PathBuf> {
        let mut places = Vec::new();
        if let Some((config, _)) = self.config.as_ref().filter(|(_, places)| places.contains(path)) {
            places.push(config.clone());
        }
        if path == self.output {
            places.push(path.to_path_buf());
        }
        for (link, target) in &self.links {
            let place = self.root.join(link.as_str());
            match target {
                Some(target) if target.starts_with(path) => places.push(place),
                Some(target) => {
                    places.extend(path.strip_prefix(target).ok().filter(|rest| !is_dropping(rest)).map(|rest| place.join(rest)))
                }
                // It led nowhere; whatever came into being may be what it leads to.
                None => places.push(place),
            }
        }
        if let Ok(below) = path.strip_prefix(&self.root)
            && !is_dropping(below)
            && below.to_str().is_none_or(|below| PLACES.iter().any(|place| is_at_or_below(&RelPath::new(below), place)))
        {
            places.push(path.to_path_buf());
        }
        places
    }

    /// Watches the folders among the places, for they may be new. Reading comes afterwards.
    fn look_into(&mut self, batch: Batch) -> Batch {
        if matches!(self.means, Means::Poll { .. }) {
            return batch;
        }
        let followed = match &batch {
            Batch::Everywhere => self.begin(),
            Batch::Places(places) => {
                let rel = |place: &PathBuf| Some(RelPath::new(place.strip_prefix(&self.root).ok()?.to_str()?));
                let paths: BTreeSet<RelPath> = places.iter().filter_map(rel).collect();
                let is_link = |path: &RelPath| self.links.contains_key(path);
                // A folder, or a link; either may have been something else before.
                let odd =
                    |path: &RelPath| is_link(path) || fs::symlink_metadata(self.root.join(path.as_str())).is_ok_and(|meta| !meta.is_file());
                let starts: Vec<RelPath> = paths.into_iter().filter(|path| !path.as_str().is_empty() && odd(path)).collect();
                self.follow(&starts)
            }
        };
        match followed {
            Ok(()) => batch,
            Err(error) => {
                self.fall_back(&error);
                Batch::Everywhere
            }
        }
    }

    /// Watches everything, from the beginning.
    fn begin(&mut self) -> notify::Result<()> {
        if matches!(self.means, Means::Poll { .. }) {
            let (sender, messages) = channel();
            let handler = move |message: notify::Result<Event>| {
                // Files that are opened and closed, by us among others, did not change by that. A closed channel
                // means that nobody watches any more.
                if !matches!(&message, Ok(Event { kind: EventKind::Access(_), .. })) {
                    let _ = sender.send(message);
                }
            };
            let watcher = RecommendedWatcher::new(handler, Config::default().with_follow_symlinks(false))?;
            self.means = Means::Events { watcher, messages };
        }
        let mut folders = vec![self.root.clone()];
        if let Some((_, places)) = &self.config {
            folders.extend(places.iter().filter_map(|place| place.parent().map(Path::to_path_buf)));
        }
        for folder in folders {
            self.watch(&folder)?;
        }
        self.follow(&PLACES.map(RelPath::new))
    }

    /// Watches all folders at and below `starts`, and where links there lead.
    fn follow(&mut self, starts: &[RelPath]) -> notify::Result<()> {
        let mut watched: BTreeSet<PathBuf> = BTreeSet::new();
        loop {
            let mut found = Found::default();
            starts.iter().filter(|start| start.as_str() != CONFIG_FILE).for_each(|start| walk(&self.root, start, &mut found));
            let ends = found.links.iter().filter_map(|(_, target)| target.as_deref()).filter(|target| target.is_file());
            let mut folders: BTreeSet<PathBuf> = ends.filter_map(|target| target.parent().map(Path::to_path_buf)).collect();
            folders.extend(found.folders);
            folders.retain(|folder| !watched.contains(folder));
            // Once a walk finds no folder that was not watched before the walk began, none can have come since.
            if folders.is_empty() {
                self.links.retain(|link, _| !starts.iter().any(|start| is_at_or_below(link, start.as_str())));
                self.links.extend(found.links);
                return Ok(());
            }
            for folder in folders {
                self.watch(&folder)?;
                watched.insert(folder);
            }
        }
    }

    /// Watches one folder. That it was watched before means nothing: another may have had its name.
    fn watch(&mut self, folder: &Path) -> notify::Result<()> {
        let Means::Events { watcher, .. } = &mut self.means else { return Ok(()) };
        let is_top = PLACES.iter().any(|place| folder == self.root.join(place)) || !folder.starts_with(&self.root);
        let mode = match (ONE_FOLDER_EACH, is_top) {
            (true, _) => RecursiveMode::NonRecursive,
            (false, true) => RecursiveMode::Recursive,
            (false, false) if folder == self.root => RecursiveMode::NonRecursive,
            (false, false) => return Ok(()),
        };
        match watcher.watch(folder, mode) {
            // Gone again: the folder above tells.
            Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => Ok(()),
            other => other,
        }
    }

    fn fall_back(&mut self, error: &notify::Error) {
        self.means = Means::Poll { every: FALLBACK, next: Instant::now() };
        self.notice = Some(format!("{}; looking at all files every {} s instead", why(error), FALLBACK.as_secs()));
    }
}

/// Whether a part of the path is an editor's dropping.
fn is_dropping(path: &Path) -> bool {
    path.iter().any(|part| is_ignored(&part.to_string_lossy()))
}

/// Where a file is: under its own name in its true folder, and where it leads if it is a link.
fn canonical_places(file: &Path) -> BTreeSet<PathBuf> {
    own_place(file).into_iter().chain(fs::canonicalize(file).ok()).collect()
}

/// A file or folder under its own name in its true folder, whether it is there or not.
fn own_place(file: &Path) -> Option<PathBuf> {
    let folder = fs::canonicalize(file.parent()?).ok()?;
    Some(folder.join(file.file_name()?))
}

/// Why the system does not tell, and what could be done about it.
fn why(error: &notify::Error) -> String {
    /// "Too many open files": `inotify_init` fails so when all instances of a user are taken.
    const EMFILE: i32 = 24;
    match &error.kind {
        ErrorKind::MaxFilesWatch => {
            "this system watches no more folders (`sudo sysctl fs.inotify.max_user_watches=524288` allows more)".to_owned()
        }
        ErrorKind::Io(error) if error.raw_os_error() == Some(EMFILE) => {
            "this system has no more watchers to give (`sudo sysctl fs.inotify.max_user_instances=512` allows more)".to_owned()
        }
        _ => format!("this system does not tell of changes: {error}"),
    }
}

#[cfg(test)]
mod tests;
