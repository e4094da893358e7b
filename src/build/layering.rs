//! Which layers each document has: rows of tables, defaults of its folders, those of the archive.
//!
//! A document is parsed with its layers, and what they are is a digest beside that of its bytes: whose differs is parsed again
//! ([`super::inputs`]). A row that moves within its table is the same layer, so that one edited row costs one document. Where a
//! place in a layer truly is ([`Layering::settle`]) is looked up when findings are told.

use std::collections::{BTreeMap, BTreeSet};

use super::role::{Role, role};
use crate::{
    base::{
        Diagnostic, Digest, RelPath, Slug, Snapshot, Span,
        diagnostic::{Guesses, meant},
        held::{self, Said},
        places::{CONTENT, DATA, DOCUMENTS, is_defaults, is_table},
        say,
        snapshot::{CONFIG_FILE, File},
        yaml::Pair,
    },
    config::{Config, Field, FieldKind},
    document::{
        Document, Layers,
        defaults::{self, Defaults},
        table::{self, Described, DescribedRow},
    },
};

/// The layers of an archive's documents, and the files that hold them.
#[derive(Default)]
pub struct Layering {
    /// The files as they were read.
    files: BTreeMap<RelPath, Digest>,
    /// The names of the archive's own fields with which tables were read, each with whether a cell of it may hold several values.
    fields: Vec<(String, bool)>,
    archive: Option<Defaults>,
    /// By the folder, each with its file.
    folders: BTreeMap<String, (RelPath, Defaults)>,
    tables: BTreeMap<RelPath, Described>,
    /// All documents, while there are tables, and what these may call them.
    documents: Vec<RelPath>,
    names: Names,
    /// Which rows describe a document: the table, and the row's number in it.
    rows: BTreeMap<RelPath, Vec<(RelPath, usize)>>,
    /// What is wrong with rows, and with where defaults stand.
    findings: Vec<Diagnostic>,
    /// With which layers documents were parsed, for those that had any.
    parsed: BTreeMap<RelPath, Digest>,
    /// Whether anything changed that documents may not have been parsed with.
    pub(super) is_new: bool,
}

/// Where a layer of a document stands.
enum Stands<'l> {
    Row(&'l RelPath, &'l Described, &'l DescribedRow),
    Defaults(&'l RelPath, &'l Defaults),
}

/// Whether a file may hold layers.
pub fn is_layer(path: &RelPath) -> bool {
    path.as_str() == CONFIG_FILE || is_defaults(path) || path.is_below(DATA) && is_table(path)
}

/// Whether a row holds its document back, or cannot be read where it may.
fn holds_back(row: &DescribedRow) -> bool {
    let holds =
        |pair: &Pair<'_>| held::edge(&pair.key).is_some() || held::judge(&pair.key, &pair.value).is_some_and(|said| said != Said::Open);
    row.layer.is_held || row.layer.pairs.iter().any(holds)
}

/// Whether a semicolon in a field parts values: in words of which no list is made it is a sign like others.
fn is_several(field: &Field) -> bool {
    field.kind != FieldKind::Text || field.browse || field.facet
}

