//! All that others may know of a document, besides its front matter.

use serde::{Deserialize, Serialize};

use crate::base::{Short, Span, WebAddress};

/// What a document says of others, and what others can point to in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// Ids that the author gave to elements of raw HTML, which links may lead to, in order.
    pub ids: Vec<Box<str>>,
    /// Its citations, in order, those in notes behind those in the running text.
    pub citations: Vec<Citation>,
    /// Its links and wikilinks, in order.
    pub links: Vec<Link>,
    /// Who asks and who answers, in order; empty unless it is an interview.
    pub turns: Vec<Turn>,
    /// The number of words, Chinese characters counted singly.
    pub words: u32,
    /// The names of its authors in reading order, as every list shows them.
    pub authors: Box<str>,
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
}

/// A place where a document cites a work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The key by which the document knows the work: `xu2021` of `#ref-xu2021` or `@xu2021`.
    pub key: Short,
    /// Which of the document's citations of that key it is, from 1; its fragment is
    /// `cite-<key>-<ordinal>`.
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
        format!("cite-{}-{}", self.key, self.ordinal)
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
    /// Its part of the file.
    pub source: Span,
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
