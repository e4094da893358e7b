//! Which word of the source each word of the document is.
//!
//! A word may be claimed only where its neighbours speak for it: a word lost here and the same word added
//! there are two changes, not none. So the steps go from what is sure to what is likely:
//!
//! 1. [`omitted`]: whole lines that were left out on purpose; [`rest`]: notes and items with the numbers that were printed before them;
//! 2. [`anchors`]: what goes on where the part before it ended; runs of words that stand once on both sides, grown as far as they go,
//!    again and again, since each claim makes others unique (after Cohen's patience diff, with runs for lines, and free to move);
//! 3. [`gaps`]: what stands between claimed words is compared word by word;
//! 4. [`omitted`]: what else was left out;
//! 5. [`anchors`] with shorter runs, and runs that stand several times, in their order; what runs took too much of is given back;
//! 6. [`rest`]: short parts whole or in halves, words the other way round; then markup, words of parts that repeat, words cut at the end of a line;
//! 7. [`again`]: fields of a header that say what the front matter has already.

mod again;
mod anchors;
mod gaps;
mod omitted;
mod rest;

use super::{
    Omission, Part, Seen, Standing,
    words::{Word, Words},
};

/// What became of a word of the source.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fate<'a> {
    /// It is this word of this part.
    Kept {
        /// Index of the part.
        part: u32,
        /// Index of the word in it.
        word: u32,
    },
    /// It was left out on purpose, by this rule.
    Omitted(&'a str),
    /// It is nowhere.
    Lost,
}

/// Who claimed whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Claims<'a> {
    /// For each word of the source the word of the document, or [`FREE`], or [`LEFT_OUT`].
    to: Vec<u32>,
    /// For each word of the document the word of the source, or [`FREE`].
    from: Vec<u32>,
    /// The part of each word of the document.
    part: Vec<u32>,
    /// Where each part begins among the words of the document, and the end.
    starts: Vec<usize>,
    /// The words of the source that were left out on purpose, and by which rules, in order.
    left_out: Vec<(usize, &'a str)>,
}

impl<'a> Claims<'a> {
    /// What became of a word of the source.
    pub fn fate(&self, at: usize) -> Fate<'a> {
        match self.to.get(at) {
            None | Some(&FREE) => Fate::Lost,
            Some(&LEFT_OUT) => {
                let nth = self.left_out.partition_point(|(left, _)| *left < at);
                self.left_out.get(nth).filter(|(left, _)| *left == at).map_or(Fate::Lost, |(_, rule)| Fate::Omitted(rule))
            }
            Some(&word) => {
                let part = self.part.get(word as usize).copied().unwrap_or(0);
                let start = self.starts.get(part as usize).copied().unwrap_or(0);
                Fate::Kept { part, word: number((word as usize).saturating_sub(start)) }
            }
        }
    }

    /// The word of the source that a word of a part is.
    pub fn of(&self, part: usize, word: usize) -> Option<u32> {
        self.from.get(self.starts.get(part)? + word).copied().filter(|&at| at != FREE)
    }

    /// Adds what parts of other documents claimed of the words that are lost here.
    fn add(&mut self, others: Self) {
        let (words, parts) = (self.from.len(), number(self.starts.len().saturating_sub(1)));
        for at in 0..self.to.len() {
            if let Some(&word) = others.to.get(at).filter(|&&word| word < HELD && self.fate(at) == Fate::Lost)
                && let Some(to) = self.to.get_mut(at)
            {
                *to = word + number(words);
            }
        }
        self.from.extend(others.from);
        self.part.extend(others.part.into_iter().map(|part| part + parts));
        self.starts.pop();
        self.starts.extend(others.starts.into_iter().map(|start| start + words));
    }
}

