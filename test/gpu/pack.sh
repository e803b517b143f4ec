#!/usr/bin/env bash
# pack.sh - gathers what test/gpu/run.sh needs on a machine with a GPU: compiled
# programs, inputs, tp-run and the conformance suite with the libraries that they
# link. That machine needs no compiler, no MLIR and no network.
#
#   test/gpu/pack.sh [--small] [--gpu=sm_90] OUT.tar.gz
#
# --small leaves out what takes long without a GPU.
set -euo pipefail
cd "$(dirname "$0")/../.."

small=0 gpu=sm_90 out=
for argument in "$@"; do
  case "$argument" in
    --small) small=1 ;;
    --gpu=*) gpu=${argument#--gpu=} ;;
    -*) echo "usage: test/gpu/pack.sh [--small] [--gpu=sm_90] OUT.tar.gz" >&2; exit 2 ;;
    *) out=$argument ;;
  esac
done
[ -n "$out" ] || { echo "usage: test/gpu/pack.sh [--small] [--gpu=sm_90] OUT.tar.gz" >&2; exit 2; }
build=${TP_BUILD_DIR:-build}
models=test/Execution/models

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{bin,lib,programs,inputs}

# program NAME FILE MESH RTOL [SEED]: the CPU's and the GPU's form. Golden inputs
# and results are taken along where there are any, else SEED makes the inputs and
# the CPU on the other machine the results.
program() {
  local name=$1 file=$2 mesh=$3 rtol=$4 seed=${5:-}
  "$build/bin/tp-compile" "$file" --mesh="$mesh" --backend=cuda --gpu="$gpu" \
    -o "$work/programs/$name.cuda.tpx"
  if [ -n "$seed" ]; then
    "$build/bin/tp-compile" "$file" --mesh="$mesh" --cpu=x86-64-v3 -o "$work/programs/$name.cpu.tpx"
  else
    cp "${file%.mlir}.in.npz" "${file%.mlir}.out.npz" "$work/inputs/"
  fi
  echo "$name $(basename "${file%.mlir}") $rtol ${seed:--}" >>"$work/programs/list"
}

for ranks in 1 2 4; do
  for name in attention elementwise lookup mlp_uneven reshards reshards_uneven slice_concat \
              softmax_over_shards state state_uneven types; do
    program "$name-$ranks" "$models/$name.mlir" "model=$ranks" 1e-4
  done
  for name in nano_fwd_1x4 nano_fwd_2x2; do
    program "$name-1x$ranks" "$models/$name.mlir" "data=1,model=$ranks" 1e-4
  done
done
program nano_fwd_1x4-1x8 "$models/nano_fwd_1x4.mlir" data=1,model=8 1e-4
for name in nano_fwd_2x2 two_axes two_axes_uneven; do
  program "$name-2x2" "$models/$name.mlir" data=2,model=2 1e-4
done
if [ "$small" = 0 ]; then
  for ranks in 1 2 4; do
    program "minilm-$ranks" docs/examples/minilm/minilm.mlir "model=$ranks" 1e-4 1
    program "mini_fwd-1x$ranks" "$models/mini_fwd_1x4.mlir" "data=1,model=$ranks" 1e-4 1
    program "llama_layer-1x$ranks" test/gpu/models/llama_layer.mlir "data=1,model=$ranks" 1e-2 1
  done
  program mini_fwd-1x8 "$models/mini_fwd_1x4.mlir" data=1,model=8 1e-4 1
  program llama_layer-1x8 test/gpu/models/llama_layer.mlir data=1,model=8 1e-2 1
  for file in copy gelu gelu_f32 swiglu rms_norm layer_norm_f32 softmax_f32; do
    "$build/bin/tp-compile" "test/gpu/models/$file.mlir" --mesh=data=1,model=1 --backend=cuda \
      --gpu="$gpu" -o "$work/programs/$file.bench.tpx"
  done
fi

cp "$build/bin/tp-run" "$build/bin/conformance" "$work/bin/"
# All but what belongs to the C library and the loader.
ldd "$work/bin/tp-run" "$work/bin/conformance" | awk '$3 ~ /^\// { print $3 }' | sort -u |
  grep -vE '/(libc|libm|libpthread|libdl|librt|ld-linux[^/]*)\.so' |
  while read -r library; do cp -L "$library" "$work/lib/"; done
cp test/gpu/report.py test/gpu/layer.py "$work/"

tar -C "$work" -czf "$out.part" .
mv "$out.part" "$out"
bytes=$(du -sb "$work" | cut -f1)
echo "$out: $((bytes >> 20)) MiB unpacked, $(($(stat -c %s "$out") >> 20)) MiB packed"
[ "$bytes" -le $((64 << 20)) ] || { echo "pack.sh: more than 64 MiB" >&2; exit 1; }
