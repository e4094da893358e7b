//! Random edits of an archive, as editors make them: one thing in one file is another, or a file comes, goes or is renamed.
//!
//! Each kind of file is a [`Form`]: a row of slots, and for each slot what may stand in it. What the program has a list of
//! (keys of front matter, records, notes, authorities and the configuration; elements, attributes and classes; languages;
//! templates, their blocks and words) is taken from that list, and what texts may hold from the cases of `tests/data/document/`.
//! Besides, any file may be changed without understanding it: a line or a word goes, comes twice or stands elsewhere. An edit that
//! changes a single thing tells whether what decides forgets it; one that writes a file anew would hide that.

use std::collections::BTreeMap;

use proptest::prelude::*;
use scholion::{
    base::identifier::SCHEMES,
    config::keys::KEYS as CONFIG_KEYS,
    document::{
        CLASSES, ELEMENTS, EVERYWHERE, Motivation, OMISSION_KEYS, SOURCE_KEYS, TRANSLATION_KEYS,
        annotation::KEYS as NOTE_KEYS,
        authority::{AuthorityKind, KEYS as AUTHORITY_KEYS},
        front_keys,
    },
    reference::{csl::NAME_KEYS, variable},
    site::templates::embedded::FILES as TEMPLATE_FILES,
};

/// An edit of one file.
#[derive(Clone, Debug)]
pub enum Edit {
    Write(String, String),
    Remove(String),
    /// From, to.
    Rename(String, String),
}

/// A file of this name is none: while it is there, drafts are published.
pub const DRAFTS: &str = "drafts";
/// A file of this name is none either: it says for which day the site is made.
pub const DAY: &str = "day";

/// A kind of file.
pub struct Form {
    /// How often it is edited.
    weight: u32,
    /// Where such files stand.
    paths: Vec<String>,
    /// What may stand in each slot; the first is what a new file begins with.
    slots: Vec<Vec<String>>,
}

/// An edit in the making, from which what a file then holds does not follow yet.
#[derive(Clone, Debug)]
enum Step {
    /// Form, path, slot, choice.
    Set(usize, prop::sample::Index, prop::sample::Index, prop::sample::Index),
    /// Form, path, what is done, where, and with what.
    Mangle(usize, prop::sample::Index, Mangling, prop::sample::Index, prop::sample::Index),
    Remove(usize, prop::sample::Index),
    /// Form, from, to.
    Rename(usize, prop::sample::Index, prop::sample::Index),
}

/// What may be done to a text that nobody understands.
#[derive(Clone, Copy, Debug)]
enum Mangling {
    /// A line or a word goes.
    Cut,
    /// It stands at another place as well.
    Copy,
    /// It is exchanged with another.
    Swap,
}

/// As many edits as asked for.
pub fn edits(count: usize) -> impl Strategy<Value = Vec<Edit>> {
    of(forms(), count)
}

/// As many edits of files of these kinds.
pub fn of(forms: Vec<Form>, count: usize) -> impl Strategy<Value = Vec<Edit>> {
    let kind = |number: usize, weight: u32| {
        let any = any::<prop::sample::Index>;
        let step = prop_oneof![
            10 => (any(), any(), any()).prop_map(move |(path, slot, choice)| Step::Set(number, path, slot, choice)),
            2 => (any(), prop::sample::select(vec![Mangling::Cut, Mangling::Copy, Mangling::Swap]), any(), any())
                .prop_map(move |(path, how, one, other)| Step::Mangle(number, path, how, one, other)),
            1 => any().prop_map(move |path| Step::Remove(number, path)),
            1 => (any(), any()).prop_map(move |(from, to)| Step::Rename(number, from, to)),
        ];
        (weight, step.boxed())
    };
    let kinds: Vec<_> = forms.iter().enumerate().map(|(number, form)| kind(number, form.weight)).collect();
    let steps = proptest::collection::vec(prop::strategy::Union::new_weighted(kinds), count);
    let forms = std::rc::Rc::new(forms);
    steps.prop_map(move |steps| written(&forms, &steps))
}

/// The edits that the steps come to, one after the other.
fn written(forms: &[Form], steps: &[Step]) -> Vec<Edit> {
    // What was chosen for each slot of a file, and what it holds.
    let mut files: BTreeMap<String, (Vec<usize>, String)> = BTreeMap::new();
    let edit = |step: &Step| match step {
        Step::Set(form, path, slot, choice) => {
            let form = &forms[*form];
            let path = path.get(&form.paths);
            let (chosen, text) = files.entry(path.clone()).or_insert_with(|| (vec![0; form.slots.len()], String::new()));
            let slot = slot.index(form.slots.len());
            chosen[slot] = choice.index(form.slots[slot].len());
            *text = form.slots.iter().zip(chosen).map(|(slot, choice)| slot[*choice].as_str()).collect();
            Edit::Write(path.clone(), text.clone())
        }
        Step::Mangle(form, path, how, one, other) => {
            let path = path.get(&forms[*form].paths);
            match files.get_mut(path) {
                Some((_, text)) => {
                    *text = mangled(text, *how, one, other);
                    Edit::Write(path.clone(), text.clone())
                }
                None => Edit::Remove(path.clone()),
            }
        }
        Step::Remove(form, path) => {
            let path = path.get(&forms[*form].paths);
            files.remove(path);
            Edit::Remove(path.clone())
        }
        Step::Rename(form, from, to) => {
            let (from, to) = (from.get(&forms[*form].paths), to.get(&forms[*form].paths));
            if let Some(file) = files.remove(from) {
                files.insert(to.clone(), file);
            }
            Edit::Rename(from.clone(), to.clone())
        }
    };
    steps.iter().map(edit).collect()
}

