//! Words of prose, abbreviations in them explained.

use super::Writer;
use crate::document::body::{Attribute, Name};

impl Writer<'_> {
    /// Adds words of prose to the open block: abbreviations in them are explained.
    pub fn prose(&mut self, words: &str) {
        let start = self.body.text.len();
        self.body.text.push_str(words);
        self.cover_prose(start);
    }

    /// Lays pieces over the words of prose from `start` on.
    pub fn cover_prose(&mut self, start: usize) {
        if self.abbreviations.is_empty() {
            self.cover(start);
            return;
        }
        let words = self.body.text.split_off(start);
        let mut rest = 0;
        let mut before = None;
        for (at, c) in words.char_indices() {
            let begins = at >= rest && !before.replace(c).is_some_and(char::is_alphanumeric);
            let Some(tail) = words.get(at..).filter(|_| begins) else { continue };
            let ends = |short: &str| tail.strip_prefix(short).is_some_and(|behind| !behind.starts_with(char::is_alphanumeric));
            // The first of two for the same letters.
            let found = self.abbreviations.iter_mut().rev().filter(|(short, ..)| ends(short)).max_by_key(|(short, ..)| short.len());
            if let Some((short, long, used)) = found {
                *used = true;
                let (short, long) = (short.clone(), long.clone());
                self.words(words.get(rest..at).unwrap_or(""));
                self.open(Name::Abbr, false);
                self.attribute(Attribute::Title, &long);
                self.words(&short);
                self.close(Name::Abbr, false);
                rest = at + short.len();
            }
        }
        self.words(words.get(rest..).unwrap_or(""));
    }
}
