//! Whether a published site is what a build made: what the list in it names is there, and nothing else.

use std::{collections::BTreeSet, fs, path::Path};

use rayon::prelude::*;

use super::digest_of;
use crate::{
    base::{Diagnostic, Message, RelPath, diagnostic::io_words, places::keeps_versions, say},
    commands::bag::check::Checked,
    public::{JOURNAL, MANIFEST, listed},
};

/// Proves the site in a folder, which findings call `label`.
pub fn check(folder: &Path, label: &str) -> Checked {
    let named = |path: &str| RelPath::new(&format!("{label}/{path}"));
    let error = |path: &str, message: Message| Diagnostic::error(&named(path), message);
    let mut checked = Checked::default();
    let listed = match listed(folder) {
        Ok(listed) => listed,
        Err(failure) => {
            checked.findings.push(error(MANIFEST, say::unreadable(io_words(&failure))));
            return checked;
        }
    };
    if listed.is_damaged {
        let site = if label.is_empty() { folder.display().to_string() } else { label.to_owned() };
        checked.findings.push(error(MANIFEST, say::manifest_damaged()).hint(say::manifest_damaged_hint(&site)));
    }
    if folder.join(JOURNAL).exists() {
        checked.findings.push(error(JOURNAL, say::file_unproven()));
    }
    let prove = |(path, digest): &(std::sync::Arc<str>, Option<crate::base::Digest>)| match digest_of(&folder.join(&**path)) {
        Ok(Some((found, length))) if digest.is_none_or(|digest| digest == found) => Ok(length),
        Ok(Some(_)) => Err(error(path, say::file_changed())),
        Ok(None) => Err(error(path, say::file_lost())),
        Err(failure) => Err(error(path, say::unreadable(io_words(&failure)))),
    };
    for proven in listed.files.par_iter().map(prove).collect::<Vec<_>>() {
        match proven {
            Ok(length) => {
                checked.files += 1;
                checked.bytes += length;
            }
            Err(finding) => checked.findings.push(finding),
        }
    }
    let known: BTreeSet<&str> = listed.files.iter().map(|(path, _)| &**path).chain([MANIFEST, JOURNAL]).collect();
    let mut foreign = Vec::new();
    others(folder, "", &known, &mut foreign);
    checked.findings.extend(foreign.iter().map(|path| error(path, say::file_unlisted_in(MANIFEST))));
    checked
}

/// Files, and links, that are not known. Folders of programs that keep versions are nobody's.
fn others(root: &Path, folder: &str, known: &BTreeSet<&str>, found: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(root.join(folder)) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let path = if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") };
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && keeps_versions(&name) => {}
            Ok(kind) if kind.is_dir() => others(root, &path, known, found),
            _ if known.contains(path.as_str()) => {}
            _ => found.push(path),
        }
    }
}
