//! The official test suite of the Citation Style Language (<https://github.com/citation-style-language/test-suite>).
//!
//! It is fetched by hand and not kept here: `CSL_SUITE` names its folder of tests (`processor-tests/humans`), `CSL_LOCALES` a checkout of
//! <https://github.com/citation-style-language/locales>. `CSL_ONLY` narrows to tests whose names begin so, and prints what differs.
//! What fails stands in `suite-lacks.txt`, a test a line with its reason; one that begins with `does not apply:` is not counted. A test
//! that fails and is not listed fails this one, and so does one that is listed and passes.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

mod suite {
    pub mod case;
    pub mod run;
}

use suite::{case::Case, run::run};

const LACKS: &str = include_str!("suite-lacks.txt");
const APPLIES_NOT: &str = "does not apply:";

#[test]
fn the_suite_passes_but_for_what_is_listed() {
    let lacks = lacks();
    let Some(folder) = std::env::var_os("CSL_SUITE").map(PathBuf::from) else {
        println!("CSL_SUITE names no folder: only the form of suite-lacks.txt was looked at");
        return;
    };
    let locales = std::env::var_os("CSL_LOCALES").map_or_else(|| folder.join("../../../locales"), PathBuf::from);
    let only = std::env::var("CSL_ONLY").unwrap_or_default();
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let (mut regressed, mut mended, mut passed, mut applying) = (Vec::new(), Vec::new(), 0, 0);
    for (name, text) in files(&folder) {
        if !name.starts_with(&only) {
            continue;
        }
        let applies = lacks.get(name.as_str()).is_none_or(|reason| !reason.starts_with(APPLIES_NOT));
        let case = Case::read(&text);
        let outcome = catch_unwind(AssertUnwindSafe(|| run(&case, &locales))).unwrap_or_else(|_| Err("it panicked".into()));
        let passes = outcome.as_deref() == Ok(case.result.as_str());
        let count = counts.entry(name.split('_').next().unwrap_or_default().to_owned()).or_default();
        if applies {
            applying += 1;
            passed += usize::from(passes);
            count.0 += usize::from(passes);
            count.1 += 1;
        }
        if !only.is_empty() && !passes {
            let got = outcome.unwrap_or_else(|error| format!("!! {error}"));
            println!("--- {name} ({})\nwanted: {}\n   got: {got}", case.mode, case.result);
        }
        match (passes, lacks.contains_key(name.as_str())) {
            (true, true) => mended.push(name),
            (false, false) => regressed.push(name),
            _ => {}
        }
    }
    for (kind, (passed, all)) in counts {
        println!("{kind:16} {passed:3} of {all}");
    }
    println!("{passed} of {applying} pass ({:.1} %)", 100.0 * passed as f64 / applying.max(1) as f64);
    println!("fail and are not listed ({}): {}", regressed.len(), regressed.join(" "));
    println!("are listed and pass ({}): {}", mended.len(), mended.join(" "));
    assert!(!only.is_empty() || (regressed.is_empty() && mended.is_empty()), "suite-lacks.txt is not what fails");
}

/// What fails, with its reasons; in the order of names, each once.
fn lacks() -> BTreeMap<&'static str, &'static str> {
    let lines: Vec<&str> = LACKS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    let names: BTreeSet<&str> = lines.iter().filter_map(|line| Some(line.split_once(": ")?.0)).collect();
    assert_eq!(names.len(), lines.len(), "a line is `name: reason`, each name once");
    assert!(lines.is_sorted(), "the names are sorted");
    lines.iter().filter_map(|line| line.split_once(": ")).inspect(|(name, reason)| assert!(!reason.trim().is_empty(), "{name}")).collect()
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    let named = |path: PathBuf| Some((path.file_stem()?.to_string_lossy().into_owned(), fs::read_to_string(&path).ok()?));
    let mut files: Vec<(String, String)> = paths.filter_map(named).collect();
    files.sort();
    files
}
