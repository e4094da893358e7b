//! Pictures in tiles: made once, and kept in `.scholion/cache/tiles/`, all tiles of a picture in one file, by what they are made of.
//!
//! Which tiles there are follows from the size of a picture alone, so that the file holds nothing but their bytes, each with its length
//! before it (32 bits, the least first), in that order. Of a picture that cannot be read every tile is empty, and a finding says why.

use std::{collections::BTreeSet, fs, path::Path};

use rayon::prelude::*;
use scholion_picture::{Fault, Limits, read, tiles};

use super::{
    cache::file,
    pdf,
    pictures::{Room, empty},
};
use crate::{
    base::{Diagnostic, Message, RelPath, say},
    build::Tiling,
    site::Tiled,
};

/// The folder in [`file::FOLDER`].
const FOLDER: &str = "tiles";

/// A longer file is not read, in bytes.
const LONGEST: u64 = 1 << 30;

/// Takes a file that is to be published: its path on the site and its bytes.
pub type Publish<'a> = &'a (dyn Fn(&RelPath, &[u8]) + Sync);

/// Makes the tiles that are due, and publishes them. Says of each picture, due or not, of which none can be made.
pub fn make(root: &Path, tiled: &[Tiling], quality: u8, publish: Publish<'_>) -> Vec<Diagnostic> {
    let room = Room::default();
    tiled.par_iter().filter_map(|one| picture(root, one, quality, &room, publish)).collect()
}

/// Removes what is kept of pictures that no page shows in tiles any more.
pub fn thin_out(root: &Path, tiled: &[Tiling], quality: u8) {
    let Ok(entries) = fs::read_dir(root.join(file::FOLDER).join(FOLDER)) else { return };
    let used: BTreeSet<String> = tiled.iter().flat_map(|one| ["tiles", "fault"].map(|kind| name_of(one, quality, kind))).collect();
    let old =
        entries.flatten().filter(|entry| entry.file_name().to_str().is_some_and(|name| !name.starts_with('.') && !used.contains(name)));
    // One that stays costs room, and nothing else.
    old.for_each(|entry| _ = fs::remove_file(entry.path()));
}

/// How the tiles of a picture are kept, or why there are none.
fn name_of(one: &Tiling, quality: u8, kind: &str) -> String {
    format!("{}-{}-{}-{quality}-{}.{kind}", one.digest, scholion_picture::VERSION, one.tiled.sheet, Tiled::SIDE)
}

/// Publishes the tiles of a picture if they are due; says why there are none.
fn picture(root: &Path, one: &Tiling, quality: u8, room: &Room, publish: Publish<'_>) -> Option<Diagnostic> {
    let folder = root.join(file::FOLDER).join(FOLDER);
    let (kept, faults) = (name_of(one, quality, "tiles"), name_of(one, quality, "fault"));
    let known = fs::read_to_string(folder.join(&faults)).ok();
    // A program that was not there may be there now.
    let is_again = known.as_deref().is_some_and(pdf::is_undrawn);
    let made = match known {
        Some(fault) if !is_again => Err(fault),
        _ if !one.is_due && !is_again => return None,
        _ => packed(&folder.join(&kept), one).map_or_else(|| made(root, one, quality, room).map_err(|fault| fault.to_string()), Ok),
    };
    match made {
        // One that is gone by now is none of this build's.
        Ok(pack) if pack.is_empty() => None,
        Ok(pack) => {
            // A cache that cannot be written costs time.
            _ = file::put(&folder, &kept, &pack);
            if is_again {
                _ = fs::remove_file(folder.join(&faults));
            }
            one.tiled.paths().zip(parts(&pack)).for_each(|(path, bytes)| publish(&path, bytes));
            None
        }
        Err(fault) => {
            _ = file::put(&folder, &faults, fault.as_bytes());
            if one.is_due {
                let empty = empty(quality);
                one.tiled.paths().for_each(|path| publish(&path, &empty));
            }
            Some(Diagnostic::warning(&one.tiled.file, say::picture_unread(&fault)).hint(say::picture_unread_hint()))
        }
    }
}

/// The tiles as they are kept, if they are whole.
fn packed(place: &Path, one: &Tiling) -> Option<Vec<u8>> {
    let pack = fs::read(place).ok()?;
    let length = parts(&pack).map(|part| part.len().saturating_add(4)).fold(0, usize::saturating_add);
    (length == pack.len() && parts(&pack).count() == one.tiled.paths().count()).then_some(pack)
}

/// Makes the tiles of a picture; nothing if the file is gone.
fn made(root: &Path, one: &Tiling, quality: u8, room: &Room) -> Result<Vec<u8>, Message> {
    let place = root.join(one.tiled.file.as_str());
    if fs::metadata(&place).is_ok_and(|meta| meta.len() > LONGEST) {
        return Err(say::picture_too_long());
    }
    let (width, height) = one.tiled.size;
    let _place = room.take(u64::from(width) * u64::from(height));
    let (bytes, sheet) = if one.tiled.file.extension() == "pdf" {
        (pdf::picture(&place, one.tiled.sheet, width)?, 0)
    } else {
        let Ok(bytes) = fs::read(&place) else { return Ok(Vec::new()) };
        (bytes, one.tiled.sheet)
    };
    // Readers of others' formats: what they fail at is one picture.
    let made = std::panic::catch_unwind(|| -> Result<Vec<u8>, Fault> {
        let mut picture = read(&bytes, sheet, Limits::default())?;
        if (picture.width, picture.height) != (width, height) {
            // A page of a PDF is drawn as wide as is asked for, and its height is rounded in its own way.
            picture = picture.scaled(width, height).ok_or_else(|| Fault::Damaged("its size is not what it says".to_owned()))?;
        }
        let mut pack = Vec::new();
        let mut take = |tile: scholion_picture::Tile| {
            let length = u32::try_from(tile.bytes.len()).map_err(|_| Fault::Damaged("a tile is too long".to_owned()))?;
            pack.extend_from_slice(&length.to_le_bytes());
            pack.extend_from_slice(&tile.bytes);
            Ok(())
        };
        tiles(&picture, Tiled::SIDE, Tiled::form(quality), &mut take)?;
        Ok(pack)
    });
    made.map_err(|_| say::picture_panicked())?.map_err(|fault| say::picture_fault(fault.to_string()))
}

/// The files in a pack, up to the first that is not whole.
fn parts(pack: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = pack;
    std::iter::from_fn(move || {
        let (length, behind) = rest.split_first_chunk::<4>()?;
        let (part, behind) = behind.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
        rest = behind;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_is_read_as_far_as_it_is_whole() {
        let pack = [2, 0, 0, 0, 7, 8, 0, 0, 0, 0, 1, 0, 0, 0, 9];
        assert_eq!(parts(&pack).collect::<Vec<_>>(), [&[7, 8][..], &[], &[9]]);
        assert_eq!(parts(&pack[..14]).count(), 2);
        assert_eq!(parts(&[]).count(), 0);
    }
}
