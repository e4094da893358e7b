//! Which word of the source each word of the document is.
//!
//! A word may be claimed only where its neighbours speak for it: a word lost here and the same word added
//! there are two changes, not none. So the steps go from what is sure to what is likely:
//!
//! 1. [`anchors`]: runs of words that stand once on both sides, grown as far as they go, again and again,
//!    since each claim makes others unique (after Cohen's patience diff, with runs for lines, and free to
//!    move);
//! 2. [`gaps`]: what stands between claimed words is compared word by word;
//! 3. [`rest::accept`]: what the editors left out on purpose;
//! 4. [`anchors`] with shorter runs, and runs that stand several times, in their order;
//! 5. [`rest`]: short parts whole, words of parts that repeat, words cut at the end of a line.

mod anchors;
mod gaps;
mod rest;

use super::{Accepted, Part, words::Words};

/// What became of the words.
pub struct Claims {
    /// For each word of the source: the word of the document that it is.
    pub source: Vec<Fate>,
    /// For each part, for each of its words: the word of the source that it is.
    pub parts: Vec<Vec<Option<u32>>>,
}

/// What became of a word of the source.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It is this word of this part.
    Kept { part: u32, word: u32 },
    /// It was left out on purpose, by this rule.
    Accepted(String),
    /// It is nowhere.
    Lost,
}

/// Lets the document's words claim the source's, and then those of other documents what is left.
pub fn claim(source: &Words<'_>, document: &[Words<'_>], parts: &[Part], accepted: &[Accepted<'_>]) -> Claims {
    let own = parts.iter().position(|part| part.elsewhere).unwrap_or(parts.len()).min(document.len());
    let (own_words, other_words) = document.split_at(own);
    let (own_parts, other_parts) = parts.split_at(own);
    let mut claims = claim_own(source, own_words, own_parts, accepted);
    if !other_parts.is_empty() {
        let others = claim_rest(source, other_words, other_parts, &claims);
        for (fate, other) in claims.source.iter_mut().zip(others.source) {
            if let (Fate::Lost, Fate::Kept { part, word }) = (&*fate, other) {
                *fate = Fate::Kept { part: part + number(own), word };
            }
        }
        claims.parts.extend(others.parts);
    }
    claims
}

/// What other documents have of the words that are left: runs and whole lines, no single words, which may stand anywhere.
fn claim_rest(source: &Words<'_>, document: &[Words<'_>], parts: &[Part], claims: &Claims) -> Claims {
    let mut sides = Sides::new(source, document, parts);
    for (to, fate) in sides.to.iter_mut().zip(&claims.source) {
        if *fate != Fate::Lost {
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
    sides.into_claims(&[], &[])
}

fn claim_own(source: &Words<'_>, document: &[Words<'_>], parts: &[Part], accepted: &[Accepted<'_>]) -> Claims {
    let mut sides = Sides::new(source, document, parts);
    for least in [8, 5] {
        anchors::unique(&mut sides, least);
    }
    gaps::fill(&mut sides);
    let rules = rest::accept(&mut sides, source, accepted);
    anchors::unique(&mut sides, 3);
    anchors::repeated(&mut sides, 4);
    gaps::fill(&mut sides);
    anchors::repeated(&mut sides, 3);
    rest::whole_parts(&mut sides, source);
    rest::repeating(&mut sides);
    rest::joined(&mut sides, source, document);
    sides.into_claims(accepted, &rules)
}

/// Nothing claims it yet.
const FREE: u32 = u32::MAX;
/// Left out on purpose.
const LEFT_OUT: u32 = u32::MAX - 1;

/// Both sides as rows of numbers, and who claims whom.
struct Sides {
    /// Hashes of the source's words.
    source: Vec<u64>,
    /// Hashes of the document's words, part by part.
    document: Vec<u64>,
    /// The part of each word of the document.
    part: Vec<u32>,
    /// Where each part begins in `document`, and the end.
    starts: Vec<usize>,
    /// Whether a part may repeat words, by part.
    repeats: Vec<bool>,
    /// For each word of the source the word of the document, or [`FREE`], or [`LEFT_OUT`].
    to: Vec<u32>,
    /// For each word of the document the word of the source, or [`FREE`].
    from: Vec<u32>,
}

impl Sides {
    fn new(source: &Words<'_>, document: &[Words<'_>], parts: &[Part]) -> Self {
        let mut sides = Self {
            source: source.words.iter().map(|word| word.hash).collect(),
            document: Vec::new(),
            part: Vec::new(),
            starts: Vec::with_capacity(document.len() + 1),
            repeats: parts.iter().map(|part| part.repeats).collect(),
            to: vec![FREE; source.words.len()],
            from: Vec::new(),
        };
        for (part, words) in document.iter().enumerate() {
            sides.starts.push(sides.document.len());
            sides.document.extend(words.words.iter().map(|word| word.hash));
            sides.part.resize(sides.document.len(), number(part));
        }
        sides.starts.push(sides.document.len());
        sides.from = vec![FREE; sides.document.len()];
        sides
    }

    fn is_free(&self, at: usize) -> bool {
        self.to.get(at) == Some(&FREE)
    }

    fn is_free_in(&self, at: usize) -> bool {
        self.from.get(at) == Some(&FREE)
    }

    /// Whether two words are the same and neither is claimed.
    fn agree(&self, at: usize, word: usize) -> bool {
        self.is_free(at) && self.is_free_in(word) && self.source.get(at) == self.document.get(word)
    }

    fn claim(&mut self, at: usize, word: usize) {
        if let (Some(to), Some(from)) = (self.to.get_mut(at), self.from.get_mut(word)) {
            *to = number(word);
            *from = number(at);
        }
    }

    /// Claims from here as far as the words agree in both directions, within one part.
    fn grow(&mut self, at: usize, word: usize) {
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
    }

    fn into_claims(self, accepted: &[Accepted<'_>], rules: &[(usize, usize)]) -> Claims {
        let place = |word: u32| {
            let part = self.part.get(word as usize).copied().unwrap_or(0);
            let start = self.starts.get(part as usize).copied().unwrap_or(0);
            (part, number((word as usize).saturating_sub(start)))
        };
        let mut source: Vec<Fate> = self
            .to
            .iter()
            .map(|&to| match to {
                FREE | LEFT_OUT => Fate::Lost,
                word => {
                    let (part, word) = place(word);
                    Fate::Kept { part, word }
                }
            })
            .collect();
        for &(at, omission) in rules {
            if let (Some(fate), Some(omission)) = (source.get_mut(at), accepted.get(omission)) {
                *fate = Fate::Accepted(omission.rule.to_owned());
            }
        }
        let claimed = |range: &[usize]| {
            let [start, end] = range else { return Vec::new() };
            self.from.get(*start..*end).unwrap_or(&[]).iter().map(|&at| (at != FREE).then_some(at)).collect()
        };
        Claims { source, parts: self.starts.windows(2).map(claimed).collect() }
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(LEFT_OUT - 1)
}
