//! `scholion new DIR`: a small working archive, explained by comments; with more examples if they are asked for, or with none. With `--here`
//! in a folder that holds texts already ([`here`]).

mod carried;
mod files;
mod found;
mod guess;
mod here;
mod sites;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Context;
use carried::{COMMON, FACSIMILE, FIRST, FOLDERS, LETTERS};

use super::{Status, Usage, common::Common, ingest::kinds_of_sources, say, terminal::give_json, typed};
use crate::{base::places::OWN, source::find_root};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder of the new archive; must be empty or not there yet [with --here: the one with the texts, or else this]
    #[arg(required_unless_present = "here")]
    dir: Option<PathBuf>,
    /// Put a further example into it
    #[arg(long, value_enum, value_name = "EXAMPLE")]
    with: Option<Example>,
    /// Put no example into it
    #[arg(long, conflicts_with = "with")]
    empty: bool,
    /// Begin in a folder that holds texts already; nothing there is moved or overwritten
    #[arg(long, conflicts_with_all = ["with", "empty"])]
    here: bool,
    /// Copy the texts into content/sources/ at once
    #[arg(long, requires = "here")]
    copy: bool,
}

/// What may be shown besides.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Example {
    /// A letter beside the pictures of its pages, with notes on both
    Facsimile,
    /// In place of the first text: twelve letters of a family, described as archives are
    Letters,
}

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    let dir = args.dir.as_deref().unwrap_or(Path::new("."));
    if args.here {
        return here::run(dir, args.copy, common);
    }
    if !is_free(dir).with_context(|| format!("cannot look into {}", dir.display()))? {
        let hint = format!(
            "name one that is empty or not there yet; in a folder with texts begin with `scholion new --here {}`",
            typed::place(dir)
        );
        return Err(Usage::error(format!("{} is not an empty folder", dir.display()), hint));
    }
    if let Some(above) = owner(dir) {
        return Err(here::nested(dir, &above));
    }
    if args.empty {
        return without_example(dir, common);
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
    if common.json {
        give_json(&format!("{}\n", serde_json::json!({"folder": dir, "already": false})));
    } else if !common.quiet {
        say(&format!(
            "A new archive is in {}. Next:\n\n{}  scholion build        turn content/sources/ into the site in public/\n  scholion serve        look at it in a browser, and see what you change at once\n  scholion check        say what is wrong with it\n\nThen add your own texts: `scholion add FILES` copies them into content/sources/. All of the\nexample lies in content/: to do without it delete that folder and public/ before yours are there, or\nbegin with `scholion new DIR --empty`.\n",
            dir.display(),
            typed::go_to(dir)
        ));
    }
    Ok(Status::Done)
}

/// An archive with nothing in it but what explains it.
fn without_example(dir: &Path, common: &Common) -> anyhow::Result<Status> {
    fs::create_dir_all(dir).with_context(|| format!("cannot create {}", dir.display()))?;
    here::empty(dir)?;
    if common.json {
        give_json(&format!("{}\n", serde_json::json!({"folder": dir, "already": false})));
    } else if !common.quiet {
        let shown = dir.display();
        say(&format!(
            "An empty archive is in {shown}. Next:\n\n{}  scholion serve        in the browser, drop your texts into it\n  scholion add FILES    or copy them in\n",
            typed::go_to(dir)
        ));
    }
    Ok(Status::Done)
}

/// The archive among whose own files `dir` would be.
fn owner(dir: &Path) -> Option<PathBuf> {
    let place = std::path::absolute(dir).ok()?;
    let above = find_root(place.parent()?)?;
    let first = place.strip_prefix(&above).ok()?.components().next()?;
    OWN.iter().any(|own| first.as_os_str() == *own).then_some(above)
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
