//! What Logseq writes among the blocks of an outline: properties that only it reads (`id:: …`, `collapsed:: true`), and references to blocks
//! by their ids, `((64f0a1b2-…))`. Source: Logseq's documentation, "Properties", "Block reference". Roam Research has tasks in double braces
//! (`{{[[TODO]]}}`), tags of several words (`#[[two words]]`) and marked words (`^^words^^`).

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Found, Rewrite, Unread, begins_item, has};

/// Properties that say how a block is shown, and nothing of it.
const SILENT: [&str; 11] = [
    "id",
    "collapsed",
    "heading",
    "background-color",
    "created-at",
    "updated-at",
    "ls-type",
    "hl-page",
    "hl-color",
    "hl-stamp",
    "logseq.order-list-type",
];

/// How long ids are, and how many of their signs tell them apart.
const ID: usize = 36;
const SHORT: usize = 8;
/// Before the id of a block that is shown in another place.
const EMBED: &str = "{{embed ";

/// The longest key of a property that says nothing to readers, with the sign of its item, in bytes.
const LONGEST_KEY: usize = 80;

/// A line with such a property, or those with the times of a task: what stands for it and the end of the line before it, and the line behind.
pub fn property(text: &str, lines: &[Range<usize>], at: usize) -> Option<(Rewrite, usize)> {
    /// So many lines may have times.
    const MOST: usize = 50;
    let line = lines.get(at)?;
    let words = text.get(line.clone())?;
    // Keys are short, and most lines are looked at no further.
    let head = words.trim_start().as_bytes();
    memchr::memchr(b':', head.get(..head.len().min(LONGEST_KEY))?)?;
    if words.trim() == ":LOGBOOK:" {
        let ends = |at: &usize| lines.get(*at).and_then(|line| text.get(line.clone())).is_some_and(|line| line.trim() == ":END:");
        let end = (at + 1..lines.len().min(at + MOST)).find(ends)?;
        let start = lines.get(at.checked_sub(1)?)?.end;
        return Some((Rewrite { range: start..lines.get(end)?.end, words: String::new() }, end + 1));
    }
    if let Some((key, _)) = words.trim().strip_prefix("- ").and_then(|item| item.split_once(":: ")) {
        // The words of its item stand on the next line.
        let start = line.start + words.find("- ")? + "- ".len();
        let next = lines.get(at + 1)?;
        let below = text.get(next.clone()).filter(|below| !below.trim().is_empty() && !begins_item(below))?;
        let from = next.start + below.len() - below.trim_start().len();
        let is_silent = SILENT.contains(&key) && key != "id";
        return is_silent.then_some((Rewrite { range: start..from, words: String::new() }, at + 1));
    }
    let (key, value) = words.trim().split_once(":: ")?;
    let before = lines.get(at.checked_sub(1)?)?;
    // Another id than Logseq's may be a shelfmark.
    let is_silent = SILENT.contains(&key) && (key != "id" || is_id(value.trim()));
    is_silent.then(|| {
        let id = value.trim().get(..SHORT).filter(|_| key == "id");
        (Rewrite { range: before.end..line.end, words: id.map_or(String::new(), |id| format!(" ^{id}")) }, at + 1)
    })
}

fn is_id(text: &str) -> bool {
    text.len() == ID && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// Whether a text may have what [`marks`] finds.
pub fn may_have(text: &str) -> bool {
    ["{{[[", "#[[", "(("].iter().any(|signs| has(text, signs))
}

/// What Roam has among words, in a stretch of them.
pub fn marks(text: &str, range: Range<usize>, found: &mut Found) {
    let words = text.get(range.clone()).unwrap_or("");
    let mut put = |at: usize, written: &str, words: &str| {
        found.rewrites.push(Rewrite { range: range.start + at..range.start + at + written.len(), words: words.to_owned() });
    };
    for (written, task) in [("{{[[TODO]]}}", "[ ]"), ("{{[[DONE]]}}", "[x]")] {
        for (at, _) in words.match_indices(written) {
            let mark = words.get(..at).and_then(|before| before.trim_end_matches(' ').strip_suffix(['-', '*', '+']));
            if mark.is_some_and(|before| before.is_empty() || before.ends_with(['\n', ' ', '\t'])) {
                put(at, written, task);
            }
        }
    }
    for (at, _) in words.match_indices("#[[") {
        put(at, "#", "");
    }
    // Ids of Roam are nine signs, of which no word has all kinds.
    for (at, _) in words.match_indices("((") {
        let id = words.get(at + 2..at + 11).filter(|id| id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')));
        let is_id = id.is_some_and(|id| id.bytes().skip(1).any(|byte| !byte.is_ascii_lowercase()));
        if is_id && words.get(at + 11..).is_some_and(|behind| behind.starts_with("))")) {
            found.unread.push((range.start + at, Unread::Named("((…))".to_owned())));
        }
    }
}

/// References to blocks: links with the first words of those that stand in the text.
pub fn references(text: &str, prose: &[Range<usize>], found: &mut Found) {
    if memchr::memmem::find(text.as_bytes(), b"((").is_none() {
        return;
    }
    let mut named: FxHashMap<&str, &str> = FxHashMap::default();
    let mut before = "";
    for line in text.lines().map(str::trim) {
        match line.strip_prefix("id:: ") {
            Some(id) => _ = named.insert(id.trim(), before),
            // The times of a task are none of its words.
            None if line.starts_with(':') || line.starts_with("CLOCK:") => {}
            None => before = line,
        }
    }
    let places = |range: &Range<usize>| {
        let (start, words) = (range.start, text.get(range.clone()).unwrap_or(""));
        words.match_indices("((").map(move |(at, _)| start + at)
    };
    for at in prose.iter().flat_map(places) {
        let Some(id) = text.get(at + 2..at + 2 + ID).filter(|id| is_id(id)) else { continue };
        let range = at..at + ID + 4;
        if text.get(range.end - 2..range.end) != Some("))") {
            continue;
        }
        let before = text.get(..at).and_then(|before| before.strip_suffix(EMBED));
        let range = match before.filter(|_| text.get(range.end..).is_some_and(|behind| behind.starts_with("}}"))) {
            Some(before) => before.len()..range.end + "}}".len(),
            None => range,
        };
        match (named.get(id), id.get(..SHORT)) {
            (Some(block), Some(short)) => {
                let words = format!("[{}](#^{short})", first_words(block));
                found.rewrites.push(Rewrite { range, words });
            }
            _ => found.unread.push((at, Unread::Named("((…))".to_owned()))),
        }
    }
}

/// The first words of a block.
fn first_words(block: &str) -> String {
    const ENOUGH: usize = 60;
    let plain: String =
        block.trim_start_matches(['-', '*', ' ']).chars().take(ENOUGH * 8).filter(|c| !matches!(c, '[' | ']' | '*' | '_' | '`')).collect();
    let mut words = String::new();
    for word in plain.split_whitespace() {
        if !words.is_empty() && words.len() + word.len() >= ENOUGH {
            break;
        }
        words.push_str(if words.is_empty() { "" } else { " " });
        words.push_str(word);
    }
    if words.is_empty() { "*".to_owned() } else { words }
}
