//! Raw texts for ingest, of any size and always the same for the same size: clean ones, ones with notes and references, and
//! ones that repeat a pattern for which a careless pass takes time out of all proportion.

use std::fmt::Write as _;

const WORDS: &str = "the harbour lamp was lit on a night when nobody had been out upon water and our boatman went home without \
    saying any word to keeper although he knew that door stood open";
const FAMILIES: &str = "Marlowe Whitfield Aherne Lindqvist Farouk Berger Weber Dubois Garnier Herrero Azevedo Nogueira Losev Gushchin";

/// A small generator (Knuth's multiplier), so that no two runs differ.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

fn sentence(dice: &mut Dice, out: &mut String) {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let start = out.len();
    for nth in 0..8 + dice.roll(14) {
        out.push_str(if nth == 0 { "" } else { " " });
        out.push_str(words[dice.roll(words.len())]);
    }
    let first = out[start..].chars().next().map_or(String::new(), |c| c.to_uppercase().collect());
    out.replace_range(start..start + 1, &first);
    out.push('.');
}

/// Paragraphs, each on a line, with blank lines between.
pub fn clean(bytes: usize) -> String {
    let mut dice = Dice(7);
    let mut text = String::from("What the lighthouse keepers read\n\n");
    while text.len() < bytes {
        for _ in 0..5 {
            sentence(&mut dice, &mut text);
            text.push(' ');
        }
        text.push_str("\n\n");
    }
    text
}

/// A text with footnotes at its page ends, author–year citations and a list of references.
pub fn noted(bytes: usize) -> String {
    let families: Vec<&str> = FAMILIES.split_whitespace().collect();
    let mut dice = Dice(11);
    let mut text = String::from("What the lighthouse keepers read\n\nNora Whitfield\n\n");
    let mut number = 0;
    let entries = (bytes / 3000).max(5);
    let work = |nth: usize| (families[nth % families.len()], 1900 + nth * 7 % 120, nth);
    let mut digits = String::new();
    while text.len() < bytes {
        let mut notes = String::new();
        for _ in 0..4 {
            for part in 0..5 {
                sentence(&mut dice, &mut text);
                if part == 1 {
                    let (family, year, _) = work(dice.roll(entries));
                    text.truncate(text.len() - 1);
                    write!(text, " ({family}, {year}).").expect("a string");
                }
                if part == 3 {
                    number += 1;
                    digits.clear();
                    write!(digits, "{number}").expect("a string");
                    let raised: String = digits.chars().map(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(c as usize - '0' as usize).unwrap_or(c)).collect();
                    text.push_str(&raised);
                    let (family, year, nth) = work(dice.roll(entries));
                    write!(
                        notes,
                        "{raised} {family} J. The lamp and the door {nth}. London: Skerry Press, {year}, p. {}.\n\n",
                        nth % 90 + 1
                    )
                    .expect("a string");
                }
                text.push(' ');
            }
            text.push_str("\n\n");
        }
        text.push_str(&notes);
    }
    text.push_str("References\n\n");
    for nth in 0..entries {
        let (family, year, nth) = work(nth);
        write!(
            text,
            "{family}, J. ({year}). The lamp and the door {nth}. Journal of Lamps, {}({}), {nth}–{}.\n\n",
            nth % 40 + 1,
            nth % 4 + 1,
            nth + 9
        )
        .expect("a string");
    }
    text
}

/// Markdown as a vault has it: front matter, headings, emphasis, code, links, items and notes.
pub fn markdown(bytes: usize) -> String {
    let mut dice = Dice(13);
    let mut text = String::from("---\ntitle: What the lighthouse keepers read\nlang: en\n---\n\n# What the lighthouse keepers read\n\n");
    let mut number = 0;
    while text.len() < bytes {
        match dice.roll(12) {
            0 => {
                text.push_str("## ");
                sentence(&mut dice, &mut text);
            }
            1 => {
                for _ in 0..4 {
                    text.push_str("- ");
                    sentence(&mut dice, &mut text);
                    text.push('\n');
                }
            }
            sort => {
                for _ in 0..4 {
                    sentence(&mut dice, &mut text);
                    text.push(' ');
                }
                match sort {
                    2 => write!(text, "See [the lamp](https://example.org/{}).", dice.roll(1000)).expect("a string"),
                    3 => text.push_str("He wrote *nobody* and `lamp`."),
                    4 => {
                        number += 1;
                        write!(text, "So he said.[^{number}]\n\n[^{number}]: ").expect("a string");
                        sentence(&mut dice, &mut text);
                    }
                    _ => {}
                }
            }
        }
        text.push_str("\n\n");
    }
    text
}

