//! What is seen of a line of a body.
//!
//! As in the [features of heads](super::features), most attributes reach two lines to either side; how a line stands to its
//! neighbours, and its words, speak for it alone.

use std::{collections::HashSet, ops::Range};

use rustc_hash::FxBuildHasher;
use scholion_lang::{FREQUENT_WORD, FUNCTION_WORD};
use scholion_reference::features::Attributes;

use super::{
    features::{HeadLine, hash, mix, share, text_hash},
    headings::run_in,
};
use crate::{chars, lexicon, lines::characters};

/// What is known of all lines together.
pub struct Manner<'a> {
    /// The measure to which they are broken, in characters.
    measure: usize,
    /// Lines that are printed more than once.
    repeated: HashSet<&'a str, FxBuildHasher>,
    /// The numbers with several parts at the beginnings of lines: "2.1".
    numbers: HashSet<&'a str, FxBuildHasher>,
    /// How many lines may begin with a heading, each class twice the one before.
    run_ins: u32,
}

impl<'a> Manner<'a> {
    /// Looks at the lines.
    pub fn of(lines: &[HeadLine<'a>]) -> Self {
        // Figures of tables and letters of formulas stand on many short lines.
        const SHORT: usize = 25;
        let mut lengths: Vec<usize> = lines.iter().map(|line| characters(line.text)).filter(|length| *length > SHORT).collect();
        lengths.sort_unstable();
        let measure = lengths.get(lengths.len() * 7 / 10).copied().unwrap_or(60).max(30);
        let (mut once, mut repeated) = (HashSet::with_hasher(FxBuildHasher), HashSet::default());
        for line in lines {
            if !once.insert(line.text) {
                repeated.insert(line.text);
            }
        }
        let numbers = lines.iter().filter_map(|line| parts_of(line.text)).filter(|number| number.contains('.')).collect();
        let run_ins = (0..lines.len()).filter(|&at| may_run_in(lines, at)).count();
        Self { measure, repeated, numbers, run_ins: (run_ins as u32 + 1).ilog2().min(5) }
    }
}

impl Manner<'_> {
    /// Whether a heading of a few words surely stands before the text of a line: a paragraph begins there, and the one above ends short.
    pub fn runs_in(&self, lines: &[HeadLine], at: usize) -> bool {
        const WORDS: usize = 5;
        let before = at.checked_sub(1).and_then(|before| lines.get(before));
        let text = lines.get(at).map_or("", |line| line.text);
        before.is_some_and(|before| characters(before.text) + 1 + characters(chars::first_word(text)) <= self.measure)
            && may_run_in(lines, at)
            && run_in(text).and_then(|end| text.get(..end)).is_some_and(|title| title.ends_with('.') && title.split(' ').count() <= WORDS)
    }

    /// Whether a line begins with a number of several parts that has neighbours.
    pub fn is_numbered(&self, text: &str) -> bool {
        parts_of(text).is_some_and(|number| number.contains('.') && self.is_in_order(number))
    }

    /// Whether the number before this one stands before a line as well, or that of which it is the first part: "2.3" behind "2.2", "2.1".
    fn is_in_order(&self, number: &str) -> bool {
        let (above, last) = number.rsplit_once('.').unwrap_or(("", number));
        let Some(last) = last.parse::<u32>().ok().filter(|last| *last > 0) else { return false };
        let next = |last: u32| if above.is_empty() { format!("{last}.1") } else { format!("{above}.{last}") };
        let has = |number: String| self.numbers.contains(number.as_str());
        has(next(last + 1)) || last > 1 && has(next(last - 1)) || last == 1 && !above.is_empty() || has(format!("{number}.1"))
    }
}

/// The number at the beginning of a line, without its last point.
fn parts_of(text: &str) -> Option<&str> {
    let (number, _) = text.split_once(' ')?;
    let inner = number.trim_end_matches('.');
    let is_part = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    (!inner.is_empty() && inner.split('.').all(is_part)).then_some(inner)
}

