//! Whether a bag is what it says: every manifest, every file, every byte (RFC 8493, section 3).

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

use rayon::prelude::*;

use super::{
    PAYLOAD,
    hash::{Buffer, sums},
    manifest,
    tags::{AGENT, DECLARATION, INFO, MANIFEST, TAG_MANIFEST},
};
use crate::base::{Diagnostic, Message, RelPath, diagnostic::io_words, digest::Sha2, say, text::composed};

/// What was found of a bag.
#[derive(Debug, Default)]
pub struct Checked {
    /// What is wrong with it.
    pub findings: Vec<Diagnostic>,
    /// How many files were proven.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: u64,
}

/// What the manifests of one kind say of files: for each by which algorithm it has which checksum.
type Said = BTreeMap<String, BTreeMap<String, String>>;

/// What the tags of a bag say.
#[derive(Default)]
struct Tags {
    findings: Vec<Diagnostic>,
    /// Of the payload.
    payload: Said,
    /// Of the other files.
    tags: Said,
    /// The manifests of the payload whose checksums can be computed, by algorithm.
    algorithms: BTreeSet<String>,
    /// The lines of `bag-info.txt`.
    info: Vec<(String, String)>,
}

/// Whether a folder says that it is a bag.
pub fn is_bag(place: &Path) -> bool {
    place.join(DECLARATION).is_file()
}

/// Why a folder is no bag of this program that may be replaced: it must hold nothing that its manifests do not name.
pub fn is_ours(place: &Path) -> Result<(), String> {
    let info = fs::read_to_string(place.join(INFO)).unwrap_or_default();
    if !is_bag(place) || !info.lines().any(|line| line.starts_with(AGENT)) {
        return Err(String::from("it is not empty, and no bag of this program"));
    }
    let tags = Tags::read(place);
    let mut there = BTreeMap::new();
    let mut findings = Vec::new();
    walk(place, "", &mut there, &mut findings);
    let is_known = |path: &str| {
        tags.payload.contains_key(path) || tags.tags.contains_key(path) || path.starts_with("tagmanifest-") && !path.contains('/')
    };
    match there.keys().find(|path| !is_known(path)) {
        Some(path) => Err(format!("it holds {path}, which is none of the bag's")),
        None if findings.is_empty() => Ok(()),
        None => Err(String::from("it holds what is no file of the bag's")),
    }
}

/// Proves a bag.
pub fn check(place: &Path) -> Checked {
    let mut tags = Tags::read(place);
    let mut checked = Checked { findings: std::mem::take(&mut tags.findings), ..Checked::default() };
    let mut there = BTreeMap::new();
    walk(place, "", &mut there, &mut checked.findings);
    for said in [&mut tags.payload, &mut tags.tags] {
        find_again(said, &there, &mut checked.findings);
    }
    let (payload, others): (Vec<_>, Vec<_>) = there.iter().partition(|(path, _)| is_payload(path));
    oxum(&tags.info, &payload, &mut checked.findings);
    for (path, said) in tags.payload.iter().chain(&tags.tags) {
        if !there.contains_key(path) {
            checked.findings.push(error(path, say::file_lost()));
        }
        for lacking in tags.algorithms.iter().filter(|name| is_payload(path) && !said.contains_key(*name)) {
            checked.findings.push(error(path, say::file_unlisted_in(format!("manifest-{lacking}.txt"))));
        }
    }
    for (path, _) in &payload {
        if !tags.payload.contains_key(*path) {
            checked.findings.push(error(path, say::file_unlisted()));
        }
    }
    // A manifest of manifests need not name itself. A bag may hold other files beside the payload, and need not have such a manifest, but this
    // program makes none that has the one or lacks the other.
    let is_made_here =
        AGENT.split_once(": ").is_some_and(|(name, agent)| tags.info.iter().any(|(own, value)| own == name && value.starts_with(agent)));
    for (path, _) in others.iter().filter(|(path, _)| !tags.tags.contains_key(*path) && !path.starts_with("tagmanifest-")) {
        let finding = if is_made_here { Diagnostic::error } else { Diagnostic::notice };
        checked.findings.push(finding(&RelPath::new(path), say::file_unlisted()));
    }
    if is_made_here && !there.contains_key(TAG_MANIFEST) {
        checked.findings.push(error(TAG_MANIFEST, say::file_lost()));
    }
    let known: Vec<(&String, &BTreeMap<String, String>)> =
        tags.payload.iter().chain(&tags.tags).filter(|(path, said)| there.contains_key(*path) && !said.is_empty()).collect();
    let prove = |buffer: &mut Buffer, (path, said): &(&String, &BTreeMap<String, String>)| {
        let algorithms: Vec<&str> = said.keys().map(String::as_str).collect();
        match sums(&place.join(path), &algorithms, buffer) {
            Ok((length, sums)) if sums.iter().eq(said.values()) => Ok(length),
            Ok(_) => Err(error(path, say::file_changed())),
            Err(error_) => Err(error(path, say::unreadable(io_words(&error_)))),
        }
    };
    for proven in known.par_iter().map_init(Buffer::default, prove).collect::<Vec<_>>() {
        match proven {
            Ok(length) => {
                checked.files += 1;
                checked.bytes += length;
            }
            Err(finding) => checked.findings.push(finding),
        }
    }
    checked
}

