// Ops that move elements read and print in the framework's form, pretty and generic.
// RUN: tp-opt %s | tp-opt | FileCheck %s
// RUN: tp-opt --mlir-print-op-generic %s | tp-opt | FileCheck %s

// CHECK-LABEL: func.func @shape
func.func @shape(%x: tensor<4x8xf32>, %s: tensor<f32>) {
  // CHECK: %{{[^ ,)]+}} = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %0 = stablehlo.constant dense<0xFF800000> : tensor<f32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.constant dense<[1, -2]> : tensor<2xi32>
  %1 = stablehlo.constant dense<[1, -2]> : tensor<2xi32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.constant dense<true> : tensor<i1>
  %2 = stablehlo.constant dense<true> : tensor<i1>
  // CHECK: %{{[^ ,)]+}} = stablehlo.constant {note = "kept"} dense<2.500000e-01> : tensor<4x8xbf16>
  %3 = stablehlo.constant {note = "kept"} dense<2.500000e-01> : tensor<4x8xbf16>
  // CHECK: %{{[^ ,)]+}} = stablehlo.iota dim = 1 : tensor<4x8xi32>
  %4 = stablehlo.iota dim = 1 : tensor<4x8xi32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.broadcast_in_dim %{{[^ ,)]+}}, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
  %5 = stablehlo.broadcast_in_dim %s, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.broadcast_in_dim %{{[^ ,)]+}}, dims = [2, 0] : (tensor<4x8xf32>) -> tensor<8x3x4xf32>
  %6 = stablehlo.broadcast_in_dim %x, dims = [2, 0] : (tensor<4x8xf32>) -> tensor<8x3x4xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.reshape %{{[^ ,)]+}} : (tensor<4x8xf32>) -> tensor<2x16xf32>
  %7 = stablehlo.reshape %x : (tensor<4x8xf32>) -> tensor<2x16xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.transpose %{{[^ ,)]+}}, dims = [1, 0] : (tensor<4x8xf32>) -> tensor<8x4xf32>
  %8 = stablehlo.transpose %x, dims = [1, 0] : (tensor<4x8xf32>) -> tensor<8x4xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.slice %{{[^ ,)]+}} [0:4, 2:8:3] : (tensor<4x8xf32>) -> tensor<4x2xf32>
  %9 = stablehlo.slice %x [0:4, 2:8:3] : (tensor<4x8xf32>) -> tensor<4x2xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.slice %{{[^ ,)]+}} [] : (tensor<f32>) -> tensor<f32>
  %10 = stablehlo.slice %s [] : (tensor<f32>) -> tensor<f32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.concatenate %{{[^ ,)]+}}, %{{[^ ,)]+}}, dim = 1 : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x16xf32>
  %11 = stablehlo.concatenate %x, %x, dim = 1 : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x16xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.concatenate %{{[^ ,)]+}}, dim = 0 : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %12 = stablehlo.concatenate %x, dim = 0 : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}
