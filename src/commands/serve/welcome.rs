//! Texts that come in through the preview: batches of files, which lie aside until they are whole, and what ingest made of them.
//!
//! What is sent lies in the program's own folder, under numbers and not under its names; taken in it is by the rules of `scholion add`
//! ([`bring`]). The loop that follows the archive then ingests it, as it would ingest whatever comes into `content/sources/`.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::{Duration, Instant, SystemTime},
};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    editor::{Notes, answer, held},
    report::Reports,
    welcome_page, welcome_said,
};
use crate::{
    base::{
        Diagnostic, Lang, RelPath,
        places::{KEPT, SOURCES},
    },
    commands::{
        ingest::report::Words,
        intake::{Brought, Done, How, bring},
        keep,
        rebuild::{SharedArchive, locked},
    },
    preview::{Answer, MOST_FILES, MOST_OF_A_FILE, MOST_OF_ALL, Outcome, Receiver},
    site::templates::strings_with,
};

/// How many batches may lie aside at a time; the oldest goes.
const MOST_BATCHES: usize = 8;
/// After how long what another process has left aside is removed.
const OLD: Duration = Duration::from_secs(24 * 60 * 60);

/// After how long without a file a batch makes room for another, if there is none: its page may be closed.
const IDLE: Duration = Duration::from_secs(60);

/// Who takes texts in for the archive at work.
pub struct Welcome {
    pub(super) notes: Arc<Notes>,
    pub(super) reports: Arc<Reports>,
    batches: Mutex<Batches>,
    /// What the last build found wrong with sources.
    pub(super) findings: Mutex<BTreeMap<RelPath, Diagnostic>>,
    /// One batch is taken in at a time.
    turn: Mutex<()>,
}

/// The batches, by their names, which come in their order.
#[derive(Default)]
struct Batches {
    all: BTreeMap<String, Batch>,
    begun: u64,
}

/// Files that were sent and are not taken in yet.
struct Batch {
    folder: PathBuf,
    /// Where each lies, and how many bytes it has; `None` while it comes.
    files: BTreeMap<String, (PathBuf, Option<u64>)>,
    /// How many have begun to come, and when the last one did.
    begun: usize,
    at: Instant,
}

/// What a page asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    batch: String,
    /// The files that are to come in under a number, since their name is taken.
    keep: Vec<String>,
    /// The sources of which it asks what became of them.
    paths: Vec<String>,
}

impl Batch {
    fn bytes(&self) -> u64 {
        self.files.values().filter_map(|(_, bytes)| *bytes).sum()
    }
}

