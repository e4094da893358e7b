#!/usr/bin/env bash
# @orama/orama 3.1.18 and flexsearch 0.8.212 (npm), full-text search in the browser, each with its own division of a text into words.
#
# Vowel signs of Indian scripts, points of Hebrew and vowels of Arabic are marks (Unicode's category M) and part of their word. Orama's list of
# languages has Serbian, which uses "both Cyrillic and Latin scripts", Hindi and Tamil, each with a tokenizer.
#
# Seen: both divide at every such mark. Hindi is left with consonants, so that who looks for a fort (किला) is shown what is black (काला). Vowelled
# Arabic, and in FlexSearch pointed Hebrew, is not found by its letters. Of Serbian in Cyrillic Orama keeps no word at all, and none of Sanskrit in
# Devanagari. For it in English `Müller` is "m" and "ller" and finds "mills", and `Zürich` is not found by "zurich" though `café` is by "cafe";
# German loses the é of `René`, Romanian its ş and ţ with cedilla, Greek the vowels with circumflex of old books, and Turkish `İstanbul` is not
# found by "istanbul". For Orama a letter with its accent apart (NFD) parts its word too. No error, no warning.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"
npm install --silent --no-audit --no-fund --prefix . @orama/orama@3.1.18 flexsearch@0.8.212 > /dev/null
cat > a.mjs <<'JS'
import assert from "node:assert";
import { create, insert, search } from "@orama/orama";
import flexsearch from "flexsearch";

const orama = (language, text, terms) => {
  const database = create({ schema: { text: "string" }, language });
  insert(database, { text });
  const words = database.tokenizer.tokenize(text, language);
  return [words.join(" "), terms.map((term) => search(database, { term }).count).join(" ")];
};
for (const [language, text, words, terms, found] of [
  ["serbian", "Стари млин на Сави", "", ["млин", "Стари"], "0 0"],
  ["serbian", "Stari mlin na Savi", "stari mlin na savi", ["mlin"], "1"],
  ["sanskrit", "पुस्तकम्", "", ["पुस्तकम्"], "0"],
  ["indian", "काला", "क ल", ["किला", "काला"], "1 1"],
  ["tamil", "புத்தகம்", "ப த தகம", ["புத்தகம்"], "1"],
  ["arabic", "المَطْحَنَة", "الم ط ح ن ة", ["المطحنة"], "0"],
  ["english", "The mills of Zürich", "the mills of z rich", ["Müller", "zurich"], "1 0"],
  ["english", "A café", "a cafe", ["café", "cafe"], "1 1"],
  ["german", "René", "ren", ["rene"], "0"],
  ["german", "Mühle", "muhle", ["Mühle", "muhle"], "1 1"],
  ["german", "Mu\u0308hle", "mu hle", ["Mühle"], "0"],
  ["romanian", "Cetăţile şi", "ceta ile i", ["cetățile"], "0"],
  ["greek", "τοῦ ποταμοῦ", "το ποταμο", ["ποταμού"], "0"],
  ["turkish", "İstanbul", "i stanbul", ["istanbul"], "0"],
]) {
  assert.deepStrictEqual(orama(language, text, terms), [words, found], text);
}

for (const [text, words, term, found] of [
  ["काला", "क ल", "किला", 1],
  ["புத்தகம்", "ப த தகம", "புத்தகம்", 1],
  ["المَطْحَنَة", "الم ط ح ن ة", "المطحنة", 0],
  ["הַטַּחֲנָה", "ה ט ח נ", "הטחנה", 0],
  ["Mu\u0308hle", "muhle", "Mühle", 1],
]) {
  const index = new flexsearch.Index();
  index.add(1, text);
  assert.strictEqual(index.encoder.encode(text).join(" "), words, text);
  assert.strictEqual(index.search(term).length, found, text);
}
JS
node a.mjs
echo "Orama and FlexSearch part words at vowel signs; Orama keeps nothing of Cyrillic Serbian and finds mills for Müller"