impl Layering {
    /// Whether all is as it was read though these files changed, came or are gone, and nothing else.
    pub(super) fn stands<'p>(&self, mut paths: impl Iterator<Item = &'p RelPath>, config: &Config) -> bool {
        let has_rows = self.tables.values().any(|table| table.column.is_some());
        let fields = config.fields.iter().map(|field| (field.name.as_str(), is_several(field)));
        !has_rows && fields.eq(self.fields.iter().map(|(name, several)| (name.as_str(), *several))) && !paths.any(is_layer)
    }

    /// Reads what changed of the files that hold layers, as [`Self::update`] does, out of a snapshot.
    pub fn read(&mut self, snapshot: &Snapshot, config: &Config) {
        let holding = snapshot.below(CONTENT).chain(snapshot.files.get_key_value(CONFIG_FILE));
        let holding: BTreeMap<&RelPath, &File> = holding.filter(|(path, _)| is_layer(path)).collect();
        let documents = snapshot.below(DOCUMENTS).map(|(path, _)| path);
        self.update(holding, documents, config);
    }

    /// Reads what changed of these files that hold layers. `paths` are those of all files among which the documents are.
    pub fn update<'a>(&mut self, holding: BTreeMap<&RelPath, &File>, paths: impl Iterator<Item = &'a RelPath>, config: &Config) {
        let now: BTreeMap<RelPath, Digest> = holding.iter().map(|(path, file)| ((*path).clone(), file.digest)).collect();
        let fields: Vec<(String, bool)> = config.fields.iter().map(|field| (field.name.clone(), is_several(field))).collect();
        let is_same = fields == self.fields;
        let mut changed = false;
        if now != self.files || !is_same {
            if !is_same {
                self.fields = fields;
                // None is as it was.
                self.files.clear();
            }
            self.read_files(&holding);
            self.files = now;
            changed = true;
        }
        let has_rows = self.tables.values().any(|table| table.column.is_some());
        let documents: Vec<&RelPath> = if has_rows { paths.filter(|path| role(path) == Role::Document).collect() } else { Vec::new() };
        if changed || !documents.iter().copied().eq(&self.documents) {
            if !documents.iter().copied().eq(&self.documents) {
                self.documents = documents.into_iter().cloned().collect();
                self.names = Names::of(&self.documents);
            }
            self.find_rows();
            changed = true;
        }
        self.is_new |= changed;
    }

    fn read_files(&mut self, holding: &BTreeMap<&RelPath, &File>) {
        let is_as_it_was = |path: &RelPath| holding.get(path).is_some_and(|file| self.files.get(path) == Some(&file.digest));
        let mut old: BTreeMap<RelPath, Described> = std::mem::take(&mut self.tables);
        let fields: Vec<(&str, bool)> = self.fields.iter().map(|(name, several)| (name.as_str(), *several)).collect();
        let (mut tables, mut folders) = (BTreeMap::new(), BTreeMap::new());
        let mut archive = None;
        for (path, file) in holding {
            let Some(bytes) = file.bytes() else { continue };
            match role(path) {
                Role::Data => {
                    let before = old.remove(*path);
                    let table = match before {
                        Some(before) if is_as_it_was(path) => before,
                        before => table::read(path, bytes, &fields, before.as_ref()),
                    };
                    tables.insert((*path).clone(), table);
                }
                Role::Defaults => {
                    let read = || ((*path).clone(), defaults::of_folder(path, bytes));
                    folders.entry(path.parent().to_owned()).or_insert_with(read);
                }
                _ => archive = defaults::of_archive(path, bytes),
            }
        }
        (self.tables, self.folders, self.archive) = (tables, folders, archive);
        let doubled = holding.keys().filter(|path| role(path) == Role::Defaults);
        self.findings = doubled.filter_map(|path| self.misplaced(path)).collect();
    }

    /// What is wrong with where the defaults of a folder stand.
    fn misplaced(&self, path: &RelPath) -> Option<Diagnostic> {
        if path.parent() != DOCUMENTS && !path.is_below(DOCUMENTS) {
            return Some(Diagnostic::warning(path, say::defaults_place()).hint(say::defaults_place_hint()));
        }
        let (first, _) = self.folders.get(path.parent()).filter(|(first, _)| first != path)?;
        Some(Diagnostic::warning(path, say::defaults_twice(first)).hint(say::defaults_twice_hint()))
    }

    /// Finds the document of each row.
    fn find_rows(&mut self) {
        self.rows.clear();
        self.findings.retain(|found| role(&found.path) == Role::Defaults);
        let names = &self.names;
        let mut guesses = Guesses::default();
        for (path, table) in &self.tables {
            let mut first: BTreeMap<&RelPath, Span> = BTreeMap::new();
            for (nth, row) in table.rows.iter().enumerate() {
                // What is held back and then is not is worse than a description that is missing.
                let holds = holds_back(row);
                let severity = if holds { Diagnostic::error } else { Diagnostic::warning };
                let found = |message, hint| severity(path, message).at(row.place).hint(hint);
                match names.find(&row.document) {
                    Found::One(document) => match first.get(document) {
                        None => {
                            first.insert(document, row.place);
                            self.rows.entry(document.clone()).or_default().push((path.clone(), nth));
                        }
                        Some(before) => {
                            if row.layer.is_held {
                                self.rows.entry(document.clone()).or_default().push((path.clone(), nth));
                            }
                            let found = found(say::csv_document_twice(&row.document), say::csv_document_twice_hint());
                            self.findings.push(found.related(path, Some(*before), say::first_stands_here()));
                        }
                    },
                    Found::Several(documents) => {
                        let paths: Vec<String> = documents.iter().filter_map(|path| Some(path.below(DOCUMENTS)?.to_owned())).collect();
                        let message = say::csv_document_several(&row.document, documents.len());
                        self.findings.push(found(message, say::csv_document_several_hint(paths)));
                    }
                    Found::None => {
                        let near = if guesses.one_more() { meant(&row.document, names.all()) } else { None };
                        let hint = near.unwrap_or_else(say::csv_document_hint);
                        let message = if holds { say::csv_document_held(&row.document) } else { say::csv_document(&row.document) };
                        self.findings.push(found(message, hint));
                    }
                }
            }
        }
    }

    /// The layers of a file, nearest first, each with where it stands.
    fn stand(&self, path: &RelPath) -> Vec<Stands<'_>> {
        if role(path) != Role::Document {
            return Vec::new();
        }
        let rows = self.rows.get(path).into_iter().flatten().filter_map(|(table, nth)| {
            let (table, described) = self.tables.get_key_value(table)?;
            Some(Stands::Row(table, described, described.rows.get(*nth)?))
        });
        let mut stand: Vec<Stands<'_>> = rows.collect();
        let mut folder = if self.folders.is_empty() { "" } else { path.parent() };
        while !folder.is_empty() {
            stand.extend(self.folders.get(folder).map(|(file, defaults)| Stands::Defaults(file, defaults)));
            folder = if folder == DOCUMENTS { "" } else { folder.rsplit_once('/').map_or("", |(above, _)| above) };
        }
        let archive = self.archive.as_ref().map(|defaults| Stands::Defaults(&defaults.layer.file, defaults));
        stand.extend(archive);
        stand
    }

    /// The layers of a file.
    pub fn of(&self, path: &RelPath) -> Layers {
        let layer = |one: Stands<'_>| match one {
            Stands::Row(_, _, row) => row.layer.clone(),
            Stands::Defaults(_, defaults) => defaults.layer.clone(),
        };
        Layers::new(self.stand(path).into_iter().map(layer).collect())
    }

    /// Notes with which layers a file was parsed.
    pub(super) fn note(&mut self, path: &RelPath, layers: Option<Digest>) {
        match layers {
            Some(layers) => _ = self.parsed.insert(path.clone(), layers),
            None => _ = self.parsed.remove(path),
        }
    }

    /// The digest of the layers with which a file was parsed.
    pub(super) fn parsed_with(&self, path: &RelPath) -> Option<Digest> {
        self.parsed.get(path).copied()
    }

    /// Those of these documents that were parsed with other layers than they have now.
    pub(super) fn stale<'d>(&self, documents: impl Iterator<Item = &'d RelPath>) -> BTreeSet<RelPath> {
        documents.filter(|path| self.of(path).digest() != self.parsed.get(*path).copied()).cloned().collect()
    }

    /// Adds what is wrong with layers by themselves, and tells of what is said at places in layers where these truly are.
    pub(super) fn settle(&self, findings: &mut Vec<Diagnostic>) {
        for found in findings.iter_mut() {
            let of = found.path.clone();
            if let Some(place) = found.span.filter(|place| Layers::holds(*place)) {
                (found.path, found.span) = self.place(&of, place);
            }
            for other in &mut found.related {
                if let Some(place) = other.span.filter(|place| Layers::holds(*place)) {
                    (other.path, other.span) = self.place(&of, place);
                }
            }
        }
        findings.extend(self.findings.iter().cloned());
        findings.extend(self.tables.values().flat_map(|table| table.diagnostics.iter().cloned()));
        let folders = self.folders.values().map(|(_, defaults)| defaults);
        findings.extend(self.archive.iter().chain(folders).flat_map(|defaults| defaults.diagnostics.iter().cloned()));
    }

    /// Where a place in a layer of a document is.
    fn place(&self, document: &RelPath, place: Span) -> (RelPath, Option<Span>) {
        let place = self.of(document).at(place);
        let stands = place.and_then(|(nth, place)| Some((self.stand(document).into_iter().nth(nth)?, place)));
        match stands {
            Some((Stands::Row(file, table, row), place)) => (file.clone(), Some(row.place(table.head, place))),
            Some((Stands::Defaults(file, defaults), place)) => {
                (file.clone(), Some(Span::new(defaults.at + place.start as usize, defaults.at + place.end as usize)))
            }
            None => (document.clone(), None),
        }
    }
}

