//! Endings in search: both halves of every stemmer agree, forms of a word are found by each other, and a reader loads the stemmers of the
//! archive's languages only.

use scholion::{
    base::Lang,
    search::{language::Language, stems::Stems},
};

use crate::{browser::with_browser, fixture::Archive};

/// The vocabulary: a language, words of many endings, and groups of forms of one word.
fn vocabulary() -> Vec<(&'static str, &'static str, Vec<Vec<&'static str>>)> {
    let lines = include_str!("../data/search/vocabulary.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let read = |line: &'static str| {
        let (lang, rest) = line.split_once(": ").unwrap();
        let (words, groups) = rest.split_once(" ; ").unwrap();
        (lang, words, groups.split(" | ").map(|group| group.split(' ').collect()).collect())
    };
    lines.map(read).collect()
}

fn terms(word: &str, lang: &str) -> Vec<String> {
    let mut found = Vec::new();
    Language::of(Stems::of(&Lang::new(lang))).terms(word, &mut found);
    found
}

/// An archive with a document in each of these languages.
fn archive<'a>(documents: impl Iterator<Item = (&'a str, String)>) -> Archive {
    let archive = Archive::bare();
    archive.write("scholion.yaml", "unlicensed: full\n");
    for (lang, text) in documents {
        archive.write(&format!("content/documents/of-{lang}.md"), format!("---\ntitle: {lang}\nlang: {lang}\n---\n\n{text}\n"));
    }
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    archive
}

#[test]
fn forms_of_a_word_are_found_by_each_other() {
    let vocabulary = vocabulary();
    assert_eq!(vocabulary.len(), 33);
    for (lang, _, groups) in vocabulary {
        for group in groups {
            let first = terms(group[0], lang);
            for other in &group[1..] {
                assert!(terms(other, lang).iter().any(|term| first.contains(term)), "{lang}: {} {other}", group[0]);
            }
        }
    }
}

#[test]
pub fn both_halves_stem_alike() {
    let vocabulary = vocabulary();
    let whole = |words: &str, groups: &[Vec<&str>]| format!("{words} {}", groups.concat().join(" "));
    let archive = archive(vocabulary.iter().map(|(lang, words, groups)| (*lang, whole(words, groups))));
    with_browser(async |browser| {
        // What finds is loaded when somebody begins.
        browser.driver.goto(format!("file://{}?q=word", archive.at("public/search.html").display())).await.unwrap();
        browser.until("!!window.scholion?.tokenizer").await;
        browser.until("(scholion.tokenizer('').then(made => { window.tokenizer = made; }), true)").await;
        browser.until("!!window.tokenizer").await;
        for (lang, words, groups) in &vocabulary {
            let text = whole(words, groups);
            let expected: Vec<String> = text.split(' ').flat_map(|word| terms(word, lang)).collect();
            let script = "const found = []; tokenizer.read(arguments[0], arguments[1], term => found.push(term)); return found;";
            let found = browser.driver.execute(script, vec![serde_json::json!(text), serde_json::json!(lang)]).await.unwrap();
            let found: Vec<String> = serde_json::from_value(found.json().clone()).unwrap();
            assert_eq!(found, expected, "{lang}");
        }
        // Stemmers come with the letters of a query.
        browser.driver.goto(format!("file://{}?q=резолюция", archive.at("public/search.html").display())).await.unwrap();
        browser.until("!!window.scholion?.tokenizer").await;
        browser.until("(scholion.tokenizer('', 'резолюция').then(made => { window.tokenizer = made; }), true)").await;
        browser.until("!!window.tokenizer").await;
        let known = "['russian', 'serbian', 'german', 'greek', 'han'].filter(name => tokenizer.has(name)).join(' ')";
        assert_eq!(browser.value(known).await, "russian serbian");
        browser
    });
}

#[test]
fn stemmers_are_published_for_the_languages_of_the_archive() {
    let archive = archive([("fr", "Les chevaux."), ("hr", "Ugovori.")].into_iter().map(|(lang, text)| (lang, text.to_owned())));
    let names: Vec<String> = archive
        .files("public/search")
        .into_keys()
        .filter_map(|path| path.rsplit('/').next().filter(|name| name.starts_with("stem")).map(str::to_owned))
        .collect();
    // Words of an archive that are in no known language are taken for English or Russian, by their letters.
    assert_eq!(names, ["stem-english.js", "stem-french.js", "stem-russian.js", "stem-serbian.js", "stem.js"]);
}
