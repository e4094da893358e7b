#!/usr/bin/env bash
# pymarc 5.4.0 (PyPI), which reads and writes MARC, the records of library catalogues, here in its form for people: `TextWriter`, `MARCMakerReader`.
#
# In that form, MARCMaker's (`.mrk`), a subfield begins with `$` and its code, and a dollar sign of the text itself is `{dollar}`. People correct records in
# it and read them back.
#
# Seen: neither side knows `{dollar}`. Written is a bare `$`, so that a price in a note begins a subfield when it is read back: "Sold for $5 in
# 1905" is "Sold for " and a subfield 5 (the library that a note is of) "in 1905"; the title "The $a day man" has its second half in another `$a`. A
# record that another program wrote with `{dollar}` keeps these letters, and an empty line behind the last record is one more record, an empty
# one. As ISO 2709 and as MARCXML the same record goes there and back whole. No error, no warning.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install pymarc==5.4.0
"$home/v/bin/python" -W error - <<'PY'
import io

from pymarc import Field, MARCMakerReader, MARCReader, Record, Subfield, TextWriter, parse_xml_to_array, record_to_xml


def parts(record):
    return [[tuple(subfield) for subfield in field.subfields] for field in record.fields]


record = Record()
record.add_field(Field("245", ["0", "4"], [Subfield("a", "The $a day man")]))
record.add_field(Field("500", [" ", " "], [Subfield("a", "Sold for $5 in 1905")]))
whole = [[("a", "The $a day man")], [("a", "Sold for $5 in 1905")]]
assert parts(record) == whole

text = io.StringIO()
writer = TextWriter(text)
writer.write(record)
writer.close(close_fh=False)
assert "{dollar}" not in text.getvalue(), text.getvalue()
(back,) = MARCMakerReader(text.getvalue())
assert parts(back) == [[("a", "The "), ("a", " day man")], [("a", "Sold for "), ("5", " in 1905")]], parts(back)
other, behind = MARCMakerReader("=LDR            22        4500\n=500  \\\\$aSold for {dollar}5 in 1905\n\n")
assert parts(other) == [[("a", "Sold for {dollar}5 in 1905")]], parts(other)
assert behind.fields == [], behind

(back,) = MARCReader(record.as_marc())
assert parts(back) == whole
(back,) = parse_xml_to_array(io.BytesIO(b"<collection>" + record_to_xml(record) + b"</collection>"))
assert parts(back) == whole
print("pymarc 5.4.0 makes a subfield of a dollar sign in a note when it reads what it has written as text")
PY
