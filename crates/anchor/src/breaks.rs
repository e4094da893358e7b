//! Words that the end of a line broke in two, as quotations taken out of PDF files have them.
//!
//! Programs leave a hyphen there, a soft hyphen, or what pdfium puts in its place (U+0002), with the line's end or a space behind it, or
//! nothing. Only the text can tell whether the hyphen is the word's own: what stands there decides.

use std::borrow::Cow;

/// Signs that may stand where a word was broken.
const SIGNS: [char; 5] = ['-', '\u{2010}', '\u{2011}', SOFT, PDFIUM];
const SOFT: char = '\u{ad}';
const PDFIUM: char = '\u{2}';

/// The words with what was broken made whole, where `stands` says that it stands so in the text.
pub fn rejoined<'w>(words: &'w str, stands: impl Fn(&str) -> bool) -> Cow<'w, str> {
    if !words.contains(SIGNS) {
        return Cow::Borrowed(words);
    }
    let mut whole = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, sign, behind)) = split(rest) {
        whole.push_str(before);
        let gap = behind.len() - behind.trim_start().len();
        let (gap, next) = behind.split_at_checked(gap).unwrap_or(("", behind));
        let left = fragment(whole.char_indices().rev()).map_or("", |at| whole.get(at..).unwrap_or(""));
        let right = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let is_line_end = gap.contains('\n') || sign == SOFT || sign == PDFIUM;
        let joint = if left.is_empty() || right.is_empty() || !is_line_end && stands(&format!("{left}{sign}{gap}{right}")) {
            None
        } else if stands(&format!("{left}{right}")) {
            Some("")
        } else if !gap.is_empty() && stands(&format!("{left}-{right}")) {
            Some("-")
        } else {
            is_line_end.then_some("")
        };
        match joint {
            Some(joint) => whole.push_str(joint),
            None => {
                whole.push(sign);
                whole.push_str(gap);
            }
        }
        rest = next;
    }
    whole.push_str(rest);
    Cow::Owned(whole)
}

/// What stands before the first sign, it, and what stands behind.
fn split(words: &str) -> Option<(&str, char, &str)> {
    let at = words.find(SIGNS)?;
    let sign = words.get(at..)?.chars().next()?;
    Some((words.get(..at)?, sign, words.get(at + sign.len_utf8()..)?))
}

/// Where the letters begin with which a text ends.
fn fragment(letters: impl Iterator<Item = (usize, char)>) -> Option<usize> {
    letters.take_while(|(_, c)| c.is_alphanumeric()).last().map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: &str) {
        const TEXT: &str = "The second winter was harder. A well-known clerk of the pre- and post-war office came.";
        assert_eq!(rejoined(words, |part| TEXT.contains(part)), expected, "{words:?}");
    }

    #[test]
    fn what_a_lines_end_broke_is_made_whole() {
        check("The second win-\nter was har-\r\n  der", "The second winter was harder");
        check("sec- ond winter", "second winter");
        check("sec-ond winter", "second winter");
        check("win\u{ad}\nter, win\u{2}ter", "winter, winter");
        check("a well-\nknown clerk", "a well-known clerk");
        check("the well-known clerk", "the well-known clerk");
        check("pre- and post-war", "pre- and post-war");
        check("unheard-\nof", "unheardof");
        check("- a dash -", "- a dash -");
    }
}
