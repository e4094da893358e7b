//! What notes of another program mean for a file of notes: which of them are there already, which come to it, which cannot.

use std::collections::HashMap;

use super::{Refusal, read};
use crate::{
    base::{
        Digest, RelPath, Slug,
        yaml::{Map, Value},
    },
    document::{
        Annotation, Target, Unplaced, annotation_file,
        annotation_import::{Imported, Refused, roots},
    },
};

/// What comes of an import into one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// The file; as it was if nothing comes to it.
    pub text: String,
    /// How many notes come to it, and which, by the annotation and its part.
    pub taken: usize,
    pub new: Vec<(usize, usize)>,
    /// How many are there already.
    pub known: usize,
    /// Which cannot be taken, and why.
    pub refused: Vec<Refused>,
}

/// The file with those of `notes` that it does not have. `own` tells the id of a note whose IRI is an address of this document on the
/// archive's own site.
///
/// A note is known again by its whole IRI (`via`), or by the address that it has here. One that came before such a key was written, or
/// that never had an IRI, is known again by what it says.
pub fn import(path: &RelPath, file: &[u8], notes: &[&Imported], own: &dyn Fn(&str) -> Option<String>) -> Result<Merged, Refusal> {
    let there = read(path, file)?;
    // What is no UTF-8 was refused just now.
    let text = String::from_utf8_lossy(file).into_owned();
    let mut known = Known::of(&there.notes);
    let mut merged = Merged::default();
    let places: HashMap<&str, usize> = notes.iter().enumerate().rev().map(|(at, note)| (note.iri.as_str(), at)).collect();
    let parent = |note: &Imported| note.answers.as_deref().and_then(|iri| places.get(iri)).copied();
    let parents: Vec<Option<usize>> = notes.iter().map(|note| parent(note)).collect();
    let roots = roots(&parents);
    // The ids of all that are there by then, by which answers name them.
    let mut ids: Vec<Option<Slug>> = Vec::with_capacity(notes.len());
    let mut new: Vec<bool> = Vec::with_capacity(notes.len());
    for (note, root) in notes.iter().zip(&roots) {
        let there = known.id(note, own);
        let why = if there.is_some() { None } else { not_to_be_taken(note, notes.get(*root), &known, own) };
        if let Some(why) = why {
            merged.refused.push(Refused { nth: note.nth, iri: note.iri.clone(), why: why.to_owned() });
            ids.push(None);
            new.push(false);
        } else {
            new.push(there.is_none());
            let id = there.unwrap_or_else(|| known.take(note));
            ids.push(Some(id));
        }
    }
    let mut more = Vec::new();
    for (at, note) in notes.iter().enumerate() {
        let Some(id) = ids.get(at).cloned().flatten() else { continue };
        if !new.get(at).copied().unwrap_or(false) {
            merged.known += 1;
            continue;
        }
        let answers = note.answers.as_deref().and_then(|iri| match parents.get(at).copied().flatten() {
            Some(parent) => ids.get(parent).cloned().flatten(),
            None => known.named(iri, own),
        });
        merged.new.push((note.nth, note.part));
        more.push(written(note, &id, answers.as_ref(), own));
    }
    (merged.taken, merged.text) = (more.len(), text);
    if more.is_empty() {
        return Ok(merged);
    }
    merged.text = match annotation_file::append_all(&merged.text, &more) {
        Ok(text) => text,
        Err(_) => without_odd(&mut merged, more, notes)?,
    };
    Ok(merged)
}

/// The file with those notes that read as they are written; where these are all of them the file is at fault.
fn without_odd(merged: &mut Merged, more: Vec<Map<String, Value>>, notes: &[&Imported]) -> Result<String, Refusal> {
    let new = std::mem::take(&mut merged.new);
    let (kept, odd): (Vec<_>, Vec<_>) = more.into_iter().zip(new).partition(|(note, _)| annotation_file::append("", note).is_ok());
    if odd.is_empty() {
        return Err(Refusal::Notation);
    }
    for (_, (nth, part)) in odd {
        let iri = notes.iter().find(|note| (note.nth, note.part) == (nth, part)).map(|note| note.iri.clone()).unwrap_or_default();
        merged.refused.push(Refused { nth, iri, why: "it has a value that YAML cannot keep".to_owned() });
    }
    let (kept, new): (Vec<_>, Vec<_>) = kept.into_iter().unzip();
    (merged.taken, merged.new) = (kept.len(), new);
    if kept.is_empty() { Ok(merged.text.clone()) } else { annotation_file::append_all(&merged.text, &kept).map_err(|_| Refusal::Notation) }
}

