//! `scholion merge`: two documents as one. The second's words stand behind the first's, with its footnotes, works and notes; what led to it
//! leads to where its words are.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, bail};

use super::{
    After, as_after, as_is, belongings, former, kept, meant, new_faults, place_in, remove, stop_at_errors,
    text::{self, Text},
    text_of, write,
};
use crate::{
    archive::moving::{self, Moves, divide},
    base::{
        RelPath,
        places::{ANNOTATIONS, BIBLIOGRAPHY, COORDINATES, FILES, REMOVED, VERSIONS},
        yaml::{self, Value},
    },
    build::Memo,
    commands::{Status, Usage, common::Common, session::Session},
    document::{Document, LinkTarget, annotation_file, site_address::SiteAddress},
    site::address,
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The document that stays
    #[arg(value_name = "FIRST")]
    first: String,
    /// The one whose words come behind it
    #[arg(value_name = "SECOND")]
    second: String,
    /// Leave out the heading with the title of the second that would stand before its words
    #[arg(long)]
    no_heading: bool,
    /// Say what would be written; write nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    let session = Session::open(common)?;
    let (mut memo, before) = as_is(&session);
    let [first, second] = [&args.first, &args.second].map(|name| text::read(&session, &memo, &meant(&session, name)?));
    let (first, second) = (first?, second?);
    if first.path == second.path {
        return Err(Usage::error("both are one document", "name two"));
    }
    if belongings::of(&memo.catalogue, session.snapshot(), &second.path).iter().any(|path| path.is_below(VERSIONS)) {
        let hint =
            "what was published and cited stays a text of its own; take its versions out of content/versions first, if nobody cites them";
        return Err(Usage::error(format!("{} has versions, which cannot be versions of {}", second.path, first.path), hint));
    }
    let mut after = After::new();
    // The second moves onto the first: all that leads to it does, and its own addresses are seen from there.
    let library = |of: &Text| memo.catalogue.bibliographies().get(&of.document.slug).map(|file| file.path.clone());
    let moves = Moves::from([(second.path.clone(), first.path.clone())]);
    let aliases = aliases(&session, &memo, &first, &second);
    let changes = |places: &BTreeMap<String, String>| {
        let all = moving::changes(&memo.catalogue, &moves, places, session.snapshot(), &|path| session.bytes(path), &|_| Vec::new());
        all.into_iter().filter_map(|change| Some((change.from, change.text?)))
    };
    let moved = changes(&BTreeMap::new()).find(|(path, _)| *path == second.path).map_or_else(|| second.text.clone(), |(_, text)| text);
    let start = text::body_start(&second.path, &moved);
    let added = moved.get(start..).unwrap_or("").trim().to_owned();
    let own = first.text.get(first.body_start..).unwrap_or("").trim_end();
    let keys = libraries(&session, library(&first), library(&second), &first, &mut after)?;
    let added = divide::relabelled(&added, &divide::free_labels(&added, own));
    let added = with_keys(&added, &keys);
    let heading = if args.no_heading { String::new() } else { format!("## {}\n\n", second.document.meta.title) };
    let front = with_aliases(first.text.get(..first.body_start).unwrap_or(""), &aliases);
    let front = with_library(front, library(&first).is_none() && after.contains_key(&own_library(&first)), &first.path);
    let whole = format!("{own}\n\n{heading}{added}\n");
    let merged = crate::document::parse(&first.path, format!("{front}{whole}").as_bytes(), &|_, _| None);
    let places = places(&first.document, &second.document, &merged);
    // The first may lead to the second as others do.
    let all: BTreeMap<RelPath, String> = changes(&places).collect();
    let of_first = all.get(&first.path).map(|text| text.get(text::body_start(&first.path, text)..).unwrap_or("").trim_end());
    let own = of_first.unwrap_or(own);
    let whole = inner(&format!("{own}\n\n{heading}{added}\n"), own.len(), &second.document, &places);
    let others = all.into_iter().filter(|(path, _)| *path != second.path);
    after.extend(others.map(|(path, text)| (path, Some(text.into_bytes()))));
    after.insert(first.path.clone(), Some(format!("{front}{whole}").into_bytes()));
    notes(&session, &memo, &first, &second, &keys, &mut after)?;
    for path in belongings::of(&memo.catalogue, session.snapshot(), &second.path).into_iter().filter(|path| !path.is_below(FILES)) {
        if path.is_below(COORDINATES) {
            session.close(&format!("{path} stays: where its lines stand on pictures is not put together"));
        } else {
            after.insert(path, None);
        }
    }
    after.insert(second.path.clone(), None);
    if let Some(entry) = super::rm::entry(&session, &second.path) {
        let list = text_of(&session, &RelPath::new(REMOVED))?;
        after.insert(RelPath::new(REMOVED), Some(super::rm::with_entries(&list, &[entry]).into_bytes()));
    }
    let faults = new_faults(&session, &mut memo, &before, as_after(session.snapshot(), &after, &BTreeMap::new()), &place_in(&moves));
    let files: Vec<String> = after.keys().map(ToString::to_string).collect();
    stop_at_errors(&session, faults, "it")?;
    if !args.dry_run {
        write(&session, after)?;
        remove(&session.root, kept(&session.root, &second.path).into_iter())?;
        super::prune(&session.root, &second.path);
    }
    let left = left_behind(&second);
    session.close(&format!(
        "{}\n{} {} {}{left}",
        files.join("\n"),
        second.path,
        if args.dry_run { "would stand in" } else { "stands in" },
        first.path
    ));
    Ok(Status::Done)
}

