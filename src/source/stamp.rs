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
    change: (u64, i64, i64),
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
        let modified = meta.modified().ok();
        let latest = [modified, changed(meta)].into_iter().flatten().max();
        let tick = if is_fine(modified) { FINE_TICK } else { COARSEST_TICK };
        let settled = latest.is_some_and(|time| now.duration_since(time).is_ok_and(|age| age > tick));
        Self { len: meta.len(), modified, change: identity(meta), settled }
    }

    /// The stamp of the file at `place`, to be read now; an error for what is no file, or a symbolic link.
    pub fn of(place: &Path) -> io::Result<Self> {
        // The clock first: what is written after it cannot be older than it.
        let now = SystemTime::now();
        let meta = fs::symlink_metadata(place)?;
        if meta.is_file() { Ok(Self::new(&meta, now)) } else { Err(io::ErrorKind::InvalidInput.into()) }
    }

    /// Whether the file is the one that had this length, time and inode when its last byte was written: then it
    /// holds those bytes still, unless another hand put as many others in place of them within the same tick.
    pub fn is_of(&self, len: u64, modified: Option<SystemTime>, inode: u64) -> bool {
        (self.len, self.modified, self.change.0) == (len, modified, inode)
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
fn identity(meta: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (meta.ino(), meta.ctime(), meta.ctime_nsec())
}

#[cfg(unix)]
fn changed(meta: &Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt;
    let seconds = u64::try_from(meta.ctime()).ok()?;
    let nanos = u32::try_from(meta.ctime_nsec()).ok()?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::new(seconds, nanos))
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> Option<SystemTime> {
    None
}
