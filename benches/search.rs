//! What the search index costs: made from nothing, and after an edit of one document; and how large it is.
//!
//! `SCHOLION_BENCH_SIZES=100,1000` measures other sizes than 1,000 and 10,000 documents.

mod corpus;

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use scholion::{
    archive::{Catalogue, Delta},
    base::{RelPath, Slug},
    config::Config,
    document,
    search::Index,
};

/// The files of the index.
type Site = Arc<Mutex<BTreeMap<RelPath, Vec<u8>>>>;

fn main() {
    let sizes = std::env::var("SCHOLION_BENCH_SIZES").unwrap_or_else(|_| "1000,10000".to_owned());
    for size in sizes.split(',').filter_map(|size| size.trim().parse::<usize>().ok()) {
        measure(size);
    }
}

fn measure(size: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    corpus::write(folder.path(), size);
    let mut catalogue = Catalogue::default();
    catalogue.apply(delta(folder.path(), 0..size, ""));
    let mut index = Index::default();
    let site: Site = Arc::default();
    let shelf = site.clone();
    index.read_from(Arc::new(move |path| shelf.lock().ok()?.get(path).cloned()));
    println!("{size} documents");
    tell("from nothing", &mut index, &catalogue, &site);
    catalogue.apply(delta(folder.path(), 0..1, "One more paragraph, about zebras and their stripes.\n"));
    tell("one paragraph more", &mut index, &catalogue, &site);
}

fn delta(root: &std::path::Path, numbers: std::ops::Range<usize>, more: &str) -> Delta {
    let documents = numbers.map(|number| {
        let path = RelPath::new(&format!("content/documents/{}.md", corpus::slug(number)));
        let text = std::fs::read_to_string(root.join(path.as_str())).expect("a document of the corpus");
        let document = document::parse(&path, format!("{text}\n{more}").as_bytes(), &|_, _| None);
        (Slug::from_stem(path.stem()), Some(document.into()))
    });
    Delta { documents: documents.collect(), ..Delta::default() }
}

fn tell(what: &str, index: &mut Index, catalogue: &Catalogue, site: &Site) {
    let (files, bytes) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let emit = |path: &RelPath, content: &[u8]| {
        site.lock().expect("no other has failed").insert(path.clone(), content.to_vec());
        files.fetch_add(1, Ordering::Relaxed);
        bytes.fetch_add(content.len(), Ordering::Relaxed);
    };
    let old = index.files().clone();
    let start = Instant::now();
    let all = index.update(catalogue, &Config::default(), &old, &emit).len();
    let by_kind: BTreeMap<&str, usize> = index.files().keys().fold(BTreeMap::new(), |mut kinds, path| {
        *kinds.entry(path.as_str().split('/').nth(1).filter(|part| !part.contains('.')).unwrap_or("root")).or_default() += 1;
        kinds
    });
    println!(
        "  {what}: {} ms; {} of {all} files written, {} KB {by_kind:?}",
        start.elapsed().as_millis(),
        files.into_inner(),
        bytes.into_inner() / 1000
    );
}
