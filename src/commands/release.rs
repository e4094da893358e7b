//! `scholion release DOCUMENT VERSION`: the text of a document as it is now, kept as a version that stays as it is.
//!
//! The document's history gets an entry, and its file is copied with it, byte for byte; what tables and defaults say of it is written into
//! the copy, since these may say something else tomorrow. Both files are written together, or neither is.

use std::collections::BTreeMap;

use anyhow::bail;

use super::{
    Status, Usage,
    common::Common,
    relocate::{After, as_after, as_is, meant, new_faults, stop_at_errors, text_of, write},
    session::Session,
};
use crate::{
    base::{
        Digest, RelPath, Severity, Snapshot, front_matter, held,
        places::DOCUMENTS,
        yaml::{self, Map, Value},
    },
    build::{
        layering::Layering,
        versions::{digest_of, folder_of, name_of, stood_at},
    },
    config::Config,
    document::{
        self, Document,
        history::{HistoryEvent, UpdateKind, is_version},
    },
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The document
    #[arg(value_name = "DOCUMENT")]
    document: String,
    /// What the version is called: 1.0, 2026-05-01
    #[arg(value_name = "VERSION")]
    version: String,
    /// What was changed, and why: Markdown
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// The kind of change: new-version, correction, erratum, retraction … [default: new-version]
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<UpdateKind>,
    /// Release it even if the text is as it was in the version before
    #[arg(long)]
    same: bool,
    /// Say what would be written; write nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

fn kind(name: &str) -> Result<UpdateKind, String> {
    UpdateKind::named(name).ok_or_else(|| {
        let names: Vec<&str> = UpdateKind::ALL.iter().map(|kind| kind.name()).collect();
        format!("the kinds are {}", names.join(", "))
    })
}

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    let session = Session::open(common)?;
    let path = meant(&session, &args.document)?;
    if !path.is_below(DOCUMENTS) || path.extension() != "md" {
        return Err(Usage::error(format!("{path} is no document"), "versions are kept of documents, below content/documents"));
    }
    if !is_version(&args.version) {
        let hint = "write at most 32 letters of the alphabet, digits, dots, hyphens and underscores, the first a letter or digit: 1.0";
        return Err(Usage::error(format!("`{}` can be the name of no version", args.version), hint));
    }
    let (mut memo, before) = as_is(&session);
    let Some(document) = memo.document(&path).cloned() else {
        return Err(Usage::error(format!("{path} is no document that can be read"), "`scholion check` says what is wrong with it"));
    };
    if document.meta.draft {
        return Err(Usage::error(format!("{path} is a draft"), "what readers were never shown has no versions: publish it first"));
    }
    let wrong: Vec<_> = before.iter().filter(|found| found.path == path && found.severity == Severity::Error).cloned().collect();
    if !wrong.is_empty() {
        session.tell(wrong, false);
        bail!("{path} has errors, which would stay in the version for ever; nothing is written");
    }
    let text = text_of(&session, &path)?;
    let kept = kept(session.snapshot(), &path);
    let is_named = |name: &str| name.eq_ignore_ascii_case(&args.version);
    if let Some(other) = kept.iter().find(|other| is_named(name_of(other))) {
        return Err(Usage::error(format!("{other} is there already"), "a version stays as it was published: give this one another name"));
    }
    let told = document.meta.history.iter().find(|event| is_named(&event.version));
    if told.is_some() && (args.note.is_some() || args.kind.is_some() || common.date.is_some()) {
        let hint = "leave --note, --kind and --date out, and the text is kept as the version that the history describes";
        return Err(Usage::error(format!("the history of {path} names version {} already", args.version), hint));
    }
    let described = |text: &str| with_layers(&path, text, session.snapshot(), &session.config);
    let newest = newest(&document, &kept);
    if let Some(newest) = newest.filter(|_| !args.same)
        && is_as_in(&session, &path, &described(&text), newest, &document)?
    {
        let hint = "change it first, or say --same, if a version of the same words is meant";
        return Err(Usage::error(format!("{path} says what {newest} says"), hint));
    }
    // The copy cannot say its own digest; the document does. Of an entry that an editor has written nothing is written over.
    let copy = described(&if told.is_some() { text.clone() } else { entered(args, &session, &path, &text, None)? });
    let new = if told.is_some() { text.clone() } else { entered(args, &session, &path, &text, Some(digest_of(copy.as_bytes())))? };
    let frozen = RelPath::new(&format!("{}/{}.md", folder_of(&path), args.version));
    let mut after = After::new();
    after.insert(frozen.clone(), Some(copy.into_bytes()));
    if new != text {
        after.insert(path.clone(), Some(new.into_bytes()));
    }
    let then = as_after(session.snapshot(), &after, &BTreeMap::new());
    let faults = new_faults(&session, &mut memo, &before, then, &RelPath::clone);
    stop_at_errors(&session, faults, "it")?;
    if !args.dry_run {
        write(&session, after)?;
    }
    session.close(&format!("{frozen} {} version {} of {path}", if args.dry_run { "would be" } else { "is" }, args.version));
    Ok(Status::Done)
}

