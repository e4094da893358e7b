#!/usr/bin/env bash
# edtf 5.0.2 (PyPI), edtf 4.11.1 and @edtf-ts/core 0.4.2 (npm), which say of a date in EDTF (ISO 8601-2) from which day to which it lasts.
#
# EDTF has 21 to 24 for spring to winter and 25 to 28 for those of the north. `{1905..1907}` is each of these years, `190X` a year of that
# decade, `1912-04~` a month that is approximate; edtf of PyPI says in its manual that it widens such a month by a month on both sides.
#
# Seen: one spring, `1905-21`, is January to March for one library and March to May for the others; winter, `1905-24`, is October to December,
# December alone, or December to February. Northern spring, `1905-25`, is September to November for @edtf-ts/core; and the years
# 0 to 99 are those of the twentieth century. For edtf of npm `{1905..1907}` ends with 1905 and does not cover 1906, though a loop
# over it gives all three; and `190X` is printed as "XXXX", as if nothing were known. edtf of PyPI widens `1912-04~` by a year and a month, so
# that it begins in March 1911. No error, no warning: whoever sorts or filters by what a library says should look at its days first.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"
python3 -m venv v
v/bin/pip -q install edtf==5.0.2
v/bin/python - <<'PY'
from edtf import parse_edtf, struct_time_to_date


def days(date, kind="strict"):
    date = parse_edtf(date)
    return [struct_time_to_date(getattr(date, f"{end}_{kind}")()).isoformat() for end in ("lower", "upper")]


assert days("1905-21") == ["1905-03-01", "1905-05-31"], days("1905-21")
assert days("1905-24") == ["1905-12-01", "1905-12-31"], days("1905-24")
assert days("1912-04~", "fuzzy") == ["1911-03-01", "1913-05-30"], days("1912-04~", "fuzzy")
assert days("1912-~04", "fuzzy") == ["1912-03-01", "1912-05-30"], days("1912-~04", "fuzzy")
assert days("1912~", "fuzzy") == ["1911-01-01", "1913-12-31"], days("1912~", "fuzzy")
PY
npm install --silent --no-audit --no-fund --prefix . edtf@4.11.1 @edtf-ts/core@0.4.2 > /dev/null
cat > a.mjs <<'JS'
import assert from "node:assert";
import edtf from "edtf";
import { parse } from "@edtf-ts/core";

const day = (time) => new Date(time).toISOString().slice(0, 10);
const days = (date) => [day(date.min), day(date.max)];

assert.deepStrictEqual(days(edtf("1905-21")), ["1905-01-01", "1905-03-31"]);
assert.deepStrictEqual(days(edtf("1905-24")), ["1905-10-01", "1905-12-31"]);
const years = edtf("{1905..1907}");
assert.deepStrictEqual(days(years), ["1905-01-01", "1905-12-31"]);
assert.strictEqual(years.covers(edtf("1906")), false);
assert.deepStrictEqual([...years].map((year) => year.edtf), ["1905", "1906", "1907"]);
assert.strictEqual(edtf("190X").format("en"), "XXXX");
assert.strictEqual(edtf("1905~").format("en-GB"), "c. 1905");

assert.deepStrictEqual(days(parse("1905-21").value), ["1905-03-01", "1905-05-31"]);
assert.deepStrictEqual(days(parse("1905-24").value), ["1905-12-01", "1906-02-28"]);
assert.deepStrictEqual(days(parse("1905-25").value), ["1905-09-01", "1905-11-30"]);
assert.deepStrictEqual(days(parse("0044").value), ["1944-01-01", "1944-12-31"]);
assert.deepStrictEqual(days(parse("0144").value), ["0144-01-01", "0144-12-31"]);
assert.deepStrictEqual(days(parse("{1905..1907}").value), ["1905-01-01", "1907-12-31"]);
JS
node a.mjs
echo "three EDTF libraries have two springs and three winters; ranges in a list, approximate months and the first century go astray"
