// Slices at computed positions read, print, and are checked.
// RUN: tp-opt %s --split-input-file --verify-diagnostics | FileCheck %s

// CHECK-LABEL: func.func @slices
func.func @slices(%x: tensor<4x8xf32>, %i: tensor<i32>) -> tensor<4x8xf32> {
  // CHECK: tensor_ext.dynamic_slice %{{.*}}[%{{.*}}, %{{.*}}] : (tensor<4x8xf32>, tensor<i32>, tensor<i32>) -> tensor<1x8xf32>
  %u = tensor_ext.dynamic_slice %x[%i, %i] : (tensor<4x8xf32>, tensor<i32>, tensor<i32>) -> tensor<1x8xf32>
  // CHECK: tensor_ext.dynamic_update_slice %{{.*}} into %{{.*}}[%{{.*}}, %{{.*}}] : (tensor<1x8xf32>, tensor<4x8xf32>, tensor<i32>, tensor<i32>) -> tensor<4x8xf32>
  %r = tensor_ext.dynamic_update_slice %u into %x[%i, %i] : (tensor<1x8xf32>, tensor<4x8xf32>, tensor<i32>, tensor<i32>) -> tensor<4x8xf32>
  return %r : tensor<4x8xf32>
}

// -----

func.func @positions(%x: tensor<4x8xf32>, %i: tensor<i32>) {
  // expected-error @+1 {{has 1 positions and a part of rank 2 for a tensor of rank 2}}
  %u = tensor_ext.dynamic_slice %x[%i] : (tensor<4x8xf32>, tensor<i32>) -> tensor<1x8xf32>
  return
}

// -----

func.func @does_not_fit(%x: tensor<4xf32>, %u: tensor<5xf32>, %i: tensor<i32>) {
  // expected-error @+1 {{has a part of size 5 in dimension 0 of extent 4}}
  %r = tensor_ext.dynamic_update_slice %u into %x[%i] : (tensor<5xf32>, tensor<4xf32>, tensor<i32>) -> tensor<4xf32>
  return
}
