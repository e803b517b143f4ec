// Which states of random bits are illegal?
// RUN: tp-opt %s --split-input-file --verify-diagnostics

func.func @narrow(%state: tensor<4xui32>) {
  // expected-error @+1 {{'stablehlo.rng_bit_generator' op has a state of type 'tensor<4xui32>', expected rank 1 and elements of 64 bits}}
  %0, %1 = stablehlo.rng_bit_generator %state, algorithm = DEFAULT : (tensor<4xui32>) -> (tensor<4xui32>, tensor<4xui32>)
  return
}

// -----

func.func @words(%state: tensor<3xui64>) {
  // expected-error @+1 {{'stablehlo.rng_bit_generator' op has a state of 3 words, THREE_FRY expects 2}}
  %0, %1 = stablehlo.rng_bit_generator %state, algorithm = THREE_FRY : (tensor<3xui64>) -> (tensor<3xui64>, tensor<4xui32>)
  return
}
