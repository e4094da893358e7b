//! What rules remark on what they find: values with fields, for which each language has a sentence.
//!
//! The sentences stand with the other words of a language (`templates/strings/<lang>.yaml`, `ingest.remarks`), and the table of all
//! remarks in `docs/INGEST.md` is made of what is written here.

use serde::{Deserialize, Serialize};

/// A field that a rule filled, or would fill, with a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FieldValue {
    /// The key of the front matter, or a role: `issued`, `author`.
    pub field: String,
    /// What it holds.
    pub value: String,
}

impl FieldValue {
    /// A field with its value.
    pub fn new(field: &str, value: impl ToString) -> Self {
        Self { field: field.to_owned(), value: value.to_string() }
    }
}

/// A field of a remark, as a sentence shows it.
trait Shown {
    fn shown(&self) -> String;
}

impl Shown for String {
    fn shown(&self) -> String {
        self.clone()
    }
}

impl Shown for usize {
    fn shown(&self) -> String {
        self.to_string()
    }
}

impl Shown for FieldValue {
    fn shown(&self) -> String {
        format!("{}: {}", self.field, self.value)
    }
}

impl<T: Shown> Shown for Vec<T> {
    fn shown(&self) -> String {
        self.iter().map(Shown::shown).collect::<Vec<_>>().join(", ")
    }
}

/// A kind of remark, for tables and tests.
#[derive(Clone, Copy, Debug)]
pub struct RemarkKind {
    /// Its stable name.
    pub name: &'static str,
    /// When a rule says it.
    pub means: &'static str,
    /// The names of its fields. A field `n` is a number, by which languages choose the form of a word.
    pub fields: &'static [&'static str],
}

