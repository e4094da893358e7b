//! The archive's files at one moment: all that a build may know of the world.

use std::{collections::BTreeMap, ops::Bound, sync::Arc};

use super::{CalendarDay, Captured, Diagnostic, Digest, RelPath, digest::Fixity};

/// The name of the archive's configuration; the folder that holds it is the root.
pub const CONFIG_FILE: &str = "scholion.yaml";

/// Every file that counts, by its path from the archive's root.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// `scholion.yaml` and what stands in `content/` and `templates/`.
    pub files: BTreeMap<RelPath, File>,
    /// What could not be read, sorted: these files are not among `files`.
    pub diagnostics: Vec<Diagnostic>,
    /// The day for which they are looked at: some texts wait for theirs. Until it is known these are not shown.
    pub day: Option<CalendarDay>,
}

/// How large a picture is, in its own pixels; at least 1 each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureSize {
    /// From left to right, as it is shown.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
    /// Whether it is drawn rather than photographed, as its first bytes say: it has few colours, or something shows through it.
    pub is_drawn: bool,
}

/// A page of a file that has several: a scan of many sheets, a PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Which page it is, from 0. Between two there may be what is none, such as a smaller picture of one.
    pub nth: u32,
    /// How large its picture is.
    pub size: PictureSize,
}

/// One file as it was read.
#[derive(Clone, Debug)]
pub struct File {
    /// The digest of its bytes.
    pub digest: Digest,
    /// How large it is shown, if it is a picture and says so.
    pub picture: Option<PictureSize>,
    /// Its pages, if it has several; `None` if that is not known.
    pub sheets: Option<Arc<[Sheet]>>,
    /// What it says of itself, if it is a capture of a page of the web, or a style sheet beside one; `None` if that is not known.
    pub captured: Option<Arc<Captured>>,
    /// What readers can check of it, if it is one that is never read: of another its bytes say it.
    pub fixity: Option<Fixity>,
    /// Its bytes, shared: copying a snapshot copies no text. `None` once they were let go, and for files that nothing reads.
    bytes: Option<Arc<[u8]>>,
}

impl File {
    /// A file with these bytes.
    pub fn new(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        Self { digest: Digest::of(&bytes), picture: None, sheets: None, captured: None, fixity: None, bytes: Some(bytes) }
    }

    /// A file of which nothing is known but its digests, and the size if it is a picture: one that is copied and never read.
    pub fn unread(digest: Digest, fixity: Fixity, picture: Option<PictureSize>) -> Self {
        Self { digest, picture, sheets: None, captured: None, fixity: Some(fixity), bytes: None }
    }

    /// A file of which another process understood what it says: its bytes are not taken.
    pub fn understood(digest: Digest) -> Self {
        Self { digest, picture: None, sheets: None, captured: None, fixity: None, bytes: None }
    }

    /// Its bytes; `None` if they were let go, or never taken.
    pub fn bytes(&self) -> Option<&Arc<[u8]>> {
        self.bytes.as_ref()
    }

    /// Forgets the bytes of a file that was understood: what a document says stands in memory once, not twice.
    pub fn let_go(&mut self) {
        self.bytes = None;
    }
}

impl Snapshot {
    /// The bytes of a file, if it is there and they were not let go.
    pub fn get(&self, path: &str) -> Option<&Arc<[u8]>> {
        self.files.get(path).and_then(File::bytes)
    }

    /// The files of a folder and of all folders below it, in the order of their paths.
    pub fn below<'a>(&'a self, folder: &str) -> impl Iterator<Item = (&'a RelPath, &'a File)> + use<'a> {
        // `0` is the character behind `/`: between these bounds stands every path that begins with `folder/`.
        let (first, end) = (format!("{folder}/"), format!("{folder}0"));
        self.files.range::<str, _>((Bound::Included(first.as_str()), Bound::Excluded(end.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_gives_the_folder_and_nothing_beside_it() {
        let mut snapshot = Snapshot::default();
        for path in ["content/a.md", "content/a/x.md", "content/a/y/z.md", "content/a-b/x.md", "content/b/x.md"] {
            snapshot.files.insert(RelPath::new(path), File::new(*b""));
        }
        let below: Vec<&str> = snapshot.below("content/a").map(|(path, _)| path.as_str()).collect();
        assert_eq!(below, ["content/a/x.md", "content/a/y/z.md"]);
    }
}
