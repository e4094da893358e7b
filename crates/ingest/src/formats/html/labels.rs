//! The printed mark with which the body of a note begins: `1`, `[1]`, `1.`, `[Footnote 1: …]`. It is no word of the note.

use dom_query::NodeRef;

/// As much of a body is looked at.
const MUCH: usize = 60;

/// How many bytes of a text are such a mark, and whether the bracket before it closes at the end of the text.
pub fn length(text: &str, label: &str) -> Option<(usize, bool)> {
    let lead = text.len() - text.trim_start().len();
    let mut rest = text.get(lead..)?;
    let bracket = rest.chars().next().filter(|c| matches!(c, '[' | '(' | '{'));
    if let Some(bracket) = bracket {
        rest = rest.get(bracket.len_utf8()..)?;
        // "Footnote", in whichever language.
        let word = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let behind = rest.get(word..)?.trim_start();
        if word > 1 && behind.starts_with(label) && behind.len() < rest.len() - word {
            rest = behind;
        }
    }
    rest = rest.strip_prefix(label)?;
    let is_number = label.ends_with(|c: char| c.is_ascii_digit());
    let next = rest.chars().next();
    if (is_number && next.is_some_and(|c| c.is_ascii_digit()))
        || (label.ends_with(char::is_alphabetic) && next.is_some_and(char::is_alphanumeric))
    {
        return None;
    }
    let close = match bracket {
        Some('[') => Some(']'),
        Some('(') => Some(')'),
        Some(_) => Some('}'),
        None => None,
    };
    let mut is_closed = close.is_none();
    while let Some(c) = rest.chars().next().filter(|c| matches!(c, '.' | ':' | ')' | ']' | '}')) {
        is_closed |= Some(c) == close;
        rest = rest.get(c.len_utf8()..)?;
    }
    rest = rest.trim_start();
    (is_closed || next == Some(':')).then(|| (text.len() - rest.len(), !is_closed))
}

/// The first words of a body.
pub fn beginning(body: &NodeRef<'_>) -> String {
    let mut words = String::new();
    for part in body.descendants_it().filter(|node| node.is_text()).take(MUCH) {
        words.push_str(&part.text());
        if words.trim().len() > MUCH {
            break;
        }
    }
    words
}

/// Takes the mark out of a body.
pub fn strip(body: &NodeRef<'_>, label: &str) {
    let texts: Vec<NodeRef<'_>> = body.descendants_it().filter(|node| node.is_text()).take(MUCH).collect();
    let all: String = texts.iter().take(8).map(|node| node.text().to_string()).collect();
    let Some((mut left, closes_behind)) = length(&all, label) else { return };
    for node in &texts {
        let text = node.text();
        if text.len() > left {
            node.set_text(text.get(left..).unwrap_or("").to_owned());
            break;
        }
        left -= text.len();
        node.set_text("");
    }
    if closes_behind
        && let Some(last) = body.descendants_it().filter(|node| node.is_text() && !node.text().trim().is_empty()).last()
        && let Some(words) = last.text().trim_end().strip_suffix([']', ')', '}'])
    {
        last.set_text(words.to_owned());
    }
}

/// Takes out the stop or bracket that is left of a mark once the link in it is gone.
pub fn after_link(body: &NodeRef<'_>) {
    let Some(first) = body.descendants_it().find(|node| node.is_text() && !node.text().trim().is_empty()) else { return };
    let text = first.text();
    let words = text.trim_start();
    for left in ["[]", "()", "."] {
        if let Some(rest) = words.strip_prefix(left).filter(|rest| rest.starts_with(char::is_whitespace)) {
            first.set_text(rest.trim_start().to_owned());
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_bodies_are_known() {
        for (text, label, expected) in [
            ("1 From the wood.", "1", Some((2, false))),
            (" 1. From", "1", Some((4, false))),
            ("[1] From", "1", Some((4, false))),
            ("[Footnote 1: From the wood.]", "1", Some((13, true))),
            ("[Anmerkung A: Aus", "A", Some((14, true))),
            ("* From", "*", Some((2, false))),
            ("1From", "1", Some((1, false))),
            ("12 From", "1", None),
            ("Apple", "A", None),
            ("[1 of them", "1", None),
            ("From 1", "1", None),
        ] {
            assert_eq!(length(text, label), expected, "{text}");
        }
    }
}
