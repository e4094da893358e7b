//! The words of the page, by language.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::base::Lang;

/// By primary subtag of the language, then by key.
static WORDS: LazyLock<BTreeMap<String, BTreeMap<String, String>>> =
    LazyLock::new(|| serde_json::from_str(include_str!("words.json")).unwrap_or_default());

/// The words of a language, the English ones where there are none.
#[derive(Clone, Copy)]
pub struct Words {
    /// The language that they are in.
    pub lang: &'static str,
    words: Option<&'static BTreeMap<String, String>>,
}

impl Words {
    /// Those of the site's language.
    pub fn of(lang: &str) -> Self {
        let found = WORDS.get_key_value(Lang::new(lang).primary()).or_else(|| WORDS.get_key_value("en"));
        Self { lang: found.map_or("en", |(lang, _)| lang), words: found.map(|(_, words)| words) }
    }

    /// A word.
    pub fn say<'a>(&self, key: &'a str) -> &'a str {
        self.words.and_then(|words| words.get(key)).map_or(key, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_language_has_all_words_and_the_page_says_no_others() {
        let keys = |lang: &str| -> BTreeSet<&str> { WORDS[lang].keys().map(String::as_str).collect() };
        for (lang, words) in WORDS.iter() {
            assert_eq!(keys(lang), keys("en"), "{lang}");
            assert!(words.values().all(|word| !word.trim().is_empty()), "{lang}");
        }
        let page = include_str!("html.rs");
        let said: BTreeSet<&str> = page.split("say(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let unknown: Vec<_> = said.iter().filter(|key| !keys("en").contains(*key)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        let by_value =
            ["open", "settled", "offered", "dropped", "repaired", "found", "sure", "likely", "unsure", "right", "as-printed", "done"];
        let idle: Vec<_> = keys("en").into_iter().filter(|key| !said.contains(key) && !by_value.contains(key)).collect();
        assert!(idle.is_empty(), "{idle:?} are never said");
    }

    #[test]
    fn languages_without_words_get_the_english_ones() {
        assert_eq!((Words::of("ru-RU").lang, Words::of("de").lang, Words::of("").lang), ("ru", "en", "en"));
        assert_eq!(Words::of("de").say("notes"), "notes");
    }
}
