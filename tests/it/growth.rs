//! Twice as many documents cost at most twice as much: what a build counts is held against that of half the archive, since a clock in a test
//! only says what else the machine does. An edit costs the same in both.

use std::{collections::BTreeMap, fs, path::Path, sync::Mutex};

use scholion::{
    base::{RelPath, Severity, Snapshot, snapshot::File},
    build::{self, Memo},
    config::{self, Config},
};

use crate::benches::corpus;

/// So many documents, and twice as many.
const SIZE: usize = 40;
/// By so much a counter may be more than doubled, and an edit may count more: a page of an index more, a letter of the alphabet.
const SLACK: usize = 24;

/// How a text is changed.
type Change = fn(String) -> String;

/// What a build did.
type Counts = BTreeMap<&'static str, usize>;

/// An archive in memory and its site.
pub struct World {
    pub snapshot: Snapshot,
    pub config: Config,
    memo: Memo,
}

impl World {
    /// An archive of so many documents.
    pub fn new(documents: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        corpus::write(folder.path(), documents);
        let mut snapshot = Snapshot::default();
        add(folder.path(), "", &mut snapshot);
        let (config, _) = config::parse(&RelPath::new("scholion.yaml"), &fs::read(folder.path().join("scholion.yaml")).unwrap());
        Self { snapshot, config, memo: Memo::default() }
    }

    /// Builds it, data files and search as well.
    fn build(&mut self) -> Counts {
        let counts: Mutex<Counts> = Mutex::default();
        let emit = |path: &RelPath, bytes: &[u8]| {
            let (files, size) = match path.as_str().split('/').next() {
                Some("search") => ("files of the index", "bytes of the index"),
                Some("data") => ("data files", "bytes of data files"),
                _ => ("pages and files beside them", "bytes of pages and files beside them"),
            };
            let mut counts = counts.lock().unwrap();
            *counts.entry(files).or_default() += 1;
            *counts.entry(size).or_default() += bytes.len();
        };
        let built = build::build(&self.snapshot, &self.config, &mut self.memo, &emit);
        build::data::build(&self.config, &mut self.memo, &emit);
        let errors: Vec<_> = built.diagnostics.iter().filter(|one| one.severity == Severity::Error).take(3).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let mut counts = counts.into_inner().unwrap();
        let stats = built.stats;
        counts.extend([
            ("parsed", stats.parsed),
            ("viewed", stats.viewed),
            ("facets read", stats.read),
            ("rendered", stats.rendered.len()),
        ]);
        counts
    }

    /// Changes the text of a document.
    fn edit(&mut self, nth: usize, change: impl Fn(String) -> String) {
        let path = RelPath::new(&format!("content/documents/{}.md", corpus::slug(nth)));
        let text = String::from_utf8(self.snapshot.get(path.as_str()).unwrap().to_vec()).unwrap();
        self.snapshot.files.insert(path, File::new(change(text).into_bytes()));
    }
}

fn add(root: &Path, below: &str, snapshot: &mut Snapshot) {
    for entry in fs::read_dir(root.join(below)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{below}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            add(root, &format!("{path}/"), snapshot);
        } else {
            snapshot.files.insert(RelPath::new(&path), File::new(fs::read(entry.path()).unwrap()));
        }
    }
}

#[test]
fn twice_the_archive_costs_at_most_twice_as_much() {
    let [mut one, mut two] = [SIZE, 2 * SIZE].map(World::new);
    let (once, twice) = (one.build(), two.build());
    for (what, count) in &twice {
        let half = once.get(what).copied().unwrap_or(0);
        // A counter of bytes has room for as many as a page has.
        let slack = if what.starts_with("bytes") { half / 20 } else { SLACK };
        assert!(*count <= 2 * half + slack, "{what}: {half}, and {count} of twice as many documents");
    }
    assert!(once["parsed"] >= SIZE && once["rendered"] > SIZE && once["bytes of the index"] > 0, "{once:?}");

    let last = SIZE - 1;
    let edits: [(&str, Change); 2] = [
        ("a paragraph", |text| format!("{text}\nOne more paragraph of the keeper.\n")),
        ("a title", |text| text.replacen("title: ", "title: The other ", 1)),
    ];
    for (what, change) in edits {
        let [once, twice] = [&mut one, &mut two].map(|world| {
            world.edit(last, change);
            world.build()
        });
        assert_eq!((once["parsed"], twice["parsed"]), (1, 1), "{what}");
        for counter in ["viewed", "rendered"] {
            assert!(
                once[counter] > 0 && twice[counter] <= once[counter] + SLACK,
                "{what}, {counter}: {} and {}",
                once[counter],
                twice[counter]
            );
        }
    }
}
