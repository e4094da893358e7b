//! The text behind the front matter, without its comments.

use std::ops::Range;

use super::rewrite::{self, Found, Rewrite};
use crate::draft::Draft;

/// The Markdown that is carried over.
#[derive(Debug, Default)]
pub struct Body {
    /// The Markdown.
    pub text: String,
    /// Where its parts stand in the source: offsets in `text` with offsets there, both increasing.
    pieces: Vec<(usize, usize)>,
    /// What is written otherwise.
    rewrites: Vec<Rewrite>,
    /// Which of them comes next.
    next: usize,
    /// What else was found that other programs write, and where in the source it stands.
    pub found: Found,
}

impl Body {
    /// The Markdown of a source whose front matter and comments have been found, and which may have programs in it.
    pub fn of(draft: &Draft, is_scripted: bool) -> Self {
        let source = draft.source.text.as_str();
        let mut body = Self::default();
        let mut found = rewrite::find(source.get(draft.text_from..).unwrap_or(""), is_scripted);
        found.shift(draft.text_from);
        body.rewrites = std::mem::take(&mut found.rewrites);
        body.text.reserve(source.len().saturating_sub(draft.text_from));
        body.found = found;
        let mut at = draft.text_from;
        for (comment, is_html) in draft.comments.iter().filter(|(comment, _)| comment.start >= draft.text_from) {
            let gone = whole_lines(source, comment.clone());
            // An empty one in its place, so that two lists stay two (CommonMark 0.31.2, example 308), and two paragraphs.
            if *is_html && parts_blocks(source, comment, &gone) {
                body.push(source, at..comment.start.max(at));
                body.pieces.push((body.text.len(), comment.start));
                body.text.push_str("<!-- -->");
                at = comment.end.max(at);
            } else {
                body.push(source, at..gone.start.max(at));
                at = gone.end.max(at);
            }
        }
        body.push(source, at..source.len());
        body
    }

    /// A text without comments that begins at a place of its source.
    pub fn rewritten(text: &str, from: usize, is_scripted: bool) -> Self {
        let mut found = rewrite::find(text, is_scripted);
        let mut body = Self { rewrites: std::mem::take(&mut found.rewrites), ..Self::default() };
        body.text.reserve(text.len());
        body.push(text, 0..text.len());
        body.pieces.iter_mut().for_each(|(_, start)| *start += from);
        found.shift(from);
        body.found = found;
        body
    }

    /// Adds a stretch of the source, as it is written in our dialect.
    fn push(&mut self, source: &str, range: Range<usize>) {
        let mut at = range.start;
        while let Some(one) = self.rewrites.get_mut(self.next).filter(|one| one.range.start < range.end) {
            self.next += 1;
            let (place, words) = (one.range.clone(), std::mem::take(&mut one.words));
            // A comment may stand in it.
            if place.start < at || place.end > range.end {
                continue;
            }
            self.copy(source, at..place.start);
            self.pieces.push((self.text.len(), place.start));
            self.text.push_str(&words);
            at = place.end;
        }
        self.copy(source, at..range.end);
    }

    fn copy(&mut self, source: &str, range: Range<usize>) {
        let words = source.get(range.clone()).unwrap_or("");
        if !words.is_empty() {
            self.pieces.push((self.text.len(), range.start));
            self.text.push_str(words);
        }
    }

    /// Where the byte `at` of the text stands in the source.
    pub fn source_at(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|&(start, _)| start <= at);
        let Some(&(start, from)) = next.checked_sub(1).and_then(|index| self.pieces.get(index)) else { return at };
        // What stands for less than it is long.
        let end = self.pieces.get(next).map_or(usize::MAX, |&(_, behind)| behind);
        (from + (at - start)).min(end.saturating_sub(1).max(from))
    }

    /// Where the byte `from` of the source stands in the text.
    pub fn at(&self, from: usize) -> usize {
        let next = self.pieces.partition_point(|&(_, source)| source <= from);
        let Some(&(start, source)) = next.checked_sub(1).and_then(|index| self.pieces.get(index)) else { return 0 };
        let end = self.pieces.get(next).map_or(usize::MAX, |&(behind, _)| behind);
        (start + (from - source)).min(end.max(start))
    }

    /// The whole lines that a range touches, with the end of the last.
    pub fn lines(&self, range: Range<usize>) -> Range<usize> {
        let start = self.text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let last = range.end.max(range.start + 1) - 1;
        let end = self.text.get(last..).and_then(|rest| rest.find('\n')).map_or(self.text.len(), |step| last + step + 1);
        start..end
    }
}

