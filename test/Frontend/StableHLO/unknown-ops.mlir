// Ops that the frontend does not define are refused by name, in both forms.
// RUN: tp-opt %s --split-input-file --verify-diagnostics --tp-import-stablehlo

func.func @pretty(%x: tensor<4x4xf32>) {
  // expected-error @+1 {{'stablehlo.cholesky' op is not supported}}
  %0 = stablehlo.cholesky %x, lower = true : tensor<4x4xf32>
  return
}

// -----

func.func @pretty_chlo(%x: tensor<4xf32>) {
  // expected-error @+1 {{'chlo.ragged_dot' op is not supported}}
  %y = chlo.ragged_dot %x, %x : tensor<4xf32>, tensor<4xf32> -> tensor<4xf32>
  return
}

// -----

func.func @pretty_sdy(%x: tensor<4xf32>) {
  // expected-error @+1 {{'sdy.manual_computation' op is not supported}}
  %0 = sdy.manual_computation(%x)
  return
}

// -----

// Attributes and types of the dialects that are not defined here parse.
func.func @generic(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'stablehlo.collective_broadcast' op is not supported}}
  %0 = "stablehlo.collective_broadcast"(%x) <{channel_handle = #stablehlo.channel_handle<handle = 1, type = 0>, replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @generic_type() {
  // expected-error @+1 {{'stablehlo.create_token' op is not supported}}
  %0 = "stablehlo.create_token"() : () -> !stablehlo.token
  return
}

// -----

func.func @applied(%x: tensor<4xf32>, %c: tensor<f32>) {
  // expected-error @+1 {{'stablehlo.reduce' op that applies 'stablehlo.subtract' is not supported}}
  %0 = stablehlo.reduce(%x init: %c) applies stablehlo.subtract across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
  return
}
