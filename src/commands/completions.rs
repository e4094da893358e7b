//! `scholion completions SHELL`: what a shell needs to complete our verbs and flags.

use clap::CommandFactory;

use super::{Status, flags::Cli};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    shell: clap_complete::Shell,
}

/// Runs the verb.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "scholion", &mut script);
    super::give(&String::from_utf8_lossy(&script));
    Ok(Status::Done)
}
