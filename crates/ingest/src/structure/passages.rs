//! Passages in another language than that of the document.
//!
//! A paragraph is marked only if there is no doubt: it is long enough, it is prose, and between the two languages the
//! detector is sure. A script that the document's language is not written in needs less.

use crate::{
    block::{Block, Role},
    draft::{Draft, beginning},
    recognise::{language, prose},
    remark::Remark,
    report::{
        Certainty::{Likely, Unsure},
        Kind,
    },
};
use scholion_base::text::is_mark;
use scholion_lang::{EASILY_TAKEN_FOR, FREQUENT_WORD, Langs, TAGS};

/// The fewest letters of a paragraph in the document's own script.
const LETTERS: usize = 80;
/// The fewest letters where the two languages are close to each other.
const LETTERS_CLOSE: usize = 200;
/// The fewest letters of a paragraph in another script of whose language the detector is not sure.
const LETTERS_UNSURE: usize = 50;
/// The fewest letters of a paragraph in another script.
const LETTERS_OTHER_SCRIPT: usize = 30;

/// How many characters of a paragraph the detector is shown: it is slow, and more tell it little.
const SAMPLE: usize = 600;

/// After how many words it is asked whether they are enough to know a language by its small words.
const WORDS: [usize; 3] = [50, 100, 150];

/// Marks the passages.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let own = draft.front.lang.clone();
    if own.is_empty() || own == "und" {
        return;
    }
    let mut found = Vec::new();
    for (index, block) in draft.blocks.iter().enumerate() {
        if matches!(block.role, Role::Text | Role::Lines)
            && let Some(lang) = foreign(&block.text, &own)
        {
            found.push((index, lang));
        }
    }
    if found.is_empty() {
        return;
    }
    // Where most of a text seems foreign, the language of the document is doubtful, and nothing in its script is marked.
    // Letters beyond ASCII take several bytes each.
    let length = |block: &Block| crate::lines::characters(&block.text);
    let foreign: usize = found.iter().map(|&(index, _)| length(&draft.blocks[index])).sum();
    let all: usize = draft.blocks.iter().filter(|block| matches!(block.role, Role::Text | Role::Lines)).map(length).sum();
    if foreign * 2 > all {
        let langs: std::collections::BTreeSet<&str> = found.iter().map(|&(_, lang)| lang).collect();
        let langs: Vec<&str> = langs.into_iter().collect();
        let remark = Remark::LanguagesDoubtful { langs: langs.iter().map(|&lang| lang.to_owned()).collect() };
        draft.note(1, rule, langs.join(", "), Kind::Doubtful, Unsure, remark);
        // Of another script it is no guess.
        found.retain(|&(index, _)| !language::is_written_in(&own, language::script(&draft.blocks[index].text)));
    }
    for (index, lang) in found {
        let (line, words) = (draft.block_line(index), beginning(&draft.blocks[index].text, 60));
        draft.blocks[index].lang = Some(lang.into());
        draft.note(line, rule, words, Kind::Found, Likely, Remark::Language { lang: lang.to_owned() });
    }
}

/// The language of a text if it is surely not `own`.
fn foreign(text: &str, own: &str) -> Option<&'static str> {
    if text.len() < LETTERS_OTHER_SCRIPT || reads_as(text, own) {
        return None;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let small = text.chars().filter(|c| c.is_lowercase() || !c.is_uppercase() && c.is_alphabetic()).count();
    // Prose: letters with their marks and spaces, mostly small; no table, no reference.
    let characters = crate::lines::characters(text);
    let others = text.chars().filter(|&c| c.is_whitespace() || !c.is_ascii() && !c.is_alphabetic() && is_mark(c)).count();
    if letters < LETTERS_OTHER_SCRIPT || (letters + others) * 10 < characters * 8 || small * 10 < letters * 8 || prose::is_apparatus(text) {
        return None;
    }
    let sample: String = text.chars().take(SAMPLE).collect();
    let script = language::script(&sample);
    // Where no spaces stand between words the points are more of the text.
    if (letters + others) * 10 < characters * 9 && (others > 0 || script == "Latn") {
        return None;
    }
    if !language::is_written_in(own, script) {
        // A paragraph of the text that quotes a sentence in another script.
        let is_own = |c: &char| scholion_base::script::script(*c).is_some_and(|script| language::is_written_in(own, script));
        if sample.chars().filter(is_own).count() * 5 > letters.min(SAMPLE) {
            return None;
        }
        return Some(of_script(&sample, script, letters)).filter(|lang| *lang != own);
    }
    if letters < LETTERS {
        return None;
    }
    let (lang, sure) = language::detect(&sample);
    if lang == own || lang == "und" {
        return None;
    }
    let enough = if EASILY_TAKEN_FOR.langs(lang).has(own) { LETTERS_CLOSE } else { LETTERS };
    (letters >= enough && sure && language::prefers(&sample, own, lang)).then_some(lang)
}