/// A text in which a line, or in a text of few lines a word, is cut, copied or exchanged with another.
fn mangled(text: &str, how: Mangling, one: &prop::sample::Index, other: &prop::sample::Index) -> String {
    let ends: &[char] = if one.index(2) == 0 { &['\n'] } else { &['\n', ' '] };
    let mut parts: Vec<&str> = text.split_inclusive(ends).collect();
    if parts.is_empty() {
        return String::new();
    }
    let (one, other) = (one.index(parts.len()), other.index(parts.len()));
    match how {
        Mangling::Cut => drop(parts.remove(one)),
        Mangling::Copy => parts.insert(other, parts[one]),
        Mangling::Swap => parts.swap(one, other),
    }
    parts.concat()
}

fn forms() -> Vec<Form> {
    let mut forms = vec![
        form(
            40,
            "content/documents/d0.md content/documents/d1.md content/documents/d2.md content/documents/sub/d1.md content/documents/D2.md content/documents/sub/index.md",
            document(),
        ),
        form(3, "content/pages/p0.md content/pages/index.md", document()),
        form(10, "content/bibliography/d0.yaml content/bibliography/d1.yaml content/bibliography/d2.yaml", bibliography()),
        form(10, "content/annotations/d0.yaml content/annotations/d1.yaml content/annotations/p0.yaml", annotations()),
        form(4, "scholion.yaml", configuration()),
        form(
            2,
            "content/sources/d0.txt content/sources/d1.txt",
            vec![texts(&["Plain words of no account.\n", "Alpha\n\nAda Berg spoke at the UN of security.\n"])],
        ),
        form(
            6,
            "content/documents/_defaults.yaml content/documents/sub/_defaults.yaml content/documents/sub/_defaults.yml content/pages/_defaults.yaml",
            vec![
                texts(&["", "title: Ours\n", "lang: ar\n", "license: CC0-1.0\n", "draft: true\n", "- no\n", "publish-after: 2026-06-01\n"]),
                texts(&["", "author: Ada Berg\n", "keyword: [C, security]\n", "type: interview\n", "a: b: c\n", "files: ./picture.png\n"]),
                keys(front_keys(), |key, value| format!("{key}: {value}\n")),
                within(),
            ],
        ),
        form(
            8,
            "content/data/t.csv content/data/u.tsv content/data/deep/v.csv",
            vec![
                texts(&[
                    "document,title,creator,keyword,lang\n",
                    "file;license;draft;Colour;sent.place\n",
                    "slug\tdate\ttitle@ru\tsubject\tsubject\n",
                    "name,words,x,y,z\n",
                    "",
                ]),
                texts(&["d0.md,Of a table,\"Berg, Ada\",C;security,de\n", "d0;CC0-1.0;true;red;Riga\n", "d0\t1843\tАльфа\tC\tUN\n", ""]),
                texts(&["sub/d1,,RT,,ar\n", "d1;;;;\n", "d1\tsoon\t\t\t\n", "d1,\"open,,,\n", "", "nobody,,,,\n", "d2,1,2\n"]),
                texts(&["D2,Gamma,,,\n", "sub/index;CC-BY-4.0;false;blue;\n", "\n\n", ""]),
            ],
        ),
        form(
            2,
            "content/data/t.yaml content/data/deep/w.json content/data/x.yml content/data/notes.txt",
            vec![texts(&["- {a: 1}\n", "{\"a\": [1, 2]}", "[", "a: b: c\n"])],
        ),
        form(
            1,
            "templates/page.html",
            vec![texts(&[
                "{% extends \"default/page.html\" %}{% block main %}{{ super() }}{{ data(name=\"t\") | length }}{% endblock main %}",
                "{% extends \"default/page.html\" %}{% block main %}{{ super() }}{{ data(name=\"deep/\" ~ \"w\") | length }}{% endblock main %}",
            ])],
        ),
        form(1, DRAFTS, vec![texts(&["yes"])]),
        form(2, DAY, vec![texts(&["2026-05-02", "2026-06-01", "2026-07-01", ""])]),
        form(
            3,
            "content/addresses.yaml",
            vec![
                texts(&[
                    "",
                    "documents/d7.html: documents/d0.html\n",
                    "documents/d7.html: documents/d8.html\n",
                    "old/d7/: documents/d1.html#p\n",
                ]),
                texts(&[
                    "",
                    "documents/d8.html: documents/sub/d1.html\n",
                    "documents/d8.html: documents/d7.html\n",
                    "documents/d0.html: index.html\n",
                ]),
                texts(&[
                    "",
                    "documents/d0.html#p-1: documents/d0.html#part\n",
                    "documents/d0.html#part: documents/d0.html#p-1\n",
                    "a: [\n",
                ]),
            ],
        ),
        form(2, "content/bibliography/works.yaml", vec![texts(VERDICTS)]),
        form(2, "content/bibliography/library.bib", vec![texts(BIBTEX)]),
        form(
            1,
            "content/bibliography/more.json",
            vec![texts(&[
                "[{\"id\": \"smith2019\", \"type\": \"book\", \"title\": \"Another\"}]",
                "[{\"id\": \"ghost1900\", \"title\": \"Old\"}]",
                "[{\"id\": \"ghost1900\", \"type\": \"book\", \"title\": \"<i>Old</i>\", \"issued\": {\"literal\": \"c1900\"}, \"language\": \"English\"}]",
                "{\"items\": [{\"itemType\": \"letter\", \"title\": \"Old\", \"citationKey\": \"ghost1900\", \"date\": \"Spring 1900\"}]}",
                "[{\"id\": \"smith2019\", \"type\": \"book\", \"title\": \"Letters\", \"volume\": \"1\", \"ISBN\": \"978-3-16-148410-0\"}]",
                "[{\"id\": \"smith2019\", \"type\": \"book\", \"title\": \"Letters\", \"volume\": \"2\", \"ISBN\": \"978-3-16-148410-0\"}]",
                "[{\"id\": \"berg2020\", \"type\": \"book\", \"title\": \"Letters\", \"ISBN\": \"3-16-148410-X\"}]",
                "[{",
            ])],
        ),
        form(
            1,
            "content/bibliography/more.ris",
            vec![texts(&[
                "TY  - BOOK\nID  - ghost1900\nTI  - Old letters\nPY  - 1900\nER  - \n",
                "TY  - RPRT\nID  - ghost1900\nTI  - Old &amp; <i>new</i>\nSN  - TR-1\nX1  - kept\nPY  - 1900\nER  - \n",
                "TY  - NEWS\n",
            ])],
        ),
        form(
            1,
            "content/bibliography/others.xml",
            vec![texts(&[
                "<modsCollection><mods ID=\"ghost1900\"><titleInfo><title>Old letters</title></titleInfo></mods></modsCollection>",
                "<xml><records><record><ref-type name=\"Book\">6</ref-type><titles><title>Old</title></titles><dates><year>1900</year></dates></record></records></xml>",
                "<html>",
            ])],
        ),
        form(2, "content/styles/own.csl", vec![texts(&[STYLE, "<style>"])]),
        form(
            3,
            "content/documents/picture.png content/documents/sub/picture.png content/files/scan.pdf content/documents/my%20pic.png content/files/film.mp4 \
             content/pages/picture.svg content/documents/d7.txt content/documents/d9.docx content/letters/d1.md content/documents/README.txt \
             content/documents/d0.jsonld content/files/d1.md",
            vec![texts(&[
                "one",
                "two",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"/>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"60\"/>",
            ])],
        ),
        form(
            2,
            "content/files/tape.srt content/files/tape.mp3",
            vec![texts(&["1\n00:00:01,000 --> 00:00:02,000\nWords\n", "1\n0:01,5 --> 0:02\nOther\n", "x"])],
        ),
        form(
            3,
            "content/files/leaves/1.svg content/files/leaves/2.svg content/files/leaves/10.svg content/files/leaves/3r.svg",
            vec![texts(&[
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"/>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"60\"/>",
                "no picture",
            ])],
        ),
        form(
            1,
            "content/files/leaves/manifest.json",
            vec![texts(&[
                "{\"items\": [{\"label\": {\"en\": [\"3r\"]}, \"items\": [{\"items\": [{\"body\": {\"id\": \"1.svg\"}}]}]}, {}]}",
                "{\"sequences\": [{\"canvases\": [{\"label\": \"1\", \"images\": [{\"resource\": {\"@id\": \"https://example.org/2.svg\"}}]}]}]}",
                "{",
            ])],
        ),
        form(
            2,
            "content/coordinates/d0.tsv content/coordinates/d1.tsv content/coordinates/sub/d1.tsv",
            vec![texts(&[
                "page\t3r\t\t40 30\tpixel\n1 2 3 4\t\tAda Berg spoke at the UN\n",
                "page\t\t1.svg\t40 30\tpixel\n1 2 3 4\t\tPlain words of\n1 6 3 4\t\tno account\n",
                "page",
            ])],
        ),
        form(3, "templates/strings/en.yaml templates/strings/de.yaml templates/strings/ru.yaml", vec![strings(), texts(STRINGS)]),
        form(
            1,
            "templates/notes.txt templates/assets/own.css templates/assets/style.css",
            vec![texts(&["p { color: red }", "p { color: blue }"])],
        ),
    ];
    for kind in AuthorityKind::ALL {
        forms.push(form(4, &format!("content/authorities/{}.yaml", kind.folder()), authorities()));
    }
    for (name, alternatives) in TEMPLATES {
        let own = |(_, text): &&(&str, &[u8])| blocks(name, std::str::from_utf8(text).unwrap_or(""));
        let file = TEMPLATE_FILES.iter().find(|(path, _)| path == name);
        forms.push(form(1, &format!("templates/{name}"), vec![texts(alternatives).into_iter().chain(file.iter().flat_map(own)).collect()]));
    }
    for (name, text) in TEMPLATE_FILES.iter().filter(|(name, _)| name.ends_with(".html") && !TEMPLATES.iter().any(|(own, _)| own == name)) {
        let text = String::from_utf8_lossy(text).into_owned();
        let mut alternatives = blocks(name, &text);
        alternatives.push(text);
        forms.push(form(1, &format!("templates/{name}"), vec![alternatives]));
    }
    forms
}

