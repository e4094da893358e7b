//! Measures the program from outside, on Linux: CPU time, wall time and peak memory of builds, and how long `watch` takes
//! from seeing a change to having its pages on disk.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

/// What was measured.
pub struct Figures {
    /// A build into an empty folder.
    pub clean: Run,
    /// The same again, nothing changed.
    pub again: Run,
    /// Kinds of edit, each with the milliseconds that `watch` took, sorted, and what it said the last time.
    pub edits: Vec<EditFigures>,
    /// What `watch` needed at most, in KiB.
    pub watch_memory: u64,
}

/// Of a kind of edit: what it is, the milliseconds, the last line.
pub type EditFigures = (&'static str, Vec<f64>, String);

/// One run of the program.
pub struct Run {
    pub wall: Duration,
    /// User and system time.
    pub cpu: f64,
    /// The most memory that was resident, in KiB.
    pub memory: u64,
    /// The last line it printed.
    pub line: String,
}

impl Figures {
    /// Prints all figures.
    pub fn print(&self) {
        for (what, run) in [("clean build", &self.clean), ("again, nothing changed", &self.again)] {
            let (wall, memory) = (run.wall.as_secs_f64(), run.memory / 1024);
            println!("{what}: {:.2} CPU s, {wall:.2} s wall, {memory} MiB peak ({})", run.cpu, run.line);
        }
        for (what, times, line) in &self.edits {
            let (median, late) = (times[times.len() / 2], times[times.len() * 95 / 100]);
            println!("{what}: median {median:.1} ms, 95th percentile {late:.1} ms, of {} ({line})", times.len());
        }
        println!("watch: {} MiB peak", self.watch_memory / 1024);
    }
}

/// Measures everything on the archive at `root`, each kind of edit `times` times.
pub fn all(binary: &Path, root: &Path, times: usize) -> Figures {
    let clean = build(binary, root);
    let again = build(binary, root);
    let (edits, watch_memory) = edits(binary, root, &EDITS, times);
    Figures { clean, again, edits, watch_memory }
}

/// Runs `scholion build`.
pub fn build(binary: &Path, root: &Path) -> Run {
    let before = cpu_of_children();
    let start = Instant::now();
    let mut child = Command::new(binary).args(["build", "--root"]).arg(root).stderr(Stdio::piped()).spawn().expect("the program");
    let lines = lines(&mut child);
    let mut memory = 0;
    let mut pause = 1;
    while child.try_wait().expect("a child").is_none() {
        memory = peak_memory(child.id()).unwrap_or(memory).max(memory);
        std::thread::sleep(Duration::from_millis(pause));
        pause = (pause + 1).min(10);
    }
    let wall = start.elapsed();
    Run { wall, cpu: cpu_of_children() - before, memory, line: lines.iter().last().unwrap_or_default() }
}

/// What is edited: the `nth` edit of a kind.
pub type Edit = fn(&Path, usize);

/// The kinds of edit.
const EDITS: [(&str, Edit); 5] = [
    ("one edited paragraph", |root, nth| {
        change(&middle(root), |text| format!("{}\nA paragraph, edited for the time number {nth}.\n", text.trim_end()));
    }),
    ("one retitled document, much linked", |root, nth| {
        change(&first(root), |text| retitled(&text, &format!("A title, number {nth}")));
    }),
    ("one new citation", |root, nth| {
        let document = middle(root);
        let entry = format!("- id: new{nth}\n  title: A work that was not cited before, {nth}\n  issued: {}\n", 1800 + nth);
        let bibliography = root.join("content/bibliography").join(document.file_stem().expect("a stem")).with_extension("yaml");
        change(&bibliography, |text| format!("{}\n{entry}", text.trim_end()));
        change(&document, |text| format!("{}\nAs others say ([New](#ref-new{nth})).\n", text.trim_end()));
    }),
    ("one edited template", |root, nth| {
        let template = root.join("templates/404.html");
        fs::create_dir_all(root.join("templates")).expect("a folder");
        fs::write(template, format!("<!doctype html>\n<title>{{{{ page.title }}}}</title>\n<p>Number {nth}\n")).expect("a template");
    }),
    ("the template of all documents", |root, nth| {
        let text = format!("{{% extends \"default/document.html\" %}}\n{{% block apparatus %}}<p>{nth}</p>{{% endblock apparatus %}}\n");
        fs::create_dir_all(root.join("templates")).expect("a folder");
        fs::write(root.join("templates/document.html"), text).expect("a template");
    }),
];

/// After so long without a line an edit is done with.
const QUIET: Duration = Duration::from_millis(600);

/// Makes edits under a running `scholion watch`, which says itself how long each took; gives what that needed at most, in KiB, as well.
pub fn edits(binary: &Path, root: &Path, edits: &[(&'static str, Edit)], times: usize) -> (Vec<EditFigures>, u64) {
    let mut child = Command::new(binary).args(["watch", "--root"]).arg(root).stderr(Stdio::piped()).spawn().expect("the program");
    let lines = lines(&mut child);
    while !next(&lines).starts_with("watching") {}
    let figures = edits
        .iter()
        .map(|(what, edit)| {
            // What redraws most of the site is done less often.
            let times = if what.contains("template") { times.div_ceil(6) } else { times };
            let mut line = String::new();
            let mut taken: Vec<f64> = (0..times)
                .map(|nth| {
                    edit(root, nth);
                    line = next(&lines);
                    // An edit of two files may be seen as two changes.
                    let mut taken = vec![milliseconds(&line)];
                    while let Ok(more) = lines.recv_timeout(QUIET) {
                        taken.push(milliseconds(&more));
                        line = more;
                    }
                    assert!(taken.iter().any(Option::is_some), "no time in {line:?}");
                    taken.into_iter().flatten().sum()
                })
                .collect();
            taken.sort_by(f64::total_cmp);
            (*what, taken, line)
        })
        .collect();
    let memory = peak_memory(child.id()).unwrap_or(0);
    child.kill().expect("to end it");
    child.wait().expect("to end it");
    (figures, memory)
}

/// The milliseconds that a line of `watch` tells: `document-1.md: 1 page in 14 ms; 1 notice`.
fn milliseconds(line: &str) -> Option<f64> {
    line.rsplit_once(" ms")?.0.rsplit_once(" in ")?.1.parse().ok()
}

fn next(lines: &Receiver<String>) -> String {
    lines.recv_timeout(Duration::from_secs(120)).expect("a line from the program")
}

/// What a program says, line by line, as it says it.
fn lines(child: &mut Child) -> Receiver<String> {
    let (send, receive) = channel();
    let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
    std::thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
    receive
}

/// Makes of what a file holds what it is to hold.
pub fn change(path: &Path, edit: impl FnOnce(String) -> String) {
    let text = fs::read_to_string(path).unwrap_or_else(|_| "references:\n".to_owned());
    fs::write(path, edit(text)).expect("a file to write");
}

fn retitled(text: &str, title: &str) -> String {
    let line = |line: &str| if line.starts_with("title:") { format!("title: \"{title}\"\n") } else { format!("{line}\n") };
    text.lines().map(line).collect()
}

fn documents(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root.join("content/documents")).expect("documents");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn first(root: &Path) -> PathBuf {
    documents(root).swap_remove(0)
}

/// A document from the middle of all.
pub fn middle(root: &Path) -> PathBuf {
    let mut all = documents(root);
    all.swap_remove(all.len() / 2)
}

/// Copies an archive, without what was published of it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder to write");
    for entry in fs::read_dir(from).expect("an archive").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            if entry.file_name() != "public" && entry.file_name() != ".scholion" {
                copy(&entry.path(), &target);
            }
        } else {
            fs::copy(entry.path(), target).expect("a file to write");
        }
    }
}

/// User and system time of the children that were waited for, in seconds (proc(5), `stat`, fields 16 and 17).
pub fn cpu_of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or("").split(' ').collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(13) + ticks(14)) / 100.0
}

/// The most memory that a process had resident so far, in KiB (proc(5), `status`).
fn peak_memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
