//! Where `scholion export` writes: into a file, which is whole or not there, or to standard output, for another program.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;

use super::Usage;
use crate::config::ExportFormat;

/// A folder that is gone when it is let go.
pub struct Folder(pub PathBuf);

impl Folder {
    /// A new one, where the system has such.
    pub fn new() -> io::Result<Self> {
        let base = std::env::temp_dir();
        for nth in 0..1000 {
            let place = base.join(format!("scholion-export-{}-{nth}", std::process::id()));
            match fs::create_dir(&place) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                made => return made.map(|()| Self(place)),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What stays lies where the system clears up.
        _ = fs::remove_dir_all(&self.0);
    }
}

/// Whether a file in this format may be given: of what is nothing to be read, none goes to a terminal.
pub fn check(format: ExportFormat, to: Option<&Path>) -> anyhow::Result<()> {
    if to.is_some() || !io::stdout().is_terminal() {
        return Ok(());
    }
    let message = format!("{} is nothing to be read on a terminal", format.label());
    Err(Usage::error(message, format!("name a file: `-o text.{}`", format.ending())))
}

/// Has `make` write a file, and puts it where it belongs once it is whole: `to`, or standard output.
pub fn put<T>(to: Option<&Path>, make: impl FnOnce(&Path) -> anyhow::Result<T>) -> anyhow::Result<T> {
    // A link is not replaced: it leads to what is meant.
    let place = to.map(|to| to.canonicalize().unwrap_or_else(|_| to.to_path_buf()));
    let cannot = || to.map_or_else(|| String::from("cannot write to standard output"), |to| format!("cannot write {}", to.display()));
    let told = |error: anyhow::Error| if error.is::<io::Error>() { error.context(cannot()) } else { error };
    let found = place.as_deref().and_then(|place| place.metadata().ok());
    if found.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(io::Error::from(io::ErrorKind::IsADirectory)).with_context(cannot);
    }
    match place {
        Some(place) if found.is_none_or(|found| found.is_file()) => {
            let unfinished = Unfinished::beside(&place).with_context(cannot)?;
            let made = make(&unfinished.0).map_err(told)?;
            fs::rename(&unfinished.0, &place).with_context(cannot)?;
            Ok(made)
        }
        // A pipe or a device takes bytes and is nothing that is exchanged.
        place => {
            let folder = Folder::new().context("cannot make a folder for what is written")?;
            let file = folder.0.join("file");
            let made = make(&file).map_err(told)?;
            let mut from = File::open(&file)?;
            let given = match place {
                Some(place) => OpenOptions::new().write(true).open(place).and_then(|mut into| io::copy(&mut from, &mut into)),
                None => io::copy(&mut from, &mut io::stdout().lock()).and_then(|length| io::stdout().flush().map(|()| length)),
            };
            given.with_context(cannot)?;
            Ok(made)
        }
    }
}

/// A file in the making, which is gone if it is not renamed.
struct Unfinished(PathBuf);

impl Unfinished {
    /// A new one beside a place.
    fn beside(place: &Path) -> io::Result<Self> {
        let name = place.file_name().unwrap_or_default();
        let mut nth = 0_u32;
        loop {
            let mut own = name.to_owned();
            own.push(format!(".{}-{nth}.part", std::process::id()));
            let own = place.with_file_name(own);
            match File::create_new(&own) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && nth < 1000 => nth += 1,
                made => return made.map(|_| Self(own)),
            }
        }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // What was renamed is not there, and what cannot be removed is seen by its name.
        _ = fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_there_whole_or_not_at_all() {
        let folder = Folder::new().unwrap();
        let to = folder.0.join("a.txt");
        let write = |words: &'static str| move |place: &Path| fs::write(place, words).map_err(Into::into);
        put(Some(&to), write("one")).unwrap();
        let failed: anyhow::Result<()> = put(Some(&to), |place| {
            fs::write(place, "tw")?;
            anyhow::bail!("no more")
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(&to).unwrap(), "one");
        #[cfg(unix)]
        {
            let link = folder.0.join("link.txt");
            std::os::unix::fs::symlink(&to, &link).unwrap();
            put(Some(&link), write("three")).unwrap();
            assert!(link.is_symlink());
        }
        #[cfg(not(unix))]
        put(Some(&to), write("three")).unwrap();
        assert_eq!(fs::read_to_string(&to).unwrap(), "three");
        assert!(put(Some(&folder.0), write("four")).is_err());
        assert!(put(Some(&folder.0.join("none/a.txt")), write("five")).is_err());
        assert!(fs::read_dir(&folder.0).unwrap().flatten().all(|one| !one.path().extension().is_some_and(|ending| ending == "part")));
    }
}
