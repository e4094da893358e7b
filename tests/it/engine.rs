//! The proof of the engine: after any sequence of edits a warm build is a clean build.

use std::{collections::BTreeMap, sync::Mutex};

use proptest::prelude::*;
use scholion::{
    base::{Diagnostic, RelPath, Snapshot, snapshot::File},
    build::{self, Memo, Stats},
    config::{self, Config},
    site::csl::Formatted,
};

/// An edit of one file: its new text, or its end.
#[derive(Clone, Debug)]
struct Edit {
    path: String,
    text: Option<String>,
}

/// Files in memory, and the site that warm builds keep.
#[derive(Default)]
struct World {
    files: BTreeMap<String, String>,
    memo: Memo,
    site: BTreeMap<RelPath, Vec<u8>>,
}

impl World {
    fn edit(&mut self, edit: &Edit) {
        match &edit.text {
            Some(text) => self.files.insert(edit.path.clone(), text.clone()),
            None => self.files.remove(&edit.path),
        };
    }

    fn snapshot(&self) -> (Snapshot, Config) {
        let mut snapshot = Snapshot::default();
        for (path, text) in &self.files {
            snapshot.files.insert(RelPath::new(path), File::new(text.clone().into_bytes()));
        }
        let config = self.files.get("scholion.yaml").map_or("", String::as_str);
        let (config, _) = config::parse(&RelPath::new("scholion.yaml"), config.as_bytes());
        (snapshot, config)
    }

    /// A warm build: the site as it then is.
    fn build(&mut self) -> (Vec<Diagnostic>, Stats) {
        let (snapshot, config) = self.snapshot();
        let (diagnostics, stats, emitted, paths) = run(&snapshot, &config, &mut self.memo);
        self.site.extend(emitted);
        self.site.retain(|path, _| paths.binary_search(path).is_ok());
        assert_eq!(self.site.len(), paths.len(), "a path without a page");
        (diagnostics, stats)
    }

    /// A clean build of the same files.
    fn clean(&self) -> (Vec<Diagnostic>, BTreeMap<RelPath, Vec<u8>>) {
        let (snapshot, config) = self.snapshot();
        let (diagnostics, _, site, _) = run(&snapshot, &config, &mut Memo::default());
        (diagnostics, site)
    }
}

type Site = BTreeMap<RelPath, Vec<u8>>;

/// Formatting is slow and depends on nothing but what it is kept under, so that all worlds share it.
static FORMATTED: Mutex<Formatted> = Mutex::new(Formatted::new());

fn run(snapshot: &Snapshot, config: &Config, memo: &mut Memo) -> (Vec<Diagnostic>, Stats, Site, Vec<RelPath>) {
    let site = Mutex::new(BTreeMap::new());
    let emit = |path: &RelPath, bytes: &[u8]| {
        site.lock().unwrap().insert(path.clone(), bytes.to_vec());
    };
    memo.formatted.clone_from(&FORMATTED.lock().unwrap());
    let built = build::build(snapshot, config, memo, &emit);
    FORMATTED.lock().unwrap().append(&mut memo.formatted);
    let paths = build::data::build(config, memo, &emit);
    (built.diagnostics, built.stats, site.into_inner().unwrap(), paths)
}

/// A small world in which everything can collide with everything.
fn edit() -> impl Strategy<Value = Edit> {
    let text = prop_oneof![
        8 => (0..6usize, document()).prop_map(|(n, text)| (format!("content/documents/d{n}.md"), text)),
        1 => document().prop_map(|text| ("content/documents/sub/d1.md".to_owned(), text)),
        1 => document().prop_map(|text| ("content/documents/D2.md".to_owned(), text)),
        5 => (0..6usize, bibliography()).prop_map(|(n, text)| (format!("content/bibliography/d{n}.yaml"), text)),
        1 => prop_oneof![
            Just("same:\n- [d0/smith2019, d1/krutskikh2020]\n"),
            Just("different:\n- [d0/smith2019, d1/smith2019]\n"),
            Just("same:\n- [smith2019, nobody]\n"),
            Just("different: [\n"),
        ]
        .prop_map(|text| ("content/bibliography/works.yaml".to_owned(), text.to_owned())),
        2 => library(),
        3 => authorities(),
        1 => (0..2usize, document()).prop_map(|(n, text)| (format!("content/pages/p{n}.md"), text)),
        1 => (0..2usize, sentence()).prop_map(|(n, text)| (format!("content/sources/d{n}.txt"), text)),
        1 => prop_oneof![
            Just("title: One\nlang: en\n"),
            Just("title: Two\nlang: ru\nbase-url: https://example.org/a/\n"),
            Just("title: Three\nunlicensed: excerpt\n"),
            Just("titel: Four\n"),
            Just("title: Five\ncitation-style: own\n"),
        ]
        .prop_map(|text| ("scholion.yaml".to_owned(), text.to_owned())),
        1 => prop_oneof![Just("p { color: red }"), Just("p { color: blue }")]
            .prop_map(|text| ("templates/assets/style.css".to_owned(), text.to_owned())),
        1 => Just(("templates/404.html".to_owned(), "<!doctype html><title>{{ page.title }}</title>".to_owned())),
    ];
    (text, 0..5usize).prop_map(|((path, text), gone)| Edit { path, text: (gone > 0).then_some(text) })
}

