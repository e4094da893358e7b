//! `scholion annotations import`: notes from a file of another program.

use std::{
    collections::{BTreeMap, HashSet},
    fs, io,
    path::{Path, PathBuf},
    sync::Mutex,
};

use anyhow::Context;

use super::{
    file_of,
    homes::Homes,
    pictures::Pictures,
    settled::{Settled, settle},
    told::Told,
    withheld::{Wanted, withhold},
};
use crate::{
    archive::editing::{self, Merged, Refusal},
    base::{
        RelPath,
        places::{ANNOTATIONS, SOURCES},
        source_text::Source,
    },
    build::{self, Memo},
    commands::{Status, Usage, common::Common, report::plural, session::Session},
    document::annotation_import::{self, Import, Imported, Refused},
    public::{Revision, revise},
    site::{
        address,
        annotations::selection::{Meant, Texts},
    },
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Notes as JSON (W3C, IIIF, Hypothes.is, Zotero, Readwise, Calibre, KOReader), or what Kindle, Readwise, Zotero or a reader of EPUB exports
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The document that all notes are about [default: the one whose address or title each names]
    #[arg(long, value_name = "SLUG")]
    document: Option<String>,
    /// Also take notes that only their authors can read
    #[arg(long)]
    private: bool,
    /// Also take the notes of this group of Hypothes.is
    #[arg(long, value_name = "ID")]
    group: Vec<String>,
    /// Also take notes that a moderator has hidden
    #[arg(long)]
    hidden: bool,
}

/// The largest file that is read, in bytes: some hundred thousand notes.
const MOST_BYTES: u64 = 256 << 20;

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    let mut session = Session::open(common)?;
    session.refresh()?;
    let mut import = read(&args.file)?;
    let mut told = Told::new(&args.file, common);
    told.left_out(&withhold(&mut import.notes, &Wanted { private: args.private, hidden: args.hidden, groups: &args.group }));
    let mut memo = Memo::default();
    let pages = build_pages(&session, &mut memo, &import.notes);
    if let Some(slug) = args.document.as_ref().filter(|slug| !memo.catalogue.documents().contains_key(slug.as_str())) {
        return Err(Usage::error(
            format!("there is no document `{slug}`"),
            "give the name of its file in content/documents/, without `.md`",
        ));
    }
    let homes = Homes::of(&memo, &session.config);
    let pictures = Pictures::of(&memo, &session.config);
    told.remarks(&import);
    let by_document = told.sorted(&import, args.document.as_deref(), &homes, &pictures);
    let (mut taken, mut known, mut unplaced) = (0, 0, 0);
    for (slug, mut notes) in by_document {
        let settled = settle_all(&session, &memo, &homes, &pages, &slug, &mut notes);
        let notes: Vec<&Imported> = notes.iter().collect();
        let path = RelPath::new(&file_of(&memo, &slug));
        match take(&session.root, &path, &notes, &|iri| homes.note(&slug, iri)) {
            Ok(merged) => {
                (taken, known) = (taken + merged.taken, known + merged.known);
                unplaced += told.settled(&notes, &settled, &merged.new);
                told.refused(&merged.refused);
            }
            Err(Failed::Disk(error)) => return Err(error).with_context(|| format!("cannot write {path}")),
            Err(Failed::Refused(why)) => {
                let why = match why {
                    Refusal::Broken(one) => format!("{path} cannot be read, and nothing was added to it: {}", one.message),
                    _ => format!("{path} is written in a way to which nothing can be added; mend it first"),
                };
                let refused = notes.iter().map(|note| Refused { nth: note.nth, iri: note.iri.clone(), why: why.clone() });
                told.refused(&refused.collect::<Vec<_>>());
            }
        }
    }
    let mut said = format!("{} taken", plural(taken, "note"));
    if unplaced > 0 {
        said.push_str(&format!(" ({unplaced} without a place in the text)"));
    }
    for (count, what) in [(known, "already there"), (told.not_taken, "not taken"), (told.left_out, "left out")] {
        if count > 0 {
            said.push_str(&format!(", {count} {what}"));
        }
    }
    session.close(&said);
    Ok(if told.not_taken > 0 { Status::ContentErrors } else { Status::Done })
}

