//! The rules of the house that a machine can see (DESIGN §2, `docs/ARCHITECTURE.md`).

use std::{collections::BTreeSet, fs, path::Path};

use crate::{
    modules::{Modules, circles},
    rust_source::{after, code},
};

/// Which module may use which. All may use themselves. What the crates below `crates/` may use, Cargo knows.
const MAY_USE: [(&str, &[&str]); 10] = [
    ("config", &["base"]),
    ("source", &["base"]),
    ("document", &["base", "reference"]),
    ("archive", &["base", "config", "document", "reference"]),
    ("site", &["base", "config", "reference", "ingest", "document", "archive"]),
    ("search", &["base", "config", "document", "archive", "site"]),
    ("build", &["base", "config", "reference", "document", "archive", "site", "search"]),
    ("public", &["base", "source"]),
    ("preview", &["base", "source", "public"]),
    (
        "commands",
        &["base", "config", "source", "ingest", "reference", "document", "archive", "site", "search", "build", "public", "preview"],
    ),
];

/// The pure core: no files, clock, environment or network, no globals, no locks, no panics.
const CORE: [&str; 11] = ["base", "anchor", "csl", "config", "reference", "ingest", "document", "archive", "site", "search", "build"];

/// Crates with one home each: a file, or a folder.
const HOMES: [(&str, &[&str]); 55] = [
    ("ammonia", &["document/sanitize.rs"]),
    ("annotate-snippets", &["commands/report/text.rs"]),
    ("anstream", &["commands/"]),
    ("any_ascii", &["base/slug.rs"]),
    ("anyhow", &["commands/"]),
    ("blake3", &["base/digest.rs"]),
    ("axum", &["preview/"]),
    ("chardetng", &["base/source_text.rs"]),
    ("clap", &["commands/"]),
    ("clap_complete", &["commands/completions.rs"]),
    ("dom_query", &["ingest/formats/html/"]),
    ("dom_smoothie", &["ingest/formats/html/"]),
    (
        "roxmltree",
        &[
            "document/annotation_import/",
            "document/imported_place.rs",
            "ingest/formats/xml/",
            "ingest/formats/packed/",
            "document/drawing.rs",
            "csl/style/read/",
        ],
    ),
    ("ctrlc", &["commands/rebuild/gate.rs"]),
    ("encoding_rs", &["base/source_text.rs"]),
    ("fast_image_resize", &["picture/picture.rs"]),
    ("flate2", &["ingest/formats/packed/pack.rs", "ingest/printed/objects.rs", "site/csl/carried.rs", "commands/package.rs"]),
    ("futures-util", &["preview/"]),
    ("getrandom", &["preview/token.rs"]),
    ("hayro-jpeg2000", &["picture/read.rs"]),
    ("icu_collator", &["site/collation.rs"]),
    ("icu_locale", &["base/lang.rs"]),
    ("icu_locale_core", &["site/collation.rs"]),
    ("icu_properties", &["base/script.rs"]),
    ("image", &["picture/"]),
    ("imagesize", &["source/picture.rs"]),
    ("indicatif", &["commands/progress.rs"]),
    ("jpeg-encoder", &["picture/write.rs"]),
    ("mail-parser", &["ingest/formats/mail.rs", "ingest/formats/mail/"]),
    ("math-core", &["document/formula.rs"]),
    ("mimalloc", &["main.rs"]),
    ("notify", &["source/watch.rs"]),
    ("open", &["commands/serve/"]),
    ("postcard", &["base/digest.rs", "build/resume.rs", "build/understood.rs", "commands/cache/"]),
    ("pulldown-cmark", &["document/", "ingest/formats/markdown/"]),
    ("saphyr-parser", &["base/yaml/"]),
    ("serde_yaml", &["base/yaml/"]),
    ("sha2", &["base/digest.rs"]),
    ("similar", &["archive/editing/changed.rs", "commands/ingest/merge.rs", "site/versions/compare.rs"]),
    ("strsim", &["base/diagnostic.rs", "reference/called.rs"]),
    ("syntect", &["document/highlight.rs"]),
    ("tera", &["site/templates/"]),
    ("tiff", &["picture/sheets.rs"]),
    ("tokio", &["preview/"]),
    ("toml_edit", &["ingest/matter/toml.rs"]),
    ("two-face", &["document/highlight.rs"]),
    ("url", &["site/page.rs", "site/coins.rs"]),
    ("whatlang", &["ingest/"]),
    ("zune-core", &["picture/read.rs"]),
    ("zune-jpeg", &["picture/read.rs"]),
    ("zip", &["ingest/formats/packed/pack.rs"]),
    (
        "unicode-normalization",
        &["base/text.rs", "search/fold.rs", "anchor/fold.rs", "archive/entities/", "csl/processor/sort.rs", "csl/write.rs"],
    ),
    ("unicode-segmentation", &["base/text.rs", "commands/ingest/merge.rs"]),
    ("rayon", &["source/", "build/", "search/", "public/", "commands/", "archive/"]),
    (
        "serde_json",
        &[
            "base/yaml/",
            "reference/csl/",
            "reference/rich.rs",
            "reference/format/",
            "document/",
            "site/",
            "ingest/",
            "commands/",
            "preview/",
            "csl/item/json.rs",
        ],
    ),
];

