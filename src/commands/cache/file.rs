//! The file of a cache: who wrote it, a checksum, and two parts, of which the second is read only if it is needed.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{Last, packs};
pub use crate::commands::keep::{FOLDER, put};
use crate::{
    base::Digest,
    build::{Kept, key::PROGRAM},
};

/// How many output folders are remembered.
const MOST: usize = 8;
/// And of how many the packs, which are as large as the archive.
const MOST_PACKS: usize = 2;

const HEADER: &str = "scholion-cache 1\n";

/// About how many bytes a published file takes, with its page's key and its share of what was read.
const ROOM_OF_FILE: usize = 160;

/// What was found in a file.
pub enum Loaded {
    /// There is none, or it is damaged.
    Nothing,
    /// Another program wrote it.
    OtherProgram,
    /// What the last build knew, and its pages' keys.
    Known(Box<Last>, Keys),
}

/// The keys of pages, encoded.
pub struct Keys(Vec<u8>);

impl Keys {
    /// The keys, unless they are damaged.
    pub fn decode(&self) -> Option<Kept> {
        postcard::from_bytes(&self.0).ok()
    }
}

/// The pages of a build, as they come to be written.
pub enum Pages<'a> {
    /// As they were read.
    Encoded(&'a Keys),
    /// As a build made them.
    Kept(&'a Kept),
}

/// Reads a cache.
pub fn load(place: &Path) -> Loaded {
    fs::read(place).ok().and_then(|bytes| decode(&bytes)).unwrap_or(Loaded::Nothing)
}

fn decode(bytes: &[u8]) -> Option<Loaded> {
    let body = bytes.strip_prefix(HEADER.as_bytes())?;
    let (checksum, body) = body.split_at_checked(16)?;
    if Digest::of(body).0 != checksum {
        return None;
    }
    let (program, body) = postcard::take_from_bytes::<&str>(body).ok()?;
    if program != PROGRAM {
        return Some(Loaded::OtherProgram);
    }
    let (last, keys) = postcard::take_from_bytes::<Last>(body).ok()?;
    Some(Loaded::Known(Box::new(last), Keys(keys.to_vec())))
}

/// Writes a cache. Where that cannot be done, the next build takes longer, and that is all.
pub fn save(place: &Path, last: &Last, pages: Pages<'_>) {
    let (Some(folder), Some(name)) = (place.parent(), place.file_name().and_then(|name| name.to_str())) else { return };
    match encode(last, pages) {
        Some(bytes) if put(folder, name, &bytes).is_ok() => {}
        _ => remove(place),
    }
    thin_out(folder);
}

/// All in one piece of memory, which for a large archive is not small.
fn encode(last: &Last, pages: Pages<'_>) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(last.published.count() * ROOM_OF_FILE);
    bytes.extend_from_slice(HEADER.as_bytes());
    bytes.extend_from_slice(&[0; 16]);
    let bytes = postcard::to_extend(PROGRAM, bytes).ok()?;
    let mut bytes = postcard::to_extend(last, bytes).ok()?;
    let mut bytes = match pages {
        Pages::Encoded(keys) => {
            bytes.extend_from_slice(&keys.0);
            bytes
        }
        Pages::Kept(kept) => postcard::to_extend(kept, bytes).ok()?,
    };
    let (head, body) = bytes.split_at_mut_checked(HEADER.len() + 16)?;
    head.get_mut(HEADER.len()..)?.copy_from_slice(&Digest::of(body).0);
    Some(bytes)
}

/// Removes a cache.
pub fn remove(place: &Path) {
    // One that is not there is as good, and one that stays is proven before it is used.
    let _ = fs::remove_file(place);
    packs::remove(place);
}

/// Keeps the newest few, and what a killed build left half-written not at all.
fn thin_out(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut files: Vec<(SystemTime, PathBuf)> =
        entries.flatten().filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path()))).collect();
    files.sort();
    let older = |most: usize, extensions: &[&str], remove: fn(&Path)| {
        let is_one = |place: &&PathBuf| place.extension().and_then(|one| one.to_str()).is_some_and(|one| extensions.contains(&one));
        let all: Vec<&PathBuf> = files.iter().map(|(_, place)| place).filter(is_one).collect();
        all.iter().take(all.len().saturating_sub(most)).for_each(|place| remove(place));
    };
    older(MOST, &["bin", "tmp"], remove);
    older(MOST_PACKS, &["packs"], packs::remove);
}
