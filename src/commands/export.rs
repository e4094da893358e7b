//! `scholion export FORMAT [WHAT]`: a document, a collection or the archive in another format.

use std::{
    fs,
    io::{self, IsTerminal, Write},
    path::Path,
};

use anyhow::Context;

use super::{Status, Usage, bag, common::Common, export_crossref, export_docx, export_sqlite, formatted, give, ingest, package, session::Session, typst};
use crate::{
    base::{Diagnostic, Slug, diagnostic::{did_you_mean, nearest}, places::{COLLECTIONS, DOCUMENTS}},
    build::{self, Memo},
    config::{ExportFormat, Scope},
    site::editions::{self, Made, Package, What, typst::Print},
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The format; `bag` is the archive as a whole, to be kept
    #[arg(value_name = "FORMAT", value_parser = format)]
    format: Wanted,
    /// A document (box1/letter), or a collection (collections/letters) [default: the archive]; of a bag the folder that it is to be
    #[arg(value_name = "WHAT")]
    what: Option<String>,
    /// Of PDF: number every fifth line
    #[arg(long)]
    line_numbers: bool,
    /// Of PDF: set the picture of each page of the original facing its text
    #[arg(long)]
    facsimile: bool,
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
enum Wanted {
    /// Something in a format.
    Format(ExportFormat),
    /// A bag, which is a folder.
    Bag,
}

/// The name of a bag among formats.
const BAG: &str = "bag";

/// A format, of an argument.
fn format(name: &str) -> Result<Wanted, String> {
    if name == BAG {
        return Ok(Wanted::Bag);
    }
    ExportFormat::of_name(name).map(Wanted::Format).ok_or_else(|| {
        let names: Vec<&str> = ExportFormat::ALL.iter().map(|format| format.name()).chain([BAG]).collect();
        format!("the formats are {}", names.join(", "))
    })
}

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    let format = match (args.format, &args.what) {
        (Wanted::Format(format), _) => format,
        (Wanted::Bag, Some(folder)) => return bag::run(Path::new(folder), common),
        (Wanted::Bag, None) => return Err(Usage::error("a bag needs a folder", "name one that is not there yet: `scholion export bag ../letters-bag`")),
    };
    let mut memo = Memo::default();
    let mut session = Session::begin(common)?;
    session.understand(&mut memo)?;
    let (mut diagnostics, _) = ingest::missing_in_memory(&mut session);
    memo.formatted = formatted::load(&session.root);
    session.recall(&mut memo);
    build::look(session.snapshot(), &session.config, &mut memo);
    let what = match &args.what {
        None => What::Archive,
        Some(name) => named(name, &memo)?,
    };
    if !format.is_of(what.scope()) {
        return Err(unfit(format).into());
    }
    let to = common.output_dir.as_deref().filter(|to| *to != Path::new("-"));
    if format == ExportFormat::Sqlite {
        put_database(&memo, &session, to)?;
        diagnostics.extend(session.diagnostics.iter().cloned());
        return Ok(session.tell(diagnostics, false).0);
    }
    if format == ExportFormat::Pdf {
        let print = Print { line_numbers: args.line_numbers, facsimile: args.facsimile };
        let Some(to) = to else { return Err(unreadable(format).into()) };
        let Some(found) = typst::export(&session, &mut memo, &what, print, to)? else { return Err(unfit(format).into()) };
        diagnostics.extend(found.into_iter().chain(session.diagnostics.iter().cloned()));
        return Ok(session.tell(diagnostics, false).0);
    }
    if args.line_numbers || args.facsimile {
        return Err(Usage::error("only a PDF has numbers of lines and facing pictures", "say `export pdf`, or leave these out"));
    }
    if let Some(to) = to.filter(|_| editions::has_parts(format)) {
        let is_made = put_parts(to, |part| build::editions::parts(session.snapshot(), &session.config, &mut memo, format, &what, part));
        if !is_made.with_context(|| format!("cannot write {}", to.display()))? {
            return Err(unfit(format).into());
        }
        diagnostics.extend(session.diagnostics.iter().cloned());
        return Ok(session.tell(diagnostics, false).0);
    }
    if format == ExportFormat::Crossref {
        export_crossref::check(&session.config)?;
        diagnostics.extend(export_crossref::left_out(&memo, &what));
    }
    let made = build::editions::make(session.snapshot(), &session.config, &mut memo, format, &what);
    let made = match made {
        None if format == ExportFormat::Crossref => return Err(export_crossref::nothing(&diagnostics)),
        None => return Err(unfit(format).into()),
        Some(Made::Text(text)) if format == ExportFormat::Crossref => Made::Text(export_crossref::dated(&text)),
        Some(made) => made,
    };
    match (made, to) {
        (Made::Text(tree), Some(to)) if format == ExportFormat::Docx => export_docx::write_file(&session.root, &tree, to)?,
        (Made::Text(_), None) if format == ExportFormat::Docx => return Err(unreadable(format).into()),
        (Made::Text(text), Some(to)) => fs::write(to, text).with_context(|| format!("cannot write {}", to.display()))?,
        (Made::Text(text), None) => give(&text),
        (Made::Package(package), to) => diagnostics.extend(put(&session.root, package, format, to)?),
    }
    diagnostics.extend(session.diagnostics.iter().cloned());
    Ok(session.tell(diagnostics, false).0)
}

