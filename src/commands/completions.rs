//! `scholion completions SHELL`: what a shell needs to complete our verbs and flags.

use super::{Status, help, terminal::give_exactly};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    shell: clap_complete::Shell,
}

/// Runs the verb.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut help::command(), "scholion", &mut script);
    give_exactly(&script);
    Ok(Status::Done)
}
