#!/usr/bin/env bash
# edtf 5.0.1 (PyPI), which turns dates as catalogues write them into EDTF (ISO 8601-2).
#
# `text_to_edtf` knows much ("the 1840s" is `184X`, "spring 1843" is `1843-21`, "1843-1845" with a hyphen is an interval). What it does not
# know it does not refuse: it takes a part and drops the rest.
#
# Seen: "1843–1845" with an en dash, the sign that every style guide asks for between years, is the year 1845 alone, "1843—1845" with a long
# dash too; "1843 or 1844" is 1843, no set; "mid 19th century" is the whole century. No warning, no error. Whoever takes over dates of catalogues must turn dashes into hyphens first
# and keep what was written beside what was read.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install edtf==5.0.1
"$home/v/bin/python" - <<'PY'
from edtf import text_to_edtf

known = {"the 1840s": "184X", "spring 1843": "1843-21", "circa 1843": "1843~", "1843-1845": "1843/1845"}
partly = {"1843\u20131845": "1845", "1843\u20141845": "1845", "1843 or 1844": "1843", "mid 19th century": "18XX"}
for words, read in {**known, **partly}.items():
    found = text_to_edtf(words)
    assert found == read, (words, found)
print("edtf 5.0.1: of two years with a dash between them the first is dropped without a word")
PY
