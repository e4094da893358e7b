//! The verbs of the command line: the only place where input, output and the core meet.
//!
//! 1. [`flags`]: the arguments as written;
//! 2. [`session`]: the arguments as meant: which archive, where to, how to talk;
//! 3. one file a verb: [`new`], [`ingest`], [`build`], [`watch`], [`serve`], [`check`], [`explain`], [`references`],
//!    [`annotations`], [`completions`]; [`rebuild`] is the loop of those that go on;
//! 4. [`cache`], [`formatted`]: what is kept from one run to the next;
//! 5. [`report`], [`progress`]: what is said meanwhile and afterwards.
//!
//! Exit status: 0 done, 1 the content has errors, 2 the command was wrong, 3 input or output failed.

pub mod annotations;
pub mod build;
pub mod cache;
pub mod check;
pub mod completions;
pub mod explain;
pub mod flags;
pub mod formatted;
pub mod ingest;
pub mod new;
pub mod progress;
pub mod rebuild;
pub mod references;
pub mod report;
pub mod serve;
pub mod session;
pub mod watch;

use std::{fmt, io::Write, process::ExitCode};

use clap::Parser;

use flags::{Cli, Verb};

/// How a command ended, if nothing failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All is well.
    Done = 0,
    /// The content has errors; what could be done was done.
    ContentErrors = 1,
}

/// The command asks for something that cannot be meant; exit status 2.
#[derive(Debug)]
pub struct Usage {
    /// What is wrong.
    pub message: String,
    /// What to do instead.
    pub hint: String,
}

/// Runs the program.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors, and go to standard output.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match dispatch(cli) {
        Ok(status) => ExitCode::from(status as u8),
        Err(error) => fail(&error),
    }
}

fn dispatch(cli: Cli) -> anyhow::Result<Status> {
    let common = &cli.common;
    common.color.apply();
    if let Some(jobs) = common.jobs {
        rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build_global()?;
    }
    match cli.verb {
        Verb::New(args) => new::run(&args, common),
        Verb::Ingest(args) => ingest::run(&args, common),
        Verb::Build(args) => build::run(&args, common),
        Verb::Watch(args) => watch::run(&args, common),
        Verb::Serve(args) => serve::run(&args, common),
        Verb::Check(args) => check::run(&args, common),
        Verb::Explain(args) => explain::run(&args, common),
        Verb::References(args) => references::run(&args, common),
        Verb::Annotations(args) => annotations::run(&args, common),
        Verb::Completions(args) => completions::run(&args),
    }
}

fn fail(error: &anyhow::Error) -> ExitCode {
    match error.downcast_ref::<Usage>() {
        Some(usage) => {
            say(&format!("{ERROR}: {usage}\n  hint: {}\n", usage.hint));
            ExitCode::from(2)
        }
        None => {
            say(&format!("{ERROR}: {error:#}\n"));
            ExitCode::from(3)
        }
    }
}

/// In bold red where colours are wanted; `anstream` takes the codes out elsewhere.
const ERROR: &str = "\x1b[1;31merror\x1b[0m";

/// Says something to the person at the terminal. A closed terminal is no reason to stop.
pub fn say(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Gives what was asked for. A closed pipe is no reason to fail: the reader has had enough.
pub fn give(text: &str) {
    let mut out = anstream::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

impl Usage {
    /// As an error to be returned.
    pub fn error(message: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
        Self { message: message.into(), hint: hint.into() }.into()
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Usage {}
