//! Trains the labeller of references (`crates/reference/src/model/weights.bin`) from public sets, and says how good it is: see
//! `docs/REFERENCE_MODEL.md`.
//!
//! `cargo run --release -p train-references` reads the sets of `sets.txt` that are in `target/reference-sets`, says which lack,
//! and leaves weights and their card in `target/reference-model`.

use std::{collections::BTreeSet, fs, path::PathBuf, process::ExitCode};

use scholion_reference::{Label, Parser, crf::Model};
use serde_json::Value;
use train_references::{
    card, gold, in_parallel, learn,
    learn::{Random, Settings},
    parts, record, rules,
    score::{self, Score},
    sets::{self, Read},
    synth,
};

const HELP: &str = "train-references [OPTIONS] [OWN.jsonl…]

Learns from the sets in a folder and from one's own, and writes weights.bin and card.md.

  --sets FOLDER   where the public sets are (target/reference-sets)
  --out FOLDER    where the weights and their card go (target/reference-model)
  --model FILE    learn nothing: say how these weights read the sets
  --rules         say instead what each rule of `mend` makes right and wrong
  --wrong         say instead which fields are read wrongly, in the sets left out in turn and in the parts kept apart
  --seed N        which entries are taken, in which order they are learned (1)
  --show N        print N entries made of the sets' fields, and learn nothing
";

/// What the command is asked to do.
struct Wish {
    sets: PathBuf,
    out: PathBuf,
    model: Option<PathBuf>,
    rules: bool,
    wrong: bool,
    show: usize,
    settings: Settings,
    own: Vec<String>,
}

fn wish() -> Option<Wish> {
    let mut wish = Wish {
        sets: "target/reference-sets".into(),
        out: "target/reference-model".into(),
        model: None,
        rules: false,
        wrong: false,
        show: 0,
        settings: Settings::default(),
        own: Vec::new(),
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--sets" => wish.sets = arguments.next()?.into(),
            "--out" => wish.out = arguments.next()?.into(),
            "--model" => wish.model = Some(arguments.next()?.into()),
            "--rules" => wish.rules = true,
            "--wrong" => wish.wrong = true,
            "--seed" => wish.settings.seed = arguments.next()?.parse().ok()?,
            "--show" => wish.show = arguments.next()?.parse().ok()?,
            flag if flag.starts_with('-') => return None,
            _ => wish.own.push(argument),
        }
    }
    Some(wish)
}

fn main() -> ExitCode {
    let Some(wish) = wish() else {
        eprint!("{HELP}");
        return ExitCode::from(2);
    };
    let mut reads: Vec<Read> = Vec::new();
    let mut lacking = String::new();
    for set in sets::sets(sets::REFERENCES) {
        match set.read(&wish.sets, wish.settings.seed) {
            Ok(read) => reads.push(read),
            Err(lack) => lacking.push_str(&set.told(&lack, &wish.sets)),
        }
    }
    reads.extend(wish.own.iter().map(|path| sets::own(path)));
    eprint!("{lacking}");
    once_only(&mut reads);
    if reads.is_empty() {
        eprintln!("there is nothing to learn from");
        return ExitCode::FAILURE;
    }
    if wish.show > 0 {
        show(&reads, wish.show, wish.settings.seed);
        return ExitCode::SUCCESS;
    }
    let given = wish.model.as_ref().map(|path| fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())));
    let (learned, kept) = parts::cut(&reads, wish.settings.seed);
    // Each set is read by a model that has not seen it, and the parts kept apart by one that has seen the others.
    let count = reads.len();
    let mut weights: Vec<Vec<u8>> = match &given {
        Some(bytes) => vec![bytes.clone(); reads.len() + 1],
        None => in_parallel(count + 1, |left_out| {
            if left_out == count {
                return train(&learned.iter().collect::<Vec<_>>(), &wish.settings);
            }
            let others: Vec<&Read> = reads.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, read)| read).collect();
            train(&others, &wish.settings)
        }),
    };
    let weights_of_parts = weights.pop().unwrap_or_default();
    let readers: Vec<Model> = weights.iter().map(|weights| Model::read(weights)).collect();
    if wish.rules {
        print!("{}", rules::table(&reads, &readers));
        return ExitCode::SUCCESS;
    }
    let reader = Model::read(&weights_of_parts);
    if wish.wrong {
        reads.iter().zip(&readers).for_each(|(read, model)| wrong("left out", read, model));
        kept.iter().for_each(|read| wrong("kept apart", read, &reader));
        return ExitCode::SUCCESS;
    }
    let left_out: Vec<Score> = in_parallel(readers.len(), |at| read_all(&reads[at], &readers[at]));
    let apart: Vec<Score> = in_parallel(kept.len(), |at| read_all(&kept[at], &reader));
    if given.is_some() {
        print!("{}\n{}", card::scores(&reads, &left_out), card::scores(&kept, &apart));
        return ExitCode::SUCCESS;
    }
    let card = card::card(&wish.settings, [(&reads[..], &left_out[..]), (&kept, &apart)], &learned, &weights_of_parts);
    card::write(&wish.out, &weights_of_parts, &card);
    ExitCode::SUCCESS
}