/// Whether a line looks as if a heading stood before the text on it: behind the end of a sentence, with few words and no verb.
pub fn may_run_in(lines: &[HeadLine], at: usize) -> bool {
    let Some(text) = lines.get(at).map(|line| line.text) else { return false };
    let is_behind = at.checked_sub(1).and_then(|before| lines.get(before)).is_none_or(|before| end(before.text) == 1);
    is_behind
        && !text.starts_with(char::is_lowercase)
        && run_in(text).and_then(|end| text.get(..end)).is_some_and(|title| {
            let words: Vec<&str> = title.split_whitespace().map(bare).collect();
            words.len() <= 10 && !words.iter().any(|word| is_frequent(word))
        })
}

/// Finds the attributes of some of the lines.
pub fn attributes(manner: &Manner, lines: &[HeadLine], range: Range<usize>, out: &mut Attributes) {
    for at in range {
        let Some(line) = lines.get(at) else { break };
        let mut put = |name: &str, value: u32| out.wide.push(hash(name, value));
        of_line(line.text, manner.measure, &mut put);
        let mut put = |name: &str, value: u32| out.point.push(hash(name, value));
        beside(lines, at, manner.measure, &mut put);
        if manner.repeated.contains(line.text) {
            put("repeated", 0);
        }
        put("may run in", if may_run_in(lines, at) { 1 + manner.run_ins } else { 0 });
        if let Some(number) = parts_of(line.text) {
            put("in order", 1 + u32::from(manner.is_in_order(number)) + 2 * u32::from(manner.numbers.len() > 3));
        } else {
            put("unnumbered", (manner.numbers.len() as u32 + 1).ilog2().min(4));
        }
        for word in line.text.split(' ').take(12) {
            put("word", text_hash(&word.trim_matches(['.', ',', ';', ':', '(', ')']).to_lowercase()));
        }
        out.ends.push((out.wide.len() as u32, out.point.len() as u32));
        out.gaps.push(u8::from(!out.gaps.is_empty()));
    }
}

/// What is seen of a line by itself.
fn of_line(text: &str, measure: usize, put: &mut impl FnMut(&str, u32)) {
    let raw: Vec<&str> = text.split_whitespace().collect();
    let length = characters(text);
    let count = |fits: &dyn Fn(&str) -> bool| raw.iter().filter(|word| fits(bare(word))).count();
    let of_words = |fits: &dyn Fn(&str) -> bool| share(count(fits), raw.len());
    let part = (10 * length / measure).min(10) as u32;
    let capital = of_words(&|word| word.starts_with(char::is_uppercase));
    let small = of_words(&|word| FUNCTION_WORD.contains(&word.to_lowercase()));
    let number = number(text);
    let begins = begins(text);
    put("length", part);
    put("words", raw.len().min(12) as u32);
    put("capital", capital);
    put("small", small);
    put("frequent", of_words(&|word| is_frequent(word)));
    put("upper", of_words(&|word| characters(word) > 1 && !word.contains(char::is_lowercase) && word.contains(char::is_uppercase)));
    put("single", of_words(&|word| characters(word) <= 1));
    put("digits", share(text.bytes().filter(u8::is_ascii_digit).count(), length));
    put("signs", (20 * text.chars().filter(|c| !c.is_alphanumeric() && *c != ' ').count() / length.max(1)).min(5) as u32);
    put("end", text.chars().next_back().map_or(0, |c| if c.is_alphanumeric() { 1 } else { c as u32 }));
    put("begins", begins);
    put("begins long", mix(part, u32::from(begins == 'X' as u32 || number > 0)));
    put("capital small", mix(mix(capital, small), u32::from(raw.len() < 10)));
    put("number", number);
    put("first", text_hash(&raw.first().map_or_else(String::new, |word| bare(word).to_lowercase())));
    let is_known = lexicon::is_one_of(text, &scholion_lang::SECTION_HEADING) || lexicon::is_introduction(text);
    let is_caption = lexicon::counts(chars::first_word(text)) && text.bytes().take(16).any(|byte| byte.is_ascii_digit());
    put("known", u32::from(is_known) + 2 * u32::from(is_caption) + 4 * u32::from(text.contains('=')));
    let end = run_in(text);
    let title: Vec<&str> = end.and_then(|end| text.get(..end)).unwrap_or("").split_whitespace().map(bare).collect();
    let title_share = |fits: &dyn Fn(&str) -> bool| share(title.iter().filter(|word| fits(word)).count(), title.len());
    put("title", title.len().min(9) as u32);
    if end.is_some() {
        put("title small", title_share(&|word| FUNCTION_WORD.contains(&word.to_lowercase())));
        put("title frequent", title_share(&is_frequent));
        put("title capital", mix(title_share(&|word| word.starts_with(char::is_uppercase)), title.len().min(4) as u32));
    }
}

