//! What an address or a name inside the archive leads to: the one door for links, pictures, wikilinks, notes and front
//! matter.
//!
//! 1. an address is read as it is written: every percent-escape is undone (RFC 3986, section 2.1), `./` and `../` are
//!    taken away (6.2.2.3), a query is passed over;
//! 2. its path is looked up from the text's own folder, then from the archive's root, from `content/`, and from the
//!    folders of documents, free pages and files; nothing is looked up outside of the root; what stands in a text that was converted
//!    is looked up first as it stood in its source ([`super::homes`]);
//! 3. what stands at no such path is looked up by name, where the nearest folder counts, and then by former names
//!    (`aliases`); a name in double brackets may also be a title, an authority or a work;
//! 4. a file of authority records with an `id` behind it is that record.
//!
//! Every question is told to `log`, so that a page that asked is made again when the answer changes.

use std::{collections::BTreeSet, sync::Arc};

use rustc_hash::FxHashMap;

use super::{
    Catalogue,
    entities::{Claim, NameKeys},
    facet::{Dirty, Facet},
    homes::{self, Homes},
    paths::{bare, distance, file_stem, lies_in, places, record_at, splits, without_ending},
    pictures::Pictures,
};
use crate::{
    base::{
        RelPath, Slug, SmallSet,
        places::{FOLDER_TEXTS, text_name},
        small_set::withdraw,
        text,
    },
    document::{AuthorityKind, Document},
};

/// What an address or a name leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Something that has a file of its own.
    Thing(Thing),
    /// An entity, by its kind and its name in addresses.
    Entity(AuthorityKind, Arc<str>),
    /// A work, by its key.
    Work(Arc<str>),
    /// Several things, none nearer than the others: what they are called.
    Several(Vec<String>),
    /// A place out of the archive.
    Outside,
    /// Nothing.
    None,
}

/// Something that has a file of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    Document(Slug),
    /// A free page.
    Page(Slug),
    Collection(Slug),
    /// A file that is published as it is.
    File(RelPath),
    /// A file that is there and is not published: a draft, a source, a library, a file of a kind that is not.
    Unpublished(RelPath),
}

impl Thing {
    /// What an index or a message calls it.
    fn words(&self) -> String {
        match self {
            Self::Document(slug) => format!("document {slug}"),
            Self::Page(slug) => format!("page {slug}"),
            Self::Collection(slug) => format!("collection {slug}"),
            Self::File(path) | Self::Unpublished(path) => format!("file {path}"),
        }
    }
}

/// Who is told what was asked.
pub type Ask<'a> = &'a dyn Fn(Facet<'_>);

/// The things of an archive by their paths and by their names.
#[derive(Debug, Default)]
pub(super) struct Things {
    by_path: FxHashMap<RelPath, Thing>,
    /// By each folded name: titles, and the names of files.
    by_name: FxHashMap<String, SmallSet<Thing>>,
    /// By each folded name that a document had before.
    by_alias: FxHashMap<String, SmallSet<Thing>>,
    /// The pictures that may be published.
    pub pictures: Pictures,
    homes: Homes,
}

/// The names by which a text is found, as written.
fn names(text: &Document) -> impl Iterator<Item = &str> {
    // The slug's last part is a name, but not that which every folder has.
    let name = text_name(&text.path);
    let slug = if name == text.path.stem() { text.slug.leaf() } else { name };
    // And as its source is called.
    let source = text.meta.source.as_ref().filter(|source| source.part.is_empty()).map(|source| file_stem(&source.file));
    let source = source.filter(|name| !FOLDER_TEXTS.iter().any(|folder| folder.eq_ignore_ascii_case(name.trim_start_matches('_'))));
    [text.meta.title.as_str(), name, slug].into_iter().chain(source).chain(text.meta.translations.iter().map(|other| &*other.title))
}

/// What a file that is no published text is called: a draft as a text is.
pub(super) fn file_key(path: &RelPath) -> &str {
    if path.extension() == "md" { text_name(path) } else { path.name() }
}

/// Compares what stood at a path with what stands there: the folders above it hold it, too.
pub(super) fn compare_path<T: PartialEq>(path: &RelPath, was: T, is: T, dirty: &mut Dirty) {
    let mut at = path.clone();
    while !dirty.is_everything() && !at.as_str().is_empty() && dirty.compare(Facet::File(&at), &was, &is) {
        at = RelPath::new(at.parent());
    }
}

/// What of a text decides what leads to it, and which of several is the nearest.
#[derive(PartialEq)]
struct Called<'t> {
    path: &'t RelPath,
    source: Option<RelPath>,
    names: Vec<&'t str>,
    aliases: &'t [String],
}

