// Ops that move elements or stand for others read and print in the framework's form, pretty and generic.
// RUN: tp-opt %s | tp-opt | FileCheck %s
// RUN: tp-opt --mlir-print-op-generic %s | tp-opt | FileCheck %s

// CHECK-LABEL: func.func @moves
func.func @moves(%x: tensor<4x8xf32>, %i: tensor<i32>, %c: tensor<f32>, %s: tensor<f32>) {
  // CHECK: stablehlo.dynamic_slice %arg0, %arg1, %arg1, sizes = [2, 8] : (tensor<4x8xf32>, tensor<i32>, tensor<i32>) -> tensor<2x8xf32>
  %0 = stablehlo.dynamic_slice %x, %i, %i, sizes = [2, 8] : (tensor<4x8xf32>, tensor<i32>, tensor<i32>) -> tensor<2x8xf32>
  // CHECK: stablehlo.dynamic_slice %arg3, sizes = [] : (tensor<f32>) -> tensor<f32>
  %1 = stablehlo.dynamic_slice %s, sizes = [] : (tensor<f32>) -> tensor<f32>
  // CHECK: stablehlo.dynamic_update_slice %arg0, %0, %arg1, %arg1 : (tensor<4x8xf32>, tensor<2x8xf32>, tensor<i32>, tensor<i32>) -> tensor<4x8xf32>
  %2 = stablehlo.dynamic_update_slice %x, %0, %i, %i : (tensor<4x8xf32>, tensor<2x8xf32>, tensor<i32>, tensor<i32>) -> tensor<4x8xf32>
  // CHECK: stablehlo.pad %arg0, %arg2, low = [1, -1], high = [0, 0], interior = [1, 0] : (tensor<4x8xf32>, tensor<f32>) -> tensor<8x7xf32>
  %3 = stablehlo.pad %x, %c, low = [1, -1], high = [0, 0], interior = [1, 0] : (tensor<4x8xf32>, tensor<f32>) -> tensor<8x7xf32>
  // CHECK: stablehlo.reverse %arg0, dims = [0] : tensor<4x8xf32>
  %4 = stablehlo.reverse %x, dims = [0] : tensor<4x8xf32>
  // CHECK: stablehlo.broadcast %arg0, sizes = [3] : (tensor<4x8xf32>) -> tensor<3x4x8xf32>
  %5 = stablehlo.broadcast %x, sizes = [3] : (tensor<4x8xf32>) -> tensor<3x4x8xf32>
  // CHECK: stablehlo.bitcast_convert %arg0 : (tensor<4x8xf32>) -> tensor<4x8x4xui8>
  %6 = stablehlo.bitcast_convert %x : (tensor<4x8xf32>) -> tensor<4x8x4xui8>
  // CHECK: stablehlo.get_dimension_size %arg0, dim = 1 : (tensor<4x8xf32>) -> tensor<i32>
  %7 = stablehlo.get_dimension_size %x, dim = 1 : (tensor<4x8xf32>) -> tensor<i32>
  // CHECK: stablehlo.reduce_precision %arg0, format = e5m10 : tensor<4x8xf32>
  %8 = stablehlo.reduce_precision %x, format = e5m10 : tensor<4x8xf32>
  return
}

// CHECK-LABEL: func.func @programs
func.func @programs(%x: tensor<4x8xf32>, %v: tensor<8xf32>) {
  // CHECK: %0:2 = stablehlo.optimization_barrier %arg0, %arg1 : tensor<4x8xf32>, tensor<8xf32>
  %0:2 = stablehlo.optimization_barrier %x, %v : tensor<4x8xf32>, tensor<8xf32>
  // CHECK: stablehlo.composite "my.op" %arg0 {composite_attributes = {n = 1 : i64}, decomposition = @g, version = 1 : i32} : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %1 = stablehlo.composite "my.op" %x {composite_attributes = {n = 1 : i64}, decomposition = @g, version = 1 : i32} : (tensor<4x8xf32>) -> tensor<4x8xf32>
  // CHECK: stablehlo.custom_call @Sharding(%arg0) {mhlo.sharding = "{replicated}"} : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %2 = stablehlo.custom_call @Sharding(%x) {mhlo.sharding = "{replicated}"} : (tensor<4x8xf32>) -> tensor<4x8xf32>
  // CHECK: stablehlo.dot %arg0, %arg1, precision = [HIGHEST, HIGHEST] : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4xf32>
  %3 = stablehlo.dot %x, %v, precision = [HIGHEST, HIGHEST] : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4xf32>
  // CHECK: "stablehlo.batch_norm_training"(%arg0, %arg1, %arg1) <{epsilon = 1.000000e-03 : f32, feature_index = 1 : i64}>
  %4:3 = "stablehlo.batch_norm_training"(%x, %v, %v) <{epsilon = 1.000000e-03 : f32, feature_index = 1 : i64}> : (tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>) -> (tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>)
  return
}

func.func private @g(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  return %x : tensor<4x8xf32>
}
