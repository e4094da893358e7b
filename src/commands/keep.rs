//! Where the verbs keep what costs time to make. Losing it costs that time, and nothing else.

use std::{fs, io, path::Path};

use crate::public::write_whole;

/// The folder, from the archive's root.
pub const FOLDER: &str = ".scholion/cache";

/// Writes a file below [`FOLDER`], which version control is to pass over.
pub fn put(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    prepare(folder)?;
    write_whole(folder, name, bytes)
}

/// Makes such a folder, if it is not there.
pub fn prepare(folder: &Path) -> io::Result<()> {
    let ignore = folder.join(".gitignore");
    fs::create_dir_all(folder)?;
    if !ignore.exists() {
        fs::write(&ignore, "*\n")?;
    }
    Ok(())
}
