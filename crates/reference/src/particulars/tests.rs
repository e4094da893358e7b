//! Pairs of records that are one work, and that are not.

use serde_json::{Map, Value, json};

use crate::{Record, Verdict, compare, format, identity};

/// Whether an index by identity keys brings the two together, so that they are compared at all.
fn meet(a: &Record, b: &Record) -> bool {
    let keys = identity(a);
    identity(b).iter().any(|key| keys.contains(key))
}

/// What an archive makes of two records.
fn verdict(a: &Record, b: &Record) -> Verdict {
    let verdict = compare(a, b).verdict;
    if meet(a, b) { verdict } else { Verdict::Different }
}

/// A record as `identities.txt` writes it, in CSL-JSON.
fn of_line(line: &str) -> Map<String, Value> {
    let mut parts = line.split(';').map(str::trim);
    let mut record = Map::new();
    record.insert("id".into(), "k".into());
    for name in ["type", "author", "title", "issued"] {
        set(&mut record, name, parts.next().unwrap_or(""));
    }
    parts.for_each(|part| change(&mut record, part));
    record
}

fn change(record: &mut Map<String, Value>, part: &str) {
    match part.split_once('=') {
        Some((name, value)) => set(record, name, value),
        None => _ = record.remove(part.strip_prefix('-').unwrap_or_else(|| panic!("{part}"))),
    }
}

fn set(record: &mut Map<String, Value>, name: &str, value: &str) {
    let value = match name {
        _ if value.is_empty() => return,
        "author" | "translator" | "recipient" => {
            let name = |name: &str| match name.split(", ").collect::<Vec<_>>()[..] {
                [family, given] => json!({"family": family, "given": given}),
                [family, given, suffix] => json!({"family": family, "given": given, "suffix": suffix}),
                _ => json!({"literal": name}),
            };
            value.split(" & ").map(name).collect()
        }
        "issued" => json!({"date-parts": [value.split('-').map(|part| part.parse::<i32>().expect("a date")).collect::<Vec<_>>()]}),
        _ => json!(value),
    };
    record.insert(name.into(), value);
}

#[test]
fn pairs_of_records() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in include_str!("../../tests/identities.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (wanted, pair) = line.split_once(' ').expect("a verdict");
        let (one, changes) = pair.split_once(" || ").expect("two records");
        let one = of_line(one);
        let mut other = one.clone();
        changes.split(';').map(str::trim).for_each(|part| change(&mut other, part));
        let [one, other] = [one, other].map(|record| {
            let text = Value::from(vec![Value::from(record)]).to_string();
            let library = format::csl_json::read(&text);
            library.entries.into_iter().next().expect("a record").record
        });
        for found in [verdict(&one, &other), verdict(&other, &one)] {
            let is_right = match wanted {
                "same" => found == Verdict::Same,
                "doubtful" => found == Verdict::Doubtful,
                "different" => found == Verdict::Different,
                "apart" => found != Verdict::Same,
                _ => panic!("{line}"),
            };
            if !is_right {
                wrong.push(format!("{found:?} (they meet: {}): {line}\n  {:?}", meet(&one, &other), compare(&one, &other).parts));
            }
        }
        count += 1;
    }
    assert!(count >= 200, "{count}");
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
