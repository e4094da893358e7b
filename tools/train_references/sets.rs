//! The public sets that the model learns from: `sets.txt` says where each is had and what its bytes are.
//!
//! They are fetched by hand, into a folder with one folder a set, as nothing here speaks to the network.

use std::{collections::BTreeSet, fmt::Write, fs, path::Path};

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{forms, learn::Random, parts};

/// A set as `sets.txt` describes it.
pub struct Set {
    pub name: &'static str,
    form: &'static str,
    /// At most so many of its entries are taken, so that no set outweighs the others.
    most: usize,
    pub licence: &'static str,
    pub address: &'static str,
    pub commit: &'static str,
    paths: Vec<&'static str>,
    /// In hexadecimal digits.
    pub digest: &'static str,
}

/// What a set gives.
#[derive(Default)]
pub struct Read {
    pub name: String,
    /// Objects with `raw` and gold fields; [`crate::gold::read`] says which.
    pub entries: Vec<Value>,
    /// Paragraphs of running text, in which nothing is a reference.
    pub prose: Vec<String>,
}

/// Why a set cannot be read, and what mends it.
pub enum Lack {
    /// It is not there.
    Missing,
    /// Its files have another digest.
    Differs(String),
}

/// The sets of printed references.
pub const REFERENCES: &str = include_str!("sets.txt");
/// The sets of heads of articles.
pub const HEADS: &str = include_str!("heads/sets.txt");
/// The sets of bodies with their headings.
pub const HEADINGS: &str = include_str!("headings/sets.txt");

/// The sets of a list, in order.
pub fn sets(list: &'static str) -> Vec<Set> {
    let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| set(line).unwrap_or_else(|| panic!("no set: {line}"))).collect()
}

fn set(line: &'static str) -> Option<Set> {
    let columns: Vec<&str> = line.split(" | ").collect();
    let [name, form, most, licence, address, commit, paths, digest] = columns[..] else { return None };
    Some(Set { name, form, most: most.parse().ok()?, licence, address, commit, paths: paths.split(' ').collect(), digest })
}

impl Set {
    /// Reads the set from its folder below `sets`. Which entries are taken, where there are more than enough, the seed says.
    pub fn read(&self, sets: &Path, seed: u64) -> Result<Read, Lack> {
        let folder = sets.join(self.name);
        let mut files: Vec<(String, String)> = Vec::new();
        for path in &self.paths {
            let found = files.len();
            collect(&folder, path.trim_end_matches('/'), path.ends_with('/'), &mut files);
            if files.len() == found {
                return Err(Lack::Missing);
            }
        }
        files.sort_unstable();
        let digest = digest(&files);
        if digest != self.digest {
            return Err(Lack::Differs(digest));
        }
        let mut read = Read { name: self.name.to_owned(), ..Read::default() };
        for (path, text) in &files {
            let before = read.entries.len();
            forms::read(self.form, text, &mut read);
            parts::name_documents(path, &mut read.entries[before..]);
        }
        let mut random = Random(seed);
        while read.entries.len() > self.most {
            read.entries.swap_remove(random.below(read.entries.len()));
        }
        Ok(read)
    }

    /// How the set is fetched by hand.
    fn commands(&self, sets: &Path) -> String {
        let folder = sets.join(self.name);
        let (folder, commit, paths) = (folder.display(), self.commit, self.paths.join(" "));
        format!("  git clone --filter=blob:none --no-checkout {} {folder}\n  git -C {folder} checkout {commit} -- {paths}\n", self.address)
    }

    /// What lacks, in words for whoever runs the command.
    pub fn told(&self, lack: &Lack, sets: &Path) -> String {
        let folder = sets.join(self.name);
        let mut told = match lack {
            Lack::Missing => format!("{}: not in {}; left out\n", self.name, folder.display()),
            Lack::Differs(digest) => format!("{}: the files in {} have the digest {digest}; left out\n", self.name, folder.display()),
        };
        let _ = writeln!(told, "  the digest must be {} (`sha256sum FILES | sha256sum`, in the order of their names)", self.digest);
        told + &self.commands(sets)
    }
}

/// The texts that a file holds (objects with `raw`, one a line), by their letters.
pub fn texts_of(file: Option<&Path>) -> BTreeSet<String> {
    let Some(file) = file else { return BTreeSet::new() };
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).map(|entry| letters(&entry)).collect()
}

/// The letters and digits of an entry's text: by them it is known again, however it was laid out.
pub fn letters(entry: &Value) -> String {
    entry["raw"].as_str().unwrap_or_default().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Collects a file, or all `.xml` files below a folder.
fn collect(root: &Path, path: &str, is_folder: bool, files: &mut Vec<(String, String)>) {
    if !is_folder {
        // A file that is no UTF-8 is none of ours: the digest tells.
        files.extend(fs::read_to_string(root.join(path)).ok().map(|text| (path.to_owned(), text)));
        return;
    }
    for entry in fs::read_dir(root.join(path)).into_iter().flatten().flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let is_folder = entry.path().is_dir();
        if is_folder || name.ends_with(".xml") {
            collect(root, &format!("{path}/{name}"), is_folder, files);
        }
    }
}

/// What `sha256sum FILES | sha256sum` prints.
fn digest(files: &[(String, String)]) -> String {
    let mut all = Sha256::new();
    for (path, text) in files {
        all.update(format!("{}  {path}\n", hex(&Sha256::digest(text))));
    }
    hex(&all.finalize())
}

/// Bytes in hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// A set of one's own: a file with one object a line.
pub fn own(path: &str) -> Read {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let name = Path::new(path).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let mut entries: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    parts::name_documents(path, &mut entries);
    Read { name, entries, prose: Vec::new() }
}
