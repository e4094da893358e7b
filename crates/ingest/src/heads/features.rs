//! What is seen of a line of a head.
//!
//! Most attributes reach two lines to either side, so that a line also says what stands near it; its words and its place speak for the
//! line alone.

use std::borrow::Cow;

use scholion_lang::{AND, FUNCTION_WORD, MONTH, Words};
use scholion_reference::features::Attributes;

use crate::lexicon;

/// A line, and what stands before it.
#[derive(Clone, Copy, Debug)]
pub struct HeadLine<'a> {
    /// Its words, without white space around them.
    pub text: &'a str,
    /// What parts it from the line before.
    pub gap: Gap,
}

/// What parts a line from the one before: a class of the model's transitions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gap {
    /// Nothing stands before it.
    #[default]
    First,
    /// The end of a line.
    None,
    /// A blank line, or one that a rule took out.
    Blank,
    /// The end of a page.
    Page,
}

/// The words by which lines of heads are known, in all languages.
const LABELS: [(&str, &Words); 9] = [
    ("abstract", &scholion_lang::ABSTRACT),
    ("keywords", &scholion_lang::KEYWORDS),
    ("received", &scholion_lang::RECEIVED),
    ("accepted", &scholion_lang::ACCEPTED),
    ("published", &scholion_lang::PUBLISHED),
    ("cite", &scholion_lang::CITE_AS),
    ("running", &scholion_lang::RUNNING_TITLE),
    ("byline", &scholion_lang::BYLINE),
    ("introduction", &scholion_lang::INTRODUCTION_HEADING),
];

/// Pieces of words that English heads have, as most of what the model learned from are: they are no knowledge of ours, only what it is
/// shown, like every other word.
const STEMS: [(&str, &str); 5] = [
    ("volume", "vol. volume issn journal proceedings conference transactions letters review press arxiv"),
    ("right", "copyright license licence permission rights reserved ©"),
    ("contact", "correspond e-mail email tel fax phone"),
    ("report", "report manuscript printed publish"),
    ("kind", "article paper communication original research"),
];

/// Finds the attributes of the lines.
pub fn attributes(lines: &[HeadLine], out: &mut Attributes) {
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.text.len()).collect();
    lengths.sort_unstable();
    let measure = lengths.get(lengths.len() * 9 / 10).copied().unwrap_or(1).max(1);
    for (at, line) in lines.iter().enumerate() {
        let text = unspaced(line.text);
        let seen = Seen::of(&text);
        let mut put = |name: &str, value: u32| out.wide.push(hash(name, value));
        seen.each(&mut put);
        let mut put = |name: &str, value: u32| out.point.push(hash(name, value));
        put("place", at.min(20) as u32);
        put("far", (at / 10) as u32);
        put("full", (5 * line.text.len() / measure).min(5) as u32);
        put("gap", line.gap as u32);
        put("first at", mix(text_hash(seen.first), at.min(3) as u32));
        for word in &seen.words {
            put("word", text_hash(word));
        }
        for pair in seen.words.windows(2).take(6) {
            if let [one, other] = pair {
                put("pair", mix(text_hash(one), text_hash(other)));
            }
        }
        out.ends.push((out.wide.len() as u32, out.point.len() as u32));
        out.gaps.push(line.gap as u8);
    }
}

/// A line whose words are set with blanks between their letters, "A B S T R A C T", as words: two or more blanks part them, or none does.
pub fn unspaced(line: &str) -> Cow<'_, str> {
    let single = line.split(' ').filter(|word| word.chars().count() == 1).count();
    if single < 5 || single * 5 < line.split(' ').filter(|word| !word.is_empty()).count() * 4 {
        return Cow::Borrowed(line);
    }
    let mut out = String::new();
    let mut run = true;
    for word in line.split(' ') {
        let is_single = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        if !out.is_empty() && !(run && is_single) {
            out.push(' ');
        }
        out.push_str(word);
        run = is_single;
    }
    Cow::Owned(out)
}

