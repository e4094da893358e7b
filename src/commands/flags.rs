//! The arguments as written.

use clap::{FromArgMatches, Parser, Subcommand};

use super::{
    add, annotations, authorities, build, check, command_line, common::Common, completions, explain, export, ingest, links, manual, new,
    references, release, relocate, serve, verify, watch,
};

/// Turns a heap of source texts into an annotated archive.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
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
    /// Copy texts into the archive, from wherever they lie
    Add(add::Args),
    /// Turn sources into documents; what you edited stays yours
    Ingest(ingest::Args),
    /// Ingest what has no document yet, and publish the site
    Build(build::Args),
    /// Publish the site, and again whenever something changes
    Watch(watch::Args),
    /// Publish the site, look at it in a browser, and see what changes at once
    Serve(serve::Args),
    /// Say everything that is wrong with the archive; write nothing
    Check(check::Args),
    /// Say why a page would be made anew now, or would not, and what it shows
    Explain(explain::Args),
    /// Take a document, a collection or the archive away in another format
    Export(export::Args),
    /// Turn printed bibliography entries, one a line, into records
    References(references::Args),
    /// Anchor, accept and import notes
    Annotations(annotations::Args),
    /// Find identifiers for people, organizations, places and topics
    Authorities(authorities::Args),
    /// Keep the text of a document as a version that stays as it is
    Release(release::Args),
    /// Move a text and all that belongs to it; links and old addresses still lead to it
    Mv(relocate::mv::Args),
    /// Remove a text and all that belongs to it; its source does not bring it back
    Rm(relocate::rm::Args),
    /// Make two documents of one, at a heading or paragraph
    Split(relocate::split::Args),
    /// Make one document of two
    Merge(relocate::merge::Args),
    /// List the addresses on the web to which the archive leads, and the copies that it has
    Links(links::Args),
    /// Prove that an archive, a bag or a published site is what it was
    Verify(verify::Args),
    /// Print completions for a shell
    Completions(completions::Args),
    /// Print the manual page of a command, or write all of them
    #[command(hide = true)]
    Manual(manual::Args),
    /// Print the version
    #[command(hide = true)]
    Version,
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
    let arguments: Vec<_> = std::env::args_os().collect();
    let mut command = command_line::command(command_line::length_of_help(&arguments));
    let arguments = command_line::without_help_of_help(&command, arguments);
    let matches = command.try_get_matches_from_mut(arguments).map_err(said)?;
    command_line::refuse_idle_options(&mut command, &matches).map_err(said)?;
    Cli::from_arg_matches(&matches).map_err(said)
}
