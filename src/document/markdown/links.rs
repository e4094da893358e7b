//! Links, citations, wikilinks and images.

use pulldown_cmark::{CowStr, LinkType};

use super::{Mode, Reader};
use crate::{
    base::{Diagnostic, RelPath, Span, places::is_picture, say, text},
    document::{
        Hole, LinkTarget, address, cite, inline,
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
                        let message = say::empty_link();
                        let hint = say::empty_link_hint();
                        self.writer.diagnostics.push(Diagnostic::warning(self.writer.path, message).at(source).hint(hint));
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
                    let message = say::empty_link_words();
                    let hint = say::empty_link_words_hint();
                    self.writer.diagnostics.push(Diagnostic::warning(self.writer.path, message).at(source).hint(hint));
                }
            }
        }
    }

    /// The words of an image or a wikilink are all there.
    pub(super) fn gathered(&mut self) {
        let Mode::Gather { link, title, wiki, image, words, source, .. } = std::mem::replace(&mut self.mode, Mode::Words) else { return };
        // What is no picture is not shown as one: a link stands in its place.
        let is_embedded = image && wiki.is_some() && !is_picture(&RelPath::new(&link));
        if image && !is_embedded {
            // A name in double brackets has no scheme.
            let target = if wiki.is_some() { LinkTarget::File(link.to_string(), String::new()) } else { address::sort(&link) };
            self.picture(target, &title, wiki, &words, source);
            return;
        }
        let written = text::squeeze(&link);
        if written.trim_matches('#').is_empty() {
            let written = source.of(self.writer.file);
            self.writer.words(written);
            return;
        }
        if is_embedded {
            let message = say::embedded(&written);
            let hint = say::embedded_hint();
            self.writer.diagnostics.push(Diagnostic::notice(self.writer.path, message).at(source).hint(hint));
        }
        let shown = wiki.unwrap_or(false).then(|| text::squeeze(&words)).filter(|words| !words.is_empty());
        if let Some(fragment) = written.strip_prefix('#') {
            inline::open_link(&mut self.writer, LinkTarget::Fragment(fragment.to_owned()), &title, source);
            self.writer.words(shown.as_deref().unwrap_or(fragment));
            self.end_link(source);
            return;
        }
        let shown = shown.unwrap_or_else(|| name_in(&written).to_owned());
        let start = self.writer.body.text.len();
        self.writer.body.text.push_str(&shown);
        let end = self.writer.body.text.len();
        let index = inline::link(&mut self.writer, LinkTarget::Name(written, shown), &title, source);
        if let Some(link) = self.writer.facts.links.get_mut(index as usize) {
            link.words = Span::new(start, end);
        }
        self.writer.hole(Hole::Wikilink(index));
    }
}

/// The words that a wikilink shows if it has none of its own: those before its fragment. A `#` with a space behind it, or at the
/// end, belongs to the name: `C# notes`.
fn name_in(written: &str) -> &str {
    let begins = |at: &usize| written.get(at + 1..).and_then(|rest| rest.chars().next()).is_some_and(|c| !c.is_whitespace());
    let end = written.match_indices('#').map(|(at, _)| at).find(begins);
    end.and_then(|end| written.get(..end)).map_or(written, str::trim_end)
}
