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
    /// In place of the first text: twelve letters of a family, described as archives are
    Letters,
}

/// What every new archive has. Hidden files are carried under a name without their dot, so that they do not act on our own repository.
const COMMON: [(&str, &str); 2] = [(".gitignore", include_str!("new/gitignore")), ("README.md", include_str!("new/README.md"))];

/// One text to begin with, in a collection.
const FIRST: [(&str, &str); 6] = [
    ("scholion.yaml", include_str!("new/scholion.yaml")),
    ("content/sources/a-room-with-two-doors.txt", include_str!("new/a-room-with-two-doors.txt")),
    ("content/authorities/people.yaml", include_str!("new/people.yaml")),
    ("content/authorities/organizations.yaml", include_str!("new/organizations.yaml")),
    ("content/collections/conversations.md", include_str!("new/conversations.md")),
    ("content/pages/about.md", include_str!("new/about.md")),
];

/// Twelve letters of a family (docs/DESCRIBE.md).
const LETTERS: [(&str, &str); 22] = [
    ("scholion.yaml", include_str!("new/letters/scholion.yaml")),
    ("content/documents/letters/_defaults.yaml", include_str!("new/letters/defaults.yaml")),
    ("content/documents/letters/01.md", include_str!("new/letters/01.md")),
    ("content/documents/letters/02.md", include_str!("new/letters/02.md")),
    ("content/documents/letters/03.md", include_str!("new/letters/03.md")),
    ("content/documents/letters/04.md", include_str!("new/letters/04.md")),
    ("content/documents/letters/05.md", include_str!("new/letters/05.md")),
    ("content/documents/letters/06.md", include_str!("new/letters/06.md")),
    ("content/documents/letters/07.md", include_str!("new/letters/07.md")),
    ("content/documents/letters/08.md", include_str!("new/letters/08.md")),
    ("content/documents/letters/09.md", include_str!("new/letters/09.md")),
    ("content/documents/letters/10.md", include_str!("new/letters/10.md")),
    ("content/documents/letters/11.md", include_str!("new/letters/11.md")),
    ("content/documents/letters/12.md", include_str!("new/letters/12.md")),
    ("content/data/letters.csv", include_str!("new/letters/letters.csv")),
    ("content/collections/tamm.md", include_str!("new/letters/tamm.md")),
    ("content/collections/letters.md", include_str!("new/letters/series.md")),
    ("content/collections/reading-book.md", include_str!("new/letters/reading-book.md")),
    ("content/authorities/people.yaml", include_str!("new/letters/people.yaml")),
    ("content/authorities/organizations.yaml", include_str!("new/letters/organizations.yaml")),
    ("content/authorities/places.yaml", include_str!("new/letters/places.yaml")),
    ("content/pages/index.md", include_str!("new/letters/index.md")),
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
    let (text, more): (&[_], &[_]) = match args.with {
        None => (&FIRST, &[]),
        Some(Example::Facsimile) => (&FIRST, &FACSIMILE),
        Some(Example::Letters) => (&LETTERS, &[]),
    };
    for (path, text) in COMMON.iter().chain(text).chain(more) {
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
