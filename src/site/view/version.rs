//! What became of a document: its history, its versions, what differs between them, and what was corrected in the archive.

use serde::{Serialize, Serializer};

use super::{
    annotation::AnnotationView,
    common::*,
    document::{CitationView, LicenseView, NoteView, ReferenceView},
};
use crate::{base::Html, site::rights::Shown};

/// A link that a page has in its head (RFC 5829, RFC 7089).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RelLink {
    /// `predecessor-version`, `latest-version` …
    pub rel: &'static str,
    /// Relative address.
    pub href: String,
    /// Its media type; empty if it is a page.
    pub media_type: &'static str,
}

impl RelLink {
    /// A link to a page.
    pub fn page(rel: &'static str, href: String) -> Self {
        Self { rel, href, media_type: "" }
    }
}

/// An entry of a document's history.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct HistoryEntry {
    /// Its fragment on the page of the history: `version-1.0`, or `update-2` where it has no version.
    pub id: String,
    /// What the version is called; empty if the entry names none.
    pub version: String,
    /// EDTF; may be empty.
    pub date: String,
    /// `correction`, `new-version` …
    pub kind: &'static str,
    /// What was changed, safe HTML.
    pub note_html: Html,
    /// The page of the version; empty if its text was not kept.
    pub href: String,
    /// What differs from the version before; empty if there is none of which the text was kept.
    pub changes_href: String,
    /// Whether it says that something was wrong.
    pub is_erratum: bool,
}

/// A place that a document had and has no more.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FormerPlace {
    /// Its fragment.
    pub id: String,
    /// The same in the newest version that has it.
    pub href: String,
    /// What that version is called.
    pub version: String,
    /// Its first words.
    pub words: String,
}

/// What the page of a document says of its history.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DocumentHistory {
    /// The newest version; empty if none has a name.
    pub version: String,
    /// Its date, EDTF; may be empty.
    pub date: String,
    /// Relative address of its page; empty if its text was not kept.
    pub version_href: String,
    /// Whether the text was changed since.
    pub is_changed: bool,
    /// What differs since; empty if nothing does, or its text was not kept.
    pub changes_href: String,
    /// Relative address of the page of the history.
    pub href: String,
    /// What a reader must know before anything else: that it was taken back, or that there are doubts.
    pub grave: Vec<HistoryEntry>,
    /// What was corrected, the newest first.
    pub errata: Vec<HistoryEntry>,
    /// The list of what was corrected in the archive; empty if nothing was here.
    pub errata_href: String,
    /// Places that it has no more, in the order of the newest version that has them.
    pub former: Vec<FormerPlace>,
    /// For its head.
    pub links: Vec<RelLink>,
}

/// `history.html`: the history of a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct HistoryView {
    pub page: PageFrame,
    /// The reading page.
    pub document: Anchor,
    /// What was published, the newest first.
    pub entries: Vec<HistoryEntry>,
    /// What differs between the text as it is and its newest version; empty if nothing does.
    pub changes_href: String,
    /// For its head.
    pub links: Vec<RelLink>,
}

/// `version.html`: a document as it was.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct VersionView {
    pub page: PageFrame,
    /// The reading page of the document as it is.
    pub document: Anchor,
    /// Which version it is.
    pub entry: HistoryEntry,
    /// The newest version, if this is another.
    pub latest: Anchor,
    /// Whether the document says the same now.
    pub is_current: bool,
    /// The versions before and behind it, by their names; may be empty.
    pub previous: Anchor,
    pub next: Anchor,
    /// What a reader must know of the document before anything else.
    pub grave: Vec<HistoryEntry>,
    /// The page of the history.
    pub history_href: String,
    /// This version as Markdown; empty where its words may not be shown.
    pub markdown_href: String,
    /// Its authors.
    pub authors: String,
    /// When it was published elsewhere, or written, EDTF; may be empty.
    pub issued: String,
    pub license: LicenseView,
    /// Its abstract, safe HTML; may be empty.
    pub abstract_html: Html,
    /// The text; empty where rights forbid it.
    pub body_html: Html,
    pub shown: Shown,
    /// Footnotes, by number.
    pub notes: Vec<NoteView>,
    /// Whether the body's last element is the heading of the reference list.
    pub body_ends_in_references: bool,
    pub references: Vec<ReferenceView>,
    pub note_references: Vec<ReferenceView>,
    /// Editors' notes on words that the document has no more.
    pub annotations: Vec<AnnotationView>,
    /// How this version is cited in the archive's style, safe HTML; empty where the archive names no style.
    pub citation_html: Html,
    /// How it is cited where it names none.
    pub citation: CitationView,
    /// This version as BibLaTeX, to be copied.
    pub bibtex: String,
    /// For its head.
    pub links: Vec<RelLink>,
}

/// `differences.html`: what differs between two states of a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DifferencesView {
    pub page: PageFrame,
    /// The reading page.
    pub document: Anchor,
    /// The two by their names; the title of the text as it is is empty.
    pub old: Anchor,
    pub new: Anchor,
    /// The page of the history.
    pub history_href: String,
    /// What differs in the description.
    pub fields: Vec<FieldChange>,
    /// The paragraphs, in order.
    pub rows: Vec<ChangeRow>,
    /// Whether the two say the same, links and formatting included.
    pub is_same: bool,
    /// How many words were put in, and taken out.
    pub inserted: usize,
    pub deleted: usize,
}

/// A field of the description that differs.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FieldChange {
    /// `title`, `author`, `abstract`, `keyword`, `rights`.
    pub name: &'static str,
    /// What it says, with what was taken out and put in.
    pub html: Html,
}

/// What a paragraph is beside that of another text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowKind {
    /// As it was.
    #[default]
    Same,
    /// Other words stand in it.
    Changed,
    /// It is new.
    Inserted,
    /// It is gone.
    Deleted,
    /// Several that are as they were, and are not shown.
    Skipped,
}

impl RowKind {
    fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Inserted => "inserted",
            Self::Deleted => "deleted",
            Self::Skipped => "skipped",
        }
    }
}

impl Serialize for RowKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A paragraph beside that of another text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChangeRow {
    pub kind: RowKind,
    /// Its fragment on the page of the text; of one that is gone, on that of the older.
    pub id: String,
    /// The number of the footnote in which it stands; 0 if in none.
    pub note: u32,
    /// Its words, with `<del>` around those that were taken out and `<ins>` around those that were put in.
    pub html: Html,
    /// How many are skipped.
    pub count: usize,
}

/// `errata.html`: what was corrected in the archive.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ErrataView {
    pub page: PageFrame,
    /// How many there are on all pages.
    pub count: usize,
    /// Those of this page, the newest first.
    pub entries: Vec<ListedErratum>,
    pub pager: Pager,
}

/// What was corrected in a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ListedErratum {
    pub document: Card,
    pub entry: HistoryEntry,
}
