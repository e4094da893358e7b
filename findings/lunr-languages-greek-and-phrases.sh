#!/usr/bin/env bash
# lunr 2.3.9 with lunr-languages 1.22.0 (npm), whose manual names Greek, Chinese, Japanese, Russian, Turkish and Hebrew among its languages.
#
# Greek is written with accents, all but capitals. Chinese and Japanese have no blanks, and who searches types none.
#
# Seen: a Greek word with its accent is not stemmed, so that μύλος (mill) does not find μύλοι (mills), while μυλος finds ΜΥΛΟΙ. A text in
# Chinese or Japanese is divided into words when it is indexed, but not what is searched for: 北京 is found, a phrase with it that the text
# has word by word is not, and 水車小屋 neither. An index of Russian drops each word in Latin letters, a name or a title, though it keeps
# the years; one of German drops Greek and Cyrillic. In Turkish `ışık` does not find `Işık`, in Italian `acqua` not `dell'acqua`, and Hebrew with
# points is not found by its letters. Armenian has a stemmer that changes nothing. No error, and no warning of any of this.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"
npm install --silent --no-audit --no-fund --prefix . lunr@2.3.9 lunr-languages@1.22.0 > /dev/null
cat > a.cjs <<'JS'
const assert = require("node:assert");
const lunr = require("lunr");
for (const part of ["lunr.stemmer.support", "tinyseg", ...["de", "el", "he", "hy", "it", "ja", "ru", "tr", "zh"].map((code) => `lunr.${code}`)]) {
  require(`lunr-languages/${part}`)(lunr);
}

for (const [code, text, ...terms] of [
  ["el", "μύλοι", ["μύλοι", 1], ["μύλος", 0]],
  ["el", "ΜΥΛΟΙ", ["μυλος", 1], ["ΜΥΛΟΣ", 1]],
  ["el", "του ποταμού", ["ποταμού", 1], ["ποταμός", 0]],
  ["zh", "我们在北京的旧磨坊工作", ["北京", 1], ["磨坊", 1], ["北京的旧磨坊", 0], ["旧磨坊工作", 0]],
  ["ja", "古い水車小屋は東京にあります", ["水車", 1], ["小屋", 1], ["水車小屋", 0]],
  ["ru", "Мельница Smith в London, 1843", ["мельницы", 1], ["1843", 1], ["Smith", 0], ["London", 0]],
  ["de", "Die Mühlen: Война и μύλος", ["Mühle", 1], ["Война", 0], ["μύλος", 0]],
  ["tr", "Işık", ["Işık", 1], ["ışık", 0]],
  ["it", "Il mulino dell'acqua", ["mulini", 1], ["acqua", 0]],
  ["he", "הַטַּחֲנָה הישנה", ["הישנה", 1], ["הטחנה", 0]],
  ["hy", "ջրաղացներ", ["ջրաղացներ", 1], ["ջրաղաց", 0]],
]) {
  const index = lunr(function () {
    this.use(lunr[code]);
    this.ref("id");
    this.field("text");
    this.add({ id: "a", text });
  });
  for (const [term, found] of terms) {
    assert.strictEqual(index.search(term).length, found, `${code}: ${term}`);
  }
}
JS
node a.cjs > /dev/null
echo "lunr-languages stems no accented Greek, finds no phrase of Chinese or Japanese, and drops Latin words from Russian"
