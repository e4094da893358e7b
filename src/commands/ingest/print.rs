//! The report of `ingest`: what was found and dropped, by rule and line of the source.

use serde::Serialize;

use super::{convert::Outcome, plan::Step};
use crate::{
    base::text::squeeze,
    commands::{
        flags::Common,
        give,
        report::{Counts, plural},
        say,
        terminal::give_json,
    },
    ingest::report::{Finding, Kind},
};

/// As many findings of one kind in one source as are shown at once.
const MOST_OF_A_KIND: usize = 40;

/// One finding for programs: one JSON object a line.
#[derive(Serialize)]
struct Line<'a> {
    source: &'a str,
    document: &'a str,
    #[serde(flatten)]
    finding: &'a Finding,
}

/// Prints the report of each source.
pub fn print(outcomes: &[Outcome], common: &Common, dry_run: bool) {
    for outcome in outcomes {
        if common.json {
            give_json(&lines(outcome));
        } else if dry_run {
            // Then this is what was asked for.
            give(&text(outcome, common.verbose, dry_run));
        } else if !common.quiet {
            say(&text(outcome, common.verbose, dry_run));
        }
    }
}

/// Says on one line each what became of sources that were ingested on the way.
pub fn brief(outcomes: &[Outcome], common: &Common) {
    if common.quiet || common.json {
        return;
    }
    for outcome in outcomes {
        let report = &outcome.ingested.report;
        let document = outcome.parts.first().map_or("", |part| part.path.as_str());
        let of = |kind| report.of(kind).count();
        let look = [(of(Kind::Dropped), "dropped"), (of(Kind::Proposed), "proposed"), (of(Kind::Doubtful), "doubtful")];
        let look: Vec<String> = look.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
        let look = if look.is_empty() {
            String::new()
        } else {
            format!("; {}: see `scholion ingest --report {}`", look.join(", "), outcome.path.name())
        };
        say(&format!("{} became {document}: {}{look}\n", outcome.path, counts(outcome)));
    }
}

/// `27 notes, 41 works, 63 citations`.
fn counts(outcome: &Outcome) -> String {
    let report = &outcome.ingested.report;
    let counts = [(report.notes, "note"), (report.works, "work"), (report.citations, "citation")];
    counts.map(|(count, what)| plural(count, what)).join(", ")
}

/// What was done, on one line.
pub fn closing(ingested: usize, written: usize, counts: Counts) -> String {
    let found = counts.words();
    let found = if found.is_empty() { found } else { format!(": {found}") };
    let news = if written == 0 { "nothing new".to_owned() } else { format!("{written} with something new") };
    format!("{} ingested, {news}{found}", plural(ingested, "source"))
}

fn lines(outcome: &Outcome) -> String {
    let document = outcome.parts.first().map_or("", |part| part.path.as_str());
    let line = |finding| serde_json::to_string(&Line { source: outcome.path.as_str(), document, finding }).unwrap_or_default() + "\n";
    outcome.ingested.report.findings.iter().map(line).collect()
}

fn text(outcome: &Outcome, verbose: bool, dry_run: bool) -> String {
    let report = &outcome.ingested.report;
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
    text.push_str(&format!("  {}, {}: {}\n", report.language, report.encoding, counts(outcome)));
    let shown = [
        (Kind::Dropped, "dropped", true),
        (Kind::Repaired, "repaired", verbose),
        (Kind::Found, "found", verbose),
        (Kind::Proposed, "proposed", true),
        (Kind::Doubtful, "doubtful", true),
    ];
    for (kind, name, _) in shown.iter().filter(|(_, _, shown)| *shown) {
        let findings: Vec<&Finding> = report.of(*kind).collect();
        if !findings.is_empty() {
            text.push_str(&format!("  {name}:\n"));
        }
        let shown = if verbose { findings.len() } else { MOST_OF_A_KIND };
        findings.iter().take(shown).for_each(|finding| text.push_str(&line(finding)));
        if findings.len() > shown {
            let more = findings.len() - shown;
            text.push_str(&format!("    and {more} more: see `scholion ingest --report {}`\n", outcome.path.name()));
        }
    }
    text
}

fn line(finding: &Finding) -> String {
    const MOST: usize = 80;
    let words = squeeze(&finding.text);
    let words = match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    };
    let note = if finding.note.is_empty() { String::new() } else { format!(" ({})", finding.note) };
    format!("    line {:>4}  {:<24} {words}{note}\n", finding.line, finding.rule)
}
