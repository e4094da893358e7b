//! What an account is given besides the source: the parts of a document, and what was left out on purpose.

use std::borrow::Cow;

/// A part of a document that may hold words of the source.
#[derive(Clone, Debug, PartialEq)]
pub struct Part<'t> {
    /// Its words, plain.
    pub text: Cow<'t, str>,
    /// How its words stand to those of the source.
    pub standing: Standing,
    /// Whether it is of another document of the same source: it has only what neither this document nor an omission does. Such
    /// parts stand behind all others.
    pub elsewhere: bool,
}

/// How the words of a part stand to those of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Each was printed here, or was added.
    Once,
    /// They may repeat words that stand elsewhere, or be the program's: names and dates of the front matter. None counts as added.
    Repeats,
    /// They are values of the front matter that are written otherwise than printed, such as dates. None counts as added; and what only they
    /// hold of a source, `ingest` lists.
    Stated,
    /// They are the markup of the part with this index: the number of an item, the label of a note, the address of a link. They may have
    /// been printed near it, or not. Such parts stand behind those whose words are neighbours.
    Markup(usize),
    /// They are one value of the front matter (0) or of a record (from 1 on), as a header may say it again: a field of the same scope that
    /// says nothing but values is kept by them, however often it stands there. They claim nothing else. Such parts stand behind all others
    /// of their document.
    Value(u32),
}

/// Of what a block of a source speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// It is text.
    #[default]
    Text,
    /// It is a field that describes the text.
    Head,
    /// It is a field of this entry of the lists of works.
    Entry(u32),
}

/// A stretch of the source that was left out on purpose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Omission<'a> {
    /// Its first line, from 1.
    pub line: u32,
    /// Its words.
    pub text: &'a str,
    /// The rule that dropped it.
    pub rule: &'a str,
}

/// Whether no reader of the source saw what this rule left out: its comments. Their words are in no account and on no page.
pub fn is_unseen(rule: &str) -> bool {
    rule == "comment"
}
