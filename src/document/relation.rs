//! How people, bodies, places and topics are related, as their records say it.

use serde::{Deserialize, Serialize};

use super::{AuthorityKind, report::Report};
use crate::base::{Date, Span, say, text, yaml::Node};

/// A relation of a record to another, as written in the record (`relations`).
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// What the record is to the other.
    pub kind: RelationKind,
    /// The kind of the other record, where it is written before the id: `people/ann-berg`.
    pub folder: Option<AuthorityKind>,
    /// The id of the other record, or one of its names.
    pub to: String,
    /// When it was so (`dates`).
    pub dates: Option<Date>,
    /// What more there is to say (`note`), plain.
    pub note: String,
    /// Where it is written in the file.
    pub source: Span,
}

/// What somebody or something is to another. Each has an inverse, which stands on the other's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    ChildOf,
    ParentOf,
    SpouseOf,
    SiblingOf,
    MemberOf,
    HasMember,
    PartOf,
    HasPart,
    PrecededBy,
    SucceededBy,
    LocatedIn,
    LocationOf,
    /// What `born: {place: …}` says.
    BornIn,
    BirthplaceOf,
    /// What `died: {place: …}` says.
    DiedIn,
    DeathplaceOf,
    AssociatedWith,
    /// It is another, though it looks the same: then `check` does not ask any more.
    DifferentFrom,
}

impl RelationKind {
    /// All of them, in the order in which pages show them.
    pub const ALL: [Self; 18] = [
        Self::ChildOf,
        Self::ParentOf,
        Self::SpouseOf,
        Self::SiblingOf,
        Self::MemberOf,
        Self::HasMember,
        Self::PartOf,
        Self::HasPart,
        Self::PrecededBy,
        Self::SucceededBy,
        Self::LocatedIn,
        Self::LocationOf,
        Self::BornIn,
        Self::BirthplaceOf,
        Self::DiedIn,
        Self::DeathplaceOf,
        Self::AssociatedWith,
        Self::DifferentFrom,
    ];

    /// As records have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ChildOf => "child-of",
            Self::ParentOf => "parent-of",
            Self::SpouseOf => "spouse-of",
            Self::SiblingOf => "sibling-of",
            Self::MemberOf => "member-of",
            Self::HasMember => "has-member",
            Self::PartOf => "part-of",
            Self::HasPart => "has-part",
            Self::PrecededBy => "preceded-by",
            Self::SucceededBy => "succeeded-by",
            Self::LocatedIn => "located-in",
            Self::LocationOf => "location-of",
            Self::BornIn => "born-in",
            Self::BirthplaceOf => "birthplace-of",
            Self::DiedIn => "died-in",
            Self::DeathplaceOf => "deathplace-of",
            Self::AssociatedWith => "associated-with",
            Self::DifferentFrom => "different-from",
        }
    }

    /// The relation of that name, if it may be written under `relations`.
    pub fn named(name: &str) -> Option<Self> {
        Self::written().find(|kind| kind.name() == name)
    }

    /// Those that may be written under `relations`; births and deaths have keys of their own.
    pub fn written() -> impl Iterator<Item = Self> {
        use RelationKind::{BirthplaceOf, BornIn, DeathplaceOf, DiedIn};
        Self::ALL.into_iter().filter(|kind| !matches!(kind, BornIn | BirthplaceOf | DiedIn | DeathplaceOf))
    }

    /// What the other is then.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::ChildOf => Self::ParentOf,
            Self::ParentOf => Self::ChildOf,
            Self::MemberOf => Self::HasMember,
            Self::HasMember => Self::MemberOf,
            Self::PartOf => Self::HasPart,
            Self::HasPart => Self::PartOf,
            Self::PrecededBy => Self::SucceededBy,
            Self::SucceededBy => Self::PrecededBy,
            Self::LocatedIn => Self::LocationOf,
            Self::LocationOf => Self::LocatedIn,
            Self::BornIn => Self::BirthplaceOf,
            Self::BirthplaceOf => Self::BornIn,
            Self::DiedIn => Self::DeathplaceOf,
            Self::DeathplaceOf => Self::DiedIn,
            Self::SpouseOf | Self::SiblingOf | Self::AssociatedWith | Self::DifferentFrom => self,
        }
    }

    /// Whether nothing can stand above itself in it, however long the way: nobody is their own grandparent.
    pub fn is_hierarchy(self) -> bool {
        matches!(self, Self::ChildOf | Self::PartOf | Self::LocatedIn | Self::PrecededBy)
    }

    /// The kinds of record to which one of the kind `from` may be so related, best first; none if it is no relation of that kind.
    pub fn admits(self, from: AuthorityKind) -> &'static [AuthorityKind] {
        use AuthorityKind::{Organizations, People, Places, Topics};
        const SAME: [&[AuthorityKind]; 4] = [&[People], &[Organizations], &[Places], &[Topics]];
        const ANY: [&[AuthorityKind]; 4] = [
            &[People, Organizations, Places, Topics],
            &[Organizations, People, Places, Topics],
            &[Places, People, Organizations, Topics],
            &[Topics, People, Organizations, Places],
        ];
        let of = |list: [&'static [AuthorityKind]; 4]| {
            let [people, organizations, places, topics] = list;
            match from {
                People => people,
                Organizations => organizations,
                Places => places,
                Topics => topics,
            }
        };
        match self {
            Self::ChildOf | Self::ParentOf | Self::SpouseOf | Self::SiblingOf => of([&[People], &[], &[], &[]]),
            Self::MemberOf => of([&[Organizations], &[Organizations], &[], &[]]),
            Self::HasMember => of([&[], &[People, Organizations], &[], &[]]),
            Self::PartOf | Self::HasPart => of([&[], &[Organizations], &[Places], &[Topics]]),
            Self::PrecededBy | Self::SucceededBy => of(SAME),
            Self::LocatedIn | Self::BornIn | Self::DiedIn => of([&[Places], &[Places], &[Places], &[Places]]),
            Self::LocationOf | Self::BirthplaceOf | Self::DeathplaceOf => of([&[], &[], &[Organizations, People, Places, Topics], &[]]),
            Self::AssociatedWith | Self::DifferentFrom => of(ANY),
        }
    }
}