/// Takes a file for the one that a manifest names, if nothing else is and it is called so but for how accents are composed (RFC 8493, section 6), which
/// other systems change, or but for `%`, which not every program writes by the RFC.
fn find_again(said: &mut Said, there: &BTreeMap<String, u64>, findings: &mut Vec<Diagnostic>) {
    let lost: Vec<String> = said.keys().filter(|path| !there.contains_key(*path)).cloned().collect();
    if lost.is_empty() {
        return;
    }
    let mut free: BTreeMap<String, &String> =
        there.keys().filter(|path| !said.contains_key(*path)).map(|path| (composed(path.chars()), path)).collect();
    for path in lost {
        let found = free.remove(&composed(path.chars())).map(|found| (found, true));
        let Some((found, is_composed_else)) = found.or_else(|| Some((free.remove(&manifest::encoded(&path))?, false))) else { continue };
        if is_composed_else {
            findings.push(Diagnostic::notice(&RelPath::new(found), say::name_breaks_twin(&path)));
        }
        if let Some(sums) = said.remove(&path) {
            said.insert(found.clone(), sums);
        }
    }
}

/// Whether what `bag-info.txt` says of the size of the payload holds.
fn oxum(info: &[(String, String)], payload: &[(&String, &u64)], findings: &mut Vec<Diagnostic>) {
    let found = format!("{}.{}", payload.iter().map(|(_, length)| **length).sum::<u64>(), payload.len());
    for (_, said) in info.iter().filter(|(name, _)| name.eq_ignore_ascii_case("Payload-Oxum")) {
        if *said != found {
            findings.push(error(INFO, say::bag_form_oxum(said, &found)));
        }
    }
}

impl Tags {
    /// Reads the tags of a bag.
    fn read(place: &Path) -> Self {
        let mut tags = Self::default();
        let declaration = text(place, DECLARATION, &mut tags.findings);
        let said = lines(&declaration);
        let value = |name: &str| said.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let is_version = value("BagIt-Version").is_some_and(|version| matches!(version.split_once('.'), Some(("0" | "1", _))));
        if !is_version || value("Tag-File-Character-Encoding").is_none_or(|name| !name.eq_ignore_ascii_case("UTF-8")) {
            tags.findings.push(error(DECLARATION, say::bag_form_declaration()).hint(say::bag_form_declaration_hint()));
        }
        if place.join(INFO).is_file() {
            tags.info = lines(&text(place, INFO, &mut tags.findings));
        }
        let names = fs::read_dir(place).into_iter().flatten().flatten().filter_map(|entry| entry.file_name().into_string().ok());
        for name in names.collect::<BTreeSet<_>>() {
            let algorithm = name.strip_suffix(".txt").and_then(|stem| {
                stem.strip_prefix("tagmanifest-")
                    .map(|name| (true, name))
                    .or_else(|| stem.strip_prefix("manifest-").map(|name| (false, name)))
            });
            if let Some((of_tags, algorithm)) = algorithm {
                tags.manifest(place, &name, algorithm, of_tags);
            }
        }
        if tags.algorithms.is_empty() {
            tags.findings.push(error(MANIFEST, say::bag_form_manifest()));
        }
        if place.join("fetch.txt").is_file() {
            for line in text(place, "fetch.txt", &mut tags.findings).lines() {
                let path = line.splitn(3, [' ', '\t']).nth(2).unwrap_or("").trim_start();
                if !path.is_empty() && !place.join(path).is_file() {
                    tags.findings.push(error(path, say::bag_form_fetch()));
                }
            }
        }
        tags
    }

