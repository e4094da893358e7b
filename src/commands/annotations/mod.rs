//! `scholion annotations`: what can be done with notes outside of a build.
//!
//! 1. [`anchor`]: lay quotations on any text, and print the decisions;
//! 2. [`accept`]: let moved notes stand where they were found;
//! 3. [`import`]: take notes from a file of another program, but for those that are not for everybody ([`withheld`]), each on the document that
//!    stands at its address ([`homes`]), on its words ([`settled`]) or on its [`pictures`]; [`told`]: what is said of them.

mod accept;
mod anchor;
mod homes;
mod import;
mod pictures;
mod settled;
mod told;
mod withheld;

use super::{Status, common::Common};
use crate::{
    base::{Slug, places::ANNOTATIONS},
    build::Memo,
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

/// What to do with notes.
#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Lay quotations on a text, and print one JSON object for each
    Anchor(anchor::Args),
    /// Write the new words of notes that have moved, and what pictures are now, into files of notes
    Accept(accept::Args),
    /// Take notes from other programs: W3C JSON-LD, IIIF, Hypothes.is, Zotero, Readwise, Kindle, readers of EPUB
    Import(import::Args),
}

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    match &args.verb {
        Verb::Anchor(args) => anchor::run(args),
        Verb::Accept(args) => accept::run(args, common),
        Verb::Import(args) => import::run(args, common),
    }
}

/// The file of the notes on a document: the one that there is, whatever its extension, or the one to be made.
pub fn file_of(memo: &Memo, slug: &str) -> String {
    let there = memo.catalogue.annotations().get(slug);
    // What belongs to a document is known by its path, whatever its address.
    let name = || memo.catalogue.documents().get(slug).map_or_else(|| slug.to_owned(), |text| Slug::of_file(&text.path).to_string());
    there.map_or_else(|| format!("{ANNOTATIONS}/{}.yaml", name()), |file| file.path.to_string())
}
