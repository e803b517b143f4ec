#!/usr/bin/env bash
# demo.sh - a published sentence encoder over four ranks, from a bare Debian 12:
# installs, builds, fetches the weights, shards, runs, compares, explains.
#
#   tools/demo.sh       again is quick: only what is missing is made
set -euo pipefail
cd "$(dirname "$0")/.."

example=docs/examples/minilm
weights=build/weights/model.safetensors
out=build/demo
bin=build/bin

say() { printf '\n== %s\n' "$*"; }

# run NAME PROGRAM OPTION...: runs and compares with what JAX computed.
run() {
  local name=$1
  shift
  "$bin/tp-run" "$@" --weights="$weights" --inputs="$example/inputs.npz" \
    --expect="$example/expected.npz" --output="$out/$name.npz" --stats="$out/$name.json" \
    --bench=20
}

# What the environment tells OpenBLAS would choose its code instead of the processor.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE

say "1. install and build (about ten minutes on two cores the first time)"
tools/setup.sh

say "2. the published weights"
tools/fetch-weights.sh
du -h -L "$weights"

say "3. shard and compile for 4 ranks"
mkdir -p "$out"
"$bin/tp-compile" "$example/minilm.debug.mlir" -o "$out/minilm.tpx"
"$bin/tp-opt" "$example/minilm.debug.mlir" --tp-spmd \
  --tp-report="format=text file=$out/report.txt" -o "$out/minilm.spmd.mlir"
head -n 7 "$out/report.txt"
echo "    ... (all of them: $out/report.txt)"
tail -n 1 "$out/report.txt"

say "4. run on 4 ranks, compare with JAX on one device"
run four "$out/minilm.tpx"

say "5. the same program on 1 rank"
run one "$example/minilm.debug.mlir" --mesh=model=1

say "6. what came out, and what it cost"
"$bin/minilm-similarity" "$example/sentences.txt" "$out/four.npz" "$out/four.json" \
  "$out/one.npz" "$out/one.json"

say "What to try next"
cat <<NEXT
  two ranks:          $bin/tp-run $example/minilm.mlir --mesh=model=2 --weights=$weights \\
                          --inputs=$example/inputs.npz --expect=$example/expected.npz
  the program of one device, with its collectives:  less $out/minilm.spmd.mlir
  why each collective exists, as JSON:
                      $bin/tp-opt $example/minilm.debug.mlir --tp-spmd \\
                          --tp-report="format=json file=report.json" -o /dev/null
  time by op:         less $out/four.json
  shard another way:  change spec() in $example/export.py (needs Python, see its README)
  a decoder:          $bin/tp-run test/Execution/models/nano_fwd_2x2.mlir \\
                          --inputs=test/Execution/models/nano_fwd_2x2.in.npz \\
                          --expect=test/Execution/models/nano_fwd_2x2.out.npz
  every test:         tools/test.sh
NEXT
printf '\nall of this took %d s\n' "$SECONDS"
