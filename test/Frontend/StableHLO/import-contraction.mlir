// Contractions become linalg.contract, whose maps keep the framework's dimension numbers.
// RUN: tp-opt %s --tp-import-stablehlo --split-input-file | FileCheck %s

// CHECK-DAG: #[[L:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d2, d1, d4)>
// CHECK-DAG: #[[R:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d3, d1, d4)>
// CHECK-DAG: #[[O:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3)>
// CHECK-LABEL: func.func @attention
// CHECK-SAME:  (%[[Q:.*]]: tensor<2x16x4x8xf32>, %[[K:.*]]: tensor<2x10x4x8xf32>)
// CHECK-NEXT:  %[[ZERO:.*]] = arith.constant 0.000000e+00 : f32
// CHECK-NEXT:  %[[E:.*]] = tensor.empty() : tensor<2x4x16x10xf32>
// CHECK-NEXT:  %[[F:.*]] = linalg.fill ins(%[[ZERO]] : f32) outs(%[[E]] : tensor<2x4x16x10xf32>)
// CHECK-NEXT:  linalg.contract indexing_maps = [#[[L]], #[[R]], #[[O]]] ins(%[[Q]], %[[K]] : tensor<2x16x4x8xf32>, tensor<2x10x4x8xf32>) outs(%[[F]] : tensor<2x4x16x10xf32>)
func.func @attention(%q: tensor<2x16x4x8xf32>, %k: tensor<2x10x4x8xf32>) -> tensor<2x4x16x10xf32> {
  %0 = stablehlo.dot_general %q, %k, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3], precision = [DEFAULT, DEFAULT] : (tensor<2x16x4x8xf32>, tensor<2x10x4x8xf32>) -> tensor<2x4x16x10xf32>
  return %0 : tensor<2x4x16x10xf32>
}

// -----

// Two contracted dimensions, in the order that they are paired.
// CHECK-DAG: #[[L:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d2, d3)>
// CHECK-DAG: #[[R:.*]] = affine_map<(d0, d1, d2, d3) -> (d3, d2, d1)>
// CHECK-LABEL: func.func @two
// CHECK:       linalg.contract indexing_maps = [#[[L]], #[[R]],
func.func @two(%x: tensor<5x4x8xf32>, %y: tensor<8x4x6xf32>) -> tensor<5x6xf32> {
  %0 = stablehlo.dot_general %x, %y, contracting_dims = [1, 2] x [1, 0] : (tensor<5x4x8xf32>, tensor<8x4x6xf32>) -> tensor<5x6xf32>
  return %0 : tensor<5x6xf32>
}

// -----

// bf16 summed in f32.
// CHECK-LABEL: func.func @mixed
// CHECK:       linalg.contract {{.*}} ins(%{{.*}}, %{{.*}} : tensor<4x8xbf16>, tensor<8x4xbf16>) outs(%{{.*}} : tensor<4x4xf32>)
func.func @mixed(%x: tensor<4x8xbf16>, %y: tensor<8x4xbf16>) -> tensor<4x4xf32> {
  %0 = stablehlo.dot_general %x, %y, contracting_dims = [1] x [0] : (tensor<4x8xbf16>, tensor<8x4xbf16>) -> tensor<4x4xf32>
  return %0 : tensor<4x4xf32>
}

// -----

// CHECK-LABEL: func.func @to_scalar
// CHECK:       linalg.contract {{.*}} outs(%{{.*}} : tensor<f32>) -> tensor<f32>
func.func @to_scalar(%x: tensor<8xf32>) -> tensor<f32> {
  %0 = stablehlo.dot_general %x, %x, contracting_dims = [0] x [0] : (tensor<8xf32>, tensor<8xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

// Nothing is summed: both sides are broadcast and multiplied.
// CHECK-LABEL: func.func @outer_product
// CHECK-SAME:  (%[[X:.*]]: tensor<4xbf16>, %[[Y:.*]]: tensor<8xbf16>)
// CHECK-DAG:   %[[L:.*]] = linalg.broadcast ins(%[[X]] : tensor<4xbf16>) outs(%{{.*}} : tensor<4x8xbf16>) dimensions = [1]
// CHECK-DAG:   %[[R:.*]] = linalg.broadcast ins(%[[Y]] : tensor<8xbf16>) outs(%{{.*}} : tensor<4x8xbf16>) dimensions = [0]
// CHECK:       linalg.generic {{.*}} ins(%[[L]], %[[R]]
// CHECK-COUNT-2: arith.extf
// CHECK:         arith.mulf
func.func @outer_product(%x: tensor<4xbf16>, %y: tensor<8xbf16>) -> tensor<4x8xf32> {
  %0 = stablehlo.dot_general %x, %y, contracting_dims = [] x [] : (tensor<4xbf16>, tensor<8xbf16>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// Unsigned integers are widened as such.
// CHECK-LABEL: func.func @unsigned
// CHECK:         linalg.contract {{.*}} {cast = #linalg.type_fn<cast_unsigned>} ins(%arg0, %arg1 : tensor<2x3xi8>, tensor<3x4xi8>)
// CHECK:         linalg.generic
// CHECK:           arith.extui %{{.*}} : i8 to i32
// CHECK:           arith.extui %{{.*}} : i8 to i32
func.func @unsigned(%a: tensor<2x3xui8>, %b: tensor<3x4xui8>, %c: tensor<5xui8>) -> (tensor<2x4xui32>, tensor<5x5xui32>) {
  %0 = stablehlo.dot_general %a, %b, contracting_dims = [1] x [0] : (tensor<2x3xui8>, tensor<3x4xui8>) -> tensor<2x4xui32>
  %1 = stablehlo.dot_general %c, %c, contracting_dims = [] x [] : (tensor<5xui8>, tensor<5xui8>) -> tensor<5x5xui32>
  return %0, %1 : tensor<2x4xui32>, tensor<5x5xui32>
}
