//! The archive as data and its search index, made behind the pages: these files hold something of every document, so
//! no page should wait for them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rayon::prelude::*;

use super::Memo;
use crate::{
    archive::facet::Kinds,
    base::{Digest, RelPath},
    config::Config,
    search::{FOLDER, Index},
    site::{annotations::w3c, data, feed, previews, sitemap},
};

type Files = Vec<(RelPath, String)>;

/// Files that are made together, besides those of [`data::ALL`].
struct Group {
    /// What they are made of, besides the configuration.
    reads: Kinds,
    /// Whether they list pages, and so come after these.
    of_pages: bool,
    /// Whether a data file is one of them.
    holds: fn(&str) -> bool,
    make: fn(&Memo, &Config) -> Files,
}

const GROUPS: [Group; 4] = [
    Group { reads: Kinds::ALL, of_pages: false, holds: |path| path.ends_with(".jsonld"), make: notes },
    Group { reads: Kinds::META, of_pages: false, holds: |path| path == feed::PATH, make: newest },
    Group {
        reads: Kinds::META.and(Kinds::AUTHORITY_FILES).and(Kinds::WORKS),
        of_pages: false,
        holds: |path| path.starts_with("data/previews/"),
        make: |memo, config| previews::make(&memo.catalogue, config),
    },
    Group { reads: Kinds::ALL, of_pages: true, holds: |path| path.starts_with("sitemap"), make: addresses },
];

fn notes(memo: &Memo, config: &Config) -> Files {
    let catalogue = &memo.catalogue;
    catalogue.placed().par_iter().filter_map(|(slug, placed)| w3c::make(catalogue, config, slug, placed)).collect()
}

fn newest(memo: &Memo, config: &Config) -> Files {
    feed::make(&memo.catalogue, config).map(|text| (RelPath::new(feed::PATH), text)).into_iter().collect()
}

fn addresses(memo: &Memo, config: &Config) -> Files {
    let pages = memo.units.iter().flat_map(|(_, unit)| &unit.pages).filter(|page| page.key.is_some()).map(|page| &page.path);
    sitemap::make(config, pages.collect::<BTreeSet<&RelPath>>())
}

/// Hands out what differs from before, and gives its digest.
fn put(old: &BTreeMap<RelPath, Digest>, path: RelPath, text: &str, emit: &(dyn Fn(&RelPath, &[u8]) + Sync)) -> (RelPath, Digest) {
    let digest = Digest::of(text.as_bytes());
    if old.get(&path) != Some(&digest) {
        emit(&path, text.as_bytes());
    }
    (path, digest)
}

/// Those of some files that `holds` knows by their paths.
fn kept(files: &BTreeMap<RelPath, Digest>, holds: fn(&str) -> bool) -> impl Iterator<Item = (RelPath, Digest)> {
    files.iter().filter(move |(path, _)| holds(path.as_str())).map(|(path, digest)| (path.clone(), *digest))
}

/// Makes the files that hold something of every document before the pages of a first build, when there is room: the groups
/// that need no pages, then those of [`data::ALL`] one after the other in one text, as each stands in memory whole.
pub(super) fn build_first(config: &Config, memo: &mut Memo, emit: &(dyn Fn(&RelPath, &[u8]) + Sync)) {
    let mut early: BTreeMap<RelPath, Digest> = BTreeMap::new();
    for group in GROUPS.iter().filter(|group| !group.of_pages) {
        early.extend((group.make)(memo, config).into_iter().map(|(path, text)| put(&memo.data, path, &text, emit)));
    }
    let mut text = String::new();
    for file in data::ALL {
        text.clear();
        (file.make)(&memo.catalogue, config, &mut text);
        early.extend([put(&memo.data, RelPath::new(file.path), &text, emit)]);
    }
    memo.early = Some((config.clone(), early));
}

/// Reads some of what changed for the search index, ahead of [`build`]. Whether all is read.
pub fn read_ahead(config: &Config, memo: &mut Memo) -> bool {
    let is_stale = memo.stale_search || memo.stale_data != Kinds::NONE;
    !config.search || !is_stale || memo.search.read_ahead(&memo.catalogue, config)
}

/// As [`build`], but leaves the search index as it is to the next call of that.
pub fn begin(config: &Config, memo: &mut Memo, emit: &(dyn Fn(&RelPath, &[u8]) + Sync)) -> Arc<Vec<RelPath>> {
    make(config, memo, emit, false)
}

/// Makes those data files anew that are made of anything that changed since they were made, and hands those that differ
/// to `emit`. Gives the paths of all files of the site.
pub fn build(config: &Config, memo: &mut Memo, emit: &(dyn Fn(&RelPath, &[u8]) + Sync)) -> Arc<Vec<RelPath>> {
    make(config, memo, emit, true)
}

fn make(config: &Config, memo: &mut Memo, emit: &(dyn Fn(&RelPath, &[u8]) + Sync), with_search: bool) -> Arc<Vec<RelPath>> {
    let all = memo.data.is_empty() || memo.data_config.as_ref() != Some(config);
    let stale = if all { Kinds::ALL } else { std::mem::take(&mut memo.stale_data) };
    memo.stale_search |= stale != Kinds::NONE;
    let early = memo.early.take().filter(|(with, _)| with == config).map(|(_, early)| early);
    if stale != Kinds::NONE || with_search && memo.stale_search {
        let old = std::mem::take(&mut memo.data);
        let file = |file: &data::DataFile| {
            let path = RelPath::new(file.path);
            let known =
                early.as_ref().and_then(|early| early.get(&path)).or_else(|| old.get(&path).filter(|_| !all && !file.reads.meets(stale)));
            match known {
                Some(digest) => (path, *digest),
                None => {
                    let mut text = String::new();
                    (file.make)(&memo.catalogue, config, &mut text);
                    put(&old, path, &text, emit)
                }
            }
        };
        let mut new: BTreeMap<RelPath, Digest> = data::ALL.par_iter().map(file).collect();
        for group in &GROUPS {
            if let Some(early) = early.as_ref().filter(|_| !group.of_pages) {
                new.extend(kept(early, group.holds));
            } else if all || group.reads.meets(stale) {
                let files = (group.make)(memo, config);
                new.par_extend(files.into_par_iter().map(|(path, text)| put(&old, path, &text, emit)));
            } else {
                new.extend(kept(&old, group.holds));
            }
        }
        if !config.search {
            memo.search = Index::default();
        } else if with_search && memo.stale_search {
            let files = memo.search.update(&memo.catalogue, config, &old, emit);
            new.extend(files.iter().map(|(path, digest)| (path.clone(), *digest)));
        } else {
            new.extend(kept(&old, |path| path.starts_with(FOLDER)));
        }
        memo.stale_search &= config.search && !with_search;
        memo.data = new;
        memo.stale_data = Kinds::NONE;
        memo.data_config = Some(config.clone());
        if !old.keys().eq(memo.data.keys()) {
            memo.paths = Arc::new(memo.all_paths());
        }
    }
    memo.paths.clone()
}
