//! A document: its reading page, its source page; free pages.

use serde::Serialize;

use super::{annotation::AnnotationView, collection::WayView, common::*, file::FileView, letters::LetterView, version::DocumentHistory};
use crate::{
    base::{
        Html, WebAddress,
        yaml::{Map, Value},
    },
    site::rights::Shown,
};

/// `document.html`: the reading page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DocumentView {
    pub page: PageFrame,
    pub slug: String,
    /// CSL's name of its type: `interview`, `article-newspaper` …
    pub kind: &'static str,
    /// The rubric of its journal.
    pub section: String,
    /// Titles in other languages: `lang` is set.
    pub other_titles: Vec<Anchor>,
    /// People by role, in the order of the front matter.
    pub people: Vec<PersonView>,
    /// The lead of a news item; plain.
    pub lead: String,
    /// Where and when it appeared.
    pub publication: PublicationView,
    /// The way of a letter; nothing of what is none.
    pub letter: Option<LetterView>,
    /// Where the original is kept, in a line: archive, place, collection, place in it, shelfmark; empty if it does not say so.
    pub kept: String,
    /// What else its description says: shelfmark, edition, extent …
    pub fields: Vec<FieldView>,
    /// The editors' own keys: `{{ extra | get(key="x-shelf", default="") }}`.
    pub extra: Map<String, Value>,
    pub license: LicenseView,
    /// Abstracts, the document's own language first.
    pub abstracts: Vec<AbstractView>,
    /// Contents: the headings, as a flat list with levels.
    pub contents: Vec<ContentsItem>,
    /// The sounds and films of which it is the transcript.
    pub recordings: Vec<RecordingView>,
    /// The files that belong to it, and its source where readers are given that.
    pub files: Vec<FileView>,
    /// The text; empty where rights forbid it.
    pub body_html: Html,
    /// How the text goes on where notes stand in it; empty if none do. What `body_html` begins, this ends.
    pub annotated: Vec<AnnotatedPart>,
    /// Notes on the whole of it, or on works; where the text is not shown, all notes.
    pub annotations: Vec<AnnotationView>,
    /// Notes whose words are gone or stand in several places.
    pub unplaced: Vec<AnnotationView>,
    /// Relative address of its notes as a W3C AnnotationPage; empty if it has none.
    pub annotations_href: String,
    /// `full`, `excerpt` or `metadata`: what rights let the page show.
    pub shown: Shown,
    /// Whether no open licence is known, so that rights deserve a notice.
    pub unlicensed: bool,
    /// Footnotes, by number.
    pub notes: Vec<NoteView>,
    /// Whether the body's last element is the heading of the reference list.
    pub body_ends_in_references: bool,
    /// The list of references as printed.
    pub references: Vec<ReferenceView>,
    /// Works that only the notes cite.
    pub note_references: Vec<ReferenceView>,
    /// Works of the archive's libraries that only annotations cite.
    pub annotation_references: Vec<ReferenceView>,
    /// The same text in other languages: documents of this archive.
    pub translations: Vec<TranslationLink>,
    /// The ways to it through its collections, in the order in which it names them.
    pub ways: Vec<WayView>,
    /// Documents that link here.
    pub backlinks: Vec<Card>,
    /// Documents that share works or people, best first.
    pub related: Vec<RelatedView>,
    /// People, organizations, places and topics named in the text.
    pub mentioned: Vec<MentionedView>,
    /// How it asks to be cited, as printed, in each language.
    pub cite_as: Vec<Anchor>,
    /// How it is cited in the archive's style, safe HTML; empty where it says so itself, or the archive names no style.
    pub citation_html: Html,
    /// How it is cited where neither says so: all its parts are empty otherwise.
    pub citation: CitationView,
    /// The files by which reference managers take it: the title is the format.
    pub exports: Vec<Anchor>,
    /// It as BibLaTeX, to be copied.
    pub bibtex: String,
    /// Tags for the page's head, safe HTML: for reference managers, search engines and libraries.
    pub metadata_html: Html,
    /// Relative address of the page beside its source; empty if it has no source.
    pub source_href: String,
    /// Relative address of the page beside its facsimile; empty if it has none.
    pub facsimile_href: String,
    /// Relative address of its IIIF manifest; empty if there is none.
    pub iiif_href: String,
    /// The work's page, where the archive cites this document as a work.
    pub as_work: Anchor,
    /// What readers can do with its words; nothing if they are asked for nothing.
    pub answers: Option<AnswersView>,
    /// What became of it; nothing if it has no history.
    pub history: Option<DocumentHistory>,
    /// Relative address of its title page, if it is read chapter by chapter; else empty.
    pub title_href: String,
    /// How many words it has.
    pub words: u32,
}

