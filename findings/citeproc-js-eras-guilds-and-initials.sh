#!/usr/bin/env bash
# citeproc 2.4.63 (npm), known as citeproc-js, the CSL processor within many reference managers; with a style and a locale written here.
#
# In CSL 1.0.2 a negative year gets the term `bc`, one of less than four digits `ad`. `delimiter-precedes-last` says whether a comma stands
# before "and": always, never, or from three names on, of whatever kind; `initialize="false"` leaves names as they are but sets initials that
# are there in the style's manner. A `cs:date` may be set in italics, and in a locale's form too.
#
# Seen: a range has one era at its end, so that Augustus reigned "January 16, 27–August 19, 14 BC"; a short year is "undefined BC". With month and day
# set off by a `prefix`, as one makes 1905-03-01, the second date of a range is "190604-04". Before a last name that is a body's, the comma
# stands with "never" and is missing with "always". "J.-P." loses its hyphen with `initialize="false"`, and without it "Ḥasan", "Ṭāhā" and "ʻAlī"
# get no initials while "Ýrr" does. Italics for a date in the locale's form are left out. No error, no warning.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"
npm install --silent --no-audit --no-fund --prefix . citeproc@2.4.63 > /dev/null
cat > a.js <<'JS'
const assert = require("node:assert");
const CSL = require("citeproc");

const months = ["January", "February", "March", "April", "May", "June", "July", "August"];
const others = { ad: " AD", bc: " BC", and: "and", "et-al": "et al." };
const terms = months.map((name, at) => [`month-0${at + 1}`, name]).concat(Object.entries(others));
const locale = `<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="en-US">
  <date form="text"><date-part name="month" suffix=" "/><date-part name="day" suffix=", "/><date-part name="year"/></date>
  <terms>${terms.map(([name, words]) => `<term name="${name}">${words}</term>`).join("")}</terms></locale>`;

function print(layout, record) {
  const style = `<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
    <info><title>t</title><id>t</id><updated>2020-01-01T00:00:00Z</updated></info>
    <citation><layout>${layout}</layout></citation><bibliography><layout>${layout}</layout></bibliography></style>`;
  const system = { retrieveLocale: () => locale, retrieveItem: () => ({ id: "a", type: "book", ...record }) };
  const engine = new CSL.Engine(system, style, "en-US", true);
  engine.updateItems(["a"]);
  return engine.makeBibliography()[1][0].replace(/<\/?div[^>]*>/g, "").trim();
}

const date = (layout, ...parts) => print(layout, { issued: { "date-parts": parts } });
const local = '<date variable="issued" form="text"/>';
assert.strictEqual(date(local, [-44, 3, 15]), "March 15, 44 BC");
assert.strictEqual(date(local, [-27, 1, 16], [14, 8, 19]), "January 16, 27–August 19, 14 BC");
assert.strictEqual(date(local, [-10], [10]), "10–10 BC");
assert.strictEqual(date('<date variable="issued"><date-part name="year" form="short"/></date>', [-44]), "undefined BC");

const month = '<date-part name="month" prefix="-" form="numeric-leading-zeros"/>';
const day = '<date-part name="day" prefix="-" form="numeric-leading-zeros"/>';
const iso = `<date variable="issued"><date-part name="year"/>${month}${day}</date>`;
assert.strictEqual(date(iso, [1905, 3, 1]), "1905-03-01");
assert.strictEqual(date(iso, [1905, 3, 1], [1906, 4, 4]), "1905-03-01–190604-04");

const names = (attributes, ...author) => print(`<names variable="author"><name ${attributes}/></names>`, { author });
const [kerr, li, mo, guild] = [{ family: "Kerr", given: "Ada" }, { family: "Li", given: "Bo" }, { family: "Mo" }, { literal: "Guild of Millers" }];
const never = 'and="text" delimiter-precedes-last="never"';
const always = 'and="text" delimiter-precedes-last="always"';
assert.strictEqual(names(never, kerr, li, mo), "Ada Kerr, Bo Li and Mo");
assert.strictEqual(names(never, kerr, li, guild), "Ada Kerr, Bo Li, and Guild of Millers");
assert.strictEqual(names(never, kerr, guild, li), "Ada Kerr, Guild of Millers and Bo Li");
assert.strictEqual(names(always, kerr, li), "Ada Kerr, and Bo Li");
assert.strictEqual(names(always, kerr, guild), "Ada Kerr and Guild of Millers");

const given = (attributes, words) => names(attributes, { family: "Kerr", given: words });
const [initials, as_is] = ['initialize-with="."', 'initialize="false" initialize-with="."'];
for (const [words, short] of [["Ýrr", "Ý."], ["J.-P.", "J.-P."], ["Ḥasan", "Ḥasan"], ["Ṭāhā", "Ṭāhā"], ["ʻAlī", "ʻAlī"]]) {
  assert.strictEqual(given(initials, words), `${short} Kerr`);
}
assert.strictEqual(given(as_is, "Jean-Paul"), "Jean-Paul Kerr");
assert.strictEqual(given(as_is, "J.-P."), "J.P. Kerr");

const inner = '<date-part name="month"/><date-part name="year" prefix=" "/>';
assert.strictEqual(date(`<date variable="issued" font-style="italic">${inner}</date>`, [1905, 3]), "<i>March 1905</i>");
assert.strictEqual(date('<date variable="issued" form="text" font-style="italic"/>', [1905, 3]), "March 1905");
JS
node a.js
echo "citeproc 2.4.63 lets Augustus reign from 27 to 14 BC, runs years and months together, and has commas of its own before bodies"
