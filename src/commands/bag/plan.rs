//! Which files a bag holds: the archive's own, and the site as it was published.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    base::{
        Diagnostic, Message, RelPath,
        diagnostic::io_words,
        names::{is_ignored, is_leftover, is_missed},
        places::{CONTENT, MANIFEST, TEMPLATES, keeps_versions},
        portable::{Flaw, flaws},
        say,
        snapshot::CONFIG_FILE,
    },
    commands::session::Session,
};

/// Where the published site stands in a bag, whatever its folder is called.
pub const SITE: &str = "public";

/// Files beside the configuration that say what the archive is, who made it, and what others may do with it.
const ABOUT: [&str; 9] = ["AUTHORS", "CHANGELOG", "CITATION", "CONTRIBUTORS", "COPYING", "LICENCE", "LICENSE", "NOTICE", "README"];

/// A file that is to be in the bag.
pub struct Planned {
    /// Its path in the payload.
    pub path: String,
    /// Where it is now.
    pub from: PathBuf,
}

/// What a bag is to hold.
#[derive(Default)]
pub struct Plan {
    /// All files, in order of their paths.
    pub files: Vec<Planned>,
    /// What is left out, and names that break elsewhere.
    pub findings: Vec<Diagnostic>,
}

/// The files of an archive and its site.
pub fn of(session: &Session<'_>) -> Plan {
    let mut plan = Plan::default();
    let config = session.common.config.clone().unwrap_or_else(|| session.root.join(CONFIG_FILE));
    plan.files.push(Planned { path: CONFIG_FILE.to_owned(), from: config });
    for folder in [CONTENT, TEMPLATES] {
        walk(&mut plan, &session.root.join(folder), folder, is_ignored);
    }
    let beside = fs::read_dir(&session.root).into_iter().flatten().flatten();
    for entry in beside.filter(|entry| entry.file_type().is_ok_and(|kind| !kind.is_dir())) {
        if let Some(name) = entry.file_name().to_str().filter(|name| is_about(name)) {
            walk(&mut plan, &entry.path(), name, |_| false);
        }
    }
    let site = session.output_dir();
    if site.join(MANIFEST).is_file() {
        walk(&mut plan, &site, SITE, |name| is_leftover(name) || keeps_versions(name) || name == ".DS_Store");
    } else {
        let found = Diagnostic::warning(&RelPath::new(&session.config.output_dir), say::bag_left_out_site());
        plan.findings.push(found.hint(say::bag_left_out_site_hint()));
    }
    plan.files.sort_by(|a, b| a.path.cmp(&b.path));
    let broken = flaws(plan.files.iter().map(|planned| planned.path.as_str()));
    let broken = broken.into_iter().map(|(path, flaw)| Diagnostic::warning(&RelPath::new(path), said(flaw)).hint(say::name_breaks_hint()));
    plan.findings.extend(broken.collect::<Vec<_>>());
    // `bagit` of the Library of Congress, 1.9.0, reads `%0A` and `%0D` and takes `%25` as it stands.
    let escaped = plan.files.iter().filter(|planned| planned.path.contains('%'));
    let escaped: Vec<_> = escaped
        .map(|planned| Diagnostic::warning(&RelPath::new(&planned.path), say::name_breaks_percent()).hint(say::name_breaks_hint()))
        .collect();
    plan.findings.extend(escaped);
    plan
}

/// Whether a file is by its name about the archive as a whole.
fn is_about(name: &str) -> bool {
    name.split('.').next().is_some_and(|stem| ABOUT.contains(&stem.to_ascii_uppercase().as_str()))
}

/// What is said of a name.
fn said(flaw: Flaw) -> Message {
    match flaw {
        Flaw::Character(c) => say::name_breaks_character(c.to_string()),
        Flaw::Control => say::name_breaks_control(),
        Flaw::Reserved => say::name_breaks_reserved(),
        Flaw::End => say::name_breaks_end(),
        Flaw::LongName => say::name_breaks_long(),
        Flaw::LongPath => say::name_breaks_path(),
        Flaw::Decomposed => say::name_breaks_decomposed(),
        Flaw::Twin(path) => say::name_breaks_twin(path),
    }
}

/// Takes the files at and below `place`, which are called `path` in the bag. Links are not followed.
fn walk(plan: &mut Plan, place: &Path, path: &str, is_none_of_it: fn(&str) -> bool) {
    let finding = |message: Message| Diagnostic::error(&RelPath::new(path), message);
    let meta = match fs::symlink_metadata(place) {
        Ok(meta) => meta,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
        Err(error) => return plan.findings.push(finding(say::unreadable(io_words(&error)))),
    };
    if meta.is_symlink() {
        return plan.findings.push(finding(say::bag_left_out_link()).hint(say::bag_left_out_link_hint()));
    }
    if meta.is_file() {
        return plan.files.push(Planned { path: path.to_owned(), from: place.to_path_buf() });
    }
    if !meta.is_dir() {
        return plan.findings.push(finding(say::not_a_file()).hint(say::hint_remove()));
    }
    let entries = match fs::read_dir(place) {
        Ok(entries) => entries,
        Err(error) => return plan.findings.push(finding(say::unreadable(io_words(&error)))),
    };
    for entry in entries {
        match entry {
            Err(error) => plan.findings.push(finding(say::unreadable(io_words(&error)))),
            Ok(entry) => match entry.file_name().to_str() {
                None => {
                    let path = RelPath::new(&format!("{path}/{}", entry.file_name().to_string_lossy()));
                    plan.findings.push(Diagnostic::error(&path, say::bag_left_out_name()).hint(say::bag_left_out_name_hint()));
                }
                Some(name) if is_none_of_it(name) => {
                    if is_missed(name) && path.starts_with(CONTENT) && !is_leftover(name) {
                        let path = RelPath::new(&format!("{path}/{name}"));
                        plan.findings.push(Diagnostic::notice(&path, say::hidden()).hint(say::hidden_hint()));
                    }
                }
                Some(name) => walk(plan, &entry.path(), &format!("{path}/{name}"), is_none_of_it),
            },
        }
    }
}
