//! Gives the program a digest of its own source: while it is being worked on, its version stays the same and its
//! pages do not, and a cache of another program must be known as such.

use std::{
    fs,
    hash::{DefaultHasher, Hasher},
    path::Path,
};

fn main() {
    let mut hasher = DefaultHasher::new();
    for place in ["src", "crates", "templates", "Cargo.toml", "Cargo.lock"] {
        println!("cargo:rerun-if-changed={place}");
        add(Path::new(place), &mut hasher);
    }
    println!("cargo:rustc-env=SCHOLION_SOURCE={:016x}", hasher.finish());
}

fn add(place: &Path, hasher: &mut DefaultHasher) {
    hasher.write(place.to_string_lossy().replace('\\', "/").as_bytes());
    if let Ok(bytes) = fs::read(place) {
        hasher.write_usize(bytes.len());
        hasher.write(&bytes);
    } else if let Ok(entries) = fs::read_dir(place) {
        let mut inside: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        inside.sort();
        inside.iter().for_each(|place| add(place, hasher));
    }
}
