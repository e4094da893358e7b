#!/usr/bin/env python3
"""Packs the citation styles and locales that the program carries.

    pack_csl.py STYLES LOCALES    checkouts of https://github.com/citation-style-language/styles and …/locales

Writes `styles.pack`, `locales.pack` and `README.md` in `src/site/csl/carried/`, where `styles.txt` names the styles; a style that stands
there as a file is ours. A pack is an index, one file a line (name, offset behind the index, length packed, length), an empty line,
and the files, each deflated by itself (RFC 1951), so that one can be woken without the others.
"""
import re
import subprocess
import sys
import zlib
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent.parent / "src/site/csl/carried"
CS = "{http://purl.org/net/xbiblio/csl}"


def deflated(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def pack(files, into):
    index, parts, offset = [], [], 0
    for name, data in sorted(files.items()):
        part = deflated(data)
        index.append(f"{name} {offset} {len(part)} {len(data)}\n")
        parts.append(part)
        offset += len(part)
    into.write_bytes("".join(index).encode() + b"\n" + b"".join(parts))


def without_blanks(data):
    """A file without comments, and with one blank where lines were broken between its elements."""
    text = data.decode("utf-8-sig")
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    return re.sub(r">\s*\n\s*<", "><", text).encode()


def credits(data, parts):
    info = ElementTree.fromstring(data).find(CS + "info")
    if info is None:
        return []
    return [name.text.strip() for part in parts for name in info.findall(f"{CS}{part}/{CS}name") if name.text]


def commit(checkout):
    return subprocess.run(["git", "-C", checkout, "log", "-1", "--format=%H of %cs"], capture_output=True, text=True, check=True).stdout.strip()


def main(styles, locales):
    names = [line.split()[0] for line in (HERE / "styles.txt").read_text().splitlines() if line and not line.startswith("#")]
    ours = {name for name in names if (HERE / f"{name}.csl").exists()}
    found = {name: ((HERE if name in ours else Path(styles)) / f"{name}.csl").read_bytes() for name in names}
    words = {path.stem.removeprefix("locales-"): path.read_bytes() for path in sorted(Path(locales).glob("locales-*.xml"))}
    pack({name: without_blanks(data) for name, data in found.items()}, HERE / "styles.pack")
    pack({name: without_blanks(data) for name, data in words.items()}, HERE / "locales.pack")
    people = {}
    for data in found.values():
        for person in credits(data, ["author", "contributor"]):
            people.setdefault(person, None)
    translators = {}
    for data in words.values():
        for person in credits(data, ["translator"]):
            translators.setdefault(person, None)
    (HERE / "README.md").write_text(f"""\
# Citation styles and locales that the program carries

`styles.pack` holds {len(found)} styles of <https://github.com/citation-style-language/styles> (commit {commit(styles)}), named in `styles.txt`
with the other names by which archives may know them; `alphanumeric.csl` is our own. `locales.pack` holds all {len(words)} locales of
<https://github.com/citation-style-language/locales> (commit {commit(locales)}). Both are licensed under the Creative Commons
Attribution-ShareAlike 3.0 Unported licence (<https://creativecommons.org/licenses/by-sa/3.0/>); nothing in them was changed but comments and line breaks, which are gone.
Made by `tools/pack_csl.py`.

Authors and contributors of the styles: {", ".join(sorted(people))}.

Translators of the locales: {", ".join(sorted(translators))}.
""")


main(*sys.argv[1:])
