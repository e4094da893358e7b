#!/usr/bin/env python3
"""What a release consists of, with nothing but Python's own library, so that it runs on every machine that builds one.

    pack.py TARGET PROGRAM FOLDER   the archive of a target, into FOLDER; prints its path
    pack.py --extras PROGRAM FOLDER manual pages and completions, as they are packed, and Debian's papers
    pack.py --check REPOSITORY TAG  whether this source may be released there under that tag
    pack.py --formula SHA256SUMS    the Homebrew formula with these checksums

Two runs give the same bytes: files are sorted, belong to nobody, and have the moment of SOURCE_DATE_EPOCH.
"""

import datetime
import email.utils
import gzip
import io
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPLETIONS = {
    "bash": "scholion.bash",
    "elvish": "scholion.elv",
    "fish": "scholion.fish",
    "nushell": "scholion.nu",
    "powershell": "_scholion.ps1",
    "zsh": "_scholion",
}
PAPERS = ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"]
# The guides, and what they give their readers to work with.
GUIDES = ["docs/*.md", "docs/ferry/*"]


# What the program carries of others, for Debian's list of copyrights (DEP 5): where it stands in the source, whose it is, its licence.
CARRIED = [
    ("*", "2026 The Scholion authors", "MIT or Apache-2.0"),
    ("templates/assets/faces/*", "2017 The Literata Project Authors, 2010-2024 Adobe", "OFL-1.1"),
    ("templates/assets/openseadragon.min.js", "2009 CodePlex Foundation, 2010-2025 OpenSeadragon contributors", "BSD-3-Clause"),
    ("crates/stem/*", "2001 Dr Martin Porter, 2004-2005 Richard Boulton, 2013 Yoshiki Shibukawa, 2006-2025 Olly Betts", "BSD-3-Clause-Snowball"),
    ("src/search/han.txt", "The OpenCC authors", "Apache-2.0"),
    ("src/site/csl/carried/*", "The Citation Style Language project, see README.md there", "CC-BY-SA-3.0"),
]
# The words of a licence: a file here, or where Debian or its author has them.
LICENCES = {
    "MIT": "LICENSE-MIT",
    "OFL-1.1": "templates/assets/faces/OFL-literata.txt",
    "BSD-3-Clause": "templates/assets/openseadragon.LICENSE.txt",
    "BSD-3-Clause-Snowball": "crates/stem/LICENSE",
    "Apache-2.0": "On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.",
    "CC-BY-SA-3.0": "The text is at https://creativecommons.org/licenses/by-sa/3.0/legalcode.",
}


def manifest(key):
    """A value of the workspace's Cargo.toml."""
    text = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
    part = text.split("[workspace.package]", 1)[1].split("\n[", 1)[0]
    return re.search(rf'^{key} = "([^"]+)"$', part, re.MULTILINE).group(1)


def moment():
    return int(os.environ.get("SOURCE_DATE_EPOCH", "0"))


def extras(program, folder):
    """Manual pages and completions, which the program writes itself."""
    program = Path(program).resolve()
    (folder / "completions").mkdir(parents=True, exist_ok=True)
    subprocess.run([program, "manual", "--out", folder / "man"], check=True)
    for shell, name in COMPLETIONS.items():
        script = subprocess.run([program, "completions", shell], check=True, stdout=subprocess.PIPE).stdout
        (folder / "completions" / name).write_bytes(script)


def debian(folder):
    """What a Debian package says of itself: whose work it holds, and that its changes stand in CHANGELOG.md."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/", "Upstream-Name: Scholion"]
    for files, whose, licence in CARRIED:
        lines += ["", f"Files: {files}", f"Copyright: {whose}", f"License: {licence}"]
    for name, words in LICENCES.items():
        text = (ROOT / words).read_text(encoding="utf-8") if (ROOT / words).is_file() else words
        lines += ["", f"License: {name}"] + [f" {line.rstrip()}" if line.strip() else " ." for line in text.strip().splitlines()]
    (folder / "copyright").write_text("\n".join(lines) + "\n", encoding="utf-8")
    maintainer = re.search(r'^maintainer = "([^"]+)"$', (ROOT / "Cargo.toml").read_text(encoding="utf-8"), re.MULTILINE).group(1)
    day = email.utils.format_datetime(datetime.datetime.fromtimestamp(moment(), datetime.timezone.utc))
    head = f"scholion ({manifest('version')}-1) unstable; urgency=medium"
    entry = f"{head}\n\n  * What is new stands in `changelog`, beside this file.\n\n -- {maintainer}  {day}\n"
    (folder / "changelog").write_text(entry, encoding="utf-8")
    # The library of YAML is one written in Rust, of which no package of Debian's is a part.
    (folder / "overrides").write_text("scholion: embedded-library *libyaml*\n", encoding="utf-8")


def contents(program, work):
    """The files of an archive: the name in it, the file, and whether it is run."""
    extras(program, work)
    files = [("scholion" + Path(program).suffix, Path(program), True)]
    files += [(name, ROOT / name, False) for name in PAPERS]
    files += [(path.relative_to(ROOT).as_posix(), path, False) for guides in GUIDES for path in ROOT.glob(guides)]
    for folder in ["man", "completions"]:
        files += [(f"{folder}/{path.name}", path, False) for path in (work / folder).iterdir()]
    return sorted(files)


def pack(target, program, folder):
    name = f"scholion-{manifest('version')}-{target}"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        files = contents(program, Path(work))
        if "windows" in target:
            place = folder / f"{name}.zip"
            with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
                for inner, path, is_run in files:
                    # The oldest day that the format knows.
                    entry = zipfile.ZipInfo(f"{name}/{inner}", (1980, 1, 1, 0, 0, 0))
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    entry.create_system = 3
                    entry.external_attr = (0o100755 if is_run else 0o100644) << 16
                    archive.writestr(entry, path.read_bytes())
        else:
            place = folder / f"{name}.tar.gz"
            with open(place, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, moment()) as packed:
                with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
                    for inner, path, is_run in files:
                        data = path.read_bytes()
                        entry = tarfile.TarInfo(f"{name}/{inner}")
                        entry.size, entry.mtime, entry.mode = len(data), moment(), 0o755 if is_run else 0o644
                        archive.addfile(entry, io.BytesIO(data))
    print(place)


def check(repository, tag):
    home, version = manifest("repository"), manifest("version")
    wrong = []
    if home.startswith("https://example.org/"):
        wrong.append("`repository` of Cargo.toml is still the placeholder")
    elif home != repository:
        wrong.append(f"this is {repository}, and `repository` of Cargo.toml is {home}")
    if tag != f"v{version}":
        wrong.append(f"the tag is {tag}, and the version of Cargo.toml {version}")
    sys.exit("; ".join(wrong) or 0)


def formula(sums):
    text = (ROOT / "packaging/homebrew/scholion.rb").read_text(encoding="utf-8")
    known = {name: digest for digest, name in (line.split() for line in Path(sums).read_text().splitlines() if line.strip())}

    def filled(found):
        name = f"scholion-{manifest('version')}-{found.group(1)}.tar.gz"
        return f'sha256 "{known[name]}"'

    sys.stdout.write(re.sub(r'sha256 "0+" # (\S+)', filled, text))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--extras", program, folder]:
            extras(program, Path(folder))
            debian(Path(folder) / "debian")
        case ["--check", repository, tag]:
            check(repository, tag)
        case ["--formula", sums]:
            formula(sums)
        case [target, program, folder] if not target.startswith("-"):
            pack(target, program, Path(folder))
        case _:
            sys.exit(__doc__)
