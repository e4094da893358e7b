//! How fast files are read, in bytes a second on one core: `cargo bench --bench parse`.
//!
//! `SCHOLION_BENCH=DIR` reads the archive in DIR; else the one that this repository holds.

use divan::{Bencher, black_box, counter::BytesCount};
use scholion::{base::RelPath, document};

fn main() {
    divan::main();
}

#[divan::bench]
fn documents(bencher: Bencher<'_, '_>) {
    let files = files("documents", "md");
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for (path, bytes) in &files {
            black_box(document::parse(path, bytes, &|_, _| None));
        }
    });
}

#[divan::bench]
fn bibliographies(bencher: Bencher<'_, '_>) {
    let files = files("bibliography", "yaml");
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for (path, bytes) in &files {
            black_box(document::bibliography::parse(path, bytes));
        }
    });
}

/// The files of a folder under `content/`, at most 1,000.
fn files(folder: &str, extension: &str) -> Vec<(RelPath, Vec<u8>)> {
    const MOST: usize = 1_000;
    let root = std::env::var("SCHOLION_BENCH").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    let Ok(entries) = std::fs::read_dir(format!("{root}/content/{folder}")) else { return Vec::new() };
    let mut paths: Vec<_> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|found| found == extension)).collect();
    paths.sort();
    paths.truncate(MOST);
    let read = |path: std::path::PathBuf| {
        Some((RelPath::new(&format!("content/{folder}/{}", path.file_name()?.to_str()?)), std::fs::read(&path).ok()?))
    };
    paths.into_iter().filter_map(read).collect()
}
