//! What a change that an editor makes in the preview means for a file of notes. Pure: the file comes as its bytes, the
//! time as a text.
//!
//! 1. [`states`]: the notes as a form shows them, each with the digest of what it says (its *version*);
//! 2. [`change`]: a note is added, edited or deleted, if it still says what its editor saw, and if its words stand in the
//!    text; else a [`Refusal`] says why, and nothing is written;
//! 3. [`import()`]: notes of another program come to it, those that it does not have.
//!
//! What a change of a text itself means, [`front`] (a field of its front matter) and [`markdown`] (a button beside what ingest found) say, and
//! what differs then, [`changed`].

pub mod changed;
pub mod front;
mod generated;
mod import;
pub mod markdown;
pub mod mend;
mod place;
pub mod verdict;

use std::collections::{HashMap, HashSet};

pub use generated::Generated;
pub use import::{Merged, import};
pub use place::DraftRegion;
use serde::{Deserialize, Serialize};

use super::anchor::{Anchor, IndexedText, Quote, quote_at, same_words};
use crate::{
    base::{
        Diagnostic, Digest, RelPath, Severity, Slug, Span, text,
        yaml::{self, Map, Value},
    },
    document::{Annotation, Annotations, Document, Motivation, Target, annotation, annotation_file},
};

/// What an editor typed.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// What the note is about; of a note that is edited `None` leaves it as it is.
    pub target: Option<DraftTarget>,
    /// What it says, Markdown.
    pub body: String,
    /// The name of a [`Motivation`]; empty for the usual one.
    pub motivation: String,
    /// A name, or `people/<id>`; may be empty.
    pub creator: String,
    /// The language of the note; empty for that of the archive.
    pub lang: String,
    pub tags: Vec<String>,
}

/// What a note is to be about.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DraftTarget {
    /// The document as a whole.
    Document,
    /// Words of it, with as much around them as the page shows.
    Words(Quote),
    /// Another note, as its editor saw it.
    Note { id: String, version: String },
    /// A place on a picture.
    Region(DraftRegion),
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A note more.
    Add(Draft),
    /// Other words in a note.
    Edit {
        id: String,
        /// Its version as its editor saw it.
        version: String,
        /// What it is to say.
        draft: Draft,
    },
    /// A note less, and the replies to it.
    Delete {
        id: String,
        /// The version of it and of all replies to it, as its editor saw them.
        thread: String,
    },
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The file.
    pub text: String,
    /// The id of the note.
    pub id: String,
}

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// The file cannot be read.
    Broken(Box<Diagnostic>),
    /// The file is written in a way that cannot be changed in part.
    Notation,
    /// The words do not stand in the text.
    WordsGone,
    /// Other words stand there now.
    WordsChanged {
        /// These.
        now: String,
    },
    /// They stand in several places, and nothing tells which is meant.
    WordsAmbiguous,
    /// The facsimile has no picture of this page.
    NoPicture,
    /// What was drawn is no place on the picture.
    NoPlace,
    /// There is no such note any more.
    NoteGone,
    /// The note says something else than its editor saw: what.
    Conflict(Box<State>),
    /// The note says nothing.
    Empty,
    /// No such motivation, or no such language.
    Malformed,
}

/// A note as a form shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct State {
    pub id: String,
    /// The digest of what it says.
    pub version: String,
    /// The digest of what it and all replies to it say.
    pub thread: String,
    /// How many replies there are to it, and to these.
    pub replies: usize,
    /// The words it is about, as they are quoted; empty if it is not about words.
    pub quote: String,
    /// The place on a picture or in a recording that it is about, in short; empty if it is about none.
    pub place: String,
    pub body: String,
    pub motivation: Motivation,
    pub creator: String,
    pub lang: String,
    pub tags: Vec<String>,
    pub modified: String,
}

/// The notes of a file.
pub fn states(path: &RelPath, file: &[u8]) -> Result<Vec<State>, Refusal> {
    let file = read(path, file)?;
    let replies = Replies::of(&file);
    Ok(file.notes.iter().map(|note| state(&replies, note)).collect())
}

