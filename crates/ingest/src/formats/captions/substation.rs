//! Captions in `SubStation` Alpha (`.ass`, `.ssa`): lines of fields, in the order that a line before them names.
//! <http://www.tcax.org/docs/ass-specs.htm>

use super::super::clock::milliseconds;
use super::Cue;
use scholion_base::text::{escape, squeeze};

/// What such a file says.
#[derive(Debug, Default)]
pub struct Script {
    pub title: String,
    pub cues: Vec<Cue>,
    /// What its writer says of it.
    pub comments: Vec<String>,
}

/// The fields of a line if no other line names them.
const FIELDS: [&str; 10] = ["layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text"];

/// Whether a text is one.
pub fn is_one(head: &str) -> bool {
    let first = head.trim_start_matches('\u{feff}').trim_start().lines().next().unwrap_or("");
    first.trim().eq_ignore_ascii_case("[script info]")
}

/// Reads it.
pub fn read(text: &str) -> Script {
    let mut script = Script::default();
    let mut part = String::new();
    let mut fields: Vec<String> = FIELDS.map(str::to_owned).to_vec();
    for line in text.trim_start_matches('\u{feff}').lines().map(str::trim) {
        if line.starts_with('[') && line.ends_with(']') {
            part = line.to_ascii_lowercase();
            continue;
        }
        let Some((key, value)) = line.split_once(':').map(|(key, value)| (key.trim(), value.trim_start())) else { continue };
        match (part.as_str(), key) {
            ("[script info]", "Title") => script.title = squeeze(value),
            ("[script info]", key) if key.starts_with("Original ") || key == "Script Updated By" || key == "Update Details" => {
                script.comments.push(squeeze(line));
            }
            ("[events]", "Format") => fields = value.split(',').map(|name| name.trim().to_ascii_lowercase()).collect(),
            // What has no time is no cue, and no word is lost.
            ("[events]", "Dialogue") => match cue(value, &fields) {
                Some(cue) => {
                    script.comments.extend(comments(value));
                    script.cues.push(cue);
                }
                None => script.comments.push(squeeze(value.splitn(fields.len().max(1), ',').last().unwrap_or(""))),
            },
            ("[events]", "Comment") => {
                let said = value.splitn(fields.len().max(1), ',').last().unwrap_or("");
                script.comments.push(squeeze(&words(said).replace("<i>", "").replace("</i>", "")));
            }
            _ => {}
        }
    }
    script.comments.retain(|words| words.chars().any(char::is_alphanumeric));
    script.cues.retain(|cue| cue.said.chars().any(char::is_alphanumeric));
    script.cues.sort_by_key(|cue| cue.start);
    script
}

/// What stands in braces and says nothing of the look of the words: a remark of whoever wrote them.
fn comments(text: &str) -> impl Iterator<Item = String> + '_ {
    let inside = text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(inside, _)| inside);
    // What stands before the first tag is none of it.
    inside.filter_map(|inside| inside.split('\\').next()).map(squeeze).filter(|words| words.chars().any(char::is_alphabetic))
}

/// A line of speech. The words are the last field, whatever commas they have.
fn cue(value: &str, fields: &[String]) -> Option<Cue> {
    let values: Vec<&str> = value.splitn(fields.len(), ',').collect();
    let of = |names: &[&str]| {
        let place = fields.iter().position(|field| names.contains(&field.as_str()))?;
        values.get(place).map(|value| value.trim())
    };
    let said = words(of(&["text"])?);
    let cue = Cue {
        start: milliseconds(of(&["start"])?)?,
        end: milliseconds(of(&["end"])?)?,
        voice: squeeze(of(&["name", "actor"]).unwrap_or("")),
        said,
        ..Cue::default()
    };
    Some(cue)
}

/// The words as markup: what stands in braces says how they look, `\N` ends a line. Of drawings nothing is said.
fn words(text: &str) -> String {
    let mut html = String::new();
    let (mut rest, mut is_italic, mut is_drawing) = (text, false, false);
    loop {
        let (before, behind) = rest.split_once('{').map_or((rest, None), |(before, behind)| (before, Some(behind)));
        if !is_drawing {
            escape(&mut html, &before.replace("\\N", " ").replace("\\n", " ").replace("\\h", " "));
        }
        let Some(behind) = behind else { break };
        let Some((tags, after)) = behind.split_once('}') else {
            // A brace without an end is one of the words.
            escape(&mut html, &["{", behind].concat());
            break;
        };
        for tag in tags.split('\\').skip(1).map(str::trim) {
            match tag {
                "i1" if !is_italic => {
                    html.push_str("<i>");
                    is_italic = true;
                }
                "i0" | "i" | "r" if is_italic => {
                    html.push_str("</i>");
                    is_italic = false;
                }
                "p0" => is_drawing = false,
                "p1" | "p2" | "p4" => is_drawing = true,
                _ => {}
            }
        }
        rest = after;
    }
    if is_italic {
        html.push_str("</i>");
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialogue_is_read_by_its_fields() {
        let text = "[Script Info]\nTitle: Lamp\nPlayResX: 640\n[Events]\nFormat: Layer, Start, End, Name, Text\n\
                    Dialogue: 0,0:00:03.00,0:00:04.00,Bo,No, {sure?}never{!}.\nDialogue: 0,0:00:01.00,0:00:03.00,Ann,{\\i1}We lit\\Nit{\\i0} & left.\n\
                    Comment: 0,0:00:01.00,0:00:03.00,,check\n";
        assert!(is_one(text));
        assert_eq!(words("{\\b1}a{\\b0} {b"), "a {b");
        let script = read(text);
        let cues: Vec<(&str, &str)> = script.cues.iter().map(|cue| (cue.voice.as_str(), cue.said.as_str())).collect();
        assert_eq!(cues, [("Ann", "<i>We lit it</i> &amp; left."), ("Bo", "No, never.")]);
        assert_eq!((script.title.as_str(), script.comments), ("Lamp", vec!["sure?".to_owned(), "check".to_owned()]));
    }
}