/// For each block of a template one that puts something before it.
fn blocks(name: &str, text: &str) -> Vec<String> {
    let names = text.split("{% block ").skip(1).filter_map(|rest| rest.split_whitespace().next());
    let own = |block: &str| format!("{{% extends \"default/{name}\" %}}{{% block {block} %}}<i>ours</i>{{{{ super() }}}}{{% endblock %}}");
    names.map(own).collect()
}

/// For each of the site's words another.
fn strings() -> Vec<String> {
    let words = TEMPLATE_FILES.iter().find(|(path, _)| *path == "strings/en.yaml").map_or(&b""[..], |(_, text)| text);
    let words = String::from_utf8_lossy(words).into_owned();
    let keys = words.lines().filter_map(|line| line.split_once(':')).map(|(key, _)| key).filter(|key| !key.starts_with(['#', ' ']));
    std::iter::once(String::new()).chain(keys.map(|key| format!("{key}: Other words\n"))).collect()
}

/// The texts of the cases of `tests/data/document/` of these names.
fn cases(files: &[&str]) -> Vec<String> {
    let mut all = Vec::new();
    for file in files {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/document").join(file);
        let text = std::fs::read_to_string(path).expect("a file of cases");
        let case = |case: &str| Some(case.split_once('\n')?.1.split_once("---->")?.0.to_owned());
        all.extend(text.split("\n=== ").filter_map(case));
    }
    assert!(all.len() > 10, "{files:?}");
    all
}

