#!/usr/bin/env bash
# saphyr-parser 0.3.4 (crates.io), a parser of YAML 1.2 in Rust.
#
# YAML 1.2.2 lets white space that separates tokens be tabs (section 6.2, rule 66: `s-separate-in-line ::= s-white+`); tabs are
# forbidden in indentation only (section 6.1). Front matter that was lined up with tabs, `title:<tab>Words`, is therefore valid, and
# libyaml (here through the C loader of PyYAML 6.0.2) and the package `yaml` of npm read it. The loader that PyYAML has in Python does not.
#
# Seen: saphyr-parser refuses a word behind `key:<tab>` with an error, while it takes a quoted word at the same place.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install PyYAML==6.0.2
"$home/v/bin/python" -c 'import yaml; assert yaml.load("title:\tWords\n", Loader=yaml.CSafeLoader) == {"title": "Words"}'
mkdir -p "$home/p/src"
cat > "$home/p/Cargo.toml" <<'T'
[package]
name = "p"
version = "0.0.0"
edition = "2024"

[dependencies]
saphyr-parser = "=0.3.4"
T
cat > "$home/p/src/main.rs" <<'R'
use saphyr_parser::Parser;

fn reads(text: &str) -> bool {
    Parser::new_from_str(text).all(|event| event.is_ok())
}

fn main() {
    assert!(reads("title: Words\n"));
    assert!(reads("title: \tWords\n"), "a blank before the tab helps");
    assert!(reads("title:\t\"Words\"\n"), "so do quotation marks");
    assert!(!reads("title:\tWords\n"));
    println!("saphyr-parser 0.3.4: a tab between a colon and a plain word is an error");
}
R
(cd "$home/p" && cargo run --quiet)
