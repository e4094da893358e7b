//! Notes from the preview's form to their file: who may be asked about which document, the clock, the disk.
//!
//! A page is named by its address, and the catalogue tells which document it shows and where the notes on that stand; so no
//! client can name a file. What a change means is the core's to say ([`crate::archive::editing`]).

use std::{
    fs, io,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    archive::editing::{self, Change, Draft, Refusal},
    base::{Diagnostic, RelPath, date, places::ANNOTATIONS},
    commands::{
        annotations::{file_of, save},
        rebuild::{Desk, locked},
        report,
    },
    document::{Document, annotation::MOTIVATIONS},
    preview::{Answer, Editor, Kind, Outcome},
    site::address,
};

/// The notes of the archive at work.
#[derive(Default)]
pub struct Notes {
    desk: Mutex<Option<Arc<Desk>>>,
    /// One change at a time, from reading the file to writing it.
    turn: Mutex<()>,
}

/// What a page asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    /// The page, from the site's root.
    page: String,
    /// The note, its version and that of its thread, as the page knows them.
    id: String,
    version: String,
    thread: String,
    /// What the note is to say.
    note: Draft,
}

/// How often a change is tried on a file that others write to at the same time.
const MOST_TRIES: usize = 5;

/// A document and the file of the notes on it.
struct Place {
    desk: Arc<Desk>,
    document: Arc<Document>,
    file: RelPath,
    /// The language of the site.
    lang: String,
}

impl Notes {
    /// This archive is at work from now on.
    pub fn take(&self, desk: Arc<Desk>) {
        *held(&self.desk) = Some(desk);
    }

    /// What the page at `page` shows, if it is a document's.
    fn place(&self, page: &str) -> Option<Place> {
        let desk = held(&self.desk).clone()?;
        let memo = locked(&desk.memo);
        let slug = page.rsplit_once('/')?.1.strip_suffix(".html")?;
        let (slug, document) = memo.catalogue.documents().get_key_value(slug)?;
        if address::document(slug) != page {
            return None;
        }
        let (document, file) = (Arc::clone(document), RelPath::new(&file_of(&memo, slug.as_str())));
        let lang = memo.lang().to_string();
        drop(memo);
        Some(Place { desk, document, file, lang })
    }

    fn try_to(&self, kind: Kind, wish: &[u8]) -> Result<Value, Answer> {
        let refused = |error: &str| answer(Outcome::Refused, json!({"error": error}));
        let wish: Wish = serde_json::from_slice(wish).map_err(|_| refused("malformed"))?;
        let place = self.place(&wish.page).ok_or_else(|| refused("no-document"))?;
        let change = match kind {
            Kind::Add => Change::Add(wish.note),
            Kind::Edit => Change::Edit { id: wish.id, version: wish.version, draft: wish.note },
            Kind::Delete => Change::Delete { id: wish.id, thread: wish.thread },
        };
        let _turn = held(&self.turn);
        let now = now();
        // Who edits the file at the same moment is not overwritten: what it says then is looked at again.
        for _ in 0..MOST_TRIES {
            let was = read(&place.desk.root, &place.file).map_err(|error| failed(&place.file, &error))?;
            let bytes = was.as_deref().unwrap_or_default();
            let changed = editing::change(&place.document, &place.file, bytes, &change, &now);
            let changed = changed.map_err(|why| refusal(why, bytes, &place.file))?;
            if changed.text.as_bytes() == bytes || place.write(was.as_deref(), &changed.text)? {
                return Ok(json!({"id": changed.id, "path": place.file}));
            }
        }
        Err(failed(&place.file, &io::Error::other("it changes all the time")))
    }
}

impl Place {
    /// Writes the file of notes; false if it is not what it `was`.
    fn write(&self, was: Option<&[u8]>, text: &str) -> Result<bool, Answer> {
        // A signal waits for the write.
        let _open = self.desk.gate.open();
        let Desk { root, .. } = &*self.desk;
        if read(root, &self.file).is_ok_and(|now| now.as_deref() != was) {
            return Ok(false);
        }
        let written = match text {
            // Of a file in which nothing is left nothing is left.
            "" => fs::remove_file(root.join(self.file.as_str())).map_err(anyhow::Error::from),
            text => save(root, self.file.as_str(), was, text),
        };
        let Err(error) = written else { return Ok(true) };
        Err(answer(Outcome::Failed, json!({"error": "disk", "message": format!("{error:#}"), "path": self.file})))
    }
}

