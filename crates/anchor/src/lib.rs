//! Where the words of a note stand in a text that may have changed since. Pure.
//!
//! A note names its words by a quotation with the words before and behind it (W3C Web Annotation Data Model, 4.2.4
//! "Text Quote Selector"). It is laid on them again in these steps:
//!
//! 1. [`fold`]: text and quotation are made comparable, and words that the end of a line broke whole ([`breaks`]);
//! 2. every place that has the very words is found, and how much of the words around each is still there;
//! 3. if that does not settle it, [`seeds`] gives places that have something of the words, and [`align`] lays the
//!    quotation with its surroundings over each;
//! 4. [`judge`]: the best place is taken only if enough of the words is there and no other place is nearly as good; whether other words stand
//!    around it now say its [`surroundings`].
//!
//! A note is never dropped and never guessed at: what is not clear is [`Anchor::Ambiguous`] or [`Anchor::Orphan`].

//! ```
//! use scholion_anchor::{Anchor, IndexedText, quote_at};
//! use scholion_base::Span;
//!
//! let before = "The ferry sailed at noon. The ferry came back at night.";
//! let quote = quote_at(before, Span::new(26, 45));
//! assert_eq!(quote.exact, "The ferry came back");
//!
//! let after = "It is said that the ferry sailed at noon. The old ferry came back late at night.";
//! let Anchor::Moved { span, .. } = IndexedText::new(after).anchor(&quote) else { panic!() };
//! assert_eq!(span.of(after), "The old ferry came back");
//! assert_eq!(IndexedText::new("Nothing of it is left.").anchor(&quote), Anchor::Orphan);
//! ```

mod align;
mod breaks;
mod fold;
mod judge;
mod places;
mod seeds;
mod sketch;
mod surroundings;
#[cfg(test)]
mod tests;

use std::cell::OnceCell;

use fold::Folded;
use scholion_base::Span;
use seeds::Seeds;
use serde::{Deserialize, Serialize};
pub use sketch::Sketch;

/// Words of a text, with those around them (W3C Web Annotation Data Model, 4.2.4 "Text Quote Selector").
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Quote {
    /// The words.
    pub exact: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands behind them.
    pub suffix: String,
}

/// What became of a quotation.
#[derive(Clone, Debug, PartialEq)]
pub enum Anchor {
    /// The very words stand between the words that stood around them, slips apart.
    Exact {
        /// Where, in bytes.
        span: Span,
    },
    /// The words are altered, or other words stand around them.
    Moved {
        /// Where, in bytes.
        span: Span,
        /// How sure it is, from 0 to 1.
        score: f32,
    },
    /// Several places are about as likely.
    Ambiguous {
        /// The likeliest, best first.
        candidates: Vec<Candidate>,
    },
    /// The words are gone.
    Orphan,
}

/// A place where the words may stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Where, in bytes.
    pub span: Span,
    /// How likely, from 0 to 1.
    pub score: f32,
}

impl Anchor {
    /// Where the note is laid, if it is.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Exact { span } | Self::Moved { span, .. } => Some(*span),
            Self::Ambiguous { .. } | Self::Orphan => None,
        }
    }

    /// Its name: `exact`, `moved`, `ambiguous` or `orphan`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Exact { .. } => "exact",
            Self::Moved { .. } => "moved",
            Self::Ambiguous { .. } => "ambiguous",
            Self::Orphan => "orphan",
        }
    }
}

/// A text on which quotations are laid.
pub struct IndexedText {
    folded: Folded,
    /// The folded characters in UTF-8, for the search of the very words, and where each begins in it.
    bytes: String,
    begins: Vec<u32>,
    /// Made only if a quotation is not found at once.
    seeds: OnceCell<Seeds>,
}

impl IndexedText {
    /// Prepares a text.
    pub fn new(text: &str) -> Self {
        let folded = Folded::new(text);
        let mut bytes = String::with_capacity(text.len());
        let mut begins = Vec::with_capacity(folded.len());
        for &c in &folded.chars {
            begins.push(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
            bytes.push(c);
        }
        Self { folded, bytes, begins, seeds: OnceCell::new() }
    }

    /// Lays a quotation on the text.
    pub fn anchor(&self, quote: &Quote) -> Anchor {
        places::find(self, quote)
    }

    /// Whether it has these words, folded.
    fn has(&self, words: &str) -> bool {
        let words: String = Folded::new(words).chars.into_iter().collect();
        memchr::memmem::find(self.bytes.as_bytes(), words.as_bytes()).is_some()
    }

    fn seeds(&self) -> &Seeds {
        self.seeds.get_or_init(|| Seeds::new(&self.folded))
    }
}

/// Whether two writings are of the same words, as far as anchoring goes.
pub fn same_words(a: &str, b: &str) -> bool {
    Folded::new(a).chars == Folded::new(b).chars
}

/// The quotation of the words at `span`, with as much around them as tells them from other places.
pub fn quote_at(text: &str, span: Span) -> Quote {
    /// How many characters before and behind are kept.
    const AROUND: usize = 48;
    let (start, end) = (span.start as usize, span.end as usize);
    let before = text.get(..start).unwrap_or("");
    let from = before.char_indices().rev().take(AROUND).last().map_or(start, |(at, _)| at);
    let behind = text.get(end..).unwrap_or("");
    let to = behind.char_indices().nth(AROUND).map_or(behind.len(), |(at, _)| at);
    Quote {
        exact: span.of(text).to_owned(),
        prefix: before.get(from..).unwrap_or("").to_owned(),
        suffix: behind.get(..to).unwrap_or("").to_owned(),
    }
}
