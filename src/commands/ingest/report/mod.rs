//! `scholion ingest --report`: what ingest found in sources, how sure it is, what it dropped, and what editors have still
//! to look at. Nothing is written but the reports themselves, which are kept.
//!
//! 1. [`kept`]: what the last conversion of a source found;
//! 2. [`look`]: sources, with the verdicts in their documents laid on it; what is not kept is converted anew;
//! 3. [`item`]: which findings are one question, which need eyes, and which verdict settles which; [`mends`]: what of the text may be changed
//!    about it;
//! 4. [`notices`]: what `check` says of it;
//! 5. [`text`] for the terminal, [`html`] for pages, one JSON object a line for programs; all in the words of [`words`].

pub mod html;
mod item;
mod kept;
mod look;
mod mends;
mod notices;
mod text;
mod words;

use std::{cmp::Reverse, fs, path::Path, sync::Arc};

use anyhow::Context;

use serde::Serialize;

pub use item::Item;
pub use kept::{Head, failure, files, keep, of};
pub use look::{Files, Look, Looked, State, look, one};
pub use mends::Mends;

pub use notices::notices;
pub use text::{Extent, counts, found};
pub use words::Words;

use super::{convert::Failed, named::wanted};
use crate::{
    base::RelPath,
    commands::{
        Status, Usage,
        common::Common,
        give,
        progress::Progress,
        report::plural,
        session::Session,
        terminal::{give_json, is_lost},
    },
    public::write_whole,
    site::templates::{Templates, strings_with},
};

/// How many sources are looked at together, so that memory stays bounded.
const TOGETHER: usize = 256;

/// Everything, and what had to be made is kept.
pub const LOOK: Look<'static> = Look { keep: true, all: true, verdicts: None, made: None };

/// One item for programs.
#[derive(Serialize)]
struct Line<'a> {
    source: &'a str,
    document: Option<&'a str>,
    open: bool,
    #[serde(flatten)]
    item: &'a Item,
}

/// Prints the report, or writes it `to` a page.
pub fn run(names: &[String], common: &Common, to: &str) -> anyhow::Result<Status> {
    if !(to.is_empty() || Path::new(to).extension().is_some_and(|extension| extension == "html" || extension == "htm")) {
        let hint = "name a file that ends with `.html`, as in `--report=report.html`; sources stand apart: `--report letter.txt`";
        return Err(Usage::error(format!("a report cannot be written to `{to}`"), hint));
    }
    let progress = Progress::new(common, "reading");
    let session = Session::open(common)?;
    let (mut sources, mut diagnostics) = wanted(&session, names)?;
    progress.next("looking");
    if common.json {
        while !sources.is_empty() && !is_lost() {
            let rest = sources.split_off(sources.len().min(TOGETHER));
            for one in look(&session, std::mem::replace(&mut sources, rest), LOOK) {
                give_json(&lines(&one.source, one.document.as_ref().map(RelPath::as_str), &one.items));
                diagnostics.extend(one.diagnostics);
            }
        }
        drop(progress);
        return Ok(session.tell(diagnostics, false).0);
    }
    let is_detailed = to.is_empty() && (!names.is_empty() || sources.len() == 1);
    let mut all = look(&session, sources, Look { all: is_detailed, ..LOOK });
    // Most open first; then those with something else to see to.
    all.sort_by_key(|one| {
        (Reverse(one.open()), one.state == State::Same && !one.is_in_conflict && one.idle.is_empty(), one.source.clone())
    });
    diagnostics.extend(all.iter_mut().flat_map(|one| std::mem::take(&mut one.diagnostics)));
    let converted = all.iter().filter(|one| one.is_new).count();
    let total = text::total(&all);
    let words = Words::english();
    if to.is_empty() {
        drop(progress);
        if all.len() != 1 {
            give(&text::list(&words, &all, common.verbose));
        }
        if is_detailed {
            all.iter().for_each(|one| give(&text::detail(&words, one)));
        }
    } else {
        let strings = strings_with(&Templates::overrides(session.snapshot()), &session.config.lang);
        let page = html::page(&session.root, &Words::of(Arc::new(strings)), &all);
        drop(progress);
        put(Path::new(to), &page)?;
    }
    let (status, _) = session.tell(diagnostics, false);
    let anew = if converted == 0 { String::new() } else { format!("; {} converted for this", plural(converted, "source")) };
    session.close(&format!("{total}{anew}"));
    if to.is_empty() && !is_detailed && !all.is_empty() {
        session.close("`scholion ingest --report SOURCE` shows all of one, `--report=FILE.html` makes a page of all");
    }
    Ok(status)
}

/// The items of a source for programs, a JSON object on each line.
pub fn lines(source: &RelPath, document: Option<&str>, items: &[Item]) -> String {
    let lines = items.iter().map(|item| Line { source: source.as_str(), document, open: item.is_open(), item });
    lines.map(|line| serde_json::to_string(&line).unwrap_or_default() + "\n").collect()
}

/// Keeps which sources could not be read.
pub fn keep_failures(session: &Session<'_>, failed: &[Failed]) {
    for Failed { source, why } in failed.iter().filter(|failed| kept::is_lasting(&failed.why)) {
        kept::keep(&session.root, source, &kept::failed(&session.digest(&why.path), why), &[]);
    }
}

/// Writes a file whole, and the folders above it.
fn put(place: &Path, text: &str) -> anyhow::Result<()> {
    let folder = place.parent().unwrap_or(place);
    let name = place.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let written = fs::create_dir_all(folder).and_then(|()| write_whole(folder, name, text.as_bytes()));
    written.with_context(|| format!("cannot write {}", place.display()))
}
