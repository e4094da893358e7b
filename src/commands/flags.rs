//! The arguments as written.

use std::path::PathBuf;

use clap::{Args, FromArgMatches, Parser, Subcommand, ValueEnum};

use super::{annotations, build, check, completions, explain, help, ingest, new, references, serve, watch};

/// Turns a heap of source texts into an annotated archive.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    max_term_width = 100,
    after_help = "Exit status: 0 done, 1 the content has errors, 2 the command was wrong, 3 input or output failed.\n\
                  `scholion help VERB` shows examples.\n"
)]
pub struct Cli {
    #[command(subcommand)]
    pub verb: Verb,
    #[command(flatten)]
    pub common: Common,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Start an archive: a small working one, explained by comments
    New(new::Args),
    /// Turn sources into documents; what you edited stays yours
    Ingest(ingest::Args),
    /// Ingest what has no document yet, and publish the site
    Build(build::Args),
    /// Publish the site, and again whenever something changes
    Watch(watch::Args),
    /// Publish the site, look at it in a browser, and see what changes at once
    Serve(serve::Args),
    /// Say everything that is wrong; write nothing
    Check(check::Args),
    /// Say why a page would be rendered now, or would not, and what it shows
    Explain(explain::Args),
    /// Turn printed entries, one a line, into records
    References(references::Args),
    /// Anchor, accept and import annotations
    Annotations(annotations::Args),
    /// Print completions for a shell
    Completions(completions::Args),
}

/// What every verb understands.
#[derive(Debug, Args)]
#[command(next_help_heading = "Common options")]
pub struct Common {
    /// The archive's folder [default: the nearest one above with a scholion.yaml]
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Read this file instead of the root's scholion.yaml
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Publish into this folder [default: public, or `output-dir` of scholion.yaml]
    #[arg(short, long, global = true, value_name = "DIR")]
    pub output_dir: Option<PathBuf>,
    /// Where the site will be published [default: `base-url` of scholion.yaml]
    #[arg(short = 'u', long, global = true, value_name = "URL")]
    pub base_url: Option<String>,
    /// Publish drafts, too
    #[arg(long, global = true)]
    pub drafts: bool,
    /// Count warnings as errors
    #[arg(long, global = true)]
    pub strict: bool,
    /// Print findings (of `references`: records) as JSON, one object a line
    #[arg(long, global = true)]
    pub json: bool,
    /// Say nothing but what is wrong
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to use colours; `auto` means on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// How many threads to work with, at most 256 [default: one a core]
    #[arg(short, long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// Text in place of arguments to be obeyed, styled.
pub enum Said {
    /// Help or version, which was asked for.
    Asked(String),
    /// What is wrong with the arguments.
    Wrong(String),
}

/// Reads the arguments of this process.
pub fn parse() -> Result<Cli, Said> {
    let said = |error: clap::Error| {
        let text = error.render().ansi().to_string();
        if error.use_stderr() { Said::Wrong(text) } else { Said::Asked(text) }
    };
    let mut command = help::command();
    let arguments = help::without_help_of_help(&command, std::env::args_os().collect());
    let matches = command.try_get_matches_from_mut(arguments).map_err(said)?;
    help::refuse_idle_options(&mut command, &matches).map_err(said)?;
    Cli::from_arg_matches(&matches).map_err(said)
}

impl Color {
    /// Makes it so.
    pub fn apply(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::AlwaysAnsi,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}
