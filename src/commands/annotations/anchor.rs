//! `scholion annotations anchor`: quotations laid on any text, for those who want to test or use the anchoring by itself.

use std::{fs, path::PathBuf};

use anyhow::Context;
use serde_json::{Value, json};

use crate::{
    archive::anchor::{Anchor, Candidate, IndexedText, Quote},
    base::Span,
    commands::{Status, terminal::give_json},
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The text, in UTF-8
    #[arg(long, value_name = "FILE")]
    text: PathBuf,
    /// The quotations: one JSON object a line, with `id`, `exact`, `prefix`, `suffix`
    #[arg(long, value_name = "FILE")]
    annotations: PathBuf,
}

/// Runs the verb. Each line names the text by its folder (`doc`) and stem (`version`), so that the lines of many runs
/// can be put together. Offsets count code points; `start` and `end` are null where the quotation is not laid.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let read = |path: &PathBuf| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let (text, lines) = (read(&args.text)?, read(&args.annotations)?);
    let folder = std::path::absolute(&args.text)?;
    let name = |path: Option<&std::ffi::OsStr>| path.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (doc, version) = (name(folder.parent().and_then(|parent| parent.file_name())), name(folder.file_stem()));
    let ground = IndexedText::new(&text);
    let points = CodePoints::of(&text);
    let mut printed = String::new();
    for (number, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = || format!("{}:{}", args.annotations.display(), number + 1);
        let value: Value = serde_json::from_str(line).with_context(place)?;
        let part = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let quote = Quote { exact: part("exact"), prefix: part("prefix"), suffix: part("suffix") };
        let anchor = ground.anchor(&quote);
        let mut decision = json!({ "doc": doc, "version": version, "id": value.get("id"), "state": anchor.name() });
        let range = |span: Span| (points.at(span.start), points.at(span.end));
        let (start, end) = anchor.span().map(range).unzip();
        decision["start"] = json!(start);
        decision["end"] = json!(end);
        match &anchor {
            Anchor::Exact { .. } => decision["score"] = json!(1.0),
            Anchor::Moved { score, .. } => decision["score"] = json!(score),
            Anchor::Ambiguous { candidates } => {
                let one =
                    |one: &Candidate| json!({ "start": points.at(one.span.start), "end": points.at(one.span.end), "score": one.score });
                decision["candidates"] = candidates.iter().map(one).collect();
            }
            Anchor::Orphan => {}
        }
        printed.push_str(&format!("{decision}\n"));
    }
    give_json(&printed);
    Ok(Status::Done)
}

/// From bytes to code points: the count at every so many bytes, and the rest counted.
struct CodePoints<'t> {
    text: &'t str,
    counts: Vec<usize>,
}

impl<'t> CodePoints<'t> {
    const STEP: usize = 1024;

    fn of(text: &'t str) -> Self {
        let mut total = 0;
        let counts = text.as_bytes().chunks(Self::STEP).map(|chunk| {
            let before = total;
            total += chunk.iter().filter(|byte| begins(**byte)).count();
            before
        });
        Self { text, counts: counts.collect() }
    }

    fn at(&self, byte: u32) -> usize {
        let byte = byte as usize;
        let step = byte / Self::STEP;
        let before = self.counts.get(step).copied().unwrap_or_else(|| self.text.chars().count());
        let rest = self.text.as_bytes().get(step * Self::STEP..byte).unwrap_or_default();
        before + rest.iter().filter(|byte| begins(**byte)).count()
    }
}

/// Whether a byte of UTF-8 begins a character.
fn begins(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_counted_from_any_byte() {
        let text = "жуёq漢字🙂".repeat(500);
        let points = CodePoints::of(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte as u32), count);
        }
        assert_eq!(points.at(text.len() as u32), text.chars().count());
    }
}
