//! Copies of files of the archive without what readers are not to get: what could run in a drawing, where a photograph was taken.
//!
//! One file at a time is in memory, and none that is longer than [`LONGEST`]. What cannot be done to a file is kept in
//! `.scholion/cache/cleaned/` by its bytes, so that each build says it.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use scholion_picture::blank_places;

use super::cache::file;
use crate::{
    base::{Diagnostic, Message, RelPath, say},
    build::Clean,
    document::drawing,
    public::Output,
    site::Cleaning,
};

/// The folder in [`file::FOLDER`].
const FOLDER: &str = "cleaned";

/// A longer file is not cleaned, in bytes.
const LONGEST: u64 = 1 << 28;

/// What stands in the place of a drawing that is none.
const NOTHING: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n";

/// Publishes what is due. Says of each file, due or not, to which it cannot be done.
pub fn publish(root: &Path, cleaned: &[Clean], output: &Output) -> Vec<Diagnostic> {
    let folder = root.join(file::FOLDER).join(FOLDER);
    cleaned.iter().filter_map(|one| publish_one(root, &folder, one, output)).collect()
}

fn publish_one(root: &Path, folder: &Path, one: &Clean, output: &Output) -> Option<Diagnostic> {
    let fault = folder.join(name_of(one));
    if !one.is_due {
        return fs::read_to_string(fault).ok().map(|why| finding(one, Message::from_text(&why)));
    }
    let (from, to) = (root.join(one.copy.from.as_str()), one.copy.to.as_str());
    match clean(&from, one.how) {
        Ok(Some(bytes)) => output.put(&one.copy.to, &bytes),
        Ok(None) => output.copy(to, &from, one.copy.digest),
        Err(why) => {
            _ = file::put(folder, &name_of(one), why.to_string().as_bytes());
            match one.how {
                Cleaning::Scripts => output.put(&one.copy.to, NOTHING),
                Cleaning::Places => output.copy(to, &from, one.copy.digest),
            }
            return Some(finding(one, why));
        }
    }
    None
}
