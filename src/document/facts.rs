//! All that others may know of a document, besides its front matter.

use serde::{Deserialize, Serialize};

use crate::base::{InlineString, Span, WebAddress};

/// What a document says of others, and what others can point to in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// Its citations, in order, those in notes behind those in the running text.
    pub citations: Vec<Citation>,
    /// The same by their keys: places in that list.
    pub by_key: Vec<u32>,
    /// Its links and wikilinks, in order.
    pub links: Vec<Link>,
    /// Who asks and who answers, in order; empty unless it is an interview.
    pub turns: Vec<Turn>,
    /// The times in its running text, in order, of a recording.
    pub times: Vec<super::Time>,
    /// The number of words, Chinese characters counted singly.
    pub words: u32,
    /// Further fragment ids that its editors gave: of raw HTML, of marked words, pictures and parts.
    pub places: Vec<Box<str>>,
    /// The pages of the original on which it stands, by their marks.
    pub pages: Vec<PageMark>,
    /// Names that its editors gave to blocks (`^name`), each with the fragment id of its block.
    pub names: Vec<(Box<str>, Box<str>)>,
    /// Words of the file that are markup, and none of the page's, each with the block in or before which they stand: numbers of items,
    /// labels of notes, tags. Kept where the text has a source that it is laid beside.
    pub markup: Vec<(u32, InlineString)>,
    /// Whether the front matter gives no title, so that it is the first heading or the file's name.
    pub is_untitled: bool,
    /// The names of its authors in reading order, as every list shows them.
    pub authors: Box<str>,
    /// Its first words, by which lists make it known; no more of them than may be shown.
    pub incipit: Box<str>,
    /// The picture that stands first in it: a place in `links`.
    pub picture: Option<u32>,
}

impl Facts {
    /// The last mark of a page at or before a place of the text.
    pub fn page_at(&self, offset: u32) -> Option<&PageMark> {
        self.pages.get(..self.pages.partition_point(|page| page.at <= offset))?.last()
    }
}

/// The places of citations, by their keys.
pub fn by_key(citations: &[Citation]) -> Vec<u32> {
    let mut places: Vec<u32> = (0..u32::try_from(citations.len()).unwrap_or(u32::MAX)).collect();
    places.sort_by_key(|&at| citations.get(at as usize).map(|citation| &citation.key));
    places
}

/// The mark of a page of the original, where that begins (TEI: `pb`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageMark {
    /// Its fragment id, unique in the document: `page-3r`.
    pub id: Box<str>,
    /// What the page is called: `3r`.
    pub label: Box<str>,
    /// Which page of the facsimile it is, from 1, where the mark says so (`data-page`).
    pub page: Option<u32>,
    /// The picture of the page as the mark names it (`data-facs`); empty if it names none.
    pub picture: Box<str>,
    /// Where its words begin: a place in the body's text.
    pub at: u32,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its fragment id, unique in the document.
    pub id: String,
    /// Its words: a range of the body's text.
    pub text: Span,
    /// Whether it stands in no other element, so that the text can be cut before it.
    pub top: bool,
}

/// A place where a document cites a work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The key by which the document knows the work: `xu2021` of `#ref-xu2021` or `@xu2021`.
    pub key: InlineString,
    /// Which of the document's citations of that key it is, from 1; its fragment is
    /// `cite-<key>-<ordinal>`. 0 where its place is not shown: it leads to the entry of the list of references.
    pub ordinal: u32,
    /// In the running text or in a note.
    pub kind: CitationKind,
    /// Page or other place in the work, as written: `p. 3`; empty if none is given.
    pub locator: Box<str>,
    /// What an editor wrote before the citation in its bracket: `see`; empty otherwise.
    pub prefix: Box<str>,
    /// How the bracket or the words show it.
    pub form: CitationForm,
    /// The sentence it stands in: a range of the body's text.
    pub passage: Span,
    /// Its own words in the text; empty for editors' citations, which have no words yet.
    pub words: Span,
    /// The number of the note it stands in.
    pub note: Option<u32>,
    /// Its part of the file.
    pub source: Span,
}

