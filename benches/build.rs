//! What a build costs: `SCHOLION_BENCH=DIR cargo bench --bench build` measures the archive in DIR, else the one
//! that this repository holds.
//!
//! Prints wall and CPU time and the memory of a clean build into an empty folder, of a second one into the same
//! folder, and of warm builds after an edit of one paragraph, in process.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use scholion::{
    base::{RelPath, Snapshot, snapshot::File},
    build::{self, Memo},
    config::{self, Config},
    public::Output,
    source,
};

#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let root = std::env::var("SCHOLION_BENCH").map_or_else(|_| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut meter = Meter::start();
    let snapshot = source::scan(&root).expect("an archive").snapshot;
    let (config, _) = config::parse(&RelPath::new(config::FILE), snapshot.get(config::FILE).map_or(&[], |bytes| bytes));
    meter.tell("scan", &format!("{} files", snapshot.files.len()));
    let mut memo = Memo::default();
    let pages = publish(&root, folder.path(), &snapshot, &config, &mut memo);
    meter.tell("clean build", &format!("{pages} pages"));
    publish(&root, folder.path(), &snapshot, &config, &mut Memo::default());
    meter.tell("the same again", "no memo, nothing to write");
    edits(&root, folder.path(), snapshot, &config, &mut memo);
    println!("peak memory {} MiB", peak_memory() / 1024);
}

/// Edits one paragraph of one document, again and again.
fn edits(root: &Path, folder: &Path, mut snapshot: Snapshot, config: &Config, memo: &mut Memo) {
    let output = Output::open(root, folder).expect("a folder to write");
    let Some((path, file)) = snapshot.below("content/documents").next().map(|(path, file)| (path.clone(), file.clone())) else { return };
    let text = String::from_utf8_lossy(&file.bytes).into_owned();
    let mut times: Vec<f64> = (0..50)
        .map(|round| {
            snapshot.files.insert(path.clone(), File::new(format!("{text}\nEdited {round} times.\n").into_bytes()));
            let start = Instant::now();
            build::build(&snapshot, config, memo, &|path, bytes| output.put(path.as_str(), bytes));
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "one edited paragraph: median {:.1} ms, 95th percentile {:.1} ms, pages on disk",
        times[times.len() / 2],
        times[times.len() * 95 / 100]
    );
}

fn publish(root: &Path, folder: &Path, snapshot: &Snapshot, config: &Config, memo: &mut Memo) -> usize {
    let mut output = Output::open(root, folder).expect("a folder to write");
    let emit = |path: &RelPath, bytes: &[u8]| output.put(path.as_str(), bytes);
    let built = build::build(snapshot, config, memo, &emit);
    let paths = build::data::build(config, memo, &emit);
    output.finish(paths.iter().map(RelPath::as_str)).expect("a site");
    built.stats.rendered.len()
}

/// Wall and CPU time since the last reading.
struct Meter {
    wall: Instant,
    cpu: f64,
}

impl Meter {
    fn start() -> Self {
        Self { wall: Instant::now(), cpu: cpu_seconds() }
    }

    fn tell(&mut self, what: &str, more: &str) {
        let (wall, cpu) = (self.wall.elapsed().as_secs_f64(), cpu_seconds() - self.cpu);
        println!("{what}: {wall:.2} s, {cpu:.2} CPU s ({more})");
        *self = Self::start();
    }
}

/// User and system time of this process so far (proc(5), `stat`, fields 14 and 15, in hundredths of a second).
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or("").split(' ').collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

/// The most memory that was ever resident, in KiB (proc(5), `status`).
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}
