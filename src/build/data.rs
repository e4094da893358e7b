//! The archive as data and its search index, made behind the pages: these files hold something of every document, so
//! no page should wait for them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rayon::prelude::*;

use super::{Memo, UnitMemo, editions, memo::DataMemo, redirects as old};
use crate::{
    archive::{Survey, facet::Kinds},
    base::{Digest, RelPath, digest::Fixity},
    config::Config,
    search::FOLDER,
    site::{
        address,
        annotations::{w3c, whole},
        authorities, collections, data, dts, feed,
        iiif::collection,
        letters, near, previews,
        redirect::RULES,
        resource_sync, sitemap,
        tables::{self, package},
        versions::timemap,
    },
};

type Files = Vec<(RelPath, String)>;

/// Files that are made together, besides those of [`data::ALL`].
#[derive(Clone, Copy)]
enum Group {
    /// Those of a room.
    Room(&'static Room),
    /// The file of a table, of all but those that are made where letters are.
    Table(&'static tables::Table),
    /// Files of collections, of one kind.
    Collected(&'static collections::files::Kind),
}

impl Group {
    /// All of them. The place of each is its name.
    fn all() -> impl Iterator<Item = Self> {
        let tables = tables::ALL.iter().filter(|table| !letters::FILES.iter().any(|file| table.is_at(file)));
        ROOMS.iter().map(Self::Room).chain(collections::files::KINDS.iter().map(Self::Collected)).chain(tables.map(Self::Table))
    }

    /// Whether they list pages, and so come after these, whenever anything changed.
    fn is_of_pages(self) -> bool {
        matches!(self, Self::Room(room) if room.of_pages)
    }

    /// Whether a data file is one of them.
    fn holds(self, path: &str) -> bool {
        match self {
            Self::Room(room) => (room.holds)(path),
            Self::Table(table) => table.is_at(path),
            Self::Collected(kind) => kind.holds(path),
        }
    }

    /// Makes them; with them, the kinds of what was read.
    fn make(self, memo: &Memo, config: &Config) -> (Files, Kinds) {
        match self {
            Self::Room(room) => (room.make)(memo, config),
            Self::Table(table) => tabled(table, memo, config),
            Self::Collected(kind) => collected(kind, memo, config),
        }
    }
}

/// Files of which one module says what they are.
struct Room {
    /// Whether they list pages, and so come after these, whenever anything changed.
    of_pages: bool,
    /// Whether a data file is one of them.
    holds: fn(&str) -> bool,
    /// Makes them; with them, the kinds of what was read.
    make: fn(&Memo, &Config) -> (Files, Kinds),
}

const ROOMS: &[Room] = &[
    Room { of_pages: false, holds: authorities::holds, make: |memo, config| surveyed(memo, |survey| authorities::files(survey, config)) },
    Room { of_pages: false, holds: |path| path.starts_with("documents/") && path.ends_with(".jsonld"), make: notes },
    Room {
        of_pages: false,
        holds: |path| path == address::FEED,
        make: |memo, config| {
            surveyed(memo, |survey| feed::make(survey, config).map(|text| (RelPath::new(address::FEED), text)).into_iter().collect())
        },
    },
    Room {
        of_pages: false,
        holds: |path| path == address::COLLECTION,
        make: |memo, config| {
            surveyed(memo, |survey| {
                collection::make(survey, config).map(|text| (RelPath::new(address::COLLECTION), text)).into_iter().collect()
            })
        },
    },
    Room {
        of_pages: false,
        holds: |path| letters::FILES.contains(&path),
        make: |memo, config| surveyed(memo, |survey| letters::files(survey, config)),
    },
    Room {
        of_pages: false,
        holds: |path| path == address::COLLECTION_DATA,
        make: |memo, config| surveyed(memo, |survey| collections::files::data(survey, config)),
    },
    Room { of_pages: false, holds: editions::holds, make: editions::files },
    Room {
        of_pages: false,
        holds: |path| path.starts_with("data/previews/"),
        make: |memo, config| surveyed(memo, |survey| previews::make(survey, config)),
    },
    Room {
        of_pages: false,
        holds: |path| path.starts_with(near::FOLDER),
        make: |memo, config| surveyed(memo, |survey| near::make(survey, config)),
    },
    Room {
        of_pages: false,
        holds: |path| path == address::TIMEMAP,
        make: |memo, config| {
            surveyed(memo, |survey| timemap::make(survey, config).map(|text| (RelPath::new(address::TIMEMAP), text)).into_iter().collect())
        },
    },
    Room { of_pages: false, holds: dts::holds, make: |memo, config| surveyed(memo, |survey| dts::files(survey, config)) },
    Room { of_pages: false, holds: whole::holds, make: |memo, config| surveyed(memo, |survey| whole::files(survey, config)) },
    Room { of_pages: true, holds: editions::holds_books, make: editions::books },
    Room { of_pages: true, holds: |path| path.starts_with("sitemap"), make: |memo, config| (addresses(memo, config), Kinds::ALL) },
    Room { of_pages: true, holds: old::holds, make: |memo, config| (old::make(memo, config), Kinds::ALL) },
];

/// Whether a path of the site is that of a data file: all of them but the rules for hosts have an ending.
pub(super) fn holds(path: &str) -> bool {
    let is_named = path == RULES || path == resource_sync::SOURCE || path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let is_of_list = || path.starts_with(FOLDER) || path == package::PATH || data::ALL.iter().any(|file| file.path == path);
    is_named && (is_of_list() || resource_sync::holds(path) || Group::all().any(|group| group.holds(path)))
}

/// Makes something of the archive as a whole; with it, the kinds of what was read.
fn surveyed<T>(memo: &Memo, make: impl FnOnce(&Survey<'_>) -> T) -> (T, Kinds) {
    let survey = Survey::new(&memo.catalogue);
    let made = make(&survey);
    (made, survey.into_kinds())
}

/// Makes the file of a table.
fn tabled(table: &tables::Table, memo: &Memo, config: &Config) -> (Files, Kinds) {
    surveyed(memo, |survey| {
        let mut csv = String::new();
        tables::csv(table, survey, config, &mut csv);
        vec![(RelPath::new(&table.path()), csv)]
    })
}

/// Makes the files of collections of a kind.
fn collected(kind: &collections::files::Kind, memo: &Memo, config: &Config) -> (Files, Kinds) {
    let survey = Survey::new(&memo.catalogue);
    let slugs: Vec<_> = survey.collections().files().keys().collect();
    let mut kinds = survey.into_kinds();
    let made: Vec<_> = slugs.par_iter().map(|slug| surveyed(memo, |survey| kind.file(survey, config, slug))).collect();
    made.iter().for_each(|(_, read)| kinds |= *read);
    (made.into_iter().filter_map(|(file, _)| file).collect(), kinds)
}

fn notes(memo: &Memo, config: &Config) -> (Files, Kinds) {
    let survey = Survey::new(&memo.catalogue);
    let all = survey.all_annotations();
    let mut kinds = survey.into_kinds();
    let made: Vec<_> = all.par_iter().map(|(slug, placed)| surveyed(memo, |survey| w3c::make(survey, config, slug, placed))).collect();
    made.iter().for_each(|(_, read)| kinds |= *read);
    (made.into_iter().filter_map(|(file, _)| file).collect(), kinds)
}

fn addresses(memo: &Memo, config: &Config) -> Files {
    sitemap::make(config, memo.listed().flat_map(UnitMemo::published).collect::<BTreeSet<&RelPath>>())
}

/// A file that was made: its path and digest, and what readers can check of it, if the data package tells of it.
type Handed = (RelPath, Digest, Option<Fixity>);

/// Hands out what differs from before.
fn put(old: &BTreeMap<RelPath, Digest>, path: RelPath, text: &str, emit: &(dyn Fn(&RelPath, &[u8]) + Sync)) -> Handed {
    let digest = Digest::of(text.as_bytes());
    if old.get(&path) != Some(&digest) {
        emit(&path, text.as_bytes());
    }
    let fixity = package::tells_of(path.as_str()).then(|| Fixity::of(text.as_bytes()));
    (path, digest, fixity)
}

/// Takes files that were made.
fn take(files: &mut BTreeMap<RelPath, Digest>, fixities: &mut BTreeMap<RelPath, Fixity>, handed: impl IntoIterator<Item = Handed>) {
    for (path, digest, fixity) in handed {
        if let Some(fixity) = fixity {
            fixities.insert(path.clone(), fixity);
        }
        files.insert(path, digest);
    }
}

/// Those of some files that `holds` knows by their paths.
fn kept(files: &BTreeMap<RelPath, Digest>, holds: impl Fn(&str) -> bool) -> impl Iterator<Item = (RelPath, Digest)> {
    files.iter().filter(move |(path, _)| holds(path.as_str())).map(|(path, digest)| (path.clone(), *digest))
}

/// Makes the files that hold something of every document before the pages of a first build, when there is room: the groups
/// that need no pages, then those of [`data::ALL`] one after the other in one text, as each stands in memory whole.
pub(super) fn build_first(config: &Config, memo: &mut Memo, emit: &(dyn Fn(&RelPath, &[u8]) + Sync)) {
    let mut early = Early { config: config.clone(), ..Early::default() };
    for (nth, group) in Group::all().enumerate().filter(|(_, group)| !group.is_of_pages()) {
        let (files, kinds) = group.make(memo, config);
        early.reads.insert(Made::Group(nth), kinds);
        let handed = files.into_iter().map(|(path, text)| put(&memo.data.files, path, &text, emit));
        take(&mut early.files, &mut early.fixities, handed);
    }
    let mut text = String::new();
    for file in data::ALL {
        text.clear();
        let ((), kinds) = surveyed(memo, |survey| (file.make)(survey, config, &mut text));
        early.reads.insert(Made::File(file.path), kinds);
        take(&mut early.files, &mut early.fixities, [put(&memo.data.files, RelPath::new(file.path), &text, emit)]);
    }
    memo.data.early = Some(early);
    memo.let_go_bodies();
}

/// What is made at once: a file of [`data::ALL`], or a group by its place among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Made {
    File(&'static str),
    Group(usize),
}

impl Made {
    /// Its name, by which another process of this program knows it.
    pub(super) fn name(self) -> String {
        match self {
            Self::File(path) => path.to_owned(),
            Self::Group(nth) => format!("{OF_GROUP}{nth}"),
        }
    }

    /// What has this name.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        match name.strip_prefix(OF_GROUP) {
            Some(nth) => nth.parse().ok().map(Self::Group),
            None => data::ALL.iter().find(|file| file.path == name).map(|file| Self::File(file.path)),
        }
    }
}

/// What the name of a group begins with, and that of no file.
const OF_GROUP: char = '#';

/// Data files that were made before the pages with a configuration, and what was read for them.
#[derive(Default)]
pub(super) struct Early {
    config: Config,
    files: BTreeMap<RelPath, Digest>,
    fixities: BTreeMap<RelPath, Fixity>,
    reads: BTreeMap<Made, Kinds>,
}

/// Sees to it that those are made again that are not on the site as they were made.
pub(super) fn lose(memo: &mut DataMemo) {
    for path in &memo.lost {
        memo.stale_search |= path.as_str().starts_with(FOLDER);
        memo.reads.retain(|made, _| match made {
            Made::File(name) => *name != path.as_str(),
            Made::Group(nth) => !Group::all().nth(*nth).is_some_and(|group| group.holds(path.as_str())),
        });
    }
}

/// Brings the search index up to date, if there is one, and leaves the other data files to [`build`].
pub fn find(config: &Config, memo: &mut Memo, emit: &(dyn Fn(&RelPath, &[u8]) + Sync)) {
    let is_new = memo.data.config.as_ref() != Some(config) || memo.search.files().is_empty();
    if !config.search || is_new || memo.data.stale == Kinds::NONE {
        return;
    }
    let made = memo.search.update(&memo.catalogue, config, &memo.data.files, emit);
    let before = memo.data.files.len();
    memo.data.files.retain(|path, _| !path.as_str().starts_with(FOLDER) || made.contains_key(path));
    let mut is_same = before == memo.data.files.len();
    for (path, digest) in made {
        is_same &= memo.data.files.insert(path.clone(), *digest).is_some();
    }
    memo.data.is_found = true;
    if !is_same {
        memo.pages.paths = Arc::new(memo.all_paths());
    }
}

/// As [`build`], but leaves the search index as it is to the next call of that.
pub fn begin(config: &Config, memo: &mut Memo, emit: &(dyn Fn(&RelPath, &[u8]) + Sync)) -> Arc<Vec<RelPath>> {
    make(config, memo, emit, false)
}

/// Makes those data files anew that are made of anything that changed since they were made, and hands those that differ
/// to `emit`. Gives the paths of all files of the site.
pub fn build(config: &Config, memo: &mut Memo, emit: &(dyn Fn(&RelPath, &[u8]) + Sync)) -> Arc<Vec<RelPath>> {
    make(config, memo, emit, true)
}

fn make(config: &Config, memo: &mut Memo, emit: &(dyn Fn(&RelPath, &[u8]) + Sync), with_search: bool) -> Arc<Vec<RelPath>> {
    let all = memo.data.files.is_empty() || memo.data.config.as_ref() != Some(config);
    let stale = if all { Kinds::ALL } else { std::mem::take(&mut memo.data.stale) };
    memo.data.stale_search |= stale != Kinds::NONE && !(std::mem::take(&mut memo.data.is_found) && !all);
    let early = memo.data.early.take().filter(|early| early.config == *config);
    let is_lost = !std::mem::take(&mut memo.data.lost).is_empty();
    if stale != Kinds::NONE || is_lost || with_search && memo.data.stale_search {
        let old = std::mem::take(&mut memo.data.files);
        let mut reads = std::mem::take(&mut memo.data.reads);
        let mut fixities = std::mem::take(&mut memo.data.fixities);
        if let Some(early) = &early {
            reads.extend(&early.reads);
            fixities.extend(early.fixities.iter().map(|(path, fixity)| (path.clone(), *fixity)));
        }
        // What is not known to have been made of anything is made.
        let is_stale = |made: Made| all || reads.get(&made).is_none_or(|reads| reads.meets(stale));
        let file = |file: &data::DataFile| {
            let path = RelPath::new(file.path);
            let known = early.as_ref().and_then(|early| early.files.get(&path));
            match known.or_else(|| old.get(&path).filter(|_| !is_stale(Made::File(file.path)))) {
                Some(digest) => ((path, *digest, None), None),
                None => {
                    let mut text = String::new();
                    let ((), kinds) = surveyed(memo, |survey| (file.make)(survey, config, &mut text));
                    (put(&old, path, &text, emit), Some((Made::File(file.path), kinds)))
                }
            }
        };
        let (mut new, mut read) = (BTreeMap::new(), Vec::new());
        for (file, kinds) in data::ALL.par_iter().map(file).collect::<Vec<_>>() {
            take(&mut new, &mut fixities, [file]);
            read.extend(kinds);
        }
        for (nth, group) in Group::all().enumerate() {
            if let Some(early) = early.as_ref().filter(|_| !group.is_of_pages()) {
                new.extend(kept(&early.files, |path| group.holds(path)));
            } else if is_stale(Made::Group(nth)) {
                let (files, kinds) = group.make(memo, config);
                read.push((Made::Group(nth), kinds));
                let handed: Vec<Handed> = files.into_par_iter().map(|(path, text)| put(&old, path, &text, emit)).collect();
                take(&mut new, &mut fixities, handed);
            } else {
                new.extend(kept(&old, |path| group.holds(path)));
            }
        }
        fixities.retain(|path, _| new.contains_key(path));
        let told = package::make(config, &fixities);
        take(&mut new, &mut fixities, [put(&old, RelPath::new(package::PATH), &told, emit)]);
        let lists = super::resources::make(memo, config, &new, &fixities);
        take(&mut new, &mut fixities, lists.into_iter().map(|(path, text)| put(&old, path, &text, emit)));
        memo.data.fixities = fixities;
        reads.extend(read);
        memo.data.reads = reads;
        if !config.search {
            memo.search.clear();
        } else if with_search && memo.data.stale_search {
            let files = memo.search.update(&memo.catalogue, config, &old, emit);
            new.extend(files.iter().map(|(path, digest)| (path.clone(), *digest)));
        } else {
            new.extend(kept(&old, |path| path.starts_with(FOLDER)));
        }
        memo.data.stale_search &= config.search && !with_search;
        memo.data.files = new;
        memo.data.stale = Kinds::NONE;
        memo.data.config = Some(config.clone());
        if !old.keys().eq(memo.data.files.keys()) {
            memo.pages.paths = Arc::new(memo.all_paths());
        }
    }
    memo.let_go_bodies();
    memo.pages.paths.clone()
}
