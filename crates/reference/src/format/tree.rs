//! Libraries in XML: which format a file has, its records say.

use std::ops::Range;

use scholion_base::{Span, say};

use super::{
    Library, Unread, endnote, mods, pubmed,
    xml::{self, Element},
};

/// Reads all records of a file: of EndNote, in MODS, of PubMed.
pub fn read(text: &str) -> Library {
    let mut library = Library::default();
    let mut unread = Unread::default();
    let tree = xml::read(text);
    let records = |names: &[&str]| {
        let mut found: Vec<&Element> = Vec::new();
        names.iter().for_each(|name| tree.find(name, &mut found));
        found
    };
    for element in records(&["PubmedArticle", "PubmedBookArticle"]) {
        pubmed::article(element, place(text, &element.place), &mut library);
    }
    for element in records(&["mods"]) {
        mods::record(element, place(text, &element.place), &mut library, &mut unread);
    }
    for element in records(&["record"]).into_iter().filter(|element| element.at("ref-type").is_some()) {
        endnote::record(element, place(text, &element.place), &mut library, &mut unread);
    }
    if library.entries.is_empty() && !text.trim().is_empty() {
        let first = tree.elements().next().map_or(0..text.lines().next().map_or(0, str::len), |root| root.place.clone());
        library.fault(place(text, &first), say::bad_library(), say::bad_library_hint());
    }
    unread.tell(&mut library);
    library
}

/// The first line of a tag.
fn place(text: &str, range: &Range<usize>) -> Span {
    let tag = text.get(range.clone()).unwrap_or("");
    Span::new(range.start, range.start + tag.find(['\n', '\r']).unwrap_or(tag.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_library_is_said() {
        for text in
            ["<html><body>x</body></html>", "words", "<a>", "<?xml version='1.0'?><collection><record><leader/></record></collection>"]
        {
            let library = read(text);
            assert_eq!((library.entries.len(), library.faults.len()), (0, 1), "{text}");
        }
        assert_eq!(read(" \n").faults, []);
    }
}
