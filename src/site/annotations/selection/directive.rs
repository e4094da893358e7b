//! Words as browsers find them for an address: whole words, in capitals or not.
//!
//! Source: URL Fragment Text Directives (WICG, Draft Community Group Report), 3.5.

use crate::{
    base::{Span, text::is_mark},
    document::annotation_import::selection::Directive,
};

/// Where the first words stand that a directive names, in a text of these letters that begins at `base`.
pub fn find(part: &Letters, base: u32, wanted: &Directive) -> Option<Span> {
    let [prefix, start, end, suffix] = [&wanted.prefix, &wanted.start, &wanted.end, &wanted.suffix].map(|words| Letters::of(words).letters);
    let first = start.chars().next()?.len_utf8();
    let mut from = 0;
    while let Some(at) = part.word(&start, from) {
        from = at + first;
        let behind = at + start.len();
        // What does not stand behind this place stands behind no later one.
        let ends = if end.is_empty() { behind } else { part.word(&end, behind)? + end.len() };
        if part.follow(&prefix, at) && part.begin(&suffix, ends) {
            return Some(Span { start: base + part.places.get(at)?.0, end: base + part.places.get(ends.checked_sub(1)?)?.1 });
        }
    }
    None
}

/// A text in small letters, white space once, and where each of its bytes stands.
pub struct Letters {
    letters: String,
    places: Vec<(u32, u32)>,
}

impl Letters {
    /// Those of a text.
    pub fn of(text: &str) -> Self {
        let mut found = Self { letters: String::with_capacity(text.len()), places: Vec::with_capacity(text.len()) };
        for (at, c) in text.char_indices() {
            let place = (u32::try_from(at).unwrap_or(u32::MAX), u32::try_from(at + c.len_utf8()).unwrap_or(u32::MAX));
            let is_blank = c.is_whitespace();
            if is_blank && (found.letters.is_empty() || found.letters.ends_with(' ')) {
                continue;
            }
            for c in if is_blank { ' ' } else { c }.to_lowercase() {
                found.letters.push(c);
                found.places.resize(found.letters.len(), place);
            }
        }
        if found.letters.ends_with(' ') {
            found.letters.pop();
            found.places.pop();
        }
        found
    }

    /// The first place from `from` on where the words stand and no word goes on.
    fn word(&self, words: &str, mut from: usize) -> Option<usize> {
        loop {
            let at = from + self.letters.get(from..)?.find(words)?;
            if !self.goes_on(at) && !self.goes_on(at + words.len()) {
                return Some(at);
            }
            from = at + self.letters.get(at..)?.chars().next()?.len_utf8();
        }
    }

    /// Whether a place is within a word.
    fn goes_on(&self, at: usize) -> bool {
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || is_mark(c));
        self.letters
            .split_at_checked(at)
            .is_some_and(|(before, behind)| is_word(before.chars().next_back()) && is_word(behind.chars().next()))
    }

    /// Whether a place follows on the words.
    fn follow(&self, words: &str, at: usize) -> bool {
        self.letters.get(..at).is_some_and(|before| before.strip_suffix(' ').unwrap_or(before).ends_with(words))
    }

    /// Whether the words begin at a place.
    fn begin(&self, words: &str, at: usize) -> bool {
        self.letters.get(at..).is_some_and(|behind| behind.strip_prefix(' ').unwrap_or(behind).starts_with(words))
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
            assert_eq!(find(&Letters::of(TEXT), 0, &wanted).map_or("-", |span| span.of(TEXT)), expected, "{wanted:?}");
        };
        check(["", "harbour", "", ""], "Harbour");
        check(["saw the", "harbour", "", ""], "harbour");
        check(["", "the harbour", "", "and"], "-");
        check(["", "the harbour", "", ", and"], "the harbour");
        check(["", "of the", "ICE", ""], "of\n the Harbour saw the harbour, and the ice");
        check(["", "", "", ""], "-");
        check(["", "harbour", "nowhere", ""], "-");
    }
}
