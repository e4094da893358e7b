//! What changes in a text that is carried over: pieces of it that others stand for.

use std::ops::Range;

use super::{
    body::Body,
    leaves::{Inline, InlineKind, Leaf, Page},
};
use crate::{
    block::{Block, Role, What},
    draft::Draft,
};

/// Pieces of the text, and what stands for them.
#[derive(Debug, Default)]
pub struct Patches {
    list: Vec<(Range<usize>, String)>,
    /// What is written behind the text.
    pub behind: String,
}

impl Patches {
    /// Writes `words` in the place of a range.
    pub fn put(&mut self, range: Range<usize>, words: impl Into<String>) {
        self.list.push((range, words.into()));
    }

    /// The text with all of it. Of two that overlap the first counts, and of two that begin together the longer.
    pub fn apply(mut self, text: &str) -> String {
        // What is put in before a place comes before what stands for it.
        self.list.sort_by_key(|(range, _)| (range.start, !range.is_empty(), std::cmp::Reverse(range.end)));
        let mut out = String::with_capacity(text.len() + text.len() / 16);
        let mut at = 0;
        for (range, words) in &self.list {
            if range.start < at {
                continue;
            }
            out.push_str(text.get(at..range.start).unwrap_or(""));
            out.push_str(words);
            at = range.end;
            // Of the empty lines around what went one goes as well.
            let is_apart = out.is_empty() || out.ends_with("\n\n");
            if words.is_empty() && is_apart && text.get(at..).is_some_and(|rest| rest.starts_with('\n')) {
                at += 1;
            }
        }
        out.push_str(text.get(at..).unwrap_or(""));
        out.truncate(out.trim_end().len());
        let first = out.find(|c: char| c != '\n' && c != '\r').unwrap_or(0);
        out.drain(..blank_lines(&out, first));
        out.push_str(&self.behind);
        out.push('\n');
        out
    }
}

/// How long the blank lines are with which a text begins.
fn blank_lines(text: &str, first: usize) -> usize {
    let mut at = first;
    while let Some(end) = text.get(at..).and_then(|rest| rest.find('\n')).map(|step| at + step + 1)
        && text.get(at..end).is_some_and(|line| line.trim().is_empty())
    {
        at = end;
    }
    at
}

/// Lays what the rules found on the text: what went elsewhere goes, citations become links, passages have their language.
pub fn lay(body: &Body, page: &Page, draft: &Draft, patches: &mut Patches) {
    let notes = draft.notes.iter().flat_map(|note| &note.body);
    for block in draft.blocks.iter().chain(notes) {
        edits(body, page, draft, block, patches);
    }
    moved(body, page, draft, patches);
    passages(body, page, draft, patches);
}

/// The place of a block.
pub fn leaf_of<'p>(body: &Body, page: &'p Page, block: &Block) -> Option<&'p Leaf> {
    let at = body.at(block.source_at(0) as usize);
    let next = page.leaves.partition_point(|leaf| leaf.range.start <= at);
    page.leaves.get(next.checked_sub(1)?).filter(|leaf| at <= leaf.range.end)
}

/// What went to the front matter or the bibliography is no longer text; the heading of a list of references is the last line.
fn moved(body: &Body, page: &Page, draft: &Draft, patches: &mut Patches) {
    let mut entries = 0;
    for (index, block) in draft.blocks.iter().enumerate().rev() {
        let Some(leaf) = leaf_of(body, page, block) else { continue };
        match block.role {
            Role::Gone if leaf.is_free => patches.put(body.lines(leaf.range.clone()), ""),
            Role::References if entries > 0 => {
                let is_last = draft.blocks.get(index + 1..).unwrap_or_default().iter().all(|block| block.role == Role::Gone);
                if !is_last {
                    let words = body.text.get(leaf.words.clone()).unwrap_or("").to_owned();
                    patches.put(body.lines(leaf.range.clone()), "");
                    patches.behind.insert_str(0, &format!("\n\n## {words}"));
                }
            }
            _ => {}
        }
        entries = if block.role == Role::Gone { entries + 1 } else { 0 };
    }
}

/// A passage in another language stands between tags of its own.
fn passages(body: &Body, page: &Page, draft: &Draft, patches: &mut Patches) {
    let lang = |at: usize| {
        let block = draft.blocks.get(at).filter(|block| block.role == Role::Text)?;
        let leaf = leaf_of(body, page, block).filter(|leaf| leaf.is_top)?;
        Some((block.lang.as_deref()?, leaf))
    };
    for at in 0..draft.blocks.len() {
        let Some((tag, leaf)) = lang(at) else { continue };
        let same = |other: Option<usize>| other.and_then(lang).is_some_and(|(other, _)| other == tag);
        let lines = body.lines(leaf.range.clone());
        if !same(at.checked_sub(1)) {
            patches.put(lines.start..lines.start, format!("<div lang=\"{tag}\">\n\n"));
        }
        if !same(at.checked_add(1)) {
            let newline = if body.text.get(..lines.end).is_some_and(|text| text.ends_with('\n')) { "" } else { "\n" };
            patches.put(lines.end..lines.end, format!("{newline}\n</div>\n"));
        }
    }
}

