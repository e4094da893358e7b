//! The proof of the engine: after any sequence of edits a warm build is a clean build, and a typical edit renders
//! just the pages that show it.
//!
//! `SCHOLION_SEQUENCES=2000 cargo test --test it engine` is the long mode: 80 sequences of 25 edits are the rule.
//!
//! One thing is not held, because it is not meant: while a template of the archive is broken, a warm build keeps the
//! last good set (so that a slip does not redraw the site), and a clean build, which knows none, falls back to the
//! program's own. Mending makes all equal again.

use std::{collections::BTreeMap, sync::Mutex};

use proptest::prelude::*;
use scholion::{
    base::{Diagnostic, RelPath, Severity, Snapshot, snapshot::File},
    build::{self, Memo, Stats},
    config::{self, Config},
    site::csl::Formatted,
};

/// An edit of one file.
#[derive(Clone, Debug)]
pub enum Edit {
    Write(String, String),
    Remove(String),
    /// From, to.
    Rename(String, String),
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
        match edit {
            Edit::Write(path, text) => _ = self.files.insert(path.clone(), text.clone()),
            Edit::Remove(path) => _ = self.files.remove(path),
            Edit::Rename(from, to) => {
                if let Some(text) = self.files.remove(from) {
                    self.files.insert(to.clone(), text);
                }
            }
        }
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
        let lacking: Vec<&RelPath> = paths.iter().filter(|path| !self.site.contains_key(*path)).collect();
        assert!(lacking.is_empty(), "paths without a page: {lacking:?}");
        (diagnostics, stats)
    }

    /// A warm build that must be a clean one: pages and findings.
    fn build_as_clean(&mut self, what: &str) -> Vec<Diagnostic> {
        let (diagnostics, _) = self.build();
        let (expected, site) = self.clean();
        assert_eq!(diagnostics, expected, "{what}");
        let differ: Vec<&RelPath> =
            site.iter().filter(|(path, bytes)| self.site.get(*path) != Some(*bytes)).map(|(path, _)| path).collect();
        assert!(differ.is_empty() && self.site.len() == site.len(), "{what}: {differ:?} of {:?}", self.site.keys().collect::<Vec<_>>());
        diagnostics
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
    (built.diagnostics, built.stats, site.into_inner().unwrap(), paths.to_vec())
}

/// A small world in which everything can collide with everything.
pub fn edit() -> impl Strategy<Value = Edit> {
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
        4 => (0..4usize, annotations()).prop_map(|(n, text)| (format!("content/annotations/d{n}.yaml"), text)),
        3 => authorities(),
        1 => (0..2usize, document()).prop_map(|(n, text)| (format!("content/pages/p{n}.md"), text)),
        1 => (0..2usize, sentence()).prop_map(|(n, text)| (format!("content/sources/d{n}.txt"), text)),
        1 => prop_oneof![Just("one"), Just("two")].prop_map(|text| ("content/documents/picture.png".to_owned(), text.to_owned())),
        1 => prop_oneof![
            Just("title: One\nlang: en\n"),
            Just("title: Two\nlang: ru\nbase-url: https://example.org/a/\n"),
            Just("title: Three\nunlicensed: excerpt\n"),
            Just("title: Four\nunlicensed: metadata\n"),
            Just("titel: Five\n"),
            Just("title: Six\ncitation-style: own\n"),
        ]
        .prop_map(|text| ("scholion.yaml".to_owned(), text.to_owned())),
        2 => templates(),
    ];
    let place = prop_oneof![
        6 => (0..6usize).prop_map(|n| format!("content/documents/d{n}.md")),
        2 => (0..6usize).prop_map(|n| format!("content/bibliography/d{n}.yaml")),
        1 => (0..4usize).prop_map(|n| format!("content/annotations/d{n}.yaml")),
        1 => (0..2usize).prop_map(|n| format!("content/pages/p{n}.md")),
        1 => (0..2usize).prop_map(|n| format!("content/sources/d{n}.txt")),
    ];
    prop_oneof![
        8 => text.clone().prop_map(|(path, text)| Edit::Write(path, text)),
        2 => text.prop_map(|(path, _)| Edit::Remove(path)),
        1 => (place.clone(), place).prop_map(|(from, to)| Edit::Rename(from, to)),
    ]
}

