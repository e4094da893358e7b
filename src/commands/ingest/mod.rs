//! `scholion ingest [SOURCE…]`: sources become documents, and editors' work is never overwritten.
//!
//! 1. [`sources`]: which sources there are, and which document each has, and what belongs to a [`saved_page`]; [`named`]: which are meant by their names, and which text [`answers`] which;
//! 2. [`convert`]: each source is converted anew, [`extract`] calling programs for what is no text (of PDFs by [`poppler`]), and compared with what
//!    stands there;
//! 3. [`plan`]: created, replaced because untouched, merged three ways ([`merge`]), or left and the new text put aside;
//!    [`original`] tells whether a file still is as it was generated;
//! 4. [`register`]: the records of people and places that registers of sources bring along; [`write`]: the steps are carried out; what was generated is kept in `.scholion/base/` as the base of later merges;
//! 5. [`print`]: what was found and dropped, by rule and line of the source;
//! 6. [`report`]: the same at any later time, with what is still open; [`settle`]: what editors say of it;
//! 7. [`acronyms`], where somebody asks for them.

mod acronyms;
mod answers;
mod convert;
mod directions;
mod edges;
mod embedded;
pub mod extract;
mod merge;
mod named;
pub mod original;
mod outline;
mod plan;
mod poppler;
mod print;
mod printed;
mod properties;
mod raised;
pub mod register;
mod removed;
pub mod report;
mod saved_page;
pub mod settle;
mod sources;
mod tagged;
mod unfit;
mod write;

use std::{collections::BTreeMap, path::PathBuf};

use super::{Status, common::Common, progress::Progress, say, session::Session, typed};
use crate::{
    archive::Catalogue,
    base::{Diagnostic, RelPath, snapshot::File},
    source::{Hints, rescan},
};
use convert::{Outcome, batches, convert};
pub use extract::kinds_of_sources;
use named::{all_sources, wanted};
use plan::Step;
use register::{Addition, Register};
use report::{Head, Look};
use settle::Says;
pub use sources::{Source, find as find_sources, name_of, pages_of, parts_of};
pub use write::{finish, unfinished};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files of content/sources/, by path or name [default: all]
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    /// Say what would be done; write nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
    /// List what was found and dropped, and what still needs your eyes; with a FILE.html, as a page. Writes no document
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, default_missing_value = "", conflicts_with = "dry_run")]
    report: Option<String>,
    /// List the acronyms that the documents define, with their meanings. Writes no document
    #[arg(long, conflicts_with_all = ["dry_run", "report", "settle"])]
    acronyms: bool,
    /// You have looked at these items of a report, named by the ids that stand there; with one SOURCE also by the name of a rule
    #[arg(long, value_name = "ID", value_delimiter = ',', conflicts_with_all = ["dry_run", "report"])]
    settle: Vec<String>,
    /// What you found when you looked [default: done]
    #[arg(long, value_enum, requires = "settle")]
    verdict: Option<Says>,
}

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    if let Some(to) = &args.report {
        return report::run(&args.sources, common, to);
    }
    if args.acronyms {
        return acronyms::run(args, common);
    }
    if !args.settle.is_empty() {
        return settle::run(args, common);
    }
    let progress = Progress::new(common, "reading");
    let mut session = Session::begin(common)?;
    let mut diagnostics = if args.dry_run { Vec::new() } else { write::finish(&session.root)? };
    session.read()?;
    if !args.dry_run {
        write::sweep(&session);
    }
    let is_unread = |one: &&Diagnostic| session.scan.unread.contains(&one.path);
    diagnostics.extend(session.snapshot().diagnostics.iter().filter(is_unread).cloned());
    let (all, problems) = wanted(&session, &args.sources)?;
    diagnostics.extend(problems);
    progress.next("ingesting");
    let mut progress = Some(progress);
    let (mut ingested, mut written) = (0, 0);
    let mut register = Register::for_sources(&session, &all);
    for sources in batches(&session, all) {
        let (outcomes, failed) = convert(&session, &register, sources);
        let additions = register.take();
        let result = if args.dry_run {
            Ok(Vec::new())
        } else {
            report::keep_failures(&session, &failed);
            write::write(&session, &outcomes, &additions)
        };
        drop(progress.take());
        print::print(&outcomes, common, args.dry_run);
        print::records(&additions, common, args.dry_run);
        diagnostics.extend(additions.iter().filter_map(Addition::problem));
        diagnostics.extend(result?);
        ingested += outcomes.len();
        written += outcomes.iter().filter(|outcome| outcome.paths().next().is_some()).count();
        diagnostics.extend(failed.into_iter().map(|failed| failed.why));
        diagnostics.extend(outcomes.into_iter().flat_map(|outcome| outcome.diagnostics));
    }
    drop(progress);
    let (status, counts) = session.tell(diagnostics, false);
    session.close(&print::closing(ingested, written, counts));
    Ok(status)
}

/// Ingests the sources that have no document yet, and brings the session's snapshot up to date. Half-written files that a
/// program left behind when it was killed are removed.
pub fn missing(session: &mut Session<'_>) -> anyhow::Result<Vec<Diagnostic>> {
    write::sweep(session);
    renew(session, &[])
}

