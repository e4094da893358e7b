//! The official styles and locales are read, if they are at hand: `CSL_STYLES` and `CSL_LOCALES` name their folders.

use std::path::PathBuf;
use std::time::Instant;

use scholion_csl::style::Style;
use scholion_csl::style::locale::Locale;

fn files(variable: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let Some(folder) = std::env::var_os(variable) else { return Vec::new() };
    let mut files = Vec::new();
    for folder in [PathBuf::from(&folder), PathBuf::from(&folder).join("dependent")] {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        files.extend(entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.to_string_lossy().ends_with(ending)));
    }
    files.sort();
    files.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn official_styles_are_read() {
    let mut slowest = (0.0, String::new());
    let mut doubts = std::collections::BTreeMap::new();
    let mut failed = 0;
    for (path, text) in files("CSL_STYLES", ".csl") {
        let start = Instant::now();
        match Style::read(&text) {
            Ok(style) => {
                let ms = start.elapsed().as_secs_f64() * 1000.0;
                if ms > slowest.0 {
                    slowest = (ms, path.display().to_string());
                }
                for doubt in style.doubts {
                    *doubts.entry(doubt.to_string()).or_insert(0) += 1;
                }
            }
            Err(faults) => {
                failed += 1;
                for fault in faults {
                    println!("{}: {fault}: {}", path.display(), text.get(fault.at.clone()).unwrap_or(""));
                }
            }
        }
    }
    println!("slowest: {slowest:?}\n{doubts:#?}");
    assert_eq!(failed, 0);
}

#[test]
fn official_locales_are_read() {
    for (path, text) in files("CSL_LOCALES", ".xml") {
        if let Err(faults) = Locale::read(&text) {
            panic!("{}: {faults:?}", path.display());
        }
    }
}
