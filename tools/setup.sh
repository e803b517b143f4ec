#!/usr/bin/env bash
# setup.sh - installs what is missing (Debian or Ubuntu, as root or by sudo),
# configures and builds into build/; programs land in build/bin.
#
#   tools/setup.sh              everything
#   tools/setup.sh --runtime    libtprt and tp-run alone (no LLVM)
set -euo pipefail
cd "$(dirname "$0")/.."

compiler=ON
case "${1:-}" in
  "") ;;
  --runtime) compiler=OFF ;;
  *) echo "usage: tools/setup.sh [--runtime]" >&2; exit 2 ;;
esac

packages=(cmake ninja-build ccache clang-22 lld-22 libopenblas-dev libflatbuffers-dev
          flatbuffers-compiler libzip-dev libxxhash-dev nlohmann-json3-dev libgtest-dev
          libclang-rt-22-dev python3 python3-psutil unzip)
if [ "$compiler" = ON ]; then
  packages+=(libmlir-22-dev mlir-22-tools llvm-22-dev llvm-22-tools clang-format-22)
fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
    missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    echo "setup.sh: this system has no apt-get; install the equivalents of:" >&2
    echo "  ${missing[*]}" >&2
    exit 3
  fi
  sudo=()
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "setup.sh: neither root nor sudo; ask for these packages:" >&2
      echo "  ${missing[*]}" >&2
      exit 3
    fi
    sudo=(sudo)
  fi
  echo "installing: ${missing[*]}"
  log=$(mktemp)
  if ! { "${sudo[@]}" apt-get update -qq &&
         DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq \
           --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -20 "$log" >&2
    echo "setup.sh: packages could not be installed" >&2
    exit 3
  fi
  rm -f "$log"
fi

mkdir -p build
echo "configuring"
if ! cmake -S . -B build -G Ninja -DCMAKE_C_COMPILER=clang-22 \
       -DCMAKE_CXX_COMPILER=clang++-22 -DTP_BUILD_COMPILER=$compiler >build/configure.log 2>&1; then
  tail -30 build/configure.log >&2
  exit 3
fi
echo "building"
if ! ninja -C build >build/build.log 2>&1; then
  grep -A12 -E 'error|FAILED' build/build.log | head -60 >&2
  echo "setup.sh: the build failed; all of it is in build/build.log" >&2
  exit 3
fi
echo "built: $(ls build/bin | tr '\n' ' ')"
