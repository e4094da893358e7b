//! The terms of CSL 1.0.2 (specification, "Terms" and the appendix of that name).

use super::variable::Variable;
use super::words::words;

words! {
    roles behind
    /// A term of a locale. Ordinals are held apart: [`super::locale::Ordinals`].
    pub enum Term {
        // Words.
        Accessed "accessed", Ad "ad", AdvanceOnlinePublication "advance-online-publication", Album "album",
        And "and", AndOthers "and others", Anonymous "anonymous", At "at", AudioRecording "audio-recording",
        AvailableAt "available at", Bc "bc", Bce "bce", By "by", Ce "ce", Circa "circa", Cited "cited", EtAl "et-al",
        Film "film", Forthcoming "forthcoming", From "from", Henceforth "henceforth", Ibid "ibid", In "in",
        InPress "in press", Internet "internet", Letter "letter", LocCit "loc-cit", NoDate "no date",
        NoPlace "no-place", NoPublisher "no-publisher", On "on", Online "online", OpCit "op-cit",
        OriginalWorkPublished "original-work-published", PersonalMessage "personal-communication",
        Podcast "podcast", PodcastEpisode "podcast-episode", Preprint "preprint", PresentedAt "presented at", Printing "printing",
        RadioBroadcast "radio-broadcast", RadioSeries "radio-series", RadioSeriesEpisode "radio-series-episode",
        Reference "reference", Retrieved "retrieved", ReviewOf "review-of", Scale "scale", SpecialIssue "special-issue",
        SpecialSection "special-section", TelevisionBroadcast "television-broadcast",
        TelevisionSeries "television-series", TelevisionSeriesEpisode "television-series-episode", Video "video",
        WorkingPaper "working-paper",
        // Punctuation.
        OpenQuote "open-quote", CloseQuote "close-quote", OpenInnerQuote "open-inner-quote",
        CloseInnerQuote "close-inner-quote", PageRangeDelimiter "page-range-delimiter", Colon "colon", Comma "comma",
        Semicolon "semicolon",
        // Seasons.
        Season01 "season-01", Season02 "season-02", Season03 "season-03", Season04 "season-04",
        // Months.
        Month01 "month-01", Month02 "month-02", Month03 "month-03", Month04 "month-04", Month05 "month-05",
        Month06 "month-06", Month07 "month-07", Month08 "month-08", Month09 "month-09", Month10 "month-10",
        Month11 "month-11", Month12 "month-12",
        // Locators.
        Act "act", Appendix "appendix", ArticleLocator "article-locator", Book "book", Canon "canon",
        Chapter "chapter", Column "column", Elocation "elocation", Equation "equation", Figure "figure",
        Folio "folio", Issue "issue", Line "line", Note "note", Opus "opus", Page "page", Paragraph "paragraph",
        Part "part", Rule "rule", Scene "scene", Section "section", SubVerbo "sub-verbo", Supplement "supplement",
        Table "table", Timestamp "timestamp", TitleLocator "title-locator", Verse "verse", Version "version",
        Volume "volume",
        // Numbers.
        ChapterNumber "chapter-number", CollectionNumber "collection-number", Edition "edition", Number "number",
        NumberOfPages "number-of-pages", NumberOfVolumes "number-of-volumes", PageFirst "page-first",
        PartNumber "part-number", PrintingNumber "printing-number", SupplementNumber "supplement-number",
        CitationNumber "citation-number", FirstReferenceNoteNumber "first-reference-note-number", Locator "locator",
        // Types.
        Article "article", ArticleJournal "article-journal", ArticleMagazine "article-magazine",
        ArticleNewspaper "article-newspaper", Bill "bill", Broadcast "broadcast", Classic "classic",
        Collection "collection", Dataset "dataset", Document "document", Entry "entry",
        EntryDictionary "entry-dictionary", EntryEncyclopedia "entry-encyclopedia", Event "event", Graphic "graphic",
        Hearing "hearing", Interview "interview", LegalCase "legal_case", Legislation "legislation",
        Manuscript "manuscript", Map "map", MotionPicture "motion_picture", MusicalScore "musical_score",
        Pamphlet "pamphlet", PaperConference "paper-conference", Patent "patent", Performance "performance",
        Periodical "periodical", PersonalCommunication "personal_communication", Post "post",
        PostWeblog "post-weblog", Regulation "regulation", Report "report", Review "review",
        ReviewBook "review-book", Software "software", Song "song", Speech "speech", Standard "standard",
        Thesis "thesis", Treaty "treaty", Webpage "webpage",
    }
}

impl Term {
    /// The term of a name, other ways to write it too.
    pub fn read(name: &str) -> Option<Self> {
        match name {
            "sub verbo" => Some(Self::SubVerbo),
            "editortranslator" => Some(Self::EditorTranslator),
            _ => Self::of(name),
        }
    }

    /// The kind of place that a locator names (`label` of a cite, `locator` of a condition).
    pub fn locator(name: &str) -> Option<Self> {
        match name {
            "article" => Some(Self::ArticleLocator),
            "title" => Some(Self::TitleLocator),
            _ => Self::read(name),
        }
    }

    /// The kinds of places in a work that a cite may name (specification, appendix "Terms", "Locators").
    pub fn locators() -> &'static [Self] {
        Self::ALL.get(Self::Act as usize..=Self::Volume as usize).unwrap_or_default()
    }

    /// The term that is the label of a variable: it has its name.
    pub fn of_variable(variable: Variable) -> Option<Self> {
        Self::of(variable.name())
    }

    /// The term of a month, 1 to 12.
    pub fn month(month: u8) -> Option<Self> {
        Self::ALL.get(Self::Month01 as usize..=Self::Month12 as usize)?.get(usize::from(month).checked_sub(1)?).copied()
    }

    /// The term of a season, 1 (spring) to 4.
    pub fn season(season: u8) -> Option<Self> {
        Self::ALL.get(Self::Season01 as usize..=Self::Season04 as usize)?.get(usize::from(season).checked_sub(1)?).copied()
    }
}

/// The form of a term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    #[default]
    Long,
    Short,
    Verb,
    VerbShort,
    Symbol,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 5] = [Self::Long, Self::Short, Self::Verb, Self::VerbShort, Self::Symbol];

    /// The form to take where this one is not defined (specification, "Terms": `verb-short` falls back to `verb`, `symbol` to
    /// `short`, both of these to `long`).
    pub fn fallback(self) -> Option<Self> {
        match self {
            Self::Long => None,
            Self::Short | Self::Verb => Some(Self::Long),
            Self::VerbShort => Some(Self::Verb),
            Self::Symbol => Some(Self::Short),
        }
    }
}

/// The grammatical gender of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gender {
    Masculine,
    Feminine,
    Neuter,
}