/// Where a document's library stands, or would.
fn own_library(of: &Text) -> RelPath {
    RelPath::new(&format!("{BIBLIOGRAPHY}/{}.yaml", text::below(&of.path)))
}

/// The aliases that the first is to have besides its own: the addresses of the second, its aliases, and its title, if links find it by that.
fn aliases(session: &Session<'_>, memo: &Memo, first: &Text, second: &Text) -> Vec<String> {
    let is_name = |alias: &&String| SiteAddress::of_alias(alias, "documents/x.html", "documents", "").is_none();
    let title = &second.document.meta.title;
    let same = |name: &str| name.split('#').next().unwrap_or(name).trim().to_lowercase() == title.to_lowercase();
    let links = moving::texts(&memo.catalogue).into_values().flatten().flat_map(|text| &text.facts.links);
    let is_called = || links.into_iter().any(|link| matches!(&link.target, LinkTarget::Name(name, _) if same(name)));
    let now = address::text(&first.path, &first.document.slug);
    let mut all = former::addresses(memo, &session.config, &second.document, &now);
    let was = address::text(&second.path, &second.document.slug);
    let at = |alias: &str, home: &str| SiteAddress::of_alias(alias, home, "documents", &session.config.base_url);
    all.extend(second.document.meta.aliases.iter().filter(|alias| at(alias, &was) == at(alias, &now)).cloned());
    if is_name(&title) && !same(&first.document.meta.title) && is_called() {
        all.push(title.clone());
    }
    all
}

/// Front matter with more among its aliases.
fn with_aliases(front: &str, aliases: &[String]) -> String {
    let path = RelPath::new("content/documents/x.md");
    let Some(span) = crate::base::front_matter::split(&path, front, &mut Vec::new()).front else {
        let list = yaml::write(&BTreeMap::from([("aliases", aliases)]));
        return format!("---\n{list}---\n\n{}", front.trim_start());
    };
    let Ok(tree) = yaml::read(span.of(front)) else { return front.to_owned() };
    let mut exchanges = moving::rewrite::Exchanges::default();
    if let Some((place, new)) = moving::rewrite::with_aliases(front, span, &tree.root, aliases) {
        exchanges.put(place, new);
    }
    exchanges.made(front).unwrap_or_else(|| front.to_owned())
}

/// Front matter that names the document's library, where it had none.
fn with_library(front: String, is_new: bool, path: &RelPath) -> String {
    let Some(end) = front.rfind("---\n").filter(|_| is_new && !front.contains("\nbibliography:")) else { return front };
    let (before, behind) = front.split_at(end);
    format!("{before}{}\n{behind}", text::library_line(path))
}

