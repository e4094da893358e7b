//! The index: what is remembered between builds, and how it follows the archive.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    columns,
    entry::{self, Key, Source},
    patch::{self, Change},
    shards::Of,
    slots::{self, Slots},
    tables, whole,
};
use crate::{
    archive::Catalogue,
    base::{Digest, RelPath, Slug},
    config::Config,
    document::AuthorityKind,
};

/// Reads a published file, for those who may touch files. What it gives is believed only if it is what was written.
pub type Shelf = Arc<dyn Fn(&RelPath) -> Option<Vec<u8>> + Send + Sync>;

/// Takes a file that is made.
pub type Emit<'a> = &'a (dyn Fn(&RelPath, &[u8]) + Sync);

/// The index of an archive. An empty one is made from scratch.
#[derive(Default)]
pub struct Index {
    /// Every entry as its files were made.
    entries: BTreeMap<Key, Known>,
    /// The files of the index.
    files: BTreeMap<RelPath, Digest>,
    shelf: Option<Shelf>,
}

/// What is remembered of an entry. What it is found by stands in its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The digest of all that it was made from.
    pub digest: Digest,
    /// Its number, among texts or among works and names.
    pub number: u32,
    /// How many parts it has.
    pub parts: u32,
    /// How many words it has, by their weight.
    pub length: u32,
    /// The languages of its words, as [`super::stems::Stems::bits`] has them.
    pub langs: u128,
}

/// An entry as it is to be.
pub struct Due<'a> {
    pub key: Key,
    pub number: u32,
    pub source: Source<'a>,
}

/// Where files go, and which of them are there.
pub struct Output<'a> {
    pub old: &'a BTreeMap<RelPath, Digest>,
    pub emit: Emit<'a>,
}

impl Output<'_> {
    /// Hands out a file unless it is there, and gives its digest.
    pub fn put(&self, path: RelPath, text: &str) -> (RelPath, Digest) {
        let digest = Digest::of(text.as_bytes());
        if self.old.get(&path) != Some(&digest) {
            (self.emit)(&path, text.as_bytes());
        }
        (path, digest)
    }
}

/// What a way of making files made: entries, files, and those that are gone.
#[derive(Default)]
pub struct Made {
    pub entries: Vec<(Key, Known)>,
    pub files: Vec<(RelPath, Digest)>,
    pub gone: Vec<RelPath>,
}

impl Index {
    /// The files of the index as they were last made.
    pub fn files(&self) -> &BTreeMap<RelPath, Digest> {
        &self.files
    }

    /// Every entry as its files were made, to be kept.
    pub fn entries(&self) -> &BTreeMap<Key, Known> {
        &self.entries
    }

    /// Goes on from what another process kept.
    pub fn go_on(&mut self, entries: BTreeMap<Key, Known>, files: BTreeMap<RelPath, Digest>) {
        (self.entries, self.files) = (entries, files);
    }

    /// From now on the index reads its files again when something changes. Without that all are made anew.
    pub fn read_from(&mut self, shelf: Shelf) {
        self.shelf = Some(shelf);
    }

