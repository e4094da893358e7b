//! What a text has around it in a book on paper: what it leads to, takes with it, and has at its foot.

use std::collections::{BTreeMap, BTreeSet};

use super::code::Code;
use crate::base::{
    Html,
    tags::{Token, tokens},
};

/// What a text leads to, takes with it, and has at its foot.
pub trait Around {
    /// What a link does: it leads to a place of the book, out of it, or nowhere.
    fn link(&mut self, address: &str) -> Link;
    /// A picture: its path for Typst and how wide it is shown, in points; none if the book has it not.
    fn picture(&mut self, address: &str) -> Option<(String, f64)>;
    /// What the label of a fragment is, if anything leads to it.
    fn label(&self, fragment: &str) -> Option<String>;
    /// What stands at the foot of the page where a mark leads to this address.
    fn note(&mut self, address: &str) -> Option<Note>;
    /// The picture of the page of the original that begins at this mark: its path, what it is called, how wide it is shown, in points.
    fn page(&mut self, fragment: &str) -> Option<(String, String, f64)>;
    /// By which number an index knows what a text names at a place.
    fn name(&self, nth: &str) -> Option<i64>;
}

/// What a link does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// It leads to a label.
    To(String),
    /// It leads to an address on the web.
    Web(String),
    /// Nothing: its words stay.
    None,
}

/// What stands at the foot of a page.
pub struct Note {
    /// Its mark.
    pub mark: String,
    /// By what it is known.
    pub label: String,
    /// What it says; none where it stands already.
    pub body: Option<Code>,
}

/// Of which level headings are: none is left out on the way down (PDF/UA-1, 7.4.2).
#[derive(Clone, Debug)]
pub struct Levels {
    /// The highest level of the text, and of which level that is in the book.
    pub highest: u8,
    pub base: u8,
    /// The last level that was written.
    pub last: u8,
}

impl Levels {
    /// Of which level a heading of a text is in the book.
    pub fn of(&mut self, level: u8) -> u8 {
        let wanted = self.base + level.saturating_sub(self.highest);
        self.last = wanted.min(self.last + 1).max(1);
        self.last
    }
}

/// The part of a tag of language that Typst knows: two or three letters.
pub fn language(tag: &str) -> Option<&str> {
    let primary = tag.split('-').next().unwrap_or(tag);
    (matches!(primary.len(), 2 | 3) && primary.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(primary)
}

/// What the links of some HTML lead to: their addresses.
pub fn addresses(html: &Html) -> BTreeSet<String> {
    let address = |token: Token<'_>| match token {
        Token::Open(tag) if tag.name() == "a" && tag.has("href") => Some(tag.get("href").to_owned()),
        _ => None,
    };
    tokens(html).filter_map(address).collect()
}

/// The ids that stand in some HTML, each once.
pub fn ids(html: &Html, part: usize, into: &mut BTreeMap<(usize, String), ()>) {
    for token in tokens(html) {
        if let Token::Open(tag) = token
            && tag.has("id")
        {
            into.insert((part, tag.get("id").to_owned()), ());
        }
    }
}
