//! The words of one key.

use crate::Langs;

include!("hash.rs");

/// The words that all languages have under a key, sorted by bytes.
#[derive(Debug)]
pub struct Words {
    pub(crate) words: &'static [&'static str],
    pub(crate) langs: &'static [u128],
    pub(crate) parts: &'static [u8],
    pub(crate) names: &'static [&'static str],
    pub(crate) slots: &'static [u16],
    pub(crate) starts: [u32; 32],
    pub(crate) cyrillic: u32,
    pub(crate) sets: &'static [u64],
    pub(crate) longest: usize,
}

/// A word, once for each part of the key that it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The word as the files have it.
    pub word: &'static str,
    /// The languages that have it.
    pub langs: Langs,
    /// The place of its part among those of the key; 0 where it has none.
    pub part: u8,
}

impl Words {
    /// Whether the word is one of them, as the files have it.
    #[inline]
    pub fn contains(&self, word: &str) -> bool {
        self.place(word).is_some()
    }

    /// The languages that have the word; none if no language does.
    #[inline]
    pub fn langs(&self, word: &str) -> Langs {
        let Some(at) = self.place(word) else { return Langs::default() };
        let same = self.words.iter().zip(self.langs).skip(at).take_while(|(known, _)| **known == word);
        Langs(same.fold(0, |langs, (_, more)| langs | more))
    }

    /// The part of the key that the word is of, if all languages that have it agree.
    pub fn part(&self, word: &str) -> Option<&'static str> {
        self.part_number(word).and_then(|part| self.names.get(usize::from(part)).copied())
    }

    /// The name of the part with this place among those of the key.
    pub fn part_name(&self, part: u8) -> Option<&'static str> {
        self.names.get(usize::from(part)).copied()
    }

    /// The place of that part among those of the key, from 0 on.
    #[inline]
    pub fn part_number(&self, word: &str) -> Option<u8> {
        let mut entries = self.entries(word);
        let first = entries.next()?;
        entries.all(|entry| entry.part == first.part).then_some(first.part)
    }

    /// The word with all its parts.
    pub fn entries(&self, word: &str) -> impl Iterator<Item = Entry> {
        let from = self.place(word).unwrap_or(self.words.len());
        let known = self.words.get(from).copied();
        (from..).map_while(move |at| self.entry(at).filter(|entry| Some(entry.word) == known))
    }

    /// All words with their languages and parts.
    pub fn all(&self) -> impl Iterator<Item = Entry> {
        (0..).map_while(|at| self.entry(at))
    }

    /// All words; one that is of several parts stands there several times.
    pub fn list(&self) -> &'static [&'static str] {
        self.words
    }

    /// All words.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &'static str> + ExactSizeIterator + Clone + use<> {
        self.words.iter().copied()
    }

    /// The words of one language, sorted.
    pub fn of(&self, tag: &str) -> impl Iterator<Item = &'static str> {
        let language = Langs::of(tag);
        self.all().filter(move |entry| !entry.langs.and(language).is_empty()).map(|entry| entry.word)
    }

    /// The names of the key's parts.
    pub fn parts(&self) -> &'static [&'static str] {
        self.names
    }

    /// Whether one of the words begins with this whole word: `accessed` of `accessed on`.
    pub fn begins_with(&self, word: &str) -> bool {
        if !self.may_begin(word) {
            return false;
        }
        let from = self.words.partition_point(|known| *known < word);
        let begin = self.words.get(from..).unwrap_or(&[]).iter().take_while(|known| known.starts_with(word));
        let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        begin.into_iter().any(|known| known.get(word.len()..).is_some_and(ends))
    }

    /// Whether one of the words ends with this whole word: `von` of `hrsg. von`.
    pub fn ends_with(&self, word: &str) -> bool {
        let ends = |rest: &str| !rest.ends_with(char::is_alphanumeric);
        let last = word.as_bytes().last();
        self.iter().any(|known| known.as_bytes().last() == last && known.strip_suffix(word).is_some_and(ends))
    }

    /// The longest of the words that a text begins with and behind which `is_end` holds of what follows.
    pub fn longest(&self, text: &str, is_end: impl Fn(&str, &str) -> bool) -> Option<Entry> {
        if !self.may_begin(text) {
            return None;
        }
        // What may begin the text stands before it in order and begins with the same character.
        let first = text.chars().next()?;
        let from = self.words.partition_point(|known| known.chars().next().is_some_and(|c| c < first));
        let begin = (from..).map_while(|at| self.entry(at).filter(|entry| entry.word.starts_with(first)));
        begin
            .filter(|entry| text.strip_prefix(entry.word).is_some_and(|rest| is_end(entry.word, rest)))
            .max_by_key(|entry| entry.word.len())
    }

    /// Whether a text may begin with one of the words, in whatever case, by its first two letters: refuses most texts at once. Letters
    /// beyond ASCII are let pass.
    #[inline]
    pub fn may_begin(&self, text: &str) -> bool {
        match text.as_bytes() {
            [first, second, ..] if (first | second).is_ascii() => {
                // The last five bits of a letter are the same in either case.
                self.starts.get(usize::from(first & 31)).is_some_and(|seconds| seconds >> (second & 31) & 1 == 1)
            }
            // The letters from А to я are two blocks of 32 in Unicode, capitals first (U+0410 to U+044F).
            [0xd0, second @ 0x90..=0xbf, ..] => self.cyrillic >> ((second - 0x90) & 31) & 1 == 1,
            [0xd1, second @ 0x80..=0x8f, ..] => self.cyrillic >> (16 + (second - 0x80)) & 1 == 1,
            _ => true,
        }
    }

    /// Those of the words that a text may hold: it has all their bytes. Most texts lack one of each, and then nothing is searched.
    pub fn within(&self, text: &str) -> impl Iterator<Item = &'static str> + use<'_> {
        self.entries_within(text).map(|entry| entry.word)
    }

    /// As [`within`](Self::within), each with its languages and its part.
    pub fn entries_within(&self, text: &str) -> impl Iterator<Item = Entry> + use<'_> {
        let set = bytes(text.as_bytes());
        let may_stand = move |(_, bytes): &(usize, &u64)| **bytes & !set == 0;
        self.sets.iter().enumerate().filter(may_stand).filter_map(move |(at, _)| self.entry(at))
    }

    /// The first entry of a word.
    #[inline]
    fn place(&self, word: &str) -> Option<usize> {
        if word.len() > self.longest {
            return None;
        }
        let mut slot = hash(word.as_bytes()) as usize;
        loop {
            slot &= self.slots.len() - 1;
            let at = usize::from(*self.slots.get(slot)?).checked_sub(1)?;
            if self.words.get(at).is_some_and(|known| *known == word) {
                return Some(at);
            }
            slot += 1;
        }
    }

    #[inline]
    fn entry(&self, at: usize) -> Option<Entry> {
        Some(Entry { word: self.words.get(at)?, langs: Langs(*self.langs.get(at)?), part: *self.parts.get(at)? })
    }
}
