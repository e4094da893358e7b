//! The citation index, and the indexes of entities; the order of documents in lists.

use std::sync::Arc;

use super::{
    address, coins, divisions,
    frame::{Maker, Run, count_pages, on_page, pager},
    kind::PageKind,
    map,
    page_path::PagePath,
    templates::sample,
    view::*,
    work_page,
};
use crate::{
    archive::{Catalogue, Listed, ListedEntity, Work, naming},
    base::text,
    document::AuthorityKind,
};

/// How many works stand on a page of the citation index.
const WORKS_PER_PAGE: usize = 150;
/// How many entities stand on a page of their index.
const ENTITIES_PER_PAGE: usize = 500;
/// How many works the front of the citation index shows.
const MOST_CITED: usize = 50;
/// How many citing documents a line of the citation index names.
const MOST_NAMED: usize = 5;

/// All documents, newest first, those without a date last, equals by title.
pub fn newest_first<'a>(maker: &Maker<'a, '_>) -> Vec<Listed<'a>> {
    newest(maker, maker.reader.documents().collect(), usize::MAX)
}

/// The first of them in that order, so many at most.
pub fn newest<'a>(maker: &Maker<'_, '_>, mut list: Vec<Listed<'a>>, most: usize) -> Vec<Listed<'a>> {
    let collation = maker.collation();
    let order = |a: &Listed<'_>, b: &Listed<'_>| {
        let dates = b.issued.cmp(&a.issued);
        dates.then_with(|| collation.compare(a.title, b.title)).then_with(|| a.slug.cmp(b.slug))
    };
    if list.len() > most {
        list.select_nth_unstable_by(most, order);
        list.truncate(most);
    }
    list.sort_unstable_by(order);
    list
}

/// The front of the citation index.
pub struct Citations;

impl PageKind for Citations {
    const NAME: &'static str = "Citations";
    const IS_IN_EACH: bool = true;
    type Of = ();
    type View = CitationsView;

    fn all(catalogue: &Catalogue) -> Vec<()> {
        if catalogue.works().is_empty() { Vec::new() } else { vec![()] }
    }

    fn make(maker: &Maker<'_, '_>, (): &()) {
        citations(maker);
    }
}

impl PageView for CitationsView {
    const TEMPLATE: &'static str = "citations.html";

    fn sample() -> Self {
        CitationsView {
            page: sample::page(),
            initials: sample::initials(),
            initial: String::new(),
            count: 2,
            is_ranked: true,
            works: vec![IndexedWork {
                work: sample::work_line(),
                coins: sample::text("ctx_ver=Z39.88-2004"),
                documents: vec![sample::anchor()],
                more: 3,
            }],
            divisions: vec![DivisionView {
                name: "year",
                links: vec![InitialLink { label: sample::text("1999"), href: sample::text("year-1999.html"), count: 2, current: false }],
            }],
            not_held: sample::text("not-held.html"),
            pager: sample::pager(),
        }
    }
}

/// Makes the front of the citation index.
pub fn citations(maker: &Maker<'_, '_>) {
    let path = maker.at(address::CITATIONS);
    let (count, mut works) = most_cited(maker.reader.works(), MOST_CITED);
    // Works that are cited once each are in the order of the alphabet, and rank nothing.
    let repeated = works.partition_point(|work| work.cited_by() > 1);
    if repeated > 0 {
        works.truncate(repeated);
    }
    let view = CitationsView {
        page: maker.frame(&path, "citations", &maker.config.lang, "citations"),
        initials: maker.reader.initials().into_iter().map(|(initial, count)| initial_link(&path, initial, count, "")).collect(),
        initial: String::new(),
        count,
        is_ranked: repeated > 0,
        works: works.into_iter().map(|work| indexed(maker, &path, work)).collect(),
        divisions: divisions::ways(maker, &path),
        not_held: path.to(address::NOT_HELD),
        pager: Pager::default(),
    };
    maker.put(path, View::of(view));
}