    /// Forgets what there is.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.files.clear();
    }

    /// Brings the index up to date, hands the files that differ from `old` to `emit`, and gives them all. If a file is not what it was, all are made
    /// anew.
    pub fn update(
        &mut self,
        catalogue: &Catalogue,
        config: &Config,
        old: &BTreeMap<RelPath, Digest>,
        emit: Emit<'_>,
    ) -> &BTreeMap<RelPath, Digest> {
        let output = Output { old, emit };
        let (texts, names) = dues(catalogue, config);
        let change = Change::between(&self.entries, &texts, &names);
        let shelf = self.shelf.as_ref().filter(|_| change.is_small());
        let mended = shelf.and_then(|shelf| patch::make(&change, &names, &patch::Site { files: &self.files, shelf }, config, &output));
        match mended {
            Some(made) => {
                let gone: Vec<Key> = change.into_gone();
                gone.iter().for_each(|key| _ = self.entries.remove(key));
                self.take(made);
            }
            None => {
                self.clear();
                self.take(whole::make(&texts, &names, config, &output));
            }
        }
        self.describe(&texts, names.len(), catalogue, config, &output);
        &self.files
    }

    fn take(&mut self, made: Made) {
        self.entries.extend(made.entries);
        made.gone.iter().for_each(|path| _ = self.files.remove(path));
        self.files.extend(made.files);
    }

    /// Makes the files that say something of every text.
    fn describe(&mut self, texts: &[Due<'_>], names: usize, catalogue: &Catalogue, config: &Config, output: &Output<'_>) {
        let rows: Vec<columns::Row<'_>> = texts
            .iter()
            .map(|due| columns::Row {
                number: due.number,
                key: &due.key,
                length: self.entries.get(&due.key).map_or(0, |known| known.length),
            })
            .collect();
        let numbers: BTreeMap<&Slug, u32> = texts
            .iter()
            .filter_map(|due| match &due.key {
                Key::Document(slug) => Some((slug, due.number)),
                _ => None,
            })
            .collect();
        let firsts = |of: Of| -> BTreeSet<String> { self.files.keys().filter_map(|path| of.first_of(path.as_str())).collect() };
        let root = columns::root(texts.len(), names, &firsts(Of::Terms), &firsts(Of::Ends));
        let langs = self.entries.values().fold(0, |langs, known| langs | known.langs);
        let mut made = vec![
            output.put(RelPath::new("search/index.js"), &root),
            output.put(RelPath::new("search/lengths.js"), &columns::lengths(&rows)),
            output.put(RelPath::new("search/values.js"), &columns::values(&rows, catalogue)),
            output.put(RelPath::new("search/words.js"), &tables::script(langs)),
        ];
        made.extend(tables::files(langs).iter().map(|(path, text)| output.put(RelPath::new(path), text)));
        let kinds = AuthorityKind::ALL.into_par_iter().map(|kind| {
            let path = RelPath::new(&format!("search/by-{}.js", kind.folder()));
            output.put(path, &columns::by_names(kind, &numbers, catalogue))
        });
        made.par_extend(kinds);
        made.extend(
            columns::by_collections(&numbers, catalogue, config).map(|text| output.put(RelPath::new("search/by-collections.js"), &text)),
        );
        let facets = config.fields.iter().enumerate().filter(|(nth, field)| field.facet && catalogue.has_in_field(*nth));
        made.extend(facets.map(|(nth, field)| {
            let path = RelPath::new(&format!("search/by-f-{}.js", field.name));
            output.put(path, &columns::by_field(nth, field, &numbers, catalogue))
        }));
        // A field may be no filter any more, a language may be gone.
        self.files.retain(|path, _| !path.as_str().starts_with("search/by-") && !path.as_str().starts_with("search/stem-"));
        self.files.extend(made);
    }
}

/// All entries as they are to be, in the order of their numbers: texts, and works and names.
fn dues<'a>(catalogue: &'a Catalogue, config: &Config) -> (Vec<Due<'a>>, Vec<Due<'a>>) {
    let sources =
        entry::all(catalogue).into_par_iter().filter_map(|key| entry::source(&key, catalogue, config).map(|source| (key, source)));
    let (texts, names): (Vec<_>, Vec<_>) = sources.collect::<Vec<_>>().into_iter().partition(|(key, _)| key.is_text());
    (numbered(texts), numbered(names))
}

fn numbered(sources: Vec<(Key, Source<'_>)>) -> Vec<Due<'_>> {
    let addresses: Vec<String> = sources.iter().map(|(key, _)| key.address()).collect();
    let wishes: Vec<slots::Wish<'_>> = addresses.iter().map(|address| (address.as_str(), 1)).collect();
    let Slots { first, .. } = slots::assign(&wishes);
    let mut dues: Vec<Due<'_>> = sources.into_iter().zip(first).map(|((key, source), number)| Due { key, number, source }).collect();
    dues.sort_unstable_by_key(|due| due.number);
    dues
}
