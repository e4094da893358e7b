//! How lists are counted whose numbers a typesetter writes: `alpha-lower`, `roman-upper` (JATS, `list-type`), and the same in `rend`.

use crate::formats::roman::roman;

/// No list is longer.
const LARGEST: usize = 5000;

/// The signs that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    Alphabet { is_upper: bool },
    Roman { is_upper: bool },
}

impl Letters {
    /// What an attribute says; `None` of numbers and of lists that are not counted.
    pub fn of(kind: &str) -> Option<Self> {
        let kind = kind.to_ascii_lowercase();
        let is_upper = kind.contains("upper");
        if kind.contains("roman") { Some(Self::Roman { is_upper }) } else { kind.contains("alpha").then_some(Self::Alphabet { is_upper }) }
    }

    /// The sign of the item with this number, from 1, with its stop.
    pub fn write(self, number: usize) -> String {
        let (small, is_upper) = match self {
            Self::Alphabet { is_upper } => (alphabet(number), is_upper),
            Self::Roman { is_upper } => (roman(number.min(LARGEST)), is_upper),
        };
        format!("{}.", if is_upper { small.to_uppercase() } else { small })
    }
}

fn alphabet(number: usize) -> String {
    let mut rest = number;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_counted_in_letters() {
        let check = |kind: &str, number, expected: &str| {
            assert_eq!(Letters::of(kind).map(|letters| letters.write(number)).unwrap_or_default(), expected)
        };
        check("alpha-lower", 1, "a.");
        check("alpha-upper", 28, "AB.");
        check("roman-lower", 14, "xiv.");
        check("order", 1, "");
    }
}
