#!/usr/bin/env bash
# pycaption 2.3.14 and ttconv 1.2.3 (PyPI), reading TTML, the captions of recordings in XML.
#
# In TTML (W3C, TTML2) the paragraphs of a `body` may stand in several `div`s; times count from the `begin` of the element around, of a `div` too;
# and a line feed within the words is white space like a blank (`xml:space="default"`), while `<br/>` breaks the line.
#
# Seen: pycaption keeps the last `div` of a language alone, so that all others are gone; of words that the file has on two lines the second line
# is gone; and the `begin` of a `div` does not count. ttconv counts it, but takes the end of such a `div` without it: paragraphs go that lie
# behind that end, and one that lies across it ends too early. A `div` that begins after a minute is empty. It is whole if it says its own
# `end`. No error; nothing warns of it.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install pycaption==2.3.14 ttconv==1.2.3
"$home/v/bin/python" - <<'PY'
import logging
import warnings

import pycaption
import ttconv.imsc.reader
import ttconv.vtt.writer
import xml.etree.ElementTree as et

said = []
logging.getLogger().addHandler(type("Kept", (logging.Handler,), {"emit": lambda self, record: said.append(record.getMessage())})())


def file(body):
    return f'<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body>{body}</body></tt>'


def first(body):
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        warnings.simplefilter("ignore", DeprecationWarning)
        captions = pycaption.DFXPReader().read(file(body)).get_captions("en")
    assert all(one.category.__name__ == "XMLParsedAsHTMLWarning" for one in warned), [str(one.message) for one in warned]
    return [(each.start // 1_000_000, each.end // 1_000_000, each.get_text()) for each in captions]


def second(body):
    model = ttconv.imsc.reader.to_model(et.ElementTree(et.fromstring(file(body))))
    cues = ttconv.vtt.writer.from_model(model, None, lambda done: None).strip().split("\n\n")[1:]
    return [tuple(cue.split("\n")[1:]) for cue in cues]


one = '<div><p begin="1s" end="3s">The wheel turned.</p></div>'
two = '<div><p begin="4s" end="6s">By night?</p></div>'
assert first(one) == [(1, 3, "The wheel turned.")], first(one)
assert first(one + two) == [(4, 6, "By night?")], first(one + two)
assert len(second(one + two)) == 2

lines = '<div><p begin="1s" end="3s">The wheel\n      turned.<br/>By night.</p></div>'
assert first(lines) == [(1, 3, "The wheel\nBy night.")], first(lines)
assert second(lines)[0][1:] == ("The wheel turned.", "By night."), second(lines)

def later(more):
    return f'<div {more}><p begin="1s" end="3s">The wheel turned.</p><p begin="8s" end="12s">By night?</p></div>'

assert first(later('begin="10s"')) == [(1, 3, "The wheel turned."), (8, 12, "By night?")], first(later('begin="10s"'))
assert second(later('begin="10s"')) == [("00:00:11.000 --> 00:00:12.000", "The wheel turned.")], second(later('begin="10s"'))
assert second(later('begin="60s"')) == [], second(later('begin="60s"'))
whole = second(later('begin="10s" end="60s"'))
assert whole == [("00:00:11.000 --> 00:00:13.000", "The wheel turned."), ("00:00:18.000 --> 00:00:22.000", "By night?")], whole
assert said == [], said
print("pycaption 2.3.14 keeps the last div and the first line of TTML; ttconv 1.2.3 loses the end of a div that has a begin")
PY
