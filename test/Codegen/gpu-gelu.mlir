// Is gelu computed on wide loads, without a call or a branch?
// RUN: tp-opt %s --tp-codegen-gpu="gpu=sm_80 emit=ptx file=-" -o /dev/null | FileCheck %s
// RUN: tp-opt %s --tp-codegen-gpu="gpu=sm_90 emit=ptx file=-" -o /dev/null | FileCheck %s
// RUN: tp-opt %s --tp-codegen-gpu="gpu=sm_100 emit=ptx file=-" -o /dev/null | FileCheck %s

// CHECK-LABEL: .visible .entry gelu(
// CHECK-NOT: .local
// CHECK-NOT: bra
// CHECK: ld.global.nc.v4.b32
// CHECK-NOT: bra
// CHECK: ex2.approx.ftz.f32
// CHECK-NOT: bra
// CHECK: st.global.v4.b32
// CHECK-NOT: bra
// CHECK: ret;
// CHECK-NOT: call
// CHECK-NOT: .extern .func

#id = affine_map<(d0, d1) -> (d0, d1)>
#col = affine_map<(d0, d1) -> (d1)>
func.func private @gelu(%x: tensor<256x384xf32>, %b: tensor<384xf32>, %out: tensor<256x384xf32>) -> tensor<256x384xf32> attributes {tprt.kernel} {
  %half = arith.constant 5.0e-01 : f32
  %root = arith.constant -0.707106769 : f32
  %e = tensor.empty() : tensor<256x384xf32>
  %y = linalg.generic {indexing_maps = [#id, #col, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x, %b : tensor<256x384xf32>, tensor<384xf32>) outs(%e : tensor<256x384xf32>) {
  ^bb0(%p: f32, %q: f32, %o: f32):
    %s = arith.addf %p, %q : f32
    %h = arith.mulf %s, %half : f32
    %t = arith.mulf %s, %root : f32
    %c = math.erfc %t : f32
    %v = arith.mulf %h, %c : f32
    linalg.yield %v : f32
  } -> tensor<256x384xf32>
  return %y : tensor<256x384xf32>
}
