//! The archive's front page.

use std::collections::BTreeMap;

use super::{
    address,
    frame::{KINDS, Maker},
    indexes::{entity_line, newest_first},
    unit::Made,
    view::*,
    work_page,
};
use crate::{archive::Work, base::RelPath, document::AuthorityKind};

/// How many documents the front shows.
const DOCUMENTS: usize = 30;
/// How many of the most cited works, and of the entities most named.
const MOST: usize = 12;

/// Makes the front page.
pub fn make(maker: &Maker<'_, '_>) -> Made {
    let path = RelPath::new(address::FRONT);
    let documents = newest_first(maker);
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for document in &documents {
        *languages.entry(document.meta.lang.as_str()).or_default() += 1;
    }
    let mut languages: Vec<(String, usize)> = languages.into_iter().map(|(lang, count)| (lang.to_owned(), count)).collect();
    languages.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut works: Vec<(usize, &Work)> = maker.reader.works().map(|work| (work.cited_by(), &**work)).collect();
    let count = works.len();
    works.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.sort.cmp(&b.1.sort)).then_with(|| a.1.key.cmp(&b.1.key)));
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
        page,
    };
    Made { pages: vec![(path, View::Front(Box::new(view)))], ..Made::default() }
}

fn group(maker: &Maker<'_, '_>, path: &RelPath, kind: AuthorityKind) -> EntityGroup {
    let mut entities = maker.reader.entities(kind);
    let count = entities.len();
    entities.sort_by_key(|entity| std::cmp::Reverse(entity.documents()));
    let top = entities.into_iter().take(MOST).map(|entity| entity_line(path, kind, entity)).collect();
    EntityGroup { kind: kind.folder(), href: path.to(&address::entities(kind, 1)), count, top }
}
