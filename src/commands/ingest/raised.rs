//! Numbers of notes that stand against the words that call them.

use std::borrow::Cow;

use super::printed::{Line, Place, Word, is_prose, median};
use crate::base::figures;

/// Numbers that stand higher than the line beside which they stand, and which the program calls lines of their own, are words of that line.
/// `letter`: how wide a letter is.
pub fn join_marks(lines: &mut Vec<Line<'_>>, letter: f32) {
    let is_mark = |line: &Line<'_>| match line.words.as_slice() {
        [word] => word.text.len() <= 3 && word.text.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    let marks: Vec<usize> = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(is_mark)).collect();
    let mut gone = vec![false; lines.len()];
    for at in marks.into_iter().take(MOST) {
        let Some(mark) = lines.get(at).cloned() else { continue };
        let is_higher = |place: Place| {
            let height = place.height();
            let stands_beside = mark.place.bottom > place.top + height * 0.2 && mark.place.top < place.bottom - height * 0.4;
            mark.place.height() < height * 0.9 && mark.place.bottom < place.bottom - height * 0.1 && stands_beside
        };
        let is_near = |gap: f32| (-0.5 * letter..letter * 1.5).contains(&gap);
        let beside = lines.iter().enumerate().filter(|(other, line)| *other != at && !is_mark(line) && is_higher(line.place));
        // A number between two lines belongs to the one that it follows.
        let found = beside.filter_map(|(other, line)| {
            let (behind, before) = (mark.place.left - line.place.right, line.place.left - mark.place.right);
            is_near(behind).then_some((other, true)).or(is_near(before).then_some((other, false)))
        });
        let Some((other, is_behind)) = found.max_by_key(|(_, is_behind)| *is_behind) else { continue };
        let Some(line) = lines.get_mut(other) else { continue };
        line.place.left = line.place.left.min(mark.place.left);
        line.place.right = line.place.right.max(mark.place.right);
        let place = if is_behind { line.words.len() } else { 0 };
        mark.words.into_iter().for_each(|word| line.words.insert(place, word));
        gone.get_mut(at).into_iter().for_each(|gone| *gone = true);
    }
    let mut at = 0;
    lines.retain(|_| {
        at += 1;
        gone.get(at - 1) != Some(&true)
    });
}

/// So many marks of a page are looked at.
const MOST: usize = 200;

/// Numbers of notes that are set in signs of their own, as high as others, and so stand against the words: `light;1`, and below, in smaller
/// type, `1Port Records`. Only where both are there they are raised.
pub fn raise_glued(lines: &mut [Line<'_>]) {
    let usual = median(lines.iter().filter(|line| is_prose(line)).map(|line| line.place.height()));
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let is_begun = |text: &str, count: usize| {
        (1..=3).contains(&count)
            && text.get(count..).is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '“' | '"' | '„' | '«')))
    };
    let small: Vec<usize> = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| line.place.height() < usual * 0.95)).collect();
    let mut looked_at = 0;
    for at in small {
        let Some(begun) = lines.get(at).and_then(|line| line.words.first()).map(|word| word.text.to_string()) else { continue };
        let count = digits(&begun);
        if !is_begun(&begun, count) {
            continue;
        }
        looked_at += 1;
        if looked_at > MOST {
            break;
        }
        let (label, rest) = begun.split_at(count);
        let high: String = label.chars().filter_map(figures::raised).collect();
        let is_called = |word: &Word<'_>| {
            word.text.strip_suffix(label).is_some_and(|before| {
                before.ends_with(|c: char| c.is_alphabetic() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '”' | '’' | '»'))
            })
        };
        let Some(word) = lines.iter_mut().flat_map(|line| &mut line.words).find(|word| is_called(word)) else { continue };
        word.text = Cow::Owned(format!("{}{high}", word.text.strip_suffix(label).unwrap_or(&word.text)));
        if let Some(word) = lines.get_mut(at).and_then(|line| line.words.first_mut()) {
            word.text = Cow::Owned(format!("{high} {rest}"));
        }
    }
}
