#!/usr/bin/env python3
"""The faces that the program carries, cut from the full files of their makers: `templates/assets/faces/`.

    npm install --prefix DIR @expo-google-fonts/literata@0.4.3 source-sans@3.52.0 \
        @fontsource/{gelasio,tinos,noto-serif,arimo,roboto}@5
    pip install fonttools==4.* brotli
    tools/make_faces.py DIR/node_modules

Text: Literata (OFL, no reserved name). Interface: Source Sans 3 (OFL, reserved name "Source": a subset is a changed font, and so it
is called Scholion Sans, in the file and in the sheet). The subsets of Google's that npm has elsewhere lack small capitals and
old-style figures, for which these are cut anew. Each file has one script, so that a page loads those that it needs.

`faces.css` is made here as well: which signs each file has, and how faces of the system are made as wide and as high as these, so that
nothing moves when they arrive. Of two runs with the same fonttools the bytes are the same.
"""

import hashlib
import io
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).resolve().parent.parent
OUT = HERE / "templates/assets/faces"

# Marks that stand over letters of any script: a letter and its mark must come from one file.
MARKS = "0300-0304,0306-030C,030F,0311-0313,0323-0328,032E,0331,0342-0345"
SCRIPTS = {
    "latin": "0020-007E,00A0-00FF,0131,0152-0153,02BB-02BC,02C6,02DA,02DC,2000-2027,2030-205F,20AC,2116,2122,2190-2193,2212,2215,FEFF,FFFD",
    "latin-ext": "0100-0130,0132-0151,0154-02BA,02BD-02C5,02C7-02D9,02DB,02DD-02FF,1D00-1DBF,1E00-1EFF,2070-20AB,20AD-20C0,2113,2C60-2C7F,A720-A7FF,AB30-AB6F",
    "greek": "0370-03FF",
    "greek-ext": "1F00-1FFF",
    "cyrillic": "0400-045F,0490-0491,04B0-04B1",
    "cyrillic-ext": "0460-048F,0492-04AF,04B2-052F,1C80-1C88,2DE0-2DFF,A640-A69F",
}
SANS_EXT = "0100-0130,0132-0151,0154-0233,02C7-02D9,02DB,02DD,1E00-1EFF,2070-20AB,20AD-20C0,2113"
FEATURES = ["kern", "liga", "onum", "lnum", "tnum", "pnum", "smcp", "sups", "subs", "sinf", "frac", "numr", "dnom", "ordn", "case",
            "locl", "ccmp", "mark", "mkmk", "calt", "zero"]

LITERATA = "@expo-google-fonts/literata/{0}/Literata_{0}.ttf"
SANS = "source-sans/VF/SourceSans3VF-{0}.ttf"
# Name in the sheet, its file's beginning, style, weight in the sheet, source, limits of the axis.
FACES = [
    ("Literata", "literata", "normal", "400", LITERATA.format("400Regular"), None),
    ("Literata", "literata-italic", "italic", "400", LITERATA.format("400Regular_Italic"), None),
    ("Literata", "literata-semibold", "normal", "600 700", LITERATA.format("600SemiBold"), None),
    ("Scholion Sans", "sans", "normal", "400 700", SANS.format("Upright"), (400, 700)),
    ("Scholion Sans", "sans-italic", "italic", "400", SANS.format("Italic"), (400, 400)),
]
# Which scripts each has: those of the interface's italics that nobody misses are left out.
LEFT_OUT = {("sans-italic", "greek-ext"), ("sans-italic", "cyrillic-ext"), ("literata-semibold", "cyrillic-ext")}

# Faces of systems, and a file with the same widths: Gelasio has those of Georgia, Tinos those of Times, Arimo those of Arial.
ALIKE = "@fontsource/{0}/files/{0}-latin-400-normal.woff2"
STAND_INS = [
    ("Literata", "Literata by Georgia", ["Georgia", "Gelasio"], ALIKE.format("gelasio")),
    ("Literata", "Literata by Times", ["Times New Roman", "Liberation Serif", "Tinos", "Times"], ALIKE.format("tinos")),
    ("Literata", "Literata by Noto", ["Noto Serif"], ALIKE.format("noto-serif")),
    ("Scholion Sans", "Sans by Arial", ["Arial", "Liberation Sans", "Helvetica"], ALIKE.format("arimo")),
    ("Scholion Sans", "Sans by Roboto", ["Roboto"], ALIKE.format("roboto")),
]
# How often letters stand in a thousand of English, French and German prose, about.
LETTERS = {" ": 170, "e": 118, "n": 68, "t": 68, "a": 66, "i": 65, "s": 62, "r": 58, "o": 53, "h": 38, "l": 38, "d": 36, "u": 34, "c": 26,
           "m": 23, "g": 19, "f": 15, "p": 18, "w": 13, "b": 13, "v": 10, "k": 6, ".": 9, ",": 10, "y": 9, "z": 4, "q": 3}