fn read(file: &Path) -> anyhow::Result<Import> {
    let cannot = || format!("cannot read {}", file.display());
    let size = fs::metadata(file).with_context(cannot)?.len();
    let unusable = |why: String, hint: &str| Usage::error(format!("{}: {why}", file.display()), hint);
    if size > MOST_BYTES {
        return Err(unusable(
            format!("the file has {} MB, and at most {} are read", size >> 20, MOST_BYTES >> 20),
            "export fewer annotations at once",
        ));
    }
    let bytes = fs::read(file).with_context(cannot)?;
    annotation_import::read(&Source::decode(&bytes).text)
        .map_err(|why| unusable(why, "export annotations as JSON, or as docs/ANNOTATIONS.md lists, and name that file"))
}

/// Reads the archive, and gives the pages of this site that the notes may be about, by their address. Where no note is placed by what a page
/// shows, none is made.
fn build_pages(session: &Session<'_>, memo: &mut Memo, notes: &[Imported]) -> BTreeMap<String, Vec<u8>> {
    let name =
        |address: &str| address.rsplit('/').next().unwrap_or("").split('?').next().unwrap_or("").trim_end_matches(".html").to_owned();
    let wanted: HashSet<String> = notes.iter().filter(|note| !note.ways.is_empty()).map(|note| name(&note.source)).collect();
    if wanted.is_empty() {
        build::look(session.snapshot(), &session.config, memo);
        return BTreeMap::new();
    }
    let pages = Mutex::new(BTreeMap::new());
    build::build(session.snapshot(), &session.config, memo, &|path, bytes| {
        if path.as_str().starts_with("documents/") && wanted.contains(&name(path.as_str())) {
            let mut pages = pages.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            pages.insert(path.to_string(), bytes.to_vec());
        }
    });
    pages.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Turns the places of the notes on a document into words, as far as it has them. Gives what became of each.
fn settle_all(
    session: &Session<'_>,
    memo: &Memo,
    homes: &Homes,
    pages: &BTreeMap<String, Vec<u8>>,
    slug: &str,
    notes: &mut [Imported],
) -> Vec<Settled> {
    let whole = memo.catalogue.documents().get_key_value(slug).and_then(|(slug, _)| memo.catalogue.whole_text(slug));
    let Some(document) = whole.filter(|_| notes.iter().any(|note| !note.ways.is_empty())) else {
        return notes.iter().map(Settled::of_whole).collect();
    };
    let page = pages.get(&address::document(&document.slug)).map(|bytes| String::from_utf8_lossy(bytes));
    let source = document.meta.source.as_ref().filter(|source| source.part.is_empty()).map(|source| source.file.as_str());
    let bytes = source.and_then(|file| session.bytes(&RelPath::new(&format!("{SOURCES}/{file}"))));
    let texts = Texts::of(document, page.as_deref(), source.zip(bytes.as_deref()));
    let meant = |note: &Imported| if homes.is_page(&note.source) { Meant::Page } else { Meant::Original };
    notes.iter_mut().map(|note| settle(note, &texts, meant(note))).collect()
}

/// Why a file of notes was not written.
enum Failed {
    Refused(Refusal),
    Disk(io::Error),
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

/// Adds to a file of notes those that it does not have, whoever else writes into it.
fn take(root: &Path, path: &RelPath, notes: &[&Imported], own: &dyn Fn(&str) -> Option<String>) -> Result<Merged, Failed> {
    let mut last = Merged::default();
    revise::<Failed>(root, path, ANNOTATIONS, |was| {
        last = editing::import(path, was.unwrap_or_default(), notes, own).map_err(Failed::Refused)?;
        Ok(if last.taken == 0 { Revision::Keep } else { Revision::Write(std::mem::take(&mut last.text).into()) })
    })?;
    Ok(last)
}
