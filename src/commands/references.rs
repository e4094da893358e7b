//! `scholion references [FILE]`: printed entries, one a line, into records.
//!
//! Lines are read in blocks, the entries of a block are parsed by all threads, and what was found is written in the
//! order of the lines, so that a pipe of any length flows with little memory.

use std::{
    fmt::Write as _,
    fs::File,
    io::{self, BufRead, BufReader, Read, Write},
    path::PathBuf,
};

use anyhow::Context;
use rayon::prelude::*;

use super::{Status, Usage, flags::Common};
use crate::{
    base::source_text::Source,
    reference::{
        Name, Record,
        format::{bibtex, csl_json, ris},
        parse, unique_keys,
    },
};

/// How many lines are parsed together.
const BLOCK: usize = 4096;
/// How much of what comes is looked at to find out how it is encoded, in bytes.
const SAMPLE: u64 = 1 << 16;

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The entries, one a line [default: standard input]
    file: Option<PathBuf>,
    /// Write BibLaTeX, which BibTeX reads as well
    #[arg(long, conflicts_with = "ris")]
    bibtex: bool,
    /// Write RIS
    #[arg(long)]
    ris: bool,
}

/// What is written for the works of a line.
type Show = fn(&[Record]) -> String;

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    if common.json && (args.bibtex || args.ris) {
        return Err(Usage::error("the records can be written in one format only", "say `--json`, `--bibtex` or `--ris`"));
    }
    let show: Show = match (common.json, args.bibtex, args.ris) {
        (true, ..) => json,
        (_, true, _) => |records| records.iter().map(|record| bibtex::write(record) + "\n").collect(),
        (_, _, true) => |records| records.iter().map(ris::write).collect(),
        _ => words,
    };
    // A file that can be read as a whole is decoded as a whole; what comes through a pipe may never end.
    let result = match args.file.as_deref().filter(|path| path.as_os_str() != "-") {
        Some(path) => {
            let name = path.display();
            if path.is_dir() {
                return Err(Usage::error(format!("{name} is a folder"), "name a file with one entry a line"));
            }
            let file = File::open(path).with_context(|| format!("cannot read {name}"))?;
            convert(file, show).with_context(|| format!("cannot read {name}"))
        }
        None => convert(io::stdin().lock(), show).context("cannot read standard input"),
    };
    result.map(|()| Status::Done)
}

/// Reads, parses and writes block by block. Stops quietly where nobody reads any more.
fn convert(mut input: impl Read, show: Show) -> anyhow::Result<()> {
    let mut sample = Vec::new();
    input.by_ref().take(SAMPLE).read_to_end(&mut sample)?;
    let start = io::Cursor::new(sample.clone());
    // Text that is UTF-8 as far as can be seen flows; any other is decoded as a whole, to guess its encoding well.
    let is_utf_8 = match std::str::from_utf8(&sample) {
        Ok(_) => !sample.contains(&0),
        // A character may be cut at the end of the sample.
        Err(error) => error.error_len().is_none() && sample.len() as u64 == SAMPLE,
    };
    let mut lines: Box<dyn BufRead> = if is_utf_8 && !sample.starts_with(&[0xef, 0xbb, 0xbf]) {
        Box::new(BufReader::new(start.chain(input)))
    } else {
        let mut bytes = Vec::new();
        start.chain(input).read_to_end(&mut bytes)?;
        Box::new(io::Cursor::new(Source::decode(&bytes).text.into_bytes()))
    };
    let mut out = anstream::stdout().lock();
    let mut taken = std::collections::BTreeMap::new();
    loop {
        let block = block(&mut lines)?;
        if block.is_empty() {
            return Ok(());
        }
        let mut found: Vec<Vec<Record>> =
            block.par_iter().map(|line| parse::parse(line).into_iter().map(|one| one.record).collect()).collect();
        name(&mut found, &mut taken);
        let text: Vec<String> = found.par_iter().map(|records| show(records)).collect();
        for text in text {
            // The reader of a pipe has had enough.
            if out.write_all(text.as_bytes()).is_err() {
                return Ok(());
            }
        }
        if out.flush().is_err() {
            return Ok(());
        }
    }
}

/// The next lines, without their ends. What is no UTF-8 becomes U+FFFD.
fn block(lines: &mut dyn BufRead) -> io::Result<Vec<String>> {
    let mut block = Vec::with_capacity(64);
    let mut bytes = Vec::new();
    while block.len() < BLOCK && lines.read_until(b'\n', &mut bytes)? > 0 {
        let line = String::from_utf8_lossy(&bytes);
        block.push(line.trim_end_matches(['\n', '\r']).to_owned());
        bytes.clear();
    }
    Ok(block)
}

/// Gives records their keys: those of one block like those of one document, and none that a block before has used.
fn name(found: &mut [Vec<Record>], taken: &mut std::collections::BTreeMap<String, usize>) {
    let mut records: Vec<Record> = found.iter_mut().flatten().map(std::mem::take).collect();
    unique_keys(&mut records);
    for (place, mut record) in found.iter_mut().flatten().zip(records) {
        let times = taken.entry(record.key.to_string()).or_insert(0_usize);
        *times += 1;
        if *times > 1 {
            record.key = format!("{}-{times}", record.key);
        }
        *place = record;
    }
}

/// One line of JSON: an object, an array where there are several works, `{}` where there is none.
fn json(records: &[Record]) -> String {
    match records {
        [] => "{}\n".into(),
        [one] => csl_json::write(one),
        several => {
            let objects: Vec<String> = several.iter().map(|record| csl_json::write(record).trim_end().to_owned()).collect();
            format!("[{}]\n", objects.join(","))
        }
    }
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
        line("author", &names(&record.author));
        line("editor", &names(&record.editor));
        line("translator", &names(&record.translator));
        for (role, people) in &record.other_names {
            line(role, &names(people));
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
