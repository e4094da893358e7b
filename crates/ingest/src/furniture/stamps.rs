//! What a data base prints on a text for whoever takes it: "Berg, Anna 2/28/2023 / For Educational Use Only".
//!
//! Nothing of it is of the text: neither its names nor its dates. It stands at the edges of a text or of its pages.

use std::collections::BTreeSet;

use crate::{
    chars,
    draft::Draft,
    furniture::folios,
    lines::State,
    recognise::moments,
    remark::Remark,
    report::{Certainty::Likely, Kind},
};
use scholion_lang::DOWNLOAD_STAMP;

/// How many lines at each end of a text are looked at.
const EDGE: usize = 60;
/// The longest line of a stamp, in characters.
const LONGEST: u16 = 250;
/// The most lines of one.
const MOST: usize = 4;
/// The most words of a line that says who took a text, and when.
const WORDS: usize = 8;

/// Leaves stamps out.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let count = draft.lines.len();
    let mut stamps = BTreeSet::new();
    let edges: Vec<usize> = (0..count.min(EDGE)).chain(count.saturating_sub(EDGE).max(EDGE.min(count))..count).collect();
    for index in edges {
        let line = &draft.lines[index];
        if line.state != State::Text || line.length > LONGEST || !is_stamp(draft.line(index)) {
            continue;
        }
        // Who took it, and when, stands on the lines beside it.
        let is_text = |at: usize| draft.lines.get(at).is_some_and(|line| line.state == State::Text);
        let names = |at: &usize| {
            let line = draft.line(*at);
            line.split_whitespace().count() <= WORDS && (moments::full_date(line).is_some() || is_stamp(line))
        };
        let above = (index.saturating_sub(MOST)..index).rev().take_while(|&at| is_text(at)).take_while(names).last().unwrap_or(index);
        let below = (index + 1..(index + MOST).min(count)).take_while(|&at| is_text(at)).take_while(names).last().unwrap_or(index);
        for at in above..=below {
            stamps.insert(without_digits(draft.line(at)));
            leave_out(draft, at, rule);
        }
    }
    // The pages between bear the same.
    if stamps.is_empty() {
        return;
    }
    for index in EDGE.min(count)..count.saturating_sub(EDGE) {
        let line = &draft.lines[index];
        if line.state == State::Text && line.length <= LONGEST && stamps.contains(&without_digits(draft.line(index))) {
            leave_out(draft, index, rule);
            folios::mark_page(draft, index);
        }
    }
}

fn leave_out(draft: &mut Draft, index: usize, rule: &'static str) {
    let (number, words) = (draft.number_of(index), draft.line(index).to_owned());
    if let Some(line) = draft.lines.get_mut(index) {
        line.state = State::Dropped;
    }
    draft.note(number, rule, words, Kind::Dropped, Likely, Remark::DownloadStamp);
}

fn without_digits(line: &str) -> String {
    line.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// Whether a line is a stamp: it begins with such words, or little stands before them.
fn is_stamp(line: &str) -> bool {
    let lower = line.to_lowercase();
    let mut phrases = DOWNLOAD_STAMP.within(&lower).filter_map(|phrase| Some((phrase, lower.find(phrase)?)));
    phrases.any(|(phrase, at)| {
        let before = lower.get(..at).unwrap_or("");
        let behind = lower.get(at + phrase.len()..).unwrap_or("");
        let is_whole = !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric);
        // A sentence may say that somebody has downloaded something; none begins with the words and an address.
        let is_addressed = before.trim().is_empty() && behind.trim_start().starts_with("http");
        let is_said =
            before.split_whitespace().any(chars::is_function_word) || line.ends_with('.') && behind.contains(". ") && !is_addressed;
        is_whole && before.split_whitespace().count() <= 6 && !is_said
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_begin_with_their_words() {
        for line in [
            "For Educational Use Only",
            "Downloaded from https://tides.example by guest on 12 May 2020",
            "Berg, Anna — For educational use only",
            "Heruntergeladen am 3.5.2021",
            "Downloaded from https://tides.example/core. Wexcombe College, on 3 May 2019, subject to the terms of use.",
        ] {
            assert!(is_stamp(line), "{line}");
        }
        assert!(!is_stamp("The file was downloaded from the office. Nobody knew by whom."));
        assert!(!is_stamp("The reader who has downloaded from this page what he wanted"));
    }
}
