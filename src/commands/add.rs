//! `scholion add PATH…`: copies of texts come into `content/sources/`; the texts stay where they are.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use serde_json::json;

use super::{
    Status, Usage,
    common::Common,
    ingest::report::Words,
    intake::{Brought, Done, Gathered, How, Why, bring, gather},
    progress::Progress,
    report::plural,
    say,
    session::Session,
    terminal::give_json,
};
use crate::base::{
    Severity,
    places::{CONTENT, SOURCES},
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files, and folders with all that lies in them
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Put a file whose name is taken beside the other, under a number
    #[arg(long)]
    keep_both: bool,
    /// Say what would be added; write nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Most files that are named one by one, unless more is to be said.
const MOST_NAMED: usize = 20;

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    let session = Session::begin(common)?;
    let (mut files, mut passed, mut hidden) = (Vec::new(), Vec::new(), 0);
    let output = session.output_dir();
    for path in &args.paths {
        let found = at(path, &session.root)?;
        files.extend(found.files);
        // That the site in the archive is no text need not be said.
        passed.extend(found.passed.into_iter().filter(|(name, _)| session.root.join(name) != output));
        hidden += found.hidden;
    }
    let progress = Progress::new(common, "copying");
    let how = How { keeps_both: &|_| args.keep_both, is_trial: args.dry_run, step: &|| progress.step() };
    let brought = bring(&session.root, &files, &how);
    drop(progress);
    Ok(tell(&brought, &passed, hidden, args.dry_run, common))
}

/// The files at a place that somebody names, by the names that they will have.
fn at(path: &Path, root: &Path) -> anyhow::Result<Gathered> {
    let shown = path.display();
    let meta = match fs::metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Usage::error(format!("there is no file or folder {shown}"), "name files or folders with texts in them"));
        }
        Err(error) => return Err(error).with_context(|| format!("cannot look at {shown}")),
    };
    let true_place = fs::canonicalize(path).with_context(|| format!("cannot look at {shown}"))?;
    let true_root = fs::canonicalize(root).with_context(|| format!("cannot look at {}", root.display()))?;
    if true_place.starts_with(true_root.join(CONTENT)) {
        let hint = format!("only what lies elsewhere is added; what is in {SOURCES}/ is ingested by `scholion ingest`");
        return Err(Usage::error(format!("{shown} is in the archive already"), hint));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    if !meta.is_dir() {
        let name = name.unwrap_or_else(|| path.to_string_lossy().into_owned());
        return Ok(Gathered { files: vec![(name, path.to_path_buf())], ..Gathered::default() });
    }
    let mut gathered = gather(path, true_place == true_root);
    // As when a folder is copied: its own name stays, but for the folder in which one is.
    if let Some(folder) = name.filter(|_| true_place != true_root) {
        let below = |name: &mut String| *name = if name.is_empty() { folder.clone() } else { format!("{folder}/{name}") };
        gathered.files.iter_mut().for_each(|(name, _)| below(name));
        gathered.passed.iter_mut().for_each(|(name, _)| below(name));
    }
    Ok(gathered)
}

/// Says what became of the files.
pub fn tell(brought: &[Brought], passed: &[(String, Why)], hidden: usize, is_trial: bool, common: &Common) -> Status {
    let words = Words::english();
    let mut status = Status::Done;
    let (mut named, mut counts) = (0, [0_usize; 4]);
    for one in brought {
        let (why, hint) = why(one, &words);
        if common.json {
            let line = json!({"file": one.given, "path": one.path, "done": one.done.key(), "why": why, "hint": hint});
            give_json(&format!("{line}\n"));
        }
        let at = match one.done {
            Done::Added | Done::Beside => 0,
            Done::There => 1,
            Done::Taken(_) | Done::Refused(_) | Done::Passed(_) => 2,
            Done::Failed(_) => 3,
        };
        counts[at] += 1;
        match at {
            3 => status = Status::Unread,
            2 if status == Status::Done && !matches!(one.done, Done::Refused(_)) => status = Status::ContentErrors,
            _ => {}
        }
        if common.json || common.quiet && at < 2 {
            continue;
        }
        let hint = hint.map_or(String::new(), |hint| format!("\n  hint: {hint}"));
        match (&one.path, why) {
            (_, Some(why)) => say(&format!("{}: {why}{hint}\n", one.given)),
            (Some(path), None) if common.verbose || at == 0 && named < MOST_NAMED => {
                named += 1;
                say(&format!("{} → {path}\n", one.given));
            }
            _ => {}
        }
    }
    for (name, why) in passed {
        if common.json {
            give_json(&format!("{}\n", json!({"file": name, "path": null, "done": "refused", "why": why.words(&words), "hint": null})));
        } else if !common.quiet {
            say(&format!("{name}: {}\n", why.words(&words)));
        }
        if matches!(why, Why::Unread(_)) {
            status = Status::Unread;
        }
    }
    if !common.quiet && !common.json {
        say(&closing(counts, hidden, is_trial));
    }
    status
}

/// What was done, on one line.
fn closing([added, there, refused, failed]: [usize; 4], hidden: usize, is_trial: bool) -> String {
    let would = if is_trial { " would be" } else { "" };
    let mut parts = vec![format!("{}{would} added to {SOURCES}/", plural(added, "file"))];
    parts.extend((there > 0).then(|| format!("{there} there already")));
    parts.extend((refused > 0).then(|| format!("{refused} not taken")));
    parts.extend((failed > 0).then(|| format!("{failed} failed")));
    parts.extend((hidden > 0).then(|| format!("{hidden} hidden passed over")));
    let next = if added > 0 && !is_trial { "; `scholion serve` shows what becomes of them" } else { "" };
    format!("{}{next}\n", parts.join(", "))
}

/// Why a file did not come in, or what is odd about it; and what to do.
fn why(one: &Brought, words: &Words) -> (Option<String>, Option<String>) {
    match &one.done {
        Done::Added | Done::Beside | Done::There => (None, None),
        Done::Taken(free) => {
            let path = one.path.as_ref().map_or("", |path| path.as_str());
            let hint = format!("`--keep-both` adds this one as {free}; to replace the other, write over it yourself");
            (Some(format!("{path} is there, and holds other bytes; it stays")), Some(hint))
        }
        Done::Refused(problem) => {
            debug_assert!(problem.severity != Severity::Notice);
            (Some(problem.message.to_string()), problem.hint.as_ref().map(ToString::to_string))
        }
        Done::Passed(why) => (Some(why.words(words)), None),
        Done::Failed(cause) => (Some(format!("cannot be copied: {cause}")), None),
    }
}
