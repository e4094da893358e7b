//! What the program costs as its users meet it: the binary itself, on archives of 1,000 and 10,000 documents.
//!
//! `cargo bench --bench build` makes the archives itself ([`corpus`]); `SCHOLION_BENCH=DIR` measures the archive in DIR
//! (it is copied first), `SCHOLION_BENCH_SIZES=100,1000` other sizes. `tests/it/benches.rs` runs the same at small size.

mod corpus;
mod measure;

use std::path::PathBuf;

fn main() {
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_scholion"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    if let Ok(archive) = std::env::var("SCHOLION_BENCH") {
        let root = folder.path().join("archive");
        measure::copy(&PathBuf::from(archive), &root);
        return measure::all(&binary, &root, 30).print();
    }
    let sizes = std::env::var("SCHOLION_BENCH_SIZES").unwrap_or_else(|_| "1000,10000".to_owned());
    for size in sizes.split(',').filter_map(|size| size.trim().parse().ok()) {
        let root = folder.path().join(format!("archive-{size}"));
        corpus::write(&root, size);
        println!("\n{size} documents");
        measure::all(&binary, &root, 30).print();
    }
}
