//! Words by number, dates by language, and that no language lacks any.

use super::{super::embedded, *};
use crate::base::{message::SENTENCES, say};

fn strings(lang: &str) -> Strings {
    let files: Vec<File<'_>> = embedded::FILES
        .iter()
        .filter_map(|(path, bytes)| {
            let lang = path.strip_prefix("strings/")?.strip_suffix(".yaml")?;
            Some(File { path: None, lang, text: std::str::from_utf8(bytes).unwrap_or("") })
        })
        .collect();
    let mut diagnostics = Vec::new();
    let strings = Strings::new(&files, &Lang::new(lang), &mut diagnostics);
    assert_eq!(diagnostics, []);
    strings
}

#[test]
fn dates_read_as_people_write_them() {
    let check = |lang: &str, cases: &[(&str, &str)]| {
        let strings = strings(lang);
        for (edtf, written) in cases {
            assert_eq!(strings.date(edtf), *written, "{edtf} in {lang}");
        }
    };
    check(
        "en",
        &[
            ("2022-05-10", "10 May 2022"),
            ("1843-05", "May 1843"),
            ("1843~", "c. 1843"),
            ("1914/1918", "1914–1918"),
            ("1914-07-28/1918-11-11", "28 July 1914 – 11 November 1918"),
            ("1951/..", "from 1951"),
            ("../1918-11", "until November 1918"),
            ("184X", "1840s"),
            ("184X/1851?", "1840s – 1851?"),
            ("18XX", "19th century"),
            ("98XX", "9800–9899"),
            ("1843-21", "spring 1843"),
            ("1843-05%", "c. May 1843?"),
            ("1843-05-XX", "May 1843"),
            ("1843-XX", "1843"),
            ("-0043-03-15", "15 March 44 BC"),
            ("soon", "soon"),
        ],
    );
    check(
        "ru-RU",
        &[
            ("2022-05-10", "10 мая 2022 г."),
            ("2022-05", "май 2022 г."),
            ("2022", "2022"),
            ("1951/..", "с 1951"),
            ("2022-05/..", "с мая 2022 г."),
            ("1843~", "ок. 1843"),
            ("../1918-11", "до ноября 1918 г."),
            ("184X", "1840-е гг."),
            ("18XX", "XIX век"),
            ("1843-22?", "лето 1843 г.?"),
        ],
    );
}

#[test]
fn a_finding_is_said_in_the_language_of_the_site_if_it_has_the_sentence() {
    let said = |lang: &str, message: &Message| {
        let strings = strings(lang);
        let (words, lang) = strings.finding(message);
        (words, lang.to_owned())
    };
    let message = say::wrong_type("title", say::a_list());
    assert_eq!(said("ru", &message), ("`title` — это список".to_owned(), "ru".to_owned()));
    assert_eq!(said("pl", &message), ("`title` is a list".to_owned(), "en".to_owned()));
    assert_eq!(said("en", &message), ("`title` is a list".to_owned(), "en".to_owned()));
    assert_eq!(said("ru", &say::no_open_licence(3_usize)).0, "3 документа без открытой лицензии публикуются целиком");
}

#[test]
fn texts_take_plural_forms_and_values() {
    let ru = strings("ru");
    let n = |key: &str, n| ru.text(key, Some(n), |_| None).unwrap_or_default().into_owned();
    assert_eq!(n("documents-n", 1), "1 документ");
    assert_eq!(n("documents-n", 3), "3 документа");
    assert_eq!(n("documents-n", 10_000), "10\u{a0}000 документов");
    assert_eq!(ru.text("volume", None, |name| (name == "value").then_some("22".into())).as_deref(), Some("т. 22"));
    assert_eq!(ru.text("no-such-key", None, |_| None), None);
    assert_eq!(strings("en").text("documents-n", Some(1234), |_| None).as_deref(), Some("1,234 documents"));
    // A language without a file of its own speaks English, plural rules and all.
    assert_eq!(strings("pl").text("documents-n", Some(22), |_| None).as_deref(), Some("22 documents"));
}

/// The languages whose words the program carries.
fn languages() -> impl Iterator<Item = (&'static str, &'static str)> {
    let files = embedded::FILES.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("strings/")?.strip_suffix(".yaml")?, *bytes)));
    files.map(|(lang, bytes)| (lang, std::str::from_utf8(bytes).unwrap()))
}

#[test]
fn no_language_leaves_english_words_where_readers_see_them() {
    let en = strings("en");
    // Names of the world's own, and what is nothing but fields.
    let alike = ["identifier.", "number.", "fields.", "date.", "source-checksum", "list-", "editor.annotate-key"];
    let is_words = |text: &str| filled(text, |_| Some("".into())).contains(char::is_alphabetic);
    let mut same = String::new();
    for (lang, _) in languages().filter(|(lang, _)| *lang != FALLBACK) {
        let other = strings(lang);
        let own = en.section("").into_iter().filter(|(key, text)| !alike.iter().any(|prefix| key.starts_with(prefix)) && is_words(text));
        let own = own.filter(|(key, _)| other.lang_of(key) == lang);
        for (key, _) in own.filter(|(key, _)| en.text(key, Some(1), |_| None) == other.text(key, Some(1), |_| None)) {
            same.push_str(&format!("{lang} {key}\n"));
        }
    }
    // Some words are the same in both: `Film`.
    assert_listed("words-alike.txt", &same);
}

/// The words that no page of the site shows: those of reports and of the preview.
const OF_EDITORS: [&str; 3] = ["ingest.", "preview.", "editor."];

