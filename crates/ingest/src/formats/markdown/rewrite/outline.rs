//! What Logseq writes among the blocks of an outline: properties that only it reads (`id:: …`, `collapsed:: true`), and references to blocks
//! by their ids, `((64f0a1b2-…))`. Source: Logseq's documentation, "Properties", "Block reference".

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Found, Rewrite, Unread};

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

/// A line with such a property: what stands for it and the end of the line before it.
pub fn property(text: &str, lines: &[Range<usize>], at: usize) -> Option<Rewrite> {
    let line = lines.get(at)?;
    let (key, value) = text.get(line.clone())?.trim().split_once(":: ")?;
    let before = lines.get(at.checked_sub(1)?)?;
    SILENT.contains(&key).then(|| {
        let id = value.trim().get(..SHORT).filter(|_| key == "id" && is_id(value.trim()));
        Rewrite { range: before.end..line.end, words: id.map_or(String::new(), |id| format!(" ^{id}")) }
    })
}

fn is_id(text: &str) -> bool {
    text.len() == ID && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// References to blocks: links with the first words of those that stand in the text.
pub fn references(text: &str, found: &mut Found) {
    let mut named: FxHashMap<&str, &str> = FxHashMap::default();
    let mut before = "";
    for line in text.lines().map(str::trim) {
        match line.strip_prefix("id:: ") {
            Some(id) => _ = named.insert(id.trim(), before),
            None => before = line,
        }
    }
    for (at, _) in text.match_indices("((") {
        let Some(id) = text.get(at + 2..at + 2 + ID).filter(|id| is_id(id)) else { continue };
        let range = at..at + ID + 4;
        if text.get(range.end - 2..range.end) != Some("))") {
            continue;
        }
        match (named.get(id), id.get(..SHORT)) {
            (Some(block), Some(short)) => {
                let words = format!("[{}](#^{short})", first_words(block, range.len() - SHORT - 6));
                found.rewrites.push(Rewrite { range, words });
            }
            _ => found.unread.push((at, Unread::Named("((…))".to_owned()))),
        }
    }
}

/// As many whole words of a block as have room.
fn first_words(block: &str, room: usize) -> String {
    let plain: String = block.trim_start_matches(['-', '*', ' ']).chars().filter(|c| !matches!(c, '[' | ']' | '*' | '_' | '`')).collect();
    let mut words = String::new();
    for word in plain.split_whitespace() {
        if words.len() + word.len() >= room {
            break;
        }
        words.push_str(if words.is_empty() { "" } else { " " });
        words.push_str(word);
    }
    if words.is_empty() { "*".to_owned() } else { words }
}
