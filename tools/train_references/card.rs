//! What is told of weights: what they were learned from, and how well entries are read that were not among it.

use std::{fmt::Write, fs, path::Path};

use sha2::{Digest, Sha256};

use crate::{
    learn::Settings,
    score::Score,
    sets::{self, Read},
};

/// The card of a model, in Markdown.
///
/// `measures` are the sets that were left out in turn and the parts that were kept apart, each with its scores.
pub fn card(settings: &Settings, measures: [(&[Read], &[Score]); 2], learned: &[Read], weights: &[u8]) -> String {
    let mut card = format!(
        "# Weights of the reference parser\n\nWritten by `cargo run --release -p train-references -- --seed {}`. The same sets and seed give the same bytes.\n\n\
         - Weights: {} bytes, SHA-256 `{}`\n- {settings:?}\n\n## Learned from\n\n| set | entries | licence | commit |\n|---|---|---|---|\n",
        settings.seed,
        weights.len(),
        sets::hex(&Sha256::digest(weights)),
    );
    let known = sets::sets(sets::REFERENCES);
    for read in learned {
        let set = known.iter().find(|set| set.name == read.name);
        let (name, licence, commit) = set.map_or((read.name.clone(), "one's own", ""), |set| {
            (format!("[{}]({})", set.name, set.address), set.licence, &set.commit[..12])
        });
        let _ = writeln!(card, "| {name} | {} | {licence} | {commit} |", read.entries.len());
    }
    for set in known.iter().filter(|set| learned.iter().all(|read| read.name != set.name)) {
        let _ = writeln!(card, "| {} | not there | {} | {} |", set.name, set.licence, &set.commit[..12]);
    }
    let [(reads, left_out), (kept, apart)] = measures;
    let _ = write!(
        card,
        "\n## Parts kept apart\n\nDocuments of these sets that the weights were not learned from:\n\n{}\n\
         ## Sets left out\n\nEach whole set, read by weights that were learned in the same way from all others:\n\n{}",
        scores(kept, apart),
        scores(reads, left_out)
    );
    card
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
    let mean = |of: fn(&Score) -> f64| scores.iter().map(of).sum::<f64>() / scores.len().max(1) as f64;
    let _ = writeln!(table, "| mean | | {:.3} | {:.3} |", mean(|score| score.strict.f1()), mean(|score| score.soft.f1()));
    table
}