/// A comment, with its lines where nothing else stands on them.
fn whole_lines(text: &str, comment: Range<usize>) -> Range<usize> {
    let before = text.get(..comment.start).unwrap_or("");
    let behind = text.get(comment.end..).unwrap_or("");
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let end = behind.find('\n').map_or(behind.len(), |at| at + 1);
    let is_alone = |part: Option<&str>| part.is_some_and(|part| part.trim().is_empty());
    if !is_alone(before.get(line..)) {
        // Of the blanks around it one goes as well.
        let blank = usize::from(before.ends_with(' ') && behind.starts_with(' '));
        return comment.start..comment.end + blank;
    }
    if !is_alone(behind.get(..end)) {
        // Blanks behind it would be those of code.
        let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        return comment.start..comment.end + blanks;
    }
    // Of two empty lines around it one goes as well.
    let is_apart = before.get(..line).is_some_and(|before| before.is_empty() || before.ends_with("\n\n"));
    let next = behind.get(end..).and_then(|rest| rest.find('\n')).map_or(0, |step| step + 1);
    let more = if is_apart && is_alone(behind.get(end..end + next)) { next } else { 0 };
    line..comment.end + end + more
}

/// Whether a comment is a block that others would run together without: a list and what follows it, an item and what it holds, two
/// paragraphs.
fn parts_blocks(text: &str, comment: &Range<usize>, gone: &Range<usize>) -> bool {
    let (before, behind) = (text.get(..comment.start).unwrap_or(""), text.get(comment.end..).unwrap_or(""));
    let mark = before.rsplit('\n').next().unwrap_or("");
    if gone == comment || !mark.trim().is_empty() {
        // Alone behind the mark of an item.
        let is_mark = |c: char| c.is_ascii_digit() || matches!(c, '-' | '*' | '+' | '.' | ')' | '>' | ' ' | '\t');
        return mark.contains(['-', '*', '+', '.', ')'])
            && mark.chars().all(is_mark)
            && behind.lines().next().is_none_or(|rest| rest.trim().is_empty());
    }
    let mut above = before.rsplit('\n').skip(1);
    let mut below = behind.split('\n').skip(1);
    let is_blank = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
    if !is_blank(above.clone().next()) && !is_blank(below.clone().next()) {
        return true;
    }
    let is_set_in = |line: &str| line.starts_with("  ") || line.starts_with('\t');
    let listed = |line: Option<&str>| line.is_some_and(|line| is_item(line) || is_set_in(line));
    listed(above.find(|line| !is_blank(Some(line)))) && listed(below.find(|line| !is_blank(Some(line))))
}

/// Whether a line begins with the mark of an item.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let rest =
        line.strip_prefix(['-', '*', '+']).or_else(|| line.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(['.', ')']));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_goes_with_its_line() {
        let check = |text: &str, from: usize, to: usize| {
            let gone = whole_lines(text, from..to);
            format!("{}|{}", &text[..gone.start], &text[gone.end..])
        };
        assert_eq!(check("a\n %%b%% \nc", 3, 8), "a\n|c");
        assert_eq!(check("a %%b%% c", 2, 7), "a |c");
        assert_eq!(check("a\n\n%%b%%\n\nc", 3, 8), "a\n\n|c");
        assert_eq!(check("%%b%%   c", 0, 5), "|c");
        assert_eq!(check("%%b%%", 0, 5), "|");
    }
}
