//! Notes: their bodies, cut by page ends and printed out of order, and the markers that call them.
//!
//! 1. [`marks`], [`lost`], [`circled`]: what a mark looks like;
//! 2. [`starts`], [`chains`], [`places`], [`ends`], [`unnumbered`]: which lines begin a note's body (before the lines become blocks);
//! 3. [`bodies`]: each body whole (after the blocks have been joined over page ends);
//! 4. [`bind`]: each body gets its marker, each marker its body; [`chapters`]: those whose numbers begin again;
//!    [`signs`]: marks that are no numbers; [`named`]: bodies that say that they are notes; [`unmarked`]: bodies whose marker is not in the text;
//!    [`numbers`]: those that they have then;
//! 5. [`headings`]: headings of notes under which nothing is left; [`side`]: notes at the side.

pub mod bind;
pub mod bodies;
pub mod chains;
pub mod chapters;
pub mod circled;
mod ends;
mod headings;
mod lost;
pub mod marks;
pub mod named;
mod numbers;
pub mod places;
pub mod side;
mod signs;
pub mod starts;
mod unmarked;
pub mod unnumbered;

use super::draft::Rule;

/// The rules that find where notes begin; they run before the lines become blocks.
pub const START_RULES: &[Rule] =
    &[Rule { name: "note-start", apply: starts::strong }, Rule { name: "note-start-lost-mark", apply: starts::weak }];

/// The rules that give each marker its body.
pub const RULES: &[Rule] = &[
    Rule { name: "note-body", apply: bodies::collect },
    Rule { name: "note-marker", apply: bind::apply },
    Rule { name: "note-unbound", apply: bind::unbound },
    Rule { name: "note-heading", apply: headings::apply },
    Rule { name: "side-note", apply: side::apply },
];
