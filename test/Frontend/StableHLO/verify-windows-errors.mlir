// Malformed windows, sorts and top_k end in one error that names what disagrees.
// RUN: tp-opt %s --split-input-file --verify-diagnostics

func.func @window_rank(%x: tensor<8x2xf32>, %c: tensor<f32>) {
  // expected-error @+1 {{window_dimensions has 1 numbers for a window of rank 2}}
  %0 = "stablehlo.reduce_window"(%x, %c) <{window_dimensions = array<i64: 2>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    stablehlo.return %a : tensor<f32>
  }) : (tensor<8x2xf32>, tensor<f32>) -> tensor<7x2xf32>
  return
}

// -----

func.func @stride_of_none(%x: tensor<8xf32>, %c: tensor<f32>) {
  // expected-error @+1 {{window_strides is 0 in dimension 0, expected at least 1}}
  %0 = "stablehlo.reduce_window"(%x, %c) <{window_dimensions = array<i64: 2>, window_strides = array<i64: 0>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    stablehlo.return %a : tensor<f32>
  }) : (tensor<8xf32>, tensor<f32>) -> tensor<7xf32>
  return
}

// -----

func.func @padding(%x: tensor<8xf32>, %c: tensor<f32>) {
  // expected-error @+1 {{padding has type 'tensor<2x2xi64>', expected shape [1, 2]}}
  %0 = "stablehlo.reduce_window"(%x, %c) <{window_dimensions = array<i64: 2>, padding = dense<0> : tensor<2x2xi64>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    stablehlo.return %a : tensor<f32>
  }) : (tensor<8xf32>, tensor<f32>) -> tensor<7xf32>
  return
}

// -----

func.func @result_shape(%x: tensor<8xf32>, %c: tensor<f32>) {
  // expected-error @+1 {{result has type 'tensor<8xf32>', expected shape [6]}}
  %0 = "stablehlo.reduce_window"(%x, %c) <{window_dimensions = array<i64: 2>, window_strides = array<i64: 3>, base_dilations = array<i64: 2>, padding = dense<[[1, 2]]> : tensor<1x2xi64>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    stablehlo.return %a : tensor<f32>
  }) : (tensor<8xf32>, tensor<f32>) -> tensor<8xf32>
  return
}

// -----

func.func @initial_value(%x: tensor<8xf32>, %c: tensor<i32>) {
  // expected-error @+1 {{has an initial value of element type 'i32' for a result of element type 'f32'}}
  %0 = "stablehlo.reduce_window"(%x, %c) <{window_dimensions = array<i64: 2>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    stablehlo.return %a : tensor<f32>
  }) : (tensor<8xf32>, tensor<i32>) -> tensor<7xf32>
  return
}

// -----

func.func @body_arguments(%x: tensor<8xf32>, %c: tensor<f32>) {
  // expected-error @+1 {{has a body of 1 arguments, expected 2}}
  %0 = "stablehlo.reduce_window"(%x, %c) <{window_dimensions = array<i64: 2>}> ({
  ^bb0(%a: tensor<f32>):
    stablehlo.return %a : tensor<f32>
  }) : (tensor<8xf32>, tensor<f32>) -> tensor<7xf32>
  return
}

// -----

func.func @sort_dimension(%x: tensor<8xf32>) {
  // expected-error @+1 {{sorts dimension 1 of tensors of rank 1}}
  %0 = "stablehlo.sort"(%x) <{dimension = 1 : i64}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %p = stablehlo.compare LT, %a, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
    stablehlo.return %p : tensor<i1>
  }) : (tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @sort_shapes(%x: tensor<8xf32>, %y: tensor<7xf32>) {
  // expected-error @+1 {{input has type 'tensor<7xf32>', expected shape [8]}}
  %0:2 = "stablehlo.sort"(%x, %y) <{dimension = 0 : i64}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>, %c: tensor<f32>, %d: tensor<f32>):
    %p = stablehlo.compare LT, %a, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
    stablehlo.return %p : tensor<i1>
  }) : (tensor<8xf32>, tensor<7xf32>) -> (tensor<8xf32>, tensor<7xf32>)
  return
}

// -----

func.func @comparator(%x: tensor<8xf32>) {
  // expected-error @+1 {{has a body on values of type 'tensor<f32>', expected 'tensor<i1>'}}
  %0 = "stablehlo.sort"(%x) <{dimension = 0 : i64}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    stablehlo.return %a : tensor<f32>
  }) : (tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @top_k(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{k is 9 for lines of 8 elements}}
  %v, %i = chlo.top_k(%x, k = 9) : tensor<4x8xf32> -> (tensor<4x9xf32>, tensor<4x9xi32>)
  return
}

// -----

func.func @top_k_shape(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{indices has type 'tensor<4x3xi32>', expected shape [4, 2]}}
  %v, %i = chlo.top_k(%x, k = 2) : tensor<4x8xf32> -> (tensor<4x2xf32>, tensor<4x3xi32>)
  return
}

// -----

func.func @top_k_of_scalar(%x: tensor<f32>) {
  // expected-error @+1 {{has an operand of rank 0, expected at least 1}}
  %v, %i = chlo.top_k(%x, k = 1) : tensor<f32> -> (tensor<f32>, tensor<i32>)
  return
}

// -----

func.func @source_shape(%x: tensor<8xf32>, %s: tensor<3xf32>, %c: tensor<f32>) {
  // expected-error @+1 {{source has type 'tensor<3xf32>', expected shape [4]}}
  %0 = "stablehlo.select_and_scatter"(%x, %s, %c) <{window_dimensions = array<i64: 2>, window_strides = array<i64: 2>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %p = stablehlo.compare GE, %a, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
    stablehlo.return %p : tensor<i1>
  }, {
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    stablehlo.return %a : tensor<f32>
  }) : (tensor<8xf32>, tensor<3xf32>, tensor<f32>) -> tensor<8xf32>
  return
}

// -----

func.func @source_type(%x: tensor<8xf32>, %s: tensor<8xi32>, %c: tensor<f32>) {
  // expected-error @+1 {{has a source of element type 'i32' for an operand of element type 'f32'}}
  %0 = "stablehlo.select_and_scatter"(%x, %s, %c) ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %p = stablehlo.compare GE, %a, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
    stablehlo.return %p : tensor<i1>
  }, {
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    stablehlo.return %a : tensor<f32>
  }) : (tensor<8xf32>, tensor<8xi32>, tensor<f32>) -> tensor<8xf32>
  return
}

// -----

func.func @select_result(%x: tensor<8xf32>, %s: tensor<8xf32>, %c: tensor<f32>) {
  // expected-error @+1 {{has a body on values of type 'tensor<f32>', expected 'tensor<i1>'}}
  %0 = "stablehlo.select_and_scatter"(%x, %s, %c) ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    stablehlo.return %a : tensor<f32>
  }, {
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    stablehlo.return %a : tensor<f32>
  }) : (tensor<8xf32>, tensor<8xf32>, tensor<f32>) -> tensor<8xf32>
  return
}
