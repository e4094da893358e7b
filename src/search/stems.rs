//! What a passage's language is to the tokenizer: which endings its words lose, and what else is particular to them.

use scholion_lang::{SCRIPT, STEMMER, TAGS};
use scholion_stem::Algorithm;

use super::{alphabet, fold::is_mark};
use crate::base::Lang;

/// Languages whose long words are made of others: they are found by their last part too.
const COMPOUNDING: &[&str] = &["af", "da", "de", "et", "fi", "hu", "is", "nb", "nl", "nn", "no", "sv"];
/// Languages with a dotless `ı`.
const DOTLESS: &[&str] = &["az", "tr", "tt"];
/// Languages to which `ä`, `ö`, `ü`, `å` or `ø` are letters of their own, for which others put no `ae` and `oe`, or whose stemmer or rules know these.
const NATIVE_UMLAUT: &[&str] = &["az", "da", "de", "et", "fi", "hu", "is", "nb", "nn", "no", "sk", "sv", "tr", "tt", "uz"];

/// Which endings a passage's words lose, and what else its language does to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stems {
    /// The language, if something is known of it.
    lang: &'static str,
    own: Option<Algorithm>,
    /// Words in Latin letters are English.
    is_english: bool,
    /// Words in Cyrillic letters are Russian.
    is_russian: bool,
}

impl Stems {
    /// Those of a passage in `lang`.
    pub fn of(lang: &Lang) -> Self {
        let primary = lang.primary().to_ascii_lowercase();
        let lang = scholion_lang::tag(&primary).unwrap_or("");
        let own = if lang.is_empty() { None } else { STEMMER.of(lang).next().and_then(Algorithm::named) };
        let known = if lang.is_empty() || own.is_some() { None } else { SCRIPT.of(lang).next() };
        let is_in = |script: &str| own.map_or(known == Some(script), |own| scripts(own).contains(&script));
        Self {
            lang,
            own,
            // Words in these letters in texts of languages that are not written in them are mostly English.
            is_english: matches!(&*primary, "und" | "") || ((own.is_some() || known.is_some()) && !is_in("Latn")),
            is_russian: !is_in("Cyrl"),
        }
    }

    /// The languages of an archive, as a set: what [`super::tables::script`] takes.
    pub fn bits(self) -> u128 {
        TAGS.binary_search(&self.lang).map_or(0, |at| 1 << at)
    }

    /// The stemmer of words in a script, and the language whose other spellings they may have.
    pub(super) fn of_script(self, script: &str) -> (Option<Algorithm>, &'static str) {
        match self.own.filter(|own| scripts(*own).contains(&script)) {
            Some(own) => (Some(own), self.lang),
            None if self.is_english && script == "Latn" => (Algorithm::named("english"), "en"),
            None if self.is_russian && script == "Cyrl" => (Algorithm::named("russian"), "ru"),
            None => (None, self.lang),
        }
    }

    pub(super) fn is_dotless(self) -> bool {
        DOTLESS.contains(&self.lang)
    }

    pub(super) fn is_compounding(self) -> bool {
        COMPOUNDING.contains(&self.lang)
    }

    /// Whether `ü` and the like are foreign letters, for which `ue` is put.
    pub(super) fn has_foreign_umlaut(self) -> bool {
        !NATIVE_UMLAUT.contains(&self.lang)
    }

    /// What the half in JavaScript is told of it: the stemmer, the scripts of its words, and a letter for each that holds.
    pub(super) fn told(self) -> (Option<Algorithm>, String) {
        let flags = [
            (self.is_english, 'e'),
            (self.is_russian, 'r'),
            (self.is_dotless(), 'i'),
            (self.is_compounding(), 'c'),
            (self.has_foreign_umlaut(), 'u'),
        ];
        (self.own, flags.into_iter().filter(|(holds, _)| *holds).map(|(_, letter)| letter).collect())
    }
}

/// What stands behind a term that a stemmer has made, so that what one makes of a word is not taken for what another makes of a different one: `cheval~b`.
/// Those whose words are found in texts of other languages have no mark.
pub(super) fn mark(algorithm: Algorithm) -> Option<char> {
    let is_shared = matches!(algorithm.name(), "english" | "russian");
    char::from_digit(u32::from(algorithm.number()), 36).filter(|_| !is_shared)
}

/// The scripts of the words that a stemmer knows.
pub(super) fn scripts(algorithm: Algorithm) -> &'static [&'static str] {
    match algorithm.name() {
        "arabic" | "persian" => &["Arab"],
        "armenian" => &["Armn"],
        "greek" => &["Grek"],
        "hindi" | "nepali" => &["Deva"],
        "russian" => &["Cyrl"],
        // It writes Cyrillic words in Latin letters.
        "serbian" => &["Latn", "Cyrl"],
        "tamil" => &["Taml"],
        "yiddish" => &["Hebr"],
        _ => &["Latn"],
    }
}

/// The script of a word in small letters, of those whose words lose endings; empty if it has letters of several, or digits.
pub(super) fn script(small: &str) -> &'static str {
    let of = |c: char| alphabet::SCRIPTS.iter().find(|(_, ranges)| alphabet::holds(ranges, c));
    let Some((script, ranges)) = small.chars().next().and_then(of) else { return "" };
    let fits = small.chars().all(|c| alphabet::holds(ranges, c) || is_mark(c));
    if fits { script } else { "" }
}
