//! What volumes, parts and editions are called: their numbers, however they are written.

use scholion_base::{figures::small_roman, script};

use super::translit;

/// A title in which numbers are written in one way: `Part II` is `Part 2`, `1914–18` is `1914–1918`.
pub fn numbered(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let mut rest = title;
    // The century of the year right before.
    let mut century = None;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (before, from) = rest.split_at(start);
        // A mark belongs to the letter before it: `I͡azyk`.
        let ends = |c: char| !c.is_alphanumeric() && !('\u{300}'..='\u{36f}').contains(&c);
        let (word, behind) = from.split_at(from.find(ends).unwrap_or(from.len()));
        out.push_str(before);
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(century) = century.filter(|_| is_number && word.len() == 2 && matches!(before, "-" | "–" | "—" | "/")) {
            out.push_str(century);
        }
        match roman(word) {
            Some(number) => out.push_str(&number.to_string()),
            None => out.push_str(word),
        }
        century = word.get(..2).filter(|_| is_number && word.len() == 4);
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// The numbers in a title, in order.
pub(super) fn numerals(title: &str) -> Vec<u32> {
    let numbered = numbered(title);
    let words = numbered.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).filter_map(|word| word.parse().ok()).collect()
}

/// Whether two statements of a volume can be one: `XII`, `Vol. 12`, `12(3)`.
pub fn is_one_volume(mine: &str, theirs: &str) -> bool {
    !differ(&designation(mine), &designation(theirs), false)
}

/// A Roman numeral up to 39: in capitals, or one that is no word in small letters. Larger ones are words in titles that are all capitals
/// (`DI`, `MIX`).
fn roman(word: &str) -> Option<u32> {
    const SMALL: &[&str] =
        &["ii", "iii", "iv", "vi", "vii", "viii", "ix", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi"];
    // The Cyrillic letters that look the same are typed for them.
    let latin: String = word
        .chars()
        .take(8)
        .map(|c| {
            if c == 'Х' {
                'X'
            } else if c == 'І' {
                'I'
            } else {
                c
            }
        })
        .collect();
    let in_capitals = latin.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X')) && (latin.len() > 1 || latin == word);
    if !in_capitals && !SMALL.contains(&word) {
        return None;
    }
    small_roman(&latin)
}

/// What a volume, an issue or an edition is called: its numbers, or else its words.
pub(super) fn designation(text: &str) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut numbers: Vec<String> = Vec::new();
    let numbered = numbered(text);
    let mut digits = String::new();
    for c in numbered.chars().chain([' ']) {
        match script::decimal(c).and_then(|digit| char::from_digit(digit, 10)) {
            Some(digit) => digits.push(digit),
            None if digits.is_empty() => {}
            None => {
                let number = digits.trim_start_matches('0');
                numbers.push(if number.is_empty() { "0" } else { number }.to_owned());
                digits.clear();
            }
        }
    }
    if numbers.is_empty() {
        numbers.extend(Some(translit::common(text)).filter(|words| !words.is_empty()));
    }
    numbers
}

/// Whether two designations name different things. Where `whole` is not asked for, `12` may be `12(3)`.
pub(super) fn differ<T: PartialEq>(mine: &[T], theirs: &[T], whole: bool) -> bool {
    if mine.is_empty() || theirs.is_empty() {
        return false;
    }
    whole && mine.len() != theirs.len() || mine.iter().zip(theirs).any(|(mine, theirs)| mine != theirs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_of_titles() {
        assert_eq!(numerals("The Sea Wars, Part II"), [2]);
        assert_eq!(numerals("Europe 1914–18"), numerals("Europe 1914-1918"));
        assert_eq!(numerals("Die DI MIX und i"), [] as [u32; 0]);
        assert_eq!(numbered("Часть IV, ХХ век"), "Часть 4, 20 век");
    }
}
