//! The way of a letter: `sent`, `received`, `forwarded` (TEI P5, 2.4.6).

use super::Front;
use crate::{
    base::{
        Date, Diagnostic, Slug, Span,
        date::End,
        diagnostic::meant,
        say,
        yaml::{Node, Pair},
    },
    document::{
        letter::{Forwarding, ForwardingKind, LetterAction, LetterPart, LetterPlace},
        meta::Meta,
    },
    reference::Role,
};

/// What is said of what happened to a letter.
const KEYS: [&str; 6] = ["place", "date", "not-before", "not-after", "conjecture", "uncertain"];

/// What others call it: TEI's names, and what lies near.
const SYNONYMS: &[(&str, &str)] = &[
    ("notBefore", "not-before"),
    ("notAfter", "not-after"),
    ("when", "date"),
    ("from", "place"),
    ("placeName", "place"),
    ("evidence", "conjecture"),
    ("inferred", "conjecture"),
    ("cert", "uncertain"),
];

impl Front<'_> {
    /// Reads a key of a letter; whether it is one.
    pub(super) fn of_letter(&mut self, meta: &mut Meta, pair: &Pair<'_>) -> bool {
        let Pair { key, value, .. } = pair;
        match key.as_ref() {
            "sent" if value.map().is_none() => {
                meta.way.sent = self.date(key, value).map(|date| LetterAction { date: Some(date), ..LetterAction::default() });
            }
            "sent" => meta.way.sent = self.action(key, value, &[]),
            // Without parts it is the day on which a journal received an article: who wrote no letter says no more.
            "received" if value.map().is_some() && value.get("date-parts").is_none() => {
                meta.way.received = self.action(key, value, &[]);
            }
            "forwarded" => {
                let items = value.list().unwrap_or(std::slice::from_ref(value));
                meta.way.forwarded = items.iter().filter_map(|item| self.forwarding(item)).collect();
            }
            "letter-before" => meta.way.before = self.report.text(key, value),
            "letter-after" => meta.way.after = self.report.text(key, value),
            "x-sent-from" | "x-sent-to" | "x-received" => {
                self.of_old_key(meta, key, value);
                return false;
            }
            _ => return false,
        }
        true
    }

    /// What `ingest` wrote before letters had keys of their own, where nothing newer says it.
    fn of_old_key(&mut self, meta: &mut Meta, key: &str, value: &Node<'_>) {
        let Some(text) = value.text().map(str::trim).filter(|text| !text.is_empty()) else { return };
        let action = if key == "x-sent-from" { &mut meta.way.sent } else { &mut meta.way.received };
        if key == "x-received" {
            if let Some(date) = Date::parse(text) {
                let action = action.get_or_insert_default();
                action.date = action.date.or(Some(date));
            }
        } else {
            let action = action.get_or_insert_default();
            action.place.get_or_insert_with(|| LetterPlace { name: text.to_owned(), id: None });
        }
    }

    /// What happened to a letter at a place and a time; `more` keys are read elsewhere.
    fn action(&mut self, key: &str, value: &Node<'_>, more: &[&str]) -> Option<LetterAction> {
        if value.is_null() {
            return None;
        }
        let pairs = self.report.map(key, value, say::expected_letter_action())?;
        let mut action = LetterAction::default();
        let mut ends: [Option<Date>; 2] = [None, None];
        for pair in pairs {
            let value = &pair.value;
            match pair.key.as_ref() {
                "place" => action.place = self.letter_place(value),
                "date" => action.date = self.date("date", value),
                "not-before" => ends[0] = self.date("not-before", value),
                "not-after" => ends[1] = self.date("not-after", value),
                "conjecture" => action.conjecture = self.parts("conjecture", value),
                "uncertain" => action.uncertain = self.parts("uncertain", value),
                key if more.contains(&key) => {}
                _ => {
                    let known: Vec<&str> = KEYS.iter().chain(more).copied().collect();
                    self.report.unknown(pair, &known, SYNONYMS);
                }
            }
        }
        if action.date.is_none() {
            action.date = between(ends);
            action.is_between = action.date.is_some();
        }
        Some(action)
    }

    fn letter_place(&mut self, value: &Node<'_>) -> Option<LetterPlace> {
        let mut place = LetterPlace::default();
        match value.map() {
            None if value.is_null() => return None,
            None => place.name = self.report.text("place", value),
            Some(pairs) => {
                for pair in pairs {
                    match pair.key.as_ref() {
                        "literal" | "name" => place.name = self.report.text("literal", &pair.value),
                        "id" => {
                            place.id = Some(self.report.text("id", &pair.value)).filter(|id| !id.is_empty()).map(|id| Slug::from_stem(&id))
                        }
                        _ => self.report.unknown(pair, &["literal", "id"], &[("ref", "id")]),
                    }
                }
            }
        }
        (!place.name.is_empty() || place.id.is_some()).then_some(place)
    }

    /// Which parts are meant: one, or a list.
    fn parts(&mut self, key: &'static str, value: &Node<'_>) -> Vec<LetterPart> {
        let mut parts = Vec::new();
        for item in value.list().unwrap_or(std::slice::from_ref(value)).iter().filter(|item| !item.is_null()) {
            let name = self.report.text(key, item);
            match LetterPart::ALL.into_iter().find(|part| part.name() == name) {
                Some(part) => parts.push(part),
                None => {
                    let hint = meant(&name, LetterPart::ALL.iter().map(|part| part.name())).unwrap_or_else(say::letter_part_hint);
                    self.report.error(say::letter_part(&name), item.span, hint);
                }
            }
        }
        parts
    }

    fn forwarding(&mut self, value: &Node<'_>) -> Option<Forwarding> {
        let action = self.action("forwarded", value, &["type", "people"])?;
        let people = value.get("people").map_or_else(Vec::new, |people| self.people(Role::Contributor, people));
        let mut forwarding = Forwarding { people, action, ..Forwarding::default() };
        if let Some(kind) = value.get("type") {
            let name = self.report.text("type", kind);
            match ForwardingKind::ALL.into_iter().find(|kind| kind.name() == name) {
                Some(kind) => forwarding.kind = kind,
                None => {
                    let hint = meant(&name, ForwardingKind::ALL.iter().map(|kind| kind.name())).unwrap_or_else(say::letter_forwarding_hint);
                    self.report.error(say::letter_forwarding(&name), kind.span, hint);
                }
            }
        }
        Some(forwarding)
    }

    /// What is known of a letter once all keys are read: its date in lists and citations is that of its sending.
    pub(super) fn settle_letter(&mut self, meta: &mut Meta) {
        if !meta.is_letter() {
            return;
        }
        // `received: 1843-05-09` of a letter is the day on which it came.
        if meta.received_on().is_none()
            && let Some(at) = meta.dates.iter().position(|(name, _)| name == "received")
        {
            let (_, date) = meta.dates.remove(at);
            meta.way.received.get_or_insert_default().date = Some(date);
        }
        if let (Some(sent), Some(received)) = (meta.sent_on(), meta.received_on())
            && first_day(&sent) > last_day(&received)
        {
            let mut finding = Diagnostic::error(self.report.path, say::letter_order(sent.to_string(), received.to_string()))
                .hint(say::letter_order_hint());
            finding.span = meta.place_of("received").or_else(|| meta.place_of("x-received")).or_else(|| meta.place_of("sent"));
            self.report.diagnostics.push(finding);
        }
        meta.issued = meta.issued.or(meta.way.sent.as_ref().and_then(|sent| sent.date));
        if meta.kind == crate::reference::Kind::default() && !meta.places.iter().any(|(key, _)| key == "type") {
            meta.kind = crate::reference::Kind::Communication;
        }
        self.senders(meta);
    }

    /// A letter that does not say who wrote it may well be one of which nobody knows.
    fn senders(&mut self, meta: &Meta) {
        // What holds for many letters names nobody.
        let is_letter = self.report.path.extension() == "md";
        if !is_letter || meta.draft || meta.people.iter().any(|person| person.role == Role::Author) {
            return;
        }
        let place: Option<Span> = ["recipient", "sent", "received", "type"].iter().find_map(|key| meta.place_of(key));
        let mut finding = Diagnostic::notice(self.report.path, say::letter_sender()).hint(say::letter_sender_hint());
        finding.span = place;
        self.report.diagnostics.push(finding);
    }
}

/// The range between two dates, of which one may be unknown.
fn between(ends: [Option<Date>; 2]) -> Option<Date> {
    match ends {
        [Some(first), Some(last)] => Some(Date { start: first.start, end: Some(End::On(last.start)) }),
        [Some(first), None] => Some(Date { start: first.start, end: Some(End::Open) }),
        [None, Some(last)] => Some(Date { start: last.start, end: Some(End::Until) }),
        [None, None] => None,
    }
}

/// The first day that a date may be, as year, month and day; that of what nobody knows the beginning of is the first of all.
fn first_day(date: &Date) -> (i32, u8, u8) {
    if date.end == Some(End::Until) {
        return (i32::MIN, 0, 0);
    }
    (date.start.year, date.start.month.unwrap_or(0), date.start.day.unwrap_or(0))
}

/// The last day that a date may be.
fn last_day(date: &Date) -> (i32, u8, u8) {
    let day = match date.end {
        Some(End::Open) => return (i32::MAX, 0, 0),
        Some(End::On(end)) => end,
        Some(End::Until) | None => date.start,
    };
    (day.years().1, day.month.unwrap_or(u8::MAX), day.day.unwrap_or(u8::MAX))
}