impl Editor for Notes {
    fn notes(&self, page: &str) -> Option<Value> {
        let place = self.place(page)?;
        let mut all =
            json!({"page": page, "title": place.document.meta.title, "lang": place.lang, "path": place.file, "motivations": MOTIVATIONS});
        let bytes = match read(&place.desk.root, &place.file) {
            Ok(bytes) => bytes.unwrap_or_default(),
            Err(error) => {
                all["refused"] = failed(&place.file, &error).body;
                Vec::new()
            }
        };
        match editing::states(&place.file, &bytes) {
            Ok(states) => all["notes"] = json!(states),
            Err(why) => {
                all["notes"] = json!([]);
                all["refused"] = refusal(why, &bytes, &place.file).body;
            }
        }
        Some(all)
    }

    fn change(&self, kind: Kind, wish: &[u8]) -> Answer {
        self.try_to(kind, wish).map_or_else(|answer| answer, |body| answer(Outcome::Done, body))
    }
}

fn answer(outcome: Outcome, body: Value) -> Answer {
    Answer { outcome, body }
}

/// Why a change was not made, as the form says it: an `error` by name, and what belongs to it.
fn refusal(why: Refusal, bytes: &[u8], file: &RelPath) -> Answer {
    let refused = |error: &str| answer(Outcome::Refused, json!({"error": error, "path": file}));
    match why {
        Refusal::Broken(one) => answer(Outcome::Refused, broken(&one, bytes)),
        Refusal::Notation => refused("notation"),
        Refusal::WordsGone => refused("words-gone"),
        Refusal::WordsChanged { now } => answer(Outcome::Refused, json!({"error": "words-changed", "now": now})),
        Refusal::WordsAmbiguous => refused("words-ambiguous"),
        Refusal::NoteGone => answer(Outcome::Conflict, json!({"error": "note-gone", "path": file})),
        Refusal::Conflict(now) => answer(Outcome::Conflict, json!({"error": "conflict", "path": file, "now": now})),
        Refusal::Empty => refused("empty"),
        Refusal::Malformed => refused("malformed"),
    }
}

/// A file of notes that cannot be read: where, why, and how to mend it.
fn broken(one: &Diagnostic, bytes: &[u8]) -> Value {
    let (place, line) = report::place_and_line(one, &|_| Some(Arc::from(bytes)));
    json!({"error": "broken", "place": place, "message": one.message, "hint": one.hint, "line": line})
}

fn failed(file: &RelPath, error: &io::Error) -> Answer {
    let message = crate::base::diagnostic::io_words(error);
    answer(Outcome::Failed, json!({"error": "disk", "message": message, "path": file}))
}

/// The bytes of a file of notes; `None` if there is none. It must be a plain file in the archive's own folder of notes: a
/// symbolic link would lead elsewhere.
fn read(root: &Path, file: &RelPath) -> io::Result<Option<Vec<u8>>> {
    read_plain(root, file, ANNOTATIONS)
}

/// The bytes of a plain file below one of the archive's own folders.
pub fn read_plain(root: &Path, file: &RelPath, folder: &str) -> io::Result<Option<Vec<u8>>> {
    let other = |why: &str| Err(io::Error::other(why.to_owned()));
    if !file.is_below(folder) {
        return other("this file is not to be written here");
    }
    let mut place = root.to_path_buf();
    for part in file.as_str().split('/') {
        place.push(part);
        match fs::symlink_metadata(&place) {
            Ok(meta) if meta.is_symlink() => return other("a symbolic link stands on the way to this file, and leads who knows where"),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        }
    }
    fs::read(&place).map(Some)
}

/// The moment, in UTC.
fn now() -> String {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    date::moment(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// What a lock guards.
pub fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
