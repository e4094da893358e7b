//! Recordings of which a text is the transcript, and the times that stand in the text: places of it that a recording can be played from.

use std::{cell::LazyCell, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use super::{Body, Facts, Heading, LinkTarget, Piece, TextBlock};
use crate::base::{Lang, Span, speech, speech::TimeCode};

/// A sound or film that belongs to a document, as its front matter says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recording {
    /// The file as written, as in a link of the text; or one that stands elsewhere.
    pub target: LinkTarget,
    /// What it is called: `Tape 1`; empty if nothing is said.
    pub label: String,
    /// Its captions.
    pub captions: Vec<Captions>,
    /// Where the file is named in the front matter.
    pub place: Span,
}

/// Captions of a recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Captions {
    /// Their language, where several are named; nothing if it is the document's.
    pub lang: Option<Lang>,
    /// The file as written.
    pub target: LinkTarget,
    /// Where it is named in the front matter.
    pub place: Span,
}

/// A time in the running text: `[00:12:31]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// Its fragment id: `t-00-12-31`, with `-2`, `-3` … where the same time comes again.
    pub id: Box<str>,
    /// The time as it stands there, brackets included: a range of the body's text.
    pub words: Span,
    /// Milliseconds since the recording began.
    pub milliseconds: u64,
}

impl Time {
    /// As citations have it: `00:12:31`.
    pub fn display(&self) -> String {
        written(self.milliseconds, ':')
    }
}

impl Facts {
    /// The last time at or before a place of the running text.
    pub fn time_at(&self, offset: u32) -> Option<&Time> {
        self.times.get(..self.times.partition_point(|time| time.words.start <= offset))?.last()
    }

    /// The time that stands before the words of a block of the text `all`, or behind the name of who says them.
    pub fn time_before(&self, all: &str, block: Span) -> Option<&Time> {
        let first = self.times.get(self.times.partition_point(|time| time.words.start < block.start))?;
        (first.words.start < block.end && Self::is_begun_by(all, block, first.words.start)).then_some(first)
    }

    /// Whether nothing but a name stands before the time at a place of a block: then that is when the block's words are said.
    pub fn is_begun_by(all: &str, block: Span, time: u32) -> bool {
        let before = Span { start: block.start, end: time.max(block.start) }.of(all);
        before.len() <= LONGEST_NAME && !before.contains(['.', '?', '!', '。', '？', '！'])
    }

    /// The time in the text at which what is said at a time of the recording begins, told by a fragment as Media Fragments URI 1.0 has it (4.2.1):
    /// `t=751`, `t=npt:12:31`, `t=00:12:31,00:13:00`.
    pub fn time_named(&self, fragment: &str) -> Option<&Time> {
        let from = fragment.strip_prefix("t=")?;
        let from = from.strip_prefix("npt:").unwrap_or(from).split(',').next().unwrap_or("");
        let asked = match TimeCode::at_start(from).filter(|code| code.length == from.len()) {
            Some(code) => code.milliseconds,
            None => from.parse::<f64>().ok().filter(|seconds| (0.0..1e9).contains(seconds)).map(|seconds| (seconds * 1000.0) as u64)?,
        };
        let before = self.times.iter().filter(|time| time.milliseconds <= asked);
        before.reduce(|best, time| if time.milliseconds > best.milliseconds { time } else { best })
    }
}

/// A name before a time has at most so many bytes.
const LONGEST_NAME: usize = 80;