/// The file with the change. `document` is the text that the notes are about, `now` the moment, RFC 3339.
pub fn change(document: &Document, path: &RelPath, file: &[u8], change: &Change, now: &str) -> Result<Changed, Refusal> {
    let notes = read(path, file)?;
    // What is no UTF-8 was refused just now.
    let text = String::from_utf8_lossy(file);
    match change {
        Change::Add(draft) => add(document, &notes, &text, draft, now),
        Change::Edit { id, version, draft } => edit(document, &notes, &text, find(&notes, id, version)?, draft, now),
        Change::Delete { id, thread } => {
            let note = notes.notes.iter().find(|note| note.id.as_str() == id).ok_or(Refusal::NoteGone)?;
            let replies = Replies::of(&notes);
            let state = state(&replies, note);
            if state.thread != *thread {
                return Err(Refusal::Conflict(Box::new(state)));
            }
            let mut gone: Vec<usize> = replies.thread(note).iter().map(|note| note.nth).collect();
            gone.sort_unstable_by(|a, b| b.cmp(a));
            let without = |text: String, nth: usize| annotation_file::delete(&text, nth);
            let text = gone.into_iter().try_fold(text.into_owned(), without).map_err(|_| Refusal::Notation)?;
            Ok(Changed { text, id: id.clone() })
        }
    }
}

fn read(path: &RelPath, file: &[u8]) -> Result<Annotations, Refusal> {
    let notes = annotation::parse(path, file, &|_, _| None);
    // Notes with mistakes of their own can be edited; a file that is no list of notes cannot.
    let text = std::str::from_utf8(file).unwrap_or("\0");
    if matches!(yaml::parse(text), Ok(Value::Array(_) | Value::Null)) {
        return Ok(notes);
    }
    let first = notes.diagnostics.into_iter().find(|one| one.severity == Severity::Error);
    Err(first.map_or(Refusal::Notation, |first| Refusal::Broken(Box::new(first))))
}

fn state(replies: &Replies<'_>, note: &Annotation) -> State {
    let thread = replies.thread(note);
    let versions: Vec<String> = thread.iter().map(|note| version(note)).collect();
    let quote = match &note.target {
        Target::Words(quote) => text::squeeze(&quote.exact),
        _ => String::new(),
    };
    State {
        id: note.id.to_string(),
        version: version(note),
        thread: Digest::of_value(&versions).hex(16),
        replies: thread.len() - 1,
        quote,
        place: match &note.target {
            Target::Region(region) => region.shown(),
            Target::Time(span) => span.shown(),
            Target::Unplaced(unplaced) => unplaced.shown(),
            _ => String::new(),
        },
        body: note.markdown.trim().to_owned(),
        motivation: note.motivation,
        creator: note.creator.clone(),
        lang: note.lang.as_ref().map(ToString::to_string).unwrap_or_default(),
        tags: note.tags.clone(),
        modified: if note.modified.is_empty() { note.created.clone() } else { note.modified.clone() },
    }
}

/// The digest of all that a note says.
fn version(note: &Annotation) -> String {
    let said = (&note.id, &note.target, &note.markdown, &note.lang, &note.creator, (&note.created, &note.modified));
    Digest::of_value(&(said, note.motivation, &note.tags)).hex(16)
}

/// The replies of a file, by the note that they answer.
struct Replies<'n>(HashMap<&'n Slug, Vec<&'n Annotation>>);

impl<'n> Replies<'n> {
    fn of(file: &'n Annotations) -> Self {
        let mut replies: HashMap<&Slug, Vec<&Annotation>> = HashMap::new();
        for note in &file.notes {
            if let Target::Note(to) = &note.target {
                replies.entry(to).or_default().push(note);
            }
        }
        Self(replies)
    }

    /// A note, the replies to it, and those to these; each once, should they go round in a circle.
    fn thread<'t>(&'t self, note: &'t Annotation) -> Vec<&'t Annotation> {
        let (mut thread, mut known, mut next) = (vec![note], HashSet::from([note.nth]), 0);
        while let Some(to) = thread.get(next).map(|note| &note.id) {
            thread.extend(self.0.get(to).into_iter().flatten().filter(|reply| known.insert(reply.nth)));
            next += 1;
        }
        thread
    }
}