pub fn form(weight: u32, paths: &str, slots: Vec<Vec<String>>) -> Form {
    Form { weight, paths: paths.split(' ').map(|path| path.replace("%20", " ")).collect(), slots }
}

pub fn texts(alternatives: &[&str]) -> Vec<String> {
    alternatives.iter().map(|text| (*text).to_owned()).collect()
}

/// What any key of any list may have for a value.
const VALUES: [&str; 14] = [
    "One",
    "XII",
    "2019-05",
    "12",
    "[one, two]",
    "{family: Berg, given: Ada}",
    "[{literal: RT}]",
    "true",
    "https://example.org/a",
    "\"\"",
    "d1.md",
    "[]",
    "{}",
    "ru",
];

fn keys<'k>(keys: impl Iterator<Item = &'k str>, line: impl Fn(&str, &str) -> String) -> Vec<String> {
    let mut lines = vec![String::new()];
    for key in keys {
        lines.extend(VALUES.iter().map(|value| line(key, value)));
    }
    lines
}

/// What stands within the keys of front matter.
fn within() -> Vec<String> {
    let mut all = texts(&[
        "",
        "hand: [Ink, ink, C, C++]\nsitter: [Ada Berg, people/berg, people/nobody]\n",
        "hand: Чернила\nsitter: Berg, Ada\ntaken: 1843-05~\nweight: 12.5\n",
        "hand: pencil\ntaken: 184X\nsee: [d0.md, {url: ../files/scan.pdf, title: A scan}, https://example.org/, nowhere]\ngenre: letter\n",
        "sitter: RT\ntaken: soon\nhand: {a: b}\nweight: [1, 1, 07]\ngenre: Letter\n",
        "translation-of: d0.md\n",
        "translation-of: sub/d1.md\n",
        "aliases: [Old name, d7]\n",
        "aliases: [/old/d7/, /documents/d1.html, '/view.php?id=1', documents/d8.md]\n",
        "aliases: /old/d7/\nslug: d1\n",
        "slug: elsewhere\n",
        "slug: D2\n",
        "source: {file: d0.txt}\n",
        "source: {file: d0.txt, omissions: [{line: 1, rule: page-number, text: Plain}]}\n",
        "source: {file: d0.txt, verdicts: [{rule: lost-words, words: Plain, verdict: right}]}\n",
        "recordings: ../files/film.mp4\n",
        "files: [../files/scan.pdf, {file: ../files/film.mp4, label: A film, role: recording, rights: © Berg}, ../Files/Leaves/2.SVG]\n",
        "publish-source: true\nsource: {file: d0.txt}\n",
        "facsimile: ../files/leaves/\n",
        "facsimile: [../files/leaves/2.svg, {file: ../files/leaves/10.svg, label: 3r}, https://example.org/3.jpg]\n",
        "facsimile: ../files/leaves/manifest.json\n",
        "recordings:\n- {file: ../files/film.mp4, captions: ../files/tape.srt}\n- {file: ../files/tape.mp3, label: Part}\n",
        "x-own: {a: [1, 2]}\n",
        "translations: {ru: {title: Альфа, keyword: [безопасность], abstract: Слова}}\n",
    ]);
    let mut put = |keys: &[&str], line: &dyn Fn(&str) -> String| {
        all.extend(keys.iter().flat_map(|key| VALUES.map(|value| line(&format!("{key}: {value}")))));
    };
    put(NAME_KEYS, &|pair| format!("translator: [{{family: Berg, given: Ada, {pair}}}]\n"));
    put(TRANSLATION_KEYS, &|pair| format!("translations: {{de: {{{pair}}}}}\n"));
    put(SOURCE_KEYS, &|pair| format!("source: {{file: d1.txt, {pair}}}\n"));
    put(OMISSION_KEYS, &|pair| format!("source: {{file: d1.txt, omissions: [{{line: 1, {pair}}}]}}\n"));
    all
}

