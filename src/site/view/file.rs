//! A file that belongs to a document.

use serde::Serialize;

use crate::base::WebAddress;

/// A file that readers can have.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FileView {
    /// What it is called: as the editors do, else its name.
    pub label: String,
    /// Its name: `letter.pdf`.
    pub name: String,
    /// Relative address; empty if it stands elsewhere.
    pub href: String,
    /// Its address, where it is no file of the archive; empty otherwise.
    pub address: WebAddress,
    /// Under what name it is to be saved, where that is not the last part of its address; empty otherwise.
    pub saved_as: String,
    /// What it is to the document: `original`, `scan`, `recording`, `transcript`, `data`, `source`; empty if nothing is said.
    pub role: &'static str,
    /// What is in it: `picture`, `sound`, `film`, `text`, `page`, `table`, `slides`, `captions`, `data`, `archive`; empty if unknown.
    pub kind: &'static str,
    /// The name of its format: `JPEG`; empty if unknown.
    pub format: String,
    /// How long it is; its unit is empty where that is unknown.
    pub size: FileSize,
    /// SHA-256 of its bytes, hexadecimal; empty if unknown.
    pub sha256: String,
    /// The statement of its own rights; empty if nothing is said.
    pub rights: String,
}

/// The length of a file, rounded.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FileSize {
    /// In bytes.
    pub bytes: u64,
    /// How many whole units.
    pub whole: u64,
    /// And how many tenths of one; empty if none are told.
    pub tenth: String,
    /// `B`, `kB`, `MB`, `GB` or `TB`.
    pub unit: &'static str,
}
