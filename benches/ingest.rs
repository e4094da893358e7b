//! How fast sources are ingested: `cargo bench --bench ingest [BYTES]`.
//!
//! Prints megabytes a second of one core's CPU time for clean text and for text with notes and references, how the time
//! grows for patterns that tempt passes to be slow (fourfold text may take hardly more than four times as long), what a source
//! of 50 MB takes, and 10,000 sources in parallel with the memory they need.

#[path = "raw/mod.rs"]
mod raw;

use std::{fs, hint::black_box};

use rayon::prelude::*;
use scholion::ingest::ingest;

fn main() {
    let bytes: usize = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(4_000_000);
    for (what, text) in [("clean text", raw::clean(bytes)), ("with notes and references", raw::noted(bytes))] {
        let seconds = cpu(|| drop(black_box(ingest("bench.txt", text.as_bytes()))));
        println!("{what}: {:.1} MB/s", text.len() as f64 / seconds / 1e6);
    }
    for (what, make) in raw::PATTERNS {
        let time = |bytes| {
            let text = make(bytes);
            cpu(|| drop(black_box(ingest("bench.txt", text.as_bytes()))))
        };
        let (one, four) = (time(bytes / 10), time(bytes * 4 / 10));
        println!("{what}: {:.0} ms, fourfold {:.0} ms: × {:.1}", one * 1e3, four * 1e3, four / one.max(1e-4));
    }
    let large = raw::clean(50_000_000);
    println!("50 MB: {:.1} s", cpu(|| drop(black_box(ingest("bench.txt", large.as_bytes())))));
    drop(large);
    let small: Vec<String> =
        (0..100).map(|nth| if nth % 2 == 0 { raw::clean(8_000 + nth * 40) } else { raw::noted(8_000 + nth * 40) }).collect();
    let before = peak();
    let seconds = cpu(|| {
        let notes: usize = (0..10_000usize).into_par_iter().map(|nth| ingest("bench.txt", small[nth % 100].as_bytes()).report.notes).sum();
        black_box(notes);
    });
    println!("10,000 sources of 10 kB in parallel: {seconds:.1} CPU s, peak {} → {} MiB", before / 1024, peak() / 1024);
}

/// CPU seconds of this process that the work takes (Linux; elsewhere 0).
fn cpu(work: impl FnOnce()) -> f64 {
    let before = ticks();
    work();
    (ticks() - before) / 100.0
}

/// User and system time of this process, in ticks of 10 ms.
fn ticks() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let field = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    field(11) + field(12)
}

/// The most memory that was resident, in KiB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}