/// Adds the documents that are to be parsed again because of their layers to the files that changed.
pub(super) fn spread(changed: &mut Vec<RelPath>, layering: &Layering, documents: &BTreeMap<RelPath, std::sync::Arc<Document>>) {
    let stale = layering.stale(documents.keys());
    if !stale.is_empty() {
        changed.extend(stale);
        changed.sort_unstable();
        changed.dedup();
    }
}

/// The documents by what a table may call them.
#[derive(Default)]
struct Names {
    slugs: BTreeMap<String, RelPath>,
    /// By the last part of the slug.
    leaves: BTreeMap<String, Vec<RelPath>>,
}

/// What a name means.
enum Found<'n> {
    None,
    One(&'n RelPath),
    Several(&'n [RelPath]),
}

impl Names {
    fn of(documents: &[RelPath]) -> Self {
        let mut names = Self::default();
        for path in documents {
            let slug = Slug::of_file(path);
            names.leaves.entry(slug.leaf().to_lowercase()).or_default().push(path.clone());
            names.slugs.entry(slug.as_str().to_lowercase()).or_insert_with(|| path.clone());
        }
        names
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        self.slugs.keys().map(String::as_str)
    }

    /// The document that is called so: by its path, with or without ending and folders; by its file alone where that is the only one.
    fn find(&self, name: &str) -> Found<'_> {
        let name = name.replace('\\', "/");
        let name = name.trim_start_matches("./").trim_start_matches('/');
        let name = name.strip_prefix("content/").unwrap_or(name);
        let name = name.strip_prefix("documents/").unwrap_or(name);
        let is_ending = |end: &str| (1..=5).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let bare = name.rsplit_once('.').filter(|(_, end)| is_ending(end)).map(|(bare, _)| bare);
        for name in [Some(name), bare].into_iter().flatten() {
            let slug = Slug::of_file(&RelPath::new(&format!("{DOCUMENTS}/{name}.md"))).as_str().to_lowercase();
            if let Some(document) = self.slugs.get(&slug) {
                return Found::One(document);
            }
            match self.leaves.get(&slug).map(Vec::as_slice) {
                Some([one]) => return Found::One(one),
                Some(several) => return Found::Several(several),
                None => {}
            }
        }
        Found::None
    }
}
