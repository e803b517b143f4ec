// Ops that the frontend does not define are refused by name, in both forms.
// RUN: tp-opt %s --split-input-file --verify-diagnostics --tp-import-stablehlo

func.func @pretty(%x: tensor<4xf32>) {
  // expected-error @+1 {{'stablehlo.while' op is not supported}}
  %0 = stablehlo.while(%i = %x) : tensor<4xf32>
  return
}

// -----

func.func @pretty_chlo(%x: tensor<4xf32>) {
  // expected-error @+1 {{'chlo.polygamma' op is not supported}}
  %y = chlo.polygamma %x, %x : tensor<4xf32>, tensor<4xf32> -> tensor<4xf32>
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
func.func @generic(%x: tensor<4xf32>, %i: tensor<1x1xi32>, %u: tensor<1xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'stablehlo.scatter' op is not supported}}
  %0 = "stablehlo.scatter"(%x, %i, %u) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, unique_indices = false}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %1 = stablehlo.add %a, %b : tensor<f32>
    stablehlo.return %1 : tensor<f32>
  }) : (tensor<4xf32>, tensor<1x1xi32>, tensor<1xf32>) -> tensor<4xf32>
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
