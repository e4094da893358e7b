#!/usr/bin/env bash
# pandoc 3.9 (from pypandoc_binary 1.17 of PyPI), reading names, editors and pages of references.
#
# RIS and EndNote have a name as "family, given, suffix". In BibTeX the words of a name that begin small are its particle, and a letter with its
# accent in braces, `{\'E}`, counts as that letter. EndNote's XML has the editor of a chapter in `secondary-authors`, its pages in `pages`.
#
# Seen: "King, Martin, Jr." is read as one who is given the name "Jr.", with the suffix "Martin"; pandoc's own reader of BibTeX has another order,
# and gets it right there. `{\'E}tienne` is a particle, as is any given name that begins with an accent in braces, and has no given
# name: a style that asks for initials prints it whole, beside "Z." for the next. A chapter from EndNote's XML has lost its editor, its pages are
# in a field `pages` that CSL does not have (it is `page`), so that no citation shows them, and the number of an issue is no `issue`. Exit
# status 0 and nothing on standard error.
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


def read(text, kind):
    return json.loads(pandoc(text, "-f", kind, "-t", "csljson"))


def bibtex(*authors):
    return "\n".join(f"@book{{a{at}, title = {{On mills}}, year = 1905, author = {{{author}}}}}" for at, author in enumerate(authors))


ris = "TY  - BOOK\nAU  - King, Martin, Jr.\nTI  - On mills\nPY  - 1905\nER  - \n"
endnote = """<xml><records><record><rec-number>1</rec-number><ref-type name="Book Section">5</ref-type>
  <contributors><authors><author>King, Martin, Jr.</author></authors><secondary-authors><author>Li, Bo</author></secondary-authors></contributors>
  <titles><title>On mills</title><secondary-title>Mills and rivers</secondary-title></titles>
  <pages>12-19</pages><number>2</number><dates><year>1905</year></dates></record></records></xml>"""
exchanged = [{"family": "King", "given": "Jr.", "suffix": "Martin"}]
(record,) = read(ris, "ris")
assert record["author"] == exchanged, record
(record,) = read(bibtex("King, Jr., Martin"), "bibtex")
assert record["author"] == [{"family": "King", "given": "Martin", "suffix": "Jr."}], record

(record,) = read(endnote, "endnotexml")
assert record["author"] == exchanged, record
assert "editor" not in record and "Bo" not in json.dumps(record), record
assert "page" not in record and record["pages"] == "12-19", record
assert "issue" not in record and record["number"] == "2", record
words = pandoc(endnote, "-f", "endnotexml", "-t", "plain", "--citeproc")
assert "Mills and Rivers" in words and "12" not in words, words

for kind in ("bibtex", "biblatex"):
    for given, letters in [("{\\'E}tienne", "Étienne"), ('{\\"O}zg{\\"u}r', "Özgür"), ("{\\c C}elik", "Çelik")]:
        (record,) = read(bibtex(f"{given} Kerr"), kind)
        assert record["author"] == [{"dropping-particle": letters, "family": "Kerr"}], record
        (record,) = read(bibtex(f"{letters} Kerr"), kind)
        assert record["author"] == [{"family": "Kerr", "given": letters}], record

with open("s.csl", "w") as file:
    file.write("""<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
      <info><title>t</title><id>t</id><updated>2020-01-01T00:00:00Z</updated></info><citation><layout><text variable="title"/></layout></citation>
      <bibliography><layout><names variable="author"><name initialize-with="."/></names></layout></bibliography></style>""")
words = pandoc(bibtex("{\\'E}tienne Kerr", "Zo{\\'e} Kerr"), "-f", "bibtex", "-t", "plain", "--citeproc", "--csl", "s.csl")
assert words.split("\n\n") == ["Étienne Kerr", "Z. Kerr\n"], words
PY
echo "pandoc 3.9 exchanges given name and suffix, takes given names with an accent for particles, and loses editor and pages of EndNote's XML"
