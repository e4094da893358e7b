//! How fast printed entries become records, in entries a second on one core: `cargo bench --bench references`.
//!
//! The bar is 20,000. `SCHOLION_REFERENCES=FILE` reads the entries of FILE, one a line; else those that
//! `tests/it/references.rs` judges.

use divan::{Bencher, black_box, counter::ItemsCount};
use scholion::reference;

fn main() {
    divan::main();
}

#[divan::bench]
fn entries(bencher: Bencher<'_, '_>) {
    let text = match std::env::var("SCHOLION_REFERENCES") {
        Ok(file) => std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}")),
        Err(_) => include_str!("../tests/data/reference/entries.txt")
            .lines()
            .filter_map(|line| line.strip_prefix("> "))
            .collect::<Vec<_>>()
            .join("\n"),
    };
    let entries: Vec<&str> = text.lines().collect();
    // The weights are read once, at the first entry.
    reference::parse("Smith, J. (2019). Title. Oxford: OUP.");
    bencher.counter(ItemsCount::new(entries.len())).bench(|| {
        for entry in &entries {
            black_box(reference::parse(entry));
        }
    });
}
