//! The archive's front page.

use std::collections::BTreeMap;

use super::{
    address, figures,
    frame::{KINDS, Maker},
    indexes::{document_place, entity_line, newest_first},
    kind::PageKind,
    templates::sample,
    view::*,
    work_page,
};
use crate::{
    archive::{Catalogue, Listed, Work, works::Group},
    base::{RelPath, Slug},
    document::AuthorityKind,
};

/// How many documents the front shows.
const DOCUMENTS: usize = 12;
/// How many of the most cited works, and of the entities most named.
const MOST: usize = 12;

/// The archive's front page.
pub struct Front;

impl PageKind for Front {
    const NAME: &'static str = "Front";
    type Of = ();
    type View = FrontView;

    fn all(_: &Catalogue) -> Vec<()> {
        vec![()]
    }

    fn make(maker: &Maker<'_, '_>, (): &()) {
        make(maker);
    }
}

impl PageView for FrontView {
    const TEMPLATE: &'static str = "index.html";

    fn sample() -> Self {
        sample::front()
    }
}

/// Makes the front page.
pub fn make(maker: &Maker<'_, '_>) {
    let path = RelPath::new(address::FRONT);
    let documents = newest_first(maker);
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for document in &documents {
        *languages.entry(document.lang.as_str()).or_default() += 1;
    }
    let mut languages: Vec<(String, usize)> = languages.into_iter().map(|(lang, count)| (lang.to_owned(), count)).collect();
    languages.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut works: Vec<(usize, &Work)> = maker.reader.works().map(|work| (work.cited_by(), &**work)).collect();
    let count = works.len();
    works.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.sort.cmp(&b.1.sort)).then_with(|| a.1.key.cmp(&b.1.key)));
    let timeline = timeline(maker, &path, &documents);
    let map = map(maker, &path, &works);
    works.truncate(MOST);
    let groups: Vec<EntityGroup> = KINDS.into_iter().map(|kind| group(maker, &path, kind)).filter(|group| group.count > 0).collect();
    let of_kind = |kind: AuthorityKind| groups.iter().find(|group| group.kind == kind.folder()).map_or(0, |group| group.count);
    let mut page = maker.frame(&path, &maker.config.title, &maker.config.lang, "");
    page.description = maker.config.description.clone();
    let view = FrontView {
        description: maker.config.description.clone(),
        publisher: maker.config.publisher.clone(),
        counts: Counts {
            documents: documents.len(),
            works: count,
            people: of_kind(AuthorityKind::People),
            organizations: of_kind(AuthorityKind::Organizations),
            places: of_kind(AuthorityKind::Places),
            topics: of_kind(AuthorityKind::Topics),
        },
        documents: documents.iter().take(DOCUMENTS).map(|document| maker.card(&path, document)).collect(),
        all_documents: if documents.len() > DOCUMENTS { path.to(address::DOCUMENTS) } else { String::new() },
        works: works.into_iter().map(|(_, work)| work_page::line(maker, work, &path)).collect(),
        entities: groups,
        languages,
        timeline,
        map,
        page,
    };
    maker.put(path, View::of(view));
}

fn group(maker: &Maker<'_, '_>, path: &RelPath, kind: AuthorityKind) -> EntityGroup {
    let mut entities = maker.reader.entities(kind);
    let count = entities.len();
    entities.sort_by_key(|entity| std::cmp::Reverse(entity.documents));
    let top = entities.into_iter().take(MOST).map(|entity| entity_line(path, kind, &entity)).collect();
    EntityGroup { kind: kind.folder(), href: path.to(&address::entities(kind, 1)), count, top }
}

/// The timeline: documents lead to their place in the list, works to the list of their year.
fn timeline(maker: &Maker<'_, '_>, path: &RelPath, documents: &[Listed<'_>]) -> Timeline {
    let mut of_documents: BTreeMap<i32, figures::timeline::Year> = BTreeMap::new();
    let mut undated = 0;
    for (place, document) in documents.iter().enumerate() {
        let Some(date) = document.issued else {
            undated += 1;
            continue;
        };
        // The first of a year in the list stands under its heading.
        let year = of_documents.entry(date.start.year).or_insert_with(|| (0, path.to(&document_place(place, date.start.year))));
        year.0 += 1;
    }
    let mut of_works: BTreeMap<i32, figures::timeline::Year> = BTreeMap::new();
    for (group, count) in maker.reader.groups() {
        if let Group::Year(year) = group {
            of_works.insert(*year, (count, path.to(&address::division(group, 1))));
        }
    }
    figures::timeline::make(&of_documents, &of_works, undated)
}

/// The map of the works most cited, and of the documents that cite them.
fn map(maker: &Maker<'_, '_>, path: &RelPath, most_cited: &[(usize, &Work)]) -> CitationMap {
    let works: Vec<&Work> = most_cited.iter().take(figures::map::ROWS).map(|(_, work)| *work).collect();
    let mut slugs: Vec<&Slug> = works.iter().flat_map(|work| work.members.iter().map(|(slug, _)| slug)).collect();
    slugs.sort_unstable();
    slugs.dedup();
    let cites = works.iter().enumerate().flat_map(|(nth, work)| {
        let mut citing: Vec<usize> = work.members.iter().filter_map(|(slug, _)| slugs.binary_search(&slug).ok()).collect();
        citing.dedup();
        citing.into_iter().map(move |document| (document, nth))
    });
    let cites: Vec<(usize, usize)> = cites.collect();
    let documents = slugs.iter().map(|slug| {
        let listed = maker.reader.card(slug);
        MapNode {
            href: path.to(&address::document(slug)),
            title: listed.map_or_else(String::new, |listed| listed.title.to_owned()),
            lang: listed.map_or_else(String::new, |listed| listed.lang.to_string()),
            ..MapNode::default()
        }
    });
    let works = works.iter().map(|work| MapNode {
        href: path.to(&address::work(&work.key, 1)),
        title: work_page::named(work),
        lang: work_page::entry_lang(&work.record, &maker.config.lang),
        ..MapNode::default()
    });
    figures::map::make(documents.collect(), works.collect(), &cites)
}