/// How many works these are, and those that most documents cite, so many at most.
pub fn most_cited<'a>(works: impl Iterator<Item = &'a Arc<Work>>, most: usize) -> (usize, Vec<&'a Work>) {
    let mut works: Vec<(usize, &Work)> = works.map(|work| (work.cited_by(), &**work)).collect();
    let count = works.len();
    let order =
        |a: &(usize, &Work), b: &(usize, &Work)| b.0.cmp(&a.0).then_with(|| a.1.sort.cmp(&b.1.sort)).then_with(|| a.1.key.cmp(&b.1.key));
    if works.len() > most {
        works.select_nth_unstable_by(most, order);
        works.truncate(most);
    }
    works.sort_unstable_by(order);
    (count, works.into_iter().map(|(_, work)| work).collect())
}

/// The works under an initial.
pub struct Initial;

impl PageKind for Initial {
    const NAME: &'static str = "Initial";
    const IS_IN_EACH: bool = true;
    type Of = String;
    type View = CitationsView;

    fn all(catalogue: &Catalogue) -> Vec<String> {
        catalogue.works().initials().keys().cloned().collect()
    }

    fn make(maker: &Maker<'_, '_>, of: &String) {
        initial(maker, of);
    }
}

/// Makes the pages of the citation index under one initial.
pub fn initial(maker: &Maker<'_, '_>, initial: &str) {
    let mut works = maker.reader.works_under(initial);
    work_page::sort(maker, &mut works);
    let pages = count_pages(works.len(), WORKS_PER_PAGE);
    for nth in 1..=pages {
        let path = maker.at(&address::initial(initial, nth));
        let keys = on_page(works.iter(), nth, WORKS_PER_PAGE).map(|work| &*work.key).collect();
        maker.part(&path, &Run { of: initial, count: works.len(), pages, nth, keys }, initial_page);
    }
}

fn initial_page(maker: &Maker<'_, '_>, path: &PagePath, run: &Run<'_, str>) -> View {
    let initial = run.of;
    let works = run.keys.iter().filter_map(|key| maker.reader.work(key));
    View::of(CitationsView {
        page: maker.frame(path, initial, &maker.config.lang, "citations"),
        initials: maker.reader.initial_names().map(|other| initial_link(path, other, 0, initial)).collect(),
        initial: initial.to_owned(),
        count: run.count,
        is_ranked: false,
        works: works.map(|work| indexed(maker, path, work)).collect(),
        divisions: Vec::new(),
        not_held: String::new(),
        pager: pager(path, run.nth, run.pages, |n| address::initial(initial, n)),
    })
}

/// The index of a kind of entities.
pub struct EntityIndex;

impl PageKind for EntityIndex {
    const NAME: &'static str = "Entities";
    const IS_IN_EACH: bool = true;
    type Of = AuthorityKind;
    type View = EntitiesView;

    fn all(catalogue: &Catalogue) -> Vec<AuthorityKind> {
        AuthorityKind::ALL.into_iter().filter(|kind| catalogue.entities().slugs(*kind).next().is_some()).collect()
    }

    fn make(maker: &Maker<'_, '_>, of: &AuthorityKind) {
        entities(maker, *of);
    }
}

impl PageView for EntitiesView {
    const TEMPLATE: &'static str = "entities.html";

    fn empty() -> Self {
        Self { kind: "places", ..Self::default() }
    }

    fn sample() -> Self {
        EntitiesView {
            page: sample::page(),
            kind: "people",
            count: 2,
            initials: sample::initials(),
            initial: sample::text("K"),
            entities: vec![sample::entity_line()],
            map: sample::place_map(),
            pager: sample::pager(),
        }
    }
}

