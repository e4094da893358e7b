//! What is known of a place where a link finds nothing: it is a folder, or something stands there that was not read.

use std::collections::BTreeMap;

use super::{
    Catalogue,
    facet::{Dirty, Facet},
    lookup::{Ask, Thing, file_key},
    paths::{bare, places},
};
use crate::base::{RelPath, diagnostic::nearest, names::is_ignored, text};

/// What is known of a place where nothing was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absent {
    /// A folder, and the first texts and files in it that links may lead to.
    Folder(Vec<RelPath>),
    /// A file or folder that is there and was not read: where, and why.
    LeftOut(RelPath, String),
    /// A name of a kind that is passed over, wherever it stands.
    PassedOver(String),
}

impl Catalogue {
    /// What is known of the place to which a link of the file at `from` leads, where nothing was found. A name in double brackets
    /// is that of a file anywhere.
    pub(super) fn absent(&self, from: &RelPath, written: &str, is_name: bool, ask: Ask<'_>) -> Option<Absent> {
        let last = written.rsplit(['/', '\\']).next().unwrap_or(written);
        for path in places(from, written) {
            for path in [path.clone(), RelPath::new(&format!("{path}.md"))] {
                if let Some(found) = self.left_out_at(&path, ask) {
                    return Some(found);
                }
            }
            ask(Facet::File(&path));
            if !path.as_str().is_empty() && self.things.below(&path).next().is_some() {
                let published = self.things.below(&path).filter(|(_, thing)| !matches!(thing, Thing::Unpublished(_)));
                let mut inside: Vec<RelPath> = published.map(|(path, _)| path.clone()).collect();
                inside.sort_unstable();
                inside.truncate(3);
                return Some(Absent::Folder(inside));
            }
        }
        // A title may look like such a name.
        let is_passed = |part: &&str| is_ignored(part) && !matches!(*part, "." | "..") && (!is_name || part.contains('.'));
        if let Some(part) = written.split(['/', '\\']).find(is_passed) {
            return Some(Absent::PassedOver(part.to_owned()));
        }
        let names = [text::fold(last), text::fold(bare(last))];
        names.iter().for_each(|name| ask(Facet::Name(name)));
        let is_called = |path: &RelPath| names.contains(&text::fold(file_key(path)));
        let called = self.left_out.iter().find(|(path, _)| is_name && is_called(path));
        called.map(|(path, why)| Absent::LeftOut(path.clone(), why.clone()))
    }

    /// The files in the folder of an address that are nearly called as it says.
    pub(super) fn nearly_called(&self, from: &RelPath, written: &str, ask: Ask<'_>) -> Vec<&RelPath> {
        let decoded = text::percent_decoded(written);
        for path in places(from, &decoded) {
            let folder = RelPath::new(path.parent());
            ask(Facet::File(&folder));
            let is_there = |(path, thing): &(&RelPath, &Thing)| matches!(thing, Thing::File(_)) && path.parent() == folder.as_str();
            let files: BTreeMap<&str, &RelPath> =
                self.things.below(&folder).filter(is_there).map(|(path, _)| (path.name(), path)).collect();
            if !files.is_empty() {
                let near = nearest(path.name(), files.keys().copied(), 3);
                return near.into_iter().filter_map(|name| files.get(name).copied()).collect();
            }
        }
        Vec::new()
    }

    /// What was not read at a path, or above it.
    fn left_out_at(&self, path: &RelPath, ask: Ask<'_>) -> Option<Absent> {
        let mut at = path.clone();
        while !at.as_str().is_empty() {
            ask(Facet::File(&at));
            if let Some(why) = self.left_out.get(&at) {
                return Some(Absent::LeftOut(at, why.clone()));
            }
            at = RelPath::new(at.parent());
        }
        None
    }

    /// Takes what is there and was not read.
    pub(super) fn leave_out(&mut self, left_out: BTreeMap<RelPath, String>, dirty: &mut Dirty) {
        for path in self.left_out.keys().chain(left_out.keys()) {
            for facet in [Facet::File(path), Facet::Name(&text::fold(file_key(path)))] {
                dirty.compare(facet, self.left_out.get(path), left_out.get(path));
            }
        }
        self.left_out = left_out;
    }
}
