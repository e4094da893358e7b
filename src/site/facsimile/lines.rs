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
    let mut next = 0;
    let mut is_cut = false;
    let mut found = Vec::with_capacity(lines.len());
    for line in lines {
        let own: Vec<String> = text::words(&line.text).map(|(_, word)| text::fold(word)).collect();
        let ends_cut = line.text.trim_end().ends_with(['-', '\u{ad}', '¬', '⸗', '‐', '=']);
        let place = look(&words, next, &own, is_cut);
        is_cut = ends_cut;
        let Some((first, last)) = place else {
            found.push(None);
            continue;
        };
        let span = words.get(first).zip(words.get(last)).map(|(first, last)| Span::new(first.span.start as usize, last.span.end as usize));
        found.push(span);
        next = last + 1;
    }
    found
}

/// The first and the last word of a line, at the place where most of its words are.
fn look(words: &[Word], next: usize, own: &[String], is_cut: bool) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize, usize)> = None;
    // The rest of a word that the line before began is no word of its own.
    let own = if is_cut { own.get(1..).unwrap_or_default() } else { own };
    for start in next..words.len().min(next.saturating_add(AHEAD)) {
        let Some((count, first, last)) = run(words, start, own) else { continue };
        if best.is_none_or(|(most, ..)| count > most) {
            best = Some((count, first, last));
        }
        if count == own.len() {
            break;
        }
    }
    best.filter(|(count, ..)| 2 * count > own.len() || *count > 4).map(|(_, first, last)| (first, last))
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
    fn lines_alike_come_one_after_the_other() {
        check(
            "so it goes on\nso it goes on\nso it goes on and on",
            &[("so it goes on", Some("so it goes on")), ("so it goes on", Some("so it goes on")), ("so it goes on and on", Some("so it goes on and on"))],
        );
        check("春眠不觉晓 处处闻啼鸟", &[("春眠不觉晓", Some("春眠不觉晓")), ("处处闻啼鸟", Some("处处闻啼鸟"))]);
    }
}
