use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

use super::*;

/// Compares with a file of `tests/`, or writes it if `UPDATE` is set.
fn check(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, found).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), found, "UPDATE=1 writes {}", path.display());
}

#[test]
fn tables_find_their_words_and_no_others() {
    for (name, words) in keys() {
        assert!(words.list().is_sorted(), "{name}");
        for word in words.iter() {
            assert!(words.contains(word), "{name}: {word}");
            assert!(words.may_begin(word) && words.may_begin(&word.to_uppercase()), "{name}: {word}");
            assert!(!words.contains(&format!("{word}\u{0}")), "{name}: {word}");
        }
        assert!(!words.contains("\u{0}") && words.part("\u{0}").is_none());
    }
}

#[test]
fn languages_are_told_apart() {
    assert_eq!(MONTH.part("maggio"), Some("5"));
    assert_eq!(CODE.langs("ger").tags().collect::<Vec<_>>(), ["de"]);
    assert!(EDITOR_ROLE.begins_with("hrsg") && EDITOR_ROLE.ends_with("von") && !EDITOR_ROLE.begins_with("hrs"));
    assert_eq!(
        ACCESSED.longest("zuletzt abgerufen am 3.", |_, rest| rest.starts_with(' ')).map(|found| found.word),
        Some("zuletzt abgerufen am")
    );
    assert!(TITLE_WORD.of("it").any(|word| word == "gli") && Langs::of("xx").is_empty());
}

/// What somebody who adds to a language sees at once: `UPDATE=1` writes the list again.
#[test]
fn what_languages_lack_is_listed() {
    let mut lacking: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    // A language of whose print nothing is known yet but its script.
    let printed = |tag: &str| ABSTRACT.of(tag).next().is_some() || MONTH.of(tag).next().is_some();
    for tag in TAGS.into_iter().filter(|tag| printed(tag)) {
        lacking.insert(tag, keys().filter(|(_, words)| words.of(tag).next().is_none()).map(|(name, _)| name).collect());
    }
    let mut list = String::from("# The keys that a language lacks, of those languages that have months or labels.\n");
    for (tag, keys) in lacking {
        write!(list, "\n{tag}:").unwrap();
        let mut width = 4;
        for key in keys {
            if width + key.len() >= 118 {
                list.push_str("\n   ");
                width = 4;
            }
            width += key.len() + 1;
            write!(list, " {key}").unwrap();
        }
        list.push('\n');
    }
    check("lacking.txt", &list);
}

/// A word that one language uses otherwise than another is read by neither, unless the caller asks of which language it is.
#[test]
fn words_of_which_languages_disagree_are_listed() {
    let mut list = String::from("# Words that are of one part of a key in one language and of another in another.\n");
    for (name, words) in keys().filter(|(name, words)| !words.parts().is_empty() && *name != "reference-word") {
        for entry in words.all().filter(|entry| entry.part == words.entries(entry.word).next().map_or(0, |first| first.part)) {
            let parts: Vec<String> = words
                .entries(entry.word)
                .map(|entry| format!("{} ({})", words.parts()[usize::from(entry.part)], entry.langs.tags().collect::<Vec<_>>().join(" ")))
                .collect();
            if parts.len() > 1 {
                writeln!(list, "{name}: {}: {}", entry.word, parts.join(", ")).unwrap();
            }
        }
    }
    check("disputed.txt", &list);
}

#[test]
fn words_are_as_their_key_asks() {
    let printed = "interview-phrase and citation-prefix-inside undated volumes-behind volumes-in date-lead given-name name-suffix body-word firm \
                   united-nations united-nations-organ court judgment archive-abbreviation letter-title editor-label edition-label script \
                   patronymic-ending abbreviation sentence-opener place-abbreviation edition-abbreviation genre-abbreviation case-title interview-opener treaty-word edition-part \
                   archive-series case-report case-opener case-number act-name statute-code patent-number symbol-lead publisher-author debate office-word library-key first-published series-word original-edition counted-figure";
    for (name, words) in keys().filter(|(name, _)| !printed.split(' ').any(|known| known == *name)) {
        for word in words.iter() {
            assert_eq!(word, word.to_lowercase(), "{name} holds small letters");
        }
    }
}