/// Words in every element, with every attribute and class that a text may give them.
fn elements() -> Vec<String> {
    let mut all = Vec::new();
    for element in ELEMENTS {
        let name = element.name;
        for attribute in EVERYWHERE.iter().chain(element.attributes) {
            for value in ["own", "ar", "d1.md#part", "2"] {
                all.push(format!("Words <{name} {attribute}=\"{value}\">of Ada Berg</{name}> stand [here](#own)."));
            }
        }
        all.push(format!("\n\n<{name}>\n\nWords of Ada Berg as @smith2019 has it.\n\n</{name}>\n\n"));
    }
    all.extend(CLASSES.iter().map(|class| format!("Words [of *Ada Berg*]{{.{class} #own lang=et}} stand here.")));
    all
}

fn document() -> Vec<Vec<String>> {
    const OWN: &[&str] = &["title", "author", "keyword", "lang", "license", "draft", "chapters", "history"];
    let sentence = || {
        let mut all = texts(SENTENCES);
        for citation in [
            "[@KEY]",
            "@KEY",
            "[-@KEY]",
            "[@KEY, p. 3]",
            "[see *also* @KEY, {pp. iv; vi} here; -@KEY]",
            "@KEY [ch. 2]",
            "[see @KEY, at length; -@ghost1900]",
            "[Smith, 2019](#ref-KEY)",
            "[](#ref-KEY)",
        ] {
            for key in ["smith2019", "berg2020", "d1"] {
                all.push(format!("As shown {}, so it is.", citation.replace("KEY", key)));
            }
        }
        all
    };
    vec![
        texts(&["---\n", "\n---\n", ""]).into_iter().chain(cases(&["front.txt"])).collect(),
        texts(&["title: Alpha\n", "title: Beta\n", "title: Гамма\n", "title: \"Alpha: of winds\"\n", "title: Alpha: broken\n", ""]),
        texts(&[
            "author: [{family: Berg, given: Ada}]\n",
            "author: [{family: Smith, given: Jane}, {literal: RT}]\n",
            "author: Ada Berg\n",
            "editor: [{family: Berg, given: A.}]\n",
            "",
        ]),
        texts(&["keyword: [C, security]\n", "keyword: [C++]\n", "keyword: [security, Berg]\n", "keyword: {bad\n", ""]),
        texts(&["lang: en\n", "lang: ar\n", ""])
            .into_iter()
            .chain(scholion_lang::TAGS.iter().map(|lang| format!("lang: {lang}\n")))
            .collect(),
        texts(&[
            "license: CC0-1.0\n",
            "license: CC-BY-4.0\n",
            "license: all rights reserved\n",
            "license: https://example.org/terms\n",
            "",
        ]),
        texts(&[
            "",
            "draft: true\n",
            "draft: false\n",
            "publish: false\n",
            "draft: perhaps\n",
            "publish-after: 2026-06-01\n",
            "publish-until: 2026-05-31\n",
            "publish-after: 2026-05-02\npublish-until: 2026-06-30\n",
            "publish-after: soon\n",
            "menu: false\n",
            "menu: Short\n",
        ]),
        texts(&["", "", "chapters: true\n", "chapters: 2\n", "chapters: false\n", "chapters: many\n"]),
        texts(&[
            "",
            "",
            "history: [{kind: retraction, date: 2026-05-01}]\n",
            "history: [{kind: correction}, {kind: removal, note: Gone.}]\n",
        ]),
        keys(front_keys().filter(|key| !OWN.contains(key)), |key, value| format!("{key}: {value}\n")),
        within(),
        texts(&[
            "",
            "",
            "recipient: [{family: Smith, given: Jane}]\nsent: {place: Berlin, date: 1843-05-02}\n",
            "recipient: [{family: Smith, given: Jane}, {literal: RT}]\nsent: {place: {id: c}, date: 1843-05-02}\n",
            "recipient: [{family: Berg, given: Ada}]\nsent: {not-before: 1843-12, not-after: 1844-02, uncertain: place}\n",
            "recipient: Ada Berg\nsent: 184X\nreceived: {place: Berlin, date: 1850}\nletter-before: d1.md\n",
            "type: personal_communication\nreceived: 1843-05-04\n",
            "recipient: [UN]\nforwarded: {type: redirected, people: [{literal: RT}], place: Riga}\nletter-after: d0.md\n",
        ]),
        texts(&["---\n\n", "...\n\n", ""]),
        texts(&["## Part\n\n", "## Part {#own}\n\n", "## Other words {#own .narrow}\n\n", "# Alpha\n\n### Deep\n\n", "Part\n====\n\n", ""]),
        sentence(),
        texts(&[
            "\n\n<div>\n\n",
            "\n\n<div lang=\"et\">\n\n",
            "\n\n<div lang=\"ar\" dir=\"rtl\">\n\n",
            "\n\n<div dir=\"ltr\">\n\n",
            "\n\n<div id=\"place\" class=\"lead\">\n\n",
            "\n\n<details><summary>More</summary>\n\n",
            "\n\n",
        ]),
        sentence(),
        texts(&["\n\n</div>\n\n", "\n\n</details>\n\n", "\n\n", "\n\n## Later\n\n", "\n\n### Part\n\nMore.\n\n## Last[^1]\n\n"]),
        sentence(),
        std::iter::once(String::new()).chain(elements().into_iter().map(|words| format!("\n\n{words}\n\n"))).collect(),
        std::iter::once(String::new())
            .chain(cases(&["blocks.txt", "citations.txt", "html.txt", "links.txt", "marks.txt", "notes.txt", "turns.txt", "words.txt"]))
            .map(|case| format!("\n\n{case}\n\n"))
            .collect(),
        texts(&["", "\n\nAnd so on.[^1]", "\n\n1. And so on.[^1] [^2]\n2. Ada Berg.", "\n\n> Words[^2] of others.[^1]"]),
        texts(&[
            "",
            "\n\n[^1]: A note ([Smith, 2019](#ref-smith2019)).\n",
            "\n\n[^1]: As @smith2019 has it, and Ada Berg.\n",
            "\n\n[^1]: See [[Beta]].\n\n[^2]: [@smith2019, p. 3]\n",
        ]),
    ]
}

