//! Trains the model of headings (`crates/ingest/src/heads/headings.bin`) from public sets, and says how good it is: `docs/HEAD_MODEL.md`.
//!
//! `cargo run --release -p train-references --bin train-headings` reads the sets of `headings/sets.txt` that are in `target/reference-sets`, and
//! leaves weights and their card in `target/heading-model`.

use std::{fmt::Write, path::PathBuf, process::ExitCode};

use scholion_ingest::heads::headings::{Found, Mark, headings, of_marks};
use scholion_reference::crf::Model;
use sha2::{Digest, Sha256};
use train_references::{
    card,
    headings::Body,
    in_parallel,
    learn::{self, Settings},
    sets,
};

const HELP: &str = "train-headings [--sets FOLDER] [--out FOLDER] [--without FILE.jsonl]

Learns which lines of a body are headings, from the sets in a folder, and writes weights.bin and card.md.

  --without FILE  leave out the bodies that this file holds (objects with `raw`): they are read with the weights afterwards
";

/// So many times the bodies are learned from parts of them and read in the others.
const FOLDS: usize = 5;

fn main() -> ExitCode {
    let (mut folder, mut out, mut without) = (PathBuf::from("target/reference-sets"), PathBuf::from("target/heading-model"), None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match (argument.as_str(), arguments.next().map(PathBuf::from)) {
            ("--sets", Some(value)) => folder = value,
            ("--out", Some(value)) => out = value,
            ("--without", Some(value)) => without = Some(value),
            _ => {
                eprint!("{HELP}");
                return ExitCode::from(2);
            }
        }
    }
    let settings = settings();
    let left_out = sets::texts_of(without.as_deref());
    let (mut bodies, mut apart, mut learned) = (Vec::new(), Vec::new(), String::new());
    for set in sets::sets(sets::HEADINGS) {
        match set.read(&folder, settings.seed) {
            Ok(read) => {
                let before = bodies.len();
                for entry in &read.entries {
                    let to = if left_out.contains(&sets::letters(entry)) { &mut apart } else { &mut bodies };
                    to.extend(Body::read(entry));
                }
                let count = bodies.len() - before;
                let _ = writeln!(learned, "| [{}]({}) | {count} | {} | {} |", set.name, set.address, set.licence, &set.commit[..12]);
            }
            Err(lack) => eprint!("{}", set.told(&lack, &folder)),
        }
    }
    if bodies.is_empty() {
        eprintln!("there is nothing to learn from");
        return ExitCode::FAILURE;
    }
    let folds = in_parallel(FOLDS + 1, |fold| {
        let others = bodies.iter().enumerate().filter(|(at, _)| at % FOLDS != fold).map(|(_, body)| body);
        train(others, &settings)
    });
    let mut scores = Scores::default();
    for (at, body) in bodies.iter().enumerate() {
        scores.judge(body, &Model::read(&folds[at % FOLDS]));
    }
    // The last part leaves nothing out.
    let weights = folds.into_iter().last().unwrap_or_default();
    let mut card = format!(
        "# Weights of the model of headings\n\nWritten by `cargo run --release -p train-references --bin train-headings`.\n\n- Weights: {} bytes, SHA-256 `{}`\n- {settings:?}\n\n\
         | set | bodies | licence | commit |\n|---|---|---|---|\n{learned}\n## Held out\n\nEach body read by weights learned from four fifths of the others:\n\n{}",
        weights.len(),
        sets::hex(&Sha256::digest(&weights)),
        scores.table()
    );
    if !apart.is_empty() {
        let model = Model::read(&weights);
        let mut scores = Scores::default();
        apart.iter().for_each(|body| scores.judge(body, &model));
        let _ = write!(card, "\n## Left out of all learning\n\n{}", scores.table());
    }
    card::write(&out, &weights, &card);
    ExitCode::SUCCESS
}

/// Chosen by the held-out F1.
fn settings() -> Settings {
    Settings { epochs: 20, dropout: 0.0, thinning: 0.25, cutoff: 2, least: 0.08, made: 0, prose: 0, ..Settings::default() }
}

fn train<'b>(bodies: impl Iterator<Item = &'b Body>, settings: &Settings) -> Vec<u8> {
    learn::write(&learn::learn(bodies.flat_map(Body::examples).collect(), settings), 16.0, settings.least)
}

/// What was right.
#[derive(Default)]
struct Scores {
    bodies: usize,
    /// Headings that are printed, that were said to be, and both.
    headings: [usize; 3],
    /// By the nats that speak for it, in halves: headings that were said to be, and those that are.
    sure: [[usize; 2]; 13],
}

impl Scores {
    fn judge(&mut self, body: &Body, model: &Model) {
        let lines = body.seen();
        let marks: Vec<Mark> = body.lines.iter().map(|(_, mark)| *mark).collect();
        let gold = of_marks(&marks, &lines);
        let said = headings(model, &lines);
        let is_gold = |found: &Found| gold.iter().any(|gold| gold.lines == found.lines && gold.end == found.end);
        self.bodies += 1;
        self.headings[0] += gold.len();
        self.headings[1] += said.len();
        for found in &said {
            let place = &mut self.sure[(found.nats * 2.0).clamp(0.0, 12.0) as usize];
            place[0] += 1;
            place[1] += usize::from(is_gold(found));
            self.headings[2] += usize::from(is_gold(found));
        }
    }

    fn table(&self) -> String {
        let [gold, said, both] = self.headings;
        let share = |part: usize, whole: usize| part as f32 / whole.max(1) as f32;
        let mut table = format!(
            "{} bodies, {gold} headings, {said} found; precision {:.3}, recall {:.3}, F1 {:.3}\n\n| nats that speak for a heading, from | headings | right |\n|---|---|---|\n",
            self.bodies,
            share(both, said),
            share(both, gold),
            share(2 * both, gold + said)
        );
        for (place, [all, right]) in self.sure.iter().enumerate().filter(|(_, [all, _])| *all > 0) {
            let _ = writeln!(table, "| {} | {all} | {:.3} |", place as f32 / 2.0, share(*right, *all));
        }
        table
    }
}
