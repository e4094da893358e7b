//! What ingest found, for the preview: each document's report with links into the page that lays it beside its source.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use serde_json::{Value, json};

use super::editor::held;
use crate::{
    base::{
        Digest, RelPath, Slug,
        names::is_ignored,
        places::{SOURCES, is_read},
    },
    commands::{
        ingest::{
            Source, pages_of, parts_of, register,
            report::{self, Files, LOOK, Look, Words, html},
            settle,
        },
        origin::Origin,
        rebuild::{SharedArchive, locked},
    },
    document::{Document, Said},
    ingest::{Known, file_part},
    preview::{self, Hub, Reporter, SettleRequest},
    site::address::{self, PageOf},
};

/// The reports of the archive at work.
pub struct Reports {
    shared: Mutex<Option<Arc<SharedArchive>>>,
    /// One verdict at a time.
    turn: Mutex<()>,
    hub: Arc<Hub>,
}

/// A document that came of a source, and the words of the site.
struct Place {
    root: PathBuf,
    document: Arc<Document>,
    source: Source,
    words: Words,
}

impl Reports {
    /// Reports on nothing yet.
    pub fn new(hub: Arc<Hub>) -> Self {
        Self { shared: Mutex::default(), turn: Mutex::default(), hub }
    }

    /// This archive is at work from now on.
    pub fn take(&self, shared: Arc<SharedArchive>) {
        *held(&self.shared) = Some(shared);
    }

    fn place(&self, slug: &str) -> Option<Place> {
        let shared = held(&self.shared).clone()?;
        let memo = locked(&shared.memo);
        let document = Arc::clone(memo.catalogue.documents().get(slug)?);
        let source = source(&shared.root, &document)?;
        Some(Place { root: shared.root.clone(), document, source, words: Words::of(memo.strings()?) })
    }

    /// What was found in the source of a document, and the lines of which the page beside it has names.
    pub(super) fn looked(&self, slug: &str) -> Option<(report::Looked, BTreeSet<u32>)> {
        let place = self.place(slug)?;
        let looked = report::one(&AtRoot(&place.root), &place.source, LOOK)?;
        Some((looked, self.lines(&place.document.slug)))
    }

    /// The numbers of the lines that the page which lays a document beside its source has names for, `L12` …; none without it.
    fn lines(&self, slug: &Slug) -> BTreeSet<u32> {
        let html = self.hub.folder().and_then(|folder| fs::read_to_string(folder.join(address::source(slug))).ok()).unwrap_or_default();
        let names = html.split("<tr id=\"L").skip(1);
        names.filter_map(|rest| rest.split('"').next()?.parse().ok()).collect()
    }
}

impl Reporter for Reports {
    fn link(&self, page: &str) -> Option<Value> {
        let shared = held(&self.shared).clone()?;
        let slug = {
            let memo = locked(&shared.memo);
            let known = |slug: &str| Some(memo.catalogue.documents().get_key_value(slug)?.0);
            let (slug, of) = address::document_of(page, known)?;
            matches!(of, PageOf::Document | PageOf::Source).then(|| slug.clone())?
        };
        let place = self.place(slug.as_str())?;
        let looked = report::one(&AtRoot(&place.root), &place.source, Look { all: false, ..LOOK })?;
        let open = looked.open();
        Some(json!({"slug": slug, "open": open, "label": html::label(&place.words, open), "lang": place.words.lang()}))
    }

    fn one(&self, slug: &str, token: Option<&str>) -> Option<String> {
        let place = self.place(slug)?;
        let looked = report::one(&AtRoot(&place.root), &place.source, LOOK)?;
        let slug = &place.document.slug;
        let lines = self.lines(slug);
        let beside = (!lines.is_empty()).then(|| format!("/{}", address::source(slug)));
        // A name is that of the first line of a paragraph; the nearest one before holds the words.
        let line = |line: u32| Some(format!("{}#L{}", beside.as_ref()?, lines.range(..=line).next_back().or_else(|| lines.first())?));
        let page = (place.document.meta.title.as_str(), format!("/{}", address::document(slug)));
        Some(html::single(
            &place.words,
            slug.as_str(),
            &looked,
            (page.0, &page.1),
            &line,
            html::Around { beside: beside.as_deref(), all: preview::REPORT, token },
        ))
    }

