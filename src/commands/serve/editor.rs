//! Notes from the preview's form to their file: who may be asked about which document, the clock, the disk.
//!
//! A page is named by its address, and the catalogue tells which document it shows and where the notes on that stand; so no
//! client can name a file. What a change means is the core's to say ([`crate::archive::editing`]).

use std::{
    io,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    archive::{
        Reader,
        editing::{self, Change, Draft, DraftTarget, Refusal},
    },
    base::{Diagnostic, Message, RelPath, date, places::ANNOTATIONS},
    commands::{
        annotations::file_of,
        rebuild::{SharedArchive, locked},
        report,
    },
    document::{
        Document, Motivation,
        region::{Kept, Pictured},
    },
    preview::{Answer, ChangeKind, Editor, Outcome},
    public::{Revision, read_plain, revise},
    site::{
        address::{self, PageOf},
        annotations::regions,
        facsimile::surfaces::{Surface, surfaces},
        templates::strings::Strings,
    },
};

/// The notes of the archive at work.
#[derive(Default)]
pub struct Notes {
    shared: Mutex<Option<Arc<SharedArchive>>>,
    /// One change at a time, so that threads of one process need not wait for each other at the disk.
    pub(super) turn: Mutex<()>,
    /// Texts as they were before a button was pressed.
    pub(super) kept: Mutex<Vec<super::text_mends::Kept>>,
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

/// A document, or the page beside its facsimile, and the file of the notes on it.
pub(super) struct Place {
    pub(super) shared: Arc<SharedArchive>,
    pub(super) document: Arc<Document>,
    /// The pictures of its facsimile, where the page shows them.
    pictures: Vec<Picture>,
    file: RelPath,
    /// The language of the site.
    lang: String,
    /// Its own words.
    strings: Option<Arc<Strings>>,
}

impl Notes {
    /// This archive is at work from now on.
    pub fn take(&self, shared: Arc<SharedArchive>) {
        *held(&self.shared) = Some(shared);
    }

    /// The archive at work.
    pub fn shared(&self) -> Option<Arc<SharedArchive>> {
        held(&self.shared).clone()
    }

    /// What the page at `page` shows, if it is a document's.
    pub(super) fn place(&self, page: &str) -> Option<Place> {
        let shared = self.shared()?;
        let memo = locked(&shared.memo);
        let known = |slug: &str| Some(memo.catalogue.documents().get_key_value(slug)?.0);
        let (slug, of) = address::document_of(page, known).filter(|(_, of)| *of != PageOf::Source)?;
        let is_beside = of == PageOf::Facsimile;
        let document = memo.catalogue.whole_text(slug)?;
        let (document, file) = (Arc::clone(document), RelPath::new(&file_of(&memo, slug.as_str())));
        let pictures = if is_beside { pictures(&Reader::new(&memo.catalogue), &document, &file) } else { Vec::new() };
        let (lang, strings) = (memo.lang().to_string(), memo.strings());
        drop(memo);
        Some(Place { shared, document, pictures, file, lang, strings })
    }

