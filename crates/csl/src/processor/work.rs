//! What is known of the items of a document.

use super::namereg::Register;
use super::record::Record;
use super::setting::Processor;
use crate::names::Level;

/// All that is known of a document's items before anything is printed.
pub(super) struct Work<'a> {
    pub processor: &'a Processor,
    pub records: Vec<Record<'a>>,
    /// The items in the order of the bibliography, and the place of each item in it.
    pub order: Vec<usize>,
    pub places: Vec<usize>,
    /// `citation-number` of each item.
    pub numbers: Vec<usize>,
    /// The note in which each item is cited first; 0: in none.
    pub first_notes: Vec<u32>,
    /// What each item needs to differ from the others.
    pub distinct: Vec<Distinct>,
    pub register: Register,
}

/// What an item needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Distinct {
    /// How much is shown of each list of names.
    pub levels: Vec<Level>,
    /// How many of the conditions `disambiguate` hold, from the first on.
    pub conditions: u32,
    pub year_suffix: Option<u32>,
}
