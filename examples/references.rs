//! Drives the scorer of references: `references SET.jsonl > PREDICTIONS.jsonl` reads objects with `id` and `raw`
//! and writes the parsed fields under the scorer's names; `--model FILE` tries other weights; `--time` parses everything again and says how fast.

use std::fs;

use scholion::reference::{Name, Parsed, crf::Model, parse, parse_with};
use serde_json::{Map, Value, json};

fn main() {
    let mut time = false;
    let mut model: Option<Model> = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--model" {
            let path = arguments.next().unwrap_or_default();
            model = Some(Model::read(&fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))));
            continue;
        }
        let parse = |text: &str| -> Vec<Parsed> { model.as_ref().map_or_else(|| parse(text), |model| parse_with(model, text)) };
        if argument == "--time" {
            time = true;
            continue;
        }
        let text = fs::read_to_string(&argument).unwrap_or_else(|error| panic!("{argument}: {error}"));
        let entries: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        if time {
            let raws: Vec<&str> = entries.iter().filter_map(|entry| entry["raw"].as_str()).collect();
            parse(raws[0]);
            let start = cpu_seconds();
            let works: usize = raws.iter().map(|raw| parse(raw).len()).sum();
            let seconds = cpu_seconds() - start;
            eprintln!(
                "{argument}: {} entries, {works} works, {:.0} entries a second of processor time",
                raws.len(),
                raws.len() as f64 / seconds
            );
            continue;
        }
        for entry in entries {
            let raw = entry["raw"].as_str().unwrap_or_default();
            let mut out = Map::new();
            out.insert("id".into(), entry["id"].clone());
            if let Some(parsed) = parse(raw).into_iter().next() {
                let record = parsed.record;
                out.insert("authors".into(), names(&record.author));
                out.insert("editors".into(), names(&record.editor));
                let fields = [
                    ("title", &record.title),
                    ("container", &record.container),
                    ("volume", &record.volume),
                    ("issue", &record.issue),
                    ("pages", &record.pages),
                    ("publisher", &record.publisher),
                    ("place", &record.place),
                    ("url", &record.url),
                    ("doi", &record.doi),
                    ("series", &record.series),
                    ("edition", &record.edition),
                    ("number", &record.number),
                    ("genre", &record.genre),
                    ("note", &record.note),
                    ("archive", &record.archive_location),
                    ("translated", &record.translated_title),
                ];
                for (name, value) in fields {
                    if !value.is_empty() {
                        out.insert(name.into(), value.clone().into());
                    }
                }
                if let Some(date) = record.issued {
                    out.insert("year".into(), date.start.year.to_string().into());
                    out.insert("issued".into(), date.to_string().into());
                }
                if let Some(date) = record.accessed {
                    out.insert("accessed".into(), date.to_string().into());
                }
                out.insert("type".into(), record.kind.name().into());
                out.insert("confidence".into(), f64::from(parsed.confidence).into());
            }
            println!("{}", Value::Object(out));
        }
    }
}

fn names(names: &[Name]) -> Value {
    let family = |name: &Name| {
        if name.literal.is_empty() { format!("{} {}", name.particle, name.family).trim().to_owned() } else { name.literal.clone() }
    };
    names.iter().map(|name| json!({"family": family(name), "given": name.given})).collect()
}

/// Processor time of this thread, as Linux counts it.
fn cpu_seconds() -> f64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}