/// What a page gives to the script by which readers answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AnswersView {
    /// The page's path from the site's root.
    pub page: String,
    /// The script's words, as JSON.
    pub words: String,
    /// To whom messages are written; empty if to nobody.
    pub mail: String,
    /// The form of a tracker in which they are written; empty if there is none.
    pub issues: String,
    /// Whether readers keep notes of their own.
    pub notes: bool,
}

/// A citation made of fields, so that its date can be written as readers do.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CitationView {
    /// The authors; may be empty.
    pub before: String,
    /// EDTF; empty if unknown.
    pub date: String,
    /// Title and all that follows, with the full stop before them where one belongs.
    pub after: String,
}

/// A document that is the same text in another language.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TranslationLink {
    /// Relative address of its reading page.
    pub href: String,
    /// Its public address; empty if the archive has no `base-url`.
    pub address: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub lang: String,
}

/// A person with a role.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PersonView {
    /// `author`, `interviewer` …
    pub role: String,
    /// The page of the person; `href` may be empty.
    pub name: Anchor,
    /// Posts and affiliations.
    pub offices: Vec<String>,
    /// Without resolver; empty if unknown.
    pub orcid: String,
    /// Where it resolves.
    pub orcid_url: WebAddress,
    /// The same person in the document's other languages.
    pub translations: Vec<PersonTranslation>,
}

/// A person's name and posts in another language.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PersonTranslation {
    pub lang: String,
    pub name: String,
    pub offices: Vec<String>,
}

/// Where and when a document appeared.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PublicationView {
    pub container: String,
    pub volume: String,
    pub issue: String,
    pub pages: String,
    pub publisher: String,
    pub place: String,
    /// EDTF.
    pub issued: String,
    /// Other dates: name in front matter (`received`) and EDTF.
    pub dates: Vec<(String, String)>,
    /// Without resolver.
    pub doi: String,
    /// Where it resolves; empty if there is none.
    pub doi_url: WebAddress,
    pub issn: String,
    pub isbn: String,
    pub url: WebAddress,
}

/// Licence and rights.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LicenseView {
    /// `CC-BY-4.0`.
    pub id: String,
    pub url: WebAddress,
    /// The statement as printed.
    pub rights: String,
}

/// An abstract with its keywords.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AbstractView {
    pub lang: String,
    pub dir: &'static str,
    /// Whether it is in the document's own language.
    pub own: bool,
    pub html: Html,
    /// Keywords with the pages of their topics.
    pub keywords: Vec<Anchor>,
}

/// A sound or film of which a document is the transcript. The times in the text are links to it: `a.time`, with the recording's id in
/// `data-recording` and the seconds in `data-t`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RecordingView {
    /// `_recording-1`.
    pub id: String,
    /// Relative address of its file; empty if it stands elsewhere.
    pub href: String,
    /// Its address, where it is no file of the archive; empty otherwise.
    pub address: WebAddress,
    /// What it is called.
    pub label: String,
    /// Whether it is a film.
    pub is_film: bool,
    /// Its captions, WebVTT: relative addresses and languages.
    pub captions: Vec<CaptionsView>,
    /// Whether times in the text are its.
    pub has_times: bool,
}

/// Captions of a recording.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CaptionsView {
    /// Relative address of the file.
    pub href: String,
    /// Their language.
    pub lang: String,
}

/// A line of the contents.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ContentsItem {
    pub level: u8,
    /// `#id`.
    pub href: String,
    pub title: String,
}

/// Notes, and the text behind them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AnnotatedPart {
    /// The notes on words that end in the block before.
    pub notes: Vec<AnnotationView>,
    /// The text up to the next notes, or to its end.
    pub html: Html,
}

/// A footnote.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct NoteView {
    pub number: u32,
    /// `fn-<number>`.
    pub id: String,
    /// Its content: block HTML.
    pub html: Html,
    /// Editors' notes on its words.
    pub annotations: Vec<AnnotationView>,
    /// Its marks in the text: `#fnref-1`, `#fnref-1-2` …
    pub marks: Vec<String>,
}