impl<'t> Called<'t> {
    fn of(text: &'t Document) -> Self {
        Self { path: &text.path, source: homes::source_of(text), names: names(text).collect(), aliases: &text.meta.aliases }
    }
}

impl Things {
    /// Puts a text at its path and under its names, or takes it away; what leads there now leads elsewhere.
    pub fn set_text(&mut self, thing: &Thing, old: Option<&Document>, new: Option<&Document>, dirty: &mut Dirty) {
        let called = (old.map(Called::of), new.map(Called::of));
        if called.0 == called.1 {
            return;
        }
        let folded = |text: Option<&Document>| -> BTreeSet<String> {
            text.into_iter().flat_map(names).map(text::fold).filter(|name| !name.is_empty()).collect()
        };
        let former = |text: Option<&Document>| -> BTreeSet<String> {
            let aliases = text.into_iter().flat_map(|text| &text.meta.aliases);
            aliases.map(|alias| text::fold(bare(alias.rsplit('/').next().unwrap_or("")))).filter(|name| !name.is_empty()).collect()
        };
        for (index, was, is) in [(&mut self.by_name, folded(old), folded(new)), (&mut self.by_alias, former(old), former(new))] {
            for name in was.difference(&is) {
                if withdraw(index.get_mut(name), thing) {
                    index.remove(name);
                }
            }
            for name in is.difference(&was) {
                index.entry(name.clone()).or_default().insert(thing.clone());
            }
            for name in was.union(&is) {
                dirty.compare(Facet::Name(name), &called.0, &called.1);
            }
        }
        self.homes.set(thing, old, new, dirty);
        let (was, is) = (old.map(|text| &text.path), new.map(|text| &text.path));
        if was != is {
            for path in was.into_iter().chain(is) {
                compare_path(path, was, is, dirty);
            }
            // What is no text any more may be there as a draft already.
            if let Some(path) = was.filter(|path| self.by_path.get(*path) == Some(thing)) {
                self.by_path.remove(path);
            }
            if let Some(path) = is {
                self.by_path.insert(path.clone(), thing.clone());
            }
        }
    }

    /// Puts a file that is no published text at its path and under its name, or takes it away.
    pub fn set_file(&mut self, path: &RelPath, thing: Option<Thing>, dirty: &mut Dirty) {
        let old = self.by_path.get(path).filter(|old| matches!(old, Thing::File(_) | Thing::Unpublished(_))).cloned();
        let name = text::fold(file_key(path));
        if !dirty.compare(Facet::Name(&name), &old, &thing) {
            return;
        }
        compare_path(path, &old, &thing, dirty);
        if let Some(old) = old {
            if withdraw(self.by_name.get_mut(&name), &old) {
                self.by_name.remove(&name);
            }
            self.by_path.remove(path);
        }
        self.pictures.set(path, thing.as_ref());
        if let Some(thing) = thing {
            self.by_name.entry(name).or_default().insert(thing.clone());
            self.by_path.insert(path.clone(), thing);
        }
    }

