// Contractions, reductions and gathers read and print in the framework's form, pretty and generic.
// RUN: tp-opt %s | tp-opt | FileCheck %s
// RUN: tp-opt --mlir-print-op-generic %s | tp-opt | FileCheck %s

// CHECK-LABEL: func.func @contraction
func.func @contraction(%x: tensor<4x8xf32>, %b: tensor<2x4x8xbf16>) {
  // CHECK: %{{[^ ,)]+}} = stablehlo.dot_general %{{[^ ,)]+}}, %{{[^ ,)]+}}, contracting_dims = [1] x [1] : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x4xf32>
  %0 = stablehlo.dot_general %x, %x, contracting_dims = [1] x [1] : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x4xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.dot_general %{{[^ ,)]+}}, %{{[^ ,)]+}}, contracting_dims = [] x [], precision = [HIGHEST, DEFAULT] : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8x4x8xf32>
  %1 = stablehlo.dot_general %x, %x, contracting_dims = [] x [], precision = [HIGHEST, DEFAULT] : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8x4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.dot_general %{{[^ ,)]+}}, %{{[^ ,)]+}}, batching_dims = [0] x [0], contracting_dims = [2] x [2], precision = [DEFAULT, DEFAULT] : (tensor<2x4x8xbf16>, tensor<2x4x8xbf16>) -> tensor<2x4x4xf32>
  %2 = stablehlo.dot_general %b, %b, batching_dims = [0] x [0], contracting_dims = [2] x [2], precision = [DEFAULT, DEFAULT] : (tensor<2x4x8xbf16>, tensor<2x4x8xbf16>) -> tensor<2x4x4xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.dot_general %{{[^ ,)]+}}, %{{[^ ,)]+}}, contracting_dims = [1] x [1], algorithm = <lhs_precision_type = tf32, rhs_precision_type = tf32, accumulation_type = f32, lhs_component_count = 1, rhs_component_count = 1, num_primitive_operations = 1, allow_imprecise_accumulation = false> : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x4xf32>
  %3 = stablehlo.dot_general %x, %x, contracting_dims = [1] x [1], algorithm = <lhs_precision_type = tf32, rhs_precision_type = tf32, accumulation_type = f32, lhs_component_count = 1, rhs_component_count = 1, num_primitive_operations = 1, allow_imprecise_accumulation = false> : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x4xf32>
  return
}

// CHECK-LABEL: func.func @reduction
func.func @reduction(%x: tensor<4x8xf32>, %s: tensor<f32>, %i: tensor<4x8xi32>, %c: tensor<i32>) {
  // CHECK: %{{[^ ,)]+}} = stablehlo.reduce(%{{[^ ,)]+}} init: %{{[^ ,)]+}}) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
  %0 = stablehlo.reduce(%x init: %s) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.reduce(%{{[^ ,)]+}} init: %{{[^ ,)]+}}) applies stablehlo.maximum across dimensions = [1] {note = "kept"} : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %1 = stablehlo.reduce(%x init: %s) applies stablehlo.maximum across dimensions = [1] {note = "kept"} : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.reduce(%{{[^ ,)]+}} init: %{{[^ ,)]+}}) across dimensions = [0] : (tensor<4x8xf32>, tensor<f32>) -> tensor<8xf32>
  %2 = stablehlo.reduce(%x init: %s) across dimensions = [0] : (tensor<4x8xf32>, tensor<f32>) -> tensor<8xf32>
   // CHECK: reducer(%{{[^ ,)]+}}: tensor<f32>, %{{[^ ,)]+}}: tensor<f32>)  {
   reducer(%a: tensor<f32>, %b: tensor<f32>)  {
    // CHECK: %{{[^ ,)]+}} = stablehlo.subtract %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<f32>
    %4 = stablehlo.subtract %a, %b : tensor<f32>
    // CHECK: stablehlo.return %{{[^ ,)]+}} : tensor<f32>
    stablehlo.return %4 : tensor<f32>
  }
  // CHECK: %{{[^ ,)]+}} = stablehlo.reduce(%{{[^ ,)]+}} init: %{{[^ ,)]+}}), (%{{[^ ,)]+}} init: %{{[^ ,)]+}}) across dimensions = [1] : (tensor<4x8xf32>, tensor<4x8xi32>, tensor<f32>, tensor<i32>) -> (tensor<4xf32>, tensor<4xi32>)
  %3:2 = stablehlo.reduce(%x init: %s), (%i init: %c) across dimensions = [1] : (tensor<4x8xf32>, tensor<4x8xi32>, tensor<f32>, tensor<i32>) -> (tensor<4xf32>, tensor<4xi32>)
   // CHECK: reducer(%{{[^ ,)]+}}: tensor<f32>, %{{[^ ,)]+}}: tensor<f32>) (%{{[^ ,)]+}}: tensor<i32>, %{{[^ ,)]+}}: tensor<i32>)  {
   reducer(%a: tensor<f32>, %b: tensor<f32>) (%d: tensor<i32>, %e: tensor<i32>)  {
    // CHECK: stablehlo.return %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<f32>, tensor<i32>
    stablehlo.return %a, %e : tensor<f32>, tensor<i32>
  }
  return
}

// CHECK-LABEL: func.func @gather
func.func @gather(%x: tensor<132x64xf32>, %i: tensor<4x16x1xi32>, %y: tensor<4x16x132xf32>, %j: tensor<4x16x1x1xi32>) {
  // CHECK: %{{[^ ,)]+}} = "stablehlo.gather"(%{{[^ ,)]+}}, %{{[^ ,)]+}}) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 64>}> : (tensor<132x64xf32>, tensor<4x16x1xi32>) -> tensor<4x16x64xf32>
  %0 = "stablehlo.gather"(%x, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 64>}> : (tensor<132x64xf32>, tensor<4x16x1xi32>) -> tensor<4x16x64xf32>
  // CHECK: %{{[^ ,)]+}} = "stablehlo.gather"(%{{[^ ,)]+}}, %{{[^ ,)]+}}) <{dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [2], operand_batching_dims = [0, 1], start_indices_batching_dims = [0, 1], start_index_map = [2], index_vector_dim = 3>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1, 1>}> : (tensor<4x16x132xf32>, tensor<4x16x1x1xi32>) -> tensor<4x16x1xf32>
  %1 = "stablehlo.gather"(%y, %j) <{dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [2], operand_batching_dims = [0, 1], start_indices_batching_dims = [0, 1], start_index_map = [2], index_vector_dim = 3>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1, 1>}> : (tensor<4x16x132xf32>, tensor<4x16x1x1xi32>) -> tensor<4x16x1xf32>
  return
}
