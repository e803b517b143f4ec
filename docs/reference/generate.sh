#!/usr/bin/env bash
# generate.sh OUT - writes the op and pass reference from TableGen into OUT.
# test/style/reference.test fails when docs/reference differs from it.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
out=$1
tblgen=$(command -v mlir-tblgen-22 || command -v mlir-tblgen || echo /usr/lib/llvm-22/bin/mlir-tblgen)
flags=(-I "$root/include" -I /usr/lib/llvm-22/include)
mkdir -p "$out"

# dialect NAME FILE: the page of one dialect.
dialect() {
  "$tblgen" -gen-dialect-doc -dialect="$1" "${flags[@]}" "$root/include/tp/$2" -o "$out/$1.md"
}
dialect tp Dialect/TP/TPOps.td
dialect tensor_ext Dialect/TensorExt/TensorExtOps.td
dialect tprt Dialect/TPRT/TPRTOps.td
dialect stablehlo Frontend/StableHLO/StableHLOOps.td
dialect chlo Frontend/StableHLO/CHLOOps.td
dialect sdy Frontend/StableHLO/SdyOps.td

# Passes, in the order a program meets them.
{
  echo "# Passes"
  echo
  for room in Frontend/StableHLO Normalize Propagation Partition Collectives Codegen Schedule; do
    [ -f "$root/include/tp/$room/Passes.td" ] || continue
    echo "## $room"
    echo
    "$tblgen" -gen-pass-doc "${flags[@]}" "$root/include/tp/$room/Passes.td" | sed '/^<!--/d'
  done
} >"$out/passes.md"
