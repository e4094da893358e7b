#!/usr/bin/env bash
# pagexml-tools 0.9.0 (PyPI), "utility functions for reading PageXML files", the results of handwritten text recognition.
#
# In PAGE (schema of 2019-07-15) a line may have several `TextEquiv`, one for each reading, told apart by `index`; programs for OCR write
# them when they are asked for alternatives. The words of a line may stand in a `Word` each and nowhere else, and the cells of a `TableRegion`
# are text regions within it.
#
# Seen: a line with two readings has no text: `text` is None, like that of a line in which nothing was recognised, while the lines
# around it have theirs. So has a line whose words alone have text. A word with two readings makes the whole page an error that names no
# place. Of a table its region is left, without lines or words. In the first and the last of these nothing is warned of.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install pagexml-tools==0.9.0
cd "$home"
v/bin/python -W error::UserWarning - > said 2>&1 <<'PY'
from pagexml.parser import parse_pagexml_file


def equiv(*readings):
    return "".join(f'<TextEquiv index="{index}"><Unicode>{reading}</Unicode></TextEquiv>' for index, reading in enumerate(readings))


def line(name, inner):
    return f'<TextLine id="{name}"><Coords points="0,0 900,0 900,90 0,90"/><Baseline points="0,80 900,80"/>{inner}</TextLine>'


def region(name, *lines):
    return f'<TextRegion id="{name}"><Coords points="0,0 900,0 900,900 0,900"/>{"".join(lines)}</TextRegion>'


def read(regions):
    with open("a.xml", "w", encoding="utf-8") as file:
        file.write(
            '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Metadata><Creator>a</Creator>'
            "<Created>2020-01-01T00:00:00</Created><LastChange>2020-01-01T00:00:00</LastChange></Metadata>"
            f'<Page imageFilename="1.jpg" imageWidth="1000" imageHeight="1000">{regions}</Page></PcGts>'
        )
    return parse_pagexml_file("a.xml")


def word(inner):
    return f'<Word id="w"><Coords points="0,0 90,0 90,90 0,90"/>{inner}</Word>'


page = read(region("r", line("a", equiv("The mill")), line("b", equiv("turns all", "turns ale")), line("c", word(equiv("night")))))
found = [(one.id, one.text, [each.text for each in one.words]) for one in page.get_lines()]
assert found == [("a", "The mill", []), ("b", None, []), ("c", None, ["night"])], found

table = '<TableRegion id="t"><Coords points="0,0 900,0 900,900 0,900"/>' + region("cell", line("d", equiv("3 sacks"))) + "</TableRegion>"
page = read(region("r", line("a", equiv("The mill"))) + table)
assert page.stats["lines"] == 1 and page.stats["table_regions"] == 1, page.stats
assert "sacks" not in repr(page.json), page.json

try:
    read(region("r", line("a", word(equiv("night", "right")))))
    raise SystemExit("read")
except TypeError:
    pass
PY
[ "$(cat said)" = "Error parsing file a.xml" ]
echo "pagexml-tools 0.9.0: a line with two readings has none, and a table no lines"
