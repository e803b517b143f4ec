// Do functions of f64 need the toolkit's library, and is nothing left to be called with it?
// REQUIRES: libdevice
// RUN: tp-opt %s --tp-codegen-gpu="emit=ptx file=- cuda-path=%cuda" -o /dev/null | FileCheck %s

// CHECK: .visible .entry exp64(
// CHECK-NOT: call
// CHECK-NOT: .extern
// CHECK-NOT: __nv_
// CHECK: fma.rn.f64
// CHECK-NOT: call

#id = affine_map<(d0) -> (d0)>
func.func private @exp64(%x: tensor<4096xf64>, %out: tensor<4096xf64>) -> tensor<4096xf64> attributes {tprt.kernel} {
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<4096xf64>) outs(%out : tensor<4096xf64>) {
  ^bb0(%a: f64, %o: f64):
    %y = math.exp %a : f64
    linalg.yield %y : f64
  } -> tensor<4096xf64>
  return %r : tensor<4096xf64>
}
