// Sorts and top_k keep their results; a comparator becomes one on scalars.
// RUN: tp-opt %s --tp-import-stablehlo | FileCheck %s

// CHECK-LABEL: func.func @top_k
// CHECK-NEXT:    %[[V:.*]], %[[I:.*]] = tensor_ext.top_k %arg0 k = 2 : tensor<64x4xf32> -> tensor<64x2xf32>, tensor<64x2xi32>
// CHECK-NEXT:    return %[[V]], %[[I]]
func.func @top_k(%x: tensor<64x4xf32>) -> (tensor<64x2xf32>, tensor<64x2xi32>) {
  %values, %indices = chlo.top_k(%x, k = 2) : tensor<64x4xf32> -> (tensor<64x2xf32>, tensor<64x2xi32>)
  return %values, %indices : tensor<64x2xf32>, tensor<64x2xi32>
}

// CHECK-LABEL: func.func @unsigned_top_k
// CHECK:         %[[FLIPPED:.*]] = linalg.generic
// CHECK:           arith.xori
// CHECK:         %[[V:.*]], %[[I:.*]] = tensor_ext.top_k %[[FLIPPED]] k = 2 : tensor<4xi8> -> tensor<2xi8>, tensor<2xi32>
// CHECK:         linalg.generic {{.*}} ins(%[[V]]
// CHECK:           arith.xori
func.func @unsigned_top_k(%x: tensor<4xui8>) -> (tensor<2xui8>, tensor<2xi32>) {
  %values, %indices = chlo.top_k(%x, k = 2) : tensor<4xui8> -> (tensor<2xui8>, tensor<2xi32>)
  return %values, %indices : tensor<2xui8>, tensor<2xi32>
}

// CHECK-LABEL: func.func @sort
// CHECK-NEXT:    %[[S:.*]]:2, %{{.*}} = tensor_ext.sort %arg0, %arg1 dimension = 1 {
// CHECK-NEXT:    ^bb0(%[[A:.*]]: i32, %[[B:.*]]: i32, %{{.*}}: f32, %{{.*}}: f32):
// CHECK-NEXT:      %[[C:.*]] = arith.constant 1 : i32
// CHECK-NEXT:      %[[SUM:.*]] = arith.addi %[[A]], %[[C]] : i32
// CHECK-NEXT:      %[[LESS:.*]] = arith.cmpi slt, %[[SUM]], %[[B]] : i32
// CHECK-NEXT:      tensor_ext.yield %[[LESS]] : i1
// CHECK-NEXT:    } : (tensor<4x7xi32>, tensor<4x7xf32>) -> (tensor<4x7xi32>, tensor<4x7xf32>, tensor<4x7xi32>)
// CHECK-NEXT:    return %[[S]]#1
func.func @sort(%i: tensor<4x7xi32>, %x: tensor<4x7xf32>) -> tensor<4x7xf32> {
  %0:2 = "stablehlo.sort"(%i, %x) <{dimension = -1 : i64}> ({
  ^bb0(%a: tensor<i32>, %b: tensor<i32>, %c: tensor<f32>, %d: tensor<f32>):
    %one = stablehlo.constant dense<1> : tensor<i32>
    %s = stablehlo.add %a, %one : tensor<i32>
    %p = stablehlo.compare LT, %s, %b : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %p : tensor<i1>
  }) : (tensor<4x7xi32>, tensor<4x7xf32>) -> (tensor<4x7xi32>, tensor<4x7xf32>)
  return %0#1 : tensor<4x7xf32>
}
