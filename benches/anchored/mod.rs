//! Texts with notes: what `benches/anchor.rs` measures and `tests/it/benches.rs` tries.

use rayon::prelude::*;
use scholion::{
    archive::{
        anchor::{IndexedText, Quote, quote_at},
        editing,
    },
    base::{RelPath, Span},
    document::{self, annotation_import},
    site::annotations::selection::{Meant, Texts},
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

/// A document, and so many notes of another program on words of it, as JSON.
pub fn foreign(count: usize) -> (String, String) {
    let (text, quotes) = text(1, false);
    let one = |nth: usize| {
        let exact = &quotes[nth % quotes.len()].exact;
        format!(
            r#"{{"id": "https://a.example/{nth}", "bodyValue": "Note {nth}.", "target": {{"source": "d", "selector": {{"type": "TextQuoteSelector", "exact": "{exact}"}}}}}}"#
        )
    };
    (text, format!("[{}]", (0..count).map(one).collect::<Vec<_>>().join(",")))
}

/// Takes the notes; how many come to the file.
pub fn import(text: &str, notes: &str) -> usize {
    let document = document::parse(&RelPath::new("content/documents/d.md"), text.as_bytes(), &|_, _| None);
    let import = annotation_import::read(notes).unwrap_or_default();
    let texts = Texts::of(&document, None, None);
    let quoted = |note: &annotation_import::Imported| {
        annotation_import::selection::quoted(&note.ways).is_some_and(|quote| texts.quoted(quote, &note.ways, Meant::Original).is_some())
    };
    let placed: Vec<&annotation_import::Imported> = import.notes.iter().filter(|note| quoted(note)).collect();
    editing::import(&RelPath::new("content/annotations/d.yaml"), b"", &placed, &|_| None).map_or(0, |merged| merged.taken)
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
