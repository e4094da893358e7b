#!/usr/bin/env bash
# pandoc 3.9 (from pypandoc_binary 1.17 of PyPI), reading one and the same text, in which two places call one note.
#
# Wikis (`<ref name="a" />`), DocBook (`footnoteref`), Org and reStructuredText can all call a note again. Pandoc's own model has notes at
# their place only, so that each reader has to decide what a second call becomes.
#
# Seen: four readers, three answers. Org and reStructuredText write the note twice, as if there were two; MediaWiki makes a second note
# that is empty; DocBook drops the second call. All with exit status 0 and nothing on standard error. Whoever counts notes behind
# pandoc counts four kinds of things.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install pypandoc_binary==1.17
"$home/v/bin/python" - <<'PY'
import json, subprocess
import pypandoc

assert pypandoc.get_pandoc_version() == "3.9"


def notes(form, text):
    command = [pypandoc.get_pandoc_path(), "-f", form, "-t", "json"]
    ran = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    assert ran.stderr == "", ran.stderr
    found = []

    def walk(value):
        if isinstance(value, list):
            [walk(item) for item in value]
        elif isinstance(value, dict):
            if value.get("t") == "Note":
                found.append(json.dumps(value["c"]).count('"Oak."'))
            walk(value.get("c", []))

    walk(json.loads(ran.stdout)["blocks"])
    return found


assert notes("org", "Wheel[fn:1] and race[fn:1].\n\n[fn:1] Oak.\n") == [1, 1]
assert notes("rst", "Wheel [#a]_ and race [#a]_.\n\n.. [#a] Oak.\n") == [1, 1]
assert notes("mediawiki", 'Wheel<ref name="a">Oak.</ref> and race<ref name="a" />.\n') == [1, 0]
docbook = '<article><para>Wheel<footnote id="a"><para>Oak.</para></footnote> and race<footnoteref linkend="a"/>.</para></article>'
assert notes("docbook", docbook) == [1]
print("pandoc 3.9: a note called twice is two notes in Org and reStructuredText, an empty one in MediaWiki, and one call less in DocBook")
PY