    /// What stands below a folder, in no order.
    pub fn below(&self, folder: &RelPath) -> impl Iterator<Item = (&RelPath, &Thing)> {
        self.by_path.iter().filter(|(path, _)| path.is_below(folder.as_str()))
    }

    /// What stands at a path: a file or text, the text of that name, or the text that stands for a folder.
    fn at(&self, path: &RelPath, ask: Ask<'_>) -> Option<&Thing> {
        let look = |path: &RelPath| {
            ask(Facet::File(path));
            self.by_path.get(path)
        };
        let folder_text = |name: &str| look(&RelPath::new(&format!("{path}/{name}.md")));
        look(path).or_else(|| look(&RelPath::new(&format!("{path}.md")))).or_else(|| FOLDER_TEXTS.iter().find_map(|name| folder_text(name)))
    }
}

/// How one looks for a thing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum As {
    /// By an address: file names count.
    Address,
    /// By a name in double brackets: titles count, too.
    Name,
    /// The same, and each sign of it counts.
    ExactName,
}

impl Catalogue {
    /// What the address in a link or a picture of the file at `from` leads to, and its fragment. `path` and `fragment` are as
    /// written, on the two sides of the first `#`.
    pub fn find_address(&self, from: &RelPath, path: &str, fragment: &str, ask: Ask<'_>) -> (Found, String) {
        if let Some((kind, slug)) = record_at(path, fragment).filter(|(kind, slug)| {
            ask(Facet::Label(*kind, slug));
            self.entities.get(*kind, slug).is_some_and(|entity| entity.record.is_some())
        }) {
            return (Found::Entity(kind, slug.as_str().into()), String::new());
        }
        let mut first = None;
        // A `#` begins a fragment, unless no file is called so without it.
        for (path, fragment) in splits(path, fragment) {
            let found = self.find_path(from, &path, ask);
            if !matches!(found, Found::None | Found::Outside) {
                return (found, text::percent_decoded(fragment));
            }
            first.get_or_insert((found, text::percent_decoded(fragment)));
        }
        first.unwrap_or((Found::None, String::new()))
    }

    fn find_path(&self, from: &RelPath, written: &str, ask: Ask<'_>) -> Found {
        let mut tries = vec![text::percent_decoded(written)];
        if let Some((path, _)) = written.split_once('?') {
            tries.push(text::percent_decoded(path));
        }
        // A file may be called as the escape is written.
        if tries.first().is_some_and(|decoded| decoded != written) {
            tries.push(written.to_owned());
        }
        let mut first = None;
        for path in tries.iter().filter(|path| !path.trim().is_empty()) {
            let found = self.find(from, path, As::Address, ask);
            if !matches!(found, Found::None | Found::Outside) {
                return found;
            }
            first.get_or_insert(found);
        }
        first.unwrap_or(Found::None)
    }

    /// What a name in double brackets, in the file at `from`, leads to, and its fragment: the longest part of `written` before
    /// a `#` that is called so is the name.
    pub fn find_name(&self, from: &RelPath, written: &str, ask: Ask<'_>) -> (Found, String) {
        let ends: Vec<usize> = written.match_indices('#').map(|(at, _)| at).chain([written.len()]).collect();
        for end in ends.iter().rev() {
            let (name, fragment) = written.split_at_checked(*end).unwrap_or((written, ""));
            let name = name.trim();
            let fragment = fragment.strip_prefix('#').unwrap_or("").trim();
            let way = if name.contains('#') { As::ExactName } else { As::Name };
            if name.is_empty() {
                continue;
            }
            let mut found = self.find(from, name, way, ask);
            if matches!(found, Found::None | Found::Outside) && name.contains('%') {
                found = self.find(from, &text::percent_decoded(name), way, ask);
            }
            if !matches!(found, Found::None | Found::Outside) {
                return (found, fragment.to_owned());
            }
        }
        let (_, fragment) = written.split_once('#').unwrap_or((written, ""));
        (Found::None, fragment.to_owned())
    }