/// Whether a fragment id is one that a time has: `t-00-12-31`, `t-00-12-31-2`.
pub(super) fn is_time_id(id: &str) -> bool {
    let Some(rest) = id.strip_prefix("t-") else { return false };
    let parts: Vec<&str> = rest.split('-').collect();
    (3..=4).contains(&parts.len()) && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The times in the running text. `is_recorded`: whether the document has a recording; else only what can hardly be anything else is a
/// time: hours, minutes and seconds in square brackets, and what stands in such brackets before several paragraphs.
pub(super) fn times(body: &Body, headings: &[Heading], is_recorded: bool) -> Vec<Time> {
    let is_said = |block: &&TextBlock| block.note.is_none() && !block.id.is_empty() && !block.is_among(headings);
    let words = |block: &TextBlock| block.text.of(&body.text);
    let is_timed = |block: &&TextBlock| words(block).starts_with('[') && speech::time_code(words(block)).is_some();
    let is_transcript = is_recorded || body.blocks.iter().filter(is_said).filter(is_timed).nth(1).is_some();
    // Links and code have no place for another link.
    let text = |piece: &Piece| if let Piece::Text(span) = piece { Some(*span) } else { None };
    let free: LazyCell<Vec<Span>, _> = LazyCell::new(|| body.pieces.iter().filter_map(text).collect());
    let is_free = |time: Span| {
        let before = free.get(..free.partition_point(|span| span.start <= time.start)).and_then(<[Span]>::last);
        before.is_some_and(|span| span.end >= time.end)
    };
    let mut times: Vec<Time> = Vec::new();
    let mut met: BTreeMap<u64, u32> = BTreeMap::new();
    for block in body.blocks.iter().filter(is_said) {
        for (start, code) in codes(words(block), is_recorded, is_transcript) {
            let start = block.text.start as usize + start;
            let words = Span::new(start, start + code.length);
            if !is_free(words) {
                continue;
            }
            let nth = met.entry(code.milliseconds / 1000).or_default();
            *nth += 1;
            let id = written(code.milliseconds, '-');
            let id = if *nth == 1 { format!("t-{id}") } else { format!("t-{id}-{nth}") };
            times.push(Time { id: id.into(), words, milliseconds: code.milliseconds });
        }
    }
    times
}

impl TextBlock {
    /// Whether it is one of these headings, which stand in the order of the text.
    pub fn is_among(&self, headings: &[Heading]) -> bool {
        headings.binary_search_by_key(&self.text.start, |heading| heading.text.start).is_ok()
    }
}

/// The time codes in the words of a block, each with where it begins: the one before the first words or behind the name of who speaks
/// them, and those in square brackets among them.
fn codes(words: &str, is_recorded: bool, is_transcript: bool) -> Vec<(usize, TimeCode)> {
    let mut found: Vec<(usize, TimeCode)> = Vec::new();
    if speech::time_code(words).is_some()
        && let Some(code) = TimeCode::at_start(words)
        && (is_recorded || words.starts_with('[') && (is_transcript || code.has_hours))
    {
        found.push((0, code));
    }
    for at in memchr::memchr2_iter(b'[', b'(', words.as_bytes()).filter(|at| *at > 0) {
        let Some(code) = words.get(at..).and_then(TimeCode::at_start) else { continue };
        let behind = words.get(at + code.length..).unwrap_or("");
        let is_behind_name = || is_recorded && at <= LONGEST_NAME && (behind.starts_with([':', '：']) || behind.trim().is_empty());
        if words.as_bytes().get(at) == Some(&b'[') && code.has_hours || is_behind_name() {
            found.push((at, code));
        }
    }
    found
}

fn written(milliseconds: u64, sign: char) -> String {
    let seconds = milliseconds / 1000;
    format!("{:02}{sign}{:02}{sign}{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::RelPath;

    fn check(front: &str, text: &str, expected: &[(&str, &str)]) {
        let file = format!("---\ntitle: A\n{front}---\n\n{text}\n");
        let document = crate::document::parse(&RelPath::new("content/documents/a.md"), file.as_bytes(), &|_, _| None);
        let found: Vec<(&str, &str)> = document.facts.times.iter().map(|time| (&*time.id, time.words.of(&document.body.text))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn times_in_a_text_are_places_of_it() {
        let text = "[00:00:02] **Ruth Salo:** Who? [pause]\n\n[00:00:02] **Otto:** My [1:02:03.5] father.\n\n**HOLM [00:01:23]:** No.\n\n\
            # [00:02:00] The mill\n\nA note.[^1]\n\n[^1]: [00:03:00] Words.";
        let times =
            [("t-00-00-02", "[00:00:02]"), ("t-00-00-02-2", "[00:00:02]"), ("t-01-02-03", "[1:02:03.5]"), ("t-00-01-23", "[00:01:23]")];
        check("", text, &times);
        check("recordings: a.mp3\n", text, &times);
    }

    #[test]
    fn what_may_be_a_time_of_day_is_one_only_where_there_is_a_recording() {
        let text = "(10:15) We met.\n\n10:15:20 We went.\n\n**Anna (00:07):** Yes.\n\nAnna Berg [0:09]\n\nSee John [3:16] there.";
        check("", text, &[]);
        let times = [("t-00-10-15", "(10:15)"), ("t-10-15-20", "10:15:20"), ("t-00-00-07", "(00:07)"), ("t-00-00-09", "[0:09]")];
        check("recordings: a.mp3\n", text, &times);
        check("", "[0:07] We came.", &[]);
        check(
            "",
            "[0:07] **Anna:** We came.\n\n[0:09] **Karl:** [00:00:12](a.md) We went.",
            &[("t-00-00-07", "[0:07]"), ("t-00-00-09", "[0:09]")],
        );
    }

    #[test]
    fn a_time_is_named_as_media_fragments_have_it() {
        let file = "---\ntitle: A\n---\n\n[00:00:02] Yes.\n\n[00:12:31] No.\n";
        let document = crate::document::parse(&RelPath::new("content/documents/a.md"), file.as_bytes(), &|_, _| None);
        for (fragment, id) in [
            ("t=751", Some("t-00-12-31")),
            ("t=750.9", Some("t-00-00-02")),
            ("t=npt:12:31", Some("t-00-12-31")),
            ("t=00:12:40,00:12:50", Some("t-00-12-31")),
            ("t=1", None),
            ("t=", None),
            ("t=-1", None),
            ("t=inf", None),
            ("751", None),
        ] {
            assert_eq!(document.facts.time_named(fragment).map(|time| &*time.id), id, "{fragment}");
        }
    }

    #[test]
    fn ids_of_times_are_known() {
        assert!(is_time_id("t-00-12-31") && is_time_id("t-100-12-31-2"));
        assert!(!is_time_id("t-34-tanks") && !is_time_id("t-34") && !is_time_id("t-00-12-31-2-3"));
    }
}
