//! Letters: the index of correspondences, each correspondence, the calendar of each year, and what a letter's own page and those of
//! correspondents show of it.
//!
//! 1. [`index`], [`correspondence`] and [`year`]: the pages;
//! 2. [`way`]: a letter's own page;
//! 3. [`calendar`]: months in weeks; [`cmif`] and [`table`]: letters as data.

pub mod calendar;
pub mod cmif;
pub mod correspondence;
pub mod index;
mod sample;
pub mod table;
pub mod way;
pub mod year;

use super::{
    address,
    frame::Maker,
    page_path::PagePath,
    view::{Anchor, CorrespondenceLine, LetterLine},
};
use crate::{
    archive::{
        Capacity, Claim, Entity, Reader, Survey,
        letters::{Correspondent, Pair, Posted, Tally},
    },
    base::{Date, RelPath, date::End},
    config::Config,
    document::{AuthorityKind, LetterPlace},
};

/// How many letters stand on a page.
const LETTERS_PER_PAGE: usize = 200;

/// How many correspondences the page of somebody names.
pub const MOST_CORRESPONDENCES: usize = 100;

/// The letters as data.
pub const FILES: [&str; 3] = [address::CMIF, address::LETTER_TABLE, address::LETTER_JSON];

/// Makes these; none where there are no letters.
pub fn files(survey: &Survey<'_>, config: &Config) -> Vec<(RelPath, String)> {
    if survey.letters().is_empty() {
        return Vec::new();
    }
    let [mut csv, mut json] = [String::new(), String::new()];
    table::csv(survey, config, &mut csv);
    table::json(survey, config, &mut json);
    let tables = [(address::LETTER_TABLE, csv), (address::LETTER_JSON, json)];
    let all = cmif::make(survey, config).map(|text| (address::CMIF, text)).into_iter().chain(tables);
    all.map(|(path, text)| (RelPath::new(path), text)).collect()
}

/// A page of the correspondence of a pair; `None` if either is nobody any more.
fn address_of(reader: &Reader<'_>, pair: &Pair, page: usize) -> Option<String> {
    let place = |one: &Correspondent| reader.correspondent(one).map(|(kind, label)| (kind, label.slug));
    Some(address::correspondence(place(pair.first())?, place(pair.second())?, page))
}

/// The name of a correspondent.
fn name_of(reader: &Reader<'_>, one: &Correspondent) -> String {
    reader.correspondent(one).map(|(_, label)| label.name.to_owned()).unwrap_or_default()
}

/// The names of a pair: one of whom wrote to himself.
fn names_of(reader: &Reader<'_>, pair: &Pair) -> Vec<String> {
    let mut names = vec![name_of(reader, pair.first())];
    if pair.first() != pair.second() {
        names.push(name_of(reader, pair.second()));
    }
    names
}

/// The names of a pair as an index has them.
fn sorted_names_of(reader: &Reader<'_>, pair: &Pair) -> Vec<String> {
    let mut all = vec![pair.first(), pair.second()];
    all.dedup();
    all.into_iter().filter_map(|one| reader.correspondent(one)).map(|(_, label)| label.sort.to_owned()).collect()
}

/// A correspondent with his page.
fn linked(maker: &Maker<'_, '_>, path: &PagePath, one: &Correspondent) -> Anchor {
    let found = maker.reader.correspondent(one);
    found.map_or_else(Anchor::default, |(kind, label)| Anchor {
        href: path.to(&address::entity(kind, label.slug, 1)),
        title: label.name.to_owned(),
        ..Anchor::default()
    })
}

/// A place with its page.
fn place(maker: &Maker<'_, '_>, path: &PagePath, capacity: Capacity, place: Option<&LetterPlace>) -> Anchor {
    let Some(place) = place else { return Anchor::default() };
    let record = place.id.as_ref().and_then(|id| maker.reader.label(AuthorityKind::Places, id.as_str()));
    match record {
        Some(label) => {
            let title = if place.name.is_empty() { label.name } else { &place.name };
            Anchor { href: path.to(&address::entity(AuthorityKind::Places, label.slug, 1)), title: title.to_owned(), ..Anchor::default() }
        }
        None => maker.named(path, capacity, place.said()),
    }
}

/// The place that a letter names, for data: by its record, else by its name.
fn place_entity<'a>(survey: &Survey<'a>, capacity: Capacity, place: &LetterPlace) -> Option<&'a Entity> {
    let by_id = place.id.as_ref().and_then(|id| survey.entity(AuthorityKind::Places, id.as_str()));
    by_id.or_else(|| match survey.claim(capacity, place.said()) {
        Claim::One(kind, slug) => survey.entity(kind, &slug),
        Claim::Shared(_) | Claim::None => None,
    })
}

/// A letter in a list.
fn line(maker: &Maker<'_, '_>, path: &PagePath, posted: &Posted<'_>) -> Option<LetterLine> {
    let card = maker.reader.card(posted.slug)?;
    let letter = posted.letter;
    let people = |list: &[Correspondent]| list.iter().map(|one| linked(maker, path, one)).collect();
    let [from_place, to_place] = &letter.places;
    Some(LetterLine {
        id: String::new(),
        title: maker.titled(path.to(&address::document(posted.slug)), &card),
        from: people(&letter.from),
        to: people(&letter.to),
        date: letter.sent.map(|date| date.to_string()).unwrap_or_default(),
        is_between: letter.is_between,
        from_place: place(maker, path, Capacity::SentFrom, from_place.as_ref()),
        to_place: place(maker, path, Capacity::SentTo, to_place.as_ref()),
    })
}

/// The years of a tally, EDTF.
fn years_of(tally: &Tally) -> String {
    let range = |(first, last): (i32, i32)| {
        let (start, end) = (Date::year(first), Date::year(last).start);
        if first == last { start } else { Date { end: Some(End::On(end)), ..start } }
    };
    tally.years.map(|years| range(years).to_string()).unwrap_or_default()
}

/// The correspondences of somebody, those with most letters first, [`MOST_CORRESPONDENCES`] of them; and how many more there are.
pub fn of_somebody(maker: &Maker<'_, '_>, path: &PagePath, one: &Correspondent) -> (Vec<CorrespondenceLine>, usize) {
    let mut with = maker.reader.letters_with(one);
    with.sort_by(|a, b| b.2.count.cmp(&a.2.count).then_with(|| a.1.cmp(&b.1)));
    let more = with.len().saturating_sub(MOST_CORRESPONDENCES);
    let line = |(other, pair, tally): &(&Correspondent, Pair, Tally)| {
        Some(CorrespondenceLine {
            href: path.to(&address_of(maker.reader, pair, 1)?),
            names: vec![name_of(maker.reader, other)],
            count: tally.count,
            dates: years_of(tally),
        })
    };
    (with.iter().take(MOST_CORRESPONDENCES).filter_map(line).collect(), more)
}
