#!/usr/bin/env bash
# pandoc 3.9 (from pypandoc_binary 1.17 of PyPI), reading DocBook 5.
#
# DocBook gives the parts of a name as elements of their own, with or without white space between them, and lets an `info` have several
# `author`s, an `editor` and a `pubdate` ("the date of publication of a document").
#
# Seen: the parts of a name are glued where no white space stands between the elements ("AdaKerr"). Of two `author`s in one `info` the last
# alone is left; within an `authorgroup` both are. `editor` and `pubdate` leave nothing, `date` is read. Exit status 0 and nothing on
# standard error.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install pypandoc_binary==1.17
"$home/v/bin/python" - <<'PY'
import json
import subprocess

import pypandoc

assert pypandoc.get_pandoc_version() == "3.9"


def words(node):
    if isinstance(node, list):
        return "".join(words(one) for one in node)
    if not isinstance(node, dict):
        return ""
    return {"Str": node.get("c"), "Space": " "}.get(node.get("t")) or words(node.get("c"))


def read(info):
    """The metadata that pandoc takes from the head of an article, as words."""
    text = f'<article xmlns="http://docbook.org/ns/docbook" version="5.0"><info><title>Mills</title>{info}</info><para>Text.</para></article>'
    command = [pypandoc.get_pandoc_path(), "-f", "docbook", "-t", "json"]
    ran = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    assert ran.stderr == "", ran.stderr
    meta = json.loads(ran.stdout)["meta"]
    assert words(meta.pop("title")) == "Mills"
    listed = lambda value: [words(one) for one in value["c"]] if value["t"] == "MetaList" else words(value)
    return {key: listed(value) for key, value in meta.items()}


def name(role, given, family, between=""):
    return f"<{role}><personname><firstname>{given}</firstname>{between}<surname>{family}</surname></personname></{role}>"


ada, bo = name("author", "Ada", "Kerr"), name("author", "Bo", "Lind")
for info, expected in [
    (ada, {"author": "AdaKerr"}),
    (name("author", "Ada", "Kerr", " "), {"author": "Ada Kerr"}),
    (ada + bo, {"author": "BoLind"}),
    (f"<authorgroup>{ada}{bo}</authorgroup>", {"author": ["AdaKerr", "BoLind"]}),
    (name("editor", "Ida", "Holm"), {}),
    ("<pubdate>1999</pubdate>", {}),
    ("<date>1999</date>", {"date": "1999"}),
]:
    assert read(info) == expected, (info, read(info))
print("pandoc 3.9: of DocBook's authors the last alone is left, glued; editors and pubdate are gone")
PY
