//! The words of fields, and of the whole that is made of them.
//!
//! 1. [`rich`]: a field's text, with its own formatting and quotation marks, becomes a tree;
//! 2. [`case`]: its letters become capital or small;
//! 3. [`looks`]: the attributes of an element are laid on what it prints;
//! 4. [`finish`]: a whole citation or entry gets its marks: quotation marks and formatting that alternate, punctuation that meets.

pub mod case;
mod context;
pub mod finish;
pub mod looks;
mod meet;
pub mod rich;
pub(crate) mod script;
mod tokens;

use crate::tree::Node;

/// The quotation marks of a locale (terms `open-quote`, `close-quote`, `open-inner-quote`, `close-inner-quote`), and whether
/// full stops and commas stand inside of them (`punctuation-in-quote`, CSL 1.0.2, "Style Options" of locales).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    pub open: String,
    pub close: String,
    pub open_inner: String,
    pub close_inner: String,
    pub punctuation_in_quote: bool,
}

impl Default for Marks {
    /// Those of American English.
    fn default() -> Self {
        let own = str::to_owned;
        Self { open: own("“"), close: own("”"), open_inner: own("‘"), close_inner: own("’"), punctuation_in_quote: true }
    }
}

/// Takes full stops away (`strip-periods`), but those in front of a small letter, which stand inside a word.
pub fn strip_periods(nodes: &mut [Node]) {
    for node in nodes {
        match node {
            Node::Text(text) => {
                if text.contains('.') {
                    *text = without_periods(text);
                }
            }
            other => strip_periods(other.children_mut().map_or(&mut [][..], Vec::as_mut_slice)),
        }
    }
}

/// [`strip_periods`] of words.
pub fn without_periods(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(sign) = rest.next() {
        if sign != '.' || rest.peek().is_some_and(char::is_ascii_lowercase) {
            out.push(sign);
        }
    }
    out
}

/// The words of a tree, without any form.
pub fn words(nodes: &[Node]) -> String {
    let mut out = String::new();
    gather(nodes, &mut out);
    out
}

fn gather(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            other => gather(other.children(), out),
        }
    }
}
