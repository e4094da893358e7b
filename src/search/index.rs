//! The index: what is remembered between builds, and how it follows the archive.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{
    alphabet,
    blob::Cell,
    columns,
    entry::{self, Entry, From, Key, Source},
    postings::Numbered,
    shards::Shards,
    slots::{self, Slots},
    text,
    words::Tokenizer,
};
use crate::{
    archive::Catalogue,
    base::{Digest, RelPath, Slug, places::FRONT},
    config::Config,
    document::AuthorityKind,
};

/// The index of an archive. An empty one is made from scratch.
#[derive(Default)]
pub struct Index {
    /// Every entry.
    entries: BTreeMap<Key, Entry>,
    /// The first number of each entry whose files are made; none before the first update.
    numbers: BTreeMap<Key, u32>,
    shards: Shards,
    /// The files of the index.
    files: BTreeMap<RelPath, Digest>,
    /// Entries that were read ahead of the next update.
    ahead: BTreeMap<Key, Entry>,
    /// What is still to be read ahead; none before that began.
    pending: Option<Vec<Key>>,
}

/// How many works and names share a file.
const GROUP: u32 = 32;
/// How many entries one tokenizer reads: it remembers words.
const BATCH: usize = 256;
/// How many entries are read ahead at once.
const STEP: usize = 512;

impl Index {
    /// The entries, to be kept.
    pub fn entries(&self) -> &BTreeMap<Key, Entry> {
        &self.entries
    }

    /// The files of the index as they were last made.
    pub fn files(&self) -> &BTreeMap<RelPath, Digest> {
        &self.files
    }

    /// An index that need not read again what these entries are made from. Nothing else of it is known.
    pub fn with_entries(entries: BTreeMap<Key, Entry>) -> Self {
        Self { entries, ..Self::default() }
    }

