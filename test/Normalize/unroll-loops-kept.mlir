// Which loops stay loops: those that would become too long, with a counter that they carry, and those
// between bounds that are not constant.
// RUN: tp-opt %s --tp-unroll-loops=max-ops=102 | FileCheck %s

// The counter starts where the loop does, is compared with its bound, and advances by its step.
// CHECK-LABEL: func.func @bounds
// CHECK: %[[FROM:.*]] = tensor.from_elements %{{.*}} : tensor<i64>
// CHECK: scf.while (%{{.*}} = %arg0, %[[N:.*]] = %[[FROM]]) : (tensor<8xf32>, tensor<i64>)
// CHECK: arith.cmpi slt, %{{.*}}, %arg1 : index
// CHECK: scf.condition(%{{.*}})
// CHECK: } do {
// CHECK: math.exp
// CHECK: arith.addi
// CHECK: scf.yield %{{.*}}, %{{.*}} : tensor<8xf32>, tensor<i64>
func.func @bounds(%x: tensor<8xf32>, %n: index) -> tensor<8xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> (tensor<8xf32>) {
    %c = math.exp %a : tensor<8xf32>
    scf.yield %c : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}

// As many ops as are allowed are written out, of all loops of a module together.
// CHECK-LABEL: func.func @hundred
// CHECK-NOT: scf.
// CHECK-COUNT-100: math.exp
// CHECK-NOT: math.exp
func.func @hundred(%x: tensor<8xf32>) -> tensor<8xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c100 = arith.constant 100 : index
  %r = scf.for %i = %c0 to %c100 step %c1 iter_args(%a = %x) -> (tensor<8xf32>) {
    %c = math.exp %a : tensor<8xf32>
    scf.yield %c : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}

// The inner loop is written out, the outer one is not, and does not read its counter.
// CHECK-LABEL: func.func @too_long
// CHECK: scf.for %{{.*}} iter_args(%{{.*}} = %arg0) -> (tensor<8xf32>)
// CHECK-NEXT: math.exp
// CHECK-NEXT: math.exp
// CHECK-NEXT: scf.yield
func.func @too_long(%x: tensor<8xf32>) -> tensor<8xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c51 = arith.constant 51 : index
  %r = scf.for %i = %c0 to %c51 step %c1 iter_args(%a = %x) -> (tensor<8xf32>) {
    %s = scf.for %j = %c0 to %c2 step %c1 iter_args(%b = %a) -> (tensor<8xf32>) {
      %c = math.exp %b : tensor<8xf32>
      scf.yield %c : tensor<8xf32>
    }
    scf.yield %s : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}

// What the steps compute of their number reads the counter that they carry.
// CHECK-LABEL: func.func @counts
// CHECK: scf.for %{{.*}} iter_args(%{{.*}} = %arg0, %[[N:.*]] = %{{.*}}) -> (tensor<8xf32>, tensor<i64>)
// CHECK: tensor.extract %[[N]][] : tensor<i64>
// CHECK: tensor.insert
func.func @counts(%x: tensor<8xf32>) -> tensor<8xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c101 = arith.constant 101 : index
  %one = arith.constant 1.0 : f32
  %r = scf.for %i = %c0 to %c101 step %c1 iter_args(%a = %x) -> (tensor<8xf32>) {
    %j = arith.remui %i, %c101 : index
    %c = tensor.insert %one into %a[%j] : tensor<8xf32>
    scf.yield %c : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}