const SENTENCES: &[&str] = &[
    "Plain words of no account stand here.",
    "Plain words of some account stand here.",
    "Ada Berg spoke at the UN of security.[^1]",
    "Berg and A. Berg spoke in Berlin. Ada Berg did not.",
    "![A picture](picture.png) and [a page](../pages/p0.md).",
    "![A picture](my%20pic.png \"Its caption\")",
    "[A scan](../files/scan.pdf), [a film](../files/film.mp4#t=10), [nothing](gone.png).",
    "[00:12:31] **Ada Berg:** Yes. [00:12:40] See [what was said](#t=751).",
    "[00:00:02] **Berg:** As @smith2019 has it. [There](d1.md#t-00-12-31).",
    "A film: <video src=\"../files/film.mp4\"></video> <audio><source src=\"../files/tape.mp3\"><track src=\"../files/tape.srt\"></audio>",
    "See [[Alpha]], [[Ada Berg]] and [[Nothing at all]].",
    "See [[d1]], [[sub/d1]], [[d1.md#Part]], [[#Part]] and ![[Beta]].",
    "See [there](d1.md), [part](d1.md#part), [own](sub/d1.md#own) and [up](../d0.md#place).",
    "<a id=\"place\">Here</a> is <span lang=\"et\">Ada Berg</span> <b onclick=\"x\">bold</b>.",
    "On 5 May 2019 <https://example.org/a> was seen (accessed: 01.04.2022).",
    "| a | b |\n|---|---|\n| Ada Berg | @smith2019 |",
    "```rust\nlet ada = \"Ada Berg\";\n```",
    "*Words **in** words*, H~2~O, $a_1$, [words]{.smallcaps}, %%hidden%%.",
    "> [!NOTE]\n> A callout of Ada Berg.",
    "Term\n: its definition\n\n- [ ] a task\n- [x] done",
    "<span class=\"pb\" data-n=\"3r\"></span>Behind a page end.",
    "<span class=\"pb\" data-n=\"2\" data-page=\"2\"></span>Ada Berg <span class=\"pb\" data-n=\"10\" data-facs=\"10.svg\"></span>of [page 2](#page-2).",
];

fn bibliography() -> Vec<Vec<String>> {
    let with = |key: &str, title: &str| {
        let head = format!("- id: {key}\n  title: {title}\n");
        let mut records =
            vec![format!("{head}  type: book\n  author: [{{family: Smith, given: Jane}}]\n  issued: 2019\n"), String::new(), head.clone()];
        records.extend(keys(variable::ALL.iter().map(|variable| variable.name), |key, value| format!("{head}  {key}: {value}\n")));
        records.extend(
            ["DOI: 10.1000/xyz", "URL: https://example.org/a", "ISBN: 9780306406157", "verbatim: Smith J. On winds. 2019."]
                .map(|line| format!("{head}  {line}\n")),
        );
        records
    };
    vec![
        texts(&["references:\n", "references: [broken\n", "works:\n"]),
        with("smith2019", "On winds"),
        with("berg2020", "Alpha"),
        with("smith2019a", "On winds"),
    ]
}

