//! The archive as data and its search index, made behind the pages: these files hold something of every document, so
//! no page should wait for them.

use rayon::prelude::*;

use super::Memo;
use crate::{
    base::{Digest, RelPath},
    config::Config,
    search::Index,
    site::{annotations::w3c, data},
};

/// Reads some of what changed for the search index, ahead of [`build`]. Whether all is read.
pub fn read_ahead(config: &Config, memo: &mut Memo) -> bool {
    !config.search || !memo.stale_data || memo.search.read_ahead(&memo.catalogue, config)
}

/// As [`build`], but leaves the search index to the next call of it.
pub fn begin(config: &Config, memo: &mut Memo, emit: &(dyn Fn(&RelPath, &[u8]) + Sync)) -> Vec<RelPath> {
    let paths = make(&Config { search: false, ..config.clone() }, memo, emit);
    memo.stale_data = config.search;
    paths
}

/// Makes the data files anew if anything changed since they were made, and hands those that differ
/// to `emit`. Gives the paths of all files of the site.
pub fn build(config: &Config, memo: &mut Memo, emit: &(dyn Fn(&RelPath, &[u8]) + Sync)) -> Vec<RelPath> {
    make(config, memo, emit)
}

fn make(config: &Config, memo: &mut Memo, emit: &(dyn Fn(&RelPath, &[u8]) + Sync)) -> Vec<RelPath> {
    if memo.stale_data || memo.data.is_empty() || memo.data_config.as_ref() != Some(config) {
        let old = std::mem::take(&mut memo.data);
        let catalogue = &memo.catalogue;
        let put = |path: RelPath, text: String| {
            let digest = Digest::of(text.as_bytes());
            if old.get(&path) != Some(&digest) {
                emit(&path, text.as_bytes());
            }
            (path, digest)
        };
        memo.data = data::ALL.par_iter().map(|file| put(RelPath::new(file.path), (file.make)(catalogue, config))).collect();
        let notes = catalogue.placed().par_iter().filter_map(|(slug, placed)| w3c::make(catalogue, config, slug, placed));
        memo.data.par_extend(notes.map(|(path, text)| put(path, text)));
        if config.search {
            memo.data.extend(memo.search.update(catalogue, config, &old, emit).iter().map(|(path, digest)| (path.clone(), *digest)));
        } else {
            memo.search = Index::default();
        }
        memo.stale_data = false;
        memo.data_config = Some(config.clone());
        if !old.keys().eq(memo.data.keys()) {
            memo.paths = memo.all_paths();
        }
    }
    memo.paths.clone()
}
