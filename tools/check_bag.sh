#!/bin/sh
# Proves a bag with programs of others, which it installs into a folder beside it: `bagit` of the Library of Congress, `rocrate-validator`
# (profile RO-Crate 1.2, required), and `ocfl-py`, which makes an object of it and validates that.
#
#     tools/check_bag.sh BAG [FOLDER]
set -eu
bag=$1
work=${2:-$(mktemp -d)}
[ -x "$work/venv/bin/pip" ] || { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install -q bagit==1.9.0 roc-validator ocfl-py; }
bin=$work/venv/bin
echo "bagit:"
"$bin/bagit.py" --validate --quiet "$bag" && echo "  valid"
echo "rocrate-validator:"
"$bin/rocrate-validator" --no-interactive validate --profile-identifier ro-crate-1.2 --requirement-severity required --no-paging --output-format text "$bag/data" | sed 's/^/  /'
echo "ocfl-py:"
rm -rf "$work/object"
"$bin/ocfl-object.py" create --id info:bag --srcdir "$bag" --objdir "$work/object" --quiet && "$bin/ocfl-validate.py" "$work/object" | sed 's/^/  /'