fn templates() -> impl Strategy<Value = (String, String)> {
    prop_oneof![
        Just(("assets/style.css", "p { color: red }")),
        Just(("assets/style.css", "p { color: blue }")),
        Just(("404.html", "<!doctype html><title>{{ page.title }}</title>")),
        Just(("404.html", "<!doctype html><title>{{ page.title ")),
        Just(("work.html", "{% extends \"default/work.html\" %}{% block kind %}mine{% endblock %}")),
        Just(("work.html", "{% extends \"nowhere.html\" %}")),
        // Right for the samples on which templates are tried, and wrong for one page of the archive.
        Just(("page.html", "<!doctype html>{% if page.title == \"Alpha\" %}{{ page.nothing.here }}{% endif %}{{ page.title }}")),
        Just(("parts/mine.html", "{% component mine(x) %}<b>{{ x }}</b>{% endcomponent mine %}")),
        Just(("documents.html", "{% extends \"default/documents.html\" %}{% block kind %}{{ <mine x={page.title}/> }}{% endblock %}")),
        Just(("strings/en.yaml", "made-with: Made by hand\n")),
        Just(("strings/en.yaml", "nav: {documents: Letters}\n")),
        Just(("strings/en.yaml", "nav: [\n")),
        Just(("notes.txt", "No template.")),
    ]
    .prop_map(|(path, text)| (format!("templates/{path}"), text.to_owned()))
}