impl Batches {
    /// How many bytes lie aside, if one more file may: what is idle goes before any is refused.
    fn room(&mut self, batch: &str, now: Instant) -> Option<u64> {
        for is_last in [false, true] {
            let (count, bytes) = self.all.values().fold((0, 0), |(count, bytes), one| (count + one.files.len(), bytes + one.bytes()));
            if count < MOST_FILES && bytes < MOST_OF_ALL {
                return Some(bytes);
            }
            if !is_last {
                self.all.retain(|name, one| name == batch || now.saturating_duration_since(one.at) < IDLE);
            }
        }
        None
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Welcome {
    /// Takes in nothing yet.
    pub fn new(notes: Arc<Notes>, reports: Arc<Reports>) -> Self {
        Self { notes, reports, batches: Mutex::default(), findings: Mutex::default(), turn: Mutex::default() }
    }

    /// A build found this.
    pub fn built(&self, findings: &[Diagnostic]) {
        let of_sources = findings.iter().filter(|one| one.path.is_below(SOURCES)).map(|one| (one.path.clone(), one.clone()));
        *held(&self.findings) = of_sources.collect();
    }

    /// The words of the site, or those of the program.
    pub(super) fn words(&self) -> Words {
        let known = self.notes.shared().and_then(|shared| locked(&shared.memo).strings());
        Words::of(known.unwrap_or_else(|| Arc::new(strings_with(&BTreeMap::new(), &Lang::default()))))
    }

    /// A folder of its own for a new batch.
    fn begun(&self, root: &Path) -> io::Result<String> {
        let above = root.join(KEPT).join("uploads");
        keep::prepare(&above)?;
        let mut batches = held(&self.batches);
        if batches.all.is_empty() {
            sweep(&above);
        }
        while batches.all.len() >= MOST_BATCHES {
            batches.all.pop_first();
        }
        loop {
            batches.begun += 1;
            let name = format!("{:06}-{}", batches.begun, std::process::id());
            let folder = above.join(&name);
            match fs::create_dir(&folder) {
                Ok(()) => {
                    batches.all.insert(name.clone(), Batch { folder, files: BTreeMap::new(), begun: 0, at: Instant::now() });
                    return Ok(name);
                }
                // A process of the same number left it behind.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Takes in what of a batch has come.
    fn take_in(&self, shared: &SharedArchive, wish: &Wish) -> Result<Vec<Brought>, Answer> {
        let files: Vec<(String, PathBuf)> = {
            let batches = held(&self.batches);
            let batch = batches.all.get(&wish.batch).ok_or_else(no_batch)?;
            batch.files.iter().filter(|(_, (_, bytes))| bytes.is_some()).map(|(name, (place, _))| (name.clone(), place.clone())).collect()
        };
        let _turn = held(&self.turn);
        // A signal waits for the files that are put in their places.
        let _open = shared.gate.open();
        let how = How { keeps_both: &|name| wish.keep.iter().any(|one| one == name), is_trial: false, step: &|| {} };
        let brought = bring(&shared.root, &files, &how);
        let mut batches = held(&self.batches);
        if let Some(batch) = batches.all.get_mut(&wish.batch) {
            // What may come in under another name stays a while.
            for one in brought.iter().filter(|one| !matches!(one.done, Done::Taken(_))) {
                batch.files.remove(&one.given).into_iter().for_each(|(place, _)| _ = fs::remove_file(place));
            }
            // What did not come whole is gone by now.
            batch.files.retain(|_, (place, bytes)| bytes.is_some() || place.exists());
            if batch.files.is_empty() {
                batches.all.remove(&wish.batch);
            }
        }
        Ok(brought)
    }
}

impl Receiver for Welcome {
    fn is_empty(&self) -> bool {
        self.notes.shared().is_some_and(|shared| locked(&shared.memo).catalogue.documents().is_empty())
    }

    fn page(&self, token: Option<&str>) -> String {
        welcome_page::page(&self.words(), self.is_empty(), token).as_str().to_owned()
    }

    fn begin(&self) -> Answer {
        let Some(shared) = self.notes.shared() else { return refused("no-archive") };
        match self.begun(&shared.root) {
            Ok(batch) => answer(Outcome::Done, json!({"batch": batch})),
            Err(error) => failed(&error),
        }
    }

    fn place(&self, batch: &str, name: &str) -> Result<(PathBuf, u64), Answer> {
        let mut batches = held(&self.batches);
        let now = Instant::now();
        let room = batches.room(batch, now);
        let batch = batches.all.get_mut(batch).ok_or_else(no_batch)?;
        // One that did not come whole may come again.
        if name.is_empty() || batch.files.get(name).is_some_and(|(_, bytes)| bytes.is_some()) {
            return Err(refused("twice"));
        }
        let Some(bytes) = room else { return Err(refused("full")) };
        batch.begun += 1;
        batch.at = now;
        let place = batch.folder.join(batch.begun.to_string());
        batch.files.insert(name.to_owned(), (place.clone(), None));
        Ok((place, MOST_OF_A_FILE.min(MOST_OF_ALL - bytes)))
    }

    fn came(&self, batch: &str, name: &str, place: &Path, bytes: u64) {
        let mut batches = held(&self.batches);
        let file = batches.all.get_mut(batch).and_then(|batch| batch.files.get_mut(name));
        if let Some((_, length)) = file.filter(|(known, _)| known == place) {
            *length = Some(bytes);
        }
    }

    fn finish(&self, wish: &[u8]) -> Answer {
        let Some(shared) = self.notes.shared() else { return refused("no-archive") };
        let Ok(wish) = serde_json::from_slice::<Wish>(wish) else { return refused("malformed") };
        match self.take_in(&shared, &wish) {
            Ok(brought) => {
                let words = self.words();
                let files: Vec<Value> = brought.iter().map(|one| welcome_said::brought(&words, one)).collect();
                answer(Outcome::Done, json!({"files": files}))
            }
            Err(answer) => answer,
        }
    }

    fn state(&self, wish: &[u8]) -> Answer {
        let Some(shared) = self.notes.shared() else { return refused("no-archive") };
        let Ok(wish) = serde_json::from_slice::<Wish>(wish) else { return refused("malformed") };
        let paths: Vec<RelPath> = wish.paths.iter().take(MOST_FILES).map(|path| RelPath::new(path)).collect();
        answer(Outcome::Done, json!({"files": welcome_said::states(self, &shared, &paths)}))
    }
}

/// Removes what processes that were killed have left aside.
fn sweep(above: &Path) {
    for entry in fs::read_dir(above).into_iter().flatten().flatten() {
        let age = entry.metadata().and_then(|meta| meta.modified()).ok().and_then(|then| SystemTime::now().duration_since(then).ok());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) && age.is_some_and(|age| age > OLD) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn no_batch() -> Answer {
    refused("no-batch")
}

fn refused(error: &str) -> Answer {
    answer(Outcome::Refused, json!({"error": error}))
}

fn failed(error: &io::Error) -> Answer {
    answer(Outcome::Failed, json!({"error": "disk", "message": crate::base::diagnostic::io_words(error)}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_closed_page_left_makes_room() {
        let folder = tempfile::tempdir().unwrap();
        let mut batches = Batches::default();
        let begun = Instant::now();
        for (name, count) in [("old", MOST_FILES), ("new", 0)] {
            let files = (0..count).map(|n| (n.to_string(), (PathBuf::new(), Some(1)))).collect();
            let place = folder.path().join(name);
            fs::create_dir(&place).unwrap();
            batches.all.insert(name.to_owned(), Batch { folder: place, files, begun: count, at: begun });
        }
        assert_eq!(batches.room("new", begun), None, "a page that may still be sending is waited for");
        assert_eq!(batches.room("old", begun + IDLE), None, "no page makes room for itself");
        let place = folder.path().join("old");
        assert!(place.exists() && batches.room("new", begun + IDLE) == Some(0) && !place.exists());
    }
}
