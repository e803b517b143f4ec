// A gather keeps its dimension numbers.
// RUN: tp-opt %s --tp-import-stablehlo | FileCheck %s

// CHECK-LABEL: func.func @embedding
// CHECK-SAME:  (%[[T:.*]]: tensor<132x64xf32>, %[[I:.*]]: tensor<4x16x1xi32>)
// CHECK-NEXT:  tensor_ext.gather %[[T]][%[[I]]] offset_dims = [2] collapsed_slice_dims = [0] start_index_map = [0] index_vector_dim = 2 slice_sizes = [1, 64] : (tensor<132x64xf32>, tensor<4x16x1xi32>) -> tensor<4x16x64xf32>
func.func @embedding(%t: tensor<132x64xf32>, %i: tensor<4x16x1xi32>) -> tensor<4x16x64xf32> {
  %0 = "stablehlo.gather"(%t, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 64>}> : (tensor<132x64xf32>, tensor<4x16x1xi32>) -> tensor<4x16x64xf32>
  return %0 : tensor<4x16x64xf32>
}

// CHECK-LABEL: func.func @along_axis
// CHECK: tensor_ext.gather %{{.*}}[%{{.*}}] offset_dims = [] collapsed_slice_dims = [2] start_index_map = [2] index_vector_dim = 3 slice_sizes = [1, 1, 1] input_batching_dims = [0, 1] indices_batching_dims = [0, 1] : (tensor<4x16x132xf32>, tensor<4x16x1x1xi32>) -> tensor<4x16x1xf32>
func.func @along_axis(%y: tensor<4x16x132xf32>, %j: tensor<4x16x1x1xi32>) -> tensor<4x16x1xf32> {
  %0 = "stablehlo.gather"(%y, %j) <{dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [2], operand_batching_dims = [0, 1], start_indices_batching_dims = [0, 1], start_index_map = [2], index_vector_dim = 3>, slice_sizes = array<i64: 1, 1, 1>}> : (tensor<4x16x132xf32>, tensor<4x16x1x1xi32>) -> tensor<4x16x1xf32>
  return %0 : tensor<4x16x1xf32>
}
