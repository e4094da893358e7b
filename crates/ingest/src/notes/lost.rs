//! Digits that may be superscripts that were lost.

use scholion_base::Span;

use super::marks::{Shape, Sign, is_number};
use crate::chars;

/// Digits that may be a superscript that was lost: behind a word or mark without a space, or alone
/// between spaces.
pub fn lost(text: &str, at: usize, end: usize) -> Option<Sign> {
    let label = text.get(at..end).filter(|label| is_number(label))?;
    let before = text.get(..at)?.chars().next_back()?;
    let after = text.get(end..)?.chars().next();
    let ends = after.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | ')' | '!' | '?' | '”' | '’' | '"' | ']' | '»' | '—' | '–')
    });
    // "3.5" is one number.
    let decimal = matches!(after, Some('.' | ',' | ':')) && text.as_bytes().get(end + 1).is_some_and(u8::is_ascii_digit);
    if !ends || decimal {
        return None;
    }
    let shape = if before.is_alphabetic() || chars::is_closer(before) || matches!(before, '.' | ',' | ';' | ':' | '!' | '?' | '…') {
        // "3.14", "10,5", "2:1" are numbers.
        let earlier = text.get(..at - before.len_utf8())?.chars().next_back();
        if !before.is_alphabetic() && !chars::is_closer(before) && earlier.is_some_and(|c| c.is_ascii_digit()) {
            // "in 1964.2 Then": what stands behind a year may be raised in print.
            return is_year(text.get(..at - before.len_utf8())?).then(|| Sign {
                label: label.to_owned(),
                shape: Shape::Spaced,
                span: Span::new(at, end),
            });
        }
        Shape::Plain
    } else if before == ' ' {
        Shape::Spaced
    } else {
        return None;
    };
    // `oak1)`: a bracket that nothing opens belongs to the mark.
    let end = end + usize::from(shape == Shape::Plain && after == Some(')') && !is_in_brackets(text, at));
    Some(Sign { label: label.to_owned(), shape, span: Span::new(at, end) })
}

/// Whether a text ends with a year and nothing that makes another number of it.
fn is_year(text: &str) -> bool {
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = text.get(before.len()..).unwrap_or("");
    year.len() == 4 && year.starts_with(['1', '2']) && before.ends_with([' ', '(', '\n', '–', '-'])
}

/// Whether a round bracket is open at a place of a text, not far before it.
fn is_in_brackets(text: &str, at: usize) -> bool {
    const FAR: usize = 400;
    let before = text.as_bytes().get(at.saturating_sub(FAR)..at).unwrap_or_default();
    before.iter().rev().find(|byte| matches!(byte, b'(' | b')')) == Some(&b'(')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_a_year_may_have_been_raised() {
        let found = |text: &str, digits: &str| {
            let at = text.rfind(digits)?;
            lost(text, at, at + digits.len()).map(|sign| sign.shape)
        };
        assert_eq!(found("It was laid in 1964.2 Then", "2"), Some(Shape::Spaced));
        assert_eq!(found("a sum of 19.64.2 Then", "2"), None);
        assert_eq!(found("at 12,5 per", "5"), None);
        assert_eq!(found("of the oak.2 Then", "2"), Some(Shape::Plain));
    }
}
