//! `scholion split`: a document as two. Notes, records of works and footnotes go with their words, and links to a place go where it is.

use std::collections::BTreeSet;

use anyhow::bail;

use super::{
    After, as_after, as_is, meant, new_faults, stop_at_errors,
    text::{self, Text},
    write,
};
use crate::{
    archive::{moving::divide, place::Places},
    base::{
        RelPath, Slug, Span,
        places::{ANNOTATIONS, BIBLIOGRAPHY, DOCUMENTS},
        yaml::{self, Map, Value},
    },
    build::Memo,
    commands::{Status, Usage, common::Common, session::Session},
    document::{Document, annotation_file},
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The document
    #[arg(value_name = "DOCUMENT")]
    document: String,
    /// Where the second begins: the id of a heading or paragraph (`#chapter-2`), or a line of the file
    #[arg(long, value_name = "PLACE")]
    at: String,
    /// What the second is called: a file in the same folder
    #[arg(value_name = "NEW")]
    new: String,
    /// The title of the second [default: the heading with which it begins]
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// Say what would be written; write nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    let session = Session::open(common)?;
    let (mut memo, before) = as_is(&session);
    let whole = text::read(&session, &memo, &meant(&session, &args.document)?)?;
    let new = place(&session, &whole.path, &args.new)?;
    let Cut { at, id, heading } = cut_at(&whole, &args.at)?;
    let body = whole.body_start;
    let Some([first, mut second]) = whole.text.get(body..).and_then(|text| divide::cut(text, at - body)) else {
        bail!("the text cannot be cut there");
    };
    // The heading becomes the title, and is not said twice.
    let mut is_title = "";
    let title = match (&args.title, heading) {
        (Some(title), _) => title.clone(),
        (None, Some((title, length))) => {
            is_title = &id;
            second = second.get(length..).unwrap_or("").trim_start_matches('\n').to_owned();
            title
        }
        (None, None) => {
            return Err(Usage::error("the second text begins with no heading that could be its title", "give it one with `--title`"));
        }
    };
    let front = whole.text.get(..body).unwrap_or("");
    let parse = |path: &RelPath, body: &str| crate::document::parse(path, format!("---\ntitle: x\n---\n\n{body}").as_bytes(), &|_, _| None);
    let halves = [parse(&whole.path, &first), parse(&new, &second)];
    let words: u32 = halves.iter().map(|half| half.facts.words).sum();
    let expected = whole.document.facts.words;
    let taken = u32::try_from(title.split_whitespace().count()).unwrap_or(u32::MAX);
    if words > expected.saturating_add(taken) || words.saturating_add(taken).saturating_add(2) < expected && args.title.is_some() {
        bail!("the two texts would not have the words of the one: cut it between two paragraphs");
    }
    let first = crossed(&first, &halves, 0, &whole.path, &new);
    let second = crossed(&second, &halves, 1, &whole.path, &new);
    let mut after = After::new();
    let library = memo.catalogue.bibliographies().get(&whole.document.slug).map(|file| file.path.clone());
    let noted = notes(&session, &memo, &whole, at, &mut after, &new)?;
    let keys = |half: &Document| half.facts.citations.iter().map(|citation| citation.key.to_string()).collect::<BTreeSet<String>>();
    let [mut of_first, mut of_second] = [keys(&halves[0]), keys(&halves[1])];
    of_first.extend(noted.0);
    of_second.extend(noted.1);
    if let Some(library) = &library {
        records(&session, library, &new, &of_first, &of_second, &mut after)?;
    }
    let has_library = library.is_some() && !of_second.is_empty();
    after.insert(
        new.clone(),
        Some(format!("{}{second}", text::front_of_second(front, &whole.path, &title, has_library.then_some(&new))).into_bytes()),
    );
    after.insert(whole.path.clone(), Some(format!("{front}{first}").into_bytes()));
    others(&session, &memo, &whole, (&halves, is_title), &new, &mut after);
    let faults = new_faults(&session, &mut memo, &before, as_after(session.snapshot(), &after, &Default::default()), &RelPath::clone);
    let files: Vec<String> = after.keys().map(ToString::to_string).collect();
    stop_at_errors(&session, faults, "the cut")?;
    if !args.dry_run {
        write(&session, after)?;
    }
    session.close(&format!(
        "{}\n{} {} {new}",
        files.join("\n"),
        whole.path,
        if args.dry_run { "would be cut; the rest would be" } else { "is cut; the rest is" }
    ));
    Ok(Status::Done)
}

