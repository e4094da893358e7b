//! Code, and raw HTML.

use super::{Mode, Reader};
use crate::document::html;

impl Reader<'_> {
    pub(super) fn code_block(&mut self) {
        let Mode::Code { lang, code, source } = std::mem::replace(&mut self.mode, Mode::Words) else { return };
        html::code(&mut self.writer, &lang, &code, self.highlight, source);
    }

    pub(super) fn html_block(&mut self) {
        let Mode::Html { html, source } = std::mem::replace(&mut self.mode, Mode::Words) else { return };
        self.raw_html(&html, source);
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
