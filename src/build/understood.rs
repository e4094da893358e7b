//! What files say, packed for the next process, which then need not read again those that did not change.
//!
//! Documents, bibliographies and notes are nearly all of an archive; whatever else is read is read anew. What was packed of a file counts
//! only where digest and layers are those of the file, as for files that were understood ahead of a build ([`super::inputs`]).

use std::{collections::BTreeMap, sync::Arc};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Memo,
    layering::Layering,
    parsed::{Ahead, Parsed},
};
use crate::{
    base::{Digest, RelPath, Snapshot, places::is_read, snapshot::File},
    config::Config,
    document::{Annotations, Bibliography, Document},
};

/// A file as it was understood.
#[derive(Serialize, Deserialize)]
struct Packed {
    path: RelPath,
    /// The digest of its bytes.
    digest: Digest,
    /// The digest of what is said of it elsewhere.
    layers: Option<Digest>,
    says: Says,
}

#[derive(Serialize, Deserialize)]
enum Says {
    Document(Arc<Document>),
    Bibliography(Arc<Bibliography>),
    Annotations(Arc<Annotations>),
    Version(Arc<Document>),
}

/// How many files stand in one pack.
const PACK: usize = 64;
/// How many packs are made at once.
const PACKS: usize = 4;

/// Packs what `memo` knows of files, and hands out pack after pack.
pub fn pack(memo: &Memo, put: &mut dyn FnMut(&[u8])) {
    let inputs = &memo.inputs;
    let documents = inputs.documents.iter().map(|(path, file)| (path, Says::Document(file.clone())));
    let bibliographies = inputs.bibliographies.iter().map(|(path, file)| (path, Says::Bibliography(file.clone())));
    let annotations = inputs.annotations.iter().map(|(path, file)| (path, Says::Annotations(file.clone())));
    let versions = inputs.versions.iter().map(|(path, file)| (path, Says::Version(file.clone())));
    let all = documents.chain(bibliographies).chain(annotations).chain(versions);
    let all: Vec<Packed> = all
        .filter_map(|(path, says)| {
            let layers = inputs.layering.parsed_with(path);
            Some(Packed { path: path.clone(), digest: *inputs.files.get(path)?, layers, says })
        })
        .collect();
    for some in all.chunks(PACK * PACKS) {
        let packs: Vec<_> = some.par_chunks(PACK).map(postcard::to_stdvec).collect();
        packs.iter().flatten().for_each(|pack| put(pack));
    }
}

impl Memo {
    /// Takes packs of files that another process understood; `None` if they are none.
    pub fn take_packs(&mut self, packs: &[Vec<u8>]) -> Option<()> {
        let bodies = self.bodies.as_ref();
        let file = |Packed { path, digest, layers, says }: Packed| {
            let mut parsed = match says {
                Says::Document(file) => Parsed::Document(file),
                Says::Bibliography(file) => Parsed::Bibliography(file),
                Says::Annotations(file) => Parsed::Annotations(file),
                Says::Version(file) => Parsed::Version(file),
            };
            bodies.iter().for_each(|bodies| parsed.stow(&path, bodies));
            (path, Ahead::new(digest, layers, parsed))
        };
        let unpack = |pack: &Vec<u8>| Some(postcard::from_bytes::<Vec<Packed>>(pack).ok()?.into_iter().map(&file).collect::<Vec<_>>());
        let unpacked: Option<Vec<_>> = packs.par_iter().map(unpack).collect();
        for (path, mut ahead) in unpacked?.into_iter().flatten() {
            ahead.share(self);
            self.inputs.understood.insert(path, ahead);
        }
        Some(())
    }

    /// Whether another process understood this file.
    pub fn is_understood(&self, path: &RelPath) -> bool {
        self.inputs.understood.contains_key(path)
    }

    /// Turns to the archive as another process left it: what is known of its files as they were then is what the next build takes. Gives
    /// what is known of newer ones; `None`, and nothing is done, if anything is lacking of those that were then.
    pub(super) fn go_back(&mut self, then: &Snapshot, config: &Config) -> Option<BTreeMap<RelPath, Ahead>> {
        let mut layering = Layering::default();
        layering.read(then, config);
        let is_of_then = |path: &RelPath, known: &Ahead| {
            let file = then.files.get(path);
            file.is_some_and(|file| file.digest == known.digest && layering.of(path).digest() == known.layers)
        };
        let inputs = &mut self.inputs;
        let is_known = |(path, file): (&RelPath, &File)| {
            let has = |all: &BTreeMap<RelPath, Ahead>| all.get(path).is_some_and(|known| is_of_then(path, known));
            file.bytes().is_some() || !is_read(path) || has(&inputs.ahead) || has(&inputs.understood)
        };
        if !then.files.par_iter().all(is_known) {
            return None;
        }
        let (known, newer) = std::mem::take(&mut inputs.ahead).into_iter().partition(|(path, known)| is_of_then(path, known));
        inputs.ahead = known;
        for (path, known) in std::mem::take(&mut inputs.understood) {
            inputs.ahead.entry(path).or_insert(known);
        }
        inputs.layering = Layering::default();
        Some(newer)
    }

    /// Lets go what another process understood, but for files that still are as they were then: these need not be understood again.
    pub fn settle_packs(&mut self, digest: &dyn Fn(&RelPath) -> Option<Digest>) {
        for (path, known) in std::mem::take(&mut self.inputs.understood) {
            if digest(&path) == Some(known.digest) {
                self.inputs.ahead.entry(path).or_insert(known);
            }
        }
    }
}
