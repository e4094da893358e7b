//! How fast documents and bibliographies are read: `cargo run --release --example parse_speed [bib] DIR`.

use std::time::Instant;

use scholion::{base::RelPath, document};

fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1);
    let kind = args.next().unwrap_or_else(|| "doc".into());
    let dir = args.next().unwrap_or_else(|| "/work/tmp/c10k/content/documents".into());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&dir)? {
        let path = entry?.path();
        files.push((RelPath::new(&path.to_string_lossy()), std::fs::read(&path)?));
    }
    let bytes: usize = files.iter().map(|file| file.1.len()).sum();
    for _ in 0..3 {
        let start = Instant::now();
        let mut count = 0;
        for (path, file) in &files {
            if kind == "bib" {
                count += std::hint::black_box(document::bibliography::parse(path, file)).diagnostics.len();
            } else {
                count += std::hint::black_box(document::parse(path, file, &|_, _| None)).diagnostics.len();
            }
        }
        let time = start.elapsed();
        println!("{:.1} MB in {time:?}: {:.1} MB/s, {count} diagnostics", bytes as f64 / 1e6, bytes as f64 / 1e6 / time.as_secs_f64());
    }
    Ok(())
}
