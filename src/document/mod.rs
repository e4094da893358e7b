//! One file of the archive, understood by itself: pure, and never failing.
//!
//! A document or page goes through these steps; what is wrong with it becomes diagnostics beside the value:
//!
//! 1. [`file`]: bytes → text; [`crate::base::front_matter`]: front matter and Markdown apart, in whatever form the first comes;
//! 2. [`front`]: the front matter → [`Meta`], by way of [`report`], which says what has the wrong shape; below it what [`layer`]s say,
//!    which [`defaults`] and [`table`] (with `columns`) are read into;
//! 3. [`markdown`] walks over the Markdown (the only home of `pulldown-cmark`) and tells [`writer`] what
//!    comes, which writes [`Body`] and [`Facts`]. On the way: [`inline`] (what words hold that Markdown does
//!    not know) with [`cite`] and [`address`]; [`html`] with [`sanitize`] (raw HTML made harmless); and as
//!    each block closes [`passage`], [`accessed`] and [`turns`];
//! 4. [`body::html`]: text and pieces → HTML, when the page is made, formulas as MathML ([`formula`]); [`highlight`]: code in colours.
//!
//! [`elements`] lists the elements that a text may have.
//!
//! [`bibliography`], [`library`], [`authority`], [`annotation`], [`layout`] and [`manifest`] read the other kinds of file under `content/`;
//! [`annotation_file`] writes into files of notes, [`annotation_import`] reads those of other programs, with [`imported_place`]s on pictures; [`verdict_file`] writes
//! [`verdict`]s into front matter.
//!
//! [`stored`]: bodies of a large archive lie elsewhere than in memory until somebody reads them, with an `outline` of each that stays.
//!
//! [`Document::closed`] leaves of a document what may be shown where its words may not.
//!
//! Nothing here knows any other file: what needs the rest of the archive is left open as a
//! [`body::Hole`] and filled by `site`.

pub mod body;
pub mod chapters;
pub mod drawing;
pub mod facsimile;
pub mod facts;
pub mod meta;

mod accessed;
mod address;
mod annotation_target;
mod attachment;
mod brackets;
mod cite;
mod closed;
mod columns;
mod coordinates;
pub mod defaults;
mod elements;
mod file;
pub mod footer;
mod formula;
mod front;
pub mod highlight;
pub mod history;
mod html;
mod incipit;
mod inline;
pub mod layer;
pub mod life;
mod markdown;
mod moment;
mod open_annotation;
mod outline;
mod own;
mod passage;
pub mod portrait;
mod prose;
mod recording;
pub mod relation;
mod report;
mod sameness;
mod sanitize;
mod unplaced;
mod variant;
mod window;
mod writer;

pub mod addresses;
pub mod annotation;
pub mod annotation_file;
pub mod annotation_import;
pub mod authority;
pub mod authority_file;
pub mod bibliography;
pub mod captions;
pub mod capture_note;
pub mod capture_place;
pub mod collection;
pub mod imported_place;
pub mod layout;
pub mod letter;
pub mod library;
pub mod manifest;
pub mod matches;
pub mod mend;
pub mod motivation;
pub mod region;
pub mod site_address;
pub mod stored;
pub mod subrip;
pub mod table;
pub mod unlinked;
pub mod verdict;
pub mod verdict_file;

#[cfg(test)]
mod tests;

pub use accessed::date_in_words;
pub use addresses::Addresses;
pub use annotation::{Annotation, Annotations};
pub use annotation_target::Target;
pub use attachment::{Attachment, FileRole};
pub use authority::{Authorities, Authority, AuthorityKind};
pub use bibliography::{Bibliography, Verdicts};
pub use body::{Body, Hole, Note, Piece, TextBlock};
pub use collection::InCollection;
pub use coordinates::Coordinates;
pub use elements::{CLASSES, ELEMENTS, EVERYWHERE};
pub use facsimile::FacsimilePart;
pub use facts::{Citation, CitationKind, Facts, Heading, Link, LinkTarget, Turn, TurnKind};
pub use front::{
    OMISSION_KEYS, OWN_DATES, SOURCE_KEYS, TRANSLATION_KEYS, keys as front_keys, keys_of as front_keys_of, synonyms as front_synonyms,
    unknown as unknown_key,
};
pub use highlight::{Colour, Highlight};
pub use layer::{Layer, LayerKind, Layers};
pub use letter::{LetterAction, LetterPart, LetterPlace, LetterWay};
pub use markdown::published;
pub use mend::Mend;
pub use meta::{License, Meta, Person, SourceRef, Translation};
pub use motivation::Motivation;
pub use own::{Own, OwnShape, OwnValue};
pub use passage::Sentences;
pub use recording::{Captions, Recording, Time};
pub use stored::{BodyStore, StoredBody};
pub use unplaced::Unplaced;
pub use verdict::{Said, Verdict};
pub use window::Window;
pub use writer::fragment;

use serde::{Deserialize, Serialize};

use crate::base::{self, Diagnostic, Digest, RelPath, Slug, Span, front_matter, places};

