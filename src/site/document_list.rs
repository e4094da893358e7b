//! The list of documents, newest first: of all of them, and of those of a type or a language.
//!
//! What stands on one page is divided and ordered there by `assets/lists.js`; the pages by type and language are for longer lists, and for
//! readers without scripts.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    address,
    document_group::DocumentGroup,
    frame::{Maker, Run, count_pages, on_page, pager},
    glance,
    indexes::newest_first,
    kind::PageKind,
    page_path::PagePath,
    templates::sample,
    view::*,
};
use crate::{
    archive::{Catalogue, Listed},
    base::{Date, Slug},
};

/// How many documents stand on a page of their list.
const PER_PAGE: usize = 200;

/// The list of documents.
pub struct Documents;

impl PageKind for Documents {
    const NAME: &'static str = "Documents";
    const IS_IN_EACH: bool = true;
    type Of = ();
    type View = DocumentsView;

    fn all(_: &Catalogue) -> Vec<()> {
        vec![()]
    }

    fn make(maker: &Maker<'_, '_>, (): &()) {
        make(maker, None);
    }
}

/// The documents of a type or a language.
pub struct DocumentsOf;

impl PageKind for DocumentsOf {
    const NAME: &'static str = "DocumentsOf";
    // They say what the list of all says.
    const IS_LISTED: bool = false;
    const IS_IN_EACH: bool = true;
    type Of = DocumentGroup;
    type View = DocumentsView;

    fn all(catalogue: &Catalogue) -> Vec<DocumentGroup> {
        let listed = catalogue.documents().values().map(|document| Listed::of(document));
        divisions(listed).into_keys().collect()
    }

    fn make(maker: &Maker<'_, '_>, of: &DocumentGroup) {
        make(maker, Some(of));
    }
}

impl PageView for DocumentsView {
    const TEMPLATE: &'static str = "documents.html";

    fn sample() -> Self {
        let way = |label: &str, current| InitialLink { label: sample::text(label), href: sample::text("a.html"), count: 2, current };
        DocumentsView {
            page: sample::page(),
            count: 2,
            all: 3,
            all_href: sample::text("index.html"),
            division: "type",
            value: sample::text("interview"),
            types: vec![way("interview", true), way("letter", false)],
            languages: vec![way("en", false), way("ru", false)],
            is_grouped: true,
            years: vec![YearOfDocuments { id: sample::text("year-2022"), date: sample::text("2022"), documents: vec![sample::card()] }],
            pager: sample::pager(),
        }
    }
}

/// The types and languages that divide documents, with how many there are of each: nothing that all have in common.
fn divisions<'d>(documents: impl Iterator<Item = Listed<'d>>) -> BTreeMap<DocumentGroup, usize> {
    let mut counts: BTreeMap<DocumentGroup, usize> = BTreeMap::new();
    for document in documents {
        for group in DocumentGroup::of(&document) {
            *counts.entry(group).or_default() += 1;
        }
    }
    let of = |counts: &BTreeMap<DocumentGroup, usize>, name: &str| counts.keys().filter(|group| group.name() == name).count();
    let divides = ["type", "language"].map(|name| (name, of(&counts, name) > 1));
    counts.retain(|group, _| divides.contains(&(group.name(), true)));
    counts
}

/// A list as each page of it shows it.
#[derive(Serialize)]
struct List<'l> {
    group: Option<&'l DocumentGroup>,
    /// How many documents there are in all.
    all: usize,
    divisions: Vec<(DocumentGroup, usize)>,
    /// Whether a heading for each year would stand over more than itself.
    is_grouped: bool,
}

