//! What is said of notes that are not taken, or not as they are.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::Path,
};

use serde_json::json;

use super::{
    homes::{Homeless, Homes},
    pictures::Pictures,
    settled::Settled,
};
use crate::{
    commands::{common::Common, give, report::plural, say},
    document::annotation_import::{Audience, Import, Imported, Refused},
};

/// What is said of the notes of a file.
pub struct Told<'a> {
    file: &'a Path,
    common: &'a Common,
    /// How many are not taken.
    pub not_taken: usize,
    /// How many are left out, since they are not for everybody.
    pub left_out: usize,
}

impl<'a> Told<'a> {
    /// Nothing was said yet.
    pub fn new(file: &'a Path, common: &'a Common) -> Self {
        Self { file, common, not_taken: 0, left_out: 0 }
    }

    /// Which notes are left out.
    pub fn left_out(&mut self, counts: &BTreeMap<Audience, usize>) {
        for (audience, count) in counts {
            self.left_out += count;
            let (why, flag) = match audience {
                Audience::Everybody => continue,
                Audience::Author => ("private, with the answers to them".to_owned(), "--private".to_owned()),
                Audience::Hidden => ("hidden by a moderator, with the answers to them".to_owned(), "--hidden".to_owned()),
                Audience::Group(id) => (format!("of the group `{id}`, with the answers to them"), format!("--group {id}")),
            };
            if self.common.json {
                give(&format!("{}\n", json!({"left-out": {"count": count, "message": why, "flag": flag}})));
            } else {
                say(&format!("{}: {} left out: {why}; take them with `{flag}`\n", self.file.display(), plural(*count, "note")));
            }
        }
    }

    /// The notes by the document that each is about. Those without one are named together, by their address.
    pub fn sorted(
        &mut self,
        import: &Import,
        document: Option<&str>,
        homes: &Homes,
        pictures: &Pictures<'_>,
    ) -> BTreeMap<String, Vec<Imported>> {
        let mut by_document: BTreeMap<String, Vec<Imported>> = BTreeMap::new();
        let mut homeless: BTreeMap<(&str, Homeless), BTreeSet<(usize, &str)>> = BTreeMap::new();
        for note in &import.notes {
            let pictured = || note.place.as_ref().and_then(|(address, _)| pictures.document_of(address));
            let find = || {
                let by_address = homes.find(&note.source).or_else(|why| pictured().ok_or(why));
                if by_address == Err(Homeless::Nobody) && !note.title.is_empty() { homes.titled(&note.title) } else { by_address }
            };
            match document.map_or_else(find, Ok) {
                Ok(slug) => {
                    by_document.entry(slug.to_owned()).or_default().push(pictures.named(slug, note));
                }
                Err(why) => {
                    let about = if note.title.is_empty() { note.source.as_str() } else { note.title.as_str() };
                    homeless.entry((about, why)).or_default().insert((note.nth, &note.iri));
                }
            }
        }
        for ((about, why), notes) in homeless {
            let about = if about.is_empty() { "no address" } else { about };
            let why = match why {
                Homeless::Nobody => format!("no document of the archive stands at {about}"),
                Homeless::Several => format!("several documents of the archive have the address {about}"),
            };
            if self.common.json {
                let refused = notes.iter().map(|(nth, iri)| Refused { nth: *nth, iri: (*iri).to_owned(), why: why.clone() });
                self.refused(&refused.collect::<Vec<_>>());
            } else {
                self.not_taken += notes.len();
                say(&format!("{} not taken: {why}; name the document with `--document`\n", plural(notes.len(), "note")));
            }
        }
        by_document
    }

    /// What is to be said of the file, and of each of its notes that loses something.
    pub fn remarks(&mut self, import: &Import) {
        for remark in &import.remarks {
            self.tell(None, "", "remark", remark);
        }
        for (why, count) in &import.left {
            self.left_out += count;
            if self.common.json {
                give(&format!("{}\n", json!({"left-out": {"count": count, "message": why}})));
            } else {
                say(&format!("{}: {} left out: {why}\n", self.file.display(), plural(*count, "note")));
            }
        }
        for note in &import.notes {
            for remark in &note.remarks {
                self.tell(Some(note.nth), &note.iri, "remark", remark);
            }
        }
        self.refused(&import.refused);
    }

    /// What became of the places of those that are `new`; gives how many of these have none.
    pub fn settled(&self, notes: &[&Imported], settled: &[Settled], new: &[(usize, usize)]) -> usize {
        let new: HashSet<&(usize, usize)> = new.iter().collect();
        let mut unplaced = 0;
        for (note, settled) in notes.iter().zip(settled).filter(|(note, _)| new.contains(&(note.nth, note.part))) {
            match settled {
                Settled::Quietly => {}
                Settled::Said(what) => self.tell(Some(note.nth), &note.iri, "remark", what),
                Settled::Unplaced(why) => {
                    unplaced += 1;
                    self.tell(Some(note.nth), &note.iri, "unplaced", why);
                }
            }
        }
        unplaced
    }

    /// Each of these is not taken.
    pub fn refused(&mut self, refused: &[Refused]) {
        self.not_taken += refused.len();
        for Refused { nth, iri, why } in refused {
            self.tell(Some(*nth), iri, "not-taken", why);
        }
    }

    fn tell(&self, nth: Option<usize>, iri: &str, kind: &str, what: &str) {
        if self.common.json {
            return give(&format!("{}\n", json!({kind: {"annotation": nth, "id": iri, "message": what}})));
        }
        let name = if iri.is_empty() { String::new() } else { format!(" ({iri})") };
        let place = nth.map_or_else(|| self.file.display().to_string(), |nth| format!("{}: annotation {nth}{name}", self.file.display()));
        let how = match kind {
            "not-taken" => " not taken",
            "unplaced" => " has no place in the text",
            _ => "",
        };
        say(&format!("{place}{how}: {what}\n"));
    }
}
