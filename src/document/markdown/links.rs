//! Links, citations, wikilinks and images.

use pulldown_cmark::{CowStr, LinkType};

use super::{Mode, Reader};
use crate::{
    base::{Diagnostic, Span, text},
    document::{
        Hole, LinkTarget, address, cite,
        facts::Shown,
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
            let alt = if wiki.is_some() { "" } else { words.as_str() };
            let image = html::Image { target: address::sort(&link), title: &title, alt, shown: Shown::default(), id: None };
            html::image(&mut self.writer, image, source);
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
}
