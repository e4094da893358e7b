use proptest::prelude::*;

use super::*;
use same::same;

mod same;

/// What the crate makes of a text, numbers and truths as written where that is the same.
fn crate_value(text: &str) -> Option<Value> {
    serde_yaml::from_str(text).ok()
}

const TEXTS: &[&str] = &[
    "a: 1\nb: two words # comment\n\nc:\n  d: [x, \"y, z\", {k: v}]\n  e: {}\n# end\n",
    "- a\n- b: 1\n  c: 2\n-\n  - x\n  - - y\n    - z\n- ~\n",
    "a:\n- 1\n- 2\nb: 'it''s'\nc: \"a\\u0416\\n\\\"b\\\"\"\n",
    "t: one\n  two\n\n  three\nu: \"one\n  two\n\n  three\"\nv: 'a\n  b'\n",
    "a: |\n  line\n    deeper\n\n  last\nb: >-\n  folded\n  words\n\n  again\nc: |+\n  x\n\nd: |-\n  y\ne: |2-\n   f\n\n  g\nh:\n- i: 1\n  j: |2+\n     k\n\n- l: >2-\n    m\n    n\n",
    "a: |9\n  x\n",
    "a: |1\nb: 1\n",
    "a: |2\n\n   \n   x\n  y\n",
    "a: |22\n   x\n",
    "url: https://a.org/b#c\ntime: 12:30\nx: a#b\ny: - \n",
    "a: 22.10\nb: 007\nc: 1e3\nd: 0x1f\ne: true\nf: ~\ng:\nh: -5\ni: 1843~\nj: 2021-05-01\n",
    "\"quoted key\": 1\n'single': 2\nk : v\n",
    "a: b: c\n",
    "a: [1, 2\n",
    "a: \"open\nb: 2\n",
    "a: *x\n",
    "\ta: 1\n",
    "a: &x 1\nb: *x\n",
    "---\na: 1\n",
    "a: 1\n   b: 2\n",
    "a:\n  b: 1\n c: 2\n",
    "",
    "# only a comment",
    "just words",
    "a: 1\r\nb:\r\n- x\r\n- \"y\r\n  z\"\r\nc: |\r\n  k\r\n",
    "a: x\n  # comment\n  y\n",
    "a: [a b, c d]\nb: {a: 1, 'b': 2}\n",
    "? a\n: b\n",
    "a: !tag x\n",
    "<<: {a: 1}\n",
];

#[test]
fn reader_and_crate_agree() {
    for text in TEXTS {
        if let Some(tree) = reader::read(text) {
            let theirs = crate_value(text);
            assert!(theirs.as_ref().is_some_and(|theirs| same(&tree.root.to_value(), theirs)), "{text:?}: {:?} {theirs:?}", tree.root);
        }
    }
    // What everyday files hold is read without the crate.
    for text in &TEXTS[..5] {
        assert!(reader::read(text).is_some(), "{text}");
    }
}

#[test]
fn places_are_right() {
    let text = "a: 1\nb:\n- 'x'\n- c: [p, q]\n";
    let tree = read(text).unwrap_or_default();
    let at = |node: Option<&Node<'_>>| node.map(|node| node.span.of(text).to_owned());
    assert_eq!(at(tree.root.get("a")).as_deref(), Some("1"));
    assert_eq!(at(tree.root.get("b")).as_deref(), Some("- 'x'\n- c: [p, q]"));
    let items = tree.root.get("b").and_then(Node::list).unwrap_or(&[]);
    assert_eq!(at(items.first()).as_deref(), Some("'x'"));
    assert_eq!(at(items.get(1).and_then(|item| item.get("c"))).as_deref(), Some("[p, q]"));
    let twice = read("a: 1\nb: 2\na: 3\n").unwrap_or_default();
    assert_eq!(twice.doubled, [Doubled { key: "a".into(), first: Span::new(0, 1), again: Span::new(10, 11) }]);
    let anchored = read("a: &x 1\nb: *x\na: 2\n");
    assert!(anchored.is_err() || anchored.is_ok_and(|tree| tree.doubled.len() == 1));
}

