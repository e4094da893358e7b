//! What is read of a library: records, what is wrong, what is not kept.

use std::collections::BTreeMap;

use scholion_base::{Message, Severity, Span, say};

use crate::Record;

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Library {
    /// The records in the order of the text; keys may be empty or stand twice.
    pub entries: Vec<Found>,
    /// What is wrong, in the order of the text.
    pub faults: Vec<Fault>,
}

/// A record and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub record: Record,
    /// Its key in the text, or its beginning.
    pub place: Span,
}

/// Something wrong in a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: Span,
    /// What is wrong.
    pub message: Message,
    /// How to mend it.
    pub hint: Message,
    /// An error if something is lost by it.
    pub severity: Severity,
}

impl Library {
    pub(super) fn fault(&mut self, place: Span, message: Message, hint: Message) {
        self.faults.push(Fault { place, message, hint, severity: Severity::Error });
    }

    pub(super) fn doubt(&mut self, place: Span, message: Message, hint: Message) {
        self.faults.push(Fault { place, message, hint, severity: Severity::Warning });
    }

    /// Tells what is worth knowing.
    pub(super) fn note(&mut self, place: Span, message: Message, hint: Message) {
        self.faults.push(Fault { place, message, hint, severity: Severity::Notice });
    }
}

/// Fields of a library that are not read: how often each stands there, and where first.
#[derive(Debug, Default)]
pub(super) struct Unread(BTreeMap<String, (usize, Span)>);

impl Unread {
    pub(super) fn note(&mut self, field: &str, place: Span) {
        self.0.entry(field.to_owned()).or_insert((0, place)).0 += 1;
    }

    /// Says all of them at once, where the first stands.
    pub(super) fn tell(self, library: &mut Library) {
        self.tell_with(library, say::unread_fields_hint_record());
    }

    pub(super) fn tell_with(self, library: &mut Library, hint: Message) {
        let Some(place) = self.0.values().map(|(_, place)| *place).min_by_key(|place| place.start) else { return };
        let fields: Vec<String> = self.0.iter().map(|(field, (count, _))| format!("`{field}` ({count})")).collect();
        library.note(place, say::unread_fields(fields.join(", ")), hint);
    }
}

/// A CSL variable without a field of its own, as plain text; empty if it is not there or no text.
pub fn other<'a>(record: &'a Record, variable: &str) -> std::borrow::Cow<'a, str> {
    // Most are not there, and to be told that nothing is no JSON takes longer than all else.
    let Some((_, json)) = record.other.iter().find(|(name, _)| name == variable) else { return "".into() };
    match serde_json::from_str(json) {
        Ok(serde_json::Value::String(text)) => text.into(),
        Ok(serde_json::Value::Number(number)) => number.to_string().into(),
        _ => "".into(),
    }
}

/// Sets such a variable.
pub(super) fn set_other(record: &mut Record, variable: &str, text: &str) {
    if !text.is_empty() {
        record.other.push((variable.into(), serde_json::Value::from(text).to_string()));
    }
}
