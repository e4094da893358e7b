#!/usr/bin/env bash
# striprtf 0.0.35 (PyPI), `rtf_to_text`.
#
# RTF 1.9.1 has notes as destinations at their marks (`\footnote`, with `\ftnalt` for endnotes), text boxes as `\shptxt`, hidden words as
# `\v`, and words deleted with changes tracked as `\deleted`.
#
# Seen: footnotes, endnotes and the words of text boxes are gone without a gap; hidden and deleted words are given as text. So what a reader
# of the file sees is lost, and what no reader sees is published. No error, no warning.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install striprtf==0.0.35
"$home/v/bin/python" - <<'PY'
from striprtf.striprtf import rtf_to_text

for rtf, words in {
    r"The wheel{\super\chftn}{\footnote \pard\plain {\super\chftn} In May.} turned": "The wheel turned",
    r"The wheel{\super\chftn}{\footnote\ftnalt \pard\plain {\super\chftn} In May.} turned": "The wheel turned",
    r"The wheel {\shp{\*\shpinst{\shptxt \pard\plain In a box.\par}}}turned": "The wheel turned",
    r"The wheel {\v secretly }turned": "The wheel secretly turned",
    r"The wheel {\deleted never }turned": "The wheel never turned",
}.items():
    read = rtf_to_text(r"{\rtf1\ansi\deff0{\fonttbl{\f0 Times;}}\pard " + rtf + r"\par}").strip()
    assert read == words, (rtf, read)
print("striprtf loses notes and boxes, and gives hidden and deleted words as text.")
PY