fn document() -> impl Strategy<Value = String> {
    let title = prop_oneof![Just("Alpha"), Just("Beta"), Just("Alpha: broken"), Just("Гамма")];
    let front = prop_oneof![
        4 => Just("author: [{family: Krutskikh, given: Andrey}]\nkeyword: [C, security]\n"),
        3 => Just("author: [{family: Smith, given: Jane}, {literal: RT}]\nkeyword: [C++]\nissued: 2019\n"),
        1 => Just("draft: true\n"),
        1 => Just("DOI: 10.1000/xyz\nlicense: CC-BY-4.0\n"),
        1 => Just("type: interview\nsource: {file: d0.txt}\n"),
        1 => Just("keyword: {bad\n"),
    ];
    (title, front, proptest::collection::vec(sentence(), 0..5)).prop_map(|(title, front, sentences)| {
        format!(
            "---\ntitle: {title}\n{front}---\n\n## Part\n\n{}\n\n[^1]: A note ([Smith, 2019](#ref-smith2019)).\n",
            sentences.join("\n\n")
        )
    })
}

fn sentence() -> impl Strategy<Value = String> {
    let n = 0..6usize;
    prop_oneof![
        Just("Plain words of no account stand here.".to_owned()),
        Just("Andrey Krutskikh spoke at the UN of security.[^1]".to_owned()),
        Just("As shown ([Smith, 2019](#ref-smith2019)), so it is.".to_owned()),
        Just("As shown ([Krutskikh, 2020](#ref-krutskikh2020); [Ghost, 1900](#ref-ghost1900)).".to_owned()),
        Just("Editors say so [@smith2019, p. 3].".to_owned()),
        Just("Editors say so [see @smith2019, p. 3, at length; -@ghost1900].".to_owned()),
        Just("As @krutskikh2020 [ch. 2] says.".to_owned()),
        Just("See [[Alpha]], [[Andrey Krutskikh]] and [[Nothing at all]].".to_owned()),
        n.prop_map(|n| format!("See [there](d{n}.md) and [part](d{n}.md#part).")),
        (0..100usize).prop_map(|n| format!("Number {n} is a number.")),
    ]
}

fn bibliography() -> impl Strategy<Value = String> {
    let record = (
        prop_oneof![Just("smith2019"), Just("krutskikh2020"), Just("smith2019a")],
        prop_oneof![Just("Information security"), Just("Alpha"), Just("Tallinn manual")],
        2018..2021i32,
        prop_oneof![Just(""), Just("  URL: https://example.org/a\n"), Just("  DOI: 10.1000/xyz\n")],
    )
        .prop_map(|(key, title, year, more)| {
            format!("- id: {key}\n  type: book\n  author: [{{family: Smith, given: Jane}}]\n  title: {title}\n  issued: {year}\n{more}")
        });
    prop_oneof![
        9 => proptest::collection::vec(record, 0..4).prop_map(|records| format!("references:\n{}", records.concat())),
        1 => Just("references: [broken\n".to_owned()),
    ]
}

fn library() -> impl Strategy<Value = (String, String)> {
    prop_oneof![
        Just((
            "bibliography/library.bib",
            "@book{ghost1900, author={Ghost, Ann}, title={Old letters}, year=1900}\n@book{broken, title={\n"
        )),
        Just(("bibliography/library.bib", "@book{smith2019, author={Smith, Jane}, title={Information security}, year=2019}\n")),
        Just(("bibliography/a.json", "[{\"id\": \"smith2019\", \"type\": \"book\", \"title\": \"Another\", \"issued\": \"2019\"}]")),
        Just(("bibliography/d1.ris", "TY  - BOOK\nID  - ghost1900\nTI  - Old letters\nPY  - 1900\nER  - \n")),
        Just(("styles/own.csl", "<style>")),
    ]
    .prop_map(|(path, text)| (format!("content/{path}"), text.to_owned()))
}

fn authorities() -> impl Strategy<Value = (String, String)> {
    prop_oneof![
        Just(("people", "- id: andrey-krutskikh\n  name: Andrey Krutskikh\n  variants: [Krutskikh]\n")),
        Just(("people", "- {id: krutskikh-a, name: Andrey Krutskikh}\n- {id: krutskikh-b, name: A. Krutskikh, variants: [Krutskikh]}\n")),
        Just(("people", "- {id: c, name: Jane Smith}\n")),
        Just(("organizations", "- {id: un, name: United Nations, variants: [UN]}\n- {id: rt, name: RT}\n")),
        Just(("organizations", "- {name: UN}\n- {name: UN}\n")),
        Just(("topics", "- {id: c, name: security}\n")),
        Just(("topics", "- {id: c, name: [\n")),
    ]
    .prop_map(|(kind, text)| (format!("content/authorities/{kind}.yaml"), text.to_owned()))
}

/// How many sequences are tried, 25 edits each: `SCHOLION_SEQUENCES` sets another number for a long run.
fn sequences() -> u32 {
    std::env::var("SCHOLION_SEQUENCES").ok().and_then(|number| number.parse().ok()).unwrap_or(80)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: sequences(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_warm_build_is_a_clean_build(edits in proptest::collection::vec(edit(), 25)) {
        let mut world = World::default();
        for edit in &edits {
            world.edit(edit);
            let (diagnostics, _) = world.build();
            let (expected, site) = world.clean();
            prop_assert_eq!(diagnostics, expected);
            for (path, bytes) in &site {
                let warm = world.site.get(path);
                prop_assert!(
                    warm == Some(bytes),
                    "{path} differs after {edit:?}:\n--- warm\n{}\n--- clean\n{}",
                    warm.map_or_else(|| "(none)".into(), |bytes| String::from_utf8_lossy(bytes).into_owned()),
                    String::from_utf8_lossy(bytes)
                );
            }
            prop_assert_eq!(world.site.keys().collect::<Vec<_>>(), site.keys().collect::<Vec<_>>());
        }
    }
}
