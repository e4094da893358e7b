//! Just enough reading of Rust to know what a file uses.

/// The code of a file: comments and the words of strings blanked out, tests left out.
pub fn code(text: &str) -> String {
    without_tests(&blank(text))
}

/// Comments, strings and characters as spaces, line ends kept.
fn blank(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let end = literal_end(bytes, at);
        if end > at {
            out.extend(bytes[at..end].iter().map(|byte| if *byte == b'\n' { b'\n' } else { b' ' }));
            at = end;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Where the comment or literal that starts at `at` ends; `at` itself if none starts there.
fn literal_end(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    let inside_word = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
    if rest.starts_with(b"//") {
        return at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    }
    if rest.starts_with(b"/*") {
        return at + find(rest, b"*/").map_or(rest.len(), |end| end + 2);
    }
    if rest[0] == b'r' && !inside_word {
        let hashes = rest[1..].iter().take_while(|byte| **byte == b'#').count();
        if rest.get(1 + hashes) == Some(&b'"') {
            let close = [b"\"".to_vec(), b"#".repeat(hashes)].concat();
            return at + find(&rest[2 + hashes..], &close).map_or(rest.len(), |end| 2 + hashes + end + close.len());
        }
    }
    if rest[0] == b'"' {
        return at + quoted_end(rest, b'"');
    }
    // A character, not a lifetime: `'x'` or `'\…'`.
    let is_character = rest[0] == b'\''
        && (rest.get(1) == Some(&b'\\') || rest.iter().skip(2).take(4).any(|byte| *byte == b'\'') && character_length(rest) > 0);
    if is_character {
        return at + if rest[1] == b'\\' { quoted_end(rest, b'\'') } else { character_length(rest) };
    }
    at
}

/// The length of `'x'`, for any character x; 0 if it is none.
fn character_length(rest: &[u8]) -> usize {
    let width = match rest.get(1) {
        Some(byte) if *byte >= 0xF0 => 4,
        Some(byte) if *byte >= 0xE0 => 3,
        Some(byte) if *byte >= 0xC0 => 2,
        _ => 1,
    };
    if rest.get(1 + width) == Some(&b'\'') { width + 2 } else { 0 }
}

fn quoted_end(rest: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != quote {
        at += if rest[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|window| window == word)
}

/// The code without the items under `#[cfg(test)]`.
fn without_tests(code: &str) -> String {
    let mut out = String::new();
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        out.push_str(&rest[..at]);
        let item = &rest[at..];
        let brace = item.find('{').unwrap_or(item.len());
        let semicolon = item.find(';').unwrap_or(item.len());
        rest = if semicolon < brace { &item[semicolon + 1..] } else { &item[brace + block_length(&item[brace..])..] };
    }
    out + rest
}

/// The length of the block at whose brace `text` starts.
fn block_length(text: &str) -> usize {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 && c == '}' {
            return at + 1;
        }
    }
    text.len()
}

/// What follows each `prefix::` in the code: `crate::a::b` and `crate::{a::b, c}` give a, and a and c.
pub fn after<'a>(code: &'a str, prefix: &str) -> Vec<&'a str> {
    let path = format!("{prefix}::");
    code.match_indices(&path)
        .filter(|(at, _)| !code[..*at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '$')))
        .flat_map(|(at, _)| {
            let rest = &code[at + path.len()..];
            if rest.starts_with('{') { group(&rest[..block_length(rest)]) } else { vec![word(rest)] }
        })
        .collect()
}

/// The first words of the parts of `{a::b, c, d::{e, f}}`.
fn group(text: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut words = Vec::new();
    let mut fresh = false;
    for (at, c) in text.char_indices() {
        match c {
            '{' => {
                depth += 1;
                fresh = depth == 1;
            }
            '}' => depth -= 1,
            ',' if depth == 1 => fresh = true,
            c if fresh && !c.is_whitespace() => {
                words.push(word(&text[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    words
}

fn word(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())]
}

#[test]
fn code_has_no_comments_strings_or_tests() {
    let text = "let a = \"crate::x\"; // crate::y\nlet b = r#\"\"crate::z\"#; let c: &'a str = '\"'; let d = 'д';\n#[cfg(test)]\nmod tests { fn f() { crate::t } }\nuse crate::u;";
    let code = code(text);
    assert_eq!(after(&code, "crate"), ["u"]);
    assert!(code.contains("let d ="));
}

#[test]
fn paths_are_found_in_groups_too() {
    assert_eq!(
        after("use crate::{\n  base::{A, b::C},\n  document::D,\n  e,\n};\nlet x = crate::f::g();", "crate"),
        ["base", "document", "e", "f"]
    );
    assert_eq!(after("use std::{fs, io::Read}; mystd::x", "std"), ["fs", "io"]);
}