/// `relations`: a list of mappings, `{member-of: id, dates: …, note: …}`; a relation may have a list of ids.
pub(super) fn read(report: &mut Report<'_>, from: AuthorityKind, value: &Node<'_>) -> Vec<Relation> {
    let items = match value.map() {
        Some(_) => std::slice::from_ref(value),
        None => report.list("relations", value, say::expected_relations()),
    };
    items.iter().flat_map(|item| relation(report, from, item)).collect()
}

fn relation(report: &mut Report<'_>, from: AuthorityKind, item: &Node<'_>) -> Vec<Relation> {
    let Some(pairs) = item.map() else {
        report.wrong("relations", item, say::expected_relations());
        return Vec::new();
    };
    let (mut found, mut dates, mut note) = (Vec::new(), None, String::new());
    for pair in pairs {
        let value = &pair.value;
        match pair.key.as_ref() {
            "dates" => dates = date(report, "dates", value),
            "note" => note = text::squeeze(&report.text("note", value)),
            key => match RelationKind::named(key) {
                Some(kind) if kind.admits(from).is_empty() => {
                    report.error(say::bad_relation_kind(key, from.folder()), pair.place, say::bad_relation_kind_hint(names(from)));
                }
                Some(kind) => {
                    for to in value.list().unwrap_or(std::slice::from_ref(value)) {
                        let written = text::squeeze(&report.text(key, to));
                        if !written.is_empty() {
                            found.push((kind, written, to.span));
                        }
                    }
                }
                None => {
                    let known: Vec<&str> = RelationKind::written().map(RelationKind::name).chain(["dates", "note"]).collect();
                    report.unknown(pair, &known, SYNONYMS);
                }
            },
        }
    }
    if found.is_empty() && !pairs.iter().any(|pair| !["dates", "note"].contains(&pair.key.as_ref())) {
        report.error(say::bad_relation_empty(), item.span, say::bad_relation_empty_hint(names(from)));
    }
    let relation = |(kind, written, place): (RelationKind, String, Span)| {
        let (folder, to) = target(&written);
        Relation { kind, folder, to, dates, note: note.clone(), source: report.span(place) }
    };
    found.into_iter().map(relation).collect()
}

/// What others call the relations.
const SYNONYMS: &[(&str, &str)] = &[
    ("son-of", "child-of"),
    ("daughter-of", "child-of"),
    ("father-of", "parent-of"),
    ("mother-of", "parent-of"),
    ("husband-of", "spouse-of"),
    ("wife-of", "spouse-of"),
    ("married-to", "spouse-of"),
    ("brother-of", "sibling-of"),
    ("sister-of", "sibling-of"),
    ("broader", "part-of"),
    ("narrower", "has-part"),
    ("successor-of", "preceded-by"),
    ("predecessor-of", "succeeded-by"),
    ("related-to", "associated-with"),
    ("when", "dates"),
    ("date", "dates"),
];

/// The relations that records of a kind have, for hints.
fn names(from: AuthorityKind) -> String {
    let names: Vec<String> =
        RelationKind::written().filter(|kind| !kind.admits(from).is_empty()).map(|kind| format!("`{}`", kind.name())).collect();
    names.join(", ")
}

/// A record as written, its kind before a slash if that is given.
pub(super) fn target(written: &str) -> (Option<AuthorityKind>, String) {
    match written.split_once('/').and_then(|(folder, id)| Some((AuthorityKind::named(folder)?, id))) {
        Some((kind, id)) => (Some(kind), id.to_owned()),
        None => (None, written.to_owned()),
    }
}

/// A date or a range of dates; one that is none is reported.
pub(super) fn date(report: &mut Report<'_>, key: &str, value: &Node<'_>) -> Option<Date> {
    let text = report.text(key, value);
    if text.is_empty() {
        return None;
    }
    let date = Date::parse(&text);
    if date.is_none() {
        report.error(say::bad_date_range(&text), value.span, say::bad_date_range_hint());
    }
    date
}
