//! The tokenizer: from a passage to the terms under which it is found. `docs/SEARCH.md` is its specification,
//! `templates/assets/search-words.js` its other half, and a test in a browser holds that the two agree.
//!
//! 1. [`segments`]: a passage → words, and runs of letters that are written without spaces;
//! 2. [`fold`]: a word → how it is compared: compatible forms alike, lower case, without diacritics but where they
//!    make another letter;
//! 3. [`Tokenizer`]: English and Russian words lose their endings (Snowball); runs become overlapping pairs.

use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use unicode_normalization::{UnicodeNormalization, char::decompose_compatible, char::is_combining_mark};

use super::alphabet::{self, Stems, holds};

/// A part of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    Word(Range<usize>),
    /// Letters that are written without spaces, each with the marks that follow it.
    Run(Vec<Range<usize>>),
}

/// What a character is to the tokenizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// A letter or digit.
    Letter,
    /// A letter of a script without spaces.
    Unspaced,
    /// A mark on the letter before it, or something invisible in a word.
    Mark,
    Apostrophe,
    Other,
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | 'А'..='я' | 'Ё' | 'ё' => Class::Letter,
        '\'' | '’' | 'ʼ' => Class::Apostrophe,
        '\0'..='\u{7f}' | '\u{2010}'..='\u{205f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => Class::Other,
        '\u{4e00}'..='\u{9fff}' => Class::Unspaced,
        _ if holds(alphabet::JOINERS, c) || is_combining_mark(c) => Class::Mark,
        _ if !c.is_alphanumeric() => Class::Other,
        _ if holds(alphabet::UNSPACED, c) => Class::Unspaced,
        _ => Class::Letter,
    }
}

/// Takes a passage apart.
pub fn segments(text: &str, give: &mut dyn FnMut(Segment)) {
    let mut word: Option<Range<usize>> = None;
    let mut run: Vec<Range<usize>> = Vec::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let class = class(c);
        match class {
            Class::Letter => {
                if !run.is_empty() {
                    give(Segment::Run(std::mem::take(&mut run)));
                }
                word.get_or_insert(at..end).end = end;
            }
            Class::Unspaced => {
                if let Some(word) = word.take() {
                    give(Segment::Word(word));
                }
                run.push(at..end);
            }
            Class::Mark => {
                if let Some(last) = word.as_mut().or(run.last_mut()) {
                    last.end = end;
                }
            }
            Class::Apostrophe | Class::Other => {
                if !run.is_empty() {
                    give(Segment::Run(std::mem::take(&mut run)));
                }
                if let Some(word) = word.take() {
                    give(Segment::Word(word));
                    // The English genitive is no word of its own.
                    if class == Class::Apostrophe && is_genitive(chars.as_str()) {
                        chars.next();
                    }
                }
            }
        }
    }
    if !run.is_empty() {
        give(Segment::Run(run));
    }
    if let Some(word) = word {
        give(Segment::Word(word));
    }
}

/// Whether what follows an apostrophe is an `s` by itself.
fn is_genitive(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next().is_some_and(|c| matches!(c, 's' | 'S')) && !chars.next().is_some_and(|c| matches!(class(c), Class::Letter | Class::Mark))
}

/// How a word is compared; empty if nothing remains of it.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        folded.push_str(word.get(..alphabet::LONGEST).unwrap_or(word));
        folded.make_ascii_lowercase();
        return folded;
    }
    // The last letter that is no mark: it decides which marks on it count.
    let mut base = '\0';
    let mut put = |c: char| {
        if is_combining_mark(c) {
            if !is_dropped(c, base) {
                folded.push(c);
            }
            return;
        }
        base = c;
        match alphabet::LETTERS.iter().find(|(letter, _)| *letter == c) {
            Some((_, others)) => folded.push_str(others),
            None if c.is_alphanumeric() && !holds(alphabet::JOINERS, c) => folded.push(c),
            None => {}
        }
    };
    for c in word.chars() {
        match c {
            'а'..='и' | 'к'..='я' | '\u{4e00}'..='\u{9fff}' => put(c),
            _ => decompose_compatible(c, |c| c.to_lowercase().for_each(|c| decompose_compatible(c, &mut put))),
        }
    }
    if folded.chars().any(|c| is_combining_mark(c) || matches!(c, '\u{1100}'..='\u{11ff}')) {
        folded = folded.nfc().collect();
    }
    if let Some((cut, _)) = folded.char_indices().nth(alphabet::LONGEST) {
        folded.truncate(cut);
    }
    folded
}

