// Are random bits printed as they are read?
// RUN: tp-opt %s | FileCheck %s
// RUN: tp-opt %s --mlir-print-op-generic | tp-opt | FileCheck %s

// CHECK-LABEL: func.func @bits
// CHECK-NEXT: %output_state, %output = stablehlo.rng_bit_generator %{{.*}}, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<4x3xui32>)
// CHECK-NEXT: stablehlo.rng_bit_generator %output_state, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<5xui8>)
func.func @bits(%state: tensor<2xui64>) -> (tensor<4x3xui32>, tensor<5xui8>) {
  %output_state, %output = stablehlo.rng_bit_generator %state, algorithm =  DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<4x3xui32>)
  %next, %bytes = stablehlo.rng_bit_generator %output_state, algorithm =  THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<5xui8>)
  return %output, %bytes : tensor<4x3xui32>, tensor<5xui8>
}
