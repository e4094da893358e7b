//! A document's file taken apart, and parts of other files: what `split` and `merge` have in common.

use std::sync::Arc;

use super::After;
use crate::{
    archive::moving::{self, rewrite},
    base::{
        RelPath, Span, front_matter,
        places::DOCUMENTS,
        text::percent_decoded,
        web,
        yaml::{self, Value},
    },
    build::Memo,
    commands::{Usage, session::Session},
    document::{Document, LinkTarget},
};

/// A document's file.
pub struct Text {
    /// Where it stands.
    pub path: RelPath,
    /// What it holds.
    pub text: String,
    /// Where its Markdown begins.
    pub body_start: usize,
    /// What is read of it.
    pub document: Arc<Document>,
}

/// Reads the document at a path.
pub fn read(session: &Session<'_>, memo: &Memo, path: &RelPath) -> anyhow::Result<Text> {
    let documents = memo.catalogue.documents().keys().filter_map(|slug| memo.catalogue.whole_text(slug));
    let document = documents.chain(memo.catalogue.held()).find(|document| document.path == *path).cloned();
    let bytes = session.bytes(path).and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
    let Some((document, text)) = document.zip(bytes) else {
        return Err(Usage::error(format!("{path} is no document that can be read"), "`scholion check` says what is wrong with it"));
    };
    let body_start = body_start(path, &text);
    Ok(Text { path: path.clone(), text, body_start, document })
}

/// Where the Markdown of a file begins.
pub fn body_start(path: &RelPath, text: &str) -> usize {
    front_matter::split(path, text, &mut Vec::new()).body.start as usize
}

/// Where the line begins in which a byte stands.
pub fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1)
}

/// The line of front matter by which a document names its library.
pub fn library_line(path: &RelPath) -> String {
    let below = below(path);
    format!("bibliography: {}bibliography/{below}.yaml", "../".repeat(below.matches('/').count() + 1))
}

/// The path of a document from the folder of documents, without its ending: so are its other files called.
pub fn below(path: &RelPath) -> &str {
    let below = path.below(DOCUMENTS).unwrap_or(path.name());
    below.strip_suffix(".md").unwrap_or(below)
}

/// The front matter of a text that was cut off another's: the same, with its own title and library; what only the whole had is left out.
pub fn front_of_second(front: &str, path: &RelPath, title: &str, library: Option<&RelPath>) -> String {
    const OF_THE_WHOLE: [&str; 7] = ["aliases", "slug", "files", "translation-of", "title", "translations", "citation-as-printed"];
    let title = format!("title: {}", yaml::write(&title).trim_end());
    let parts = front_matter::split(path, front, &mut Vec::new()).front;
    let own = parts.map(|span| span.of(front)).unwrap_or_default();
    let tree = yaml::read(own).ok().filter(|_| !own.trim_start().starts_with('{'));
    let mut lines = vec![title];
    for (key, text) in tree.as_ref().and_then(|tree| tree.root.map().map(|pairs| keys(pairs, own))).unwrap_or_default() {
        match key {
            key if OF_THE_WHOLE.contains(&key) => {}
            "bibliography" => {}
            // What was generated was the whole.
            "source" => lines.push(
                text.lines()
                    .filter(|line| !["sha256:", "generated:"].iter().any(|key| line.trim_start().starts_with(key)))
                    .collect::<Vec<_>>()
                    .join("\n"),
            ),
            _ => lines.push(text.trim_end().to_owned()),
        }
    }
    lines.extend(library.map(library_line));
    format!("---\n{}\n---\n\n", lines.join("\n"))
}

/// The keys of a mapping that stand on lines of their own, each with all its lines.
fn keys<'t>(pairs: &'t [yaml::Pair<'_>], text: &'t str) -> Vec<(&'t str, &'t str)> {
    let starts: Vec<usize> = pairs.iter().map(|pair| line_start(text, pair.place.start as usize)).chain([text.len()]).collect();
    pairs.iter().zip(starts.windows(2)).filter_map(|(pair, at)| Some((&*pair.key, text.get(*at.first()?..*at.last()?)?))).collect()
}

/// The records of a bibliography as its file has them: each one's key, and its lines. `None` if they stand on no lines of their own.
pub fn items(file: &str) -> Option<Vec<(String, Span)>> {
    let tree = yaml::read(file).ok()?;
    let list = tree.root.get("references").or(Some(&tree.root))?.list()?;
    let starts: Vec<usize> = list.iter().map(|item| line_start(file, item.span.start as usize)).collect();
    let is_own = |start: &usize| file.get(*start..).is_some_and(|rest| rest.trim_start_matches(' ').starts_with('-'));
    if !starts.iter().all(is_own) || !starts.windows(2).all(|pair| pair.first() < pair.last()) {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([file.len()]);
    let key = |item: &yaml::Node<'_>| item.get("id").and_then(yaml::Node::text).unwrap_or_default().to_owned();
    Some(list.iter().zip(starts.iter().zip(ends)).map(|(item, (start, end))| (key(item), Span::new(*start, end))).collect())
}

/// The address of a file seen from another, written as `old` was.
pub fn address(from: &RelPath, to: &RelPath, old: &str) -> String {
    let address = from.to(to.as_str());
    let address = if old.to_lowercase().ends_with(".md") { address.as_str() } else { address.strip_suffix(".md").unwrap_or(&address) };
    web::relative(address).into_owned()
}

/// What a link becomes: of the file it stands in, the file that it leads to, and its path and fragment the new path and fragment.
pub type Readdress<'a> = &'a dyn Fn(&RelPath, &RelPath, &str, &str) -> Option<(String, String)>;

/// Gives links with fragments in the archive's texts other addresses; files that are written already are taken as they will be.
pub fn readdress(session: &Session<'_>, memo: &Memo, after: &mut After, new: Readdress<'_>) {
    for (path, texts) in moving::texts(&memo.catalogue) {
        let mut exchanges = Vec::new();
        for link in texts.iter().flat_map(|text| &text.facts.links) {
            let LinkTarget::File(written, fragment) = &link.target else { continue };
            let target = path
                .join(&percent_decoded(written))
                .map(|path| if path.extension() == "md" { path } else { RelPath::new(&format!("{path}.md")) });
            if let Some((address, place)) = target.and_then(|target| new(path, &target, written, fragment)) {
                let place = if place.is_empty() { String::new() } else { format!("#{place}") };
                exchanges.push((format!("{written}#{fragment}"), format!("{address}{place}")));
            }
        }
        if exchanges.is_empty() {
            continue;
        }
        let now = after.get(path).cloned().unwrap_or_else(|| session.bytes(path).map(|bytes| bytes.to_vec()));
        let Some(text) = now.and_then(|bytes| String::from_utf8(bytes).ok()) else { continue };
        let mut all = rewrite::Exchanges::default();
        for (old, new) in exchanges {
            let everywhere = Span::new(0, text.len());
            let places = rewrite::places_of(&old, &text, everywhere).into_iter().chain(rewrite::definitions_of(&old, &text));
            places.for_each(|place| all.put(place, new.clone()));
        }
        if let Some(text) = all.made(&text) {
            after.insert(path.clone(), Some(text.into_bytes()));
        }
    }
}

/// The values of a list in YAML.
pub fn values(file: &str) -> Option<Vec<yaml::Map<String, Value>>> {
    match yaml::parse(file) {
        Ok(Value::Array(all)) => all.into_iter().map(|value| value.as_object().cloned()).collect(),
        Ok(Value::Null) => Some(Vec::new()),
        _ => None,
    }
}
