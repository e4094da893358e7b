//! Captions in SubRip, which browsers do not read, as WebVTT, which they do.
//!
//! SubRip has no specification. As its programs write it: a number, a line of times with a comma before the thousandths, the words, and an
//! empty line. WebVTT: <https://www.w3.org/TR/webvtt1/>, 4.1.

use crate::base::{source_text::Source, speech::TimeCode};

/// WebVTT of the captions in a file of SubRip; nothing if there are none in it.
pub fn webvtt(bytes: &[u8]) -> Option<String> {
    let source = Source::decode(bytes);
    let lines: Vec<&str> = source.text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    let mut cues: Vec<(String, Vec<&str>)> = Vec::new();
    for (nth, line) in lines.iter().enumerate() {
        if let Some(times) = times(line) {
            cues.push((times, Vec::new()));
        } else if let Some((_, words)) = cues.last_mut() {
            let is_number = !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit());
            let is_counted = is_number && lines.get(nth + 1).is_some_and(|next| times(next).is_some());
            // An empty line ends a cue in WebVTT, and programs leave some within one of SubRip.
            if !is_counted && !line.trim().is_empty() {
                words.push(line.trim());
            }
        }
    }
    cues.retain(|(_, words)| !words.is_empty());
    let mut written = String::from("WEBVTT\n");
    for (times, words) in &cues {
        written.push_str(&format!("\n{times}\n"));
        for line in words {
            written.push_str(&cleaned(line));
            written.push('\n');
        }
    }
    (!cues.is_empty()).then_some(written)
}

/// A line of times as WebVTT has it. Where on the screen the words stand (`X1:40 …`) is left out.
pub(super) fn times(line: &str) -> Option<String> {
    let (from, to) = line.split_once("-->")?;
    let clock = |text: &str| {
        let code = TimeCode::at_start(text.trim_start())?;
        let (seconds, part) = (code.milliseconds / 1000, code.milliseconds % 1000);
        Some(format!("{:02}:{:02}:{:02}.{part:03}", seconds / 3600, seconds / 60 % 60, seconds % 60))
    };
    Some(format!("{} --> {}", clock(from)?, clock(to)?))
}

/// Words with the tags that both know; others, and what other programs put in braces (`{\\an8}`), go.
fn cleaned(line: &str) -> String {
    /// A tag has so many signs at most, so that one that never ends costs nothing.
    const LONGEST_TAG: usize = 400;
    const KEPT: [&str; 6] = ["<i>", "</i>", "<b>", "</b>", "<u>", "</u>"];
    let mut clean = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{', '&', '>']) {
        let (before, from) = rest.split_at(at);
        clean.push_str(before);
        let tag = |open: char, close: char| {
            let inner = from.strip_prefix(open)?;
            let (end, _) = inner.char_indices().take(LONGEST_TAG).find(|(_, c)| *c == close)?;
            from.split_at_checked(end + 2)
        };
        rest = if let Some(kept) = KEPT.iter().find(|kept| from.get(..kept.len()).is_some_and(|head| head.eq_ignore_ascii_case(kept))) {
            clean.push_str(kept);
            from.get(kept.len()..).unwrap_or("")
        } else if let Some((_, behind)) = tag('{', '}').filter(|(tag, _)| tag.starts_with("{\\")) {
            behind
        } else if let Some((_, behind)) =
            tag('<', '>').filter(|(tag, _)| tag.trim_start_matches(['<', '/']).starts_with(char::is_alphabetic))
        {
            behind
        } else {
            let (sign, behind) = from.split_at_checked(1).unwrap_or((from, ""));
            clean.push_str(match sign {
                "<" => "&lt;",
                ">" => "&gt;",
                "&" => "&amp;",
                sign => sign,
            });
            behind
        };
    }
    clean.push_str(rest);
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_written_as_browsers_read_them() {
        let srt = "\u{feff}1\r\n00:00:01,000 --> 00:00:04,500 X1:40 X2:600\r\n{\\an8}<font color=\"red\">The <i>harbour</i></font>\r\n\r\nfroze & 1 < 2.\r\n\r\n\
                   2\r\n0:00:05,5 --> 00:00:06,000\r\n1911\r\n\r\n3\r\n00:00:07,000 --> 00:00:08,000\r\n\r\n";
        let vtt =
            "WEBVTT\n\n00:00:01.000 --> 00:00:04.500\nThe <i>harbour</i>\nfroze &amp; 1 &lt; 2.\n\n00:00:05.500 --> 00:00:06.000\n1911\n";
        assert_eq!(webvtt(srt.as_bytes()).as_deref(), Some(vtt));
        assert_eq!(cleaned(&"{<".repeat(5_000)), "{&lt;".repeat(5_000));
        assert_eq!(webvtt(b"Words.\n"), None);
        assert_eq!(webvtt("1\n00:00:01,000 --> 00:00:02,000\nCaf\u{e9}\n".as_bytes()).map(|vtt| vtt.contains("Café")), Some(true));
    }
}
