//! `scholion ingest --acronyms`: the acronyms that documents define, for the editors' files of names. Nothing is written.

use serde::Serialize;

use super::{Args, extract, named::wanted};
use crate::{
    commands::{Status, common::Common, give, report::plural, session::Session, terminal::give_json},
    ingest::{
        Around, Known,
        acronyms::{self, Acronym},
    },
};

/// One of them for programs.
#[derive(Serialize)]
struct Line<'a> {
    document: &'a str,
    #[serde(flatten)]
    acronym: &'a Acronym,
}

/// Prints those of each document that was made of a source, and of what would be made of those that have none yet.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    let session = Session::open(common)?;
    let (sources, mut diagnostics) = wanted(&session, &args.sources)?;
    let mut count = 0;
    for source in &sources {
        let path = source.document.as_ref().map_or(&source.path, |(path, _)| path);
        let Some(bytes) = session.bytes(path) else { continue };
        let text = match source.document {
            Some(_) => String::from_utf8_lossy(&bytes).into_owned(),
            None => match extract::ingest(
                path,
                source.part.as_ref(),
                &bytes,
                Around { known: &Known::default(), files: &|_| None, beside: &|_| false },
            ) {
                Ok(made) => made.markdown,
                Err(why) => {
                    diagnostics.push(*why);
                    continue;
                }
            },
        };
        let found = acronyms::find(&text);
        count += found.len();
        for acronym in &found {
            if common.json {
                let line = Line { document: path.as_str(), acronym };
                give_json(&(serde_json::to_string(&line).unwrap_or_default() + "\n"));
            } else {
                give(&format!("{path}:{}  {}\n", acronym.line, acronym.words));
            }
        }
    }
    let (status, _) = session.tell(diagnostics, false);
    session.close(&format!("{} in {}", plural(count, "acronym"), plural(sources.len(), "source")));
    Ok(status)
}
