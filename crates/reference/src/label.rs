//! What a word of an entry belongs to, as the labeller says.

use super::Field;

/// The part of an entry that a word belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Label {
    /// None: "In", "vol.", "Available from", a mark.
    #[default]
    Other,
    Author,
    Editor,
    Translator,
    Title,
    /// A translation of the title in brackets.
    Translated,
    Container,
    Series,
    Edition,
    Publisher,
    Place,
    Date,
    Volume,
    Issue,
    Pages,
    /// Report, case or patent number.
    Number,
    /// "PhD thesis", "Working paper", "[Internet]".
    Genre,
    /// Holding archive and shelfmark.
    Archive,
    /// A remark: "Unpublished", "forthcoming".
    Note,
}

impl Label {
    /// How many there are.
    pub const COUNT: usize = 19;

    /// All labels, in the order of their numbers.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Other,
        Self::Author,
        Self::Editor,
        Self::Translator,
        Self::Title,
        Self::Translated,
        Self::Container,
        Self::Series,
        Self::Edition,
        Self::Publisher,
        Self::Place,
        Self::Date,
        Self::Volume,
        Self::Issue,
        Self::Pages,
        Self::Number,
        Self::Genre,
        Self::Archive,
        Self::Note,
    ];

    /// The part of a record that it fills.
    pub fn field(self) -> Option<Field> {
        Some(match self {
            Self::Other => return None,
            Self::Author => Field::Author,
            Self::Editor => Field::Editor,
            Self::Translator => Field::Translator,
            Self::Title => Field::Title,
            Self::Translated => Field::TranslatedTitle,
            Self::Container => Field::Container,
            Self::Series => Field::Series,
            Self::Edition => Field::Edition,
            Self::Publisher => Field::Publisher,
            Self::Place => Field::Place,
            Self::Date => Field::Issued,
            Self::Volume => Field::Volume,
            Self::Issue => Field::Issue,
            Self::Pages => Field::Pages,
            Self::Number => Field::Number,
            Self::Genre => Field::Genre,
            Self::Archive => Field::ArchiveLocation,
            Self::Note => Field::Note,
        })
    }
}
