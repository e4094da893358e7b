#!/usr/bin/env bash
# acdh-tei-pyutils 2.4.0 (PyPI), with which editions in TEI take the text out of their files, for a search index above all.
#
# In XML a comment and a processing instruction are no part of the text (XML 1.0, 2.5 and 2.6); editors leave remarks in the one, and XML
# editors theirs in the other. `itertext` of Python's ElementTree and `string()` of XPath leave both out.
#
# Seen: `extract_fulltext` and `extract_fulltext_with_spacing` give both as words, amid the sentence: the remark about the living
# is in the index of the edition. The first can be told not to, if lxml's own `Comment` and `PI` are in its list of elements to leave out; the
# second, which takes names, cannot. Nor does it set a blank for `<lb/>`, between words unless `break` says "no": "mill", "turns" are
# "millturns".
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install acdh-tei-pyutils==2.4.0
"$home/v/bin/python" -W error - <<'PY'
from acdh_tei_pyutils.tei import TeiReader
from acdh_tei_pyutils.utils import extract_fulltext, extract_fulltext_with_spacing
from lxml import etree

file = """<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc>
<titleStmt><title>A letter</title></titleStmt><publicationStmt><p>None.</p></publicationStmt><sourceDesc><p>None.</p></sourceDesc>
</fileDesc></teiHeader>
<text><body><p>Ada<!-- her niece asked us not to name her --> came; the mill<lb/>turns.<?editor check the date?></p><p>By night.</p></body></text>
</TEI>"""
tei = TeiReader(file)
body = tei.any_xpath("//tei:body")[0]
assert body.xpath("string()") == "Ada came; the millturns.By night."
plain = extract_fulltext(body)
assert plain == "Ada her niece asked us not to name her came; the millturns.check the dateBy night.", plain
spaced = extract_fulltext_with_spacing(body)
named = [etree.Comment, etree.PI]
assert extract_fulltext(body, named) == "Ada came; the millturns.By night.", extract_fulltext(body, named)
assert extract_fulltext_with_spacing(body, [*named, "comment", "#comment"]) == spaced
assert spaced == "Ada her niece asked us not to name her came; the millturns.check the date By night.", spaced
print("acdh-tei-pyutils 2.4.0 gives comments and processing instructions of TEI as words of the text")
PY
