//! The folders in which described files stand.

use std::collections::{BTreeMap, BTreeSet};

/// The folders above files, each with what stands in it; the folder itself is the empty one.
pub(super) fn folders<'p>(files: impl IntoIterator<Item = &'p str>) -> BTreeMap<String, BTreeSet<String>> {
    let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files {
        let mut part = file;
        let mut is_file = true;
        loop {
            let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, _)| (folder, part));
            let folder_key = if folder.is_empty() { String::new() } else { format!("{folder}/") };
            let name = if is_file { name.to_owned() } else { format!("{name}/") };
            if !folders.entry(folder_key).or_default().insert(name) || folder.is_empty() {
                break;
            }
            (part, is_file) = (folder, false);
        }
    }
    folders
}

/// Whether a path lies below a folder.
pub(super) fn is_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}
