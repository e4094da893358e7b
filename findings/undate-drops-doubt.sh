#!/usr/bin/env bash
# undate 0.8.0 (PyPI), "for working with uncertain or partially known dates", reading EDTF (ISO 8601-2) and writing it again.
#
# At level 1 EDTF has `?`, `~` and `%` for what is uncertain, approximate or both; an interval whose end is empty ends nobody knows when, one
# with `..` is open and goes on. Years before the common era have four digits behind the minus. undate takes "portions of" EDTF.
#
# Seen: the three signs are accepted and gone, so that `1905?`, `1905~` and `1905` are one and the same and equal, to the day. An unknown end
# becomes an open one: "1905 until we do not know when" is "since 1905". `-0044` is written as `0-44`, which the library itself
# does not read. What its grammar lacks, such as a set, it refuses; here there is no error and no warning.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install undate==0.8.0
"$home/v/bin/python" -W error - <<'PY'
from undate import Undate


def read(date):
    return Undate.parse(date, "EDTF")


again = {
    "1905?": "1905",
    "1905-02~": "1905-02",
    "1905-02-14%": "1905-02-14",
    "1843~/1845?": "1843/1845",
    "1905/": "1905/..",
    "/1905": "../1905",
    "-0044-03-15": "0-44-03-15",
    "190X": "190X",
    "1905/..": "1905/..",
}
for date, written in again.items():
    found = read(date).format("EDTF")
    assert found == written, (date, found)
assert read("1905~") == read("1905")
assert str(read("1905-02-14?").earliest) == str(read("1905-02-14?").latest) == "1905-02-14"
for refused in ("0-44-03-15", "1905-21", "[1905,1906]"):
    try:
        read(refused)
    except Exception:
        continue
    raise SystemExit(f"{refused} is read now")
print("undate 0.8.0 reads uncertain and approximate dates as certain ones, unknown ends as open, and writes -0044 as 0-44")
PY