/// The note of an id, if it says what its editor saw.
fn find<'n>(file: &'n Annotations, id: &str, seen: &str) -> Result<&'n Annotation, Refusal> {
    let note = file.notes.iter().find(|note| note.id.as_str() == id).ok_or(Refusal::NoteGone)?;
    if version(note) == seen { Ok(note) } else { Err(Refusal::Conflict(Box::new(state(&Replies::of(file), note)))) }
}

fn add(document: &Document, file: &Annotations, text: &str, draft: &Draft, now: &str) -> Result<Changed, Refusal> {
    let said = Said::of(draft)?;
    let mut text = text.to_owned();
    let mut note = Map::new();
    let words;
    let (key, target, usual) = match draft.target.as_ref().unwrap_or(&DraftTarget::Document) {
        DraftTarget::Document => {
            words = said.body.clone();
            ("target", "document".into(), Motivation::Commenting)
        }
        DraftTarget::Words(quote) => {
            let quote = place(document, quote)?;
            words = quote.exact.clone();
            ("quote", quote_value(&quote), Motivation::Commenting)
        }
        DraftTarget::Region(region) => {
            words = said.body.clone();
            ("target", region.value()?, Motivation::Commenting)
        }
        DraftTarget::Note { id, version } => {
            let to = find(file, id, version)?;
            words = format!("re {id}");
            // An id that was made from what the note says would change with it, and the reply lose its note.
            text = annotation_file::set(&text, to.nth, &[("id", id.as_str().into())]).map_err(|_| Refusal::Notation)?;
            ("reply-to", id.as_str().into(), Motivation::Replying)
        }
    };
    let id = free_id(file, &words);
    note.insert("id".into(), id.as_str().into());
    note.insert(key.into(), target);
    if let Some(motivation) = said.motivation.filter(|motivation| *motivation != usual) {
        note.insert("motivation".into(), motivation.name().into());
    }
    for (key, value) in [("creator", said.creator), ("created", now.to_owned()), ("lang", said.lang)] {
        if !value.is_empty() {
            note.insert(key.into(), value.into());
        }
    }
    if !said.tags.is_empty() {
        note.insert("tags".into(), said.tags.into());
    }
    if !said.body.is_empty() {
        note.insert("body".into(), said.body.into());
    }
    let text = annotation_file::append(&text, &note).map_err(|_| Refusal::Notation)?;
    Ok(Changed { text, id: id.to_string() })
}

fn edit(document: &Document, file: &Annotations, text: &str, note: &Annotation, draft: &Draft, now: &str) -> Result<Changed, Refusal> {
    let said = Said::of(draft)?;
    let was = state(&Replies::of(file), note);
    let mut values: Vec<(&str, Value)> = Vec::new();
    let or_null = |text: String| if text.is_empty() { Value::Null } else { text.into() };
    match &draft.target {
        Some(DraftTarget::Words(quote)) => {
            values.extend([("quote", quote_value(&place(document, quote)?)), ("target", Value::Null), ("reply-to", Value::Null)]);
        }
        Some(DraftTarget::Document) => values.extend([("target", "document".into()), ("quote", Value::Null), ("reply-to", Value::Null)]),
        Some(DraftTarget::Region(region)) => {
            values.extend([("target", region.value()?), ("quote", Value::Null), ("reply-to", Value::Null)])
        }
        Some(DraftTarget::Note { .. }) | None => {}
    }
    if let Some(motivation) = said.motivation.filter(|motivation| *motivation != was.motivation) {
        values.push(("motivation", motivation.name().into()));
    }
    if said.creator != was.creator {
        values.push(("creator", or_null(said.creator)));
    }
    if said.lang != was.lang {
        values.push(("lang", or_null(said.lang)));
    }
    if said.tags != was.tags {
        values.push(("tags", if said.tags.is_empty() { Value::Null } else { said.tags.into() }));
    }
    if said.body.trim() != was.body {
        values.push(("body", or_null(said.body)));
    }
    let id = note.id.to_string();
    if values.is_empty() {
        return Ok(Changed { text: text.to_owned(), id });
    }
    values.push(("modified", now.into()));
    // Its address stays, also where it was made from what the note said.
    values.push(("id", id.as_str().into()));
    let text = annotation_file::set(text, note.nth, &values).map_err(|_| Refusal::Notation)?;
    Ok(Changed { text, id })
}

