//! Archives of any size for benchmarks, always the same for the same size.
//!
//! A document has some 900 words in the median, of English or Russian by the look of it, 3 to 20 notes, 5 to 15
//! citations of works that many documents share (few of them often, most of them seldom), links to other documents (half
//! of them to much-linked ones), headings, quotations, lists. `SCHOLION_BENCH=DIR` measures another archive instead.

use std::{fmt::Write as _, fs, path::Path};

/// Writes an archive of `documents` documents into the empty folder `root`.
pub fn write(root: &Path, documents: usize) {
    for folder in ["documents", "bibliography", "authorities"] {
        fs::create_dir_all(root.join("content").join(folder)).expect("a folder to write");
    }
    let put = |path: &str, text: String| fs::write(root.join(path), text).expect("a file to write");
    put("scholion.yaml", "title: A measured archive\nlang: en\n".to_owned());
    // A name that two records share would be linked to neither.
    let names: std::collections::BTreeSet<String> = (0..60).map(name).collect();
    let people: String = names.iter().enumerate().map(|(n, name)| format!("- id: person-{n}\n  name: {name}\n")).collect();
    put("content/authorities/people.yaml", people);
    let words = [words(ENGLISH), words(RUSSIAN)];
    for nth in 0..documents {
        let (document, bibliography) = document(nth, documents, &words);
        put(&format!("content/documents/{}.md", slug(nth)), document);
        put(&format!("content/bibliography/{}.yaml", slug(nth)), bibliography);
    }
}

/// The slug of the `nth` document; many others link to the first.
pub fn slug(nth: usize) -> String {
    format!("document-{nth:05}")
}

const ENGLISH: [&str; 3] = [
    "ar ber cal con dis ex fer gra in jur kan lec man nor per ser tran um wal",
    "ta ri mo ne lu ci pa si",
    "tion ment ity ness al ous ive ing",
];
const RUSSIAN: [&str; 3] = ["пере рас при про об вос от под за из со", "вод лог пис ход став каз мен", "ение ность ание ский ного ами ить"];
const FAMILIES: &str =
    "Smith Jones Ivanov Petrov Müller Dubois Rossi García Tanaka Wang Novák Kowalski Jensen Virtanen Kim Silva Okafor Haddad";
const GIVEN: &str = "Anna Boris Carla David Elena Greta Hassan Irina Karl Lucia Nikolai Olga Rosa Sergei Vera Xu";

/// A generator of numbers that are the same on every machine (xorshift64*, Vigna 2016).
struct Dice(u64);

impl Dice {
    fn new(seed: usize) -> Self {
        let mut dice = Self((seed as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        (0..4).for_each(|_| _ = dice.roll());
        dice
    }

    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }

    fn below(&mut self, end: usize) -> usize {
        (self.roll() % end.max(1) as u64) as usize
    }

    fn between(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to - from + 1)
    }

    /// As [`Self::below`], small numbers much more often than large ones.
    fn often_small(&mut self, end: usize) -> usize {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        ((share * share * share) * end as f64) as usize
    }

    fn one<'a>(&mut self, of: &'a str) -> &'a str {
        let all: Vec<&str> = of.split(' ').collect();
        all[self.below(all.len())]
    }
}

fn words(syllables: [&str; 3]) -> Vec<String> {
    let mut dice = Dice::new(77);
    (0..6_000)
        .map(|_| {
            let mut word = dice.one(syllables[0]).to_owned();
            (0..dice.below(3)).for_each(|_| word.push_str(dice.one(syllables[1])));
            if dice.below(3) > 0 {
                word.push_str(dice.one(syllables[2]));
            }
            word
        })
        .collect()
}

fn name(nth: usize) -> String {
    let mut dice = Dice::new(nth + 500);
    format!("{} {}{}", dice.one(GIVEN), dice.one(FAMILIES), ["", "son", "ov", "sky"][nth % 4])
}

