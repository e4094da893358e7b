//! What the lines of an article's head are: [`crate::heads`] finds it.

use std::collections::BTreeMap;

/// What a line of a head is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The text proper, behind the head.
    #[default]
    Text,
    Title,
    /// Names of those who wrote it.
    Author,
    /// Where they work, and addresses.
    Affiliation,
    /// Electronic addresses, telephones.
    Contact,
    Abstract,
    Keywords,
    /// The journal, its volume and pages.
    Journal,
    /// When it came, was accepted, was published.
    Date,
    /// A DOI or another number.
    Identifier,
    /// The name of a part alone on its line: "Abstract".
    Label,
    /// Licences, running titles, funding, and whatever else stands there.
    Other,
}

impl Part {
    /// All parts, in the order of the weights.
    pub const ALL: [Self; 12] = [
        Self::Text,
        Self::Title,
        Self::Author,
        Self::Affiliation,
        Self::Contact,
        Self::Abstract,
        Self::Keywords,
        Self::Journal,
        Self::Date,
        Self::Identifier,
        Self::Label,
        Self::Other,
    ];

    /// As a bit in a set of parts.
    pub fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// The head of a text: its lines by their numbers in the source; empty if none was found.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// By their numbers in the source.
    pub lines: BTreeMap<u32, Part>,
    /// Whether it is sure which lines are the title.
    pub is_sure: bool,
}

impl Head {
    /// What the line with this number is, if it is one of the head.
    pub fn part(&self, number: u32) -> Option<Part> {
        self.lines.get(&number).copied()
    }

    /// The number of its last line; 0 if there is no head.
    pub fn end(&self) -> u32 {
        self.lines.last_key_value().map_or(0, |(number, _)| *number)
    }
}
