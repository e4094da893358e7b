//! The tokenizer: from a passage to the terms under which it is found. `docs/SEARCH.md` is its specification,
//! `templates/assets/search-words.js` its other half, and a test in a browser holds that the two agree.
//!
//! 1. [`segments`]: a passage → words, and runs of letters that are written without spaces;
//! 2. [`super::fold`]: a word → how it is compared;
//! 3. [`Language`]: a word → its terms: without endings, in other spellings, by its last part.

use std::ops::Range;

use rustc_hash::FxHashMap;

pub use super::fold::fold;
use super::{
    alphabet::{self, holds},
    fold::is_mark,
    language::Language,
    stems::Stems,
};

/// A part of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    Word(Range<usize>),
    /// Letters that are written without spaces, each with the marks that follow it.
    Run(Vec<Range<usize>>),
    /// The last so many words stand together as one: `co-operation`, `U.S.A.`, `1,000`.
    Joined(Range<usize>, usize),
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
    Hyphen,
    Other,
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | 'А'..='я' | 'Ё' | 'ё' => Class::Letter,
        '\0'..='\u{7f}' if !matches!(c, '\'' | '-') => Class::Other,
        _ if alphabet::APOSTROPHES.contains(&c) => Class::Apostrophe,
        _ if alphabet::HYPHENS.contains(&c) => Class::Hyphen,
        '\u{2012}'..='\u{205f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => Class::Other,
        _ if alphabet::COMMON_HAN.contains(&c) => Class::Unspaced,
        _ if holds(alphabet::JOINERS, c) || is_mark(c) => Class::Mark,
        _ if !c.is_alphanumeric() => Class::Other,
        _ if holds(alphabet::UNSPACED, c) => Class::Unspaced,
        _ => Class::Letter,
    }
}

/// The most words that are found as one.
const MOST_JOINED: usize = 4;

/// The most letters with points, or groups of digits, that are found as one.
const MOST_GROUPED: usize = 8;

/// What stands between two words that may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    /// A hyphen; at the end of a line with a space behind it.
    Hyphen,
    HyphenAndSpace,
    Apostrophe,
}

/// Takes a passage apart.
pub fn segments(text: &str, give: &mut dyn FnMut(Segment)) {
    let mut taker = Taker { text, give, word: None, run: Vec::new(), chain: Vec::new(), link: None, group: Vec::new() };
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let mut end = at + c.len_utf8();
        let rest = text.get(end..).unwrap_or("");
        let class = class(c);
        match class {
            Class::Letter => {
                // Most letters stand among others of ASCII.
                end += rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
                taker.letter(at..end, c);
            }
            Class::Unspaced => {
                taker.end_word(false);
                taker.end_chain();
                taker.run.push(at..end);
            }
            Class::Mark | Class::Apostrophe | Class::Other if c != ' ' && taker.goes_on(c, rest) => {
                taker.extend(end);
                end += usize::from(rest.starts_with(' ') && alphabet::DIVIDERS.contains(&c));
            }
            Class::Mark => taker.extend(end),
            Class::Apostrophe | Class::Hyphen | Class::Other => {
                let is_word = taker.word.is_some();
                taker.end_run();
                taker.end_word(class != Class::Other);
                match class {
                    // The English genitive is no word of its own.
                    Class::Apostrophe if is_word && is_genitive(rest) => {
                        end += 1;
                        taker.end_chain();
                    }
                    Class::Apostrophe if is_word => taker.link = Some(Link::Apostrophe),
                    Class::Hyphen if is_word => taker.link = Some(Link::Hyphen),
                    // A word that is divided at the end of a line goes on in small letters.
                    Class::Other if c == ' ' && taker.link == Some(Link::Hyphen) && rest.starts_with(char::is_lowercase) => {
                        taker.link = Some(Link::HyphenAndSpace);
                    }
                    _ => taker.end_chain(),
                }
            }
        }
        at = end;
    }
    taker.end_run();
    taker.end_word(false);
    taker.end_chain();
    taker.end_group();
}

/// A passage that is taken apart.
struct Taker<'a> {
    text: &'a str,
    give: &'a mut dyn FnMut(Segment),
    /// The word that has begun.
    word: Option<Range<usize>>,
    run: Vec<Range<usize>>,
    /// Words that may be one.
    chain: Vec<Range<usize>>,
    /// What stands behind the last of them.
    link: Option<Link>,
    /// Letters with points, or groups of digits, that may be one.
    group: Vec<Range<usize>>,
}