/// The enum of remarks and the table of them, from one list: what a remark means, its name for programs, its fields.
macro_rules! remarks {
    ($($(#[doc = $means:literal])+ $variant:ident = $name:literal $({ $($field:ident: $type:ty),+ })?,)+) => {
        /// What a rule remarks on what it found.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(tag = "name")]
        pub enum Remark {
            $($(#[doc = $means])+ #[serde(rename = $name)] #[allow(missing_docs)] $variant $({ $($field: $type),+ })?,)+
        }

        /// All kinds of remarks.
        pub const REMARKS: &[RemarkKind] = &[
            $(RemarkKind { name: $name, means: concat!($($means),+), fields: &[$($(stringify!($field)),+)?] },)+
        ];

        impl Remark {
            /// The stable name of its kind.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $name,)+
                }
            }

            /// Its fields as a sentence shows them, by their names.
            pub fn fields(&self) -> Vec<(&'static str, String)> {
                match self {
                    $(Self::$variant $({ $($field),+ })? => vec![$($((stringify!($field), $field.shown())),+)?],)+
                }
            }
        }
    };
}

remarks! {
    /// Characters of the file are in no encoding that is known.
    Unreadable = "unreadable" { n: usize },
    /// The file does not say its encoding.
    EncodingGuessed = "encoding-guessed",
    /// The file does not say its encoding, and others than the one it was read in fit nearly as well.
    EncodingDoubtful = "encoding-doubtful",
    /// The source is held back by what stands at its beginning, and its document, too.
    Draft = "draft",
    /// What stands where front matter stands cannot be read.
    NotYaml = "not-yaml",
    /// A line of the front matter is not in order: its words were read as they stand.
    FrontMatterSlip = "front-matter-slip",
    /// The source is Markdown, and its text was carried over as it is written.
    MarkdownCarried = "markdown-carried",
    /// The source is Markdown, but was taken from print: it was read as plain text is.
    MarkdownPrinted = "markdown-printed",
    /// The source has front matter and no text: its document is a title that links may lead to.
    NoText = "no-text",
    /// So many tags of one kind of a program that makes sites; they are shown as they are written.
    TemplateTag = "template-tag" { n: usize },
    /// A table that is drawn with signs in a way that is not known; it stands as it is written.
    TableUnread = "table-unread",
    /// So many elements of raw HTML that no page shows.
    ElementNotShown = "element-not-shown" { n: usize },
    /// A picture of which the text shows the address.
    Picture = "picture",
    /// The words became this field of the front matter.
    Field = "field" { field: String },
    /// The words became these fields of the front matter.
    Fields = "fields" { values: Vec<FieldValue> },
    /// The words are in this language.
    Language = "language" { lang: String },
    /// Most of the text is in other languages than the document is said to be in.
    LanguagesDoubtful = "languages-doubtful" { langs: Vec<String> },
    /// A licence.
    Licence = "licence" { id: String },
    /// A line with journal, volume, issue and year.
    JournalLine = "journal-line",
    /// Fields were read from what stands under "For citation".
    ForCitation = "for-citation",
    /// The authors were read from what stands under "For citation".
    AuthorsForCitation = "authors-for-citation",
    /// The author is named before the title, on its line.
    AuthorBeforeTitle = "author-before-title",
    /// The author is named above the title.
    AuthorAboveTitle = "author-above-title",
    /// Who answers in an interview is its author.
    AuthorAnswers = "author-answers",
    /// A name may have the ending of another case than the one in which names are given.
    NameOblique = "name-oblique",
    /// A date that can be read in two ways, with the day or with the month first: how it was read, and how else it can be.
    DateTwoWays = "date-two-ways" { date: String, other: String },
    /// A date from a line that says more than when and where: it may be that of something else.
    DateDoubtful = "date-doubtful" { date: String },
    /// What a data base printed on a text for whoever took it.
    DownloadStamp = "download-stamp",
    /// The names with which the turns of an interview begin.
    Speakers = "speakers",
    /// The text says that its words were spoken to this newspaper or station.
    Outlet = "outlet",
    /// The salutation of a letter.
    Salutation = "salutation",
    /// Above its salutation a letter may say where and when it was sent.
    LetterSent = "letter-sent" { place: String, date: String },
    /// Above its salutation a letter may say to whom it went.
    LetterTo = "letter-to" { person: String },
    /// A letter has no title.
    LetterUntitled = "letter-untitled",
    /// The file itself says another title than the text.
    TitleStated = "title-stated" { title: String },
    /// The first line was taken for the title.
    TitleFirstLine = "title-first-line",
    /// Which lines of a head are its title was told by the model of heads, which is not sure.
    HeadUnsure = "head-unsure",
    /// The line may be a heading, by the model of headings, which is not sure: it stays in the text.
    HeadingDoubtful = "heading-doubtful",
    /// The line was taken for a heading, by the model of headings, which is not sure.
    HeadingTaken = "heading-taken",
    /// There is an abstract in this language already.
    SecondAbstract = "second-abstract" { lang: String },
    /// There is a list of keywords in this language already.
    SecondKeywords = "second-keywords" { lang: String },
    /// The line begins a footnote or endnote.
    NoteBegins = "note-begins",
    /// A page end had cut a note.
    NoteGoesOn = "note-goes-on",
    /// A page end had cut a paragraph.
    ParagraphGoesOn = "paragraph-goes-on",
    /// Columns that stood side by side are read one behind the other.
    ColumnsRead = "columns-read",
    /// Columns may stand side by side, and are read across.
    ColumnsDoubtful = "columns-doubtful",
    /// Whether the hyphen at a line end, or before a space inside a line, belongs to the word is not known.
    HyphenDoubtful = "hyphen-doubtful",
    /// Nothing in the text calls the note.
    NoteUncalled = "note-uncalled",
    /// Nothing in the text calls the note; it stands between two notes that are called, and is kept as one.
    NoteUnmarked = "note-unmarked",
    /// Nothing in a page or an XML file calls the note; it stands at the end of the text.
    NoteAtEnd = "note-at-end",
    /// The note of a marker is not in the text.
    MarkerAlone = "marker-alone",
    /// A number in the line is a marker that had lost its superscript.
    MarkerRaised = "marker-raised",
    /// Several numbers in the text may be the marker of the note.
    MarkersSeveral = "markers-several",
    /// A heading of this level.
    Heading = "heading" { level: usize },
    /// The list of references has so many entries.
    Entries = "entries" { n: usize },
    /// A page end had cut an entry.
    EntryGoesOn = "entry-goes-on",
    /// An entry stands again in another script, in a second list: its record has the title.
    EntryAgain = "entry-again" { title: String },
    /// What an entry of the list of references was read as: the type of the work and its title.
    Entry = "entry" { work: String, title: String },
    /// A question of an interview.
    Question = "question",
    /// A question of which a part was set in bold: now all of it is.
    QuestionBold = "question-bold",
    /// An answer of an interview.
    Answer = "answer",
    /// The words cite these works, by their keys.
    Cites = "cites" { keys: Vec<String> },
    /// Several works fit the citation.
    CitesOneOf = "cites-one-of" { keys: Vec<String> },
    /// No entry of the list of references fits the citation.
    NoEntry = "no-entry",
    /// No entry of the list of references has the number.
    NoNumber = "no-number",
    /// A work in a note, recorded.
    Recorded = "recorded",
    /// A work in a note that was recorded before.
    RecordedBefore = "recorded-before",
    /// A work that is named by its authors and its year alone: nothing in the text names it in full.
    NamedShort = "named-short",
    /// The numbers in the text do not fit the list: the highest of them is not the number of entries, so that none was linked.
    NumbersDiffer = "numbers-differ" { cited: usize, n: usize },
    /// What "ibid." and the like point to is not known.
    PointsNowhere = "points-nowhere",
    /// An entity that is declared nowhere, and is in no set that is known: its name stays in the text.
    EntityUnknown = "entity-unknown" { entity: String },
    /// A part of the text stands in another file, which is not read.
    PartElsewhere = "part-elsewhere" { file: String },
    /// So many pages of the text stand in files that are not here, or cannot be read.
    PagesElsewhere = "pages-elsewhere" { n: usize },
    /// A formula, or what is said otherwise only in a picture, is a picture that the archive does not have.
    PictureOnly = "picture-only" { file: String },
    /// Somebody has a part in the text under a name of a role that is not known.
    RoleUnknown = "role-unknown" { role: String },
    /// What a note or a mention points to is not in the file.
    TargetLost = "target-lost" { target: String },
    /// A register of so many entries.
    Register = "register" { n: usize },
    /// The layout of a formula is not known; its letters and signs stand in a row.
    FormulaUnread = "formula-unread",
    /// So many words of a page, in percent, are left out, from these words on.
    MuchLeftOut = "much-left-out" { n: usize },
    /// Somebody speaks, in a debate.
    Speaks = "speaks",
    /// A comment that somebody wrote into an office file; it is not published.
    FileComment = "file-comment" { who: String },
    /// Words that were deleted while changes were tracked.
    Deleted = "deleted" { who: String },
    /// So many passages were inserted while changes were tracked; they stand in the text.
    Inserted = "inserted" { n: usize },
    /// Words that the file hides from its readers.
    Hidden = "hidden",
    /// A picture that is not here, or that no page can show; its words, if it has any, else where it is.
    PictureLeftOut = "picture-left-out" { file: String },
    /// A sign of a font that is not known.
    SignUnknown = "sign-unknown" { font: String },
    /// A part that the file names is not in it.
    PartMissing = "part-missing",
    /// A file that is attached to a message, and not taken over.
    Attachment = "attachment" { kind: String },
    /// No rule found a place for the words.
    Unplaced = "unplaced",
}
