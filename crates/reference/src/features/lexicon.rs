//! Words that tell what stands beside them, in the languages that references are written in.
//!
//! The labeller learns most words from examples; these classes carry what it learned in one language over to
//! the others: `Bd.` is to German what `vol.` is to English.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use scholion_lang::REFERENCE_WORD;

use super::word_hash;

/// Classes of words, as bits: those of the key `reference-word` in their order, and [`MONTH`].
pub type Class = u32;

/// The classes of a word, by its hash; 0 if it is in none.
pub fn class(hash: u32) -> Class {
    LEXICON.get(&hash).copied().unwrap_or(0)
}

static LEXICON: LazyLock<FxHashMap<u32, Class>> = LazyLock::new(|| {
    let mut lexicon: FxHashMap<u32, Class> = FxHashMap::default();
    for entry in REFERENCE_WORD.all() {
        *lexicon.entry(word_hash(entry.word)).or_default() |= 1 << entry.part;
    }
    for word in scholion_lang::MONTH.iter() {
        *lexicon.entry(word_hash(word)).or_default() |= MONTH;
    }
    lexicon
});

/// The class of months.
pub const MONTH: Class = 1 << 30;
