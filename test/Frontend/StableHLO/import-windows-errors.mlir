// Windows and comparators that import does not support are errors at their ops.
// RUN: tp-opt %s --split-input-file --verify-diagnostics --tp-import-stablehlo

func.func @several(%x: tensor<8xf32>, %c: tensor<f32>) -> tensor<7xf32> {
  // expected-error @+1 {{'stablehlo.reduce_window' op reduces 2 tensors at once, which is not supported}}
  %0:2 = "stablehlo.reduce_window"(%x, %x, %c, %c) <{window_dimensions = array<i64: 2>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>, %d: tensor<f32>, %e: tensor<f32>):
    stablehlo.return %a, %b : tensor<f32>, tensor<f32>
  }) : (tensor<8xf32>, tensor<8xf32>, tensor<f32>, tensor<f32>) -> (tensor<7xf32>, tensor<7xf32>)
  return %0#0 : tensor<7xf32>
}

// -----

func.func @body(%x: tensor<8xf32>, %c: tensor<f32>) -> tensor<7xf32> {
  // expected-error @+1 {{'stablehlo.reduce_window' op has a body other than one add, multiply, maximum, minimum, and, or of its arguments, which is not supported}}
  %0 = "stablehlo.reduce_window"(%x, %c) <{window_dimensions = array<i64: 2>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %s = stablehlo.subtract %a, %b : tensor<f32>
    stablehlo.return %s : tensor<f32>
  }) : (tensor<8xf32>, tensor<f32>) -> tensor<7xf32>
  return %0 : tensor<7xf32>
}

// -----

func.func @base_dilation(%x: tensor<8xf32>, %c: tensor<f32>) -> tensor<14xf32> {
  // expected-error @+1 {{'stablehlo.reduce_window' op has base dilation 2 in dimension 0, which is not supported}}
  %0 = "stablehlo.reduce_window"(%x, %c) <{window_dimensions = array<i64: 2>, base_dilations = array<i64: 2>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %s = stablehlo.add %a, %b : tensor<f32>
    stablehlo.return %s : tensor<f32>
  }) : (tensor<8xf32>, tensor<f32>) -> tensor<14xf32>
  return %0 : tensor<14xf32>
}

// -----

func.func @computed_padding(%x: tensor<8xf32>, %c: tensor<f32>) -> tensor<8xf32> {
  // expected-error @+1 {{'stablehlo.reduce_window' op pads with an initial value that is no constant, which is not supported}}
  %0 = "stablehlo.reduce_window"(%x, %c) <{window_dimensions = array<i64: 2>, padding = dense<[[1, 0]]> : tensor<1x2xi64>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %s = stablehlo.add %a, %b : tensor<f32>
    stablehlo.return %s : tensor<f32>
  }) : (tensor<8xf32>, tensor<f32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

func.func @captured(%x: tensor<8xf32>, %c: tensor<f32>) -> tensor<8xf32> {
  %0 = "stablehlo.sort"(%x) <{dimension = 0 : i64}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    // expected-error @+1 {{'stablehlo.compare' op uses a value from outside of the comparator, which is not supported}}
    %p = stablehlo.compare LT, %a, %c : (tensor<f32>, tensor<f32>) -> tensor<i1>
    stablehlo.return %p : tensor<i1>
  }) : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

func.func @comparator(%x: tensor<8xf32>) -> tensor<8xf32> {
  %0 = "stablehlo.sort"(%x) <{dimension = 0 : i64}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    // expected-error @+1 {{'stablehlo.transpose' op is not supported in a comparator}}
    %t = stablehlo.transpose %a, dims = [] : (tensor<f32>) -> tensor<f32>
    %p = stablehlo.compare LT, %t, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
    stablehlo.return %p : tensor<i1>
  }) : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}
