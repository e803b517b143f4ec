// chlo ops read and print in the framework's form, pretty and generic.
// RUN: tp-opt %s | tp-opt | FileCheck %s
// RUN: tp-opt --mlir-print-op-generic %s | tp-opt | FileCheck %s

// CHECK-LABEL: func.func @chlo
func.func @chlo(%x: tensor<4x8xf32>, %d: tensor<4xf64>) {
  // CHECK: %{{[^ ,)]+}} = chlo.erf %{{[^ ,)]+}} : tensor<4x8xf32> -> tensor<4x8xf32>
  %0 = chlo.erf %x : tensor<4x8xf32> -> tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = chlo.erfc %{{[^ ,)]+}} : tensor<4xf64> -> tensor<4xf64>
  %1 = chlo.erfc %d : tensor<4xf64> -> tensor<4xf64>
  // CHECK: %{{[^ ,)]+}} = chlo.square %{{[^ ,)]+}} : tensor<4x8xf32> -> tensor<4x8xf32>
  %2 = chlo.square %x : tensor<4x8xf32> -> tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = chlo.lgamma %{{[^ ,)]+}} : tensor<4xf64> -> tensor<4xf64>
  %3 = chlo.lgamma %d : tensor<4xf64> -> tensor<4xf64>
  // CHECK: %{{[^ ,)]+}} = chlo.polygamma %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<4xf64>, tensor<4xf64> -> tensor<4xf64>
  %4 = chlo.polygamma %d, %d : tensor<4xf64>, tensor<4xf64> -> tensor<4xf64>
  return
}

// CHECK-LABEL: func.func @top_k
func.func @top_k(%x: tensor<64x4xf32>) -> tensor<64x2xi32> {
  // CHECK: %values, %indices = chlo.top_k(%{{[^ ,)]+}}, k = 2) : tensor<64x4xf32> -> (tensor<64x2xf32>, tensor<64x2xi32>)
  %values, %indices = chlo.top_k(%x, k = 2) : tensor<64x4xf32> -> (tensor<64x2xf32>, tensor<64x2xi32>)
  // CHECK: return %indices
  return %indices : tensor<64x2xi32>
}
