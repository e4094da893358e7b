//! Pictures, their sizes and ids.

use super::{Reader, attributes::Attributes, marks::What};
use crate::{
    base::Span,
    document::{
        LinkTarget,
        facts::{Length, Shown},
        html,
    },
};

impl Reader<'_> {
    /// A picture, its size and id: Pandoc's in braces behind it, Obsidian's behind a line in its description.
    pub(super) fn picture(&mut self, target: LinkTarget, title: &str, wiki: Option<bool>, words: &str, source: Span) {
        let words = if wiki == Some(false) { "" } else { words };
        let (alt, mut shown) = sized(words, wiki.is_some());
        let end = source.end as usize - self.offset;
        let behind = self.marks.at(end).and_then(|mark| match &mark.what {
            What::Behind(attributes) => Some((attributes, self.span(&mark.range))),
            _ => None,
        });
        let mut id = None;
        let mut whole = source;
        if let Some((attributes, place)) = behind {
            self.behind = end;
            whole.end = place.end;
            let mut rest = attributes.clone();
            let mut length = |key: &str| {
                let length = Length::read(attributes.key(key)?)?;
                rest.keys.retain(|(name, _)| name != key);
                Some(length)
            };
            shown = Shown { width: length("width").or(shown.width), height: length("height").or(shown.height) };
            if !rest.id.is_empty() {
                id = self.writer.given_id(&std::mem::take(&mut rest.id), place);
            }
            if rest != Attributes::default() {
                self.unused(&rest, place);
            }
        }
        let image = html::Image { target, title, alt, shown, id: id.as_deref() };
        html::image(&mut self.writer, image, whole);
    }
}

/// A description and the size behind its last line (Obsidian): `A plate|20`, `A plate|20x30`, and, in a wikilink, `20`.
fn sized(words: &str, wiki: bool) -> (&str, Shown) {
    let (alt, size) = match words.rsplit_once('|') {
        Some((alt, size)) => (alt, size),
        None if wiki => ("", words),
        None => return (words, Shown::default()),
    };
    let pixels = |number: &str| Length::read(number).filter(|_| number.bytes().all(|byte| byte.is_ascii_digit()));
    let shown = match size.trim().split_once(['x', '×']) {
        Some((width, height)) => pixels(width).zip(pixels(height)).map(|(width, height)| (width, Some(height))),
        None => pixels(size.trim()).map(|width| (width, None)),
    };
    match shown {
        Some((width, height)) => (alt.trim_end_matches('\\').trim_end(), Shown { width: Some(width), height }),
        None => (words, Shown::default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_behind_a_description_is_read() {
        for (words, wiki, alt, width, height) in [
            ("A plate|20", false, "A plate", "20", ""),
            ("A plate|20x30", false, "A plate", "20", "30"),
            ("A|b", false, "A|b", "", ""),
            ("1912", false, "1912", "", ""),
            ("1912", true, "", "1912", ""),
            ("Words|40", true, "Words", "40", ""),
            ("20x", false, "20x", "", ""),
        ] {
            let (read, shown) = sized(words, wiki);
            let length = |length: Option<Length>| length.map_or(String::new(), |length| length.to_string());
            assert_eq!((read, length(shown.width), length(shown.height)), (alt, width.into(), height.into()), "{words}");
        }
    }
}
