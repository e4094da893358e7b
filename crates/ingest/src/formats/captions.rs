//! Captions: WebVTT (<https://www.w3.org/TR/webvtt1/>), SubRip, YouTube's SBV, [`substation`], TTML (<https://www.w3.org/TR/ttml2/>), and transcripts with
//! times. Cues of one voice become a turn, whose time stays.

mod rolling;
mod speakers;
mod substation;
pub use speakers::Cue;

use std::collections::BTreeMap;

use super::{
    Fault,
    clock::{self, milliseconds},
    packed::Page,
    transcript,
    turns::{self, Turn},
    xml::{Node, attribute, plain, with_tree},
};
use crate::{
    recognise::moments,
    report::Certainty::{Likely, Sure},
};
use scholion_base::{
    Date,
    text::{escape, escaped, squeeze},
};

/// A silence of so many milliseconds ends a paragraph.
const SILENCE: u64 = 4_000;
/// A paragraph of so many bytes ends with its sentence.
const LONG: usize = 700;

/// Whether a text is captions.
pub fn is_captions(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if substation::is_one(head) {
        return true;
    }
    if head.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r'])) {
        return true;
    }
    let mut lines = head.lines().map(str::trim);
    let first = lines.next().unwrap_or("");
    let is_number = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
    times(first).is_some() || is_number && lines.next().is_some_and(|line| times(line).is_some())
}

/// Whether a text is a transcript with times.
pub fn is_timed(name: &str, head: &str) -> bool {
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    !["md", "markdown", "csv", "tsv"].contains(&ending.as_str()) && transcript::is_transcript(head)
}

/// Reads a transcript with times. What stands above it stays above it, the first line as its title.
pub fn read_timed(text: &str) -> Page {
    let (above, cues) = transcript::read(text);
    let mut above = above.into_iter().peekable();
    let mut page = Page::default();
    let mut turns = turns::page(&above.next().unwrap_or_default(), &join(cues, true));
    std::mem::swap(&mut page.front, &mut turns.front);
    while let Some(line) = above.next() {
        // As Otter writes a head: the day and how long it took, keywords, who speaks.
        let day = line.split_once(" • ").and_then(|(day, _)| recorded(day));
        let is_keywords = matches!(line.as_str(), "SUMMARY KEYWORDS" | "KEYWORDS");
        let is_label = is_keywords || line == "SPEAKERS";
        if let Some(day) = day {
            page.front.issued = Some(day);
            page.leave_out("interview-head", &line, Sure, None);
        } else if let Some(next) = above.next_if(|next| is_label && next.chars().any(char::is_lowercase)) {
            if is_keywords {
                page.front.keywords = next.split(',').map(squeeze).filter(|word| !word.is_empty()).collect();
            }
            page.leave_out("interview-head", &format!("{line}: {next}"), Sure, None);
        } else {
            page.put(&format!("<p>{}</p>\n", escaped(&line)));
        }
    }
    page.append(turns);
    page.words = transcript::words(text);
    page
}

/// The day of a moment: `Tue, Mar 3, 2020 4:15PM`.
fn recorded(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split_whitespace().filter(|word| !word.contains(':')).collect();
    moments::full_date(&words.join(" "))
}

