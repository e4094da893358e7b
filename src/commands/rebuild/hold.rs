//! Files that are broken as a whole: what they said before stands until they are mended.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::{
    base::{Diagnostic, RelPath, Snapshot, snapshot::File},
    build::broken::unreadable,
    source::Changes,
};

/// The broken files, by path.
#[derive(Default)]
pub struct Hold(BTreeMap<RelPath, Held>);

struct Held {
    /// The file when it last could be read, or while it stands in the snapshot, the file as it is.
    other: File,
    findings: Vec<Diagnostic>,
}

impl Hold {
    /// Learns from what changed; `snapshot` holds the files as they are. Of a file whose bytes were let go, `was_good` tells whether it could
    /// be read when it was built for the last time.
    pub fn update(&mut self, changes: &Changes, snapshot: &Snapshot, was_good: &dyn Fn(&RelPath) -> bool) {
        for path in &changes.removed {
            self.0.remove(path);
        }
        let broken: Vec<(&RelPath, Vec<Diagnostic>)> = changes
            .changed
            .par_iter()
            .map(|path| (path, snapshot.get(path.as_str()).map_or(Vec::new(), |bytes| unreadable(path, bytes))))
            .collect();
        for (path, findings) in broken {
            let held = self.0.remove(path);
            if findings.is_empty() {
                continue;
            }
            // A file that could not be read from the beginning has nothing to fall back upon.
            let is_good = |file: &&File| file.bytes().map_or_else(|| was_good(path), |bytes| unreadable(path, bytes).is_empty());
            let good = held.map(|held| held.other).or_else(|| changes.before.get(path).filter(is_good).cloned());
            if let Some(other) = good {
                self.0.insert(path.clone(), Held { other, findings });
            }
        }
    }

    /// Puts the files as they last could be read into the snapshot; the second time, the files as they are again.
    pub fn exchange(&mut self, snapshot: &mut Snapshot) {
        for (path, held) in &mut self.0 {
            if let Some(file) = snapshot.files.get_mut(path) {
                std::mem::swap(file, &mut held.other);
            }
        }
    }

    /// Gives up what these files said before, as nobody knows it any more; whether any of them is held. To be called while the snapshot has
    /// the files as they are.
    pub fn release(&mut self, paths: &[RelPath]) -> bool {
        let held = self.0.len();
        paths.iter().for_each(|path| _ = self.0.remove(path));
        self.0.len() < held
    }

    /// The files, in order.
    pub fn paths(&self) -> impl Iterator<Item = &RelPath> {
        self.0.keys()
    }

    /// Puts what is wrong with the files as they are in the place of what is wrong with those that stand for them.
    pub fn correct(&self, findings: &mut Vec<Diagnostic>) {
        if !self.0.is_empty() {
            findings.retain(|one| !self.0.contains_key(&one.path));
            findings.extend(self.0.values().flat_map(|held| held.findings.iter().cloned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::say;

    #[test]
    fn the_last_good_text_stands_until_the_file_is_mended_or_gone() {
        let path = RelPath::new("content/documents/a.md");
        let mut snapshot = Snapshot::default();
        let mut hold = Hold::default();
        let mut step = |text: Option<&str>, built: &str, findings: usize| {
            let mut changes = Changes::default();
            match text {
                Some(text) => {
                    let old = snapshot.files.insert(path.clone(), File::new(text.as_bytes()));
                    changes.before.extend(old.map(|old| (path.clone(), old)));
                    changes.changed.push(path.clone());
                }
                None => {
                    snapshot.files.remove(&path);
                    changes.removed.push(path.clone());
                }
            }
            hold.update(&changes, &snapshot, &|_| false);
            hold.exchange(&mut snapshot);
            assert_eq!(snapshot.get(path.as_str()).map_or("", |bytes| std::str::from_utf8(bytes).unwrap()), built);
            hold.exchange(&mut snapshot);
            assert_eq!(snapshot.get(path.as_str()).map(|bytes| &bytes[..]), text.map(str::as_bytes));
            let mut all = vec![Diagnostic::warning(&path, say::empty_heading())];
            hold.correct(&mut all);
            assert_eq!(all.iter().filter(|one| one.code() == "bad-yaml").count(), findings);
            assert_eq!(all.iter().any(|one| one.code() == "empty-heading"), findings == 0);
        };
        let (bad, worse) = ("---\ntitle: A: B\n---\n", "---\ntitle: [\n---\n");
        step(Some(bad), bad, 0);
        step(Some(worse), worse, 0);
        step(Some("1"), "1", 0);
        step(Some(bad), "1", 1);
        step(Some(worse), "1", 1);
        step(Some("2"), "2", 0);
        step(Some(bad), "2", 1);
        step(None, "", 0);
        step(Some(bad), bad, 0);
    }
}