impl Citation {
    /// Its fragment id.
    pub fn fragment(&self) -> String {
        if self.ordinal == 0 { format!("ref-{}", self.key) } else { format!("cite-{}-{}", self.key, self.ordinal) }
    }
}

/// Where a citation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CitationKind {
    /// In the running text.
    Body,
    /// In a footnote.
    Note,
    /// Only as an entry of the list of references.
    ReferenceList,
    /// In an editor's annotation.
    Annotation,
}

/// How a citation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CitationForm {
    /// Printed words with a link around them: `[Xu, 2021](#ref-xu2021)`.
    Printed,
    /// Pandoc's `[@key]`.
    Bracketed,
    /// Pandoc's `@key` in the sentence.
    Narrative,
    /// Pandoc's `[-@key]`: without the author.
    AuthorSuppressed,
}

/// A link out of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Where to.
    pub target: LinkTarget,
    /// The title in quotation marks after the address; empty if none.
    pub title: Box<str>,
    /// Its words in the body's text; empty for images and bare wikilinks.
    pub words: Span,
    /// The block it stands in: index into `Body::blocks`.
    pub block: u32,
    /// The date on which the text says it saw the page, for outside links in notes and references
    /// (`accessed: 01.04.2022`).
    /// Boxed, as few links have one.
    pub accessed: Option<Box<crate::base::Date>>,
    /// What the text says of it, if it is a picture. Boxed, as few are.
    pub picture: Option<Box<Picture>>,
    /// Its part of the file.
    pub source: Span,
}

/// What a text says of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Its description; empty if there is none.
    pub alt: Box<str>,
    /// How large it is to be shown.
    pub shown: Shown,
}

/// How large a picture is to be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Its width.
    pub width: Option<Length>,
    /// Its height.
    pub height: Option<Length>,
}

/// A length on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Length {
    /// In pixels of CSS: 96 to an inch.
    Pixels(u32),
    /// In hundredths of what holds it.
    Percent(u32),
}

impl Length {
    /// Reads `20`, `20px`, `50%`, `3cm`, `30mm`, `1.5in`, `36pt` (Pandoc's units, at 96 pixels to an inch); `None` if it is no
    /// length, nothing, or more than any page has.
    pub fn read(length: &str) -> Option<Self> {
        let length = length.trim();
        let digits = length.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(length.len());
        let (number, unit) = length.split_at(digits);
        let number: f64 = number.parse().ok()?;
        let pixels = match unit.trim() {
            "" | "px" => number,
            "%" => {
                let whole = number.round();
                return (1.0..=100.0).contains(&whole).then_some(Self::Percent(whole as u32));
            }
            "in" => number * 96.0,
            "cm" => number * 96.0 / 2.54,
            "mm" => number * 96.0 / 25.4,
            "pt" => number * 96.0 / 72.0,
            "pc" => number * 16.0,
            _ => return None,
        };
        let whole = pixels.round();
        (1.0..=20_000.0).contains(&whole).then_some(Self::Pixels(whole as u32))
    }
}

impl std::fmt::Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Pixels(pixels) => write!(f, "{pixels}"),
            Self::Percent(hundredths) => write!(f, "{hundredths}%"),
        }
    }
}

/// What a link points to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LinkTarget {
    /// Another file: the path as written, and the fragment without `#` (empty if none).
    File(String, String),
    /// A fragment of this document.
    Fragment(String),
    /// A safe outside address (`http`, `https`, `mailto`, …).
    Outside(WebAddress),
    /// A wikilink: name and fragment as written (where the name ends only the archive can tell), and the words shown.
    Name(String, String),
    /// An address with a scheme that could run code, such as `javascript:`; never rendered as a link.
    Unsafe(String),
}

/// A turn of an interview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// Who speaks.
    pub kind: TurnKind,
    /// The speaker's name as printed; empty if it is not.
    pub speaker: String,
    /// Its words: a range of the body's text, up to the next turn.
    pub text: Span,
}

/// Who speaks in a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TurnKind {
    /// The interviewer.
    Question,
    /// The interviewee.
    Answer,
}
