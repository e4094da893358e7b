#!/usr/bin/env python3
"""How much of a printed book is read right: ten books of Project Gutenberg, laid out as print by this program.

    books.py SCHOLION FOLDER    FOLDER: the books' HTML files, fetched by hand (see BOOKS)

Each book is set in lines of 62 characters and pages of 38 lines: a list of contents with dots, chapters on new pages with their headings in the
middle, heads of pages with the title on the left and the chapter on the right, numbers of pages, words cut at line ends, and one of three
layouts:

A   paragraphs set in, without blank lines; notes at the feet of pages behind a blank line, counted by chapter
B   blank lines between paragraphs; notes at the feet below a rule, `[1]`
C   as A, with the notes at the end of each chapter, under NOTES

The HTML says what is right: its headings, its paragraphs of more than 150 letters, its notes. Poems, tables and pictures are left out.
"""
import hashlib
import json
import random
import re
import subprocess
import sys
import tempfile
import textwrap
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

# The number of each book, its layout, and the SHA-256 of the HTML file that was measured (`NUMBER-h.htm`).
BOOKS = json.loads((Path(__file__).parent / "books.json").read_text())
WIDTH, HEIGHT = 62, 38
VOID = {"br", "hr", "img", "meta", "link", "input", "col", "area", "base"}
LEFT_OUT = {"script", "style", "head", "table", "pre"}
CLASSES_LEFT_OUT = {"pagenum", "pageno", "sidenote", "poem", "figcenter"}
BLOCKS = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li"}
MARK = re.compile("\x01(.*?)\x03(.*?)\x02")


def squeezed(text):
    return " ".join(text.split())


def letters(text):
    """The letters and digits of a text, as they are compared."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", text)).lower()


class Book(HTMLParser):
    """The headings and paragraphs of a page, with `\\x01ID\\x03WORDS\\x02` where a note is called, and the notes by their ids."""

    def __init__(self):
        super().__init__()
        self.blocks, self.notes = [], {}
        self.open, self.skipped, self.note, self.block, self.link = [], 0, None, None, None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        classes = set((attributes.get("class") or "").split())
        if tag in VOID:
            self.handle_data(" " if tag == "br" else "")
            return
        if tag in BLOCKS and self.block is not None:
            # HTML need not close a paragraph.
            self.handle_endtag(self.block[0])
        skips = tag in LEFT_OUT or bool(classes & CLASSES_LEFT_OUT)
        note = "footnote" in classes and self.note is None
        self.open.append((tag, skips, note))
        self.skipped += skips
        if note:
            self.note = {"id": None, "text": ""}
        name = attributes.get("id") or attributes.get("name")
        if self.note is not None and self.note["id"] is None and name:
            self.note["id"] = name
        if tag in BLOCKS and self.block is None and self.note is None:
            self.block = [tag, "", len(self.open) - 1]
        if tag == "a" and (attributes.get("href") or "").startswith("#"):
            self.link = [attributes["href"][1:], ""]

    def handle_endtag(self, tag):
        while any(name == tag for name, *_ in self.open):
            name, skips, note = self.open.pop()
            self.skipped -= skips
            if note:
                if self.note["id"]:
                    self.notes[self.note["id"]] = re.sub(r"^\[?(Footnote )?(\d+|[A-Z*])\]?\s*[:.]?\s*", "", squeezed(self.note["text"])).rstrip("]")
                self.note = None
            if name == "a" and self.link is not None:
                (target, words), self.link = self.link, None
                self.handle_data(f"\x01{target}\x03{words}\x02" if re.fullmatch(r"\s*\[?[\dA-Z*]{1,3}\]?\s*", words) else words)
            if self.block is not None and len(self.open) <= self.block[2]:
                self.blocks.append((self.block[0], squeezed(self.block[1])))
                self.block = None
            if name == tag:
                return

    def handle_data(self, data):
        if self.skipped:
            return
        if self.link is not None:
            self.link[1] += data
        elif self.note is not None:
            self.note["text"] += data
        elif self.block is not None:
            self.block[1] += data


class Press:
    """Sets lines on pages."""

    def __init__(self, layout):
        self.layout, self.pages, self.lines, self.feet, self.chapter, self.opens = layout, [], [], [], "", True

    def page(self):
        if self.lines or self.feet:
            self.pages.append(("" if self.opens else self.chapter, self.lines, self.feet))
            self.lines, self.feet, self.opens = [], [], False

    def put(self, line="", notes=()):
        needed = 1 + sum(map(len, notes)) + len(self.lines) + sum(map(len, self.feet)) + 1
        if needed > HEIGHT and len(self.lines) > 5:
            self.page()
        self.lines.append(line)
        self.feet.extend(notes)


def cut(lines):
    """Cuts some words at line ends, between two consonants."""
    for at in range(len(lines) - 1):
        word = re.match(r"([a-zäöüéèê]{2,4}[aeiou]?[bcdfglmnprst])([bcdfglmnprst][aeiou][a-z]{2,})", lines[at + 1])
        if word and random.random() < 0.15:
            lines[at] += f" {word[1]}-"
            lines[at + 1] = lines[at + 1][word.end(1):]
    return lines


def laid_out(html, layout, seed):
    """The book as print, and what is right."""
    random.seed(seed)
    book = Book()
    book.feed(html)
    blocks = [(kind, text) for kind, text in book.blocks if text and "project gutenberg" not in text.lower()]
    called = lambda text: MARK.sub(lambda mark: mark[0] if mark[1] in book.notes else mark[2], text)
    blocks = [(kind, squeezed(called(text))) for kind, text in blocks]
    headings = [kind for kind, _ in blocks if kind.startswith("h")]
    title = next((MARK.sub("", text) for kind, text in blocks if kind.startswith("h")), "A Book")[:60]
    blocks = [block for nth, block in enumerate(blocks) if nth >= 3 or block[1] != title]
    levels = sorted(set(headings) - {"h1"}) or ["h1"]
    top = levels[0] if headings.count(levels[0]) >= 3 or len(levels) == 1 else levels[1]
    press, right, endnotes, count = Press(layout), {"headings": [], "paragraphs": [], "notes": 0}, [], 0

    def end_chapter():
        if endnotes:
            for line in ["", "NOTES".center(WIDTH).rstrip(), "", *sum(endnotes, [])]:
                press.put(line)
            endnotes.clear()

    for kind, text in blocks:
        if kind.startswith("h"):
            text = squeezed(MARK.sub("", text))
            if not text:
                continue
            right["headings"].append(text)
            if kind <= top:
                end_chapter()
                press.page()
                press.chapter, press.opens, count = text, True, 0
                lines = textwrap.wrap(text if layout == "B" else text.upper(), WIDTH - 10)
                for line in [*(line.center(WIDTH).rstrip() for line in lines), "", ""]:
                    press.put(line)
            else:
                lines = textwrap.wrap(text, WIDTH - 6)
                for line in ["", *(f"   {line}" if layout == "B" else line.center(WIDTH).rstrip() for line in lines), ""]:
                    press.put(line)
            continue
        right["paragraphs"].append(MARK.sub("", text))
        notes = {}

        def number(mark):
            nonlocal count
            count += 1
            notes[str(count)] = book.notes[mark[1]]
            return f"[{count}]" if layout == "B" else str(count)

        lines = textwrap.wrap(MARK.sub(number, text), WIDTH, initial_indent="   ", break_on_hyphens=False)
        for line in cut(lines):
            printed = []
            for own in [own for own in notes if re.search(rf"\[{own}\]" if layout == "B" else rf"[^\W\d][.,;:!?\"”’)]*{own}(?!\d)", line)]:
                printed.append(textwrap.wrap(f"[{own}] {notes.pop(own)}" if layout == "B" else f"{own}. {notes.pop(own)}", WIDTH))
                right["notes"] += 1
            if layout == "C":
                endnotes.extend(printed)
                printed = []
            press.put(line, printed)
        if layout == "B":
            press.put()
    end_chapter()
    press.page()
    contents, pages = [title.upper().center(WIDTH).rstrip(), "", "\fCONTENTS".center(WIDTH).rstrip(), ""], []
    for number, (chapter, lines, feet) in enumerate(press.pages, 1):
        page = []
        if not chapter:
            heading = " ".join(line.strip() for line in lines[: lines.index("")] if line) if "" in lines else ""
            contents.append(f"{heading} ".ljust(WIDTH - 5, ".") + str(number).rjust(5))
        elif number % 2 == 0:
            page += [f"{number:<8}{title.upper()[: WIDTH - 16].center(WIDTH - 16)}".rstrip(), ""]
        else:
            page += [f"{'':8}{chapter.upper()[: WIDTH - 16].center(WIDTH - 16)}{number:>8}", ""]
        page += lines
        if feet:
            page += ["_" * 12 if layout == "B" else "", *sum(feet, [])]
        if not chapter:
            page += ["", str(number).center(WIDTH).rstrip()]
        pages.append("\n".join(page))
    return "\n\f".join(["\n".join(contents), *pages]) + "\n", right


def read(scholion, text):
    """The document that the program makes of a text."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        subprocess.run([scholion, "new", archive], check=True, capture_output=True)
        for kind in ["sources", "documents"]:
            for file in (archive / "content" / kind).glob("*.*"):
                file.unlink()
        (archive / "content" / "sources" / "book.txt").write_text(text)
        subprocess.run([scholion, "ingest"], cwd=archive, check=True, capture_output=True)
        return (archive / "content" / "documents" / "book.md").read_text().split("\n---\n", 1)[1]


