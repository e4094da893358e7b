//! The report on the terminal: a list of sources, most open first, and what was found in those that were named.

use super::look::{Looked, State};
use crate::{
    commands::report::plural,
    document::{Said, verdict::cut},
    ingest::report::{Certainty, Kind},
};

use super::item::Item;

/// Most sources that the list names.
const MOST_LISTED: usize = 50;

/// The list, most open first.
pub fn list(all: &[Looked], verbose: bool) -> String {
    let most = if verbose { usize::MAX } else { MOST_LISTED };
    let shown: Vec<&Looked> = all.iter().filter(|one| verbose || deserves_a_line(one)).take(most).collect();
    let mut text = String::new();
    if !shown.is_empty() {
        text.push_str("  open  settled  offered  dropped  source\n");
    }
    for one in &shown {
        let [open, settled] = [one.open(), one.settled()];
        let [offered, dropped] = [Kind::Proposed, Kind::Dropped].map(|kind| one.head.count(kind));
        text.push_str(&format!("{open:>6}{settled:>9}{offered:>9}{dropped:>9}  {}{}\n", one.source, remark(one)));
    }
    let rest: Vec<&Looked> = all.iter().filter(|one| verbose || deserves_a_line(one)).skip(most).collect();
    if !rest.is_empty() {
        let open: usize = rest.iter().map(|one| one.open()).sum();
        text.push_str(&format!("and {} with {}\n", plural(rest.len(), "more source"), plural(open, "open item")));
    }
    text
}

fn deserves_a_line(one: &Looked) -> bool {
    one.open() > 0 || one.is_in_conflict || !one.idle.is_empty() || one.state != State::Same
}

/// `3 open items in 2 of 40 sources`.
pub fn total(all: &[Looked]) -> String {
    let open: usize = all.iter().map(Looked::open).sum();
    let with = all.iter().filter(|one| one.open() > 0).count();
    let sources = plural(all.len(), "source");
    if open == 0 { format!("no open items in {sources}") } else { format!("{} in {with} of {sources}", plural(open, "open item")) }
}

fn remark(one: &Looked) -> String {
    let mut remarks: Vec<String> = Vec::new();
    match one.state {
        State::New => remarks.push("no document yet".into()),
        State::Behind => remarks.push("changed since it was ingested".into()),
        State::Unread(_) => remarks.push("cannot be read".into()),
        State::Same => {}
    }
    if one.is_in_conflict {
        remarks.push("a new conversion waits".into());
    }
    if !one.idle.is_empty() {
        remarks.push(format!("{} settling nothing", plural(one.idle.len(), "verdict")));
    }
    if remarks.is_empty() { String::new() } else { format!("  ({})", remarks.join("; ")) }
}

/// All of one source.
pub fn detail(one: &Looked) -> String {
    let mut text = match &one.document {
        Some(document) => format!("{} → {document}{}\n", one.source, remark(one)),
        None => format!("{}{}\n", one.source, remark(one)),
    };
    if let State::Unread(why) = &one.state {
        text.push_str(&format!("  {}\n", why.message));
        text.push_str(&why.hint.as_ref().map_or(String::new(), |hint| format!("  hint: {hint}\n")));
        return text;
    }
    let head = &one.head;
    let counts = [(head.notes, "note"), (head.works, "work"), (head.citations, "citation")].map(|(count, what)| plural(count, what));
    text.push_str(&format!("  {}, {}: {}\n", head.language, head.encoding, counts.join(", ")));
    for (name, is_in) in PARTS {
        let items: Vec<&Item> = one.items.iter().filter(|item| is_in(item)).collect();
        if !items.is_empty() {
            text.push_str(&format!("  {name} ({}):\n", items.iter().map(|item| 1 + item.also.len()).sum::<usize>()));
        }
        items.iter().for_each(|item| text.push_str(&line(one, item)));
    }
    for idle in &one.idle {
        let why = if idle.is_unclear { "several findings have these words: add `near:`" } else { "no such finding any more" };
        text.push_str(&format!("  verdict on `{}` “{}”: {why}\n", idle.verdict.rule, idle.verdict.words));
    }
    text
}

/// A test of items.
type IsIn = fn(&Item) -> bool;

/// The parts of a report, in their order: each item is in one of them.
pub const PARTS: [(&str, IsIn); 6] = [
    ("to look at", Item::is_open),
    ("settled", |item| item.verdict.is_some()),
    ("offered", |item| is_quiet(item) && item.kind == Kind::Proposed),
    ("dropped", |item| is_quiet(item) && item.kind == Kind::Dropped),
    ("repaired", |item| is_quiet(item) && item.kind == Kind::Repaired),
    ("found", |item| is_quiet(item) && item.kind == Kind::Found),
];

/// What needs no eyes, and was given none.
fn is_quiet(item: &Item) -> bool {
    !item.is_open() && item.verdict.is_none()
}

fn line(one: &Looked, item: &Item) -> String {
    let also: String = item.also.iter().map(|line| format!(", {line}")).collect();
    let sure = match item.sure {
        Certainty::Sure => "sure",
        Certainty::Likely => "likely",
        Certainty::Unsure => "unsure",
    };
    let said = match item.verdict {
        Some(Said::Right) => "; right",
        Some(Said::AsPrinted) => "; as printed",
        Some(Said::Done) => "; done",
        None => "",
    };
    let note = if item.note.is_empty() { String::new() } else { format!(": {}", item.note) };
    let near = if item.needs_eyes() && !item.near.is_empty() { format!("\n             near “{}”", item.near) } else { String::new() };
    format!(
        "    {}  {}:{}{also}  {}  “{}”\n             {sure}{said}{note}{near}\n",
        item.id,
        one.source,
        item.line,
        item.rule,
        cut(&item.words)
    )
}
