//! `scholion check`: everything that is wrong, and nothing written.

use super::{
    Status, addresses::Addresses, cache::Cache, common::Common, formatted, ingest, progress::Progress, report::plural, session::Session,
};
use crate::build;

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the verb.
pub fn run(_: &Args, common: &Common) -> anyhow::Result<Status> {
    let progress = Progress::new(common, "reading");
    let mut session = Session::begin(common)?;
    let mut memo = Cache::of_site(&session).understand(&mut session)?;
    let (mut diagnostics, found) = ingest::missing_in_memory(&mut session);
    progress.next("checking");
    memo.formatted = formatted::load(&session.root);
    session.recall(&mut memo);
    let built = build::check(session.snapshot(), &session.config, &mut memo, &|_, _| progress.step());
    diagnostics.extend(Addresses::load(&session.root).due(&session, &memo));
    diagnostics.extend(ingest::unfinished(&session.root));
    diagnostics.extend(ingest::open_items(&session, &memo.catalogue, &found, common.json || common.verbose));
    drop(progress);
    diagnostics.extend(session.diagnostics.iter().cloned());
    diagnostics.extend(built.diagnostics);
    let (status, counts) = session.tell(diagnostics, true);
    let files = plural(session.snapshot().files.len(), "file");
    match counts.words() {
        words if words.is_empty() => session.close(&format!("{files} checked, nothing wrong")),
        words => session.close(&format!("{files} checked: {words}")),
    }
    Ok(status)
}
