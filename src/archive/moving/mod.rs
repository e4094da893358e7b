//! What changes in the archive's files when some of them stand elsewhere: addresses that lead to them, and those in them that lead
//! elsewhere.
//!
//! A link that finds its place by a path gets the new path; one that finds it by a name goes on, since a text that moved keeps its old
//! address among its `aliases`. [`rewrite`] exchanges addresses and touches nothing else; an address that is written in a way that is
//! not found again stays, and is told ([`Changed::left`]). Whoever writes the files builds the archive with them first, and compares
//! what is wrong before and behind.

pub mod divide;
mod names;
pub mod rewrite;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use names::Names;
use rewrite::Exchanges;

use super::{Catalogue, Found};
use crate::{
    base::{
        RelPath, Snapshot, Span, front_matter,
        places::{COLLECTIONS, DOCUMENTS, PAGES, text_name},
        text::percent_decoded,
        web, yaml,
    },
    document::{Document, Link, LinkTarget},
};

/// Files that move: from where, and whereto.
pub type Moves = BTreeMap<RelPath, RelPath>;

/// A file that says something else, or stands elsewhere.
#[derive(Debug, PartialEq, Eq)]
pub struct Changed {
    /// Where it stands now.
    pub from: RelPath,
    /// Where it is to stand.
    pub to: RelPath,
    /// What it is to hold; `None` if that is what it holds.
    pub text: Option<String>,
    /// How many addresses in it are others.
    pub addresses: usize,
    /// Addresses that lead to what moves, and that could not be exchanged: where they stand.
    pub left: Vec<Span>,
}

/// What becomes of every file that `moves`, and of every text that leads to one. `bytes` gives what a file holds; `aliases` are the old addresses of the text at a path, which it keeps; `places` are fragments that are others in what has moved.
pub fn changes(
    catalogue: &Catalogue,
    moves: &Moves,
    places: &BTreeMap<String, String>,
    snapshot: &Snapshot,
    bytes: &dyn Fn(&RelPath) -> Option<Arc<[u8]>>,
    aliases: &dyn Fn(&RelPath) -> Vec<String>,
) -> Vec<Changed> {
    let named = Names::of(moves);
    let is_there: &dyn Fn(&RelPath) -> bool = &|path| snapshot.files.contains_key(path);
    let others = snapshot.files.keys().filter(|path| Names::may_stand_in(path));
    let world = World { catalogue, moves, places, is_there, stems: stems(moves), names: &named };
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (path, texts) in texts(catalogue) {
        seen.insert(path.clone());
        let to = moves.get(path).unwrap_or(path);
        if to == path && !path.is_below(COLLECTIONS) && !texts.iter().any(|text| world.may_lead(text)) {
            continue;
        }
        let Some(bytes) = bytes(path) else { continue };
        let Ok(whole) = std::str::from_utf8(&bytes) else { continue };
        let mut change = Changed { from: path.clone(), to: to.clone(), text: None, addresses: 0, left: Vec::new() };
        let mut exchanges = Exchanges::default();
        for text in texts {
            world.links(text, whole, &mut change, &mut exchanges);
        }
        if path.extension() == "md" {
            world.front(whole, &aliases(path), &mut change, &mut exchanges);
        }
        change.text = exchanges.made(whole);
        if change.text.is_some() || change.from != change.to || !change.left.is_empty() {
            found.push(change);
        }
    }
    for path in others {
        let Some(bytes) = bytes(path) else { continue };
        let Ok(whole) = std::str::from_utf8(&bytes) else { continue };
        let mut exchanges = Exchanges::default();
        let addresses = named.in_file(path, whole, &mut exchanges);
        let to = moves.get(path).unwrap_or(path).clone();
        seen.insert(path.clone());
        if let Some(text) = exchanges.made(whole) {
            found.push(Changed { from: path.clone(), to, text: Some(text), addresses, left: Vec::new() });
        } else if to != *path {
            found.push(Changed { from: path.clone(), to, text: None, addresses, left: Vec::new() });
        }
    }
    let others = moves.iter().filter(|(path, _)| !seen.contains(*path));
    found.extend(others.map(|(from, to)| Changed { from: from.clone(), to: to.clone(), text: None, addresses: 0, left: Vec::new() }));
    found.sort_by(|a, b| a.from.cmp(&b.from));
    found
}

