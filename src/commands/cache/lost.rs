//! What a build would take for gone although it only cannot be read now.

use std::fs;

use super::{Cache, Loaded};
use crate::{base::RelPath, commands::session::Session, public::is_published};

/// The files and folders that cannot be read now, of which this process knows nothing from before, but the last build did: without
/// them pages would change or vanish for no reason of the archive's. Where nothing is known of a last build that published
/// something, all that cannot be read.
pub fn lost(session: &Session<'_>) -> Vec<RelPath> {
    let place = session.output_dir();
    let scan = &session.scan;
    let is_known = |path: &RelPath| scan.snapshot.files.contains_key(path) || scan.snapshot.below(path.as_str()).next().is_some();
    let unread: Vec<&RelPath> = scan.unread.iter().filter(|path| !is_known(path)).collect();
    if unread.is_empty() || !is_published(&place) {
        return Vec::new();
    }
    let folder = fs::canonicalize(&place).unwrap_or(place);
    let was_read = |path: &RelPath| match &Cache::open(session, &folder).loaded {
        Loaded::Known(last, _) => last.inputs.has_at_or_below(path),
        Loaded::Nothing | Loaded::OtherProgram => true,
    };
    unread.into_iter().filter(|path| was_read(path)).cloned().collect()
}

/// Why nothing is published while these cannot be read.
pub fn withheld(lost: &[RelPath]) -> Option<String> {
    let first = lost.first()?;
    let others = match lost.len() - 1 {
        0 => String::new(),
        count => format!(" nor can {count} more"),
    };
    Some(format!("{first} cannot be read{others}, so nothing is published: the site stays as it is, and nothing is removed"))
}
