//! The works that the text cites, and where it cites them.
//!
//! 1. [`list`]: a record for each entry of the list of references;
//! 2. [`noted`]: a record for each work in the notes, one for works named twice ([`known`]); "ibid." and its kin;
//! 3. [`titled`]: short forms with a short title;
//! 4. [`citations`]: author–year citations and citations by number, linked to the records; [`raised`]: numbers that were raised; `taken`: what is linked already.

pub mod citations;
mod known;
pub mod list;
pub mod noted;
pub mod raised;
mod taken;
pub mod titled;

use super::draft::Rule;

/// The rules, in order.
pub const RULES: &[Rule] = &[
    Rule { name: "reference", apply: list::apply },
    Rule { name: "noted-work", apply: noted::apply },
    Rule { name: "back-reference", apply: noted::back },
    Rule { name: "citation", apply: citations::author_year },
    Rule { name: "numeric-citation", apply: citations::numeric },
];
