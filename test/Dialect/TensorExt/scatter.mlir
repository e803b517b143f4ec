// Does scatter print as written, and does its verifier refuse what does not fit?
// RUN: tp-opt %s --split-input-file --verify-diagnostics | FileCheck %s

// CHECK-LABEL: func.func @rows
func.func @rows(%t: tensor<132x64xf32>, %i: tensor<4x16x1xi32>, %u: tensor<4x16x64xf32>) -> tensor<132x64xf32> {
  // CHECK: tensor_ext.scatter addf %{{.*}}[%{{.*}}], %{{.*}} update_window_dims = [2] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 2 :
  %0 = tensor_ext.scatter addf %t[%i], %u update_window_dims = [2] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 2 : (tensor<132x64xf32>, tensor<4x16x1xi32>, tensor<4x16x64xf32>) -> tensor<132x64xf32>
  return %0 : tensor<132x64xf32>
}

// -----

// CHECK-LABEL: func.func @batching
func.func @batching(%t: tensor<4x9xi32>, %i: tensor<4x3xi32>, %u: tensor<4x3xi32>) -> tensor<4x9xi32> {
  // CHECK: tensor_ext.scatter assign %{{.*}} index_vector_dim = 2 input_batching_dims = [0] indices_batching_dims = [0] :
  %0 = tensor_ext.scatter assign %t[%i], %u update_window_dims = [] inserted_window_dims = [1] scatter_dims_to_operand_dims = [1] index_vector_dim = 2 input_batching_dims = [0] indices_batching_dims = [0] : (tensor<4x9xi32>, tensor<4x3xi32>, tensor<4x3xi32>) -> tensor<4x9xi32>
  return %0 : tensor<4x9xi32>
}

// -----

func.func @kind(%t: tensor<9xf32>, %i: tensor<3xi32>, %u: tensor<3xf32>) {
  // expected-error @below {{cannot combine elements of 'f32' by addi}}
  %0 = tensor_ext.scatter addi %t[%i], %u update_window_dims = [] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 1 : (tensor<9xf32>, tensor<3xi32>, tensor<3xf32>) -> tensor<9xf32>
  return
}

// -----

func.func @index_vector(%t: tensor<9x4xf32>, %i: tensor<3x2xi32>, %u: tensor<3x4xf32>) {
  // expected-error @below {{scatter_dims_to_operand_dims has 1 dimensions, index vectors have 2}}
  %0 = tensor_ext.scatter addf %t[%i], %u update_window_dims = [1] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 1 : (tensor<9x4xf32>, tensor<3x2xi32>, tensor<3x4xf32>) -> tensor<9x4xf32>
  return
}

// -----

func.func @updates(%t: tensor<9x4xf32>, %i: tensor<3x1xi32>, %u: tensor<5x4xf32>) {
  // expected-error @below {{has updates of extent 5 in dimension 0, the indices have 3}}
  %0 = tensor_ext.scatter addf %t[%i], %u update_window_dims = [1] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 1 : (tensor<9x4xf32>, tensor<3x1xi32>, tensor<5x4xf32>) -> tensor<9x4xf32>
  return
}

// -----

func.func @rank(%t: tensor<9x4xf32>, %i: tensor<3x1xi32>, %u: tensor<3xf32>) {
  // expected-error @below {{has updates of type 'tensor<3xf32>', expected 1 dimensions of windows and 1 of indices}}
  %0 = tensor_ext.scatter addf %t[%i], %u update_window_dims = [] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 1 : (tensor<9x4xf32>, tensor<3x1xi32>, tensor<3xf32>) -> tensor<9x4xf32>
  return
}

// -----

func.func @window(%t: tensor<9x4xf32>, %i: tensor<3x1xi32>, %u: tensor<3x5xf32>) {
  // expected-error @below {{has windows of size 5 in dimension 1 of extent 4}}
  %0 = tensor_ext.scatter addf %t[%i], %u update_window_dims = [1] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 1 : (tensor<9x4xf32>, tensor<3x1xi32>, tensor<3x5xf32>) -> tensor<9x4xf32>
  return
}

// -----

func.func @element(%t: tensor<9xf32>, %i: tensor<3xi32>, %u: tensor<3xf16>) {
  // expected-error @below {{has updates of 'f16' for elements of 'f32'}}
  %0 = tensor_ext.scatter addf %t[%i], %u update_window_dims = [] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 1 : (tensor<9xf32>, tensor<3xi32>, tensor<3xf16>) -> tensor<9xf32>
  return
}
