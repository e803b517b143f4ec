// Malformed slices, paddings, casts and batch norms end in one error that names what disagrees.
// RUN: tp-opt %s --split-input-file --verify-diagnostics

func.func @starts(%x: tensor<4x8xf32>, %i: tensor<i32>) {
  // expected-error @+1 {{has 1 start indices and 2 sizes for an operand of rank 2}}
  %0 = stablehlo.dynamic_slice %x, %i, sizes = [2, 8] : (tensor<4x8xf32>, tensor<i32>) -> tensor<2x8xf32>
  return
}

// -----

func.func @update(%x: tensor<4xf32>, %u: tensor<5xf32>, %i: tensor<i32>) {
  // expected-error @+1 {{has size 5 in dimension 0 of extent 4}}
  %0 = stablehlo.dynamic_update_slice %x, %u, %i : (tensor<4xf32>, tensor<5xf32>, tensor<i32>) -> tensor<4xf32>
  return
}

// -----

func.func @pad(%x: tensor<4xf32>, %c: tensor<f32>) {
  // expected-error @+1 {{result has type 'tensor<6xf32>', expected shape [9]}}
  %0 = stablehlo.pad %x, %c, low = [1], high = [1], interior = [1] : (tensor<4xf32>, tensor<f32>) -> tensor<6xf32>
  return
}

// -----

func.func @interior(%x: tensor<4xf32>, %c: tensor<f32>) {
  // expected-error @+1 {{has interior padding -1 in dimension 0, expected at least 0}}
  %0 = stablehlo.pad %x, %c, low = [0], high = [0], interior = [-1] : (tensor<4xf32>, tensor<f32>) -> tensor<1xf32>
  return
}

// -----

func.func @reverse(%x: tensor<4xf32>) {
  // expected-error @+1 {{dims}}
  %0 = stablehlo.reverse %x, dims = [1] : tensor<4xf32>
  return
}

// -----

func.func @cast(%x: tensor<4xf32>) {
  // expected-error @+1 {{result has type 'tensor<4x3xui8>', expected shape [4, 4]}}
  %0 = stablehlo.bitcast_convert %x : (tensor<4xf32>) -> tensor<4x3xui8>
  return
}

// -----

func.func @features(%x: tensor<4x8xf32>, %v: tensor<8xf32>) {
  // expected-error @+1 {{has feature index 2 for an operand of rank 2}}
  %0 = "stablehlo.batch_norm_inference"(%x, %v, %v, %v, %v) <{epsilon = 1.0e-03 : f32, feature_index = 2 : i64}> : (tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @format(%x: tensor<4xf32>) {
  // expected-error @+1 {{expected a float format as e5m10, got 'e5'}}
  %0 = stablehlo.reduce_precision %x, format = e5 : tensor<4xf32>
  return
}

// -----

func.func @dot(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{contracts extents 8 and 4}}
  %0 = stablehlo.dot %x, %x : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}
