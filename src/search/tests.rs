//! Tests of the tokenizer and of the index as a whole. That a warm index equals a clean one is held by the property test
//! of the engine, that both halves of the tokenizer agree and what a reader finds by `tests/it/search.rs`.

use std::{collections::BTreeMap, sync::Mutex};

use super::{Index, alphabet::Stems, words::Tokenizer};
use crate::{
    archive::{Catalogue, Delta},
    base::{Lang, RelPath, Slug},
    config::Config,
    document,
};

/// The terms of a passage, in order.
fn terms(text: &str, lang: &str) -> String {
    let mut tokenizer = Tokenizer::default();
    let mut found = Vec::new();
    tokenizer.read(text, Stems::of(&Lang::new(lang)), &mut |one| found.push(one));
    let places: Vec<u32> = found.iter().map(|(_, place)| *place).collect();
    assert_eq!(places, (0..).take(found.len()).collect::<Vec<u32>>(), "{text}");
    found.iter().map(|(term, _)| tokenizer.term(*term)).collect::<Vec<_>>().join(" ")
}

#[test]
fn passages_become_terms() {
    let table = [
        ("en", "The negotiations, negotiated", "the negoti negoti"),
        ("en", "China's and the states’ co-operation", "china and the state co oper"),
        ("en", "A/RES/75/240 costs 3.14", "a res 75 240 cost 3 14"),
        ("en", "résumé re\u{301}sume\u{301} ﬁne ＡＢＣ", "resum resum fine abc"),
        ("ru", "Резолюции, резолюцией; Ёж и йод", "резолюц резолюц еж и йод"),
        // Words of another script are in the language that is usual there.
        ("ru", "Cybersecurity treaties", "cybersecur treati"),
        ("en", "резолюциями", "резолюц"),
        ("uk", "Резолюції Києва", "резолюції києва"),
        ("de", "Die Straßen der Größe", "die strassen der grosse"),
        ("fr", "l’homme d'État", "l homme d etat"),
        ("zh", "国际安全。中", "国际 际安 安全 全 中"),
        ("zh-Hant", "UN決議", "un 決議 議"),
        ("ja", "東京タワー", "東京 京タ タワ ワー ー"),
        ("ko", "한국어", "한국 국어 어"),
        ("he", "שָׁלוֹם", "שלום"),
        ("ar", "عَرَبِيّ", "عربي"),
        ("hi", "किताब", "किताब"),
        ("en", "soft\u{ad}hyphen a\u{200b}b", "softhyphen a b"),
        ("el", "ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ"),
        ("en", "… — ' 's", "s"),
    ];
    for (lang, text, expected) in table {
        assert_eq!(terms(text, lang), expected, "{text}");
    }
}

type Files = BTreeMap<String, String>;

/// The files of the index of these documents: a catalogue that got them in one step.
fn files(documents: &[(&str, &str)]) -> Files {
    let delta = delta(documents.iter().map(|(slug, text)| (*slug, Some(*text))));
    let mut catalogue = Catalogue::default();
    catalogue.apply(delta);
    update(&mut Index::default(), &catalogue, &mut Files::new())
}

fn delta<'a>(documents: impl Iterator<Item = (&'a str, Option<&'a str>)>) -> Delta {
    let read = |slug: &str, text: &str| {
        let path = RelPath::new(&format!("content/documents/{slug}.md"));
        document::parse(&path, text.as_bytes(), &|_, _| None).into()
    };
    let documents = documents.map(|(slug, text)| (Slug::from_stem(slug), text.map(|text| read(slug, text))));
    Delta { documents: documents.collect(), ..Delta::default() }
}

/// Brings `site` up to date.
fn update(index: &mut Index, catalogue: &Catalogue, site: &mut Files) -> Files {
    let emitted = Mutex::new(Files::new());
    let emit = |path: &RelPath, bytes: &[u8]| {
        emitted.lock().unwrap().insert(path.to_string(), String::from_utf8(bytes.to_vec()).unwrap());
    };
    let old = index.files().clone();
    let files = index.update(catalogue, &Config::default(), &old, &emit).clone();
    site.extend(emitted.into_inner().unwrap());
    site.retain(|path, _| files.contains_key(&RelPath::new(path)));
    assert_eq!(site.len(), files.len());
    site.clone()
}

#[test]
fn a_small_index_has_these_bytes() {
    let files =
        files(&[("a", "---\ntitle: War\nissued: 1990\n---\n\nWar and peace.\n"), ("b", "---\ntitle: Мир\nlang: ru\n---\n\nМиру мир.\n")]);
    let shown = |path: &str| files.get(path).map_or("", String::as_str);
    // Number 7 is Russian and of no year, number 11 English and of 1990.
    assert_eq!(
        shown("search/index.js"),
        "scholion.give(\"index\",{langs:[\"en\",\"ru\"],kinds:[\"document\"],years:[\"\",\"1990\"],texts:\")###!!%##!!#\",names:0,shards:\"an\"});\n"
    );
    let names: Vec<&str> =
        files.keys().map(String::as_str).filter(|path| !path.starts_with("search/n/") && !path.starts_with("search/d/")).collect();
    let expected = ["search/by-organizations.js", "search/by-people.js", "search/by-places.js", "search/by-topics.js"];
    assert_eq!(names, [&expected[..], &["search/index.js", "search/p/-an.js", "search/t/-an.js", "search/words.js"]].concat());
    let terms = shown("search/t/-an.js").split('"').nth(3).unwrap_or("");
    assert_eq!(terms, "!and !peac !war !мир ");
    let text: Vec<&str> = files
        .iter()
        .filter(|(path, text)| path.starts_with("search/d/") && text.contains("peace"))
        .map(|(_, text)| text.as_str())
        .collect();
    let [text] = text[..] else { panic!("{text:?}") };
    assert!(text.contains("[\"documents/a.html\",\"War\",\"en\",\"\",\"1990\",\"document\",\"\",[[\"\",\"p-"), "{text}");
    assert!(text.ends_with("\",\"\",\"War and peace.\"]]]);\n"), "{text}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]

    /// Edits, additions and removals one by one give the files of a clean index.
    #[test]
    fn a_warm_index_equals_a_clean_one(edits in proptest::collection::vec((0..8usize, proptest::option::weighted(0.8, (0..3usize, "([abcм][aeiи]{0,3}[dfт]? ){0,40}"))), 1..12)) {
        const TITLES: [&str; 3] = ["Alpha", "Beta beta", "Гамма"];
        let mut there: BTreeMap<String, String> = BTreeMap::new();
        let (mut index, mut catalogue, mut site) = (Index::default(), Catalogue::default(), Files::new());
        for (nth, text) in edits {
            let slug = format!("d{nth}");
            let text = text.map(|(title, words)| format!("---\ntitle: {}\nkeyword: [{title}]\n---\n\n{words}\n\n{words}\n", TITLES[title]));
            catalogue.apply(delta(std::iter::once((slug.as_str(), text.as_deref()))));
            match text {
                Some(text) => _ = there.insert(slug, text),
                None => _ = there.remove(&slug),
            }
            let warm = update(&mut index, &catalogue, &mut site);
            let all: Vec<(&str, &str)> = there.iter().map(|(slug, text)| (slug.as_str(), text.as_str())).collect();
            let clean = files(&all);
            proptest::prop_assert_eq!(&warm, &clean);
        }
    }
}
