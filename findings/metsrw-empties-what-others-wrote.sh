#!/usr/bin/env bash
# metsrw 0.7.0 (PyPI), "Library for dealing with METS files": read a METS, `METSDocument.fromfile`, and write it again, `tostring`.
#
# In METS a `div` has whatever `TYPE` its makers use; libraries that digitise books have "page" and "chapter". A scan is a `file`, what is
# known of the book a `dmdSec`, who may see it a `rightsMD`, and `structLink` says which pages a chapter has.
#
# Seen: the library knows divs of the types "Item" and "Directory", as Archivematica writes them. A book of pages is read without a word of
# complaint, has no file (`all_files()` is empty), and is written without any: no scan, no page, no description, no rights, no link; instead there are
# two structures called "Archivematica default" and "Normative Directory Structure", and the chapters, which lead nowhere. With `Item` and `Directory`
# as types of the same book its scan is there, but of two places where it lies one is left, now no URL but the path of a system; what kind of
# file it is, the number of the page and the link are gone. A `TYPE="PHYSICAL"`, in capitals, is refused: there is no such structure.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install metsrw==0.7.0
"$home/v/bin/python" -W error - "$home/m.xml" <<'PY'
import re
import sys

import metsrw

BOOK = """<mets:mets xmlns:mets="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink">
<mets:dmdSec ID="d1"><mets:mdWrap MDTYPE="MODS"><mets:xmlData><mods:mods><mods:titleInfo><mods:title>The mill</mods:title></mods:titleInfo></mods:mods></mets:xmlData></mets:mdWrap></mets:dmdSec>
<mets:amdSec ID="a1"><mets:rightsMD ID="r1"><mets:mdWrap MDTYPE="OTHER" OTHERMDTYPE="house"><mets:xmlData><rights xmlns="http://example.org/r">closed</rights></mets:xmlData></mets:mdWrap></mets:rightsMD></mets:amdSec>
<mets:fileSec><mets:fileGrp USE="original"><mets:file ID="f1" ADMID="a1" MIMETYPE="image/jpeg">
<mets:FLocat LOCTYPE="URL" xlink:href="http://example.org/1.jpg"/><mets:FLocat LOCTYPE="URL" xlink:href="http://example.net/1.jpg"/></mets:file></mets:fileGrp></mets:fileSec>
<mets:structMap TYPE="physical"><mets:div ID="p" TYPE="book" LABEL="The mill" DMDID="d1"><mets:div ID="p1" TYPE="page" ORDER="1" ORDERLABEL="xii" LABEL="Title page"><mets:fptr FILEID="f1"/></mets:div></mets:div></mets:structMap>
<mets:structMap TYPE="logical"><mets:div ID="l" TYPE="book"><mets:div ID="l1" TYPE="chapter" LABEL="The wheel"/></mets:div></mets:structMap>
<mets:structLink><mets:smLink xlink:from="l1" xlink:to="p1"/></mets:structLink>
</mets:mets>"""


def again(text):
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        file.write(text)
    read = metsrw.METSDocument.fromfile(sys.argv[1])
    return len(read.all_files()), read.tostring().decode()


count, written = again(BOOK)
assert count == 0
for gone in ("mods:title", "closed", "1.jpg", "xii", "Title page", "smLink"):
    assert gone in BOOK and gone not in written, gone
assert re.findall('LABEL="(.*?)"', written) == ["Archivematica default", "Normative Directory Structure", "The wheel"], written
assert "<mets:fileSec/>" in written, written

count, written = again(BOOK.replace('TYPE="book" LABEL', 'TYPE="Directory" LABEL').replace('TYPE="page"', 'TYPE="Item"'))
assert count == 2
assert 'xlink:href="http://example.org/1.jpg" LOCTYPE="OTHER" OTHERLOCTYPE="SYSTEM"' in written, written
for gone in ("example.net", "image/jpeg", "xii", "smLink"):
    assert gone not in written, gone
for kept in ("mods:title", "closed", "Title page"):
    assert kept in written, kept
try:
    again(BOOK.replace('"physical"', '"PHYSICAL"'))
    raise SystemExit("read")
except metsrw.exceptions.ParseError as error:
    assert "No physical structMap found" in str(error), error
print("metsrw 0.7.0: a METS of pages, read and written again, has neither scans nor pages, description nor rights")
PY