    fn try_to(&self, kind: ChangeKind, wish: &[u8]) -> Result<Value, Answer> {
        let refused = |error: &str| answer(Outcome::Refused, json!({"error": error}));
        let mut wish: Wish = serde_json::from_slice(wish).map_err(|_| refused("malformed"))?;
        let place = self.place(&wish.page).ok_or_else(|| refused("no-document"))?;
        if let Some(DraftTarget::Region(region)) = &mut wish.note.target {
            let is_meant =
                |picture: &&Picture| if region.surface.is_empty() { picture.label == region.page } else { picture.id == region.surface };
            region.picture = place.pictures.iter().find(is_meant).map(|picture| (picture.called.clone(), picture.image.clone()));
        }
        let change = match kind {
            ChangeKind::Add => Change::Add(wish.note),
            ChangeKind::Edit => Change::Edit { id: wish.id, version: wish.version, draft: wish.note },
            ChangeKind::Delete => Change::Delete { id: wish.id, thread: wish.thread },
            ChangeKind::Mend | ChangeKind::Verdict => return Err(refused("malformed")),
        };
        let _turn = held(&self.turn);
        // A signal waits for the write.
        let _open = place.shared.gate.open();
        let now = now();
        let mut id = String::new();
        // Who edits the file at the same moment is not overwritten: what it says then is looked at again.
        let written = revise(&place.shared.root, &place.file, ANNOTATIONS, |was| {
            let bytes = was.unwrap_or_default();
            let changed = editing::change(&place.document, &place.file, bytes, &change, &now);
            let changed = changed.map_err(|why| Unwritten::Refused(refusal(why, bytes, &place)))?;
            id = changed.id;
            // Of a file in which nothing is left nothing is left.
            Ok(if changed.text.is_empty() { Revision::Remove } else { Revision::Write(changed.text.into()) })
        });
        match written {
            Ok(_) => Ok(json!({"id": id, "path": place.file})),
            Err(Unwritten::Refused(answer)) => Err(answer),
            Err(Unwritten::Disk(error)) => Err(failed(&place.file, &error)),
        }
    }
}

/// A picture on which notes can be written.
struct Picture {
    /// Its fragment id on the page.
    id: String,
    label: String,
    /// What a note calls it: by its label, if no other has that.
    called: Pictured,
    /// What it is now.
    image: Kept,
}

/// The pictures of the facsimile of a document.
fn pictures(reader: &Reader<'_>, document: &Document, notes: &RelPath) -> Vec<Picture> {
    let all = surfaces(reader, document).all;
    let picture = |surface: &Surface| {
        let image = regions::kept(reader, surface.file.as_ref(), surface.size);
        let is_only = all.iter().filter(|other| other.label == surface.label).count() == 1;
        let called = match &surface.file {
            Some(file) if !is_only && surface.sheet > 0 => {
                Pictured::File(format!("{}#page={}", notes.to(file.as_str()), surface.sheet + 1))
            }
            Some(file) if !is_only => Pictured::File(notes.to(file.as_str())),
            _ => Pictured::Page(surface.label.clone()),
        };
        Picture { id: surface.id.clone(), label: surface.label.clone(), called, image }
    };
    all.iter().map(picture).collect()
}

/// Why nothing was written.
pub(super) enum Unwritten {
    /// It cannot be done as it is asked for.
    Refused(Answer),
    /// The disk failed.
    Disk(io::Error),
}

impl From<io::Error> for Unwritten {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl Editor for Notes {
    fn notes(&self, page: &str) -> Option<Value> {
        let place = self.place(page)?;
        let (title, motivations) = (&place.document.meta.title, Motivation::ALL);
        let mut all = json!({"page": page, "title": title, "lang": place.lang, "path": place.file, "motivations": motivations});
        let pictures = place
            .pictures
            .iter()
            .map(|one| json!({"id": one.id, "label": one.label, "width": one.image.width, "height": one.image.height}));
        all["pictures"] = pictures.collect();
        all["words"] = place.strings.as_ref().map_or_else(|| json!({}), |strings| json!(strings.section("editor.")));
        let bytes = match read(&place.shared.root, &place.file) {
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
                all["refused"] = refusal(why, &bytes, &place).body;
            }
        }
        Some(all)
    }

    fn records(&self, words: &str, page: &str) -> Value {
        super::mends::offered(self, words, page)
    }

    fn verdicts(&self, page: &str) -> Option<Value> {
        super::verdicts::said(self, page)
    }

    fn text_link(&self, page: &str) -> Option<Value> {
        super::text::link(self, page)
    }

    fn text_page(&self, page: &str, token: &str) -> Option<String> {
        super::text::page(self, page, token)
    }

    fn text(&self, what: &str, wish: &[u8]) -> Option<Answer> {
        super::text::ask(self, what, wish)
    }

