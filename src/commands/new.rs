//! `scholion new DIR`: a small working archive, explained by comments; with more examples if they are asked for.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Context;

use super::{Status, Usage, common::Common, ingest::kinds_of_sources, say};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder of the new archive; must be empty or not there yet
    dir: PathBuf,
    /// Put a further example into it
    #[arg(long, value_enum, value_name = "EXAMPLE")]
    with: Option<Example>,
}

/// What may be shown besides.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Example {
    /// A letter beside the pictures of its pages, with notes on both
    Facsimile,
}

impl Example {
    /// Its files.
    fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Facsimile => &FACSIMILE,
        }
    }
}

/// The files of a new archive. Hidden files are carried under a name without their dot, so that they do not act on
/// our own repository.
const FILES: [(&str, &str); 7] = [
    ("scholion.yaml", include_str!("new/scholion.yaml")),
    (".gitignore", include_str!("new/gitignore")),
    ("README.md", include_str!("new/README.md")),
    ("content/sources/a-room-with-two-doors.txt", include_str!("new/a-room-with-two-doors.txt")),
    ("content/authorities/people.yaml", include_str!("new/people.yaml")),
    ("content/authorities/organizations.yaml", include_str!("new/organizations.yaml")),
    ("content/pages/about.md", include_str!("new/about.md")),
];

/// A letter of two pages: its text with marks of pages, their pictures, where the lines stand on these, notes on words and on a place.
const FACSIMILE: [(&str, &str); 5] = [
    ("content/documents/a-letter.md", include_str!("new/facsimile/document.md")),
    ("content/files/a-letter/1r.svg", include_str!("new/facsimile/1r.svg")),
    ("content/files/a-letter/1v.svg", include_str!("new/facsimile/1v.svg")),
    ("content/coordinates/a-letter.tsv", include_str!("new/facsimile/coordinates.tsv")),
    ("content/annotations/a-letter.yaml", include_str!("new/facsimile/annotations.yaml")),
];

/// Folders that are empty at first, so that one sees where things go.
const FOLDERS: [&str; 3] = ["content/documents", "content/bibliography", "templates"];

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    let dir = &args.dir;
    if !is_free(dir).with_context(|| format!("cannot look into {}", dir.display()))? {
        return Err(Usage::error(format!("{} is not an empty folder", dir.display()), "name one that is empty or not there yet"));
    }
    for folder in FOLDERS {
        let place = dir.join(folder);
        fs::create_dir_all(&place).with_context(|| format!("cannot create {}", place.display()))?;
    }
    for (path, text) in FILES.iter().chain(args.with.map_or(&[][..], Example::files)) {
        let place = dir.join(path);
        let text = text.replace("{{kinds of sources}}\n", &kinds_of_sources());
        let written = place.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&place, text));
        written.with_context(|| format!("cannot write {}", place.display()))?;
    }
    if !common.quiet {
        say(&format!(
            "A new archive is in {0}. Next:\n\n  cd {0}\n  scholion build        turn content/sources/ into the site in public/\n  scholion serve        look at it in a browser, and see what you change at once\n  scholion check        say what is wrong with it\n\nThen put your own texts into content/sources/, and remove the example.\n",
            dir.display()
        ));
    }
    Ok(Status::Done)
}

/// Whether there is nothing at `dir`, or an empty folder (or one with nothing but a `.git` in it).
fn is_free(dir: &Path) -> io::Result<bool> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Ok(false),
        Err(error) => return Err(error),
    };
    for entry in entries {
        if entry?.file_name() != ".git" {
            return Ok(false);
        }
    }
    Ok(true)
}
