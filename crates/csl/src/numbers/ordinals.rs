//! Ordinal numbers in figures and words, and Roman ones.

use crate::style::locale::{Locale, Ordinal, OrdinalMatch};
use crate::style::term::Gender;

/// An ordinal number, in words if `long` and the locale has words for it (specification, "Ordinal Suffixes", "Long Ordinals",
/// "Gender-specific Ordinals").
pub fn ordinal(number: u32, long: bool, gender: Option<Gender>, locale: &Locale) -> String {
    if long {
        let of = |gender| locale.ordinals.long.iter().find(|word| word.gender == gender && word.number.map(u32::from) == Some(number));
        let any = || UNSAID.into_iter().filter(|_| gender.is_none()).find_map(|gender| of(Some(gender)));
        if let Some(word) = gender.and_then(|gender| of(Some(gender))).or_else(|| of(None)).or_else(any) {
            return word.text.to_string();
        }
    }
    format!("{number}{}", suffix(number, gender, &locale.ordinals.suffixes))
}

/// The genders to try where a locale has ordinals of genders alone, and does not say which a word has: most of these are editions, which
/// are feminine in Romance languages.
const UNSAID: [Gender; 2] = [Gender::Feminine, Gender::Masculine];

/// The suffix of a number: of its gender before that of none; of the whole number before that of two digits before that of one.
fn suffix(number: u32, gender: Option<Gender>, suffixes: &[Ordinal]) -> &str {
    let of = |gender: Option<Gender>, fits: &dyn Fn(&Ordinal) -> bool| {
        suffixes.iter().find(|suffix| suffix.gender == gender && fits(suffix)).map(|suffix| &*suffix.text)
    };
    let special = |gender: Option<Gender>| {
        let by = |matches: OrdinalMatch, digits: u32| {
            of(gender, &|suffix| suffix.matches == matches && suffix.number.is_some_and(|of| u32::from(of) == digits))
        };
        by(OrdinalMatch::WholeNumber, number)
            .or_else(|| by(OrdinalMatch::LastTwoDigits, number % 100))
            .or_else(|| by(OrdinalMatch::LastDigit, number % 10))
    };
    let general = |gender: Option<Gender>| of(gender, &|suffix| suffix.number.is_none());
    let own = gender.is_some();
    own.then(|| special(gender))
        .flatten()
        .or_else(|| special(None))
        .or_else(|| own.then(|| general(gender)).flatten())
        .or_else(|| general(None))
        .or_else(|| UNSAID.into_iter().filter(|_| !own).find_map(|gender| special(Some(gender)).or_else(|| general(Some(gender)))))
        .unwrap_or("")
}

/// A Roman number in small letters, of 1 to 3999.
pub fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let (mut rest, mut out) = (number, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ordinal_of(number: Option<u8>, gender: Option<Gender>, matches: OrdinalMatch, text: &str) -> Ordinal {
        Ordinal { number, gender, matches, text: text.into() }
    }

    #[test]
    fn english_ordinals() {
        let mut locale = Locale::default();
        let two = OrdinalMatch::LastTwoDigits;
        let one = OrdinalMatch::LastDigit;
        locale.ordinals.suffixes = vec![
            ordinal_of(None, None, one, "th"),
            ordinal_of(Some(1), None, one, "st"),
            ordinal_of(Some(2), None, one, "nd"),
            ordinal_of(Some(3), None, one, "rd"),
            ordinal_of(Some(11), None, two, "th"),
            ordinal_of(Some(12), None, two, "th"),
            ordinal_of(Some(13), None, two, "th"),
        ];
        locale.ordinals.long = vec![ordinal_of(Some(9), None, OrdinalMatch::WholeNumber, "ninth")];
        let written: Vec<String> =
            [1, 2, 3, 4, 11, 12, 21, 111, 113, 122].iter().map(|number| ordinal(*number, false, None, &locale)).collect();
        assert_eq!(written.join(" "), "1st 2nd 3rd 4th 11th 12th 21st 111th 113th 122nd");
        assert_eq!(ordinal(9, true, Some(Gender::Feminine), &locale), "ninth");
        assert_eq!(ordinal(42, true, None, &locale), "42nd");
    }

    #[test]
    fn ordinals_have_gender() {
        let mut locale = Locale::default();
        let whole = OrdinalMatch::WholeNumber;
        locale.ordinals.suffixes = vec![
            ordinal_of(None, None, OrdinalMatch::LastDigit, "e"),
            ordinal_of(Some(1), Some(Gender::Feminine), whole, "re"),
            ordinal_of(Some(1), Some(Gender::Masculine), whole, "er"),
        ];
        assert_eq!(ordinal(1, false, Some(Gender::Feminine), &locale), "1re");
        assert_eq!(ordinal(1, false, Some(Gender::Masculine), &locale), "1er");
        assert_eq!(ordinal(21, false, Some(Gender::Masculine), &locale), "21e");
        locale.ordinals.suffixes.remove(0);
        assert_eq!((ordinal(1, false, None, &locale), ordinal(2, false, None, &locale)), ("1re".to_owned(), "2".to_owned()));
    }

    #[test]
    fn roman_numbers() {
        assert_eq!(roman(1994).as_deref(), Some("mcmxciv"));
        assert_eq!((roman(0), roman(4000)), (None, None));
    }
}
