// Does a product take in a transpose of a transpose?
// RUN: tp-opt %s --tp-form-dispatches | FileCheck %s

#a = affine_map<(m, n, k) -> (m, k)>
#b = affine_map<(m, n, k) -> (k, n)>
#c = affine_map<(m, n, k) -> (m, n)>
// CHECK-LABEL: func.func @twice
// CHECK-NOT: transpose
// CHECK: %[[G:.*]] = tprt.gemm
// CHECK-NEXT: return %[[G]]
func.func @twice(%x: tensor<8x16xf32>, %y: tensor<16x4xf32>) -> tensor<8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x4xf32>
  %z = linalg.fill ins(%zero : f32) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  %0 = linalg.contract indexing_maps = [#a, #b, #c] ins(%x, %y : tensor<8x16xf32>, tensor<16x4xf32>) outs(%z : tensor<8x4xf32>) -> tensor<8x4xf32>
  %f = tensor.empty() : tensor<4x8xf32>
  %1 = linalg.transpose ins(%0 : tensor<8x4xf32>) outs(%f : tensor<4x8xf32>) permutation = [1, 0]
  %2 = linalg.transpose ins(%1 : tensor<4x8xf32>) outs(%e : tensor<8x4xf32>) permutation = [1, 0]
  return %2 : tensor<8x4xf32>
}
