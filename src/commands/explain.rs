//! `scholion explain PAGE`: why a page would be rendered now, or would not, and what it shows.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use serde::Serialize;

use super::{
    Status, Usage,
    cache::{Cache, Loaded},
    common::Common,
    give, ingest,
    report::plural,
    session::Session,
    terminal::give_json,
};
use crate::{
    base::{
        Digest, RelPath,
        diagnostic::{did_you_mean, nearest},
    },
    build::{
        PageKey,
        explain::{Explained, Explainer, Explanation},
    },
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A page of the site (documents/a.html), or a file of the archive, to see which pages come of it
    #[arg(value_name = "PAGE")]
    page: String,
}

/// How a file stands in the output folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum OnDisk {
    /// As the last build wrote it.
    AsWritten,
    /// Another hand changed it, so the next build writes it again.
    Changed,
    /// It is not there.
    Missing,
    /// There, but no last build is known.
    Unknown,
}

/// The answer for a page, for programs.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    explanation: &'a Explanation,
    /// Whether the next build would render it.
    rendered: bool,
    on_disk: OnDisk,
    last_build: &'static str,
    /// Files of the archive that changed since the last build.
    changed_files: &'a [RelPath],
}

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    let mut session = Session::open(common)?;
    // As a build would: what it would ingest is there. What is wrong is the business of `check`.
    ingest::missing_in_memory(&mut session);
    let place = session.output_dir();
    let folder = fs::canonicalize(&place).unwrap_or(place);
    let cache = Cache::open(&session, &folder);
    let (last, kept, last_build) = match &cache.loaded {
        Loaded::Known(last, keys) => (Some(last), keys.decode(), "known"),
        Loaded::OtherProgram => (None, None, "other-program"),
        Loaded::Nothing => (None, None, "unknown"),
    };
    let changed = last.map_or_else(Vec::new, |last| last.inputs.changes(&session.scan));
    let show = |text: &str| match (common.json, common.quiet) {
        (true, _) => give_json(text),
        // The answer, without its reasons.
        (false, true) => give(text.split_inclusive('\n').next().unwrap_or(text)),
        (false, false) => give(text),
    };
    let mut explainer = Explainer::new(session.snapshot(), &session.config, kept.as_ref());
    if let Some(file) = archive_file(&args.page, &session) {
        show(&tell_file(&file, &explainer.pages_of(&file), common.json));
        return Ok(Status::Done);
    }
    let on_disk = |path: &RelPath| on_disk(&folder.join(path.as_str()), last.and_then(|last| last.published.digest(path)));
    for path in candidates(&args.page, &session, &folder) {
        let simply = |words: &str| {
            if common.json { format!("{}\n", serde_json::json!({ "page": path, "is": words })) } else { format!("{path}: {words}\n") }
        };
        let text = match explainer.explain(&path, &changed) {
            Explained::Unknown => continue,
            Explained::Plain(digest) => simply(&format!("published as it is ({})", digest.hex(8))),
            Explained::Data => simply("the archive as data, made of all documents, works and names"),
            Explained::Gone => simply("no longer part of the site; the next build removes it"),
            Explained::Page(explanation) => {
                let on_disk = on_disk(&path);
                let rendered = !explanation.reasons.is_empty() || !matches!(on_disk, OnDisk::AsWritten);
                let answer = Answer { explanation: &explanation, rendered, on_disk, last_build, changed_files: &changed };
                if common.json { format!("{}\n", serde_json::to_string(&answer)?) } else { tell_page(&answer) }
            }
        };
        show(&text);
        return Ok(Status::Done);
    }
    let paths = explainer.paths();
    let hint = did_you_mean(&nearest(&args.page, paths.iter().map(RelPath::as_str), 3));
    let hint = hint.map_or_else(|| "name a file of the site, such as index.html, or a file of the archive".to_owned(), String::from);
    Err(Usage::error(format!("there is no page `{}`", args.page), hint))
}

/// The file of the archive that was named, from the root or from here.
fn archive_file(named: &str, session: &Session<'_>) -> Option<RelPath> {
    let files = &session.snapshot().files;
    let here = std::path::absolute(named).ok()?;
    let from_here = here.strip_prefix(&session.root).ok().and_then(Path::to_str).map(RelPath::new);
    std::iter::once(RelPath::new(named)).chain(from_here).find(|path| files.contains_key(path))
}

