//! Smaller pictures of those of the archive: made once, and kept in `.scholion/cache/pictures/` by what they are made of.
//!
//! A picture is read once for all its widths. Several are made at a time, as many as [`AT_ONCE`] leaves room for. Of one that cannot be
//! read a copy is published in the place of the smaller ones, or of a page of several a picture of nothing, and a finding says why.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

use rayon::prelude::*;
use scholion_picture::{Fault, Form, Limits, Picture, Tone, read};

use super::{cache::file, pdf};
use crate::{
    base::{Diagnostic, Digest, Message, RelPath, say},
    build::Scale,
};

/// The folder in [`file::FOLDER`].
const FOLDER: &str = "pictures";

/// The picture of nothing in [`FOLDER`].
const EMPTY: &str = "empty.jpg";

/// So many pixels may be in memory at once, over all pictures that are being made; one that has more is made alone.
const AT_ONCE: u64 = 40_000_000;

/// A longer file is not read, in bytes.
const LONGEST: u64 = 1 << 30;

/// Takes a file that is to be published: its path on the site, where it is, and the digest of its bytes.
pub type Publish<'a> = &'a (dyn Fn(&RelPath, &Path, Digest) + Sync);

/// Makes the smaller pictures that are due, and publishes them. Says of each picture, due or not, of which none can be made.
pub fn make(root: &Path, scaled: &[Scale], quality: u8, publish: Publish<'_>) -> Vec<Diagnostic> {
    if scaled.is_empty() {
        return Vec::new();
    }
    let maker = Maker { root, folder: root.join(file::FOLDER).join(FOLDER), quality, room: Room::default() };
    let is_same = |one: &Scale, other: &Scale| (&one.scaled.file, one.scaled.sheet) == (&other.scaled.file, other.scaled.sheet);
    let pictures: Vec<&[Scale]> = scaled.chunk_by(is_same).collect();
    let mut findings: Vec<Diagnostic> = pictures.into_par_iter().filter_map(|widths| maker.picture(widths, publish)).collect();
    // All pages of a file may lack the same.
    findings.dedup();
    findings
}

/// Removes what is kept of pictures that no page shows any more.
pub fn thin_out(root: &Path, scaled: &[Scale], quality: u8) {
    let Ok(entries) = fs::read_dir(root.join(file::FOLDER).join(FOLDER)) else { return };
    let used: BTreeSet<String> = scaled.iter().flat_map(|one| [name_of(one, quality), fault_of(one)]).collect();
    let old =
        entries.flatten().filter(|entry| entry.file_name().to_str().is_some_and(|name| !name.starts_with('.') && !used.contains(name)));
    // One that stays costs room, and nothing else.
    old.for_each(|entry| _ = fs::remove_file(entry.path()));
}

/// How a smaller picture is kept.
fn name_of(one: &Scale, quality: u8) -> String {
    let version = scholion_picture::VERSION;
    format!("{}{}-{version}-{quality}-{}.{}", one.digest, page_of(one), one.scaled.width, one.scaled.to.extension())
}

/// Which page of its file it is of, where that is not the first.
fn page_of(one: &Scale) -> String {
    if one.scaled.sheet > 0 { format!("p{}", one.scaled.sheet) } else { String::new() }
}

/// How it is kept why there is none.
fn fault_of(one: &Scale) -> String {
    format!("{}{}-{}.fault", one.digest, page_of(one), scholion_picture::VERSION)
}

struct Maker<'a> {
    root: &'a Path,
    folder: PathBuf,
    quality: u8,
    room: Room,
}