/// Crates that are shared vocabulary, like the standard library.
const SHARED: [&str; 3] = ["memchr", "rustc-hash", "serde"];

/// What code of the core may not name: the path, and what comes behind it.
const IMPURE: [(&str, &[&str]); 2] =
    [("std", &["env", "fs", "process", "thread", "time"]), ("sync", &["Mutex", "RwLock", "OnceLock", "atomic"])];

/// Longest file, in lines.
const LONGEST: usize = 450;

/// A file of `src/`, or of a crate below `crates/`.
struct SourceFile {
    /// From `src/`, with forward slashes; of a crate behind its name: `base/date.rs`.
    path: String,
    /// Whether it is of a crate of its own.
    is_apart: bool,
    text: String,
    /// Without comments, strings and tests.
    code: String,
}

impl SourceFile {
    fn module(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap_or("")
    }

    fn is_test(&self) -> bool {
        self.path.ends_with("tests.rs") || self.path.contains("/tests/")
    }
}

fn sources() -> Vec<SourceFile> {
    fn collect(root: &Path, folder: &Path, home: &str, files: &mut Vec<SourceFile>) {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                collect(root, &path, home, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let path = format!("{home}{}", path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"));
                files.push(SourceFile { code: code(&text), path, is_apart: !home.is_empty(), text });
            }
        }
    }
    let mut files = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    collect(&root.join("src"), &root.join("src"), "", &mut files);
    for name in crates() {
        let source = root.join("crates").join(&name).join("src");
        collect(&source, &source, &format!("{name}/"), &mut files);
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The crates beside the program.
fn crates() -> Vec<String> {
    let folders = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("crates")).unwrap().flatten();
    folders.map(|folder| folder.file_name().into_string().unwrap()).collect()
}

/// What the program and the crates beside it depend on, but for each other.
fn dependencies() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifests = crates().into_iter().map(|name| root.join("crates").join(name)).chain([root.to_path_buf()]);
    let mut names = BTreeSet::new();
    for manifest in manifests {
        let text = fs::read_to_string(manifest.join("Cargo.toml")).unwrap();
        let section = text.split("\n[dependencies]\n").nth(1).unwrap_or("").split("\n[").next().unwrap_or("");
        let lines = section.lines().filter_map(|line| line.split(['=', '.']).next().filter(|_| line.contains('=')));
        names.extend(lines.map(|name| name.trim().to_owned()).filter(|name| !name.starts_with("scholion-")));
    }
    names
}

/// All violations together, so that one run shows them all.
fn none(violations: Vec<String>) {
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

#[test]
fn modules_use_only_what_stands_before_them() {
    let mut violations = Vec::new();
    for file in sources().iter().filter(|file| file.path.contains('/') && !file.is_apart && !file.is_test()) {
        let module = file.module();
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            violations.push(format!("{}: the module `{module}` is not in the table", file.path));
            continue;
        };
        // `super::` as far as the crate's root is `crate::`. A file `a/b.rs` is two deep, `a/mod.rs` one.
        let depth = file.path.matches('/').count() + usize::from(!file.path.ends_with("/mod.rs"));
        let up = vec!["super"; depth].join("::");
        for used in after(&file.code, "crate").into_iter().chain(after(&file.code, &up)) {
            if used != module && !allowed.contains(&used) {
                violations.push(format!("{}: `{module}` may not use `{used}`", file.path));
            }
        }
    }
    none(violations);
}

