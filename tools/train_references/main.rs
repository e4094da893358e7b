//! Trains the labeller of references (`crates/reference/src/model/weights.bin`); see `docs/REFERENCE_MODEL.md`.
//!
//! `cargo run --release --example train_references -- --out crates/reference/src/model/weights.bin GOLD.jsonl…`

#![allow(clippy::needless_range_loop, clippy::type_complexity, reason = "matrices are walked by label, as the formulas are written")]

mod gold;
mod invent;
mod learn;
mod styles;
mod synth;
mod words;

use std::fs;

use learn::Settings;
use serde_json::Value;

fn main() {
    let mut settings = Settings { epochs: 18, rate: 0.15, l2: 1e-5, dropout: 0.35, thinning: 0.5, cutoff: 3, seed: 1 };
    let mut out = String::from("weights.bin");
    let mut least = 0.094f32;
    let mut made = 20_000usize;
    let mut made_weight = 0.5f32;
    let mut show = 0usize;
    let mut prose: Vec<String> = Vec::new();
    let mut prose_count = 700usize;
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
            "--thinning" => settings.thinning = value().parse().unwrap(),
            "--cutoff" => settings.cutoff = value().parse().unwrap(),
            "--made" => made = value().parse().unwrap(),
            "--made-weight" => made_weight = value().parse().unwrap(),
            "--prose" => prose.extend(paragraphs(&value())),
            "--prose-count" => prose_count = value().parse().unwrap(),
            "--show" => show = value().parse().unwrap(),
            "--least" => least = value().parse().unwrap(),
            _ => files.push(argument),
        }
    }
    let mut instances = Vec::new();
    let mut all: Vec<Value> = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
        let entries: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        instances.extend(entries.iter().filter_map(gold::read));
        all.extend(entries);
    }
    let pools = synth::Pools::collect(&all);
    let mut random = learn::Random(settings.seed);
    let mut synthetic = synth::make(&pools, made.max(show), &mut random);
    if show > 0 {
        for instance in synthetic.iter().take(show) {
            println!("{}", instance.text);
            let labels: Vec<String> = instance
                .tokens
                .iter()
                .zip(&instance.masks)
                .map(|(token, mask)| {
                    format!("{}/{:?}", token.of(&instance.text), scholion::reference::Label::ALL[mask.trailing_zeros() as usize])
                })
                .collect();
            println!("    {}", labels.join(" "));
        }
        return;
    }
    synthetic.truncate(made);
    synthetic.iter_mut().for_each(|instance| instance.weight = made_weight);
    instances.extend(synthetic);
    instances.extend(synth::prose(&prose, prose_count, &mut random));
    let weights = learn::learn(&instances, &settings);
    let bytes = learn::write(&weights, 16.0, least);
    eprintln!("{out}: {} bytes", bytes.len());
    fs::write(&out, bytes).unwrap_or_else(|error| panic!("{out}: {error}"));
}

/// The paragraphs of running text in the gold files of a folder of documents.
fn paragraphs(folder: &str) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder}: {error}")).flatten().map(|entry| entry.path()).collect();
    names.sort();
    let mut found = Vec::new();
    for name in names {
        let Ok(text) = fs::read_to_string(name.join("gold.json")) else { continue };
        let gold: Value = serde_json::from_str(&text).unwrap_or_default();
        found.extend(gold["paragraphs"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
    }
    found
}
