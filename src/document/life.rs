//! Where and when a life begins and ends: `born` and `died` of a person, `founded` and `dissolved` of a body.

use super::{
    AuthorityKind,
    relation::{self, Relation, RelationKind},
    report::Report,
};
use crate::base::{
    Date, Span,
    date::{Day, End},
    say, text,
    yaml::Node,
};

/// The beginning or the end of a life.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// When.
    pub date: Option<Date>,
    /// Where: the id or name of a place, as written; it may have no record. Empty if nothing is said.
    pub place: String,
    /// Where it is written in the file.
    pub source: Span,
}

/// The keys of an event.
const KEYS: &[&str] = &["date", "place"];

/// `1843-05-02`, or `{date: 1843-05-02, place: narva}`.
pub(super) fn read(report: &mut Report<'_>, key: &str, value: &Node<'_>) -> Option<Event> {
    let mut event = Event { source: report.span(value.span), ..Event::default() };
    match value.map() {
        None if value.is_null() => return None,
        None => event.date = relation::date(report, key, value),
        Some(pairs) => {
            for pair in pairs {
                match pair.key.as_ref() {
                    "date" => event.date = relation::date(report, "date", &pair.value),
                    "place" => event.place = text::squeeze(&report.text("place", &pair.value)),
                    _ => report.unknown(pair, KEYS, &[("when", "date"), ("dates", "date"), ("where", "place")]),
                }
            }
        }
    }
    (event.date.is_some() || !event.place.is_empty()).then_some(event)
}

/// What the places of a life are to the one who lived it.
pub(super) fn relations(born: Option<&Event>, died: Option<&Event>) -> Vec<Relation> {
    let of = |event: Option<&Event>, kind: RelationKind| {
        let event = event.filter(|event| !event.place.is_empty())?;
        let (folder, to) = relation::target(&event.place);
        let folder = folder.or(Some(AuthorityKind::Places));
        Some(Relation { kind, folder, to, dates: event.date, note: String::new(), source: event.source })
    };
    of(born, RelationKind::BornIn).into_iter().chain(of(died, RelationKind::DiedIn)).collect()
}

/// The dates of a life that its beginning and its end give.
pub(super) fn dates(born: Option<Date>, died: Option<Date>) -> Option<Date> {
    let last = |date: Date| match date.end {
        Some(End::On(end)) => end,
        _ => date.start,
    };
    match (born, died) {
        (Some(born), Some(died)) if last(died).years().1 >= born.start.years().0 => {
            Some(Date { start: born.start, end: Some(End::On(last(died))) })
        }
        (Some(born), _) => Some(Date { start: born.start, end: Some(End::Open) }),
        (None, Some(died)) => Some(Date { start: last(died), end: Some(End::Until) }),
        (None, None) => None,
    }
}

/// Says of a life that ends before it begins, or that is not where `dates` has it.
pub(super) fn check(report: &mut Report<'_>, dates: Option<(Date, Span)>, born: Option<&Event>, died: Option<&Event>) {
    let date = |event: Option<&Event>| event.and_then(|event| Some((event.date?.start, event.source)));
    let mut contradict = |one: Day, other: Day, place: Span| {
        let problem = say::bad_dates(other.to_string(), one.to_string());
        report.diagnostics.push(crate::base::Diagnostic::warning(report.path, problem).at(place).hint(say::bad_dates_hint()));
    };
    if let (Some((born, _)), Some((died, place))) = (date(born), date(died))
        && died.years().1 < born.years().0
    {
        return contradict(born, died, place);
    }
    let Some((dates, place)) = dates else { return };
    let apart = |one: Day, other: Day| one.years().1 < other.years().0 || other.years().1 < one.years().0;
    for (said, event) in [(dates.begins(), date(born)), (dates.ends(), date(died))] {
        if let (Some(said), Some((event, _))) = (said, event)
            && !said.is_doubted()
            && !event.is_doubted()
            && apart(said, event)
        {
            contradict(event, said, place);
        }
    }
}
