//! Raw elements around blocks of Markdown, and parts between `:::`.

use super::Reader;
use crate::{
    base::{Diagnostic, Lang, Message, Span, say},
    document::{body::Name, elements::Element, html, sanitize},
};

/// A raw element around blocks, or a part.
pub(super) struct Wrapper {
    /// What its author wrote.
    element: &'static Element,
    /// What it is on the page.
    shown: Name,
    /// How many containers of Markdown are around it.
    depth: u32,
    /// Whether it names a language.
    lang: bool,
    /// Whether it is a part, which always ends.
    part: bool,
    /// Where its tag stands.
    source: Span,
}

impl Reader<'_> {
    /// Raw HTML: elements around blocks open and end, or stand whole.
    pub(super) fn raw_html(&mut self, html: &str, source: Span) {
        let later = self.writer.file.get(source.end as usize..).unwrap_or("");
        for part in html::parts(html, later) {
            match part {
                html::Part::Open(element, written) => self.open_raw(element, written, source),
                html::Part::Close(element) => self.close_raw(element),
                html::Part::Cut(written) => {
                    let place = html::place(&self.writer, written, source);
                    let message = say::html_unclosed_block(written);
                    let hint = say::html_unclosed_block_hint();
                    self.writer.diagnostics.push(Diagnostic::warning(self.writer.path, message).at(place).hint(hint));
                }
                html::Part::Whole(html) => {
                    if !sanitize::words_of(html).trim().is_empty() {
                        self.block_in_table(source);
                    }
                    html::block(&mut self.writer, html, source);
                }
            }
        }
    }

    /// Opens a raw element around blocks. Those end before it whose end tag may be missing there.
    fn open_raw(&mut self, element: &'static Element, written: &str, source: Span) {
        let place = html::place(&self.writer, written, source);
        while self.innermost().is_some_and(|open| open.ends_before(element.name)) {
            self.close_wrapper();
        }
        if element.name.is_of_table() && !self.innermost().is_some_and(|open| open == Name::Table || open.is_of_table()) {
            let message = say::html_dropped_table(&element.name);
            let hint = say::html_dropped_table_hint();
            self.writer.diagnostics.push(Diagnostic::warning(self.writer.path, message).at(place).hint(hint));
            return;
        }
        self.open_wrapper(element, written, false, place);
    }

    /// The raw element that is open innermost, in the same container of Markdown.
    fn innermost(&self) -> Option<Name> {
        self.wrappers.last().filter(|wrapper| wrapper.depth == self.depth).map(|wrapper| wrapper.element.name)
    }

    /// Ends a raw element, and what is open in it. An end tag in a cell ends nothing around the table.
    fn close_raw(&mut self, element: &'static Element) {
        let is = |wrapper: &Wrapper| wrapper.element == element && !wrapper.part && wrapper.depth == self.depth;
        let Some(place) = self.wrappers.iter().rposition(is) else { return };
        let in_cell = self.wrappers.iter().skip(place + 1).any(|wrapper| wrapper.element.name.is_cell());
        if !in_cell || element.name == Name::Table || element.name.is_of_table() {
            self.close_wrappers(place);
        }
    }

    /// Opens an element around blocks.
    pub(super) fn open_wrapper(&mut self, element: &'static Element, written: &str, part: bool, source: Span) {
        let Some(tag) = sanitize::Tag::read(written) else { return };
        let (shown, attributes) = html::wrapper(&mut self.writer, element, &tag, source);
        if !element.name.is_void() {
            let lang = tag.attribute("lang").map(|lang| Lang::new(&lang));
            self.wrappers.push(Wrapper { element, shown, depth: self.depth, lang: lang.is_some(), part, source });
            self.writer.langs.extend(lang);
        }
        self.writer.open_with(shown, &attributes, true);
    }

    /// Ends the innermost part.
    pub(super) fn close_part(&mut self) {
        if let Some(place) = self.wrappers.iter().rposition(|wrapper| wrapper.part && wrapper.depth == self.depth) {
            self.close_wrappers(place);
        }
    }

    fn close_wrappers(&mut self, from: usize) {
        while self.wrappers.len() > from {
            self.close_wrapper();
        }
    }

    fn close_wrapper(&mut self) {
        if let Some(wrapper) = self.wrappers.pop() {
            if wrapper.lang {
                self.writer.langs.pop();
            }
            self.writer.close(wrapper.shown, true);
        }
    }

    /// Ends the elements that are open at `depth` or deeper, since `holder`, which holds them, ends; says so of the outermost.
    pub(super) fn leave(&mut self, depth: u32, holder: fn() -> Message) {
        let from = self.wrappers.partition_point(|wrapper| wrapper.depth < depth);
        if let Some((element, place)) = self.wrappers.get(from).map(|wrapper| (wrapper.element, wrapper.source)) {
            let message = say::html_unclosed(&element.name, holder());
            let hint = say::html_unclosed_hint(&element.name);
            self.writer.diagnostics.push(Diagnostic::warning(self.writer.path, message).at(place).hint(hint));
        }
        self.close_wrappers(from);
    }

    /// Says of the block that begins if it stands in a table and in none of its cells.
    pub(super) fn block_in_table(&mut self, source: Span) {
        let Some(open) = self.innermost() else { return };
        if open == Name::Table || open.is_of_table() && !open.is_cell() && open != Name::Caption {
            let message = say::html_misplaced(&open);
            let hint = say::html_misplaced_hint();
            self.writer.diagnostics.push(Diagnostic::warning(self.writer.path, message).at(source).hint(hint));
        }
    }
}