/// Makes the index of a kind of entities.
pub fn entities(maker: &Maker<'_, '_>, kind: AuthorityKind) {
    let mut list = maker.reader.entities(kind);
    let collation = maker.collation();
    list.sort_by_cached_key(|entity| (collation.key(&[entity.label.sort]), entity.label.slug));
    let pages = count_pages(list.len(), ENTITIES_PER_PAGE);
    // The letters lead to the first name of each. Where the alphabet has a letter of its own (`Å` behind `Z`) that the
    // index counts under another, names under one initial stand in several places, and it leads to the first.
    let mut initials: Vec<(String, usize, usize)> = Vec::new();
    for (place, entity) in list.iter().enumerate() {
        let initial = naming::initial(&text::fold(entity.label.sort));
        match initials.iter_mut().rfind(|(other, _, _)| *other == initial) {
            Some((_, _, count)) => *count += 1,
            None => initials.push((initial, place, 1)),
        }
    }
    for nth in 1..=pages {
        let path = maker.at(&address::entities(kind, nth));
        let letter = |(initial, place, count): &(String, usize, usize)| InitialLink {
            label: initial.clone(),
            href: format!("{}#initial-{}", path.to(&address::entities(kind, place / ENTITIES_PER_PAGE + 1)), naming::initial_file(initial)),
            count: *count,
            current: false,
        };
        let view = EntitiesView {
            page: maker.frame(&path, kind.folder(), &maker.config.lang, kind.folder()),
            kind: kind.folder(),
            count: list.len(),
            initials: initials.iter().map(letter).collect(),
            initial: String::new(),
            entities: lines(&path, kind, &list, &initials, nth),
            map: if kind == AuthorityKind::Places && nth == 1 { map::of_all(maker, &path) } else { PlaceMap::default() },
            pager: pager(&path, nth, pages, |n| address::entities(kind, n)),
        };
        maker.put(path, View::of(view));
    }
}

/// The lines of page `nth` of an index; the first under each initial can be linked to.
fn lines(
    path: &PagePath,
    kind: AuthorityKind,
    list: &[ListedEntity<'_>],
    initials: &[(String, usize, usize)],
    nth: usize,
) -> Vec<EntityLine> {
    let run = on_page(list.iter().enumerate(), nth, ENTITIES_PER_PAGE);
    run.map(|(place, entity)| {
        let initial = initials.iter().find(|(_, first, _)| *first == place);
        let id = initial.map(|(initial, _, _)| format!("initial-{}", naming::initial_file(initial))).unwrap_or_default();
        EntityLine { id, ..entity_line(path, kind, entity) }
    })
    .collect()
}

/// An entity as lists show it.
pub fn entity_line(path: &PagePath, kind: AuthorityKind, entity: &ListedEntity<'_>) -> EntityLine {
    EntityLine {
        href: path.to(&address::entity(kind, entity.label.slug, 1)),
        name: entity.label.name.to_owned(),
        sort: entity.label.sort.to_owned(),
        id: String::new(),
        dates: entity.dates.map(|date| date.to_string()).unwrap_or_default(),
        documents: entity.documents,
    }
}

fn initial_link(path: &PagePath, initial: &str, count: usize, current: &str) -> InitialLink {
    InitialLink { label: initial.to_owned(), href: path.to(&address::initial(initial, 1)), count, current: initial == current }
}

fn indexed(maker: &Maker<'_, '_>, path: &PagePath, work: &Work) -> IndexedWork {
    let mut documents = Vec::new();
    let mut more = 0;
    let mut last = None;
    for (slug, key) in &work.members {
        if last == Some(slug) {
            continue;
        }
        last = Some(slug);
        if documents.len() == MOST_NAMED {
            more += 1;
        } else if let Some(document) = maker.reader.card(slug) {
            let href = format!("{}#ref-{key}", path.to(&address::document(slug)));
            documents.push(maker.titled(href, &document));
        }
    }
    IndexedWork { work: work_page::line(maker, work, path), coins: coins::coins(&work.record), documents, more }
}
