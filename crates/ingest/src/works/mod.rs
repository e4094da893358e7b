//! The works that the text cites, and where it cites them.
//!
//! 1. [`list`]: a record for each entry of the list of references;
//! 2. [`noted`]: a record for each work in the notes, one for works named twice ([`known`]), without the place that is cited ([`cited`]); "ibid." and its kin;
//! 3. [`short`]: short forms, [`titled`] of which have a short title; [`again`]: what goes by a mark and is named again;
//! 4. [`citations`]: author–year citations and citations by number, linked to the records; [`bracketed`]: those by author and title; [`raised`]: numbers that were raised; `taken`: what is linked already.

mod again;
mod bracketed;
pub mod citations;
mod cited;
mod known;
pub mod list;
pub mod noted;
pub mod raised;
mod short;
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
