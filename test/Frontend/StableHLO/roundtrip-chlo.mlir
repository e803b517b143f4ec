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
  return
}
