//! Code, and raw HTML.

use super::{Mode, Reader};
use crate::{
    base::{Lang, Span},
    document::{html, sanitize},
};

impl Reader<'_> {
    pub(super) fn code_block(&mut self) {
        let Mode::Code { lang, code, source } = std::mem::replace(&mut self.mode, Mode::Words) else { return };
        html::code(&mut self.writer, &lang, &code, self.highlight, source);
    }

    /// Raw HTML: elements around blocks open and end, or stand whole.
    pub(super) fn html_block(&mut self) {
        let Mode::Html { html, source } = std::mem::replace(&mut self.mode, Mode::Words) else { return };
        for part in html::parts(&html) {
            match part {
                html::Part::Open(element, written) => self.open_wrapper(element, written, source),
                html::Part::Close(name) => {
                    if self.wrappers.iter().any(|wrapper| wrapper.0 == name && wrapper.1 == self.depth) {
                        while let Some((open, ..)) = self.wrappers.last().copied() {
                            self.close_wrapper();
                            if open == name {
                                break;
                            }
                        }
                    }
                }
                html::Part::Whole(html) => html::block(&mut self.writer, html, source),
            }
        }
    }

    /// Opens a raw element around blocks.
    pub(super) fn open_wrapper(&mut self, element: &'static sanitize::Element, written: &str, source: Span) {
        let Some(tag) = sanitize::Tag::read(written) else { return };
        let open = html::wrapper(&mut self.writer, element, written, source);
        let lang = tag.attribute("lang").map(|lang| Lang::new(&lang));
        self.wrappers.push((element.name, self.depth, lang.is_some()));
        self.writer.langs.extend(lang);
        self.writer.markup(&open);
        self.writer.markup("\n");
    }

    pub(super) fn close_wrapper(&mut self) {
        if let Some((name, _, lang)) = self.wrappers.pop() {
            if lang {
                self.writer.langs.pop();
            }
            self.writer.markup(&format!("</{name}>\n"));
        }
    }
}

/// The language that the line before a block of code names: `python`, `python title="x"`, `{.python .numberLines}` (Pandoc),
/// `{python}` (R Markdown, Quarto); empty if it names none.
pub(super) fn language(info: &str) -> &str {
    let info = info.trim();
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}');
    if let Some(attributes) = info.strip_prefix('{') {
        let inner = attributes.split('}').next().unwrap_or("");
        // The first class; an id and keys are none.
        let class = inner.split_whitespace().find_map(|part| part.strip_prefix('.'));
        let bare = || inner.split(ends).next().filter(|name| !name.starts_with(['#', '-']) && !name.contains('='));
        return class.or_else(bare).unwrap_or("");
    }
    info.split(ends).next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn the_language_of_code_is_read() {
        for (info, name) in [
            ("rust", "rust"),
            ("rust,ignore", "rust"),
            ("{.haskell #id .numberLines startFrom=\"5\"}", "haskell"),
            (" {.c++}", "c++"),
            ("{r, echo=FALSE}", "r"),
            ("{#id key=1}", ""),
            ("{}", ""),
            ("sql {1,3}", "sql"),
            ("", ""),
        ] {
            assert_eq!(language(info), name, "{info}");
        }
    }
}
