//! Trains the labeller of references (`src/reference/model/weights.bin`); see `docs/REFERENCE_MODEL.md`.
//!
//! `cargo run --release --example train_references -- --out src/reference/model/weights.bin GOLD.jsonl…`

mod gold;
mod learn;

use std::fs;

use learn::Settings;
use serde_json::Value;

fn main() {
    let mut settings = Settings { epochs: 12, rate: 0.15, l2: 1e-5, dropout: 0.15, cutoff: 3, seed: 1 };
    let mut out = String::from("weights.bin");
    let mut least = 0.04f32;
    let mut files: Vec<String> = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().unwrap_or_else(|| panic!("{argument} needs a value"));
        match argument.as_str() {
            "--out" => out = value(),
            "--epochs" => settings.epochs = value().parse().unwrap(),
            "--rate" => settings.rate = value().parse().unwrap(),
            "--l2" => settings.l2 = value().parse().unwrap(),
            "--dropout" => settings.dropout = value().parse().unwrap(),
            "--cutoff" => settings.cutoff = value().parse().unwrap(),
            "--least" => least = value().parse().unwrap(),
            _ => files.push(argument),
        }
    }
    let mut instances = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
        let entries: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        instances.extend(entries.iter().filter_map(gold::read));
    }
    let weights = learn::learn(&instances, &settings);
    let bytes = learn::write(&weights, 16.0, least);
    eprintln!("{out}: {} bytes", bytes.len());
    fs::write(&out, bytes).unwrap_or_else(|error| panic!("{out}: {error}"));
}
