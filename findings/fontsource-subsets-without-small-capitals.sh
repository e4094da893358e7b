#!/usr/bin/env bash
# @fontsource/literata 5.3.0, @fontsource-variable/literata 5.3.0 and @expo-google-fonts/literata 0.4.3 (npm): one family of letters for books,
# packed for the web three times.
#
# A page asks for small capitals, old-style figures, superior letters and a zero with a stroke by features of OpenType (`smcp`, `c2sc`, `onum`,
# `sups`, `zero`; CSS: `font-variant-caps`, `font-variant-numeric`, `font-variant-position`). An edition sets names, centuries and sigla in them.
#
# Seen: the file of the one package has all of them, the Latin files of the others have none: they keep fractions, ligatures and tabular figures, so
# that a look at `1/2` shows nothing. The letters are not there either. A browser then makes small capitals of shrunk capitals, too thin for
# the text around them, and figures stay as they are; neither says so. The version of the family is the same in all three.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"
npm install --silent --no-audit --no-fund --prefix . @fontsource/literata@5.3.0 @fontsource-variable/literata@5.3.0 @expo-google-fonts/literata@0.4.3 > /dev/null
python3 -m venv v
v/bin/pip -q install fonttools==4.68.0 brotli==1.2.0
v/bin/python - <<'PY'
from fontTools.ttLib import TTFont

ASKED = {"smcp", "c2sc", "onum", "sups", "zero"}


def features(path):
    font = TTFont(f"node_modules/{path}")
    return {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}, font


whole, font = features("@expo-google-fonts/literata/400Regular/Literata_400Regular.ttf")
assert ASKED <= whole, whole
small = [name for name in font.getGlyphOrder() if name.endswith(".sc")]
assert len(small) > 100 and "a.sc" in small, small
version = font["name"].getDebugName(5)
for path in ("@fontsource/literata/files/literata-latin-400-normal.woff2", "@fontsource-variable/literata/files/literata-latin-wght-normal.woff2"):
    kept, font = features(path)
    assert not ASKED & kept and {"frac", "liga", "tnum", "pnum"} <= kept, kept
    assert font["name"].getDebugName(5) == version and not set(small) & set(font.getGlyphOrder())
PY
echo "Literata of @fontsource has neither small capitals nor old-style figures, which that of @expo-google-fonts has"