/// An entry of the reference list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReferenceView {
    /// `ref-<key>`.
    pub id: String,
    /// The entry as printed, safe HTML; identifiers and addresses in it are links.
    pub entry_html: Html,
    /// Its language; empty if it is the document's.
    pub lang: String,
    /// The work's page.
    pub href: String,
    /// The places in this document that cite it, in order.
    pub cited: Vec<Anchor>,
    /// Whether other documents of the archive cite it.
    pub elsewhere: bool,
    /// Of a work that the archive has among its texts: that it was taken back or is doubted, how: `retraction`; else empty.
    pub grave: &'static str,
    /// The web archive's copy nearest to the date on which the text saw it; empty if it gives none.
    pub archived: WebAddress,
    /// That date, EDTF.
    pub accessed: String,
    /// The copy of its page that the archive itself has, and of when that is.
    pub copy: Anchor,
}

/// A related document and why.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RelatedView {
    pub card: Card,
    /// How many works both cite.
    pub works: usize,
    /// How many people and topics both name.
    pub people: usize,
}

/// Somebody or something named in the text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MentionedView {
    /// `people`, `organizations`, `places` or `topics`.
    pub kind: &'static str,
    pub name: Anchor,
    /// How often.
    pub count: usize,
}

/// `source.html`: a document laid beside its source, word by word.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SourceView {
    pub page: PageFrame,
    /// The reading page.
    pub document: Card,
    /// The source's file name.
    pub file: String,
    /// SHA-256 of the source, hexadecimal.
    pub sha256: String,
    /// Whether the source in `content/sources/` is the one that was converted.
    pub same: bool,
    /// Whether the source has tags, which are left out here.
    pub without_tags: bool,
    /// Words of the source found in the document, and all of them.
    pub words_kept: usize,
    pub words: usize,
    /// Words left out on purpose, and words left out without a word about it.
    pub words_accepted: usize,
    pub words_lost: usize,
    /// Words that another document of the same source has.
    pub words_elsewhere: usize,
    /// Words of the document that the source does not have.
    pub words_added: usize,
    /// The source itself, where readers are given it: its address and what it is called.
    pub source_file: Anchor,
    /// How many rows differ.
    pub differences: usize,
    /// Addresses of the first that differ by words left out on purpose, words lost and words added; empty where there is none.
    pub first_accepted: String,
    pub first_lost: String,
    pub first_added: String,
    /// Whether pictures of pages stand beside the rows.
    pub has_pictures: bool,
    /// The rows, in the order of the source.
    pub rows: Vec<SourceRow>,
}

/// A stretch of the source beside what became of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SourceRow {
    /// Its fragment, `L<line>`, for the first row of a line; else empty.
    pub id: String,
    /// First line of it in the source, from 1; 0 if only the document has it.
    pub line: u32,
    /// The source's words, with `<del class="…">` around those that were left out (`accepted`, with its rule as title, or `lost`).
    pub source_html: Html,
    /// The document's words, with `<ins>` around those that were added.
    pub document_html: Html,
    /// Where these words stand now: `title`, `abstract`, `body`, `note 3`, `reference zinovieva2020`; empty if nowhere.
    pub place: String,
    /// Relative address of that place; empty if it has none.
    pub href: String,
    /// Whether they stand in another document of the same source: then the place is its title.
    pub elsewhere: bool,
    /// Which of those that differ the row is, from 1; 0 if it does not.
    pub difference: usize,
    /// What begins beside this row and stands beside those behind it; nothing if one above does.
    pub picture: Option<super::facsimile::RowPicture>,
}

/// `page.html`: a free page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FreePageView {
    pub page: PageFrame,
    pub body_html: Html,
    pub notes: Vec<NoteView>,
    pub contents: Vec<ContentsItem>,
    /// The editors' own keys: `{{ extra | get(key="x-shelf", default="") }}`.
    pub extra: Map<String, Value>,
    /// The works that it cites, in the archive's style.
    pub references: Vec<ReferenceView>,
}

/// `404.html`. Its links are from the root, as it is served at any address.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct NotFoundView {
    pub page: PageFrame,
}
