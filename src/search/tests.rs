//! Tests of the tokenizer and of the index as a whole. That a warm index equals a clean one is held by the property test
//! of the engine, that both halves of the tokenizer agree and what a reader finds by `tests/it/search.rs`.

mod growth;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use super::{Index, stems::Stems, words::Tokenizer};
use crate::{
    archive::{Catalogue, Delta},
    base::{Lang, RelPath, Slug},
    config::Config,
    document,
};

/// The terms of a passage, in order; those of a word, and of words that stand together as one, with a stroke between them.
fn terms(text: &str, lang: &str) -> String {
    let mut tokenizer = Tokenizer::default();
    let mut places: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let count = tokenizer.read(text, Stems::of(&Lang::new(lang)), &mut |(term, place)| places.entry(place).or_default().push(term));
    assert_eq!(places.keys().copied().collect::<Vec<u32>>(), (0..count).collect::<Vec<u32>>(), "{text}");
    let shown = places.values().map(|terms| terms.iter().map(|term| tokenizer.term(*term)).collect::<Vec<_>>().join("|"));
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn passages_become_terms() {
    let table = [
        ("en", "The negotiations, negotiated", "the negoti negoti"),
        ("en", "China's and the states’ cat", "china and the state cat"),
        ("en", "A/RES/75/240 costs 3.14", "a res 75 240 cost 3 14"),
        ("en", "résumé re\u{301}sume\u{301} ﬁne ＡＢＣ", "resume|resum resume|resum fine abc"),
        ("ru", "Резолюции, резолюцией; Ёж и йод", "резолюц резолюц еж и йод"),
        // Words of another script are in the language that is usual there.
        ("ru", "Cybersecurity treaties", "cybersecur treati"),
        ("en", "резолюциями", "резолюц"),
        ("uk", "Резолюції Києва, п'ять м’яч П'ЯТЬ", "резолюції києва пять мяч пять"),
        ("de", "Die Straßen der Größe", "die~c strass~c|_ssarts der~c gross~c"),
        // Stems first, accents afterwards; and without accents, as readers type.
        ("fr", "l’homme d'État chevaux créées creees", "l~b homm~b d~b etat~b cheval~b cre~b|cree~b cree~b"),
        ("sr", "Уговори ugovora", "ugovor~r ugovor~r"),
        ("tr", "İSTANBUL KITAPLARI kitaplari", "istanbul~w kitap~w kitap~w"),
        ("zh", "国际安全。中", "国际 际安 安全 全 中"),
        ("zh-Hant", "UN決議", "un 决议 议"),
        ("ja", "東京タワー 気", "东京 京た たわ わー ー 气"),
        ("ko", "한국어", "한국 국어 어"),
        ("he", "שָׁלוֹם צה\"ל צה״ל", "שלום צהל צהל"),
        ("ar", "عَرَبِيّ أحمد المدرسة ١٢", "عرب~0 احمد~0 مدرس~0|مدرسه~0 12"),
        ("fa", "کتاب كتاب می\u{200c}آیند", "كتاب~m كتاب~m اين~m|ميايند~m"),
        ("hi", "किताबें किताब १२", "किताब~e किताब~e 12"),
        ("en", "soft\u{ad}hyphen a\u{200b}b infor\u{ad} mation infor¬ mation", "softhyphen a b inform inform"),
        ("el", "ΣΊΣΥΦΟΣ σίσυφος ἀνθρώπου ανθρώπου", "σισυφ~d σισυφ~d ανθρωπ~d ανθρωπ~d"),
        ("en", "… — ' 's", "s"),
        // What stands together is found as one word too.
        ("en", "co-operation O'Neill 1990-91 infor- mation", "co|cooper oper o|oneil neill 1990 91 infor|inform mation"),
        ("en", "l'eau-de-vie a-b-c-d-e", "l eau|eaudevi de vie a b c d e"),
        // So are letters with points, and digits in threes.
        ("en", "U.S.A., Ph.D. and i.e.the; a. b", "u|usa s a ph|phd d and i|ie e the a b"),
        (
            "en",
            "1,000,000.50 of 1.234 or 12\u{202f}345, 1,00 1000,000 3.141.59",
            "1|1000000 000 000 50 of 1|1234 234 or 12|12345 345 1 00 1000 000 3|3141 141 59",
        ),
        ("en", "1,000.000 U.S.1,000 U.S.中", "1|1000 000 000 u|us s 1|1000 000 u|us s 中"),
        // Older spellings, and foreign letters.
        ("de", "Theil Proceß Seyn studirt", "theil~c|teil~c process~c|prozess~c seyn~c|sein~c studirt~c|studiert~c"),
        ("ru", "Вѣстникъ міра", "вѣстникъ|вестник міра|мир"),
        ("en", "vpon haue mediæval Müller", "vpon|upon haue|have mediaev|mediev muller|mueller"),
        ("da", "Aarhus Århus", "aarhus~5|arhus~5 arhus~5"),
        ("la", "Iulius jus", "iulius jus|ius"),
        // Long words from behind, where languages make compounds.
        ("de", "Kriegsschiffe", "kriegsschiff~c|_ffihcssgeirk"),
    ];
    let shown: Vec<String> = table.iter().map(|(lang, text, _)| format!("{lang} {text}: {}", terms(text, lang))).collect();
    let expected: Vec<String> = table.iter().map(|(lang, text, expected)| format!("{lang} {text}: {expected}")).collect();
    assert_eq!(shown, expected);
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

/// Brings `site` up to date. The index reads its files there.
fn update(index: &mut Index, catalogue: &Catalogue, site: &mut Files) -> Files {
    let shelf = site.clone();
    index.read_from(Arc::new(move |path| shelf.get(path.as_str()).map(|text| text.clone().into_bytes())));
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
    assert_eq!(shown("search/index.js"), "scholion.give(\"index\",{texts:2,names:0,shards:\"and\",ends:\"ecaep\"});\n");
    assert_eq!(shown("search/lengths.js"), "scholion.give(\"lengths\",\")%\",\"!!\");\n");
    assert_eq!(
        shown("search/values.js"),
        "scholion.give(\"values\",[[\"en\",\"document\",\"1990\"],[\"ru\",\"document\",\"\"]],\"#!\");\n"
    );
    let names: Vec<&str> = files
        .keys()
        .map(String::as_str)
        .filter(|path| !["n/", "d/", "stem", "han"].iter().any(|part| path.starts_with(&format!("search/{part}"))))
        .collect();
    let expected = ["search/by-organizations.js", "search/by-people.js", "search/by-places.js", "search/by-topics.js", "search/index.js"];
    let behind = ["search/lengths.js", "search/p/-and.js", "search/r/-ecaep.js", "search/t/-and.js", "search/values.js", "search/words.js"];
    assert_eq!(names, [&expected[..], &behind[..]].concat());
    // Terms, and `peace` and `мир` as they are written.
    let terms = shown("search/t/-and.js").split('"').nth(3).unwrap_or("");
    assert_eq!(terms, "!and !peac &e !war !мир %у ");
    let text: Vec<&str> = files
        .iter()
        .filter(|(path, text)| path.starts_with("search/d/") && text.contains("peace"))
        .map(|(_, text)| text.as_str())
        .collect();
    let [text] = text[..] else { panic!("{text:?}") };
    assert!(text.contains("[\"documents/a.html\",\"War\",\"en\",\"\",\"1990\",\"document\",\"\",\"\",\"\",[[\"\",\"p-"), "{text}");
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
