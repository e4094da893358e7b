//! How fast documents and bibliographies are read: `cargo run --release --example parse_speed [bib] DIR`.

use std::time::Instant;

use scholion::{base::RelPath, document};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    if kind == "keep-bib" {
        let before = resident();
        let kept: Vec<_> = files.iter().map(|(path, file)| document::bibliography::parse(path, file)).collect();
        let size = size_of::<scholion::reference::Record>();
        println!(
            "{} bibliographies, {:.2} of their files' size, {} MB; a record {size}",
            kept.len(),
            (resident() - before) as f64 / bytes as f64,
            (resident() - before) >> 20
        );
        return Ok(());
    }
    if kind == "keep" {
        let before = resident();
        let kept: Vec<_> = files.iter().map(|(path, file)| document::parse(path, file, &|_, _| None)).collect();
        println!("{} documents, {:.2} of their files' size", kept.len(), (resident() - before) as f64 / bytes as f64);
        let sum = |of: &dyn Fn(&document::Document) -> usize| kept.iter().map(of).sum::<usize>() as f64 / bytes as f64;
        println!("text {:.2}", sum(&|d| d.body.text.len()));
        println!("markup {:.2}", sum(&|d| d.body.markup.len()));
        println!(
            "pieces {:.2}",
            sum(&|d| (d.body.pieces.len() + d.body.notes.iter().map(|n| n.pieces.len()).sum::<usize>()) * size_of::<document::Piece>())
        );
        println!("notes {:.2}", sum(&|d| d.body.notes.len() * size_of::<document::Note>()));
        println!(
            "blocks {:.2} ({} each)",
            sum(&|d| d.body.blocks.len() * size_of::<document::TextBlock>()),
            size_of::<document::TextBlock>()
        );
        println!("ids {:.2}", sum(&|d| d.body.blocks.len() * 16));
        println!(
            "citations {:.2} ({} each)",
            sum(&|d| d.facts.citations.len() * size_of::<document::Citation>()),
            size_of::<document::Citation>()
        );
        println!("links {:.2} ({} each)", sum(&|d| d.facts.links.len() * size_of::<document::Link>()), size_of::<document::Link>());
        println!("headings {:.2}", sum(&|d| d.facts.headings.len() * size_of::<document::Heading>()));
        println!("document {:.2} ({} each)", sum(&|_| size_of::<document::Document>()), size_of::<document::Document>());
        return Ok(());
    }
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

/// Resident memory, in bytes.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<usize>().ok()).unwrap_or(0) * 1024
}
