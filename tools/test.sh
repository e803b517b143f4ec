#!/usr/bin/env bash
# test.sh - installs and builds what is missing, runs every test; the last line
# is "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."

tools/setup.sh || { echo "0 passed, 1 failed"; exit 1; }
tools/fetch-weights.sh || echo "no weights: tests that run the published encoder are unsupported"

passed=0 failed=0
# count PASSED FAILED: adds up.
count() {
  passed=$((passed + $1))
  failed=$((failed + $2))
}

# lit: everything that reads text (passes, tools, programs run on ranks).
lit=$(command -v lit-22 || command -v lit)
log=build/lit.log
rm -f build/lit.xml # that of an earlier run says nothing of this one
"$lit" -q --no-progress-bar --timeout 300 -j "$(nproc)" --xunit-xml-output build/lit.xml build/test >"$log" 2>&1
lit_rc=$?
read -r tests bad < <(python3 - build/lit.xml <<'PY'
import sys, xml.etree.ElementTree as E
suites = E.parse(sys.argv[1]).getroot().iter("testsuite")
tests = bad = 0
for s in suites:
    tests += int(s.get("tests")) - int(s.get("skipped", 0))
    bad += int(s.get("failures"))
print(tests, bad)
PY
)
[ -n "${tests:-}" ] || { tests=1; bad=1; }
# An end of lit's own, not of a test, is a failure too.
[ "$lit_rc" = 0 ] || [ "$bad" -gt 0 ] || { tests=$((tests + 1)); bad=1; }
count $((tests - bad)) "$bad"
[ "$lit_rc" = 0 ] || grep -E '^(FAIL|TIMEOUT|UNRESOLVED|XPASS|  tp)' "$log" | sort -u
echo "lit: $((tests - bad)) passed, $bad failed"

# run_ctest NAME DIR: unit and runtime tests of a build folder.
run_ctest() {
  local log=$2/ctest.log
  ctest --test-dir "$2" -j "$(nproc)" --timeout 600 --no-tests=error >"$log" 2>&1
  local total bad
  total=$(sed -nE 's/.*tests passed, ([0-9]+) tests? failed out of ([0-9]+).*/\2/p' "$log")
  bad=$(sed -nE 's/.*tests passed, ([0-9]+) tests? failed out of ([0-9]+).*/\1/p' "$log")
  [ -n "$total" ] || { total=1; bad=1; tail -5 "$log"; }
  sed -n '/The following tests FAILED/,$p' "$log"
  count $((total - bad)) "$bad"
  echo "$1: $((total - bad)) passed, $bad failed"
}
run_ctest "unit and runtime" build

# The runtime once more under sanitizers: it reads files that nobody vouches for.
if cmake -S . -B build/sanitize -G Ninja -DCMAKE_C_COMPILER=clang-22 \
     -DCMAKE_CXX_COMPILER=clang++-22 -DTP_BUILD_COMPILER=OFF \
     -DTP_SANITIZE=address,undefined >build/sanitize.log 2>&1 &&
   ninja -C build/sanitize >>build/sanitize.log 2>&1; then
  run_ctest "runtime under sanitizers" build/sanitize
else
  tail -20 build/sanitize.log
  count 0 1
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