#[test]
fn no_circle_is_wider_than_a_folder() {
    let files: Vec<SourceFile> = sources().into_iter().filter(|file| !file.is_test()).collect();
    let folder = |file: &str| file.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let mut violations = Vec::new();
    for home in crates().into_iter().map(|name| format!("{name}/")).chain([String::new()]) {
        let of_home = files.iter().filter(|file| file.is_apart != home.is_empty() && file.path.starts_with(&home));
        let of_home: Vec<(&str, &str)> = of_home.map(|file| (&file.path[home.len()..], file.code.as_str())).collect();
        for circle in circles(&Modules::read(&of_home).uses()) {
            let folders: BTreeSet<String> = circle.iter().map(|file| folder(file)).collect();
            if folders.len() > 1 {
                violations.push(format!("{home}: these files use each other: {}", circle.into_iter().collect::<Vec<_>>().join(", ")));
            }
        }
    }
    none(violations);
}

#[test]
fn each_crate_has_one_home() {
    let dependencies = dependencies();
    let listed: BTreeSet<String> = HOMES.iter().map(|(name, _)| name).chain(&SHARED).map(|name| (*name).to_owned()).collect();
    let mut violations: Vec<String> = dependencies
        .symmetric_difference(&listed)
        .map(|name| format!("{name} is not both in Cargo.toml and in the table of homes"))
        .collect();
    for file in sources().iter().filter(|file| !file.is_test()) {
        for (name, homes) in HOMES {
            let is_used = !after(&file.code, &name.replace('-', "_")).is_empty();
            if is_used && !homes.iter().any(|home| file.path.starts_with(home)) {
                violations.push(format!("{}: `{name}` is at home in {}", file.path, homes.join(", ")));
            }
        }
    }
    none(violations);
}

#[test]
fn the_core_is_pure() {
    let mut violations = Vec::new();
    for file in sources().iter().filter(|file| CORE.contains(&file.module()) && !file.is_test()) {
        for (prefix, words) in IMPURE {
            for word in
                after(&file.code, prefix).into_iter().chain(if prefix == "sync" { after(&file.code, "std::sync") } else { Vec::new() })
            {
                if words.contains(&word) {
                    violations.push(format!("{}: uses {prefix}::{word}", file.path));
                }
            }
        }
        for (number, line) in file.code.lines().enumerate() {
            let found = [
                "println!",
                "print!(",
                "dbg!",
                "todo!",
                "unimplemented!",
                "panic!",
                "unreachable!",
                ".unwrap()",
                ".expect(",
                "static mut",
                "thread_local!",
                // `std::net` also holds addresses, which are mere values.
                "TcpStream",
                "TcpListener",
                "UdpSocket",
                "ToSocketAddrs",
            ]
            .into_iter()
            .find(|word| line.contains(word));
            if let Some(word) = found {
                violations.push(format!("{}:{}: the core does not `{word}`", file.path, number + 1));
            }
        }
    }
    none(violations);
}

#[test]
fn files_are_short() {
    let mut violations = Vec::new();
    for file in sources() {
        let lines = file.text.lines().count();
        let most = if file.path == "main.rs" { 29 } else { LONGEST };
        if lines > most {
            violations.push(format!("{}: {lines} lines, at most {most}", file.path));
        }
    }
    none(violations);
}

#[test]
fn every_folder_has_a_door() {
    none(
        sources()
            .iter()
            .filter(|file| file.path.ends_with("mod.rs") | file.path.ends_with("lib.rs") && !file.text.starts_with("//!"))
            .map(|file| format!("{}: does not say what it is for", file.path))
            .collect(),
    );
}

