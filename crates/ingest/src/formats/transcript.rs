//! Transcripts as programs for recordings write them: on a line who speaks and when, or only when, and below or behind it the words.

use super::{captions::Cue, clock::milliseconds};
use scholion_base::text::{escaped, squeeze};

/// A line that begins words.
#[derive(Debug, PartialEq, Eq)]
struct Head<'t> {
    name: &'t str,
    time: &'t str,
    /// What stands behind it on its line.
    words: &'t str,
}

/// Whether a text is such a transcript: its beginning decides.
pub fn is_transcript(head: &str) -> bool {
    /// Fewer may be by chance.
    const SEVERAL: usize = 3;
    /// As many lines may stand before the first.
    const BEFORE: usize = 16;
    // Each of its times has a colon between digits, which most texts lack.
    let bytes = head.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let times = memchr::memchr_iter(b':', bytes).filter(|&at| is_digit(at + 1) && at.checked_sub(1).is_some_and(is_digit));
    if times.take(SEVERAL).count() < SEVERAL {
        return false;
    }
    let lines: Vec<&str> = lines(head).collect();
    let heads: Vec<(usize, Head<'_>)> = lines.iter().enumerate().filter_map(|(at, line)| Some((at, self::head(line)?))).collect();
    let Some((first, one)) = heads.first() else { return false };
    // What stands above a transcript whose names and words are on one line is read with it as plain text.
    let is_early = if one.words.is_empty() { *first < BEFORE } else { *first == 0 };
    let spoken = heads
        .iter()
        .filter(|(at, head)| !head.words.is_empty() || lines.get(at + 1).is_some_and(|next| self::head(next).is_none()))
        .count();
    let times: Vec<u64> = heads.iter().filter_map(|(_, head)| seconds(head.time)).collect();
    // A day's programme begins in the morning, a recording at its beginning.
    let is_recording = heads.iter().any(|(_, head)| !head.name.is_empty()) || times.first().is_some_and(|first| *first < 60);
    heads.len() >= SEVERAL
        && is_early
        && spoken * 5 >= heads.len() * 4
        && times.is_sorted()
        && is_recording
        && (one.words.is_empty() || heads.len() * 2 > lines.len())
}

/// Reads it: what stands above the first words, and the words.
pub fn read(text: &str) -> (Vec<String>, Vec<Cue>) {
    let (mut above, mut cues) = (Vec::new(), Vec::<Cue>::new());
    for line in lines(text) {
        match (head(line), cues.last_mut()) {
            (Some(head), _) => {
                let start = seconds(head.time).unwrap_or(0) * 1000;
                if let Some(last) = cues.last_mut() {
                    last.end = start;
                }
                cues.push(Cue {
                    start,
                    end: start,
                    voice: head.name.to_owned(),
                    is_new: !head.name.is_empty(),
                    said: escaped(head.words),
                    time: head.time.to_owned(),
                });
            }
            // Who speaks between two others is none of those whose words these are.
            (None, Some(last)) if is_led(line) && (!last.voice.is_empty() || last.time == UNTIMED) => {
                let (start, end) = (last.start, last.end);
                let (name, words) = line.split_once(':').unwrap_or(("", line));
                let said = format!("<b>{}:</b> {}", escaped(name.trim()), escaped(words.trim()));
                cues.push(Cue { start, end, is_new: true, said, time: UNTIMED.to_owned(), ..Cue::default() });
            }
            (None, Some(last)) => {
                last.said.push(' ');
                last.said.push_str(&escaped(line));
            }
            (None, None) => above.push(squeeze(line)),
        }
    }
    (above, cues)
}

/// The time of words that have none: who spoke between two others.
pub const UNTIMED: &str = "-";

/// Whether a line without a time begins with a name in capitals, as those of a court have it: `MR. DALE: Objection.`
fn is_led(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, words)| {
        let is_capitals = name.chars().filter(|c| c.is_uppercase()).count() > 1 && !name.contains(char::is_lowercase);
        is_capitals && is_name(name) && words.starts_with(' ') && words.contains(char::is_alphabetic)
    })
}

/// All words of a transcript, a line each; the time at which words are said is none of them.
pub fn words(text: &str) -> Vec<String> {
    let words = |line| head(line).map_or_else(|| squeeze(line), |head| squeeze(&format!("{} {}", head.name, head.words)));
    lines(text).map(words).filter(|words| !words.is_empty()).collect()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.trim_start_matches('\u{feff}').lines().map(str::trim).filter(|line| !line.is_empty())
}

/// `Anna Berg  00:07`, `Anna Berg (00:07):`, `[Anna Berg] 10:00:07`, `00:07`, `00:07 Anna Berg`, `0:07 Anna: Words.`, `Anna: [0:07] Words.`
fn head(line: &str) -> Option<Head<'_>> {
    /// A time behind a name begins within so many characters.
    const FARTHEST: usize = 60;
    const SIGNS: [char; 9] = [' ', '\t', '-', '–', '—', '|', '·', '•', ','];
    if let Some((time, rest)) = time_first(line) {
        let rest = rest.trim_start_matches(SIGNS);
        if rest.is_empty() {
            return Some(Head { name: "", time, words: "" });
        }
        if let Some((name, words)) = rest.split_once(':').filter(|(name, _)| is_name(name)) {
            return Some(Head { name: name.trim(), time, words: words.trim() });
        }
        return is_name(rest).then_some(Head { name: rest, time, words: "" });
    }
    let at = line.char_indices().take(FARTHEST).find(|(at, c)| {
        let before = line.get(..*at).and_then(|before| before.chars().next_back());
        (c.is_ascii_digit() || matches!(c, '(' | '['))
            && *at > 0
            && before.is_some_and(|c| SIGNS.contains(&c) || c == ':')
            && time_first(line.get(*at..).unwrap_or("")).is_some()
    });
    let (name, rest) = line.split_at_checked(at?.0)?;
    let (time, words) = time_first(rest)?;
    let name = name.trim_matches(SIGNS).trim_end_matches(':');
    let name = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    let words = words.trim_start_matches(':').trim();
    let is_inline = line.contains(['[', '(']);
    (is_name(name) && (words.is_empty() || is_inline)).then_some(Head { name, time, words })
}