/// The records of the second's library behind those of the first's; gives the keys that are others now. One that says the same under its
/// key is there already.
fn libraries(
    session: &Session<'_>,
    first: Option<RelPath>,
    second: Option<RelPath>,
    of: &Text,
    after: &mut After,
) -> anyhow::Result<BTreeMap<String, String>> {
    let mut keys = BTreeMap::new();
    let Some(second) = second else { return Ok(keys) };
    let own = first.as_ref().map(|path| text_of(session, path)).transpose()?.unwrap_or_default();
    let more = text_of(session, &second)?;
    let (Some(own_items), Some(more_items)) = (if own.is_empty() { Some(Vec::new()) } else { text::items(&own) }, text::items(&more))
    else {
        bail!("the bibliographies are written in a way that is not understood");
    };
    let mut taken: BTreeSet<&str> = own_items.iter().chain(&more_items).map(|(key, _)| key.as_str()).collect();
    let mut added = String::new();
    let made: Vec<String> = more_items
        .iter()
        .map(|(key, _)| {
            (b'a'..=b'z').map(|letter| format!("{key}{}", letter as char)).find(|new| !taken.contains(new.as_str())).unwrap_or_default()
        })
        .collect();
    for ((key, lines), new) in more_items.iter().zip(&made) {
        let same = own_items.iter().find(|(other, _)| other == key);
        let value = |lines: &crate::base::Span, file: &str| yaml::parse(lines.of(file)).unwrap_or(Value::Null);
        match same {
            Some((_, own_lines)) if value(own_lines, &own) == value(lines, &more) => {}
            Some(_) => {
                taken.insert(new);
                added.push_str(&lines.of(&more).replacen(key.as_str(), new, 1));
                keys.insert(key.clone(), new.clone());
            }
            None => added.push_str(lines.of(&more)),
        }
    }
    let path = first.unwrap_or_else(|| own_library(of));
    if !added.is_empty() {
        let head = if own.is_empty() {
            String::from("references:\n")
        } else {
            own.lines().filter(|line| !line.starts_with("# generated:")).map(|line| format!("{line}\n")).collect()
        };
        // Lists may be set in differently.
        let depth = |text: &str| {
            text.lines().find(|line| line.trim_start().starts_with('-')).map_or(0, |line| line.len() - line.trim_start().len())
        };
        let (was, is) = (depth(&added), if own_items.is_empty() { depth(&added) } else { depth(&head) });
        let shifted: String = added
            .lines()
            .map(|line| format!("{}{}\n", " ".repeat(is), line.get(was.min(line.len() - line.trim_start().len())..).unwrap_or(line)))
            .collect();
        after.insert(path, Some(format!("{head}{shifted}").into_bytes()));
    }
    Ok(keys)
}

/// A text that knows works by other keys.
fn with_keys(text: &str, keys: &BTreeMap<String, String>) -> String {
    let mut text = text.to_owned();
    for (old, new) in keys {
        for before in ["#ref-", "@"] {
            let mut made = String::with_capacity(text.len());
            let mut rest = text.as_str();
            while let Some(at) = rest.find(&format!("{before}{old}")) {
                let end = at + before.len() + old.len();
                made.push_str(rest.get(..at).unwrap_or(""));
                let behind = rest.get(end..).unwrap_or("");
                let is_longer = behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'));
                made.push_str(&if is_longer { format!("{before}{old}") } else { format!("{before}{new}") });
                rest = behind;
            }
            made.push_str(rest);
            text = made;
        }
    }
    text
}

