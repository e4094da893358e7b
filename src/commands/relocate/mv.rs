//! `scholion mv`: a text, or a folder of them, stands elsewhere, and so does all that belongs to it; what led to it leads to it.

use std::{collections::BTreeMap, path::Path};

use anyhow::bail;

use super::{After, as_after, as_is, belongings, copy, former, kept, meant, new_faults, place_in, remove, write};
use crate::{
    archive::moving::{self, Changed, Moves},
    base::{
        Diagnostic, RelPath,
        places::{COLLECTIONS, CONTENT, DOCUMENTS, PAGES, is_defaults},
        say,
    },
    build::Memo,
    commands::{Status, Usage, common::Common, ingest::original::base_path, report::plural, session::Session},
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A document, a free page, a collection, or a folder of them
    #[arg(value_name = "OLD")]
    old: String,
    /// Where it is to stand; a folder, if a slash is at the end
    #[arg(value_name = "NEW")]
    new: String,
    /// Say what would be written; write nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    let session = Session::open(common)?;
    let old = meant(&session, &args.old)?;
    let new = target(&session, &old, &args.new)?;
    let (mut memo, before) = as_is(&session);
    let moves = moves(&session, &memo, &old, &new)?;
    let texts = moving::texts(&memo.catalogue);
    let aliases = |path: &RelPath| {
        let text = texts.get(path).and_then(|texts| texts.first()).filter(|text| text.path == *path && moving::is_text(path));
        text.zip(moves.get(path))
            .map_or_else(Vec::new, |(text, to)| former::addresses(&memo, &session.config, text, &former::moved(text, to)))
    };
    let changes = moving::changes(&memo.catalogue, &moves, &BTreeMap::new(), session.snapshot(), &|path| session.bytes(path), &aliases);
    let (after, media) = files(&session, &changes)?;
    let faults = new_faults(&session, &mut memo, &before, as_after(session.snapshot(), &after, &media), &place_in(&moves));
    let left: Vec<Diagnostic> = changes.iter().flat_map(left).collect();
    if !faults.is_empty() {
        session.tell(faults, false);
        bail!("these would be wrong behind the move; nothing is written");
    }
    if !args.dry_run {
        media.iter().try_for_each(|(from, to)| copy(&session, from, to))?;
        write(&session, after)?;
        remove(&session.root, media.into_keys().chain(moves.keys().cloned()))?;
    }
    let (status, _) = session.tell(left, false);
    session.close(&(closing(&changes, args.dry_run) + &other_defaults(&session, &old, &new)));
    Ok(status)
}

/// Where OLD is to stand.
fn target(session: &Session<'_>, old: &RelPath, written: &str) -> anyhow::Result<RelPath> {
    let top = [DOCUMENTS, PAGES, COLLECTIONS].into_iter().find(|top| old.is_below(top) || old.as_str() == *top);
    let Some(top) = top else {
        return Err(Usage::error(
            format!("{old} is no text"),
            "name a file or a folder below content/documents, content/pages or content/collections",
        ));
    };
    let here = from_here(&session.root, written);
    if here.is_none() && written.split('/').any(|part| part == "..") || here.as_ref().is_some_and(|here| !here.is_below(top)) {
        return Err(Usage::error(format!("`{written}` is not below {top}"), "what it is stays what it is: name a place there"));
    }
    let mut new = here.unwrap_or_else(|| RelPath::new(written.trim_start_matches("./")));
    let rooted =
        [new.clone(), RelPath::new(&format!("{CONTENT}/{new}"))].into_iter().find(|path| path.is_below(CONTENT) && path.is_below(top));
    new = rooted.unwrap_or_else(|| RelPath::new(&format!("{top}/{new}")));
    let is_file = session.snapshot().files.contains_key(old);
    if written.ends_with('/') || is_file && new.extension() != "md" && session.root.join(new.as_str()).is_dir() {
        new = RelPath::new(&format!("{new}/{}", old.name()));
    } else if is_file && new.extension() != "md" {
        new = RelPath::new(&format!("{new}.md"));
    }
    if new == *old || new.is_below(old.as_str()) {
        return Err(Usage::error(format!("{new} is where it stands"), "name another place"));
    }
    Ok(new)
}

/// What a path means to somebody who stands in a folder of the archive's content.
fn from_here(root: &Path, written: &str) -> Option<RelPath> {
    let here = std::env::current_dir().ok()?.canonicalize().ok()?;
    let here = RelPath::new(&here.strip_prefix(root.canonicalize().ok()?).ok()?.to_string_lossy());
    let is_inside = here.is_below(CONTENT) && !written.starts_with("content/") && !written.starts_with('/');
    is_inside.then(|| RelPath::new(&format!("{here}/_")).join(written.trim_end_matches('/'))).flatten()
}

