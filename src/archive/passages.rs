//! The passages of a document that other pages show: where it cites a work, and where it names somebody.
//!
//! A passage is a value. The pages of works and names get passages and not the document, and whether a passage has changed is
//! told by comparing these very values: so nothing can be shown that is not compared, and nothing forgotten.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Serialize;

use super::{
    annotations::Placed,
    mentions::{Mention, Mentioned},
};
use crate::{
    base::{Digest, Lang, Slug, Span, text},
    document::{Annotation, AuthorityKind, Citation, CitationKind, Document, Time, facts::CitationForm},
};

/// The words around a citation or a name, and where they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passage<'a> {
    /// The fragment of its exact place in the document, without `#`; empty for the document as a whole.
    pub fragment: String,
    /// Where it stands.
    pub kind: CitationKind,
    /// How the citation is written; nothing where a name stands, or the beginning of a note about a work.
    pub form: Option<CitationForm>,
    /// The number of the note it stands in; 0 if in none.
    pub note: u32,
    /// The sentence of the running text to which that note belongs; empty if it stands in none.
    pub carrier: &'a str,
    /// Page or other place in the cited work, as written; empty if none is given.
    pub locator: &'a str,
    /// The heading it stands under; empty if under none.
    pub section: &'a str,
    /// The page of the original on which it stands, as its mark in the text calls it: `3r`; empty if no mark stands before it.
    pub page: &'a str,
    /// When it is said in the recording of which the text is the transcript: `00:12:31`; empty if no time stands before it.
    pub time: String,
    /// The words before the citation or name.
    pub before: Cow<'a, str>,
    /// The words of the citation or name; empty for what editors cite, which has no words of its own.
    pub words: &'a str,
    /// The words behind it.
    pub after: &'a str,
    /// Their language.
    pub lang: &'a Lang,
}

/// The passages in which a document cites the record that it knows by `key`, in the order of the text.
pub fn citing<'a>(document: &'a Document, key: &str) -> Vec<Passage<'a>> {
    let at = |place: &u32| Some((*place as usize, document.facts.citations.get(*place as usize)?));
    let by_key = &document.facts.by_key;
    // A document may have thousands, and each work's page asks for its own.
    let first = by_key.partition_point(|place| at(place).is_some_and(|(_, citation)| &*citation.key < key));
    let own = by_key.get(first..).unwrap_or_default().iter().map_while(|place| at(place).filter(|(_, citation)| citation.key == key));
    own.filter(|(_, citation)| citation.ordinal > 0).map(|(place, citation)| cited(document, place, citation)).collect()
}

/// All passages in which a document cites, by the keys of its records; also those whose places are not shown, which count in the
/// archive's data.
pub(super) fn all_citing(document: &Document) -> BTreeMap<&str, Vec<Passage<'_>>> {
    let mut all: BTreeMap<&str, Vec<Passage<'_>>> = BTreeMap::new();
    for (place, citation) in document.facts.citations.iter().enumerate() {
        all.entry(&citation.key).or_default().push(cited(document, place, citation));
    }
    all
}

/// What the notes on a document say of the record that it knows by `key`: first the notes about it, then the passages of notes
/// that cite it.
pub fn noted<'a>(placed: &'a Placed, key: &str) -> Vec<Passage<'a>> {
    let about = placed.file.notes.iter().filter(|note| note.target.work() == Some(key)).map(about_work);
    let cited = placed.file.notes.iter().flat_map(|note| {
        let citations = note.body.facts.citations.iter().enumerate().filter(|(_, citation)| citation.key == key);
        citations.map(|(place, citation)| cited_in_note(note, place, citation))
    });
    about.chain(cited).collect()
}

/// All that the notes on a document say of works, by the keys of its records.
pub(super) fn all_noted(placed: &Placed) -> BTreeMap<&str, Vec<Passage<'_>>> {
    let mut all: BTreeMap<&str, Vec<Passage<'_>>> = BTreeMap::new();
    for note in &placed.file.notes {
        if let Some(key) = note.target.work() {
            all.entry(key).or_default().push(about_work(note));
        }
        for (place, citation) in note.body.facts.citations.iter().enumerate() {
            all.entry(&citation.key).or_default().push(cited_in_note(note, place, citation));
        }
    }
    all
}

/// The passages that name an entity, in the order of the text; a sentence that names it twice is one passage.
pub fn naming<'a>(document: &'a Document, mentions: impl IntoIterator<Item = &'a Mention>) -> Vec<Passage<'a>> {
    let mut mentions: Vec<&Mention> = mentions.into_iter().collect();
    mentions.dedup_by(|later, first| later.passage == first.passage);
    // What is not shown of a text has no words here.
    mentions.into_iter().map(|mention| named(document, mention)).filter(|passage| !passage.words.is_empty()).collect()
}

/// For each entity that a text names, the digest of the passages that its page shows.
pub(super) fn mentioned(document: &Document, mentions: &[Mention]) -> Mentioned {
    let mut of: BTreeMap<(AuthorityKind, &Slug), Vec<&Mention>> = BTreeMap::new();
    for mention in mentions {
        of.entry((mention.kind, &mention.id)).or_default().push(mention);
    }
    of.into_iter().map(|((kind, id), mentions)| ((kind, id.clone()), Digest::of_value(&naming(document, mentions)))).collect()
}

