//! Captions: WebVTT (<https://www.w3.org/TR/webvtt1/>) and SubRip. Cues of one voice become a turn, whose time stays.

use super::{
    packed::Page,
    turns::{self, Turn},
};
use crate::report::Certainty::{Likely, Sure};
use scholion_base::text::{escape, squeeze};

/// A silence of so many milliseconds ends a paragraph.
const SILENCE: u64 = 4_000;
/// A paragraph of so many bytes ends with its sentence.
const LONG: usize = 700;

/// A stretch of words of one voice.
#[derive(Debug, Default)]
struct Cue {
    start: u64,
    end: u64,
    voice: String,
    /// Whether a dash says that another voice begins.
    is_new: bool,
    said: String,
}

/// Whether a text is captions.
pub fn is_captions(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r'])) {
        return true;
    }
    let mut lines = head.lines().map(str::trim);
    let is_number = lines.next().is_some_and(|line| !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit()));
    is_number && lines.next().is_some_and(|line| times(line).is_some())
}

/// Reads captions.
pub fn read(text: &str) -> Page {
    let is_vtt = text.trim_start_matches('\u{feff}').trim_start().starts_with("WEBVTT");
    let mut cues: Vec<Cue> = Vec::new();
    let (mut title, mut lang) = (String::new(), String::new());
    let mut comments = Vec::new();
    for (at, block) in blocks(text).into_iter().enumerate() {
        let first = block.first().copied().unwrap_or("");
        if at == 0 && is_vtt {
            let name = first.trim_start_matches('\u{feff}').trim_start_matches("WEBVTT");
            title = squeeze(name.trim_matches([' ', '\t', '-', '–', '—', ':']));
            for line in block.iter().skip(1) {
                match line.split_once(':') {
                    Some((key, value)) if key.trim() == "Language" => value.trim().clone_into(&mut lang),
                    _ => comments.push(squeeze(line)),
                }
            }
        } else if is_vtt && (first == "NOTE" || first.starts_with("NOTE ") || first.starts_with("NOTE\t")) {
            comments.push(squeeze(block.join(" ").trim_start_matches("NOTE")));
        } else if is_vtt && (first.starts_with("STYLE") || first.starts_with("REGION")) && !block.iter().any(|line| times(line).is_some()) {
            // How captions look is no word of them.
        } else if let Some(last) = cues.last_mut().filter(|_| !is_vtt && goes_on(&block)) {
            // Programs leave empty lines within a cue of SubRip, which has no specification.
            for (_, said) in block.iter().flat_map(|line| voices(line, &mut String::new())) {
                last.said.push(' ');
                last.said.push_str(&said);
            }
        } else {
            cue(&block, &mut cues, &mut comments);
        }
    }
    names(&mut cues);
    let mut page = turns::page(&title, &join(cues));
    if page.front.lang.is_empty() {
        page.front.lang = lang.to_lowercase();
    }
    for comment in comments {
        page.leave_out("file-comment", &comment, if is_vtt { Sure } else { Likely }, None);
    }
    page
}

/// Whether lines behind an empty one belong to the cue above: they have words and no times.
fn goes_on(block: &[&str]) -> bool {
    block.iter().all(|line| times(line).is_none()) && block.iter().any(|line| line.chars().any(char::is_alphabetic))
}

