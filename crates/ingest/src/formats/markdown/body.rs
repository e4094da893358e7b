//! The text behind the front matter, without its comments.

use std::ops::Range;

use crate::draft::Draft;

/// The Markdown that is carried over.
#[derive(Debug, Default)]
pub struct Body {
    /// The Markdown.
    pub text: String,
    /// Where its parts stand in the source: offsets in `text` with offsets there, both increasing.
    pieces: Vec<(usize, usize)>,
}

impl Body {
    /// The Markdown of a source whose front matter and comments have been found.
    pub fn of(draft: &Draft) -> Self {
        let source = draft.source.text.as_str();
        let mut body = Self::default();
        let mut at = draft.text_from;
        for comment in draft.comments.iter().filter(|comment| comment.start >= draft.text_from) {
            let gone = whole_lines(source, comment.clone());
            body.push(source, at..gone.start.max(at));
            at = gone.end.max(at);
        }
        body.push(source, at..source.len());
        body
    }

    fn push(&mut self, source: &str, range: Range<usize>) {
        let words = source.get(range.clone()).unwrap_or("");
        if !words.is_empty() {
            self.pieces.push((self.text.len(), range.start));
            self.text.push_str(words);
        }
    }

    /// Where the byte `at` of the text stands in the source.
    pub fn source_at(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|&(start, _)| start <= at);
        next.checked_sub(1).and_then(|index| self.pieces.get(index)).map_or(at, |&(start, from)| from + (at - start))
    }

    /// Where the byte `from` of the source stands in the text.
    pub fn at(&self, from: usize) -> usize {
        let next = self.pieces.partition_point(|&(_, source)| source <= from);
        next.checked_sub(1).and_then(|index| self.pieces.get(index)).map_or(0, |&(start, source)| start + (from - source))
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
        return comment;
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
        assert_eq!(check("a %%b%% c", 2, 7), "a | c");
        assert_eq!(check("a\n\n%%b%%\n\nc", 3, 8), "a\n\n|c");
        assert_eq!(check("%%b%%   c", 0, 5), "|c");
        assert_eq!(check("%%b%%", 0, 5), "|");
    }
}