fn edits(body: &Body, page: &Page, draft: &Draft, block: &Block, patches: &mut Patches) {
    if block.edits.is_empty() || matches!(block.role, Role::Gone | Role::Entry) {
        return;
    }
    let Some(leaf) = leaf_of(body, page, block) else { return };
    let first = page.inlines.partition_point(|inline| inline.range.start < leaf.words.start);
    let inlines = page.inlines.get(first..).unwrap_or_default();
    let inlines = inlines.get(..inlines.partition_point(|inline| inline.range.start < leaf.words.end)).unwrap_or_default();
    for edit in &block.edits {
        let Some(place) = place(body, block, edit.span.range()) else { continue };
        let ends = match &edit.what {
            What::Cite(work) => {
                let key = draft.works.get(*work as usize).map_or("", |work| work.key.as_str());
                ["[".to_owned(), format!("](#ref-{key})")]
            }
            What::Strong => ["**".to_owned(), "**".to_owned()],
            // Nothing else is laid on words of Markdown.
            _ => continue,
        };
        let is_link = ends[0] == "[";
        let Some(place) = fitting(&body.text, inlines, place, is_link) else { continue };
        // Two brackets would begin a wikilink, and others a picture or a note.
        if is_link
            && let Some(before) = place.start.checked_sub(1).filter(|&at| matches!(body.text.as_bytes().get(at), Some(b'[' | b'!' | b'^')))
        {
            let sign = body.text.get(before..place.start).unwrap_or("");
            patches.put(before..place.start, format!("\\{sign}"));
        }
        let [open, close] = ends;
        if place.is_empty() {
            patches.put(place, open + &close);
        } else {
            patches.put(place.start..place.start, open);
            patches.put(place.end..place.end, close);
        }
    }
}

/// Where words of a block stand in the text.
fn place(body: &Body, block: &Block, words: Range<usize>) -> Option<Range<usize>> {
    let start = body.at(block.source_at(u32::try_from(words.start).ok()?) as usize);
    let last = block.text.get(words.clone())?.chars().next_back().map_or(0, char::len_utf8);
    if last == 0 {
        return Some(start..start);
    }
    let end = body.at(block.source_at(u32::try_from(words.end - last).ok()?) as usize) + last;
    (start < end && body.text.is_char_boundary(start) && body.text.is_char_boundary(end)).then_some(start..end)
}

/// The place, so wide that it cuts nothing; `None` if nothing can be written around it.
fn fitting(text: &str, inlines: &[Inline], mut place: Range<usize>, is_link: bool) -> Option<Range<usize>> {
    for _ in 0..4 {
        let before = place.clone();
        for inline in inlines.iter().filter(|inline| inline.range.start < before.end && inline.range.end > before.start) {
            let Inline { range, kind } = inline;
            let holds = place.start <= range.start && range.end <= place.end;
            match kind {
                InlineKind::Link if is_link => return None,
                InlineKind::Link | InlineKind::Whole if holds => {}
                InlineKind::Link | InlineKind::Whole => return None,
                InlineKind::Marks(_) if holds && place != *range => {}
                InlineKind::Marks(count) => {
                    let inner = range.start + count..range.end - count.min(&range.end);
                    if inner.start <= place.start && place.end <= inner.end {
                        continue;
                    }
                    if range.start <= place.start && place.end <= range.end {
                        // It begins or ends with a mark, and the other one is not in it.
                        place = place.start.max(inner.start)..place.end.min(inner.end);
                    } else {
                        place = place.start.min(range.start)..place.end.max(range.end);
                    }
                }
            }
        }
        if place == before {
            break;
        }
    }
    let words = text.get(place.clone())?;
    let mut depth = 0_i32;
    let is_even = words.bytes().all(|byte| {
        depth += i32::from(byte == b'[') - i32::from(byte == b']');
        depth >= 0
    });
    (is_even && depth == 0 && !words.contains("\n\n")).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patches_are_laid_in_order() {
        let mut patches = Patches::default();
        patches.put(2..4, "");
        patches.put(3..3, "lost");
        patches.put(5..5, "[");
        patches.put(6..6, "]");
        patches.put(0..1, "A");
        assert_eq!(patches.apply("a bc de"), "A  [d]e\n");
        assert_eq!(Patches::default().apply("\n \n    code\n\n"), "    code\n");
    }
}
