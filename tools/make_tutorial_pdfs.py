#!/usr/bin/env python3
"""Writes the PDFs of docs/TUTORIAL.md into docs/ferry: `python3 tools/make_tutorial_pdfs.py`. Needs nothing but Python.

They are set as such things come out of offices and journals: running heads, page numbers, words cut at the ends of lines, notes at the foot
of their page. A `|` in a word is where it may be cut, `^1` is the raised number of a note. The same bytes come of every run.
"""

import pathlib

# Widths of Times Roman in thousandths of its size (Adobe's metrics of the standard fonts); all other signs are counted as 500.
WIDTHS = {250: " .,", 278: "ijlt:;/", 333: "frI()-'!‘’", 389: "sJ", 444: "acez?“”", 556: "FPS", 611: "ELTZ", 667: "BCR", 722: "wADGHKNOQUVXY",
          778: "m", 889: "M", 944: "W", 1000: "—"}
WIDTH = {sign: width for width, signs in WIDTHS.items() for sign in signs}
LEFT, RIGHT, TOP, FOOT = 90, 430, 590, 70


def wide(words, size):
    return sum(WIDTH.get(sign, 500) for sign in words.replace("|", "")) * size / 1000


def lines(text, size, width):
    """Cuts a text into lines, and words where they may be."""
    line, done = "", []
    for word in text.split():
        parts = word.split("|")
        whole = "".join(parts)
        if wide(f"{line} {whole}".strip(), size) <= width:
            line = f"{line} {whole}".strip()
            continue
        cut = next((n for n in range(len(parts) - 1, 0, -1) if line and wide(f"{line} {''.join(parts[:n])}-", size) <= width), 0)
        if cut:
            done.append(f"{line} {''.join(parts[:cut])}-")
        elif line:
            done.append(line)
        line = "".join(parts[cut:])
    return done + [line]


def shown(x, y, size, text, font="F1"):
    """The operators that set one line; a raised number is smaller."""
    out, at = [], x
    for nth, part in enumerate(text.split("^")):
        raised = 0
        if nth:
            raised = len(part) - len(part.lstrip("0123456789"))
        for words, is_note in ((part[:raised], True), (part[raised:], False)):
            if not words:
                continue
            small = size * 0.6 if is_note else size
            code = words.encode("cp1252").decode("latin-1").replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            out.append(f"BT /{font} {small:g} Tf {at:.2f} {y + (size * 0.35 if is_note else 0):.2f} Td ({code}) Tj ET")
            at += wide(words, small)
    return "\n".join(out)


class Paper:
    """Pages, filled from the top; notes stand at the foot of the page on which they are called."""

    def __init__(self, head=None, first=1):
        self.pages, self.head, self.number = [], head, first - 1
        self.turn()

    def turn(self):
        if self.pages:
            self.close()
        self.number += 1
        self.pages.append([])
        self.notes, self.y = [], TOP

    def close(self):
        page, y = self.pages[-1], FOOT
        for line in reversed(self.notes):
            page.append(shown(LEFT, y, 8.5, line))
            y += 10.5
        if self.head:
            if len(self.pages) > 1:
                page.insert(0, shown(LEFT, TOP + 34, 9, self.head, "F2"))
            page.append(shown((LEFT + RIGHT) / 2 - 6, FOOT - 34, 9, str(self.number)))

    def put(self, text, size=11, font="F1", above=0, notes=(), step=None):
        """A paragraph, with the notes that are called in it."""
        step = step or size * 1.3
        waiting = dict(notes)
        self.y -= above
        for line in lines(text, size, RIGHT - LEFT):
            called = [number for number in waiting if f"^{number}" in line]
            more = [cut for number in called for cut in lines(f"^{number} {waiting[number]}", 8.5, RIGHT - LEFT)]
            if self.y - step < FOOT + (len(self.notes) + len(more)) * 10.5 + 8:
                self.turn()
            for number in called:
                del waiting[number]
            self.notes += more
            self.pages[-1].append(shown(LEFT, self.y, size, line, font))
            self.y -= step

    def write(self, path):
        self.close()
        objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
                   "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Italic /Encoding /WinAnsiEncoding >>",
                   "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>"]
        kids = []
        for page in self.pages:
            stream = "\n".join(page)
            kids.append(len(objects) + 1)
            objects.append("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 520 680] /Contents %d 0 R "
                           "/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >> >>" % (len(objects) + 2))
            objects.append(f"<< /Length {len(stream.encode('latin-1'))} >>\nstream\n{stream}\nendstream")
        objects[1] = "<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), " ".join(f"{kid} 0 R" for kid in kids))
        out, places = b"%PDF-1.4\n", []
        for nth, body in enumerate(objects, 1):
            places.append(len(out))
            out += f"{nth} 0 obj\n{body}\nendobj\n".encode("latin-1")
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        out += (f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
                f"startxref\n{len(out)}\n%%EOF\n").encode("latin-1")
        path.write_bytes(out)