/// The time with which a text begins, in brackets or without, and what stands behind it.
fn time_first(text: &str) -> Option<(&str, &str)> {
    /// What has more digits and signs is no time.
    const LONGEST: usize = 32;
    let close = match text.chars().next()? {
        '[' => Some(']'),
        '(' => Some(')'),
        _ => None,
    };
    let inner = if close.is_some() { text.get(1..)? } else { text };
    let is_behind = |byte: u8| !(byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b','));
    let end = inner.bytes().take(LONGEST + 1).position(is_behind).or_else(|| (inner.len() <= LONGEST).then_some(inner.len()))?;
    let (time, rest) = inner.split_at_checked(end)?;
    // The colon behind a time is none of it.
    let (time, rest) = match time.strip_suffix([':', '.', ',']) {
        Some(bare) => (bare, inner.get(bare.len()..)?),
        None => (time, rest),
    };
    seconds(time)?;
    match close {
        Some(close) => Some((time, rest.strip_prefix(close)?)),
        None => rest.chars().next().is_none_or(|next| !next.is_alphanumeric()).then_some((time, rest)),
    }
}

/// The seconds of `0:07`, `01:00:07`, `01:00:07.5`.
fn seconds(time: &str) -> Option<u64> {
    let clock = time.split(['.', ',']).next()?;
    let parts: Vec<&str> = clock.split(':').collect();
    let is_clock = (2..=3).contains(&parts.len())
        && parts.iter().all(|part| (1..=2).contains(&part.len()))
        && parts.iter().skip(1).all(|part| part.len() == 2);
    if !is_clock {
        return None;
    }
    let is_time = parts.iter().skip(1).all(|part| part.parse::<u64>().is_ok_and(|number| number < 60));
    milliseconds(clock).filter(|_| is_time).map(|time| time / 1000)
}

/// Whether words may be the name of somebody who speaks: `Anna Berg`, `Speaker 1`, `DR. HOLM`.
fn is_name(words: &str) -> bool {
    const LONGEST: usize = 40;
    let words = words.trim();
    let is_capital = words.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let count = words.split_whitespace().count();
    is_capital
        && (1..=5).contains(&count)
        && words.chars().count() <= LONGEST
        && !words.contains(['?', '!', ';', '"', '“', '/', ':'])
        && !words.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_all_programs_are_known() {
        for (line, expected) in [
            ("Anna Berg  00:07", Some(("Anna Berg", "00:07", ""))),
            ("Anna Berg (00:07):", Some(("Anna Berg", "00:07", ""))),
            ("[Anna Berg] 10:00:07", Some(("Anna Berg", "10:00:07", ""))),
            ("00:07", Some(("", "00:07", ""))),
            ("00:00:07 Speaker 2", Some(("Speaker 2", "00:00:07", ""))),
            ("0:07 Anna: In winter.", Some(("Anna", "0:07", "In winter."))),
            ("Speaker 1: [00:00:07] In winter.", Some(("Speaker 1", "00:00:07", "In winter."))),
            ("Speaker 1 (00:07): In winter.", Some(("Speaker 1", "00:07", "In winter."))),
            ("We met at 10:30 by the mill.", None),
            ("the mill at 10:30", None),
            ("John 3:16", Some(("John", "3:16", ""))),
            ("10:30 we met at the mill.", None),
            ("Ratio 1:2", None),
            ("75:30", Some(("", "75:30", ""))),
            ("75:75", None),
            ("1:".repeat(20_000).as_str(), None),
        ] {
            let found = head(line).map(|head| (head.name, head.time, head.words));
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn who_speaks_between_two_others_has_no_time() {
        let (_, cues) = read("[00:00:05] Q: Your name?\n[00:00:09] A: Flint. From 6:00 to\n8:00.\nMR. DALE: Objection.\n");
        let found: Vec<(&str, &str)> = cues.iter().map(|cue| (cue.voice.as_str(), cue.said.as_str())).collect();
        assert_eq!(found, [("Q", "Your name?"), ("A", "Flint. From 6:00 to 8:00."), ("", "<b>MR. DALE:</b> Objection.")]);
    }

    #[test]
    fn a_programme_of_a_day_is_no_transcript() {
        assert!(!is_transcript("10:00 Opening\n10:30 Talk\n11:00 Coffee\n11:30 Talk\n"));
        assert!(!is_transcript("10:00\nWe met.\n10:30\nWe went.\n11:00\nWe came.\n"));
        assert!(!is_transcript("A note.\n\nAnna 0:01\nWords.\n"));
        assert!(is_transcript("The mill\n\nAnna 0:01\nWords.\n\nKarl 0:07\nWords.\n\nAnna 0:09\nWords.\n"));
    }
}
