//! `scholion export FORMAT [WHAT]`: a document, a collection or the archive in another format.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use super::{
    Status, Usage, bag, cache::Cache, common::Common, export_crossref, export_docx, export_sqlite, export_to, formatted, give, ingest,
    package, relocate::meant, session::Session, typst,
};
use crate::{
    base::{
        Diagnostic, Slug,
        diagnostic::{did_you_mean, nearest},
        places::{COLLECTIONS, DOCUMENTS},
    },
    build::{self, Memo},
    config::{ExportFormat, Scope},
    site::editions::{self, Made, Package, What, typst::Print},
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The format; `bag` packs archive and site to be kept
    #[arg(value_name = "FORMAT", value_parser = format)]
    format: Wanted,
    /// A document (box1/letter) or a collection (collections/letters) [default: the archive]; for a bag: the folder that is made
    #[arg(value_name = "WHAT")]
    what: Option<String>,
    /// For PDF: number every fifth line
    #[arg(long)]
    line_numbers: bool,
    /// For PDF: set the pictures of the original pages facing the text
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
        (Wanted::Bag, None) => {
            return Err(Usage::error("a bag needs a folder", "name one that is not there yet: `scholion export bag ../letters-bag`"));
        }
    };
    let mut session = Session::begin(common)?;
    let mut memo = Cache::of_site(&session).understand(&mut session)?;
    let (mut diagnostics, _) = ingest::missing_in_memory(&mut session);
    memo.formatted = formatted::load(&session.root);
    session.recall(&mut memo);
    build::look(session.snapshot(), &session.config, &mut memo);
    let what = match &args.what {
        None => What::Archive,
        Some(name) => named(name, &memo, &session)?,
    };
    if !format.is_of(what.scope()) {
        return Err(unfit(format, &what).into());
    }
    if format != ExportFormat::Pdf && (args.line_numbers || args.facsimile) {
        return Err(Usage::error("only a PDF has numbers of lines and facing pictures", "say `export pdf`, or leave these out"));
    }
    let to = common.output_dir.as_deref().filter(|to| *to != Path::new("-"));
    if matches!(format, ExportFormat::Sqlite | ExportFormat::Pdf | ExportFormat::Docx | ExportFormat::Epub) {
        export_to::check(format, to)?;
    }
    if format == ExportFormat::Sqlite {
        export_to::put(to, |place| export_sqlite::write_file(&memo, &session.config, place))?;
        diagnostics.extend(session.diagnostics.iter().cloned());
        return Ok(session.tell(diagnostics, false).0);
    }
    if format == ExportFormat::Pdf {
        let print = Print { line_numbers: args.line_numbers, facsimile: args.facsimile };
        let found = export_to::put(to, |place| {
            typst::export(&session, &mut memo, &what, print, place)?.ok_or_else(|| unfit(format, &what).into())
        })?;
        diagnostics.extend(found.into_iter().chain(session.diagnostics.iter().cloned()));
        return Ok(session.tell(diagnostics, false).0);
    }
    if to.is_some() && editions::has_parts(format) {
        export_to::put(to, |place| {
            let mut make =
                |part: &mut dyn FnMut(&str)| build::editions::parts(session.snapshot(), &session.config, &mut memo, format, &what, part);
            if put_parts(place, &mut make)? { Ok(()) } else { Err(unfit(format, &what).into()) }
        })?;
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
        None => return Err(unfit(format, &what).into()),
        Some(Made::Text(text)) if format == ExportFormat::Crossref => Made::Text(export_crossref::dated(&text)),
        Some(made) => made,
    };
    match made {
        Made::Text(tree) if format == ExportFormat::Docx => {
            export_to::put(to, |place| export_docx::write_file(&session.root, &tree, place))?
        }
        Made::Text(text) if to.is_none() => give(&text),
        Made::Text(text) => export_to::put(to, |place| Ok(std::fs::write(place, text)?))?,
        Made::Package(mut package) => {
            diagnostics.append(&mut package.findings);
            diagnostics.extend(export_to::put(to, |place| put_package(&session.root, &package, place))?);
        }
    }
    diagnostics.extend(session.diagnostics.iter().cloned());
    Ok(session.tell(diagnostics, false).0)
}

