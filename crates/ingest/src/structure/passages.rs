//! Passages in another language than that of the document.
//!
//! A paragraph is marked only if there is no doubt: it is long enough, it is prose, and between the two languages the
//! detector is sure. A script that the document's language is not written in needs less.

use crate::{
    block::Role,
    draft::{Draft, beginning},
    recognise::{language, prose},
    remark::Remark,
    report::{
        Certainty::{Likely, Unsure},
        Kind,
    },
};
use scholion_lang::{EASILY_TAKEN_FOR, FREQUENT_WORD, Langs, SCRIPT, TAGS};

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
    // Where most of a text seems foreign, the language of the document is doubtful, and nothing is marked.
    let foreign: usize = found.iter().map(|&(index, _)| draft.blocks[index].text.len()).sum();
    let all: usize = draft.blocks.iter().filter(|block| matches!(block.role, Role::Text | Role::Lines)).map(|block| block.text.len()).sum();
    if foreign * 2 > all {
        let langs: std::collections::BTreeSet<&str> = found.iter().map(|&(_, lang)| lang).collect();
        let langs: Vec<&str> = langs.into_iter().collect();
        let remark = Remark::LanguagesDoubtful { langs: langs.iter().map(|&lang| lang.to_owned()).collect() };
        draft.note(1, rule, langs.join(", "), Kind::Doubtful, Unsure, remark);
        return;
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
    // Prose: letters and spaces, mostly small; no table, no reference.
    let characters = crate::lines::characters(text);
    let spaces = text.chars().filter(|c| c.is_whitespace()).count();
    if letters < LETTERS_OTHER_SCRIPT || (letters + spaces) * 10 < characters * 9 || small * 10 < letters * 8 || prose::is_apparatus(text) {
        return None;
    }
    let sample: String = text.chars().take(SAMPLE).collect();
    let (lang, sure) = language::detect(&sample);
    if lang == own || lang == "und" {
        return None;
    }
    let other_script = script(&sample) != script_of(own);
    let enough = if other_script {
        LETTERS_OTHER_SCRIPT
    } else if EASILY_TAKEN_FOR.langs(lang).has(own) {
        LETTERS_CLOSE
    } else {
        LETTERS
    };
    // Where only one language of a script is likely beside another script, the script is proof enough.
    (letters >= enough && (sure || other_script && letters >= LETTERS_UNSURE) && (other_script || language::prefers(&sample, own, lang)))
        .then_some(lang)
}

/// Whether the first words of a text are, beyond doubt, in this language: its small words are among them, and more of
/// them than of its neighbours'. Spares asking the detector, which is slow.
fn reads_as(text: &str, lang: &str) -> bool {
    let own = Langs::of(lang);
    let close = EASILY_TAKEN_FOR.langs(lang);
    let mut seen = 0usize;
    let mut counts = [0usize; TAGS.len()];
    let mut words = text.split([' ', '\n']).filter(|word| !word.is_empty());
    for most in WORDS {
        for word in words.by_ref().take(most - seen) {
            seen += 1;
            let langs = FREQUENT_WORD.langs(word.trim_end_matches([',', '.', ';', ':']));
            langs.places().for_each(|place| counts[place] += 1);
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

/// The scripts that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Other,
}

/// The script of most letters of a text.
fn script(text: &str) -> Script {
    let mut counts = [0usize; 4];
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        let place = match u32::from(c) {
            0..=0x24f | 0x1e00..=0x1eff => 0,
            0x370..=0x3ff | 0x1f00..=0x1fff => 2,
            0x400..=0x52f => 1,
            _ => 3,
        };
        counts[place] += 1;
    }
    let most = counts.iter().enumerate().max_by_key(|&(place, &count)| (count, 4 - place)).map_or(0, |(place, _)| place);
    [Script::Latin, Script::Cyrillic, Script::Greek, Script::Other][most]
}

/// The script of a language; Latin unless its file says otherwise.
fn script_of(lang: &str) -> Script {
    match SCRIPT.of(lang).next() {
        None | Some("Latn") => Script::Latin,
        Some("Cyrl") => Script::Cyrillic,
        Some("Grek") => Script::Greek,
        Some(_) => Script::Other,
    }
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
        assert_eq!(foreign("Sine ira et studio", "en"), None);
        assert_eq!(
            foreign("Smith, J. (2020). Der Deich im Wandel der Zeit. Berlin: Springer, S. 12–19. https://doi.org/10.1000/182", "en"),
            None
        );
    }
}
