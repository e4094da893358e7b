//! What arrangement and description cost: the same archive without collections and with one for every 20 documents, and with two records of
//! authorities for each, built by turns; and a document that moves from one collection into another.
//!
//! `SCHOLION_BENCH_SIZES=100,1000` measures other sizes than 10,000.

mod arrange;
mod corpus;
#[allow(dead_code, reason = "the benches of whole builds use the rest")]
mod measure;

use std::path::PathBuf;

fn main() {
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_scholion"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sizes = std::env::var("SCHOLION_BENCH_SIZES").unwrap_or_else(|_| "10000".to_owned());
    for size in sizes.split(',').filter_map(|size| size.trim().parse().ok()) {
        let [plain, arranged] = ["plain", "arranged"].map(|name| folder.path().join(format!("{name}-{size}")));
        corpus::write(&plain, size);
        measure::copy(&plain, &arranged);
        arrange::arrange(&arranged, size);
        println!("\n{size} documents");
        for _ in 0..3 {
            for (what, root) in [("without", &plain), ("with", &arranged)] {
                for made in ["public", ".scholion"] {
                    let _ = std::fs::remove_dir_all(root.join(made));
                }
                let run = measure::build(&binary, root);
                println!("{what} collections: {:.2} CPU s, {} MiB peak ({})", run.cpu, run.memory / 1024, run.line);
            }
        }
        let (edits, _) = measure::edits(&binary, &arranged, &[arrange::MOVE], 30);
        for (what, times, line) in edits {
            let (median, late) = (times[times.len() / 2], times[times.len() * 95 / 100]);
            println!("{what}: median {median:.1} ms, 95th percentile {late:.1} ms ({line})");
        }
    }
}
