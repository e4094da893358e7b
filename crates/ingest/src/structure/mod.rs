//! The structure of the text proper.
//!
//! 1. [`references`]: the list of references, and its entries;
//! 2. [`turns`]: who asks and who answers;
//! 3. [`headings`]; 4. [`lists`]; 5. [`passages`] in other languages; 6. [`acronyms`], proposed only.

pub mod acronyms;
pub mod headings;
pub mod lists;
pub mod passages;
pub mod references;
pub mod turns;

use super::draft::Rule;

/// The rules, in order.
pub const RULES: &[Rule] = &[
    Rule {
        name: "reference-list",
        does: "finds the list of references by its heading, and cuts it into entries",
        apply: references::apply,
    },
    Rule { name: "break", does: "knows lines of stars or dashes that divide a text", apply: lists::breaks },
    Rule {
        name: "turn",
        does: "marks the questions and answers of an interview; a question printed without bold gets it",
        apply: turns::apply,
    },
    Rule {
        name: "heading",
        does: "finds headings by number, bold, capitals, or by standing alone before a paragraph",
        apply: headings::apply,
    },
    Rule { name: "list", does: "finds lists by their bullets, and by numbers in order", apply: lists::apply },
    Rule { name: "passage", does: "marks paragraphs in another language than that of the document", apply: passages::apply },
    Rule {
        name: "acronym",
        does: "proposes acronyms that the text defines: \"International Information Security (IIS)\"",
        apply: acronyms::apply,
    },
];