/// The passage of a citation, which has this place among all of the text. It needs no more of the body than its words.
fn cited<'a>(document: &'a Document, place: usize, citation: &'a Citation) -> Passage<'a> {
    let section = document.section_of(place).and_then(|section| document.facts.headings.get(section as usize));
    Passage {
        fragment: citation.fragment(),
        kind: citation.kind,
        form: Some(citation.form),
        note: citation.note.unwrap_or(0),
        carrier: citation.note.map_or("", |number| carrier(document, number)),
        locator: &citation.locator,
        section: section.map_or("", |heading| heading.text.of(document.body.words())),
        lang: document.lang_of(place).unwrap_or(&document.meta.lang),
        ..around(document, citation.passage, citation.words)
    }
}

fn cited_in_note<'a>(note: &'a Annotation, place: usize, citation: &'a Citation) -> Passage<'a> {
    let passage = cited(&note.body, place, citation);
    Passage { fragment: format!("note-{}-{}", note.id, passage.fragment), ..passage }
}

/// The beginning of a note that is about a work.
fn about_work(note: &Annotation) -> Passage<'_> {
    Passage {
        fragment: format!("note-{}", note.id),
        kind: CitationKind::Annotation,
        before: Cow::Owned(shortened(&note.body.body.text)),
        lang: &note.body.meta.lang,
        ..around(&note.body, Span::default(), Span::default())
    }
}

fn named<'a>(document: &'a Document, mention: &Mention) -> Passage<'a> {
    let block = document.body.block_at(mention.text.start);
    let note = block.and_then(|block| block.note).and_then(|note| document.body.notes.get(note as usize)).map(|note| note.number);
    Passage {
        fragment: match (block, note) {
            (Some(block), _) if !block.id.is_empty() => block.id.to_string(),
            (_, Some(note)) => format!("fn-{note}"),
            _ => String::new(),
        },
        kind: if note.is_some() { CitationKind::Note } else { CitationKind::Body },
        note: note.unwrap_or(0),
        carrier: note.map_or("", |number| carrier(document, number)),
        section: section_title(document, mention.text.start),
        lang: document.body.block_at(mention.passage.start).and_then(|block| block.lang.as_deref()).unwrap_or(&document.meta.lang),
        ..around(document, mention.passage, mention.text)
    }
}

/// The sentence of the running text to which the note of a number belongs.
fn carrier(document: &Document, number: u32) -> &str {
    document.carrier_of(number).map_or("", |carrier| carrier.of(document.body.words()))
}

/// A passage with some words of it marked, in the language of the text, and nothing else known of it.
fn around(document: &Document, passage: Span, marked: Span) -> Passage<'_> {
    let text = document.body.words();
    // Editors' citations have no words in the text: they stand between the two halves.
    let is_outside = marked.is_empty() && !(passage.start..=passage.end).contains(&marked.start);
    // A sentence may begin on the page before, and in it a time may stand behind the name of who says it.
    let at = if is_outside { passage.start } else { marked.start };
    let marked = if is_outside { Span { start: passage.end, end: passage.end } } else { marked };
    let part = |start: u32, end: u32| Span { start, end: end.max(start) }.of(text);
    Passage {
        fragment: String::new(),
        kind: CitationKind::Body,
        form: None,
        note: 0,
        carrier: "",
        locator: "",
        section: "",
        page: page(document, at),
        time: time(document, at),
        before: Cow::Borrowed(part(passage.start, marked.start)),
        words: part(marked.start, marked.end),
        after: part(marked.end, passage.end),
        lang: &document.meta.lang,
    }
}

/// The page of the original on which the words at a place stand, as far as marks of pages stand in the text.
fn page(document: &Document, offset: u32) -> &str {
    if document.facts.pages.is_empty() {
        return "";
    }
    document.facts.page_at(in_text(document, offset)).map_or("", |mark| &mark.label)
}

/// A place in the running text: of one in a note the sentence to which that belongs.
pub fn in_text(document: &Document, offset: u32) -> u32 {
    let note = document.body.block_at(offset).and_then(|block| block.note);
    note.and_then(|note| document.body.notes.get(note as usize)).map_or(offset, |note| note.carrier.start)
}

/// When the words at a place are said, as far as times stand in the text; those of a note with the sentence to which it belongs.
fn time(document: &Document, offset: u32) -> String {
    if document.facts.times.is_empty() {
        return String::new();
    }
    let offset = in_text(document, offset);
    let block = document.body.block_at(offset);
    // Who speaks stands before the time at which he does.
    let begun =
        block.and_then(|block| document.facts.time_before(&document.body.text, block.text)).filter(|time| time.words.start > offset);
    begun.or_else(|| document.facts.time_at(offset)).map(Time::display).unwrap_or_default()
}

/// The words of the heading under which a place of the text stands; empty if under none.
fn section_title(document: &Document, offset: u32) -> &str {
    let heading = document.body.block_at(offset).and_then(|block| document.facts.headings.get(block.section? as usize));
    heading.map_or("", |heading| heading.text.of(&document.body.text))
}

/// The beginning of a note, as long as a passage.
fn shortened(words: &str) -> String {
    const MOST: usize = 400;
    let words = text::squeeze(words);
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{} …", words.get(..end).unwrap_or("").trim_end()),
        None => words,
    }
}
