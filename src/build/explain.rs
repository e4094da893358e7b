//! Why a page would be rendered now, or would not: the engine run without rendering, and asked.

use std::{cell::RefCell, collections::BTreeSet};

use serde::Serialize;

use super::{
    Kept, Memo, PageKey, Rendering, inputs,
    key::{Reason, reasons},
    make, take, tongues_of,
};
use crate::{
    archive::facet::Dirty,
    base::{Digest, RelPath, Snapshot, snapshot::File},
    config::{self, Config},
    site::{Product, Unit, csl::CitationFormatter, data, templates::Templates, view::View},
};

/// The engine as it would build now, compared with the last build that is known.
pub struct Explainer<'a> {
    snapshot: &'a Snapshot,
    config: &'a Config,
    last: Option<&'a Kept>,
    memo: Memo,
}

/// What a path of the site is.
#[derive(Debug)]
pub enum Explained {
    /// A page that a template makes.
    Page(Box<Explanation>),
    /// A file that is published as it is: an asset, a picture.
    Plain(Digest),
    /// The archive as data: made of everything.
    Data,
    /// The last build made it, and the next will not.
    Gone,
    /// No file of the site.
    Unknown,
}

/// What is to be said of a page.
#[derive(Debug, Serialize)]
pub struct Explanation {
    /// Its path on the site.
    pub page: RelPath,
    /// What it is made of.
    pub unit: Unit,
    /// Its key now.
    pub key: PageKey,
    /// Its key when it was last rendered, if that is known.
    pub last_key: Option<PageKey>,
    /// Why the next build renders it; nothing if it does not.
    pub reasons: Vec<Reason>,
    /// What its view has read.
    pub reads: Vec<Read>,
    /// Why its template cannot render it, if so: then the program's own does.
    pub fault: Option<String>,
}

/// A part of the archive that a view has read.
#[derive(Debug, Serialize)]
pub struct Read {
    /// The part, in words.
    pub facet: String,
    /// Whether files that changed since the last build say something of it.
    pub changed: bool,
}

impl<'a> Explainer<'a> {
    /// Makes all views, and renders nothing. `last` is what was kept of the last build.
    pub fn new(snapshot: &'a Snapshot, config: &'a Config, last: Option<&'a Kept>) -> Self {
        let mut explainer = Self { snapshot, config, last, memo: Memo::default() };
        explainer.look(snapshot);
        explainer
    }

    /// What a path of the site is. `changed` are the files of the archive that changed since the last build.
    pub fn explain(&mut self, path: &RelPath, changed: &[RelPath]) -> Explained {
        let unit = self.memo.pages.units.iter().find(|(_, known)| known.pages.iter().any(|page| page.path == *path));
        let Some(unit) = unit.map(|(unit, _)| unit.clone()) else {
            return match self.memo.pages.plain.get(path) {
                Some(digest) => Explained::Plain(*digest),
                None if data::ALL.iter().any(|file| file.path == path.as_str()) => Explained::Data,
                None if self.last.is_some_and(|last| last.find(path).is_some()) => Explained::Gone,
                None => Explained::Unknown,
            };
        };
        let (Some(csl), Some(templates)) = (self.memo.looks.csl.clone(), self.memo.looks.templates.clone()) else {
            return Explained::Unknown;
        };
        let tongues = tongues_of(self.config, &templates);
        let nth = unit.tongue(&self.memo.catalogue, &tongues);
        let Some((csl, templates)) = csl.get(nth).zip(templates.get(nth)) else { return Explained::Unknown };
        let found = RefCell::new(None);
        let put = |product: Product| match &product {
            Product::Page(other, _) | Product::File(other, _) if other == path => _ = found.replace(Some(product)),
            _ => {}
        };
        let formatter = CitationFormatter::new(csl, &self.memo.formatted);
        let words = unit.make_in_words(&self.memo.catalogue, &tongues, &formatter, templates.strings(), &put);
        let (key, view) = match found.into_inner() {
            Some(Product::Page(_, view)) => (self.memo.pages.settings.key(&view, templates.lang()), Some(view)),
            Some(Product::File(_, text)) => (self.memo.pages.settings.key_of_file(&text), None),
            _ => return Explained::Unknown,
        };
        let last = self.last.and_then(|last| last.find(path));
        let fault = view.and_then(|view| templates.render(&view).err());
        let dirty = self.fed_by(changed);
        Explained::Page(Box::new(Explanation {
            page: path.clone(),
            unit,
            reasons: reasons(last.as_ref(), &key),
            last_key: last.and_then(|page| page.key),
            key,
            reads: words.into_iter().map(|(facet, hash)| Read { facet, changed: dirty.holds(hash) }).collect(),
            fault: fault.map(|fault| fault.message.to_string()),
        }))
    }

    /// All files of the site.
    pub fn paths(&self) -> BTreeSet<RelPath> {
        let data = data::ALL.iter().map(|file| RelPath::new(file.path));
        self.memo.pages.paths.iter().cloned().chain(data).chain(self.last.into_iter().flat_map(Kept::paths).cloned()).collect()
    }

    /// The files of the site that would be others, or not be there, without a file of the archive.
    pub fn pages_of(&mut self, file: &RelPath) -> Vec<RelPath> {
        if file.as_str() == config::FILE {
            return self.memo.pages.paths.to_vec();
        }
        let mut without = self.snapshot.clone();
        without.files.remove(file);
        let mut pages = self.look(&without);
        self.look(self.snapshot);
        pages.sort_unstable();
        pages.dedup();
        pages
    }

    /// Builds without rendering; which pages would have been, and which are no more.
    fn look(&mut self, snapshot: &Snapshot) -> Vec<RelPath> {
        let render = |_: &Templates, _: &RelPath, _: &View| Rendering::Made;
        let changes = take(snapshot, self.config, &mut self.memo);
        let stats = make(snapshot, self.config, &mut self.memo, changes, &render, &|_, _| ()).stats;
        stats.rendered.into_iter().chain(stats.removed).collect()
    }

    /// What these files say something of: what changes if those that are there go, and those that are not come.
    fn fed_by(&mut self, files: &[RelPath]) -> Dirty {
        let mut other = self.snapshot.clone();
        for path in files {
            if other.files.remove(path).is_none() {
                other.files.insert(path.clone(), File::new(*b""));
            }
        }
        let mut apply = |snapshot: &Snapshot| {
            let delta = inputs::read(snapshot, self.config, &mut self.memo).delta;
            self.memo.catalogue.apply(delta)
        };
        let dirty = apply(&other);
        apply(self.snapshot);
        dirty
    }
}
