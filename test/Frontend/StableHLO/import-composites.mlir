// Composites are their decomposition, barriers and hints nothing.
// RUN: tp-opt %s --tp-import-stablehlo | FileCheck %s

// CHECK-LABEL: func.func @main
// CHECK-COUNT-2: arith.negf
// CHECK-NOT: stablehlo
// CHECK-NOT: @flip
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = stablehlo.composite "my.flip" %x {decomposition = @flip} : (tensor<4xf32>) -> tensor<4xf32>
  %1 = stablehlo.optimization_barrier %0 : tensor<4xf32>
  %2 = stablehlo.custom_call @LayoutConstraint(%1) : (tensor<4xf32>) -> tensor<4xf32>
  %3 = stablehlo.composite "my.flip" %2 {decomposition = @flip} : (tensor<4xf32>) -> tensor<4xf32>
  return %3 : tensor<4xf32>
}

func.func private @flip(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = stablehlo.negate %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
