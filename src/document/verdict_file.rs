//! Verdicts in the text of a document: taken out before a document is compared with a new conversion, put back, and
//! written, so that every other byte stays as the editors left it.
//!
//! They are the lines of the key `verdicts:` below `source:`. What was written is read again, and given out only if all
//! else says what it said before.

use super::Verdict;
use crate::base::{
    RelPath, front_matter,
    yaml::{self, Value},
};

/// The verdicts of a document, as they stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Their lines.
    text: String,
    /// The key of `source:` that stands behind them, if one does.
    next: Option<String>,
}

/// Why a document was not written into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has no front matter with a `source:`.
    NoSource,
    /// Its notation is too unusual to be changed in part.
    Notation,
}

/// A document without its verdicts, and these.
pub fn take_out(document: &str) -> (String, Option<Block>) {
    let Some(place) = Place::of(document).filter(|place| place.verdicts.0 < place.verdicts.1) else {
        return (document.to_owned(), None);
    };
    let (start, end) = place.verdicts;
    let text = document.get(start..end).unwrap_or_default().to_owned();
    let bare = [document.get(..start).unwrap_or_default(), document.get(end..).unwrap_or_default()].concat();
    let block = Block { text, next: place.next };
    // Where a key stands twice, or nothing else stands there, they are text like any other.
    if put_back(&bare, &block).as_deref() == Some(document) { (bare, Some(block)) } else { (document.to_owned(), None) }
}

/// The document with the verdicts that were taken out of it, or of what it was before; `None` if it says no longer where
/// it came from.
pub fn put_back(document: &str, block: &Block) -> Option<String> {
    let place = Place::of(document)?;
    let before = block.next.as_ref().and_then(|next| place.keys.iter().find(|(key, _)| key == next));
    let at = before.map_or(place.end, |(_, at)| *at);
    let text = block.text.replace("\r\n", "\n");
    let text = if document.contains("\r\n") { text.replace('\n', "\r\n") } else { text };
    Some([document.get(..at)?, &text, document.get(at..)?].concat())
}

/// The document with these verdicts more; what it says of the same findings gives way. With `open`, it only gives way.
pub fn write(document: &str, verdicts: &[Verdict], open: bool) -> Result<String, Refusal> {
    let mut expected = front(document).ok_or(Refusal::NoSource)?;
    let place = Place::of(document).ok_or(Refusal::NoSource)?;
    let (start, end) = place.verdicts;
    let source = expected.get_mut("source").and_then(Value::as_object_mut).ok_or(Refusal::NoSource)?;
    let mut values = match source.get("verdicts") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(values)) => values.clone(),
        Some(_) => return Err(Refusal::Notation),
    };
    let Items { head, mut items, dash } = Items::of(document.get(start..end).unwrap_or_default());
    if items.len() != values.len() {
        return Err(Refusal::Notation);
    }
    let is_replaced = |value: &Value| verdicts.iter().any(|verdict| names(value, verdict));
    let stays: Vec<bool> = values.iter().map(|value| !is_replaced(value)).collect();
    let mut nth = 0..;
    items.retain(|_| nth.next().and_then(|nth: usize| stays.get(nth).copied()).unwrap_or(true));
    values.retain(|value| !is_replaced(value));
    let end_of_line = if document.contains("\r\n") { "\r\n" } else { "\n" };
    let space = " ".repeat(place.depth);
    for verdict in verdicts.iter().filter(|_| !open) {
        let value = value(verdict);
        items.push(format!("{}- {}{end_of_line}", " ".repeat(dash.unwrap_or(place.depth)), flow(&value)));
        values.push(value);
    }
    // An empty list in brackets gives way.
    let head = if head.contains("verdicts:") && !head.contains('[') { head } else { format!("{space}verdicts:{end_of_line}") };
    let text = if items.is_empty() { String::new() } else { head + &items.concat() };
    if values.is_empty() {
        source.shift_remove("verdicts");
    } else {
        source.insert("verdicts".into(), Value::Array(values));
    }
    let written = [document.get(..start).unwrap_or_default(), &text, document.get(end..).unwrap_or_default()].concat();
    if front(&written).as_ref() == Some(&expected) { Ok(written) } else { Err(Refusal::Notation) }
}

/// A verdict as it is written.
pub fn line(verdict: &Verdict) -> String {
    format!("- {}", flow(&value(verdict)))
}

/// The front matter as values.
fn front(document: &str) -> Option<Value> {
    yaml::parse(parts(document).front?.of(document)).ok()
}

fn parts(document: &str) -> front_matter::Parts {
    front_matter::split(&RelPath::new(""), document, &mut Vec::new())
}

