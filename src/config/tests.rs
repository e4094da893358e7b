//! Before: a configuration; after: what is wrong with it, or what it means.

use super::*;
use crate::base::span::LineColumn;

fn check(text: &str, expected: &[&str]) {
    let (_, diagnostics) = parse(&RelPath::new(FILE), text.as_bytes());
    let found: Vec<String> = diagnostics
        .iter()
        .map(|one| {
            let place = one.span.map_or(LineColumn { line: 0, column: 0 }, |span| LineColumn::of(text, span.start as usize));
            format!(
                "{}:{} {}: {} ({})",
                place.line,
                place.column,
                one.code(),
                one.message,
                one.hint.as_ref().map_or(String::new(), ToString::to_string)
            )
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn every_key_is_read() {
    let text = "\u{feff}title: Letters\ndescription: >\n  Two\n  lines\nbase-url: https://a.example/x\nlang: ru\npublisher: P\n\
                unlicensed: excerpt\noutput-dir: ./site/\ncitation-style: gost.csl\nsearch: false\n\
                pictures: {widths: [900, 300], quality: 70, places: false}\n";
    check(text, &[]);
    let config = parse(&RelPath::new(FILE), text.as_bytes()).0;
    let expected = Config {
        title: "Letters".into(),
        description: "Two lines".into(),
        base_url: "https://a.example/x/".into(),
        lang: Lang::new("ru"),
        publisher: "P".into(),
        unlicensed: Unlicensed::Excerpt,
        drafts: false,
        output_dir: "site".into(),
        citation_style: "gost".into(),
        search: false,
        pictures: Pictures { widths: vec![300, 900], quality: 70, places: false },
        ..Config::default()
    };
    assert_eq!(config, expected);
}

#[test]
fn an_empty_file_means_the_defaults() {
    check("", &[]);
    check("# nothing yet\n", &[]);
    check("title:\n", &[]);
    assert_eq!(parse(&RelPath::new(FILE), b"").0, Config::default());
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    check("titel: X\n", &["1:1 unknown-key: unknown key `titel` (did you mean `title`?)"]);
    check("title: X\nbase_url: https://a.example\n", &["2:1 unknown-key: unknown key `base_url` (did you mean `base-url`?)"]);
    let keys: Vec<&str> = key_names().collect();
    let unknown = format!("1:1 unknown-key: unknown key `frobnicate` (the keys are {})", keys.join(", "));
    check("frobnicate: 1\n", &[&unknown]);
    check("title: [a, b]\n", &["1:8 wrong-value: `title` must be text, not a list (put the text in quotation marks)"]);
    check(
        "base-url: archive.example\n",
        &[
            "1:11 wrong-value: `base-url` does not begin with https:// or http:// (write the whole address, such as `https://archive.example/letters/`)",
        ],
    );
    for host in ["https://me:secret%40a.example/", "https://a.example:x/", "https://me:secret:80/"] {
        let told =
            "1:11 wrong-value: `base-url` has a host that is none (write the whole address, such as `https://archive.example/letters/`)";
        check(&format!("base-url: {host}\n"), &[told]);
    }
    for host in ["https://a.example:8080/", "http://[::1]/", "http://[::1]:80/x", "https://архив.example"] {
        check(&format!("base-url: {host}\n"), &[]);
    }
    check("search: maybe\n", &["1:9 wrong-value: `search` must be true or false, not a text (write `true` or `false`)"]);
    check("lang: en_GB\n", &["1:7 wrong-value: `lang` is no language tag (write `en-GB`)"]);
    check("unlicensed: exerpt # why\n", &["1:13 wrong-value: `unlicensed` cannot be `exerpt` (did you mean `excerpt`?)"]);
    check("title: A\ntitle: B\n", &["2:1 duplicate-key: the key `title` stands twice (remove one of the two)"]);
    check("- a\n", &["1:1 wrong-type: the configuration is no list of keys and values (write it as `title: My archive`, one key a line)"]);
    let hint = "name a folder of its own below the root, such as `public`, or give another with `--output-dir`";
    check("output-dir: ../site\n", &[&format!("1:13 wrong-value: `output-dir` leads out of the root ({hint})")]);
    check("output-dir: .\n", &[&format!("1:13 wrong-value: `output-dir` is the root itself ({hint})")]);
    check(
        "output-dir: content/x\n",
        &[&format!("1:13 wrong-value: `output-dir` would mix the site with the archive's own files ({hint})")],
    );
}

#[test]
fn bad_yaml_is_one_finding_with_its_place_and_a_hint() {
    check(
        "title: Letters: a choice\n",
        &[
            "1:15 bad-yaml: mapping values are not allowed in this context (a colon and a space inside a value begin a new key: put the value in quotation marks, `title: 'Letters: a choice'`)",
        ],
    );
    check(
        "title: \"open\n",
        &["1:8 bad-yaml: this quotation mark is never closed (close it, or put the whole value into quotation marks of the other kind)"],
    );
    let (config, diagnostics) = parse(&RelPath::new(FILE), b"title: \xff\n");
    assert_eq!((config, diagnostics.len()), (Config { unlicensed: Unlicensed::Metadata, ..Config::default() }, 1));
}

#[test]
fn what_is_not_understood_shows_no_closed_text() {
    for text in [
        "title: a: b\n",
        "unlicensed: hidden\n",
        "unlicensed:\n",
        "unlicensed: [metadata]\n",
        "un-licensed: metadata\n",
        "Unlicensed: metadata\n",
    ] {
        let (config, diagnostics) = parse(&RelPath::new(FILE), text.as_bytes());
        assert!(config.unlicensed == Unlicensed::Metadata && !diagnostics.is_empty(), "{text}");
    }
    let (config, diagnostics) = parse(&RelPath::new(FILE), b"unlicensed: Excerpt\n");
    assert_eq!((config.unlicensed, diagnostics.len()), (Unlicensed::Excerpt, 0));
    assert_eq!(parse(&RelPath::new(FILE), b"title: A\n").0.unlicensed, Unlicensed::Full);
}

#[test]
fn all_problems_are_reported_at_once() {
    let (_, diagnostics) = parse(&RelPath::new(FILE), b"titel: X\nlang: 3\nunlicensed: no\n");
    assert_eq!(diagnostics.len(), 3);
}
