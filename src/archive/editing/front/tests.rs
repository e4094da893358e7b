use super::*;

fn path() -> RelPath {
    RelPath::new("content/documents/a.md")
}

fn text(words: &str) -> Option<Given> {
    Some(Given::Text(words.into()))
}

fn list(words: &str) -> Option<Given> {
    Some(Given::List(words.split('|').map(str::to_owned).collect()))
}

const FILE: &str = "---\n# Ours.\ntitle: 'The Mill'   # as printed\nauthor:\n- family: Tamm\n  given: Jaan\nkeyword: [mill, \"fire: great\"]\neditor:\n  - Ida Berg # the first\n  # then\n  - Otto Holm\nissued: 2011\n\n# Where it came from.\nsource:\n  file: mill.txt\n---\n\nThe mill\tstood.\n";

#[test]
fn a_field_is_exchanged_and_all_else_stays() {
    let check = |key: &str, value: Option<Given>, old: &str, new: &str| {
        assert!(FILE.contains(old), "{old}");
        assert_eq!(set(&path(), FILE, key, value.as_ref()).as_deref(), Ok(FILE.replacen(old, new, 1).as_str()), "{key}: {value:?}");
    };
    check("title", text("The Mill"), "", "");
    check("title", text("The Miller's Oath"), "'The Mill'", "'The Miller''s Oath'");
    check("issued", text("2012-05-01"), "2011", "2012-05-01");
    check("issued", None, "issued: 2011\n", "");
    check("keyword", list("mill|water"), "\"fire: great\"", "water");
    check("keyword", list("mill|a, b|fire: great"), "mill, ", "mill, 'a, b', ");
    check("keyword", list("fire: great"), "mill, ", "");
    check("keyword", list("mill"), ", \"fire: great\"", "");
    check("keyword", list("mill|fire: great|ice"), "great\"]", "great\", ice]");
    check("keyword", None, "keyword: [mill, \"fire: great\"]\n", "");
    check("editor", list("Ida Berg|Otto Holt"), "  - Otto Holm\n", "  - Otto Holt\n");
    check("editor", list("Ida Berg"), "  - Otto Holm\n", "");
    check("editor", list("Ida Berg|Otto Holm|A: B"), "  - Otto Holm\n", "  - Otto Holm\n  - 'A: B'\n");
    check("editor", list("Eva Rae|Ida Berg|Otto Holm"), "editor:\n", "editor:\n  - Eva Rae\n");
    check("author", text("Jaan Tamm"), "author:\n- family: Tamm\n  given: Jaan\n", "author: Jaan Tamm\n");
    check("lang", text("no"), "author:\n", "lang: 'no'\nauthor:\n");
    check("license", text("CC-BY-4.0"), "# Where it came", "license: CC-BY-4.0\n# Where it came");
    check("draft", Some(Given::Truth(true)), "issued: 2011\n\n", "issued: 2011\n\ndraft: true\n");
    check("abstract", text("One.\n\nTwo: [x]."), "keyword:", "abstract: |-\n  One.\n\n  Two: [x].\nkeyword:");
    check("missing", None, "", "");
}

#[test]
fn texts_without_front_matter_get_one_and_odd_ones_are_left_alone() {
    let check = |file: &str, expected: Result<&str, Refusal>| {
        assert_eq!(set(&path(), file, "title", text("A # b").as_ref()).as_deref(), expected.as_ref().copied(), "{file}");
    };
    check("", Ok("---\ntitle: 'A # b'\n---\n"));
    check("\u{feff}Words.", Ok("\u{feff}---\ntitle: 'A # b'\n---\n\nWords."));
    check("---\n---\nWords.", Ok("---\ntitle: 'A # b'\n---\nWords."));
    check("---\ntitle:\n---\n", Ok("---\ntitle: 'A # b'\n---\n"));
    check("---\ntitle: # which?\nlang: en\n---\n", Ok("---\ntitle: 'A # b' # which?\nlang: en\n---\n"));
    check("---\ntitle: >\n  Two\n  lines\nlang: en\n---\n", Ok("---\ntitle: 'A # b'\nlang: en\n---\n"));
    check("---\ntitle: Two\n  lines # c\n---\n", Ok("---\ntitle: 'A # b' # c\n---\n"));
    check("{\"title\": \"A\"}\n\nWords.", Err(Refusal::Notation));
    check("---\ntitle: a: b\n---\n", Err(Refusal::Notation));
    check("---\n  lang: en\n---\n", Ok("---\n  title: 'A # b'\n  lang: en\n---\n"));
    check("---\ntitle: &t A\nrights: *t\n---\n", Err(Refusal::Notation));
    check("+++\ntitle = 'A'\n+++\n", Err(Refusal::Notation));
    for key in ["", "a b", "a:", "-a", "a\nb"] {
        assert_eq!(set(&path(), FILE, key, text("x").as_ref()), Err(Refusal::Malformed), "{key}");
    }
}

#[test]
fn a_form_shows_what_it_can_hold() {
    let shown: Vec<(String, Option<Given>)> = fields(&path(), FILE).unwrap().into_iter().map(|one| (one.key, one.value)).collect();
    let value = |key: &str| shown.iter().find(|(name, _)| name == key).unwrap().1.clone();
    assert_eq!((value("title"), value("author"), value("source")), (text("The Mill"), None, None));
    assert_eq!((value("editor"), value("issued")), (list("Ida Berg|Otto Holm"), text("2011")));
    assert!(fields(&path(), "---\na: [\n---\n").is_none() && fields(&path(), "Words").is_some_and(|all| all.is_empty()));
}

proptest::proptest! {
    /// Whatever is given is read again, what cannot be is refused, and every line without it stays where it was.
    #[test]
    fn any_words_can_be_given(
        lines in "(title: A # c\n|title: \"B\"\n|author: \\[x, 'y: z'\\]\n|author:\n- x\n  # c\n- y\n|\n|# c\n|lang: en\n|x-y: \\{a: \\[1\\]\\}\n){0,5}",
        words in "\\PC{0,12}",
        more in proptest::collection::vec("[\\PC\n]{1,8}", 0..3),
    ) {
        let file = format!("---\n{lines}---\nText\n");
        for (key, value) in [("title", Given::Text(words)), ("author", Given::List(more))] {
            if let Ok(new) = set(&path(), &file, key, Some(&value)) {
                let now = fields(&path(), &new).unwrap();
                let said = now.iter().find(|one| one.key == key).and_then(|one| one.value.clone());
                let is_it = match (&value, &said) {
                    (value, None) => is_empty(value),
                    (Given::List(items), Some(Given::Text(one))) => items.len() == 1 && items[0].trim_end_matches('\n') == one,
                    (Given::Text(text), Some(Given::Text(one))) => text.trim_end_matches('\n') == one,
                    (value, Some(said)) => value == said,
                };
                proptest::prop_assert!(is_it, "{value:?} became {said:?} in {new:?}");
                let kept = |text: &str| text.lines().filter(|line| line.starts_with(['#', 'l', 'x', 'T'])).map(str::to_owned).collect::<Vec<_>>();
                if key == "title" {
                    proptest::prop_assert_eq!(kept(&file), kept(&new));
                }
            }
        }
    }
}