/// Lets the document's words claim the source's, and then those of other documents what is left.
pub fn claim<'a>(
    seen: &Seen<'_>,
    source: &Words<'_>,
    document: &[Words<'_>],
    parts: &[Part<'_>],
    omissions: &[Omission<'a>],
) -> Claims<'a> {
    let own = parts.iter().position(|part| part.elsewhere).unwrap_or(parts.len()).min(document.len());
    let (own_words, other_words) = document.split_at(own);
    let (own_parts, other_parts) = parts.split_at(own);
    let mut sides = Sides::new(source, own_words, own_parts);
    // A name that the front matter has may be left out where it was printed.
    sides.hold();
    let mut listed = omitted::listed(omissions);
    let mut left_out = omitted::whole_lines(&mut sides, seen, source, omissions, &mut listed);
    let labels = rest::labelled(&mut sides, source);
    anchors::onward(&mut sides);
    for least in [8, 5] {
        anchors::unique(&mut sides, least);
    }
    gaps::fill(&mut sides);
    left_out.extend(omitted::leave_out(&mut sides, seen, source, omissions, &listed));
    for is_held in [true, false] {
        if !is_held {
            sides.release();
            labels.iter().for_each(|(_, word)| sides.keep(*word));
        }
        if !sides.is_open() {
            continue;
        }
        anchors::unique(&mut sides, 3);
        anchors::repeated(&mut sides, 4);
        gaps::fill(&mut sides);
        anchors::repeated(&mut sides, 3);
        gaps::give_back(&mut sides);
        rest::whole_parts(&mut sides, source);
        rest::halves(&mut sides);
        rest::turned(&mut sides);
    }
    labels.into_iter().for_each(|(at, word)| sides.claim(at, word));
    if sides.is_open() {
        rest::markup(&mut sides);
        rest::repeating(&mut sides);
        rest::joined(&mut sides, source, own_words);
    }
    again::said_again(&mut sides, seen, source);
    let mut left_out: Vec<(usize, &str)> = left_out.into_iter().filter_map(|(at, nth)| Some((at, omissions.get(nth)?.rule))).collect();
    left_out.sort_unstable();
    let mut claims = sides.into_claims(left_out);
    if !other_parts.is_empty() {
        let others = claim_rest(source, other_words, other_parts, &claims);
        claims.add(others);
    }
    claims
}

/// What other documents have of the words that are left: runs and whole lines, no single words, which may stand anywhere.
fn claim_rest<'a>(source: &Words<'_>, document: &[Words<'_>], parts: &[Part<'_>], own: &Claims<'a>) -> Claims<'a> {
    let mut sides = Sides::new(source, document, parts);
    for (at, to) in sides.to.iter_mut().enumerate() {
        if own.fate(at) != Fate::Lost {
            *to = LEFT_OUT;
        }
    }
    for least in [8, 5] {
        anchors::unique(&mut sides, least);
    }
    gaps::fill(&mut sides);
    anchors::unique(&mut sides, 3);
    anchors::repeated(&mut sides, 4);
    gaps::fill(&mut sides);
    rest::whole_parts(&mut sides, source);
    sides.into_claims(Vec::new())
}

/// Nothing claims it yet.
const FREE: u32 = u32::MAX;
/// Left out on purpose.
const LEFT_OUT: u32 = u32::MAX - 1;

/// Claims none for now.
const HELD: u32 = u32::MAX - 2;

/// Both sides as rows of numbers, and who claims whom.
struct Sides<'w> {
    /// The source's words.
    source: &'w [Word],
    /// Digests of the document's words, part by part.
    document: Vec<u64>,
    /// The part of each word of the document.
    part: Vec<u32>,
    /// Where each part begins in `document`, and the end.
    starts: Vec<usize>,
    /// How the words of each part stand to the source.
    standing: Vec<Standing>,
    /// For each word of the source the word of the document, or [`FREE`], or [`LEFT_OUT`].
    to: Vec<u32>,
    /// For each word of the document the word of the source, or [`FREE`], or [`HELD`].
    from: Vec<u32>,
}