    /// The document that front matter names, as `translation-of:` does.
    pub fn find_document(&self, from: &RelPath, written: &str, ask: Ask<'_>) -> Option<Slug> {
        match self.find_address(from, written, "", ask).0 {
            Found::Thing(Thing::Document(slug)) => Some(slug),
            _ => None,
        }
    }

    fn find(&self, from: &RelPath, path: &str, way: As, ask: Ask<'_>) -> Found {
        // A bare name in brackets is no path: a nearer text may have it as its title.
        let is_path = way == As::Address || path.contains(['/', '\\']) || without_ending(path, ".md").is_some();
        let is_outside = is_path && !path.starts_with('/') && from.join(path).is_none();
        // The text that stands for a folder has the folder's name, and its own to those beside it.
        let beside = FOLDER_TEXTS.into_iter().filter(|name| name.eq_ignore_ascii_case(path));
        let beside = beside.filter_map(|name| from.join(&format!("{name}.md")));
        if let Some(thing) = is_path.then(|| self.things.homes.find(from, path, &self.things.by_path, ask)).flatten() {
            return Found::Thing(thing.clone());
        }
        let paths = is_path.then(|| places(from, path));
        if let Some(thing) = beside.chain(paths.into_iter().flatten()).find_map(|path| self.things.at(&path, ask)) {
            return Found::Thing(thing.clone());
        }
        match self.called(from, path, way, ask) {
            Found::None if is_outside => Found::Outside,
            Found::None if way != As::Address => self.named(path, ask),
            found => found,
        }
    }

    /// What is called so: of several the one in the nearest folder.
    fn called(&self, from: &RelPath, path: &str, way: As, ask: Ask<'_>) -> Found {
        let mut parts: Vec<&str> = path.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..")).collect();
        let Some(last) = parts.pop() else { return Found::None };
        // A title may have slashes of its own.
        let whole = if way == As::Address { "" } else { path };
        let keys = [(text::fold(whole), &[][..]), (text::fold(last), &parts), (text::fold(bare(last)), &parts)];
        for (index, is_former) in [(&self.things.by_name, false), (&self.things.by_alias, true)] {
            let mut found: BTreeSet<&Thing> = BTreeSet::new();
            for (key, folders) in keys.iter().filter(|(key, _)| !key.is_empty()) {
                ask(Facet::Name(key));
                let things = index.get(key).into_iter().flatten();
                found.extend(things.filter(|thing| is_former || self.is_called(thing, last, way) && self.lies_in(thing, folders)));
            }
            // Signs that folding takes away tell `C#` from `C`.
            let exact = [whole, bare(last)].map(|name| NameKeys::of(name).exact);
            let is_exact = |thing: &&Thing| self.names_of(thing).iter().any(|name| exact.contains(&NameKeys::of(name).exact));
            if found.iter().any(is_exact) {
                found.retain(is_exact);
            } else if way == As::ExactName {
                found.clear();
            }
            let is_published = |thing: &&Thing| !matches!(thing, Thing::Unpublished(_));
            if found.iter().any(is_published) {
                found.retain(is_published);
            }
            let nearest = found.iter().map(|thing| self.distance(from, thing)).min();
            found.retain(|thing| Some(self.distance(from, thing)) == nearest);
            match found.len() {
                0 => {}
                1 => return found.first().map_or(Found::None, |thing| Found::Thing((*thing).clone())),
                _ => return Found::Several(found.into_iter().map(Thing::words).collect()),
            }
        }
        Found::None
    }

