//! That two records are not one work, as somebody says it in the preview: what it means for `content/bibliography/works.yaml`. Comments and what
//! else the file says stay as they are.

use super::Refusal;
use crate::base::yaml::{self, Map, Value};

/// Two records, each named as the file names it.
pub type Pair = [String; 2];

/// The pairs that stand under `different:`.
pub fn different(file: &[u8]) -> Vec<Pair> {
    let map = std::str::from_utf8(file).ok().and_then(|text| value(text).ok()).unwrap_or_default();
    items(&map, "different").iter().filter_map(pair).collect()
}

/// The pair that a text names as the file does: `[a/k, b/k]`.
pub fn read(text: &str) -> Option<Pair> {
    pair(&yaml::parse(text).ok()?)
}

/// The pair as the file names it.
pub fn written(pair: &Pair) -> String {
    format!("[{}, {}]", in_list(&pair[0]), in_list(&pair[1]))
}

/// The file that says that two records are different works. That they are the same it says no more.
pub fn differ(file: &[u8], of: &Pair) -> Result<String, Refusal> {
    let text = text(file)?;
    let was = value(text)?;
    if items(&was, "different").iter().any(|item| is(item, of)) {
        return Ok(text.to_owned());
    }
    let text = without(text, "same", of)?;
    let mut expected = value(&text)?;
    // Of three that are the same nobody can tell which two are not.
    let holds = |item: &Value| {
        item.as_array().is_some_and(|names| of.iter().all(|name| names.iter().any(|other| other.as_str() == Some(name.as_str()))))
    };
    if items(&expected, "same").iter().any(holds) {
        return Err(Refusal::Notation);
    }
    let list = expected.entry("different").or_insert(Value::Null);
    let mut items = list.as_array().cloned().unwrap_or_default();
    items.push(Value::from(of.to_vec()));
    *list = items.into();
    checked(with(&text, "different", &format!("- {}\n", written(of)))?, &expected)
}

/// The file that does not say so any more.
pub fn take_back(file: &[u8], of: &Pair) -> Result<String, Refusal> {
    let text = text(file)?;
    if !items(&value(text)?, "different").iter().any(|item| is(item, of)) {
        return Err(Refusal::NoteGone);
    }
    without(text, "different", of)
}

fn text(file: &[u8]) -> Result<&str, Refusal> {
    std::str::from_utf8(file).map_err(|_| Refusal::Notation)
}

fn value(text: &str) -> Result<Map<String, Value>, Refusal> {
    match yaml::parse(text) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(Value::Null) => Ok(Map::new()),
        _ => Err(Refusal::Notation),
    }
}

fn items<'v>(map: &'v Map<String, Value>, key: &str) -> &'v [Value] {
    map.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Two names.
fn pair(item: &Value) -> Option<Pair> {
    match &item.as_array()?[..] {
        [left, right] => Some([left.as_str()?.trim().to_owned(), right.as_str()?.trim().to_owned()]),
        _ => None,
    }
}

fn is(item: &Value, of: &Pair) -> bool {
    pair(item).is_some_and(|[left, right]| left == of[0] && right == of[1] || left == of[1] && right == of[0])
}

/// Gives the text out if it says what it should.
fn checked(text: String, expected: &Map<String, Value>) -> Result<String, Refusal> {
    if value(&text).as_ref() == Ok(expected) { Ok(text) } else { Err(Refusal::Notation) }
}

