// Unsigned integers become signless, the ops on them unsigned ones, and callers' types are kept.
// RUN: tp-opt %s --tp-import-stablehlo | FileCheck %s

// CHECK: func.func @main(%arg0: tensor<4xi32> {tp.unsigned}) -> (tensor<4xf32>, tensor<4xi32> {tp.unsigned})
func.func @main(%x: tensor<4xui32>) -> (tensor<4xf32>, tensor<4xui32>) {
  // CHECK: arith.constant dense<-1> : tensor<4xi32>
  %c = stablehlo.constant dense<4294967295> : tensor<4xui32>
  // CHECK: arith.divui
  %0 = stablehlo.divide %x, %c : tensor<4xui32>
  // CHECK: arith.maxui
  %1 = stablehlo.maximum %0, %x : tensor<4xui32>
  // CHECK: arith.uitofp
  %2 = stablehlo.convert %1 : (tensor<4xui32>) -> tensor<4xf32>
  return %2, %1 : tensor<4xf32>, tensor<4xui32>
}