/// Why a note cannot be taken: the first of its thread answers something that is not there, or all of them each other.
fn not_to_be_taken(
    note: &Imported,
    root: Option<&&Imported>,
    known: &Known<'_>,
    own: &dyn Fn(&str) -> Option<String>,
) -> Option<&'static str> {
    let root = root.copied().unwrap_or(note);
    let answers = root.answers.as_deref()?;
    if known.named(answers, own).is_some() {
        return None;
    }
    Some(if root.nth == note.nth { "what it answers is neither in the file nor in the archive" } else { "what it answers cannot be taken" })
}

/// The note as it is written.
fn written(note: &Imported, id: &Slug, answers: Option<&Slug>, own: &dyn Fn(&str) -> Option<String>) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("id".into(), id.as_str().into());
    if let Some(answers) = answers {
        map.insert("reply-to".into(), answers.as_str().into());
    }
    let is_told = note.is_of_several || note.iri != id.as_str() && own(&note.iri).is_none_or(|own| own != id.as_str());
    let via = Some(&note.iri).filter(|iri| !iri.is_empty() && is_told);
    let is_later = |key: &str| ["lang", "tags", "body"].contains(&key);
    let mut via = via.map(|iri| ("via".to_owned(), Value::from(iri.as_str())));
    for (key, value) in &note.note {
        if is_later(key) {
            map.extend(via.take());
        }
        // A note of another archive comes from there, wherever it was before.
        if key != "via" || via.is_none() {
            map.insert(key.clone(), value.clone());
        }
    }
    map.extend(via);
    map
}

/// The notes that a file has, as they are looked for.
struct Known<'n> {
    /// Those that came from one annotation, in its order.
    by_iri: HashMap<&'n str, Vec<&'n Slug>>,
    by_id: HashMap<&'n str, &'n Annotation>,
    by_words: HashMap<Digest, &'n Slug>,
    /// The ids that are given to new notes, and the IRIs and words of these.
    given: HashMap<(String, usize), Slug>,
    taken: HashMap<Slug, usize>,
    words: HashMap<Digest, Slug>,
}

impl<'n> Known<'n> {
    fn of(notes: &'n [Annotation]) -> Self {
        Self {
            by_iri: by_iri(notes),
            by_id: notes.iter().map(|note| (note.id.as_str(), note)).collect(),
            by_words: notes.iter().map(|note| (words_of(note), &note.id)).collect(),
            given: HashMap::new(),
            taken: notes.iter().map(|note| (note.id.clone(), 1)).collect(),
            words: HashMap::new(),
        }
    }

    /// The id of a note that is there already.
    fn id(&self, note: &Imported, own: &dyn Fn(&str) -> Option<String>) -> Option<Slug> {
        let words = words_of_imported(note);
        if note.iri.is_empty() {
            return self.by_words.get(&words).copied().cloned().or_else(|| self.words.get(&words).cloned());
        }
        if let Some(id) = self.given.get(&(note.iri.clone(), note.part)) {
            return Some(id.clone());
        }
        if note.part > 0 {
            return self.by_iri.get(note.iri.as_str()).and_then(|all| all.get(note.part)).map(|id| (*id).clone());
        }
        self.named(&note.iri, own).or_else(|| {
            let same = self.by_id.get(note.id.as_str()).filter(|there| there.via.is_empty() && words_of(there) == words);
            same.map(|there| there.id.clone())
        })
    }

    /// The note of the file that an IRI names: by where it came from, by the address that it has here, or by its bare id.
    fn named(&self, iri: &str, own: &dyn Fn(&str) -> Option<String>) -> Option<Slug> {
        if let Some(id) = self.by_iri.get(iri).and_then(|all| all.first()) {
            return Some((*id).clone());
        }
        if let Some(id) = own(iri) {
            return self.by_id.get(id.as_str()).map(|note| note.id.clone());
        }
        let is_bare = !iri.contains([':', '/', '#']);
        self.by_id.get(iri).filter(|note| is_bare && note.via.is_empty()).map(|note| note.id.clone())
    }

    /// Gives a new note an id that no other has.
    fn take(&mut self, note: &Imported) -> Slug {
        let words = words_of_imported(note);
        let wanted = if note.id.is_empty() { Slug::from_stem(&format!("n{}", words.hex(8))) } else { Slug::from_stem(&note.id) };
        let mut id = wanted.clone();
        // Where the counting ended last time: many notes may want one name.
        let mut n = self.taken.get(&wanted).copied().unwrap_or(0);
        while self.taken.contains_key(&id) {
            n += 1;
            id = wanted.numbered(n.max(2));
        }
        self.taken.insert(wanted, n.max(1));
        self.taken.entry(id.clone()).or_insert(1);
        if note.iri.is_empty() {
            self.words.insert(words, id.clone());
        } else {
            self.given.insert((note.iri.clone(), note.part), id.clone());
        }
        id
    }
}