/// Writes what comes part by part into a file, which is made with the first; whether anything came.
fn put_parts(to: &Path, make: impl FnOnce(&mut dyn FnMut(&str)) -> bool) -> io::Result<bool> {
    let mut file: Option<io::BufWriter<fs::File>> = None;
    let mut written = Ok(());
    let is_made = make(&mut |part| {
        if written.is_err() {
            return;
        }
        written = match &mut file {
            Some(file) => file.write_all(part.as_bytes()),
            None => fs::File::create(to).map(io::BufWriter::new).and_then(|new| file.insert(new).write_all(part.as_bytes())),
        };
    });
    written?;
    file.as_mut().map_or(Ok(()), io::Write::flush)?;
    Ok(is_made)
}

/// Writes a package into a file, or gives it to another program. What is wrong with it is said.
fn put(root: &Path, mut package: Package, format: ExportFormat, to: Option<&Path>) -> anyhow::Result<Vec<Diagnostic>> {
    let mut findings = std::mem::take(&mut package.findings);
    match to {
        Some(to) => findings.extend(package::write_file(root, &package, to).with_context(|| format!("cannot write {}", to.display()))?),
        None if io::stdout().is_terminal() => return Err(unreadable(format).into()),
        None => findings.extend(package::write(root, &package, &mut io::stdout().lock()).context("cannot write to standard output")?),
    }
    Ok(findings)
}

/// Writes the database of the archive into a file, or gives it to another program.
fn put_database(memo: &Memo, session: &Session, to: Option<&Path>) -> anyhow::Result<()> {
    match to {
        Some(to) => export_sqlite::write_file(memo, &session.config, to),
        None if io::stdout().is_terminal() => Err(unreadable(ExportFormat::Sqlite).into()),
        None => io::stdout().lock().write_all(&export_sqlite::bytes(memo, &session.config)?).context("cannot write to standard output"),
    }
}

/// What is said where a file of bytes would go to a terminal.
fn unreadable(format: ExportFormat) -> Usage {
    let message = format!("{} is nothing to be read on a terminal", format.label());
    Usage { message, hint: format!("name a file: `-o text.{}`", format.ending()) }
}

/// What a name means: a document or collection by its slug or its file.
fn named(name: &str, memo: &Memo) -> anyhow::Result<What> {
    let bare = name.trim_end_matches(".md").trim_start_matches("./");
    let of_collection = bare.strip_prefix(COLLECTIONS).map(|rest| rest.trim_start_matches('/')).or_else(|| bare.strip_prefix("collections/"));
    if let Some(slug) = of_collection {
        let known = memo.catalogue.collections().files().keys().map(Slug::as_str);
        return match memo.catalogue.collections().files().keys().find(|known| known.as_str() == slug) {
            Some(slug) => Ok(What::Collection(slug.clone())),
            None => Err(unknown(name, "collection", nearest(slug, known, 3)).into()),
        };
    }
    let of_document = bare.strip_prefix(DOCUMENTS).map(|rest| rest.trim_start_matches('/')).unwrap_or(bare);
    let known = memo.catalogue.documents().keys().map(Slug::as_str);
    match memo.catalogue.documents().keys().find(|known| known.as_str() == of_document) {
        Some(slug) => Ok(What::Document(slug.clone())),
        None => Err(unknown(name, "document", nearest(of_document, known, 3)).into()),
    }
}

fn unknown(name: &str, kind: &str, near: Vec<&str>) -> Usage {
    let hint = did_you_mean(near.as_slice()).map_or_else(|| String::from("name a document, or collections/NAME"), |hint| hint.to_string());
    Usage { message: format!("there is no {kind} {name}"), hint }
}

fn unfit(format: ExportFormat) -> Usage {
    let of = |scope: &Scope| match scope {
        Scope::Document => "a document",
        Scope::Collection => "a collection",
        Scope::Archive => "the archive",
    };
    let scopes: Vec<&str> = format.scopes().iter().map(of).collect();
    Usage { message: format!("{} is not made of this", format.name()), hint: format!("it is made of {}", scopes.join(", ")) }
}