/// Prints what is read wrongly: the measure, the set, the field, what the gold says, what is read, and the entry.
fn wrong(measure: &str, read: &Read, model: &Model) {
    let mut parser = Parser::with(model);
    for entry in &read.entries {
        let record = record(&mut parser, entry);
        for (field, wanted, found) in score::wrong(entry, &record) {
            println!("{measure}\t{}\t{field}\t{wanted}\t{found}\t{}", read.name, entry["raw"].as_str().unwrap_or_default());
        }
    }
}

/// An entry that several sets have, or one has twice, is kept where it comes first: what is reported on was never learned.
fn once_only(reads: &mut Vec<Read>) {
    let mut seen = BTreeSet::new();
    for read in reads.iter_mut() {
        read.entries.retain(|entry| {
            let raw = entry["raw"].as_str().unwrap_or_default();
            seen.insert(raw.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>())
        });
    }
    reads.retain(|read| !read.entries.is_empty());
}

/// Learns from sets, and from entries made of their fields; gives the weights as they are written.
fn train(reads: &[&Read], settings: &Settings) -> Vec<u8> {
    let entries: Vec<&Value> = reads.iter().flat_map(|read| &read.entries).collect();
    let prose: Vec<&str> = reads.iter().flat_map(|read| &read.prose).map(String::as_str).collect();
    let mut instances: Vec<gold::Instance> = entries.iter().copied().filter_map(gold::read).collect();
    let mut random = Random(settings.seed);
    let mut made = synth::make(&synth::Pools::collect(&entries), settings.made, &mut random);
    made.truncate(settings.made);
    made.iter_mut().for_each(|instance| instance.weight = settings.made_weight);
    instances.extend(made);
    instances.extend(synth::prose(&prose, settings.prose, &mut random));
    let examples = instances.iter().map(gold::Instance::example).collect();
    learn::write(&learn::learn(examples, settings), 16.0, settings.least)
}

/// How a model reads a set.
fn read_all(read: &Read, model: &Model) -> Score {
    let mut parser = Parser::with(model);
    let mut score = Score::default();
    for entry in &read.entries {
        score::judge(entry, &record(&mut parser, entry), &mut score);
    }
    score
}

/// Prints made entries, each with the labels of its words.
fn show(reads: &[Read], count: usize, seed: u64) {
    let entries: Vec<&Value> = reads.iter().flat_map(|read| &read.entries).collect();
    for instance in synth::make(&synth::Pools::collect(&entries), count, &mut Random(seed)).iter().take(count) {
        let label = |mask: &u32| Label::ALL[mask.trailing_zeros() as usize];
        let words = instance.tokens.iter().zip(&instance.masks);
        let labels: Vec<String> = words.map(|(token, mask)| format!("{}/{:?}", token.of(&instance.text), label(mask))).collect();
        println!("{}\n    {}", instance.text, labels.join(" "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_sets_and_seed_give_the_same_weights_byte_for_byte() {
        let entries = (0..40)
            .map(|n| {
                serde_json::json!({
                    "raw": format!("Lund, A. ({}). Tides of a sea, part {n}. Measures, {n}, 10–12.", 1950 + n),
                    "author": "Lund, A.", "title": format!("Tides of a sea, part {n}"), "container": "Measures",
                    "year": (1950 + n).to_string(), "volume": n.to_string(), "pages": "10–12", "lang": "en",
                })
            })
            .collect();
        let read = Read { name: "own".into(), entries, prose: vec!["Nothing here is a reference. Nor here.".into()] };
        let settings = |seed| Settings { epochs: 2, made: 60, prose: 5, seed, ..Settings::default() };
        let weights = train(&[&read], &settings(1));
        assert!(train(&[&read], &settings(1)) == weights);
        assert!(train(&[&read], &settings(2)) != weights);
        // What they say of an entry like those that were learned.
        let score = read_all(&read, &Model::read(&weights));
        assert!(score.strict.f1() > 0.9, "{}", score.strict.f1());
    }

    #[test]
    fn a_set_that_is_not_there_is_told_with_its_address_and_digest() {
        for set in sets::sets(sets::REFERENCES) {
            let told = match set.read("nowhere".as_ref(), 1) {
                Err(lack) => set.told(&lack, "nowhere".as_ref()),
                Ok(_) => panic!("{} was read from nowhere", set.name),
            };
            assert!(told.contains(set.address) && told.contains(set.commit) && told.contains(set.digest), "{told}");
            assert!(told.contains(&format!("nowhere/{}", set.name)) && set.digest.len() == 64, "{told}");
        }
    }
}
