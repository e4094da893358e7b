//! What a letter's own page says of its way, and of the letters around it.

use super::{address_of, names_of, place};
use crate::{
    archive::{Capacity, Found, Thing},
    base::Slug,
    document::{Document, LetterAction, LetterPart, letter::Forwarding},
    site::{address, frame::Maker, page_path::PagePath, view::*},
};

/// The way of a letter; `None` of what is none.
pub fn of_document(maker: &Maker<'_, '_>, path: &PagePath, document: &Document) -> Option<LetterView> {
    let meta = &document.meta;
    let (letter, neighbours) = if meta.is_letter() { maker.reader.letter(&document.slug)? } else { return None };
    let card = |slug: Option<&Slug>| slug.and_then(|slug| Some(maker.card(path, &maker.reader.card(slug)?))).unwrap_or_default();
    let correspondences = neighbours.iter().filter_map(|around| {
        Some(NeighboursView {
            href: path.to(&address_of(maker.reader, around.pair, 1)?),
            names: names_of(maker.reader, around.pair),
            before: card(around.before),
            after: card(around.after),
        })
    });
    let year = letter.sent.map(|date| date.start.year).filter(|year| letter.may_be_of(*year));
    Some(LetterView {
        sent: LetterActionView {
            date: meta.sent_on().map(|date| date.to_string()).unwrap_or_default(),
            ..action(maker, path, Capacity::SentFrom, meta.way.sent.as_ref())
        },
        received: action(maker, path, Capacity::SentTo, meta.way.received.as_ref()),
        forwarded: meta.way.forwarded.iter().map(|forwarding| passed_on(maker, path, forwarding)).collect(),
        correspondences: correspondences.collect(),
        before: named(maker, path, document, &meta.way.before),
        after: named(maker, path, document, &meta.way.after),
        year_href: year.map(|year| path.to(&address::letter_year(Some(year), 1))).unwrap_or_default(),
    })
}

fn action(maker: &Maker<'_, '_>, path: &PagePath, capacity: Capacity, action: Option<&LetterAction>) -> LetterActionView {
    let Some(action) = action else { return LetterActionView::default() };
    let names = |parts: &[LetterPart]| parts.iter().map(|part| part.name()).collect();
    LetterActionView {
        place: place(maker, path, capacity, action.place.as_ref()),
        date: action.date.map(|date| date.to_string()).unwrap_or_default(),
        is_between: action.is_between,
        conjecture: names(&action.conjecture),
        uncertain: names(&action.uncertain),
    }
}

fn passed_on(maker: &Maker<'_, '_>, path: &PagePath, forwarding: &Forwarding) -> ForwardingView {
    ForwardingView {
        kind: forwarding.kind.name(),
        people: forwarding.people.iter().map(|person| maker.person(path, person)).collect(),
        action: action(maker, path, Capacity::SentTo, Some(&forwarding.action)),
    }
}

/// A letter that another one names, with its page; its name as written where it is not in the archive.
fn named(maker: &Maker<'_, '_>, path: &PagePath, document: &Document, said: &str) -> Anchor {
    if said.is_empty() {
        return Anchor::default();
    }
    let (found, _) = maker.reader.find_address(&document.path, said, "");
    let card = match found {
        Found::Thing(Thing::Document(slug)) => maker.reader.card(&slug),
        _ => None,
    };
    match card {
        Some(card) => maker.titled(path.to(&address::document(card.slug)), &card),
        None => Anchor { title: said.to_owned(), ..Anchor::default() },
    }
}
