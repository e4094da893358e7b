//! What a file system tells about a file without reading it: enough to know that it is unchanged.

use std::{
    fs::{self, Metadata},
    io,
    path::Path,
    time::{Duration, SystemTime},
};

use serde::{Deserialize, Serialize};

/// Size, times and identity of a file when it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    len: u64,
    modified: Option<SystemTime>,
    /// Inode and time of the last change of any kind, which no program can set back.
    change: (u64, i64, u32),
    /// Whether the file had rested long enough when it was read that a later edit must show in its times.
    settled: bool,
}

/// The coarsest clocks in use, those of FAT and of some network file systems, tick every two seconds.
const COARSEST_TICK: Duration = Duration::from_secs(2);
/// Where times have digits below a millisecond, a local clock wrote them: those tick every ten milliseconds or oftener.
const FINE_TICK: Duration = Duration::from_millis(100);

impl Stamp {
    /// The stamp of a file about to be read at `now`.
    pub fn new(meta: &Metadata, now: SystemTime) -> Self {
        Self { len: meta.len(), modified: meta.modified().ok(), change: identity(meta), settled: false }.rested_until(now)
    }

    /// The stamp of a file that this program has just written and that has this stamp: if it rested until `now`, which is
    /// no later than the present, an edit from now on must show in its times. An edit by another hand in the very tick of
    /// the writing, that leaves the size as it is, shows nowhere.
    pub fn rested_until(self, now: SystemTime) -> Self {
        let latest = [self.modified, changed(self.change)].into_iter().flatten().max();
        let tick = if is_fine(self.modified) { FINE_TICK } else { COARSEST_TICK };
        Self { settled: latest.is_some_and(|time| now.duration_since(time).is_ok_and(|age| age > tick)), ..self }
    }

    /// The stamp of the file at `place`, to be read now; an error for what is no file, or a symbolic link.
    pub fn of(place: &Path) -> io::Result<Self> {
        // The clock first: what is written after it cannot be older than it.
        let now = SystemTime::now();
        let meta = fs::symlink_metadata(place)?;
        if meta.is_file() { Ok(Self::new(&meta, now)) } else { Err(io::ErrorKind::InvalidInput.into()) }
    }

    /// Whether a file with this stamp has the bytes it had when it was read under the stamp `old`.
    pub fn proves_unchanged_since(&self, old: &Self) -> bool {
        old.settled && (self.len, self.modified, self.change) == (old.len, old.modified, old.change)
    }
}

fn is_fine(time: Option<SystemTime>) -> bool {
    let since = time.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
    since.is_some_and(|since| since.subsec_nanos() % 1_000_000 != 0)
}

#[cfg(unix)]
fn identity(meta: &Metadata) -> (u64, i64, u32) {
    use std::os::unix::fs::MetadataExt;
    (meta.ino(), meta.ctime(), u32::try_from(meta.ctime_nsec()).unwrap_or(0))
}

/// The time of an identity, where there are such.
fn changed((_, seconds, nanos): (u64, i64, u32)) -> Option<SystemTime> {
    let seconds = u64::try_from(seconds).ok().filter(|seconds| *seconds > 0)?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::new(seconds, nanos))
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (u64, i64, u32) {
    (0, 0, 0)
}
