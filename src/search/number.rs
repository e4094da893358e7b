//! Numbers as printable text, small ones short: what base64 would spend a third more on.
//!
//! A number is one to six of 92 symbols: `!` and those from `#` to `~` but `\`, so that a JavaScript string holds
//! them as they are. Below 60 it is one symbol; the symbols from 60 on begin longer ones.

/// How many symbols there are.
const SYMBOLS: u64 = 92;
/// The first number of two symbols; 24 symbols begin one.
const TWO: u64 = 60;
/// The first number of three symbols; 7 symbols begin one.
const THREE: u64 = TWO + 24 * SYMBOLS;
/// The first number of six symbols; one symbol begins them all.
const SIX: u64 = THREE + 7 * SYMBOLS * SYMBOLS;

/// Appends a number. What six symbols cannot hold (from 6,590,877,212 on) is cut off.
pub fn push(text: &mut String, number: impl Into<u64>) {
    let number = number.into();
    if number < TWO {
        symbol(text, number);
    } else if number < THREE {
        let rest = number - TWO;
        symbol(text, TWO + rest / SYMBOLS);
        symbol(text, rest % SYMBOLS);
    } else if number < SIX {
        let rest = number - THREE;
        symbol(text, TWO + 24 + rest / SYMBOLS / SYMBOLS);
        symbol(text, rest / SYMBOLS % SYMBOLS);
        symbol(text, rest % SYMBOLS);
    } else {
        let rest = (number - SIX).min(SYMBOLS.pow(5) - 1);
        symbol(text, SYMBOLS - 1);
        (0..5).rev().for_each(|place| symbol(text, rest / SYMBOLS.pow(place) % SYMBOLS));
    }
}

fn symbol(text: &mut String, value: u64) {
    let byte = match value {
        0 => 0x21,
        1..=57 => 0x22 + value,
        _ => 0x23 + value,
    };
    text.push(u8::try_from(byte).map_or('~', char::from));
}

/// Takes a number from the beginning of `rest`, as `assets/search-index.js` does; `None` at its end.
pub fn take(rest: &mut &str) -> Option<u64> {
    let bytes = rest.as_bytes();
    let value = |at: usize| {
        Some(match *bytes.get(at)? {
            0x21 => 0,
            byte if byte < 0x5c => u64::from(byte.saturating_sub(0x22)),
            byte => u64::from(byte - 0x23),
        })
    };
    let first = value(0)?;
    let (number, length) = match first {
        _ if first < TWO => (first, 1),
        _ if first < TWO + 24 => (TWO + (first - TWO) * SYMBOLS + value(1)?, 2),
        _ if first < SYMBOLS - 1 => (THREE + ((first - TWO - 24) * SYMBOLS + value(1)?) * SYMBOLS + value(2)?, 3),
        _ => (SIX + (1..6).try_fold(0, |sum, at| Some(sum * SYMBOLS + value(at)?))?, 6),
    };
    *rest = rest.get(length..)?;
    Some(number)
}

/// As [`take`], for what fits into fewer bits.
pub fn take_u32(rest: &mut &str) -> Option<u32> {
    u32::try_from(take(rest)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for number in (0..70_000).chain([SIX - 1, SIX, SIX + 1, 1 << 32]) {
            let mut text = String::new();
            push(&mut text, number);
            text.push_str("!rest");
            assert!(!text.contains(['"', '\\', ' ']) && text.is_ascii());
            let mut rest = text.as_str();
            assert_eq!((take(&mut rest), rest), (Some(number), "!rest"), "{text}");
        }
        assert_eq!(take(&mut ""), None);
        assert_eq!(take(&mut "~~"), None);
    }

    #[test]
    fn small_numbers_are_short() {
        let length = |number: u64| {
            let mut text = String::new();
            push(&mut text, number);
            text.len()
        };
        assert_eq!([0, 59, 60, 2267, 2268, 61_515, 61_516].map(length), [1, 1, 2, 2, 3, 3, 6]);
    }
}
