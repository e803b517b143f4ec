// Malformed convolutions end in one error that names what disagrees.
// RUN: tp-opt %s --split-input-file --verify-diagnostics

func.func @rank(%x: tensor<2x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{dimension numbers of lhs name 4 dimensions of a tensor of rank 3}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @spatial(%x: tensor<2x8x8x4xf32>, %w: tensor<3x4x6xf32>) {
  // expected-error @+1 {{has 2 spatial dimensions of lhs and 1 of rhs}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @strides(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{window_strides has 1 numbers for a window of rank 2}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @stride_of_none(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{window_strides is 0 in dimension 1, expected at least 1}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 0]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @padding(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{padding has type 'tensor<1x2xi64>', expected shape [2, 2]}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {pad = [[0, 0]]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @lhs_dilation(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{lhs_dilation is -1 in dimension 0, expected at least 1}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {lhs_dilate = [-1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @rhs_dilation(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{rhs_dilation has 3 numbers for a window of rank 2}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {rhs_dilate = [1, 1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @reversal(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{window_reversal has 1 numbers for a window of rank 2}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {reverse = [true]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @no_groups(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{feature_group_count is 0, expected at least 1}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 0 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @both_groups(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{has 2 groups of features and 2 of batches, expected one of either}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 2 : i64, feature_group_count = 2 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @input_groups(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{feature_group_count is 3, which does not divide the input features of extent 4}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 3 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @output_groups(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x1x6xf32>) {
  // expected-error @+1 {{feature_group_count is 4, which does not divide the output features of extent 6}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 4 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x1x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @batch_groups(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{batch_group_count is 3, which does not divide the batch of extent 2}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 3 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @batch_outputs(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x5xf32>) {
  // expected-error @+1 {{batch_group_count is 2, which does not divide the output features of extent 5}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 2 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x5xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @features(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{has 4 input features of lhs in 2 groups, and 4 of rhs}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 2 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @precision(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{has 1 precisions, expected 2}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>]} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @result(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{result has type 'tensor<2x6x6x6xf32>', expected shape [1, 4, 12, 6]}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 1], pad = [[1, 0], [0, -1]], lhs_dilate = [1, 2]} {batch_group_count = 2 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @twice(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{dimension 'b' is given twice}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, b]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @missing(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{no dimension is '1'}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 2, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @no_batch(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{no dimension is 'b'}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @letter(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{expected 'i', 'o' or a number, got 'f'}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, f, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @field(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{expected stride, pad, lhs_dilate, rhs_dilate or reverse, got 'dilate'}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @field_twice(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{'stride' is given twice}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], stride = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @pad_of_one(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) {
  // expected-error @+1 {{expected two numbers}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {pad = [[1], [1]]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

func.func @factors(%x: tensor<2x8x8x4xi8>, %w: tensor<3x3x4x6xui8>) {
  // expected-error @+1 {{multiplies elements of types 'i8' and 'ui8'}}
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xi8>, tensor<3x3x4x6xui8>) -> tensor<2x6x6x6xi32>
  return
}
