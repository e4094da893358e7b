//! Links, citations, wikilinks and images.

use pulldown_cmark::{CowStr, LinkType};

use super::{Mode, Reader, attributes::Attributes, marks::What};
use crate::{
    base::{Diagnostic, Span, text},
    document::{
        Hole, LinkTarget, address, cite,
        facts::{Length, Shown},
        html, inline,
        writer::{Inline, Linked},
    },
};

impl<'a> Reader<'a> {
    pub(super) fn link(&mut self, kind: LinkType, address: CowStr<'a>, title: CowStr<'a>, source: Span) {
        match kind {
            LinkType::ShortcutUnknown => {
                let inner = source.of(self.writer.file);
                let cites = inner.get(1..inner.len().saturating_sub(1)).and_then(cite::bracket).unwrap_or_default();
                inline::group(&mut self.writer, cites, source);
                self.mode = Mode::Skip(0);
            }
            LinkType::WikiLink { has_pothole } => {
                self.mode =
                    Mode::Gather { link: address, title, wiki: Some(has_pothole), image: false, words: String::new(), depth: 0, source };
            }
            LinkType::Email => {
                inline::open_link(&mut self.writer, address::sort(&format!("mailto:{address}")), &title, source);
            }
            _ => match address.strip_prefix("#ref-").filter(|key| !key.is_empty()) {
                Some(key) => inline::open_citation(&mut self.writer, &text::percent_decoded(key), source),
                None => {
                    if address.is_empty() {
                        let message = "link without an address";
                        let hint = "write the address in the round brackets, or `[[name]]` for a page of the archive";
                        self.writer.diagnostics.push(Diagnostic::warning(self.writer.path, "empty-link", message).at(source).hint(hint));
                    }
                    inline::open_link(&mut self.writer, address::sort(&address), &title, source);
                }
            },
        }
    }

    pub(super) fn end_link(&mut self, source: Span) {
        let Some(depth) = self.writer.inline.iter().rposition(|inline| matches!(inline, Inline::Link { .. })) else { return };
        let Some(Inline::Link { to, start, .. }) = self.writer.inline.get(depth).cloned() else { return };
        self.writer.close_inline(depth);
        let words = self.writer.body.text.get(start..).unwrap_or("");
        match to {
            Linked::Citation(index) => {
                let locator = cite::printed_locator(words).into();
                if let Some(citation) = self.writer.facts.citations.get_mut(index as usize) {
                    citation.locator = locator;
                }
            }
            Linked::Link(index) => {
                let image = self.writer.facts.links.len() as u32 > index + 1;
                if words.trim().is_empty() && !image {
                    let message = "link without words";
                    let hint = "write what the link says between the square brackets";
                    self.writer.diagnostics.push(Diagnostic::warning(self.writer.path, "empty-link", message).at(source).hint(hint));
                }
            }
        }
    }

    /// The words of an image or a wikilink are all there.
    pub(super) fn gathered(&mut self) {
        let Mode::Gather { link, title, wiki, image, words, source, .. } = std::mem::replace(&mut self.mode, Mode::Words) else { return };
        if image {
            self.picture(&link, &title, wiki, &words, source);
            return;
        }
        let shown = wiki.unwrap_or(false).then(|| text::squeeze(&words)).filter(|words| !words.is_empty());
        let name = text::squeeze(&link);
        let (name, fragment) = match name.split_once('#') {
            Some((name, fragment)) if !fragment.is_empty() => (name.trim_end().to_owned(), fragment.to_owned()),
            _ => (name, String::new()),
        };
        if name.is_empty() && fragment.is_empty() {
            let written = source.of(self.writer.file);
            self.writer.words(written);
            return;
        }
        if name.is_empty() {
            inline::open_link(&mut self.writer, LinkTarget::Fragment(fragment.clone()), &title, source);
            self.writer.words(shown.as_deref().unwrap_or(&fragment));
            self.end_link(source);
            return;
        }
        let start = self.writer.body.text.len();
        self.writer.body.text.push_str(shown.as_deref().unwrap_or(&name));
        let end = self.writer.body.text.len();
        let index = inline::link(&mut self.writer, LinkTarget::Name(name, fragment, shown), &title, source);
        if let Some(link) = self.writer.facts.links.get_mut(index as usize) {
            link.words = Span::new(start, end);
        }
        self.writer.hole(Hole::Wikilink(index));
    }

    /// A picture, its size and id: Pandoc's in braces behind it, Obsidian's behind a line in its description.
    fn picture(&mut self, link: &str, title: &str, wiki: Option<bool>, words: &str, source: Span) {
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
        let image = html::Image { target: address::sort(link), title, alt, shown, id: id.as_deref() };
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