    fn settle(&self, wish: &SettleRequest) -> Result<(), String> {
        let place = self.place(&wish.slug).ok_or("no document of this name came of a source")?;
        let said = match wish.verdict.as_str() {
            "open" => None,
            name => Some(Said::named(name).ok_or("this is no verdict")?),
        };
        let _turn = held(&self.turn);
        let shared = held(&self.shared).clone().ok_or("the archive is gone")?;
        // A signal waits for the write.
        let _open = shared.gate.open();
        let looked = report::one(&AtRoot(&place.root), &place.source, LOOK).ok_or("the source is gone")?;
        let items: Vec<_> = looked.items.iter().filter(|item| item.id == wish.id).collect();
        if items.is_empty() {
            return Err("this item is not found any more".into());
        }
        let document = &place.document.path;
        settle::write(&place.root, document, &items, said).map_err(|error| format!("{error:#}"))
    }

    fn all(&self) -> Option<String> {
        let shared = held(&self.shared).clone()?;
        let memo = locked(&shared.memo);
        let words = Words::of(memo.strings()?);
        let sources: Vec<(String, Source)> = memo
            .catalogue
            .documents()
            .iter()
            .filter_map(|(slug, document)| Some((slug.to_string(), source(&shared.root, document)?)))
            .collect();
        drop(memo);
        let slugs: std::collections::BTreeMap<RelPath, String> =
            sources.iter().map(|(slug, source)| (source.name(), slug.clone())).collect();
        let looked = sources.into_iter().map(|(_, source)| source).collect();
        let mut all = report::look(&AtRoot(&shared.root), looked, Look { all: false, ..LOOK });
        all.sort_by_key(|one| (std::cmp::Reverse(one.open()), one.source.clone()));
        Some(html::index(&words, &all, &|source| Some(format!("{}/{}", preview::REPORT, slugs.get(source)?))))
    }
}

/// The source of a document, as ingest knows it.
pub(super) fn source(root: &Path, document: &Document) -> Option<Source> {
    let source = document.meta.source.as_ref().filter(|source| !source.file.is_empty())?;
    let origin = Origin {
        file: source.file.clone(),
        part: source.part.clone(),
        sha256: source.sha256.clone(),
        added: source.added.map(|day| day.to_string()).unwrap_or_default(),
        generated: source.generated.clone(),
    };
    let path = RelPath::new(&format!("{SOURCES}/{}", source.file));
    let read = |path: &RelPath| AtRoot(root).bytes(path);
    // A name may lead out of the folder of sources.
    let part = |path: &RelPath| {
        if origin.part.is_empty() { None } else { file_part(&read(path)?, &origin.part) }
    };
    let named = |path: &RelPath| AtRoot(root).source_bytes(path);
    let pages = |path: &RelPath| read(path).map(|bytes| pages_of(path, &bytes, named)).unwrap_or_default();
    let parts = |path: &RelPath| read(path).map(|bytes| parts_of(path, &bytes, named)).unwrap_or_default();
    path.is_below(SOURCES).then(|| Source {
        part: part(&path),
        pages: pages(&path),
        parts: parts(&path),
        // What a message answers only all sources together tell; no item depends on it.
        answered: None,
        path,
        slug: document.slug.clone(),
        document: Some((document.path.clone(), origin.clone())),
    })
}

/// An archive's files as they are on disk; as when it is read, nothing that is hidden, and nothing to which a link leads out of it.
pub(super) struct AtRoot<'a>(pub(super) &'a Path);

impl AtRoot<'_> {
    /// Where a file of the archive is.
    fn place(&self, path: &RelPath) -> Option<std::path::PathBuf> {
        if path.as_str().split('/').any(is_ignored) {
            return None;
        }
        let place = fs::canonicalize(self.0.join(path.as_str())).ok()?;
        place.starts_with(fs::canonicalize(self.0).ok()?).then_some(place)
    }
}

impl Files for AtRoot<'_> {
    fn root(&self) -> &Path {
        self.0
    }

    fn bytes(&self, path: &RelPath) -> Option<Arc<[u8]>> {
        fs::read(self.place(path)?).ok().map(Arc::from)
    }

    fn source_bytes(&self, path: &RelPath) -> Option<Arc<[u8]>> {
        if is_read(path) { self.bytes(path) } else { None }
    }

    fn has_source(&self, path: &RelPath) -> bool {
        self.place(path).is_some_and(|place| place.is_file())
    }

    fn known(&self) -> Known {
        register::there(&|path| self.bytes(path).map(|bytes| bytes.to_vec()))
    }

    fn digest(&self, path: &RelPath) -> String {
        self.bytes(path).map_or(String::new(), |bytes| Digest::of(&bytes).hex(32))
    }
}