/// The notes by where they came from.
fn by_iri(notes: &[Annotation]) -> HashMap<&str, Vec<&Slug>> {
    let mut found: HashMap<&str, Vec<&Slug>> = HashMap::new();
    for note in notes.iter().filter(|note| !note.via.is_empty()) {
        found.entry(&note.via).or_default().push(&note.id);
    }
    found
}

/// What a note says, on what words, and when: by this it is known where it has no name.
fn words_of(note: &Annotation) -> Digest {
    let quote = match &note.target {
        Target::Words(quote) => quote.exact.clone(),
        Target::Region(region) => region.shown(),
        Target::Time(span) => span.value().get("time").and_then(Value::as_str).unwrap_or_default().to_owned(),
        Target::Unplaced(unplaced) => unplaced.shown(),
        _ => String::new(),
    };
    Digest::of_value(&(note.markdown.trim(), quote.trim(), note.created.as_str(), &note.tags))
}

fn words_of_imported(note: &Imported) -> Digest {
    let text = |map: &Map<String, Value>, key: &str| map.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let quote = note.note.get("quote").and_then(Value::as_object).map(|quote| text(quote, "exact")).unwrap_or_default();
    // A place on a picture, as `Region::shown` has it, or a time.
    let place = note.note.get("target").and_then(Value::as_object).map(|target| {
        if let Some(unplaced) = Unplaced::of(target) {
            return unplaced.shown();
        }
        let first = |keys: [&str; 2]| keys.into_iter().map(|key| text(target, key)).find(|text| !text.is_empty()).unwrap_or_default();
        let (name, numbers) = (first(["page", "file"]), first(["xywh", "polygon"]));
        match (name.is_empty(), numbers.is_empty()) {
            (true, _) => text(target, "time"),
            (false, true) => name,
            (false, false) => format!("{name} ({numbers})"),
        }
    });
    let quote = if quote.is_empty() { place.unwrap_or_default() } else { quote };
    let tags: Vec<String> = note
        .note
        .get("tags")
        .and_then(Value::as_array)
        .map_or(Vec::new(), |tags| tags.iter().filter_map(Value::as_str).map(str::to_owned).collect());
    Digest::of_value(&(text(&note.note, "body").trim(), quote.trim(), text(&note.note, "created").as_str(), &tags))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::annotation_import;

    const PATH: &str = "content/annotations/d.yaml";

    fn merge(file: &str, json: &str, own: &str) -> Merged {
        let import = annotation_import::read(json).unwrap();
        let notes: Vec<&Imported> = import.notes.iter().collect();
        let is_own = |iri: &str| iri.strip_prefix(own).filter(|_| !own.is_empty())?.strip_prefix("#note-").map(str::to_owned);
        super::import(&RelPath::new(PATH), file.as_bytes(), &notes, &is_own).unwrap()
    }

    fn note(iri: &str, body: &str) -> String {
        format!(r#"{{"id": "{iri}", "target": "https://a.example/documents/d.html", "bodyValue": "{body}"}}"#)
    }

    #[test]
    fn two_notes_are_told_apart_by_all_of_their_iris() {
        let json = format!("[{}, {}]", note("https://a.example/n/1", "One."), note("https://b.example/n/1", "Another."));
        let merged = merge("", &json, "");
        assert_eq!((merged.taken, merged.known), (2, 0));
        let expected = "- id: '1'\n  target: document\n  motivation: commenting\n  via: https://a.example/n/1\n  body: One.\n\
            - id: 1-2\n  target: document\n  motivation: commenting\n  via: https://b.example/n/1\n  body: Another.\n";
        assert_eq!(merged.text, expected);
        let again = merge(&merged.text, &json.replace("One.", "Changed."), "");
        assert_eq!((again.taken, again.known, again.text.as_str()), (0, 2, expected));
    }

    #[test]
    fn a_note_of_this_site_is_known_by_its_address_and_one_of_old_by_its_words() {
        let file = "- id: x\n  target: document\n  body: Mine.\n";
        let json = note("https://a.example/documents/d.html#note-x", "As it was.");
        assert_eq!(merge(file, &json, "https://a.example/documents/d.html").known, 1);
        let other = merge(file, &json, "https://b.example/documents/d.html");
        assert_eq!((other.taken, other.text.contains("- id: x-2\n")), (1, true));
        // It was taken before `via` was written.
        assert_eq!(merge(file, &note("https://c.example/x", "Mine."), "").known, 1);
        // Without an IRI.
        let nameless = r#"[{"target": "d", "bodyValue": "Said."}, {"target": "d", "bodyValue": "Said."}]"#;
        let merged = merge("", nameless, "");
        assert_eq!((merged.taken, merged.known), (1, 1));
        assert_eq!(merge(&merged.text, nameless, "").known, 2);
        // The same words at two times of a recording are two notes.
        let timed = |at: u32| {
            let selector = format!(r#"{{"type": "FragmentSelector", "value": "t={at}"}}"#);
            format!(r#"{{"target": {{"source": "https://a.example/t.mp3", "selector": {selector}}}, "bodyValue": "Laughs."}}"#)
        };
        let json = format!("[{}, {}]", timed(10), timed(20));
        let merged = merge("", &json, "");
        assert_eq!((merged.taken, merged.known), (2, 0));
        assert_eq!(merge(&merged.text, &json, "").known, 2);
    }

    /// Where a note of this site came from it says again when it comes back.
    #[test]
    fn a_note_that_comes_home_keeps_where_it_came_from() {
        let json = r#"{"id": "https://a.example/documents/d.html#note-x", "via": "https://h.example/1", "target": "d.html", "bodyValue": "Said."}"#;
        let expected = |via: &str| format!("- id: x\n  target: document\n  motivation: commenting\n  via: {via}\n  body: Said.\n");
        assert_eq!(merge("", json, "https://a.example/documents/d.html").text, expected("https://h.example/1"));
        assert_eq!(merge("", json, "").text, expected("https://a.example/documents/d.html#note-x"));
    }

    /// One odd value costs no other note its place, and numbers that YAML reads as words are written so that they are read.
    #[test]
    fn odd_numbers_of_a_selector_are_kept() {
        let on = |selector: &str| {
            format!(r#"{{"id": "urn:1", "target": {{"source": "d.html", "selector": {selector}}}, "bodyValue": "Said."}}"#)
        };
        let numbers = on(r#"{"type": "Odd", "of": [1.0, 1e-7, 1e21, 0.5, -0.0, 18446744073709551615]}"#);
        let merged = merge("", &format!("[{numbers}, {}]", note("urn:2", "Another.")), "");
        assert_eq!((merged.taken, merged.refused.len()), (2, 0), "{}", merged.text);
        assert_eq!(merge(&merged.text, &numbers, "").known, 1);
        let mut odd = Map::new();
        odd.insert("body".into(), 1e21.into());
        let mut merged = Merged { new: vec![(1, 0), (2, 0)], ..Merged::default() };
        let plain = Map::from_iter([("body".to_owned(), Value::from("Said."))]);
        assert_eq!(without_odd(&mut merged, vec![odd, plain.clone()], &[]).as_deref(), Ok("- body: Said.\n"));
        assert_eq!((merged.taken, merged.refused.len()), (1, 1));
        assert_eq!(without_odd(&mut Merged { new: vec![(1, 0)], ..Merged::default() }, vec![plain], &[]), Err(Refusal::Notation));
    }

    #[test]
    fn answers_lead_to_what_they_answer_or_are_not_taken() {
        let reply = |iri: &str, to: &str| {
            format!(r#"{{"id": "{iri}", "target": "https://a.example/documents/d.html", "references": ["{to}"], "text": "R {iri}"}}"#)
        };
        let file = "- id: here\n  target: document\n  body: Here.\n- id: r1\n  target: document\n  body: Taken.\n";
        let json = format!(
            "[{}, {}, {}, {}, {}, {}, {}]",
            reply("r1", "r0"),
            note("r0", "First."),
            reply("r2", "here"),
            reply("r3", "nowhere"),
            reply("r4", "r3"),
            reply("c1", "c2"),
            reply("c2", "c1")
        );
        let merged = merge(file, &json, "");
        assert_eq!((merged.taken, merged.known), (2, 1), "{}", merged.text);
        assert!(merged.text.contains("- id: r2\n  reply-to: here\n"), "{}", merged.text);
        let refused: Vec<usize> = merged.refused.iter().map(|one| one.nth).collect();
        assert_eq!(refused, [4, 5, 6, 7]);
    }

    /// What is asked of the archive for each note does not grow with their number.
    #[test]
    fn the_work_grows_as_the_notes_do() {
        let asked = |count: usize| {
            let all: Vec<String> = (0..count).map(|n| note(&format!("https://a.example/{n}"), &format!("Note {n}."))).collect();
            let import = annotation_import::read(&format!("[{}]", all.join(","))).unwrap();
            let notes: Vec<&Imported> = import.notes.iter().collect();
            let times = std::cell::Cell::new(0);
            let own = |_: &str| {
                times.set(times.get() + 1);
                None
            };
            assert_eq!(super::import(&RelPath::new(PATH), b"", &notes, &own).unwrap().taken, count);
            times.get()
        };
        assert_eq!(asked(2_000), 2 * asked(1_000));
    }

    #[test]
    fn ten_thousand_notes_that_want_one_name_are_no_trouble() {
        let all: Vec<String> = (0..2_000).map(|n| note(&format!("https://{n}.example/x"), &format!("Note {n}."))).collect();
        let merged = merge("", &format!("[{}]", all.join(",")), "");
        assert_eq!(merged.taken, 2_000);
        assert!(merged.text.contains("- id: x-2000\n"));
    }
}