/// All files that move.
fn moves(session: &Session<'_>, memo: &Memo, old: &RelPath, new: &RelPath) -> anyhow::Result<Moves> {
    let mut moves = Moves::new();
    for text in belongings::texts(session.snapshot(), old) {
        let to = text.below(old.as_str()).map_or_else(|| new.clone(), |rest| RelPath::new(&format!("{new}/{rest}")));
        for file in belongings::of(&memo.catalogue, session.snapshot(), &text) {
            moves.insert(file.clone(), belongings::place(&file, &text, &to));
        }
        moves.insert(text, to);
    }
    moves.retain(|from, to| from != to);
    for to in moves.values() {
        if !moves.contains_key(to) && session.root.join(to.as_str()).exists() {
            return Err(Usage::error(format!("{to} is there already"), "name another place, or move that first"));
        }
    }
    Ok(moves)
}

/// What is to be written, and which files are copied that are never in memory.
fn files(session: &Session<'_>, changes: &[Changed]) -> anyhow::Result<(After, BTreeMap<RelPath, RelPath>)> {
    let (mut after, mut media) = (After::new(), BTreeMap::new());
    for change in changes {
        let is_read = session.snapshot().get(change.from.as_str()).is_some();
        if change.text.is_none() && !is_read {
            media.insert(change.from.clone(), change.to.clone());
            continue;
        }
        let bytes = match &change.text {
            Some(text) => text.clone().into_bytes(),
            None => session.bytes(&change.from).map(|bytes| bytes.to_vec()).unwrap_or_default(),
        };
        if change.from != change.to {
            after.entry(change.from.clone()).or_insert(None);
            if let Some(from) = kept(&session.root, &change.from) {
                media.insert(from, RelPath::new(&base_path(&change.to)));
            }
        }
        after.insert(change.to.clone(), Some(bytes));
    }
    Ok((after, media))
}

/// What is said of addresses that could not be exchanged.
fn left(change: &Changed) -> Vec<Diagnostic> {
    let one = |place: &crate::base::Span| Diagnostic::warning(&change.to, say::address_left()).at(*place).hint(say::address_left_hint());
    change.left.iter().map(one).collect()
}

/// What was done, on a line or a few.
fn closing(changes: &[Changed], is_dry: bool) -> String {
    let moved: Vec<&Changed> = changes.iter().filter(|change| change.from != change.to).collect();
    let others: Vec<&Changed> = changes.iter().filter(|change| change.from == change.to && change.text.is_some()).collect();
    let addresses: usize = changes.iter().map(|change| change.addresses).sum();
    let mut lines: Vec<String> = moved.iter().map(|change| format!("{} -> {}", change.from, change.to)).collect();
    if !others.is_empty() {
        lines.push(format!("{} in which addresses are others: {}", plural(others.len(), "file"), names(&others)));
    }
    let done = if is_dry { "would be moved" } else { "moved" };
    lines.push(format!(
        "{} {done}; {} exchanged",
        plural(moved.len(), "file"),
        plural(addresses, "address").replace("addresss", "addresses")
    ));
    lines.join("\n")
}

/// Which defaults of folders hold for a text no more, and which do now; nothing if they are the same.
fn other_defaults(session: &Session<'_>, old: &RelPath, new: &RelPath) -> String {
    let all = || session.snapshot().below(CONTENT).map(|(path, _)| path).filter(|path| is_defaults(path));
    let above = |text: &RelPath| all().filter(|path| text.is_below(path.parent())).collect::<Vec<_>>();
    let (was, is) = (above(old), above(new));
    let line = |what: &str, these: &[&RelPath], those: &[&RelPath]| {
        let other: Vec<&str> = these.iter().filter(|path| !those.contains(path)).map(|path| path.as_str()).collect();
        if other.is_empty() { String::new() } else { format!("\n{what}: {}", other.join(", ")) }
    };
    line("these defaults hold for it no more", &was, &is) + &line("these defaults hold for it now", &is, &was)
}

fn names(changes: &[&Changed]) -> String {
    const MOST: usize = 10;
    let names: Vec<&str> = changes.iter().take(MOST).map(|change| change.to.as_str()).collect();
    let more = changes.len().saturating_sub(MOST);
    if more > 0 { format!("{}, and {more} more", names.join(", ")) } else { names.join(", ") }
}
