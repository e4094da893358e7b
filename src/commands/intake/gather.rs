//! Which files lie in a folder that somebody points to: as many as can be looked at, and what is passed over is said.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{DEEPEST, Why};
use crate::base::{
    diagnostic::io_words,
    names::is_ignored,
    places::{KEPT, MANIFEST, OWN},
    snapshot::CONFIG_FILE,
};

/// How many files are looked at.
const MOST_FILES: usize = 20_000;

/// What lies in a folder.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The files, sorted: by which name from the folder, and where they are.
    pub files: Vec<(String, PathBuf)>,
    /// What was passed over that somebody may miss, and why.
    pub passed: Vec<(String, Why)>,
    /// How many hidden files and folders there are.
    pub hidden: usize,
}

/// Looks into `folder`. No symbolic link is followed. `is_begun`: whether the folder is an archive, or becomes one: then what is the
/// archive's own is no text that lies beside it.
pub fn gather(folder: &Path, is_begun: bool) -> Gathered {
    let mut gathered = Gathered::default();
    within(folder, "", is_begun, &mut gathered);
    gathered.files.sort();
    gathered.passed.sort();
    gathered
}

/// Whether a file of this name at the root of a folder says something of the folder, and is none of its texts.
fn is_description(name: &str) -> bool {
    const NAMES: [&str; 9] =
        ["readme", "license", "licence", "copying", "contributing", "changelog", "code_of_conduct", "authors", "citation"];
    let stem = name.split('.').next().unwrap_or("").to_lowercase();
    let kind = stem.split(['-', '_']).next().unwrap_or("");
    NAMES.contains(&stem.as_str()) || ["license", "licence"].contains(&kind)
}

/// What every guide of a new archive says below its title, which somebody may have changed.
const GUIDE_SAYS: &str = "\nAn archive made with Scholion.\n";

/// Whether a file is the guide that the program wrote into an archive.
fn is_guide(place: &Path) -> bool {
    const LARGEST: u64 = 64 << 10;
    place.file_name().is_some_and(|name| name == "README.md")
        && fs::metadata(place).is_ok_and(|meta| meta.len() <= LARGEST)
        && fs::read_to_string(place).is_ok_and(|text| text.contains(GUIDE_SAYS))
}

fn within(folder: &Path, name: &str, is_begun: bool, gathered: &mut Gathered) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return gathered.passed.push((name.to_owned(), Why::Unread(io_words(&error)))),
    };
    let mut entries: Vec<(String, fs::DirEntry)> =
        entries.flatten().map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry)).collect();
    entries.sort_by(|one, other| one.0.cmp(&other.0));
    for (own, entry) in entries {
        let called = if name.is_empty() { own.clone() } else { format!("{name}/{own}") };
        let is_root = is_begun && name.is_empty();
        if is_ignored(&own) {
            gathered.hidden += usize::from(!is_root || own != KEPT && own != ".gitignore");
            continue;
        }
        if gathered.files.len() >= MOST_FILES {
            return gathered.passed.push((called, Why::Many));
        }
        let place = entry.path();
        let kind = match entry.file_type() {
            Ok(kind) => kind,
            Err(error) => {
                gathered.passed.push((called, Why::Unread(io_words(&error))));
                continue;
            }
        };
        if kind.is_symlink() {
            gathered.passed.push((called, Why::Link));
        } else if kind.is_dir() {
            match of_folder(&place, &own, is_root) {
                _ if is_root && OWN.contains(&own.as_str()) => {}
                Some(why) => gathered.passed.push((called, why)),
                None if called.matches('/').count() >= DEEPEST => gathered.passed.push((called, Why::Long)),
                None => within(&place, &called, is_begun, gathered),
            }
        } else if kind.is_file() {
            let is_config = own == CONFIG_FILE && is_root;
            match () {
                () if is_config || is_root && is_guide(&place) => {}
                () if is_root && is_description(&own) => gathered.passed.push((called, Why::Description)),
                () => gathered.files.push((called, place)),
            }
        }
    }
}

/// Why a folder is not looked into.
fn of_folder(place: &Path, name: &str, is_root: bool) -> Option<Why> {
    if place.join(MANIFEST).exists() || place.join(CONFIG_FILE).is_file() {
        return Some(Why::Archive);
    }
    let is_built = name == "_site" && is_root
        || matches!(name, "node_modules" | "bower_components" | "__pycache__")
        || place.join("CACHEDIR.TAG").exists()
        || place.join("pyvenv.cfg").exists();
    is_built.then_some(Why::Program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_looked_through_and_nothing_vanishes_in_silence() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        for path in [
            "a.docx",
            "README.md",
            "LICENSE",
            "box/README.md",
            "box/1.txt",
            ".git/config",
            "content/documents/a.md",
            "node_modules/x/readme.md",
            "other/scholion.yaml",
            "site/.scholion-manifest",
            "scholion.yaml",
        ] {
            let place = root.join(path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, "x").unwrap();
        }
        fs::write(root.join(".gitignore"), "/public/\n").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc", root.join("out")).unwrap();
        let gathered = gather(root, true);
        let files: Vec<&str> = gathered.files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(files, ["a.docx", "box/1.txt", "box/README.md"]);
        let passed: Vec<String> = gathered.passed.iter().map(|(name, why)| format!("{name} {}", why.key())).collect();
        let link: &[&str] = if cfg!(unix) { &["out link"] } else { &[] };
        let all = ["LICENSE description", "README.md description", "node_modules program", "other archive"];
        assert_eq!(passed, [&all[..], link, &["site archive"]].concat());
        assert_eq!(gathered.hidden, 1);
        assert_eq!(gather(&root.join("gone"), false).passed.len(), 1);
        fs::write(root.join("README.md"), include_str!("../new/README.md")).unwrap();
        assert!(gather(root, true).passed.iter().all(|(name, _)| name != "README.md"), "the program's own guide is nobody's text");
        assert!(is_description("LICENSE-MIT") && is_description("Readme.txt") && !is_description("licensed-words.txt"));
    }
}
