//! A file that a source brings along, and to which its document leads.

use std::collections::{BTreeMap, BTreeSet};

use crate::picture;
use scholion_base::{RelPath, Slug, places::files_of, text::fold};

/// Such a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedFile {
    /// Its name, safe on every system, and that of no other file of the source.
    pub name: String,
    /// What the source calls it.
    pub called: String,
    /// Its bytes; none of one that lies among the sources.
    pub bytes: Vec<u8>,
    /// Its path from `content/sources/`, if it lies there: it is copied, and never read here. Empty if not.
    pub from: String,
}

/// How addresses begin of files whose document is not known yet: as one within the page.
const BEFORE: &str = "#attached-to-this/";

/// How files are called that are here only so that the text can show them: one that it does not show is let go.
const SHOWN: &str = "shown:";

impl AttachedFile {
    /// A picture that the text may show, under the address by which it does so; `None` of what is none.
    pub fn shown(address: &str, name: &str, bytes: Vec<u8>) -> Option<Self> {
        let ending = picture::ending(&bytes)?;
        let place = RelPath::new(name);
        let name = format!("{}.{ending}", Slug::from_stem(place.stem()));
        Some(Self { name, called: format!("{SHOWN}{address}"), bytes, from: String::new() })
    }

    /// The address by which the text may show it, if it is here only for that.
    pub fn shown_as(&self) -> Option<&str> {
        self.called.strip_prefix(SHOWN)
    }

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
    let names: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
    for address in addresses {
        if let Some(name) = address.strip_prefix(BEFORE).filter(|name| names.contains(name)) {
            *address = files_address(slug) + name;
        }
    }
}

/// As [`place`], of a text in which the addresses stand.
pub fn placed(text: String, slug: &Slug, files: &[AttachedFile]) -> String {
    if files.is_empty() {
        return text;
    }
    let folder = files_address(slug);
    let names: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let mut placed = String::with_capacity(text.len());
    let mut parts = text.split(BEFORE);
    placed.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let is_end = |c: char| !c.is_alphanumeric() && !matches!(c, '-' | '.' | '_');
        let name = part.get(..part.find(is_end).unwrap_or(part.len())).unwrap_or("");
        placed.push_str(if names.contains(name) { &folder } else { BEFORE });
        placed.push_str(part);
    }
    placed
}

/// A name that no other file has; names that differ in capitals only are one for some systems. `taken`: the names of the files before,
/// folded, each with the first number that may be free behind it.
pub fn untaken(name: &str, taken: &mut BTreeMap<String, usize>) -> String {
    let folded = fold(name);
    let Some(first) = taken.get(&folded).copied() else {
        taken.insert(folded, 2);
        return name.to_owned();
    };
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut numbered = (first..).map(|number| (number, format!("{stem}-{number}.{ending}")));
    let (number, free) = numbered.find(|(_, name)| !taken.contains_key(&fold(name))).unwrap_or_default();
    taken.insert(folded, number.saturating_add(1));
    taken.insert(fold(&free), 2);
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_files_lead_into_the_folder_of_a_document() {
        let file = AttachedFile { name: "pier-2.pdf".into(), called: "Pier 2".into(), bytes: Vec::new(), from: String::new() };
        let mut addresses = [file.address(), format!("{BEFORE}../../sources/private.txt"), format!("{BEFORE}other.pdf")];
        let expected = ["../files/letter/pier-2.pdf", &addresses[1].clone(), &addresses[2].clone()].map(str::to_owned);
        place(&mut addresses, &Slug::from_stem("letter"), &[file]);
        assert_eq!(addresses, expected);
        let file = |name: &str| AttachedFile { name: name.into(), called: String::new(), bytes: Vec::new(), from: String::new() };
        let text = format!("![a]({BEFORE}p-1.gif) ![b]({BEFORE}p-12.gif) {BEFORE}p-1.gifs");
        assert_eq!(
            placed(text, &Slug::from_stem("x"), &[file("p-1.gif"), file("p-12.gif")]),
            format!("![a](../files/x/p-1.gif) ![b](../files/x/p-12.gif) {BEFORE}p-1.gifs")
        );
    }

    #[test]
    fn files_of_one_name_are_numbered() {
        let mut taken = BTreeMap::new();
        let found: Vec<String> = ["a.pdf", "a-3.pdf", "A.pdf", "a.pdf", "a-3.pdf"].iter().map(|name| untaken(name, &mut taken)).collect();
        assert_eq!(found, ["a.pdf", "a-3.pdf", "A-2.pdf", "a-4.pdf", "a-3-2.pdf"]);
    }
}