/// Texts that the everyday reader leaves to the parser, and what they are.
const WHOLE: &[(&str, &str)] = &[
    ("---\na: 22.10\nb: \"007\"\nc: 007\n...\n", r#"{"a":"22.10","b":"007","c":"007"}"#),
    (
        "a: &x {b: 1, c: [~, yes]}\nd: *x\ne:\n- *x\n",
        r#"{"a":{"b":1,"c":[null,"yes"]},"d":{"b":1,"c":[null,"yes"]},"e":[{"b":1,"c":[null,"yes"]}]}"#,
    ),
    (
        "base: &x\n  lang: en\n  type: letter\nb:\n  <<: *x\n  lang: de\n",
        r#"{"base":{"lang":"en","type":"letter"},"b":{"lang":"de","type":"letter"}}"#,
    ),
    ("c:\n  <<: [{a: 1}, {a: 2, b: 3}]\n  <: 4\n", r#"{"c":{"<":4,"a":1,"b":3}}"#),
    ("a: !!str 12\nb: !!int '12'\nc: !!null ''\n", r#"{"a":"12","b":12,"c":null}"#),
    ("? a\n: b\n? [c]\n", ""),
    ("a: !mine x\n", ""),
    ("a: 1\n---\nb: 2\n", ""),
    ("\u{feff}a: Ж\nb: &n Ж\nc: *n\n", r#"{"a":"Ж","b":"Ж","c":"Ж"}"#),
    ("a: one\n  two\nb: &x >\n  folded\n  words\n", r#"{"a":"one two","b":"folded words\n"}"#),
    ("%YAML 1.2\n---\na:\tb\nc: \"d:\te\"\nf:\tg: h\n", ""),
    ("%YAML 1.2\n---\na:\tb\nc: \"d:\te\"\nf:\tg\n", r#"{"a":"b","c":"d:\te","f":"g"}"#),
    ("? a\n: - 1\n  - b: ~\n", r#"{"a":[1,{"b":null}]}"#),
];

#[test]
fn all_of_yaml_is_read() {
    for (text, expected) in WHOLE {
        let read = parse(text)
            .map_or_else(|fault| if expected.is_empty() { String::new() } else { fault.message.to_string() }, |value| value.to_string());
        assert_eq!(&read, expected, "{text:?}");
    }
}

#[test]
fn places_are_right_whatever_stands_in_the_file() {
    // Behind letters of two bytes, and more of them than one step of the parser's count.
    let text = format!(
        "---\n# {}\nx: &a {{k: \"v w\"}}\n'ключ': *a\nlast:\n  - plain words # why\n  - |\n    block\n\n  - [p,\n    q]\n",
        "Ж".repeat(100)
    );
    let tree = read(&text).unwrap_or_else(|fault| panic!("{fault:?}"));
    let at = |node: Option<&Node<'_>>| node.map_or("", |node| node.span.of(&text)).to_owned();
    assert_eq!(at(tree.root.get("x")), "&a {k: \"v w\"}");
    assert_eq!(at(tree.root.get("x").and_then(|x| x.get("k"))), "\"v w\"");
    assert_eq!(at(tree.root.get("ключ")), "*a");
    let items = tree.root.get("last").and_then(Node::list).unwrap_or(&[]);
    assert_eq!(at(items.first()), "plain words");
    assert_eq!(at(items.get(1)), "|\n    block");
    assert_eq!(at(items.get(2)), "[p,\n    q]");
    let keys: Vec<&str> = tree.root.map().unwrap_or(&[]).iter().map(|pair| pair.place.of(&text)).collect();
    assert_eq!(keys, ["x", "'ключ'", "last"]);
}

#[test]
fn a_place_is_the_same_with_either_reader() {
    let text = "title: A b\ntranslations:\n  de:\n    titel: C\n  list: [1, \"x\"]\nkeyword:\n- a\n- b: c\n";
    let marked = format!("{text}last: !!str x\n");
    let plain = read(text).unwrap_or_default();
    let whole = read(&marked).unwrap_or_default();
    let of = |tree: &Tree<'_>| tree.root.map().unwrap_or(&[]).iter().take(3).map(|pair| format!("{pair:?}")).collect::<Vec<_>>();
    assert_eq!(of(&plain), of(&whole));
}

#[test]
fn copies_have_a_budget() {
    let levels: String = (1..5).map(|n| format!("l{n}: &l{n} [{}]\n", vec![format!("*l{}", n - 1); 20].join(", "))).collect();
    let fault = read(&format!("l0: &l0 [words, words]\n{levels}")).err();
    assert!(fault.as_ref().is_some_and(|fault| fault.message.to_string().contains("many times as large")), "{fault:?}");
    let deep = format!("a: &x {}{}", "[".repeat(200), "]".repeat(200));
    assert!(read(&deep).is_err_and(|fault| fault.message.to_string().contains("within each other")));
}

#[test]
fn faults_have_hints() {
    let cases = [
        ("title: War: A History\n", "a colon and a space"),
        ("a: 1\n\tb: 2\n", "no tabs"),
        ("title: \"never closed\nlang: en\n", "close it"),
        ("title: [never, closed\nlang: en\n", "close it with `]`"),
        ("title: *Emphasis* here\n", "cannot begin with `*`"),
        ("title: [Untitled] letter\n", "in brackets"),
        ("title: 'it's'\n", "twice"),
        ("title: \"a \"b\" c\"\n", "single ones outside"),
        ("title: @home\n", "cannot begin with `@`"),
    ];
    for (text, hint) in cases {
        let fault = read(text).err();
        let found = fault.as_ref().and_then(|fault| fault.hint.as_ref()).map_or(String::new(), ToString::to_string);
        assert!(found.contains(hint), "{text:?}: {fault:?}");
        assert!(fault.is_some_and(|fault| fault.span.is_some_and(|span| !span.of(text).is_empty())), "{text:?}");
    }
}

fn line() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("a"),
        Just("b"),
        Just("- "),
        Just(": "),
        Just(":"),
        Just("#"),
        Just(" #"),
        Just("\""),
        Just("'"),
        Just("["),
        Just("]"),
        Just("{"),
        Just("}"),
        Just(", "),
        Just("|"),
        Just(">"),
        Just("1"),
        Just("0.5"),
        Just("true"),
        Just("~"),
        Just("Ж"),
        Just("-"),
        Just("\\n"),
        Just("&"),
        Just("*"),
        Just(" "),
        Just("key: "),
        Just("k: v"),
        Just("?"),
        Just("+"),
        Just("''"),
        Just("x y")
    ];
    (0_usize..5, prop::collection::vec(word, 0..6)).prop_map(|(indent, words)| format!("{}{}", " ".repeat(indent), words.concat()))
}

#[test]
fn what_is_written_is_read_again() {
    for words in ["a\u{2028}b", "\u{2029}", "x\n\u{2028} y\n", "\u{1}\u{2028}\\x02", "\u{85}", "\\x01\u{2028}\\x01", "\u{feff}", "\t\u{7f}"]
    {
        let value = serde_json::json!([{"body": words, "lang": "en"}, words]);
        assert_eq!(parse(&write(&value)).unwrap(), value, "{}", write(&value));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(5_000), ..ProptestConfig::default() })]
    /// Whatever the reader takes, the crate takes, and gives the same.
    #[test]
    fn reader_never_differs(lines in prop::collection::vec(line(), 0..8), ending in prop_oneof![Just("\n"), Just("\r\n")]) {
        let text = lines.join(ending) + ending;
        if let Some(tree) = reader::read(&text) {
            let theirs = crate_value(&text);
            if tree.doubled.is_empty() {
                prop_assert!(theirs.as_ref().is_some_and(|theirs| same(&tree.root.to_value(), theirs)), "{:?} {:?}", tree.root.to_value(), theirs);
            }
            // The parser of all of YAML gives the same nodes at the same places.
            if let Ok(whole) = events::read(&text) {
                prop_assert_eq!(whole.root.to_value(), tree.root.to_value());
                prop_assert_eq!(whole.doubled, tree.doubled);
            }
        }
    }

    #[test]
    fn whatever_is_written_is_read_again(words in "[\\PC\n\t\u{2028}\u{2029}\u{85}\u{1}\u{7f}'\"\\\\#:-]{0,20}") {
        let value = serde_json::json!({"body": words, "quote": {"exact": words}});
        prop_assert_eq!(parse(&write(&value)), Ok(value));
    }
}
