#!/bin/sh
# Proves a bag with programs of others, which it installs into a folder beside it: `bagit` of the Library of Congress, `rocrate-validator`
# (profile RO-Crate 1.2, required), and `ocfl-py`, which makes an object of it and validates that.
#
# The validator asks the web for the context of RO-Crate; where there is none, name a file that holds it (see check_crate.py).
#
#     tools/check_bag.sh BAG [FOLDER [CONTEXT]]
set -eu
bag=$1
work=${2:-$(mktemp -d)}
[ -x "$work/venv/bin/pip" ] || { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install -q bagit==1.9.0 roc-validator ocfl-py; }
bin=$work/venv/bin
echo "bagit:"
"$bin/bagit.py" --validate --quiet "$bag" && echo "  valid"
echo "rocrate-validator:"
if [ -n "${3:-}" ]; then
    "$bin/python" "$(dirname "$0")/check_crate.py" "$3" "$bag/data" | sed 's/^/  /'
else
    "$bin/rocrate-validator" --no-interactive validate --no-paging -p ro-crate-1.2 -l required "$bag/data" | sed 's/^/  /'
fi
echo "ocfl-py:"
rm -rf "$work/object"
"$bin/ocfl-object.py" create --id info:bag --srcdir "$bag" --objdir "$work/object" --quiet && "$bin/ocfl-validate.py" "$work/object" | sed 's/^/  /'