/// The ids that the places of the second have in the merged text, where they are others: block by block from the end.
fn places(first: &Document, second: &Document, merged: &Document) -> BTreeMap<String, String> {
    let running = |document: &Document| {
        document.body.blocks.iter().filter(|block| block.note.is_none()).map(|block| block.id.to_string()).collect::<Vec<_>>()
    };
    let (own, all) = (running(second), running(merged));
    let mut places: BTreeMap<String, String> = own
        .iter()
        .rev()
        .zip(all.iter().rev())
        .filter(|(old, new)| !old.is_empty() && old != new)
        .map(|(old, new)| (old.clone(), new.clone()))
        .collect();
    let notes = u32::try_from(first.body.notes.len()).unwrap_or(u32::MAX);
    for note in &second.body.notes {
        places.insert(format!("fn-{}", note.number), format!("fn-{}", note.number.saturating_add(notes)));
        places.insert(format!("fnref-{}", note.number), format!("fnref-{}", note.number.saturating_add(notes)));
    }
    places
}

/// The merged text, in whose second half links to its own places lead to these as they are called now.
fn inner(whole: &str, own: usize, second: &Document, places: &BTreeMap<String, String>) -> String {
    let (first, rest) = whole.split_at_checked(own).unwrap_or((whole, ""));
    let mut rest = rest.to_owned();
    for link in &second.facts.links {
        if let LinkTarget::Fragment(fragment) = &link.target
            && let Some(new) = places.get(fragment)
        {
            rest = rest.replace(&format!("(#{fragment})"), &format!("(#{new})"));
        }
    }
    format!("{first}{rest}")
}

/// The notes on the second behind those on the first, each with an id of its own.
fn notes(
    session: &Session<'_>,
    memo: &Memo,
    first: &Text,
    second: &Text,
    keys: &BTreeMap<String, String>,
    after: &mut After,
) -> anyhow::Result<()> {
    let files = memo.catalogue.annotations();
    let Some(file) = files.get(&second.document.slug) else { return Ok(()) };
    let own = files
        .get(&first.document.slug)
        .map_or_else(|| RelPath::new(&format!("{ANNOTATIONS}/{}.yaml", text::below(&first.path))), |file| file.path.clone());
    let read = |path: &RelPath, after: &After| match after.get(path) {
        Some(bytes) => bytes.clone().unwrap_or_default(),
        None => session.bytes(path).map(|bytes| bytes.to_vec()).unwrap_or_default(),
    };
    // Addresses in them are seen from the folder of the others.
    let moves = Moves::from([(file.path.clone(), own.clone()), (second.path.clone(), first.path.clone())]);
    let moved =
        moving::changes(&memo.catalogue, &moves, &BTreeMap::new(), session.snapshot(), &|path| session.bytes(path), &|_| Vec::new());
    let moved = moved.into_iter().find(|change| change.from == file.path).and_then(|change| change.text);
    let moved = moved.map_or_else(|| text_of(session, &file.path), Ok)?;
    let (there, moved) = (String::from_utf8(read(&own, after)).with_context(|| format!("{own} is not UTF-8"))?, with_keys(&moved, keys));
    let Some((mut more, all)) = text::values(&moved).zip(text::values(&there)) else { bail!("{} is not in order", file.path) };
    let id = |value: &yaml::Map<String, Value>| value.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut taken: BTreeSet<String> = all.iter().map(&id).collect();
    for note in &mut more {
        let old = id(note);
        let new = std::iter::once(old.clone())
            .chain((2..1 << 20).map(|n| format!("{old}-{n}")))
            .find(|id| !taken.contains(id))
            .unwrap_or(old.clone());
        if new != old {
            note.insert("id".to_owned(), Value::from(new.as_str()));
        }
        taken.insert(new);
    }
    match annotation_file::append_all(&there, &more) {
        Ok(text) => _ = after.insert(own, Some(text.into_bytes())),
        Err(_) => bail!("{own} is written in a way that is not understood"),
    }
    Ok(())
}

/// What the second's front matter said, of which nothing stands in the first's.
fn left_behind(second: &Text) -> String {
    let keys: Vec<&str> = second
        .document
        .meta
        .places
        .iter()
        .map(|(key, _)| key.as_str())
        .filter(|key| !["title", "aliases", "slug", "bibliography", "link-citations", "nocite", "source", "lang"].contains(key))
        .collect();
    if keys.is_empty() {
        String::new()
    } else {
        format!("\nits front matter is gone: {}; look whether the first is to say some of it", keys.join(", "))
    }
}
