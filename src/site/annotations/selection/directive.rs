//! Words as browsers find them for an address: whole words, in capitals or not.
//!
//! Source: URL Fragment Text Directives (WICG, Draft Community Group Report), 3.5.

use crate::{
    base::{Span, text::is_mark},
    document::annotation_import::selection::Directive,
};

/// Where the first words stand that a directive names.
pub fn find(text: &str, within: Span, wanted: &Directive) -> Option<Span> {
    let part = Letters::of(within.of(text));
    let [prefix, start, end, suffix] = [&wanted.prefix, &wanted.start, &wanted.end, &wanted.suffix].map(|words| Letters::of(words).letters);
    if start.is_empty() {
        return None;
    }
    let mut from = 0;
    while let Some(at) = part.word(&start, from) {
        from = at + 1;
        let behind = at + start.len();
        let ends = if end.is_empty() { Some(behind) } else { part.word(&end, behind).map(|at| at + end.len()) };
        let Some(ends) = ends else { continue };
        let follows = |at: usize, words: &[char]| words.is_empty() || part.skip(at).is_some_and(|at| part.has(words, at));
        let is_behind = prefix.is_empty() || part.ends_before(&prefix, at);
        if is_behind && follows(ends, &suffix) {
            let (start, end) = (part.place(at)?, part.end(ends)?);
            return Some(Span { start: within.start + start, end: within.start + end });
        }
    }
    None
}

/// A text in small letters, white space once, and where each stands.
struct Letters {
    letters: Vec<char>,
    places: Vec<(u32, u32)>,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut found = Self { letters: Vec::with_capacity(text.len()), places: Vec::with_capacity(text.len()) };
        for (at, c) in text.char_indices() {
            let place = (u32::try_from(at).unwrap_or(u32::MAX), u32::try_from(at + c.len_utf8()).unwrap_or(u32::MAX));
            let is_blank = c.is_whitespace();
            if is_blank && found.letters.last().is_none_or(|last| *last == ' ') {
                continue;
            }
            for c in if is_blank { ' ' } else { c }.to_lowercase() {
                found.letters.push(c);
                found.places.push(place);
            }
        }
        if found.letters.last() == Some(&' ') {
            found.letters.pop();
            found.places.pop();
        }
        found
    }

    /// Whether the words stand at a place.
    fn has(&self, words: &[char], at: usize) -> bool {
        self.letters.get(at..at + words.len()) == Some(words)
    }

    /// The first place from `from` on where the words stand and no word goes on.
    fn word(&self, words: &[char], from: usize) -> Option<usize> {
        let goes_on = |at: usize| {
            let is_word = |at: Option<usize>| at.and_then(|at| self.letters.get(at)).is_some_and(|c| c.is_alphanumeric() || is_mark(*c));
            is_word(at.checked_sub(1)) && is_word(Some(at))
        };
        let last = self.letters.len().checked_sub(words.len())?;
        (from..=last).find(|at| self.has(words, *at) && !goes_on(*at) && !goes_on(*at + words.len()))
    }

    /// Whether the words stand before a place.
    fn ends_before(&self, words: &[char], at: usize) -> bool {
        let at = if at > 0 && self.letters.get(at - 1) == Some(&' ') { at - 1 } else { at };
        at.checked_sub(words.len()).is_some_and(|start| self.has(words, start))
    }

    /// The place behind white space.
    fn skip(&self, at: usize) -> Option<usize> {
        self.letters.get(at).map(|c| at + usize::from(*c == ' '))
    }

    fn place(&self, at: usize) -> Option<u32> {
        self.places.get(at).map(|place| place.0)
    }

    fn end(&self, at: usize) -> Option<u32> {
        self.places.get(at.checked_sub(1)?).map(|place| place.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_an_address_are_found() {
        const TEXT: &str = "The harbourmaster of\n the Harbour saw the harbour, and the ice.";
        let check = |[prefix, start, end, suffix]: [&str; 4], expected: &str| {
            let wanted = Directive { prefix: prefix.into(), start: start.into(), end: end.into(), suffix: suffix.into() };
            assert_eq!(find(TEXT, Span::new(0, TEXT.len()), &wanted).map_or("-", |span| span.of(TEXT)), expected, "{wanted:?}");
        };
        check(["", "harbour", "", ""], "Harbour");
        check(["saw the", "harbour", "", ""], "harbour");
        check(["", "the harbour", "", "and"], "-");
        check(["", "the harbour", "", ", and"], "the harbour");
        check(["", "of the", "ICE", ""], "of\n the Harbour saw the harbour, and the ice");
        check(["", "", "", ""], "-");
    }
}
