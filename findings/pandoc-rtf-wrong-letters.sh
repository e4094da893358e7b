#!/usr/bin/env bash
# pandoc 3.9 (from pypandoc_binary 1.17 of PyPI), reading RTF.
#
# RTF says of each font in which code page the bytes are that stand in it (`\fcharset204`: Cyrillic). A file written by a Western
# program that holds Russian words has them in such a font.
#
# Seen: the reader takes the code page of the file for all fonts, so that the Russian word comes out as accented Latin letters; of a file
# that is Cyrillic as a whole it warns, of a font it does not. And what
# pandoc itself writes as RTF it does not read back: behind a quotation mark, which it writes as `\u8220"` without a blank, the
# first letter of the next word is gone. Exit status 0, and nothing on standard error but
# that warning.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install pypandoc_binary==1.17
"$home/v/bin/python" - <<'PY'
import subprocess
import pypandoc

assert pypandoc.get_pandoc_version() == "3.9"


def read(text, source="rtf", target="plain", warns=False):
    command = [pypandoc.get_pandoc_path(), "-f", source, "-t", target]
    ran = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    assert ("code page 1251" in ran.stderr) if warns else (ran.stderr == ""), ran.stderr
    return ran.stdout.strip()


fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"
word = r"\'ea\'ee\'f0\'e0\'e1\'eb\'fc"
assert bytes.fromhex("eaeef0e0e1ebfc").decode("cp1251") == "корабль"
assert read(r"{\rtf1\ansi\ansicpg1252\deff0" + fonts + r"\f0 A ship: \f1 " + word + r"\f0\par}") == "A ship: êîðàáëü"
# Where the file as a whole is Cyrillic, it says that it cannot read it.
read(r"{\rtf1\ansi\ansicpg1251\deff0" + fonts + r"\f1 " + word + r"\par}", warns=True)

written = read("\u201cWater rose\u201d\n", "markdown", "rtf")
assert r'\u8220"Water' in written, written
assert read(written) == "\u201cater rose\u201d"
print("pandoc 3.9: RTF in a font's own code page is read in that of the file; its own RTF loses the letter behind a quotation mark")
PY