/// What a draft says, tidied.
struct Said {
    body: String,
    motivation: Option<Motivation>,
    creator: String,
    lang: String,
    tags: Vec<String>,
}

impl Said {
    fn of(draft: &Draft) -> Result<Self, Refusal> {
        let motivation = match draft.motivation.as_str() {
            "" => None,
            given => Some(Motivation::named(given).ok_or(Refusal::Malformed)?),
        };
        let lang = draft.lang.trim();
        let is_tag = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !lang.is_empty() && !lang.split('-').all(is_tag) {
            return Err(Refusal::Malformed);
        }
        let mut tags: Vec<String> = Vec::new();
        for tag in draft.tags.iter().map(|tag| text::squeeze(tag)).filter(|tag| !tag.is_empty()) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        // Signs that YAML cannot hold, and that nobody types.
        let body = draft.body.replace("\r\n", "\n").replace(|c: char| c.is_control() && c != '\n' && c != '\t', "");
        let body = body.trim();
        if body.is_empty() && tags.is_empty() && motivation != Some(Motivation::Highlighting) {
            return Err(Refusal::Empty);
        }
        // Several lines stand in the file as they are.
        let body = if body.contains('\n') { format!("{body}\n") } else { body.to_owned() };
        Ok(Self { body, motivation, creator: text::squeeze(&draft.creator), lang: lang.to_owned(), tags })
    }
}

/// The quotation of words that a page shows, made such that they are found again exactly.
fn place(document: &Document, shown: &Quote) -> Result<Quote, Refusal> {
    let text = &document.body.text;
    let ground = IndexedText::new(text);
    let found = match ground.anchor(shown) {
        found @ Anchor::Exact { .. } => found,
        found => Generated::of(document).without(shown).map_or(found, |bare| ground.anchor(&bare)),
    };
    let span = match found {
        Anchor::Exact { span } => span,
        Anchor::Moved { span, .. } if same_words(span.of(text), &shown.exact) => span,
        Anchor::Moved { span, .. } => return Err(Refusal::WordsChanged { now: text::squeeze(span.of(text)) }),
        Anchor::Ambiguous { .. } => return Err(Refusal::WordsAmbiguous),
        Anchor::Orphan => return Err(Refusal::WordsGone),
    };
    let words = span.of(text);
    let start = span.start as usize + (words.len() - words.trim_start().len());
    let span = Span::new(start, start + words.trim().len());
    let quote = quote_at(text, span);
    if ground.anchor(&quote) == (Anchor::Exact { span }) { Ok(quote) } else { Err(Refusal::WordsAmbiguous) }
}

/// A quotation as it stands in a file.
pub fn quote_value(quote: &Quote) -> Value {
    let mut map = Map::new();
    for (key, words) in [("exact", &quote.exact), ("prefix", &quote.prefix), ("suffix", &quote.suffix)] {
        if !words.is_empty() {
            map.insert(key.into(), words.clone().into());
        }
    }
    map.into()
}

/// An id that no note of the file has, made of the first words.
fn free_id(file: &Annotations, words: &str) -> Slug {
    const MOST: usize = 28;
    let whole = Slug::from_text(words);
    let mut id = String::new();
    for part in whole.as_str().split('-') {
        if !id.is_empty() && id.len() + part.len() >= MOST {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(part);
    }
    id.truncate(MOST);
    let id = Slug::from_stem(&id);
    let is_free = |id: &Slug| file.notes.iter().all(|note| note.id != *id);
    if is_free(&id) {
        return id;
    }
    (2..).map(|n| id.numbered(n)).find(is_free).unwrap_or(id)
}

#[cfg(test)]
mod tests;