    /// Reads some of what changed ahead of the next update, for those who must not be kept waiting: that update then has
    /// little left to do. Whether all is read.
    pub fn read_ahead(&mut self, catalogue: &Catalogue, config: &Config) -> bool {
        let mut pending = match self.pending.take() {
            Some(pending) => pending,
            None => {
                let is_due = |key: &Key| {
                    let source = entry::source(key, catalogue, config);
                    source.is_some_and(|source| self.entries.get(key).is_none_or(|entry| entry.digest != source.digest))
                };
                entry::all(catalogue).into_par_iter().filter(is_due).collect()
            }
        };
        let step = pending.split_off(pending.len().saturating_sub(STEP));
        // What is gone meanwhile is passed over, and what changed again is read again by the update.
        let sources: Vec<(Key, Source<'_>)> =
            step.into_iter().filter_map(|key| entry::source(&key, catalogue, config).map(|source| (key, source))).collect();
        self.ahead.extend(read(&sources.iter().collect::<Vec<_>>(), config));
        let is_done = pending.is_empty();
        self.pending = Some(pending);
        is_done
    }

    /// Brings the index up to date, hands the files that differ from `old` to `emit`, and gives them all.
    pub fn update(
        &mut self,
        catalogue: &Catalogue,
        config: &Config,
        old: &BTreeMap<RelPath, Digest>,
        emit: &(dyn Fn(&RelPath, &[u8]) + Sync),
    ) -> &BTreeMap<RelPath, Digest> {
        let keys = entry::all(catalogue);
        let sources: Vec<(Key, Source<'_>)> =
            keys.into_par_iter().filter_map(|key| entry::source(&key, catalogue, config).map(|source| (key, source))).collect();
        let mut ahead = std::mem::take(&mut self.ahead);
        self.pending = None;
        let (mut known, mut due) = (Vec::new(), Vec::new());
        for source in &sources {
            let (key, Source { digest, .. }) = source;
            if self.entries.get(key).is_some_and(|entry| entry.digest == *digest) {
                continue;
            }
            match ahead.remove(key).filter(|entry| entry.digest == *digest) {
                Some(entry) => known.push((key.clone(), entry)),
                None => due.push(source),
            }
        }
        let mut read = read(&due, config);
        read.append(&mut known);
        let changed: BTreeSet<Key> = read.iter().map(|(key, _)| key.clone()).collect();
        let mut before: BTreeMap<Key, Entry> = BTreeMap::new();
        let gone: Vec<Key> = {
            let there: BTreeSet<&Key> = sources.iter().map(|(key, _)| key).collect();
            self.entries.keys().filter(|key| !there.contains(key)).cloned().collect()
        };
        for key in gone {
            before.extend(self.entries.remove_entry(&key));
        }
        for (key, entry) in read {
            if let Some(old) = self.entries.insert(key.clone(), entry) {
                before.insert(key, old);
            }
        }
        let numbers = self.number();
        let is_first = self.numbers.is_empty();
        let moved: Vec<Key> =
            numbers.iter().filter(|(key, number)| self.numbers.get(key) != Some(number)).map(|(key, _)| key.clone()).collect();
        let dirty = (!is_first).then(|| self.dirty_cells(&before, &changed, &moved));

        let put = |path: RelPath, text: &str| {
            let digest = Digest::of(text.as_bytes());
            if old.get(&path) != Some(&digest) {
                emit(&path, text.as_bytes());
            }
            (path, digest)
        };
        let due: BTreeSet<&Key> = changed.iter().chain(&moved).collect();
        self.drop_files(&before, &due);
        let mut texts: Vec<columns::Text<'_>> = Vec::new();
        let mut names: Vec<(u32, &Key, &Entry)> = Vec::new();
        for (key, entry) in &self.entries {
            let number = numbers.get(key).copied().unwrap_or(0);
            if key.is_text() { texts.push((number, key, entry)) } else { names.push((number, key, entry)) }
        }
        texts.sort_unstable_by_key(|(number, ..)| *number);
        names.sort_unstable_by_key(|(number, ..)| *number);
        let from: BTreeMap<&Key, From<'_>> = sources.iter().map(|(key, source)| (key, source.from)).collect();
        let made: Vec<(RelPath, Digest)> = texts
            .par_iter()
            .filter(|(_, key, _)| due.contains(key))
            .flat_map_iter(|(number, key, _)| {
                text_files(*number, key, from.get(key).copied(), config)
                    .into_iter()
                    .map(|(path, text)| put(path, &text))
                    .collect::<Vec<_>>()
            })
            .collect();
        self.files.extend(made);
        let groups: BTreeSet<u32> = before
            .keys()
            .filter_map(|key| self.numbers.get(key))
            .chain(due.iter().filter_map(|key| self.numbers.get(*key)))
            .chain(due.iter().filter_map(|key| numbers.get(*key)))
            .map(|number| number / GROUP)
            .collect();
        let made: Vec<(RelPath, Option<Digest>)> = groups
            .into_par_iter()
            .map(|group| {
                let path = RelPath::new(&format!("search/n/{group}.js"));
                match name_file(group, &names, &from) {
                    Some(text) => (path.clone(), Some(put(path, &text).1)),
                    None => (path, None),
                }
            })
            .collect();
        for (path, digest) in made {
            match digest {
                Some(digest) => _ = self.files.insert(path, digest),
                None => _ = self.files.remove(&path),
            }
        }

        let leaves: Vec<Numbered<'_>> = [(&texts, true), (&names, false)]
            .into_iter()
            .flat_map(|(entries, is_text)| {
                entries.iter().flat_map(move |(first, _, entry)| {
                    (*first..).zip(&entry.leaves).map(move |(number, leaf)| Numbered { number, is_text, leaf })
                })
            })
            .collect();
        let changes = self.shards.update(&leaves, dirty.as_ref(), &put);
        changes.gone.iter().for_each(|path| _ = self.files.remove(path));
        self.files.extend(changes.files);

        let numbers_of_documents: BTreeMap<&Slug, u32> = texts
            .iter()
            .filter_map(|(number, key, _)| match key {
                Key::Document(slug) => Some((slug, *number)),
                _ => None,
            })
            .collect();
        let root = columns::root(&texts, names.len(), self.shards.firsts(), catalogue);
        let mut made = vec![put(RelPath::new("search/index.js"), &root), put(RelPath::new("search/words.js"), &alphabet::script())];
        made.extend(
            AuthorityKind::ALL
                .into_par_iter()
                .map(|kind| {
                    let path = RelPath::new(&format!("search/by-{}.js", kind.folder()));
                    put(path, &columns::by_names(kind, &numbers_of_documents, catalogue))
                })
                .collect::<Vec<_>>(),
        );
        // A field may be no filter any more.
        self.files.retain(|path, _| !path.as_str().starts_with("search/by-f-"));
        let facets = config.fields.iter().enumerate().filter(|(nth, field)| field.facet && catalogue.has_in_field(*nth));
        made.extend(facets.map(|(nth, field)| {
            let path = RelPath::new(&format!("search/by-f-{}.js", field.name));
            put(path, &columns::by_field(nth, field, &numbers_of_documents, catalogue))
        }));
        self.files.extend(made);
        self.numbers = numbers;
        &self.files
    }

    /// The first number of each entry.
    fn number(&self) -> BTreeMap<Key, u32> {
        let mut numbers = BTreeMap::new();
        for is_text in [true, false] {
            let entries: Vec<(&Key, String, u32)> = self
                .entries
                .iter()
                .filter(|(key, _)| key.is_text() == is_text)
                .map(|(key, entry)| (key, key.address(), u32::try_from(entry.leaves.len()).unwrap_or(1)))
                .collect();
            let wishes: Vec<slots::Wish<'_>> = entries.iter().map(|(_, address, leaves)| (address.as_str(), *leaves)).collect();
            let Slots { first, .. } = slots::assign(&wishes);
            numbers.extend(entries.into_iter().map(|(key, ..)| key.clone()).zip(first));
        }
        numbers
    }

    /// The cells in whose postings something changed.
    fn dirty_cells(&self, before: &BTreeMap<Key, Entry>, changed: &BTreeSet<Key>, moved: &[Key]) -> BTreeSet<Cell> {
        let mut dirty: BTreeSet<Cell> = BTreeSet::new();
        let cells = |entry: &Entry| entry.leaves.iter().flat_map(|leaf| leaf.blob.cells().map(|(cell, _)| cell)).collect::<Vec<_>>();
        for key in moved {
            let entries = before.get(key).into_iter().chain(self.entries.get(key));
            entries.for_each(|entry| dirty.extend(cells(entry)));
        }
        for (key, old) in before {
            match self.entries.get(key).filter(|_| changed.contains(key)) {
                None => dirty.extend(cells(old)),
                Some(new) => differences(key, old, new, &mut dirty),
            }
        }
        dirty
    }

    /// Forgets the files of texts that are gone or will be made anew.
    fn drop_files(&mut self, before: &BTreeMap<Key, Entry>, due: &BTreeSet<&Key>) {
        for key in before.keys().chain(due.iter().copied().filter(|key| !before.contains_key(*key))).filter(|key| key.is_text()) {
            let Some(&first) = self.numbers.get(key) else { continue };
            let leaves = before.get(key).or_else(|| self.entries.get(key)).map_or(0, |entry| entry.leaves.len());
            for number in (first..).take(leaves) {
                self.files.remove(&text_path(number));
            }
        }
    }
}

/// Reads entries.
fn read(due: &[&(Key, Source<'_>)], config: &Config) -> Vec<(Key, Entry)> {
    let batches = due.par_chunks(BATCH).flat_map_iter(|batch| {
        let mut tokenizer = Tokenizer::default();
        let read = |(key, source): &&(Key, Source<'_>)| (key.clone(), entry::read(source, config, &mut tokenizer));
        batch.iter().map(read).collect::<Vec<_>>()
    });
    batches.collect()
}

/// The cells in which two versions of an entry with the same number differ.
fn differences(key: &Key, old: &Entry, new: &Entry, dirty: &mut BTreeSet<Cell>) {
    for nth in 0..old.leaves.len().max(new.leaves.len()) {
        let (old, new) = (old.leaves.get(nth), new.leaves.get(nth));
        // The postings of names hold their lengths, those of texts do not.
        let is_other = !key.is_text() && old.map(|leaf| leaf.length) != new.map(|leaf| leaf.length);
        let parts = |leaf: Option<&entry::Leaf>| -> BTreeMap<Cell, Vec<u8>> {
            leaf.iter().flat_map(|leaf| leaf.blob.cells()).map(|(cell, part)| (cell, part.to_vec())).collect()
        };
        let (old, new) = (parts(old), parts(new));
        dirty.extend(old.keys().chain(new.keys()).filter(|cell| is_other || old.get(cell) != new.get(cell)));
    }
}

fn text_path(number: u32) -> RelPath {
    RelPath::new(&format!("search/d/{number}.js"))
}

/// The files of a text's parts.
fn text_files(first: u32, key: &Key, from: Option<From<'_>>, config: &Config) -> Vec<(RelPath, String)> {
    let Some(From::Text(document, shown, placed)) = from else { return Vec::new() };
    let passages = text::passages(document, shown, placed, config);
    // The text of the front has the title of the archive, unless it has one of its own.
    let is_front = document.facts.is_untitled && matches!(key, Key::Page(slug) if slug.as_str() == FRONT);
    let (address, title) = (key.address(), if is_front { &config.title } else { &document.meta.title });
    let file = |(number, leaf)| (text_path(number), text::file(number, (&address, title), &document.meta, leaf));
    (first..).zip(text::leaves(&passages)).map(file).collect()
}

/// The file of a group of works and names; `None` if there are none.
fn name_file(group: u32, names: &[(u32, &Key, &Entry)], from: &BTreeMap<&Key, From<'_>>) -> Option<String> {
    let (start, end) = (group * GROUP, (group + 1) * GROUP);
    let members = names.get(names.partition_point(|(number, ..)| *number < start)..names.partition_point(|(number, ..)| *number < end))?;
    let lines: Vec<String> =
        members.iter().filter_map(|(number, key, _)| Some(format!("{}:{}", number - start, entry::record(*from.get(key)?)))).collect();
    (!lines.is_empty()).then(|| format!("scholion.give(\"n/{group}\",{{{}}});\n", lines.join(",\n")))
}