/// A sentence of `count` words.
fn sentence(dice: &mut Dice, words: &[String], count: usize) -> String {
    let mut sentence = String::new();
    for nth in 0..count {
        let word = &words[dice.often_small(words.len())];
        let separator = if nth == 0 { "" } else { " " };
        match dice.below(60) {
            0 => _ = write!(sentence, "{separator}*{word}*"),
            1 => _ = write!(sentence, "{separator}“{word}”,"),
            2 => _ = write!(sentence, "{separator}{}", name(dice.below(60))),
            _ => _ = write!(sentence, "{separator}{word}"),
        }
    }
    let mut letters = sentence.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// A work: its key, how the text prints it, its entry.
fn work(nth: usize, words: &[String]) -> (String, String, String) {
    let mut dice = Dice::new(nth + 9_000);
    let family = dice.one(FAMILIES).to_owned();
    let year = dice.between(1880, 2020);
    let title = sentence(&mut dice, words, 7).replace(['*', '“', '”', '.'], "");
    let container = sentence(&mut dice, words, 3).replace(['*', '“', '”', '.'], "");
    let (volume, first) = (dice.between(1, 90), dice.between(1, 400));
    let key = format!("{}{year}-{nth}", family.to_lowercase());
    let entry = format!(
        "- id: {key}\n  type: article-journal\n  author:\n  - {{family: {family}}}\n  title: \"{title} {nth}\"\n  \
         container-title: \"{container}\"\n  volume: {volume}\n  page: {first}-{last}\n  issued: {year}\n  \
         verbatim: \"{family} ({year}). *{title} {nth}*. {container}, {volume}, {first}–{last}.\"\n",
        last = first + 12
    );
    (key, format!("{family} {year}"), entry)
}

/// The text of a document, and of its bibliography.
fn document(nth: usize, documents: usize, words: &[Vec<String>; 2]) -> (String, String) {
    let mut dice = Dice::new(nth);
    let (lang, words) = if dice.below(4) == 0 { ("ru", &words[1]) } else { ("en", &words[0]) };
    let title = sentence(&mut dice, words, 6).replace(['*', '“', '”', '.', ','], "");
    let mut text = format!(
        "---\ntitle: \"{title}\"\nauthor:\n- {{literal: {}}}\nissued: {}-{:02}\ntype: article\nlang: {lang}\nkeyword: [{}, {}]\n\
         license: CC-BY-4.0\nbibliography: ../bibliography/{}.yaml\n---\n",
        name(dice.below(400)),
        dice.between(1900, 2024),
        dice.between(1, 12),
        words[dice.below(40)],
        words[dice.below(40)],
        slug(nth)
    );
    let mut works: Vec<(String, String, String)> =
        (0..dice.between(5, 15)).map(|_| dice.often_small(3 * documents)).map(|nth| work(nth, words)).collect();
    works.sort();
    works.dedup_by(|a, b| a.0 == b.0);
    let mut notes = 0;
    for block in 0..dice.between(4, 18) {
        match dice.below(12) {
            0 => _ = write!(text, "\n## {}\n", sentence(&mut dice, words, 4).trim_end_matches('.')),
            1 => _ = write!(text, "\n> {}\n", sentence(&mut dice, words, 30)),
            2 => (0..4).for_each(|nth| {
                let start = if nth == 0 { "\n" } else { "" };
                _ = writeln!(text, "{start}- {}", sentence(&mut dice, words, 8));
            }),
            _ => {}
        }
        text.push('\n');
        for _ in 0..dice.between(3, 7) {
            let count = dice.between(8, 26);
            let sentence = sentence(&mut dice, words, count);
            text.push_str(sentence.trim_end_matches('.'));
            match dice.below(6) {
                0 => {
                    let (key, printed, _) = &works[dice.below(works.len())];
                    _ = write!(text, " ([{printed}](#ref-{key}))");
                }
                1 if block > 0 => {
                    let other = if dice.below(2) == 0 { dice.below(documents) } else { dice.often_small(documents.min(200)) };
                    _ = write!(text, " [{}]({}.md)", words[dice.below(200)], slug(other));
                }
                2 => {
                    notes += 1;
                    _ = write!(text, "[^{notes}]");
                }
                _ => {}
            }
            text.push_str(". ");
        }
        text.push('\n');
    }
    for note in 1..=notes {
        let count = dice.between(8, 40);
        _ = write!(text, "\n[^{note}]: {}\n", sentence(&mut dice, words, count));
    }
    let entries: String = works.into_iter().map(|(_, _, entry)| entry).collect();
    (text, format!("references:\n{entries}"))
}