/// How a line stands to those beside it.
fn beside(lines: &[HeadLine], at: usize, measure: usize, put: &mut impl FnMut(&str, u32)) {
    let text = lines.get(at).map_or("", |line| line.text);
    let fits = |text: &str, next: &str, room: usize| characters(text) + 1 + characters(chars::first_word(next)) <= room;
    let (one, other) = (begins(text), end(text));
    match at.checked_sub(1).and_then(|before| lines.get(before)) {
        Some(before) => {
            let is_short = fits(before.text, text, measure);
            put("before", mix(mix(end(before.text), one), u32::from(is_short)));
            put("before short", (10 * characters(before.text) / measure).min(10) as u32);
        }
        None => put("before", 0),
    }
    match lines.get(at + 1) {
        Some(next) => {
            let is_short = fits(text, next.text, measure * 19 / 20);
            put("behind", mix(mix(other, begins(next.text)), u32::from(is_short)));
            put("behind length", mix((10 * characters(next.text) / measure).min(10) as u32, u32::from(is_short)));
        }
        None => put("behind", 0),
    }
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a word is one of running text and no article or preposition: most such words are verbs and pronouns.
fn is_frequent(word: &str) -> bool {
    let lower = word.to_lowercase();
    FREQUENT_WORD.contains(&lower) && !FUNCTION_WORD.contains(&lower)
}

/// How a line begins: `X` a capital, `x` a small letter, `9` a digit, else its sign.
fn begins(text: &str) -> u32 {
    text.chars().next().map_or(0, |c| {
        if c.is_uppercase() {
            'X' as u32
        } else if c.is_alphabetic() {
            'x' as u32
        } else if c.is_ascii_digit() {
            '9' as u32
        } else {
            c as u32
        }
    })
}

/// How a line ends: with a sentence, in a word, or otherwise.
fn end(text: &str) -> u32 {
    match text.chars().next_back() {
        Some('.' | '?' | '!' | ':') => 1,
        Some('-' | '\u{ad}') => 2,
        _ => 3,
    }
}

/// What counts a line: 0 nothing, else how deep its number is, whether a point or a bar closes it, and what follows.
fn number(text: &str) -> u32 {
    let Some((number, rest)) = text.split_once(' ') else { return 0 };
    let rest = rest.trim_start();
    let inner = number.trim_end_matches(['.', ')']);
    let closer = u32::from(inner.len() < number.len()) + 2 * u32::from(rest.starts_with('|'));
    let follows = begins(rest.trim_start_matches(['|', ' ']));
    let kind = if !inner.is_empty()
        && inner.split('.').all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        inner.split('.').count() as u32
    } else if !inner.is_empty() && inner.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X')) {
        10
    } else if closer > 0 && inner.len() == 1 && inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        11
    } else {
        return 0;
    };
    mix(mix(kind, closer), follows).max(1)
}
