//! The properties of anchoring: a note stands on its words, or it is reported.

use std::collections::HashSet;

use proptest::prelude::*;

use super::{Anchor, IndexedText, Quote, quote_at};
use scholion_base::Span;

const TEXT: &str = "The council met in the old hall on Tuesday. Nobody had expected the members to agree, and they did not.\n\
The chairman read the letter aloud: “We cannot accept the terms of the treaty as they stand.” After a long silence, Marta Ilves rose.\n\
She said that the terms had been altered since the spring, that the treaty was no longer the one which they had signed, and that she \
would not be bound by it.\nСовет собрался в старом зале во вторник. Никто не ожидал, что участники договорятся, и они не договорились.\n\
Председатель прочёл письмо вслух: «Мы не можем принять условия договора».\n理事会于星期二在旧会堂召开会议。没有人期望成员们达成一致，他们也没有达成一致。";

/// The words, as they count for a note: folded, without what stands between them.
fn words(text: &str) -> Vec<String> {
    scholion_base::text::words(text).map(|(_, word)| word.to_lowercase()).collect()
}

fn check(text: &str, exact: &str, expected: &str) {
    let original = IndexedText::new(TEXT);
    let start = TEXT.find(exact).unwrap();
    let quote = quote_at(TEXT, Span::new(start, start + exact.len()));
    assert_eq!(original.anchor(&quote), Anchor::Exact { span: Span::new(start, start + exact.len()) });
    let anchor = IndexedText::new(text).anchor(&quote);
    let found = anchor.span().map_or("-", |span| span.of(text));
    assert_eq!(format!("{} {found}", anchor.name()), expected, "{exact}");
}

#[test]
fn notes_stay_on_their_words() {
    check(TEXT, "the terms of the treaty", "exact the terms of the treaty");
    check(TEXT, "старом зале", "exact старом зале");
    check(TEXT, "旧会堂", "exact 旧会堂");
    let reflowed = TEXT.replace('\n', "\n\n").replace(". ", ".\u{a0}\n").replace(['“', '”'], "\"").replace('«', "“").replace('»', "”");
    check(&reflowed, "“We cannot accept the terms", "exact \"We cannot accept the terms");
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd(TEXT).collect();
    check(&decomposed, "прочёл письмо", "exact прочёл письмо".replace('ё', "е\u{308}").as_str());
    check(&format!("Before all this. {TEXT}"), "Marta Ilves rose", "exact Marta Ilves rose");
    let altered = TEXT.replace("accept the terms of the treaty", "accept these terms of the new treaty");
    check(&altered, "the terms of the treaty", "moved these terms of the new treaty");
}

/// Words may be chosen from the middle of a dash of two hyphens on.
#[test]
fn a_dash_cut_in_two_is_found() {
    let text = "he said--no, she\u{2014}\u{2014}yes, both of them";
    let at = |words: &str| text.find(words).unwrap();
    for (start, end) in [(at("-no"), at(", she")), (at("no,"), at("\u{2014}yes")), (at("\u{2014}yes"), at(", both"))] {
        let anchor = IndexedText::new(text).anchor(&quote_at(text, Span::new(start, end)));
        assert!(anchor.span().is_some(), "{}: {anchor:?}", &text[start..end]);
    }
}

#[test]
fn what_is_gone_is_an_orphan() {
    check(&TEXT.replace("After a long silence, Marta Ilves rose.", ""), "a long silence, Marta Ilves rose", "orphan -");
    check("Quite another text about ships and the sea.", "the treaty", "orphan -");
    check("", "the treaty", "orphan -");
    assert_eq!(IndexedText::new(TEXT).anchor(&Quote::default()), Anchor::Orphan);
}

#[test]
fn twins_are_ambiguous() {
    let quote = Quote { exact: "the treaty".into(), ..Quote::default() };
    assert_eq!(IndexedText::new(TEXT).anchor(&quote).name(), "ambiguous");
    let once = Quote { exact: "Marta Ilves".into(), ..Quote::default() };
    assert_eq!(IndexedText::new(TEXT).anchor(&once).name(), "exact");
    let twice = format!("{TEXT}\n{TEXT}");
    let start = TEXT.find("Marta Ilves").unwrap();
    assert_eq!(IndexedText::new(&twice).anchor(&quote_at(TEXT, Span::new(start, start + 11))).name(), "ambiguous");
}

#[test]
fn long_quotations_are_found_by_their_ends() {
    let text = story(900);
    let starts: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
    let (start, end) = (starts[100], starts[700] - 1);
    let quote = quote_at(&text, Span::new(start, end));
    assert_eq!(IndexedText::new(&text).anchor(&quote).span(), Some(Span::new(start, end)));
    let mut altered = text.clone();
    altered.insert_str(starts[400], "learned ");
    let anchor = IndexedText::new(&altered).anchor(&quote);
    let span = anchor.span().unwrap();
    assert_eq!(anchor.name(), "moved");
    assert_eq!(span.of(&altered).trim(), altered[start..end + "learned ".len()].trim());
}

