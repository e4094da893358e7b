//! What `ingest` says of what it did: the steps, and of each source the report.

use super::{
    convert::Outcome,
    plan::Step,
    register::Addition,
    report::{self, Extent, Words},
};
use crate::{
    commands::{
        common::Common,
        give,
        report::{Counts, plural},
        say,
        terminal::give_json,
        typed,
    },
    ingest::report::Kind,
};

/// As many items of one part of a report as are shown at once.
const MOST_OF_A_PART: usize = 40;

/// Prints the report of each source.
pub fn print(outcomes: &[Outcome], common: &Common, dry_run: bool) {
    if common.json {
        for outcome in outcomes {
            give_json(&report::lines(&outcome.path, document(outcome), &outcome.items));
        }
        return;
    }
    // Then this is what was asked for.
    let tell = if dry_run { give } else { say };
    if dry_run || !common.quiet {
        let words = Words::english();
        outcomes.iter().for_each(|outcome| tell(&text(&words, outcome, common.verbose, dry_run)));
    }
}

/// Says how many records were added to which files.
pub fn records(additions: &[Addition], common: &Common, dry_run: bool) {
    if common.json || (common.quiet && !dry_run) {
        return;
    }
    let (tell, would): (fn(&str), _) = if dry_run { (give, "would be ") } else { (say, "") };
    for addition in additions.iter().filter(|addition| addition.text().is_some()) {
        tell(&format!("{}: {} of registers {would}added\n", addition.path, plural(addition.count(), "record")));
    }
}

/// Most sources of which a line each is said, unless more is to be said.
const MOST_LINES: usize = 20;

/// What became of sources that were ingested on the way: a line for each of the first, and one for all others.
#[derive(Default)]
pub struct Brief {
    lines: usize,
    /// The others, and how many of these are to be looked at.
    others: usize,
    to_look_at: usize,
}

impl Brief {
    /// Says it of some more.
    pub fn say(&mut self, outcomes: &[Outcome], common: &Common) {
        if common.quiet || common.json {
            return;
        }
        for outcome in outcomes {
            let look = [(outcome.head.count(Kind::Dropped), "dropped"), (outcome.head.open.len(), "to look at")];
            let look: Vec<String> = look.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
            if self.lines >= MOST_LINES && !common.verbose {
                self.others += 1;
                self.to_look_at += usize::from(!outcome.head.open.is_empty());
                continue;
            }
            self.lines += 1;
            let document = document(outcome).unwrap_or_default();
            let look = if look.is_empty() {
                String::new()
            } else {
                format!("; {}: see `scholion ingest --report {}`", look.join(", "), typed::source(&outcome.path))
            };
            say(&format!("{} became {document}: {}{look}\n", outcome.path, report::counts(&outcome.head)));
        }
    }

    /// Says how many others there were.
    pub fn close(self) {
        if self.others == 0 {
            return;
        }
        let look = if self.to_look_at > 0 {
            format!("; there is something to look at in {}: see `scholion ingest --report`", self.to_look_at)
        } else {
            String::new()
        };
        say(&format!("and {} became documents{look}\n", plural(self.others, "more source")));
    }
}

/// The document of a source.
fn document(outcome: &Outcome) -> Option<&str> {
    outcome.parts.first().map(|part| part.path.as_str())
}

/// What was done, on one line.
pub fn closing(ingested: usize, written: usize, counts: Counts) -> String {
    let found = counts.words();
    let found = if found.is_empty() { found } else { format!(": {found}") };
    let news = if written == 0 { "nothing new".to_owned() } else { format!("{written} with something new") };
    format!("{} ingested, {news}{found}", plural(ingested, "source"))
}

fn text(words: &Words, outcome: &Outcome, verbose: bool, dry_run: bool) -> String {
    let would = if dry_run { "would be " } else { "" };
    let mut text = format!("{}\n", outcome.path);
    for part in &outcome.parts {
        let what = match part.step {
            Step::Create => format!("{would}created"),
            Step::Keep => "as it was".to_owned(),
            Step::Replace => format!("{would}replaced, since nobody edited it"),
            Step::Merge(_) => format!("{would}merged with what you edited"),
            Step::Conflict(_) | Step::NoBase => "left as you edited it".to_owned(),
        };
        text.push_str(&format!("  {}: {what}\n", part.path));
    }
    for (path, _) in &outcome.files {
        text.push_str(&format!("  {path}: {would}created\n"));
    }
    let extent = Extent { quiet: verbose, most: if verbose { usize::MAX } else { MOST_OF_A_PART } };
    text + &report::found(words, &outcome.path, &outcome.head, &outcome.items, extent)
}
