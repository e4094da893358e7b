#!/usr/bin/env bash
# Pictures of pages of a built site, to be looked at: `tools/look.sh SITE FOLDER [PAGE…]`, by default of the front. Each page at 1440, 768 and
# 390 px, light and dark, in Chromium, and at 1440 px in Firefox where it is installed: FOLDER/PAGE-1440-light.png, FOLDER/PAGE-firefox.png.
set -euo pipefail
site=$(realpath "$1") folder=$2
shift 2
[ $# -gt 0 ] || set -- index.html
mkdir -p "$folder"
profile=$(mktemp -d)
trap 'sleep 1; rm -rf "$profile" || true' EXIT
for page; do
  name=$folder/$(echo "${page%.html}" | tr '/?=' '---')
  for width in 1440 768 390; do
    for scheme in light dark; do
      dark=$([ $scheme = dark ] && echo 0 || echo 1)
      chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --blink-settings=preferredColorScheme="$dark" --user-data-dir="$profile/chromium" \
        --window-size=$width,1600 --screenshot="$name-$width-$scheme.png" "file://$site/$page" >/dev/null 2>&1
    done
  done
  if command -v firefox-esr >/dev/null; then
    HOME=$profile firefox-esr --headless --no-remote --profile "$profile" --window-size=1440,1600 --screenshot "$(realpath "$name-firefox.png")" "file://$site/$page" >/dev/null 2>&1
  fi
done
