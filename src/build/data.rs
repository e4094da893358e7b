//! The archive as data, made behind the pages: these files hold something of every document, so
//! no page should wait for them.

use rayon::prelude::*;

use super::Memo;
use crate::{
    base::{Digest, RelPath},
    config::Config,
    site::{annotations::w3c, data},
};

/// Makes the data files anew if anything changed since they were made, and hands those that differ
/// to `emit`. Gives the paths of all files of the site.
pub fn build(config: &Config, memo: &mut Memo, emit: &(dyn Fn(&RelPath, &[u8]) + Sync)) -> Vec<RelPath> {
    if memo.stale_data || memo.data.is_empty() || memo.data_config.as_ref() != Some(config) {
        let old = std::mem::take(&mut memo.data);
        let catalogue = &memo.catalogue;
        memo.data = data::ALL
            .par_iter()
            .map(|file| {
                let path = RelPath::new(file.path);
                let text = (file.make)(catalogue, config);
                let digest = Digest::of(text.as_bytes());
                if old.get(&path) != Some(&digest) {
                    emit(&path, text.as_bytes());
                }
                (path, digest)
            })
            .collect();
        let notes = catalogue.placed().par_iter().filter_map(|(slug, placed)| {
            let (path, text) = w3c::make(catalogue, config, slug, placed)?;
            let digest = Digest::of(text.as_bytes());
            if old.get(&path) != Some(&digest) {
                emit(&path, text.as_bytes());
            }
            Some((path, digest))
        });
        memo.data.par_extend(notes);
        memo.stale_data = false;
        memo.data_config = Some(config.clone());
        if !old.keys().eq(memo.data.keys()) {
            memo.paths = memo.all_paths();
        }
    }
    memo.paths.clone()
}
