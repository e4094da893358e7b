//! `scholion authorities match`: which entries of a list are the archive's records.
//!
//! 1. the list is read, and compared with the names, variants and dates of all records;
//! 2. what is proposed is printed, and with `--keep` put into `content/authorities/matches.yaml`, where editors say yes or no;
//! 3. with `--accept` what they said yes to, and what is beyond doubt, is written into the records.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::PathBuf,
};

use anyhow::{Context, bail};

use crate::{
    archive::matching::{Agreement, Candidate, Likeness, Proposal, proposals, read},
    base::{
        RelPath, Slug, identifier,
        places::{AUTHORITIES, MATCHES},
        yaml::{Map, Value},
    },
    commands::{Status, Usage, common::Common, give, report::plural, say, session::Session, terminal::give_json},
    document::{
        Authorities, Authority, AuthorityKind, annotation_file, authority,
        authority_file::{Addition, add_identifiers},
        matches::{self, Match},
    },
    public::{Revision, revise},
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A list of names, identifiers and perhaps dates, in columns with tabs between them; the first line may name the columns
    #[arg(long, value_name = "FILE")]
    with: Option<PathBuf>,
    /// Whose identifiers these are, if the list does not say so: gnd, wikidata, geonames …
    #[arg(long, value_name = "SCHEME")]
    scheme: Option<String>,
    /// Match only these records: people, organizations, places or topics
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Write the proposals into content/authorities/matches.yaml, where you say yes or no to each
    #[arg(long)]
    keep: bool,
    /// Write into the records what you said yes to, and what is beyond doubt
    #[arg(long)]
    accept: bool,
}

/// An identifier for a record.
type Accepted = (AuthorityKind, Slug, &'static str, String);

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    if args.with.is_none() && !args.accept {
        return Err(Usage::error(
            "there is nothing to match with",
            "say `--with FILE.tsv`, or `--accept` to write what matches.yaml says yes to",
        ));
    }
    let kinds: Vec<AuthorityKind> =
        match &args.kind {
            None => AuthorityKind::ALL.to_vec(),
            Some(name) => vec![AuthorityKind::named(name).ok_or_else(|| {
                Usage::error(format!("there is no kind of record `{name}`"), "say people, organizations, places or topics")
            })?],
        };
    let scheme = match &args.scheme {
        None => None,
        Some(name) => Some(identifier::meant(name).map(|scheme| scheme.name).ok_or_else(|| {
            let known: Vec<&str> = identifier::SCHEMES.iter().map(|scheme| scheme.name).collect();
            Usage::error(format!("nobody knows the identifiers `{name}`"), format!("say one of {}", known.join(", ")))
        })?),
    };
    let mut session = Session::open(common)?;
    session.refresh()?;
    let files = records(&session, &kinds);
    let said = matches::parse(&RelPath::new(MATCHES), &session.bytes(&RelPath::new(MATCHES)).unwrap_or_default()).proposals;
    let (candidates, unread) = match &args.with {
        None => Default::default(),
        Some(path) => {
            let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            read(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}'), scheme)
        }
    };
    if let (Some(path), Some(first)) = (&args.with, unread.first()) {
        let lines = plural(unread.len(), "line");
        say(&format!("{}: {lines} without a name or an identifier that is one, the first of them line {first}\n", path.display()));
        if candidates.is_empty() {
            return Err(Usage::error(
                "the list has no name with an identifier",
                "the columns are name, identifier, dates, or the first line names them; say with `--scheme` whose bare identifiers are",
            ));
        }
    }
    let all: Vec<&Authority> = files.iter().flat_map(|file| &file.records).collect();
    let proposed = proposals(&all, &candidates, &said);
    for proposal in &proposed {
        if let Some(candidate) = candidates.get(proposal.candidate) {
            show(proposal, candidate, common);
        }
    }
    let yes = accepted(args, &said, &proposed, &candidates);
    let mut kept = 0;
    if args.keep || args.accept {
        kept = keep(&session, args, &said, &proposed, &candidates)?;
    }
    let written = write(&session, &files, &yes)?;
    let mut line = plural(proposed.len(), "proposal");
    if kept > 0 {
        let _ = write!(line, ", {kept} put into {MATCHES}");
    }
    if args.accept {
        let _ = write!(line, ", {} written", plural(written, "identifier"));
    }
    session.close(&line);
    Ok(Status::Done)
}

