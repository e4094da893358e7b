//! Lines of prose that look like something else where a line happens to end: a dash or a number at their beginning, and lines of a signature
//! that look like prose.

use crate::{
    chars::{self, Start},
    draft::Draft,
    lines::State,
    recognise::{items, moments},
};

/// So many blanks inside a line part what stands at its two ends: an office and a name, a place and a day.
const GAP: &str = "        ";
/// The most words at each end of such a line.
const WORDS: usize = 8;
/// The most words of a line that says when something was signed.
const DAY: usize = 6;

/// Whether a line that begins as an item does goes on with a sentence: a dash between two words ("the weir\n— it was\n"), a year or another
/// number that ends it ("in the spring of\n1817. In"). The line before is full and ends with a word, and neither is in a list.
pub fn goes_on(draft: &Draft, block: &str, last: usize, index: usize) -> bool {
    let (before, line) = (draft.line(last), draft.line(index));
    let Some(measure) = draft.lines.get(last).and_then(|line| line.measure) else { return false };
    let is_full = draft.lines.get(last).is_some_and(|line| u32::from(line.length) * 10 >= u32::from(measure) * 8);
    if !is_full || items::begins_item(block) || !before.ends_with(char::is_alphanumeric) {
        return false;
    }
    let next = draft.lines.get(index + 1).filter(|line| line.state == State::Text).map_or("", |_| draft.line(index + 1));
    if let Some(words) = line.strip_prefix("— ").or_else(|| line.strip_prefix("– ")) {
        return words.starts_with(char::is_lowercase) && !next.starts_with(['—', '–']);
    }
    let number = line.split_once(". ").map_or("", |(number, _)| number);
    (2..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()) && !items::begins_item(next)
}

/// Whether one of two lines that stand together is of a signature, and the other is not: what stands at both ends of a line
/// ("The Chairman          E. Holm"), or a day on a line of its own.
pub fn is_signed(draft: &Draft, last: usize, index: usize) -> bool {
    let (before, line) = (draft.line(last), draft.line(index));
    let parted = |text: &str| text.contains(GAP) && text.split(GAP).all(|part| part.split_whitespace().count() <= WORDS);
    // "For the Town of Weirford:          For the Town of Alderton:"
    let named = |text: &str| text.split(GAP).map(str::trim).all(|part| part.starts_with(char::is_uppercase) || part.is_empty());
    let rows = parted(before) && parted(line) && named(before) && named(line);
    if rows || parted(before) != parted(line) && chars::start_of(line) != Start::Running {
        return true;
    }
    let Some(measure) = draft.lines.get(index).and_then(|line| line.measure) else { return false };
    let is_short = |at: usize| draft.lines.get(at).is_some_and(|line| u32::from(line.length) * 10 < u32::from(measure) * 6);
    let is_day = |text: &str| text.split(' ').count() <= DAY && moments::full_date(text).is_some();
    is_short(last) && is_short(index) && chars::start_of(line) != Start::Running && (is_day(before) || is_day(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str) -> Draft {
        let mut draft = Draft::new(text.as_bytes());
        draft.lines.iter_mut().for_each(|line| line.measure = Some(60));
        draft
    }

    #[test]
    fn dashes_and_years_at_the_beginning_of_lines_are_of_their_sentence() {
        let full = "Nobody who came to the river that winter saw the old ferry";
        let goes = |line: &str| goes_on(&draft(&format!("{full}\n{line}\n")), full, 0, 1);
        assert!(goes("— or would have known it if he had"));
        assert!(goes("1817. In the year after it was mended"));
        assert!(!goes("— a lamp\n— a rope"));
        assert!(!goes("12. A lamp\n13. A rope"));
        assert!(!goes("— Who is there?"));
        assert!(!goes_on(&draft(&format!("— {full}\n— or not\n")), &format!("— {full}"), 0, 1));
    }

    #[test]
    fn signatures_keep_their_lines() {
        let of = |text: &str| is_signed(&draft(text), 0, 1);
        assert!(of("The Chairman                     E. Holm\nThe Court House"));
        assert!(of("The Court House\n4 May 1997"));
        assert!(!of("Nobody who came to the river that winter saw the old ferry\n4 May 1997 was the day."));
        assert!(!of("1801        12\n1802        14"));
        assert!(of("For Weirford:           For Alderton:\nE. HOLM                 C. LUND"));
    }
}
