//! How fast sources are ingested: `cargo bench --bench ingest [BYTES]`.
//!
//! Prints megabytes a second of one core's CPU time for clean text, for text with notes and references, and for Markdown, how the time
//! grows for patterns that tempt passes to be slow (fourfold text may take hardly more than four times as long), what a source
//! of 50 MB and a million notes take, and `scholion ingest` over 10,000 sources with the memory it needs.

#[path = "raw/mod.rs"]
mod raw;

use std::{fs, hint::black_box, path::Path, process::Command, time::Duration};

use scholion::ingest::ingest;

/// How often each kind of text is measured; the best counts, since all else on the machine only slows it down.
const TIMES: usize = 5;

fn main() {
    let bytes: usize = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(4_000_000);
    let texts = [
        ("clean text", "bench.txt", raw::clean(bytes)),
        ("with notes and references", "bench.txt", raw::noted(bytes)),
        ("Markdown", "bench.md", raw::markdown(bytes)),
    ];
    for (what, name, text) in texts {
        let seconds = (0..TIMES).map(|_| cpu(|| drop(black_box(ingest(name, text.as_bytes()))))).fold(f64::INFINITY, f64::min);
        println!("{what}: {:.1} MB/s", text.len() as f64 / seconds / 1e6);
    }
    for (what, make) in raw::PATTERNS {
        let time = |bytes| {
            let text = make(bytes);
            cpu(|| drop(black_box(ingest("bench.txt", text.as_bytes()))))
        };
        let (one, four) = (time(bytes / 10), time(bytes * 4 / 10));
        println!("{what}: {:.0} ms, fourfold {:.0} ms: × {:.1}", one * 1e3, four * 1e3, four / one.max(1e-2));
    }
    for (what, text) in [("50 MB", raw::clean(50_000_000)), ("a million notes", raw::marks(1_000_000))] {
        let seconds = cpu(|| drop(black_box(ingest("bench.txt", text.as_bytes()))));
        println!("{what}: {} MB, {seconds:.1} CPU s, peak so far {} MiB", text.len() / 1_000_000, peak("self") / 1024);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let size = many(folder.path(), 10_000);
    let mut memory = 0;
    let seconds = cpu(|| memory = run(folder.path()));
    println!("10,000 sources, {} MB: {seconds:.1} CPU s, peak {} MiB", size / 1_000_000, memory / 1024);
}

/// Writes an archive of so many sources, half of them with notes; gives their size.
fn many(root: &Path, count: usize) -> usize {
    let sources = root.join("content/sources");
    fs::create_dir_all(&sources).expect("a folder");
    fs::write(root.join("scholion.yaml"), "title: Measured\n").expect("a file");
    (0..count)
        .map(|nth| {
            let bytes = 8_000 + nth % 100 * 40;
            let text = if nth % 2 == 0 { raw::clean(bytes) } else { raw::noted(bytes) };
            fs::write(sources.join(format!("source-{nth:05}.txt")), &text).expect("a file");
            text.len()
        })
        .sum()
}

/// Runs `scholion ingest`; gives the most memory that was resident, in KiB.
fn run(root: &Path) -> u64 {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scholion"));
    let mut child = command.args(["ingest", "--quiet", "--root"]).arg(root).spawn().expect("the program");
    let mut most = 0;
    while child.try_wait().expect("a child").is_none() {
        most = peak(&child.id().to_string()).max(most);
        std::thread::sleep(Duration::from_millis(20));
    }
    most
}

/// CPU seconds of this process and those it started that the work takes (Linux; elsewhere 0).
fn cpu(work: impl FnOnce()) -> f64 {
    let before = ticks();
    work();
    (ticks() - before) / 100.0
}

/// User and system time of this process and its children, in ticks of 10 ms.
fn ticks() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let field = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (11..=14).map(field).sum()
}

/// The most memory of a process that was resident, in KiB.
fn peak(process: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}