/// Where a key stands, and the lines that belong to it, by their places among the lines.
fn block(lines: &[&str], key: &str) -> Option<(usize, usize)> {
    let at = lines.iter().position(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')))?;
    let ends = |line: &&str| line.starts_with(|c: char| !c.is_whitespace() && c != '-' && c != '#');
    let behind = lines.iter().skip(at + 1).position(ends).map_or(lines.len(), |end| at + 1 + end);
    let is_item = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let last = lines.get(at + 1..behind)?.iter().rposition(is_item).map_or(at, |last| at + 1 + last);
    Some((at, last + 1))
}

/// The text without a pair under a key; the key goes with its last one.
fn without(text: &str, key: &str, of: &Pair) -> Result<String, Refusal> {
    let mut expected = value(text)?;
    let Some(list) = expected.get_mut(key).and_then(Value::as_array_mut) else { return Ok(text.to_owned()) };
    let before = list.len();
    list.retain(|item| !is(item, of));
    if list.len() == before {
        return Ok(text.to_owned());
    }
    let is_empty = list.is_empty();
    if is_empty {
        expected.shift_remove(key);
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (at, end) = block(&lines, key).ok_or(Refusal::Notation)?;
    let goes = |nth: usize, line: &str| {
        let is_of = || yaml::parse(line.trim()).is_ok_and(|item| matches!(item.as_array().map(Vec::as_slice), Some([one]) if is(one, of)));
        nth == at && is_empty || nth > at && nth < end && is_of()
    };
    let kept = lines.iter().enumerate().filter(|(nth, line)| !goes(*nth, line)).map(|(_, line)| *line);
    checked(kept.collect(), &expected)
}

/// The text with a line more behind those of a key.
fn with(text: &str, key: &str, line: &str) -> Result<String, Refusal> {
    let ended = if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") };
    let lines: Vec<&str> = ended.split_inclusive('\n').collect();
    let Some((at, end)) = block(&lines, key) else { return Ok(format!("{ended}{key}:\n{line}")) };
    let depth = lines.get(at + 1).map_or(0, |next| next.len() - next.trim_start_matches(' ').len());
    let depth = if end > at + 1 { depth } else { 0 };
    let (before, behind) = lines.split_at_checked(end).ok_or(Refusal::Notation)?;
    let mut before = before.concat();
    // An empty list in brackets gives way.
    if let Some(bare) = before.trim_end().strip_suffix("[]").filter(|_| end == at + 1) {
        before = format!("{}\n", bare.trim_end());
    }
    Ok(format!("{before}{}{line}{}", " ".repeat(depth), behind.concat()))
}

/// A name as it stands in a list of YAML on one line: in quotation marks if it has other signs than names have. JSON's strings are YAML's.
fn in_list(name: &str) -> String {
    let is_plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.')) && !name.starts_with(['-', '.']);
    if is_plain { name.to_owned() } else { Value::from(name).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(left: &str, right: &str) -> Pair {
        [left.to_owned(), right.to_owned()]
    }

    #[test]
    fn a_verdict_is_written_once_and_taken_back() {
        let pair = of("a/k", "b/k");
        for (before, after) in [
            ("", "different:\n- [a/k, b/k]\n"),
            ("# ours\nsame:\n- [c/x, d/x]\n", "# ours\nsame:\n- [c/x, d/x]\ndifferent:\n- [a/k, b/k]\n"),
            (
                "different:\n  - [c/x, d/x] # why\n\nsame:\n- [e, f]\n",
                "different:\n  - [c/x, d/x] # why\n  - [a/k, b/k]\n\nsame:\n- [e, f]\n",
            ),
            ("different: []\n", "different:\n- [a/k, b/k]\n"),
            ("same:\n- [b/k, a/k]\n- [c, d]\n", "same:\n- [c, d]\ndifferent:\n- [a/k, b/k]\n"),
            ("same:\n- [b/k, a/k]\n", "different:\n- [a/k, b/k]\n"),
        ] {
            assert_eq!(differ(before.as_bytes(), &pair).as_deref(), Ok(after), "{before}");
            assert_eq!(differ(after.as_bytes(), &of("b/k", "a/k")).as_deref(), Ok(after));
            assert!(different(after.as_bytes()).contains(&pair));
            let back = take_back(after.as_bytes(), &pair).unwrap();
            assert!(!back.contains("a/k") && back.contains("why") == before.contains("why"), "{back}");
        }
        assert_eq!(take_back(b"different:\n- [a, b]\n", &pair), Err(Refusal::NoteGone));
        for text in ["different: [[c, d]]\n", "same:\n- [a/k, b/k, c/k]\n", "- a\n"] {
            assert_eq!(differ(text.as_bytes(), &pair), Err(Refusal::Notation), "{text}");
        }
    }

    #[test]
    fn names_are_quoted_where_they_must_be() {
        let pair = of("a/k", "b/x: y");
        assert_eq!(written(&pair), "[a/k, \"b/x: y\"]");
        assert_eq!(read(&written(&pair)), Some(pair));
        assert_eq!(read("[a]"), None);
    }
}