    fn change(&self, kind: ChangeKind, wish: &[u8]) -> Answer {
        let done = match kind {
            ChangeKind::Mend => super::mends::write(self, wish),
            ChangeKind::Verdict => super::verdicts::write(self, wish),
            kind => self.try_to(kind, wish),
        };
        done.map_or_else(|answer| answer, |body| answer(Outcome::Done, body))
    }
}

pub(super) fn answer(outcome: Outcome, body: Value) -> Answer {
    Answer { outcome, body }
}

/// Why a change was not made, as the form says it: an `error` by name, and what belongs to it.
pub(super) fn refusal(why: Refusal, bytes: &[u8], place: &Place) -> Answer {
    let file = &place.file;
    let refused = |error: &str| answer(Outcome::Refused, json!({"error": error, "path": file}));
    match why {
        Refusal::Broken(one) => answer(Outcome::Refused, broken(&one, bytes, place.strings.as_deref())),
        Refusal::Notation => refused("notation"),
        Refusal::WordsGone => refused("words-gone"),
        Refusal::WordsChanged { now } => answer(Outcome::Refused, json!({"error": "words-changed", "now": now})),
        Refusal::WordsAmbiguous => refused("words-ambiguous"),
        Refusal::NoPicture => refused("no-picture"),
        Refusal::NoPlace => refused("no-place"),
        Refusal::NoteGone => answer(Outcome::Conflict, json!({"error": "note-gone", "path": file})),
        Refusal::Conflict(now) => answer(Outcome::Conflict, json!({"error": "conflict", "path": file, "now": now})),
        Refusal::Empty => refused("empty"),
        Refusal::Malformed => refused("malformed"),
    }
}

/// A file of notes that cannot be read: where, why, and how to mend it, in the language of the site.
fn broken(one: &Diagnostic, bytes: &[u8], strings: Option<&Strings>) -> Value {
    let (place, line) = report::place_and_line(one, &|_| Some(Arc::from(bytes)));
    let said = |message: &Message| strings.map_or_else(|| message.to_string(), |strings| strings.finding(message).0);
    json!({"error": "broken", "place": place, "message": said(&one.message), "hint": one.hint.as_ref().map(said), "line": line})
}

pub(super) fn failed(file: &RelPath, error: &io::Error) -> Answer {
    let message = crate::base::diagnostic::io_words(error);
    answer(Outcome::Failed, json!({"error": "disk", "message": message, "path": file}))
}

/// The bytes of a file of notes; `None` if there is none. It must be a plain file in the archive's own folder of notes: a
/// symbolic link would lead elsewhere.
fn read(root: &Path, file: &RelPath) -> io::Result<Option<Vec<u8>>> {
    read_plain(root, file, ANNOTATIONS)
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

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::{base::Lang, site::templates::strings_with};

    #[test]
    fn there_are_words_for_what_the_form_says_and_no_others() {
        let strings = strings_with(&BTreeMap::new(), &Lang::new("en"));
        let words = strings.section("editor.");
        let script = concat!(
            include_str!("../../preview/editor.js"),
            include_str!("../../preview/regions.js"),
            include_str!("../../preview/works.js"),
            include_str!("../../preview/mentions.js"),
            include_str!("../../preview/report.js"),
            include_str!("../../preview/text.js"),
            include_str!("../../preview/text-fields.js"),
            include_str!("../../preview/text-names.js"),
            include_str!("../../preview/text-rows.js"),
            include_str!("../../preview/text-view.js")
        );
        let used: BTreeSet<&str> = script.split("say(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let lacking: Vec<_> = used.iter().filter(|key| !words.contains_key(*key)).collect();
        assert!(lacking.is_empty(), "the form says {lacking:?}, for which there are no words");
        let is_used = |key: &str| {
            used.contains(key)
                || ["error-", "kind-", "mend-", "motivation-", "text-edit", "text-key-", "text-no-script"]
                    .iter()
                    .any(|kind| key.starts_with(kind))
        };
        let idle: Vec<_> = words.keys().filter(|key| !is_used(key)).collect();
        assert!(idle.is_empty(), "{idle:?} are never said");
        assert!(Motivation::ALL.iter().all(|one| words.contains_key(format!("motivation-{one}").as_str())), "{words:?}");
    }
}
