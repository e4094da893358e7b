//! What ingest would say of files that are not among the sources yet: by the very rules by which it looks at those that are.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use crate::{
    base::{
        Diagnostic, Digest, RelPath, Severity, Snapshot,
        diagnostic::io_words,
        names::is_ignored,
        places::{SOURCES, is_recording},
        say,
        snapshot::File,
    },
    commands::{ingest::find_sources, origin::Origins},
};

/// The most bytes of files that are looked at together. What is beyond is taken by its name: ingest says of it what there is to say.
pub const MOST_BYTES: u64 = 512 << 20;
/// A larger file is never read.
const LARGEST: u64 = 1 << 30;

/// A file that may come in.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its place among the sources.
    pub path: RelPath,
    /// Where it is now.
    pub place: PathBuf,
}

/// What ingest says of it.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// It becomes a document, or several.
    Text,
    /// It belongs to a text that comes with it or is there already: a picture, a page of it, a style sheet.
    Beside,
    /// It is no source.
    Refused(Box<Diagnostic>),
}

/// All that was looked at.
pub struct Judged {
    /// What is said of each file.
    pub verdicts: BTreeMap<RelPath, Verdict>,
    /// The files as if they stood in their places.
    pub snapshot: Snapshot,
}

/// Says of each file what it would be among the sources of the archive at `root`; `None`: of an archive that has none yet.
pub fn judge(root: Option<&Path>, candidates: &[Candidate], most: u64) -> Judged {
    let (mut snapshot, unread) = snapshot_of(candidates, most);
    let mut said = look(&snapshot, candidates);
    let is_lone = |verdict: &Verdict| matches!(verdict, Verdict::Refused(why) if is_recording(&why.path));
    if let Some(root) = root.filter(|_| said.values().any(is_lone)) {
        // A text that is there already may name it.
        there(&root.join(SOURCES), SOURCES, &mut 0, &mut snapshot);
        said = look(&snapshot, candidates);
    }
    for one in unread {
        said.insert(one.path.clone(), Verdict::Refused(Box::new(one)));
    }
    Judged { verdicts: said, snapshot }
}

fn look(snapshot: &Snapshot, candidates: &[Candidate]) -> BTreeMap<RelPath, Verdict> {
    let (sources, problems) = find_sources(snapshot, &Origins::new());
    let unseen = |path: &RelPath| if snapshot.files.contains_key(path) { Verdict::Beside } else { Verdict::Text };
    let mut said: BTreeMap<RelPath, Verdict> = candidates.iter().map(|one| (one.path.clone(), unseen(&one.path))).collect();
    for source in &sources {
        said.insert(source.path.clone(), Verdict::Text);
    }
    for problem in problems {
        let Some(verdict) = said.get_mut(&problem.path) else { continue };
        match problem.severity {
            // Two files of one name are both texts; which becomes the document is said once they are there.
            Severity::Error => *verdict = Verdict::Text,
            Severity::Warning => *verdict = Verdict::Refused(Box::new(problem)),
            Severity::Notice => {}
        }
    }
    let known: BTreeSet<&RelPath> = candidates.iter().map(|one| &one.path).collect();
    said.retain(|path, _| known.contains(path));
    said
}

/// The files as if they stood in their places, as many as `most` bytes, and what is wrong with those that cannot be read.
fn snapshot_of(candidates: &[Candidate], most: u64) -> (Snapshot, Vec<Diagnostic>) {
    let (mut snapshot, mut unread, mut read) = (Snapshot::default(), Vec::new(), 0);
    for Candidate { path, place } in candidates {
        // Of a recording or picture the name is enough.
        if is_recording(path) {
            snapshot.files.insert(path.clone(), File::understood(Digest::of(path.as_str().as_bytes())));
            continue;
        }
        let length = fs::metadata(place).map_or(0, |meta| meta.len());
        if length > LARGEST {
            unread.push(Diagnostic::warning(path, say::too_large()).hint(say::too_large_hint()));
            continue;
        }
        if read + length > most {
            continue;
        }
        match fs::read(place) {
            Ok(bytes) => {
                read += bytes.len() as u64;
                snapshot.files.insert(path.clone(), File::new(bytes));
            }
            Err(error) => {
                let hint = say::unreadable_right_hint();
                unread.push(Diagnostic::warning(path, say::unreadable(io_words(&error))).hint(hint));
            }
        }
    }
    (snapshot, unread)
}

