//! What a text is known by from afar: its first words, and the first picture in it.

use super::{Body, Facts, Hole, Piece};
use crate::base::{
    script::{is_hangul, is_wide},
    text::squeeze,
};

/// How long the first words are at most, in letters; Chinese ones and their like count for two.
const LENGTH: usize = 180;
/// How many blocks are looked at: a text that begins with more headings has no beginning of its own.
const BLOCKS: usize = 24;

/// The first words of the running text. Headings are none, and notes stand elsewhere.
pub(super) fn words(body: &Body, facts: &Facts) -> Box<str> {
    let is_heading = |block: &super::body::TextBlock| facts.headings.iter().take(BLOCKS).any(|heading| heading.text == block.text);
    let mut words = String::new();
    for block in body.blocks.iter().take(BLOCKS).filter(|block| block.note.is_none() && !is_heading(block)) {
        for word in block.text.of(&body.text).split_whitespace() {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
            if words.len() > LENGTH * 4 {
                break;
            }
        }
        if room(&words).is_some() {
            break;
        }
    }
    shortened(&words)
}

/// The picture that stands first in the running text: its place among the links.
pub(super) fn picture(body: &Body) -> Option<u32> {
    body.pieces.iter().find_map(|piece| match piece {
        Piece::Hole(Hole::Image(nth)) => Some(*nth),
        _ => None,
    })
}

/// So much of some words as lists show, cut between two of them.
pub(super) fn shortened(words: &str) -> Box<str> {
    let words = squeeze(words);
    let Some(end) = room(&words) else { return words.into_boxed_str() };
    let cut = words.get(..end).unwrap_or(&words);
    // Scripts without spaces are cut between letters, and so is a word that is longer than all the others.
    let whole = cut.rsplit_once(' ').map(|(before, _)| before).filter(|before| before.len() * 2 > cut.len()).unwrap_or(cut);
    format!("{}…", whole.trim_end_matches([' ', ',', ':', ';', '.', '–', '—', '-', '、', '，', '。'])).into_boxed_str()
}

/// Where words become too long; nothing if there is room for all.
fn room(words: &str) -> Option<usize> {
    let mut left = LENGTH;
    for (at, c) in words.char_indices() {
        let width = if is_wide(c) || is_hangul(c) { 2 } else { 1 };
        if left < width {
            return Some(at);
        }
        left -= width;
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::{base::RelPath, document};

    fn check(text: &str, words: &str, picture: Option<&str>) {
        let read = document::parse(&RelPath::new("content/documents/a.md"), text.as_bytes(), &|_, _| None);
        assert_eq!(&*read.facts.incipit, words);
        let shown = read.facts.picture.and_then(|nth| read.facts.links.get(nth as usize)).map(|link| match &link.target {
            document::LinkTarget::File(path, _) => path.as_str(),
            _ => "?",
        });
        assert_eq!(shown, picture);
    }

    #[test]
    fn a_text_is_known_by_its_first_words() {
        check("---\ntitle: T\n---\n\nDear *Sir*,\n\nthe ferry[^1] is\ngone.\n\n[^1]: A note.\n", "Dear Sir, the ferry is gone.", None);
        check("# T\n\n## Narva\n\n![a](a.png)\n\nFirst.\n\n![b](b.png)\n", "First.", Some("a.png"));
        check("---\ntitle: T\n---\n", "", None);
        let long = "word ".repeat(60);
        check(&long, &format!("{}…", "word ".repeat(36).trim_end()), None);
        check(&"字".repeat(200), &format!("{}…", "字".repeat(90)), None);
    }

    #[test]
    fn what_may_not_be_shown_has_none() {
        let read = document::parse(&RelPath::new("content/documents/a.md"), b"Hidden words.\n\n![a](a.png)\n", &|_, _| None);
        let closed = read.closed(0);
        assert_eq!((&*closed.facts.incipit, closed.facts.picture), ("", None));
        assert_eq!(&*read.closed(6).facts.incipit, "Hidden");
    }
}