/// Where the second text is to stand: beside the first.
fn place(session: &Session<'_>, path: &RelPath, written: &str) -> anyhow::Result<RelPath> {
    if !path.is_below(DOCUMENTS) {
        return Err(Usage::error(format!("{path} is no document"), "name one below content/documents"));
    }
    let name = written.rsplit('/').next().unwrap_or(written);
    let name = name.strip_suffix(".md").unwrap_or(name);
    let new = RelPath::new(&format!("{}/{name}.md", path.parent()));
    let slug = Slug::of_file(&new);
    let beside = [BIBLIOGRAPHY, ANNOTATIONS].map(|folder| RelPath::new(&format!("{folder}/{slug}.yaml")));
    if name.is_empty() || [&new].into_iter().chain(&beside).any(|path| session.root.join(path.as_str()).exists()) {
        return Err(Usage::error(format!("{new} is there already"), "give the second text a name that is free"));
    }
    Ok(new)
}

/// Where a file is to be cut.
struct Cut {
    /// The byte.
    at: usize,
    /// The id of what begins there.
    id: String,
    /// Its words and the length of its line, if it is a heading.
    heading: Option<(String, usize)>,
}

/// Where the file is to be cut that somebody calls so.
fn cut_at(whole: &Text, place: &str) -> anyhow::Result<Cut> {
    let line_start = |at: usize| text::line_start(&whole.text, at);
    let blocks = whole.document.body.blocks.iter().filter(|block| block.note.is_none());
    let fragment = place.trim_start_matches('#');
    let found = match place.parse::<usize>() {
        Ok(line) => {
            let at = whole.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
            blocks.clone().find(|block| line_start(block.source.start as usize) == at)
        }
        Err(_) => blocks.clone().find(|block| &*block.id == fragment),
    };
    let Some(block) = found else {
        return Err(Usage::error(
            format!("no heading or paragraph begins at `{place}`"),
            "name the id of one, as in its address on the page, or the line on which it begins",
        ));
    };
    let at = line_start(block.source.start as usize);
    if at <= whole.body_start || blocks.clone().next().is_some_and(|first| first == block) {
        return Err(Usage::error("nothing would be left of the first text", "cut it further below"));
    }
    let heading = whole.document.facts.headings.iter().find(|heading| heading.text == block.text);
    let heading = heading.map(|heading| {
        let length = whole.text.get(at..).map_or(0, |rest| {
            block.source.end as usize - at
                + rest.get(block.source.end as usize - at..).and_then(|rest| rest.find('\n')).map_or(0, |end| end + 1)
        });
        (heading.text.of(&whole.document.body.text).trim().to_owned(), length)
    });
    Ok(Cut { at, id: block.id.to_string(), heading })
}

/// Links from one half into the other.
fn crossed(half: &str, halves: &[Document; 2], own: usize, path: &RelPath, new: &RelPath) -> String {
    let (mine, other) = if own == 0 { (&halves[0], &halves[1]) } else { (&halves[1], &halves[0]) };
    let to = if own == 0 { new } else { path };
    let (mine_places, other_places) = (Places::of(mine), Places::of(other));
    let mut text = half.to_owned();
    for link in &mine.facts.links {
        let crate::document::LinkTarget::Fragment(fragment) = &link.target else { continue };
        if mine_places.find(fragment).is_none() && (other_places.find(fragment).is_some() || own == 0) && !fragment.starts_with("ref-") {
            let address = if other_places.find(fragment).is_some() { format!("{}#{fragment}", to.name()) } else { to.name().to_owned() };
            text = text.replace(&format!("(#{fragment})"), &format!("({address})"));
        }
    }
    text
}

