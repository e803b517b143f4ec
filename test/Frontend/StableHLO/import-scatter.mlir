// A scatter keeps its dimension numbers, its body becomes a kind; one window a batch is
// elementwise.
// RUN: tp-opt %s --tp-import-stablehlo | FileCheck %s

// CHECK-DAG: #[[$ID:.*]] = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
// CHECK-DAG: #[[$U:.*]] = affine_map<(d0, d1, d2) -> (d0, d1, 0)>
// CHECK-DAG: #[[$I:.*]] = affine_map<(d0, d1, d2) -> (d0, d1, 0, 0)>

// CHECK-LABEL: func.func @rows
// CHECK-SAME:  (%[[T:.*]]: tensor<132x64xf32>, %[[I:.*]]: tensor<4x16x1xi32>, %[[U:.*]]: tensor<4x16x64xf32>)
// CHECK-NEXT:  tensor_ext.scatter addf %[[T]][%[[I]]], %[[U]] update_window_dims = [2] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 2 : (tensor<132x64xf32>, tensor<4x16x1xi32>, tensor<4x16x64xf32>) -> tensor<132x64xf32>
func.func @rows(%t: tensor<132x64xf32>, %i: tensor<4x16x1xi32>, %u: tensor<4x16x64xf32>) -> tensor<132x64xf32> {
  %0 = "stablehlo.scatter"(%t, %i, %u) <{scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [2], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 2>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %1 = stablehlo.add %b, %a : tensor<f32>
    stablehlo.return %1 : tensor<f32>
  }) : (tensor<132x64xf32>, tensor<4x16x1xi32>, tensor<4x16x64xf32>) -> tensor<132x64xf32>
  return %0 : tensor<132x64xf32>
}

// The updates replace what was there; a difference is a sum with the other sign.
// CHECK-LABEL: func.func @bodies
// CHECK: tensor_ext.scatter assign %{{.*}}[%{{.*}}], %{{.*}} update_window_dims = [] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 1
// CHECK: %[[N:.*]] = linalg.generic
// CHECK: arith.subi %c0_i32
// CHECK: tensor_ext.scatter addi %{{.*}}[%{{.*}}], %[[N]]
// CHECK: tensor_ext.scatter ori %{{.*}} : (tensor<8xi1>
func.func @bodies(%t: tensor<8xi32>, %i: tensor<3xi64>, %u: tensor<3xi32>, %p: tensor<8xi1>, %q: tensor<3xi1>) -> (tensor<8xi32>, tensor<8xi32>, tensor<8xi1>) {
  %0 = "stablehlo.scatter"(%t, %i, %u) <{scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>}> ({
  ^bb0(%a: tensor<i32>, %b: tensor<i32>):
    stablehlo.return %b : tensor<i32>
  }) : (tensor<8xi32>, tensor<3xi64>, tensor<3xi32>) -> tensor<8xi32>
  %1 = "stablehlo.scatter"(%t, %i, %u) <{scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>}> ({
  ^bb0(%a: tensor<i32>, %b: tensor<i32>):
    %3 = stablehlo.subtract %a, %b : tensor<i32>
    stablehlo.return %3 : tensor<i32>
  }) : (tensor<8xi32>, tensor<3xi64>, tensor<3xi32>) -> tensor<8xi32>
  %2 = "stablehlo.scatter"(%p, %i, %q) <{scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>}> ({
  ^bb0(%a: tensor<i1>, %b: tensor<i1>):
    %3 = stablehlo.maximum %a, %b : tensor<i1>
    stablehlo.return %3 : tensor<i1>
  }) : (tensor<8xi1>, tensor<3xi64>, tensor<3xi1>) -> tensor<8xi1>
  return %0, %1, %2 : tensor<8xi32>, tensor<8xi32>, tensor<8xi1>
}

// CHECK-LABEL: func.func @labels
// CHECK-NOT: tensor_ext
// CHECK: linalg.generic {indexing_maps = [#[[$ID]], #[[$U]], #[[$I]], #[[$ID]]]
// CHECK: ^bb0(%[[IN:.*]]: f32, %[[UP:.*]]: f32, %[[AT:.*]]: i32, %{{.*}}: f32):
// CHECK: %[[SUM:.*]] = arith.addf %[[IN]], %[[UP]]
// CHECK: %[[D:.*]] = linalg.index 2
// CHECK: %[[P:.*]] = arith.index_cast %[[D]] : index to i32
// CHECK: %[[HIT:.*]] = arith.cmpi eq, %[[AT]], %[[P]]
// CHECK: arith.select %[[HIT]], %[[SUM]], %[[IN]]
func.func @labels(%t: tensor<4x16x132xf32>, %i: tensor<4x16x1x1xi32>, %u: tensor<4x16x1xf32>) -> tensor<4x16x132xf32> {
  %0 = "stablehlo.scatter"(%t, %i, %u) <{scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [2], input_batching_dims = [0, 1], scatter_indices_batching_dims = [0, 1], scatter_dims_to_operand_dims = [2], index_vector_dim = 3>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %1 = stablehlo.add %a, %b : tensor<f32>
    stablehlo.return %1 : tensor<f32>
  }) : (tensor<4x16x132xf32>, tensor<4x16x1x1xi32>, tensor<4x16x1xf32>) -> tensor<4x16x132xf32>
  return %0 : tensor<4x16x132xf32>
}

// A row of i8 positions among more rows than i8 can name.
// CHECK-LABEL: func.func @narrow
// CHECK: arith.extsi %{{.*}} : i8 to i32
func.func @narrow(%t: tensor<300x4xf32>, %i: tensor<1xi8>, %u: tensor<4xf32>) -> tensor<300x4xf32> {
  %0 = "stablehlo.scatter"(%t, %i, %u) <{scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [0], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0]>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    stablehlo.return %b : tensor<f32>
  }) : (tensor<300x4xf32>, tensor<1xi8>, tensor<4xf32>) -> tensor<300x4xf32>
  return %0 : tensor<300x4xf32>
}