/// The files of records of some kinds.
fn records(session: &Session<'_>, kinds: &[AuthorityKind]) -> Vec<Authorities> {
    let below = session.snapshot().below(AUTHORITIES).map(|(path, _)| path).filter(|path| path.as_str() != MATCHES);
    let of_kind = below.filter(|path| AuthorityKind::named(path.stem()).is_some_and(|kind| kinds.contains(&kind)));
    of_kind.filter_map(|path| Some(authority::parse(path, &session.bytes(path)?, &|_, _| None))).collect()
}

/// Prints a proposal: a line, or with `--json` an object.
fn show(proposal: &Proposal, candidate: &Candidate, common: &Common) {
    let record = format!("{}/{}", proposal.kind.folder(), proposal.id);
    let number = format!("{}:{}", candidate.scheme, candidate.value);
    if common.json {
        let mut object = Map::new();
        object.insert("record".into(), record.into());
        object.insert("identifier".into(), number.into());
        object.insert("name".into(), candidate.name.as_str().into());
        object.insert("score".into(), proposal.score.into());
        object.insert("reason".into(), reason(proposal, candidate).into());
        object.insert("sure".into(), proposal.is_sure.into());
        object.insert("line".into(), candidate.line.into());
        for (column, value) in &candidate.others {
            object.entry(column.clone()).or_insert_with(|| value.as_str().into());
        }
        give_json(&format!("{}\n", Value::Object(object)));
        return;
    }
    let mark = if proposal.is_sure { ", sure" } else { "" };
    let mut text = format!("{record} = {number} ({}{mark}): {}", proposal.score, reason(proposal, candidate));
    for (column, value) in &candidate.others {
        let _ = write!(text, "; {}{value}", if column.is_empty() { String::new() } else { format!("{column}: ") });
    }
    give(&format!("{text}\n"));
}

/// Why it is proposed.
fn reason(proposal: &Proposal, candidate: &Candidate) -> String {
    let names = match proposal.names {
        Likeness::Same => format!("`{}`, the same name", candidate.name),
        Likeness::Variant => format!("`{}`, a variant", candidate.name),
        Likeness::Nearly => format!("`{}` is nearly `{}`", candidate.name, proposal.name),
    };
    let dates = candidate.dates.map(|dates| dates.to_string()).unwrap_or_default();
    match proposal.dates {
        Agreement::Unknown if dates.is_empty() => names,
        Agreement::Unknown => format!("{names}, {dates}"),
        Agreement::Compatible => format!("{names}, {dates} is possible"),
        Agreement::One => format!("{names}, of {dates} one year agrees"),
        Agreement::Both => format!("{names}, {dates} agrees"),
    }
}

/// What is to be written: of each record one identifier a scheme.
fn accepted(args: &Args, said: &[Match], proposed: &[Proposal], candidates: &[Candidate]) -> Vec<Accepted> {
    if !args.accept {
        return Vec::new();
    }
    let yes = said.iter().filter(|one| one.verdict == Some(true)).map(|one| (one.kind, one.id.clone(), one.scheme, one.value.clone()));
    let sure = proposed.iter().filter(|proposal| proposal.is_sure).filter_map(|proposal| {
        let candidate = candidates.get(proposal.candidate)?;
        Some((proposal.kind, proposal.id.clone(), candidate.scheme, candidate.value.clone()))
    });
    let mut seen: BTreeSet<(AuthorityKind, Slug, &str)> = BTreeSet::new();
    yes.chain(sure).filter(|(kind, id, scheme, _)| seen.insert((*kind, id.clone(), scheme))).collect()
}