/// The notes on the words of the second half go into a file of its own; gives the keys that the notes of each half cite.
fn notes(
    session: &Session<'_>,
    memo: &Memo,
    whole: &Text,
    at: usize,
    after: &mut After,
    new: &RelPath,
) -> anyhow::Result<(BTreeSet<String>, BTreeSet<String>)> {
    let mut keys = (BTreeSet::new(), BTreeSet::new());
    let Some(placed) = memo.catalogue.laid(&whole.document.slug) else { return Ok(keys) };
    let Some(bytes) = session.bytes(&placed.file.path) else { return Ok(keys) };
    let mut file = String::from_utf8_lossy(&bytes).into_owned();
    let Ok(Value::Array(all)) = yaml::parse(&file) else { return Ok(keys) };
    let mut go = Vec::new();
    for (nth, (note, anchor)) in placed.notes().enumerate() {
        let is_second = anchor.and_then(crate::archive::anchor::Anchor::span).is_some_and(|span| is_behind(&whole.document, span, at));
        let cited = note.body.facts.citations.iter().map(|citation| citation.key.to_string());
        if is_second {
            keys.1.extend(cited)
        } else {
            keys.0.extend(cited)
        }
        if is_second {
            go.push(nth);
        }
    }
    let values: Vec<Map<String, Value>> = go.iter().filter_map(|nth| all.get(*nth)?.as_object().cloned()).collect();
    if values.len() != go.len() || all.len() != placed.file.notes.len() {
        bail!("{} is not in order, so that its notes cannot be divided", placed.file.path);
    }
    for nth in go.iter().rev() {
        let Ok(without) = annotation_file::delete(&file, *nth) else {
            bail!("{} is written in a way that is not understood", placed.file.path)
        };
        file = without;
    }
    if let Ok(second) = annotation_file::append_all("", &values)
        && !values.is_empty()
    {
        after.insert(placed.file.path.clone(), (!file.trim().is_empty()).then(|| file.into_bytes()));
        after.insert(RelPath::new(&format!("{ANNOTATIONS}/{}.yaml", text::below(new))), Some(second.into_bytes()));
    }
    Ok(keys)
}

/// Whether words stand in the second half; those of a footnote where its mark does.
fn is_behind(document: &Document, span: Span, at: usize) -> bool {
    let Some(block) = document.body.block_at(span.start) else { return false };
    match block.note.and_then(|note| document.body.notes.get(note as usize)) {
        Some(note) if note.carrier.is_empty() => false,
        Some(note) => document.body.block_at(note.carrier.start).is_some_and(|block| block.source.start as usize >= at),
        None => block.source.start as usize >= at,
    }
}

/// The records that the second half cites, in a file of its own; those that only it cites leave the first.
fn records(
    session: &Session<'_>,
    library: &RelPath,
    new: &RelPath,
    first: &BTreeSet<String>,
    second: &BTreeSet<String>,
    after: &mut After,
) -> anyhow::Result<()> {
    let Some(bytes) = session.bytes(library) else { return Ok(()) };
    let file = String::from_utf8_lossy(&bytes);
    let Some(items) = text::items(&file) else { bail!("{library} is written in a way that is not understood") };
    let head = items.first().map_or("", |(_, lines)| file.get(..lines.start as usize).unwrap_or(""));
    let keep =
        |is: &dyn Fn(&str) -> bool| -> String { items.iter().filter(|(key, _)| is(key)).map(|(_, lines)| lines.of(&file)).collect() };
    let of_second = keep(&|key| second.contains(key));
    let of_first = keep(&|key| first.contains(key) || !second.contains(key));
    if of_second.is_empty() {
        return Ok(());
    }
    // A file that was generated is so no more.
    let head = head.lines().filter(|line| !line.starts_with("# generated:")).map(|line| format!("{line}\n")).collect::<String>();
    after.insert(library.clone(), (!of_first.is_empty()).then(|| format!("{head}{of_first}").into_bytes()));
    after.insert(RelPath::new(&format!("{BIBLIOGRAPHY}/{}.yaml", text::below(new))), Some(format!("{head}{of_second}").into_bytes()));
    Ok(())
}

/// Links in other files to places that are in the second text now.
fn others(session: &Session<'_>, memo: &Memo, whole: &Text, (halves, title): (&[Document; 2], &str), new: &RelPath, after: &mut After) {
    let (first, second) = (Places::of(&halves[0]), Places::of(&halves[1]));
    let goes = |fragment: &str| first.find(fragment).is_none() && (second.find(fragment).is_some() || fragment == title);
    text::readdress(session, memo, after, &|from, target, path, fragment| {
        let is_it = *target == whole.path && from != &whole.path && from != new && !fragment.is_empty() && goes(fragment);
        // What is the title now is the whole.
        is_it.then(|| (text::address(from, new, path), if fragment == title { String::new() } else { fragment.to_owned() }))
    });
}
