// Are rows of softmax read once, in wide loads, kept in registers and reduced by shuffles?
// RUN: tp-opt %s --tp-codegen-gpu="gpu=sm_80 emit=ptx file=-" -o /dev/null | FileCheck %s --check-prefixes=CHECK,SM_80
// RUN: tp-opt %s --tp-codegen-gpu="gpu=sm_90 emit=ptx file=-" -o /dev/null | FileCheck %s --check-prefixes=CHECK,SM_90
// RUN: tp-opt %s --tp-codegen-gpu="gpu=sm_100 emit=ptx file=-" -o /dev/null | FileCheck %s --check-prefixes=CHECK,SM_100

// SM_80: .version 8.0
// SM_80: .target sm_80
// SM_90: .version 8.0
// SM_90: .target sm_90
// SM_100: .version 8.6
// SM_100: .target sm_100
// How it is to be called: 96 tiles of 32 threads, no shared memory, 2 operands
// of which 1 is read, no coordinates, the operands' bytes;
// each number in 8 bytes.
// CHECK: .visible .global .align 8 .b8 softmax_info[64] = {96, 0, 0, 0, 0, 0, 0, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 6};
// CHECK-LABEL: .visible .entry softmax(
// CHECK: .maxntid
// CHECK-NOT: .local
// CHECK-COUNT-8: ld.global.nc.v4.b32
// CHECK-NOT: ld.global
// CHECK-COUNT-5: shfl.sync.bfly.b32
// CHECK: ex2.approx.ftz.f32
// CHECK-NOT: ld.global
// CHECK-COUNT-5: shfl.sync.bfly.b32
// CHECK-COUNT-8: st.global.v4.b32
// CHECK-NOT: call
// CHECK-NOT: .extern .func

#id2 = affine_map<(d0,d1)->(d0,d1)>
#row = affine_map<(d0,d1)->(d0)>
#col = affine_map<(d0,d1)->(d1)>
func.func private @softmax(%x: tensor<96x1024xf32>, %out: tensor<96x1024xf32>) -> tensor<96x1024xf32> attributes {tprt.kernel} {
  %ninf = arith.constant 0xFF800000 : f32
  %z = arith.constant 0.0 : f32
  %e1 = tensor.empty() : tensor<96xf32>
  %f1 = linalg.fill ins(%ninf : f32) outs(%e1 : tensor<96xf32>) -> tensor<96xf32>
  %m = linalg.reduce { arith.maximumf } ins(%x : tensor<96x1024xf32>) outs(%f1 : tensor<96xf32>) dimensions = [1]
  %e2 = tensor.empty() : tensor<96x1024xf32>
  %mb = linalg.broadcast ins(%m : tensor<96xf32>) outs(%e2 : tensor<96x1024xf32>) dimensions = [1]
  %d = linalg.generic {indexing_maps = [#id2, #id2, #id2], iterator_types = ["parallel", "parallel"]} ins(%x, %mb : tensor<96x1024xf32>, tensor<96x1024xf32>) outs(%e2 : tensor<96x1024xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %s = arith.subf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<96x1024xf32>
  %ex = linalg.generic {indexing_maps = [#id2, #id2], iterator_types = ["parallel", "parallel"]} ins(%d : tensor<96x1024xf32>) outs(%e2 : tensor<96x1024xf32>) {
  ^bb0(%a: f32, %c: f32):
    %s = math.exp %a : f32
    linalg.yield %s : f32
  } -> tensor<96x1024xf32>
  %f2 = linalg.fill ins(%z : f32) outs(%e1 : tensor<96xf32>) -> tensor<96xf32>
  %sum = linalg.reduce { arith.addf } ins(%ex : tensor<96x1024xf32>) outs(%f2 : tensor<96xf32>) dimensions = [1]
  %sb = linalg.broadcast ins(%sum : tensor<96xf32>) outs(%e2 : tensor<96x1024xf32>) dimensions = [1]
  %r = linalg.generic {indexing_maps = [#id2, #id2, #id2], iterator_types = ["parallel", "parallel"]} ins(%ex, %sb : tensor<96x1024xf32>, tensor<96x1024xf32>) outs(%e2 : tensor<96x1024xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %s = arith.divf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<96x1024xf32>
  return %r : tensor<96x1024xf32>
}
