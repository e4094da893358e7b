//! What smaller pictures cost: scans of 2,000 × 3,000 pixels to four widths by the program itself, and by `vipsthumbnail` (Debian's
//! `libvips-tools`) where it is there, by turns.
//!
//! `SCHOLION_BENCH_SCANS=1000` measures other numbers of scans than 100.

#[allow(dead_code, reason = "the benches of whole builds use the rest")]
mod measure;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use scholion_picture::{Form, Picture, Tone};

const WIDTHS: [u32; 4] = [400, 800, 1200, 1600];
const TURNS: usize = 3;

fn main() {
    let count = std::env::var("SCHOLION_BENCH_SCANS").ok().and_then(|count| count.parse().ok()).unwrap_or(100);
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_scholion"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("archive");
    let scans = write(&root, count);
    println!("{count} scans to the widths {WIDTHS:?}, {TURNS} turns");
    for _ in 0..TURNS {
        for made in ["public", ".scholion"] {
            _ = fs::remove_dir_all(root.join(made));
        }
        let clean = measure::build(&binary, &root);
        let again = measure::build(&binary, &root);
        println!("scholion build: {:.2} CPU s, {} MiB; again {:.2} CPU s ({})", clean.cpu, clean.memory / 1024, again.cpu, clean.line);
        match vips(&scans, &folder.path().join("vips")) {
            Some(cpu) => println!("vipsthumbnail: {cpu:.2} CPU s, {:.2} times as much", cpu / clean.cpu),
            None => println!("vipsthumbnail is not there: install libvips-tools"),
        }
    }
}

/// An archive with so many scans, a hundred to a document; gives their paths.
fn write(root: &Path, count: usize) -> Vec<PathBuf> {
    let (files, documents) = (root.join("content/files"), root.join("content/documents"));
    fs::create_dir_all(&files).and_then(|()| fs::create_dir_all(&documents)).expect("folders");
    fs::write(root.join("scholion.yaml"), format!("title: Scans\nsearch: false\npictures: {{widths: {WIDTHS:?}, quality: 75}}\n"))
        .expect("a file");
    let drawn: Vec<Vec<u8>> = (0..8).map(scan).collect();
    let mut paths = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    for (number, bytes) in (0..count).zip(drawn.iter().cycle()) {
        let path = files.join(format!("{number:04}.jpg"));
        // What stands behind the end of a picture is none of it, and makes each file another.
        fs::write(&path, [bytes.as_slice(), number.to_string().as_bytes()].concat()).expect("a file");
        paths.push(path);
        if number % 100 == 0 {
            texts.push(format!("---\ntitle: Volume {number}\nlang: en\n---\n"));
        }
        if let Some(text) = texts.last_mut() {
            text.push_str(&format!("\n![Page {number}](../files/{number:04}.jpg)\n"));
        }
    }
    for (number, text) in texts.iter().enumerate() {
        fs::write(documents.join(format!("volume-{number}.md")), text).expect("a file");
    }
    paths
}

/// A page with lines as of writing on paper with grain.
fn scan(seed: u32) -> Vec<u8> {
    let (width, height) = (2000u32, 3000u32);
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let mut pixels = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        for x in 0..width {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            let grain = (state % 13) as u8;
            let is_written = y % 60 < 22 && (150..1850).contains(&x) && (x / 9 + y / 7 * 3 + (y / 60) * (7 + seed)) % 5 < 2;
            let paper: [u8; 3] = if is_written { [60, 48, 40] } else { [226, 214, 190] };
            pixels.extend(paper.map(|part| part.saturating_add(grain)));
        }
    }
    let picture = Picture::new(width, height, Tone::Rgb, pixels).expect("a picture");
    picture.write(Form::Photograph(88)).expect("a photograph")
}

/// The CPU time in which the other program makes the same; `None` if it is not there.
fn vips(scans: &[PathBuf], out: &Path) -> Option<f64> {
    fs::create_dir_all(out).ok()?;
    let before = measure::cpu_of_children();
    for width in WIDTHS {
        let name = format!("{}/%s-{width}.jpg[Q=75]", out.display());
        let done = Command::new("vipsthumbnail").args(["--size", &format!("{width}x"), "-o", &name]).args(scans).status().ok()?;
        assert!(done.success(), "vipsthumbnail failed");
    }
    Some(measure::cpu_of_children() - before)
}
