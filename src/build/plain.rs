//! Files that are published as they are: assets, and those files of the archive to which a page leads.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rustc_hash::FxHashSet;

use super::{Emit, Memo};
use crate::{
    base::{Diagnostic, Digest, RelPath, Snapshot, say},
    site::{address, templates::Templates},
};

/// A file of the archive that is to be copied to the site. Its bytes are never in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Where it stands in the archive.
    pub from: RelPath,
    /// Where it is to stand on the site.
    pub to: RelPath,
    /// The digest of its bytes when the archive was read.
    pub digest: Digest,
}

/// What became of the plain files.
pub struct Made {
    /// Whether there are others than before.
    pub moved: bool,
    /// Those that are to be copied, as they are new or have other bytes.
    pub copies: Vec<Copy>,
}

/// Hands out the files that are published as they are and differ from what `memo` knows to be on the site.
pub fn make(snapshot: &Snapshot, templates: &Templates, memo: &mut Memo, emit: Emit<'_>) -> Made {
    let mut now: BTreeMap<RelPath, Digest> = BTreeMap::new();
    let mut put = |path: RelPath, bytes: &[u8]| {
        let digest = Digest::of(bytes);
        if memo.pages.plain.get(&path) != Some(&digest) {
            emit(&path, bytes);
        }
        now.insert(path, digest);
    };
    templates.assets().iter().for_each(|(path, bytes): (&String, &Arc<[u8]>)| put(RelPath::new(path), bytes));
    put(RelPath::new(".nojekyll"), b"");
    let attached: BTreeSet<&RelPath> = memo.pages.units.iter().flat_map(|(_, unit)| &unit.attached).collect();
    let taken: FxHashSet<&RelPath> = match attached.is_empty() {
        true => FxHashSet::default(),
        false => memo.pages.units.iter().flat_map(|(_, unit)| &unit.pages).map(|page| &page.path).collect(),
    };
    let mut copies = Vec::new();
    let mut flaws = Vec::new();
    for from in attached {
        let Some((file, to)) = snapshot.files.get(from).zip(address::file(from)) else { continue };
        let to = RelPath::new(&to);
        if taken.contains(&to) || is_of_notes(memo, &to) {
            let message = say::address_taken(&to);
            flaws.push(Diagnostic::error(from, message).hint(say::address_taken_hint()));
            continue;
        }
        if memo.pages.plain.get(&to) != Some(&file.digest) {
            match file.bytes() {
                Some(bytes) => emit(&to, bytes),
                None => copies.push(Copy { from: from.clone(), to: to.clone(), digest: file.digest }),
            }
        }
        now.insert(to, file.digest);
    }
    let moved = !memo.pages.plain.keys().eq(now.keys());
    memo.pages.plain = now;
    memo.pages.plain_flaws = flaws;
    Made { moved, copies }
}

/// Whether the notes of a document may stand at a path, which are made behind the pages.
fn is_of_notes(memo: &Memo, path: &RelPath) -> bool {
    path.extension() == "jsonld" && memo.catalogue.documents().keys().any(|slug| address::jsonld(slug) == path.as_str())
}
