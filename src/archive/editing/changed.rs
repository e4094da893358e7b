//! Two texts line by line: what differs between them, for an editor's eyes, and how the lines of a file end.
//!
//! A browser's field of text knows one end of a line. A file may have others, even several: an edit keeps those of the lines that it
//! leaves alone.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// How many equal lines stand before and behind those that differ.
const AROUND: usize = 1;
/// How many letters of a long line stand before and behind what differs in it.
const BESIDE: usize = 60;

/// A line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Which text has it.
    pub kind: RowKind,
    /// Its number in that text, from 1; of lines that both have that in the first. 0 for a gap.
    pub line: usize,
    /// The line in three parts: before what differs, this, behind it. Long ones are cut.
    pub parts: [String; 3],
}

/// Which text has a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RowKind {
    Both,
    Old,
    New,
    /// Equal lines that are not shown.
    Gap,
}

/// What differs between two texts.
pub fn rows(old: &str, new: &str) -> Vec<Row> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split('\n').collect(), new.split('\n').collect());
    let mut rows = Vec::new();
    let ops = compared(&old, &new);
    let whole = |kind, nth: usize, line: &str| Row { kind, line: nth + 1, parts: [cut_behind(line), String::new(), String::new()] };
    let many = ops.len();
    for (at, op) in ops.into_iter().enumerate() {
        match op {
            DiffOp::Equal { old_index, len, .. } => {
                let head = if at == 0 { 0 } else { AROUND.min(len) };
                let tail = if at + 1 == many { 0 } else { AROUND.min(len - head) };
                let shown = |range: std::ops::Range<usize>, rows: &mut Vec<Row>| {
                    rows.extend(range.filter_map(|nth| Some(whole(RowKind::Both, nth, old.get(nth)?))));
                };
                shown(old_index..old_index + head, &mut rows);
                if head + tail < len {
                    rows.push(Row { kind: RowKind::Gap, line: 0, parts: Default::default() });
                }
                shown(old_index + len - tail..old_index + len, &mut rows);
            }
            op => {
                let (was, is) = (op.old_range(), op.new_range());
                let pairs = was.len().min(is.len());
                let pair = |nth: usize| Some((*old.get(was.start + nth)?, *new.get(is.start + nth)?));
                for nth in 0..was.len() {
                    let line = old.get(was.start + nth).copied().unwrap_or("");
                    let parts = pair(nth).filter(|_| nth < pairs).map_or_else(|| all(line), |(old, new)| differing(old, new));
                    rows.push(Row { kind: RowKind::Old, line: was.start + nth + 1, parts });
                }
                for nth in 0..is.len() {
                    let line = new.get(is.start + nth).copied().unwrap_or("");
                    let parts = pair(nth).filter(|_| nth < pairs).map_or_else(|| all(line), |(old, new)| differing(new, old));
                    rows.push(Row { kind: RowKind::New, line: is.start + nth + 1, parts });
                }
            }
        }
    }
    rows
}

/// What was done to the lines of one to get the other; what is equal at both ends is not looked at.
fn compared(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let head = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(one, other)| one == other).count();
    let inner = |lines: &[&str]| -> Vec<String> {
        lines.get(head..lines.len() - tail).unwrap_or_default().iter().map(|line| (*line).to_owned()).collect()
    };
    let mut ops = Vec::new();
    if head > 0 {
        ops.push(DiffOp::Equal { old_index: 0, new_index: 0, len: head });
    }
    for op in capture_diff_slices(Algorithm::Myers, &inner(old), &inner(new)) {
        ops.push(match op {
            DiffOp::Equal { old_index, new_index, len } => DiffOp::Equal { old_index: old_index + head, new_index: new_index + head, len },
            DiffOp::Delete { old_index, old_len, new_index } => {
                DiffOp::Delete { old_index: old_index + head, old_len, new_index: new_index + head }
            }
            DiffOp::Insert { old_index, new_index, new_len } => {
                DiffOp::Insert { old_index: old_index + head, new_index: new_index + head, new_len }
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                DiffOp::Replace { old_index: old_index + head, old_len, new_index: new_index + head, new_len }
            }
        });
    }
    if tail > 0 {
        ops.push(DiffOp::Equal { old_index: old.len() - tail, new_index: new.len() - tail, len: tail });
    }
    ops
}

fn all(line: &str) -> [String; 3] {
    [String::new(), cut_behind(line), String::new()]
}

/// A line in three parts, of which the middle one is what the other does not have.
fn differing(line: &str, other: &str) -> [String; 3] {
    let head: usize = line.chars().zip(other.chars()).take_while(|(one, other)| one == other).map(|(c, _)| c.len_utf8()).sum();
    let (rest, others) = (line.get(head..).unwrap_or(""), other.get(head..).unwrap_or(""));
    let tail: usize = rest.chars().rev().zip(others.chars().rev()).take_while(|(one, other)| one == other).map(|(c, _)| c.len_utf8()).sum();
    let end = line.len() - tail;
    [cut_before(line.get(..head).unwrap_or("")), line.get(head..end).unwrap_or("").to_owned(), cut_behind(line.get(end..).unwrap_or(""))]
}

