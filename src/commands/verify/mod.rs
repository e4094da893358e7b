//! `scholion verify [PLACE]`: whether an archive, a bag or a published site is what it was, every byte of it.
//!
//! 1. A [bag](super::bag::check) has manifests with checksums;
//! 2. a published [site], a copy of one included, has the list that a build left in it;
//! 3. of an archive the [sources] are compared with what its documents say of them, and then its site.
//!
//! Nothing is written. A bag and a site are proven without the archive that they were made of.

mod site;
mod sources;

use std::path::{Path, PathBuf};

use super::{
    Status, Usage,
    bag::check::{self, Checked},
    common::Common,
    report::{self, plural},
    session::Session,
    terminal::{self, give_json, give_styled},
};
use crate::{
    base::{Diagnostic, RelPath, Severity, places::MANIFEST, say, snapshot::CONFIG_FILE},
    source,
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder of a bag, of a published site, or of an archive [default: the archive here]
    #[arg(value_name = "PLACE")]
    place: Option<PathBuf>,
}

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    let Some(place) = &args.place else { return archive(common) };
    if !place.is_dir() {
        return Err(Usage::error(format!("there is no folder {}", place.display()), "name the folder of a bag, a site or an archive"));
    }
    if check::is_bag(place) {
        return Ok(tell(common, check::check(place), "bag"));
    }
    if place.join(MANIFEST).is_file() {
        return Ok(tell(common, site::check(place, ""), "site"));
    }
    if place.join(CONFIG_FILE).is_file() {
        return archive(&Common { root: Some(place.clone()), ..common.clone() });
    }
    let message = format!("{} is neither a bag nor a published site nor an archive", place.display());
    let hint = format!(
        "a bag has a `bagit.txt`, a site a `{MANIFEST}`, whose name begins with a dot and may not have been copied, and an archive a `{CONFIG_FILE}`"
    );
    Err(Usage::error(message, hint))
}

/// Proves the archive that the options name, and its site.
fn archive(common: &Common) -> anyhow::Result<Status> {
    let session = Session::open(common)?;
    let mut checked = sources::check(&session);
    let output = session.output_dir();
    if output.join(MANIFEST).is_file() {
        let Checked { findings, files, bytes } = site::check(&output, &session.config.output_dir);
        checked.findings.extend(findings);
        checked.files += files;
        checked.bytes += bytes;
    } else {
        checked.findings.push(Diagnostic::notice(&RelPath::new(&session.config.output_dir), say::file_unproven_site()));
    }
    checked.findings.extend(session.diagnostics.iter().filter(|one| one.is_unread()).cloned());
    Ok(tell(common, checked, "archive"))
}

/// Says what was found, and gives what it means for the exit status.
fn tell(common: &Common, checked: Checked, what: &str) -> Status {
    let Checked { mut findings, files, bytes } = checked;
    report::sort(&mut findings, common.strict);
    let counts = report::Counts::of(&findings);
    let status = match (findings.iter().any(Diagnostic::is_unread), counts.errors) {
        (true, _) => Status::Unread,
        (false, 0) => Status::Done,
        (false, _) => Status::ContentErrors,
    };
    if common.quiet {
        findings.retain(|one| one.severity == Severity::Error);
    }
    if common.json {
        give_json(&report::json(&findings, &|_| None));
    } else {
        let more = if common.verbose { String::new() } else { report::bound(&mut findings) };
        give_styled(&(report::text(&findings, &|_| None) + &more));
        if !common.quiet {
            let found = match counts.errors + counts.warnings {
                0 if files == 0 => String::from("nothing here says what it was"),
                0 => String::from("as it was"),
                _ => counts.words(),
            };
            terminal::say(&format!("{what}: {} proven, {bytes} bytes: {found}\n", plural(files, "file")));
        }
    }
    status
}

/// The digest of a file, and its length; `None` if it is none, or not there.
fn digest_of(place: &Path) -> std::io::Result<Option<(crate::base::Digest, u64)>> {
    match std::fs::symlink_metadata(place) {
        Ok(meta) if meta.is_file() => source::digest_of(place).map(|digest| Some((digest, meta.len()))),
        Ok(_) => Ok(None),
        Err(error) if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}