/// A line with the words closed up that are set with blanks between their letters among others: "K . V . S T O P H E R, D. H. HOLM".
pub fn closed_up(line: &str) -> Cow<'_, str> {
    /// So many letters in a row are no initials.
    const LETTERS: usize = 4;
    let is_single = |word: &str| word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let words: Vec<&str> = line.split(' ').collect();
    if words.windows(LETTERS).all(|run| !run.iter().all(|word| is_single(word))) {
        return Cow::Borrowed(line);
    }
    let mut out = String::new();
    let mut rest = words.as_slice();
    while let Some((word, behind)) = rest.split_first() {
        let run = rest.iter().take_while(|word| is_single(word)).count();
        if !out.is_empty() && *word != "." {
            out.push(' ');
        }
        if run >= LETTERS {
            let (letters, others) = rest.split_at(run);
            out.extend(letters.iter().copied());
            rest = others;
        } else {
            out.push_str(word);
            rest = behind;
        }
    }
    Cow::Owned(out)
}

/// What is counted of a line.
struct Seen<'a> {
    text: &'a str,
    /// Its words in small letters, without marks.
    words: Vec<String>,
    first: &'a str,
    last: &'a str,
    /// Of all words: how many begin with a capital, are all in capitals, are small words of a language, initials, numbers that stand
    /// behind names, single letters, names of months.
    capital: u32,
    upper: u32,
    small: u32,
    initials: u32,
    raised: u32,
    single: u32,
    month: bool,
    joint: bool,
    /// The kinds of its words, in order and each once in a row.
    pattern: u32,
}

