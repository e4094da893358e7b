#!/usr/bin/env bash
# pandoc 3.9 (from pypandoc_binary 1.17 of PyPI), reading LaTeX with signs in front of numbers.
#
# `\dag` and `\texteuro` are LaTeX's own, `\textnumero` with them; babel has `\og` and `\fg` for French quotation marks. LaTeX skips the
# blank behind such a command and prints the number that follows: "†1843". `multicols`, `adjustwidth` (changepage) and `verse` (of the
# package verse) have arguments for columns and widths, which are never printed.
#
# Seen: pandoc does not know these signs, and a command that it does not know takes a number behind the blank with it: a price, a year of
# death, a box are gone, and of `1,200` is left ",200", of `1843--50` "–50". With `{}` or `~` the sign alone goes. `\S 3` and
# `\textdagger 1843`, which it knows, keep both. French quotations lose their marks, and a number at their beginning. The arguments of the
# environments become words. Exit status 0 and nothing on standard error; `--verbose` alone says `Skipped '\dag 1843'`.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install pypandoc_binary==1.17
"$home/v/bin/python" - <<'PY'
import subprocess
import pypandoc

assert pypandoc.get_pandoc_version() == "3.9"
HEAD = r"\documentclass{article}\usepackage{textcomp,multicol,changepage,verse}\usepackage[french,english]{babel}"


def read(text, *more):
    text = HEAD + "\n\\begin{document}\n" + text + "\n\\end{document}\n"
    command = [pypandoc.get_pandoc_path(), "-f", "latex", "-t", "plain", "--wrap=none", *more]
    ran = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return ran.stdout.strip(), ran.stderr


for text, left in [
    (r"The price is \texteuro 12 today.", "The price is today."),
    (r"The price is \texteuro 1,200 today.", "The price is ,200 today."),
    (r"Holm (\dag 1843) wrote.", "Holm () wrote."),
    (r"Holm and Kerr, \dag 1843--50.", "Holm and Kerr, –50."),
    (r"Box \textnumero 3 is full.", "Box is full."),
    (r"Box \textnumero{} 3 is full.", "Box 3 is full."),
    (r"Box \textnumero~3 is full.", "Box \u00a03 is full."),
    (r"See \S 3; Holm (\textdagger 1843).", "See §3; Holm (†1843)."),
    (r"\foreignlanguage{french}{Il dit \og le moulin tourne\fg{}.}", "Il dit le moulin tourne."),
    (r"\foreignlanguage{french}{Il y a \og 12 roues\fg{}.}", "Il y a roues."),
    (r"\begin{multicols}{2}The wheel\end{multicols}", "2The wheel"),
    (r"\begin{adjustwidth}{1cm}{2cm}The wheel\end{adjustwidth}", "1cm2cmThe wheel"),
    (r"\begin{verse}[3cm]A line\end{verse}", "[3cm]A line"),
]:
    assert read(text) == (left, ""), (text, read(text))
assert r"Skipped '\dag 1843'" in read(r"Holm (\dag 1843) wrote.", "--verbose")[1]
print("pandoc 3.9: the euro, dagger and numero signs of LaTeX take the number behind them away; arguments of environments become words")
PY
