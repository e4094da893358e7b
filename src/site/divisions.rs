//! The divisions of the citation index: by year, type and language, and the works that the archive cites and does not hold.
//!
//! Their pages are lists of short lines, so that an index of 100,000 works stays light; the works' own pages say the rest.

use super::{
    address,
    frame::{Maker, Run, count_pages, on_page, pager, year},
    indexes::most_cited,
    kind::PageKind,
    page_path::PagePath,
    templates::sample,
    view::*,
    work_page::{grave, lang_in_lists},
};
use crate::{
    archive::{Catalogue, Work, works::Group},
    reference::Name,
};

/// How many works stand on a page.
const PER_PAGE: usize = 300;
/// How many works that are not held are ranked.
const MOST_WANTED: usize = 300;

/// The works of a year, type or language.
pub struct Division;

impl PageKind for Division {
    const NAME: &'static str = "Division";
    const IS_IN_EACH: bool = true;
    type Of = Group;
    type View = WorksView;

    fn all(catalogue: &Catalogue) -> Vec<Group> {
        catalogue.works().groups().keys().cloned().collect()
    }

    fn make(maker: &Maker<'_, '_>, of: &Group) {
        division(maker, of);
    }
}

impl PageView for WorksView {
    const TEMPLATE: &'static str = "works.html";

    fn sample() -> Self {
        WorksView {
            page: sample::page(),
            division: "year",
            value: sample::text("1999"),
            count: 1,
            works: vec![ShortWork {
                href: sample::text("../works/a.html"),
                authors: sample::text("Ilves, Marta"),
                title: sample::text("T"),
                year: sample::text("1999"),
                lang: sample::text("et"),
                documents: 2,
                grave: "retraction",
            }],
            pager: sample::pager(),
        }
    }
}

/// Makes the pages of one division.
pub fn division(maker: &Maker<'_, '_>, group: &Group) {
    let mut works = maker.reader.group(group);
    super::work_page::sort(maker, &mut works);
    let pages = count_pages(works.len(), PER_PAGE);
    for nth in 1..=pages {
        let path = maker.at(&address::division(group, nth));
        let keys = on_page(works.iter(), nth, PER_PAGE).map(|work| &*work.key).collect();
        maker.part(&path, &Run { of: group, count: works.len(), pages, nth, keys }, division_page);
    }
}

fn division_page(maker: &Maker<'_, '_>, path: &PagePath, run: &Run<'_, Group>) -> View {
    let group = run.of;
    let works = run.keys.iter().filter_map(|key| maker.reader.work(key));
    View::of(WorksView {
        page: maker.frame(path, &label(group), &maker.config.lang, "citations"),
        division: group.name(),
        value: label(group),
        count: run.count,
        works: works.map(|work| short(maker, path, work)).collect(),
        pager: pager(path, run.nth, run.pages, |n| address::division(group, n)),
    })
}

/// The works that the archive cites and does not hold.
pub struct NotHeld;

impl PageKind for NotHeld {
    const NAME: &'static str = "NotHeld";
    const IS_IN_EACH: bool = true;
    type Of = ();
    type View = WorksView;

    fn all(catalogue: &Catalogue) -> Vec<()> {
        if catalogue.works().is_empty() { Vec::new() } else { vec![()] }
    }

    fn make(maker: &Maker<'_, '_>, (): &()) {
        not_held(maker);
    }
}

/// Makes the ranking of the works that are most cited and not in the archive: what one would add to it next.
pub fn not_held(maker: &Maker<'_, '_>) {
    let path = maker.at(address::NOT_HELD);
    let (count, works) = most_cited(maker.reader.works().filter(|work| work.held_as.is_empty()), MOST_WANTED);
    let view = WorksView {
        page: maker.frame(&path, "not-held", &maker.config.lang, "citations"),
        division: "not-held",
        value: String::new(),
        count,
        works: works.into_iter().map(|work| short(maker, &path, work)).collect(),
        pager: Pager::default(),
    };
    maker.put(path, View::of(view));
}

/// The ways to all divisions, by what they divide: for the front of the index.
pub fn ways(maker: &Maker<'_, '_>, path: &PagePath) -> Vec<DivisionView> {
    let mut ways: Vec<DivisionView> = Vec::new();
    for (group, count) in maker.reader.groups() {
        let link = InitialLink { label: label(group), href: path.to(&address::division(group, 1)), count, current: false };
        match ways.iter_mut().find(|way| way.name == group.name()) {
            Some(way) => way.links.push(link),
            None => ways.push(DivisionView { name: group.name(), links: vec![link] }),
        }
    }
    ways
}

/// What templates find the words for: a year as it is read, a type and a language by their names.
fn label(group: &Group) -> String {
    match group {
        Group::Year(number) => year(*number),
        other => other.value(),
    }
}

fn short(maker: &Maker<'_, '_>, path: &PagePath, work: &Work) -> ShortWork {
    let record = &work.record;
    let names = if record.author.is_empty() { &record.editor } else { &record.author };
    let mut authors: Vec<String> = names.iter().take(3).map(Name::sorted).collect();
    if names.len() > 3 {
        authors.push("…".into());
    }
    ShortWork {
        href: path.to(&address::work(&work.key, 1)),
        authors: authors.join("; "),
        title: record.called(&work.key).into_owned(),
        year: record.issued.map(|date| year(date.start.year)).unwrap_or_default(),
        lang: lang_in_lists(maker, record),
        documents: work.cited_by(),
        grave: grave(maker, work),
    }
}
