// Files may mix levels: ops of level 1 stay, also between and around those of level 0.
// RUN: tp-opt %s --tp-import-stablehlo | FileCheck %s

// CHECK-LABEL: func.func @main
// CHECK-SAME:  (%[[X:.*]]: tensor<4x8xf32>, %[[W:.*]]: tensor<8x2xf32>, %[[P:.*]]: i1)
// CHECK:       %[[E:.*]] = linalg.generic
// CHECK:         math.exp
// CHECK:       %[[M:.*]] = linalg.matmul ins(%[[E]], %[[W]]
// CHECK:       scf.if %[[P]]
// CHECK:         %[[N:.*]] = linalg.generic
// CHECK:           arith.negf
// CHECK:         scf.yield %[[N]]
func.func @main(%x: tensor<4x8xf32>, %w: tensor<8x2xf32>, %p: i1) -> tensor<4x2xf32> {
  %0 = stablehlo.exponential %x : tensor<4x8xf32>
  %c = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x2xf32>
  %f = linalg.fill ins(%c : f32) outs(%e : tensor<4x2xf32>) -> tensor<4x2xf32>
  %m = linalg.matmul ins(%0, %w : tensor<4x8xf32>, tensor<8x2xf32>) outs(%f : tensor<4x2xf32>) -> tensor<4x2xf32>
  %r = scf.if %p -> tensor<4x2xf32> {
    %n = stablehlo.negate %m : tensor<4x2xf32>
    scf.yield %n : tensor<4x2xf32>
  } else {
    scf.yield %m : tensor<4x2xf32>
  }
  return %r : tensor<4x2xf32>
}
