//! A file that a source brings along, and to which its document leads.

use scholion_base::Slug;

/// Such a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedFile {
    /// Its name, safe on every system, and that of no other file of the source.
    pub name: String,
    /// What the source calls it.
    pub called: String,
    pub bytes: Vec<u8>,
}

/// How addresses begin of files whose document is not known yet: as one within the page.
const BEFORE: &str = "#attached-to-this/";

impl AttachedFile {
    /// The address under which a reader leads to it.
    pub fn address(&self) -> String {
        format!("{BEFORE}{}", self.name)
    }
}

/// Has addresses lead to where the files of a document stand (`docs/FORMATS.md`).
pub fn place(addresses: &mut [String], slug: &Slug) {
    for address in addresses {
        if let Some(name) = address.strip_prefix(BEFORE) {
            *address = format!("../files/{slug}/{name}");
        }
    }
}
