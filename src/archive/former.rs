//! What was elsewhere: the addresses that are no more; and places of pages that have another id than they had: a paragraph's follows from
//! its words, and its words were mended.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Catalogue, Reader,
    facet::{Dirty, Facet},
};
use crate::{
    base::RelPath,
    document::{
        Addresses, Document,
        addresses::{FormerIds, Moved},
    },
};

/// No id changes more often that way.
const LONGEST: usize = 64;

/// The addresses that are no more, as their file has them, and what follows for the places of pages.
#[derive(Debug, Default)]
pub(super) struct Former {
    file: Arc<Addresses>,
    places: BTreeMap<RelPath, FormerIds>,
}

/// The former ids of each page's places, by the page's path on the site.
fn by_page(moved: &[Moved]) -> BTreeMap<RelPath, FormerIds> {
    let mut next: BTreeMap<RelPath, BTreeMap<&str, &str>> = BTreeMap::new();
    for Moved { old, new, .. } in moved {
        let page = new.file();
        if !old.fragment.is_empty() && !new.fragment.is_empty() && old.file() == page {
            next.entry(page).or_default().insert(&old.fragment, &new.fragment);
        }
    }
    let mut former: BTreeMap<RelPath, FormerIds> = BTreeMap::new();
    for (page, next) in next {
        let ids = former.entry(page).or_default();
        for (old, new) in &next {
            let mut last = *new;
            let mut steps = 0;
            while let Some(further) = next.get(last).filter(|_| steps < LONGEST) {
                last = further;
                steps += 1;
            }
            // What leads in a circle leads nowhere.
            if !next.contains_key(last) {
                ids.entry(last.into()).or_default().push((*old).into());
            }
        }
    }
    former
}

impl Catalogue {
    /// Takes the addresses that are no more.
    pub(super) fn set_former(&mut self, file: Option<Arc<Addresses>>, dirty: &mut Dirty) {
        let Some(file) = file else { return };
        let places = by_page(&file.moved);
        dirty.compare_tables(&self.former.places, &places, Facet::FormerPlaces);
        // Where they lead is published, too.
        dirty.compare(Facet::FormerAddresses, &self.former.file.moved, &file.moved);
        self.former = Former { file, places };
    }

    /// The addresses that are no more, as their file has them.
    pub fn moved(&self) -> &[Moved] {
        &self.former.file.moved
    }
}

impl<'a> Reader<'a> {
    /// The ids that places of a page had before, if any had.
    pub fn former_ids(&self, page: &RelPath) -> Option<&'a FormerIds> {
        self.read(Facet::FormerPlaces(page)).former.places.get(page)
    }

    /// The same for the page that shows a text: without those that are ids of other places of it now.
    pub fn former_ids_of(&self, page: &RelPath, text: &Document) -> FormerIds {
        let Some(former) = self.former_ids(page) else { return FormerIds::new() };
        let (blocks, facts) = (&text.body.blocks, &text.facts);
        let ids = blocks.iter().map(|block| &*block.id).chain(facts.headings.iter().map(|heading| &*heading.id));
        let taken: BTreeSet<&str> = ids.chain(facts.places.iter().map(|place| &**place)).collect();
        let free = |olds: &Vec<Box<str>>| olds.iter().filter(|old| !taken.contains(&***old)).cloned().collect();
        former.iter().map(|(id, olds)| (id.clone(), free(olds))).collect()
    }

    /// Whether a place of a page had this id before.
    pub fn had_id(&self, page: &RelPath, id: &str) -> bool {
        self.former_ids(page).is_some_and(|former| former.values().flatten().any(|old| **old == *id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::addresses;

    #[test]
    fn chains_of_ids_are_followed_to_their_end() {
        let text = "documents/a.html: documents/b.html\ndocuments/b.html#p-1: documents/b.html#p-2\ndocuments/b.html#p-2: documents/b.html#p-3\ndocuments/b.html#x: documents/b.html#y\ndocuments/b.html#y: documents/b.html#x\n";
        let file = addresses::parse(&RelPath::new("content/addresses.yaml"), text.as_bytes());
        assert!(file.diagnostics.is_empty());
        let pages = by_page(&file.moved);
        let ids: Vec<_> = pages.iter().flat_map(|(page, ids)| ids.iter().map(move |(id, old)| (page.as_str(), &**id, old.len()))).collect();
        assert_eq!(ids, [("documents/b.html", "p-3", 2)]);
    }
}
