#!/usr/bin/env bash
# csvkit 2.2.0 (`csvsort`) and frictionless 5.21.0 (PyPI), reading a table of an archive as their defaults have it.
#
# Both guess what kind of values a column has. That numbers lose leading zeros then is well known; `csvsort --no-inference` is said to
# disable the guess. The table here holds shelfmarks, pages, a decade, days as they are written in Germany, and names.
#
# Seen: `csvsort` writes other values than it read. A decade, "1840s", is half an hour and 40 seconds, "0:30:40"; the shelfmark "1/2" is
# 2 January 2001; pages "3,4" are 34; 2 May ("2.5.1843") is 5 February; and people called May and June are days of the year 1. One cell
# that fits no guess ("13.6.1843" among the days) and the column stays as it was. Without inference all do, but an author called Na
# or None is an empty cell even then; that takes `--blanks` as well. frictionless makes "3-4" the fourth month of the year 3, and
# "3,4" a place on the globe. Exit status 0, nothing on standard error.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"
python3 -m venv v
v/bin/pip -q install csvkit==2.2.0 agate==1.14.2 frictionless==5.21.0
cat > a.csv <<'CSV'
title,shelfmark,pages,decade,day,other,given,author
The mill,1/2,"3,4",1840s,2.5.1843,2.5.1843,May,Na
A letter,1/3,"12,13",1850s,3.6.1843,13.6.1843,June,None
Accounts,2/1,"7,9",1840s,4.1.1844,4.1.1844,April,Kerr
CSV
last() {
  wanted=$1
  shift
  v/bin/csvsort "$@" -c title a.csv > b.csv 2> said
  test ! -s said
  test "$(sed -n '$p' b.csv)" = "$wanted"
}
last 'The mill,2001-01-02,34,0:30:40,1843-02-05,2.5.1843,0001-05-01,'
test "$(sed -n 2p b.csv)" = 'A letter,2001-01-03,1213,0:30:50,1843-03-06,13.6.1843,0001-06-01,'
last 'The mill,1/2,"3,4",1840s,2.5.1843,2.5.1843,May,' --no-inference
last 'The mill,1/2,"3,4",1840s,2.5.1843,2.5.1843,May,Na' --no-inference --blanks
v/bin/python - <<'PY'
from frictionless import Resource

with open("c.csv", "w") as file:
    file.write('title,leaves,pages\nThe mill,3-4,"3,4"\nA letter,5-6,"7,9"\n')
table = Resource("c.csv")
first = table.read_rows()[0].to_dict()
kinds = [field.type for field in table.schema.fields]
assert kinds == ["string", "yearmonth", "geopoint"], kinds
assert (first["leaves"].year, first["leaves"].month) == (3, 4), first
assert [float(number) for number in first["pages"]] == [3, 4], first
PY
echo "csvsort of csvkit 2.2.0 writes decades as half hours and shelfmarks as days; Na and None are empty even without inference"
