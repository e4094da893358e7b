//! How a process goes on where another ended.
//!
//! [`Kept`](super::Kept) knows which pages there were, and their keys. With what files said ([`super::understood`]) and what units of
//! pages had read, the memo is as the last build left it: then only what changed since is made again, by the way of every other build.
//! What the archive says as a whole is not kept but made of the files anew.

use std::{collections::BTreeMap, sync::Arc};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Memo, UnitMemo,
    data::{self, Made},
    key::{self, Settings},
    looks,
    memo::{LooksMemo, Problems},
    take,
};
use crate::{
    archive::facet::{Kinds, Reads},
    base::{Diagnostic, RelPath, Severity, Snapshot, digest::Fixity},
    config::Config,
    search::{FOLDER, Key, Known},
    site::{Part, Scaled, Tiled},
};

/// What is kept of a unit besides its pages.
#[derive(Serialize, Deserialize)]
struct KeptUnit {
    reads: Reads,
    parts: Vec<Part>,
    attached: Vec<RelPath>,
    scaled: Vec<Scaled>,
    tiled: Vec<Tiled>,
    diagnostics: Vec<Diagnostic>,
    failed: bool,
}

/// What is kept of what is made of the archive as a whole.
#[derive(Serialize, Deserialize)]
struct KeptRest {
    /// The kinds of what data files were made of, by their names.
    reads: Vec<(String, Kinds)>,
    /// What readers can check of data files.
    fixities: Vec<(RelPath, Fixity)>,
    /// What searches for problems have read and found.
    problems: Vec<(Kinds, Vec<Diagnostic>)>,
    /// How many units there are, and how many entries of the search index.
    units: usize,
    entries: usize,
}

/// A pack.
#[derive(Serialize, Deserialize)]
enum Pack {
    Rest(KeptRest),
    /// Units, in their order.
    Units(Vec<KeptUnit>),
    /// Entries of the search index.
    Search(Vec<(Key, Known)>),
}

/// How many units or entries stand in one pack.
const PACK: usize = 2048;

/// Packs what `memo` knows of what was read, and hands out pack after pack.
pub fn pack(memo: &Memo, put: &mut dyn FnMut(&[u8])) {
    let mut put = |pack: &Pack| postcard::to_stdvec(pack).iter().for_each(|pack| put(pack));
    put(&Pack::Rest(KeptRest {
        reads: memo.data.reads.iter().map(|(made, kinds)| (made.name(), *kinds)).collect(),
        fixities: memo.data.fixities.iter().map(|(path, fixity)| (path.clone(), *fixity)).collect(),
        problems: memo.problems.iter().flat_map(|(_, known)| known).map(|one| (one.reads, one.found.clone())).collect(),
        units: memo.pages.units.len(),
        entries: memo.search.entries().len(),
    }));
    let kept = |unit: &UnitMemo| KeptUnit {
        reads: unit.reads.clone(),
        parts: unit.parts.clone(),
        attached: unit.attached.clone(),
        scaled: unit.scaled.clone(),
        tiled: unit.tiled.clone(),
        diagnostics: unit.diagnostics.clone(),
        failed: unit.failed,
    };
    memo.pages.units.chunks(PACK).for_each(|some| put(&Pack::Units(some.iter().map(|(_, unit)| kept(unit)).collect())));
    let entries: Vec<(&Key, &Known)> = memo.search.entries().iter().collect();
    entries.chunks(PACK).for_each(|some| put(&Pack::Search(some.iter().map(|(key, known)| ((*key).clone(), **known)).collect())));
}

/// Puts a memo, of which keys and files are known, where the last build ended: `then` is the archive as that read it, with a configuration
/// that is still the same, `packs` are what [`pack`] gave. Whether that could be done; if not, the memo is as it was.
///
/// A page whose file is not what was published is not known, and its unit is due.
pub fn resume(then: &Snapshot, config: &Config, memo: &mut Memo, packs: &[Vec<u8>]) -> bool {
    let Some((KeptRest { reads, fixities, problems, .. }, units, entries)) = unpack(packs) else { return false };
    if !memo.pages.restored || units.len() != memo.pages.units.len() {
        return false;
    }
    let templates = looks::templates(then, config, memo, true);
    // Of a set that is broken another process may have gone on with one that was not.
    let is_whole = memo.looks.template_diagnostics.iter().all(|found| found.severity != Severity::Error);
    let Some(newer) = is_whole.then(|| memo.go_back(then, config)).flatten() else {
        memo.looks = LooksMemo::default();
        return false;
    };
    _ = take(then, config, memo);
    memo.inputs.ahead = newer;
    let csl = looks::csl(then, config, memo, true);
    memo.pages.settings = key::settings(config, &templates, &csl, &Settings::default());
    for ((_, known), kept) in memo.pages.units.iter_mut().zip(units) {
        let KeptUnit { reads, parts, attached, scaled, tiled, diagnostics, failed } = kept;
        let failed = failed || known.failed;
        *known = UnitMemo { reads, parts, attached, scaled, tiled, diagnostics, failed, pages: std::mem::take(&mut known.pages) };
    }
    memo.pages.restored = false;
    memo.pages.is_plain_due = true;
    memo.pages.paths = Arc::new(memo.all_paths());
    memo.problems = Some((config.clone(), problems.into_iter().map(|(reads, found)| Problems { reads, found }).collect()));
    memo.data.reads = reads.into_iter().filter_map(|(name, kinds)| Some((Made::of_name(&name)?, kinds))).collect();
    memo.data.fixities = fixities.into_iter().collect();
    memo.data.config = Some(config.clone());
    memo.data.stale = Kinds::NONE;
    data::lose(&mut memo.data);
    // An index of which a file is lost is made from nothing.
    if !memo.data.stale_search {
        let files = memo.data.files.iter().filter(|(path, _)| path.as_str().starts_with(FOLDER));
        memo.search.go_on(entries, files.map(|(path, digest)| (path.clone(), *digest)).collect());
    }
    true
}

/// What is kept of the whole, of units, and of entries of the search index, if all of it is there.
fn unpack(packs: &[Vec<u8>]) -> Option<(KeptRest, Vec<KeptUnit>, BTreeMap<Key, Known>)> {
    let packs: Vec<Option<Pack>> = packs.par_iter().map(|pack| postcard::from_bytes(pack).ok()).collect();
    let (mut whole, mut units, mut entries) = (None, Vec::new(), BTreeMap::new());
    for pack in packs {
        match pack? {
            Pack::Rest(rest) => whole = Some(rest),
            Pack::Units(some) => units.extend(some),
            Pack::Search(some) => entries.extend(some),
        }
    }
    let whole = whole.filter(|rest| rest.units == units.len() && rest.entries == entries.len())?;
    Some((whole, units, entries))
}