impl<'a> Seen<'a> {
    fn of(text: &'a str) -> Self {
        let raw: Vec<&str> = text.split_whitespace().collect();
        let words: Vec<String> = raw
            .iter()
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '©').to_lowercase())
            .filter(|word| !word.is_empty())
            .collect();
        let share = |count: usize| share(count, raw.len());
        let is_capital = |word: &&&str| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
        let is_upper = |word: &&&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase);
        let is_raised = |word: &&&str| word.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '*' | '†' | '‡' | '§' | '¶' | '⋆'));
        let small = words.iter().filter(|word| FUNCTION_WORD.contains(word)).count();
        Self {
            text,
            first: raw.first().copied().unwrap_or(""),
            last: raw.last().copied().unwrap_or(""),
            capital: share(raw.iter().filter(is_capital).count()),
            upper: share(raw.iter().filter(is_upper).count()),
            small: share(small),
            initials: share(raw.iter().filter(|word| is_initials(word)).count()),
            raised: share(raw.iter().filter(is_raised).count()),
            single: share(raw.iter().filter(|word| word.chars().count() == 1).count()),
            month: words.iter().any(|word| MONTH.contains(word)),
            joint: words.iter().any(|word| AND.contains(word)) || text.contains('&'),
            pattern: pattern(&raw),
            words,
        }
    }

    /// What reaches beyond the line.
    fn each(&self, put: &mut impl FnMut(&str, u32)) {
        let text = self.text;
        let characters = text.chars().count();
        let commas = text.matches([',', '，', '、', ';']).count().min(4) as u32;
        let digits = share(text.chars().filter(char::is_ascii_digit).count(), characters);
        put("length", (characters / 10).min(12) as u32);
        put("words", self.words.len().min(12) as u32);
        put("capital", self.capital);
        put("upper", self.upper);
        put("small", self.small);
        put("digits", digits);
        put("initials", self.initials);
        put("raised", self.raised);
        put("single", self.single);
        put("commas", commas);
        put("end", text.chars().next_back().map_or(0, |c| if c.is_alphanumeric() { 1 } else { c as u32 }));
        put("shape", shape(self.first));
        put("last", shape(self.last));
        put("first", text_hash(&self.first.to_lowercase()));
        put("pattern", self.pattern);
        put("capital small", mix(self.capital, self.small));
        put("capital commas", mix(self.capital, commas));
        for (name, labels) in LABELS {
            if lexicon::label(text, labels).is_some() {
                put("label", text_hash(name));
            }
        }
        for (name, stems) in STEMS {
            if self.words.iter().any(|word| stems.split(' ').any(|stem| word.starts_with(stem))) {
                put("stem", text_hash(name));
            }
        }
        let lower = text.to_lowercase();
        let signs = [
            ("affiliation", lexicon::is_affiliation(text)),
            ("institution", scholion_lang::INSTITUTION.within(&lower).any(|word| lower.contains(word))),
            ("at", text.contains('@')),
            ("address", text.contains("://") || lower.contains("www.")),
            ("doi", lower.contains("doi") || text.contains("10.")),
            ("year", has_year(text)),
            ("month", self.month),
            ("joint", self.joint),
            ("begins with a number", text.starts_with(|c: char| c.is_ascii_digit())),
            ("begins small", text.starts_with(char::is_lowercase)),
            ("colon", text.split_once(':').is_some_and(|(label, _)| label.chars().count() < 25)),
            ("heading", lexicon::is_one_of(text, &scholion_lang::SECTION_HEADING)),
            ("role", self.words.iter().any(|word| scholion_lang::GIVEN_NAME.contains(&capitalised(word)))),
        ];
        for (name, holds) in signs {
            if holds {
                put("sign", text_hash(name));
            }
        }
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Whether a word is initials: `A.`, `A.B.`.
fn is_initials(word: &str) -> bool {
    let word = word.trim_end_matches(',');
    word.len() >= 2
        && word.ends_with('.')
        && word.split('.').all(|letter| letter.chars().count() <= 1)
        && word.starts_with(char::is_uppercase)
}

/// Whether a number of four digits is a year of the last centuries.
fn has_year(text: &str) -> bool {
    let is_year = |number: &str| number.len() == 4 && matches!(number.as_bytes(), [b'1', b'6'..=b'9', ..] | [b'2', b'0', ..]);
    text.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

/// The kinds of the first words, each once in a row: capitals, a capital, a small word, others, numbers, marks.
fn pattern(words: &[&str]) -> u32 {
    let (mut hash, mut before, mut count) = (0, ' ', 0);
    for word in words {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let kind = match bare.chars().next() {
            None => '.',
            Some(c) if c.is_ascii_digit() => '9',
            Some(_) if FUNCTION_WORD.contains(&bare.to_lowercase()) => 'f',
            Some(c) if c.is_uppercase() && bare.chars().nth(1).is_some_and(char::is_uppercase) => 'X',
            Some(c) if c.is_uppercase() => 'C',
            Some(_) => 'x',
        };
        if kind != before {
            (hash, before, count) = (mix(hash, kind as u32), kind, count + 1);
        }
        if count == 8 {
            break;
        }
    }
    hash
}

/// The shape of a word: its kinds of letters, each once in a row.
fn shape(word: &str) -> u32 {
    let (mut hash, mut before) = (0, ' ');
    for c in word.chars().take(24) {
        let kind = if c.is_uppercase() {
            'X'
        } else if c.is_alphabetic() {
            'x'
        } else if c.is_ascii_digit() {
            '9'
        } else {
            c
        };
        if kind != before {
            (hash, before) = (mix(hash, kind as u32), kind);
        }
    }
    hash
}

/// A share of a whole, in six classes.
pub fn share(part: usize, whole: usize) -> u32 {
    match part * 100 / whole.max(1) {
        0 if part == 0 => 0,
        0..15 => 1,
        15..35 => 2,
        35..60 => 3,
        60..85 => 4,
        _ => 5,
    }
}

/// FNV-1a (Fowler, Noll and Vo), 32 bits.
pub fn text_hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Mixes a value into a hash.
pub fn mix(hash: u32, value: u32) -> u32 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x9e37_79b1)
}

/// The hash of an attribute.
pub fn hash(name: &str, value: u32) -> u32 {
    mix(text_hash(name), value)
}
