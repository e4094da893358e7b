//! The works that the text cites, and where it cites them.
//!
//! 1. [`list`]: a record for each entry of the list of references;
//! 2. [`noted`]: a record for each work in the notes, one for works named twice; "ibid." and its kin;
//! 3. [`citations`]: author–year citations and citations by number, linked to the records.

pub mod citations;
pub mod list;
pub mod noted;

use super::draft::Rule;

/// The rules, in order.
pub const RULES: &[Rule] = &[
    Rule { name: "reference", does: "reads each entry of the list of references into a record", apply: list::apply },
    Rule { name: "noted-work", does: "records the works in the notes, and links their titles", apply: noted::apply },
    Rule { name: "back-reference", does: "links \"ibid.\", \"op. cit.\", \"supra note 3\" to what they point to", apply: noted::back },
    Rule {
        name: "citation",
        does: "links author–year citations to their records, around the printed words",
        apply: citations::author_year,
    },
    Rule { name: "numeric-citation", does: "links citations by number to the entries of a numbered list", apply: citations::numeric },
];
