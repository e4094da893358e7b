//! `scholion authorities`: what can be done with records of people, bodies, places and topics outside of a build.
//!
//! [`matching`]: identifiers for them out of a list, without network.

mod matching;

use super::{Status, common::Common};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

/// What to do with records.
#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Propose identifiers for records out of a list of names (TSV), and write those that are accepted
    Match(matching::Args),
}

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    match &args.verb {
        Verb::Match(args) => matching::run(args, common),
    }
}