def letter():
    paper = Paper()
    paper.put("Vask, 2 May 1911", above=10)
    paper.put("Dear Mr Rebane,", above=16)
    paper.put("The ferry has gone since Easter without a rope, and I will tell you how. On Good Friday the ice came down from the mill "
              "in one piece. August Kask stood on the landing with an axe and cut the rope be|fore the ice could take the winch with it. "
              "The rope is in the sea now, and the winch is saved.", above=10)
    paper.put("You ask who pays. The parish says the district, and the district says that a rope is no bridge. Mr Holm has written in "
              "his Ferry Book that whoever lives by a crossing keeps it, and has done so since the Swedes. He has never asked Kask "
              "what he lives by. I enclose the bill for forty fathoms of hemp.", above=8)
    paper.put("Until it is paid we row. Tell the school in Vask that the children must be at the land|ing before seven.", above=8)
    paper.put("With respect,", above=16)
    paper.put("Liisa Kask", above=4)
    return paper


def article():
    paper = Paper("Rebane: Who keeps the ferry?", 41)
    paper.put("Who keeps the ferry? A crossing and its debts, 1890–1914", 15, "F3", above=6)
    paper.put("August Rebane", 11, "F2", above=10)
    paper.put("Abstract. A ferry on a small river was kept for two centuries by the family that worked it. The paper follows the bills for "
              "its rope and asks when a crossing be|came a matter of the public.", 9.5, above=12)
    paper.put("1. The rope", 12, "F3", above=14)
    paper.put("Whoever crosses the Vask today does so on a bridge of 1936 and sees noth|ing of the ferry but a ring of iron in the west bank. "
              "The ring held a rope, and the rope is the sub|ject of this paper. It was forty fathoms long, of hemp, and it had to be bought "
              "anew every third year.^1 Nobody wanted to have bought it.", above=6,
              notes={1: "The bills are kept in the parish archive of Vask, VKA 12/3; see Tamm, Accounts of a Parish, pp. 88–91."})
    paper.put("Holm held that the duty lay on the ferry|man as a servitude of his land, “since the Swedes”.^2 The phrase has been copied ever since. It "
              "rests on one entry in a register that Holm had not seen himself.^3 Berg has shown that the entry is of another river.^4", above=4,
              notes={2: "K. Holm, The Ferry Book (Riga: Winds & Sons, 1901), p. 17.",
                     3: "Holm, The Ferry Book, p. 18, note.",
                     4: "I. Berg, “Two Rivers of One Name”, Journal of Crossings 4 (1928), pp. 203–219, here p. 211."})
    paper.put("2. The bill of 1911", 12, "F3", above=14)
    paper.put("In the spring of 1911 the rope was lost. Liisa Kask wrote to me, then sec|retary of the district, and enclosed a bill. I did not pay it. "
              "I say so since the letter is in the archive, and since the dis|trict’s answer, which is not in the archive, was mine.^5 It said "
              "that a rope is no bridge. The fam|ily rowed for eleven weeks, until the school had too few children to open; then "
              "a rope was bought, and the bill for it stands among those for chalk and fire|wood.^6", above=6,
              notes={5: "Liisa Kask to the author, 2 May 1911.", 6: "Tamm, Accounts of a Parish, p. 90."})
    paper.put("That is how a crossing became a matter of the public: not by a law, but be|cause a school could not do without it. The law "
              "came in 1923 and found the ropes paid.", above=4)
    paper.put("3. What a ferry is", 12, "F3", above=14)
    paper.put("The accounts know no ferry. They know rope, tar, oars, and the board on which the fares are painted. Tamm has pointed out that "
              "what a parish does not name it cannot refuse (Tamm, 1932, p. 12). Berg is less kind: what it does not name it does "
              "not thank (Berg, 1928, p. 219).", above=6)
    paper.put("References", 12, "F3", above=14)
    for entry in ("Berg, I. (1928). Two rivers of one name. Journal of Crossings, 4, 203–219.",
                  "Holm, K. (1901). The ferry book. Riga: Winds & Sons.",
                  "Tamm, M. (1932). Accounts of a parish. Tartu: University Press."):
        paper.put(entry, 10, above=3)
    return paper


def interview():
    paper = Paper("The Ferryman’s Daughter", 7)
    paper.put("“We rowed until the school closed”", 15, "F3", above=6)
    paper.put("An interview with Liisa Kask, 14 June 1934", 11, "F2", above=8)
    for who, words in (
        ("Interviewer", "Mrs Kask, you were nineteen when the rope was lost."),
        ("Liisa Kask", "I was. My father cut it, on Good Friday. He stood on the landing with the axe for an hour before he did it. A rope was a "
                       "year of fares."),
        ("Interviewer", "Mr Rebane writes that the family rowed for eleven weeks."),
        ("Liisa Kask", "Twelve. He counts from the day on which he got my letter. We count from the day on which we had no rope."),
        ("Interviewer", "Did you know Holm’s Ferry Book (Holm, 1901)?"),
        ("Liisa Kask", "Everybody had it. It stood beside the Bible, and was more dusted. It says that we keep the ferry since the Swedes. My "
                       "father used to ask which of the Swedes had paid for the rope."),
        ("Interviewer", "And the school?"),
        ("Liisa Kask", "In the third week there were four children in it who lived on our side. In the eleventh there were none. Then the "
                       "teacher went to Narva and came back with rope. I do not know what she said there. She had it on her shoulder."),
    ):
        paper.put(f"{who}: {words}", above=6)
    return paper


if __name__ == "__main__":
    folder = pathlib.Path(__file__).resolve().parent.parent / "docs" / "ferry"
    folder.mkdir(exist_ok=True)
    for name, made in (("kask-letter-1911", letter), ("rebane-ferry", article), ("kask-interview-1934", interview)):
        made().write(folder / f"{name}.pdf")
