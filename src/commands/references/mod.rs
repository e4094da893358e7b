//! `scholion references [FILE]`: printed entries, one a line, into records.
//!
//! 1. `feed`: lines come in blocks;
//! 2. the entries of a block are parsed by all threads;
//! 3. what was found is written in the order of the lines, so that a pipe of any length flows with little memory.

mod feed;

use std::{
    fmt::Write as _,
    fs::File,
    io::{self, IsTerminal, Read},
    path::PathBuf,
};

use anyhow::Context;
use rayon::prelude::*;

use self::feed::Feed;
use super::{
    Status, Usage,
    common::Common,
    give, say,
    terminal::{give_exactly, give_json, is_lost},
};
use crate::reference::{
    Keys, Name, Parser, Record, cited,
    format::{bibtex, csl_json, ris},
};

/// How many lines are written together.
const TOGETHER: usize = 64;

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The entries, one a line [default: standard input]
    file: Option<PathBuf>,
    /// Print BibLaTeX, which BibTeX reads as well
    #[arg(long, conflicts_with = "ris")]
    bibtex: bool,
    /// Print RIS
    #[arg(long)]
    ris: bool,
}

/// What is written for the works of a line.
type Show = fn(&[Record], &mut Vec<u8>);
/// How it is written.
type Write = fn(&[u8]);

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    if common.json && (args.bibtex || args.ris) {
        return Err(Usage::error("the records can be written in one format only", "say `--json`, `--bibtex` or `--ris`"));
    }
    let show: Show = match (common.json, args.bibtex, args.ris) {
        (true, ..) => json,
        (_, true, _) => |records, out| records.iter().for_each(|record| out.extend((bibtex::write(record) + "\n").bytes())),
        (_, _, true) => |records, out| records.iter().for_each(|record| out.extend(ris::write(record).bytes())),
        _ => |records, out| out.extend(words(records).bytes()),
    };
    let write: Write = match (common.json, args.bibtex || args.ris) {
        (true, _) => |lines| give_json(&String::from_utf8_lossy(lines)),
        (_, true) => give_exactly,
        _ => |lines| give(&String::from_utf8_lossy(lines)),
    };
    // A file that can be read as a whole is decoded as a whole; what comes through a pipe may never end.
    let result = match args.file.as_deref().filter(|path| path.as_os_str() != "-") {
        Some(path) => {
            let name = path.display();
            if path.is_dir() {
                return Err(Usage::error(format!("{name} is a folder"), "name a file with one entry a line"));
            }
            let file = File::open(path).with_context(|| format!("cannot read {name}"))?;
            convert(file, show, write).with_context(|| format!("cannot read {name}"))
        }
        None => {
            // Else a person would wait for a program that waits for them.
            if io::stdin().is_terminal() && !common.quiet {
                say("type or paste entries, one a line; Ctrl+D (on Windows Ctrl+Z, then Enter) ends them\n");
            }
            convert(io::stdin(), show, write).context("cannot read standard input")
        }
    };
    result.map(|()| Status::Done)
}

/// Reads, parses and writes block by block. Stops where nothing more can be written.
fn convert(input: impl Read + Send + 'static, show: Show, write: Write) -> anyhow::Result<()> {
    let mut feed = Feed::new(input);
    let mut keys = Keys::default();
    loop {
        let block = feed.block()?;
        if block.is_empty() {
            return Ok(());
        }
        let mut found: Vec<Vec<Record>> = block.par_iter().map_init(Parser::new, |parser, line| parser.records(line)).collect();
        // No key stands twice in what is written, wherever the blocks end.
        found.iter_mut().flatten().for_each(|record| {
            cited::without_place(record);
            keys.name(record);
        });
        let texts: Vec<Vec<u8>> = found.par_chunks(TOGETHER).map(|lines| shown(lines, show)).collect();
        texts.iter().for_each(|text| write(text));
        if is_lost() {
            return Ok(());
        }
    }
}

/// What is written for some lines.
fn shown(lines: &[Vec<Record>], show: Show) -> Vec<u8> {
    let mut text = Vec::with_capacity(lines.len() * 400);
    lines.iter().for_each(|records| show(records, &mut text));
    text
}

/// One line of JSON: an object, an array where there are several works, `{}` where there is none.
fn json(records: &[Record], out: &mut Vec<u8>) {
    match records {
        [] => out.extend(b"{}"),
        [one] => csl_json::append(one, out),
        [first, others @ ..] => {
            out.push(b'[');
            csl_json::append(first, out);
            for record in others {
                out.push(b',');
                csl_json::append(record, out);
            }
            out.push(b']');
        }
    }
    out.push(b'\n');
}

/// For people: the key and kind, then what was found, a line each.
fn words(records: &[Record]) -> String {
    if records.is_empty() {
        return "no work found\n\n".into();
    }
    let mut text = String::new();
    for record in records {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{} ({})", record.key, record.kind.name());
        let mut line = |name: &str, value: &str| {
            if !value.is_empty() {
                let _ = writeln!(text, "  {name}: {value}");
            }
        };
        let names = |names: &[Name]| names.iter().map(Name::sorted).collect::<Vec<_>>().join("; ");
        for (role, people) in record.people() {
            line(role.name(), &names(people));
        }
        for (variable, value) in crate::reference::csl::texts(record) {
            if variable != "verbatim" {
                line(variable, value);
            }
        }
        line("issued", &record.issued.map(|date| date.to_string()).unwrap_or_default());
        line("accessed", &record.accessed.map(|date| date.to_string()).unwrap_or_default());
        line("language", record.language.as_ref().map_or("", |lang| lang.as_str()));
        text.push('\n');
    }
    text
}