/// The paths on the site that may be meant, in order.
fn candidates(named: &str, session: &Session<'_>, folder: &Path) -> Vec<RelPath> {
    let address = named.split(['#', '?']).next().unwrap_or(named);
    let base = &session.config.base_url;
    let address = if base.is_empty() { address } else { address.strip_prefix(base.as_str()).unwrap_or(address) };
    let mut ways: Vec<PathBuf> = vec![address.trim_start_matches('/').into()];
    ways.extend(Path::new(address.trim_start_matches("./")).strip_prefix(&session.config.output_dir).map(Path::to_path_buf));
    let here = std::path::absolute(address).ok();
    let here = here.map(|here| fs::canonicalize(&here).unwrap_or(here));
    ways.extend(here.and_then(|here| here.strip_prefix(folder).map(Path::to_path_buf).ok()));
    ways.into_iter()
        .flat_map(|way| {
            let path = RelPath::new(&way.to_string_lossy());
            let front = RelPath::new(&format!("{path}/index.html"));
            [path, front]
        })
        .collect()
}

fn on_disk(place: &Path, published: Option<Digest>) -> OnDisk {
    match (fs::read(place), published) {
        (Err(_), _) => OnDisk::Missing,
        (Ok(_), None) => OnDisk::Unknown,
        (Ok(bytes), Some(digest)) if Digest::of(&bytes) == digest => OnDisk::AsWritten,
        (Ok(_), Some(_)) => OnDisk::Changed,
    }
}

fn tell_page(answer: &Answer<'_>) -> String {
    let Explanation { page, unit, key, last_key, reasons, reads, fault } = answer.explanation;
    let mut why: Vec<String> = match answer.last_build {
        "known" => reasons.iter().map(ToString::to_string).collect(),
        "other-program" => vec!["the program changed".to_owned()],
        _ => vec!["no last build is known".to_owned()],
    };
    match answer.on_disk {
        OnDisk::Changed => why.push("its file was changed by another hand".to_owned()),
        OnDisk::Missing => why.push("its file is not there".to_owned()),
        OnDisk::AsWritten | OnDisk::Unknown => {}
    }
    let verdict =
        if answer.rendered { format!("would be rendered: {}", why.join("; ")) } else { "would not be rendered: same key".to_owned() };
    let mut text = format!("{page} {verdict}\n");
    // Writing into a string cannot fail.
    let _ = writeln!(text, "  made of   {unit:?}, by {}", key.made_with.template);
    let _ = writeln!(text, "  key       {}", in_words(key));
    if let Some(last) = last_key.as_ref().filter(|last| *last != key) {
        let _ = writeln!(text, "  last key  {}", in_words(last));
    }
    if let Some(fault) = fault {
        let _ = writeln!(text, "  fault     {fault}");
    }
    let _ = writeln!(text, "  reads     {}", plural(reads.len(), "part"));
    for read in reads {
        let _ = writeln!(text, "    {} {}", if read.changed { "*" } else { " " }, read.facet);
    }
    if !answer.changed_files.is_empty() {
        let _ = writeln!(text, "  changed since the last build (what they say is marked *)");
        answer.changed_files.iter().for_each(|path| _ = writeln!(text, "      {path}"));
    }
    text
}

fn in_words(key: &PageKey) -> String {
    let PageKey { view, made_with } = key;
    let (templates, config) = (made_with.templates, made_with.config);
    format!("view {}, templates {}, configuration {}, program {}", view.hex(8), templates.hex(8), config.hex(8), made_with.program)
}

fn tell_file(file: &RelPath, pages: &[RelPath], json: bool) -> String {
    if json {
        return format!("{}\n", serde_json::json!({ "file": file, "pages": pages }));
    }
    if pages.is_empty() {
        return format!("{file}: no page shows anything of it\n");
    }
    let mut text = format!("{file}: {} would be otherwise without it\n", plural(pages.len(), "page"));
    pages.iter().for_each(|page| _ = writeln!(text, "  {page}"));
    text
}
