#!/usr/bin/env bash
# praatio 6.2.2 and praat-textgrids 1.4.0 (PyPI), reading TextGrid, in which Praat keeps transcriptions of recordings, and writing it again.
#
# A quotation mark within a label is written twice (Praat's manual, "TextGrid file formats": text is between quotation marks, a quote within it
# is doubled). Who transcribes speech marks what is quoted by it. A label may have several lines. An interval has a `text`, a point a
# `mark`.
#
# Seen: praatio reads it rightly in intervals, but in points both marks stay, and each time that the file is read and written there are twice
# as many: where one is meant there are 2, 4, 8. praat-textgrids reads two for one in intervals as well, one on the left and
# none on the right of a point; a label of two lines it takes as an error, the file with it. No warning.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install praatio==6.2.2 praat-textgrids==1.4.0 mytextgrid==0.10.0
cd "$home"
v/bin/python -W error::UserWarning - <<'PY'
import mytextgrid
import textgrids
from praatio import textgrid


PRAAT = '''File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 2
tiers? <exists>
size = 2
item []:
    item [1]:
        class = "IntervalTier"
        name = "words"
        xmin = 0
        xmax = 2
        intervals: size = 1
        intervals [1]:
            xmin = 0
            xmax = 2
            text = "SPOKEN"
    item [2]:
        class = "TextTier"
        name = "sounds"
        xmin = 0
        xmax = 2
        points: size = 1
        points [1]:
            number = 1
            mark = "a ""bang"""
'''


def write(spoken):
    with open("a.TextGrid", "w", encoding="utf-8") as file:
        file.write(PRAAT.replace("\n", " \n").replace("SPOKEN", spoken))


def praatio(path):
    grid = textgrid.openTextgrid(path, includeEmptyIntervals=True)
    return grid, [grid.getTier(name).entries[0].label for name in grid.tierNames]


write('she said ""no"" twice')
own = [[one.text for one in tier] for tier in mytextgrid.read_textgrid("a.TextGrid")]
assert own == [['she said "no" twice'], ['a "bang"']], own

path = "a.TextGrid"
for marks in (2, 4, 8):
    grid, labels = praatio(path)
    assert labels == ['she said "no" twice', 'a ' + '"' * marks + 'bang' + '"' * marks], labels
    path = f"{marks}.TextGrid"
    grid.save(path, "long_textgrid", includeBlankSpaces=True)

labels = [tier[0].text for tier in textgrids.TextGrid("a.TextGrid").values()]
assert labels == ['she said ""no"" twice', 'a ""bang'], labels

write("one\ntwo")
assert praatio("a.TextGrid")[1][0] == "one\ntwo"
try:
    textgrids.TextGrid("a.TextGrid")
    raise SystemExit("read")
except IndexError:
    pass
PY
echo "praatio 6.2.2 doubles the quotation marks of a point each time that a TextGrid is read and written"
