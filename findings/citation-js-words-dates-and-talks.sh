#!/usr/bin/env bash
# @citation-js/core 0.8.2 with its plugins for CSL, BibTeX and RIS (npm), turning references of one format into another.
#
# The titles of archives are long, and so are their addresses. The dates of BibLaTeX are EDTF (its manual, 2.3.8): `184X` is a year of that
# decade, `1843~` about 1843, `1843-21` its spring, `-0044` 45 BCE. CSL-JSON has `interview` with an `interviewer`, and a `recipient` of letters.
#
# Seen: RIS is broken after every 70 characters, within a word or an address too. The library itself reads a blank there ("Mic haelmas"), and
# so does rispy 0.10.0, which makes two addresses of one; of the years 1843 to 1845 RIS has the first. Read from BibLaTeX, a decade is
# the year 1840, about 1843 and its spring are 1843, and 45 BCE is the year 0. An interview written as BibLaTeX is `@audio` and comes
# back as a song, by BibTeX and RIS as a document; who asked is gone, and from BibLaTeX to whom a letter went. No error, no warning.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"
npm install --silent --no-audit --no-fund --prefix . @citation-js/{core,plugin-csl,plugin-bibtex,plugin-ris}@0.8.2 > /dev/null
cat > a.mjs <<'JS'
import assert from "node:assert";
import { writeFileSync } from "node:fs";
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-csl";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-ris";

const read = (source) => new Cite(source).data[0];
const again = (reference, format) => read(new Cite(reference).format(format));

const accounts = {
  id: "a",
  type: "manuscript",
  title: "Accounts of the guild of millers at Narva, kept by the elders from Michaelmas to Candlemas",
  issued: { "date-parts": [[1843], [1845]] },
  URL: "https://example.org/archives/city-of-narva/guild-of-millers/accounts/ms-12-3a/leaf-0001",
};
writeFileSync("a.ris", new Cite(accounts).format("ris"));
const found = again(accounts, "ris");
assert.strictEqual(found.title, accounts.title.replace("Michaelmas", "Mic haelmas"));
assert.strictEqual(found.URL, accounts.URL.replace("ms-12", "m s-12"));
assert.deepStrictEqual(found.issued["date-parts"], [[1843]]);
assert.deepStrictEqual(again(accounts, "biblatex").issued["date-parts"], [[1843], [1845]]);
assert.strictEqual(again(accounts, "biblatex").title, accounts.title);

const dates = { "184X": [[1840]], "1843~": [[1843]], "1843-21": [[1843]], "-0044": [[0]], "1843/1845": [[1843], [1845]] };
for (const [date, parts] of Object.entries(dates)) {
  const issued = read(`@letter{l, title = {To the board}, date = {${date}}}`).issued;
  assert.deepStrictEqual(JSON.parse(JSON.stringify(issued)), { "date-parts": parts }, date);
}

const people = { author: [{ family: "Kerr", given: "Ada" }], issued: { "date-parts": [[1990]] } };
const talk = { id: "t", type: "interview", title: "On the mill", interviewer: [{ family: "Li", given: "Bo" }], ...people };
for (const [format, type] of [["biblatex", "song"], ["bibtex", "document"], ["ris", "document"]]) {
  assert.strictEqual(again(talk, format).type, type, format);
  assert.strictEqual(/Li\b/.test(new Cite(talk).format(format)), false, format);
}
const letter = { id: "l", type: "personal_communication", title: "To the board", recipient: [{ family: "Li", given: "Bo" }], ...people };
assert.strictEqual(again(letter, "biblatex").type, "personal_communication");
assert.strictEqual(/Li\b/.test(new Cite(letter).format("biblatex")), false);
JS
node a.mjs
python3 -m venv v
v/bin/pip -q install rispy==0.10.0
v/bin/python - <<'PY'
import rispy

with open("a.ris") as file:
    (found,) = rispy.load(file)
assert found["title"].endswith("from Mic haelmas to Candlemas"), found
assert len(found["urls"]) == 2, found
PY
echo "citation-js 0.8.2 breaks words and addresses in RIS, makes exact years of decades and of what was about a year, and songs of interviews"
