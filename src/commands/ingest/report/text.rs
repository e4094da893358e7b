//! The report on the terminal: a list of sources, most open first, and what was found in those that were named.

use super::{
    item::Item,
    kept::Head,
    look::{Looked, State},
    words::Words,
};
use crate::{
    base::RelPath,
    commands::{report::plural, typed},
    document::{Said, verdict::cut},
    ingest::report::{Certainty, Kind},
};

/// Most sources that the list names.
const MOST_LISTED: usize = 50;

/// The list, most open first.
pub fn list(words: &Words, all: &[Looked], verbose: bool) -> String {
    let most = if verbose { usize::MAX } else { MOST_LISTED };
    let shown: Vec<&Looked> = all.iter().filter(|one| verbose || deserves_a_line(one)).take(most).collect();
    let mut text = String::new();
    if !shown.is_empty() {
        text.push_str("  open  settled  dropped  source\n");
    }
    for one in &shown {
        let (open, settled, dropped) = (one.open(), one.settled(), one.head.count(Kind::Dropped));
        text.push_str(&format!("{open:>6}{settled:>9}{dropped:>9}  {}{}\n", one.source, remark(words, one)));
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

fn remark(words: &Words, one: &Looked) -> String {
    let mut remarks: Vec<String> = Vec::new();
    if one.state != State::Same {
        remarks.push(words.say(one.state.key()).to_owned());
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
pub fn detail(words: &Words, one: &Looked) -> String {
    let mut text = match &one.document {
        Some(document) => format!("{} → {document}{}\n", one.source, remark(words, one)),
        None => format!("{}{}\n", one.source, remark(words, one)),
    };
    if let State::Unread(why) = &one.state {
        text.push_str(&format!("  {}\n", why.message));
        text.push_str(&why.hint.as_ref().map_or(String::new(), |hint| format!("  hint: {hint}\n")));
        return text;
    }
    text.push_str(&found(words, &one.source, &one.head, &one.items, Extent { quiet: true, most: usize::MAX }));
    for idle in &one.idle {
        text.push_str(&format!("  {}: `{}` “{}”\n", words.say(idle.key()), idle.verdict.rule, idle.verdict.words));
    }
    text
}

/// How much of a report is shown.
#[derive(Clone, Copy)]
pub struct Extent {
    /// Also what was repaired and found without doubt.
    pub quiet: bool,
    /// Most items of a part.
    pub most: usize,
}

/// What a conversion found.
pub fn found(words: &Words, source: &RelPath, head: &Head, items: &[Item], extent: Extent) -> String {
    let mut text = format!("  {}, {}: {}\n", head.language, head.encoding, counts(head));
    for (key, is_in) in PARTS.into_iter().filter(|(key, _)| extent.quiet || !matches!(*key, "repaired" | "found")) {
        let items: Vec<&Item> = items.iter().filter(|item| is_in(item)).collect();
        if !items.is_empty() {
            text.push_str(&format!("  {} ({}):\n", words.say(key), items.iter().map(|item| item.count()).sum::<usize>()));
        }
        items.iter().take(extent.most).for_each(|item| text.push_str(&line(words, source, item)));
        if items.len() > extent.most {
            let more = items.len() - extent.most;
            text.push_str(&format!("    and {more} more: see `scholion ingest --report {}`\n", typed::source(source)));
        }
    }
    text
}

/// `27 notes, 41 works, 63 citations`.
pub fn counts(head: &Head) -> String {
    [(head.notes, "note"), (head.works, "work"), (head.citations, "citation")].map(|(count, what)| plural(count, what)).join(", ")
}

/// A test of items.
type IsIn = fn(&Item) -> bool;

/// The parts of a report, in their order, by the key of their heading: each item is in one of them.
pub const PARTS: [(&str, IsIn); 5] = [
    ("open", Item::is_open),
    ("settled", |item| item.verdict.is_some()),
    ("dropped", |item| is_quiet(item) && item.kind == Kind::Dropped),
    ("repaired", |item| is_quiet(item) && item.kind == Kind::Repaired),
    ("found", |item| is_quiet(item) && item.kind == Kind::Found),
];

/// What needs no eyes, and was given none.
fn is_quiet(item: &Item) -> bool {
    !item.is_open() && item.verdict.is_none()
}

/// The key of the word for how sure a rule is.
pub fn certainty(sure: Certainty) -> &'static str {
    match sure {
        Certainty::Sure => "sure",
        Certainty::Likely => "likely",
        Certainty::Unsure => "unsure",
    }
}

fn line(words: &Words, source: &RelPath, item: &Item) -> String {
    let also: String = item.also.iter().map(|line| format!(", {line}")).collect();
    let said = item.verdict.map(Said::name).map_or(String::new(), |said| format!("; {}", words.say(said)));
    let remark = item.remark.as_ref().map_or(String::new(), |remark| format!(": {}", words.remark(remark).0));
    let near = if item.needs_eyes() && !item.near.is_empty() {
        format!("\n             {} “{}”", words.say("near"), item.near)
    } else {
        String::new()
    };
    format!(
        "    {}  {source}:{}{also}  {}  “{}”\n             {}{said}{remark}{near}\n",
        item.id,
        item.line,
        item.rule,
        cut(&item.words),
        words.say(certainty(item.sure))
    )
}