    /// The entity of a name, else the work of that title or key.
    fn named(&self, name: &str, ask: Ask<'_>) -> Found {
        let keys = NameKeys::of(name);
        ask(Facet::Name(&keys.exact));
        ask(Facet::Name(&keys.folded));
        match self.entities.named(&keys) {
            Claim::One(kind, slug) => return Found::Entity(kind, slug),
            Claim::Shared(records) => {
                return Found::Several(records.into_iter().map(|(kind, slug)| format!("{}/{slug}", kind.folder())).collect());
            }
            Claim::None => {}
        }
        let works: Vec<&Arc<str>> = self.works.by_name(&keys.folded).map(|work| &work.key).collect();
        match works[..] {
            [] => Found::None,
            [key] => Found::Work(key.clone()),
            _ => Found::Several(works.into_iter().map(|key| format!("work {key}")).collect()),
        }
    }

    /// Where the things stand that are called as the last part of an address.
    pub(super) fn namesakes(&self, path: &str, ask: Ask<'_>) -> Vec<&RelPath> {
        let last = text::percent_decoded(path.rsplit('/').next().unwrap_or(""));
        let keys = [text::fold(&last), text::fold(bare(&last))];
        keys.iter().for_each(|key| ask(Facet::Name(key)));
        let things = keys.into_iter().filter_map(|key| self.things.by_name.get(&key)).flatten();
        let paths = things.filter(|thing| self.is_called(thing, &last, As::Address)).filter_map(|thing| self.path_of(thing));
        paths.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Whether what was found stands at this very path.
    pub(super) fn stands_at(&self, found: &Found, path: &RelPath) -> bool {
        matches!(found, Found::Thing(thing) if self.path_of(thing) == Some(path))
    }

    fn text_of(&self, thing: &Thing) -> Option<&Document> {
        match thing {
            Thing::Document(slug) => self.by_slug.get(slug).map(|text| &**text),
            Thing::Page(slug) => self.pages.get(slug).map(|text| &**text),
            Thing::Collection(slug) => self.collections.files().get(slug).map(|text| &**text),
            Thing::File(_) | Thing::Unpublished(_) => None,
        }
    }

    /// Where a thing stands.
    pub(super) fn path_of<'a>(&'a self, thing: &'a Thing) -> Option<&'a RelPath> {
        match thing {
            Thing::File(path) | Thing::Unpublished(path) => Some(path),
            _ => self.text_of(thing).map(|text| &text.path),
        }
    }

    fn names_of<'a>(&'a self, thing: &'a Thing) -> Vec<&'a str> {
        match thing {
            Thing::File(path) | Thing::Unpublished(path) => vec![file_key(path)],
            _ => self.text_of(thing).into_iter().flat_map(names).collect(),
        }
    }

    /// Whether a thing under the folded name may be called `last` where it is asked for in this way: an address is that of a
    /// file.
    fn is_called(&self, thing: &Thing, last: &str, way: As) -> bool {
        let is = |path: &RelPath| match thing {
            Thing::File(_) => text::fold(path.name()) == text::fold(last),
            _ => [text::fold(last), text::fold(bare(last))].contains(&text::fold(file_key(path))),
        };
        way != As::Address || self.paths_of(thing).any(is)
    }

    /// Where a thing stands, and where its source does.
    fn paths_of<'a>(&'a self, thing: &'a Thing) -> impl Iterator<Item = &'a RelPath> {
        let path = self.path_of(thing);
        path.into_iter().chain(path.and_then(|path| self.things.homes.of(path)))
    }

    /// How far a thing is from the text at `from`; of two that were converted, how far their sources are from each other.
    fn distance(&self, from: &RelPath, thing: &Thing) -> (usize, usize) {
        let path = self.path_of(thing);
        let home = |path: &RelPath| self.things.homes.of(path);
        match (home(from), path.and_then(home)) {
            (Some(from), Some(path)) => distance(from, Some(path)),
            _ => distance(from, path),
        }
    }

    /// Whether the last folders above a thing are these.
    fn lies_in(&self, thing: &Thing, folders: &[&str]) -> bool {
        self.paths_of(thing).any(|path| lies_in(thing, path, folders))
    }
}

#[cfg(test)]
mod tests;