/// All files with text in which links stand: their paths, and what is written in them.
pub fn texts(catalogue: &Catalogue) -> BTreeMap<&RelPath, Vec<&Document>> {
    let mut texts: BTreeMap<&RelPath, Vec<&Document>> = BTreeMap::new();
    let shown = catalogue.documents.keys().filter_map(|slug| catalogue.whole_text(slug)).chain(catalogue.held.values());
    for document in shown.chain(catalogue.pages.values()).chain(catalogue.collections.files().values()) {
        texts.entry(&document.path).or_insert_with(|| vec![document]);
    }
    for file in catalogue.annotations.values() {
        texts.entry(&file.path).or_default().extend(file.notes.iter().map(|note| &*note.body));
    }
    for file in catalogue.authorities.values() {
        texts.entry(&file.path).or_default().extend(file.records.iter().filter_map(|record| record.biography.as_deref()));
    }
    texts
}

/// What an address must hold somewhere to lead to one of what moves: the names of the files and folders.
fn stems(moves: &Moves) -> Vec<String> {
    let mut stems: Vec<String> = moves.keys().flat_map(|path| [path.stem(), text_name(path)]).map(str::to_lowercase).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// The archive before the move.
struct World<'a> {
    catalogue: &'a Catalogue,
    moves: &'a Moves,
    places: &'a BTreeMap<String, String>,
    is_there: &'a dyn Fn(&RelPath) -> bool,
    /// What an address must hold somewhere to lead to one of what moves.
    stems: Vec<String>,
    names: &'a Names,
}