/// The language of a text in a script that the document's language is not written in: the one that the detector finds, the only one
/// of the script, or none.
fn of_script(sample: &str, script: &'static str, letters: usize) -> &'static str {
    let (lang, sure) = language::detect(sample);
    if (sure || letters >= LETTERS_UNSURE) && lang != "und" && language::is_written_in(lang, script) {
        lang
    } else {
        language::only_language(script)
    }
}

/// Whether the first words of a text are, beyond doubt, in this language: its small words are among them, and more of
/// them than of its neighbours'. Spares asking the detector, which is slow.
fn reads_as(text: &str, lang: &str) -> bool {
    let own = Langs::of(lang);
    let close = EASILY_TAKEN_FOR.langs(lang);
    let mut seen = 0usize;
    let mut counts = [0usize; TAGS.len()];
    // Only these are asked for.
    let asked = own.or(close);
    let mut words = lone(text).filter(|word| !word.is_empty());
    for most in WORDS {
        for word in words.by_ref().take(most - seen) {
            seen += 1;
            let langs = FREQUENT_WORD.langs(word.trim_end_matches([',', '.', ';', ':']));
            langs.and(asked).places().for_each(|place| counts[place] += 1);
        }
        let count = |langs: Langs| langs.places().map(|place| counts[place]).max().unwrap_or(0);
        let mine = count(own);
        if seen >= 10 && mine * 10 >= seen && count(close) * 4 < mine * 3 {
            return true;
        }
        if seen < most {
            break;
        }
    }
    false
}

/// What stands between the blanks and line ends of a text, byte by byte, since it is short.
fn lone(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let left = rest?;
        let end = left.bytes().position(|byte| matches!(byte, b' ' | b'\n'));
        rest = end.and_then(|end| left.get(end + 1..));
        left.get(..end.unwrap_or(left.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sure_passages_are_marked() {
        let german = "Dem Zeichen ist nicht zu trauen, da es von dem Eise oft verrückt und von den Anwohnern nicht immer sogleich zurückgestellt wird.";
        let english =
            "The bar lies a league without the river's mouth, and has at low water no more than nine feet, says the pilot's book of 1784.";
        let russian = "Среди источников по истории устья особое место занимают лоцманские книги.";
        assert_eq!(foreign(german, "ru"), Some("de"));
        assert_eq!(foreign(german, "en"), Some("de"));
        assert_eq!(foreign(english, "pt"), Some("en"));
        assert_eq!(foreign(russian, "en"), Some("ru"));
        assert_eq!(foreign(english, "en"), None);
        // Thirty letters of another script are enough, whatever it is.
        for (text, lang) in [
            ("המגדלור עמד על הסלע והאיר את הים כל הלילה", "he"),
            ("كان المنار قائما على الصخرة ويضيء البحر طوال الليل", "ar"),
            ("ประภาคารตั้งอยู่บนโขดหินและส่องสว่างตลอดคืน", "th"),
            ("შუქურა კლდეზე იდგა და მთელი ღამე ანათებდა ზღვას", "ka"),
            ("ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ ᠮᠣᠩᠭᠣᠯ", "und-Mong"),
        ] {
            assert_eq!(foreign(text, "en"), Some(lang), "{text}");
        }
        assert_eq!(foreign("Sine ira et studio", "en"), None);
        assert_eq!(
            foreign("Smith, J. (2020). Der Deich im Wandel der Zeit. Berlin: Springer, S. 12–19. https://doi.org/10.1000/182", "en"),
            None
        );
    }
}
