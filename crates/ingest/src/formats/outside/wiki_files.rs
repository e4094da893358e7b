//! Pictures of MediaWiki: how they are placed is said in the words of the wiki's language, which pandoc takes for their captions, and galleries it
//! does not know. Source: MediaWiki's manual, "Help:Images": of the words that are no option the last are the caption.

use std::fmt::Write as _;

/// How names of pictures end.
const PICTURES: [&str; 9] = ["jpg", "jpeg", "png", "gif", "svg", "webp", "tif", "tiff", "djvu"];
/// The options of any wiki.
const OPTIONS: [&str; 11] =
    ["thumb", "thumbnail", "frame", "frameless", "right", "left", "center", "none", "upright", "border", "baseline"];
/// Settings of any wiki that pandoc knows, and others that say how a picture is shown.
const SETTINGS: [&str; 4] = ["alt", "link", "page", "class"];
const OTHERS: [&str; 5] = ["upright", "lang", "start", "end", "thumbtime"];
/// A longer link is none, in bytes.
const LONGEST: usize = 5_000;

/// A text whose pictures have their captions, and no other words.
pub fn with_files(text: &str) -> String {
    let text = with_galleries(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, behind)) = rest.split_once("[[") {
        out.push_str(before);
        match inside(behind).and_then(|inside| Some((inside, plain(inside)?))) {
            Some((inside, plain)) => {
                out.push_str(&plain);
                rest = behind.get(inside.len() + 2..).unwrap_or("");
            }
            None => {
                out.push_str("[[");
                rest = behind;
            }
        }
    }
    out + rest
}

/// What stands in a link, links within it included.
fn inside(text: &str) -> Option<&str> {
    /// Links stand no deeper in one another.
    const DEEPEST: usize = 5;
    let (mut depth, mut at) = (1usize, 0);
    while at < LONGEST {
        let rest = text.get(at..)?;
        if rest.starts_with("]]") {
            depth -= 1;
            if depth == 0 {
                return text.get(..at);
            }
            at += 2;
        } else if rest.starts_with("[[") {
            depth += 1;
            at += 2;
            if depth > DEEPEST {
                return None;
            }
        } else {
            at += rest.chars().next()?.len_utf8();
        }
    }
    None
}

/// The link to a picture with its caption and what else is said in any language; `None` of another link.
fn plain(inside: &str) -> Option<String> {
    let parts = parts(inside);
    let (address, options) = parts.split_first()?;
    let (space, name) = address.split_once(':')?;
    let space = space.trim();
    let is_space = !space.is_empty() && space.chars().all(char::is_alphabetic);
    if !is_space || !is_picture(name) {
        return None;
    }
    let is_local = !matches!(space.to_ascii_lowercase().as_str(), "file" | "image");
    let is_size = |part: &str| part.strip_suffix("px").is_some_and(|size| size.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x'));
    let is_named = |part: &str, keys: &[&str]| part.split_once('=').is_some_and(|(key, _)| keys.contains(&key.trim_end()));
    let is_known = |part: &str| OPTIONS.contains(&part) || is_size(part) || is_named(part, &SETTINGS);
    // "hochkant=1.2", in the language of the wiki.
    let is_set = |part: &str| {
        let (key, value) = part.split_once('=').unwrap_or_default();
        is_local && !key.is_empty() && key.chars().all(char::is_lowercase) && !value.contains(' ')
    };
    let is_option = |part: &str| is_known(part) || is_named(part, &OTHERS) || is_set(part);
    // A small word alone places the picture, in the language of the wiki.
    let is_word = |part: &str| is_local && !part.is_empty() && part.chars().all(char::is_lowercase);
    let mut made = format!("[[File:{}", name.trim());
    // A picture that is placed has its caption below it.
    if options.iter().any(|part| is_word(part.trim()) && !OPTIONS.contains(&part.trim())) {
        made.push_str("|thumb");
    }
    let caption = options.iter().map(|part| part.trim()).rposition(|part| !part.is_empty() && !is_option(part) && !is_word(part));
    // Pandoc takes all behind the first words for the caption.
    let parts = options.iter().map(|part| part.trim()).filter(|part| is_known(part));
    for part in parts.chain(caption.and_then(|at| options.get(at)).map(|part| part.trim())) {
        made.push('|');
        made.push_str(part);
    }
    Some(made + "]]")
}

/// The parts of a link, by the bars that stand in no link within it.
fn parts(inside: &str) -> Vec<&str> {
    let (mut depth, mut from, mut found) = (0usize, 0, Vec::new());
    for (at, c) in inside.char_indices() {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                found.push(inside.get(from..at).unwrap_or(""));
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(inside.get(from..).unwrap_or(""));
    found
}

fn is_picture(name: &str) -> bool {
    name.trim().rsplit_once('.').is_some_and(|(_, ending)| PICTURES.contains(&ending.to_ascii_lowercase().as_str()))
}

/// A text whose galleries are pictures, one behind the other.
fn with_galleries(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, gallery)) = rest.split_once("<gallery") {
        let Some((inner, behind)) = gallery.split_once('>').and_then(|(_, inner)| inner.split_once("</gallery>")) else { break };
        out.push_str(before);
        for line in inner.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (file, caption) = line.split_once('|').map_or((line, None), |(file, caption)| (file, Some(caption)));
            let name = file.split_once(':').map_or(file, |(_, name)| name);
            match is_picture(name) {
                true => {
                    let caption = caption.map_or(String::new(), |caption| format!("|{}", caption.trim()));
                    _ = write!(out, "\n[[File:{}|thumb{caption}]]\n", name.trim());
                }
                false => out.extend(["\n", line, "\n"]),
            }
        }
        rest = behind;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::with_files;

    #[test]
    fn pictures_keep_their_captions() {
        for (text, expected) in [
            ("a [[Datei:A.jpg|mini|hochkant|Das [[Rad|alte Rad]]]] b", "a [[File:A.jpg|thumb|Das [[Rad|alte Rad]]]] b"),
            ("[[Fichier:A.PNG|vignette]] [[Rad|Räder]]", "[[File:A.PNG|thumb]] [[Rad|Räder]]"),
            ("[[File:A.jpg|thumb|200px|alt=Wheel|wheel]]", "[[File:A.jpg|thumb|200px|alt=Wheel|wheel]]"),
            ("[[File:A.jpg|thumb|The wheel, x=1|left|upright=1.2]]", "[[File:A.jpg|thumb|left|The wheel, x=1]]"),
            ("[[Datei:A.jpg|mini|hochkant=1.2|Das Rad|links]]", "[[File:A.jpg|thumb|Das Rad]]"),
            ("[[:Datei:A.jpg|Bild]] [[Media:A.ogg|hear]] [[A.jpg", "[[:Datei:A.jpg|Bild]] [[Media:A.ogg|hear]] [[A.jpg"),
            ("<gallery mode=x>\nDatei:A.jpg|Das Rad\nB.png\n</gallery>", "\n[[File:A.jpg|thumb|Das Rad]]\n\n[[File:B.png|thumb]]\n"),
        ] {
            assert_eq!(with_files(text), expected);
        }
    }
}
