#!/usr/bin/env bash
# alto-tools 0.1.0 (PyPI), `alto-tools -t`, which takes the text out of ALTO, the result of OCR in libraries.
#
# A word that is divided at the end of a line stands in ALTO as two `String`s, `SUBS_TYPE` saying which half each is, with the
# half in `CONTENT` and the whole word in `SUBS_CONTENT`.
#
# Seen: the second half never comes. In its place stands once more what was written last, which is the first half: "wa-" and "ter turned" give
# "wa" and "waturned". If the first half is on the page before, it is whatever came last on this one, here a word of another block. Exit
# status 0 and nothing on standard error. The same words without `SUBS_TYPE` come as they stand.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"
python3 -m venv v
v/bin/pip -q install alto-tools==0.1.0
v/bin/python - <<'PY'
import subprocess

AT = 'HPOS="0" VPOS="0" WIDTH="9" HEIGHT="9"'


def text(*blocks):
    lines = "".join(
        f"<TextBlock ID='b{number}' {AT}>%s</TextBlock>" % "".join(f"<TextLine {AT}>{line}</TextLine>" for line in block)
        for number, block in enumerate(blocks)
    )
    with open("a.xml", "w", encoding="utf-8") as page:
        page.write(
            '<?xml version="1.0" encoding="UTF-8"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">'
            "<Description><MeasurementUnit>pixel</MeasurementUnit></Description>"
            f'<Layout><Page ID="p" PHYSICAL_IMG_NR="1" WIDTH="9" HEIGHT="9"><PrintSpace {AT}>{lines}</PrintSpace></Page></Layout></alto>'
        )
    ran = subprocess.run(["v/bin/alto-tools", "-t", "a.xml"], capture_output=True, text=True, check=True)
    return ran.stdout.split(), ran.stderr


def word(content, more=""):
    return f'<String CONTENT="{content}" {more} {AT}/>'


FIRST, SECOND = ('SUBS_TYPE="HypPart%d" SUBS_CONTENT="water"' % half for half in (1, 2))
divided = [word("The") + "<SP/>" + word("wa", FIRST) + '<HYP CONTENT="-"/>', word("ter", SECOND) + "<SP/>" + word("turned")]
assert text(divided) == (["The", "wa", "waturned"], ""), text(divided)
plain = [word("The") + "<SP/>" + word("wa") + '<HYP CONTENT="-"/>', word("ter") + "<SP/>" + word("turned")]
assert text(plain) == (["The", "wa", "ter", "turned"], ""), text(plain)
page = text([word("Mills")], [word("ter", SECOND) + "<SP/>" + word("turned")])
assert page == (["Mills", "Mills", "turned"], ""), page
print("alto-tools 0.1.0: of a word divided at the end of a line the first half comes twice, the second never")
PY
