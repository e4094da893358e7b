//! What of a build outlives the process: which pages it made, and from what.
//!
//! A build that starts from it makes all views again, since what they were made of is not kept, and renders
//! only the pages whose keys differ. What is kept decides nothing else, so it can be lost at any time.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{
    Memo, PageKey, PageMemo, UnitMemo, data,
    key::{MadeWith, PROGRAM},
    memo::{DataMemo, PagesMemo},
};
use crate::{
    archive::facet::Kinds,
    base::{Digest, RelPath},
    site::{Unit, templates::RenderFault},
};

/// The pages of a build and their keys.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// What pages were made with: one for each template.
    made_with: Vec<Arc<MadeWith>>,
    units: Vec<(Unit, Vec<KeptPage>)>,
    /// The files that were published as they are.
    plain: BTreeMap<RelPath, Digest>,
    /// The archive as data.
    data: BTreeMap<RelPath, Digest>,
}

/// A page, and its key in parts: the view's digest, and the place in the list of what it was made with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct KeptPage {
    path: RelPath,
    key: Option<(Digest, u32)>,
    fault: Option<Box<RenderFault>>,
}

impl Kept {
    /// What there is to keep of the build that `memo` knows. What the archive says takes far more room and is let go first.
    pub fn of(mut memo: Memo) -> Self {
        let units = std::mem::take(&mut memo.pages.units);
        let (plain, data) = (std::mem::take(&mut memo.pages.plain), std::mem::take(&mut memo.data.files));
        drop(memo);
        Self::new(&units, plain, data)
    }

    /// The same, of a memo that goes on.
    pub fn now(memo: &Memo) -> Self {
        Self::new(&memo.pages.units, memo.pages.plain.clone(), memo.data.files.clone())
    }

    fn new(units: &[(Unit, UnitMemo)], plain: BTreeMap<RelPath, Digest>, data: BTreeMap<RelPath, Digest>) -> Self {
        let keys = units.iter().flat_map(|(_, unit)| &unit.pages).filter_map(|page| page.key.as_ref());
        let made_with: BTreeSet<&Arc<MadeWith>> = keys.map(|key| &key.made_with).collect();
        let places: BTreeMap<&Arc<MadeWith>, u32> = made_with.iter().copied().zip(0..).collect();
        let page = |page: &PageMemo| KeptPage {
            path: page.path.clone(),
            key: page.key.as_ref().and_then(|key| Some((key.view, *places.get(&key.made_with)?))),
            fault: page.fault.clone(),
        };
        Self {
            units: units.iter().map(|(unit, known)| (unit.clone(), known.pages.iter().map(page).collect())).collect(),
            plain,
            data,
            made_with: made_with.into_iter().cloned().collect(),
        }
    }

    /// A memo for the first build of a process. A file of the site that is not `sound`, because it does not
    /// hold what the build wrote, is made anew.
    pub fn restore(&self, sound: &dyn Fn(&RelPath) -> bool) -> Memo {
        if self.made_with.iter().any(|made_with| &*made_with.program != PROGRAM) {
            return Memo::default();
        }
        let units = self.units.iter().map(|(unit, pages)| {
            let known: Vec<PageMemo> = pages.iter().filter(|page| sound(&page.path)).map(|page| self.page(page)).collect();
            (unit.clone(), UnitMemo { failed: known.len() < pages.len(), pages: known, ..UnitMemo::default() })
        });
        let files = |files: &BTreeMap<RelPath, Digest>| {
            files.iter().filter(|(path, _)| sound(path)).map(|(path, digest)| (path.clone(), *digest)).collect()
        };
        Memo {
            pages: PagesMemo { units: units.collect(), plain: files(&self.plain), restored: true, ..PagesMemo::default() },
            data: DataMemo {
                files: files(&self.data),
                stale: Kinds::ALL,
                lost: self.data.keys().filter(|path| !sound(path)).cloned().collect(),
                ..DataMemo::default()
            },
            ..Memo::default()
        }
    }

    /// What is known of a page.
    pub fn find(&self, path: &RelPath) -> Option<PageMemo> {
        self.units.iter().flat_map(|(_, pages)| pages).find(|page| page.path == *path).map(|page| self.page(page))
    }

    /// Every page.
    pub fn paths(&self) -> impl Iterator<Item = &RelPath> {
        self.units.iter().flat_map(|(_, pages)| pages).map(|page| &page.path)
    }

    fn page(&self, page: &KeptPage) -> PageMemo {
        let key = page.key.and_then(|(view, place)| {
            let made_with = self.made_with.get(usize::try_from(place).ok()?)?.clone();
            Some(PageKey { view, made_with })
        });
        PageMemo { path: page.path.clone(), key, fault: page.fault.clone() }
    }
}

impl Memo {
    /// Learns that files of the site that [`Kept::restore`] took for sound are lost: they are made anew.
    pub fn lose(&mut self, is_lost: &dyn Fn(&RelPath) -> bool) {
        for (_, known) in &mut self.pages.units {
            let before = known.pages.len();
            known.pages.retain(|page| !is_lost(&page.path));
            known.failed |= known.pages.len() < before;
        }
        self.pages.plain.retain(|path, _| !is_lost(path));
        let lost: Vec<RelPath> = self.data.files.keys().filter(|path| is_lost(path)).cloned().collect();
        lost.iter().for_each(|path| _ = self.data.files.remove(path));
        self.data.lost.extend(lost);
        data::lose(&mut self.data);
        // An index of which a file is lost is made from nothing.
        if self.data.stale_search {
            self.search.clear();
        }
        if !self.pages.paths.is_empty() {
            self.pages.paths = Arc::new(self.all_paths());
        }
    }
}
