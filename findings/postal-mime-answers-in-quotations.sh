#!/usr/bin/env bash
# postal-mime 4.0.0 and mailparser 3.14.2 (npm), which take the text out of mail, here of the kind `format=flowed`.
#
# Most programs that keep lines short send it: a line that ends in a blank goes on in the next one (RFC 3676). The `>` in front of what is quoted
# are counted and taken off first, and a line of another count begins a new paragraph, whatever the line before ended with (4.5). The line
# `-- ` before a signature is never one that goes on (4.3), behind `>` neither.
#
# Seen: postal-mime joins lines as they stand. So the `>` of a quoted letter lie amid its sentences, and where somebody quoted a line that
# ends in a blank and answered below, the answer is within the quotation: "> The mill turns No, it stands." is one line of the one who did not
# say it. A quoted signature runs into one line. mailparser does these well, but it glues the signature to the text if the line
# before it ends in a blank. No error, no warning; both have `text` and nothing that says how it was made.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"
npm install --silent --no-audit --no-fund --prefix . postal-mime@4.0.0 mailparser@3.14.2 > /dev/null
cat > a.mjs <<'JS'
import assert from "node:assert";
import mailparser from "mailparser";
import PostalMime from "postal-mime";

const head = "From: a@example.org\r\nTo: b@example.org\r\nSubject: The mill\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n";
for (const [lines, postal, other] of [
  [["The mill ", "turns."], "The mill turns.", "The mill turns."],
  [["The mill turns.", "-- ", "Ada"], "The mill turns.\n-- \nAda", "The mill turns.\n-- \nAda"],
  [["> The mill ", "> turns.", "Yes."], "> The mill > turns.\nYes.", "> The mill turns.\nYes."],
  [["> The mill turns ", "No, it stands."], "> The mill turns No, it stands.", "> The mill turns \nNo, it stands."],
  [[">> Does it? ", "> It turns."], ">> Does it? > It turns.", ">> Does it? \n> It turns."],
  [["> It turns.", "> -- ", "> Ada"], "> It turns.\n> -- > Ada", "> It turns.\n> -- \n> Ada"],
  [["The mill turns. ", "-- ", "Ada"], "The mill turns. -- Ada", "The mill turns. -- Ada"],
]) {
  const mail = `${head}${lines.join("\r\n")}\r\n`;
  assert.strictEqual((await PostalMime.parse(mail)).text.trimEnd(), postal);
  assert.strictEqual((await mailparser.simpleParser(mail)).text.trimEnd(), other);
}
JS
node a.mjs
echo "postal-mime 4.0.0 puts an answer into the quotation above it, and the marks of quotation amid the sentences"
