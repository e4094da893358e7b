//! The variables of CSL 1.0.2 (specification, appendix "Variables").

use super::words::words;

words! {
    roles behind
    /// A variable.
    pub enum Variable {
        // Standard variables.
        Abstract "abstract", Annote "annote", Archive "archive", ArchiveCollection "archive_collection",
        ArchiveLocation "archive_location", ArchivePlace "archive-place", Authority "authority",
        CallNumber "call-number", CitationKey "citation-key", CitationLabel "citation-label",
        CollectionTitle "collection-title", ContainerTitle "container-title",
        ContainerTitleShort "container-title-short", Dimensions "dimensions", Division "division", Doi "DOI",
        EventTitle "event-title", EventPlace "event-place", Genre "genre", Isbn "ISBN", Issn "ISSN",
        Jurisdiction "jurisdiction", Keyword "keyword", Language "language", License "license", Medium "medium",
        Note "note", OriginalPublisher "original-publisher", OriginalPublisherPlace "original-publisher-place",
        OriginalTitle "original-title", PartTitle "part-title", Pmcid "PMCID", Pmid "PMID", Publisher "publisher",
        PublisherPlace "publisher-place", References "references", ReviewedGenre "reviewed-genre",
        ReviewedTitle "reviewed-title", Scale "scale", Source "source", Status "status", Title "title",
        TitleShort "title-short", Url "URL", VolumeTitle "volume-title", YearSuffix "year-suffix",
        // Number variables.
        ChapterNumber "chapter-number", CitationNumber "citation-number", CollectionNumber "collection-number",
        Edition "edition", FirstReferenceNoteNumber "first-reference-note-number", Issue "issue", Locator "locator",
        Number "number", NumberOfPages "number-of-pages", NumberOfVolumes "number-of-volumes", Page "page",
        PageFirst "page-first", PartNumber "part-number", PrintingNumber "printing-number", Section "section",
        SupplementNumber "supplement-number", Version "version", Volume "volume",
        // Date variables.
        Accessed "accessed", AvailableDate "available-date", EventDate "event-date", Issued "issued",
        OriginalDate "original-date", Submitted "submitted",
    }
}

/// What a variable holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Text,
    Number,
    Date,
    Names,
}

impl Variable {
    /// The variable of a name, older and other names of it too: `event` was renamed in CSL 1.0.2, and `shortTitle`,
    /// `journalAbbreviation` are Zotero's.
    pub fn read(name: &str) -> Option<Self> {
        match name {
            "event" => Some(Self::EventTitle),
            "shortTitle" => Some(Self::TitleShort),
            "journalAbbreviation" => Some(Self::ContainerTitleShort),
            "editortranslator" => Some(Self::EditorTranslator),
            _ => Self::of(name),
        }
    }

    /// What it holds.
    pub fn holds(self) -> Holds {
        if self < Self::ChapterNumber {
            Holds::Text
        } else if self < Self::Accessed {
            Holds::Number
        } else if self < Self::Author {
            Holds::Date
        } else {
            Holds::Names
        }
    }
}