/// A text of words that nobody has heard before, in sentences and paragraphs.
fn story(words: usize) -> String {
    const SYLLABLES: [&str; 24] = [
        "ba", "ren", "tol", "mi", "ska", "ve", "dor", "un", "li", "gra", "pe", "nov", "a", "zi", "cho", "er", "fal", "ut", "ky", "mar",
        "on", "si", "ter", "wo",
    ];
    let mut random = Random(2026);
    let mut text = String::new();
    for n in 1..=words {
        (0..1 + random.below(3)).for_each(|_| text.push_str(SYLLABLES[random.below(24)]));
        text.push_str(if n % 90 == 0 {
            ".\n"
        } else if n % 14 == 0 {
            ". "
        } else {
            " "
        });
    }
    text
}

/// Knuth's linear congruential generator.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// An edit of a text: where (as a part of it), and what.
fn edits() -> impl Strategy<Value = Vec<(f64, u8)>> {
    prop::collection::vec((0.0..1.0_f64, 0..6_u8), 0..12)
}

fn damage(text: &str, edits: &[(f64, u8)]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for &(place, kind) in edits {
        let at = (place * chars.len() as f64) as usize;
        let end = (at + 25).min(chars.len());
        match kind {
            0 => chars.insert(at, 'x'),
            1 if at < chars.len() => chars[at] = 'q',
            2 => drop(chars.splice(at..at, " some other words put in here ".chars())),
            3 => drop(chars.drain(at..end)),
            4 => chars.rotate_left(at),
            _ => chars.iter_mut().for_each(|c| {
                if *c == '\n' {
                    *c = ' '
                }
            }),
        }
    }
    chars.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_note_ends_on_other_words_without_being_reported(place in 0.0..1.0_f64, length in 3..120_usize, edits in edits()) {
        let starts: Vec<usize> = TEXT.char_indices().map(|(at, _)| at).collect();
        let from = (place * (starts.len() - 1) as f64) as usize;
        let start = starts[from];
        let end = starts.get(from + length).copied().unwrap_or(TEXT.len());
        let quote = quote_at(TEXT, Span::new(start, end));
        let text = damage(TEXT, &edits);
        let anchor = IndexedText::new(&text).anchor(&quote);
        if let Some(span) = anchor.span() {
            prop_assert!(text.get(span.range()).is_some(), "{span:?} cuts a character");
            let (was, is) = (words(&quote.exact), words(span.of(&text)));
            match anchor {
                // "Exact" is said of the very words only …
                Anchor::Exact { .. } => prop_assert_eq!(was, is),
                // … and even what is reported as moved has most of them.
                _ => {
                    let letters = |words: &[String]| words.concat().chars().collect::<Vec<_>>();
                    let left: HashSet<char> = letters(&is).into_iter().collect();
                    let kept = letters(&was).iter().filter(|c| left.contains(c)).count();
                    prop_assert!(kept * 2 >= letters(&was).len(), "{:?} -> {:?}", was, is);
                }
            }
        }
    }
}

/// How much of a kind of damage a text gets, and what part of the notes must then stand right (`recall`) and may stand
/// wrong (`wrong`), in percent. The figures in docs/ANNOTATIONS.md are from here.
#[test]
fn recall_and_false_placement_under_growing_damage() {
    let text = story(1200);
    let spans: Vec<Span> = (0..120)
        .map(|n| {
            let starts: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
            let from = n * (starts.len() - 12) / 120;
            Span::new(starts[from], starts[from + 2 + n % 9] - 1)
        })
        .collect();
    // Each character gets a mark of its own, so that after any edit it is known where each went.
    let mut table = Vec::new();
    for (typos, puts, least, most_wrong) in [(0, 0, 99, 0), (20, 5, 98, 0), (80, 20, 95, 1), (200, 60, 85, 1)] {
        let mut marked: Vec<(char, usize)> = text.char_indices().map(|(at, c)| (c, at)).collect();
        let mut random = Random(7);
        let mut next = |below| random.below(below);
        for _ in 0..typos {
            let at = next(marked.len());
            marked[at].0 = 'z';
        }
        for _ in 0..puts {
            let at = next(marked.len());
            drop(marked.splice(at..at, " moreover, as is said ".chars().map(|c| (c, usize::MAX))));
        }
        if puts > 0 {
            let half = marked.len() / 2;
            marked.rotate_left(half);
        }
        let now: String = marked.iter().map(|(c, _)| c).collect();
        let origin: Vec<(usize, usize)> = now.char_indices().zip(&marked).map(|((at, _), (_, from))| (at, *from)).collect();
        let ground = IndexedText::new(&now);
        let (mut right, mut wrong) = (0, 0);
        for span in &spans {
            let Some(found) = ground.anchor(&quote_at(&text, *span)).span() else { continue };
            let inside = origin.iter().filter(|(at, _)| found.range().contains(at));
            let kept = inside.filter(|(_, from)| span.range().contains(from)).count();
            *(if kept * 2 >= span.len() { &mut right } else { &mut wrong }) += 1;
        }
        table.push((typos, puts, right * 100 / spans.len(), wrong * 100 / spans.len()));
        assert!(right * 100 >= least * spans.len() && wrong * 100 <= most_wrong * spans.len(), "{table:?}");
    }
    println!("{table:?}");
}
