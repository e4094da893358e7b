//! A file that a source brings along, and to which its document leads.

use scholion_base::{Slug, places::files_of};

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

/// How addresses begin of the files of a document, as seen from it.
pub fn files_address(slug: &Slug) -> String {
    format!("../{}/", files_of(slug).trim_start_matches("content/"))
}

/// Has addresses lead to where the files of a document stand (`docs/FORMATS.md`). A source may write such an address itself: what is no
/// name of one of its files stays as it is.
pub fn place(addresses: &mut [String], slug: &Slug, files: &[AttachedFile]) {
    for address in addresses {
        let named = |name: &&str| files.iter().any(|file| file.name == *name);
        if let Some(name) = address.strip_prefix(BEFORE).filter(named) {
            *address = files_address(slug) + name;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_files_lead_into_the_folder_of_a_document() {
        let file = AttachedFile { name: "pier-2.pdf".into(), called: "Pier 2".into(), bytes: Vec::new() };
        let mut addresses = [file.address(), format!("{BEFORE}../../sources/private.txt"), format!("{BEFORE}other.pdf")];
        let expected = ["../files/letter/pier-2.pdf", &addresses[1].clone(), &addresses[2].clone()].map(str::to_owned);
        place(&mut addresses, &Slug::from_stem("letter"), &[file]);
        assert_eq!(addresses, expected);
    }
}
