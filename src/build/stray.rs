//! Files under `content/` that stand where nothing reads them, nor may a page lead to them.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{
    Diagnostic, Message, RelPath,
    places::{ANNOTATIONS, ARCHIVE, AUTHORITIES, BIBLIOGRAPHY, COLLECTIONS, CONTENT, COORDINATES, DATA, STYLES},
    say,
};

/// How many files of a folder that nobody knows are named by themselves.
pub(super) const FEW: usize = 3;

/// What says of a file that it is read from a folder.
type Said = fn(&'static str) -> Message;

/// Folders that have a meaning, and what is read in them.
const READ: [(&str, Said); 7] = [
    (BIBLIOGRAPHY, say::not_read_in_libraries),
    (ANNOTATIONS, say::not_read_in_yaml),
    (AUTHORITIES, say::not_read_in_yaml),
    (COLLECTIONS, say::not_read_in_markdown),
    (STYLES, say::not_read_in_styles),
    (COORDINATES, say::not_read_in_coordinates),
    (DATA, say::not_read_in_data),
];

/// How files end in which programs keep what they captured, but for those that are read: packed pages and, as somebody kept the file itself, print.
const CAPTURED: [&str; 10] = ["har", "maff", "mht", "mhtml", "pdf", "wacz", "warc", "warc.gz", "webarchive", "zip"];

/// Says which files are not read, one by one or, of a folder that holds many of them, together.
pub fn find(strays: &BTreeSet<RelPath>, all: &mut Vec<Diagnostic>) {
    let mut folders: BTreeMap<&str, Vec<&RelPath>> = BTreeMap::new();
    let captured = strays.iter().filter(|path| path.is_below(ARCHIVE) && is_captured(path));
    all.extend(captured.map(|path| Diagnostic::warning(path, say::capture_other_form()).hint(say::capture_other_form_hint())));
    for path in strays.iter().filter(|path| path.is_below(CONTENT) && !path.is_below(ARCHIVE) && !is_remark(path)) {
        match READ.iter().find(|(folder, _)| path.is_below(folder)) {
            Some((folder, what)) => {
                let hint = if *folder == DATA { say::not_read_in_data_hint() } else { say::not_read_in_hint() };
                all.push(Diagnostic::warning(path, what(folder)).hint(hint));
            }
            None => {
                let rest = path.below(CONTENT).unwrap_or("");
                folders.entry(rest.split_once('/').map_or("", |(folder, _)| folder)).or_default().push(path);
            }
        }
    }
    for (folder, files) in folders {
        let place = if folder.is_empty() { CONTENT.to_owned() } else { format!("{CONTENT}/{folder}") };
        let hint = say::not_read_nothing_hint();
        if folder.is_empty() || files.len() <= FEW {
            let message = if folder.is_empty() { say::not_read_nothing_itself(&place) } else { say::not_read_nothing(&place) };
            all.extend(files.iter().map(|path| Diagnostic::warning(path, message.clone()).hint(hint.clone())));
        } else if let Some(first) = files.first() {
            let message = say::not_read_nothing_many(&place, files.len() - 1);
            all.push(Diagnostic::warning(first, message).hint(hint));
        }
    }
}

/// Whether a file is by its name what a program captured.
fn is_captured(path: &RelPath) -> bool {
    let name = path.name().to_ascii_lowercase();
    CAPTURED.iter().any(|ending| name.strip_suffix(ending).is_some_and(|stem| stem.ends_with('.')))
}

/// Whether a file is by its name for those who work on the archive.
pub(super) fn is_remark(path: &RelPath) -> bool {
    let name = path.name().to_ascii_uppercase();
    ["README", "LICENSE", "LICENCE", "CHANGELOG", "TODO", "NOTES"].iter().any(|known| name.split('.').next() == Some(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_read_is_said() {
        let many: Vec<String> = (0..9).map(|n| format!("content/posts/2020/{n}.md")).collect();
        let one = ["content/letter.txt", "content/texts/a.md", "content/authorities/people.csv", "content/bibliography/README.md"];
        let one =
            one.into_iter().chain(["content/archive/a.example/A.MHTML", "content/archive/b.warc.gz", "content/archive/a.example/b.js"]);
        let strays = many.iter().map(String::as_str).chain(one).chain(["notes.md"]).map(RelPath::new).collect();
        let mut found = Vec::new();
        find(&strays, &mut found);
        let found: Vec<String> = found.iter().map(|one| format!("{}: {}", one.path, one.message)).collect();
        assert_eq!(
            found,
            [
                "content/archive/a.example/A.MHTML: copies of pages of the web are not read in this form, so readers get none of it",
                "content/archive/b.warc.gz: copies of pages of the web are not read in this form, so readers get none of it",
                "content/authorities/people.csv: this file is not read: in content/authorities/ that is YAML (`.yaml`)",
                "content/letter.txt: nothing in content/ itself is read",
                "content/posts/2020/0.md: nothing in content/posts/ is read: this file and 8 more",
                "content/texts/a.md: nothing in content/texts/ is read",
            ]
        );
    }
}
