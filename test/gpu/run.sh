#!/usr/bin/env bash
# run.sh - checks the CUDA backend on a machine with a GPU, from what pack.sh
# gathered: the conformance suite, the numbers of every program against the CPU's
# or the golden ones, then speed. Prints one table a part, in Markdown, and ends
# with "N passed, N failed".
#
#   test/gpu/run.sh PACK.tar.gz|FOLDER [RESULTS]     RESULTS: a folder for all figures
set -uo pipefail
[ $# -ge 1 ] || { sed -n 2,8p "$0" >&2; exit 2; }
pack=$(realpath "$1")
results=${2:-gpu-results}
mkdir -p "$results"
results=$(realpath "$results")
if [ -f "$pack" ]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  tar -C "$folder" -xzf "$pack"
else
  folder=$pack
fi
cd "$folder"
# Where toolkits and Python packages put the vendor's libraries, if the loader
# does not know them; what the user has set comes first.
vendor() {
  local folders folder
  folders=$(python3 -c 'import glob, site
for folder in site.getsitepackages(): print(*glob.glob(folder + "/nvidia/*/lib"), sep="\n")' 2>/dev/null)
  for folder in /usr/local/cuda/lib64 $folders; do
    [ -d "$folder" ] && printf ':%s' "$folder"
  done
}
export LD_LIBRARY_PATH=${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$folder/lib$(vendor)

passed=0 failed=0
# check NAME COMMAND...: counts, and prints the end of a failure's output.
check() {
  local name=$1
  shift
  if "$@" >"$results/$name.log" 2>&1; then
    passed=$((passed + 1))
    return 0
  fi
  failed=$((failed + 1))
  echo "FAILED: $name (exit $?): $(tail -n 1 "$results/$name.log")"
  return 1
}

echo "device: $(nvidia-smi --query-gpu=name,driver_version --format=csv,noheader 2>/dev/null || echo unknown)"
date -u "+date: %Y-%m-%d"

echo
echo "## Conformance"
# Several ranks of NCCL on one card need version 2.30; they are tried below.
for pair in cuda/inproc:4 cuda/nccl:1; do
  ranks=${pair#*:} pair=${pair%:*}
  log=$results/conformance-${pair#*/}.log
  TPRT_CONFORMANCE=$pair TPRT_CONFORMANCE_RANKS=$ranks bin/conformance >"$log" 2>&1
  code=$?
  summary=$(sed -nE 's/^\[ *(PASSED|SKIPPED|FAILED) *\] ([0-9]+) tests?.*/\2 \1/p' "$log" | paste -sd, -)
  echo "- $pair on $ranks: ${summary:-ended with $code}"
  if [ "$code" = 0 ] && [ -n "$summary" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    grep -E '^\[ *FAILED' "$log" | head -20
  fi
done

echo
echo "## Numbers"
echo "| program | error of its first result |"
echo "|---|---|"
while read -r name model rtol seed; do
  if [ "$seed" = - ]; then
    inputs=(--inputs="inputs/$model.in.npz") expect=inputs/$model.out.npz
  else
    inputs=(--random-inputs="$seed") expect=$results/$model.npz
    # Every mesh gets the same inputs: the CPU needs to compute each model once.
    [ -f "$expect" ] || check "$model.cpu" bin/tp-run "programs/$name.cpu.tpx" "${inputs[@]}" \
      --output="$expect" --quiet || continue
  fi
  if check "$name" bin/tp-run "programs/$name.cuda.tpx" "${inputs[@]}" --expect="$expect" --rtol="$rtol"; then
    echo "| $name | $(sed -nE 's/^result0: ok: //p' "$results/$name.log" | sed 's/|/\\|/g') |"
  fi
done <programs/list

# With a program for speed there is a GPU worth measuring.
if [ -f programs/copy.bench.tpx ]; then
  echo
  echo "## NCCL"
  for name in nano_fwd_1x4-1x1 nano_fwd_1x4-1x2 nano_fwd_1x4-1x4; do
    bin/tp-run "programs/$name.cuda.tpx" --inputs=inputs/nano_fwd_1x4.in.npz --comm=nccl \
      --expect=inputs/nano_fwd_1x4.out.npz >"$results/nccl-$name.log" 2>&1
    code=$?
    # Ranks on one card need NCCL 2.30; an older one is refused with exit 4.
    case $code in
      0) passed=$((passed + 1)) ;;
      4) ;;
      *) failed=$((failed + 1)) ;;
    esac
    echo "- $name: exit $code: $(tail -n 1 "$results/nccl-$name.log")"
  done

  echo
  echo "## Memory traffic"
  for file in copy gelu gelu_f32 swiglu rms_norm layer_norm_f32 softmax_f32; do
    check "bench-$file" bin/tp-run "programs/$file.bench.tpx" --random-inputs=1 --bench=30 --quiet \
      --stats="$results/$file.json" --trace="$results/$file.trace.json"
  done
  python3 report.py bandwidth "$results/copy.json" "$results"/{gelu,gelu_f32,swiglu,rms_norm,layer_norm_f32,softmax_f32}.json

  echo
  echo "## A Llama-8B layer, bf16, 2,048 tokens"
  if check layer-step bin/tp-run programs/llama_layer-1x1.cuda.tpx --random-inputs=1 --bench=50 --quiet \
       --stats="$results/layer.json"; then
    echo "tp: $(tail -n 1 "$results/layer-step.log")"
  fi
  python3 layer.py bench 50 2>"$results/peers.log" || tail -n 1 "$results/peers.log"
  check layer-ops bin/tp-run programs/llama_layer-1x1.cuda.tpx --random-inputs=1 --bench=20 --quiet \
    --stats="$results/layer-ops.json" --trace="$results/layer.trace.json" &&
    python3 report.py ops "$results/layer-ops.json" "$results/copy.json"
fi

echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
