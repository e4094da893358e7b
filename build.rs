//! Gives the program a digest of its own source: while it is being worked on, its version stays the same and its
//! pages do not, and a cache of another program must be known as such. Also the list of the templates that it carries.

use std::{
    env, fs,
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
    let mut carried = Vec::new();
    list(Path::new("templates"), "", &mut carried);
    carried.sort();
    let entry =
        |path: &String| format!("    ({path:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/templates/\", {path:?}))),\n");
    let code = format!("&[\n{}]\n", carried.iter().map(entry).collect::<String>());
    let written = env::var("OUT_DIR").is_ok_and(|folder| fs::write(Path::new(&folder).join("templates.rs"), code).is_ok());
    assert!(written, "the list of templates cannot be written");
}

/// The files of a folder and of those below it, but for what an editor of texts leaves beside them.
fn list(folder: &Path, prefix: &str, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        match entry.path().is_dir() {
            true => list(&entry.path(), &format!("{prefix}{name}/"), files),
            false if name.starts_with('.') || name.ends_with('~') => {}
            false => files.push(format!("{prefix}{name}")),
        }
    }
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
