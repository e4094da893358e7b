#!/usr/bin/env bash
# nbib 0.3.2 (PyPI), which reads what PubMed gives out as "PubMed format" (`.nbib`, `.txt`).
#
# In this format a tag may stand several times: `LA` for each language, `CN` for each body that is an author. Chapters and books have their editors
# in `FED` and `ED` and the book's title in `BTI`. `LID` and `AID` may both hold a DOI, `LID` the one that belongs to the citation.
#
# Seen: of two languages and of two bodies the last alone is left. A suffix is part of the given name ("Martin Jr"). The editors of a chapter, the title
# of its book, the numbers by which persons are known (`AUID`), and a DOI in `LID` are gone. Of several affiliations and
# keywords all are there, which makes it easy to believe that the rest is. No error, no warning.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install nbib==0.3.2
"$home/v/bin/python" -W error - <<'PY'
import nbib

text = """PMID- 1
OWN - NLM
STAT- MEDLINE
DP  - 1905 Mar
TI  - On the mill.
LID - 10.1000/mill [doi]
FAU - King, Martin Jr
AU  - King M Jr
AUID- ORCID: 0000-0002-1825-0097
AD  - Guild, Narva.
AD  - Board, Reval.
CN  - Guild of Millers
FAU - Li, Bo
AU  - Li B
CN  - Board of Works
LA  - eng
LA  - est
PT  - Journal Article
TA  - J Mills
OT  - mill
OT  - water

PMID- 2
OWN - NLM
STAT- Publisher
DP  - 1905
BTI - Mills and rivers
TI  - On the river.
FAU - Kerr, Ada
AU  - Kerr A
FED - Mo, Cy
ED  - Mo C
LA  - eng
PT  - Book Chapter
"""
record, chapter = nbib.read(text)
people = [(author["last_name"], author["first_name"]) for author in record["authors"]]
assert people == [("King", "Martin Jr"), ("Li", "Bo")], record
assert record["authors"][0]["affiliations"] == ["Guild, Narva.", "Board, Reval."], record
assert record["keywords"] == ["mill", "water"], record
assert record["corporate_author"] == "Board of Works", record
assert record["language"] == "est", record
for gone in ("Guild of Millers", "eng", "10.1000", "1825"):
    assert gone not in str(record), (gone, record)
assert chapter["title"] == "On the river.", chapter
for gone in ("Mo", "Cy", "Mills"):
    assert gone not in str(chapter), (gone, chapter)
record, _ = nbib.read(text.replace("LID -", "AID -"))
assert record["doi"] == "10.1000/mill", record
PY
echo "nbib 0.3.2 keeps the last of two languages and of two bodies, and no editors, no title of the book, no DOI in LID"
