#!/usr/bin/env bash
# citeproc-py 0.11.1 (PyPI), a CSL processor in Python, with the locale for American English that comes with it.
#
# CSL 1.0.2: of a range within one month or year the parts that are the same stand once; `page-range-format` shortens the second number of a
# range ("minimal": 42–5) or fills it up ("expanded": 42–45); `initialize-with` is what stands behind an initial; `form="count"` gives the number of names.
#
# Seen: the first to the fourth of March is "1,–4, March 1905", March to April in figures "03/–04/1905". Letters are shortened as if they were figures:
# pages xii to xvi are "xii–vi" and iv to ix "iv–x", both other pages; "12-9" is not filled up to 12–19, nor "101-08". A given
# name that begins with no capital, as in Chinese, Georgian or behind an ʻayn, stays whole between two full stops. Three names count as one. No
# error, no warning.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"
python3 -m venv v
v/bin/pip -q install citeproc-py==0.11.1
v/bin/python -W error::UserWarning - <<'PY'
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON


def printed(layout, record, settings=""):
    text = f"""<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" default-locale="en-US" {settings}>
      <info><title>t</title><id>t</id><updated>2020-01-01T00:00:00Z</updated></info>
      <citation><layout>{layout}</layout></citation><bibliography><layout>{layout}</layout></bibliography></style>"""
    with open("s.csl", "w", encoding="utf-8") as file:
        file.write(text)
    records = CiteProcJSON([{"id": "a", "type": "book", "title": "On mills", **record}])
    made = CitationStylesBibliography(CitationStylesStyle("s.csl", validate=False), records, formatter.plain)
    made.register(Citation([CitationItem("a")]))
    (entry,) = made.bibliography()
    return str(entry)


for form, parts, found in [
    ("text", [[1905, 3, 1]], "March 1, 1905"),
    ("text", [[1905, 3], [1905, 4]], "March–April 1905"),
    ("text", [[1905, 3, 1], [1905, 3, 4]], "1,–4, March 1905"),
    ("text", [[1905, 3, 1], [1905, 4, 4]], "March 1,–April 4, 1905"),
    ("numeric", [[1905, 3], [1905, 4]], "03/–04/1905"),
]:
    date = printed(f'<date variable="issued" form="{form}"/>', {"issued": {"date-parts": parts}})
    assert date == found, date

for kind, pages, found in [
    ("minimal", "42-45", "42–5"),
    ("minimal", "xii-xvi", "xii–vi"),
    ("minimal", "iv-ix", "iv–x"),
    ("expanded", "12-9", "12–9"),
    ("expanded", "101-08", "101–08"),
]:
    line = printed('<text variable="page"/>', {"page": pages}, f'page-range-format="{kind}"')
    assert line == found, line


def names(attributes, *given):
    return printed(f'<names variable="author"><name {attributes}/></names>', {"author": [{"family": "Kerr", "given": word} for word in given]})


initials = 'initialize-with="." name-as-sort-order="all"'
assert names(initials, "Юрий") == "Kerr, Ю."
for given in ("泽东", "გიორგი", "ʻAlī"):
    found = names(initials, given)
    assert found == f"Kerr, . {given} .", found
found = names('form="count"', "Ada", "Bo", "Cy")
assert found == "1", found
PY
echo "citeproc-py 0.11.1 makes pages xii to vi of xii to xvi, scatters commas in ranges of days, and puts names without capitals between full stops"
