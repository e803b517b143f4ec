// How do branches and loops of any condition become level 1?
// RUN: tp-opt %s --tp-import-stablehlo --tp-verify-global | FileCheck %s

// CHECK-LABEL: func.func @if
// CHECK: %[[P:.*]] = tensor.extract %arg0[] : tensor<i1>
// CHECK: scf.if %[[P]] -> (tensor<8xf32>, tensor<i32>)
// CHECK: math.exp
// CHECK: } else {
// CHECK: scf.yield %arg1
func.func @if(%p: tensor<i1>, %x: tensor<8xf32>, %n: tensor<i32>) -> (tensor<8xf32>, tensor<i32>) {
  %0:2 = "stablehlo.if"(%p) ({
    %1 = stablehlo.exponential %x : tensor<8xf32>
    stablehlo.return %1, %n : tensor<8xf32>, tensor<i32>
  }, {
    %1 = stablehlo.add %n, %n : tensor<i32>
    stablehlo.return %x, %1 : tensor<8xf32>, tensor<i32>
  }) : (tensor<i1>) -> (tensor<8xf32>, tensor<i32>)
  return %0#0, %0#1 : tensor<8xf32>, tensor<i32>
}

// The last branch is what an index out of range takes.
// CHECK-LABEL: func.func @case
// CHECK: %[[N:.*]] = tensor.extract %arg0[] : tensor<i32>
// CHECK: %[[I:.*]] = arith.index_cast %[[N]] : i32 to index
// CHECK: scf.index_switch %[[I]] -> tensor<8xf32>
// CHECK-NEXT: case 0 {
// CHECK: math.exp
// CHECK: case 1 {
// CHECK: math.sin
// CHECK: default {
// CHECK-NEXT: scf.yield %arg1
func.func @case(%n: tensor<i32>, %x: tensor<8xf32>) -> tensor<8xf32> {
  %0 = "stablehlo.case"(%n) ({
    %1 = stablehlo.exponential %x : tensor<8xf32>
    stablehlo.return %1 : tensor<8xf32>
  }, {
    %1 = stablehlo.sine %x : tensor<8xf32>
    stablehlo.return %1 : tensor<8xf32>
  }, {
    stablehlo.return %x : tensor<8xf32>
  }) : (tensor<i32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// What no step changes is not carried.
// CHECK-LABEL: func.func @while
// CHECK: scf.while (%{{.*}} = %arg0) : (tensor<f32>) -> tensor<f32>
// CHECK: tensor.extract {{.*}} : tensor<i1>
// CHECK: return %{{.*}}, %arg1
func.func @while(%x: tensor<f32>, %bound: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
  %0:2 = stablehlo.while(%a = %x, %b = %bound) : tensor<f32>, tensor<f32>
  cond {
    %1 = stablehlo.compare LT, %a, %b, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %1 = stablehlo.add %a, %a : tensor<f32>
    stablehlo.return %1, %b : tensor<f32>, tensor<f32>
  }
  return %0#0, %0#1 : tensor<f32>, tensor<f32>
}
