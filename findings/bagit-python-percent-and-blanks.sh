#!/usr/bin/env bash
# bagit 1.9.0 (PyPI), the Library of Congress's own program for BagIt, validating a bag made by the RFC.
#
# RFC 8493, section 2.1.3: in a manifest line feed, carriage return and the percent sign of a file's name are written `%0A`, `%0D` and `%25`,
# and nothing else is. Behind the digest stand blanks, and then the name to the end of the line.
#
# Seen: of the three only the line ends are read back; `%25` stays as it stands, so that a valid bag with `100%.txt` is "incomplete" twice over:
# a file that is listed is not found, and one that is there is not listed. The program's own bags with that name list a bare `%`, which
# a reader that follows the RFC has to guess at. A name that ends in a blank loses it on reading, with the same two complaints.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install bagit==1.9.0
"$home/v/bin/python" - "$home" <<'PY'
import hashlib
import logging
import pathlib
import sys

import bagit

logging.disable(logging.CRITICAL)
home = pathlib.Path(sys.argv[1])


def bag(folder, names):
    """A bag with a file of each name; the names in its manifest are written as the RFC says."""
    data = home / folder / "data"
    data.mkdir(parents=True)
    lines = []
    for name in names:
        (data / name).write_text(name)
        written = name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
        lines.append(hashlib.sha512(name.encode()).hexdigest() + "  data/" + written + "\n")
    (home / folder / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (home / folder / "manifest-sha512.txt").write_text("".join(lines))
    return bagit.Bag(str(home / folder))


def complaints(made):
    try:
        made.validate()
    except bagit.BagValidationError as error:
        return sorted(type(detail).__name__ for detail in error.details)
    return []


assert complaints(bag("plain", ["letter.txt"])) == []
assert complaints(bag("line", ["two\nlines.txt"])) == []
twice = ["FileMissing", "UnexpectedFile"]
assert complaints(bag("percent", ["100%.txt"])) == twice
assert complaints(bag("blank", ["letter "])) == twice

own = home / "own"
own.mkdir()
(own / "100%.txt").write_text("x")
bagit.make_bag(str(own), checksums=["sha512"])
assert (own / "manifest-sha512.txt").read_text().endswith("  data/100%.txt\n")
print("bagit 1.9.0 takes a valid bag with 100%.txt or a name that ends in a blank for incomplete, and writes a bare % itself")
PY