def numbers(ranges):
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def limited(path, limits):
    """The bytes of a font, of a variable one with as much of its weights as is used."""
    if limits is None:
        return path.read_bytes()
    font = TTFont(path, recalcTimestamp=False)
    instancer.instantiateVariableFont(font, {"wght": limits[0] if limits[0] == limits[1] else limits}, inplace=True)
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def cut(font, unicodes, features):
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "STAT", "MVAR", "meta"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=unicodes)
    cutter.subset(font)


def rename(font, name):
    """The family's name is not to be that of the font it is made of where that is reserved."""
    for record in list(font["name"].names):
        if record.nameID in (1, 4):
            font["name"].setName(name, record.nameID, record.platformID, record.platEncID, record.langID)
        elif record.nameID in (3, 6):
            font["name"].setName(name.replace(" ", ""), record.nameID, record.platformID, record.platEncID, record.langID)


def width(font):
    """The mean width of a letter, in ems."""
    cmap, metrics, em = font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm
    return sum(metrics[cmap[ord(letter)]][0] * often for letter, often in LETTERS.items()) / sum(LETTERS.values()) / em


def main():
    modules = Path(sys.argv[1])
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.woff2"):
        old.unlink()
    rules, whole = [], {}
    for family, stem, style, weight, source, limits in FACES:
        full = limited(modules / source, limits)
        for script, ranges in SCRIPTS.items():
            if (stem, script) in LEFT_OUT:
                continue
            font = TTFont(io.BytesIO(full), recalcTimestamp=False)
            if family == "Scholion Sans":
                rename(font, family)
            whole.setdefault(family, (font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap, font["head"].unitsPerEm))
            # … nor phonetic letters.
            ranges = SANS_EXT if family != "Literata" and script == "latin-ext" else ranges
            own = set(numbers(ranges)) & set(font.getBestCmap())
            marks = set(numbers(MARKS)) & set(font.getBestCmap())
            # Labels need no small capitals, which are a third of the letters.
            cut(font, own | marks, [one for one in FEATURES if family == "Literata" or one not in ("smcp", "zero", "sinf", "ordn")])
            font.flavor = "woff2"
            path = OUT / f"{stem}-{script}.woff2"
            font.save(path)
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
            # The text changes its face when that comes, as the stand-ins below are as wide; a menu would be broken into other lines, so that
            # labels wait for the next page.
            shown = "swap" if family == "Literata" else "optional"
            # Ranges are said as ranges: each sign that the face lacks within them is looked for in the next face all the same.
            said = ",".join(f"U+{part}" for part in (ranges + "," + MARKS).split(","))
            rules.append(f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {weight}; font-display: {shown}; '
                         f'src: url("{path.name}?v={digest}") format("woff2"); unicode-range: {said} }}')
            print(f"{path.name:36} {path.stat().st_size:7} {len(own):5} signs")
    for family, name, locals_, file in STAND_INS:
        ours = TTFont(modules / next(source for f, _, s, w, source, _ in FACES if f == family))
        if "fvar" in ours:
            ours = instancer.instantiateVariableFont(ours, {"wght": 400})
        theirs = TTFont(modules / file)
        adjust = width(ours) / width(theirs)
        ascent, descent, gap, em = whole[family]
        percent = lambda value: f"{100 * value:.2f}".rstrip("0").rstrip(".") + "%"
        source = ", ".join(f'local("{one}")' for one in locals_)
        rules.append(f'@font-face {{ font-family: "{name}"; src: {source}; size-adjust: {percent(adjust)}; '
                     f'ascent-override: {percent(ascent / em / adjust)}; descent-override: {percent(-descent / em / adjust)}; '
                     f'line-gap-override: {percent(gap / em / adjust)} }}')
    stacks = {"text": "Literata", "label": "Scholion Sans"}
    for use, family in stacks.items():
        stacks[use] = ", ".join(f'"{name}"' for name in [family] + [name for f, name, *_ in STAND_INS if f == family])
    rules.append(":root { " + "; ".join(f"--{use}-face: {stack}" for use, stack in stacks.items()) + " }")
    head = "/* Made by tools/make_faces.py: see there. Licences: OFL-literata.txt, OFL-sans.txt. */\n"
    (OUT / "faces.css").write_text(head + "\n".join(rules) + "\n")
    for name, licence in (("OFL-literata.txt", "@expo-google-fonts/literata/LICENSE_FONT"), ("OFL-sans.txt", "source-sans/LICENSE.md")):
        (OUT / name).write_text((modules / licence).read_text().replace("\r\n", "\n"))
    print("all", sum(path.stat().st_size for path in OUT.iterdir()))


if __name__ == "__main__":
    main()
