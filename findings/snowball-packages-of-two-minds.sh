#!/usr/bin/env bash
# Stemmers of Snowball by name: snowballstemmer 3.1.1 (PyPI) against snowball-stemmers 0.6.0 and @orama/stemmers 3.1.18 (npm).
#
# An archive may well stem its texts in Python when it is made and the words of a search in the browser. Both have "dutch", "german", "romanian",
# "russian" and "italian", and nothing in these names tells which Snowball they are of.
#
# Seen: they differ in everyday words, so that the one does not find what the other indexed: Dutch `lopen` is "loop" in Python and "lop" in the
# browser, `huizen` "huis" and "huiz"; so are German `Buecher`, Italian and French words with their article, and Romanian with cedillas. Russian
# `ёлка` splits the two of npm. What is alike, `Mühlen` or `huis`, hides it from a small test. In Python `l'eau` is "eau", but with
# ’ (U+2019) it stays "l’eau". Letters with the accent apart (NFD) make another word for all: `Häuser` keeps its umlaut. No error, no warning.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"
cat > words.json <<'JSON'
{
  "dutch": {"lopen": ["loop", "lop"], "huizen": ["huis", "huiz"], "huis": ["huis", "huis"]},
  "german": {"buecher": ["buch", "buech"], "mühlen": ["muhl", "muhl"], "ha\u0308user": ["ha\u0308us", "ha\u0308us"], "häuser": ["haus", "haus"]},
  "russian": {"ёлка": ["елк", "ёлка", "елк"], "мельницы": ["мельниц", "мельниц"]},
  "romanian": {"morţilor": ["morț", "morţ"], "morților": ["morț", "morț"]},
  "italian": {"dell'acqua": ["acqua", "dell'acqu"], "mulini": ["mulin", "mulin"]},
  "french": {"l'eau": ["eau", "l'eau"], "l’eau": ["l’eau", "l’eau"]}
}
JSON
python3 -m venv v
v/bin/pip -q install snowballstemmer==3.1.1
v/bin/python - <<'PY'
import json

import snowballstemmer

with open("words.json", encoding="utf-8") as file:
    languages = json.load(file)
for language, words in languages.items():
    stemmer = snowballstemmer.stemmer(language)
    for word, stems in words.items():
        assert stemmer.stemWord(word) == stems[0], (language, word, stemmer.stemWord(word))
PY
npm install --silent --no-audit --no-fund --prefix . snowball-stemmers@0.6.0 @orama/stemmers@3.1.18 > /dev/null
cat > a.mjs <<'JS'
import assert from "node:assert";
import { readFileSync } from "node:fs";
import snowball from "snowball-stemmers";

for (const [language, words] of Object.entries(JSON.parse(readFileSync("words.json", "utf8")))) {
  const { stemmer } = await import(`@orama/stemmers/${language}`);
  for (const [word, [, first, second = first]] of Object.entries(words)) {
    assert.strictEqual(snowball.newStemmer(language).stem(word), first, `${language}: ${word}`);
    assert.strictEqual(stemmer(word), second, `${language}: ${word}`);
  }
}
JS
node a.mjs
echo "Snowball of Python and of npm stem Dutch, German, Italian, French and Romanian words each its own way"
