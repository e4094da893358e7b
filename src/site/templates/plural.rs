//! Plural categories of whole numbers (Unicode CLDR 46, "Language Plural Rules", cardinals).

/// CLDR's category of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Category {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];

    /// As CLDR names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }

    /// The category that CLDR names so.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.name() == name)
    }
}

/// The categories that numbers in a language have, and `Other`, which stands in for all.
pub fn categories(language: &str) -> Vec<Category> {
    let used = |wanted: &Category| *wanted == Category::Other || (0..=200).any(|n| category(language, n) == *wanted);
    Category::ALL.into_iter().filter(used).collect()
}

/// The category of `n` in the language with this primary subtag, by the rule that its file names (key `plural`). Without one it has `one`
/// for 1 and `other` for the rest, as English has. The `many` of French, Italian, Portuguese and Spanish is that of whole millions ("1 000 000
/// de documents"), which have their `other` here.
pub fn category(language: &str, n: u64) -> Category {
    use Category::*;
    let (ten, hundred) = (n % 10, n % 100);
    let teen = (11..=14).contains(&hundred);
    match scholion_lang::PLURAL.of(language).next() {
        Some("none") => Other,
        Some("zero-one") if n < 2 => One,
        Some("one-few-many") => match ten {
            1 if hundred != 11 => One,
            2..=4 if !teen => Few,
            _ => Many,
        },
        Some("one-few-other") => match ten {
            1 if hundred != 11 => One,
            2..=4 if !teen => Few,
            _ => Other,
        },
        Some("polish") => match ten {
            _ if n == 1 => One,
            2..=4 if !teen => Few,
            _ => Many,
        },
        Some("czech") if (2..=4).contains(&n) => Few,
        Some("lithuanian") => match ten {
            _ if (11..=19).contains(&hundred) => Other,
            1 => One,
            2..=9 => Few,
            _ => Other,
        },
        Some("latvian") if ten == 0 || (11..=19).contains(&hundred) => Zero,
        Some("latvian") if ten == 1 => One,
        Some("slovenian") => match hundred {
            1 => One,
            2 => Two,
            3 | 4 => Few,
            _ => Other,
        },
        Some("romanian") if n != 1 && (n == 0 || (1..=19).contains(&hundred)) => Few,
        Some("hebrew") if n == 2 => Two,
        Some("arabic") => match n {
            0 => Zero,
            1 => One,
            2 => Two,
            _ if (3..=10).contains(&hundred) => Few,
            _ if hundred >= 11 => Many,
            _ => Other,
        },
        _ if n == 1 => One,
        _ => Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Category::*, category};

    #[test]
    fn numbers_take_the_forms_of_their_language() {
        let check = |language: &str, cases: &[(u64, super::Category)]| {
            for &(n, expected) in cases {
                assert_eq!(category(language, n), expected, "{n} in {language}");
            }
        };
        check("en", &[(0, Other), (1, One), (2, Other), (21, Other)]);
        check("ru", &[(1, One), (2, Few), (5, Many), (11, Many), (12, Many), (21, One), (22, Few), (111, Many), (0, Many)]);
        check("pl", &[(1, One), (21, Many), (22, Few), (12, Many)]);
        check("fr", &[(0, One), (1, One), (2, Other)]);
        check("pt", &[(0, One), (1, One), (2, Other)]);
        check("es", &[(0, Other), (1, One), (2, Other)]);
        check("uk", &[(1, One), (3, Few), (5, Many), (12, Many), (21, One)]);
        check("zh", &[(1, Other)]);
        check("ar", &[(0, Zero), (2, Two), (5, Few), (11, Many), (100, Other)]);
        check("cs", &[(1, One), (3, Few), (5, Other)]);
    }
}
