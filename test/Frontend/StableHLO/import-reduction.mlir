// Reductions become linalg.reduce and keep their initial value.
// RUN: tp-opt %s --tp-import-stablehlo --split-input-file | FileCheck %s

// CHECK-LABEL: func.func @maximum
// CHECK-SAME:  (%[[X:.*]]: tensor<4x8xf32>)
// CHECK-NEXT:  %[[C:.*]] = arith.constant 0xFF800000 : f32
// CHECK-NEXT:  %[[E:.*]] = tensor.empty() : tensor<4xf32>
// CHECK-NEXT:  %[[F:.*]] = linalg.fill ins(%[[C]] : f32) outs(%[[E]] : tensor<4xf32>)
// CHECK-NEXT:  linalg.reduce { arith.maximumf } ins(%[[X]] : tensor<4x8xf32>) outs(%[[F]] : tensor<4xf32>) dimensions = [1]
func.func @maximum(%x: tensor<4x8xf32>) -> tensor<4xf32> {
  %c = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %0 = stablehlo.reduce(%x init: %c) applies stablehlo.maximum across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// An initial value that is not the identity stays; dimensions are sorted.
// CHECK-LABEL: func.func @product_from_two
// CHECK:       %[[C:.*]] = arith.constant 2.000000e+00 : f32
// CHECK:       linalg.fill ins(%[[C]] : f32)
// CHECK:       linalg.reduce { arith.mulf } {{.*}} dimensions = [0, 2]
func.func @product_from_two(%x: tensor<4x8x2xf32>) -> tensor<8xf32> {
  %c = stablehlo.constant dense<2.0> : tensor<f32>
  %0 = stablehlo.reduce(%x init: %c) applies stablehlo.multiply across dimensions = [2, 0] : (tensor<4x8x2xf32>, tensor<f32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

// CHECK-LABEL: func.func @computed_initial_value
// CHECK-SAME:  (%[[X:.*]]: tensor<4x8xf32>, %[[C:.*]]: tensor<f32>)
// CHECK:       %[[I:.*]] = linalg.broadcast ins(%[[C]] : tensor<f32>) outs(%{{.*}} : tensor<8xf32>) dimensions = [0]
// CHECK:       linalg.reduce { arith.addf } ins(%[[X]] : tensor<4x8xf32>) outs(%[[I]] : tensor<8xf32>) dimensions = [0]
// CHECK:       linalg.reduce { arith.addf } ins(%[[X]] : tensor<4x8xf32>) outs(%[[C]] : tensor<f32>) dimensions = [0, 1]
func.func @computed_initial_value(%x: tensor<4x8xf32>, %c: tensor<f32>) -> (tensor<8xf32>, tensor<f32>) {
  %0 = stablehlo.reduce(%x init: %c) applies stablehlo.add across dimensions = [0] : (tensor<4x8xf32>, tensor<f32>) -> tensor<8xf32>
  %1 = stablehlo.reduce(%x init: %c) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
  return %0, %1 : tensor<8xf32>, tensor<f32>
}

// -----

// The body in full, its arguments exchanged, is the same reduction.
// CHECK-LABEL: func.func @body
// CHECK:       linalg.reduce { arith.addf }
func.func @body(%x: tensor<4xf32>) -> tensor<f32> {
  %c = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = "stablehlo.reduce"(%x, %c) <{dimensions = array<i64: 0>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %1 = stablehlo.add %b, %a : tensor<f32>
    stablehlo.return %1 : tensor<f32>
  }) : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

// CHECK-LABEL: func.func @any_all
// CHECK:       linalg.reduce { arith.ori }
// CHECK:       linalg.reduce { arith.andi }
func.func @any_all(%x: tensor<4xi1>) -> (tensor<i1>, tensor<i1>) {
  %f = stablehlo.constant dense<false> : tensor<i1>
  %t = stablehlo.constant dense<true> : tensor<i1>
  %0 = stablehlo.reduce(%x init: %f) applies stablehlo.or across dimensions = [0] : (tensor<4xi1>, tensor<i1>) -> tensor<i1>
  %1 = stablehlo.reduce(%x init: %t) applies stablehlo.and across dimensions = [0] : (tensor<4xi1>, tensor<i1>) -> tensor<i1>
  return %0, %1 : tensor<i1>, tensor<i1>
}
