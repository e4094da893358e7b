use std::{path::Path, time::Instant};
#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;
fn rss(what: &str) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|l| l.starts_with("VmRSS")).unwrap();
    eprintln!("{what}: {line}");
}
fn main() {
    let root = std::env::args().nth(1).unwrap();
    let t = Instant::now();
    let scan = scholion::source::scan(Path::new(&root)).unwrap();
    eprintln!("scan {:?}", t.elapsed());
    rss("scanned");
    {
        use rayon::prelude::*;
        let t = Instant::now();
        let docs: Vec<_> = scan
            .snapshot
            .files
            .par_iter()
            .filter(|(p, _)| p.as_str().ends_with(".md"))
            .map(|(p, f)| scholion::document::parse(p, &f.bytes, &|_, _| None))
            .collect();
        eprintln!("parse documents {:?}", t.elapsed());
        rss("documents");
        let n: usize = docs.iter().map(|d| d.body.text.capacity()).sum();
        let m: usize = docs.iter().map(|d| d.body.markup.capacity()).sum();
        let p: usize = docs
            .iter()
            .map(|d| {
                (d.body.pieces.capacity() + d.body.notes.iter().map(|n| n.pieces.capacity()).sum::<usize>())
                    * std::mem::size_of::<scholion::document::Piece>()
            })
            .sum();
        let b: usize = docs.iter().map(|d| d.body.blocks.capacity() * (16 + std::mem::size_of::<scholion::document::TextBlock>())).sum();
        let c: usize = docs.iter().map(|d| d.facts.citations.capacity() * std::mem::size_of::<scholion::document::Citation>()).sum();
        let l: usize = docs.iter().map(|d| d.facts.links.capacity() * std::mem::size_of::<scholion::document::Link>()).sum();
        eprintln!(
            "text {n} markup {m} pieces {p} blocks {b} citations {c} links {l} doc {}",
            std::mem::size_of::<scholion::document::Document>()
        );
        let t = Instant::now();
        let bibs: Vec<_> = scan
            .snapshot
            .files
            .par_iter()
            .filter(|(p, _)| p.as_str().starts_with("content/bibliography"))
            .map(|(p, f)| scholion::document::bibliography::parse(p, &f.bytes))
            .collect();
        eprintln!("parse bibliographies {:?}", t.elapsed());
        rss("bibliographies");
        drop((docs, bibs));
        rss("dropped");
    }
    let out = Path::new("/work/tmp/out");
    let mut output = scholion::public::Output::open(Path::new(&root), out).unwrap();
    let mut memo = scholion::build::Memo::default();
    let config = scholion::config::Config::default();
    let t = Instant::now();
    let build = scholion::build::build(&scan.snapshot, &config, &mut memo, &|p, b| output.put(p.as_str(), b));
    eprintln!(
        "build {:?} {} pages, {} diags, viewed {}",
        t.elapsed(),
        build.stats.rendered.len(),
        build.diagnostics.len(),
        build.stats.viewed
    );
    let t = Instant::now();
    let paths = scholion::build::data::build(&config, &mut memo, &|p, b| output.put(p.as_str(), b));
    eprintln!("data {:?}", t.elapsed());
    let t = Instant::now();
    let s = output.finish(paths.iter().map(|p| p.as_str())).unwrap();
    eprintln!("finish {:?} created {} changed {} total {}", t.elapsed(), s.created, s.changed, s.total);
    for d in build.diagnostics.iter().take(5) {
        eprintln!("{} {:?} {} {}", d.path, d.severity, d.code, d.message);
    }
    let mut by = std::collections::BTreeMap::new();
    for d in &build.diagnostics {
        *by.entry(d.code.clone()).or_insert(0) += 1;
    }
    eprintln!("{by:?}");
    let mut snapshot = scan.snapshot.clone();
    let path = scholion::base::RelPath::new("content/documents/doc-00003.md");
    for round in 0..4 {
        let mut text = String::from_utf8(snapshot.files[&path].bytes.to_vec()).unwrap();
        text = text.replacen("And found halnoism every", &format!("And found {round} halnoism every"), 1);
        snapshot.files.insert(path.clone(), scholion::base::snapshot::File::new(text.into_bytes()));
        let t = Instant::now();
        let build = scholion::build::build(&snapshot, &config, &mut memo, &|p, b| output.put(p.as_str(), b));
        eprintln!("edit {:?} rendered {:?} viewed {}", t.elapsed(), build.stats.rendered, build.stats.viewed);
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    for line in status.lines().filter(|l| l.starts_with("VmHWM") || l.starts_with("VmRSS")) {
        eprintln!("{line}");
    }
}
