//! The licences of everything that is compiled into the program are those of `deny.toml`.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

/// The list under `allow` of `[licenses]`.
fn allowed(policy: &str) -> BTreeSet<&str> {
    let section = policy.split("\n[licenses]\n").nth(1).unwrap();
    let list = section.split("allow = [").nth(1).unwrap().split("\n]").next().unwrap();
    list.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\",")).collect()
}

/// Whether an SPDX expression can be met: of each part joined by AND, one of the choices joined by OR.
fn is_met(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let expression = expression.replace('/', " OR ");
    let part = |part: &str| part.split(" OR ").any(|choice| allowed.contains(choice.trim().trim_matches(['(', ')'])));
    expression.split(" AND ").all(part)
}

#[test]
fn every_dependency_has_a_licence_that_is_allowed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let policy = fs::read_to_string(root.join("deny.toml")).unwrap();
    let allowed = allowed(&policy);
    // Of one platform, as it is built here, and with what is compiled only.
    let args = ["tree", "--locked", "--offline", "--edges", "normal", "--prefix", "none", "--format", "{p}|{l}"];
    let output = Command::new(env!("CARGO")).args(args).current_dir(root).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    let refused: BTreeSet<&str> = tree
        .lines()
        .filter(|line| line.split_once('|').is_some_and(|(_, licence)| !is_met(licence.trim_end_matches(" (*)"), &allowed)))
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
    assert!(tree.lines().count() > 50);
}

#[test]
fn expressions_are_read() {
    let allowed = BTreeSet::from(["MIT", "Zlib", "BSD-3-Clause"]);
    assert!(is_met("MIT", &allowed) && is_met("GPL-3.0 OR MIT", &allowed) && is_met("Apache-2.0/MIT", &allowed));
    assert!(is_met("(Apache-2.0 OR MIT) AND BSD-3-Clause", &allowed));
    assert!(!is_met("MIT AND GPL-3.0", &allowed) && !is_met("", &allowed));
}
