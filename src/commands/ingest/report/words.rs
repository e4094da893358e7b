//! The words of the page, by language, and what the rules say of what they find.
//!
//! The rules speak English, also in the report that is kept. `words.json` has their sentences in other languages: what each
//! rule does by its name, and what it notes by the English, with `{}` for what it fills in. Fields of the front matter, keys
//! and tags of languages are the same in all.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use crate::{base::Lang, ingest};

static TABLE: LazyLock<Table> = LazyLock::new(|| serde_json::from_str(include_str!("words.json")).unwrap_or_default());

/// By key.
type Texts = BTreeMap<String, String>;

/// All by primary subtag of the language.
#[derive(Default, Deserialize)]
struct Table {
    /// The words of the page.
    words: BTreeMap<String, Texts>,
    /// What rules do.
    rules: BTreeMap<String, Texts>,
    /// What rules note.
    notes: BTreeMap<String, Texts>,
}

/// The words of a language, the English ones where there are none.
#[derive(Clone, Copy)]
pub struct Words {
    /// The language that they are in.
    pub lang: &'static str,
    words: Option<&'static Texts>,
    rules: Option<&'static Texts>,
    notes: Option<&'static Texts>,
}

impl Words {
    /// Those of the site's language.
    pub fn of(lang: &str) -> Self {
        let found = TABLE.words.get_key_value(Lang::new(lang).primary()).or_else(|| TABLE.words.get_key_value("en"));
        let lang = found.map_or("en", |(lang, _)| lang);
        Self { lang, words: found.map(|(_, words)| words), rules: TABLE.rules.get(lang), notes: TABLE.notes.get(lang) }
    }