impl World<'_> {
    /// Whether a link of a text may lead to what moves.
    fn may_lead(&self, text: &Document) -> bool {
        text.facts.links.iter().any(|link| path_in(link).is_some_and(|path| self.is_named(path)))
            || [&text.meta.translation_of, &text.meta.way.before, &text.meta.way.after].iter().any(|said| self.is_named(said))
            || self.names.have_collections() && text.meta.place_of("collection").is_some()
    }

    fn is_named(&self, path: &str) -> bool {
        let path = percent_decoded(path).to_lowercase();
        self.stems.iter().any(|name| path.contains(name))
    }

    /// What an address stands for that leads, in the file at `from`, straight to the path of something; the new address, if it is another.
    fn exchanged(&self, from: &RelPath, written: &str) -> Option<String> {
        let path = percent_decoded(written);
        if path.is_empty() || path.starts_with('/') {
            return None;
        }
        let target = from.join(&path)?;
        let ended = RelPath::new(&format!("{target}.md"));
        let (target, is_bare) = if (self.is_there)(&target) { (target, false) } else { (ended, true) };
        if !(self.is_there)(&target) {
            // A folder moves with what is in it.
            return self.folder(from, &from.join(path.trim_end_matches('/'))?, &path);
        }
        let (here, there) = (self.moves.get(from).unwrap_or(from), self.moves.get(&target).unwrap_or(&target));
        if here == from && *there == target {
            return None;
        }
        let address = here.to(there.as_str());
        let address = if is_bare { address.strip_suffix(".md").unwrap_or(&address).to_owned() } else { address };
        let address = web::relative(&address).replace('(', "%28").replace(')', "%29");
        (address != written).then_some(address)
    }

    /// The same of a folder of which all files move.
    fn folder(&self, from: &RelPath, folder: &RelPath, written: &str) -> Option<String> {
        let here = self.moves.get(from).unwrap_or(from);
        let there = match self.moves.iter().find(|(path, _)| path.is_below(folder.as_str())) {
            Some((path, to)) => RelPath::new(to.as_str().strip_suffix(path.below(folder.as_str())?)?),
            // What stays is reached from elsewhere.
            None if here != from && written.contains('/') => folder.clone(),
            None => return None,
        };
        let end = if written.ends_with('/') { "/" } else { "" };
        let address = format!("{}{end}", web::relative(&here.to(there.as_str())));
        (address != written).then_some(address)
    }

    /// Exchanges the addresses of a text's links.
    fn links(&self, text: &Document, whole: &str, change: &mut Changed, exchanges: &mut Exchanges) {
        // Of a text inside another file the places are those of its first line.
        let is_file = text.path == change.from && text.path.extension() == "md";
        let everywhere = Span::new(0, whole.len());
        for link in &text.facts.links {
            let Some(written) = path_in(link) else { continue };
            let path = written.split('?').next().unwrap_or(written);
            let Some(new) = self.exchanged(&change.from, path) else {
                // One that is found by its path from another folder, and not by the alias, is told.
                if self.leads_by_path(&change.from, link) {
                    change.left.push(link.source);
                }
                continue;
            };
            // A name in double brackets is written as it is.
            let new = if matches!(link.target, LinkTarget::Name(..)) { percent_decoded(&new) } else { new };
            let within = if is_file { link.source } else { everywhere };
            let fragment = fragment_in(link);
            let (old, new) = match self.places.get(fragment).filter(|_| self.leads_to_moved(&change.from, path)) {
                Some(place) => (format!("{path}#{fragment}"), format!("{new}#{place}")),
                None => (path.to_owned(), new),
            };
            let mut places = rewrite::places_of(&old, whole, within);
            if places.is_empty() {
                places = rewrite::definitions_of(&old, whole);
            }
            if places.is_empty() {
                change.left.push(link.source);
            }
            change.addresses += places.len();
            places.into_iter().for_each(|place| exchanges.put(place, new.clone()));
        }
        // The pictures of pages, as their marks name them.
        for page in text.facts.pages.iter().filter(|page| !page.picture.is_empty()) {
            if let Some(new) = self.exchanged(&change.from, &page.picture) {
                let places = rewrite::places_of(&page.picture, whole, everywhere);
                change.addresses += places.len();
                places.into_iter().for_each(|place| exchanges.put(place, new.clone()));
            }
        }
    }

    /// Whether an address leads, from the file at `from`, straight to what moves.
    fn leads_to_moved(&self, from: &RelPath, written: &str) -> bool {
        let target = from.join(&percent_decoded(written));
        target.is_some_and(|path| self.moves.contains_key(&path) || self.moves.contains_key(&RelPath::new(&format!("{path}.md"))))
    }

    /// Whether a link leads to what moves by a path that is not looked up from the text's own folder.
    fn leads_by_path(&self, from: &RelPath, link: &Link) -> bool {
        let (found, _) = match &link.target {
            LinkTarget::File(path, fragment) => self.catalogue.find_address(from, path, fragment, &|_| ()),
            // A name is found by the alias.
            _ => return false,
        };
        let Found::Thing(thing) = found else { return false };
        let moves = self.catalogue.path_of(&thing).is_some_and(|path| self.moves.contains_key(path));
        // The name of the file alone is an alias, too.
        moves && path_in(link).is_some_and(|path| path.trim_start_matches("./").contains('/'))
    }

    /// Exchanges the addresses in front matter, and adds the old addresses of the text.
    fn front(&self, whole: &str, aliases: &[String], change: &mut Changed, exchanges: &mut Exchanges) {
        let Some(front) = front_matter::split(&change.from, whole, &mut Vec::new()).front else { return };
        let Ok(tree) = yaml::read(front.of(whole)) else { return };
        let shift = front.start as usize;
        let mut places = Vec::new();
        names::each(&tree.root, "", &mut |key, scalar, span| {
            let is_path = scalar.contains('/') || scalar.ends_with(".md");
            let new = is_path.then(|| self.exchanged(&change.from, scalar)).flatten();
            if let Some(new) = new.or_else(|| self.names.under(key, scalar)) {
                let written = Span::new(shift + span.start as usize, shift + span.end as usize);
                places.extend(rewrite::words_of(scalar, whole, written).map(|place| (place, new)));
            }
        });
        change.addresses += places.len();
        places.into_iter().for_each(|(place, new)| exchanges.put(place, new));
        if let Some((place, new)) = rewrite::with_aliases(whole, front, &tree.root, aliases) {
            exchanges.put(place, new);
        }
    }
}

/// The path in a link to something inside the archive.
fn path_in(link: &Link) -> Option<&str> {
    match &link.target {
        LinkTarget::File(path, _) => Some(path),
        LinkTarget::Name(name, _) => {
            Some(name.split('#').next().unwrap_or(name)).filter(|name| name.contains('/') || name.ends_with(".md"))
        }
        _ => None,
    }
}

/// The fragment of a link; empty if it has none.
fn fragment_in(link: &Link) -> &str {
    match &link.target {
        LinkTarget::File(_, fragment) => fragment,
        _ => "",
    }
}

/// Whether a file is a text with an address of its own.
pub fn is_text(path: &RelPath) -> bool {
    path.extension() == "md" && [DOCUMENTS, PAGES, COLLECTIONS].iter().any(|folder| path.is_below(folder))
}
