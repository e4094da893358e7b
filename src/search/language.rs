//! The terms of words in a language.

use scholion_stem::Algorithm;

use super::{
    alphabet::HALF_SPACE,
    fold::{plain, small},
    spelling::{self, Rule, respelled},
    stems::{self, Stems, script},
};

/// How many letters a word has that may be made of others.
const COMPOUND: usize = 8;
/// What a term begins with that is a word's letters from behind, so that compounds with the same last part stand together.
const BACKWARDS: char = '_';
/// What stands before the mark of a stemmer, behind a term.
const MARKED: char = '~';

/// All that makes terms of the words of a passage in one language.
pub struct Language {
    stems: Stems,
    /// For each script that words lose endings in: how words in it do.
    ways: Vec<(&'static str, Way)>,
    /// For words in other letters, and for those with digits.
    other: Way,
    /// What is put for letters where they are foreign.
    foreign: Vec<Rule>,
}

/// How words lose their endings.
struct Way {
    algorithm: Option<Algorithm>,
    /// What stands behind terms that it makes.
    mark: Option<char>,
    /// The rules of older spellings.
    older: Vec<Rule>,
}

impl Way {
    fn of(stems: Stems, script: &str) -> Self {
        let (algorithm, lang) = stems.of_script(script);
        Self { algorithm, mark: algorithm.and_then(stems::mark), older: spelling::rules(lang).collect() }
    }

    /// A word in small letters without its endings, and then without accents.
    fn stem(&self, word: &str) -> String {
        let stem = self.algorithm.map(|algorithm| plain(algorithm.stem(word))).filter(|stem| !stem.is_empty());
        stem.unwrap_or_else(|| plain(word.to_owned()))
    }
}

impl Language {
    /// That of a passage.
    pub fn of(stems: Stems) -> Self {
        let ways = super::alphabet::SCRIPTS.iter().map(|(script, _)| (*script, Way::of(stems, script))).collect();
        let foreign = if stems.has_foreign_umlaut() { spelling::rules("mul").collect() } else { Vec::new() };
        Self { stems, ways, other: Way::of(stems, ""), foreign }
    }

    /// The terms of a word, the one that it has first of all before the others: without its endings; without them where readers leave out
    /// accents; in other spellings; and of long words in languages that make compounds the letters from behind. None if nothing remains of it.
    pub fn terms(&self, word: &str, found: &mut Vec<String>) {
        let small = small(word, self.stems.is_dotless());
        if small.is_empty() {
            return;
        }
        let from = found.len();
        let script = script(&small);
        let way = self.ways.iter().find(|(name, _)| *name == script).map_or(&self.other, |(_, way)| way);
        let mut put = |mut term: String, mark: Option<char>| {
            term.extend(mark.into_iter().flat_map(|mark| [MARKED, mark]));
            if !found.iter().skip(from).any(|other| *other == term) {
                found.push(term);
            }
        };
        let bare = plain(small.clone());
        // The Greek stemmer leaves out accents itself, but only those of today.
        let main = way.stem(if script == "Grek" { &bare } else { &small });
        let is_long = self.stems.is_compounding() && script == "Latn" && bare.chars().count() >= COMPOUND;
        let backwards: Option<String> = is_long.then(|| std::iter::once(BACKWARDS).chain(main.chars().rev()).collect());
        put(main, way.mark);
        // Arabic and Persian readers write `ه` for `ة` and `ي` for `ى`, and words that are compared are known so.
        if matches!(script, "Latn" | "Arab") && bare != small {
            put(way.stem(&bare), way.mark);
        }
        if script == "Arab" && small.contains(HALF_SPACE.0) {
            put(way.stem(&small.replace(HALF_SPACE.0, "")), way.mark);
        }
        if let Some(other) = respelled(&small, &way.older) {
            put(way.stem(&other), way.mark);
        }
        if !small.is_ascii()
            && let Some(other) = respelled(&small, &self.foreign)
        {
            put(way.stem(&other), way.mark);
        }
        if let Some(backwards) = backwards {
            put(backwards, None);
        }
    }
}