fn annotations() -> Vec<Vec<String>> {
    let notes = |id: &str| {
        let mut all = texts(&[
            "- id: ID\n  quote: {exact: spoke at the UN, prefix: 'Berg ', suffix: ' of security'}\n  body: '[@smith2019, p. 9]'\n  tags: [one, два]\n",
            "- id: ID\n  quote: Plain words of no account\n  body: See [[Alpha]] and [there](../documents/d1.md#part), says Ada Berg.\n  created: 2026-05-02\n",
            "- id: ID\n  quote: Plain words\n  creator: people/berg\n  body: As @smith2019 has it; [-@ghost1900].\n",
            "- id: ID\n  reply-to: a\n  creator: Jane Smith\n  body: So it is.\n",
            "- {id: ID, target: document, body: All of it, lang: ru}\n",
            "- {id: ID, target: {work: smith2019}, body: Of the work}\n",
            "- {id: ID, target: {work: ghost1900}, body: Of the ghost, tags: [one]}\n",
            "- {id: ID, target: {page: picture, xywh: \"1,2,3,4\"}, body: On the page}\n",
            "- {id: ID, target: {file: ../documents/picture.png, polygon: \"0,0 9,0 9,9\", image: {width: 40, height: 30}}, body: On it}\n",
            "- {id: ID, target: {time: 00:00:01}, body: When}\n",
            "- {id: ID, target: {selector: {type: XPathSelector, value: /html/body/p}, source: 'https://a.example/'}, body: Where}\n",
            "- {id: ID, quote: A note, body: 'On a footnote, [here](#part)'}\n",
            "- nothing\n",
            "- {body: [\n",
            "",
        ]);
        let of = |key: &&str| VALUES.map(|value| format!("- {{id: ID, quote: Plain words, body: Why, {key}: {value}}}\n"));
        all.extend(NOTE_KEYS.iter().filter(|key| !["id", "quote", "body"].contains(key)).flat_map(of));
        all.extend(Motivation::ALL.iter().map(|motivation| format!("- {{id: ID, quote: words, motivation: {motivation}, body: Why}}\n")));
        all.into_iter().map(|note| note.replace("ID", id)).collect::<Vec<_>>()
    };
    vec![notes("a"), notes("b"), notes("c")]
}

fn authorities() -> Vec<Vec<String>> {
    let record = |id: &str| {
        let mut all = texts(&[
            "- {id: ID, name: Ada Berg}\n",
            "- {id: ID, name: Ada Berg, variants: [Berg, A. Berg]}\n",
            "- {id: ID, name: UN, variants: [United Nations, {name: ООН, lang: ru}]}\n",
            "- {id: ID, name: security, note: '*Of* [[Alpha]] and [there](../documents/d1.md), as @smith2019 has it.'}\n",
            "- {id: ID, name: Ada Berg, link: false, dates: 1951/..}\n",
            "- {id: ID, name: RT, sort: Zet, note: Plain}\n",
            "- {id: ID, name: Ada Berg, born: {date: 1951-05-02, place: berg}, relations: [{child-of: c}, {located-in: c}]}\n",
            "- {id: ID, name: Tartu, coordinates: [58.38, 26.72], relations: [{part-of: c, dates: 1900/..}], identifiers: {geonames: 588335}}\n",
            "- {id: ID, name: Reval, coordinates: [-33, 179.5], relations: [{part-of: berg}, {different-from: c, note: N}]}\n",
            "- {id: ID, name: A. Berg, portrait: {file: ../files/a.png, caption: C}, biography: '[[Alpha]]'}\n",
            "- {name: Berlin}\n",
            "- {id: ID}\n",
            "- {id: ID, name: [\n",
            "",
        ]);
        let of = |key: &&str| VALUES.map(|value| format!("- {{id: ID, name: Ada Berg, {key}: {value}}}\n"));
        all.extend(AUTHORITY_KEYS.iter().filter(|key| !["id", "name"].contains(key)).flat_map(of));
        all.extend(
            SCHEMES.iter().map(|scheme| {
                format!("- {{id: ID, name: Ada Berg, coordinates: [58.38, 26.72], identifiers: {{{}: 5582}}}}\n", scheme.name)
            }),
        );
        all.into_iter().map(|record| record.replace("ID", id)).collect::<Vec<_>>()
    };
    vec![record("berg"), record("c")]
}

/// A slot for each key: values that mean something, now and then one that may mean nothing there, and words that are no key.
fn configuration() -> Vec<Vec<String>> {
    const MEANT: &[(&str, &[&str])] = &[
        ("title", &["One", "Two", "{en: One, ru: Раз}"]),
        ("lang", &["de", "ru", "ar"]),
        ("languages", &["[en, ru]", "[ru, en, ar]", "[en]", "[en, xq]"]),
        ("base-url", &["https://example.org/a/", "https://example.org/"]),
        ("metadata-license", &["CC0-1.0", "CC-BY-4.0"]),
        ("unlicensed", &["full", "excerpt", "metadata"]),
        ("search", &["false", "true"]),
        ("exports", &["[tei, markdown, text]", "{documents: [tei], collections: [tei], archive: [tei]}", "tei"]),
        ("citation-style", &["own", "nobodys", "chicago-notes", "vancouver"]),
        ("pictures", &["false", "{places: false, widths: [20]}", "{quality: 30}"]),
        (
            "menu",
            &[
                "[documents, pages/p0.md, {to: documents/d1.md}, citations]",
                "[pages, {Blog: 'https://example.org/'}, {label: {en: More, ru: Ещё}, entries: [people, documents/sub/d1.md, nothing]}]",
                "[{to: files/leaves/1.svg, label: A leaf}, organizations/un, d2]",
            ],
        ),
        ("front", &["[text, latest]", "[most-cited, people, languages, timeline, text]", "[map, collections]"]),
        ("logo", &["files/leaves/1.svg", "{file: files/leaves/2.svg, dark: files/leaves/1.svg, alt: A leaf, title: false}"]),
        ("footer", &["'See [the page](pages/p0.md).'", "{en: 'Ours, [d1](documents/d1.md)', ru: '[[Beta]]'}"]),
        ("favicon", &["files/leaves/10.svg", "files/scan.pdf"]),
        ("defaults", &["{lang: de, license: CC0-1.0}", "{draft: true}", "{keyword: [security], author: Ada Berg, x-own: 1}"]),
        (
            "fields",
            &[
                "{hand: {browse: true, facet: true}, sitter: {kind: people, browse: true, facet: true}, genre: {browse: true}}",
                "{hand: {values: [ink, {a: b}, pencil], browse: true}, taken: {kind: date, browse: true}, sitter: {kind: entity, browse: true}}",
                "{sitter: people, hand: {values: {ink: {en: Ink, ru: Чернила}}, facet: true}, see: link, weight: {kind: number, browse: true}}",
                "{title: text, hand: 7}",
            ],
        ),
        ("faces", &["system", "own"]),
        ("theme", &["slate", "journal", "none"]),
        ("begin", &["[documents/d1.md, documents/sub/d1.md]", "[pages/p0.md, documents/d0.md]"]),
        ("social-picture", &["first", "{file: documents/picture.png, first: true}"]),
    ];
    let slot = |name: &str| {
        let line = |value: &&str| format!("{name}: {value}\n");
        let meant: Vec<String> = MEANT.iter().filter(|(key, _)| *key == name).flat_map(|(_, values)| values.iter().map(line)).collect();
        let mut all = vec![String::new()];
        all.extend(std::iter::repeat_n(meant, 6).flatten());
        all.extend(VALUES.iter().map(line));
        all
    };
    let mut slots: Vec<Vec<String>> = CONFIG_KEYS.iter().map(|key| slot(key.name)).collect();
    slots.push(texts(&["", "titel: Five\n", "x-own: [1, 2]\n"]));
    slots
}

