// Do top_k, scan and sort print as written, and do their verifiers refuse what does not fit?
// RUN: tp-opt %s --split-input-file --verify-diagnostics | FileCheck %s

// CHECK-LABEL: func.func @lines
func.func @lines(%x: tensor<4x8xf32>, %i: tensor<4x8xi32>) {
  // CHECK: %values, %indices = tensor_ext.top_k %{{.*}} k = 2 : tensor<4x8xf32> -> tensor<4x2xf32>, tensor<4x2xi32>
  %values, %indices = tensor_ext.top_k %x k = 2 : tensor<4x8xf32> -> tensor<4x2xf32>, tensor<4x2xi32>
  // CHECK: tensor_ext.scan addf %{{.*}} dimension = 0 : tensor<4x8xf32>
  %0 = tensor_ext.scan addf %x dimension = 0 : tensor<4x8xf32>
  // CHECK: tensor_ext.scan maxs %{{.*}} dimension = 1 reverse : tensor<4x8xi32>
  %1 = tensor_ext.scan maxs %i dimension = 1 reverse : tensor<4x8xi32>
  // CHECK: %sorted, %order = tensor_ext.sort %{{.*}} dimension = 1 {
  // CHECK-NEXT: ^bb0(%{{.*}}: f32, %{{.*}}: f32):
  // CHECK: tensor_ext.yield %{{.*}} : i1
  // CHECK-NEXT: } : (tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xi32>)
  %sorted, %order = tensor_ext.sort %x dimension = 1 {
  ^bb0(%a: f32, %b: f32):
    %less = arith.cmpf olt, %a, %b : f32
    tensor_ext.yield %less : i1
  } : (tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xi32>)
  return
}

// -----

func.func @too_many(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{k is 9, expected 0 to 8}}
  %values, %indices = tensor_ext.top_k %x k = 9 : tensor<4x8xf32> -> tensor<4x9xf32>, tensor<4x9xi32>
  return
}

// -----

func.func @indices(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{gives 'tensor<4x8xi32>', expected 'tensor<4x2xi32>'}}
  %values, %indices = tensor_ext.top_k %x k = 2 : tensor<4x8xf32> -> tensor<4x2xf32>, tensor<4x8xi32>
  return
}

// -----

func.func @dimension(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{scans dimension 2 of a tensor of rank 2}}
  %0 = tensor_ext.scan addf %x dimension = 2 : tensor<4x8xf32>
  return
}

// -----

func.func @kind(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{cannot combine 'f32' by 'addi'}}
  %0 = tensor_ext.scan addi %x dimension = 0 : tensor<4x8xf32>
  return
}

// -----

func.func @shapes(%x: tensor<4x8xf32>, %y: tensor<4x7xf32>) {
  // expected-error @+1 {{sorts 'tensor<4x7xf32>' together with 'tensor<4x8xf32>'}}
  %s:2, %order = tensor_ext.sort %x, %y dimension = 1 {
  ^bb0(%a: f32, %b: f32, %c: f32, %d: f32):
    %less = arith.cmpf olt, %a, %b : f32
    tensor_ext.yield %less : i1
  } : (tensor<4x8xf32>, tensor<4x7xf32>) -> (tensor<4x8xf32>, tensor<4x7xf32>, tensor<4x8xi32>)
  return
}

// -----

func.func @comparator_arguments(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{has a comparator on 'i32' as argument #1, expected 'f32'}}
  %sorted, %order = tensor_ext.sort %x dimension = 1 {
  ^bb0(%a: f32, %b: i32):
    %less = arith.cmpf olt, %a, %a : f32
    tensor_ext.yield %less : i1
  } : (tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xi32>)
  return
}

// -----

func.func @comparator_result(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{has a comparator that does not end in 'tensor_ext.yield' of one i1}}
  %sorted, %order = tensor_ext.sort %x dimension = 1 {
  ^bb0(%a: f32, %b: f32):
    tensor_ext.yield %a : f32
  } : (tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xi32>)
  return
}