/// Puts the small texts that are among the sources already beside the others: by them pictures are named.
fn there(folder: &Path, name: &str, read: &mut u64, snapshot: &mut Snapshot) {
    const SMALL: u64 = 4 << 20;
    const IN_ALL: u64 = 256 << 20;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let own = entry.file_name().to_string_lossy().into_owned();
        let Ok(kind) = entry.file_type() else { continue };
        if is_ignored(&own) || *read > IN_ALL {
            continue;
        }
        let path = format!("{name}/{own}");
        if kind.is_dir() {
            there(&entry.path(), &path, read, snapshot);
            continue;
        }
        let path = RelPath::new(&path);
        let length = entry.metadata().map_or(0, |meta| meta.len());
        if kind.is_file() && length <= SMALL && !is_recording(&path) && !snapshot.files.contains_key(&path) {
            *read += length;
            let bytes = fs::read(entry.path()).unwrap_or_default();
            snapshot.files.insert(path, File::new(bytes));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_judged_together_as_ingest_would() {
        let folder = tempfile::tempdir().unwrap();
        let candidate = |(name, bytes): &(&str, &[u8])| {
            let place = folder.path().join(name.replace('/', "-"));
            fs::write(&place, bytes).unwrap();
            Candidate { path: RelPath::new(&format!("{SOURCES}/{name}")), place }
        };
        let files: [(&str, &[u8]); 8] = [
            ("letter.txt", b"Dear Ida, the crates have come."),
            ("notes.md", b"See ![the seal](seal.png)."),
            ("seal.png", b"\x89PNG\r\n\x1a\n"),
            ("lone.png", b"\x89PNG\r\n\x1a\n"),
            ("page.html", b"<html><body><img src='page_files/a.png'><p>Words.</p></body></html>"),
            ("page_files/a.js", b"x()"),
            ("empty.txt", b" \n"),
            ("bundle.zip", b"PK\x03\x04"),
        ];
        let mut candidates: Vec<Candidate> = files.iter().map(candidate).collect();
        candidates.push(Candidate { path: RelPath::new("content/sources/gone.txt"), place: folder.path().join("gone.txt") });
        let judged = judge(None, &candidates, MOST_BYTES);
        let said: Vec<String> = judged
            .verdicts
            .iter()
            .map(|(path, verdict)| match verdict {
                Verdict::Text => format!("{} text", path.name()),
                Verdict::Beside => format!("{} beside", path.name()),
                Verdict::Refused(why) => format!("{} {}", path.name(), why.code()),
            })
            .collect();
        assert_eq!(
            said,
            [
                "bundle.zip source-not-text",
                "empty.txt empty-source",
                "gone.txt unreadable",
                "letter.txt text",
                "lone.png source-not-text",
                "notes.md text",
                "page.html text",
                "a.js beside",
                "seal.png beside",
            ]
        );
        let small = judge(None, &candidates[6..7], 1);
        assert!(matches!(small.verdicts[&candidates[6].path], Verdict::Text), "what is not read is taken by its name");
        // A text that is there already names the picture.
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join(SOURCES)).unwrap();
        fs::write(root.path().join(SOURCES).join("old.md"), "![](lone.png)").unwrap();
        let again = judge(Some(root.path()), &candidates[3..4], MOST_BYTES);
        assert!(matches!(again.verdicts[&candidates[3].path], Verdict::Beside));
    }
}