/// Reads TTML: paragraphs with times, and those who speak by the names that the head gives them.
pub fn read_ttml(bytes: &[u8]) -> Result<Page, Fault> {
    with_tree(bytes, |root| {
        let named = |name: &'static str| root.descendants().filter(move |node| node.tag_name().name() == name);
        let agents: BTreeMap<&str, String> = named("agent").map(|agent| (attribute(agent, "id"), plain(agent))).collect();
        let looks: BTreeMap<&str, &str> =
            named("style").filter_map(|style| Some((attribute(style, "id"), look(style, &BTreeMap::new())?))).collect();
        let second = rate(attribute(root, "frameRate")).unwrap_or(25.0);
        let ticks = rate(attribute(root, "tickRate")).unwrap_or(1.0);
        let cues = named("p").map(|paragraph| {
            let time = |name: &str| offset(attribute(paragraph, name), second, ticks);
            let start = time("begin").unwrap_or(0);
            let end = time("end").or_else(|| start.checked_add(time("dur")?)).unwrap_or(start);
            let agent =
                paragraph.descendants().chain(paragraph.ancestors()).map(|node| attribute(node, "agent")).find(|agent| !agent.is_empty());
            let voice = agent.and_then(|agent| agents.get(agent)).cloned().unwrap_or_default();
            Cue { start, end, voice, said: said(paragraph, &looks), ..Cue::default() }
        });
        let mut cues: Vec<Cue> = cues.filter(|cue| !cue.said.trim().is_empty()).collect();
        let written = speakers::names(&mut cues);
        let title = named("title").map(plain).next().unwrap_or_default();
        let mut page = turns::page(&title, &join(cues, written));
        attribute(root, "lang").clone_into(&mut page.front.lang);
        page.words = named("p").map(plain).collect();
        page
    })
}

/// The words of an element of TTML, as markup; breaks part words.
fn said(node: Node<'_, '_>, looks: &BTreeMap<&str, &str>) -> String {
    if node.is_text() {
        return escaped(node.text().unwrap_or(""));
    }
    if node.tag_name().name() == "br" {
        return " ".to_owned();
    }
    let said: String = node.children().filter(|child| child.is_text() || child.is_element()).map(|child| said(child, looks)).collect();
    match look(node, looks).filter(|_| !said.trim().is_empty()) {
        Some(tag) => format!("<{tag}>{said}</{tag}>"),
        None => said,
    }
}

/// The element of HTML for how words of TTML look, by themselves or by their styles (TTML2, 10.2).
fn look(node: Node<'_, '_>, looks: &BTreeMap<&str, &str>) -> Option<&'static str> {
    let of_styles = attribute(node, "style").split_whitespace().find_map(|style| looks.get(style));
    match (attribute(node, "fontStyle"), attribute(node, "fontWeight")) {
        ("italic" | "oblique", _) => Some("i"),
        (_, "bold") => Some("b"),
        ("normal", _) => None,
        _ => match of_styles {
            Some(&"i") => Some("i"),
            Some(&"b") => Some("b"),
            _ => None,
        },
    }
}

/// How many frames or ticks a second has; none and endlessly many are nonsense.
fn rate(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|rate| rate.is_finite() && *rate > 0.0)
}

/// The milliseconds of a time in TTML (10.3.1): `00:00:05.5`, `00:00:05:12` with frames, `5.5s`, `120f`, `500ms`.
fn offset(text: &str, frames: f64, ticks: f64) -> Option<u64> {
    let text = text.trim();
    if text.contains(':') {
        let (clock, frame) = if text.matches(':').count() == 3 { text.rsplit_once(':')? } else { (text, "0") };
        return milliseconds(clock)?.checked_add((frame.parse::<f64>().ok()? / frames * 1000.0) as u64);
    }
    let end = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at_checked(end)?;
    let unit = match unit {
        "h" => 3_600_000.0,
        "m" => 60_000.0,
        "s" => 1000.0,
        "ms" => 1.0,
        "f" => 1000.0 / frames,
        "t" => 1000.0 / ticks,
        _ => return None,
    };
    Some((number.parse::<f64>().ok()? * unit) as u64)
}

