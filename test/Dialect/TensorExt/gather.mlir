// Does gather print as written, and does its verifier refuse what does not fit?
// RUN: tp-opt %s --split-input-file --verify-diagnostics | FileCheck %s

// CHECK-LABEL: func.func @embedding
func.func @embedding(%t: tensor<132x64xf32>, %i: tensor<4x16x1xi32>) -> tensor<4x16x64xf32> {
  // CHECK: tensor_ext.gather %{{.*}}[%{{.*}}] offset_dims = [2] collapsed_slice_dims = [0] start_index_map = [0] index_vector_dim = 2 slice_sizes = [1, 64]
  %0 = tensor_ext.gather %t[%i] offset_dims = [2] collapsed_slice_dims = [0] start_index_map = [0] index_vector_dim = 2 slice_sizes = [1, 64] : (tensor<132x64xf32>, tensor<4x16x1xi32>) -> tensor<4x16x64xf32>
  return %0 : tensor<4x16x64xf32>
}

// -----

func.func @slice_too_large(%t: tensor<132x64xf32>, %i: tensor<4x1xi32>) {
  // expected-error @below {{slice size 65 in dimension 1 does not fit extent 64}}
  %0 = tensor_ext.gather %t[%i] offset_dims = [1] collapsed_slice_dims = [0] start_index_map = [0] index_vector_dim = 1 slice_sizes = [1, 65] : (tensor<132x64xf32>, tensor<4x1xi32>) -> tensor<4x65xf32>
  return
}

// -----

func.func @wrong_result(%t: tensor<132x64xf32>, %i: tensor<4x1xi32>) {
  // expected-error @below {{gives 'tensor<64x4xf32>', expected 'tensor<4x64xf32>'}}
  %0 = tensor_ext.gather %t[%i] offset_dims = [1] collapsed_slice_dims = [0] start_index_map = [0] index_vector_dim = 1 slice_sizes = [1, 64] : (tensor<132x64xf32>, tensor<4x1xi32>) -> tensor<64x4xf32>
  return
}

// -----

func.func @index_vector(%t: tensor<132x64xf32>, %i: tensor<4x2xi32>) {
  // expected-error @below {{start_index_map has 1 dimensions, index vectors have 2}}
  %0 = tensor_ext.gather %t[%i] offset_dims = [1] collapsed_slice_dims = [0] start_index_map = [0] index_vector_dim = 1 slice_sizes = [1, 64] : (tensor<132x64xf32>, tensor<4x2xi32>) -> tensor<4x64xf32>
  return
}

// -----

// CHECK-LABEL: func.func @batching
func.func @batching(%t: tensor<4x132x8xf32>, %i: tensor<3x4xi32>) -> tensor<3x4x8xf32> {
  // CHECK: tensor_ext.gather %{{.*}}[%{{.*}}] offset_dims = [2] collapsed_slice_dims = [1] start_index_map = [1] index_vector_dim = 2 slice_sizes = [1, 1, 8] input_batching_dims = [0] indices_batching_dims = [1]
  %0 = tensor_ext.gather %t[%i] offset_dims = [2] collapsed_slice_dims = [1] start_index_map = [1] index_vector_dim = 2 slice_sizes = [1, 1, 8] input_batching_dims = [0] indices_batching_dims = [1] : (tensor<4x132x8xf32>, tensor<3x4xi32>) -> tensor<3x4x8xf32>
  return %0 : tensor<3x4x8xf32>
}

// -----

func.func @batching_extent(%t: tensor<4x132xf32>, %i: tensor<3xi32>) {
  // expected-error @below {{pairs batching dimension 0 of extent 4 with dimension 0 of the indices of extent 3}}
  %0 = tensor_ext.gather %t[%i] offset_dims = [] collapsed_slice_dims = [1] start_index_map = [1] index_vector_dim = 1 slice_sizes = [1, 1] input_batching_dims = [0] indices_batching_dims = [0] : (tensor<4x132xf32>, tensor<3xi32>) -> tensor<3xf32>
  return
}

// -----

func.func @batching_indexed(%t: tensor<4x132xf32>, %i: tensor<4xi32>) {
  // expected-error @below {{collapses or indexes batching dimension 0}}
  %0 = tensor_ext.gather %t[%i] offset_dims = [0] collapsed_slice_dims = [] start_index_map = [0] index_vector_dim = 1 slice_sizes = [1, 1] input_batching_dims = [0] indices_batching_dims = [0] : (tensor<4x132xf32>, tensor<4xi32>) -> tensor<1x4xf32>
  return
}
