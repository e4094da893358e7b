//! Numbers: what counts as one, how they are written, ranges of pages (specification, "Number", "Label", "Choose", appendix "Page
//! Range Formats").

mod ordinals;
mod pages;
mod pieces;

use crate::style::element::{Number, NumberForm};
use crate::style::locale::Locale;
use crate::style::term::{Gender, Term};
use crate::style::variable::Variable;
use crate::text::{Marks, rich};
use crate::tree::Node;

pub use ordinals::{ordinal, roman};
pub use pages::{is_roman, page_range};
use pieces::{Piece, pieces};

/// Whether a value is numeric: numbers, which may have letters in front and behind ("D2", "2b", "2nd"), parted by a comma, a hyphen
/// or an ampersand (specification, "Choose": `is-numeric`).
pub fn is_numeric(value: &str) -> bool {
    let (mut any, mut only) = (false, true);
    for piece in pieces(value) {
        match piece {
            Piece::Atom(atom) => {
                any = true;
                only &= is_number(atom) || is_small_roman(atom);
            }
            Piece::Between(sign) => only &= !sign.is_word(),
        }
    }
    any && only
}

/// Whether a value holds several numbers (specification, "Label": `plural="contextual"`), up to what is no number any more
/// ("367–368, fig. 3").
pub fn is_plural(value: &str, locale: &Locale) -> bool {
    let (mut numbers, mut figures, mut parted) = (0, false, false);
    for piece in pieces(value) {
        match piece {
            // "12a-c" and "201-d" are one page.
            Piece::Atom(atom) if is_number(atom) || (is_roman(atom) && !(figures && atom.len() == 1)) => {
                numbers += 1;
                figures |= is_number(atom);
            }
            Piece::Atom(atom) if numbers > 0 && (atom == "and" || atom == locale.word(Term::And)) => parted = true,
            Piece::Atom(_) => break,
            // A hyphen that is escaped is one of the number itself.
            Piece::Between(sign) if sign.written().contains('\\') => return false,
            Piece::Between(sign) => parted |= sign.is_list(),
        }
    }
    parted && numbers > 1
}

/// [`is_plural`] of a variable: a number of pages or of volumes is plural from two on, and the number of a report is no range for its
/// hyphens ("99-02") unless it rises.
pub fn is_plural_of(variable: Variable, value: &str, locale: &Locale) -> bool {
    match variable {
        Variable::NumberOfPages | Variable::NumberOfVolumes => {
            is_plural(value, locale) || value.trim().parse::<u64>().is_ok_and(|number| number != 1)
        }
        Variable::Number if !value.contains([',', '&', ';']) => {
            let plain = value.trim().replace('–', "-");
            let dashes = pages::Dashes { locale: &Locale::default(), format: None, falling: false };
            is_plural(value, locale) && pages::dashed(&plain, dashes) != plain
        }
        _ => is_plural(value, locale),
    }
}

/// Whether a word is a number, with letters around it or not.
fn is_number(atom: &str) -> bool {
    atom.bytes().any(|byte| byte.is_ascii_digit()) && atom.chars().all(|sign| sign.is_ascii_alphanumeric() || sign.is_alphabetic())
}

/// Whether a word is a Roman number as prefaces have them; in capitals it may be a name.
fn is_small_roman(atom: &str) -> bool {
    !atom.is_empty() && atom.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'))
}

/// A `cs:number`, without its looks.
pub fn number(el: &Number, value: &str, locale: &Locale, marks: &Marks) -> Vec<Node> {
    written(el.variable, el.form, value, locale, marks)
}

/// A number variable as a `cs:text` writes it, without its looks. Pages have their own way ([`page_range`]).
pub fn text(variable: Variable, value: &str, locale: &Locale, marks: &Marks) -> Vec<Node> {
    written(variable, NumberForm::Numeric, value, locale, marks)
}

