//! The file of a cache: who wrote it, a checksum, and two parts, of which the second is read only if it is needed.

use std::{fs, io, path::Path, time::SystemTime};

use super::Last;
use crate::{
    base::Digest,
    build::{Kept, key::PROGRAM},
    public::write_whole,
};

/// Where caches stand, from the archive's root.
pub const FOLDER: &str = ".scholion/cache";

/// How many output folders are remembered.
const MOST: usize = 8;

const HEADER: &str = "scholion-cache 1\n";

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
    /// Encodes them.
    pub fn encode(kept: &Kept) -> Self {
        // Nothing in it is beyond postcard; an empty part would be no `Kept`, and so be known as damaged.
        Self(postcard::to_stdvec(kept).unwrap_or_default())
    }

    /// The keys, unless they are damaged.
    pub fn decode(&self) -> Option<Kept> {
        postcard::from_bytes(&self.0).ok()
    }
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
pub fn save(place: &Path, last: &Last, keys: &Keys) {
    let (Some(folder), Some(name)) = (place.parent(), place.file_name().and_then(|name| name.to_str())) else { return };
    let (Ok(mut body), Ok(last)) = (postcard::to_stdvec(PROGRAM), postcard::to_stdvec(last)) else { return };
    body.extend_from_slice(&last);
    body.extend_from_slice(&keys.0);
    let mut bytes = HEADER.as_bytes().to_vec();
    bytes.extend_from_slice(&Digest::of(&body).0);
    bytes.append(&mut body);
    if put(folder, name, &bytes).is_err() {
        remove(place);
    }
    thin_out(folder);
}

/// Writes a file of [`FOLDER`], which version control is to pass over.
pub fn put(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let ignore = folder.join(".gitignore");
    fs::create_dir_all(folder)?;
    if !ignore.exists() {
        fs::write(&ignore, "*\n")?;
    }
    write_whole(folder, name, bytes)
}

/// Removes a cache.
pub fn remove(place: &Path) {
    // One that is not there is as good, and one that stays is proven before it is used.
    let _ = fs::remove_file(place);
}

/// Keeps the newest few, and what a killed build left half-written not at all.
fn thin_out(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut caches: Vec<(SystemTime, _)> = entries
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "bin" || extension == "tmp"))
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    caches.sort();
    let older = caches.len().saturating_sub(MOST);
    caches.iter().take(older).for_each(|(_, place)| remove(place));
}
