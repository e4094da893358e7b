//! `scholion ingest --settle ID…`: what editors say of findings, written into the front matter of their documents.

use std::{io, path::Path};

use anyhow::Context;

use super::{
    Args,
    named::wanted,
    report::{self, Item, Looked},
};
use crate::{
    base::{RelPath, places::DOCUMENTS},
    commands::{Status, Usage, common::Common, report::plural, say, session::Session, typed},
    document::{Said, Verdict, verdict_file},
    ingest,
    public::{Revision, revise},
};

/// What `--verdict` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Says {
    /// It is as ingest read it
    Right,
    /// Ingest is wrong: the text stays as printed
    AsPrinted,
    /// You saw to it
    Done,
    /// Take the verdict out again
    Open,
}

impl Says {
    /// As it stands in front matter; `None` for none.
    pub fn said(self) -> Option<Said> {
        match self {
            Self::Right => Some(Said::Right),
            Self::AsPrinted => Some(Said::AsPrinted),
            Self::Done => Some(Said::Done),
            Self::Open => None,
        }
    }
}

/// Writes the verdicts.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    let mut session = Session::begin(common)?;
    super::finish(&session.root)?;
    session.read()?;
    let (sources, _) = wanted(&session, &args.sources)?;
    let is_named = !args.sources.is_empty();
    let is_rule = |name: &str| ingest::rules().any(|rule| rule == name);
    if let Some(rule) = args.settle.iter().find(|name| is_rule(name) && !is_named) {
        let hint = format!("name the source: `scholion ingest SOURCE --settle {rule}`");
        return Err(Usage::error(format!("`{rule}` is a rule, and every source may have items of it"), hint));
    }
    let all = report::look(&session, sources, report::LOOK);
    let says = args.verdict.unwrap_or(Says::Done);
    let mut chosen: Vec<(&Looked, Vec<&Item>)> = Vec::new();
    for name in &args.settle {
        // By its rule an item gets the verdict that it lacks, and no other than it has.
        let is_lacking = |item: &Item| item.needs_eyes() && item.verdict.is_none() == (says != Says::Open);
        let is_it = |item: &&Item| item.id == *name || item.rule == *name && is_lacking(item);
        let found: Vec<(&Looked, Vec<&Item>)> = all
            .iter()
            .map(|one| (one, one.items.iter().filter(is_it).collect::<Vec<_>>()))
            .filter(|(_, items)| !items.is_empty())
            .collect();
        match found.len() {
            0 => return Err(unknown(name, is_named)),
            1 => chosen.extend(found),
            _ if is_named => chosen.extend(found),
            _ => {
                let names: Vec<_> = found.iter().map(|(one, _)| typed::source(&one.source)).take(3).collect();
                let hint = format!("name the source before it: {}", names.join(" or "));
                return Err(Usage::error(format!("{} have an item `{name}`", plural(found.len(), "source")), hint));
            }
        }
    }
    for (one, items) in &chosen {
        let Some(document) = &one.document else {
            let hint = format!("`scholion ingest {}` makes it", typed::source(&one.source));
            return Err(Usage::error(format!("{} has no document yet that could hold a verdict", one.source), hint));
        };
        write(&session.root, document, items, says.said())?;
        if !common.quiet {
            items.iter().for_each(|item| say(&format!("{document}: `{}` “{}”: {}\n", item.rule, item.words, name(says))));
        }
    }
    let count: usize = chosen.iter().map(|(_, items)| items.len()).sum();
    session.close(&format!("{} {}", plural(count, "item"), if says == Says::Open { "open again" } else { "settled" }));
    Ok(Status::Done)
}

fn name(says: Says) -> &'static str {
    says.said().map_or("open", Said::name)
}

/// Writes what is said of items into their document, whoever else writes into it; of `None` nothing is said any more.
pub fn write(root: &Path, document: &RelPath, items: &[&Item], said: Option<Said>) -> anyhow::Result<()> {
    // Several items may be one question.
    let mut verdicts: Vec<Verdict> = Vec::new();
    for verdict in items.iter().map(|item| item.verdict(said.unwrap_or_default())) {
        if !verdicts.iter().any(|other| other.is_about_the_same(&verdict)) {
            verdicts.push(verdict);
        }
    }
    let revised = revise(root, document, DOCUMENTS, |bytes| {
        let bytes = bytes.with_context(|| format!("{document} is gone"))?;
        let text = std::str::from_utf8(bytes).map_err(|_| Usage::error(format!("{document} is not UTF-8"), "save it as UTF-8 first"))?;
        let written = verdict_file::write(text, &verdicts, said.is_none()).map_err(|why| match why {
            verdict_file::Refusal::NoSource => {
                Usage::error(format!("{document} does not say what it was made of"), "put back `source:` and below it `  file: …`")
            }
            verdict_file::Refusal::Notation => {
                let lines: Vec<String> = verdicts.iter().map(verdict_file::line).collect();
                let hint = format!("write it yourself, below `verdicts:` of `source:`: {}", lines.join(" "));
                Usage::error(format!("the front matter of {document} is written in a way that cannot be changed in part"), hint)
            }
        })?;
        Ok(Revision::Write(written.into()))
    });
    revised
        .map(drop)
        .map_err(|error: anyhow::Error| if error.is::<io::Error>() { error.context(format!("cannot write {document}")) } else { error })
}

fn unknown(name: &str, is_named: bool) -> anyhow::Error {
    let place = if is_named { "the sources that you named" } else { "any source" };
    let hint = "`scholion ingest --report SOURCE` lists the items, each with its name; a rule's name settles all that need eyes";
    Usage::error(format!("there is no item `{name}` in {place}"), hint)
}
