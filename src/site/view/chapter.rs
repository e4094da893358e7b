//! A text that is read chapter by chapter: its title page and its chapters.

use serde::Serialize;

use super::{common::*, document::*, version::HistoryEntry};
use crate::base::Html;

/// `title.html`: the title page of a text that is read chapter by chapter.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TitleView {
    pub page: PageFrame,
    /// The text's own name in addresses.
    pub slug: String,
    /// CSL's name of its type.
    pub kind: &'static str,
    /// That it was taken back, or is doubted, the newest first.
    pub grave: Vec<HistoryEntry>,
    /// The rubric of its journal.
    pub section: String,
    /// Titles in other languages: `lang` is set.
    pub other_titles: Vec<Anchor>,
    /// People by role, in the order of the front matter.
    pub people: Vec<PersonView>,
    /// Where and when it appeared.
    pub publication: PublicationView,
    /// Its edition, as it says: `2nd`.
    pub edition: String,
    pub license: LicenseView,
    /// Whether no open licence is known.
    pub unlicensed: bool,
    /// Its abstracts, the text's own language first.
    pub abstracts: Vec<AbstractView>,
    /// Its lead; plain.
    pub lead: String,
    /// The first chapter.
    pub first: Anchor,
    /// The chapters.
    pub contents: Vec<ChapterItem>,
    /// Relative address of the page with all of the text.
    pub whole_href: String,
    /// Relative address of the page beside its facsimile; empty if it has none.
    pub facsimile_href: String,
    /// Relative address of the page beside its source; empty if it has none.
    pub source_href: String,
    /// How many words it has.
    pub words: u32,
    /// How many minutes it takes to read.
    pub minutes: u32,
    /// The same in whole hours, if it is two or more; else 0.
    pub hours: u32,
    /// What stands before the first chapter.
    pub text: ChapterText,
}

/// `chapter.html`: a chapter of a text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChapterView {
    pub page: PageFrame,
    /// The text's own name in addresses.
    pub slug: String,
    /// The title page of the text.
    pub book: Anchor,
    /// That the text was taken back, or is doubted, the newest first.
    pub grave: Vec<HistoryEntry>,
    /// What the chapter is called.
    pub title: String,
    /// The part in which it stands, by the words of the headings above its own; empty if there are none.
    pub part: String,
    /// Whether it begins with the heading of a part, and its own behind that.
    pub joined: bool,
    /// Its place, from 1, and how many there are.
    pub nth: usize,
    pub count: usize,
    /// The chapter before, or the title page.
    pub previous: Anchor,
    /// The chapter behind; without an address if it is the last.
    pub next: Anchor,
    /// The chapters; behind this one stand its own headings.
    pub contents: Vec<ChapterItem>,
    /// The place where it begins on the page with all of the text.
    pub whole_href: String,
    /// Relative address of the page beside the facsimile; empty if there is none.
    pub facsimile_href: String,
    /// How many words it has.
    pub words: u32,
    /// How many minutes it takes to read.
    pub minutes: u32,
    /// Whether editors have notes on it, wherever they stand.
    pub has_annotations: bool,
    /// How many in a hundred of the words of the text stand before it, and before its end.
    pub from: u32,
    pub to: u32,
    /// What it says.
    pub text: ChapterText,
}

/// The words of a page of a text that stands on several.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChapterText {
    /// The words up to the first notes of editors.
    pub body_html: Html,
    /// How it goes on where notes stand in it.
    pub annotated: Vec<AnnotatedPart>,
    /// Its footnotes, by number; the marks are those on the page.
    pub notes: Vec<NoteView>,
    /// Whether it ends in the heading of the list of references, so that all that the text lists stand below it.
    pub ends_in_references: bool,
    /// The works that it cites.
    pub references: Vec<ReferenceView>,
}

/// A line of the contents of a text that stands on several pages.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChapterItem {
    /// 2 for the highest level, as headings of a page have it.
    pub level: u8,
    /// Relative address.
    pub href: String,
    pub title: String,
    /// Whether it is the chapter that is shown.
    pub current: bool,
    /// Whether it is a place in that.
    pub inner: bool,
    /// How many minutes the chapter takes to read; 0 where a line is not the chapter's last.
    pub minutes: u32,
}