fn cut_before(words: &str) -> String {
    match words.char_indices().rev().nth(BESIDE) {
        Some((at, c)) => format!("…{}", words.get(at + c.len_utf8()..).unwrap_or("")),
        None => words.to_owned(),
    }
}

fn cut_behind(words: &str) -> String {
    match words.char_indices().nth(2 * BESIDE) {
        Some((at, _)) => format!("{}…", words.get(..at).unwrap_or("")),
        None => words.to_owned(),
    }
}

/// A line of a file, and how it ends: `\r\n`, `\n`, `\r`; nothing where the file ends.
fn lines(text: &str) -> Vec<(&str, &str)> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\r']) {
        let length = if rest.get(at..).is_some_and(|end| end.starts_with("\r\n")) { 2 } else { 1 };
        lines.push((rest.get(..at).unwrap_or(""), rest.get(at..at + length).unwrap_or("")));
        rest = rest.get(at + length..).unwrap_or("");
    }
    lines.push((rest, ""));
    lines
}

/// A file's text as a field of a browser holds it: every line ends alike.
pub fn shown(text: &str) -> String {
    if text.contains('\r') { lines(text).iter().map(|(line, _)| *line).collect::<Vec<_>>().join("\n") } else { text.to_owned() }
}

/// What was made of [`shown`], with the ends of lines that the file had; new lines end as most of its lines do.
pub fn restored(file: &str, made: &str) -> String {
    if !file.contains('\r') {
        return made.to_owned();
    }
    let old = lines(file);
    let count = |end: &str| old.iter().filter(|(_, its)| *its == end).count();
    let usual = ["\r", "\n", "\r\n"].into_iter().max_by_key(|end| count(end)).unwrap_or("\n");
    let new: Vec<&str> = made.split('\n').collect();
    let mut ends: Vec<&str> = vec![usual; new.len()];
    let words: Vec<&str> = old.iter().map(|(line, _)| *line).collect();
    for op in compared(&words, &new) {
        let (was, is) = (op.old_range(), op.new_range());
        if was.len() == is.len() {
            for (nth, at) in is.zip(was) {
                let end = old.get(at).map_or("", |(_, end)| *end);
                if let Some(place) = ends.get_mut(nth).filter(|_| !end.is_empty()) {
                    *place = end;
                }
            }
        }
    }
    // What ends with the one sign, before an empty line that ends with the other, would end with both.
    for nth in (0..ends.len().saturating_sub(1)).rev() {
        let joins = new.get(nth + 1).is_some_and(|next| next.is_empty()) && ends.get(nth + 1).is_some_and(|next| next.starts_with('\n'));
        if let Some(end) = ends.get_mut(nth).filter(|end| joins && nth + 2 < new.len() && **end == "\r") {
            *end = "\n";
        }
    }
    let last = new.len() - 1;
    let ended = new.iter().zip(ends).enumerate().map(|(nth, (line, end))| if nth == last { vec![*line] } else { vec![*line, end] });
    ended.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str, expected: &[&str]) {
        let row = |row: &Row| {
            let [before, mark, behind] = &row.parts;
            let sign = match row.kind {
                RowKind::Both => ' ',
                RowKind::Old => '-',
                RowKind::New => '+',
                RowKind::Gap => return "…".to_owned(),
            };
            format!("{sign}{} {before}[{mark}]{behind}", row.line)
        };
        assert_eq!(rows(old, new).iter().map(row).collect::<Vec<_>>(), expected, "{old:?} {new:?}");
    }

    #[test]
    fn what_differs_is_shown_and_little_else() {
        check("a\nb\nc", "a\nb\nc", &["…"]);
        check("a\nb\nc\nd\ne", "a\nb\nC!\nd\ne", &["…", " 2 b[]", "-3 [c]", "+3 [C!]", " 4 d[]", "…"]);
        check("the mill", "the old mill", &["-1 the []mill", "+1 the [old ]mill"]);
        check("a\n", "a\nb\n", &[" 1 a[]", "+2 [b]", " 2 []"]);
    }

    #[test]
    fn lines_keep_their_ends() {
        let check = |file: &str, new: &str, expected: &str| {
            assert_eq!(restored(file, &shown(file)), file);
            assert_eq!(restored(file, new), expected, "{file:?}");
        };
        check("a\r\nb\r\n", "a\nx\nb\n", "a\r\nx\r\nb\r\n");
        check("a\r\nb\nc\r\n", "a\nB\nc", "a\r\nB\nc");
        check("a\rb\r\nc", "a\nb\nc\nd", "a\rb\r\nc\r\nd");
        check("\u{feff}a\n\tb", "\u{feff}a\n\tb\n", "\u{feff}a\n\tb\n");
    }

    proptest::proptest! {
        #[test]
        fn any_file_comes_back_as_it_was(file in "(a|b|\r\n|\n|\r|\t|\u{feff}| ){0,20}", new in "(a|b|\n){0,12}") {
            proptest::prop_assert_eq!(restored(&file, &shown(&file)), file.clone());
            proptest::prop_assert_eq!(shown(&restored(&file, &new)), new);
        }
    }
}
