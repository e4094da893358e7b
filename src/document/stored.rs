//! A body that may lie elsewhere than in memory until somebody reads it.
//!
//! Words and their elements are most of an archive. What is always needed of a document stands in its front matter and its facts; so bodies
//! of a large archive are put into a [`BodyStore`] as soon as they are made, and fetched by who reads them first. A body that was fetched
//! stays until it is let go, for which nobody may be reading: the engine does so between pages. Who reads each body of the archive one after
//! the other asks for it [`once`](StoredBody::once), and nothing stays.

use std::{
    borrow::Cow,
    fmt,
    ops::Deref,
    sync::{Arc, LazyLock},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Body, Citation, Document, outline::Outline};
use crate::base::{Lang, Span};

/// Where bodies lie that are not in memory: given by those who may touch files. What it took it gives back, or ends the process: of a text
/// that cannot be read nothing may be made.
pub trait BodyStore: Send + Sync {
    /// Takes a body; `None` as long as there is room for it in memory, and where there is none elsewhere.
    fn put(&self, body: &Body) -> Option<Place>;

    /// Says that nobody will ask again for what lies at a place.
    fn free(&self, place: Place);

    /// Gives the body at a place; `stays`: until it is let go.
    fn get(&self, place: Place, stays: bool) -> Body;

    /// Gives its words alone.
    fn words(&self, place: Place, stays: bool) -> String;

    /// How many bytes stay of what was given since the last [`reset`](Self::reset).
    fn given(&self) -> u64;

    /// Says that all that was given is let go.
    fn reset(&self);
}

/// Where a body lies in its store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its first byte.
    pub at: u64,
    /// How many bytes it has.
    pub length: u32,
    /// How many of these, the first, are its words.
    pub words: u32,
}

/// A body, wherever it lies. It is read as a [`Body`].
pub struct StoredBody(State);

enum State {
    Held(Box<Body>),
    Stored(Box<Stored>),
}

/// A body in a store.
struct Stored {
    kept: Arc<Kept>,
    outline: Outline,
    /// What was read of it.
    body: LazyLock<Box<Body>, Fetch<Box<Body>>>,
    words: LazyLock<String, Fetch<String>>,
}

/// What a store holds of a document and of all that are copies of it; with the last of them it is given up.
struct Kept {
    store: Arc<dyn BodyStore>,
    place: Place,
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.store.free(self.place);
    }
}

type Fetch<T> = Box<dyn FnOnce() -> T + Send>;

impl Stored {
    fn new(kept: Arc<Kept>, outline: Outline) -> Self {
        let (of_body, of_words) = (Arc::clone(&kept), Arc::clone(&kept));
        Self {
            kept,
            outline,
            body: LazyLock::new(Box::new(move || Box::new(of_body.store.get(of_body.place, true)))),
            words: LazyLock::new(Box::new(move || of_words.store.words(of_words.place, true))),
        }
    }

    /// The same, of which nothing was read.
    fn unread(&self) -> Self {
        Self::new(Arc::clone(&self.kept), self.outline.clone())
    }
}

impl StoredBody {
    /// The words, without fetching what stands around them.
    pub fn words(&self) -> &str {
        match &self.0 {
            State::Held(body) => &body.text,
            State::Stored(stored) => LazyLock::get(&stored.body).map_or_else(|| stored.words.as_str(), |body| &body.text),
        }
    }