impl<'w> Sides<'w> {
    fn new(source: &'w Words<'_>, document: &[Words<'_>], parts: &[Part<'_>]) -> Self {
        let count = document.iter().map(|words| words.words.len()).sum();
        let mut sides = Self {
            source: &source.words,
            document: Vec::with_capacity(count),
            part: Vec::with_capacity(count),
            starts: Vec::with_capacity(document.len() + 1),
            standing: parts.iter().map(|part| part.standing).collect(),
            to: vec![FREE; source.words.len()],
            from: vec![FREE; count],
        };
        for (part, words) in document.iter().enumerate() {
            sides.starts.push(sides.document.len());
            sides.document.extend(words.words.iter().map(|word| word.digest));
            sides.part.resize(sides.document.len(), number(part));
        }
        sides.starts.push(sides.document.len());
        // Values claim nothing but what is said again.
        for part in (0..sides.standing.len()).filter(|part| matches!(parts.get(*part).map(|part| part.standing), Some(Standing::Value(_))))
        {
            let (from, to) = sides.words_of(part);
            sides.from.get_mut(from..to).into_iter().flatten().for_each(|at| *at = LEFT_OUT);
        }
        sides
    }

    /// The digest of a word of the source.
    fn digest(&self, at: usize) -> Option<u64> {
        self.source.get(at).map(|word| word.digest)
    }

    fn is_free(&self, at: usize) -> bool {
        self.to.get(at) == Some(&FREE)
    }

    /// Whether a word of the document is free, and may claim one.
    fn is_free_in(&self, at: usize) -> bool {
        self.from.get(at) == Some(&FREE)
    }

    /// Lets only parts whose words are printed claim any.
    fn hold(&mut self) {
        let is_held = |part: &usize| !matches!(self.standing.get(*part), Some(Standing::Once | Standing::Value(_)));
        for part in (0..self.standing.len()).filter(is_held).collect::<Vec<_>>() {
            let (from, to) = self.words_of(part);
            self.from.get_mut(from..to).into_iter().flatten().for_each(|at| *at = HELD);
        }
    }

    /// Lets all parts claim words.
    fn release(&mut self) {
        self.from.iter_mut().filter(|at| **at == HELD).for_each(|at| *at = FREE);
    }

    /// Lets a word of the document claim none.
    fn keep(&mut self, word: usize) {
        if let Some(from) = self.from.get_mut(word) {
            *from = HELD;
        }
    }

    /// Whether any word may still be claimed.
    fn is_open(&self) -> bool {
        self.from.contains(&FREE) && self.to.contains(&FREE)
    }

    /// Whether two words are the same and neither is claimed.
    fn agree(&self, at: usize, word: usize) -> bool {
        self.is_free(at) && self.is_free_in(word) && self.digest(at) == self.document.get(word).copied()
    }

    /// How the part of a word of the document stands to the source.
    fn standing(&self, word: usize) -> Standing {
        self.part.get(word).and_then(|&part| self.standing.get(part as usize)).copied().unwrap_or(Standing::Once)
    }

    /// The words of a part: from, to.
    fn words_of(&self, part: usize) -> (usize, usize) {
        let start = |part: usize| self.starts.get(part).copied().unwrap_or(self.document.len());
        (start(part), start(part + 1))
    }

    fn claim(&mut self, at: usize, word: usize) {
        if let (Some(to), Some(from)) = (self.to.get_mut(at), self.from.get_mut(word)) {
            *to = number(word);
            *from = number(at);
        }
    }

    /// Claims from here as far as the words agree in both directions, within one part; gives the places behind.
    fn grow(&mut self, at: usize, word: usize) -> (usize, usize) {
        let same = self.part.get(word).copied();
        let mut back = 0;
        while back < at.min(word) && self.part.get(word - back - 1).copied() == same && self.agree(at - back - 1, word - back - 1) {
            back += 1;
        }
        let (mut at, mut word) = (at - back, word - back);
        while self.part.get(word).copied() == same && self.agree(at, word) {
            self.claim(at, word);
            at += 1;
            word += 1;
        }
        (at, word)
    }

    fn into_claims<'a>(mut self, left_out: Vec<(usize, &'a str)>) -> Claims<'a> {
        self.from.iter_mut().filter(|at| **at == LEFT_OUT).for_each(|at| *at = FREE);
        Claims { to: self.to, from: self.from, part: self.part, starts: self.starts, left_out }
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(HELD - 1)
}
