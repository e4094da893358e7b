#!/usr/bin/env bash
# python-docx 1.2.0 (PyPI), with which scripts of archives and newsrooms take the text out of Word files.
#
# `Document.paragraphs` and `Paragraph.text` look like "all the text". Word wraps runs of a paragraph in further elements: what was
# inserted or moved while changes were tracked (`w:ins`, `w:moveTo`), names and dates that it recognised (`w:smartTag`), and
# content controls (`w:sdt`) of a template, within a paragraph or around several.
#
# Seen: the words in all of these are left out, and a paragraph inside a content control is not among the paragraphs, without a
# warning; so the text is neither that before nor that after the revision, and lacks the names. Hyperlinks are followed, which makes it easy to
# believe that the rest is. mammoth 1.13.0 reads the same file whole.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install python-docx==1.2.0 mammoth==1.13.0
"$home/v/bin/python" -W error - "$home/a.docx" <<'PY'
import sys, zipfile
import docx, mammoth

path = sys.argv[1]
word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
package = "http://schemas.openxmlformats.org/package/2006"
who = 'w:author="Wren" w:date="2020-01-01T00:00:00Z"'


def run(words, element="t"):
    return f'<w:r><w:{element} xml:space="preserve">{words}</w:{element}></w:r>'


first = (
    run("The ") + f'<w:ins w:id="1" {who}>{run("old ")}</w:ins>' + f'<w:del w:id="2" {who}>{run("new ", "delText")}</w:del>' + run("wheel of ")
    + f'<w:smartTag w:uri="urn:x" w:element="name">{run("Holm")}</w:smartTag>' + f"<w:sdt><w:sdtContent>{run(' turned')}</w:sdtContent></w:sdt>"
    + f'<w:moveTo w:id="3" {who}>{run(" by night")}</w:moveTo>' + run(".")
)
body = f"<w:p>{first}</w:p><w:sdt><w:sdtContent><w:p>{run('Written in a form.')}</w:p></w:sdtContent></w:sdt>"
with zipfile.ZipFile(path, "w") as file:
    file.writestr(
        "[Content_Types].xml",
        f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    )
    file.writestr("_rels/.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}" Target="word/document.xml"/></Relationships>')
    file.writestr("word/document.xml", f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>')

assert [paragraph.text for paragraph in docx.Document(path).paragraphs] == ["The wheel of ."]
with open(path, "rb") as file:
    assert mammoth.extract_raw_text(file).value == "The old wheel of Holm turned by night.\n\nWritten in a form.\n\n"
print("python-docx 1.2.0: inserted and moved words, smart tags and content controls are no part of a paragraph's text")
PY
