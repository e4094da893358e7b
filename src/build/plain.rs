//! Files that are published as they are: assets, and those files of the archive to which a page leads.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rustc_hash::FxHashSet;

use super::{
    Emit, Memo,
    capturing::{self, Capturing},
};
use crate::{
    base::{Diagnostic, Digest, RelPath, Snapshot, say},
    config::Config,
    site::{Cleaning, Scaled, Tiled, address, templates::Templates},
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

/// A file of the archive of which something is to be taken out on its way to the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clean {
    /// The file, and where it is to stand.
    pub copy: Copy,
    /// What is taken out.
    pub how: Cleaning,
    /// Of a capture, or a sheet beside one, with what it is written anew.
    pub capture: Option<Arc<Capturing>>,
    /// Whether it is new, or to be made otherwise than it was.
    pub is_due: bool,
}

/// A smaller picture of one of the archive's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// What the page asks for.
    pub scaled: Scaled,
    /// The digest of the picture's bytes when the archive was read.
    pub digest: Digest,
    /// Whether it is new, or to be made otherwise than it was.
    pub is_due: bool,
}

/// A picture of the archive in tiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiling {
    /// What the page asks for.
    pub tiled: Tiled,
    /// The digest of the bytes of the picture's file when the archive was read.
    pub digest: Digest,
    /// Whether it is new, or to be made otherwise than it was.
    pub is_due: bool,
}

/// What became of the plain files.
pub struct Made {
    /// Whether there are others than before.
    pub moved: bool,
    /// Those that are to be copied, as they are new or have other bytes.
    pub copies: Vec<Copy>,
    /// Those of which something is taken out, in order.
    pub cleaned: Vec<Clean>,
    /// The smaller pictures, in order.
    pub scaled: Vec<Scale>,
    /// The pictures in tiles, in order.
    pub tiled: Vec<Tiling>,
}

/// The assets with which pictures in tiles are looked at closely: published where there are such.
const VIEWER: [&str; 3] = ["assets/openseadragon.LICENSE.txt", "assets/openseadragon.min.js", "assets/zoom.js"];

/// Hands out the files that are published as they are and differ from what `memo` knows to be on the site.
pub fn make(snapshot: &Snapshot, config: &Config, templates: Option<&Templates>, memo: &mut Memo, emit: Emit<'_>) -> Made {
    let mut now: BTreeMap<RelPath, Digest> = BTreeMap::new();
    let mut put = |path: RelPath, bytes: &[u8]| {
        let digest = Digest::of(bytes);
        if memo.pages.plain.get(&path) != Some(&digest) {
            emit(&path, bytes);
        }
        now.insert(path, digest);
    };
    let has_tiles = memo.pages.units.iter().any(|(_, unit)| !unit.tiled.is_empty());
    let is_used = |path: &str| (has_tiles || !VIEWER.contains(&path)) && config.frame.look.uses(path);
    let assets = templates.iter().flat_map(|set| set.assets()).filter(|(path, _)| is_used(path));
    assets.for_each(|(path, bytes): (&String, &Arc<[u8]>)| put(RelPath::new(path), bytes));
    put(RelPath::new(".nojekyll"), b"");
    let attached: BTreeSet<&RelPath> = memo.pages.units.iter().flat_map(|(_, unit)| &unit.attached).collect();
    let taken: FxHashSet<&RelPath> = match attached.is_empty() {
        true => FxHashSet::default(),
        false => memo.pages.units.iter().flat_map(|(_, unit)| &unit.pages).map(|page| &page.path).collect(),
    };
    let (mut copies, mut cleaned) = (Vec::new(), Vec::new());
    let mut flaws = Vec::new();
    for from in attached {
        let Some((file, to)) = snapshot.files.get(from).zip(address::file(from)) else { continue };
        let to = RelPath::new(&to);
        // Two sources may be called alike where one gets another ending.
        if taken.contains(&to) || now.contains_key(&to) || is_of_notes(memo, &to) {
            let message = say::address_taken(&to);
            flaws.push(Diagnostic::error(from, message).hint(say::address_taken_hint()));
            continue;
        }
        if capturing::is_written_anew(from) {
            cleaned.push(capturing::clean(from, to, file.digest, (memo, templates), &mut now));
            continue;
        }
        if let Some(how) = Cleaning::of(config, &to) {
            let digest = Digest::of(format!("{} {} {}", file.digest, how.name(), scholion_picture::VERSION).as_bytes());
            let is_due = memo.pages.plain.get(&to) != Some(&digest);
            now.insert(to.clone(), digest);
            match file.bytes() {
                Some(bytes) => {
                    let (bytes, why) = how.apply(bytes.to_vec());
                    flaws.extend(why.map(|why| how.finding(from, &why)));
                    if is_due {
                        emit(&to, &bytes);
                    }
                }
                None => cleaned.push(Clean { copy: Copy { from: from.clone(), to, digest: file.digest }, how, capture: None, is_due }),
            }
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
    let mut scaled = Vec::new();
    let wanted: BTreeSet<&Scaled> = memo.pages.units.iter().flat_map(|(_, unit)| &unit.scaled).collect();
    for one in wanted {
        // A file of the archive that stands there itself is the one that is meant.
        let Some(file) = snapshot.files.get(&one.file).filter(|_| !now.contains_key(&one.to)) else { continue };
        let made_of = format!("{} {} {}", file.digest, config.pictures.quality, scholion_picture::VERSION);
        let digest = Digest::of(made_of.as_bytes());
        let is_due = memo.pages.plain.get(&one.to) != Some(&digest);
        now.insert(one.to.clone(), digest);
        scaled.push(Scale { scaled: one.clone(), digest: file.digest, is_due });
    }
    let tiled = tiled(snapshot, config, memo, &mut now);
    let moved = !memo.pages.plain.keys().eq(now.keys());
    memo.pages.plain = now;
    memo.pages.plain_flaws = flaws;
    Made { moved, copies, cleaned, scaled, tiled }
}

/// The pictures that are shown in tiles; each tile is a file of its own.
fn tiled(snapshot: &Snapshot, config: &Config, memo: &Memo, now: &mut BTreeMap<RelPath, Digest>) -> Vec<Tiling> {
    let wanted: BTreeSet<&Tiled> = memo.pages.units.iter().flat_map(|(_, unit)| &unit.tiled).collect();
    let mut tiled = Vec::new();
    for one in wanted {
        let Some(file) = snapshot.files.get(&one.file) else { continue };
        let (quality, side, version) = (config.pictures.quality, Tiled::SIDE, scholion_picture::VERSION);
        let digest = Digest::of(format!("{} {} {quality} {side} {version}", file.digest, one.sheet).as_bytes());
        let mut is_due = false;
        for path in one.paths() {
            is_due |= memo.pages.plain.get(&path) != Some(&digest);
            now.insert(path, digest);
        }
        tiled.push(Tiling { tiled: one.clone(), digest: file.digest, is_due });
    }
    tiled
}

/// Whether the notes of a document may stand at a path, which are made behind the pages.
fn is_of_notes(memo: &Memo, path: &RelPath) -> bool {
    path.extension() == "jsonld" && memo.catalogue.documents().keys().any(|slug| address::jsonld(slug) == path.as_str())
}
