//! What trains the three models of the program, and says how good they are: `docs/REFERENCE_MODEL.md`, `docs/HEAD_MODEL.md`.
//!
//! 1. [`sets`], [`forms`], [`notes`]: the public sets, each read to entries with their gold; [`parts`]: what of them is kept apart;
//! 2. [`gold`], [`synth`], [`heads`], [`headings`]: entries to rows of words, or lines, with their labels;
//! 3. [`learn`]: rows to weights;
//! 4. [`score`], [`card`], [`rules`]: how good they are.

#![allow(clippy::needless_range_loop, clippy::type_complexity, reason = "matrices are walked by label, as the formulas are written")]

pub mod card;
pub mod forms;
pub mod gold;
pub mod headings;
pub mod heads;
pub mod invent;
pub mod learn;
pub mod notes;
pub mod parts;
pub mod rules;
pub mod score;
pub mod sets;
pub mod styles;
pub mod synth;
pub mod words;

use std::sync::Mutex;

use scholion_reference::{Parser, Record};
use serde_json::Value;

/// What is read of an entry: the first work that is found in it.
pub fn record(parser: &mut Parser, entry: &Value) -> Record {
    parser.records(entry["raw"].as_str().unwrap_or_default()).into_iter().next().unwrap_or_default()
}

/// Does as many things as there are processors at once; their order is that of their numbers.
pub fn in_parallel<T: Send>(count: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = Mutex::new(0..count);
    let done: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::new());
    let work = || {
        while let Some(at) = { next.lock().ok().and_then(|mut next| next.next()) } {
            let result = job(at);
            if let Ok(mut done) = done.lock() {
                done.push((at, result));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}
