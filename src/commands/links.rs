//! `scholion links`: the addresses on the web to which the archive leads, each once: where it stands first, how often, and whether a copy of the page is in the
//! archive. Nothing is asked of the web.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    Status,
    cache::Cache,
    common::Common,
    formatted,
    report::{line_and_column, plural},
    session::Session,
    terminal::{give, give_json},
};
use crate::{
    archive::{
        Reader, Survey,
        outside::{self, Use},
    },
    base::{Date, WebAddress, captured::key},
    build,
    site::webarchive,
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// List only addresses of which the archive has no copy
    #[arg(long)]
    missing: bool,
    /// Print the addresses alone, one a line, for a program that captures pages
    #[arg(long, conflicts_with = "tsv")]
    bare: bool,
    /// Print a table: address, host, count, where it stands first, the day and file of the copy
    #[arg(long)]
    tsv: bool,
}

/// An address, as programs read it.
#[derive(Serialize)]
struct Row {
    url: String,
    host: String,
    count: usize,
    /// Where it stands first.
    path: String,
    line: usize,
    column: usize,
    within: &'static str,
    /// The copy in the archive, and of which day it is; empty if there is none, or nobody knows.
    copy: String,
    copied: String,
    /// The web archive's copy nearest to the day on which a text saw it; empty if none says a day.
    archived: WebAddress,
}

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    let mut session = Session::begin(common)?;
    let mut memo = Cache::of_site(&session).understand(&mut session)?;
    memo.formatted = formatted::load(&session.root);
    session.recall(&mut memo);
    build::look(session.snapshot(), &session.config, &mut memo);
    let survey = Survey::new(&memo.catalogue);
    let reader = Reader::new(&memo.catalogue);
    // Two ways to write one address are one.
    let mut pages: BTreeMap<String, (WebAddress, Vec<Use>)> = BTreeMap::new();
    for (url, uses) in outside::addresses(&survey) {
        pages.entry(key(&url)).or_insert_with(|| (url, Vec::new())).1.extend(uses);
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut places = Vec::new();
    for (key, (url, mut uses)) in pages {
        uses.sort();
        let seen: Option<Date> = uses.iter().find_map(|one| one.seen);
        let copy = reader.capture(&url, seen);
        if args.missing && copy.is_some() {
            continue;
        }
        let Some(first) = uses.first() else { continue };
        places.extend(first.span.map(|span| (first.path.clone(), span, rows.len())));
        rows.push(Row {
            host: key.split(['/', '?']).next().unwrap_or("").to_owned(),
            count: uses.len(),
            path: first.path.to_string(),
            line: 0,
            column: 0,
            within: first.within.name(),
            copy: copy.map(|copy| copy.path.to_string()).unwrap_or_default(),
            copied: copy.and_then(|copy| copy.date).map(|date| date.to_string()).unwrap_or_default(),
            archived: seen.and_then(|seen| webarchive::copy(&url, seen)).unwrap_or_default(),
            url: url.to_string(),
        });
    }
    // Each file is read once, and none stays in memory.
    places.sort_by(|a, b| a.0.cmp(&b.0));
    for some in places.chunk_by(|a, b| a.0 == b.0) {
        let bytes = session.shown();
        for (path, span, nth) in some {
            if let Some((row, bytes)) = rows.get_mut(*nth).zip(bytes(path)) {
                (row.line, row.column) = line_and_column(&bytes, *span);
            }
        }
    }
    rows.sort_by(|a, b| (&a.host, &a.url).cmp(&(&b.host, &b.url)));
    if common.json {
        let lines: Vec<String> = rows.iter().filter_map(|row| serde_json::to_string(row).ok()).collect();
        give_json(&lines.iter().map(|line| format!("{line}\n")).collect::<String>());
    } else if args.bare {
        give(&rows.iter().map(|row| format!("{}\n", row.url)).collect::<String>());
    } else if args.tsv {
        give(&tsv(&rows));
    } else {
        give(&by_host(&rows));
        let copied = rows.iter().filter(|row| !row.copy.is_empty()).count();
        let hosts = rows.chunk_by(|a, b| a.host == b.host).count();
        let addresses = if rows.len() == 1 { String::from("1 address") } else { format!("{} addresses", rows.len()) };
        session.close(&format!(
            "{addresses} of {}: {} in the archive",
            plural(hosts, "host"),
            if copied == 1 { String::from("1 copy") } else { format!("{copied} copies") }
        ));
    }
    let unread = session.diagnostics.iter().filter(|one| one.is_unread()).cloned().collect();
    Ok(session.tell(unread, false).0)
}

/// A table with a line of names (IANA's `text/tab-separated-values`).
fn tsv(rows: &[Row]) -> String {
    let mut text = String::from("url\thost\tcount\tplace\twithin\tcopy\tcopied\tarchived\n");
    for row in rows {
        let count = row.count.to_string();
        let place = place(row);
        let cells = [&row.url, &row.host, &count, &place, row.within, &row.copy, &row.copied, row.archived.as_str()];
        // No address holds a tab, and a path that does is no file of the archive.
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace(['\t', '\n', '\r'], " ")).collect();
        text.push_str(&cells.join("\t"));
        text.push('\n');
    }
    text
}

/// For people: by host, each address on a line.
fn by_host(rows: &[Row]) -> String {
    let mut text = String::new();
    for group in rows.chunk_by(|a, b| a.host == b.host) {
        let Some(first) = group.first() else { continue };
        text.push_str(&format!("{}\n", first.host));
        for row in group {
            let times = if row.count == 1 { String::new() } else { format!(", {} times", row.count) };
            let copy = match (row.copy.is_empty(), row.copied.is_empty()) {
                (true, _) => String::new(),
                (false, true) => String::from(", copied"),
                (false, false) => format!(", copy of {}", row.copied),
            };
            text.push_str(&format!("  {}\n    {}{times}{copy}\n", row.url, place(row)));
        }
    }
    text
}

/// Where an address stands first: `content/documents/a.md:3:7`.
fn place(row: &Row) -> String {
    if row.line == 0 { row.path.clone() } else { format!("{}:{}:{}", row.path, row.line, row.column) }
}
