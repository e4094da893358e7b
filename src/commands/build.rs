//! `scholion build`: what has no document yet is ingested, then the site is made and published.

use std::{path::Path, time::Instant};

use anyhow::bail;

use super::{
    Status,
    addresses::Addresses,
    cache::{AtRest, Cache, Done, lost, waits_for_a_program, withheld},
    cleaned,
    common::Common,
    formatted, gone, ingest, package, pictures,
    progress::Progress,
    report::{self, Counts, plural},
    session::Session,
    shelf::shelf,
    tiles,
};
use crate::{
    base::{Diagnostic, RelPath},
    build::{self, Embargo, Kept},
    public::{Output, Summary},
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the verb.
pub fn run(_: &Args, common: &Common) -> anyhow::Result<Status> {
    let start = Instant::now();
    let progress = Progress::new(common, "reading");
    let mut session = Session::begin(common)?;
    let unfinished = ingest::finish(&session.root)?;
    let mut output = Output::open(&session.root, &session.output_dir())?;
    let mut cache = Cache::open(&session, output.folder());
    if let Some(AtRest { findings, total, embargo }) = cache.at_rest(&session, &output) {
        drop(progress);
        let summary = Summary { total, ..Summary::default() };
        return Ok(end(&session, findings, &summary, &embargo, "nothing to do", start));
    }
    let ours = cache.ours(&output);
    let (mut memo, _) = cache.begin(&mut session, ours)?;
    if let Some(why) = withheld(&lost(&session)) {
        drop(progress);
        session.tell(session.diagnostics.clone(), false);
        bail!(why);
    }
    progress.next("ingesting");
    let mut diagnostics = ingest::missing(&mut session)?;
    diagnostics.extend(unfinished);
    progress.next("publishing");
    let formatted = formatted::load(&session.root);
    memo.formatted.clone_from(&formatted);
    let root = session.root.clone();
    let emit = |path: &RelPath, bytes: &[u8]| {
        package::publish(&output, &root, path, bytes);
        progress.step();
    };
    session.recall(&mut memo);
    build::look(session.snapshot(), &session.config, &mut memo);
    diagnostics.extend(Addresses::load(&session.root).keep(&mut session, &memo, true).findings);
    let built = build::build(session.snapshot(), &session.config, &mut memo, &emit);
    built.copies.iter().for_each(|one| output.copy(one.to.as_str(), &session.root.join(one.from.as_str()), one.digest));
    let cleaned = cleaned::publish(&session.root, &built.cleaned, &output);
    cleaned::thin_out(&session.root, &built.cleaned);
    progress.next("making pictures");
    let quality = session.config.pictures.quality;
    let publish = |to: &RelPath, from: &Path, digest| cleaned::publish_picture(&session.root, &session.config, &output, (to, from, digest));
    let pictures = pictures::make(&session.root, &built.scaled, quality, &publish);
    pictures::thin_out(&session.root, &built.scaled, quality);
    let tiled = tiles::make(&session.root, &built.tiled, quality, &|to, bytes| output.put(to, bytes));
    tiles::thin_out(&session.root, &built.tiled, quality);
    memo.search.read_from(shelf(output.folder()));
    let paths = build::data::build(&session.config, &mut memo, &emit);
    formatted::save(&session.root, &formatted, &memo.formatted);
    let packs = cache.pack(&memo);
    let kept = Kept::of(memo);
    let summary = output.finish(paths.iter().map(RelPath::as_str))?;
    let found: Vec<Diagnostic> =
        session.diagnostics.iter().chain(&built.diagnostics).chain(&cleaned).chain(&pictures).chain(&tiled).cloned().collect();
    let is_settled = !found.iter().any(waits_for_a_program);
    let findings =
        ingest::at_rest(&session).filter(|_| is_settled).map(|ingested| ingested.into_iter().chain(found.iter().cloned()).collect());
    let is_whole = summary.diagnostics.is_empty() && summary.missing.is_empty();
    cache.save(
        &session,
        &output,
        &kept,
        Done { paths: &paths, is_whole, written: &summary.written, findings, embargo: built.embargo, packs },
    );
    drop(progress);
    diagnostics.extend(found);
    diagnostics.extend(summary.diagnostics.iter().cloned());
    diagnostics.extend(gone::addresses(output.label(), &summary.gone));
    Ok(end(&session, diagnostics, &summary, &built.embargo, "nothing changed", start))
}

/// Says what was found and done; `nothing`: how to say that no file was written.
fn end(session: &Session<'_>, diagnostics: Vec<Diagnostic>, summary: &Summary, embargo: &Embargo, nothing: &str, start: Instant) -> Status {
    let (status, counts) = session.tell(diagnostics, false);
    let closing = closing(summary, counts, &session.output_name(), nothing, start.elapsed().as_secs_f64());
    session.close(&format!("{closing}{}", report::held(embargo)));
    status
}

/// What was done, on one line.
fn closing(summary: &Summary, counts: Counts, place: &str, nothing: &str, seconds: f64) -> String {
    let changes = [(summary.created, "new"), (summary.changed, "changed"), (summary.removed, "removed")];
    let changes: Vec<String> = changes.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let changes = if changes.is_empty() { nothing.to_owned() } else { changes.join(", ") };
    let found = counts.words();
    let found = if found.is_empty() { found } else { format!("; {found}") };
    format!("{} in {place}: {changes} ({seconds:.2} s){found}", plural(summary.total, "file"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_says_what_was_done() {
        let mut summary = Summary { total: 12, ..Summary::default() };
        assert_eq!(
            closing(&summary, Counts::default(), "public", "nothing changed", 0.014),
            "12 files in public: nothing changed (0.01 s)"
        );
        (summary.created, summary.removed) = (3, 1);
        let counts = Counts { errors: 1, warnings: 2, notices: 0 };
        assert_eq!(
            closing(&summary, counts, "public", "nothing changed", 1.0),
            "12 files in public: 3 new, 1 removed (1.00 s); 1 error, 2 warnings"
        );
    }
}
