//! Trains the model of heads (`crates/ingest/src/heads/weights.bin`) from public sets, and says how good it is: `docs/HEAD_MODEL.md`.
//!
//! `cargo run --release -p train-references --bin train-heads` reads the sets of `heads/sets.txt` that are in `target/reference-sets`, and
//! leaves weights and their card in `target/head-model`.

use std::{fmt::Write, fs, path::PathBuf, process::ExitCode};

use scholion_ingest::heads::{
    Labeller, Part, REACH,
    features::{Gap, HeadLine},
    model,
};
use scholion_reference::crf::Model;
use sha2::{Digest, Sha256};
use train_references::{
    card,
    heads::Head,
    learn::{self, Random, Settings},
    sets,
};

const HELP: &str = "train-heads [--sets FOLDER] [--out FOLDER] [--without FILE.jsonl] [--read TEXT]

Learns what the lines of a head are, from the sets in a folder, and writes weights.bin and card.md.

  --without FILE  leave out the heads that this file holds (objects with `raw`): it is read with the weights afterwards
  --read TEXT     learn nothing: say what the program's weights make of the first lines of a text
";

/// So many times the heads are learned from parts of them and read in the others.
const FOLDS: usize = 5;

fn main() -> ExitCode {
    let (mut folder, mut out, mut without) = (PathBuf::from("target/reference-sets"), PathBuf::from("target/head-model"), None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let Some(value) = arguments.next().map(PathBuf::from) else {
            eprint!("{HELP}");
            return ExitCode::from(2);
        };
        match argument.as_str() {
            "--sets" => folder = value,
            "--out" => out = value,
            "--without" => without = Some(value),
            "--read" => {
                print!("{}", read(&value));
                return ExitCode::SUCCESS;
            }
            _ => {
                eprint!("{HELP}");
                return ExitCode::from(2);
            }
        }
    }
    let settings = settings();
    let left_out = sets::texts_of(without.as_deref());
    let (mut heads, mut learned) = (Vec::new(), String::new());
    for set in sets::sets(sets::HEADS) {
        match set.read(&folder, settings.seed) {
            Ok(read) => {
                let of = read.entries.iter().filter(|entry| !left_out.contains(&sets::letters(entry))).filter_map(Head::read);
                let before = heads.len();
                heads.extend(of);
                let _ = writeln!(
                    learned,
                    "| [{}]({}) | {} | {} | {} |",
                    set.name,
                    set.address,
                    heads.len() - before,
                    set.licence,
                    &set.commit[..12]
                );
            }
            Err(lack) => eprint!("{}", set.told(&lack, &folder)),
        }
    }
    if heads.is_empty() {
        eprintln!("there is nothing to learn from");
        return ExitCode::FAILURE;
    }
    let mut scores = Scores::default();
    for fold in 0..FOLDS {
        let (held, others): (Vec<_>, Vec<_>) = heads.iter().cloned().enumerate().partition(|(at, _)| at % FOLDS == fold);
        let model = Model::read(&train(&others.into_iter().map(|(_, head)| head).collect::<Vec<_>>(), &settings));
        held.iter().for_each(|(_, head)| scores.judge(head, &model));
    }
    let weights = train(&heads, &settings);
    let card = format!(
        "# Weights of the model of heads\n\nWritten by `cargo run --release -p train-references --bin train-heads`.\n\n- Weights: {} bytes, SHA-256 `{}`\n- {settings:?}\n\n\
         | set | heads | licence | commit |\n|---|---|---|---|\n{learned}\n## Held out\n\nEach head read by weights learned from four fifths of the others:\n\n{}",
        weights.len(),
        sets::hex(&Sha256::digest(&weights)),
        scores.table()
    );
    card::write(&out, &weights, &card);
    ExitCode::SUCCESS
}

/// The first lines of a text, each behind what it is.
fn read(path: &PathBuf) -> String {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut lines: Vec<HeadLine> = Vec::new();
    let mut gap = Gap::First;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            gap = if lines.is_empty() { Gap::First } else { Gap::Blank };
        } else {
            lines.push(HeadLine { text: line, gap });
            gap = Gap::None;
        }
    }
    lines.truncate(REACH);
    let mut labeller = Labeller::of(model(), &lines);
    let (parts, probability) = labeller.parts();
    let mut said = format!("{probability:.3}, title {:.1}\n", labeller.margin(&parts));
    for (line, part) in lines.iter().zip(parts) {
        let _ = writeln!(said, "{:<12}{}", format!("{part:?}"), line.text);
    }
    said
}