/// A document or a free page: all that its own file says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Its file, from the archive's root.
    pub path: RelPath,
    /// Its name in addresses: its path below the folder of documents or pages ([`Slug::of_file`]), with another last part where its front
    /// matter names one (`slug:`). What belongs to it (bibliography, notes, files) is known by its path.
    pub slug: Slug,
    /// The digest of the file's bytes and of its layers.
    pub digest: Digest,
    /// The front matter, its own before that of its layers.
    pub meta: Meta,
    /// The text, ready to be rendered once links are known.
    pub body: StoredBody,
    /// What others may know of it.
    pub facts: Facts,
    /// What is wrong with the file, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// Whether the running text ends in a heading, under which the list of references then stands.
    pub fn ends_in_heading(&self) -> bool {
        let last = self.body.blocks.iter().rfind(|block| block.note.is_none());
        last.is_some_and(|block| self.facts.headings.last().is_some_and(|heading| heading.text == block.text))
    }

    /// Where its chapters begin; empty if it is read on one page.
    pub fn chapters(&self) -> Vec<chapters::ChapterStart> {
        if !chapters::may_be(self.meta.chapters, self.facts.words) {
            return Vec::new();
        }
        chapters::starts(self.meta.chapters, self.facts.words, &self.facts.headings)
    }

    /// Whether it is read chapter by chapter.
    pub fn has_chapters(&self) -> bool {
        !self.chapters().is_empty()
    }
}

/// What the front matter of a document says itself, without its text and without what its layers say.
pub fn meta(path: &RelPath, bytes: &[u8]) -> (Meta, Vec<Diagnostic>) {
    let (text, _) = file::decode(path, bytes);
    let parts = front_matter::split(path, &text, &mut Vec::new());
    let (mut meta, diagnostics) = front::read(path, &text, parts.front, &Layers::default());
    meta.draft |= parts.is_held || is_drafts_folder(path);
    (meta, diagnostics)
}

/// Reads a document or a free page. Never fails: what is wrong is said in [`Document::diagnostics`], and
/// what can be read is kept.
///
/// Spans are byte offsets into the file. In a file that is no UTF-8 they are offsets into the text that
/// `String::from_utf8_lossy` makes of it.
pub fn parse(path: &RelPath, bytes: &[u8], highlight: Highlight<'_>) -> Document {
    parse_with(path, bytes, &Layers::default(), highlight)
}

/// As [`parse`], with what `layers` say of the document; their places are told as [`Layers::at`] reads them.
pub fn parse_with(path: &RelPath, bytes: &[u8], layers: &Layers, highlight: Highlight<'_>) -> Document {
    let (text, mut diagnostics) = file::decode(path, bytes);
    let parts = front_matter::split(path, &text, &mut diagnostics);
    let (mut meta, found) = front::read(path, &text, parts.front, layers);
    meta.draft |= parts.is_held || is_drafts_folder(path);
    diagnostics.extend(found);
    let words = behind_title(&text, parts.body, &meta.title);
    let marks = markdown::Marks::find(words.of(&text));
    let writer = writer::Writer::new(path, &text, words.len());
    let (body, mut facts, found) = markdown::read(writer, words, &marks, &meta, highlight).finish();
    diagnostics.extend(found);
    if meta.title.is_empty() {
        let heading = facts.headings.first().map_or("", |heading| heading.text.of(&body.text));
        meta.title = if heading.is_empty() { places::text_name(path).to_owned() } else { heading.to_owned() };
        facts.is_untitled = true;
    }
    facts.authors = meta.authors().into_boxed_str();
    facts.by_key = facts::by_key(&facts.citations);
    facts.incipit = incipit::words(&body, &facts);
    facts.picture = incipit::picture(&body);
    if path.is_below(places::DOCUMENTS) {
        facts.times = recording::times(&body, &facts.headings, !meta.recordings.is_empty());
    }
    let own = Slug::of_file(path);
    let slug = meta.slug.as_ref().map_or_else(|| own.clone(), |leaf| own.with_leaf(leaf));
    let own = Digest::of(bytes);
    let digest = layers.digest().map_or(own, |layers| Digest::of_value(&(own, layers)));
    let mut document = Document { path: path.clone(), slug, digest, meta, body: body.into(), facts, diagnostics };
    let still = unlinked::problems(&text, &document);
    document.diagnostics.extend(still);
    document.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    document.diagnostics.shrink_to_fit();
    document
}

/// The Markdown without a heading on the first level that says the title again, as other programs want one: a page has its title above it.
fn behind_title(text: &str, body: Span, title: &str) -> Span {
    let words = body.of(text);
    let blank = words.len() - words.trim_start_matches(['\n', '\r']).len();
    let line = words.get(blank..).and_then(|rest| rest.split_inclusive('\n').next()).unwrap_or("");
    let title = base::text::fold(title);
    let is_title = line.strip_prefix("# ").is_some_and(|heading| !title.is_empty() && base::text::fold(heading) == title);
    if is_title { Span::new(body.start as usize + blank + line.len(), body.end as usize) } else { body }
}

/// Whether a file stands in a folder for drafts, as Jekyll and Hexo have it.
fn is_drafts_folder(path: &RelPath) -> bool {
    path.parent().split('/').any(|folder| folder.eq_ignore_ascii_case("_drafts"))
}