/// So many notes, all of them called in one paragraph.
pub fn marks(count: usize) -> String {
    let mut text: String = (1..=count).map(|number| format!("word[^{number}] ")).collect();
    text.push_str("\n\n");
    text.extend((1..=count).map(|number| format!("[^{number}]: Body.\n\n")));
    text
}

/// The name of a pattern, and what makes a text of it.
pub type Pattern = (&'static str, fn(usize) -> String);

/// Patterns that are repeated to make a text: name and text of so many bytes, more or less.
pub const PATTERNS: &[Pattern] = &[
    ("one long line", |n| "word ".repeat(n / 5)),
    ("one long word", |n| "a~b^".repeat(n / 4)),
    ("short lines", |n| "a\n".repeat(n / 2)),
    ("lone letters", |n| "a\n\n".repeat(n / 3)),
    ("open brackets", |n| "[".repeat(n)),
    ("nested brackets", |n| "[(".repeat(n / 4) + ")]".repeat(n / 4).as_str()),
    ("brackets in words", |n| "a (b ".repeat(n / 5) + ")"),
    ("stars", |n| "a".to_owned() + "*".repeat(n).as_str()),
    ("alternating emphasis", |n| "*a_b ".repeat(n / 5)),
    ("emphasis never closed", |n| "_a ".repeat(n / 6) + "b* ".repeat(n / 6).as_str()),
    ("nested emphasis", |n| "**a _b ".repeat(n / 12) + "c_ d** ".repeat(n / 12).as_str()),
    ("raised digits", |n| "²".repeat(n / 2)),
    ("tags never closed", |n| "<sup>".repeat(n / 5)),
    ("an address and brackets", |n| "http://a".to_owned() + ")".repeat(n).as_str()),
    ("addresses", |n| "http://a.b/c ".repeat(n / 13)),
    ("dollars", |n| "$a ".repeat(n / 3)),
    ("headings of references", |n| "References\n\n".repeat(n / 12)),
    ("one number again and again", |n| "1 Smith said1 so here.\n".repeat(n / 23)),
    ("cut words", |n| "wo-\n".repeat(n / 4)),
    ("cut paragraphs", |n| "and then of\n\nthe\n\n".repeat(n / 18)),
    ("page ends", |n| "and then of the man who went home and\n\u{c}".repeat(n / 39)),
    ("a table", |n| "| a | b |\n".repeat(n / 10)),
    ("questions and answers", |n| "Q: why so?\n\nA: because it is.\n\n".repeat(n / 31)),
    ("articles", |n| "Article 1\nDefinitions\n\nIt is so, the parties agree.\n\n".repeat(n / 51)),
    ("clauses", |n| "Recalling what was said,\n\n".repeat(n / 26)),
    ("ibid", |n| {
        "¹ ibid., p. 4; see above; ibid., p. 5; ".repeat(n / 41)
            + "\n\nword¹\n\n¹ Smith J. Title. London, 1999; "
            + "ibid.; ".repeat(n / 14).as_str()
    }),
    ("marks", |n| marks(n / 40)),
    ("plain numbers", |n| (1..n / 30).map(|number| format!("word{number} and\n{number} Smith said so here.\n")).collect()),
    ("brackets called once", |n| {
        let count = n / 40;
        let mut text: String = (1..=count).map(|number| format!("word.[{number}] ")).collect();
        text.push('\n');
        text.extend((1..=count).map(|number| format!("[{number}] Body of it.\n")));
        text
    }),
    ("citations", |n| {
        let count = n / 100;
        let mut text: String =
            (0..count).map(|nth| format!("(Smith{}, {}) ", char::from(b'a' + (nth % 26) as u8), 1900 + nth % 100)).collect();
        text.push_str("\n\nReferences\n\n");
        text.extend((0..count).map(|nth| {
            format!("Smith{}, J. ({}). Title {nth}. Journal, {nth}.\n\n", char::from(b'a' + (nth % 26) as u8), 1900 + nth % 100)
        }));
        text
    }),
];
