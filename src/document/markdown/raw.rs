//! Code, and raw HTML.

use super::{Mode, Reader};
use crate::document::html;

impl Reader<'_> {
    pub(super) fn code_block(&mut self) {
        let Mode::Code { lang, code, source } = std::mem::replace(&mut self.mode, Mode::Words) else { return };
        html::code(&mut self.writer, &lang, &code, self.highlight, source);
    }

    /// Raw HTML: an element around blocks opens or ends, or a whole piece of HTML.
    pub(super) fn html_block(&mut self) {
        let Mode::Html { html, source } = std::mem::replace(&mut self.mode, Mode::Words) else { return };
        match html::wrapper(&html, self.writer.is_rtl()) {
            Some(html::Wrapper::Open { name, tag, lang }) => {
                self.wrappers.push((name, self.depth, lang.is_some()));
                self.writer.langs.extend(lang);
                self.writer.markup(&tag);
                self.writer.markup("\n");
            }
            Some(html::Wrapper::Close(name)) if self.wrappers.iter().any(|wrapper| wrapper.0 == name && wrapper.1 == self.depth) => {
                while let Some((open, ..)) = self.wrappers.last().copied() {
                    self.close_wrapper();
                    if open == name {
                        break;
                    }
                }
            }
            _ => html::block(&mut self.writer, &html, source),
        }
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
