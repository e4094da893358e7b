//! Signs among the words of a page for what is no word: they outlive readability, which writes the page anew.
//!
//! They are noncharacters (see [`crate::block::CELL`]), and those of the page itself are taken out before.

use dom_query::{Document, NodeRef};

use crate::block::is_sign;

const NOTE: char = '\u{fdd1}';
const LABEL: char = '\u{fdd2}';
const FORMULA: char = '\u{fdd3}';
const DISPLAY: char = '\u{fdd4}';
const UNREAD: char = '\u{fdd5}';
const PAGE: char = '\u{fdd6}';
const END: char = '\u{fdd7}';

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'t> {
    /// Words.
    Words(&'t str),
    /// The mark of a note: its index, and how it is printed.
    Note(u32, &'t str),
    /// A formula in TeX; whether it is set off.
    Formula(&'t str, bool),
    /// The signs of a formula whose layout is not known.
    Unread(&'t str),
    /// The end of a page; the number of the next.
    Page(&'t str),
}

/// The mark of a note.
pub fn note(index: usize, label: &str) -> String {
    format!("{NOTE}{index}{LABEL}{label}{END}")
}

/// A formula in TeX.
pub fn formula(tex: &str, is_display: bool) -> String {
    format!("{}{}{END}", if is_display { DISPLAY } else { FORMULA }, tex.replace(is_sign, ""))
}

/// A formula whose layout is not known.
pub fn unread(words: &str) -> String {
    format!("{UNREAD}{}{END}", words.replace(is_sign, ""))
}

/// The end of a page.
pub fn page(number: &str) -> String {
    format!("{PAGE}{}{END}", number.replace(is_sign, ""))
}

/// The parts of a text, in order.
pub fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let sign = rest.chars().next()?;
        let (inner, behind) = match rest.get(sign.len_utf8()..).and_then(|rest| rest.split_once(END)) {
            Some((inner, behind)) if is_sign(sign) => (inner, behind),
            _ => {
                let end = rest.char_indices().skip(1).find(|(_, c)| is_sign(*c)).map_or(rest.len(), |(at, _)| at);
                let (words, behind) = rest.split_at(end);
                rest = behind;
                return Some(Part::Words(words));
            }
        };
        rest = behind;
        Some(match sign {
            FORMULA | DISPLAY => Part::Formula(inner, sign == DISPLAY),
            UNREAD => Part::Unread(inner),
            PAGE => Part::Page(inner),
            NOTE => match inner.split_once(LABEL) {
                Some((index, label)) => Part::Note(index.parse().unwrap_or(u32::MAX), label),
                None => Part::Words(inner),
            },
            _ => Part::Words(inner),
        })
    })
}

/// Takes such signs out of a page's own words.
pub fn clear(page: &Document) {
    let texts: Vec<NodeRef<'_>> = page.root().descendants_it().filter(NodeRef::is_text).collect();
    for node in texts {
        let text = node.text();
        if text.contains(is_sign) {
            node.set_text(text.replace(is_sign, "\u{fffd}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_stand_between_words() {
        let text = format!("a{}b {}{}c{}", note(3, "[4]"), formula("x^2", false), page("13"), unread("5 6"));
        let expected = [
            Part::Words("a"),
            Part::Note(3, "[4]"),
            Part::Words("b "),
            Part::Formula("x^2", false),
            Part::Page("13"),
            Part::Words("c"),
            Part::Unread("5 6"),
        ];
        assert_eq!(parts(&text).collect::<Vec<_>>(), expected);
        // One that is cut is read as far as it goes.
        assert_eq!(parts("a\u{fdd3}b").collect::<Vec<_>>(), [Part::Words("a"), Part::Words("\u{fdd3}b")]);
    }
}