/// Chosen by the held-out shares of titles that are right.
fn settings() -> Settings {
    Settings { epochs: 16, dropout: 0.0, thinning: 0.6, cutoff: 2, least: 0.09, made: 0, prose: 0, ..Settings::default() }
}

fn train(heads: &[Head], settings: &Settings) -> Vec<u8> {
    let mut random = Random(settings.seed);
    let mut examples = Vec::new();
    for _ in 0..2 {
        for head in heads {
            let other = &heads[random.below(heads.len())];
            examples.push(head.example(other, &mut random));
        }
    }
    learn::write(&learn::learn(examples, settings), 16.0, settings.least)
}

/// What was right.
#[derive(Default)]
struct Scores {
    heads: usize,
    /// For each part: lines that are it, lines that were said to be it, lines of both.
    lines: [[usize; 3]; Part::ALL.len()],
    /// For title, authors, abstract and keywords: heads that have it, and those of which its words are all right.
    whole: [[usize; 2]; 4],
    /// By the nats that speak for the title: heads, and those with the right one.
    sure: [[usize; 2]; 11],
}

const WHOLE: [(Part, &str); 4] =
    [(Part::Title, "title"), (Part::Author, "authors"), (Part::Abstract, "abstract"), (Part::Keywords, "keywords")];

impl Scores {
    fn judge(&mut self, head: &Head, model: &Model) {
        let gap = |at: usize| if at == 0 { Gap::First } else { Gap::None };
        let lines: Vec<HeadLine> = head.lines.iter().enumerate().map(|(at, (text, _))| HeadLine { text, gap: gap(at) }).collect();
        let mut labeller = Labeller::of(model, &lines);
        let (parts, _) = labeller.parts();
        let margin = labeller.margin(&parts);
        self.heads += 1;
        for ((_, gold), part) in head.lines.iter().zip(&parts) {
            self.lines[*gold as usize][0] += 1;
            self.lines[*part as usize][1] += 1;
            self.lines[*gold as usize][2] += usize::from(gold == part);
        }
        let found: Vec<(String, Part)> = head.lines.iter().zip(&parts).map(|((line, _), part)| (line.clone(), *part)).collect();
        for (at, (part, _)) in WHOLE.iter().enumerate() {
            let gold = Head::words(&head.lines, *part);
            if !gold.is_empty() {
                let right = gold == Head::words(&found, *part);
                self.whole[at][0] += 1;
                self.whole[at][1] += usize::from(right);
                if *part == Part::Title {
                    let tenth = &mut self.sure[margin.clamp(0.0, 10.0) as usize];
                    tenth[0] += 1;
                    tenth[1] += usize::from(right);
                }
            }
        }
    }

    fn table(&self) -> String {
        let mut table = format!("{} heads.\n\n| lines that are | printed | precision | recall |\n|---|---|---|---|\n", self.heads);
        let share = |part: usize, whole: usize| part as f32 / whole.max(1) as f32;
        for (part, [gold, said, both]) in Part::ALL.iter().zip(self.lines) {
            let _ = writeln!(table, "| {part:?} | {gold} | {:.3} | {:.3} |", share(both, said), share(both, gold));
        }
        table.push_str("\n| all its words right | heads that have it | share |\n|---|---|---|\n");
        for ((_, name), [all, right]) in WHOLE.iter().zip(self.whole) {
            let _ = writeln!(table, "| {name} | {all} | {:.3} |", share(right, all));
        }
        table.push_str("\n| nats that speak for the title, from | heads | title right |\n|---|---|---|\n");
        for (tenth, [all, right]) in self.sure.iter().enumerate().filter(|(_, [all, _])| *all > 0) {
            let _ = writeln!(table, "| {} | {all} | {:.3} |", tenth, share(*right, *all));
        }
        table
    }
}
