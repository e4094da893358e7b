#!/usr/bin/env bash
# pandoc 3.9 (from pypandoc_binary 1.17 of PyPI), reading the dates of references in four formats.
#
# RIS has dates as `1905/03/14/` or `1905///` (year, month, day and other words, always three strokes). The dates of BibLaTeX are EDTF: `184X`,
# `1905-03-XX`, `../1905`, `1905?` (its manual, 2.3.8). CSL-JSON has `season` beside `date-parts`, and `literal` for a date in words. The year of EndNote's
# XML is whatever was typed into its field.
#
# Seen: a whole date of RIS leaves no date at all, `1905///` a range from 1905 to the year 0 and on; the date in words is lost, so that a citation of
# what is "c. 1905" says "n.d.", without a date; in EndNote's XML it is the year 0, as 1843-1845 is. Decades, open beginnings and days unknown leave none,
# and what is doubtful is certain; only `~` is kept. Seasons are lost from CSL-JSON, though pandoc knows them from BibLaTeX. Exit
# status 0 and nothing on standard error, not with `--verbose` either.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"
python3 -m venv v
v/bin/pip -q install pypandoc_binary==1.17
v/bin/python - <<'PY'
import json
import subprocess

import pypandoc


def pandoc(text, *options):
    run = subprocess.run([pypandoc.get_pandoc_path(), *options], input=text, capture_output=True, text=True, check=True)
    assert run.stderr == "", run.stderr
    return run.stdout


def date(text, kind):
    (record,) = json.loads(pandoc(text, "--verbose", "-f", kind, "-t", "csljson"))
    return record.get("issued")


def ris(tag, words):
    return f"TY  - BOOK\nAU  - Kerr, Ada\nTI  - On mills\n{tag}  - {words}\nER  - \n"


def biblatex(words):
    return f"@book{{a, author = {{Kerr, Ada}}, title = {{On mills}}, date = {{{words}}}}}"


def endnote(words):
    return f"""<xml><records><record><rec-number>1</rec-number><ref-type name="Book">6</ref-type>
      <titles><title>On mills</title></titles><dates><year>{words}</year></dates></record></records></xml>"""


def csl_json(**issued):
    return json.dumps([{"id": "a", "type": "book", "title": "On mills", "author": [{"family": "Kerr"}], "issued": issued}])


def parts(*dates):
    return {"date-parts": [list(each) for each in dates]}


nothing = {"date-parts": []}
for kind, text, found in [
    ("ris", ris("PY", "1905"), parts([1905])),
    ("ris", ris("PY", "1905/03/14/"), nothing),
    ("ris", ris("PY", "1905///"), parts([1905], [0], [0], [0])),
    ("ris", ris("DA", "1905/03/14/"), None),
    ("endnotexml", endnote("1905"), parts([1905])),
    ("endnotexml", endnote("c. 1905"), parts([0])),
    ("endnotexml", endnote("1843-1845"), parts([0])),
    ("biblatex", biblatex("1843/1845"), parts([1843], [1845])),
    ("biblatex", biblatex("1905-21"), parts([1905, 21])),
    ("biblatex", biblatex("1905~"), {"circa": True, **parts([1905])}),
    ("biblatex", biblatex("1905?"), parts([1905])),
    ("biblatex", biblatex("184X"), None),
    ("biblatex", biblatex("../1905"), None),
    ("biblatex", biblatex("1905-03-XX"), None),
    ("csljson", csl_json(literal="c. 1905"), nothing),
    ("csljson", csl_json(season=1, **parts([1905])), parts([1905])),
]:
    issued = date(text, kind)
    assert issued == found, (text, issued)

cite = ["--citeproc", "-t", "plain"]
words = pandoc(csl_json(literal="c. 1905"), "-f", "csljson", *cite).strip()
assert words == "Kerr. n.d. On Mills.", words
words = pandoc(ris("PY", "1905///"), "-f", "ris", *cite).strip()
assert words == "Kerr, Ada. 1905–. On Mills.", words
PY
echo "pandoc 3.9 says n.d. of what is c. 1905, and reads no whole date from RIS, the year 0 from EndNote and no decade from BibLaTeX"
