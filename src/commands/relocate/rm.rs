//! `scholion rm`: a text and all that belongs to it is removed, and its source does not bring it back.

use std::io::{self, IsTerminal as _};

use anyhow::Context as _;

use super::{After, as_after, as_is, belongings, kept, meant, new_faults, remove, text_of, write};
use crate::{
    base::{
        RelPath, Slug,
        places::{DOCUMENTS, REMOVED},
        yaml::{self, Map, Value},
    },
    commands::{
        Status, Usage,
        common::{Common, today},
        origin::origin,
        report::plural,
        say,
        session::Session,
    },
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A document, a free page, or a folder of them
    #[arg(value_name = "TEXT")]
    text: String,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
    /// Say what would be removed; remove nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    let session = Session::open(common)?;
    let old = meant(&session, &args.text)?;
    let (mut memo, before) = as_is(&session);
    let texts = belongings::texts(session.snapshot(), &old);
    let mut gone: Vec<RelPath> =
        texts.iter().flat_map(|text| belongings::of(&memo.catalogue, session.snapshot(), text)).chain(texts.iter().cloned()).collect();
    gone.sort();
    gone.dedup();
    let (mut after, mut media) = (After::new(), Vec::new());
    for path in &gone {
        if session.snapshot().get(path.as_str()).is_some() {
            after.insert(path.clone(), None);
        } else {
            media.push(path.clone());
        }
    }
    let sources: Vec<Entry> = texts.iter().filter_map(|text| entry(&session, text)).collect();
    if !sources.is_empty() {
        let list = text_of(&session, &RelPath::new(REMOVED))?;
        after.insert(RelPath::new(REMOVED), Some(with_entries(&list, &sources).into_bytes()));
    }
    let mut then = as_after(session.snapshot(), &after, &Default::default());
    media.iter().for_each(|path| _ = then.files.remove(path));
    // What would lead nowhere.
    let faults = new_faults(&session, &mut memo, &before, then, &RelPath::clone);
    session.tell(faults, false);
    let list: Vec<&str> = gone.iter().map(RelPath::as_str).collect();
    session.close(&list.join("\n"));
    if args.dry_run {
        session.close(&format!("{} would be removed", plural(gone.len(), "file")));
        return Ok(Status::Done);
    }
    if !args.yes && !asked(gone.len())? {
        session.close("nothing is removed");
        return Ok(Status::Done);
    }
    write(&session, after)?;
    let copies = texts.iter().filter_map(|text| kept(&session.root, text));
    remove(&session.root, media.into_iter().chain(gone.iter().cloned()).chain(copies))?;
    session.close(&format!("{} removed", plural(gone.len(), "file")));
    Ok(Status::Done)
}

/// A line of the list of what was removed: a document, and the source that is not to bring it back.
pub(super) struct Entry {
    document: Slug,
    file: String,
    part: String,
}

/// What the list says of a document; nothing of one without a source.
pub(super) fn entry(session: &Session<'_>, path: &RelPath) -> Option<Entry> {
    let bytes = session.bytes(path).filter(|_| path.is_below(DOCUMENTS))?;
    let origin = origin(&String::from_utf8_lossy(&bytes));
    (!origin.file.is_empty()).then(|| Entry { document: Slug::of_file(path), file: origin.file, part: origin.part })
}

/// The list with more lines; what stands in it stays.
pub(super) fn with_entries(list: &str, more: &[Entry]) -> String {
    const HEAD: &str =
        "# Documents that were removed (`scholion rm`). No document is made of these sources again, until their lines are taken out.\n";
    let mut text = if list.trim().is_empty() { HEAD.to_owned() } else { list.to_owned() };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    for Entry { document, file, part } in more {
        let mut line = Map::new();
        line.insert("source".to_owned(), Value::from(file.as_str()));
        if !part.is_empty() {
            line.insert("part".to_owned(), Value::from(part.as_str()));
        }
        line.insert("document".to_owned(), Value::from(document.as_str()));
        line.insert("removed".to_owned(), Value::from(today()));
        text.push_str(&yaml::write(&[line]));
    }
    text
}

/// Whether the person at the terminal says yes.
fn asked(files: usize) -> anyhow::Result<bool> {
    if !io::stdin().is_terminal() {
        return Err(Usage::error(
            "nobody is here to be asked whether this is to be removed",
            "add `--yes`, or look first with `--dry-run`",
        ));
    }
    say(&format!("Remove {}? [y/N] ", plural(files, "file")));
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).context("cannot read the answer")?;
    Ok(["y", "yes"].contains(&answer.trim().to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_grows_and_keeps_what_editors_wrote() {
        let entry = |part: &str| Entry {
            document: Slug::of_file(&RelPath::new("content/documents/a.md")),
            file: "a: b.txt".into(),
            part: part.into(),
        };
        let first = with_entries("", &[entry("")]);
        let second = with_entries(&format!("{first}# mine"), &[entry("letter-2")]);
        assert!(second.starts_with(&first) && second.contains("# mine\n"), "{second}");
        let all = yaml::parse(&second).unwrap();
        let parts: Vec<_> =
            all.as_array().unwrap().iter().map(|line| (line["source"].as_str(), line.get("part").and_then(Value::as_str))).collect();
        assert_eq!(parts, [(Some("a: b.txt"), None), (Some("a: b.txt"), Some("letter-2"))]);
    }
}
