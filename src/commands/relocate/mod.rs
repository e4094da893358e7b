//! `scholion mv`, `rm`, `split` and `merge`: a text and all that belongs to it, moved, removed, parted or put together.
//!
//! 1. [`belongings`]: which files belong to a text; [`former`]: which addresses it keeps;
//! 2. [`mv`], [`rm`], [`split`], [`merge`]: the verbs; what a move changes in other files, and how a text is cut, says `archive/moving`;
//! 3. the archive is built as it is and as it would be: what would be wrong behind the change, and is not now, is said before
//!    anything is written, and stops a move;
//! 4. texts are written together, all or none (`public/together.rs`). Files that are never in memory are copied before, and those that
//!    were there go afterwards: whenever the program is killed, nothing is lost.

mod belongings;
mod former;
pub mod merge;
pub mod mv;
pub mod rm;
pub mod split;
mod text;

use std::{collections::BTreeMap, fs, io, path::Path};

use anyhow::{Context, bail};

use super::{Usage, ingest::original::base_path, session::Session};
use crate::{
    base::{
        Diagnostic, Digest, RelPath, Severity, Snapshot,
        places::{COLLECTIONS, CONTENT, DOCUMENTS, KEPT, PAGES},
        snapshot::File,
    },
    build::{self, Memo},
    public::{Failure, Was, Write, write_together},
};

/// The archive's files as they would be.
pub(super) type After = BTreeMap<RelPath, Option<Vec<u8>>>;

/// Builds the archive as it is; gives what is wrong with it now, too.
pub(super) fn as_is(session: &Session<'_>) -> (Memo, Vec<Diagnostic>) {
    let mut memo = Memo::default();
    let built = build::build(session.snapshot(), &session.config, &mut memo, &|_, _| ());
    (memo, built.diagnostics)
}

/// Says what would be wrong behind a change (`what`), and ends there if that has errors.
pub(super) fn stop_at_errors(session: &Session<'_>, faults: Vec<Diagnostic>, what: &str) -> anyhow::Result<()> {
    let is_broken = faults.iter().any(|fault| fault.severity == Severity::Error);
    session.tell(faults, false);
    if is_broken {
        bail!("these would be wrong behind {what}; nothing is written");
    }
    Ok(())
}

/// Where files stand once they have moved.
fn place_in(moves: &BTreeMap<RelPath, RelPath>) -> impl Fn(&RelPath) -> RelPath + '_ {
    |path| moves.get(path).unwrap_or(path).clone()
}

/// The file in the archive that somebody means by a path from here, from the root or from `content/`, with or without its ending, or by
/// the name of a document.
pub(super) fn meant(session: &Session<'_>, written: &str) -> anyhow::Result<RelPath> {
    let snapshot = session.snapshot();
    let is_folder = |path: &RelPath| snapshot.below(path.as_str()).next().is_some();
    let found = candidates(&session.root, written).into_iter().find_map(|path| {
        let ended = RelPath::new(&format!("{path}.md"));
        [path.clone(), ended].into_iter().find(|path| snapshot.files.contains_key(path)).or_else(|| is_folder(&path).then_some(path))
    });
    let found = found.filter(|path| path.as_str() != CONTENT && path.is_below(CONTENT));
    found.ok_or_else(|| Usage::error(format!("there is no document or page `{written}`"), "name its file, as content/documents/letter.md"))
}

/// What a path may mean, the first first.
fn candidates(root: &Path, written: &str) -> Vec<RelPath> {
    let here = std::env::current_dir().unwrap_or_default().join(written);
    let from_here = here.parent().and_then(|folder| folder.canonicalize().ok()).and_then(|folder| {
        let place = folder.join(here.file_name()?);
        Some(RelPath::new(&place.strip_prefix(root.canonicalize().ok()?).ok()?.to_string_lossy()))
    });
    let below = |folder: &str| RelPath::new(&format!("{folder}/{written}"));
    let bare =
        (!written.starts_with("../")).then(|| ["", CONTENT, DOCUMENTS, PAGES, COLLECTIONS].map(|folder| below(folder).as_str().to_owned()));
    from_here.into_iter().chain(bare.into_iter().flatten().map(|path| RelPath::new(&path))).collect()
}