/// Whether a verdict as it stands in a file is about the same finding as another.
fn names(value: &Value, verdict: &Verdict) -> bool {
    let text = |key: &str| match value.get(key) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    (text("rule"), super::verdict::cut(&text("words")), text("near")) == (verdict.rule.clone(), verdict.words.clone(), verdict.near.clone())
}

fn value(verdict: &Verdict) -> Value {
    let mut map = yaml::Map::new();
    map.insert("rule".into(), verdict.rule.clone().into());
    map.insert("words".into(), verdict.words.clone().into());
    if !verdict.near.is_empty() {
        map.insert("near".into(), verdict.near.clone().into());
    }
    map.insert("verdict".into(), verdict.said.name().into());
    Value::Object(map)
}

/// A mapping of plain texts on one line. JSON's strings are YAML's.
fn flow(value: &Value) -> String {
    let pairs = value.as_object().into_iter().flatten().map(|(key, value)| match value.as_str() {
        Some(word) if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') => format!("{key}: {word}"),
        _ => format!("{key}: {value}"),
    });
    format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
}

/// Where `source:` has what, in bytes of the document.
struct Place {
    /// How deep its keys stand.
    depth: usize,
    /// Its keys but `verdicts`, each with the beginning of its line.
    keys: Vec<(String, usize)>,
    /// Where its verdicts stand, or would stand.
    verdicts: (usize, usize),
    /// The key behind them.
    next: Option<String>,
    /// Where it ends.
    end: usize,
}

impl Place {
    /// `None` if its keys do not stand one below the other.
    fn of(document: &str) -> Option<Self> {
        let front = parts(document).front?;
        let mut at = front.start as usize;
        let mut lines = front.of(document).split_inclusive('\n').map(|line| {
            at += line.len();
            (at - line.len(), line)
        });
        lines.find(|(_, line)| line.trim_end() == "source:")?;
        let mut found: Option<Self> = None;
        let mut is_inside = false;
        // What is empty or a comment belongs to what stands behind it.
        let mut between = None;
        for (start, line) in lines {
            let depth = line.len() - line.trim_start_matches(' ').len();
            let bare = line.trim();
            if bare.is_empty() || bare.starts_with('#') {
                between = between.or(Some(start));
                continue;
            }
            let place = found.get_or_insert_with(|| Self { depth, keys: Vec::new(), verdicts: (start, start), next: None, end: start });
            let is_rest = depth > place.depth || depth == place.depth && (bare == "-" || bare.starts_with(['-', ']', '}']));
            if depth < place.depth || depth == 0 {
                break;
            }
            if !is_rest {
                let key = bare.split(':').next().unwrap_or_default().trim_matches(['\'', '"']);
                if std::mem::replace(&mut is_inside, key == "verdicts") {
                    place.next = Some(key.to_owned());
                }
                if is_inside {
                    // Comments before the verdicts stay where they are.
                    place.verdicts = (start, start);
                } else {
                    place.keys.push((key.to_owned(), between.unwrap_or(start)));
                }
            }
            between = None;
            place.end = start + line.len();
            if is_inside {
                place.verdicts.1 = place.end;
            }
        }
        let mut place = found.filter(|place| place.depth > 0)?;
        if place.verdicts.0 == place.verdicts.1 {
            place.verdicts = (place.end, place.end);
        }
        Some(place)
    }
}

/// The verdicts as they stand in a file.
struct Items {
    /// What stands before the first.
    head: String,
    /// Each from its dash on.
    items: Vec<String>,
    /// How deep the dashes stand, if there are any.
    dash: Option<usize>,
}

