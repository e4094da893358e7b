//! The lists of the site's files for those who keep a copy of it, made when all others are known.

use std::collections::{BTreeMap, BTreeSet};

use super::{Memo, UnitMemo};
use crate::{
    archive::Survey,
    base::{Digest, RelPath, digest::Fixity},
    config::Config,
    site::{
        address,
        cleaning::Cleaning,
        resource_sync::{self, Resource},
    },
};

/// The lists: of the pages of units and the files beside them, of the files of the archive to which they lead, and of these data files.
pub(super) fn make(
    memo: &Memo,
    config: &Config,
    data: &BTreeMap<RelPath, Digest>,
    fixities: &BTreeMap<RelPath, Fixity>,
) -> Vec<(RelPath, String)> {
    if config.base_url.is_empty() {
        return Vec::new();
    }
    let survey = Survey::new(&memo.catalogue);
    let mut resources: BTreeSet<Resource> = BTreeSet::new();
    let is_listed = |path: &&RelPath| resource_sync::lists(path.as_str());
    resources.extend(memo.listed().flat_map(UnitMemo::published).filter(is_listed).map(|path| Resource::new(path, None)));
    for file in memo.listed().flat_map(|unit| &unit.attached) {
        let Some(path) = address::file(file).map(|path| RelPath::new(&path)) else { continue };
        // What something is taken out of has other bytes.
        let fixity = survey.fixity(file).filter(|_| Cleaning::of(config, &path).is_none());
        resources.insert(Resource::new(&path, fixity.as_ref()));
    }
    resources.extend(data.keys().filter(is_listed).map(|path| Resource::new(path, fixities.get(path))));
    let at = survey.fronts().filter_map(|front| front.meta.changed()).max();
    resource_sync::make(config, at, &resources)
}
