//! The words of the form in which notes are written, by language.

use crate::base::Lang;

/// The words as JSON: those of the language if there are any, else the English ones.
pub fn of(lang: &str) -> &'static str {
    let lang = Lang::new(lang);
    WORDS.iter().find(|(known, _)| *known == lang.primary()).map_or(ENGLISH, |(_, words)| words)
}

const ENGLISH: &str = include_str!("words/en.json");
/// By primary subtag.
const WORDS: [(&str, &str); 2] = [("en", ENGLISH), ("ru", include_str!("words/ru.json"))];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(words: &str) -> BTreeSet<String> {
        let words: serde_json::Map<String, serde_json::Value> = serde_json::from_str(words).unwrap();
        assert!(words.values().all(|word| word.as_str().is_some_and(|word| !word.trim().is_empty())));
        words.keys().cloned().collect()
    }

    #[test]
    fn every_language_has_all_words_and_the_form_names_no_others() {
        let english = keys(ENGLISH);
        for (lang, words) in WORDS {
            assert_eq!(keys(words), english, "{lang}");
        }
        let script = include_str!("editor.js");
        let used: BTreeSet<&str> = script.split("say(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        for key in &used {
            assert!(english.contains(*key), "the form says `{key}`, for which there are no words");
        }
        let is_used = |key: &str| used.contains(key) || ["error-", "motivation-"].iter().any(|kind| key.starts_with(kind));
        assert!(
            english.iter().all(|key| is_used(key)),
            "{:?} are never said",
            english.iter().filter(|key| !is_used(key)).collect::<Vec<_>>()
        );
    }

    #[test]
    fn languages_without_words_get_the_english_ones() {
        assert_eq!((of("ru-RU"), of("en"), of("de"), of("")), (WORDS[1].1, ENGLISH, ENGLISH, ENGLISH));
    }
}