    /// Reads a manifest.
    fn manifest(&mut self, place: &Path, name: &str, algorithm: &str, of_tags: bool) {
        let is_known = Sha2::NAMES.contains(&algorithm);
        if !is_known {
            self.findings.push(Diagnostic::notice(&RelPath::new(name), say::bag_form_algorithm(algorithm)));
        } else if !of_tags {
            self.algorithms.insert(algorithm.to_owned());
        }
        let text = text(place, name, &mut self.findings);
        for line in text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()) {
            let Some((checksum, path)) = manifest::entry(line) else {
                self.findings.push(error(name, say::bag_form_line(line)));
                continue;
            };
            if !manifest::is_inside(&path) || is_payload(&path) == of_tags {
                self.findings.push(error(name, say::bag_form_outside(&path)));
                continue;
            }
            let said = if of_tags { &mut self.tags } else { &mut self.payload }.entry(path).or_default();
            if is_known {
                said.insert(algorithm.to_owned(), checksum);
            }
        }
    }
}

fn is_payload(path: &str) -> bool {
    path.strip_prefix(PAYLOAD).is_some_and(|rest| rest.starts_with('/'))
}

/// The files below a folder with their lengths; links are not followed.
fn walk(bag: &Path, folder: &str, there: &mut BTreeMap<String, u64>, findings: &mut Vec<Diagnostic>) {
    let entries = match fs::read_dir(bag.join(folder)) {
        Ok(entries) => entries,
        Err(failure) => return findings.push(error(folder, say::unreadable(io_words(&failure)))),
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let path = if folder.is_empty() { name.into_owned() } else { format!("{folder}/{name}") };
        match entry.metadata() {
            Ok(meta) if meta.is_symlink() => findings.push(error(&path, say::bag_form_link())),
            Ok(meta) if meta.is_dir() => walk(bag, &path, there, findings),
            Ok(meta) if meta.is_file() => _ = there.insert(path, meta.len()),
            Ok(_) => findings.push(error(&path, say::not_a_file())),
            Err(failure) => findings.push(error(&path, say::unreadable(io_words(&failure)))),
        }
    }
}

/// The text of a tag file; what is not UTF-8 in it is lost, which its lines then show.
fn text(place: &Path, name: &str, findings: &mut Vec<Diagnostic>) -> String {
    let bytes = fs::read(place.join(name)).unwrap_or_else(|failure| {
        if failure.kind() != io::ErrorKind::NotFound {
            findings.push(error(name, say::unreadable(io_words(&failure))));
        }
        Vec::new()
    });
    let text = String::from_utf8_lossy(&bytes);
    text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()
}

/// The lines `name: value` of a tag file; one that begins with a blank goes on with the line before.
fn lines(text: &str) -> Vec<(String, String)> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        match (line.starts_with([' ', '\t']), lines.last_mut()) {
            (true, Some((_, value))) => *value = format!("{value} {}", line.trim()),
            _ => lines.extend(line.split_once(':').map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))),
        }
    }
    lines
}

fn error(path: &str, message: Message) -> Diagnostic {
    Diagnostic::error(&RelPath::new(path), message)
}