/// What would be wrong with the archive and is not now. `memo` is that of a build of the archive as it is, which found `before`; `place` says
/// where a file stands then.
pub(super) fn new_faults(
    session: &Session<'_>,
    memo: &mut Memo,
    before: &[Diagnostic],
    after: Snapshot,
    place: &dyn Fn(&RelPath) -> RelPath,
) -> Vec<Diagnostic> {
    let mut known: BTreeMap<(&str, RelPath), Vec<String>> = BTreeMap::new();
    for one in before {
        known.entry((one.code(), place(&one.path))).or_default().push(one.message.to_string());
    }
    let built = build::build(&after, &session.config, memo, &|_, _| ());
    let mut found = built.diagnostics;
    let mut is_known = |one: &Diagnostic, is_it: &dyn Fn(&String) -> bool| {
        let said = known.get_mut(&(one.code(), one.path.clone()));
        said.is_some_and(|said| said.iter().position(is_it).map(|nth| said.remove(nth)).is_some())
    };
    found.retain(|one| one.severity != Severity::Notice && !is_known(one, &|said| *said == one.message.to_string()));
    // What a finding says may name what has moved: then it is known by its code and its file.
    found.retain(|one| !is_known(one, &|_| true));
    found
}

/// What a file holds to which lines are added; nothing if it is not there. What is no text is not written over.
pub(super) fn text_of(session: &Session<'_>, path: &RelPath) -> anyhow::Result<String> {
    let bytes = session.bytes(path).map(|bytes| bytes.to_vec()).unwrap_or_default();
    String::from_utf8(bytes).with_context(|| format!("{path} is not UTF-8"))
}

/// Writes what shall stand where, all or nothing; what stands there now must be what `session` has read.
pub(super) fn write(session: &Session<'_>, after: After) -> anyhow::Result<()> {
    let was = |path: &RelPath| session.snapshot().files.get(path).map_or(Was::Nothing, |file| Was::Bytes(file.digest));
    let writes = after.into_iter().map(|(path, now)| Write { was: was(&path), path: path.to_string(), now, is_dear: true });
    match write_together(&session.root, writes.collect()) {
        Ok(_) => Ok(()),
        Err(Failure::Changed(place)) => bail!("{} was changed meanwhile; nothing is written, run the command again", place.display()),
        Err(Failure::Disk(error)) => Err(error.into()),
    }
}

/// A file copied to where nothing stands yet, and compared with what the archive knows of it.
fn copy(session: &Session<'_>, from: &RelPath, to: &RelPath) -> anyhow::Result<()> {
    let (source, target) = (session.root.join(from.as_str()), session.root.join(to.as_str()));
    let cannot = || format!("cannot copy {from} to {to}");
    // What the program keeps may be left of a text that stood there before.
    if to.is_below(KEPT) {
        let _ = fs::remove_file(&target);
    }
    target.parent().map_or(Ok(()), fs::create_dir_all).with_context(cannot)?;
    // A file that has two names takes no room, and no time; across file systems it has to be copied.
    let copied = match fs::hard_link(&source, &target) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(_) => fs::copy(&source, &target).map(|_| ()),
        Ok(()) => Ok(()),
    };
    copied.with_context(cannot)
}

/// Removes files, and the folders that are empty then.
fn remove(root: &Path, paths: impl Iterator<Item = RelPath>) -> io::Result<()> {
    for path in paths {
        match fs::remove_file(root.join(path.as_str())) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => prune(root, &path),
        }
    }
    Ok(())
}

/// Removes the empty folders above a file that is gone, but for those that every archive has.
fn prune(root: &Path, path: &RelPath) {
    let mut folder = RelPath::new(path.parent());
    while folder.as_str().matches('/').count() >= 2 && fs::remove_dir(root.join(folder.as_str())).is_ok() {
        folder = RelPath::new(folder.parent());
    }
}

/// What the program keeps of a file for later conversions, where it is there.
fn kept(root: &Path, path: &RelPath) -> Option<RelPath> {
    Some(RelPath::new(&base_path(path))).filter(|kept| root.join(kept.as_str()).is_file())
}

/// A snapshot in which files stand elsewhere, or hold something else.
pub(super) fn as_after(snapshot: &Snapshot, after: &After, media: &BTreeMap<RelPath, RelPath>) -> Snapshot {
    let mut then = snapshot.clone();
    for (from, to) in media {
        if let Some(file) = then.files.remove(from) {
            then.files.insert(to.clone(), file);
        }
    }
    for (path, bytes) in after {
        match bytes {
            None => _ = then.files.remove(path),
            Some(bytes) => {
                let is_same = then.files.get(path).is_some_and(|file| file.digest == Digest::of(bytes));
                if !is_same {
                    then.files.insert(path.clone(), File::new(bytes.clone()));
                }
            }
        }
    }
    then
}