fn written(variable: Variable, form: NumberForm, value: &str, locale: &Locale, marks: &Marks) -> Vec<Node> {
    if value.bytes().all(|byte| byte.is_ascii_digit()) && form == NumberForm::Numeric {
        return vec![Node::Text(value.to_owned())];
    }
    let numeric = is_numeric(value);
    if !numeric && !(form == NumberForm::Numeric && value.contains(['-', '–', '&'])) {
        return rich::parse(value, marks);
    }
    let gender = Term::of_variable(variable).and_then(|term| locale.gender(term));
    // The number of a report or of a section of a law has hyphens that are its own.
    let falling = !matches!(variable, Variable::Number | Variable::Section);
    let words =
        if variable == Variable::Section { value.into() } else { pages::dashed(value, pages::Dashes { locale, format: None, falling }) };
    let mut out = String::with_capacity(words.len() + 4);
    for piece in pieces(&words) {
        match piece {
            Piece::Atom(atom) => out.push_str(&formed(atom, form, gender, locale)),
            Piece::Between(sign) => out.push_str(sign.written()),
        }
    }
    rich::parse(&out, marks)
}

/// A number in a form, if it is a plain one.
fn formed(atom: &str, form: NumberForm, gender: Option<Gender>, locale: &Locale) -> String {
    let plain = atom.parse::<u32>().ok().filter(|_| !atom.starts_with(['0', '+']));
    match (form, plain) {
        (NumberForm::Ordinal, Some(plain)) => ordinal(plain, false, gender, locale),
        (NumberForm::LongOrdinal, Some(plain)) => ordinal(plain, true, gender, locale),
        (NumberForm::Roman, Some(plain)) => roman(plain).unwrap_or_else(|| atom.to_owned()),
        _ => atom.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_numeric() {
        for value in ["2", "2nd", "D2", "2b", "L2d", "2, 3", "2-4", "2 & 4", "1–3", "007", "99-02", "iv"] {
            assert!(is_numeric(value), "{value}");
        }
        for value in ["", "second", "2nd edition", "vol 3", "IV", "1.5", "A/RES/75/240", "version: 2002, amended"] {
            assert!(!is_numeric(value), "{value}");
        }
    }

    #[test]
    fn what_is_plural() {
        let french = r#"<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="fr-FR"><terms><term name="and">et</term></terms></locale>"#;
        let french = Locale::read(french).expect("a locale");
        for value in ["1-3", "2 & 4", "i–ix", "10–20", "iv, vi-xi", "S12-S15", "12-15, 17", "213, and 235", "1 et 2", "367-368, fig. 3"]
        {
            assert!(is_plural(value, &french), "{value}");
        }
        for value in ["1", "iv", "3\\-B", "Michaelson-Morely", "12a-c", "201-d", "A-1", "e1204", ""] {
            assert!(!is_plural(value, &french), "{value}");
        }
        assert!(!is_plural_of(Variable::Number, "99-02", &french) && is_plural_of(Variable::Number, "12–14", &french));
        assert!(is_plural_of(Variable::NumberOfPages, "200", &french) && !is_plural_of(Variable::NumberOfVolumes, "1", &french));
    }

    #[test]
    fn numbers_keep_what_they_are() {
        let locale = Locale::default();
        let marks = Marks::default();
        for (value, expected) in [
            ("99-02", "99-02"),
            ("TR-99-02", "TR-99-02"),
            ("1-2", "1–2"),
            ("007", "007"),
            ("2 & 4", "2 & 4"),
            ("2&4", "2 & 4"),
            ("A/RES/75/240", "A/RES/75/240"),
        ] {
            assert_eq!(crate::text::words(&text(Variable::Number, value, &locale, &marks)), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(value in "[0-9a-zA-Zé \\\\&,–-]{0,20}|\\PC*") {
            let locale = Locale::default();
            is_numeric(&value);
            is_plural(&value, &locale);
            text(Variable::Volume, &value, &locale, &Marks::default());
            for format in crate::numbers::pages::FORMATS {
                page_range(&value, format, &locale);
            }
        }
    }
}
