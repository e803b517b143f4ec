// Which windows are scans, and what becomes of the others?
// RUN: tp-opt %s --tp-import-stablehlo | FileCheck %s
// CHECK-DAG: #[[READ:.*]] = affine_map<(d0, d1) -> (d0 + d1)>
// CHECK-DAG: #[[WINDOW:.*]] = affine_map<(d0, d1) -> (d1)>
// CHECK-DAG: #[[WRITE:.*]] = affine_map<(d0, d1) -> (d0)>
// CHECK-DAG: #[[POOL:.*]] = affine_map<(d0, d1, d2) -> (d0 * 3, d1 * 2 + d2 * 4)>

// CHECK-LABEL: func.func @cumulative_sum
// CHECK-NEXT:    %[[R:.*]] = tensor_ext.scan addi %arg0 dimension = 0 : tensor<128x4xi32>
// CHECK-NEXT:    return %[[R]]
func.func @cumulative_sum(%x: tensor<128x4xi32>) -> tensor<128x4xi32> {
  %c = stablehlo.constant dense<0> : tensor<i32>
  %0 = "stablehlo.reduce_window"(%x, %c) <{base_dilations = array<i64: 1, 1>, padding = dense<[[127, 0], [0, 0]]> : tensor<2x2xi64>, window_dilations = array<i64: 1, 1>, window_dimensions = array<i64: 128, 1>, window_strides = array<i64: 1, 1>}> ({
  ^bb0(%a: tensor<i32>, %b: tensor<i32>):
    %s = stablehlo.add %a, %b : tensor<i32>
    stablehlo.return %s : tensor<i32>
  }) : (tensor<128x4xi32>, tensor<i32>) -> tensor<128x4xi32>
  return %0 : tensor<128x4xi32>
}

// CHECK-LABEL: func.func @from_the_end
// CHECK-NEXT:    tensor_ext.scan mulf %arg0 dimension = 1 reverse : tensor<4x7xf32>
func.func @from_the_end(%x: tensor<4x7xf32>) -> tensor<4x7xf32> {
  %c = stablehlo.constant dense<1.0> : tensor<f32>
  %0 = "stablehlo.reduce_window"(%x, %c) <{padding = dense<[[0, 0], [0, 6]]> : tensor<2x2xi64>, window_dimensions = array<i64: 1, 7>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %s = stablehlo.multiply %b, %a : tensor<f32>
    stablehlo.return %s : tensor<f32>
  }) : (tensor<4x7xf32>, tensor<f32>) -> tensor<4x7xf32>
  return %0 : tensor<4x7xf32>
}

// A bit is a truth value: its sum is or.
// CHECK-LABEL: func.func @bits
// CHECK-NEXT:    tensor_ext.scan ori %arg0 dimension = 0 : tensor<7xi1>
func.func @bits(%x: tensor<7xi1>) -> tensor<7xi1> {
  %c = stablehlo.constant dense<false> : tensor<i1>
  %0 = "stablehlo.reduce_window"(%x, %c) <{padding = dense<[[6, 0]]> : tensor<1x2xi64>, window_dimensions = array<i64: 7>}> ({
  ^bb0(%a: tensor<i1>, %b: tensor<i1>):
    %s = stablehlo.add %a, %b : tensor<i1>
    stablehlo.return %s : tensor<i1>
  }) : (tensor<7xi1>, tensor<i1>) -> tensor<7xi1>
  return %0 : tensor<7xi1>
}

// CHECK-LABEL: func.func @unsigned
// CHECK-NEXT:    tensor_ext.scan maxu %arg0 dimension = 0 : tensor<7xi32>
func.func @unsigned(%x: tensor<7xui32>) -> tensor<7xui32> {
  %c = stablehlo.constant dense<0> : tensor<ui32>
  %0 = "stablehlo.reduce_window"(%x, %c) <{padding = dense<[[6, 0]]> : tensor<1x2xi64>, window_dimensions = array<i64: 7>}> ({
  ^bb0(%a: tensor<ui32>, %b: tensor<ui32>):
    %s = stablehlo.maximum %a, %b : tensor<ui32>
    stablehlo.return %s : tensor<ui32>
  }) : (tensor<7xui32>, tensor<ui32>) -> tensor<7xui32>
  return %0 : tensor<7xui32>
}

// What an extremum starts from joins every element once.
// CHECK-LABEL: func.func @maximum_from
// CHECK-DAG:     %[[S:.*]] = tensor_ext.scan maximumf %arg0 dimension = 0 : tensor<7xf32>
// CHECK-DAG:     %[[C:.*]] = arith.constant dense<2.500000e+00> : tensor<7xf32>
// CHECK:         linalg.generic {{.*}} ins(%[[C]], %[[S]]
// CHECK:           arith.maximumf
func.func @maximum_from(%x: tensor<7xf32>) -> tensor<7xf32> {
  %c = stablehlo.constant dense<2.5> : tensor<f32>
  %0 = "stablehlo.reduce_window"(%x, %c) <{padding = dense<[[6, 0]]> : tensor<1x2xi64>, window_dimensions = array<i64: 7>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %s = stablehlo.maximum %a, %b : tensor<f32>
    stablehlo.return %s : tensor<f32>
  }) : (tensor<7xf32>, tensor<f32>) -> tensor<7xf32>
  return %0 : tensor<7xf32>
}

