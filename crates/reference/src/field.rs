//! What a parser gives: the works it found, and where in the text each part of them stands.

use serde::{Deserialize, Serialize};

use scholion_base::Span;

use super::Record;

/// One work found in a printed entry or a note.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// Its record; [`Record::verbatim`] holds the entry as printed, [`Record::key`] is empty.
    pub record: Record,
    /// Where its parts stand, in the order of the text. Each is the printed words: several names are
    /// one span, a date is what was printed.
    pub fields: Vec<(Field, Span)>,
    /// Its part of the given text, without a leading list number, "See:" or the separator to the next.
    pub span: Span,
    /// How sure the parser is that the parts are right, 0 to 1.
    pub confidence: f32,
}

impl Parsed {
    /// Where the first part of this sort stands.
    pub fn span_of(&self, field: Field) -> Option<Span> {
        self.fields.iter().find(|(found, _)| *found == field).map(|&(_, span)| span)
    }
}

/// A part of a printed entry, named as CSL names the variable it fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The authors, all of them.
    Author,
    /// The editors, without "ed. by".
    Editor,
    Translator,
    /// Others who had a part in it.
    Contributor,
    Title,
    /// A translation of the title, printed in brackets beside it.
    TranslatedTitle,
    /// Journal, collection, newspaper or web site.
    Container,
    Series,
    Publisher,
    /// Place of publication.
    Place,
    Edition,
    Volume,
    Issue,
    Pages,
    /// Document symbol, report or case number.
    Number,
    /// Kind of work as printed, "PhD thesis".
    Genre,
    /// Holding archive.
    Archive,
    /// Shelfmark in it.
    ArchiveLocation,
    /// Date of publication.
    Issued,
    /// When a web page was seen.
    Accessed,
    /// The address.
    Url,
    Doi,
    Isbn,
    Issn,
    /// A statement of language, "In Russian".
    Language,
    /// A remark.
    Note,
}
