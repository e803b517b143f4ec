// Is layer norm one pass over wide loads, with warp shuffles and without local memory?
// RUN: tp-opt %s --tp-codegen-gpu="gpu=sm_80 emit=ptx file=-" -o /dev/null | FileCheck %s
// RUN: tp-opt %s --tp-codegen-gpu="gpu=sm_90 emit=ptx file=-" -o /dev/null | FileCheck %s
// RUN: tp-opt %s --tp-codegen-gpu="gpu=sm_100 emit=ptx file=-" -o /dev/null | FileCheck %s

// CHECK-LABEL: .visible .entry layer_norm(
// CHECK-NOT: .local
// CHECK: ld.global.nc.v4.b32
// CHECK: shfl.sync.bfly.b32
// CHECK: rsqrt.approx.f32
// CHECK: st.global.v4.b32
// CHECK-NOT: .local
// CHECK-NOT: call
// CHECK-NOT: .extern .func

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>
#col = affine_map<(d0, d1) -> (d1)>
func.func private @layer_norm(%x: tensor<256x384xf32>, %r: tensor<256x384xf32>, %w: tensor<384xf32>, %b: tensor<384xf32>,
                              %sum: tensor<256x384xf32>, %out: tensor<256x384xf32>) -> (tensor<256x384xf32>, tensor<256x384xf32>) attributes {tprt.kernel} {
  %zero = arith.constant 0.0 : f32
  %n = arith.constant 384.0 : f32
  %eps = arith.constant 1.0e-12 : f32
  %e2 = tensor.empty() : tensor<256x384xf32>
  %e1 = tensor.empty() : tensor<256xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e1 : tensor<256xf32>) -> tensor<256xf32>
  %s = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x, %r : tensor<256x384xf32>, tensor<256x384xf32>) outs(%e2 : tensor<256x384xf32>) {
  ^bb0(%p: f32, %q: f32, %o: f32):
    %v = arith.addf %p, %q : f32
    linalg.yield %v : f32
  } -> tensor<256x384xf32>
  %total = linalg.reduce { arith.addf } ins(%s : tensor<256x384xf32>) outs(%init : tensor<256xf32>) dimensions = [1]
  %d = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]}
      ins(%s, %total : tensor<256x384xf32>, tensor<256xf32>) outs(%e2 : tensor<256x384xf32>) {
  ^bb0(%p: f32, %q: f32, %o: f32):
    %m = arith.divf %q, %n : f32
    %v = arith.subf %p, %m : f32
    linalg.yield %v : f32
  } -> tensor<256x384xf32>
  %sq = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%d : tensor<256x384xf32>) outs(%e2 : tensor<256x384xf32>) {
  ^bb0(%p: f32, %o: f32):
    %v = arith.mulf %p, %p : f32
    linalg.yield %v : f32
  } -> tensor<256x384xf32>
  %var = linalg.reduce { arith.addf } ins(%sq : tensor<256x384xf32>) outs(%init : tensor<256xf32>) dimensions = [1]
  %y = linalg.generic {indexing_maps = [#id, #row, #col, #col, #id], iterator_types = ["parallel", "parallel"]}
      ins(%d, %var, %w, %b : tensor<256x384xf32>, tensor<256xf32>, tensor<384xf32>, tensor<384xf32>) outs(%e2 : tensor<256x384xf32>) {
  ^bb0(%p: f32, %q: f32, %g: f32, %h: f32, %o: f32):
    %m = arith.divf %q, %n : f32
    %a = arith.addf %m, %eps : f32
    %i = math.rsqrt %a : f32
    %t = arith.mulf %p, %i : f32
    %u = arith.mulf %t, %g : f32
    %v = arith.addf %u, %h : f32
    linalg.yield %v : f32
  } -> tensor<256x384xf32>
  return %s, %y : tensor<256x384xf32>, tensor<256x384xf32>
}
