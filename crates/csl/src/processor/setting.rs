//! A style in a language, with what is known of it before anything is cited.

use std::cmp::Ordering;

use crate::style::locale::Locale;
use crate::style::{Class, Style};
use crate::text::Marks;

/// A style in a language, ready to write citations. What it is asked does not change it.
pub struct Processor {
    pub(super) style: Style,
    pub(super) locale: Locale,
    pub(super) marks: Marks,
    /// Whether addresses and identifiers are links.
    pub(super) links: bool,
    /// Whether the style itself says where the year suffix stands, and whether it asks for `disambiguate`.
    pub(super) has_year_suffix: bool,
    pub(super) has_disambiguate: bool,
    pub(super) collate: Collate,
}

/// An order of words. Punctuation is taken from what it is asked to compare.
pub type Collate = Box<dyn Fn(&str, &str) -> Ordering + Send + Sync>;

impl Processor {
    /// Whether citations belong into notes.
    pub fn is_note(&self) -> bool {
        self.style.class == Class::Note
    }
}
