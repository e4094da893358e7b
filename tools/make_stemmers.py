#!/usr/bin/env python3
"""Makes the stemmers of `crates/stem` again: the half in Rust and that in JavaScript, of the same sources.

    make_stemmers.py SNOWBALL    a checkout of https://github.com/snowballstem/snowball, at the tag of the version that is wanted

Asks for `make`, a compiler of C, and `npx` (terser makes the scripts small). Writes `generated/*.rs`, `script/*.js` and `LICENSE`; what
runs the stemmers, `src/runtime.rs` and `script/stem.js`, is written by hand after Snowball's own.
"""
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent / "crates/stem"
# One for each language: not `porter` and `lovins`, which are older ones for English, nor `dutch_porter`.
LEFT_OUT = {"porter", "lovins", "dutch_porter", "earlymodernenglish"}
TERSER = "terser@5.51.4"


def rust(text):
    text = re.sub(r"\n#!\[allow\(\w+\)\]", "", text)
    text = text.replace("use snowball::SnowballEnv;\nuse snowball::Among;\n", "use crate::runtime::{Among, SnowballEnv};\n")
    # A place outside the word is no byte, and no panic.
    text, count = re.subn(r"env\.current\.as_bytes\(\)\[\((.+?)\) as usize\] as u8", r"env.byte(\1)", text)
    assert "as_bytes" not in text, text.count("as_bytes")
    return text


def script(name, text):
    text = re.sub(r"import B from '[^']*'", "", text)
    text, count = re.subn(r"export default class extends B \{", "return class extends B {", text)
    assert count == 1
    text = text.replace("\n    stemWord = this.stem;\n", "\n")
    text = f'scholion.give("stem-{name}", B => {{ "use strict";\n{text}\n}});'
    ran = subprocess.run(["npx", "--yes", TERSER, "--compress", "passes=2", "--mangle", "--ecma", "2022"], input=text, text=True, capture_output=True, check=True)
    return f"/*! Generated from {name}.sbl of Snowball; its licence stands in stem.js. */\n{ran.stdout.strip()}\n"


def table(names):
    lines = ["//! The stemmers that Snowball makes of its sources, and the same in JavaScript. Written by `tools/make_stemmers.py`.", ""]
    lines += [f"mod {name};" for name in names]
    lines += ["", "use crate::runtime::SnowballEnv;", ""]
    lines += ["/// Name, stemmer, script, in the order of names.", f"pub const ALL: [(&str, fn(&mut SnowballEnv) -> bool, &str); {len(names)}] = ["]
    lines += [f'    ("{name}", {name}::stem, include_str!("../script/{name}.js")),' for name in names]
    return "\n".join(lines) + "\n];\n"


def main(snowball):
    subprocess.run(["make", "-s", "snowball"], cwd=snowball, check=True)
    names = sorted(path.stem for path in (snowball / "algorithms").glob("*.sbl") if path.stem not in LEFT_OUT)
    for folder in ["generated", "script"]:
        (HERE / folder).mkdir(exist_ok=True)
    shutil.copy(snowball / "COPYING", HERE / "LICENSE")
    for name in names:
        made = {}
        for kind in ["rust", "js"]:
            into = HERE / f"generated/{name}"
            subprocess.run([snowball / "snowball", snowball / f"algorithms/{name}.sbl", f"-{kind}", "-o", into], check=True)
            path = into.with_suffix(".rs" if kind == "rust" else ".js")
            made[kind] = path.read_text(encoding="utf-8")
            path.unlink()
        (HERE / f"generated/{name}.rs").write_text(rust(made["rust"]), encoding="utf-8")
        (HERE / f"script/{name}.js").write_text(script(name, made["js"]), encoding="utf-8")
        print(name)
    (HERE / "generated/mod.rs").write_text(table(names), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
