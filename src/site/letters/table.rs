//! `data/letters.csv` and `data/letters.json`: letters for those who draw networks of correspondence.

use serde_json::{Value, json};

use super::place_entity;
use crate::{
    archive::{Capacity, Claim, Front, Survey},
    base::RelPath,
    config::Config,
    document::{AuthorityKind, LetterAction, Meta},
    reference::Role,
    site::{
        address,
        data::{lines, public, push_row},
    },
};

/// The columns of the table; what they mean says `site/tables/letters.rs`.
const COLUMNS: [&str; 13] = [
    "document",
    "title",
    "sender",
    "sender_page",
    "recipient",
    "recipient_page",
    "sent",
    "sent_first",
    "sent_place",
    "received",
    "received_place",
    "page_url",
    "certainty",
];

/// A name with the page of whom it means; both empty if nobody is named.
type Named = (String, String);

/// A line for each sender and addressee of each letter, in order of dates: what is sent by two to one is two lines. Dates are EDTF,
/// `sent_first` is the first day, month or year of it, which other programs read.
pub fn rows(survey: &Survey<'_>, config: &Config, put: &mut dyn FnMut([&str; 13])) {
    for posted in survey.letters() {
        let Some(front) = survey.front(posted.slug) else { continue };
        let meta = front.meta;
        let certainty = if is_doubted(meta) { "low" } else { "" };
        let [sent, first, received] = dates(meta);
        let [from, to] = [Role::Author, Role::Recipient].map(|role| people(survey, config, meta, role));
        let [sent_place, received_place] = places(survey, config, meta).map(|place| place["name"].as_str().unwrap_or_default().to_owned());
        let nobody = || vec![Named::default()];
        for (sender, sender_page) in if from.is_empty() { nobody() } else { from } {
            for (recipient, recipient_page) in if to.is_empty() { nobody() } else { to.clone() } {
                put([
                    front.slug.as_str(),
                    &meta.title,
                    &sender,
                    &sender_page,
                    &recipient,
                    &recipient_page,
                    &sent,
                    &first,
                    &sent_place,
                    &received,
                    &received_place,
                    &url(config, front),
                    certainty,
                ]);
            }
        }
    }
}

/// The same as a file (CSV, RFC 4180).
pub fn csv(survey: &Survey<'_>, config: &Config, csv: &mut String) {
    push_row(csv, COLUMNS);
    rows(survey, config, &mut |row| push_row(csv, row));
}

/// The same as JSON, an object for each letter.
pub fn json(survey: &Survey<'_>, config: &Config, text: &mut String) {
    let letters = survey.letters();
    let value = |front: Front<'_>| {
        let meta = front.meta;
        let named = |list: Vec<Named>| list.into_iter().map(|(name, page)| json!({"name": name, "page": page})).collect::<Vec<Value>>();
        let [sent, first, received] = dates(meta);
        let [sent_place, received_place] = places(survey, config, meta);
        json!({
            "document": front.slug.as_str(),
            "title": meta.title,
            "senders": named(people(survey, config, meta, Role::Author)),
            "recipients": named(people(survey, config, meta, Role::Recipient)),
            "sent": {"date": sent, "first": first, "place": sent_place},
            "received": {"date": received, "place": received_place},
            "page_url": url(config, front),
        })
    };
    lines(text, letters.len(), letters.iter().filter_map(|posted| survey.front(posted.slug)).map(value));
}

fn url(config: &Config, front: Front<'_>) -> String {
    public(config, &RelPath::new(&address::document(front.slug)))
}

/// When it was sent, the beginning of that as ISO 8601-1, and when it came.
fn dates(meta: &Meta) -> [String; 3] {
    let (sent, received) = (meta.sent_on(), meta.received_on());
    let first = sent.and_then(|date| date.iso()).unwrap_or_default();
    let first = first.split('/').next().unwrap_or_default().to_owned();
    [sent.map(|date| date.to_string()).unwrap_or_default(), first, received.map(|date| date.to_string()).unwrap_or_default()]
}

fn is_doubted(meta: &Meta) -> bool {
    [meta.sent_on(), meta.received_on()].into_iter().flatten().any(|date| date.is_doubted())
        || [&meta.way.sent, &meta.way.received].into_iter().flatten().any(|action| !action.uncertain.is_empty())
}

fn people(survey: &Survey<'_>, config: &Config, meta: &Meta, role: Role) -> Vec<Named> {
    let of_role = meta.people.iter().filter(|person| person.role == role);
    of_role
        .map(|person| match survey.person(person) {
            Claim::One(kind, slug) => {
                let name = survey.label(kind, &slug).map_or_else(|| person.name.display(), |label| label.name.to_owned());
                (name, public(config, &RelPath::new(&address::entity(kind, &slug, 1))))
            }
            Claim::Shared(_) | Claim::None => (person.name.display(), String::new()),
        })
        .collect()
}

/// Where it was sent, and where it came.
fn places(survey: &Survey<'_>, config: &Config, meta: &Meta) -> [Value; 2] {
    [(Capacity::SentFrom, &meta.way.sent), (Capacity::SentTo, &meta.way.received)]
        .map(|(capacity, action)| place_of(survey, config, capacity, action.as_ref()))
}

/// A place with its page and where it is on the Earth.
fn place_of(survey: &Survey<'_>, config: &Config, capacity: Capacity, action: Option<&LetterAction>) -> Value {
    let Some(place) = action.and_then(|action| action.place.as_ref()) else { return Value::Null };
    let Some(entity) = place_entity(survey, capacity, place) else { return json!({"name": place.said()}) };
    let mut value = json!({
        "name": if place.name.is_empty() { &entity.name } else { &place.name },
        "page": public(config, &RelPath::new(&address::entity(AuthorityKind::Places, &entity.slug, 1))),
    });
    if let (Some(point), Some(object)) = (entity.record.as_ref().and_then(|record| record.coordinates), value.as_object_mut()) {
        object.insert("latitude".into(), point.latitude.into());
        object.insert("longitude".into(), point.longitude.into());
    }
    value
}
