//! The steps carried out: all files that come of a source together, each whole, and only over what was looked at.

use std::path::Path;

use anyhow::bail;
use rayon::prelude::*;

use super::{
    convert::{GeneratedFile, Outcome},
    original::{aside_path, base_path},
    plan::Step,
    register::Addition,
    report,
};
use crate::{
    base::{
        Diagnostic, RelPath,
        places::{DOCUMENTS, KEPT},
        say,
    },
    commands::session::Session,
    public::{Failure, Was, Write, complete, is_unfinished, sweep_leftovers, write_together},
};

/// Writes what is to be written, keeps what was generated as the base of later merges and what was found as the report, and
/// puts aside what could not be merged, and adds records. Of all that comes of `outcomes` everything is written or nothing.
pub fn write(session: &Session<'_>, outcomes: &[Outcome], additions: &[Addition]) -> anyhow::Result<Vec<Diagnostic>> {
    let mut writes: Vec<Write> = outcomes.iter().flat_map(|outcome| &outcome.parts).flat_map(of_part).collect();
    writes.extend(additions.iter().flat_map(Addition::write));
    let files = outcomes.iter().flat_map(|outcome| &outcome.files);
    writes.extend(files.map(|(path, bytes)| Write { path: path.to_string(), was: Was::Nothing, now: Some(bytes.clone()), is_dear: true }));
    let reports: Vec<(String, Vec<u8>)> =
        outcomes.par_iter().flat_map_iter(|outcome| report::files(&session.root, &outcome.path, &outcome.head, &outcome.items)).collect();
    writes.extend(reports.into_iter().map(|(path, bytes)| own(path, Some(bytes), false)));
    match write_together(&session.root, writes) {
        Ok(left) => Ok(left.iter().map(|path| overtaken(path)).collect()),
        Err(Failure::Changed(place)) => bail!("{} was changed while it was being ingested; run the command again", place.display()),
        Err(Failure::Disk(error)) => Err(error.into()),
    }
}

/// Removes half-written files that a program left behind when it was killed.
pub fn sweep(session: &Session<'_>) {
    sweep_leftovers(&session.root, &session.scan.leftovers, KEPT);
}

/// Completes what a program that was killed had begun to write, or that a full disk stopped.
pub fn finish(root: &Path) -> anyhow::Result<Vec<Diagnostic>> {
    Ok(complete(root)?.iter().map(|path| overtaken(path)).collect())
}

/// That something is to be completed, for those that write nothing.
pub fn unfinished(root: &Path) -> Option<Diagnostic> {
    let message = say::unfinished_ingest();
    let hint = say::unfinished_ingest_hint();
    is_unfinished(root).then(|| Diagnostic::warning(&RelPath::new(DOCUMENTS), message).hint(hint))
}

/// A file into which somebody wrote before what was begun could be completed.
fn overtaken(path: &str) -> Diagnostic {
    let message = say::unfinished_ingest_overtaken();
    let hint = say::unfinished_ingest_overtaken_hint();
    Diagnostic::warning(&RelPath::new(path), message).hint(hint)
}

fn of_part(part: &GeneratedFile) -> Vec<Write> {
    let text = part.text().map(|text| Write {
        path: part.path.to_string(),
        was: Was::of(part.there.as_deref()),
        now: Some(text.into_owned().into_bytes()),
        is_dear: true,
    });
    let kept = match &part.step {
        Step::Conflict(_) | Step::NoBase => vec![own(aside_path(&part.path), Some(part.aside().into_owned().into_bytes()), true)],
        _ => vec![own(aside_path(&part.path), None, false), own(base_path(&part.path), Some(part.new.clone().into_bytes()), true)],
    };
    text.into_iter().chain(kept).collect()
}

/// A file that only the program writes.
fn own(path: String, now: Option<Vec<u8>>, is_dear: bool) -> Write {
    Write { path, was: Was::Anything, now, is_dear }
}
