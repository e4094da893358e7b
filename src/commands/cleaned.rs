//! Copies of files of the archive without what readers are not to get: what could run in a drawing, where a photograph was taken.
//!
//! One file at a time is in memory, and none that is longer than [`LONGEST`]. What cannot be done to a file is kept in
//! `.scholion/cache/cleaned/` by its bytes, so that each build says it.

use std::{collections::BTreeSet, fs, path::Path};

use super::cache::file;
use crate::{
    base::{Diagnostic, Digest, RelPath, diagnostic::io_words, places::CONTENT, say},
    build::{Capturing, Clean},
    config::Config,
    public::Output,
    site::{Cleaning, NOTHING, capture},
};

/// The folder in [`file::FOLDER`].
const FOLDER: &str = "cleaned";

/// A longer file is not cleaned, in bytes.
const LONGEST: u64 = 1 << 28;

/// Publishes what is due. Says of each file, due or not, to which it cannot be done.
pub fn publish(root: &Path, cleaned: &[Clean], output: &Output) -> Vec<Diagnostic> {
    let folder = root.join(file::FOLDER).join(FOLDER);
    cleaned.iter().filter_map(|one| publish_one(root, &folder, one, output)).collect()
}

fn publish_one(root: &Path, folder: &Path, one: &Clean, output: &Output) -> Option<Diagnostic> {
    if let Some(capture) = &one.capture {
        return publish_capture(root, one, capture, output);
    }
    if !one.is_due {
        return fs::read_to_string(folder.join(name_of(one))).ok().map(|why| one.how.finding(&one.copy.from, &why));
    }
    let (from, to) = (root.join(one.copy.from.as_str()), one.copy.to.as_str());
    let (bytes, why) = clean(&from, one.how);
    match bytes {
        Some(bytes) => output.put(to, &bytes),
        None => output.copy(to, &from, one.copy.digest),
    }
    let why = why?;
    // A cache that cannot be written costs a word in the next build.
    _ = file::put(folder, &name_of(one), why.as_bytes());
    Some(one.how.finding(&one.copy.from, &why))
}

/// Publishes a capture, or a sheet beside one, with the files that stood in it. One that cannot be written anew is not published: nobody gets the
/// file itself.
fn publish_capture(root: &Path, one: &Clean, capturing: &Capturing, output: &Output) -> Option<Diagnostic> {
    let from = &one.copy.from;
    if one.is_due {
        let place = root.join(from.as_str());
        let bytes = match fs::metadata(&place) {
            Ok(meta) if meta.len() > capture::LONGEST => Err(String::from("too long")),
            // One that is gone by now is none of this build's.
            _ => fs::read(&place).map_err(|error| io_words(&error)),
        };
        let there = |ask: &str| capturing.there.get(ask).cloned();
        let writing = capture::Writing { path: from, url: &capturing.url, banner: &capturing.banner, there: &there };
        let written = bytes.and_then(|bytes| capture::write(&bytes, &writing).ok_or_else(|| String::from("no page")));
        match written {
            Ok(written) => {
                output.put(one.copy.to.as_str(), &written.bytes);
                written.parts.iter().for_each(|(path, bytes)| output.put(path.as_str(), bytes));
            }
            Err(why) => {
                output.put(one.copy.to.as_str(), b"");
                return Some(one.how.finding(from, &why));
            }
        }
    }
    (capturing.left_out > 0).then(|| Diagnostic::notice(from, say::capture_left_out(capturing.left_out as usize)))
}

/// Publishes a picture in the place of a smaller one: itself, without the place where it was taken if readers are not to get that.
pub fn publish_picture(root: &Path, config: &Config, output: &Output, (to, from, digest): (&RelPath, &Path, Digest)) {
    let own = from.strip_prefix(root).ok().and_then(Path::to_str).map(RelPath::new).filter(|path| path.is_below(CONTENT));
    let how = own.and_then(|path| Cleaning::of(config, &path)).filter(|how| *how == Cleaning::Places);
    match how.map(|how| clean(from, how)) {
        Some((Some(bytes), _)) => output.put(to.as_str(), &bytes),
        _ => output.copy(to.as_str(), from, digest),
    }
}

/// What is published of a file, `None` if that is the file itself; and if something cannot be taken out of it, why.
fn clean(place: &Path, how: Cleaning) -> (Option<Vec<u8>>, Option<String>) {
    let length = fs::metadata(place).map_or(0, |meta| meta.len());
    if length > LONGEST {
        let instead = (how == Cleaning::Scripts).then(|| NOTHING.to_vec());
        return (instead, Some(String::from("too long")));
    }
    // One that is gone by now is none of this build's.
    let Ok(bytes) = fs::read(place) else { return (None, None) };
    let (bytes, why) = how.apply(bytes);
    (Some(bytes), why)
}

/// Removes what is kept of files that are not published any more.
pub fn thin_out(root: &Path, cleaned: &[Clean]) {
    let Ok(entries) = fs::read_dir(root.join(file::FOLDER).join(FOLDER)) else { return };
    let used: BTreeSet<String> = cleaned.iter().map(name_of).collect();
    let old =
        entries.flatten().filter(|entry| entry.file_name().to_str().is_some_and(|name| !name.starts_with('.') && !used.contains(name)));
    // One that stays costs room, and nothing else.
    old.for_each(|entry| _ = fs::remove_file(entry.path()));
}

/// How it is kept why something cannot be done to a file.
fn name_of(one: &Clean) -> String {
    format!("{}-{}-{}.fault", one.copy.digest, one.how.name(), scholion_picture::VERSION)
}
