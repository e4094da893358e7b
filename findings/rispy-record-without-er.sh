#!/usr/bin/env bash
# rispy 0.10.0 (PyPI), which reads RIS, the exchange format of reference managers.
#
# Every record of RIS should end in a line `ER  - `; exports cut by hand, or pasted together from web pages, often lack it.
# A library reads on until it sees one, so a record without its end takes the next one with it, or is not there at all.
#
# Seen: of a list whose last record has no `ER`, that record is missing; of a list whose first record has none, the second
# is missing, though its `TY` says plainly that it begins. Both times the answer is a list without a warning or an error.
# Whoever imports must count the lines `TY  - ` and compare.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install rispy==0.10.0
"$home/v/bin/python" -W error - <<'PY'
import rispy

whole = "TY  - BOOK\nTI  - On harbours\nER  - \n\nTY  - BOOK\nTI  - On canals\nER  - \n"
assert len(rispy.loads(whole)) == 2

last_open = "TY  - BOOK\nTI  - On harbours\nER  - \n\nTY  - BOOK\nTI  - On canals\n"
found = [record["title"].strip() for record in rispy.loads(last_open)]
assert found == ["On harbours"], found

first_open = "TY  - BOOK\nTI  - On harbours\n\nTY  - BOOK\nTI  - On canals\nER  - \n"
found = [record["title"].strip() for record in rispy.loads(first_open)]
assert found == ["On harbours"], found
print("rispy 0.10.0: one of two records is left out without a word where an `ER` is missing")
PY
