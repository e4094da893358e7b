//! Where words of a text stand on the picture of their page: around their own boxes where the file of coordinates has these, else around the
//! lines that hold them.

use super::layout::{Line, Lines};
use crate::{
    base::{Span, text},
    document::layout::Place,
};

/// So many words as recognised may stand between two of the text, and are none of it.
const BETWEEN: usize = 3;

/// The rectangle around words of the text, in the unit of the lines' places; `None` if none of the lines holds any.
pub fn around(all: &str, lines: &Lines, words: Span) -> Option<Place> {
    let holds = |line: &&Line| line.text.is_some_and(|own| meets(own, words));
    lines.lines.iter().filter(holds).map(|line| in_line(all, line, words).unwrap_or(line.place)).reduce(union)
}

/// A place in the unit of a picture of another size: left, top, width, height. Nothing is smaller than one, as nothing could be seen of it.
pub fn scaled(place: Place, from: (u32, u32), to: (u32, u32)) -> [u32; 4] {
    let length = |length: u32, from: u32, to: u32| {
        let scaled = u64::from(length) * u64::from(to) / u64::from(from.max(1));
        u32::try_from(scaled).unwrap_or(u32::MAX)
    };
    let (x, y) = (length(place.x, from.0, to.0), length(place.y, from.1, to.1));
    [x, y, length(place.width, from.0, to.0).max(1), length(place.height, from.1, to.1).max(1)]
}

/// The rectangle around those of the words that stand in a line; `None` if it is not known where each of them does.
fn in_line(all: &str, line: &Line, words: Span) -> Option<Place> {
    let own = line.text?;
    let recognised: Vec<&str> = line.words.split_whitespace().collect();
    if recognised.len() != line.boxes.len() {
        return None;
    }
    if let Some(letters) = by_letters(&recognised, all, own) {
        let boxes = letters.iter().filter(|(span, _)| meets(*span, words)).filter_map(|(_, nth)| line.boxes.get(*nth).copied());
        return boxes.reduce(union);
    }
    let mut next = 0;
    let mut place: Option<Place> = None;
    for (span, word) in tokens(all, own) {
        let nth = find(&recognised, next, word);
        next = nth.map_or(next, |nth| nth + 1);
        if meets(span, words) {
            let found = *line.boxes.get(nth?)?;
            place = Some(place.map_or(found, |place| union(place, found)));
        }
    }
    place
}

/// Each letter of a stretch of the text, and to which of the words as recognised it belongs, if letter for letter both are the same: whatever
/// parts words in a script, or in a recogniser. Behind a word that is cut the text may go on.
fn by_letters(recognised: &[&str], all: &str, own: Span) -> Option<Vec<(Span, usize)>> {
    let letters = |word: &str| text::fold(word).chars().filter(|letter| letter.is_alphanumeric()).collect::<Vec<char>>();
    let printed: Vec<(char, usize)> =
        recognised.iter().enumerate().flat_map(|(nth, word)| letters(word).into_iter().map(move |letter| (letter, nth))).collect();
    let start = own.start as usize;
    let mut written: Vec<(char, Span)> = Vec::new();
    for (at, letter) in own.of(all).char_indices() {
        let span = Span::new(start + at, start + at + letter.len_utf8());
        written.extend(letters(letter.encode_utf8(&mut [0; 4])).into_iter().map(|letter| (letter, span)));
    }
    let is_whole = written.len() == printed.len() || written.len() > printed.len() && recognised.last().is_some_and(|word| is_cut(word));
    let last = printed.last().map(|(_, nth)| *nth)?;
    if !is_whole || printed.iter().zip(&written).any(|((one, _), (other, _))| one != other) {
        return None;
    }
    Some(written.iter().enumerate().map(|(at, (_, span))| (*span, printed.get(at).map_or(last, |(_, nth)| *nth))).collect())
}

/// Whether a word is cut at the end of a line.
fn is_cut(word: &str) -> bool {
    word.ends_with(['-', '\u{ad}', '¬', '⸗', '‐', '='])
}

/// The words of a stretch of the text, as white space parts them.
fn tokens(all: &str, own: Span) -> impl Iterator<Item = (Span, &str)> {
    let start = own.start as usize;
    let words = own.of(all).split(char::is_whitespace).scan(start, move |at, word| {
        let span = Span::new(*at, *at + word.len());
        // Behind a word stands one character of white space, of whatever length.
        let behind = all.get(span.end as usize..).and_then(|rest| rest.chars().next());
        *at = span.end as usize + behind.map_or(0, char::len_utf8);
        Some((span, word))
    });
    words.filter(|(_, word)| word.contains(char::is_alphanumeric))
}

