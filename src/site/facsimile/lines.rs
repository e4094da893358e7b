//! Which words of a text stand in which printed line of a page's picture.
//!
//! A file of coordinates has the lines as they were recognised, the text may have been edited since. So each line is looked for from where
//! the one before it ended: at the place near by at which most of its words follow each other.

use crate::{
    base::{Span, text},
    document::layout::LineLayout,
};

/// A line is looked for among so many words behind the one before it.
const AHEAD: usize = 80;

/// So many words of the text, or of the line, may come in between.
const BETWEEN: usize = 3;

/// A word of the text.
struct Word {
    folded: String,
    span: Span,
}

/// For each line its words in the text, if they are there: ranges of `text` between `range`'s ends, one behind the other.
pub fn find(all: &str, range: Span, lines: &[LineLayout]) -> Vec<Option<Span>> {
    let start = range.start as usize;
    let words: Vec<Word> = text::words(range.of(all))
        .map(|(at, word)| Word { folded: text::fold(word), span: Span::new(start + at.start, start + at.end) })
        .collect();
    let lines: Vec<Printed> = lines.iter().map(Printed::of).collect();
    let mut next = 0;
    let mut is_cut = false;
    let mut found = Vec::with_capacity(lines.len());
    for (nth, line) in lines.iter().enumerate() {
        let place = look(&words, next, &line.words, is_cut);
        let below = lines.get(nth + 1).filter(|_| place.is_some_and(|place| place.count < line.words.len()));
        let gives_way = place.zip(below).is_some_and(|(place, below)| takes(&words, next, place.last, &below.words, line.is_cut));
        is_cut = line.is_cut;
        let Some(Run { first, last, .. }) = place.filter(|_| !gives_way) else {
            found.push(None);
            continue;
        };
        let span = words.get(first).zip(words.get(last)).map(|(first, last)| Span::new(first.span.start as usize, last.span.end as usize));
        found.push(span);
        next = last + 1;
    }
    found
}

/// Whether the line below is there whole from a word on, and not behind another: then those are words of its own, and the line above, of
/// which some are lacking, is a head that the text has as its title.
fn takes(words: &[Word], next: usize, last: usize, below: &[String], is_cut: bool) -> bool {
    let whole = |from: usize| look(words, from, below, is_cut).filter(|run| run.is_whole);
    whole(next).is_some_and(|run| run.first <= last) && whole(last + 1).is_none()
}

/// A line as it was recognised.
struct Printed {
    /// Its words, folded.
    words: Vec<String>,
    /// Whether its last word goes on in the next line.
    is_cut: bool,
}

impl Printed {
    fn of(line: &LineLayout) -> Self {
        let words = text::words(&line.text).map(|(_, word)| text::fold(word)).collect();
        Self { words, is_cut: line.text.trim_end().ends_with(['-', '\u{ad}', '¬', '⸗', '‐', '=']) }
    }
}

/// Words of a line that follow each other in the text.
#[derive(Clone, Copy)]
struct Run {
    /// How many there are.
    count: usize,
    /// Whether that is all of them, and more than two.
    is_whole: bool,
    /// The first of them, as a word of the text.
    first: usize,
    /// The last.
    last: usize,
}

/// The words of a line, at the place where most of them are.
fn look(words: &[Word], next: usize, own: &[String], is_cut: bool) -> Option<Run> {
    let mut best: Option<Run> = None;
    // The rest of a word that the line before began is no word of its own.
    let own = if is_cut { own.get(1..).unwrap_or_default() } else { own };
    for start in next..words.len().min(next.saturating_add(AHEAD)) {
        let Some((count, first, last)) = run(words, start, own) else { continue };
        if best.is_none_or(|best| count > best.count) {
            best = Some(Run { count, is_whole: count == own.len() && count > 2, first, last });
        }
        if count == own.len() {
            break;
        }
    }
    best.filter(|best| 2 * best.count > own.len() || best.count > 4)
}

/// How many words of a line follow each other from a word of the text on that begins it, and the first and the last of them.
fn run(words: &[Word], start: usize, own: &[String]) -> Option<(usize, usize, usize)> {
    let is_same = |word: &Word, own: &str, is_last: bool| word.folded == own || is_last && own.len() > 1 && word.folded.starts_with(own);
    let first = words.get(start)?;
    let begin = own.iter().take(BETWEEN).position(|own_word| first.folded == *own_word)?;
    let (mut count, mut last, mut at) = (1, start, start + 1);
    for (nth, own_word) in own.iter().enumerate().skip(begin + 1) {
        let near = words.get(at..words.len().min(at + BETWEEN)).unwrap_or_default();
        if let Some(step) = near.iter().position(|word| is_same(word, own_word, nth + 1 == own.len())) {
            count += 1;
            last = at + step;
            at = last + 1;
        }
    }
    Some((count, start, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(all: &str, lines: &[(&str, Option<&str>)]) {
        let layout: Vec<LineLayout> = lines.iter().map(|(text, _)| LineLayout { text: (*text).into(), ..LineLayout::default() }).collect();
        let found = find(all, Span::new(0, all.len()), &layout);
        let found: Vec<Option<&str>> = found.iter().map(|span| span.map(|span| span.of(all))).collect();
        let expected: Vec<Option<&str>> = lines.iter().map(|(_, expected)| *expected).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn lines_find_their_words_in_an_edited_text() {
        check(
            "The waterwheel of the mill, which stood by the river, was old. It had been built by her grandfather.",
            &[
                ("THE MILLER'S TALE 12", None),
                ("The waterwheel of the mill, which", Some("The waterwheel of the mill, which")),
                // Recognised wrongly.
                ("stood by thc river, was", Some("stood by the river, was")),
                ("old. It had been built by her grand-", Some("old. It had been built by her grandfather")),
                ("father.", None),
            ],
        );
        check("", &[("Words", None)]);
        check("Words", &[("", None), ("Words", Some("Words"))]);
    }

    #[test]
    fn a_head_that_became_the_title_takes_no_words_of_the_line_below() {
        check(
            "The ferry from the islands came late on Thursday.",
            &[
                ("THE FERRY CAME LATE", None),
                ("The ferry from the islands came", Some("The ferry from the islands came")),
                ("late on Thursday.", Some("late on Thursday")),
            ],
        );
        // A slip of the reader in a refrain is none.
        check("so it goes on, so it goes on", &[("so it goos on", Some("so it goes on")), ("so it goes on", Some("so it goes on"))]);
        check(
            "Über den Wein. Der Wein ist rot.",
            &[("Über den Wein", Some("Über den Wein")), ("Der Wein ist rot.", Some("Der Wein ist rot"))],
        );
    }

    #[test]
    fn lines_alike_come_one_after_the_other() {
        check(
            "so it goes on\nso it goes on\nso it goes on and on",
            &[
                ("so it goes on", Some("so it goes on")),
                ("so it goes on", Some("so it goes on")),
                ("so it goes on and on", Some("so it goes on and on")),
            ],
        );
        check("春眠不觉晓 处处闻啼鸟", &[("春眠不觉晓", Some("春眠不觉晓")), ("处处闻啼鸟", Some("处处闻啼鸟"))]);
    }
}
