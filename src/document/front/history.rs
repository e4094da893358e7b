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
const KEYS: &[&str] = &["version", "date", "kind", "note"];

/// What others call these.
const SYNONYMS: &[(&str, &str)] = &[("type", "kind"), ("update-type", "kind"), ("issued", "date"), ("description", "note"), ("number", "version")];

impl Front<'_> {
    /// The entries in the order of the file; of two of one version the first.
    pub(super) fn history(&mut self, value: &Node<'_>) -> Vec<HistoryEvent> {
        let mut events: Vec<HistoryEvent> = Vec::new();
        for item in self.report.list("history", value, say::expected_history()) {
            let Some(event) = self.event(item) else { continue };
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
                "note" => event.note = self.report.text("note", value),
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
