//! A test of the suite: sections between marks such as `>>===== MODE =====>>`.

use serde_json::Value;

/// A test.
pub struct Case {
    /// `citation` or `bibliography`.
    pub mode: String,
    pub style: String,
    pub input: Vec<Value>,
    /// Citations without state: for each its cites.
    pub citation_items: Vec<Vec<Value>>,
    /// Citations in the order in which they were made, each with its cites and what stood before and behind it then.
    pub citations: Vec<Value>,
    /// What must come out, without the marks of what the last citation changed.
    pub result: String,
}

impl Case {
    pub fn read(text: &str) -> Self {
        let json = |name| serde_json::from_str::<Vec<Value>>(section(text, name)).unwrap_or_default();
        Self {
            mode: section(text, "MODE").to_owned(),
            style: section(text, "CSL").to_owned(),
            input: json("INPUT"),
            citation_items: serde_json::from_str(section(text, "CITATION-ITEMS")).unwrap_or_default(),
            citations: json("CITATIONS"),
            result: without_breaks(&without_marks(section(text, "RESULT"))),
        }
    }
}

/// A section without what is around it.
fn section<'a>(text: &'a str, name: &str) -> &'a str {
    let mark = |open: bool, line: &str| {
        let (start, end) = if open { (">>=", "=>>") } else { ("<<=", "=<<") };
        let line = line.trim().trim_start_matches('\u{feff}');
        line.starts_with(start) && line.ends_with(end) && line.trim_matches(['<', '>', '=', ' ']) == name
    };
    let (mut at, mut from) = (0, None);
    for line in text.split_inclusive('\n') {
        match from {
            None if mark(true, line) => from = Some(at + line.len()),
            Some(start) if mark(false, line) => return text[start..at].trim(),
            _ => {}
        }
        at += line.len();
    }
    ""
}

/// `..[0] ` and `>>[1] ` tell which citations the last one changed: that is for those who paste them into a text one by one.
pub fn without_marks(result: &str) -> String {
    let line = |line: &str| {
        let rest = line.strip_prefix("..[").or_else(|| line.strip_prefix(">>["));
        rest.and_then(|rest| rest.split_once(']')).map_or_else(|| line.to_owned(), |(_, rest)| rest.trim_start().to_owned())
    };
    result.lines().map(line).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Without the breaks and blanks around the blocks of a list: they are the writer's.
pub fn without_breaks(result: &str) -> String {
    if !result.contains("<div") {
        return result.to_owned();
    }
    let mut out = String::new();
    let mut rest = result;
    while let Some(at) = rest.find("<div").into_iter().chain(rest.find("</div>")).min() {
        out.push_str(rest[..at].trim());
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        out.push_str(&rest[at..end]);
        rest = &rest[end..];
    }
    out + rest.trim()
}
