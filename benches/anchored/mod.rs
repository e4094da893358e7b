//! Texts with notes: what `benches/anchor.rs` measures and `tests/it/benches.rs` tries.

use rayon::prelude::*;
use scholion::{
    archive::anchor::{IndexedText, Quote, quote_at},
    base::Span,
};

/// So many texts of some twelve thousand letters, each with ten notes; `edited` of a hundred texts are edited since.
pub fn texts(count: usize, edited: usize) -> Vec<(String, Vec<Quote>)> {
    (0..count).map(|n| text(n, n % 100 < edited)).collect()
}

/// Lays all notes as a build does, text by text; how many stand.
pub fn place(texts: &[(String, Vec<Quote>)]) -> usize {
    let one = |(text, quotes): &(String, Vec<Quote>)| {
        let ground = IndexedText::new(text);
        quotes.iter().filter(|quote| ground.anchor(quote).span().is_some()).count()
    };
    texts.par_iter().map(one).sum()
}

fn text(nth: usize, edited: bool) -> (String, Vec<Quote>) {
    const SYLLABLES: [&str; 16] = ["ba", "ren", "tol", "mi", "ska", "ve", "dor", "un", "li", "gra", "pe", "nov", "a", "zi", "cho", "er"];
    let mut random = nth as u64 + 1;
    let mut next = |limit: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % limit
    };
    let words: Vec<String> = (0..2000).map(|_| (0..1 + next(4)).map(|_| SYLLABLES[next(16)]).collect()).collect();
    let text = words.join(" ");
    let spaces: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
    let quotes = (0..10).map(|note| {
        let from = note * 190 + next(150);
        quote_at(&text, Span::new(spaces[from] + 1, spaces[from + 1 + next(20)]))
    });
    let quotes = quotes.collect();
    // Every fortieth word is another.
    let now = words.into_iter().enumerate().map(|(at, word)| if edited && at % 40 == 0 { "changed".to_owned() } else { word });
    (now.collect::<Vec<_>>().join(" "), quotes)
}
