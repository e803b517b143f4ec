// What import does not support is an error at the op that needs it.
// RUN: tp-opt %s --split-input-file --verify-diagnostics --tp-import-stablehlo

func.func @call(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'stablehlo.custom_call' op calls 'solve', which is not supported}}
  %0 = stablehlo.custom_call @solve(%x) {backend_config = ""} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @complex() {
  // expected-error @+1 {{has a value of type 'tensor<complex<f32>>', which is not supported}}
  %0 = stablehlo.constant dense<(1.0, 2.0)> : tensor<complex<f32>>
  return
}

// -----

// expected-error @+1 {{'func.func' op has argument #0 of type 'tensor<?xf32>', which is not supported}}
func.func @dynamic(%x: tensor<?xf32>) -> tensor<?xf32> {
  %0 = stablehlo.abs %x : tensor<?xf32>
  return %0 : tensor<?xf32>
}

// -----

func.func @accuracy(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'stablehlo.tanh' op asks for accuracy HIGHEST, only DEFAULT is supported}}
  %0 = stablehlo.tanh %x {result_accuracy = #stablehlo.result_accuracy<mode = #stablehlo.result_accuracy_mode<HIGHEST>>} : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @bits(%x: tensor<4xi1>) -> tensor<8x4xi1> {
  %0 = stablehlo.constant dense<1> : tensor<8xi8>
  // expected-error @+1 {{'stablehlo.bitcast_convert' op turns elements of 8 bits into elements of 1, which is not supported}}
  %1 = "stablehlo.bitcast_convert"(%0) : (tensor<8xi8>) -> tensor<8x8xi1>
  %2 = stablehlo.slice %1 [0:8, 0:4] : (tensor<8x8xi1>) -> tensor<8x4xi1>
  return %2 : tensor<8x4xi1>
}

// -----

func.func @algorithm(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
  // expected-error @+1 {{'stablehlo.dot_general' op asks for algorithm}}
  %0 = stablehlo.dot_general %x, %x, contracting_dims = [1] x [0], algorithm = <lhs_precision_type = tf32, rhs_precision_type = tf32, accumulation_type = f32, lhs_component_count = 1, rhs_component_count = 1, num_primitive_operations = 1, allow_imprecise_accumulation = false> : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  return %0 : tensor<4x4xf32>
}

// -----

func.func @narrowing_contraction(%x: tensor<4x4xf32>) -> tensor<4x4xbf16> {
  // expected-error @+1 {{'stablehlo.dot_general' op contracts elements of type 'f32' to 'bf16', which is not supported}}
  %0 = stablehlo.dot_general %x, %x, contracting_dims = [1] x [0] : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xbf16>
  return %0 : tensor<4x4xbf16>
}

// -----

func.func @two_inputs(%x: tensor<4xf32>, %i: tensor<4xi32>, %c: tensor<f32>, %d: tensor<i32>) -> tensor<f32> {
  %0:2 = stablehlo.reduce(%x init: %c), (%i init: %d) across dimensions = [0] : (tensor<4xf32>, tensor<4xi32>, tensor<f32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
   reducer(%a: tensor<f32>, %b: tensor<f32>) (%e: tensor<i32>, %f: tensor<i32>) {
    // expected-error @+1 {{'stablehlo.reshape' op stands in the body of an op on scalars, where only constants and elementwise ops are supported}}
    %1 = stablehlo.reshape %b : (tensor<f32>) -> tensor<f32>
    stablehlo.return %1, %f : tensor<f32>, tensor<i32>
  }
  return %0#0 : tensor<f32>
}

// -----

func.func @other_body(%x: tensor<4xf32>, %c: tensor<f32>) -> tensor<f32> {
  // expected-error @+1 {{'stablehlo.reduce' op has a body that uses no element, and so is no reduction}}
  %0 = stablehlo.reduce(%x init: %c) across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
   reducer(%a: tensor<f32>, %b: tensor<f32>) {
    %1 = stablehlo.add %a, %a : tensor<f32>
    stablehlo.return %1 : tensor<f32>
  }
  return %0 : tensor<f32>
}

// -----

func.func @scatter_several(%s: tensor<8xf32>, %i: tensor<3x1xi32>, %u: tensor<3xf32>) -> tensor<8xf32> {
  // expected-error @+1 {{'stablehlo.scatter' op scatters to 2 tensors at once, which is not supported}}
  %0:2 = "stablehlo.scatter"(%s, %s, %i, %u, %u) <{scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>, %c: tensor<f32>, %d: tensor<f32>):
    stablehlo.return %c, %d : tensor<f32>, tensor<f32>
  }) : (tensor<8xf32>, tensor<8xf32>, tensor<3x1xi32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<8xf32>, tensor<8xf32>)
  return %0#0 : tensor<8xf32>
}

// -----

func.func @scatter_body(%s: tensor<8xf32>, %i: tensor<3x1xi32>, %u: tensor<3xf32>) -> tensor<8xf32> {
  // expected-error @+1 {{'stablehlo.scatter' op has a body other than one add, subtract, multiply, maximum, minimum, and, or of its arguments, or the second of them}}
  %0 = "stablehlo.scatter"(%s, %i, %u) <{scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %1 = stablehlo.subtract %b, %a : tensor<f32>
    stablehlo.return %1 : tensor<f32>
  }) : (tensor<8xf32>, tensor<3x1xi32>, tensor<3xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

// expected-error @+1 {{a module of 2 replicas is not supported: use an axis of the mesh}}
module attributes {mhlo.num_replicas = 2 : i32} {
}

// -----

func.func @random_floats(%state: tensor<2xui64>) -> tensor<4xf32> {
  // expected-error @+1 {{'stablehlo.rng_bit_generator' op gives random 'f32', only integers of 8 to 64 bits are supported}}
  %0, %1 = stablehlo.rng_bit_generator %state, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<4xf32>)
  return %1 : tensor<4xf32>
}
