//! Captions in WebVTT (<https://www.w3.org/TR/webvtt1/>), made of a text in which the times stand.
//!
//! What stands between two times is said between them. It is cut where sentences end, and each part gets as much of the time as it has
//! letters.

use crate::{
    base::Span,
    document::{Document, Facts, Time},
};

/// A part has so many letters at most: two lines of captions.
const LONGEST: usize = 84;
/// The words behind the last time take so many milliseconds a letter: about 15 letters in a second, as broadcasters reckon.
const PER_LETTER: u64 = 66;
/// Captions stay for so many milliseconds at least.
const SHORTEST: u64 = 1_000;

/// WebVTT of the words at these times of a document, which are those of one recording; empty if there are no words.
pub fn of_times(document: &Document, times: &[&Time]) -> String {
    let mut written = String::from("WEBVTT\n");
    let mut any = false;
    for (nth, time) in times.iter().enumerate() {
        let words = words_at(document, time);
        if words.is_empty() {
            continue;
        }
        let letters = words.iter().map(|part| part.chars().count() as u64).sum::<u64>().max(1);
        let next = times.get(nth + 1..).unwrap_or_default().iter().map(|next| next.milliseconds).find(|next| *next > time.milliseconds);
        let lasts = next.map_or((letters * PER_LETTER).max(SHORTEST), |next| next - time.milliseconds);
        let mut before = 0;
        for part in &words {
            let start = time.milliseconds + lasts * before / letters;
            before += part.chars().count() as u64;
            let end = time.milliseconds + lasts * before / letters;
            written.push_str(&format!("\n{} --> {}\n{}\n", clock(start), clock(end.max(start + 1)), escaped(part)));
            any = true;
        }
    }
    if any { written } else { String::new() }
}

/// The words said at a time, in parts: those from it to the next time, or to the next heading.
fn words_at(document: &Document, time: &Time) -> Vec<String> {
    let (text, times) = (&document.body.text, &document.facts.times);
    let nth = times.partition_point(|other| other.words.start < time.words.start);
    let next = times.get(nth + 1).map(|next| next.words.start);
    let from = document.body.blocks.partition_point(|block| block.text.end < time.words.end);
    let blocks = document.body.blocks.get(from..).unwrap_or_default();
    let mut parts = Vec::new();
    for block in blocks.iter().take_while(|block| block.note.is_none() && !block.is_among(&document.facts.headings)) {
        let is_own = block.text.start <= time.words.start;
        // A name may stand before the first time of a block.
        let is_first = nth.checked_sub(1).and_then(|before| times.get(before)).is_none_or(|before| before.words.start < block.text.start);
        let is_named = is_own && is_first && Facts::is_begun_by(&document.body.text, block.text, time.words.start);
        let lead = if is_named { Span { start: block.text.start, end: time.words.start }.of(text).trim() } else { "" };
        let start = if is_own { time.words.end } else { block.text.start };
        let ends_here = next.filter(|next| *next <= block.text.end);
        if ends_here.is_some_and(|next| next <= block.text.start || !is_own && Facts::is_begun_by(&document.body.text, block.text, next)) {
            break;
        }
        let said = Span { start, end: ends_here.unwrap_or(block.text.end).max(start) }.of(text).trim();
        let sign = if said.starts_with([':', '：', '.', ',']) { "" } else { " " };
        cut(format!("{lead}{sign}{said}").trim(), &mut parts);
        if ends_here.is_some() {
            break;
        }
    }
    parts
}

/// Cuts words into parts that captions can show: where a sentence ends, else between words.
fn cut(words: &str, parts: &mut Vec<String>) {
    let mut part = String::new();
    for (is_apart, word) in words.split_whitespace().flat_map(in_pieces) {
        let is_full = part.chars().count() + word.chars().count() >= LONGEST;
        let is_whole = part.ends_with(['.', '?', '!', '…', '。', '！', '？']) && part.chars().count() * 2 >= LONGEST;
        if !part.is_empty() && (is_full || is_whole) {
            parts.push(std::mem::take(&mut part));
        }
        if is_apart && !part.is_empty() {
            part.push(' ');
        }
        part.push_str(word);
    }
    if !part.is_empty() {
        parts.push(part);
    }
}

/// A word, or the pieces of what is too long for a caption, as in scripts without blanks: where a sentence or a part of it ends, else after so
/// many letters. With each whether a blank stands before it.
fn in_pieces(word: &str) -> impl Iterator<Item = (bool, &str)> {
    let is_long = word.chars().count() >= LONGEST;
    let mut rest = word;
    std::iter::from_fn(move || {
        let is_apart = rest.len() == word.len();
        let mut near = rest.char_indices().take(LONGEST / 2);
        let mark = near.find(|(_, c)| matches!(c, '。' | '！' | '？' | '，' | '、' | '；')).map(|(at, c)| at + c.len_utf8());
        let most = || rest.char_indices().nth(LONGEST / 2).map(|(at, _)| at);
        let end = if is_long { mark.or_else(most) } else { None };
        let (piece, behind) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        rest = behind;
        (!piece.is_empty()).then_some((is_apart, piece))
    })
}

/// A time as WebVTT has it: `00:12:31.000`.
fn clock(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    format!("{:02}:{:02}:{:02}.{:03}", seconds / 3600, seconds / 60 % 60, seconds % 60, milliseconds % 1000)
}

/// Words in which nothing is a tag or an arrow.
fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::RelPath;

    fn check(text: &str, expected: &str) {
        let file = format!("---\ntitle: A\nrecordings: a.mp3\n---\n\n{text}\n");
        let document = crate::document::parse(&RelPath::new("content/documents/a.md"), file.as_bytes(), &|_, _| None);
        let times: Vec<&Time> = document.facts.times.iter().collect();
        assert_eq!(of_times(&document, &times), expected, "{text}");
    }

    #[test]
    fn captions_are_what_is_said_between_times() {
        check(
            "Before.\n\n[00:00:02] **Ruth:** Who & <why>?\n\n**Otto [0:06]:** My father.\n\nAnd I. [00:00:10] We went.\n\n## Sources\n\nA book.",
            "WEBVTT\n\n00:00:02.000 --> 00:00:06.000\nRuth: Who &amp; &lt;why&gt;?\n\n00:00:06.000 --> 00:00:08.909\nOtto: My father.\n\n\
             00:00:08.909 --> 00:00:10.000\nAnd I.\n\n00:00:10.000 --> 00:00:11.000\nWe went.\n",
        );
        check("No times.", "");
    }

    #[test]
    fn long_turns_are_cut_where_sentences_end() {
        let mut parts = Vec::new();
        let sentence = "The harbour was frozen for eleven weeks that winter. ";
        cut(&sentence.repeat(3), &mut parts);
        assert_eq!(parts, vec![sentence.trim(); 3]);
        parts.clear();
        let sentence = "那年冬天港口冰封了十一个星期，没有一艘船能够进来。";
        cut(&sentence.repeat(5), &mut parts);
        assert!(parts.len() > 1 && parts.iter().all(|part| part.ends_with('。') && part.chars().count() <= LONGEST), "{parts:?}");
        assert_eq!(parts.concat(), sentence.repeat(5));
        parts.clear();
        cut(&"word ".repeat(40), &mut parts);
        assert!(parts.len() > 2 && parts.iter().all(|part| part.chars().count() <= LONGEST), "{parts:?}");
    }
}
