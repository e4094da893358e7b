//! The archive as data, made behind the pages: these files hold something of every document, so
//! no page should wait for them.

use std::sync::Arc;

use rayon::prelude::*;

use super::Memo;
use crate::{
    archive::facet::Kinds,
    base::{Digest, RelPath},
    config::Config,
    site::{annotations::w3c, data},
};

/// Makes those data files anew that are made of anything that changed since they were made, and hands those that differ
/// to `emit`. Gives the paths of all files of the site.
pub fn build(config: &Config, memo: &mut Memo, emit: &(dyn Fn(&RelPath, &[u8]) + Sync)) -> Arc<Vec<RelPath>> {
    let all = memo.data.is_empty() || memo.data_config.as_ref() != Some(config);
    let stale = if all { Kinds::ALL } else { std::mem::take(&mut memo.stale_data) };
    if stale != Kinds::NONE {
        let old = std::mem::take(&mut memo.data);
        let catalogue = &memo.catalogue;
        let put = |path: RelPath, text: String| {
            let digest = Digest::of(text.as_bytes());
            if old.get(&path) != Some(&digest) {
                emit(&path, text.as_bytes());
            }
            (path, digest)
        };
        let make = |file: &data::DataFile| {
            let path = RelPath::new(file.path);
            match old.get(&path) {
                Some(digest) if !all && !file.reads.meets(stale) => (path, *digest),
                _ => put(path, (file.make)(catalogue, config)),
            }
        };
        memo.data = data::ALL.par_iter().map(make).collect();
        let notes = catalogue.placed().par_iter().filter_map(|(slug, placed)| w3c::make(catalogue, config, slug, placed));
        memo.data.par_extend(notes.map(|(path, text)| put(path, text)));
        memo.stale_data = Kinds::NONE;
        memo.data_config = Some(config.clone());
        if !old.keys().eq(memo.data.keys()) {
            memo.paths = Arc::new(memo.all_paths());
        }
    }
    memo.paths.clone()
}
