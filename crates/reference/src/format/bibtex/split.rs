//! A file into its entries.
//!
//! An entry ends with the brace that closes the one it began with. One that never closes ends where a line begins the
//! next, so that a lost brace costs one entry and not the file.

use std::ops::Range;

/// How far behind the next entry's beginning the end of one that seems open is looked for, in bytes: a line of an abstract
/// may begin like an entry, but no entry is that long.
const FAR: usize = 1 << 16;

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawEntry {
    /// `article`, `string`, `comment`: small letters.
    pub name: String,
    /// From its `@` to behind its last brace.
    pub range: Range<usize>,
    /// Whether its last brace is there.
    pub is_closed: bool,
    /// How deep braces stand in braces.
    pub depth: usize,
}

/// The parts of a file, in order. What stands between entries is a comment.
pub fn split(text: &str) -> Vec<RawEntry> {
    let mut parts = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find('@')).map(|at| from + at) {
        let Some((name, body)) = head(text, at) else {
            from = at + 1;
            continue;
        };
        let (end, is_closed, depth) = end(text, body);
        parts.push(RawEntry { name, range: at..end, is_closed, depth });
        from = end.max(at + 1);
    }
    parts
}

/// The type of the entry that begins here, and where its brace stands.
fn head(text: &str, at: usize) -> Option<(String, usize)> {
    let rest = text.get(at + 1..)?;
    let letters = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
    let name = rest.get(..letters)?;
    let after = rest.get(letters..)?;
    let space = after.len() - after.trim_start().len();
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) || !after.get(space..)?.starts_with(['{', '(']) {
        return None;
    }
    Some((name.to_ascii_lowercase(), at + 1 + letters + space))
}

/// Behind the end of the entry whose brace stands at `open`, whether that is closed, and its depth.
fn end(text: &str, open: usize) -> (usize, bool, usize) {
    let bytes = text.as_bytes();
    let round = bytes.get(open) == Some(&b'(');
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    // Where the next entry seems to begin.
    let mut next: Option<usize> = None;
    let mut at = open;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            // BibTeX counts braces even behind a backslash, BibLaTeX's own reader does not.
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b')' if round && depth == 0 => return (at + 1, true, deepest),
            b'@' if depth > 0 && next.is_none() && begins_line(text, at) && is_entry(text, at) => next = Some(at),
            _ => {}
        }
        if byte == b'}' && depth == 0 && !round {
            return (at + 1, true, deepest);
        }
        deepest = deepest.max(depth);
        at += 1;
        if next.is_some_and(|next| at - next > FAR) {
            break;
        }
    }
    (next.unwrap_or(text.len()), false, deepest)
}

fn begins_line(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.trim_end_matches([' ', '\t']).ends_with(['\n', '\r']))
}

/// Whether what begins here has a type, a brace, a key and a comma.
fn is_entry(text: &str, at: usize) -> bool {
    let Some((name, body)) = head(text, at) else { return false };
    let rest = text.get(body + 1..).unwrap_or("").trim_start();
    let key = rest.find([',', '{', '}', '=', '"', '\n']).and_then(|end| rest.get(end..));
    name == "string" || key.is_some_and(|rest| rest.starts_with(','))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, parts: &[(&str, &str, bool)]) {
        let found = split(text);
        let found: Vec<(&str, &str, bool)> =
            found.iter().map(|part| (part.name.as_str(), text.get(part.range.clone()).unwrap_or(""), part.is_closed)).collect();
        assert_eq!(found, parts);
    }

    #[test]
    fn entries_end_with_their_brace() {
        check(
            "me@here.org @Book{a, title={B {C} \\} d}}\n@string(x = {y})",
            &[("book", "@Book{a, title={B {C} \\} d}}", true), ("string", "@string(x = {y})", true)],
        );
    }

    #[test]
    fn an_open_entry_ends_where_the_next_begins() {
        let text = "@book{a, title={B}\n@book{b,\n title={C}}\n@misc{c, note={\n@home we say}}\n";
        check(
            text,
            &[
                ("book", "@book{a, title={B}\n", false),
                ("book", "@book{b,\n title={C}}", true),
                ("misc", "@misc{c, note={\n@home we say}}", true),
            ],
        );
        check("@book{a, title={B}", &[("book", "@book{a, title={B}", false)]);
    }
}
