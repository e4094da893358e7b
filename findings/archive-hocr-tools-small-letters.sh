#!/usr/bin/env bash
# archive-hocr-tools 1.1.70 (PyPI), which takes the text out of hOCR, the result of OCR (`hocr.text`, `hocr.parse`, the program `hocr-text`).
#
# hOCR is HTML: within a word there may be `<strong>`, `<em>`, `<sup>` and `<sub>`, as programs for OCR write them when they are asked for the
# type of the letters. A line (`ocr_line`) may stand without words (`ocrx_word`): these are the engine's own and need not be there.
#
# Seen: of a word that is set in two sizes or kinds the part within the element is the word. "15th" with its th raised is "th", "mill" with
# the number of a note is "1", "H2O" is "2", and "Mill" with a big M in front of small italics is "ill". A line without words is
# an empty line. Words that are bold as a whole come whole, which is what a small test has. No error, no warning; exit status 0.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install archive-hocr-tools==1.1.70
cd "$home"
cat > page.py <<'PY'
import sys

from hocr.parse import hocr_page_iterator
from hocr.text import hocr_page_text

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title></title>'
    '<meta name="ocr-system" content="x"/><meta name="ocr-capabilities" content="ocr_page ocr_carea ocr_par ocr_line ocrx_word"/></head><body>'
    """<div class="ocr_page" title='image "1.jpg"; bbox 0 0 1000 1000; ppageno 0'><div class="ocr_carea" title="bbox 0 0 900 400">"""
)


def text(line):
    with open("a.hocr", "w", encoding="utf-8") as file:
        file.write(f'{HEAD}<p class="ocr_par" title="bbox 0 0 900 400"><span class="ocr_line" title="bbox 0 0 900 100">{line}</span></p></div></div></body></html>')
    with open("a.hocr", "rb") as file:
        return "".join(hocr_page_text(page) for page in hocr_page_iterator(file)).rstrip("\n")


def words(*all):
    return " ".join(f'<span class="ocrx_word" title="bbox 0 0 100 100; x_wconf 90">{word}</span>' for word in all)


for line, read in [
    (words("The", "mill"), "The mill"),
    (words("<strong>The</strong>", "<strong><em>mill</em></strong>"), "The mill"),
    (words("15<sup>th</sup>", "May"), "th May"),
    (words("The", "mill<sup>1</sup>", "turns"), "The 1 turns"),
    (words("H<sub>2</sub>O"), "2"),
    (words("M<em>ill</em>"), "ill"),
    ("The mill", ""),
]:
    found = text(line)
    assert found == read, (line, found)
text(words("The", "mill<sup>1</sup>", "turns"))
PY
v/bin/python -W error page.py
[ "$(v/bin/hocr-text -f a.hocr 2> said | tr -d '\n')" = "The 1 turns" ] && [ ! -s said ]
echo "archive-hocr-tools 1.1.70: of a word with a raised letter or the number of a note that alone is left"
