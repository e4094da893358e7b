#!/usr/bin/env bash
# pybtex 0.26.1 and bibtexparser 2.1.0 (PyPI), reading BibTeX and writing it again, nothing changed in between.
#
# In BibTeX a field holds LaTeX: `\&`, `\%` and `\$` are the plain signs, braces keep together what "and" would part; addresses are
# mostly written as they are, with `%20`, `#` and `~`. Strings are joined by `#`. bibtexparser has steps of its own that make plain words of LaTeX
# (`LatexDecodingMiddleware`) and LaTeX of plain words.
#
# Seen: pybtex writes `\\&` and `100\\%` for `\&` and `100\%`, a line break and the start of a comment; each time that the file is read and written there
# are more. `~` becomes `\textasciitilde`, and of an address `a_b%20c` it makes `a\_b\%20c` and reads that back. bibtexparser's step to plain words cuts
# an address at its `%` and makes a blank of `~`; it takes braces off, so that "{Mills and Rivers}" are two authors afterwards, and the
# dollar of a price comes back as the start of a formula. Joined strings stay as they are written, sign, quotation marks and name
# (`narva # " am Fluss"`), though a name alone is resolved; with its two steps the `#` is then `\#`. No error, no warning.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"
python3 -m venv v
v/bin/pip -q install pybtex==0.26.1 latexcodec==3.0.1 bibtexparser==2.1.0 pylatexenc==2.11
v/bin/python -W error - <<'PY'
from pybtex.database import parse_string

text = r"@book{a, title = {Mills \& rivers, 100\% water~power}, url = {https://example.org/~kerr/a_b%20c}}"
seen = []
for _ in range(3):
    read = parse_string(text, "bibtex")
    seen.append((read.entries["a"].fields["title"], read.entries["a"].fields["url"]))
    text = read.to_string("bibtex")
assert seen == [
    (r"Mills \& rivers, 100\% water~power", "https://example.org/~kerr/a_b%20c"),
    (r"Mills \\& rivers, 100\\% water\textasciitilde power", r"https://example.org/\textasciitilde kerr/a\_b\%20c"),
    (r"Mills \\\& rivers, 100\\\% water\textasciitilde power", r"https://example.org/\textasciitilde kerr/a\\_b\\%20c"),
], seen
PY
v/bin/python -W error - <<'PY'
import bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware, LatexEncodingMiddleware, SeparateCoAuthors

text = r"""@string{narva = "Narva"}
@book{a, author = {Kerr, Ada and {Mills and Rivers}}, publisher = narva, address = narva # " am Fluss",
  url = {https://example.org/~kerr/a_b%20c}, note = {\$5 a yard, of $x$}}"""


def fields(text, *steps):
    read = bibtexparser.parse_string(text, append_middleware=list(steps))
    assert read.failed_blocks == []
    return read, {field.key: field.value for field in read.entries[0].fields}


_, found = fields(text, SeparateCoAuthors())
assert found["author"] == ["Kerr, Ada", "{Mills and Rivers}"], found
assert (found["publisher"], found["address"]) == ("Narva", 'narva # " am Fluss"'), found

read, found = fields(text, LatexDecodingMiddleware())
assert found["url"] == "https://example.org/\N{NO-BREAK SPACE}kerr/a_b", found
written = bibtexparser.write_string(read, prepend_middleware=[LatexEncodingMiddleware()])
assert r"address = narva \# '' am Fluss''" in written, written
_, found = fields(written, SeparateCoAuthors())
assert found["author"] == ["Kerr, Ada", "Mills", "Rivers"], found
assert found["note"] == "$5 a yard, of $x$", found
PY
echo "pybtex 0.26.1 adds backslashes each time it writes; bibtexparser 2.1.0 cuts addresses at %, parts authors in braces, joins no strings"
