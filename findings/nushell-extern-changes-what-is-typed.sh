#!/usr/bin/env bash
# Nushell 0.115.1 (npm, @nushell/linux-x64) and declarations of programs outside it, `extern`, by which a program's completions are brought to it.
#
# Such a declaration says what options a program has and of what type their values are; the program itself is run as before. Makers of
# programs write one by the types of their options: a count is an `int`, a day a `datetime`, a size a `filesize`.
#
# Seen: a declared type changes what the program gets. `--level 007` is "7" and `--number 1.50` is "1.5", so a shelfmark or a price is another one; a day
# `2020-01-01` is the time "2020-01-01T00:00:00.000Z"; a size `1kb` and a duration cannot be given at all. Without the declaration, or with
# `string`, all come as they were typed. An option whose value may be left out can be declared in no way: with a type it wants a value, without
# one `--open=true` comes as two words.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"
npm install --silent --no-audit --no-fund --prefix . @nushell/linux-x64@0.115.1 > /dev/null
mkdir bin
cat > bin/shown <<'SH'
#!/bin/sh
for word; do printf '[%s]' "$word"; done
SH
chmod +x bin/shown
cat > none.nu <<'NU'
NU
cat > typed.nu <<'NU'
export extern "shown" [--name: string, --level: int, --number: number, --day: datetime, --size: filesize, --for: duration, --open]
NU
shown() { PATH=$home/bin:$PATH HOME=$home node_modules/@nushell/linux-x64/bin/nu --no-config-file --commands "use $1.nu *; shown $2" 2>&1 || true; }
while IFS='|' read -r line plain typed; do
  [ "$(shown none "$line")" = "$plain" ] || { echo "$line undeclared: $(shown none "$line")" && exit 1; }
  [[ $(shown typed "$line") == *"$typed"* ]] || { echo "$line declared: $(shown typed "$line")" && exit 1; }
done <<'LINES'
--name 007|[--name][007]|[--name][007]
--level 007|[--level][007]|[--level][7]
--number 1.50|[--number][1.50]|[--number][1.5]
--day 2020-01-01|[--day][2020-01-01]|[--day][2020-01-01T00:00:00.000Z]
--size 1kb|[--size][1kb]|Can't convert to string
--for 5min|[--for][5min]|Can't convert to string
--open=true|[--open=true]|[--open][true]
--name|[--name]|Missing flag argument
LINES
echo "Nushell 0.115.1 gives a program 7 for --level 007 and a time for a day, if an extern says int and datetime"