// A sum that starts from 1 has a 1 in every element of the padding: no scan.
// CHECK-LABEL: func.func @sum_from
// CHECK:         %[[P:.*]] = tensor.pad %arg0 low[6] high[0]
// CHECK:         linalg.generic {indexing_maps = [#[[READ]], #[[WINDOW]], #[[WRITE]]], iterator_types = ["parallel", "reduction"]} ins(%[[P]], %{{.*}} : tensor<13xf32>, tensor<7xf32>)
func.func @sum_from(%x: tensor<7xf32>) -> tensor<7xf32> {
  %c = stablehlo.constant dense<1.0> : tensor<f32>
  %0 = "stablehlo.reduce_window"(%x, %c) <{padding = dense<[[6, 0]]> : tensor<1x2xi64>, window_dimensions = array<i64: 7>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %s = stablehlo.add %a, %b : tensor<f32>
    stablehlo.return %s : tensor<f32>
  }) : (tensor<7xf32>, tensor<f32>) -> tensor<7xf32>
  return %0 : tensor<7xf32>
}

// Strides and dilations are in the map; windows of one element are no loop;
// negative padding is a slice.
// CHECK-LABEL: func.func @pool
// CHECK:         %[[S:.*]] = tensor.extract_slice %arg0[1, 0] [7, 11] [1, 1]
// CHECK:         %[[P:.*]] = tensor.pad %[[S]] low[0, 0] high[0, 2]
// CHECK:         linalg.generic {indexing_maps = [#[[POOL]], {{.*}}ins(%[[P]], %{{.*}} : tensor<7x13xf32>, tensor<3xf32>)
func.func @pool(%x: tensor<8x11xf32>) -> tensor<3x3xf32> {
  %c = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %0 = "stablehlo.reduce_window"(%x, %c) <{padding = dense<[[-1, 0], [0, 2]]> : tensor<2x2xi64>, window_dimensions = array<i64: 1, 3>, window_strides = array<i64: 3, 2>, window_dilations = array<i64: 1, 4>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %s = stablehlo.maximum %a, %b : tensor<f32>
    stablehlo.return %s : tensor<f32>
  }) : (tensor<8x11xf32>, tensor<f32>) -> tensor<3x3xf32>
  return %0 : tensor<3x3xf32>
}

// Windows side by side are a dimension of their own: the loops of both shard.
// CHECK-LABEL: func.func @side_by_side
// CHECK:         %[[V:.*]] = tensor.expand_shape %arg0 {{.*}} : tensor<8x11xf32> into tensor<4x2x11xf32>
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction"]} ins(%[[V]] : tensor<4x2x11xf32>)
func.func @side_by_side(%x: tensor<8x11xf32>, %c: tensor<f32>) -> tensor<4x11xf32> {
  %0 = "stablehlo.reduce_window"(%x, %c) <{window_dimensions = array<i64: 2, 1>, window_strides = array<i64: 2, 1>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %s = stablehlo.maximum %a, %b : tensor<f32>
    stablehlo.return %s : tensor<f32>
  }) : (tensor<8x11xf32>, tensor<f32>) -> tensor<4x11xf32>
  return %0 : tensor<4x11xf32>
}

// The gradient of a maximum: which element each window selects, and which
// windows selected an element. Of windows side by side an element has one.
// CHECK-LABEL: func.func @select
// CHECK:         %[[S:.*]]:2 = linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]} ins(%{{.*}} : tensor<4x2xf32>) outs(%{{.*}}, %{{.*}} : tensor<4xf32>, tensor<4xi32>)
// CHECK:         %[[R:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]} ins(%arg1, %[[S]]#1 : tensor<4xf32>, tensor<4xi32>) outs(%{{.*}} : tensor<4x2xf32>)
// CHECK:         tensor.collapse_shape %[[R]] {{.*}} : tensor<4x2xf32> into tensor<8xf32>
func.func @select(%x: tensor<8xf32>, %s: tensor<4xf32>, %c: tensor<f32>) -> tensor<8xf32> {
  %0 = "stablehlo.select_and_scatter"(%x, %s, %c) <{window_dimensions = array<i64: 2>, window_strides = array<i64: 2>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %p = stablehlo.compare GE, %a, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
    stablehlo.return %p : tensor<i1>
  }, {
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %t = stablehlo.add %a, %b : tensor<f32>
    stablehlo.return %t : tensor<f32>
  }) : (tensor<8xf32>, tensor<4xf32>, tensor<f32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}
