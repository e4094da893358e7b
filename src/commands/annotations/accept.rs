//! `scholion annotations accept`: notes that have moved are quoted anew from where they were found, and those on pictures that were
//! exchanged say what the picture is now.

use std::{cell::LazyCell, path::Path};

use anyhow::{Context, bail};

use crate::{
    archive::{
        Reader,
        anchor::{Anchor, quote_at},
        editing::quote_value,
    },
    base::{RelPath, places::ANNOTATIONS, text, yaml::Value},
    build::{self, Memo},
    commands::{Status, Usage, common::Common, report::plural, say, session::Session},
    document::{Target, annotation_file},
    public::{Revision, revise},
    site::{
        annotations::{
            accept::{self, Accepted},
            regions,
        },
        facsimile::surfaces::surfaces,
    },
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The documents whose moved notes are accepted [default: all]
    #[arg(value_name = "SLUG")]
    slugs: Vec<String>,
    /// Accept only these notes, by their ids
    #[arg(long, value_name = "ID")]
    note: Vec<String>,
}

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    let mut session = Session::open(common)?;
    session.refresh()?;
    let mut memo = Memo::default();
    build::look(session.snapshot(), &session.config, &mut memo);
    let placed = memo.catalogue.placed();
    if let Some(unknown) = args.slugs.iter().find(|slug| !placed.keys().any(|known| known.as_str() == **slug)) {
        let hint = "name documents as their files in content/annotations/ are named, without extension";
        return Err(Usage::error(format!("there are no notes on a document `{unknown}`"), hint));
    }
    let mut accepted = 0;
    for slug in placed.keys().filter(|slug| args.slugs.is_empty() || args.slugs.iter().any(|wanted| wanted == slug.as_str())) {
        let Some((document, placed)) = memo.catalogue.whole_text(slug).zip(memo.catalogue.laid(slug)) else { continue };
        let file = &placed.file;
        let Some(bytes) = session.bytes(&file.path) else { continue };
        let before = String::from_utf8_lossy(&bytes).into_owned();
        let mut after = before.clone();
        let reader = Reader::new(&memo.catalogue);
        let surfaces = LazyCell::new(|| surfaces(&reader, document));
        for (note, anchor) in placed.notes() {
            if !args.note.is_empty() && !args.note.iter().any(|wanted| wanted == note.id.as_str()) {
                continue;
            }
            let (key, value, change) = match (&note.target, anchor) {
                (Target::Words(old), Some(Anchor::Moved { span, .. })) => {
                    let new = quote_at(&document.body.text, *span);
                    let words = (text::squeeze(&old.exact), text::squeeze(&new.exact));
                    let change = if words.0 == words.1 { format!("`{}`", words.1) } else { format!("`{}` is now `{}`", words.0, words.1) };
                    ("quote", quote_value(&new), change)
                }
                (Target::Region(region), _) => {
                    let Some(placed) = regions::place(&reader, &surfaces, note, region) else { continue };
                    match accept::accepted(region, &placed) {
                        Accepted::Same => continue,
                        Accepted::As(new) => ("target", new.value(), format!("`{}` on the picture as it is now", new.shown())),
                        Accepted::Unsure => {
                            say(&format!("{}: note `{}` not accepted: its place must be drawn anew on this picture\n", file.path, note.id));
                            continue;
                        }
                    }
                }
                _ => continue,
            };
            // An id that was made from what the picture was would change with it, and the note's address.
            let own_id = (key == "target").then(|| ("id", note.id.as_str().into()));
            let values: Vec<(&str, Value)> = own_id.into_iter().chain([(key, value)]).collect();
            after = match annotation_file::set(&after, note.nth, &values) {
                Ok(text) => text,
                Err(_) => bail!("{} is written in a way that cannot be changed in part; mend note `{}` by hand", file.path, note.id),
            };
            accepted += 1;
            if !common.quiet {
                say(&format!("{}: note `{}`: {change}\n", file.path, note.id));
            }
        }
        if after != before {
            save(&session.root, &file.path, &bytes, &after)?;
        }
    }
    session.close(&format!("{} accepted", plural(accepted, "note")));
    Ok(Status::Done)
}

/// Writes a file of notes, unless somebody changed it meanwhile: where the notes stand was found in what it `was`.
fn save(root: &Path, path: &RelPath, was: &[u8], text: &str) -> anyhow::Result<()> {
    revise(root, path, ANNOTATIONS, |now| {
        if now != Some(was) {
            bail!("it was changed meanwhile; run the command again");
        }
        Ok(Revision::Write(text.into()))
    })
    .with_context(|| format!("cannot write {path}"))
    .map(drop)
}
