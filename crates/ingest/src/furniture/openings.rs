//! Where chapters begin among the heads of pages that repeat their names.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    draft::Draft,
    furniture::{folios, heads::Group},
    lines::State,
    recognise::moments,
};

/// The longest line above a signature, in characters.
const GREETING: u16 = 50;

/// Whether lines are the names of parts that a Roman number counts, each once and by one: "LECTURE I", "LECTURE II". Heads of pages come again
/// with the same number.
pub fn count_parts<'t>(lines: impl Iterator<Item = &'t str>) -> bool {
    let number = |line: &str| {
        let (_, last) = line.rsplit_once(' ')?;
        let number = last.trim_end_matches(['.', ':']);
        number.bytes().all(|byte| byte.is_ascii_uppercase()).then(|| folios::roman(&number.to_lowercase())).flatten()
    };
    let numbers: Option<Vec<u32>> = lines.map(number).collect();
    numbers.is_some_and(|numbers| {
        let by_one = numbers.windows(2).all(|pair| matches!(pair, [before, next] if *next == before + 1));
        numbers.len() >= 2 && by_one && numbers.first().is_some_and(|&first| first <= 2)
    })
}

/// Whether lines date or sign letters: each has another day, or each stands below a short line with a comma ("Your obedient servant,").
pub fn are_of_letters(draft: &Draft, groups: &[Group]) -> bool {
    let days: BTreeSet<String> = groups
        .iter()
        .filter(|group| moments::full_date(draft.line(group.first)).is_some())
        .map(|group| draft.line(group.first).to_owned())
        .collect();
    let above = |group: &Group| {
        let line = (group.first.saturating_sub(3)..group.first).rev().find(|&at| draft.lines[at].state == State::Text);
        line.filter(|&at| draft.lines[at].length <= GREETING).map_or("", |at| draft.line(at))
    };
    groups.len() >= 2 && (days.len() == groups.len() || groups.iter().all(|group| above(group).ends_with(',')))
}

/// The lines that open a chapter among those of one key, in which numbers are set aside: "ГЛАВА I" heads other pages than "ГЛАВА II".
pub fn openings(draft: &Draft, groups: &[Group]) -> BTreeSet<usize> {
    let mut by_words: BTreeMap<String, Vec<Group>> = BTreeMap::new();
    for group in groups {
        let words = draft.line(group.first).chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        by_words.entry(words).or_default().push(group.clone());
    }
    let of = |groups: &[Group]| groups.first().filter(|_| opens_chapter(draft, groups)).map(|group| group.first);
    by_words.values().filter_map(|groups| of(groups)).chain(of(groups)).collect()
}

/// Whether the first of some lines is the heading of the chapter whose pages the others head: it has no number, which they have, or more
/// room below it than any of them. Chicago Manual of Style 1.10: a page on which a chapter opens has no running head.
fn opens_chapter(draft: &Draft, groups: &[Group]) -> bool {
    let Some((first, others)) = groups.split_first() else { return false };
    // "I" before a title counts the chapter.
    let is_page = |word: Option<&str>| word.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let counted = |group: &Group| {
        let words = || draft.line(group.first).split_whitespace();
        group.first == group.last && (is_page(words().next()) || is_page(words().next_back()))
    };
    let room = |group: &Group| draft.lines.iter().skip(group.last + 1).take_while(|line| line.state == State::Blank).take(9).count();
    let counts = others.iter().filter(|group| counted(group)).count();
    let is_set_off = others.iter().all(|group| room(group) < room(first));
    !others.is_empty() && room(first) > 0 && !counted(first) && (counts * 2 > others.len() || is_set_off)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_counted_once() {
        assert!(count_parts(["LECTURE I", "LECTURE II", "LECTURE III."].into_iter()));
        assert!(!count_parts(["LECTURE I", "LECTURE I", "LECTURE II"].into_iter()));
        assert!(!count_parts(["THE FORD", "THE FORD"].into_iter()));
    }

    #[test]
    fn a_chapter_keeps_its_name_where_the_heads_of_its_pages_have_a_number() {
        let prose = |word: &str| {
            format!(
                "The {word} was cut in the autumn and lay on the bank until the ice\nhad gone, when the reeve and his men came to set it into the weir\nand drank with the {word} cutter, who had seen the river rise and\nfall for as long as the {word} had stood beside it, and who knew\nwhat the miller owed to everybody, and to the {word} cutter, too.\n"
            )
        };
        let mut text = String::from("RIVER BOOK\n\n");
        for (nth, number) in ["I", "II", "III"].iter().enumerate() {
            let at = 3 * nth;
            text.push_str(&format!("\u{c}ГЛАВА {number}\n\n\n{}\n{}\n", prose(&format!("{number} alder")), at + 1));
            text.push_str(&format!("\u{c}{}      RIVER BOOK\n\n{}\n", at + 2, prose(&format!("{number} willow"))));
            text.push_str(&format!("\u{c}      ГЛАВА {number}      {}\n\n{}\n", at + 3, prose(&format!("{number} hazel"))));
        }
        let made = crate::ingest("book.txt", text.as_bytes()).markdown;
        let headings: Vec<&str> = made.lines().filter(|line| line.starts_with('#')).collect();
        assert_eq!(headings, ["## ГЛАВА I", "## ГЛАВА II", "## ГЛАВА III"]);
    }

    #[test]
    fn days_and_signatures_of_letters_are_no_heads() {
        let letter = |day: usize| {
            format!(
                "                    Weirford, {day} March 1811.\n\nMy dear Edith,\n\nThe ice came down on Friday and took the landing stage and\nhalf of the reeve's oats with it into the weir, where they\nstayed until the thaw and were of no use to anybody then.\n\nNobody was hurt, but the ferry is gone and so is the bell,\nand whoever comes to the bank has to shout until I hear it\nin the kitchen, which I do not when the wind is from here.\n\n                    Your affectionate brother,\n\n                              J. Holm.\n\n\n"
            )
        };
        let made = crate::ingest("letters.txt", [3, 9, 14, 20, 27].map(letter).concat().as_bytes()).markdown;
        assert_eq!(made.matches("J. Holm").count(), 5, "{made}");
        assert!(made.contains("14 March 1811") && !made.contains("running-head"), "{made}");
    }
}