fn make(maker: &Maker<'_, '_>, group: Option<&DocumentGroup>) {
    let mut list = newest_first(maker);
    let all = list.len();
    let mut divisions: Vec<(DocumentGroup, usize)> = divisions(list.iter().copied()).into_iter().collect();
    divisions.sort_by(|a, b| a.0.name().cmp(b.0.name()).then(b.1.cmp(&a.1)).then_with(|| a.0.cmp(&b.0)));
    if let Some(group) = group {
        list.retain(|document| DocumentGroup::of(document).contains(group));
    }
    let is_grouped = is_grouped(list.iter().map(|document| document.issued.map(|date| date.start.year)));
    let of = List { group, all, divisions, is_grouped };
    let pages = count_pages(list.len(), PER_PAGE);
    for nth in 1..=pages {
        let path = maker.at(&address_of(group, nth));
        let keys = on_page(list.iter(), nth, PER_PAGE).map(|document| document.slug).collect();
        maker.part(&path, &Run { of: &of, count: list.len(), pages, nth, keys }, page);
    }
}

/// Whether years are worth a heading each: most stand over two documents or more.
fn is_grouped(years: impl Iterator<Item = Option<i32>>) -> bool {
    let years: Vec<Option<i32>> = years.collect();
    let different = years.chunk_by(|a, b| a == b).count();
    different > 1 && years.len() >= 2 * different
}

fn page(maker: &Maker<'_, '_>, path: &PagePath, run: &Run<'_, List<'_>, Slug>) -> View {
    let cards = run.keys.iter().filter_map(|slug| maker.reader.card(slug));
    let way = |(group, count): &(DocumentGroup, usize)| InitialLink {
        label: group.value().to_owned(),
        href: path.to(&address_of(Some(group), 1)),
        count: *count,
        current: run.of.group == Some(group),
    };
    let ways = |name: &str| run.of.divisions.iter().filter(|(group, _)| group.name() == name).map(way).collect();
    View::of(DocumentsView {
        page: maker.frame(path, "documents", &maker.config.lang, "documents"),
        count: run.count,
        all: run.of.all,
        all_href: path.to(address::DOCUMENTS),
        division: run.of.group.map_or("", DocumentGroup::name),
        value: run.of.group.map_or_else(String::new, |group| group.value().to_owned()),
        types: ways("type"),
        languages: ways("language"),
        is_grouped: run.of.is_grouped,
        years: by_year(maker, path, cards),
        pager: pager(path, run.nth, run.pages, |n| address_of(run.of.group, n)),
    })
}

fn address_of(group: Option<&DocumentGroup>, nth: usize) -> String {
    match group {
        Some(group) => address::documents_of(group.name(), group.value(), nth),
        None => address::documents(nth),
    }
}

/// A stretch of the list of documents, by years.
fn by_year<'a>(maker: &Maker<'_, '_>, path: &PagePath, run: impl Iterator<Item = Listed<'a>>) -> Vec<YearOfDocuments> {
    let mut years: Vec<(Option<i32>, YearOfDocuments)> = Vec::new();
    for document in run {
        let issued = document.issued.map(|date| date.start.year);
        let card = glance::card(maker, path, &document);
        match years.last_mut() {
            Some((last, year)) if *last == issued => year.documents.push(card),
            _ => {
                let id = issued.map_or_else(|| "undated".to_owned(), year_id);
                let date = issued.map(|year| Date::year(year).to_string()).unwrap_or_default();
                years.push((issued, YearOfDocuments { id, date, documents: vec![card] }));
            }
        }
    }
    years.into_iter().map(|(_, year)| year).collect()
}

/// Where the list of documents shows the `place`th (from 0), at its year.
pub fn document_place(place: usize, issued: i32) -> String {
    format!("{}#{}", address::documents(place / PER_PAGE + 1), year_id(issued))
}

/// The fragment of a year in the list of documents.
fn year_id(issued: i32) -> String {
    format!("year-{issued}")
}

#[cfg(test)]
mod tests {
    use super::is_grouped;

    #[test]
    fn years_stand_over_more_than_themselves() {
        let check = |years: &[i32], grouped| {
            assert_eq!(is_grouped(years.iter().map(|year| Some(*year).filter(|year| *year > 0))), grouped, "{years:?}")
        };
        check(&[], false);
        check(&[1850, 1843], false);
        check(&[1850, 1850, 1843], false);
        check(&[1850, 1850, 1843, 1843], true);
        check(&[1850, 1850, 1850, 1843, 0, 0], true);
        // One heading over all says no more than the list.
        check(&[1850, 1850, 1850], false);
    }
}
