// Do scatters print as they were read, with and without batching dimensions?
// RUN: tp-opt %s | tp-opt | FileCheck %s
// RUN: tp-opt %s --mlir-print-op-generic | tp-opt | FileCheck %s

// CHECK-LABEL: func.func @rows
func.func @rows(%t: tensor<132x64xf32>, %i: tensor<4x16x1xi32>, %u: tensor<4x16x64xf32>) -> tensor<132x64xf32> {
  // CHECK: %{{.*}} = "stablehlo.scatter"(%{{.*}}, %{{.*}}, %{{.*}}) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [2], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 2>, unique_indices = false}> ({
  // CHECK-NEXT: ^bb0(%[[A:.*]]: tensor<f32>, %[[B:.*]]: tensor<f32>):
  // CHECK-NEXT:   %[[S:.*]] = stablehlo.add %[[A]], %[[B]] : tensor<f32>
  // CHECK-NEXT:   stablehlo.return %[[S]] : tensor<f32>
  // CHECK-NEXT: }) : (tensor<132x64xf32>, tensor<4x16x1xi32>, tensor<4x16x64xf32>) -> tensor<132x64xf32>
  %0 = "stablehlo.scatter"(%t, %i, %u) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [2], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 2>, unique_indices = false}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %1 = stablehlo.add %a, %b : tensor<f32>
    stablehlo.return %1 : tensor<f32>
  }) : (tensor<132x64xf32>, tensor<4x16x1xi32>, tensor<4x16x64xf32>) -> tensor<132x64xf32>
  return %0 : tensor<132x64xf32>
}

// CHECK-LABEL: func.func @batching
func.func @batching(%t: tensor<4x16x132xf32>, %i: tensor<4x16x1x1xi32>, %u: tensor<4x16x1xf32>) -> tensor<4x16x132xf32> {
  // CHECK: #stablehlo.scatter<inserted_window_dims = [2], input_batching_dims = [0, 1], scatter_indices_batching_dims = [0, 1], scatter_dims_to_operand_dims = [2], index_vector_dim = 3>, unique_indices = true}>
  %0 = "stablehlo.scatter"(%t, %i, %u) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [2], input_batching_dims = [0, 1], scatter_indices_batching_dims = [0, 1], scatter_dims_to_operand_dims = [2], index_vector_dim = 3>, unique_indices = true}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    stablehlo.return %b : tensor<f32>
  }) : (tensor<4x16x132xf32>, tensor<4x16x1x1xi32>, tensor<4x16x1xf32>) -> tensor<4x16x132xf32>
  return %0 : tensor<4x16x132xf32>
}

// Several inputs, scalar indices, numbers in another order and an index vector at 0.
// CHECK-LABEL: func.func @several
func.func @several(%s: tensor<8xf32>, %t: tensor<8xi32>, %i: tensor<3xi64>, %u: tensor<3xf32>, %v: tensor<3xi32>) {
  // CHECK: %{{.*}}:2 = "stablehlo.scatter"(%{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, unique_indices = false}> ({
  %0:2 = "stablehlo.scatter"(%s, %t, %i, %u, %v) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<index_vector_dim = 1, scatter_dims_to_operand_dims = [0], inserted_window_dims = [0]>, unique_indices = false}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<i32>, %c: tensor<f32>, %d: tensor<i32>):
    stablehlo.return %c, %d : tensor<f32>, tensor<i32>
  }) : (tensor<8xf32>, tensor<8xi32>, tensor<3xi64>, tensor<3xf32>, tensor<3xi32>) -> (tensor<8xf32>, tensor<8xi32>)
  return
}
