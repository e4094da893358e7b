//! `scholion annotations import`: notes from a file of another program.

use std::{collections::BTreeMap, fs, path::PathBuf};

use anyhow::{Context, bail};

use super::{accept::save, file_of};
use crate::{
    base::{Slug, yaml::Value},
    build::{self, Memo},
    commands::{Status, Usage, flags::Common, report::plural, say, session::Session},
    document::{annotation_file, annotation_import, annotation_import::Imported},
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// JSON: W3C annotations, or a Hypothes.is export or API result
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The document that all of them are about [default: the one whose address each names]
    #[arg(long, value_name = "SLUG")]
    document: Option<String>,
}

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    let mut session = Session::open(common)?;
    session.refresh()?;
    let json = fs::read_to_string(&args.file).with_context(|| format!("cannot read {}", args.file.display()))?;
    let all = match annotation_import::read(&json) {
        Ok(all) => all,
        Err(why) => return Err(Usage::error(format!("{}: {why}", args.file.display()), "export annotations as JSON, and name that file")),
    };
    let mut memo = Memo::default();
    build::build(session.snapshot(), &session.config, &mut memo, &|_, _| ());
    let slugs: Vec<&Slug> = memo.catalogue.documents().keys().collect();
    if let Some(slug) = args.document.as_ref().filter(|slug| !slugs.iter().any(|known| known.as_str() == **slug)) {
        return Err(Usage::error(
            format!("there is no document `{slug}`"),
            "give the name of its file in content/documents/, without `.md`",
        ));
    }
    let mut by_document: BTreeMap<String, Vec<Imported>> = BTreeMap::new();
    let (mut homeless, mut known, mut taken) = (0, 0, 0);
    for one in all {
        match args.document.clone().or_else(|| home(&memo, &one.source)) {
            Some(slug) => by_document.entry(slug).or_default().push(one),
            None => {
                homeless += 1;
                say(&format!("no document of the archive stands at {}\n", one.source));
            }
        }
    }
    for (slug, notes) in by_document {
        let path = file_of(&memo, &slug);
        let was = session.snapshot().get(&path).cloned();
        let mut text = was.as_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
        let before = text.clone();
        for one in notes {
            let id = one.note.get("id").and_then(Value::as_str);
            if id.is_some_and(|id| annotation_file::find(&text, id).is_some()) {
                known += 1;
                continue;
            }
            text = match annotation_file::append(&text, &one.note) {
                Ok(text) => text,
                Err(_) => bail!("{path} is no list of notes to which one could be added; mend it first"),
            };
            taken += 1;
        }
        if text != before {
            save(&session.root, &path, was.as_deref(), &text)?;
        }
    }
    let mut said = format!("{} taken", plural(taken, "note"));
    if known > 0 {
        said.push_str(&format!(", {known} already there"));
    }
    if homeless > 0 {
        said.push_str(&format!(", {homeless} without a document: name it with `--document`"));
    }
    session.close(&said);
    Ok(if homeless > 0 { Status::ContentErrors } else { Status::Done })
}

/// The document that stands at an address: its page on this site or any copy of it, or where it was published.
fn home(memo: &Memo, source: &str) -> Option<String> {
    let documents = memo.catalogue.documents();
    let page = source.rsplit_once('/').map_or(source, |(_, page)| page).split(['?', '#']).next().unwrap_or("");
    let stem = page.strip_suffix(".html").unwrap_or(page);
    let same = |url: &str| {
        let bare = |url: &str| url.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/').to_lowercase();
        !url.is_empty() && bare(url) == bare(source)
    };
    let published = documents.values().find(|document| {
        same(&document.meta.url) || !document.meta.doi.is_empty() && same(&format!("https://doi.org/{}", document.meta.doi))
    });
    published.map(|document| document.slug.to_string()).or_else(|| {
        let is_page = source.rsplit('/').nth(1).is_none_or(|folder| folder == "documents" || folder == ".");
        documents.keys().find(|slug| is_page && slug.as_str() == stem).map(Slug::to_string)
    })
}
