#!/usr/bin/env bash
# pandoc 3.9 (from pypandoc_binary 1.17), mammoth 1.13.0 and python-docx 1.2.0, all of PyPI, reading DOCX.
#
# WordprocessingML (ECMA-376 part 1, 17.3.2.3, 17.3.2.8, 17.3.3.25, 17.16.19) puts a wrapper around the words whose direction is set (`w:dir`,
# `w:bdo`), around the words of a field (`w:fldSimple`), and around a word with its reading (`w:ruby`). All of these words are printed.
#
# Seen: all three lose the words of all four, from the middle of a sentence. pandoc says nothing and ends with 0; mammoth warns of elements
# that it does not know, and its warnings name no word; python-docx says nothing. Words in `w:smartTag` and in `w:sdt` are kept by pandoc
# and mammoth, and lost by python-docx.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install pypandoc_binary==1.17 mammoth==1.13.0 python-docx==1.2.0
cd "$home"
"$home/v/bin/python" - <<'PY'
import subprocess
import zipfile

import docx
import mammoth
import pypandoc

assert pypandoc.get_pandoc_version() == "3.9"


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def write(body):
    with zipfile.ZipFile("a.docx", "w") as file:
        package = "http://schemas.openxmlformats.org/package/2006"
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        )
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        file.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{word}" xmlns:r="{office}"><w:body><w:p>{run("before ")}{body}{run(" behind")}</w:p></w:body></w:document>',
        )


def read(body):
    write(body)
    ran = subprocess.run([pypandoc.get_pandoc_path(), "-f", "docx", "-t", "plain", "a.docx"], capture_output=True, text=True, check=True)
    with open("a.docx", "rb") as file:
        other = mammoth.extract_raw_text(file)
    third = docx.Document("a.docx").paragraphs[0].text
    return ran.stdout.split(), ran.stderr, other.value.split(), [str(message.message) for message in other.messages], third.split()


lost, kept = ["before", "behind"], ["before", "wheel", "behind"]
for name, body in {
    "dir": f'<w:dir w:val="rtl">{run("wheel")}</w:dir>',
    "bdo": f'<w:bdo w:val="rtl">{run("wheel")}</w:bdo>',
    "fldSimple": f'<w:fldSimple w:instr=" TITLE ">{run("wheel")}</w:fldSimple>',
    "ruby": f'<w:r><w:ruby><w:rubyPr/><w:rt>{run("reading")}</w:rt><w:rubyBase>{run("wheel")}</w:rubyBase></w:ruby></w:r>',
}.items():
    assert read(body) == (lost, "", lost, [f"An unrecognised element was ignored: w:{name}"], lost), (name, read(body))
for body in (f"<w:smartTag>{run('wheel')}</w:smartTag>", f"<w:sdt><w:sdtContent>{run('wheel')}</w:sdtContent></w:sdt>"):
    assert read(body) == (kept, "", kept, [], lost), read(body)
print("Words in w:dir, w:bdo, w:fldSimple and w:ruby are lost by pandoc, mammoth and python-docx.")
PY
