//! What a browser saves beside a page: a folder with its pictures, scripts and frames.

use crate::base::{RelPath, Snapshot, places::SOURCES, text::percent_decoded};

/// The folder in which a file lies that was saved with a page, and the page; `None` of other files.
pub fn of<'s>(path: &RelPath, snapshot: &'s Snapshot) -> Option<(RelPath, &'s RelPath)> {
    let below = path.below(SOURCES)?;
    let mut end = 0;
    while let Some(step) = below.get(end..)?.find('/') {
        let folder = RelPath::new(&format!("{SOURCES}/{}", below.get(..end + step)?));
        if let Some(page) = page_of(&folder, snapshot) {
            return Some((folder, page));
        }
        end += step + 1;
    }
    None
}

/// The page beside a folder that is called as the page is, and what browsers add in whichever language: `Mill_files`, `Mill-Dateien`.
fn page_of<'s>(folder: &RelPath, snapshot: &'s Snapshot) -> Option<&'s RelPath> {
    let name = folder.name();
    let parent = folder.as_str().rsplit_once('/').map_or("", |(parent, _)| parent);
    let (stem, _) = name.char_indices().rev().find(|(_, c)| matches!(c, '_' | '-' | '.')).map(|(at, _)| name.split_at(at))?;
    let is_of_page = |bytes: &[u8]| {
        let refers = |name: &str| memchr::memmem::find(bytes, name.as_bytes()).is_some();
        // An address may be written with escapes.
        name.ends_with("_files") || refers(name) || percent_decoded(&String::from_utf8_lossy(bytes)).contains(name)
    };
    ["html", "htm", "xhtml", "HTML", "HTM"].iter().find_map(|ending| {
        let (page, file) = snapshot.files.get_key_value(&*format!("{parent}/{stem}.{ending}"))?;
        file.bytes().is_some_and(|bytes| is_of_page(bytes)).then_some(page)
    })
}