impl Taker<'_> {
    fn letter(&mut self, range: Range<usize>, c: char) {
        self.end_run();
        if let Some(word) = &mut self.word {
            word.end = range.end;
            return;
        }
        let is_name = || self.text.get(self.chain.last().cloned().unwrap_or(0..0)).is_some_and(|word| matches!(word, "O" | "o"));
        // Numbers with a hyphen are ranges, and of names with an apostrophe only `O'Neill` is written without it too.
        let goes_on = match self.link {
            None => self.chain.is_empty(),
            Some(Link::Apostrophe) => is_name(),
            Some(Link::Hyphen | Link::HyphenAndSpace) => !c.is_numeric(),
        };
        if !goes_on {
            self.end_chain();
        }
        self.word = Some(range);
        self.link = None;
    }

    fn extend(&mut self, end: usize) {
        if let Some(last) = self.word.as_mut().or(self.run.last_mut()) {
            last.end = end;
        }
    }

    /// Whether what stands behind letters of a word is in it and goes on: a soft hyphen at the end of a line, a sign that is a letter in its script.
    fn goes_on(&self, c: char, rest: &str) -> bool {
        if self.word.is_none() {
            return false;
        }
        let next = rest.chars().next().unwrap_or(' ');
        let last = self.word.clone().and_then(|word| self.text.get(word)).and_then(|word| word.chars().next_back()).unwrap_or(' ');
        let is_hebrew = |c: char| ('\u{5d0}'..='\u{5f2}').contains(&c);
        if alphabet::DIVIDERS.contains(&c) {
            return rest.strip_prefix(' ').unwrap_or(rest).starts_with(char::is_alphanumeric);
        }
        match c {
            '"' | '\'' | '’' if is_hebrew(last) && is_hebrew(next) => true,
            _ if alphabet::APOSTROPHES.contains(&c) => ('\u{400}'..='\u{52f}').contains(&last) && alphabet::AFTER_APOSTROPHE.contains(next),
            _ => false,
        }
    }

    fn end_run(&mut self) {
        if !self.run.is_empty() {
            self.end_group();
            (self.give)(Segment::Run(std::mem::take(&mut self.run)));
        }
    }

    /// Ends the word that has begun, if one has; `is_linked` if what follows may join it to the next.
    fn end_word(&mut self, is_linked: bool) {
        let Some(word) = self.word.take() else { return };
        let goes_on = !self.group.is_empty() && self.is_grouped(&word);
        if !goes_on {
            self.end_group();
        }
        (self.give)(Segment::Word(word.clone()));
        if goes_on || self.begins_group(&word) {
            self.group.push(word.clone());
        }
        self.link = None;
        if !is_linked && self.chain.is_empty() {
            return;
        }
        if self.text.get(word.clone()).is_some_and(|word| !word.starts_with(char::is_numeric)) {
            self.chain.push(word);
        } else {
            self.chain.clear();
        }
    }

    /// Whether a word that is followed at once by the sign may be the first of some: letters before a point, digits before what stands between thousands.
    fn begins_group(&self, word: &Range<usize>) -> bool {
        let Some(sign) = self.text.get(word.end..).and_then(|rest| rest.chars().next()).filter(|c| alphabet::GROUPERS.contains(c)) else {
            return false;
        };
        self.text.get(word.clone()).and_then(grouped).is_some_and(|(is_number, _)| is_number || sign == '.')
    }

    /// Whether a word goes on with what has begun: by the same sign, with letters or with three digits.
    fn is_grouped(&self, word: &Range<usize>) -> bool {
        let ([first, ..], Some(last)) = (self.group.as_slice(), self.group.last()) else { return false };
        let sign = |at: usize| self.text.get(at..).and_then(|rest| rest.chars().next());
        let is_next = sign(first.end).is_some_and(|c| sign(last.end) == Some(c) && last.end + c.len_utf8() == word.start);
        let part = |range: &Range<usize>| self.text.get(range.clone()).and_then(grouped);
        is_next && matches!((part(first), part(word)), (Some((true, _)), Some((true, 3))) | (Some((false, _)), Some((false, _))))
    }

    fn end_group(&mut self) {
        if let [first, .., last] = self.group.as_slice()
            && self.group.len() <= MOST_GROUPED
        {
            (self.give)(Segment::Joined(first.start..last.end, self.group.len()));
        }
        self.group.clear();
    }

    fn end_chain(&mut self) {
        if let [first, .., last] = self.chain.as_slice()
            && self.chain.len() <= MOST_JOINED
        {
            (self.give)(Segment::Joined(first.start..last.end, self.chain.len()));
        }
        self.chain.clear();
        self.link = None;
    }
}

