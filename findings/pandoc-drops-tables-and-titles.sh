#!/usr/bin/env bash
# pandoc 3.9 (from pypandoc_binary 1.17 of PyPI), reading FictionBook and DocBook.
#
# FictionBook has tables (`table`, `tr`, `th`, `td`), and DocBook a list of works of its own (`bibliography`, `biblioentry`). Both are read
# by pandoc, as its manual says.
#
# Seen: of a FictionBook table neither cells nor a gap are left. Of DocBook's works the titles are gone, of `biblioentry` as of
# `bibliomixed`, which holds words as they are printed; year and commas stay. Exit status 0 and nothing on standard error.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install pypandoc_binary==1.17
"$home/v/bin/python" - <<'PY'
import subprocess
import pypandoc

assert pypandoc.get_pandoc_version() == "3.9"


def read(form, text):
    command = [pypandoc.get_pandoc_path(), "-f", form, "-t", "plain"]
    ran = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    assert ran.stderr == "", ran.stderr
    return ran.stdout.split()


book = """<?xml version="1.0" encoding="utf-8"?>
<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><description><title-info><book-title>Mills</book-title></title-info>
</description><body><section><p>Before.</p><table><tr><th>Wood</th></tr><tr><td>oak</td></tr></table><p>Behind.</p></section></body>
</FictionBook>"""
assert read("fb2", book) == ["Before.", "Behind."]


def article(works):
    return read("docbook", f"<article><title>Mills</title><para>Text.</para><bibliography><title>Works</title>{works}</bibliography></article>")


mixed = article("<bibliomixed><title>Ponds</title>, 1901.</bibliomixed>")
entry = article("<biblioentry><title>Ponds</title><pubdate>1901</pubdate></biblioentry>")
assert mixed == ["Text.", "Works", ",", "1901."], mixed
assert entry == ["Text.", "Works", "1901"], entry
print("pandoc 3.9: tables of FictionBook and titles of works in DocBook are dropped without a word")
PY
