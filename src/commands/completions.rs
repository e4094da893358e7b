//! `scholion completions SHELL`: what a shell needs to complete our verbs and flags.

use clap::{ValueEnum, builder::PossibleValue};

use super::{
    Status,
    command_line::{self, Length},
    nushell,
    terminal::give_exactly,
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    shell: Shell,
}

/// A shell.
#[derive(Clone, Debug)]
enum Shell {
    /// One that the parser of our command line knows.
    Known(clap_complete::Shell),
    /// Nushell.
    Nushell,
}

impl ValueEnum for Shell {
    fn value_variants<'a>() -> &'a [Self] {
        use clap_complete::Shell as Known;
        const ALL: &[Shell] = &[
            Shell::Known(Known::Bash),
            Shell::Known(Known::Elvish),
            Shell::Known(Known::Fish),
            Shell::Nushell,
            Shell::Known(Known::PowerShell),
            Shell::Known(Known::Zsh),
        ];
        ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Known(shell) => shell.to_possible_value(),
            Self::Nushell => Some(PossibleValue::new("nushell")),
        }
    }
}

/// Runs the verb.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let mut program = command_line::command(Length::Long);
    let mut script = Vec::new();
    match args.shell {
        Shell::Known(shell) => clap_complete::generate(shell, &mut program, "scholion", &mut script),
        Shell::Nushell => script.extend(nushell::module(program).into_bytes()),
    }
    give_exactly(&script);
    Ok(Status::Done)
}
