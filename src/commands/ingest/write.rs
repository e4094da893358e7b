//! The steps carried out: files written whole, and only over what was looked at.

use std::{fs, io, path::Path};

use anyhow::{Context, bail};

use super::{
    convert::{Outcome, Part, aside_path, base_path},
    plan::Step,
};
use crate::public::{Turn, write_whole};

/// Writes what is to be written, keeps what was generated as the base of later merges, and puts aside
/// what could not be merged.
pub fn write(root: &Path, outcomes: &[Outcome]) -> anyhow::Result<()> {
    // Nobody else of ours writes meanwhile: neither notes nor verdicts.
    let _turn = Turn::take(root)?;
    for part in outcomes.iter().flat_map(|outcome| &outcome.parts) {
        write_part(root, part)?;
    }
    Ok(())
}

fn write_part(root: &Path, part: &Part) -> anyhow::Result<()> {
    let place = root.join(part.path.as_str());
    if let Some(text) = part.text() {
        let now = match fs::read(&place) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", place.display())),
        };
        if now != part.there {
            bail!("{} was changed while it was being ingested; run the command again", place.display());
        }
        put(&place, &text)?;
    }
    match &part.step {
        Step::Conflict(_) | Step::NoBase => put(&root.join(aside_path(&part.path)), &part.aside())?,
        _ => {
            remove(&root.join(aside_path(&part.path)))?;
            let base = root.join(base_path(&part.path));
            if fs::read(&base).is_ok_and(|bytes| bytes == part.new.as_bytes()) {
                return Ok(());
            }
            put(&base, &part.new)?;
        }
    }
    Ok(())
}

/// Writes a file whole, and the folders above it.
pub fn put(place: &Path, text: &str) -> anyhow::Result<()> {
    let folder = place.parent().unwrap_or(place);
    let name = place.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let written = fs::create_dir_all(folder).and_then(|()| write_whole(folder, name, text.as_bytes()));
    written.with_context(|| format!("cannot write {}", place.display()))
}

fn remove(place: &Path) -> anyhow::Result<()> {
    match fs::remove_file(place) {
        Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Err(error).with_context(|| format!("cannot remove {}", place.display()))
        }
        _ => Ok(()),
    }
}
