//! `scholion manual`: the manual pages, for packages and for `man`. Not shown among the verbs, as a package brings them.

use std::{fs, path::PathBuf};

use anyhow::Context;

use super::{Status, Usage, man, terminal::give_exactly};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The command whose page is printed [default: the program]
    #[arg(value_name = "COMMAND", conflicts_with = "out")]
    verb: Vec<String>,
    /// Write all pages into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Runs the verb.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let pages = man::pages();
    if let Some(folder) = &args.out {
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
        for (name, page) in pages {
            let place = folder.join(name);
            fs::write(&place, page).with_context(|| format!("cannot write {}", place.display()))?;
        }
        return Ok(Status::Done);
    }
    let name: String = ["scholion"].into_iter().chain(args.verb.iter().map(String::as_str)).collect::<Vec<_>>().join("-");
    match pages.iter().find(|(file, _)| *file == format!("{name}.1")) {
        Some((_, page)) => {
            give_exactly(page.as_bytes());
            Ok(Status::Done)
        }
        None => Err(Usage::error(format!("there is no command `{}`", args.verb.join(" ")), "`scholion help` lists them")),
    }
}
