//! Elements of raw HTML of which no reader sees the words: they are left out and listed, as of a page.

use std::{collections::BTreeMap, ops::Range};

use pulldown_cmark::{Event, Parser};
use scholion_base::tag;

use super::{RULE, leaves::OPTIONS, shown};
use crate::{
    draft::Draft,
    formats::html,
    remark::Remark,
    report::{
        Certainty::{Likely, Unsure},
        Kind,
    },
};

/// Under this name they are listed.
const HIDDEN: &str = "hidden";

/// Elements that have no end tag (HTML Standard, 13.1.2).
const VOID: &[&str] = &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// A tag with more bytes behind its name is none.
const LONGEST: usize = 10_000;

/// Takes them out of the text, as comments are.
pub fn leave_out(draft: &mut Draft) {
    let text = draft.source.text.get(draft.text_from..).unwrap_or("");
    if !may_hide(text) {
        return;
    }
    let mut found = find(text);
    found.iter_mut().for_each(|one| one.range = one.range.start + draft.text_from..one.range.end + draft.text_from);
    let (mut paragraph, mut seen) = (draft.text_from, draft.text_from);
    for one in &found {
        let written = draft.source.text.get(one.range.clone()).unwrap_or("").to_owned();
        // The account of words knows paragraphs by their first lines.
        let between = draft.source.text.get(seen..one.range.start).unwrap_or("");
        paragraph = between.rfind("\n\n").map_or(paragraph, |at| seen + at + 2);
        seen = one.range.start;
        let start = if one.is_block { one.range.start } else { paragraph };
        let line = draft.source.line_at(super::leaves::offset(start));
        let words = one.words(&written);
        if !one.ends {
            draft.note(line, HIDDEN, written, Kind::Doubtful, Unsure, Remark::Hidden);
        } else if !words.is_empty() {
            draft.note(line, HIDDEN, words, Kind::Dropped, Unsure, Remark::Hidden);
        } else if let Some(tag) = tags(&written, 0).next() {
            // What runs, or says how things look, has no words.
            draft.note(line, RULE, format!("<{}>", tag.name), Kind::Found, Likely, Remark::ElementNotShown { n: 1 });
        }
    }
    found.retain(|one| one.ends);
    // Comments in them go with them.
    draft.comments.retain(|(comment, _)| {
        let next = found.partition_point(|one| one.range.start <= comment.start);
        next.checked_sub(1).and_then(|at| found.get(at)).is_none_or(|one| !one.range.contains(&comment.start))
    });
    draft.comments.extend(found.into_iter().map(|one| (one.range, true)));
    draft.comments.sort_by_key(|(range, _)| range.start);
}

/// An element that is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hidden {
    range: Range<usize>,
    /// Whether it begins a block.
    is_block: bool,
    /// Whether its end is known; if not, the range is that of its tag.
    ends: bool,
}

impl Hidden {
    /// What a reader would see of it.
    fn words(&self, written: &str) -> String {
        // Among words the same tag begins no block.
        let words = if self.is_block { shown::words(written) } else { shown::words(&format!(".{written}")) };
        let words: Vec<String> = words.into_iter().map(|(_, words)| words).collect();
        words.join(" ").trim_start_matches('.').trim().to_owned()
    }
}

/// Whether any tag in a text hides something, or looks so.
fn may_hide(text: &str) -> bool {
    tags(text, 0).any(|tag| tag.hides(text))
}

/// The elements that are hidden, in order.
fn find(text: &str) -> Vec<Hidden> {
    let mut tags_of: Vec<(Tag, bool)> = Vec::new();
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        let is_block = matches!(event, Event::Html(_));
        if is_block || matches!(event, Event::InlineHtml(_)) {
            tags_of.extend(tags(text.get(range.clone()).unwrap_or(""), range.start).map(|tag| (tag, is_block)));
        }
    }
    let ends = ends(&tags_of);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((tag, is_block)) = tags_of.get(at) {
        let end = ends.get(at).copied().flatten();
        at += 1;
        if !tag.hides(text) {
            continue;
        }
        let mut hidden = Hidden { range: tag.range.clone(), is_block: *is_block, ends: VOID.contains(&tag.name.as_str()) };
        // What begins among words ends in their paragraph.
        let may_end = |range: &Range<usize>| *is_block || !text.get(tag.range.end..range.end).unwrap_or("").contains("\n\n");
        let end = end.and_then(|end| Some((end, &tags_of.get(end)?.0.range))).filter(|(_, range)| !hidden.ends && may_end(range));
        if let Some((end, range)) = end {
            (hidden.range.end, hidden.ends) = (range.end, true);
            at = end + 1;
        }
        found.push(hidden);
    }
    found
}

/// For each tag that begins an element the tag that ends it.
fn ends(tags: &[(Tag, bool)]) -> Vec<Option<usize>> {
    let mut ends = vec![None; tags.len()];
    let mut open: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, (tag, _)) in tags.iter().enumerate() {
        let open = open.entry(&tag.name).or_default();
        if !tag.is_end {
            let is_within_raw = matches!(tag.name.as_str(), "script" | "style") && !open.is_empty();
            if !is_within_raw {
                open.push(at);
            }
        } else if let Some(end) = open.pop().and_then(|begin| ends.get_mut(begin)) {
            *end = Some(at);
        }
    }
    ends
}

/// A tag of raw HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tag {
    range: Range<usize>,
    /// In small letters.
    name: String,
    is_end: bool,
}

impl Tag {
    /// Whether no reader sees the words of the element that it begins.
    fn hides(&self, text: &str) -> bool {
        let attributes = text.get(self.range.start + 1 + self.name.len()..self.range.end).unwrap_or("");
        !self.is_end && html::hides(&self.name, attributes)
    }
}

/// The tags in a text that begins at a place.
fn tags(text: &str, from: usize) -> impl Iterator<Item = Tag> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let open = memchr::memchr(b'<', text.as_bytes().get(at..)?)? + at;
            let rest = text.get(open + 1..)?;
            at = open + 1;
            let is_end = rest.starts_with('/');
            let rest = rest.strip_prefix('/').unwrap_or(rest);
            let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
            if length == 0 || !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            let name_end = 1 + usize::from(is_end) + length;
            let Some(whole) = tag::length_within(text.get(open..)?, name_end + LONGEST) else { continue };
            at = open + whole;
            let name = rest.get(..length)?.to_ascii_lowercase();
            return Some(Tag { range: from + open..from + at, name, is_end });
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_elements_are_found() {
        for (text, expected) in [
            ("a <span hidden>b <b>c</b></span> d", "<span hidden>b <b>c</b></span>"),
            ("a <SPAN style='Display : NONE'>b</SPAN> d", "<SPAN style='Display : NONE'>b</SPAN>"),
            ("<div hidden>\n\nb <div>c</div>\n\n</div>\n\nd", "<div hidden>\n\nb <div>c</div>\n\n</div>"),
            ("<script>\n'<script>'\n\nx\n</script>\n", "<script>\n'<script>'\n\nx\n</script>"),
            ("a <img src=a.png hidden> b <input hidden>", "<img src=a.png hidden>|<input hidden>"),
            ("`<span hidden>` and <span data-hidden=1 title='hidden'>b</span>, a < b hidden > c", ""),
            ("a <span hidden>b\n\nc</span>", ""),
            ("<template>b", ""),
        ] {
            let found: Vec<&str> = find(text).into_iter().filter(|one| one.ends).map(|one| &text[one.range]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
        assert_eq!(find("<p hidden>b"), [Hidden { range: 0..10, is_block: true, ends: false }]);
    }
}
