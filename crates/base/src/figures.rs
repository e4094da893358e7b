//! Numbers in other figures: Roman ones; raised and lowered ones and those in circles, which have characters of their own (Unicode, "Superscripts and Subscripts", "Enclosed
//! Alphanumerics", "Dingbats", "Enclosed CJK Letters and Months").

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// A digit as a raised one.
pub fn raised(digit: char) -> Option<char> {
    RAISED.get(usize::try_from(digit.to_digit(10)?).ok()?).copied()
}

/// The digit that a raised one shows.
pub fn of_raised(c: char) -> Option<u32> {
    RAISED.iter().position(|raised| *raised == c).and_then(|digit| u32::try_from(digit).ok())
}

/// The number that a character shows in a circle, black or white: ①, ❷, ㉑.
pub fn of_circled(c: char) -> Option<u32> {
    let (first, number) = match c {
        '①'..='⑳' => ('①', 1),
        '㉑'..='㉟' => ('㉑', 21),
        '㊱'..='㊿' => ('㊱', 36),
        '⓫'..='⓴' => ('⓫', 11),
        '⓵'..='⓾' => ('⓵', 1),
        '❶'..='❿' => ('❶', 1),
        '➀'..='➉' => ('➀', 1),
        '➊'..='➓' => ('➊', 1),
        _ => return None,
    };
    Some(u32::from(c) - u32::from(first) + number)
}

/// The value of a Roman number below 40 in letters of either case; `None` if it is none. Larger ones are words of some language as well (`mix`, `di`).
pub fn small_roman(letters: &str) -> Option<u32> {
    let letters = letters.to_ascii_lowercase();
    let ones = letters.trim_start_matches('x');
    let tens = u32::try_from(letters.len() - ones.len()).ok().filter(|tens| *tens < 4)?;
    let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"].iter().position(|number| *number == ones)?;
    u32::try_from(ones).ok().map(|ones| tens * 10 + ones).filter(|number| *number > 0)
}

/// Words of figures and signs of sums raised or lowered; `None` if there is no character for one of them.
pub fn shifted(text: &str, up: bool) -> Option<String> {
    let shift = |c: char| {
        let (raised, lowered) = match c {
            '0'..='9' => (raised(c)?, char::from_u32(u32::from('₀') + c.to_digit(10)?)?),
            '+' => ('⁺', '₊'),
            '-' | '−' => ('⁻', '₋'),
            '(' => ('⁽', '₍'),
            ')' => ('⁾', '₎'),
            'n' => ('ⁿ', 'ₙ'),
            _ => return None,
        };
        Some(if up { raised } else { lowered })
    };
    Some(text.trim()).filter(|text| !text.is_empty())?.chars().map(shift).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_raised_and_lowered() {
        assert_eq!(shifted(" 10-2(n) ", true).as_deref(), Some("¹⁰⁻²⁽ⁿ⁾"));
        assert_eq!(shifted("2+9", false).as_deref(), Some("₂₊₉"));
        assert_eq!((shifted("2x", true), shifted(" ", true)), (None, None));
        assert!(('0'..='9').all(|digit| raised(digit).and_then(of_raised) == digit.to_digit(10)));
        assert_eq!(['①', '⑳', '㉑', '㊿', '❷', '⓫', '1'].map(of_circled), [Some(1), Some(20), Some(21), Some(50), Some(2), Some(11), None]);
        assert_eq!((raised('x'), of_raised('1')), (None, None));
    }

    #[test]
    fn small_roman_numbers_are_read() {
        assert_eq!(["i", "IV", "ix", "x", "XIX", "xxxix"].map(small_roman), [1, 4, 9, 10, 19, 39].map(Some));
        assert_eq!(["", "iiii", "xxxx", "mix", "vx", "І"].map(small_roman), [None; 6]);
    }
}
