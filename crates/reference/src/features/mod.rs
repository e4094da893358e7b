//! What the labeller sees of an entry: attributes of each word, of the gaps beside it, and of its place.
//!
//! An attribute is a hash; the model has weights for those it knows. Attributes of words reach two words to
//! either side, so that a word also says what stands near it; the others speak for their own place only.
//!
//! 1. [`word`]: what is known of a word by itself; [`gap`]: what stands before it;
//! 2. [`place`]: attributes of each word in its place; [`clause`]: of all words between two separators.

mod clause;
mod gap;
mod lexicon;
mod place;
mod word;

pub use word::word_hash;

use self::{clause::Clause, word::Word};
use super::token::Token;

/// The attributes of an entry, word by word.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    /// Attributes that reach from two words before to two words behind, back to back.
    pub wide: Vec<u32>,
    /// Attributes of a place alone, back to back.
    pub point: Vec<u32>,
    /// Where the attributes of each word end in `wide` and `point`.
    pub ends: Vec<(u32, u32)>,
    /// Attributes of whole clauses, back to back.
    pub clause: Vec<u32>,
    /// For each clause, where its attributes end in `clause`, and where its words end.
    pub clause_ends: Vec<(u32, u32)>,
    /// The class of the gap before each word.
    pub gaps: Vec<u8>,
    clauses: Vec<Clause>,
    words: Vec<Word>,
    gap_hashes: Vec<u32>,
}

/// How far a wide attribute reaches to either side.
pub const REACH: usize = 2;

/// How many classes of gaps the transitions tell apart.
pub const GAPS: usize = 20;

/// Finds the attributes of `tokens` in `text`; `emphasis` tells whether a byte stands in emphasis.
pub fn attributes(text: &str, tokens: &[Token], emphasis: impl Fn(usize) -> bool, out: &mut Attributes) {
    out.wide.clear();
    out.point.clear();
    out.ends.clear();
    out.gaps.clear();
    out.words.clear();
    out.gap_hashes.clear();
    out.clause.clear();
    out.clause_ends.clear();
    out.clauses.clear();
    let mut emphasised = 0usize;
    for (index, token) in tokens.iter().enumerate() {
        let mut word = match token.mark {
            Some(mark) => word::marked(mark),
            None => {
                let word = word::word_of(token.of(text));
                Word { class: lexicon::class(word.hash), ..word }
            }
        };
        word.emphasis = emphasis(token.start as usize);
        emphasised += usize::from(word.emphasis);
        out.words.push(word);
        let before = index.checked_sub(1).and_then(|index| tokens.get(index)).map_or(token.start.saturating_sub(3), |token| token.end);
        let (hash, class) = gap::gap(text.get(before as usize..token.start as usize).unwrap_or(""), index == 0);
        out.gap_hashes.push(hash);
        out.gaps.push(class);
    }
    let end = tokens.last().map_or(0, |token| token.end as usize);
    let mut tail = text.len().min(end + 4);
    while !text.is_char_boundary(tail) {
        tail -= 1;
    }
    out.gap_hashes.push(gap::gap(text.get(end..tail).unwrap_or(""), false).0);
    let any_emphasis = emphasised > 0 && emphasised < tokens.len();
    place::attributes(text, tokens, any_emphasis, out);
    clause::attributes(tokens, out);
}

/// Mixes a value into a hash.
fn mix(hash: u32, value: u32) -> u32 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x9e37_79b1)
}

/// The hash of an attribute of a kind.
fn tag(kind: u32, value: u32) -> u32 {
    mix(mix(kind.wrapping_mul(0x85eb_ca6b), 0x27d4_eb2f), value)
}

/// A distance in words, coarser the greater it is.
fn bucket(distance: usize) -> u32 {
    match distance {
        0..=3 => distance as u32,
        4..=5 => 4,
        6..=8 => 5,
        9..=14 => 6,
        15..=24 => 7,
        _ => 8,
    }
}
