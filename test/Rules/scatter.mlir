// How does a scatter shard: rows as they are, updates as a reduction, batches and whole windows
// alike in all?
// RUN: tp-opt %s --pass-pipeline="builtin.module(func.func(tp-dump-sharding-rules))" --verify-diagnostics --split-input-file

func.func @scatters(%t: tensor<132x64xf32>, %i: tensor<4x16x1xi32>, %u: tensor<4x16x64xf32>, %v: tensor<4x16x5xf32>) {
  // expected-remark@below {{rule: ([k, l], [i, j, 1], [i, j, l]) -> ([k, l]) i=4:sum j=16:sum k=132 l=64}}
  %0 = tensor_ext.scatter addf %t[%i], %u update_window_dims = [2] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 2 : (tensor<132x64xf32>, tensor<4x16x1xi32>, tensor<4x16x64xf32>) -> tensor<132x64xf32>
  // expected-remark@below {{rule: ([k, l], [i, j, 1], [i, j, l]) -> ([k, l]) i=4:max j=16:max k=132 l=64}}
  %1 = tensor_ext.scatter maximumf %t[%i], %u update_window_dims = [2] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 2 : (tensor<132x64xf32>, tensor<4x16x1xi32>, tensor<4x16x64xf32>) -> tensor<132x64xf32>
  // Of updates that replace each other, the last one counts.
  // expected-remark@below {{rule: ([k, l], [i, j, 1], [i, j, l]) -> ([k, l]) i=4! j=16! k=132 l=64}}
  %2 = tensor_ext.scatter assign %t[%i], %u update_window_dims = [2] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 2 : (tensor<132x64xf32>, tensor<4x16x1xi32>, tensor<4x16x64xf32>) -> tensor<132x64xf32>
  // A window of part of a dimension crosses the borders of shards.
  // expected-remark@below {{rule: ([k, l], [i, j, 1], [i, j, m]) -> ([k, l]) i=4:sum j=16:sum k=132 l=64! m=5!}}
  %3 = tensor_ext.scatter addf %t[%i], %v update_window_dims = [2] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 2 : (tensor<132x64xf32>, tensor<4x16x1xi32>, tensor<4x16x5xf32>) -> tensor<132x64xf32>
  return
}

// -----

func.func @batching(%t: tensor<4x132xf32>, %i: tensor<4x16xi32>, %u: tensor<4x16xf32>, %j: tensor<4x1xi32>) {
  // expected-remark@below {{rule: ([i, k], [i, j], [i, j]) -> ([i, k]) i=4 j=16:sum k=132}}
  %0 = tensor_ext.scatter addf %t[%i], %u update_window_dims = [] inserted_window_dims = [1] scatter_dims_to_operand_dims = [1] index_vector_dim = 2 input_batching_dims = [0] indices_batching_dims = [0] : (tensor<4x132xf32>, tensor<4x16xi32>, tensor<4x16xf32>) -> tensor<4x132xf32>
  // expected-remark@below {{rule: ([i, k], [i, j]) -> ([i, j]) i=4 j=1 k=132:sum}}
  %1 = tensor_ext.gather %t[%j] offset_dims = [] collapsed_slice_dims = [1] start_index_map = [1] index_vector_dim = 2 slice_sizes = [1, 1] input_batching_dims = [0] indices_batching_dims = [0] : (tensor<4x132xf32>, tensor<4x1xi32>) -> tensor<4x1xf32>
  return
}
