//! A picture that stands in a source, and how a document shows it.

use crate::formats::magic::{self, Mark};
use scholion_base::text::squeeze;

/// A picture among the words of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Where it may be had, as the source writes it, the best first.
    pub places: Vec<String>,
    /// Its description for those who do not see it.
    pub alt: String,
    /// Which of the text's links its address is; `None` as long as it is not known whether it can be had.
    pub link: Option<u32>,
}

impl Picture {
    /// A picture that may be had in one place.
    pub fn at(place: &str, alt: &str) -> Self {
        Self { places: vec![place.to_owned()], alt: squeeze(alt), link: None }
    }

    /// The picture in Markdown, with its caption, of which nothing is marked (CommonMark 0.31, 6.4).
    pub fn written(&self, address: &str, caption: &str) -> String {
        let caption = squeeze(caption);
        let title = if caption.is_empty() { String::new() } else { format!(" \"{}\"", in_title(&caption)) };
        format!("![{}]({address}{title})", in_description(&squeeze(&self.alt)))
    }
}

/// How pictures begin, and how their names end.
const KINDS: &[(&str, &[Mark])] = &[
    ("jpg", &[magic::JPEG]),
    ("png", &[magic::PNG]),
    ("gif", &[magic::GIF]),
    ("webp", &[magic::WEBP]),
    ("tif", &magic::TIFF),
    ("bmp", &[(0, b"BM")]),
    ("avif", &[(4, b"ftypavif")]),
    ("heic", &[(4, b"ftypheic")]),
    ("jp2", &[(0, b"\0\0\0\x0cjP  ")]),
];
/// How the name of a picture ends by its first bytes; `None` of what is none.
pub fn ending(bytes: &[u8]) -> Option<&'static str> {
    const HEAD: usize = 2048;
    let known = KINDS.iter().find(|(_, marks)| marks.iter().any(|mark| magic::has(bytes, *mark)));
    known.map(|(ending, _)| *ending).or_else(|| {
        let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default());
        let start = head.trim_start_matches('\u{feff}').trim_start();
        let is_drawing = start.starts_with("<svg") || start.starts_with("<?xml") && head.contains("<svg");
        is_drawing.then_some("svg")
    })
}

/// A description, of which no sign means anything.
fn in_description(text: &str) -> String {
    escaped(text, &['\\', '[', ']', '*', '_', '`', '<', '>', '&', '$', '~', '^', '{', '}', '=', '@', '"'])
}

/// A caption between quotes.
fn in_title(text: &str) -> String {
    escaped(text, &['\\', '"', '`', '<', '&', '$'])
}

fn escaped(text: &str, signs: &[char]) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            // In a row of a table it would end a cell, and in a description begin a width.
            '|' => written.push_str("&#124;"),
            _ => {
                if signs.contains(&c) {
                    written.push('\\');
                }
                written.push(c);
            }
        }
    }
    written
}

/// The words of a title as they are written between quotes.
pub fn title_words(written: &str) -> String {
    let mut words = String::with_capacity(written.len());
    let mut chars = written.chars().peekable();
    while let Some(c) = chars.next() {
        let is_escape = c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        words.push(if is_escape { chars.next().unwrap_or(c) } else { c });
    }
    words.replace("&#124;", "|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sign_of_a_picture_means_anything() {
        let picture = Picture::at("a.png", "a]( *b* |\n\"c");
        assert_eq!(picture.written("x.png", ""), "![a\\]( \\*b\\* &#124; \\\"c](x.png)");
        let caption = "A \"mill\" <b> $5 | 6";
        let written = Picture::default().written("x.png", caption);
        assert_eq!(written, "![](x.png \"A \\\"mill\\\" \\<b> \\$5 &#124; 6\")");
        let title = written.trim_start_matches("![](x.png \"").trim_end_matches("\")");
        assert_eq!(title_words(title), caption);
    }
}
