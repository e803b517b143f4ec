// What does code generation for GPUs refuse, and with which words?
// RUN: tp-opt %s --tp-codegen-gpu="emit=ptx file=%t.ptx" --split-input-file --verify-diagnostics -o /dev/null
// RUN: not tp-opt %s --split-input-file --tp-codegen-gpu="gpu=sm_75" -o /dev/null 2>&1 | FileCheck %s --check-prefix=CHIP
// CHIP: error: unknown GPU "sm_75", expected sm_80, sm_90, sm_100
// RUN: not tp-opt %s --split-input-file --tp-codegen-gpu="emit=elf" -o /dev/null 2>&1 | FileCheck %s --check-prefix=FORM
// FORM: error: cannot emit "elf", expected ptx, llvm or cubin
// RUN: not tp-opt %s --split-input-file --tp-codegen-gpu="emit=cubin" -o /dev/null 2>&1 | FileCheck %s --check-prefix=CUBIN
// CUBIN: error: a cubin is made by a CUDA toolkit's ptxas, but no toolkit is given
// RUN: not tp-opt %s --split-input-file --tp-codegen-gpu="cuda-path=%t.nowhere" -o /dev/null 2>&1 | FileCheck %s --check-prefix=PATH
// PATH: error: there is no CUDA toolkit in "{{.*}}nowhere": neither {{.*}}nowhere/bin/ptxas nor {{.*}}nowhere/nvvm/libdevice/libdevice.10.bc

#id = affine_map<(d0) -> (d0)>
func.func private @sin64(%x: tensor<64xf64>, %out: tensor<64xf64>) -> tensor<64xf64> attributes {tprt.kernel} {
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<64xf64>) outs(%out : tensor<64xf64>) {
  ^bb0(%a: f64, %o: f64):
    // expected-error@+1 {{'math.sin' op on f64 needs the CUDA toolkit's libdevice: --cuda-path}}
    %y = math.sin %a : f64
    linalg.yield %y : f64
  } -> tensor<64xf64>
  return %r : tensor<64xf64>
}

// -----

#id = affine_map<(d0) -> (d0)>
func.func private @f80(%x: tensor<64xf80>, %out: tensor<64xf80>) -> tensor<64xf80> attributes {tprt.kernel} {
  // expected-error@+1 {{'linalg.generic' op computes 'f80', which kernels for GPUs have no code for}}
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<64xf80>) outs(%out : tensor<64xf80>) {
  ^bb0(%a: f80, %o: f80):
    linalg.yield %a : f80
  } -> tensor<64xf80>
  return %r : tensor<64xf80>
}

// -----

#id = affine_map<(d0) -> (d0)>
func.func private @i24(%x: tensor<64xi32>, %out: tensor<64xi32>) -> tensor<64xi32> attributes {tprt.kernel} {
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<64xi32>) outs(%out : tensor<64xi32>) {
  ^bb0(%a: i32, %o: i32):
    // expected-error@+1 {{'arith.trunci' op computes 'i24', which kernels for GPUs have no code for}}
    %b = arith.trunci %a : i32 to i24
    %c = arith.extsi %b : i24 to i32
    linalg.yield %c : i32
  } -> tensor<64xi32>
  return %r : tensor<64xi32>
}