/// As [`missing`]; sources that were renamed or are among `changed` are ingested again as well, where nobody edited what
/// became of them. One that was seen half written shall not stay so.
pub fn renew(session: &mut Session<'_>, changed: &[RelPath]) -> anyhow::Result<Vec<Diagnostic>> {
    let (mut sources, mut diagnostics) = all_sources(session);
    sources.retain(|source| source.document.is_none() || source.is_renamed() || source.files().any(|file| changed.contains(file)));
    untried(session, &mut sources, &mut diagnostics);
    let mut written: Vec<PathBuf> = Vec::new();
    let mut register = Register::for_sources(session, &sources);
    let mut brief = print::Brief::default();
    for sources in batches(session, sources) {
        let (mut outcomes, failed) = convert(session, &register, sources);
        report::keep_failures(session, &failed);
        diagnostics.extend(failed.into_iter().map(|failed| failed.why));
        outcomes.retain(|outcome| {
            let is_renewed = is_renewed(session, outcome);
            if !is_renewed {
                report::keep(&session.root, &outcome.path, &outcome.head, &outcome.items);
            }
            is_renewed
        });
        let additions = register.take();
        diagnostics.extend(write::write(session, &outcomes, &additions)?);
        diagnostics.extend(additions.iter().filter_map(Addition::problem));
        brief.say(&outcomes, session.common);
        print::records(&additions, session.common, false);
        written.extend(additions.iter().map(|addition| PathBuf::from(addition.path.as_str())));
        written.extend(outcomes.iter().flat_map(Outcome::paths).map(|path| PathBuf::from(path.as_str())));
        diagnostics.extend(outcomes.into_iter().flat_map(|outcome| outcome.diagnostics));
    }
    brief.close();
    if !written.is_empty() {
        rescan(&mut session.scan, Hints::Paths(&written));
        session.refresh()?;
    }
    Ok(diagnostics)
}

/// Whether what came of a source is written without being asked for: it is new, or nobody edited it.
fn is_renewed(session: &Session<'_>, outcome: &Outcome) -> bool {
    if outcome.parts.first().is_some_and(|document| document.there.is_none()) {
        return true;
    }
    let is_free = outcome.parts.iter().all(|part| matches!(part.step, Step::Create | Step::Keep | Step::Replace));
    if !is_free && !session.common.quiet && !session.common.json {
        let name = typed::source(&outcome.path);
        say(&format!("{} changed, and you edited its document: `scholion ingest {name}` merges the two\n", outcome.path));
    }
    is_free && outcome.writes().next().is_some()
}

/// What a further [`missing`] would find wrong, if it had nothing to ingest.
pub fn at_rest(session: &Session<'_>) -> Option<Vec<Diagnostic>> {
    let (sources, mut diagnostics) = all_sources(session);
    for source in sources.iter().filter(|source| source.document.is_none()) {
        diagnostics.push(report::failure(session, source)?);
    }
    Some(diagnostics)
}

/// As [`missing`], but only in memory: the snapshot is as if the documents had been written. Also what was found.
pub fn missing_in_memory(session: &mut Session<'_>) -> (Vec<Diagnostic>, BTreeMap<RelPath, Head>) {
    let (mut sources, mut diagnostics) = all_sources(session);
    sources.retain(|source| source.document.is_none());
    untried(session, &mut sources, &mut diagnostics);
    let mut register = Register::for_sources(session, &sources);
    let (outcomes, failed) = convert(session, &register, sources);
    for addition in register.take() {
        if let Some(text) = addition.text() {
            session.scan.snapshot.files.insert(addition.path.clone(), File::new(text.as_bytes()));
        }
    }
    diagnostics.extend(failed.into_iter().map(|failed| failed.why));
    let mut found = BTreeMap::new();
    for outcome in outcomes {
        for (path, text) in outcome.writes() {
            session.scan.snapshot.files.insert(path.clone(), File::new(text.as_bytes()));
        }
        for (path, bytes) in &outcome.files {
            session.scan.snapshot.files.insert(path.clone(), File::new(&bytes[..]));
        }
        diagnostics.extend(outcome.diagnostics);
        found.insert(outcome.path, outcome.head);
    }
    (diagnostics, found)
}

/// Takes out sources without a document that would fail again for the same reason: a program may take long for that.
fn untried(session: &Session<'_>, sources: &mut Vec<Source>, diagnostics: &mut Vec<Diagnostic>) {
    sources.retain(|source| {
        let why = if source.document.is_none() { report::failure(session, source) } else { None };
        let is_tried = why.is_none();
        diagnostics.extend(why);
        is_tried
    });
}

/// What is still open of what ingest found, as notices: on each document, or on all together. `catalogue` knows the verdicts
/// of documents, and `found` what was found just now.
pub fn open_items(session: &Session<'_>, catalogue: &Catalogue, found: &BTreeMap<RelPath, Head>, each: bool) -> Vec<Diagnostic> {
    let (mut sources, _) = all_sources(session);
    // What cannot be read was said already.
    sources.retain(|source| source.document.is_some());
    let verdicts = |source: &Source| {
        let document = catalogue.documents().get(&source.slug);
        (document.and_then(|one| one.meta.source.as_ref()).map(|source| source.verdicts.clone()).unwrap_or_default(), Vec::new())
    };
    let looked = report::look(session, sources, Look { keep: false, all: false, verdicts: Some(&verdicts), made: Some(found) });
    report::notices(session, &looked, each)
}
