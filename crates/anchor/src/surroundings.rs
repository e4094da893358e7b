//! Whether the words that stood around a place stand around it.
//!
//! They are compared word by word, outwards: one put in, left out or exchanged, and another passage may be meant that says the same. What stands
//! between words and capitals say nothing, nor does a slip that somebody mended: one letter in a longer word, if that is no name and no number.

use scholion_base::{script::is_east_asian, text::is_mark};

/// In shorter words one letter makes another word.
const LONG: usize = 5;

/// Whether the words of `wanted` end (`before`) or begin a part of the text.
pub fn stand(wanted: &[char], text: &[char], before: bool) -> bool {
    let (mut given, mut found) = (words(wanted), words(text));
    if before {
        given.reverse();
        found.reverse();
    }
    // The outermost may have been cut.
    let outermost = given.len().saturating_sub(1);
    let is_part = |given: &[char], word: &[char]| if before { word.ends_with(given) } else { word.starts_with(given) };
    let mut pairs = given.iter().zip(&found).enumerate();
    given.len() <= found.len() && pairs.all(|(nth, (given, word))| nth == outermost && is_part(given, word) || is_same(given, word))
}

fn words(text: &[char]) -> Vec<&[char]> {
    text.split(|c| !(c.is_alphanumeric() || is_mark(*c))).filter(|word| !word.is_empty()).collect()
}

fn is_same(one: &[char], other: &[char]) -> bool {
    let small = |word: &[char]| -> Vec<char> { word.iter().flat_map(|c| c.to_lowercase()).collect() };
    one == other || small(one) == small(other) || is_slip(one, other)
}

/// Whether two longer words differ by one letter, or by two that changed places, behind the first.
fn is_slip(one: &[char], other: &[char]) -> bool {
    let is_plain = |word: &[char]| {
        let is_name = word.first().is_none_or(|c| c.is_uppercase());
        word.len() >= LONG && !is_name && word.iter().all(|&c| !c.is_numeric() && !is_east_asian(c))
    };
    if !is_plain(one) || !is_plain(other) || one.first() != other.first() {
        return false;
    }
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(same..).unwrap_or(&[]), other.get(same..).unwrap_or(&[]));
    let same = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let rest = |word: &'_ [char]| -> Vec<char> { word.get(..word.len() - same).unwrap_or(&[]).to_vec() };
    match (rest(one).as_slice(), rest(other).as_slice()) {
        ([a, b], [c, d]) => a == d && b == c,
        (one, other) => one.len() <= 1 && other.len() <= 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_words_are_told_from_mended_slips() {
        let check = |wanted: &str, text: &str, expected: bool| {
            let [wanted, text] = [wanted, text].map(|words| words.chars().collect::<Vec<char>>());
            assert_eq!(stand(&wanted, &text, true), expected, "{wanted:?} / {text:?}");
        };
        check("am Alpha reported that ", "Then Team Alpha reported that ", true);
        check("Team Alpha reported that ", "Team Beta reported that ", false);
        check("the new deploymnet", "in the new, deployment ", true);
        check("the deployments (", "The deployment", true);
        check("the clerk of", "the old clerk of", false);
        check("the old clerk of", "the clerk of", false);
        for (one, other) in [
            ("Petrov", "Petrova"),
            ("in 1911", "in 1912"),
            ("moral", "amoral"),
            ("cat", "cut"),
            ("他們在河邊住", "他們在江邊住"),
            ("a word", ""),
        ] {
            check(&format!("so {one}"), &format!("so {other}"), false);
        }
        check("", "", true);
        check(" – ", "", true);
        let behind = |wanted: &str, text: &str| stand(&wanted.chars().collect::<Vec<_>>(), &text.chars().collect::<Vec<_>>(), false);
        assert!(behind(" across all reg", " across all regions."));
        assert!(!behind(" across all reg", " across no regions."));
    }
}