/// The files of the versions of a document.
fn kept(snapshot: &Snapshot, path: &RelPath) -> Vec<RelPath> {
    let folder = folder_of(path);
    let files = snapshot.below(&folder).map(|(path, _)| path).filter(|path| path.parent() == folder && path.extension() == "md");
    files.cloned().collect()
}

/// The newest of these: that which the history names last.
fn newest<'k>(document: &Document, kept: &'k [RelPath]) -> Option<&'k RelPath> {
    let rank = |path: &RelPath| document.meta.history.iter().position(|event| event.version == name_of(path)).map_or(0, |nth| nth + 1);
    kept.iter().max_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| crate::base::natural::natural(name_of(a), name_of(b))))
}

/// Whether a text says what a version says, but for what its history says.
fn is_as_in(session: &Session<'_>, path: &RelPath, text: &str, version: &RelPath, document: &Document) -> anyhow::Result<bool> {
    let kept = text_of(session, version)?;
    if kept == text {
        return Ok(true);
    }
    // The history may have been told in other words since, and the document may stand elsewhere.
    let mut kept = document::parse(path, kept.as_bytes(), &|_, _| None);
    kept.path = stood_at(document, &kept);
    let now = document::parse(path, text.as_bytes(), &|_, _| None);
    let described = |of: &Document| {
        let mut meta = of.meta.clone();
        (meta.history, meta.places, meta.aliases, meta.alias_places) = Default::default();
        meta.publish_source = meta.publish_source.map(|_| Default::default());
        // Values know where they stand.
        meta.own.clear();
        format!("{meta:?}")
    };
    Ok(now.reads_as(&kept, &|link, old| now.leads_as(link, &kept, old)) && described(&kept) == described(&now))
}

/// The text with an entry in its history, which says the digest of the version's file where that is known.
fn entered(args: &Args, session: &Session<'_>, path: &RelPath, text: &str, digest: Option<Digest>) -> anyhow::Result<String> {
    let day = session.snapshot().day.map(|day| day.to_string());
    let mut entry = Map::new();
    entry.insert("version".into(), args.version.clone().into());
    if let Some(day) = day {
        entry.insert("date".into(), day.into());
    }
    if let Some(kind) = args.kind.filter(|kind| *kind != UpdateKind::default()) {
        entry.insert("kind".into(), kind.name().into());
    }
    if let Some(note) = args.note.as_deref().map(str::trim).filter(|note| !note.is_empty()) {
        entry.insert("note".into(), note.into());
    }
    if let Some(digest) = digest {
        entry.insert("digest".into(), digest.to_string().into());
    }
    let made = with_entry(path, text, &entry).filter(|made| {
        let read = document::parse(path, made.as_bytes(), &|_, _| None);
        let was = document::parse(path, text.as_bytes(), &|_, _| None);
        let is_entry =
            |event: &&HistoryEvent| event.version == args.version && Some(event.kind) == args.kind.or(Some(UpdateKind::default()));
        read.body.text == was.body.text
            && read.meta.title == was.meta.title
            && !read.meta.draft
            && read.meta.history.len() == was.meta.history.len() + 1
            && read.meta.history.last().filter(is_entry).is_some()
            && read.meta.places.len() == was.meta.places.len() + usize::from(was.meta.place_of("history").is_none())
    });
    made.ok_or_else(|| {
        let entry = yaml::write(&BTreeMap::from([("history", [entry])]));
        Usage::error(
            format!("the front matter of {path} is written in a way to which no entry can be added"),
            format!("write it there yourself, and run the command again without --note, --kind and --date:\n{entry}"),
        )
    })
}

