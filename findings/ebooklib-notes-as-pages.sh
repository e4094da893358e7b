#!/usr/bin/env bash
# EbookLib 0.20 (PyPI), which reads an EPUB 3, `read_epub`, and writes it again, `write_epub`, with nothing changed in between.
#
# The page list of an EPUB says where the pages of the printed book begin, so that it can be cited by them; each entry has the number of the
# page as its words, here "vii" and "viii". The library reads that list rightly into `pages`.
#
# Seen: the written book has another list. It is made anew from everything in the text that has an `epub:type` and an `id`: so a footnote
# and a glossary are pages now, named with words of theirs or by their `id`, and real pages are named by their `id` ("p7") in place of their number. The
# `head` of each chapter is empty: its title and its style sheet are gone, though the sheet is still in the file. And the spine
# names a table of contents of EPUB 2, "ncx", that is in no manifest. No error, no warning.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install EbookLib==0.20
cd "$home"
"$home/v/bin/python" -W error::UserWarning - <<'PY'
import re
import zipfile

from ebooklib import epub

XHTML = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">'
with zipfile.ZipFile("a.epub", "w") as book:
    book.writestr("mimetype", "application/epub+zip")
    book.writestr(
        "META-INF/container.xml",
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="E/p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    )
    book.writestr(
        "E/p.opf",
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:x:mill</dc:identifier><dc:title>The Mill</dc:title>'
        '<dc:language>en</dc:language><meta property="dcterms:modified">2020-01-01T00:00:00Z</meta></metadata>'
        '<manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="s" href="s.css" media-type="text/css"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>',
    )
    book.writestr("E/s.css", "p { color: black }")
    book.writestr(
        "E/nav.xhtml",
        f'{XHTML}<head><title>Contents</title></head><body><nav epub:type="toc"><ol><li><a href="a.xhtml">The wheel</a></li></ol></nav>'
        '<nav epub:type="page-list"><ol><li><a href="a.xhtml#p7">vii</a></li><li><a href="a.xhtml#p8">viii</a></li></ol></nav></body></html>',
    )
    book.writestr(
        "E/a.xhtml",
        f'{XHTML}<head><title>The wheel</title><link rel="stylesheet" href="s.css"/></head><body><h1>The wheel</h1>'
        '<p><span epub:type="pagebreak" id="p7" title="vii"/>It turned<a epub:type="noteref" href="#n1">1</a>.</p>'
        '<aside epub:type="footnote" id="n1">Of oak.</aside><p><span epub:type="pagebreak" id="p8" title="viii"/>By night.</p>'
        '<section epub:type="glossary" id="g"><p>Sluice: a gate.</p></section></body></html>',
    )

book = epub.read_epub("a.epub")
assert [(page.href, page.title) for page in book.pages] == [("a.xhtml#p7", "vii"), ("a.xhtml#p8", "viii")], book.pages
epub.write_epub("b.epub", book)
with zipfile.ZipFile("b.epub") as book:
    names = book.namelist()
    read = {name.split("/")[-1]: book.read(name).decode() for name in names}
pages = re.findall(r'<a href="(.*?)">(.*?)</a>', read["nav.xhtml"].split("page-list")[1])
assert pages == [("a.xhtml#p7", "p7"), ("a.xhtml#n1", "Of oak."), ("a.xhtml#p8", "p8"), ("a.xhtml#g", "g")], pages
assert "<head/>" in read["a.xhtml"] and "s.css" not in read["a.xhtml"] and "s.css" in read, read["a.xhtml"]
assert 'toc="ncx"' in read["content.opf"] and 'id="ncx"' not in read["content.opf"], read["content.opf"]
print("EbookLib 0.20: read and written again, an EPUB has its footnotes among its pages, and its pages have lost their numbers")
PY
