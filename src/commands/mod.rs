//! The verbs of the command line: the only place where input, output and the core meet.
//!
//! 1. [`flags`]: the arguments as written; [`help`]: which of them each verb uses, and examples; [`command_line`]: both together, as the
//!    parser has them, of which [`man`] and [`nushell`] make pages and completions; [`common`]: what all verbs have;
//! 2. [`session`]: the arguments as meant: which archive, where to, how to talk;
//! 3. one file a verb: [`new`], [`ingest`], [`build`], [`watch`], [`serve`], [`check`], [`explain`], [`export`], [`references`],
//!    [`annotations`], [`authorities`], [`release`], [`relocate`], [`completions`], [`manual`]; [`rebuild`] is the loop of those that go on;
//! 4. [`cache`], [`formatted`]: what is kept from one run to the next; [`shelf`]: what is read again; [`addresses`]: what stands elsewhere is led there;
//!    [`gone`]: what was published and is no more; [`origin`]: which source
//!    a document was made of;
//! 5. [`report`], [`progress`], [`typed`]: what is said meanwhile and afterwards, by way of [`terminal`].
//!
//! Exit status: 0 done, 1 the content has errors, 2 the command was wrong, 3 input or output failed, what is said and given
//! included.

pub mod add;
pub mod addresses;
pub mod annotations;
pub mod authorities;
pub mod bag;
pub mod build;
pub mod cache;
mod captures;
pub mod check;
pub mod cleaned;
pub mod command_line;
pub mod common;
pub mod completions;
pub mod explain;
pub mod export;
mod export_crossref;
mod export_docx;
mod export_sqlite;
mod export_to;
pub mod flags;
pub mod formatted;
pub mod gone;
pub mod help;
pub mod ingest;
mod intake;
pub mod keep;
pub mod links;
pub mod man;
pub mod manual;
pub mod new;
mod nushell;
pub mod origin;
pub mod package;
pub mod pdf;
pub mod pictures;
mod progress;
pub mod rebuild;
pub mod references;
pub mod release;
pub mod relocate;
pub mod report;
pub mod serve;
pub mod session;
mod shelf;
pub mod terminal;
pub mod tiles;
mod typed;
pub mod typst;
pub mod verify;
pub mod watch;

use std::process::ExitCode;

pub use common::{Status, Usage};
use flags::{Cli, Verb};
use terminal::{ERROR, say_styled, visible};
pub use terminal::{give, say};

/// Runs the program.
pub fn run() -> ExitCode {
    let status = match flags::parse() {
        Ok(cli) => dispatch(cli).map_or_else(|error| fail(&error), |status| status as u8),
        Err(flags::Said::Asked(text)) => {
            terminal::give_styled(&text);
            Status::Done as u8
        }
        Err(flags::Said::Wrong(text)) => {
            say_styled(&text);
            terminal::USAGE
        }
    };
    ExitCode::from(terminal::end(status))
}

fn dispatch(cli: Cli) -> anyhow::Result<Status> {
    let common = &cli.common;
    common.color.apply();
    if let Some(jobs) = common.jobs {
        rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs)).build_global()?;
    }
    match cli.verb {
        Verb::New(args) => new::run(&args, common),
        Verb::Add(args) => add::run(&args, common),
        Verb::Ingest(args) => ingest::run(&args, common),
        Verb::Build(args) => build::run(&args, common),
        Verb::Watch(args) => watch::run(&args, common),
        Verb::Serve(args) => serve::run(&args, common),
        Verb::Check(args) => check::run(&args, common),
        Verb::Explain(args) => explain::run(&args, common),
        Verb::Export(args) => export::run(&args, common),
        Verb::References(args) => references::run(&args, common),
        Verb::Annotations(args) => annotations::run(&args, common),
        Verb::Authorities(args) => authorities::run(&args, common),
        Verb::Release(args) => release::run(&args, common),
        Verb::Mv(args) => relocate::mv::run(&args, common),
        Verb::Rm(args) => relocate::rm::run(&args, common),
        Verb::Split(args) => relocate::split::run(&args, common),
        Verb::Merge(args) => relocate::merge::run(&args, common),
        Verb::Links(args) => links::run(&args, common),
        Verb::Verify(args) => verify::run(&args, common),
        Verb::Completions(args) => completions::run(&args),
        Verb::Manual(args) => manual::run(&args),
        Verb::Version => {
            give(concat!("scholion ", env!("CARGO_PKG_VERSION"), "\n"));
            Ok(Status::Done)
        }
    }
}

/// Says why a command failed; gives the exit status.
fn fail(error: &anyhow::Error) -> u8 {
    match error.downcast_ref::<Usage>() {
        Some(usage) => {
            let shown = |words| visible(&report::without_passwords(words)).into_owned();
            say_styled(&format!("{ERROR}: {}\n  hint: {}\n", shown(&usage.message), shown(&usage.hint)));
            terminal::USAGE
        }
        None => {
            say_styled(&format!("{ERROR}: {}\n", visible(&report::without_passwords(&format!("{error:#}")))));
            terminal::FAILED
        }
    }
}
