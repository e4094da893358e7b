//! A style and a locale, read from XML once and checked.
//!
//! 1. [`variable`], [`term`], [`kind`]: the words that a style is written in, each a small number;
//! 2. [`element`], [`name`], [`layout`]: the tree of a style, whole: what is inherited is put in when it is read;
//! 3. [`locale`]: terms, dates and options of a language;
//! 4. [`read`]: the reader of both, which tells every fault and its place.

pub mod element;
pub mod kind;
pub mod layout;
pub mod locale;
pub mod name;
pub mod read;
pub mod term;
pub mod variable;
mod words;

use element::Element;
use layout::{Bibliography, Citation};
use locale::Locale;

pub use read::{Fault, What};

/// A style: an independent one, or a dependent one, which is nothing but the name of its parent.
#[derive(Clone, Debug)]
pub struct Style {
    pub info: Info,
    pub class: Class,
    /// `demote-non-dropping-particle`.
    pub demote_non_dropping_particle: Demote,
    /// `initialize-with-hyphen`.
    pub initialize_with_hyphen: bool,
    pub page_range_format: Option<PageRangeFormat>,
    pub macros: Vec<Macro>,
    pub citation: Citation,
    pub bibliography: Option<Bibliography>,
    /// `cs:locale` of the style.
    pub locales: Vec<Locale>,
    /// What was passed over in reading it: attributes and words that CSL 1.0.2 does not have.
    pub doubts: Vec<Fault>,
}

/// `cs:info`, as far as a program needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    pub id: String,
    pub title: String,
    /// `default-locale` of the style.
    pub default_locale: Option<String>,
    /// The address of the style that a dependent one depends on (`link rel="independent-parent"`).
    pub parent: Option<String>,
}

/// `class`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Class {
    #[default]
    InText,
    Note,
}

/// `demote-non-dropping-particle`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Demote {
    Never,
    SortOnly,
    #[default]
    DisplayAndSort,
}

/// `page-range-format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageRangeFormat {
    Chicago15,
    Chicago16,
    Expanded,
    Minimal,
    MinimalTwo,
}

/// `cs:macro`.
#[derive(Clone, Debug)]
pub struct Macro {
    pub name: Box<str>,
    pub children: Vec<Element>,
}

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
