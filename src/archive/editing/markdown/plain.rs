//! The words of a text in Markdown as a source has them: without the signs that keep others from being marks, without the marks of pages, and
//! on one line as long as no paragraph ends.

use crate::base::Span;

/// Words, each with its place in the Markdown.
pub struct Plain {
    /// What is read; only lines of which one is empty are apart.
    pub words: String,
    /// For each byte of it the place of its character; and where the text ends.
    places: Vec<u32>,
}

impl Plain {
    /// Those of a text.
    pub fn of(text: &str) -> Self {
        let mut words = String::with_capacity(text.len());
        let mut places = Vec::with_capacity(text.len() + 1);
        let mut signs = text.char_indices().peekable();
        while let Some((at, c)) = signs.next() {
            let next = signs.peek().map(|(_, next)| *next);
            if c == '\\' && next.is_some_and(|next| next.is_ascii_punctuation()) {
                continue;
            }
            if let Some(length) = page_mark(text.get(at..).unwrap_or("")) {
                while signs.next_if(|(place, _)| *place < at + length).is_some() {}
                continue;
            }
            let is_soft = c == '\n' && !words.is_empty() && !words.ends_with('\n') && next.is_some_and(|next| next != '\n');
            words.push(if is_soft { ' ' } else { c });
            places.extend(std::iter::repeat_n(u32::try_from(at).unwrap_or(u32::MAX), c.len_utf8()));
        }
        places.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        Self { words, places }
    }

    /// Where some words stand, in bytes of [`words`](Self::words).
    pub fn found<'p>(&'p self, words: &'p str) -> impl Iterator<Item = usize> + 'p {
        self.words.match_indices(words).map(|(at, _)| at)
    }

    /// The place of words in the Markdown; a sign that keeps the first or the last of them from being a mark is theirs.
    pub fn place(&self, from: usize, to: usize) -> Span {
        // A backslash before the first character stands where the one before it ended.
        let start = from.checked_sub(1).map_or(0, |before| self.end_of(before));
        Span::new(start, if from == to { start } else { self.end_of(to - 1) })
    }

    /// Where in the Markdown the character ends to which a byte belongs.
    fn end_of(&self, byte: usize) -> usize {
        let start = self.places.get(byte).copied().unwrap_or(0);
        let length = self.places.iter().skip(byte + 1).take_while(|place| **place == start).count()
            + self.places.iter().take(byte + 1).rev().take_while(|place| **place == start).count();
        start as usize + length
    }

    /// At most so many bytes before a place.
    pub fn back(&self, at: usize, bytes: usize) -> usize {
        (at.saturating_sub(bytes)..=at).find(|place| self.words.is_char_boundary(*place)).unwrap_or(at)
    }

    /// At most so many bytes behind a place.
    pub fn on(&self, at: usize, bytes: usize) -> usize {
        let end = (at + bytes).min(self.words.len());
        (at..=end).rev().find(|place| self.words.is_char_boundary(*place)).unwrap_or(at)
    }
}

/// How long the mark is with which a text begins that has no words: that of a page (`<span class="pb" data-n="7"></span>`).
pub fn page_mark(text: &str) -> Option<usize> {
    /// No mark is longer, in characters; so much is looked at.
    const MOST: usize = 400;
    let (end, _) = text.strip_prefix("<span ")?.char_indices().take(MOST).find(|(_, c)| matches!(c, '>' | '<' | '\n'))?;
    let behind = "<span ".len() + end;
    text.get(behind..)?.starts_with("></span>").then_some(behind + "></span>".len())
}
