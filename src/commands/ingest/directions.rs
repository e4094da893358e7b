//! Marks of direction in text from right to left.

/// A text without the marks of direction that `pdftotext` writes around words: the words say it themselves (UAX #9), and the marks would
/// stand in the way of search and quotations. What stands among words from right to left it writes as it is seen, from left to right:
/// signs on one side of a number or a foreign word belong on the other.
pub fn without_directions(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(FROM_LEFT) {
        plain.push_str(before);
        let (seen, behind) = behind.split_at(behind.find(['\u{202c}', '\n']).unwrap_or(behind.len()));
        let is_core = |c: char| c.is_alphanumeric();
        let core = seen.find(is_core).and_then(|from| Some((from, seen.rfind(is_core)? + seen.chars().rfind(|c| is_core(*c))?.len_utf8())));
        let (from, to) = core.unwrap_or((0, 0));
        plain.extend(seen.get(to..).unwrap_or("").chars().rev());
        plain.push_str(seen.get(from..to).unwrap_or(""));
        plain.extend(seen.get(..from).unwrap_or("").chars().rev());
        // The end of a line stays.
        rest = behind.strip_prefix('\u{202c}').unwrap_or(behind);
    }
    plain.push_str(rest);
    plain.retain(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
    plain
}
/// Words from left to right begin, among others.
const FROM_LEFT: char = '\u{202a}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_direction_go_and_signs_stand_behind_their_words() {
        let seen = "\u{202b}\u{5d0}\u{5d1}\u{202a} ,\u{202c}\u{5d2} \u{202a}.1871\u{202c}\u{202c}\n";
        assert_eq!(without_directions(seen), "\u{5d0}\u{5d1}, \u{5d2} 1871.\n");
        assert_eq!(without_directions("\u{5d0} \u{202a}.1871\n\u{5d1}\n"), "\u{5d0} 1871.\n\u{5d1}\n");
    }
}
