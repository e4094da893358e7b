//! The end of a document that stands in it as in its source: behind the last change of the text nothing needs to be parsed again.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::leaves::{OPTIONS, Page};

/// The text of a source as it was parsed.
#[derive(Debug)]
pub struct Parsed {
    pub(super) text: String,
    /// Where paragraphs and headings begin that nothing holds.
    pub(super) tops: Vec<usize>,
    /// Where the words of each block begin.
    pub(super) starts: Vec<usize>,
    /// How many blocks the front matter has, which come before these.
    pub(super) said: usize,
}

/// So many bytes before the unchanged end are few, however short that is.
const FEW: usize = 1_000;

/// Where paragraphs and headings begin that nothing holds.
pub fn tops(page: &Page) -> Vec<usize> {
    page.leaves.iter().filter(|leaf| leaf.is_top).map(|leaf| leaf.start).collect()
}

impl Parsed {
    /// Where in the text of a document its unchanged end begins, and with which block of the source; `None` if no such place is sure.
    ///
    /// A parser reads on from there as it did in the source: behind a blank line a paragraph or heading begins that nothing holds, on both
    /// sides, and before it stands no bracket, so that both have the same definitions of links and notes.
    pub fn unchanged(&self, document: &str) -> Option<(usize, usize)> {
        let (own, other) = (self.text.trim_end(), document.trim_end());
        let first = own.len() - alike(own.as_bytes(), other.as_bytes());
        let there = |from: usize| (from + other.len()).checked_sub(own.len());
        let is_apart = |before: &str| before.ends_with("\n\n") || before.trim().is_empty();
        let begins = |from: &usize| {
            let is_first = |c: char| c.is_alphabetic() || c == '#';
            own.get(*from..).is_some_and(|rest| rest.starts_with(is_first))
                && own.get(..*from).is_some_and(is_apart)
                && there(*from).and_then(|at| other.get(..at)).is_some_and(is_apart)
        };
        let from = self.tops.get(self.tops.partition_point(|at| *at < first)..)?.iter().copied().find(begins)?;
        let at = there(from)?;
        // Of a text that changes far behind its beginning little would be spared.
        let (before, changed) = (own.get(..from)?, other.get(..at).filter(|changed| changed.len() <= FEW.max(other.len() / 4))?);
        let has_bracket = |text: &str| memchr::memchr(b'[', text.as_bytes()).is_some();
        if has_bracket(before) || has_bracket(changed) || !is_closed(changed) {
            return None;
        }
        Some((at, self.said + self.starts.partition_point(|start| *start < from)))
    }
}

/// How many bytes two texts have in common at their ends.
fn alike(one: &[u8], other: &[u8]) -> usize {
    const AT_ONCE: usize = 4096;
    let same = one.rchunks(AT_ONCE).zip(other.rchunks(AT_ONCE)).take_while(|(one, other)| one == other);
    let whole: usize = same.map(|(one, _)| one.len()).sum();
    let rest = |text: &[u8]| text.len().saturating_sub(whole);
    let (one, other) = (one.get(..rest(one)).unwrap_or_default(), other.get(..rest(other)).unwrap_or_default());
    whole + one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count()
}

/// Whether nothing that a text begins is open at its end: a word behind it is a paragraph that nothing holds.
fn is_closed(text: &str) -> bool {
    let probed = format!("{text}x");
    let mut last: [Option<(bool, usize)>; 3] = [None; 3];
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(&probed, OPTIONS).into_offset_iter() {
        let is_probe = match &event {
            Event::Start(Tag::Paragraph) => depth == 0 && range.start == text.len(),
            Event::Text(word) => &**word == "x" && range.start == text.len(),
            Event::End(TagEnd::Paragraph) => depth == 1,
            _ => false,
        };
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        last.rotate_left(1);
        last[2] = Some((is_probe, range.end));
    }
    last.iter().all(|event| event.is_some_and(|(is_probe, _)| is_probe))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        draft::Draft,
        formats::markdown::{body::Body, leaves, shown},
    };

    /// A source parsed, with its words.
    fn parsed(text: &str) -> (Parsed, Vec<String>) {
        let mut shown = shown::Shown::default();
        let page = leaves::read(&Body::rewritten(text, 0, false), &mut Draft::new(text.as_bytes()), Some(&mut shown));
        let words = shown.end();
        let starts = words.iter().map(|(at, _)| *at).collect();
        let parsed = Parsed { text: text.to_owned(), tops: tops(&page), starts, said: 0 };
        (parsed, words.into_iter().map(|(_, words)| words).collect())
    }

    /// What a reader sees of the document, read in part, and whether less than all of it was parsed.
    fn check(source: &str, document: &str) -> bool {
        let (parsed, words) = parsed(source);
        let Some((at, first)) = parsed.unchanged(document) else { return false };
        let own = |text: &str| shown::words(text).into_iter().map(|(_, words)| words).collect::<Vec<_>>();
        assert_eq!([own(&document[..at]), words[first..].to_vec()].concat(), own(document), "{source:?} {document:?}");
        true
    }

    #[test]
    fn what_is_unchanged_is_not_read_again() {
        let rest = "# Mill\n\nIt *turned* `x` and [a](b).\n\n- one\n\n- two\n\nEnd.[^1]\n\n[^1]: Note.\n";
        assert!(check(rest, "\nIt *turned* `x` and [a](b).\n\n- one\n\n- two\n\nEnd.[^1]\n\n[^1]: Note.\n"));
        assert!(check("# A\n\nb\n\n## C\n\nd\n", "\nb\n\n### C\n\nd\n"));
        for (source, document) in [
            // Nothing is alike, or nothing begins there.
            ("# A\n\nb\n", "\nc\n"),
            ("# A\nb\nc\n", "\nb\nc\n"),
            ("# A\n\n- b\n- c\n", "\n- b\n- c\n"),
            // Something is open before it.
            ("# A\n\nb\n", "\n```\n\nb\n"),
            ("# A\n\nb\n", "\n<script>\n\nb\n"),
            // A link may be defined before it.
            ("# A\n\n[b]: c\n\nd [b]\n", "\n[b]: e\n\nd [b]\n"),
        ] {
            assert!(!check(source, document), "{source}");
        }
    }

    proptest::proptest! {
        #[test]
        fn reading_in_part_is_reading(
            head in "(# [ab]\n|[ab]\n|\n|- a\n|> a\n|```\n|<p>\n|  b\n|<script>\n|\\| a \\|\n|-+\n|~~~\n|<!-- ){0,6}",
            new in "(## [ab]\n|[ab]\n|\n|- a\n|> a\n|```\n|<p>\n|    b\n|<script>\n|\\| a \\|\n|-+\n|~~~\n|-->\n){0,6}",
            rest in "(# [ab]\n|[ab] \\*c\\*\n|\n|\n|- a\n|> a\n|```\n|<p>\n|  b\n|\\[a\\]\n|\n\\[a\\]: b\n|\n\\[\\^1\\]: n\n|a\\[\\^1\\]\n|\\|-\\|\n|-->\n|</script>\n){0,14}",
        ) {
            check(&format!("{head}\n\n{rest}"), &format!("{new}\n\n{rest}"));
        }
    }
}