impl Items {
    fn of(block: &str) -> Self {
        let mut found = Self { head: String::new(), items: Vec::new(), dash: None };
        for line in block.split_inclusive('\n') {
            let depth = line.len() - line.trim_start_matches(' ').len();
            let is_item = line.trim_start().starts_with('-') && found.dash.is_none_or(|dash| depth == dash);
            match found.items.last_mut() {
                _ if is_item => {
                    found.dash = Some(depth);
                    found.items.push(line.to_owned());
                }
                Some(last) => last.push_str(line),
                None => found.head.push_str(line),
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Said, *};

    const DOCUMENT: &str =
        "---\ntitle: 'A: b'  # theirs\nsource:\n  file: a.txt\n  sha256: ab\n# a remark\nlang: en\n---\n\nsource:\n  verdicts: none\n";

    fn verdict(rule: &str, words: &str, near: &str, said: Said) -> Verdict {
        Verdict { rule: rule.into(), words: words.into(), near: near.into(), said, ..Verdict::default() }
    }

    #[test]
    fn a_verdict_is_written_and_all_else_stays() {
        let first = verdict("note-marker", "“12” it's: x", "", Said::Right);
        let once = write(DOCUMENT, std::slice::from_ref(&first), false).unwrap();
        let line = "  verdicts:\n  - {rule: note-marker, words: \"“12” it's: x\", verdict: right}\n";
        assert_eq!(once, DOCUMENT.replace("  sha256: ab\n", &format!("  sha256: ab\n{line}")));
        let twice = write(&once, &[verdict("title", "", "on line one", Said::AsPrinted)], false).unwrap();
        let more = "  - {rule: title, words: \"\", near: \"on line one\", verdict: as-printed}\n";
        assert_eq!(twice, once.replace(line, &format!("{line}{more}")));
        // A second verdict on the same takes the place of the first, and none leaves the document as it was.
        let again = write(&twice, &[verdict("note-marker", "“12” it's: x", "", Said::Done)], false).unwrap();
        assert_eq!(again.matches("note-marker").count(), 1);
        let open = write(&again, &[first, verdict("title", "", "on line one", Said::Done)], true).unwrap();
        assert_eq!(open, DOCUMENT);
    }

    #[test]
    fn what_editors_wrote_among_them_stays() {
        for block in [
            "  verdicts:   # why\n    # one\n    - rule: x\n      words: y\n      verdict: done\n",
            "  verdicts:\n  - {rule: x, words: y,\n     verdict: done}\n  # two\n",
            "  verdicts: []\n",
        ] {
            let document = DOCUMENT.replace("  sha256: ab\n", &format!("{block}  sha256: ab\n"));
            let written = write(&document, &[verdict("z", "w", "", Said::Done)], false).unwrap();
            assert_eq!(written.matches("rule: z").count(), 1, "{written}");
            let kept = block.lines().filter(|line| !line.contains("verdicts:")).all(|line| written.contains(line));
            assert!(kept && written.ends_with("  verdicts: none\n"), "{written}");
        }
        let flow = DOCUMENT.replace("  sha256: ab\n", "  verdicts: [{rule: x, verdict: done}]\n");
        assert_eq!(write(&flow, &[verdict("z", "w", "", Said::Done)], false), Err(Refusal::Notation));
        for none in [
            "Text.\n",
            "---\ntitle: A\n---\n",
            "---\ntitle: A\nsource: {file: a.txt}\n---\n",
            "---\nsource:\n---\n",
            "---\nsource:\n- x\n---\n",
        ] {
            assert!(write(none, &[verdict("z", "w", "", Said::Done)], false).is_err(), "{none}");
        }
    }

    #[test]
    fn verdicts_are_taken_out_and_put_back_where_they_were() {
        let block = "  verdicts:\n  - {rule: x, words: y, verdict: done}\n";
        for (before, behind) in [("  sha256: ab\n", ""), ("", "  sha256: ab\n"), ("", "  # of the source\n  sha256: ab\n")] {
            let bare = DOCUMENT.replace("  sha256: ab\n", &format!("{before}{behind}"));
            let document = DOCUMENT.replace("  sha256: ab\n", &format!("{before}{block}{behind}"));
            let (rest, taken) = take_out(&document);
            assert_eq!(rest, bare);
            let taken = taken.unwrap();
            assert_eq!(put_back(&rest, &taken).as_deref(), Some(&*document));
            // In a new conversion they stand at the same key, or at the end.
            let new = "---\ntitle: N\nsource:\n  file: a.txt\n  generated: x\n---\n";
            let there = put_back(new, &taken).unwrap();
            assert_eq!(there, new.replace("  generated: x\n", &format!("  generated: x\n{block}")));
            let windows = put_back(&new.replace('\n', "\r\n"), &taken).unwrap();
            assert_eq!(windows, there.replace('\n', "\r\n"));
        }
        assert_eq!(take_out(DOCUMENT), (DOCUMENT.to_owned(), None));
        assert_eq!(put_back("---\ntitle: A\n---\n", &take_out(&DOCUMENT.replace("  sha256: ab\n", block)).1.unwrap()), None);
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost_in_any_document(front in "(source:\n|  [a-c]: x\n|  verdicts:\n|  - \\{rule: x, verdict: done\\}\n|  # c\n|\n|d: e\n|    f: g\n){0,8}", words in ".{0,20}") {
            let document = format!("---\n{front}---\nText.\n");
            let (bare, block) = take_out(&document);
            if let Some(block) = block {
                proptest::prop_assert_eq!(put_back(&bare, &block), Some(document.clone()));
            }
            let words = super::super::verdict::cut(&words);
            if let Ok(written) = write(&document, &[verdict("new", &words, "", Said::Done)], false) {
                proptest::prop_assert!(written.contains("rule: new"));
            }
        }
    }
}