/// What each language has: the keys of the English, with the same parts to fill in, and plural forms where there are any. Russian has
/// all; what of the words of pages another lacks stands in a list.
#[test]
fn the_languages_of_the_program_have_the_same_words_in_all_their_forms() {
    let all: BTreeMap<&str, BTreeMap<String, (bool, Vec<String>)>> = languages().map(|(lang, text)| (lang, shapes(lang, text))).collect();
    let mut lacking = String::new();
    for (lang, words) in &all {
        let is_site = |key: &&String| !key.starts_with(FINDINGS);
        let more: Vec<&String> = words.keys().filter(is_site).filter(|key| !all[FALLBACK].contains_key(*key)).collect();
        assert_eq!(more, Vec::<&String>::new(), "what `{lang}` has alone");
        let is_whole = ["en", "ru"].contains(lang);
        for (key, what) in &all[FALLBACK] {
            match words.get(key) {
                None if is_whole => panic!("`{lang}` lacks {key}"),
                None if OF_EDITORS.iter().any(|section| key.starts_with(section)) => {}
                None => lacking.push_str(&format!("{lang} {key}\n")),
                Some(own) => assert_eq!(own, what, "{key} in {lang}"),
            }
        }
    }
    assert_listed("words-lacking.txt", &lacking);
}

/// Each file says in its first line whether somebody who grew up with the language has read it.
#[test]
fn each_language_says_whether_it_was_checked() {
    for (lang, text) in languages() {
        let first = text.lines().find(|line| !line.starts_with('#') && !line.is_empty());
        assert!(matches!(first, Some("checked: true" | "checked: false")), "{lang}: {first:?}");
        assert!(!strings(lang).has(|key| key == words::CHECKED), "{lang}");
    }
}

/// Compares a list with that in `tests/data/`; `UPDATE=1` writes it.
fn assert_listed(name: &str, is: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(&path, is).unwrap();
    }
    let listed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(listed == is, "{} is not as the languages are: UPDATE=1 cargo test templates::strings", path.display());
}

/// What findings say has English in the program; a language may lack a sentence, and what it lacks stands in a list.
#[test]
fn findings_are_said_with_all_their_fields_and_what_a_language_lacks_is_listed() {
    let mut lacking = String::new();
    for (lang, text) in languages() {
        let said: BTreeMap<String, (bool, Vec<String>)> =
            shapes(lang, text).into_iter().filter_map(|(key, shape)| Some((key.strip_prefix(FINDINGS)?.to_owned(), shape))).collect();
        if lang == FALLBACK {
            assert!(said.is_empty(), "what findings say in English stands with their codes: {said:?}");
            continue;
        }
        for (name, (is_plural, parts)) in &said {
            let sentence = Sentence::named(name).unwrap_or_else(|| panic!("`{name}` in `{lang}` is no sentence of a finding"));
            let mut fields: Vec<&str> = sentence.fields.to_vec();
            fields.sort_unstable();
            let parts: Vec<&str> = parts
                .iter()
                .map(String::as_str)
                .filter(|part| part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
                .collect();
            assert_eq!(parts, fields, "the fields of `{name}` in `{lang}`");
            assert!(!is_plural || fields.contains(&"n"), "`{name}` in `{lang}` has forms and no number");
        }
        // A language that has none is said once.
        if said.is_empty() {
            lacking.push_str(&format!("{lang} all\n"));
            continue;
        }
        for sentence in SENTENCES.iter().filter(|sentence| !said.contains_key(&sentence.name())) {
            // Words of others stand alone in some.
            if filled(sentence.english[0], |_| Some("".into())).contains(char::is_alphabetic) {
                lacking.push_str(&format!("{lang} {}\n", sentence.name()));
            }
        }
    }
    assert_listed("findings-lacking.txt", &lacking);
}

/// Of each key whether it has plural forms, and the parts to fill in; of a list how long it is.
fn shapes(lang: &str, text: &str) -> BTreeMap<String, (bool, Vec<String>)> {
    let mut reader = Reader {
        path: None,
        language: lang,
        known: |_: &str| Known::Nothing,
        words: Vec::new(),
        doubts: Vec::new(),
        diagnostics: Vec::new(),
    };
    reader.read(text);
    let parts = |text: &str| words::parts(text).map(str::to_owned).collect::<BTreeSet<String>>().into_iter().collect::<Vec<String>>();
    let of = |value: Value| match value {
        Value::Text(text) => (false, parts(&text)),
        Value::Forms(forms) => {
            let had: Vec<Category> = forms.iter().map(|(category, _)| *category).collect();
            assert_eq!(had, plural::categories(lang), "the forms of a word in {lang}: {forms:?}");
            // What is filled in must be the same in every form: a translator's `{titel}` would be shown as it is.
            let all = forms.iter().find(|(category, _)| *category == Category::Other).map_or_else(Vec::new, |(_, text)| parts(text));
            assert!(forms.iter().flat_map(|(_, text)| parts(text)).all(|part| all.contains(&part)), "{lang}: {forms:?}");
            (true, all)
        }
        Value::List(list) => (false, vec![list.len().to_string()]),
    };
    reader.words.into_iter().map(|word| (word.key, of(word.value))).collect()
}

#[test]
fn every_variable_has_a_name() {
    let en = strings("en");
    for variable in crate::reference::variable::ALL {
        assert!(en.plain(&variable.label()).is_some(), "{}", variable.label());
    }
    for scheme in crate::base::identifier::SCHEMES {
        assert!(en.plain(&format!("identifier.{}", scheme.name)).is_some(), "{}", scheme.name);
    }
    for date in crate::document::OWN_DATES {
        assert!(en.plain(&format!("fields.{date}")).is_some(), "{date}");
    }
}

#[test]
fn every_item_type_has_a_name() {
    let en = strings("en");
    for kind in crate::reference::Kind::ALL {
        assert!(en.plain(&format!("types.{}", kind.name())).is_some(), "{}", kind.name());
    }
}
