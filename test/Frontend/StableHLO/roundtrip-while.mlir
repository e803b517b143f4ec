// Loops read and print in the framework's form, pretty and generic.
// RUN: tp-opt %s | tp-opt | FileCheck %s
// RUN: tp-opt --mlir-print-op-generic %s | tp-opt | FileCheck %s

// CHECK-LABEL: func.func @loop
// CHECK-SAME:  (%[[X:.*]]: tensor<8xf32>, %[[Z:.*]]: tensor<i32>)
func.func @loop(%x: tensor<8xf32>, %zero: tensor<i32>) -> tensor<8xf32> {
  // CHECK:      stablehlo.while(%[[I:.*]] = %[[Z]], %[[A:.*]] = %[[X]]) : tensor<i32>, tensor<8xf32>
  // CHECK-SAME: attributes {note = "kept"}
  // CHECK-NEXT: cond {
  // CHECK:        stablehlo.compare LT, %[[I]], %{{.*}}, SIGNED
  // CHECK:        stablehlo.return %{{.*}} : tensor<i1>
  // CHECK:      } do {
  // CHECK:        stablehlo.add %[[A]], %[[A]]
  // CHECK:        stablehlo.return %{{.*}}, %{{.*}} : tensor<i32>, tensor<8xf32>
  // CHECK-NEXT: }
  %0:2 = stablehlo.while(%iterArg = %zero, %iterArg_0 = %x) : tensor<i32>, tensor<8xf32> attributes {note = "kept"}
  cond {
    %c = stablehlo.constant dense<3> : tensor<i32>
    %1 = stablehlo.compare LT, %iterArg, %c, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %c = stablehlo.constant dense<1> : tensor<i32>
    %1 = stablehlo.add %iterArg, %c : tensor<i32>
    %2 = stablehlo.add %iterArg_0, %iterArg_0 : tensor<8xf32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<8xf32>
  }
  return %0#1 : tensor<8xf32>
}

// CHECK-LABEL: func.func @nothing_carried
func.func @nothing_carried() {
  // CHECK:      stablehlo.while()
  // CHECK-NEXT: cond {
  stablehlo.while()
  cond {
    %1 = stablehlo.constant dense<false> : tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    stablehlo.return
  }
  return
}