fn document() -> impl Strategy<Value = String> {
    let title = prop_oneof![Just("Alpha"), Just("Beta"), Just("Alpha: broken"), Just("Гамма")];
    let front = prop_oneof![
        4 => Just("author: [{family: Krutskikh, given: Andrey}]\nkeyword: [C, security]\n".to_owned()),
        3 => Just("author: [{family: Smith, given: Jane}, {literal: RT}]\nkeyword: [C++]\nissued: 2019\n".to_owned()),
        1 => Just("draft: true\n".to_owned()),
        1 => Just("DOI: 10.1000/xyz\nlicense: CC-BY-4.0\n".to_owned()),
        1 => Just("type: interview\nsource: {file: d0.txt}\n".to_owned()),
        1 => (0..4usize).prop_map(|n| format!("lang: ru\ntranslation-of: d{n}.md\n")),
        1 => Just("keyword: {bad\n".to_owned()),
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
        Just("![A picture](picture.png) and [a page](../pages/p0.md).".to_owned()),
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

fn annotations() -> impl Strategy<Value = String> {
    let note = prop_oneof![
        Just(
            "- id: a\n  quote: {exact: spoke at the UN, prefix: 'Krutskikh ', suffix: ' of security'}\n  body: '[@smith2019, p. 9]'\n  tags: [one, два]\n"
        ),
        Just(
            "- id: b\n  quote: Plain words of no account\n  body: See [[Alpha]] and [there](../documents/d1.md#part).\n  created: 2026-05-02\n"
        ),
        Just(
            "- id: c\n  quote: a number\n  motivation: questioning\n  creator: people/andrey-krutskikh\n  body: '[@krutskikh2020; @ghost1900]'\n"
        ),
        Just("- id: d\n  reply-to: a\n  creator: Jane Smith\n  body: So it is.\n"),
        Just("- target: document\n  body: All of it\n"),
        Just("- target: {work: smith2019}\n  body: Of the work\n"),
        Just("- quote: A note\n  body: On a footnote, [here](#part)\n"),
        Just("- nothing\n"),
    ];
    prop_oneof![
        9 => proptest::collection::vec(note, 0..5).prop_map(|notes| notes.concat()),
        1 => Just("- {body: [\n".to_owned()),
    ]
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
    #![proptest_config(ProptestConfig { cases: sequences(), failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_warm_build_is_a_clean_build(edits in proptest::collection::vec(edit(), 25)) {
        let mut world = World::default();
        for edit in &edits {
            world.edit(edit);
            let (diagnostics, _) = world.build();
            let (expected, site) = world.clean();
            let of_templates = |one: &Diagnostic| one.path.as_str().starts_with("templates/") && one.severity == Severity::Error && one.code != "template-error";
            if expected.iter().any(of_templates) || diagnostics.iter().any(of_templates) {
                let texts = |all: Vec<Diagnostic>| all.into_iter().filter(|one| !of_templates(one)).collect::<Vec<_>>();
                prop_assert_eq!(texts(diagnostics), texts(expected), "after {:?}", edit);
                continue;
            }
            prop_assert_eq!(diagnostics, expected, "after {:?}", edit);
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

/// Edits of how something is said where one document speaks of another thing; each must reach whatever page shows it.
#[test]
fn what_pages_show_of_a_text_is_what_decides_whether_they_are_made_again() {
    const TEXT: &str = "---\ntitle: Winds\nlicense: CC0-1.0\n---\n\n## Coasts\n\n<div>\n\nSo it is said [@smith2019, p. 3] by Ada Berg.\n\n</div>\n\nWe know it.[^1]\n\n[^1]: As Ada Berg and @smith2019 have it.\n";
    let edits = [
        ("[@smith2019, p. 3]", "@smith2019 [p. 3]"),
        ("@smith2019 [p. 3]", "[-@smith2019, p. 3]"),
        ("[-@smith2019, p. 3]", "[see @smith2019, p. 4]"),
        ("p. 4", "ch. 4"),
        ("and @smith2019 have", "and [@smith2019] have"),
        ("<div>", "<div lang=\"et\">"),
        ("lang=\"et\"", "lang=\"ar\""),
        ("lang=\"ar\"", "lang=\"ar\" dir=\"ltr\""),
        ("lang=\"ar\" dir=\"ltr\"", "class=\"lead\""),
        ("title: Winds", "title: Winds\nlang: de"),
        ("## Coasts", "## Seas"),
        ("## Seas", "## Seas {#coasts}"),
        ("We know it.", "We know it well."),
        ("[^1]\n\n[", ", all of us.[^1]\n\n["),
        ("\n\nWe know", "\n\nAnd more.[^2]\n\nWe know"),
        ("[^1]: As", "[^2]: Another.\n\n[^1]: As"),
        ("So it is said", "As is known, so it is said"),
        ("by Ada Berg.", "by Ada Berg"),
    ];
    let mut world = World::default();
    let mut write = |path: &str, text: &str| world.edit(&Edit::Write(path.into(), text.into()));
    write("content/documents/a.md", TEXT);
    write("content/documents/b.md", "---\ntitle: B\nlicense: CC0-1.0\n---\n\nSee [the coasts](a.md#coasts).\n");
    write(
        "content/bibliography/a.yaml",
        "references:\n- {id: smith2019, type: book, title: On gales, author: [{family: Smith, given: Jane}], issued: 2019}\n",
    );
    write("content/authorities/people.yaml", "- {id: berg, name: Ada Berg}\n");
    world.build_as_clean("at first");
    let mut text = TEXT.to_owned();
    for (old, new) in edits {
        assert!(text.contains(old), "{old}");
        text = text.replacen(old, new, 1);
        world.edit(&Edit::Write("content/documents/a.md".into(), text.clone()));
        world.build_as_clean(new);
    }
}

/// What no sample of a view foresees: a template that fails on what one text says.
#[test]
fn a_page_that_its_template_cannot_render_is_made_by_the_programs_own() {
    let document =
        |title: &str, volume: &str, words: &str| format!("---\ntitle: {title}\nlicense: CC0-1.0\nvolume: {volume}\n---\n\n{words}\n");
    let template = "{% extends \"default/document.html\" %}\n{% block apparatus %}<i>{{ publication.volume | int }}</i>{{ super() }}{% endblock apparatus %}";
    let mut world = World::default();
    let mut write = |path: &str, text: &str| world.edit(&Edit::Write(path.into(), text.into()));
    write("content/documents/a.md", &document("A", "12", "One."));
    write("content/documents/b.md", &document("B", "XII", "Two."));
    write("templates/document.html", template);
    let page = |world: &World, name: &str| String::from_utf8(world.site[&RelPath::new(name)].clone()).unwrap();
    let faults = |found: &[Diagnostic]| {
        let faults = found.iter().filter(|one| one.code == "template-error");
        let fault =
            |one: &Diagnostic| (one.path.to_string(), one.span.is_some(), one.related.iter().map(|one| one.path.to_string()).collect());
        let mut faults: Vec<(String, bool, Vec<String>)> = faults.map(fault).collect();
        faults.sort();
        faults
    };
    let of = |file: &str| ("templates/document.html".to_owned(), true, vec![format!("content/documents/{file}.md")]);

    let found = world.build_as_clean("at first");
    assert_eq!(faults(&found), [of("b")]);
    assert!(found.iter().any(|one| one.message.ends_with("so the program's own template makes `documents/b.html`")), "{found:?}");
    assert!(page(&world, "documents/a.html").contains("<i>12</i>") && page(&world, "documents/b.html").contains("Two."));

    // It begins to fail on another text, the first is viewed again and is the same, another process goes on, it ceases to fail.
    world.edit(&Edit::Write("content/documents/a.md".into(), document("A", "iv", "One.")));
    assert_eq!(faults(&world.build_as_clean("one more")), [of("a"), of("b")]);
    world.edit(&Edit::Rename("content/documents/b.md".into(), "content/documents/sub/b.md".into()));
    let found = world.build_as_clean("another folder");
    assert_eq!(faults(&found).len(), 2, "{found:?}");
    world.edit(&Edit::Rename("content/documents/sub/b.md".into(), "content/documents/b.md".into()));
    world.build_as_clean("back again");
    world.memo = build::Kept::of(std::mem::take(&mut world.memo)).restore(&|_| true);
    assert_eq!(faults(&world.build_as_clean("another process")), [of("a"), of("b")]);
    world.edit(&Edit::Write("content/documents/a.md".into(), document("A", "4", "One.")));
    assert_eq!(faults(&world.build_as_clean("mended in the text")), [of("b")]);
    world.edit(&Edit::Write("templates/document.html".into(), template.replace(" | int", "")));
    assert_eq!(faults(&world.build_as_clean("mended in the template")), []);

    // A part of the program's own that gets from a template what it cannot show: the place is that of the call.
    let caller =
        "{% extends \"default/document.html\" %}\n{% block apparatus %}{{ <card card={backlinks | first}/> }}{% endblock apparatus %}";
    world.edit(&Edit::Write("templates/document.html".into(), caller.into()));
    let found = world.build_as_clean("a part that fails");
    assert_eq!(faults(&found), [of("a"), of("b")]);
}

/// An archive of thirty documents: each links to the next, every third cites a work and names a person.
fn thirty() -> World {
    let mut world = World::default();
    let mut write = |path: String, text: String| world.edit(&Edit::Write(path, text));
    write("scholion.yaml".into(), "title: Thirty\n".into());
    for n in 0..30 {
        let next = (n + 1) % 30;
        let cites = if n % 3 == 0 { "So [Smith, 2019](#ref-smith2019) has it, and Ada Krutskikh agrees.\n\n" } else { "" };
        let text = format!(
            "---\ntitle: Document {n}\nauthor: [{{literal: Author {}}}]\n---\n\nSee [the next](d{next}.md).\n\n{cites}Last words of {n}.\n",
            n % 5
        );
        write(format!("content/documents/d{n}.md"), text);
        if n % 3 == 0 {
            let record =
                "references:\n- {id: smith2019, type: book, title: On winds, author: [{family: Smith, given: Jane}], issued: 2019}\n";
            write(format!("content/bibliography/d{n}.yaml"), record.into());
        }
    }
    write("content/authorities/people.yaml".into(), "- {id: ada, name: Ada Krutskikh}\n".into());
    write("content/pages/about.md".into(), "---\ntitle: About\n---\n\nThis archive.\n".into());
    world
}

#[test]
fn a_typical_edit_renders_just_the_pages_that_show_it() {
    let replace = |path: &str, old: &str, new: &str| (path.to_owned(), Some((old.to_owned(), new.to_owned())), String::new());
    let write = |path: &str, text: &str| (path.to_owned(), None, text.to_owned());
    let edits = [
        ("one paragraph", replace("content/documents/d7.md", "Last words", "Other words")),
        ("a paragraph that cites", replace("content/documents/d6.md", "has it", "says it")),
        ("retitle", replace("content/documents/d7.md", "title: Document 7", "title: Zephyr")),
        ("new citation", replace("content/documents/d6.md", "Last words", "Again [Smith](#ref-smith2019). Last words")),
        ("identity of a work", replace("content/bibliography/d6.yaml", "issued: 2019", "issued: 2019, DOI: 10.1000/x")),
        ("new document", write("content/documents/d30.md", "---\ntitle: Document 30\n---\n\nSee [one](d4.md).\n")),
        ("delete", ("content/documents/d30.md".to_owned(), None, "(gone)".to_owned())),
        (
            "authority variant",
            replace("content/authorities/people.yaml", "name: Ada Krutskikh", "name: Ada Krutskikh, variants: [the next]"),
        ),
        ("template of one kind", write("templates/work.html", "{% extends \"default/work.html\" %}{% block kind %}mine{% endblock %}")),
        ("words of one kind", write("templates/strings/en.yaml", "cited-with: Together with\n")),
        ("free page, text", replace("content/pages/about.md", "This archive", "That archive")),
        ("nothing", replace("content/pages/about.md", "That archive", "That archive")),
    ];
    let mut world = thirty();
    let (_, clean) = world.build();
    let mut told = format!("clean: {} pages\n", clean.rendered.len());
    for (name, (path, change, text)) in edits {
        let edit = match (change, text.as_str()) {
            (None, "(gone)") => Edit::Remove(path),
            (None, _) => Edit::Write(path, text),
            (Some((old, new)), _) => {
                let before = &world.files[&path];
                assert!(before.contains(&old), "{name}: no `{old}` in {path}");
                let after = before.replace(&old, &new);
                Edit::Write(path, after)
            }
        };
        world.edit(&edit);
        let (_, stats) = world.build();
        assert_eq!(world.site, world.clean().1, "{name}");
        let names: Vec<&str> = stats.rendered.iter().map(RelPath::as_str).collect();
        told.push_str(&format!("{name}: {}\n", names.join(" ")));
    }
    snapbox::assert_data_eq!(
        told,
        snapbox::str![[r#"
clean: 138 pages
one paragraph: documents/d7.html
a paragraph that cites: documents/d6.html people/ada.html works/smith2019.html
retitle: documents/d17.html documents/d2.html documents/d22.html documents/d7.bib documents/d7.csl.json documents/d7.html documents/d7.ris documents/d8.html documents/index.html people/author-2.html
new citation: documents/d6.html works/smith2019.html
identity of a work: citations/index.html citations/s.html documents/d6.html index.html works/smith2019.html
new document: documents/d30.bib documents/d30.csl.json documents/d30.html documents/d30.ris documents/d4.html documents/index.html index.html
delete: documents/d4.html documents/index.html index.html
authority variant: people/ada.html
template of one kind: works/smith2019.html
words of one kind: index.html people/index.html search.html works/smith2019.html
free page, text: pages/about.html
nothing: 

"#]]
    );
}
