//! `scholion annotations import`: notes from a file of another program.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Context;
use serde_json::json;

use super::{
    file_of,
    homes::{Homeless, Homes},
    pictures::Pictures,
};
use crate::{
    archive::editing::{self, Merged, Refusal},
    base::{RelPath, places::ANNOTATIONS},
    build::{self, Memo},
    commands::{Status, Usage, common::Common, give, report::plural, say, session::Session},
    document::annotation_import::{self, Import, Imported, Refused},
    public::{Revision, revise},
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// JSON: W3C annotations, an IIIF annotation list, or a Hypothes.is export or API result
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The document that all of them are about [default: the one whose address each names]
    #[arg(long, value_name = "SLUG")]
    document: Option<String>,
}

/// The largest file that is read, in bytes: some hundred thousand notes.
const MOST_BYTES: u64 = 256 << 20;

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    let mut session = Session::open(common)?;
    session.refresh()?;
    let import = read(&args.file)?;
    let mut memo = Memo::default();
    build::build(session.snapshot(), &session.config, &mut memo, &|_, _| ());
    if let Some(slug) = args.document.as_ref().filter(|slug| !memo.catalogue.documents().contains_key(slug.as_str())) {
        return Err(Usage::error(
            format!("there is no document `{slug}`"),
            "give the name of its file in content/documents/, without `.md`",
        ));
    }
    let homes = Homes::of(&memo, &session.config);
    let pictures = Pictures::of(&memo, &session.config);
    let mut told = Told { file: &args.file, common, not_taken: 0 };
    told.remarks(&import);
    let by_document = told.sorted(&import, args.document.as_deref(), &homes, &pictures);
    let (mut taken, mut known) = (0, 0);
    for (slug, notes) in &by_document {
        let notes: Vec<&Imported> = notes.iter().collect();
        let path = RelPath::new(&file_of(&memo, slug));
        match take(&session.root, &path, &notes, &|iri| homes.note(slug, iri)) {
            Ok(merged) => {
                (taken, known) = (taken + merged.taken, known + merged.known);
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
    if known > 0 {
        said.push_str(&format!(", {known} already there"));
    }
    if told.not_taken > 0 {
        said.push_str(&format!(", {} not taken", told.not_taken));
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
    let json = String::from_utf8(bytes).map_err(|_| unusable("this is not UTF-8".into(), "JSON is written in UTF-8"))?;
    annotation_import::read(&json).map_err(|why| unusable(why, "export annotations as JSON, and name that file"))
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

/// What is said of notes that are not taken, or not as they are.
struct Told<'a> {
    file: &'a Path,
    common: &'a Common,
    /// How many are not taken.
    not_taken: usize,
}

impl Told<'_> {
    /// The notes by the document that each is about. Those without one are named together, by their address.
    fn sorted(
        &mut self,
        import: &Import,
        document: Option<&str>,
        homes: &Homes,
        pictures: &Pictures<'_>,
    ) -> BTreeMap<String, Vec<Imported>> {
        let mut by_document: BTreeMap<String, Vec<Imported>> = BTreeMap::new();
        let mut homeless: BTreeMap<(&str, Homeless), BTreeSet<(usize, &str)>> = BTreeMap::new();
        for note in &import.notes {
            let pictured = || note.place.as_ref().and_then(|(address, _)| pictures.document_of(address));
            let found = document.map_or_else(|| homes.find(&note.source).or_else(|why| pictured().ok_or(why)), Ok);
            match found {
                Ok(slug) => {
                    let named = pictures.named(slug, note);
                    named.remarks.iter().skip(note.remarks.len()).for_each(|remark| self.tell(Some(note.nth), &note.iri, "remark", remark));
                    by_document.entry(slug.to_owned()).or_default().push(named);
                }
                Err(why) => _ = homeless.entry((&note.source, why)).or_default().insert((note.nth, &note.iri)),
            }
        }
        for ((source, why), notes) in homeless {
            let source = if source.is_empty() { "no address" } else { source };
            let why = match why {
                Homeless::Nobody => format!("no document of the archive stands at {source}"),
                Homeless::Several => format!("several documents of the archive have the address {source}"),
            };
            if self.common.json {
                let refused = notes.iter().map(|(nth, iri)| Refused { nth: *nth, iri: (*iri).to_owned(), why: why.clone() });
                self.refused(&refused.collect::<Vec<_>>());
            } else {
                self.not_taken += notes.len();
                say(&format!("{} not taken: {why}; name the document with `--document`\n", plural(notes.len(), "note")));
            }
        }
        by_document
    }

    /// What is to be said of the file, and of each of its notes that loses something.
    fn remarks(&mut self, import: &Import) {
        for remark in &import.remarks {
            self.tell(None, "", "remark", remark);
        }
        for note in &import.notes {
            for remark in &note.remarks {
                self.tell(Some(note.nth), &note.iri, "remark", remark);
            }
        }
        self.refused(&import.refused);
    }

    /// Each of these is not taken.
    fn refused(&mut self, refused: &[Refused]) {
        self.not_taken += refused.len();
        for Refused { nth, iri, why } in refused {
            self.tell(Some(*nth), iri, "not-taken", why);
        }
    }

    fn tell(&self, nth: Option<usize>, iri: &str, kind: &str, what: &str) {
        if self.common.json {
            return give(&format!("{}\n", json!({kind: {"annotation": nth, "id": iri, "message": what}})));
        }
        let name = if iri.is_empty() { String::new() } else { format!(" ({iri})") };
        let place = nth.map_or_else(|| self.file.display().to_string(), |nth| format!("{}: annotation {nth}{name}", self.file.display()));
        say(&format!("{place}{}: {what}\n", if kind == "not-taken" { " not taken" } else { "" }));
    }
}
