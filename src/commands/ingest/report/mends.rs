//! What of a text a button beside an item of its report may change, by what was remarked on it.

use super::Item;
use crate::ingest::Remark;

/// What may be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mends {
    /// Whether words are a heading, and of which level.
    Heading,
    /// Where a paragraph ends.
    Paragraph,
    /// Whether a word has a hyphen.
    Hyphen,
    /// Which work words cite.
    Citation,
    /// That a paragraph is a note, and what its mark is.
    Note,
}

impl Item {
    /// What buttons beside it may change; nothing if they cannot.
    pub fn mends(&self) -> Option<Mends> {
        match self.remark.as_ref()? {
            Remark::Heading { .. } | Remark::HeadingTaken | Remark::HeadingDoubtful => Some(Mends::Heading),
            Remark::ParagraphGoesOn => Some(Mends::Paragraph),
            Remark::HyphenDoubtful => Some(Mends::Hyphen),
            Remark::Cites { .. } | Remark::CitesOneOf { .. } | Remark::NoEntry | Remark::NoNumber | Remark::PointsNowhere => {
                Some(Mends::Citation)
            }
            Remark::NoteUncalled | Remark::NoteUnmarked | Remark::MarkerAlone | Remark::MarkersSeveral => Some(Mends::Note),
            _ => None,
        }
    }
}
