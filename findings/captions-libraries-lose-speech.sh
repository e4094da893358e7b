#!/usr/bin/env bash
# webvtt-py 0.6.0 and pysrt 1.1.2 (PyPI), which read the captions of recordings.
#
# In WebVTT a cue may hold several voices, each in a span `<v Name>`, and `&`, `<`, `>` stand as entities (W3C WebVTT, cue text parsing rules).
# SubRip has no specification; programs that transcribe sometimes leave an empty line within a cue.
#
# Seen: webvtt-py's `voice` gives the first of two speakers and says nothing of the other, while `text` joins what both said; the entities stay
# as they were written (`oak &amp; elm`), though the tags are taken out. pysrt ends a cue at the empty line and drops the words behind it, up
# to the next number, without a warning in its default mode.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install webvtt-py==0.6.0 pysrt==1.1.2 chardet==5.2.0
"$home/v/bin/python" - <<'PY'
import warnings

warnings.simplefilter("ignore", SyntaxWarning)
import pysrt, webvtt

cues = webvtt.from_string(
    "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ada Wren>The wheel turned.</v>\n<v Edvard Lunde>By night?</v>\n\n"
    "00:04.000 --> 00:05.000\n<i>Oak</i> &amp; elm.\n"
)
assert cues[0].text == "The wheel turned.\nBy night?" and cues[0].voice == "Ada Wren", cues[0]
assert cues[1].text == "Oak &amp; elm.", cues[1].text

cues = pysrt.from_string("1\n00:00:01,000 --> 00:00:02,000\nThe wheel\n\nturned by night.\n\n2\n00:00:03,000 --> 00:00:04,000\nSo it was.\n")
assert [cue.text for cue in cues] == ["The wheel", "So it was."], [cue.text for cue in cues]
print("webvtt-py 0.6.0 names one of two voices and keeps entities; pysrt 1.1.2 drops what stands behind an empty line in a cue")
PY
