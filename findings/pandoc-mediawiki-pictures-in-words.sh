#!/usr/bin/env bash
# pandoc 3.9 (from pypandoc_binary 1.17 of PyPI), reading pictures of a wiki.
#
# MediaWiki lets the options of a picture stand in any order: what is no option is the caption. `upright=1.2` makes it larger
# than others, and `<gallery>` has a picture with its caption on each line.
#
# Seen: with `upright=1.2` there is no picture any more but a link whose words are the options, amid the sentence; plain `upright` is read
# well. An option behind the caption is printed in the caption. A gallery has no pictures: its lines come as one paragraph, in which a link
# reaches to the first blank of the caption and leads to a name that has a bit of it ("File:A.jpg%7CThe"). Exit status 0 and
# nothing on standard error, not even with `--verbose`.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install pypandoc_binary==1.17
"$home/v/bin/python" - <<'PY'
import subprocess
import pypandoc

assert pypandoc.get_pandoc_version() == "3.9"


def read(text):
    command = [pypandoc.get_pandoc_path(), "-f", "mediawiki", "-t", "html", "--wrap=none", "--verbose"]
    ran = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    assert ran.stderr == "", ran.stderr
    return ran.stdout


def caption(text):
    said = read(text)
    assert '<img src="A.jpg"' in said, said
    return said.split("<figcaption>")[1].split("</figcaption>")[0]


assert caption("[[File:A.jpg|thumb|upright|The mill]]\n") == "The mill"
assert caption("[[File:A.jpg|thumb|left|alt=Alt words|The mill]]\n") == "The mill"
assert caption("[[File:A.jpg|thumb|The mill|alt=Alt words]]\n") == "The mill|alt=Alt words"
assert caption("[[File:A.jpg|thumb|The mill|left]]\n") == "The mill|left"

said = read("[[File:A.jpg|thumb|upright=1.2|The mill]]\nThe river rose.\n")
assert "<img" not in said and ">thumb|upright=1.2|The mill</a> The river rose.</p>" in said, said

said = read("<gallery>\nFile:A.jpg|The mill\nFile:B.jpg|The wheel\n</gallery>\n")
assert said.strip() == '<p><a href="File:A.jpg%7CThe">File:A.jpg|The</a> mill <a href="File:B.jpg%7CThe">File:B.jpg|The</a> wheel</p>', said
said = read("<gallery>\nA.jpg|The mill\n</gallery>\n")
assert said.strip() == "<p>A.jpg|The mill</p>", said
print("pandoc 3.9: pictures of MediaWiki with upright=1.2 and galleries become words and broken links, options behind a caption join it")
PY
