//! What was formatted before, and the formatter at which a unit of pages has things formatted.

use std::{cell::RefCell, collections::BTreeMap};

use super::{CitationPart, Csl, Group, Page};
use crate::{
    base::{Digest, Html},
    reference::Record,
};

/// What was formatted, by the digest of all that it depends on.
pub type Formatted = BTreeMap<Digest, String>;

/// Where one unit of pages has things formatted: what is known is taken from the store, what is new is noted.
pub struct CitationFormatter<'a> {
    csl: &'a Csl,
    known: &'a Formatted,
    used: RefCell<Formatted>,
}

impl<'a> CitationFormatter<'a> {
    /// A formatter that has formatted nothing yet.
    pub fn new(csl: &'a Csl, known: &'a Formatted) -> Self {
        Self { csl, known, used: RefCell::default() }
    }

    /// All that was asked for, with what came of it.
    pub fn into_used(self) -> Formatted {
        self.used.into_inner()
    }

    /// An entry in the archive's style, safe HTML; `None` if the style has none for it.
    pub fn entry(&self, record: &Record) -> Option<Html> {
        let digest = entry_digest(self.csl, record);
        let html = self.look_up(digest, || self.csl.engine().and_then(|engine| engine.entry(record)).unwrap_or_default().into());
        (!html.is_empty()).then(|| Html::believed(html))
    }

    /// The citations of a page in the archive's style, and the list of the works that they cite and of those `listed` besides; `None` if
    /// there is no style.
    pub fn page(&self, groups: &[Group<'_>], listed: &[(&str, &Record)]) -> Option<Page> {
        let digest = Digest::of_value(&("page", self.csl.digest(), groups, listed));
        let json = self.look_up(digest, || {
            let page = self.csl.engine().map(|engine| engine.page(groups, listed));
            page.and_then(|page| serde_json::to_string(&page).ok()).unwrap_or_default()
        });
        serde_json::from_str(&json).ok()
    }

    /// The citations of a note on a text that has a list: see [`Engine::note`](super::engine::Engine::note).
    pub fn note(&self, groups: &[Group<'_>], list: &[(&str, &Record)]) -> Option<Vec<Vec<CitationPart>>> {
        let digest = Digest::of_value(&("note", self.csl.digest(), groups, list));
        let json = self.look_up(digest, || {
            let parts = self.csl.engine().map(|engine| engine.note(groups, list));
            parts.and_then(|parts| serde_json::to_string(&parts).ok()).unwrap_or_default()
        });
        serde_json::from_str(&json).ok()
    }

    fn look_up(&self, digest: Digest, make: impl FnOnce() -> String) -> String {
        if let Some(known) = self.used.borrow().get(&digest) {
            return known.clone();
        }
        let text = self.known.get(&digest).cloned().unwrap_or_else(make);
        self.used.borrow_mut().insert(digest, text.clone());
        text
    }
}

/// Under which an entry is kept.
pub fn entry_digest(csl: &Csl, record: &Record) -> Digest {
    Digest::of_value(&("entry", csl.digest(), record.content()))
}

/// The form in which the store is kept in a file: what comes after the digest is as it was written, or is not read.
pub fn write(formatted: &Formatted) -> Vec<u8> {
    let entries: BTreeMap<String, &String> = formatted.iter().map(|(digest, text)| (digest.to_string(), text)).collect();
    let json = serde_json::to_string(&entries).unwrap_or_default();
    format!("{}\n{json}", Digest::of(json.as_bytes())).into_bytes()
}

/// What a file holds; nothing if it was not written by [`write()`] or was damaged since.
pub fn read(bytes: &[u8]) -> Formatted {
    let read = || {
        let text = std::str::from_utf8(bytes).ok()?;
        let (digest, json) = text.split_once('\n')?;
        if digest != Digest::of(json.as_bytes()).to_string() {
            return None;
        }
        let entries: BTreeMap<String, String> = serde_json::from_str(json).ok()?;
        Some(entries.into_iter().filter_map(|(digest, text)| Some((parse(&digest)?, text))).collect())
    };
    read().unwrap_or_default()
}

fn parse(hex: &str) -> Option<Digest> {
    let mut bytes = [0; 16];
    if hex.len() != 32 || !hex.is_ascii() {
        return None;
    }
    for (nth, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hex.get(2 * nth..2 * nth + 2)?, 16).ok()?;
    }
    Some(Digest(bytes))
}
