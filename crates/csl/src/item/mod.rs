//! What is cited, as CSL-JSON has it.
//!
//! 1. the types below; 2. [`json`]: how they are read; 3. `raw`: dates in words; 4. `particles`: those that stand in the parts of a name.

pub mod json;
mod particles;
mod raw;

use std::collections::BTreeMap;

/// An item. Variables are by their names in CSL 1.0.2; values are as written, with CSL-JSON's rich text
/// (`<i>`, `<b>`, `<sup>`, `<sub>`, `<span style="font-variant:small-caps;">`, `<span class="nocase">`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    pub id: String,
    /// Its type (`article-journal`).
    pub kind: String,
    /// Standard and number variables.
    pub texts: BTreeMap<String, String>,
    pub names: BTreeMap<String, Vec<Name>>,
    pub dates: BTreeMap<String, Date>,
}

/// A name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    pub family: String,
    pub given: String,
    pub suffix: String,
    pub dropping_particle: String,
    pub non_dropping_particle: String,
    /// The whole name, of what has no parts.
    pub literal: String,
    /// `comma-suffix`: a comma stands in front of the suffix where the given name is first.
    pub comma_suffix: bool,
    /// `static-ordering`: the family name is first wherever it stands.
    pub static_ordering: bool,
}

/// A date, or a range of days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Date {
    pub start: Day,
    /// The end of a range; an open end is a day whose year is 0.
    pub end: Option<Day>,
    /// Whether it is an estimate (`circa`).
    pub circa: bool,
    /// What is no date, as it is written; empty if there is none.
    pub literal: String,
}

/// A day, month, season or year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Day {
    /// Negative years are before Christ: -44 is 44 BC. 0: none.
    pub year: i32,
    /// 1 to 12; 0 if unknown.
    pub month: u8,
    /// 1 to 31; 0 if unknown.
    pub day: u8,
    /// 1 (spring) to 4 (winter); 0 if none.
    pub season: u8,
}

impl Name {
    /// Whether it says nobody.
    pub fn is_empty(&self) -> bool {
        self.family.is_empty() && self.given.is_empty() && self.literal.is_empty()
    }

    /// The name with particles and suffix parted from `family` and `given` where they stand there (`van Gogh`; `Ludwig van`; `Martin Luther, Jr.`).
    #[must_use]
    pub fn parted(self) -> Self {
        particles::part(self)
    }
}

impl Date {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.start == Day::default() && self.literal.is_empty()
    }

    /// A date in words: EDTF, or as libraries write them; what is no date is literal.
    pub fn of_words(words: &str) -> Self {
        raw::read(words)
    }
}
