//! `history:`: the versions of a document, and what was corrected.

use super::Front;
use crate::{
    base::{diagnostic::meant, say, yaml::Node},
    document::{
        history::{HistoryEvent, UpdateKind, is_version},
        report::first_line,
    },
};

/// What an entry may say.
const KEYS: &[&str] = &["version", "date", "kind", "note", "digest"];

/// What others call these.
const SYNONYMS: &[(&str, &str)] =
    &[("type", "kind"), ("update-type", "kind"), ("issued", "date"), ("description", "note"), ("number", "version")];

impl Front<'_> {
    /// The entries in the order of the file; of two of one version the first.
    pub(super) fn history(&mut self, value: &Node<'_>) -> Vec<HistoryEvent> {
        let mut events: Vec<HistoryEvent> = Vec::new();
        let mut newest = None;
        for item in self.report.list("history", value, say::expected_history()) {
            let Some(event) = self.event(item) else { continue };
            let began = event.date.and_then(|date| date.begins());
            let within = |month, day| began.map(|began| (began.year, began.month.unwrap_or(month), began.day.unwrap_or(day)));
            let (first, last) = (within(1, 1), within(12, 31));
            if last.is_some() && last < newest {
                self.report.warning(say::history_order(), first_line(self.text, item.span), say::history_order_hint());
            }
            newest = newest.max(first);
            let is_same = |other: &&HistoryEvent| !event.version.is_empty() && other.version.eq_ignore_ascii_case(&event.version);
            match events.iter().find(is_same).map(|first| first.place) {
                None => events.push(event),
                Some(first) => {
                    let path = self.report.path;
                    self.report.error(say::history_twice(&event.version), first_line(self.text, item.span), say::history_twice_hint());
                    if let Some(one) = self.report.diagnostics.pop() {
                        self.report.diagnostics.push(one.related(path, Some(first), say::first_stands_here()));
                    }
                }
            }
        }
        events
    }

    fn event(&mut self, value: &Node<'_>) -> Option<HistoryEvent> {
        let place = first_line(self.text, value.span);
        let mut event = HistoryEvent {
            version: String::new(),
            date: None,
            kind: UpdateKind::default(),
            note: String::new(),
            digest: String::new(),
            place: self.report.span(place),
        };
        for pair in self.report.map("history", value, say::expected_history())? {
            let value = &pair.value;
            match pair.key.as_ref() {
                "version" => {
                    let name = self.report.text("version", value);
                    if name.is_empty() || is_version(&name) {
                        event.version = name;
                    } else {
                        self.report.error(say::history_version(&name), value.span, say::history_version_hint());
                    }
                }
                "date" => event.date = self.date("date", value),
                "kind" => event.kind = self.update_kind(value),
                "note" => {
                    event.note = self.report.text("note", value);
                    if let Some(words) = without_way(&event.note) {
                        self.report.warning(say::history_note(words), first_line(self.text, value.span), say::history_note_hint());
                    }
                }
                "digest" => {
                    let digest = self.report.text("digest", value);
                    if digest.is_empty() || digest.len() == 32 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                        event.digest = digest.to_ascii_lowercase();
                    } else {
                        self.report.error(say::history_digest(&digest), value.span, say::history_digest_hint());
                    }
                }
                _ => self.report.unknown(pair, KEYS, SYNONYMS),
            }
        }
        if event.version.is_empty() && event.note.is_empty() && event.kind == UpdateKind::default() {
            self.report.error(say::history_empty(), place, say::history_empty_hint());
            return None;
        }
        if event.date.is_none() {
            self.report.warning(say::history_undated(), place, say::history_undated_hint());
        }
        Some(event)
    }

    fn update_kind(&mut self, value: &Node<'_>) -> UpdateKind {
        let name = self.report.text("kind", value);
        if name.is_empty() {
            return UpdateKind::default();
        }
        UpdateKind::named(&name).unwrap_or_else(|| {
            let hint = meant(&name, UpdateKind::ALL.iter().map(|kind| kind.name()));
            self.report.error(say::history_kind(&name), value.span, hint.unwrap_or_else(say::history_kind_hint));
            UpdateKind::default()
        })
    }
}

/// What in a note looks like a link and would stay words: it is shown on several pages, so that only a whole address leads from it.
fn without_way(note: &str) -> Option<&str> {
    let link = |start: usize| {
        let to = note.get(start..)?.split_once("](")?.1;
        let is_whole = ["https://", "http://", "mailto:"].iter().any(|scheme| to.starts_with(scheme));
        (!is_whole).then_some(start)
    };
    let at = ["[[", "[@"].iter().find_map(|sign| note.find(sign));
    let start = at.or_else(|| note.match_indices('[').find_map(|(start, _)| link(start)))?;
    let rest = note.get(start..)?;
    let end = [")", "]]", "\n"].iter().filter_map(|sign| Some(rest.find(sign)? + sign.len())).min();
    rest.get(..end.unwrap_or(rest.len())).map(str::trim_end)
}
