#!/usr/bin/env bash
# trafilatura 2.3.1 (PyPI), `extract` to Markdown and to XML.
#
# Seen on a page with an article: in Markdown a `<blockquote>` is a paragraph like all others, so that what is quoted reads as the author's own
# words, though formatting is asked for and the XML of the same call has `<quote>`. A list that begins with 7 (`<ol start="7">`) begins with
# 1 in Markdown, and its numbers are in no other output, so a clause cited by its number is another one. Of two long paragraphs of one wording
# in a row the second is gone, with `deduplicate=False`: a refrain sung twice is there once.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install trafilatura==2.3.1 lxml_html_clean==0.4.3
"$home/v/bin/python" - <<'PY'
import trafilatura

words = "of the mill was made of oak, and it turned by night when the water was high enough to drive it without any help."
prose = "".join(f"<p>The {ordinal} wheel {words}</p>" for ordinal in ("first", "second", "third"))
refrain = "<p>O let the water run, O let it run to the sea, and never let it stand below the wheel of the old mill by the ford.</p>"
page = f"""<html lang="en"><head><title>Mills</title></head><body><article><h1>Mills</h1>{prose}
<blockquote><p>Stones speak to those who wait.</p></blockquote>
<ol start="7"><li>The seventh clause of the lease of the mill</li><li>The eighth clause of the lease of the mill</li></ol>
{refrain}{refrain}{prose.replace("wheel", "stone")}</article></body></html>"""


def read(form):
    return trafilatura.extract(page, output_format=form, include_formatting=True, deduplicate=False)


text, xml = read("markdown"), read("xml")
assert "Stones speak" in text and "> Stones" not in text, text
assert "<quote>" in xml, xml
assert "1. The seventh clause" in text and "2. The eighth clause" in text, text
assert 'start' not in xml and '"7"' not in xml, xml
assert text.count("O let the water run, ") == 1, text
print("trafilatura: quotations without a mark, lists from 1, the second of two equal long paragraphs gone.")
PY
