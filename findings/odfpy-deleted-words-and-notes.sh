#!/usr/bin/env bash
# odfpy 1.4.1 (PyPI), `teletype.extractText`, its way to the text of an OpenDocument file.
#
# OpenDocument keeps what was deleted with changes tracked in `text:tracked-changes` at the beginning of the text (ODF 1.3 part 3, 5.5), and
# a note, its number and its body, at the place of its mark within the paragraph (6.3).
#
# Seen: the deleted words come first in the text, behind the name of who deleted them and the time, all run together; the number and the
# words of a note stand in the middle of the sentence, glued to the word before. No error, no warning; nothing tells them from the text.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install odfpy==1.4.1
"$home/v/bin/python" - <<'PY'
import io
import zipfile

from odf import teletype, text
from odf.opendocument import load

space = "urn:oasis:names:tc:opendocument:xmlns"
content = f"""<office:document-content xmlns:office="{space}:office:1.0" xmlns:text="{space}:text:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:body><office:text><text:tracked-changes><text:changed-region
 text:id="c"><text:deletion><office:change-info><dc:creator>Editor</dc:creator><dc:date>2020-01-01T00:00:00</dc:date></office:change-info>
<text:p>struck</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>The wheel<text:change text:change-id="c"/>
turned<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>In May.</text:p>
</text:note-body></text:note> by night.</text:p></office:text></office:body></office:document-content>"""
kind = "application/vnd.oasis.opendocument.text"
manifest = f"""<manifest:manifest xmlns:manifest="{space}:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/"
 manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
file = io.BytesIO()
with zipfile.ZipFile(file, "w") as package:
    package.writestr("mimetype", kind)
    package.writestr("content.xml", content)
    package.writestr("META-INF/manifest.xml", manifest)
file.seek(0)
document = load(file)
words = " ".join(teletype.extractText(document.text).split())
assert words == "Editor2020-01-01T00:00:00 struckThe wheel turned1In May. by night.", words
paragraphs = [" ".join(teletype.extractText(p).split()) for p in document.getElementsByType(text.P)]
assert paragraphs == ["struck", "The wheel turned1In May. by night.", "In May."], paragraphs
print("odfpy gives deleted words as text, and notes within the sentence.")
PY
