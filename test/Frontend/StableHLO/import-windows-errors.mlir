// Windows and comparators that import does not support are errors at their ops.
// RUN: tp-opt %s --split-input-file --verify-diagnostics --tp-import-stablehlo

func.func @other_type(%x: tensor<8xi8>, %c: tensor<i32>) -> tensor<7xi32> {
  // expected-error @+1 {{'stablehlo.reduce_window' op reduces elements of type 'i8' to 'i32', which is not supported}}
  %0 = "stablehlo.reduce_window"(%x, %c) <{window_dimensions = array<i64: 2>}> ({
  ^bb0(%a: tensor<i32>, %b: tensor<i32>):
    %s = stablehlo.add %a, %b : tensor<i32>
    stablehlo.return %s : tensor<i32>
  }) : (tensor<8xi8>, tensor<i32>) -> tensor<7xi32>
  return %0 : tensor<7xi32>
}

// -----

func.func @body(%x: tensor<8xf32>, %c: tensor<f32>) -> tensor<7xf32> {
  %0 = "stablehlo.reduce_window"(%x, %c) <{window_dimensions = array<i64: 2>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    // expected-error @+1 {{'stablehlo.add' op uses a value from outside the body, which is not supported}}
    %s = stablehlo.add %a, %c : tensor<f32>
    stablehlo.return %s : tensor<f32>
  }) : (tensor<8xf32>, tensor<f32>) -> tensor<7xf32>
  return %0 : tensor<7xf32>
}

// -----

func.func @select(%x: tensor<8xf32>, %s: tensor<8xf32>, %c: tensor<f32>) -> tensor<8xf32> {
  %0 = "stablehlo.select_and_scatter"(%x, %s, %c) ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    // expected-error @+1 {{'stablehlo.reshape' op stands in the body of an op on scalars, where only constants and elementwise ops are supported}}
    %r = stablehlo.reshape %a : (tensor<f32>) -> tensor<1xf32>
    %q = stablehlo.reshape %r : (tensor<1xf32>) -> tensor<f32>
    %p = stablehlo.compare GE, %q, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
    stablehlo.return %p : tensor<i1>
  }, {
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %t = stablehlo.add %a, %b : tensor<f32>
    stablehlo.return %t : tensor<f32>
  }) : (tensor<8xf32>, tensor<8xf32>, tensor<f32>) -> tensor<8xf32>
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

// -----

func.func @booleans(%x: tensor<2x8x4xi1>, %w: tensor<3x4x6xi1>) -> tensor<2x6x6xi1> {
  // expected-error @+1 {{'stablehlo.convolution' op contracts elements of type 'i1' to 'i1', which is not supported}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, f]x[0, i, o]->[b, 0, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x4xi1>, tensor<3x4x6xi1>) -> tensor<2x6x6xi1>
  return %0 : tensor<2x6x6xi1>
}