/// Gives a text part by part; whether there is any.
type Parts<'a> = &'a mut dyn FnMut(&mut dyn FnMut(&str)) -> bool;

/// Writes what comes part by part into a file; whether anything came.
fn put_parts(to: &Path, make: Parts<'_>) -> io::Result<bool> {
    let mut file = BufWriter::new(File::create(to)?);
    let mut written = Ok(());
    let is_made = make(&mut |part| {
        if written.is_ok() {
            written = file.write_all(part.as_bytes());
        }
    });
    written?;
    file.flush()?;
    Ok(is_made)
}

/// Writes a package into a file. What is wrong with it is said.
fn put_package(root: &Path, package: &Package, to: &Path) -> anyhow::Result<Vec<Diagnostic>> {
    let mut file = BufWriter::new(File::create(to)?);
    let findings = package::write(root, package, &mut file)?;
    file.flush()?;
    Ok(findings)
}

/// What a name means: a document or collection by its slug, its page, or its file as seen from here.
fn named(name: &str, memo: &Memo, session: &Session<'_>) -> anyhow::Result<What> {
    let (documents, collections) = (memo.catalogue.documents(), memo.catalogue.collections().files());
    let bare = name.trim_start_matches("./");
    let bare = bare.strip_suffix(".md").or_else(|| bare.strip_suffix(".html")).unwrap_or(bare);
    let below =
        |folder: &str, short: &str| bare.strip_prefix(folder).or_else(|| bare.strip_prefix(short)).and_then(|rest| rest.strip_prefix('/'));
    let of_collection = below(COLLECTIONS, "collections");
    let of_document = below(DOCUMENTS, "documents").unwrap_or(bare);
    if let Some(slug) = collections.keys().find(|slug| Some(slug.as_str()) == of_collection) {
        return Ok(What::Collection(slug.clone()));
    }
    if let Some(slug) = [bare, of_document].into_iter().find_map(|written| documents.keys().find(|slug| slug.as_str() == written)) {
        return Ok(What::Document(slug.clone()));
    }
    let Ok(path) = meant(session, name) else {
        return Err(match of_collection {
            Some(slug) => unknown(name, "collection", nearest(slug, collections.keys().map(Slug::as_str), 3)),
            None => unknown(name, "document", nearest(of_document, documents.keys().map(Slug::as_str), 3)),
        }
        .into());
    };
    let document = documents.iter().find(|(_, document)| document.path == path).map(|(slug, _)| What::Document(slug.clone()));
    let collection = collections.iter().find(|(_, file)| file.path == path).map(|(slug, _)| What::Collection(slug.clone()));
    document.or(collection).ok_or_else(|| {
        let is_text = path.extension() == "md" && (path.is_below(DOCUMENTS) || path.is_below(COLLECTIONS));
        if is_text {
            let hint = "it is a draft, waits for its day, or cannot be read, as `scholion check` says; `--drafts` takes drafts";
            Usage::error(format!("{path} is not published"), hint)
        } else {
            Usage::error(format!("{path} is neither a document nor a collection"), "name a document, or collections/NAME")
        }
    })
}

fn unknown(name: &str, kind: &str, near: Vec<&str>) -> Usage {
    let hint = did_you_mean(near.as_slice()).map_or_else(|| String::from("name a document, or collections/NAME"), |hint| hint.to_string());
    Usage { message: format!("there is no {kind} {name}"), hint }
}

/// Why a format is not made of something.
fn unfit(format: ExportFormat, what: &What) -> Usage {
    let of = |scope: &Scope| match scope {
        Scope::Document => "a document",
        Scope::Collection => "a collection",
        Scope::Archive => "the archive",
    };
    if format.is_of(what.scope()) {
        let hint = String::from("a collection in which no document stands has no edition");
        return Usage { message: format!("there is nothing of which {} could be made", format.label()), hint };
    }
    let scopes: Vec<&str> = format.scopes().iter().map(of).collect();
    let hint = format!("it is made of {}", scopes.join(", "));
    Usage { message: format!("{} is not made of {}", format.name(), of(&what.scope())), hint }
}
