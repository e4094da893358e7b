//! The way of a letter: who sent it from where and when, and to whom it came (TEI P5, 2.4.6 `correspDesc`).

use serde::{Deserialize, Serialize};

use super::{Meta, Person};
use crate::{
    base::{Date, Slug},
    reference::{Kind, Role},
};

/// What the front matter says of a letter's way, besides its senders (`author`) and addressees (`recipient`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterWay {
    /// `sent`.
    pub sent: Option<LetterAction>,
    /// `received`.
    pub received: Option<LetterAction>,
    /// `forwarded`: what became of it on its way, in the order of the file.
    pub forwarded: Vec<Forwarding>,
    /// `letter-before`: the letter that it answers or follows, as written; empty if none is named.
    pub before: String,
    /// `letter-after`: the letter that answers or follows it.
    pub after: String,
}

/// What happened to a letter at a place and a time (`correspAction`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterAction {
    pub place: Option<LetterPlace>,
    /// The day; of a range, the days from which to which it went on, or, with [`is_between`](Self::is_between), between which it was.
    pub date: Option<Date>,
    /// Whether it was on one day between the ends of its range (`not-before`, `not-after`).
    pub is_between: bool,
    /// What the letter itself does not say, but its editors know (`conjecture`, TEI's `@evidence`).
    pub conjecture: Vec<LetterPart>,
    /// What they are not sure of (`uncertain`, TEI's `@cert`).
    pub uncertain: Vec<LetterPart>,
}

impl LetterAction {
    /// Whether the editors inferred a part.
    pub fn is_conjecture(&self, part: LetterPart) -> bool {
        self.conjecture.contains(&part)
    }

    /// Whether the editors doubt a part.
    pub fn is_uncertain(&self, part: LetterPart) -> bool {
        self.uncertain.contains(&part)
    }
}

/// A part of what happened to a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LetterPart {
    /// Who sent or received it.
    People,
    Place,
    Date,
}

impl LetterPart {
    /// All parts.
    pub const ALL: [Self; 3] = [Self::People, Self::Place, Self::Date];

    /// Its name in front matter.
    pub fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Place => "place",
            Self::Date => "date",
        }
    }
}

impl LetterWay {
    /// The places and names that it says, in the order of the way.
    pub fn words(&self) -> impl Iterator<Item = String> {
        let place = |action: &LetterAction| action.place.as_ref().map(|place| place.name.clone());
        let forwarded =
            self.forwarded.iter().flat_map(move |one| one.people.iter().map(|person| person.name.display()).chain(place(&one.action)));
        self.sent.iter().chain(&self.received).filter_map(place).chain(forwarded)
    }
}

/// A place as a letter names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterPlace {
    /// Its name; empty if only a record is named.
    pub name: String,
    /// The record that says which place is meant (`id`).
    pub id: Option<Slug>,
}

impl LetterPlace {
    /// Its name, or the record's where only that is named.
    pub fn said(&self) -> &str {
        self.id.as_ref().filter(|_| self.name.is_empty()).map_or(&self.name, |id| id.as_str())
    }
}

/// Somebody who passed a letter on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forwarding {
    pub kind: ForwardingKind,
    /// Who did it.
    pub people: Vec<Person>,
    pub action: LetterAction,
}

/// How a letter was passed on (TEI P5, `correspAction/@type`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ForwardingKind {
    /// By a messenger, or by post on its way.
    Transmitted,
    /// To another address, unread.
    Redirected,
    /// To somebody else, by who had received it.
    #[default]
    Forwarded,
}

impl ForwardingKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Transmitted, Self::Redirected, Self::Forwarded];

    /// Its name in front matter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Transmitted => "transmitted",
            Self::Redirected => "redirected",
            Self::Forwarded => "forwarded",
        }
    }
}

impl Meta {
    /// Whether it is a letter: CSL says so, or it has an addressee, or it says that it was sent or received.
    pub fn is_letter(&self) -> bool {
        self.kind == Kind::Communication
            || self.way.sent.is_some()
            || self.way.received.is_some()
            || self.people.iter().any(|person| person.role == Role::Recipient)
    }

    /// When it was sent, as far as it says so; CSL's date of a letter is that of its sending.
    pub fn sent_on(&self) -> Option<Date> {
        self.way.sent.as_ref().and_then(|sent| sent.date).or(self.issued)
    }

    /// When it came.
    pub fn received_on(&self) -> Option<Date> {
        self.way.received.as_ref().and_then(|received| received.date)
    }
}
