//! Printed entries in many styles and languages, and what is read in them: `tests/data/reference/entries.txt`.
//!
//! What is known to be read wrongly stands in `known.txt` beside it, a line for each case and field; the test fails
//! when one of them is read rightly, so that the list only shrinks.

use std::collections::BTreeSet;

use proptest::prelude::*;
use scholion::reference::{Name, Record, parse};

const ENTRIES: &str = include_str!("../data/reference/entries.txt");
const KNOWN: &str = include_str!("../data/reference/known.txt");

/// An entry with what is expected of it.
struct Case<'a> {
    name: &'a str,
    entry: &'a str,
    fields: Vec<(&'a str, &'a str)>,
}

fn cases() -> Vec<Case<'static>> {
    let mut cases: Vec<Case<'static>> = Vec::new();
    for line in ENTRIES.lines() {
        if let Some(name) = line.strip_prefix("== ") {
            cases.push(Case { name, entry: "", fields: Vec::new() });
        } else if let (Some(entry), Some(case)) = (line.strip_prefix("> "), cases.last_mut()) {
            case.entry = entry;
        } else if let (Some((field, value)), Some(case)) = (line.split_once(": "), cases.last_mut())
            && !line.starts_with('#')
        {
            case.fields.push((field, value));
        }
    }
    cases
}

/// The names as a case writes them.
fn people(names: &[Name]) -> String {
    let one = |name: &Name| match (name.literal.as_str(), name.given.as_str()) {
        ("", "") => name.short(),
        ("", given) => format!("{}, {given}", name.short()),
        (literal, _) => format!("{{{literal}}}"),
    };
    names.iter().map(one).collect::<Vec<_>>().join(" & ")
}

fn value(record: &Record, field: &str) -> String {
    let other = |variable: &str| {
        record.other.iter().find(|(name, _)| name == variable).map_or(String::new(), |(_, json)| json.trim_matches('"').to_owned())
    };
    match field {
        "author" => people(&record.author),
        "editor" => people(&record.editor),
        "translator" => people(&record.translator),
        "title" => record.title.clone(),
        "translated" => record.translated_title.clone(),
        "container" => record.container.clone(),
        "year" => record.issued.map_or(String::new(), |date| date.start.year.to_string()),
        "date" => record.issued.map_or(String::new(), |date| date.to_string()),
        "suffix" => record.year_suffix(),
        "accessed" => record.accessed.map_or(String::new(), |date| date.to_string()),
        "volume" => record.volume.clone(),
        "issue" => record.issue.clone(),
        "pages" => record.pages.clone(),
        "publisher" => record.publisher.clone(),
        "place" => record.place.clone(),
        "series" => record.series.clone(),
        "edition" => record.edition.clone(),
        "number" => record.number.clone(),
        "number-of-pages" => other("number-of-pages"),
        "url" => record.url.clone(),
        "doi" => record.doi.clone(),
        "isbn" => record.isbn.clone(),
        "archive" => record.archive.clone(),
        "location" => record.archive_location.clone(),
        "archive-words" => format!("{} {}", record.archive, record.archive_location),
        "kind" => record.kind.name().to_owned(),
        "lang" => record.language.as_ref().map_or(String::new(), ToString::to_string),
        unknown => panic!("no field {unknown}"),
    }
}

fn agrees(field: &str, wanted: &str, found: &str) -> bool {
    match (field, wanted) {
        (_, "-") => found.is_empty(),
        ("archive-words", words) => found.contains(words),
        _ => found == wanted,
    }
}

#[test]
fn entries_in_many_styles() {
    let cases = cases();
    assert!(cases.len() >= 120, "only {} cases", cases.len());
    let known: BTreeSet<&str> = KNOWN.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let (mut judged, mut right) = (0, 0);
    let mut news = Vec::new();
    let mut names: BTreeSet<String> = BTreeSet::new();
    for case in &cases {
        let record = parse(case.entry).into_iter().next().map(|parsed| parsed.record).unwrap_or_default();
        for &(field, wanted) in &case.fields {
            let id = format!("{} {field}", case.name);
            let found = value(&record, field);
            let fits = agrees(field, wanted, &found);
            judged += 1;
            right += usize::from(fits);
            if fits && known.contains(id.as_str()) {
                news.push(format!("{id}: is right now, and can leave known.txt"));
            } else if !fits && !known.contains(id.as_str()) {
                news.push(format!("{id}: {found:?}, not {wanted:?}\n      {}", case.entry));
            }
            assert!(names.insert(id), "{} names {field} twice", case.name);
        }
    }
    for id in &known {
        assert!(names.contains(*id), "known.txt names {id}, which is no case");
    }
    println!("{right} of {judged} fields of {} entries are right", cases.len());
    assert!(news.is_empty(), "{right} of {judged} fields are right; news:\n{}", news.join("\n"));
}

/// The entries of the cases, and what becomes of them when a text is cut, spoilt or run into the next.
fn spoilt() -> impl Strategy<Value = String> {
    let entries: Vec<&'static str> = cases().into_iter().map(|case| case.entry).collect();
    let entry = proptest::sample::select(entries);
    (entry.clone(), entry, 0usize..400, 0usize..400, "[ .,;:()«»“”/*<>—№0-9a-zА-я]{0,6}").prop_map(|(a, b, cut, from, noise)| {
        let head: String = a.chars().take(cut).collect();
        let tail: String = b.chars().skip(from).collect();
        format!("{head}{noise}{tail}")
    })
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Nothing is invented: each field's words stand in the entry, in its span.
    #[test]
    fn each_field_stands_in_the_entry(text in spoilt()) {
        // Without Markdown's marks and the spaces in broken numbers.
        let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        for parsed in parse(&text) {
            for &(field, span) in &parsed.fields {
                prop_assert!(span.start >= parsed.span.start && span.end <= parsed.span.end, "{field:?} outside its work: {text}");
                prop_assert!(text.get(span.start as usize..span.end as usize).is_some_and(|words| !words.is_empty()), "{field:?}: {text}");
            }
            let record = &parsed.record;
            let names = [&record.author, &record.editor, &record.translator].into_iter().flatten();
            let mut values: Vec<String> = names.flat_map(|name| [name.family.clone(), name.given.clone(), name.literal.clone()]).collect();
            values.extend([
                &record.title, &record.translated_title, &record.container, &record.series, &record.publisher, &record.place, &record.edition,
                &record.volume, &record.issue, &record.pages, &record.number, &record.genre, &record.archive, &record.archive_location, &record.note,
            ].into_iter().cloned());
            for word in values.iter().flat_map(|value| value.split(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty()) {
                prop_assert!(letters.contains(word), "{word:?} is not in {text:?}");
            }
            // Nor are two numbers one: "pages 25 31", "8 67--86".
            let plain = text.replace(['*', '_', '\\', '`', '<', '>'], "");
            // A blank behind thousands, "1 234", parts nothing.
            let joined = scholion::reference::locator::thousands(&plain, true);
            let printed: BTreeSet<&str> = numbers(&plain).chain(numbers(&text)).chain(numbers(&joined)).collect();
            for value in [&record.volume, &record.issue, &record.pages] {
                for number in numbers(value) {
                    prop_assert!(printed.contains(number), "no number {number} is in {text:?}");
                }
            }
        }
    }
}