/// Which of the words as recognised a word of the text is, from one of them on. One that is cut at the line's end is the beginning of it.
fn find(recognised: &[&str], from: usize, word: &str) -> Option<usize> {
    let word = text::fold(word);
    let is_it = |nth: usize, other: &str| {
        let may_go_on = nth + 1 == recognised.len() && is_cut(other);
        let other = text::fold(other);
        other == word || may_go_on && !other.is_empty() && word.starts_with(&other)
    };
    let mut near = recognised.iter().enumerate().skip(from).take(BETWEEN);
    near.find(|(nth, other)| is_it(*nth, other)).map(|(nth, _)| nth)
}

fn meets(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

fn union(one: Place, other: Place) -> Place {
    let (x, y) = (one.x.min(other.x), one.y.min(other.y));
    let right = one.x.saturating_add(one.width).max(other.x.saturating_add(other.width));
    let end = one.y.saturating_add(one.height).max(other.y.saturating_add(other.height));
    Place { x, y, width: right - x, height: end - y }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "the mill was broken on Tuesday, they say";

    /// Two lines, each word ten pixels wide; `as_recognised` stands in the first.
    fn lines(as_recognised: &str) -> Lines {
        let line = |words: &str, y: u32, text: Span| {
            let boxes = (0..words.split(' ').count() as u32).map(|nth| Place { x: 10 * nth, y, width: 9, height: 8 }).collect();
            let place = Place { x: 0, y, width: 100, height: 8 };
            Line { name: String::new(), place, words: words.to_owned(), boxes, text: Some(text) }
        };
        Lines {
            width: 100,
            height: 100,
            lines: vec![line(as_recognised, 0, Span::new(0, 30)), line("day, they say", 10, Span::new(32, 40))],
        }
    }

    fn check(as_recognised: &str, words: &str, expected: [u32; 4]) {
        let start = TEXT.find(words).unwrap();
        let place = around(TEXT, &lines(as_recognised), Span::new(start, start + words.len())).unwrap();
        assert_eq!([place.x, place.y, place.width, place.height], expected, "{as_recognised}: {words}");
    }

    #[test]
    fn words_have_their_own_boxes_where_these_are_known() {
        let line = "the mill was broken on Tues-";
        check(line, "mill was", [10, 0, 19, 8]);
        check(line, "il", [10, 0, 9, 8]);
        check(line, "Tuesday", [50, 0, 9, 8]);
        check(line, "say", [20, 10, 9, 8]);
        check(line, "on Tuesday, they", [10, 0, 49, 18]);
        // A short word at the end of a line is no beginning of another.
        check("the mill was broken o", "on", [0, 0, 100, 8]);
        // What was recognised otherwise is somewhere in its line.
        check("thc mi11 was broken on Tues-", "mill", [0, 0, 100, 8]);
        check("l the mill was broken on Tues-", "mill", [20, 0, 9, 8]);
        assert_eq!(around(TEXT, &lines(line), Span::new(30, 31)), None);
    }

    #[test]
    fn scripts_without_spaces_have_the_boxes_of_their_letters() {
        let all = "春眠不觉晓。";
        let boxes = (0..5).map(|nth| Place { x: 10 * nth, y: 0, width: 9, height: 8 }).collect();
        let line = Line {
            name: String::new(),
            place: Place::default(),
            words: "春 眠 不 觉 晓".to_owned(),
            boxes,
            text: Some(Span::new(0, all.len())),
        };
        let lines = Lines { width: 100, height: 100, lines: vec![line] };
        let place = around(all, &lines, Span::new(6, 12)).unwrap();
        assert_eq!((place.x, place.width), (20, 19));
    }

    #[test]
    fn places_are_scaled_and_never_nothing() {
        assert_eq!(scaled(Place { x: 10, y: 20, width: 100, height: 0 }, (1000, 2000), (2000, 4000)), [20, 40, 200, 1]);
        assert_eq!(scaled(Place { x: 1, y: 1, width: 1, height: 1 }, (0, 0), (u32::MAX, 1)), [u32::MAX, 1, u32::MAX, 1]);
    }
}
