//! Files of captions: WebVTT of them, and the lines of times that browsers pass over together with the words below.
//!
//! WebVTT: <https://www.w3.org/TR/webvtt1/>, 4.1 (the file) and 6.3 (times).

use super::subrip;
use crate::base::{Span, speech::TimeCode};

/// Captions that lie in the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaptionFile {
    /// WebVTT of them, if the file itself is none.
    pub webvtt: Option<String>,
    /// Lines of its text that say no time.
    pub faults: Vec<(Span, Fault)>,
}

/// What is wrong with a line of times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be read.
    Unread,
    /// It ends before it has begun.
    Backwards,
}

/// The captions in a file; nothing if there are none that a browser would show.
pub fn parse(bytes: &[u8], is_subrip: bool) -> Option<CaptionFile> {
    let text = String::from_utf8_lossy(bytes);
    let webvtt = if is_subrip { Some(subrip::webvtt(bytes)?) } else { None };
    let body = text.trim_start_matches('\u{feff}');
    let is_headed = body.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']));
    if !is_subrip && !is_headed {
        return None;
    }
    let (mut faults, mut shown, mut at) = (Vec::new(), 0_usize, 0);
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let span = Span::new(at, at + words.len());
        at += line.len();
        let written = if is_subrip { subrip::times(words) } else { Some(words.to_owned()) };
        match written.as_deref().and_then(times) {
            Some((from, to)) if from < to => shown += 1,
            Some(_) => faults.push((span, Fault::Backwards)),
            None if is_meant(words, is_subrip) => faults.push((span, Fault::Unread)),
            None => {}
        }
    }
    (shown > 0).then_some(CaptionFile { webvtt, faults })
}

/// Whether a line is meant to say when a caption is shown. In WebVTT an arrow is nothing else.
fn is_meant(line: &str, is_subrip: bool) -> bool {
    let behind = || TimeCode::at_start(line.trim_start()).and_then(|code| line.trim_start().get(code.length..));
    !is_subrip && line.contains("-->")
        || behind().is_some_and(|behind| ["-->", "->", "--&gt;", "→"].iter().any(|arrow| behind.trim_start().starts_with(arrow)))
}

/// When a caption of WebVTT begins and ends, in milliseconds.
fn times(line: &str) -> Option<(u64, u64)> {
    let (from, to) = line.split_once("-->")?;
    Some((clock(from.trim())?, clock(to.split_whitespace().next()?)?))
}

/// A time of WebVTT in milliseconds: `12:31.000`, `00:12:31.000`.
fn clock(text: &str) -> Option<u64> {
    let (clock, thousandths) = text.split_once('.')?;
    let parts: Vec<&str> = clock.split(':').collect();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_pair = |part: &&str| part.len() == 2 && part.as_bytes().first().is_some_and(|first| *first < b'6');
    let is_clock = match parts.len() {
        2 => parts.iter().all(is_pair),
        3 => parts.iter().skip(1).all(is_pair),
        _ => false,
    };
    if !is_clock || thousandths.len() != 3 || !parts.iter().chain([&thousandths]).all(|part| is_number(part)) {
        return None;
    }
    let seconds = parts.iter().try_fold(0_u64, |sum, part| sum.checked_mul(60)?.checked_add(part.parse().ok()?))?;
    seconds.checked_mul(1000)?.checked_add(thousandths.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str, is_subrip: bool) -> Option<Vec<(&str, Fault)>> {
        let found = parse(text.as_bytes(), is_subrip)?;
        Some(found.faults.iter().map(|(span, fault)| (span.of(text), *fault)).collect())
    }

    #[test]
    fn lines_of_times_that_say_none_are_found() {
        let vtt = "\u{feff}WEBVTT - Tape 1\r\n\r\nNOTE 12:00 was cut\r\n\r\n00:01.000 --> 00:02.000 align:start\r\n1:00 -> well\r\n\r\n\
                   00:05,000 --> 00:06,000\r\nA\r\n\r\n00:09.000 --> 00:08.000\r\nB\r\n\r\n1:00:09.000-->100:00:10.000\r\nC\r\n";
        let expected = vec![
            ("1:00 -> well", Fault::Unread),
            ("00:05,000 --> 00:06,000", Fault::Unread),
            ("00:09.000 --> 00:08.000", Fault::Backwards),
        ];
        assert_eq!(faults(vtt, false), Some(expected));
        for none in ["", "Words.\n", "1\n00:01.000 --> 00:02.000\nNo head\n", "WEBVTT\n\n00:05,000 --> 00:06,000\nA\n", "WEBVTTX\n"] {
            assert_eq!(faults(none, false), None, "{none}");
        }
        let srt = "1\n00:00:01,000 --> 00:00:02,000\nTo --> fro\n\n2\n00:00:03,000 -> 00:00:04,000\nB\n";
        assert_eq!(faults(srt, true), Some(vec![("00:00:03,000 -> 00:00:04,000", Fault::Unread)]));
    }
}