/// Lines that stand together.
fn blocks(text: &str) -> Vec<Vec<&str>> {
    let mut blocks: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines().map(str::trim_end) {
        match blocks.last_mut() {
            _ if line.is_empty() => blocks.push(Vec::new()),
            Some(block) => block.push(line),
            None => {}
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// The times of a line: `00:01.000 --> 00:04.000`, with a comma in SubRip.
fn times(line: &str) -> Option<(u64, u64)> {
    let (from, to) = line.split_once("-->")?;
    Some((time(from.trim())?, time(to.split_whitespace().next()?)?))
}

fn time(text: &str) -> Option<u64> {
    let (clock, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let mut seconds: u64 = 0;
    for number in clock.split(':') {
        seconds = seconds.checked_mul(60)?.checked_add(number.trim().parse().ok()?)?;
    }
    let part: u64 = part.get(..part.len().min(3))?.parse().ok()?;
    seconds.checked_mul(1000)?.checked_add(part)
}

fn cue(block: &[&str], cues: &mut Vec<Cue>, comments: &mut Vec<String>) {
    let Some(at) = block.iter().position(|line| times(line).is_some()) else {
        // What belongs to no time is no cue, and no word is lost.
        return comments.push(squeeze(&block.join(" ")));
    };
    // A name of a cue that says something.
    if let Some(name) =
        block.get(..at).map(|lines| lines.join(" ")).filter(|name| name.contains(' ') && name.chars().any(char::is_alphabetic))
    {
        comments.push(name);
    }
    let Some((start, end)) = block.get(at).and_then(|line| times(line)) else { return };
    let mut voice = String::new();
    let lines = block.get(at + 1..).unwrap_or_default();
    let has_dashes = lines.len() > 1 && lines.iter().filter(|line| dash(line).is_some()).count() > 1;
    for (nth, line) in lines.iter().enumerate() {
        let is_new = has_dashes && dash(line).is_some();
        let line = if is_new { dash(line).unwrap_or(line) } else { line };
        for (name, said) in voices(line, &mut voice) {
            match cues.last_mut().filter(|last| nth > 0 && !is_new && last.start == start && last.voice == name) {
                Some(last) => {
                    last.said.push(' ');
                    last.said.push_str(&said);
                }
                None => cues.push(Cue { start, end, voice: name, is_new, said }),
            }
        }
    }
}

fn dash(line: &str) -> Option<&str> {
    ["- ", "– ", "— ", "-", "–", "—"]
        .iter()
        .find_map(|dash| line.trim_start().strip_prefix(dash))
        .filter(|rest| rest.starts_with(char::is_alphabetic) || rest.starts_with(['¿', '¡', '"', '“', '«', ' ']))
}

/// The words of a line by voice. Emphasis stays, other tags go.
fn voices(line: &str, voice: &mut String) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = vec![(voice.clone(), String::new())];
    let mut rest = line;
    while let Some(sign) = rest.find(['<', '{']) {
        let (before, markup) = rest.split_at(sign);
        add(&mut found, before);
        let close = if markup.starts_with('<') { '>' } else { '}' };
        let inner = markup.get(1..).and_then(|inner| inner.split_once(close));
        let is_style = |inner: &str| close == '>' || inner.starts_with('\\');
        let Some((tag, behind)) = inner.filter(|(inner, _)| is_style(inner) && !inner.starts_with([' ', '=']) && !inner.is_empty()) else {
            add(&mut found, markup.get(..1).unwrap_or(""));
            rest = markup.get(1..).unwrap_or("");
            continue;
        };
        rest = behind;
        if let Some(name) = tag.strip_prefix('v').filter(|name| name.starts_with([' ', '.', '\t'])) {
            *voice = unescaped(name.trim_start_matches(|c: char| !c.is_whitespace()).trim());
            found.push((voice.clone(), String::new()));
        } else if tag == "/v" {
            voice.clear();
            found.push((String::new(), String::new()));
        } else if matches!(tag, "i" | "/i" | "b" | "/b")
            && let Some((_, said)) = found.last_mut()
        {
            said.extend(["<", tag, ">"]);
        }
    }
    add(&mut found, rest);
    found.retain(|(_, said)| !said.trim().is_empty());
    found
}

fn add(found: &mut [(String, String)], words: &str) {
    if let Some((_, said)) = found.last_mut() {
        escape(said, &unescaped(words));
    }
}

fn unescaped(words: &str) -> String {
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&lrm;", "").replace("&rlm;", "");
    words.replace("&amp;", "&")
}

/// Voices that are written before the words: `ANNA: In 1901.` A name that stands once is no voice.
fn names(cues: &mut [Cue]) {
    if cues.iter().any(|cue| !cue.voice.is_empty()) {
        return;
    }
    let name = |said: &str| -> Option<String> {
        let (name, rest) = said.split_once(':')?;
        let words = name.split_whitespace().count();
        let is_name = (1..=4).contains(&words) && name.starts_with(char::is_uppercase) && !name.contains(['<', '.', ',', '?', '!']);
        (is_name && rest.starts_with(' ')).then(|| name.trim().to_owned())
    };
    let mut count = std::collections::BTreeMap::new();
    cues.iter().filter_map(|cue| name(&cue.said)).for_each(|name| *count.entry(name).or_insert(0usize) += 1);
    if count.values().filter(|count| **count > 1).count() < 1 || count.len() < 2 {
        return;
    }
    for cue in cues {
        if let Some(found) = name(&cue.said) {
            cue.said = cue.said.split_once(':').map_or("", |(_, rest)| rest).trim().to_owned();
            (cue.voice, cue.is_new) = (found, true);
        }
    }
}

/// Cues as turns: what one voice says without a long silence is one.
fn join(cues: Vec<Cue>) -> Vec<Turn> {
    let mut turns: Vec<(Turn, u64, u64)> = Vec::new();
    let mut has_names = false;
    for cue in cues {
        has_names |= !cue.voice.is_empty();
        let dash = if cue.is_new && cue.voice.is_empty() { "— " } else { "" };
        let said = format!("{dash}{}", squeeze(&cue.said));
        let goes_on = turns.last().is_some_and(|(turn, _, end)| {
            let is_same = turn.speaker == cue.voice || has_names && cue.voice.is_empty();
            is_same && !cue.is_new && (!cue.voice.is_empty() || cue.start.saturating_sub(*end) < SILENCE)
        });
        let Some((turn, start, end)) = turns.last_mut().filter(|_| goes_on) else {
            turns.push((Turn { speaker: cue.voice, time: String::new(), said: vec![said] }, cue.start, cue.end));
            continue;
        };
        // Captions that roll say each line twice.
        let is_twice = turn.said.last().is_some_and(|last| last.ends_with(&said) && said.len() > 3);
        let is_whole = turn.said.last().is_some_and(|last| last.len() > LONG && last.ends_with(['.', '?', '!', '。', '…']));
        match turn.said.last_mut() {
            _ if is_twice => {}
            Some(last) if !is_whole => {
                last.push(' ');
                last.push_str(&said);
            }
            _ if turn.speaker.is_empty() => {
                let start = cue.start;
                turns.push((Turn { said: vec![said], ..Turn::default() }, start, cue.end));
                continue;
            }
            _ => turn.said.push(said),
        }
        *end = cue.end.max(*end);
        _ = start;
    }
    turns.into_iter().map(|(turn, start, _)| Turn { time: clock(start), ..turn }).collect()
}

fn clock(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_known_by_their_beginning() {
        for (text, expected) in [
            ("WEBVTT\n\n00:01.000 --> 00:02.000\nWords.", true),
            ("WEBVTTX\n", false),
            ("1\n00:00:01,000 --> 00:00:02,000\nWords.", true),
            ("1\nA chapter.\n", false),
        ] {
            assert_eq!(is_captions(text), expected, "{text}");
        }
    }

    #[test]
    fn times_are_read_with_and_without_hours() {
        assert_eq!(times("01:02.500 --> 01:00:00.000 align:start"), Some((62_500, 3_600_000)));
        assert_eq!(times("a --> b"), None);
    }
}
