//! The account of a source's words: what became of each.
//!
//! Works on the source and on what was made of it alone, and knows nothing of the rules, so that it can find them wrong. There is one
//! account: `ingest` gives it in its report, and the page beside the source shows it of the document as it is now.
//!
//! The parts of a document stand in another order than in the source: notes are moved to their marks, cut paragraphs rejoined, front
//! matter picked out. So no single diff will do.
//!
//! 1. [`seen`]: what a reader sees of a source, with the lines it stands in; [`parts`]: what a document as written holds of it;
//! 2. [`words`]: both sides become words, folded, with their places;
//! 3. [`claim`]: each word of a part claims one word of the source: runs first, then what stands between them, then short parts and
//!    values. What was left out on purpose claims its words at its line.
//!
//! Every word of the source has one [`Fate`], whatever the editors did to the document.

mod claim;
mod part;
pub mod parts;
mod seen;
pub mod values;
mod words;

pub use super::formats::{file_part, seen};
use claim::Claims;
pub use claim::Fate;
pub use part::{Omission, Part, Scope, Standing, is_unseen};
pub use seen::Seen;
pub use words::{Word, Words};

/// What became of the words of a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Account<'a> {
    /// The words of the source.
    pub source: Words<'a>,
    /// The words of the parts.
    pub document: Vec<Words<'a>>,
    claims: Claims<'a>,
}

/// Lays the parts of a document beside its source. Near-linear in the words of both.
pub fn account<'a>(source: &'a Seen<'_>, parts: &'a [Part<'_>], omissions: &[Omission<'a>]) -> Account<'a> {
    let words = Words::of(&source.text);
    let document = words_of(parts, source, &words);
    let claims = claim::claim(source, &words, &document, parts, omissions);
    Account { source: words, document, claims }
}

/// The words of parts. A part that says what a block of the source says has the same, and they are not looked for again.
fn words_of<'a>(parts: &'a [Part<'_>], seen: &Seen<'_>, source: &Words<'_>) -> Vec<Words<'a>> {
    /// So many blocks before and behind the one that comes next are compared with a part.
    const NEAR: usize = 6;
    // The block that comes next, and its first word, if that is known.
    let (mut next, mut known) = (0, None);
    let words = |part: &'a Part<'_>| {
        let near = (next..next + NEAR).chain((next.saturating_sub(NEAR)..next).rev()).take_while(|_| seen.is_carried);
        let mut blocks = near.filter_map(|nth| Some((nth, seen.block(nth)?)));
        let Some((nth, (start, _))) = blocks.find(|(_, (_, text))| *text == part.text) else {
            (next, known) = (next + 1, None);
            return Words::of(&part.text);
        };
        let first = known.filter(|_| nth == next).unwrap_or_else(|| source.words.partition_point(|word| (word.start as usize) < start));
        let (words, behind) = source.within(first, start, &part.text);
        (next, known) = (nth + 1, Some(behind));
        words
    };
    parts.iter().map(words).collect()
}

impl<'a> Account<'a> {
    /// What became of each word of the source, in order.
    pub fn fates(&self) -> impl Iterator<Item = Fate<'a>> {
        (0..self.source.words.len()).map(|at| self.fate(at))
    }

    /// What became of a word of the source.
    pub fn fate(&self, at: usize) -> Fate<'a> {
        self.claims.fate(at)
    }

    /// The word of the source that a word of a part is.
    pub fn claim(&self, part: usize, word: usize) -> Option<u32> {
        self.claims.of(part, word)
    }

    /// The words of the source that are lost: neither kept, nor left out on purpose.
    pub fn lost(&self) -> impl Iterator<Item = usize> {
        self.fates().enumerate().filter(|(_, fate)| *fate == Fate::Lost).map(|(at, _)| at)
    }

    /// The words that stand in parts whose words are printed, and not in the source: the part, and the word in it.
    pub fn added<'p>(&'p self, parts: &'p [Part<'_>]) -> impl Iterator<Item = (usize, usize)> + 'p {
        let own = parts.iter().zip(&self.document).enumerate().filter(|(_, (part, _))| part.standing == Standing::Once && !part.elsewhere);
        own.flat_map(|(nth, (_, words))| (0..words.words.len()).map(move |word| (nth, word)))
            .filter(|(nth, word)| self.claim(*nth, *word).is_none())
    }
}