    /// The words for one who reads them now and not again: if they have to be fetched, they do not stay.
    pub fn words_once(&self) -> Cow<'_, str> {
        match &self.0 {
            State::Held(body) => Cow::Borrowed(&body.text),
            State::Stored(stored) => match (LazyLock::get(&stored.body), LazyLock::get(&stored.words)) {
                (Some(body), _) => Cow::Borrowed(&body.text),
                (None, Some(words)) => Cow::Borrowed(words),
                (None, None) => Cow::Owned(stored.kept.store.words(stored.kept.place, false)),
            },
        }
    }

    /// The body for one who reads it now and not again: if it has to be fetched, it does not stay.
    pub fn once(&self) -> Cow<'_, Body> {
        match &self.0 {
            State::Held(body) => Cow::Borrowed(body),
            State::Stored(stored) => match LazyLock::get(&stored.body) {
                Some(body) => Cow::Borrowed(body),
                None => Cow::Owned(stored.kept.store.get(stored.kept.place, false)),
            },
        }
    }

    /// Puts the body of a text with these citations into a store, if that takes it.
    pub fn stow(&mut self, citations: &[Citation], store: &Arc<dyn BodyStore>) {
        if let State::Held(body) = &self.0
            && let Some(place) = store.put(body)
        {
            let outline = Outline::of(body, citations);
            self.0 = State::Stored(Box::new(Stored::new(Arc::new(Kept { store: Arc::clone(store), place }), outline)));
        }
    }

    /// Whether it was fetched, or its words, and stays.
    pub fn is_fetched(&self) -> bool {
        match &self.0 {
            State::Held(_) => false,
            State::Stored(stored) => LazyLock::get(&stored.body).is_some() || LazyLock::get(&stored.words).is_some(),
        }
    }

    /// Lets go what was fetched.
    pub fn let_go(&mut self) {
        if let State::Stored(stored) = &mut self.0 {
            let outline = std::mem::take(&mut stored.outline);
            **stored = Stored::new(Arc::clone(&stored.kept), outline);
        }
    }
}

impl Document {
    /// The document for one who reads its body now and not again: if that has to be fetched, it does not stay.
    pub fn once(&self) -> Cow<'_, Self> {
        match self.body.once() {
            Cow::Borrowed(_) => Cow::Borrowed(self),
            Cow::Owned(body) => Cow::Owned(Self { body: body.into(), ..self.clone() }),
        }
    }

    /// The heading under which the passage of a citation stands, by the citation's place among all: a place in [`Facts`](crate::document::Facts).
    pub fn section_of(&self, citation: usize) -> Option<u32> {
        match &self.body.0 {
            State::Held(body) => body.block_at(self.facts.citations.get(citation)?.passage.start)?.section,
            State::Stored(stored) => stored.outline.section(citation),
        }
    }

    /// The language of the passage of a citation, where that is not the language of the text.
    pub fn lang_of(&self, citation: usize) -> Option<&Lang> {
        match &self.body.0 {
            State::Held(body) => body.block_at(self.facts.citations.get(citation)?.passage.start)?.lang.as_deref(),
            State::Stored(stored) => stored.outline.lang(citation),
        }
    }

    /// The sentence of the running text to which the note of a number belongs, that in which its first mark stands.
    pub fn carrier_of(&self, note: u32) -> Option<Span> {
        let note = (note as usize).checked_sub(1)?;
        match &self.body.0 {
            State::Held(body) => Some(body.notes.get(note)?.carrier),
            State::Stored(stored) => stored.outline.carrier(note),
        }
    }
}

impl Deref for StoredBody {
    type Target = Body;

    fn deref(&self) -> &Body {
        match &self.0 {
            State::Held(body) => body,
            State::Stored(stored) => &stored.body,
        }
    }
}

impl From<Body> for StoredBody {
    fn from(body: Body) -> Self {
        Self(State::Held(Box::new(body)))
    }
}

impl Default for StoredBody {
    fn default() -> Self {
        Body::default().into()
    }
}

impl Clone for StoredBody {
    fn clone(&self) -> Self {
        Self(match &self.0 {
            State::Held(body) => State::Held(body.clone()),
            State::Stored(stored) => State::Stored(Box::new(stored.unread())),
        })
    }
}

impl PartialEq for StoredBody {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (State::Stored(one), State::Stored(two)) if Arc::ptr_eq(&one.kept, &two.kept) => true,
            _ => self.once() == other.once(),
        }
    }
}

impl fmt::Debug for StoredBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.once().fmt(f)
    }
}

impl Serialize for StoredBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.once().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for StoredBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Body::deserialize(deserializer).map(Self::from)
    }
}
