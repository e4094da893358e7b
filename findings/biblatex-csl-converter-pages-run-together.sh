#!/usr/bin/env bash
# biblatex-csl-converter 3.6.0 (npm), the converter of references within Fidus Writer: RIS, BibLaTeX and others in, CSL-JSON and BibLaTeX out.
#
# RIS has the first page in `SP` and the last in `EP`, names as "family, given, suffix" and whole dates as `1905/03/14/`; `SN` is an ISBN or an
# ISSN. In BibLaTeX `number` is the issue of an article; `@collection` is a volume by several hands; `1905-21` is spring 1905 (its
# manual, 2.3.8). In CSL-JSON the second part of a date is a month, 1 to 12, and spring a `season`.
#
# Seen: from RIS pages 12 to 19 are page "1219" in both formats, xii to xvi "xiixvi". A whole date leaves CSL-JSON without any and is written to
# BibLaTeX with its strokes, which are none of its dates. "Jr." is gone, and the ISBN of a chapter is an ISSN. From BibLaTeX the issue of an article
# becomes the number of a series (`collection-number`), which no style prints as an issue; a collection is a data set; "c. 1905" is 1905;
# spring is the twenty-first month. `errors` and `warnings`, which the library has for what it does not know, are empty.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"
npm install --silent --no-audit --no-fund --prefix . biblatex-csl-converter@3.6.0 > /dev/null
cat > a.mjs <<'JS'
import assert from "node:assert";
import { BibLatexExporter, BibLatexParser, CSLExporter, RISParser } from "biblatex-csl-converter";

const converted = (Parser, source) => {
  const { entries, errors, warnings } = new Parser(source).parse();
  assert.deepStrictEqual([errors, warnings ?? []], [[], []]);
  return [new CSLExporter(entries).parse()["1"], new BibLatexExporter(entries).parse()];
};

const ris = (...lines) => converted(RISParser, [...lines, "ER  - ", ""].map((line) => `${line}\n`).join(""));
const chapter = ["TY  - CHAP", "AU  - King, Martin, Jr.", "TI  - The wheel", "T2  - Mills", "PY  - 1905/03/14/", "SN  - 978-0-306-40615-7"];
let [csl, biblatex] = ris(...chapter, "SP  - 12", "EP  - 19");
assert.strictEqual(csl.page, "1219");
assert.match(biblatex, /pages = \{1219\}/);
assert.deepStrictEqual([csl.issued, csl.ISBN, csl.ISSN], [undefined, undefined, "978-0-306-40615-7"]);
assert.deepStrictEqual(csl.author, [{ given: "Martin", family: "King" }]);
assert.match(biblatex, /date = \{1905\/03\/14\/\}/);
assert.doesNotMatch(biblatex, /Jr/);
assert.strictEqual(ris(...chapter, "SP  - xii", "EP  - xvi")[0].page, "xiixvi");
assert.strictEqual(ris(...chapter, "SP  - 12-19")[0].page, "12-19");

const bib = (type, rest) => converted(BibLatexParser, `@${type}{a, title = {Mills}, ${rest}}`)[0];
const article = bib("article", "author = {Kerr, Ada}, journaltitle = {Rivers}, volume = {3}, number = {2}, date = {1905-21}, pages = {12--19}");
assert.deepStrictEqual([article.volume, article.issue, article["collection-number"], article.page], ["3", undefined, "2", "12-19"]);
assert.deepStrictEqual(article.issued, { "date-parts": [[1905, 21]] });
assert.strictEqual(bib("collection", "editor = {Kerr, Ada}, date = {1905}").type, "dataset");
assert.deepStrictEqual(bib("book", "author = {Kerr, Ada}, year = {c. 1905}").issued, { "date-parts": [[1905]] });
JS
node a.mjs
echo "biblatex-csl-converter 3.6.0 makes page 1219 of pages 12 to 19 from RIS, and the number of a series of the issue of an article"
