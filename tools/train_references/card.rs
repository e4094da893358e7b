//! What is told of weights: what they were learned from, and how well entries are read that were not among it.

use std::{fmt::Write, fs, path::Path};

use sha2::{Digest, Sha256};

use crate::{
    learn::Settings,
    score::Score,
    sets::{self, Read},
};

/// The card of a model, in Markdown.
pub fn card(settings: &Settings, reads: &[Read], scores: &[Score], weights: &[u8]) -> String {
    let mut card = format!(
        "# Weights of the reference parser\n\nWritten by `cargo run --release -p train-references -- --seed {}`. The same sets and seed give the same bytes.\n\n\
         - Weights: {} bytes, SHA-256 `{}`\n- {settings:?}\n\n## Learned from\n\n| set | entries | licence | commit |\n|---|---|---|---|\n",
        settings.seed,
        weights.len(),
        sets::hex(&Sha256::digest(weights)),
    );
    let known = sets::sets(sets::REFERENCES);
    for read in reads {
        let set = known.iter().find(|set| set.name == read.name);
        let (name, licence, commit) = set.map_or((read.name.clone(), "one's own", ""), |set| {
            (format!("[{}]({})", set.name, set.address), set.licence, &set.commit[..12])
        });
        let _ = writeln!(card, "| {name} | {} | {licence} | {commit} |", read.entries.len());
    }
    for set in known.iter().filter(|set| reads.iter().all(|read| read.name != set.name)) {
        let _ = writeln!(card, "| {} | not there | {} | {} |", set.name, set.licence, &set.commit[..12]);
    }
    card.push_str("\n## Held out\n\nEach set read by weights that were learned in the same way from all others:\n\n");
    card + &self::scores(reads, scores)
}

/// Writes weights and their card into a folder, and shows the card.
///
/// # Panics
///
/// If the folder cannot be written.
pub fn write(folder: &Path, weights: &[u8], card: &str) {
    let written = fs::create_dir_all(folder)
        .and_then(|()| fs::write(folder.join("weights.bin"), weights))
        .and_then(|()| fs::write(folder.join("card.md"), card));
    written.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    print!("{card}");
}

/// A line for each set: micro-F1 over all fields.
pub fn scores(reads: &[Read], scores: &[Score]) -> String {
    let mut table = String::from("| set | entries | strict | soft |\n|---|---|---|---|\n");
    for (read, score) in reads.iter().zip(scores) {
        let _ = writeln!(table, "| {} | {} | {:.3} | {:.3} |", read.name, read.entries.len(), score.strict.f1(), score.soft.f1());
    }
    table
}
