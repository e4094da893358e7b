use std::{path::Path, time::Instant};
#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;
fn main() {
    let root = std::env::args().nth(1).unwrap();
    let t = Instant::now();
    let scan = scholion::source::scan(Path::new(&root)).unwrap();
    eprintln!("scan {:?}", t.elapsed());
    let out = Path::new("/work/tmp/out");
    let mut output = scholion::public::Output::open(Path::new(&root), out).unwrap();
    let mut memo = scholion::build::Memo::default();
    let config = scholion::config::Config::default();
    let t = Instant::now();
    let build = scholion::build::build(&scan.snapshot, &config, &mut memo, &|p, b| output.put(p.as_str(), b));
    eprintln!("build {:?} {} pages, {} diags, viewed {}", t.elapsed(), build.stats.rendered.len(), build.diagnostics.len(), build.stats.viewed);
    let t = Instant::now();
    let paths = scholion::build::data::build(&config, &mut memo, &|p, b| output.put(p.as_str(), b));
    eprintln!("data {:?}", t.elapsed());
    let t = Instant::now();
    let s = output.finish(paths.iter().map(|p| p.as_str())).unwrap();
    eprintln!("finish {:?} created {} changed {} total {}", t.elapsed(), s.created, s.changed, s.total);
    for d in build.diagnostics.iter().take(5) { eprintln!("{} {:?} {} {}", d.path, d.severity, d.code, d.message); }
    let mut by = std::collections::BTreeMap::new();
    for d in &build.diagnostics { *by.entry(d.code.clone()).or_insert(0) += 1; }
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
    for line in status.lines().filter(|l| l.starts_with("VmHWM") || l.starts_with("VmRSS")) { eprintln!("{line}"); }
}