const VERDICTS: &[&str] = &[
    "same:\n- [d0/smith2019, d1/berg2020]\n",
    "different:\n- [d0/smith2019, d1/smith2019]\n",
    "different:\n- [d1/smith2019, d2/smith2019]\nsame:\n- [d0/smith2019, d2/smith2019]\n",
    "same:\n- [smith2019, nobody]\n",
    "different: [\n",
];

const BIBTEX: &[&str] = &[
    "@book{ghost1900, author={Ghost, Ann}, title={Old letters}, year=1900}\n",
    "@book{ghost1900, author={Ghost, Ann}, title={Older letters}, year=1900}\n@book{broken, title={\n",
    "@book{smith2019, author={Smith, Jane}, title={On winds}, year=2019}\n",
    "@book{, author={Ghost, Ann and others}, title={On \\emph{gales}}, crossref={set}, file={/a.pdf}}\n@collection(set, title=\"A {\"}set{\"}\", date={1900-21})\n",
];

/// Names and years, so that it takes no time.
const STYLE: &str = "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\"><info><title>Own</title><id>own</id><updated>2020-01-01T00:00:00Z</updated></info><citation><layout prefix=\"(\" suffix=\")\" delimiter=\"; \"><names variable=\"author\"/><text variable=\"title\"/></layout></citation></style>";

const STRINGS: &[&str] = &[
    "made-with: Made by hand\n",
    "nav: {documents: Letters}\n",
    "cited-by-n: {one: Once, other: \"{n} times\"}\n",
    "roles: {author: Writer}\n",
    "nav: [\n",
];

/// Templates that override, some of which fail on what some texts say, which no sample foresees, or as a whole.
const TEMPLATES: &[(&str, &[&str])] = &[
    (
        "document.html",
        &[
            "{% extends \"default/document.html\" %}{% block apparatus %}<i>ours</i>{{ super() }}{% endblock apparatus %}",
            "{% extends \"default/document.html\" %}{% block apparatus %}{{ publication.volume | int }}{{ super() }}{% endblock apparatus %}",
            "{% extends \"default/document.html\" %}{% block apparatus %}{{ <card card={backlinks | first}/> }}{% endblock apparatus %}",
            "{% extends \"default/document.html\" %}{% block apparatus %}{% if titel %}{% endif %}{{ publication.issued | date(format=\"%Y\") }}{% endblock apparatus %}",
        ],
    ),
    (
        "work.html",
        &[
            "{% extends \"default/work.html\" %}{% block kind %}mine{% endblock %}",
            "{% extends \"default/work.html\" %}{% block kind %}{{ work.year | int }}{% endblock %}",
            "{% extends \"nowhere.html\" %}",
        ],
    ),
    ("entity.html", &["{% extends \"default/entity.html\" %}{% block kind %}{% set role = roles | first %}{{ role.role }}{% endblock %}"]),
    ("index.html", &["{% extends \"default/index.html\" %}{% block kind %}{% set work = works | first %}{{ work.title }}{% endblock %}"]),
    ("page.html", &["<!doctype html>{% if page.title == \"Alpha\" %}{{ page.nothing.here }}{% endif %}{{ page.title }}"]),
    ("404.html", &["<!doctype html><title>{{ page.title }}</title>", "<!doctype html><title>{{ page.title "]),
    ("documents.html", &["{% extends \"default/documents.html\" %}{% block kind %}{{ <mine x={page.title}/> }}{% endblock %}"]),
    (
        "parts/mine.html",
        &[
            "{% component mine(x) %}<b>{{ x }}</b>{% endcomponent mine %}",
            "{% component card(card, @html_lang) %}{{ card.year | int }}{% endcomponent card %}",
        ],
    ),
    ("indx.html", &["x"]),
];