/// What a word may be among others with signs between them: whether it is of digits (else of a letter or two), and how many.
fn grouped(word: &str) -> Option<(bool, usize)> {
    let count = word.chars().take(4).count();
    let digits = word.chars().take(4).filter(|c| c.is_numeric()).count();
    match (count, digits) {
        (1..=3, _) if digits == count => Some((true, count)),
        (1..=2, 0) => Some((false, count)),
        _ => None,
    }
}

/// Whether what follows an apostrophe is an `s` by itself.
fn is_genitive(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next().is_some_and(|c| matches!(c, 's' | 'S')) && !chars.next().is_some_and(|c| matches!(class(c), Class::Letter | Class::Mark))
}

/// Makes terms of passages. It remembers words, since texts repeat them.
#[derive(Default)]
pub struct Tokenizer {
    languages: FxHashMap<Stems, Language>,
    known: FxHashMap<(Stems, Box<str>), Box<[u32]>>,
    numbers: FxHashMap<Box<str>, u32>,
    terms: Vec<Box<str>>,
}

/// A term in a passage: its number in the tokenizer, and which of the passage's words it is.
pub type Occurrence = (u32, u32);

impl Tokenizer {
    /// The term of that number.
    pub fn term(&self, number: u32) -> &str {
        self.terms.get(number as usize).map_or("", |term| term)
    }

    /// The terms of a passage, in order, those of a word at one place; gives how many places it takes.
    pub fn read(&mut self, text: &str, stems: Stems, give: &mut dyn FnMut(Occurrence)) -> u32 {
        let mut place = 0;
        segments(text, &mut |segment| match segment {
            Segment::Word(range) => {
                let terms = self.word(text.get(range).unwrap_or(""), stems);
                terms.iter().for_each(|term| give((*term, place)));
                place += u32::from(!terms.is_empty());
            }
            Segment::Joined(range, words) => {
                let first = place.saturating_sub(u32::try_from(words).unwrap_or(0));
                self.word(text.get(range).unwrap_or(""), stems).iter().for_each(|term| give((*term, first)));
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

    fn word(&mut self, word: &str, stems: Stems) -> &[u32] {
        let key = (stems, Box::from(word));
        if !self.known.contains_key(&key) {
            let mut found = Vec::new();
            self.languages.entry(stems).or_insert_with(|| Language::of(stems)).terms(word, &mut found);
            let found: Box<[u32]> = found.into_iter().map(|term| self.number(term)).collect();
            self.known.insert(key.clone(), found);
        }
        self.known.get(&key).map_or(&[], |found| found)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Lang;

    proptest::proptest! {
        /// Whatever stands in a passage: parts are in it and in order, joined words are those before them, and places have no gaps.
        #[test]
        fn any_passage_is_taken_apart(text in "[a-zA-Zäßſ '’\\-\u{ad}¬09\u{301}жѣ中タ가ا\u{200c}א\".,]{0,60}|\\PC{0,40}", lang in "en|de|ru|he|fa|zh|tr|xx") {
            let mut words: Vec<Range<usize>> = Vec::new();
            let mut end = 0;
            segments(&text, &mut |segment| match segment {
                Segment::Word(range) => {
                    assert!(end <= range.start && text.get(range.clone()).is_some_and(|word| !word.is_empty()));
                    end = range.end;
                    words.push(range);
                }
                Segment::Run(letters) => {
                    for letter in letters {
                        assert!(end <= letter.start && text.get(letter.clone()).is_some());
                        end = letter.end;
                    }
                }
                Segment::Joined(range, count) => {
                    let joined = &words[words.len() - count..];
                    assert!(count > 1 && joined[0].start == range.start && joined[count - 1].end == range.end);
                }
            });
            let mut places = Vec::new();
            let count = Tokenizer::default().read(&text, Stems::of(&Lang::new(&lang)), &mut |(_, place)| places.push(place));
            places.sort_unstable();
            places.dedup();
            assert_eq!(places, (0..count).collect::<Vec<u32>>());
        }
    }
}
