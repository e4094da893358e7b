//! A style as a whole.

use super::element::Element;
use super::fault::Fault;
use super::layout::{Bibliography, Citation};
use super::locale::Locale;

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