    /// A word.
    pub fn say<'a>(&self, key: &'a str) -> &'a str {
        self.words.and_then(|words| words.get(key)).map_or(key, String::as_str)
    }

    /// What a rule does.
    pub fn rule(&self, name: &str) -> &'static str {
        let does = || ingest::rules().find(|(_, rule, _)| *rule == name).map_or("", |(_, _, does)| does);
        self.rules.and_then(|rules| rules.get(name)).map_or_else(does, String::as_str)
    }

    /// What a rule notes; `None` if it is not in the words of this language.
    pub fn note(&self, note: &str) -> Option<String> {
        let notes = self.notes?;
        if let Some(text) = notes.get(note) {
            return Some(text.clone());
        }
        notes.iter().find_map(|(english, text)| {
            let (before, behind) = english.split_once("{}")?;
            let filled = note.strip_prefix(before)?.strip_suffix(behind)?;
            Some(text.replacen("{}", filled, 1))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    fn keys<'a>(table: &'a BTreeMap<String, Texts>, lang: &str) -> BTreeSet<&'a str> {
        table[lang].keys().map(String::as_str).collect()
    }

    #[test]
    fn every_language_has_all_words_and_the_page_says_no_others() {
        for (lang, words) in &TABLE.words {
            assert_eq!(keys(&TABLE.words, lang), keys(&TABLE.words, "en"), "{lang}");
            assert!(words.values().all(|word| !word.trim().is_empty()), "{lang}");
        }
        let page = include_str!("html.rs");
        let said: BTreeSet<&str> = page.split("say(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let unknown: Vec<_> = said.iter().filter(|key| !keys(&TABLE.words, "en").contains(*key)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        let by_value =
            ["open", "settled", "offered", "dropped", "repaired", "found", "sure", "likely", "unsure", "right", "as-printed", "done"];
        let idle: Vec<_> = keys(&TABLE.words, "en").into_iter().filter(|key| !said.contains(key) && !by_value.contains(key)).collect();
        assert!(idle.is_empty(), "{idle:?} are never said");
    }

    #[test]
    fn languages_without_words_get_the_english_ones() {
        assert_eq!((Words::of("ru-RU").lang, Words::of("de").lang, Words::of("").lang), ("ru", "en", "en"));
        assert_eq!(Words::of("de").say("notes"), "notes");
        assert!(Words::of("de").rule("language").starts_with("detects"));
        assert_eq!(Words::of("de").note("no entry has this number"), None);
    }

    #[test]
    fn what_a_rule_fills_in_stands_in_the_other_language_too() {
        let russian = Words::of("ru");
        assert_eq!(russian.note("12 entries").as_deref(), Some("записей: 12"));
        assert_eq!(
            russian.note("a second abstract in fr, left in the text").as_deref(),
            Some("вторая аннотация на том же языке (fr), оставлена в тексте")
        );
        assert_eq!(russian.note("author: Marta Ilves"), None);
    }

    /// Each rule, and each sentence that one notes, is in every language of the page; and the table has no others.
    #[test]
    fn every_language_has_what_the_rules_say() {
        let rules: BTreeSet<&str> = ingest::rules().map(|(_, name, _)| name).chain(["around-the-text", "unplaced"]).collect();
        let (literals, noted) = said_by_rules();
        for lang in TABLE.words.keys().filter(|lang| *lang != "en") {
            assert_eq!(keys(&TABLE.rules, lang), rules, "{lang}");
            let notes = keys(&TABLE.notes, lang);
            let missing: Vec<_> = noted.iter().filter(|note| !notes.contains(note.as_str())).collect();
            assert!(missing.is_empty(), "{lang} has no words for {missing:?}");
            let idle: Vec<_> = notes.iter().filter(|note| !literals.contains(**note)).collect();
            assert!(idle.is_empty(), "{lang}: no rule says {idle:?}");
            for (english, text) in &TABLE.notes[lang] {
                assert_eq!(english.contains("{}"), text.contains("{}"), "{lang}: {english}");
            }
        }
    }

    /// What is noted on real texts has words, also where a rule passes its sentence on.
    #[test]
    fn what_is_noted_on_texts_has_words() {
        let russian = Words::of("ru");
        for folder in ["kinds", "formats"] {
            for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(folder)).unwrap() {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                let bytes = fs::read(&path).unwrap();
                let Ok(made) = ingest::ingest_format(&name, &bytes, None, ingest::Format::of(&name, &bytes)) else { continue };
                for finding in made.report.findings {
                    let is_sentence = finding.note.split(' ').filter(|word| word.chars().all(|c| c.is_ascii_lowercase())).count() > 2;
                    assert!(
                        !is_sentence || finding.note.contains(": ") || russian.note(&finding.note).is_some(),
                        "{name}, {}: {:?}",
                        finding.rule,
                        finding.note
                    );
                }
            }
        }
    }

    /// The texts in the source of the rules, and those of them that are sentences and stand where something is noted; with
    /// `{}` for what is filled in.
    fn said_by_rules() -> (BTreeSet<String>, BTreeSet<String>) {
        fn read(folder: &Path, all: &mut BTreeSet<String>, noted: &mut BTreeSet<String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    read(&path, all, noted);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let text = fs::read_to_string(&path).unwrap();
                    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
                    all.extend(literals(text));
                    for call in text.split(".note(").skip(1) {
                        let call = call.split_once(");").map_or(call, |(call, _)| call);
                        // Of a name and its value only the value is told.
                        let sentences = literals(call).into_iter().filter(|text| text.trim().trim_matches(['{', '}', ',']).contains(' '));
                        noted.extend(sentences.filter(|text| !text.ends_with(": {}") || text.starts_with("one of")));
                    }
                }
            }
        }
        let (mut all, mut noted) = (BTreeSet::new(), BTreeSet::new());
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/ingest/src"), &mut all, &mut noted);
        (all, noted)
    }

    /// The texts between quotation marks.
    fn literals(code: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut rest = code;
        while let Some((_, behind)) = rest.split_once('"') {
            let mut end = 0;
            let bytes = behind.as_bytes();
            while end < bytes.len() && bytes[end] != b'"' {
                end += if bytes[end] == b'\\' { 2 } else { 1 };
            }
            let Some(text) = behind.get(..end) else { break };
            let mut filled = String::new();
            let mut inside = false;
            for c in text.replace("\\\"", "\"").chars() {
                match c {
                    '{' => {
                        inside = true;
                        filled.push_str("{}");
                    }
                    '}' => inside = false,
                    c if !inside => filled.push(c),
                    _ => {}
                }
            }
            found.push(filled);
            rest = behind.get(end + 1..).unwrap_or("");
        }
        found
    }
}
