//! `scholion check`: everything that is wrong, and nothing written.

use super::{Status, flags::Common, progress::Progress, report::plural, session::Session};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the verb.
pub fn run(_: &Args, common: &Common) -> anyhow::Result<Status> {
    let progress = Progress::new(common, "reading");
    let session = Session::open(common)?;
    drop(progress);
    let (status, counts) = session.tell(session.diagnostics.clone(), true);
    let files = plural(session.snapshot().files.len(), "file");
    match counts.words() {
        words if words.is_empty() => session.close(&format!("{files} checked, nothing wrong")),
        words => session.close(&format!("{files} checked: {words}")),
    }
    Ok(status)
}