#[test]
fn the_table_of_modules_has_no_dead_entries() {
    // A module that is not there yet is in the table because the design names it.
    let planned = ["preview", "ingest", "build", "site", "archive"];
    let there: BTreeSet<String> = sources().iter().filter(|file| file.path.contains('/')).map(|file| file.module().to_owned()).collect();
    none(
        MAY_USE
            .iter()
            .filter(|(name, _)| !there.contains(*name) && !planned.contains(name))
            .map(|(name, _)| format!("{name} is gone"))
            .collect(),
    );
}

#[test]
fn no_view_is_made_of_words_that_are_not_shown() {
    let views = ["site/", "search/", "build/"];
    let files = sources();
    let using = |file: &&SourceFile| ["whole_text(", ".laid(", "catalogue.held"].iter().any(|name| file.code.contains(name));
    let wrong = files.iter().filter(|file| views.iter().any(|folder| file.path.starts_with(folder))).filter(using);
    none(wrong.map(|file| format!("{}: what is published is made of what may be shown", file.path)).collect());
    assert!(files.iter().filter(using).count() > 2, "the names are those of the code");
}

#[test]
fn the_map_shows_every_module() {
    let map = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ARCHITECTURE.md")).unwrap();
    let modules: BTreeSet<String> = sources().iter().filter(|file| file.path.contains('/')).map(|file| file.module().to_owned()).collect();
    let is_missing = |module: &&String| !map.contains(&format!("\n| `{module}` | "));
    none(modules.iter().filter(is_missing).map(|module| format!("docs/ARCHITECTURE.md does not show `{module}`")).collect());
}

#[test]
fn every_promise_names_tests_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let trust = fs::read_to_string(root.join("docs/TRUST.md")).unwrap();
    let mut tests: String = sources().iter().map(|file| file.text.as_str()).collect();
    for file in fs::read_dir(root.join("tests/it")).unwrap().flatten() {
        tests.push_str(&fs::read_to_string(file.path()).unwrap_or_default());
    }
    let rows = trust.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" | ")).filter(|(promise, _)| *promise != "promise");
    let is_there = |name: &str| name == "tests/run" || tests.contains(&format!("fn {name}("));
    let mut violations = Vec::new();
    for (promise, held_by) in rows {
        let names: Vec<&str> = held_by.split('`').skip(1).step_by(2).filter(|name| !name.contains(' ')).collect();
        if names.is_empty() {
            violations.push(format!("nothing holds: {promise}"));
        }
        violations.extend(names.into_iter().filter(|name| !is_there(name)).map(|name| format!("there is no test `{name}`")));
    }
    none(violations);
}

#[test]
fn ranges_of_scripts_have_one_home() {
    // Search has a table of its own, which a test lays beside that of the browser; the others shorten a way, and are proved by tests.
    let homes = ["base/script.rs", "search/alphabet.rs", "search/words.rs", "base/word_count.rs", "base/text.rs", "anchor/fold.rs"];
    let marks = ["3400", "4e00", "3040", "ac00", "f900"];
    let files = sources();
    let others = files.iter().filter(|file| !file.is_test() && !homes.contains(&file.path.as_str()));
    let wrong = others
        .filter(|file| marks.iter().any(|mark| [format!("{{{mark}}}"), format!("0x{mark}")].iter().any(|one| file.code.contains(one))));
    none(wrong.map(|file| format!("{}: what a script's letters are stands in base/script.rs", file.path)).collect());
}

#[test]
fn words_of_languages_stand_in_their_files() {
    // A list is told by its Cyrillic words, which lists of several languages have. The endings of a declension are no such list.
    let homes = ["archive/mentions/inflect.rs"];
    const MOST: usize = 14;
    let mut violations = Vec::new();
    for file in sources().iter().filter(|file| file.module() != "lang" && !file.is_test() && !homes.contains(&file.path.as_str())) {
        let code = file.text.split("#[cfg(test)]").next().unwrap_or("");
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let words = lines.flat_map(|line| line.split('"').skip(1).step_by(2));
        let found = words.filter(|word| word.chars().any(|c| ('\u{400}'..='\u{52f}').contains(&c))).count();
        if found > MOST {
            violations.push(format!("{}: {found} words; what is known of a language stands in crates/lang/data/", file.path));
        }
    }
    none(violations);
}