def main(scholion, folder):
    sums = [0] * 8
    for number, (layout, digest) in BOOKS.items():
        html = (Path(folder) / f"{number}-h.htm").read_bytes()
        if hashlib.sha256(html).hexdigest() != digest:
            print(f"{number}: another edition than the one that was measured")
        try:
            html = html.decode()
        except UnicodeDecodeError:
            html = html.decode("latin-1")
        text, right = laid_out(html, layout, number)
        body = re.sub(r"<[^>]*>", "", read(Path(scholion).resolve(), text))
        defined, called = set(re.findall(r"^\[\^([^\]]+)\]:", body, re.M)), set(re.findall(r"\[\^([^\]]+)\](?!:)", body))
        body = re.sub(r"\[\^[^\]]*\]", "", body)
        found = [letters(line.lstrip("#")) for line in body.split("\n") if re.match("#{1,6} ", line)]
        wanted = [letters(heading) for heading in right["headings"]]
        blocks = {letters(block) for block in re.split(r"\n\s*\n", body)}
        long = [letters(paragraph) for paragraph in right["paragraphs"] if len(letters(paragraph)) > 150]
        row = [
            sum(heading in found for heading in wanted), len(wanted),
            sum(heading in wanted for heading in found), len(found),
            sum(paragraph in blocks for paragraph in long), len(long),
            min(len(defined & called), right["notes"]), right["notes"],
        ]
        sums = [one + other for one, other in zip(sums, row)]
        print(f"{number} {layout}: of headings {row[0]}/{row[1]} found, {row[2]}/{row[3]} right; paragraphs whole {row[4]}/{row[5]}; notes {row[6]}/{row[7]}")
    shares = [sums[at] / max(sums[at + 1], 1) for at in range(0, 8, 2)]
    print("all: headings found {:.3f}, right {:.3f}; paragraphs whole {:.3f}; notes {:.3f}".format(*shares))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
