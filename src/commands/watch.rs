//! `scholion watch`: the site is published, and published again whenever the archive changes.

use super::{
    Status,
    common::Common,
    rebuild::{self, Watching},
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    watching: Watching,
}

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    rebuild::run(common, &args.watching, &())
}
