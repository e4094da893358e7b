#!/usr/bin/env bash
# pandoc 3.9 (from pypandoc_binary 1.17 of PyPI), reading LaTeX as critical editions are written in it.
#
# reledmac puts the words of the edition themselves into the first argument of `\edtext`, the apparatus into the second; csquotes
# has quotations with their source in `\textquote`; endnotes has notes in `\endnote`; and a note whose mark stands where no note may
# is written with `\footnotemark` and `\footnotetext`, which are LaTeX's own.
#
# Seen: a command that pandoc does not know goes with all its arguments. So the edition loses the very words that have a variant, the
# quotation goes as a whole, and notes go, those of LaTeX's own pair as well; `\footnotemark[1]` also takes the blank behind it, so that
# two words become one. Exit status 0 and nothing on standard error: only `--verbose` says what was skipped.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install pypandoc_binary==1.17
"$home/v/bin/python" - <<'PY'
import subprocess
import pypandoc

assert pypandoc.get_pandoc_version() == "3.9"


def plain(text, *more):
    command = [pypandoc.get_pandoc_path(), "-f", "latex", "-t", "plain", "--wrap=none", *more]
    ran = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return ran.stdout.strip(), ran.stderr


for text, left in [
    (r"The \edtext{wheel}{\Afootnote{mill B}} turned.", "The turned."),
    (r"He wrote \textquote[Holm]{the water is low}.", "He wrote ."),
    (r"The wheel\endnote{Of oak.} turned.", "The wheel turned."),
    (r"The wheel\footnotemark[1] turned.\footnotetext[1]{Of oak.}", "The wheelturned."),
]:
    said, warned = plain(text)
    assert said == left and warned == "", (said, warned)
    said, warned = plain(text, "--verbose")
    assert "Skipped" in warned, warned
assert plain(r"He wrote \enquote{the water is low}\footnote{Of oak.}.")[0].startswith("He wrote “the water is low”[1].")
print("pandoc 3.9: words of an edition in \\edtext, quotations in \\textquote and notes by \\footnotetext are left out of LaTeX without a word")
PY