/// Puts what is proposed, and not there yet, into the file of verdicts; gives how much. Of what is accepted only what was beyond doubt.
fn keep(session: &Session<'_>, args: &Args, said: &[Match], proposed: &[Proposal], candidates: &[Candidate]) -> anyhow::Result<usize> {
    let there: BTreeSet<(AuthorityKind, &Slug, &str, &str)> =
        said.iter().map(|one| (one.kind, &one.id, one.scheme, one.value.as_str())).collect();
    let new: Vec<Map<String, Value>> = proposed
        .iter()
        .filter(|proposal| args.keep || proposal.is_sure)
        .filter_map(|proposal| {
            let candidate = candidates.get(proposal.candidate)?;
            let is_there = there.contains(&(proposal.kind, &proposal.id, candidate.scheme, candidate.value.as_str()));
            (!is_there).then(|| {
                let mut entry = Map::new();
                entry.insert("record".into(), format!("{}/{}", proposal.kind.folder(), proposal.id).into());
                entry.insert("identifier".into(), format!("{}:{}", candidate.scheme, candidate.value).into());
                entry.insert("reason".into(), reason(proposal, candidate).into());
                entry.insert("score".into(), proposal.score.into());
                let verdict = if args.accept && proposal.is_sure { "yes" } else { "" };
                entry.insert("verdict".into(), verdict.into());
                entry
            })
        })
        .collect();
    if new.is_empty() {
        return Ok(0);
    }
    let path = RelPath::new(MATCHES);
    revise(&session.root, &path, AUTHORITIES, |now| {
        let text = std::str::from_utf8(now.unwrap_or_default()).context("it is not UTF-8")?;
        match annotation_file::append_all(text, &new) {
            Ok(text) => Ok(Revision::Write(text.into())),
            Err(_) => bail!("it is no list of proposals, or written in a way that cannot be added to"),
        }
    })
    .with_context(|| format!("cannot write {path}"))?;
    Ok(new.len())
}

/// Writes identifiers into records, and gives how many. What a record has is not written again.
fn write(session: &Session<'_>, files: &[Authorities], yes: &[Accepted]) -> anyhow::Result<usize> {
    let records =
        files.iter().rev().flat_map(|file| file.records.iter().rev().map(move |record| ((file.kind, &record.id), (file, record))));
    let records: BTreeMap<(AuthorityKind, &Slug), (&Authorities, &Authority)> = records.collect();
    let mut by_file: BTreeMap<&RelPath, Vec<&Accepted>> = BTreeMap::new();
    for one in yes {
        let (kind, id, scheme, _) = one;
        match records.get(&(*kind, id)) {
            None => say(&format!("{MATCHES}: there is no record {}/{id}\n", kind.folder())),
            Some((_, record)) if record.identifiers.iter().any(|(own, _)| own == scheme) => {}
            Some((file, _)) => by_file.entry(&file.path).or_default().push(one),
        }
    }
    let mut written = 0;
    for (path, accepted) in by_file {
        let more: Vec<Addition<'_>> = accepted.iter().map(|(_, id, scheme, value)| (id, *scheme, value.as_str())).collect();
        let mut refused = Vec::new();
        revise(&session.root, path, AUTHORITIES, |now| -> anyhow::Result<Revision> {
            let text = std::str::from_utf8(now.unwrap_or_default()).context("it is not UTF-8")?;
            let (text, by_hand) = add_identifiers(text, &more);
            refused = by_hand;
            Ok(Revision::Write(text.into()))
        })
        .with_context(|| format!("cannot write {path}"))?;
        for (id, scheme, value) in &refused {
            say(&format!(
                "{path}: {}/{id} is written in a way that cannot be changed in part; add `{scheme}: '{value}'` by hand\n",
                path.stem()
            ));
        }
        written += more.len() - refused.len();
    }
    Ok(written)
}
