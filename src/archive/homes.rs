//! Where documents come from: a link that holds among sources holds among the documents that were made of them.
//!
//! A document that was converted from `content/sources/a/b.md` is found by that path as well, from texts that were converted themselves.
//! Their links are looked up from the folder of their own source; then, as programs that make sites know addresses, from the folder that
//! bears the source's name, and from each folder above it up to `content/sources/`. Of a text in several languages (`a.fr.md`, Hugo) the one
//! is meant that is called so, else the one without a language.

use rustc_hash::FxHashMap;

use super::{
    Catalogue,
    facet::{Dirty, Facet},
    lookup::{Ask, Thing, compare_path},
};
use crate::{
    base::{
        Lang, RelPath, Slug,
        places::{FOLDER_TEXTS, SOURCES},
    },
    document::Document,
};

/// The endings of pictures that a link may leave out.
const PICTURES: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "svg"];

/// Sources and the documents made of them.
#[derive(Debug, Default)]
pub struct Homes {
    by_source: FxHashMap<RelPath, Thing>,
    by_document: FxHashMap<RelPath, RelPath>,
}

/// The source that a document was made of, all of it.
pub fn source_of(document: &Document) -> Option<RelPath> {
    let source = document.meta.source.as_ref().filter(|source| !source.file.is_empty() && source.part.is_empty())?;
    Some(RelPath::new(&format!("{SOURCES}/{}", source.file)))
}

impl Homes {
    /// Puts a document to its source, or takes it away.
    pub fn set(&mut self, thing: &Thing, old: Option<&Document>, new: Option<&Document>, dirty: &mut Dirty) {
        let (was, is) = (old.and_then(source_of), new.and_then(source_of));
        if let Some(old) = old {
            self.by_document.remove(&old.path);
        }
        if let (Some(new), Some(source)) = (new, &is) {
            self.by_document.insert(new.path.clone(), source.clone());
        }
        if was == is {
            return;
        }
        for path in was.iter().chain(&is) {
            compare_path(path, &was, &is, dirty);
        }
        if let Some(was) = was.filter(|was| self.by_source.get(was) == Some(thing)) {
            self.by_source.remove(&was);
        }
        if let Some(is) = is {
            self.by_source.insert(is, thing.clone());
        }
    }

    /// The source of the document at a path.
    pub fn of(&self, document: &RelPath) -> Option<&RelPath> {
        self.by_document.get(document)
    }

    /// What a path leads to that stands in the document at `from`, as it stood in its source: a document, or one of `files`.
    pub fn find<'t>(&'t self, from: &RelPath, path: &str, files: &'t FxHashMap<RelPath, Thing>, ask: Ask<'_>) -> Option<&'t Thing> {
        let source = self.of(from)?;
        let file = |place: &RelPath| files.get(place).filter(|thing| matches!(thing, Thing::File(_)));
        // A picture may be named without its ending, by its id (Joplin).
        let ended = |place: &RelPath| {
            let is_id = place.name().len() == 32 && place.name().bytes().all(|byte| byte.is_ascii_hexdigit());
            let mut paths = PICTURES.iter().filter(|_| is_id).map(|ending| RelPath::new(&format!("{place}.{ending}")));
            paths.find_map(|path| {
                ask(Facet::File(&path));
                file(&path)
            })
        };
        let picture = |place: &RelPath| file(place).or_else(|| ended(place));
        places(source, path).into_iter().find_map(|place| self.at(&place, ask).or_else(|| picture(&place)))
    }

    /// The document of the source at a path, with ending or without, or of the one that stands for a folder.
    fn at(&self, path: &RelPath, ask: Ask<'_>) -> Option<&Thing> {
        let look = |path: RelPath| {
            ask(Facet::File(&path));
            self.by_source.get(&path)
        };
        let stem = path.as_str().strip_suffix(".html").unwrap_or(path.as_str());
        let texts = |stem: &str, lang: &str| {
            let folder = || FOLDER_TEXTS.into_iter().chain(["_index"]).map(|name| format!("{stem}/{name}{lang}.md"));
            look(RelPath::new(&format!("{stem}{lang}.md"))).or_else(|| folder().find_map(|path| look(RelPath::new(&path))))
        };
        let in_language = || {
            let (bare, lang) = stem.strip_suffix(".md").unwrap_or(stem).rsplit_once('.').filter(|(_, lang)| Lang::is_tag(lang))?;
            texts(bare, &format!(".{lang}")).or_else(|| texts(bare, ""))
        };
        look(path.clone()).or_else(|| texts(stem, "")).or_else(in_language)
    }
}

impl Catalogue {
    /// Notes which source a document is made of now.
    pub(super) fn set_source(&mut self, slug: &Slug, document: Option<&Document>, dirty: &mut Dirty) {
        fn file(document: &Document) -> Option<&str> {
            document.meta.source.as_ref().map(|source| source.file.as_str()).filter(|file| !file.is_empty())
        }
        let old = self.documents.get(slug).and_then(|document| file(document).map(Box::<str>::from));
        let new = document.and_then(file);
        if old.as_deref() == new {
            return;
        }
        for name in old.as_deref().into_iter().chain(new) {
            dirty.compare(Facet::Source(name), old.as_deref(), new);
        }
        if let Some(old) = old
            && let Some(slugs) = self.of_source.get_mut(&old)
        {
            slugs.remove(slug);
            if slugs.is_empty() {
                self.of_source.remove(&old);
            }
        }
        if let Some(new) = new {
            self.of_source.entry(new.into()).or_default().insert(slug.clone());
        }
    }
}

/// Where a path that stands in a source is looked up.
fn places(source: &RelPath, path: &str) -> Vec<RelPath> {
    // Zola's way to name a text by its file.
    let rooted = path.strip_prefix("@/").or_else(|| path.strip_prefix('/'));
    let bare = rooted.unwrap_or(path);
    let mut found = Vec::new();
    if rooted.is_none() {
        found.extend(source.join(path));
        let ending = source.name().len() - source.stem().len();
        let own = source.as_str().get(..source.as_str().len() - ending).unwrap_or("");
        found.extend(RelPath::new(&format!("{own}/x")).join(path));
    }
    let mut folder = source.parent();
    loop {
        found.extend(RelPath::new(&format!("{folder}/x")).join(bare));
        match folder.rsplit_once('/').filter(|_| folder != SOURCES) {
            Some((above, _)) => folder = above,
            None => break,
        }
    }
    found.retain(|place| place.is_below(SOURCES));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, path: &str, expected: &[&str]) {
        let found = places(&RelPath::new(&format!("{SOURCES}/{source}")), path);
        let found: Vec<&str> = found.iter().filter_map(|path| path.below(SOURCES)).collect();
        assert_eq!(found, expected, "{path} in {source}");
    }

    #[test]
    fn paths_are_those_of_sources() {
        check("a.md", "b.md", &["b.md", "a/b.md", "b.md"]);
        check("de/docs/a.md", "../b.md", &["de/b.md", "de/docs/b.md", "de/b.md", "b.md"]);
        check("de/docs/a.md", "/x/b", &["de/docs/x/b", "de/x/b", "x/b"]);
        check("blog/a.md", "@/blog/b.md", &["blog/blog/b.md", "blog/b.md"]);
        check("a.md", "../../../etc", &[]);
    }
}
