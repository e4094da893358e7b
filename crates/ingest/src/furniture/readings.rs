//! The marks with which transcribers of Japanese texts write readings and what only print can show, as Aozora Bunko does:
//! `｜東京《とうきょう》［＃改ページ］` (<https://www.aozora.gr.jp/annotation/>).
//!
//! A reading stands in round brackets, as where ruby cannot be shown (HTML Standard, 4.5.10); the line before the first character that it is
//! of goes; what a transcriber says in `［＃…］` is listed.

use crate::{
    draft::Draft,
    furniture::folios,
    lines::State,
    report::{Certainty::Sure, Kind},
};
use scholion_base::{Span, script::is_kana};

/// The fewest readings of a text with these marks.
const FEWEST: usize = 2;
/// The longest of what a transcriber says, in bytes.
const LONGEST: usize = 400;

/// Reads the marks.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let text = &draft.source.text;
    if !text.contains('《') {
        return;
    }
    let readings = readings(text);
    if readings.len() < FEWEST {
        return;
    }
    let said: Vec<(usize, usize)> = text
        .match_indices("［＃")
        .filter_map(|(at, _)| {
            let line = text.get(at..)?.split('\n').next()?;
            let end = line.find('］').filter(|end| *end < LONGEST)? + '］'.len_utf8();
            Some((at, at + end))
        })
        .collect();
    let mut unprinted: Vec<Span> = text.match_indices('｜').map(|(at, mark)| Span::new(at, at + mark.len())).collect();
    unprinted.extend(said.iter().map(|&(start, end)| Span::new(start, end)));
    unprinted.sort_by_key(|span| span.start);
    let words: Vec<(u32, String)> =
        said.iter().map(|&(start, end)| (draft.source.line_at(start as u32), text.get(start..end).unwrap_or("").to_owned())).collect();
    let covered = in_brackets(text, &readings);
    draft.cover(covered);
    for (line, words) in words {
        let is_page = words.starts_with("［＃改");
        draft.say(line, rule, words, Kind::Dropped, Sure);
        let index = (line as usize).saturating_sub(1);
        let is_alone =
            draft.line(index).starts_with("［＃") && draft.line(index).find('］') == Some(draft.line(index).len() - '］'.len_utf8());
        if let Some(line) = draft.lines.get_mut(index).filter(|_| is_alone) {
            line.state = State::Dropped;
        }
        if is_page {
            folios::mark_page(draft, index);
        }
    }
    draft.unprinted.extend(unprinted);
}

/// Where readings stand: kana in double angle brackets behind a word. Chinese sets titles in such brackets, and has no kana.
fn readings(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, mark) in text.match_indices('《') {
        let Some(inside) = text.get(at + mark.len()..) else { continue };
        let length: usize = inside.chars().take(60).take_while(|&c| is_kana(c) || c == '・').map(char::len_utf8).sum();
        let is_closed = length > 0 && inside.get(length..).is_some_and(|rest| rest.starts_with('》'));
        let is_behind = text.get(..at).and_then(|before| before.chars().next_back()).is_some_and(char::is_alphanumeric);
        if is_closed && is_behind {
            found.push((at, at + mark.len() + length));
        }
    }
    found
}

/// The text with round brackets around its readings: as long as the others, in bytes.
fn in_brackets(text: &str, readings: &[(usize, usize)]) -> String {
    let mut covered = String::with_capacity(text.len());
    let mut from = 0;
    for &(open, close) in readings {
        covered.push_str(text.get(from..open).unwrap_or(""));
        covered.push('（');
        covered.push_str(text.get(open + '《'.len_utf8()..close).unwrap_or(""));
        covered.push('）');
        from = close + '》'.len_utf8();
    }
    covered.push_str(text.get(from..).unwrap_or(""));
    covered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_kana_behind_a_word() {
        let text = "｜東京《とうきょう》の《春》は早《はや》い。《はな》";
        let found: Vec<&str> = readings(text).iter().map(|&(at, end)| &text[at + 3..end]).collect();
        assert_eq!(found, ["とうきょう", "はや"]);
        assert_eq!(in_brackets(text, &readings(text)), "｜東京（とうきょう）の《春》は早（はや）い。《はな》");
    }
}