/// The text with one more entry in the list `history:` of its front matter; `None` where nobody can tell where it would stand.
fn with_entry(path: &RelPath, text: &str, entry: &Map<String, Value>) -> Option<String> {
    let list = [Value::Object(entry.clone())];
    let alone = yaml::write(&BTreeMap::from([("history", &list)]));
    let Some(front) = front_matter::split(path, text, &mut Vec::new()).front else {
        return Some(format!("---\n{alone}---\n\n{text}"));
    };
    let inner = front.of(text);
    let tree = yaml::read(inner).ok()?;
    let start = front.start as usize;
    let put = |at: usize, words: &str| {
        let (before, behind) = text.split_at_checked(start + at)?;
        Some(format!("{before}{words}{behind}"))
    };
    let newline = |at: usize| inner.get(at..).and_then(|rest| rest.find('\n')).map_or(inner.len(), |found| at + found + 1);
    let Some(pair) = tree.root.map()?.iter().find(|pair| pair.key == "history") else {
        let lead = if inner.is_empty() || inner.ends_with('\n') { "" } else { "\n" };
        return (!inner.trim_start().starts_with('{')).then(|| put(inner.len(), &format!("{lead}{alone}")))?;
    };
    let value = &pair.value;
    let (first, last) = (value.span.start as usize, value.span.end as usize);
    let items = value.list().unwrap_or(&[]);
    if inner.get(first..)?.starts_with('[') {
        // On one line, as JSON is.
        let close = inner.get(..last)?.rfind(']')?;
        let comma = if items.is_empty() { "" } else { ", " };
        return put(close, &format!("{comma}{}", serde_json::to_string(&entry).ok()?));
    }
    let lines = |indent: &str| -> String {
        let list = yaml::write(&list);
        list.lines().map(|line| format!("{indent}{line}\n")).collect()
    };
    let Some(item) = items.last() else { return put(newline(pair.place.end as usize), &lines("  ")) };
    let at = items.first()?.span.start as usize;
    let line = inner.get(..at)?.rfind('\n').map_or(0, |at| at + 1);
    let indent: String = inner.get(line..at)?.chars().take_while(|c| *c == ' ').collect();
    let end = inner.get(..item.span.end as usize)?.trim_end().len();
    let behind = newline(end);
    let lead = if inner.get(..behind)?.ends_with('\n') { "" } else { "\n" };
    put(behind, &format!("{lead}{}", lines(&indent)))
}

/// Keys whose values hold paths: in a layer they lead from its file.
const OF_PATHS: [&str; 6] = ["facsimile", "files", "recordings", "translation-of", "letter-before", "letter-after"];