/// Reads captions.
pub fn read(text: &str) -> Page {
    if substation::is_one(text) {
        return read_script(text);
    }
    let is_vtt = text.trim_start_matches('\u{feff}').trim_start().starts_with("WEBVTT");
    let mut cues: Vec<Cue> = Vec::new();
    let (mut title, mut lang) = (String::new(), String::new());
    let mut comments = Vec::new();
    for (at, block) in rolling::once(blocks(text, is_vtt), times).into_iter().enumerate() {
        let first = block.first().copied().unwrap_or("");
        if at == 0 && is_vtt {
            let name = first.trim_start_matches('\u{feff}').trim_start_matches("WEBVTT");
            let name = name.trim_matches([' ', '\t', '-', '–', '—', ':']);
            // What stands in the lines below may stand in the first.
            let said: Vec<&str> = if is_head(name) { name.split(';').collect() } else { Vec::new() };
            title = if said.is_empty() { squeeze(name) } else { String::new() };
            for line in said.iter().chain(block.iter().skip(1)) {
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
    speakers::signs(&mut cues);
    let written = speakers::names(&mut cues);
    let mut page = turns::page(&title, &join(cues, written));
    if page.front.lang.is_empty() {
        page.front.lang = lang.to_lowercase();
    }
    for comment in comments {
        page.leave_out("file-comment", &comment, if is_vtt { Sure } else { Likely }, None);
    }
    page
}

fn read_script(text: &str) -> Page {
    let substation::Script { title, mut cues, comments } = substation::read(text);
    speakers::signs(&mut cues);
    let written = speakers::names(&mut cues);
    let mut page = turns::page(&title, &join(cues, written));
    for comment in comments {
        page.leave_out("file-comment", &comment, Sure, None);
    }
    page
}

/// Whether lines behind an empty one belong to the cue above: they have words and no times.
fn goes_on(block: &[&str]) -> bool {
    block.iter().all(|line| times(line).is_none()) && block.iter().any(|line| line.chars().any(char::is_alphabetic))
}

/// Whether words say what captions are, as YouTube has it: `Kind: captions; Language: en`.
fn is_head(words: &str) -> bool {
    let is_said = |part: &str| part.split_once(':').is_some_and(|(key, _)| matches!(key.trim(), "Kind" | "Language"));
    words.split(';').all(is_said)
}

/// Lines that stand together. A line of blanks is none that is empty where words could stand in WebVTT (4.1): right behind the times.
fn blocks(text: &str, is_vtt: bool) -> Vec<Vec<&str>> {
    let mut blocks: Vec<Vec<&str>> = vec![Vec::new()];
    let mut lines = text.lines().peekable();
    while let Some(raw) = lines.next() {
        let line = raw.trim_end();
        let is_blank = is_vtt && line.is_empty() && !raw.is_empty();
        let goes_on = is_blank && lines.peek().is_some_and(|next| !next.trim().is_empty() && times(next).is_none());
        match blocks.last_mut() {
            Some(block) if goes_on && block.last().is_some_and(|last| times(last).is_some()) => {}
            _ if line.is_empty() => blocks.push(Vec::new()),
            Some(block) => block.push(line),
            None => {}
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// The times of a line: `00:01.000 --> 00:04.000`, with a comma in SubRip; `0:00:01.000,0:00:04.000` in SBV.
fn times(line: &str) -> Option<(u64, u64)> {
    let is_sbv = |(from, to): &(&str, &str)| [from, to].into_iter().all(|time| time.contains('.') && time.matches(':').count() == 2);
    let (from, to) = line.split_once("-->").or_else(|| line.split_once(',').filter(is_sbv))?;
    Some((milliseconds(from.trim())?, milliseconds(to.split_whitespace().next()?)?))
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
    let undashed: Vec<Option<String>> = lines.iter().map(|line| speakers::undashed(line)).collect();
    let has_dashes = lines.len() > 1 && undashed.iter().flatten().count() > 1;
    for (nth, (line, undashed)) in lines.iter().zip(&undashed).enumerate() {
        let is_new = has_dashes && undashed.is_some();
        let line = undashed.as_deref().filter(|_| has_dashes).unwrap_or(line);
        for (name, said) in voices(line, &mut voice) {
            match cues.last_mut().filter(|last| nth > 0 && !is_new && last.start == start && last.voice == name) {
                Some(last) => {
                    last.said.push(' ');
                    last.said.push_str(&said);
                }
                None => cues.push(Cue { start, end, voice: name, is_new, said, time: String::new() }),
            }
        }
    }
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

/// Cues as turns: what one voice says without a long silence is one. `written`: whether voices are written where they change, so that words
/// without one are of the voice before; where each cue says whose it is, words of a cue that does not are nobody's.
fn join(cues: Vec<Cue>, written: bool) -> Vec<Turn> {
    let mut turns: Vec<(Turn, u64, u64)> = Vec::new();
    let mut has_names = false;
    for cue in cues {
        has_names |= !cue.voice.is_empty();
        let dash = if cue.is_new && cue.voice.is_empty() && cue.time != transcript::UNTIMED { "— " } else { "" };
        let said = format!("{dash}{}", squeeze(&cue.said));
        let goes_on = turns.last().is_some_and(|(turn, _, end)| {
            let is_same = turn.speaker == cue.voice || written && has_names && cue.voice.is_empty();
            is_same && !cue.is_new && (!cue.voice.is_empty() || cue.start.saturating_sub(*end) < SILENCE)
        });
        let Some((turn, start, end)) = turns.last_mut().filter(|_| goes_on) else {
            turns.push((Turn { speaker: cue.voice, time: cue.time, said: vec![said] }, cue.start, cue.end));
            continue;
        };
        // Captions that roll say each line twice.
        let is_twice = turn.said.last().is_some_and(|last| last.ends_with(&said) && said.len() > 3);
        // What a program has heard has no stops.
        let is_whole =
            turn.said.last().is_some_and(|last| last.len() > LONG && last.ends_with(['.', '?', '!', '。', '…']) || last.len() > 2 * LONG);
        match turn.said.last_mut() {
            _ if is_twice => {}
            Some(last) if !is_whole => {
                last.push(' ');
                last.push_str(&said);
            }
            _ if turn.speaker.is_empty() => {
                let start = cue.start;
                turns.push((Turn { said: vec![said], time: cue.time, ..Turn::default() }, start, cue.end));
                continue;
            }
            _ => turn.said.push(said),
        }
        *end = cue.end.max(*end);
        _ = start;
    }
    turns
        .into_iter()
        .map(|(turn, start, _)| match turn.time.as_str() {
            "" => Turn { time: clock::written(start / 1000), ..turn },
            transcript::UNTIMED => Turn { time: String::new(), ..turn },
            _ => turn,
        })
        .collect()
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

    #[test]
    fn lines_that_roll_are_read_once() {
        let text = "WEBVTT - Kind: captions; Language: en\n\n00:00.000 --> 00:02.000\n \nso<00:01.000><c> it</c> froze\n\n\
            00:02.000 --> 00:02.010\nso it froze\n \n\n00:02.010 --> 00:04.000\nso it froze\nin<00:03.000><c> the</c> winter\n\n\
            00:04.000 --> 00:06.000\nin the winter\nof forty\n";
        let page = read(text);
        let html = page.html();
        assert!(html.contains("so it froze in the winter of forty"), "{html}");
        assert!(!html.contains("Kind: captions; "), "{html}");
    }

    #[test]
    fn rates_that_are_nonsense_count_for_nothing() {
        for text in ["0", "-25", "inf", "NaN", ""] {
            assert_eq!(rate(text), None, "{text}");
        }
        assert_eq!(rate("25").and_then(|rate| offset("00:00:10:12", rate, 1.0)), Some(10_480));
        assert_eq!(offset("00:00:10:1e300", 25.0, 1.0), None);
        let ttml = b"<tt xmlns:p='p' p:frameRate='0'><body><p begin='00:00:10:12' dur='9999999999999999999s'>Words.</p></body></tt>";
        assert!(read_ttml(ttml).is_ok());
    }

    #[test]
    fn tables_are_no_transcripts_however_their_names_are_written() {
        let text = "The mill\n\nAnna 0:01\nWords.\n\nKarl 0:07\nWords.\n\nAnna 0:09\nWords.\n";
        assert!(is_timed("mill.TXT", text) && !is_timed("mill.CSV", text));
    }
}
