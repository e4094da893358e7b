//! The structure of the text proper.
//!
//! 1. [`references`]: the list of references, and its entries; [`entries`]: the same where a source marks its headings;
//! 2. [`turns`]: who asks and who answers;
//! 3. [`headings`], by what kind of text it is ([`manner`]) and what its lines look like ([`look`]); 4. [`lists`]; 5. [`passages`] in other languages.

pub mod entries;
pub mod headings;
pub mod lists;
mod look;
mod manner;
pub mod passages;
pub mod references;
pub mod turns;

use super::draft::Rule;

/// The rules, in order.
pub const RULES: &[Rule] = &[
    Rule { name: "reference-list", apply: references::apply },
    Rule { name: "break", apply: lists::breaks },
    Rule { name: "turn", apply: turns::apply },
    Rule { name: "heading", apply: headings::apply },
    Rule { name: "list", apply: lists::apply },
    Rule { name: "passage", apply: passages::apply },
];
