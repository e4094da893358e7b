//! The order of the alphabet in the site's language: the only home of `icu_collator`.
//!
//! The Unicode Collation Algorithm (UTS #10) with the tailorings of CLDR: Swedish has å behind z, Spanish ñ behind n,
//! Russian its own letters before the Latin ones. Numbers count as numbers: letter 2 comes before letter 10.

use std::cmp::Ordering;

use icu_collator::{CollatorBorrowed, CollatorPreferences, options::CollatorOptions, preferences::CollationNumericOrdering};
use icu_locale_core::Locale;

use crate::base::Lang;

/// An order of texts.
pub struct Collation(Option<CollatorBorrowed<'static>>);

impl Collation {
    /// The order of a language; of one that CLDR has nothing for, the order that all languages share.
    pub fn new(lang: &Lang) -> Self {
        let mut preferences =
            Locale::try_from_str(lang.as_str()).map_or_else(|_| CollatorPreferences::default(), |locale| (&locale).into());
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        Self(CollatorBorrowed::try_new(preferences, CollatorOptions::default()).ok())
    }

    /// Which of two texts comes first. Texts that the alphabet holds for equal are ordered by their bytes.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        let order = self.0.as_ref().map_or(Ordering::Equal, |collator| collator.compare(a, b));
        order.then_with(|| a.cmp(b))
    }

    /// Bytes that compare as the texts do, each part of `parts` before the next: to sort long lists by keys that are made
    /// once.
    pub fn key(&self, parts: &[&str]) -> Vec<u8> {
        let mut key = Vec::with_capacity(parts.iter().map(|part| part.len() * 2 + 4).sum());
        for part in parts {
            match &self.0 {
                // Writing to a vector does not fail.
                Some(collator) => drop(collator.write_sort_key_to(part, &mut key)),
                None => key.extend_from_slice(part.as_bytes()),
            }
            // Less than all that a key holds, so that a shorter part sorts before a longer one.
            key.push(0);
        }
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lang: &str, words: &str) {
        let collation = Collation::new(&Lang::new(lang));
        let expected: Vec<&str> = words.split(' ').collect();
        let mut sorted = expected.clone();
        sorted.sort_unstable();
        sorted.sort_by(|a, b| collation.compare(a, b));
        assert_eq!(sorted, expected, "{lang}, compared");
        sorted.sort_unstable();
        sorted.sort_by_cached_key(|word| collation.key(&[word]));
        assert_eq!(sorted, expected, "{lang}, by keys");
    }

    #[test]
    fn each_language_has_its_own_order() {
        check("en", "Ångström bee Bee café Café zoo Ёлка Жук");
        check("sv", "bee zoo Ångström");
        check("ru", "Ёлка Жук Ирис Йод Котик zoo");
        check("es", "nube ñandú oso");
        check("et", "šokk zebra tuul õun");
        check("de", "Ähre Ast Öl Ort");
        check("xx-nothing", "a b c");
        check("de", "Ärztin Brief2 Brief10 Brief10a");
        check("no tag at all", "a b c");
    }

    #[test]
    fn a_part_that_ends_sorts_before_one_that_goes_on() {
        let collation = Collation::new(&Lang::new("en"));
        let mut names = [("Smith", "2019"), ("Smith", "2001"), ("Smithson", "1999"), ("Smart", "2020")];
        names.sort_by_cached_key(|(name, year)| collation.key(&[name, year]));
        assert_eq!(names, [("Smart", "2020"), ("Smith", "2001"), ("Smith", "2019"), ("Smithson", "1999")]);
    }
}
