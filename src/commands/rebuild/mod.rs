//! The loop of `watch` and `serve`: the archive is built, and built again whenever it changed.
//!
//! 1. [`run`]: signals are taken, the archive is opened and its folders are watched; should the root vanish, all
//!    begins anew once it is back;
//! 2. [`live`]: one build at a time. What changes meanwhile waits, and is built together afterwards;
//! 3. [`hold`]: a file that is broken as a whole is passed over, and what it said before stands;
//! 4. [`publish`]: pages at once; the data files, which hold something of every document, once it is quiet;
//! 5. [`news`]: what is newly wrong and what was mended, not everything again and again;
//! 6. [`gate`]: a signal waits for the write under way, and for no more.

mod gate;
mod hold;
mod live;
mod news;
mod publish;

use std::{
    num::NonZeroU32,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use super::{Status, common::Common, report::Sources, say};
use crate::{
    base::{Diagnostic, RelPath},
    build::Memo,
};
pub use gate::Gate;
use live::{Live, Lost};
pub use publish::locked;

/// How changes are to be noticed.
#[derive(Clone, Debug, clap::Args)]
pub struct Watching {
    /// Look at all files every so many seconds, 2 if none are said, where the system does not tell what changes: on network
    /// drives
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "2")]
    poll: Option<NonZeroU32>,
}

impl Watching {
    fn poll(&self) -> Option<Duration> {
        self.poll.map(|seconds| Duration::from_secs(u64::from(seconds.get())))
    }
}

/// Who wants to know what builds do.
pub trait Listener: Sync {
    /// This archive is at work from now on.
    fn archive(&self, shared: SharedArchive);
    /// The site is published into this folder from now on, or lies there from before.
    fn folder(&self, folder: &Path);
    /// A build begins of a site that will stand at this address (`base-url`; may be empty).
    fn address(&self, base_url: &str);
    /// These bytes are about to be published at `path`, from any thread.
    fn page(&self, path: &RelPath, bytes: &[u8]);
    /// A build is done: its pages are on disk, and those of `removed` are gone. Of the files that are `held` the site shows what they
    /// said before; `sources` gives files as they are.
    fn built(&self, removed: &[RelPath], findings: &[Diagnostic], held: &[&RelPath], sources: Sources<'_>);
}

/// What others than the loop need to work on the same archive.
pub struct SharedArchive {
    /// The archive's root.
    pub root: PathBuf,
    /// What the last build knew, to be held shortly: builds wait meanwhile.
    pub memo: Arc<Mutex<Memo>>,
    /// The way to the disk, to be held open while something is written.
    pub gate: Arc<Gate>,
}

/// Nobody does.
impl Listener for () {
    fn archive(&self, _: SharedArchive) {}
    fn folder(&self, _: &Path) {}
    fn address(&self, _: &str) {}
    fn page(&self, _: &RelPath, _: &[u8]) {}
    fn built(&self, _: &[RelPath], _: &[Diagnostic], _: &[&RelPath], _: Sources<'_>) {}
}

/// How long to wait for a root that is gone before looking again.
const ABSENCE: Duration = Duration::from_millis(500);

/// Builds until a signal ends the program. Only what is wrong at the very beginning is returned: later there is
/// always something to wait for.
pub fn run(common: &Common, watching: &Watching, listener: &dyn Listener) -> anyhow::Result<Status> {
    let gate = Arc::new(Gate::default());
    gate.end_on_signals(common)?;
    let mut live = Live::open(common, watching.poll(), &gate, listener)?;
    loop {
        let Lost { root } = live.run();
        drop(live);
        say(&format!("the archive is gone: there is no {}; waiting for it to come back\n", root.display()));
        let mut said = String::new();
        live = loop {
            std::thread::sleep(ABSENCE);
            match Live::open(common, watching.poll(), &gate, listener) {
                Ok(live) => break live,
                // It is back, but something else is wrong with it.
                Err(error) if root.is_dir() && said != error.to_string() => {
                    said = error.to_string();
                    say(&format!("error: {error:#}\n"));
                }
                Err(_) => {}
            }
        };
    }
}
