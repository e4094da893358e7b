#!/usr/bin/env bash
# The locales of CSL, as pandoc 3.9 (from pypandoc_binary 1.17 of PyPI) and citeproc-py 0.11.1 (PyPI) bring them: the words that a
# citation style takes for a language.
#
# A negative year is one before the common era: a processor sets the term `bc` behind it, and `ad` behind a year of less than four digits
# (CSL 1.0.2, "AD and BC"). The words themselves are the locale's, one file for each language.
#
# Seen: in Japanese and in Basque the two words are exchanged, so that 44 BC is printed as 44 AD and 14 AD as 14 BC. In Thai the word for `bc` is that
# of the Buddhist era, whose year 44 is 500 BC. Both programs print it so; in Estonian, Hebrew or Finnish they print what is meant. Hebrew
# has `bce` and `ce` exchanged, for styles that ask for these words. Thai says of a work that is `forthcoming` that it is "willing to inform".
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"
python3 -m venv v
v/bin/pip -q install pypandoc_binary==1.17 citeproc-py==0.11.1
v/bin/python - <<'PY'
import json
import subprocess

import pypandoc
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

records = [{"id": str(year), "type": "book", "title": "Annals", "issued": {"date-parts": [[year]]}} for year in (-44, 14)]


def style(layout, language):
    text = f"""<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" default-locale="{language}">
      <info><title>t</title><id>t</id><updated>2020-01-01T00:00:00Z</updated></info>
      <citation><layout>{layout}</layout></citation><bibliography><layout>{layout}</layout></bibliography></style>"""
    with open("s.csl", "w", encoding="utf-8") as file:
        file.write(text)


def pandoc(layout, language):
    style(layout, language)
    command = [pypandoc.get_pandoc_path(), "--citeproc", "--csl", "s.csl", "-f", "csljson", "-t", "plain", "-M", f"lang={language}"]
    run = subprocess.run(command, input=json.dumps(records), capture_output=True, text=True, check=True)
    assert run.stderr == "", run.stderr
    return [line for line in run.stdout.splitlines() if line]


def citeproc_py(layout, language):
    style(layout, language)
    made = CitationStylesBibliography(CitationStylesStyle("s.csl", validate=False), CiteProcJSON(records), formatter.plain)
    for record in records:
        made.register(Citation([CitationItem(record["id"])]))
    return [str(entry) for entry in made.bibliography()]


years = '<date variable="issued"><date-part name="year"/></date>'
printed = {
    "et-EE": ["44eKr", "14pKr"],
    "fi-FI": ["44eKr.", "14jKr."],
    "he-IL": ["44לפני הספירה", "14לספירה"],
    "ja-JP": ["44紀元後", "14紀元前"],
    "eu": ["44K.o.", "14K.a."],
    "th-TH": ["44พ.ศ.", "14ค.ศ."],
}
for read in (pandoc, citeproc_py):
    for language, both in printed.items():
        found = read(years, language)
        assert found == both, (read.__name__, language, found)
    found = read('<text term="bce"/>', "he-IL")
    assert set(found) == {"לספירה"}, (read.__name__, found)
    found = read('<text term="forthcoming"/>', "th-TH")
    assert set(found) == {"เต็มใจให้ข้อมูล"}, (read.__name__, found)
PY
echo "44 BC is printed as 44 AD in Japanese and Basque, and as a year of the Buddhist era in Thai, by pandoc 3.9 and citeproc-py 0.11.1"
