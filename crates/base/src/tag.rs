//! Where a tag of HTML or XML ends.

/// A tag is short; to look for its end further would make a text of many `<` slow.
const LONGEST: usize = 8192;

/// How long the tag is with which a text begins, its brackets included; `None` if it does not end. A bracket in quotes ends none (HTML
/// Standard, 13.1.2.3).
pub fn length(markup: &str) -> Option<usize> {
    length_within(markup, LONGEST)
}

/// As [`length`], of a tag of so many bytes at most.
pub fn length_within(markup: &str, longest: usize) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in markup.bytes().enumerate().take(longest).skip(1) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'<') => return None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_end_at_their_bracket() {
        for (markup, expected) in [("<a>b", Some(3)), ("<a b='>'>c", Some(9)), ("<a <b>", None), ("<a b=\">", None), ("<a", None)] {
            assert_eq!(length(markup), expected, "{markup}");
        }
        assert_eq!(length(&format!("<a b='{}'>", "x".repeat(LONGEST))), None);
    }
}