impl Maker<'_> {
    /// Publishes the widths of one picture that are due; says why there are none.
    fn picture(&self, widths: &[Scale], publish: Publish<'_>) -> Option<Diagnostic> {
        let first = widths.first()?;
        let why = self.folder.join(fault_of(first));
        let known = fs::read_to_string(&why).ok();
        // A program that was not there may be there now.
        let is_again = known.as_deref().is_some_and(pdf::is_undrawn);
        let due: Vec<&Scale> = widths.iter().filter(|one| one.is_due || is_again).collect();
        let fault = match known {
            Some(fault) if !is_again => Some(fault),
            _ if due.is_empty() => None,
            _ => self.make(&due).err().map(|fault| fault.to_string()),
        };
        let Some(fault) = fault else {
            if is_again {
                _ = fs::remove_file(why);
            }
            for one in due {
                let place = self.folder.join(name_of(one, self.quality));
                // The file is whole, or there is none: then it is made by the next build.
                if let Ok(bytes) = fs::read(&place) {
                    publish(&one.scaled.to, &place, Digest::of(&bytes));
                }
            }
            return None;
        };
        // A cache that cannot be written costs time.
        _ = file::put(&self.folder, &fault_of(first), fault.as_bytes());
        // A copy of a file that has several pages would be all of them.
        if first.scaled.file.extension() == "pdf" || first.scaled.sheet > 0 {
            let empty = empty(self.quality);
            if file::put(&self.folder, EMPTY, &empty).is_ok() {
                due.iter().for_each(|one| publish(&one.scaled.to, &self.folder.join(EMPTY), Digest::of(&empty)));
            }
        } else {
            due.iter().for_each(|one| publish(&one.scaled.to, &self.root.join(one.scaled.file.as_str()), one.digest));
        }
        Some(Diagnostic::warning(&first.scaled.file, say::picture_unread(&fault)).hint(say::picture_unread_hint()))
    }

    /// Makes those of one picture's widths that are not kept.
    fn make(&self, due: &[&Scale]) -> Result<(), Message> {
        let lacks = |one: &&&Scale| !self.folder.join(name_of(one, self.quality)).exists();
        let lacking: Vec<&Scale> = due.iter().filter(lacks).copied().collect();
        let Some(first) = lacking.first() else { return Ok(()) };
        let place = self.root.join(first.scaled.file.as_str());
        if fs::metadata(&place).is_ok_and(|meta| meta.len() > LONGEST) {
            return Err(say::picture_too_long());
        }
        let _place = self.room.take(first.scaled.pixels);
        let widths: Vec<u32> = lacking.iter().map(|one| one.scaled.width).collect();
        let (bytes, sheet) = if first.scaled.file.extension() == "pdf" {
            (pdf::picture(&place, first.scaled.sheet, widths.iter().copied().max().unwrap_or(1))?, 0)
        } else {
            // One that is gone by now is none of this build's.
            let Ok(bytes) = fs::read(&place) else { return Ok(()) };
            (bytes, first.scaled.sheet)
        };
        let form = if first.scaled.to.extension() == "webp" { Form::Drawing } else { Form::Photograph(self.quality) };
        // Readers of others' formats: what they fail at is one picture.
        let made = std::panic::catch_unwind(|| -> Result<Vec<(u32, Vec<u8>)>, Fault> {
            let picture = read(&bytes, sheet, Limits::default())?;
            Ok(picture.at_widths(&widths).iter().filter_map(|small| Some((small.width, small.write(form)?))).collect())
        });
        let made = made.map_err(|_| say::picture_panicked())?.map_err(|fault| say::picture_fault(fault.to_string()))?;
        for one in lacking {
            if let Some((_, bytes)) = made.iter().find(|(width, _)| *width == one.scaled.width) {
                _ = file::put(&self.folder, &name_of(one, self.quality), bytes);
            }
        }
        Ok(())
    }
}

/// A picture of nothing.
pub(super) fn empty(quality: u8) -> Vec<u8> {
    let white = Picture::new(1, 1, Tone::Gray, vec![u8::MAX]);
    white.and_then(|white| white.write(Form::Photograph(quality))).unwrap_or_default()
}

/// How many pixels are in memory.
#[derive(Default)]
pub(super) struct Room {
    taken: Mutex<u64>,
    left: Condvar,
}

impl Room {
    /// Waits until there is room for so many pixels, and takes it.
    pub(super) fn take(&self, pixels: u64) -> Place<'_> {
        let pixels = pixels.min(AT_ONCE);
        let mut taken = self.lock();
        while *taken + pixels > AT_ONCE {
            taken = self.left.wait(taken).unwrap_or_else(PoisonError::into_inner);
        }
        *taken += pixels;
        Place { room: self, pixels }
    }

    fn lock(&self) -> MutexGuard<'_, u64> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Room that is taken for as long as this is held.
pub(super) struct Place<'r> {
    room: &'r Room,
    pixels: u64,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        *self.room.lock() -= self.pixels;
        self.room.left.notify_all();
    }
}