/// The text with what its layers say of it in its front matter, so that it is described whatever they say tomorrow. When it is shown, the
/// document says.
fn with_layers(path: &RelPath, text: &str, snapshot: &Snapshot, config: &Config) -> String {
    let mut layering = Layering::default();
    layering.read(snapshot, config);
    let layers = layering.of(path);
    let front = front_matter::split(path, text, &mut Vec::new()).front;
    let own = front.and_then(|front| yaml::read(front.of(text)).ok());
    let mut said: Vec<String> = own.iter().flat_map(|tree| tree.root.map().unwrap_or(&[])).map(|pair| pair.key.to_string()).collect();
    let mut more: Map<String, Value> = Map::new();
    for (_, layer) in layers.each() {
        let known = said.clone();
        for pair in layer.pairs.iter().filter(|pair| !layer.kind.refuses(&pair.key)) {
            let is_of_license = |key: &str| matches!(key, "license" | "license-url");
            let is_said = |other: &String| *other == pair.key || is_of_license(other) && is_of_license(&pair.key);
            let holds = held::edge(&pair.key).is_some() || held::judge(&pair.key, &pair.value).is_some();
            if holds || known.iter().any(is_said) {
                continue;
            }
            let mut value = pair.value.to_value();
            if OF_PATHS.contains(&pair.key.as_ref()) {
                lead_from(&layer.file, path, &mut value);
            }
            more.insert(pair.key.to_string(), value);
            said.push(pair.key.to_string());
        }
    }
    if more.is_empty() {
        return text.to_owned();
    }
    let lines = yaml::write(&more);
    match front {
        Some(front) => {
            let end = front.end as usize;
            let (before, behind) = text.split_at_checked(end).unwrap_or((text, ""));
            let lead = if before.ends_with('\n') { "" } else { "\n" };
            format!("{before}{lead}{lines}{behind}")
        }
        None => format!("---\n{lines}---\n\n{text}"),
    }
}

/// Paths that begin with a dot lead from the file of a layer: the same from the document.
fn lead_from(file: &RelPath, document: &RelPath, value: &mut Value) {
    match value {
        Value::String(path) if path.starts_with("./") || path.starts_with("../") => {
            if let Some(target) = file.join(path) {
                *path = document.to(target.as_str());
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| lead_from(file, document, item)),
        Value::Object(pairs) => pairs.values_mut().for_each(|value| lead_from(file, document, value)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Map<String, Value> {
        let pairs = [("version", "1.1"), ("date", "2026-05-01"), ("note", "A: b")];
        pairs.into_iter().map(|(key, value)| (key.to_owned(), Value::from(value))).collect()
    }

    /// The versions and notes that are read of the text with one more entry.
    fn check(text: &str, expected: &[(&str, &str)]) {
        let path = RelPath::new("content/documents/a.md");
        let made = with_entry(&path, text, &entry()).unwrap_or_else(|| panic!("{text}"));
        let (was, is) = (document::parse(&path, text.as_bytes(), &|_, _| None), document::parse(&path, made.as_bytes(), &|_, _| None));
        let read: Vec<(&str, &str)> = is.meta.history.iter().map(|event| (event.version.as_str(), event.note.as_str())).collect();
        assert_eq!(read, expected, "{made}");
        assert_eq!(
            (&was.body.text, &was.meta.title, was.diagnostics.len()),
            (&is.body.text, &is.meta.title, is.diagnostics.len()),
            "{made}"
        );
    }

    #[test]
    fn an_entry_is_added_however_the_history_is_written() {
        check("---\ntitle: A\n---\n\nWords.\n", &[("1.1", "A: b")]);
        check("---\ntitle: A\nhistory:\n---\n\nWords.\n", &[("1.1", "A: b")]);
        check("---\ntitle: A\nhistory: []\nlang: en\n---\n\nWords.\n", &[("1.1", "A: b")]);
        let first = ("1.0", "First.");
        for history in [
            "history:\n  - {version: \"1.0\", date: 2024, note: First.}\n",
            "history:\n- version: \"1.0\"\n  date: 2024\n  note: First.\n",
            "history:\n    - version: \"1.0\"\n      date: 2024\n      note: |\n        First.\n",
            "history: [{version: \"1.0\", date: 2024, note: First.}]\n",
            "history:\n  - version: \"1.0\" # the first\n    date: 2024\n    note: First.   # so it was\n",
        ] {
            for text in [format!("---\ntitle: A\n{history}---\n\nWords.\n"), format!("---\n{history}title: A\n---\n\nWords.\n")] {
                check(&text, &[first, ("1.1", "A: b")]);
            }
        }
    }
}
