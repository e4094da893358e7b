#!/usr/bin/env bash
# pandoc 3.6.1 (from pypandoc_binary 1.15 of PyPI), as a converter between formats of references.
#
# For archival material the shelfmark is the citation. CSL-JSON has `archive`, `archive-place`, `archive_collection`,
# `archive_location` and `call-number`; BibLaTeX has `library` for "library name and call number" (its manual, 2.2.2), and
# people use `number` or `note` for the rest.
#
# Seen: pandoc keeps all five in its own model (CSL-JSON to CSL-JSON loses nothing), but writes none of them into BibLaTeX or
# BibTeX, with exit status 0 and nothing on standard error. `number`, `edition` and `collection-title` of the same record do arrive, but
# not `collection-number`; and the title, in a record that names no language, has got capitals: "Letter to the Board".
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install pypandoc_binary==1.15
"$home/v/bin/python" - "$home" <<'PY'
import json, subprocess, sys
import pypandoc

assert pypandoc.get_pandoc_version() == "3.6.1"
record = {
    "id": "wren1911", "type": "manuscript", "title": "Letter to the board",
    "author": [{"family": "Wren", "given": "Ada"}], "issued": {"date-parts": [[1911, 3, 4]]},
    "archive": "County Record Office", "archive-place": "Leeds", "archive_collection": "Papers of the board",
    "archive_location": "Box 7", "call-number": "MS 12/4",
    "number": "7", "edition": "2", "collection-title": "Harbour papers", "collection-number": "3",
}
shelf = ["County Record Office", "Leeds", "Papers of the board", "Box 7", "MS 12/4"]


def run(to):
    command = [pypandoc.get_pandoc_path(), "-f", "csljson", "-t", to]
    ran = subprocess.run(command, input=json.dumps([record]), capture_output=True, text=True, check=True)
    assert ran.stderr == "", ran.stderr
    return ran.stdout


own = run("csljson")
assert all(words in own for words in shelf), own
for to in ["biblatex", "bibtex"]:
    written = run(to)
    assert not any(words in written for words in shelf), written
    assert "number = {7}" in written and "edition = {2}" in written and "series = {Harbour papers}" in written, written
    assert "title = {Letter to the Board}" in written, written
print("pandoc 3.6.1: archive, place, collection, box and shelfmark of a CSL record are left out of BibLaTeX and BibTeX without a word")
PY