/// Whether a mark on this letter makes no other letter.
fn is_dropped(mark: char, base: char) -> bool {
    match base {
        _ if holds(alphabet::POINTS, mark) => true,
        // Stress and the dots of ё; but й, ї and ў are letters.
        '\u{400}'..='\u{52f}' => matches!(mark, '\u{300}' | '\u{301}') || (base == 'е' && mark == '\u{308}'),
        '\0'..='\u{3ff}' => matches!(mark, '\u{300}'..='\u{36f}'),
        _ => false,
    }
}

/// Makes terms of passages. It remembers words, since texts repeat them.
pub struct Tokenizer {
    english: Stemmer,
    russian: Stemmer,
    known: FxHashMap<(Stems, Box<str>), u32>,
    numbers: FxHashMap<Box<str>, u32>,
    terms: Vec<Box<str>>,
}

/// A term in a passage: its number in the tokenizer, and which of the passage's words it is.
pub type Occurrence = (u32, u32);

impl Default for Tokenizer {
    fn default() -> Self {
        Self {
            english: Stemmer::create(Algorithm::English),
            russian: Stemmer::create(Algorithm::Russian),
            known: FxHashMap::default(),
            numbers: FxHashMap::default(),
            terms: Vec::new(),
        }
    }
}

impl Tokenizer {
    /// The term of that number.
    pub fn term(&self, number: u32) -> &str {
        self.terms.get(number as usize).map_or("", |term| term)
    }

    /// The terms of a passage, in order; gives how many places it takes.
    pub fn read(&mut self, text: &str, stems: Stems, give: &mut dyn FnMut(Occurrence)) -> u32 {
        let mut place = 0;
        segments(text, &mut |segment| match segment {
            Segment::Word(range) => {
                let word = text.get(range).unwrap_or("");
                if let Some(number) = self.word(word, stems) {
                    give((number, place));
                    place += 1;
                }
            }
            Segment::Run(letters) => {
                let letters: Vec<String> = letters.into_iter().filter_map(|range| text.get(range)).map(fold).collect();
                for (nth, letter) in letters.iter().enumerate() {
                    let next = letters.get(nth + 1).map_or("", String::as_str);
                    give((self.number(format!("{letter}{next}")), place));
                    place += 1;
                }
            }
        });
        place
    }

    fn word(&mut self, word: &str, stems: Stems) -> Option<u32> {
        // A look-up needs a key of its own; short words fit into what the allocator gives at once.
        let key = (stems, Box::from(word));
        if let Some(&number) = self.known.get(&key) {
            return Some(number).filter(|&number| number != u32::MAX);
        }
        let folded = fold(word);
        let number = if folded.is_empty() { u32::MAX } else { self.number(self.stem(folded, stems)) };
        self.known.insert(key, number);
        Some(number).filter(|&number| number != u32::MAX)
    }

    fn stem(&self, folded: String, stems: Stems) -> String {
        if stems.english && folded.bytes().all(|byte| byte.is_ascii_lowercase()) {
            self.english.stem(&folded).into_owned()
        } else if stems.russian && folded.chars().all(|c| matches!(c, 'а'..='я')) {
            self.russian.stem(&folded).into_owned()
        } else {
            folded
        }
    }

    fn number(&mut self, term: String) -> u32 {
        if let Some(&number) = self.numbers.get(term.as_str()) {
            return number;
        }
        let number = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
        let term: Box<str> = term.into();
        self.terms.push(term.clone());
        self.numbers.insert(term, number);
        number
    }
}
