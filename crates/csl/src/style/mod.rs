//! A style and a locale, read from XML once and checked.
//!
//! 1. [`variable`], [`term`], [`kind`]: the words that a style is written in, each a small number;
//! 2. [`element`], [`name`], [`layout`] and the [`Style`] of them: what is inherited is put in when it is read;
//! 3. [`locale`]: terms, dates and options of a language;
//! 4. [`read`]: the reader of both, which tells every fault and its place.

pub mod element;
mod fault;
pub mod kind;
pub mod layout;
pub mod locale;
pub mod name;
pub mod read;
pub mod term;
pub mod variable;
mod whole;
mod words;

use locale::Locale;

pub use fault::{Fault, What};
pub use whole::{Class, Demote, Info, Macro, PageRangeFormat, Style};

impl Style {
    /// The style that this text is, or every fault of it.
    pub fn read(xml: &str) -> Result<Self, Vec<Fault>> {
        read::style(xml)
    }

    /// The locale for a language: of `files`, the nearest last, overlaid by what the style says for that language.
    ///
    /// `files` are the locales of [`Locale::fallback`] that there are.
    pub fn locale(&self, lang: &str, files: &[&Locale]) -> Locale {
        let mut locale = Locale::default();
        let chain = Locale::fallback(lang);
        for file in chain.iter().rev().filter_map(|lang| files.iter().find(|file| file.lang.eq_ignore_ascii_case(lang))) {
            locale.overlay(file);
        }
        // Of those in the style, first the one for all languages, then that for the language, then that for the dialect.
        let dialect = chain.first().map_or("", String::as_str);
        let language = dialect.split('-').next().unwrap_or("");
        let own = [Some(""), Some(language), (dialect != language).then_some(dialect)];
        for wanted in own.into_iter().flatten() {
            for over in self.locales.iter().filter(|over| over.lang.eq_ignore_ascii_case(wanted)) {
                locale.overlay(over);
            }
        }
        locale.lang = dialect.to_owned();
        locale
    }
}

impl Locale {
    /// The locale that this text is (a `locales-xx-XX.xml`), or every fault of it.
    pub fn read(xml: &str) -> Result<Self, Vec<Fault>> {
        read::locale(xml)
    }
}
