// What does the schedule of loops and branches look like?
// RUN: tp-opt %s --tp-schedule --tp-verify-schedule | FileCheck %s
// What is printed can be read again.
// RUN: tp-opt %s --tp-schedule | tp-opt --tp-verify-schedule | FileCheck %s

func.func private @k(%x: tensor<8xf32>, %e: tensor<8xf32>) -> tensor<8xf32> attributes {tprt.kernel} {
  return %x : tensor<8xf32>
}
func.func private @more(%x: tensor<8xf32>, %e: tensor<i1>) -> tensor<i1> attributes {tprt.kernel} {
  return %e : tensor<i1>
}
func.func private @add(%x: tensor<8xf32>, %s: tensor<8xf32>) -> tensor<8xf32> attributes {tprt.kernel} {
  return %s : tensor<8xf32>
}

// What a loop carries is updated where it lies, in the result at once.
// CHECK-LABEL: func.func @accumulate
// CHECK-SAME:  tprt.arena_size = 64 : i64
// CHECK:       %[[X:.*]] = tprt.slot argument 0
// CHECK-NEXT:  %[[Y:.*]] = tprt.slot arena
// CHECK-NEXT:  %[[S:.*]] = tprt.slot result 0
// CHECK-NEXT:  tprt.loop trips 12 do {
// CHECK-NEXT:    tprt.launch @k ins(%[[X]] : memref<8xf32>) outs(%[[Y]] : memref<8xf32>)
// CHECK-NEXT:    tprt.launch @add ins(%[[Y]] : memref<8xf32>) outs(%[[S]] : memref<8xf32>)
// CHECK-NEXT:  }
// CHECK-NEXT:  return %[[S]]
func.func @accumulate(%x: tensor<8xf32>, %s: tensor<8xf32> {tprt.donated_result = 0}) -> tensor<8xf32> {
  %r = tprt.loop trips 12 @accumulate_loop ins(%x : tensor<8xf32>) outs(%s : tensor<8xf32>) -> tensor<8xf32>
  return %r : tensor<8xf32>
}
func.func private @accumulate_loop(%s: tensor<8xf32> {tprt.donated_result = 0}, %x: tensor<8xf32>) -> tensor<8xf32> attributes {tprt.region} {
  %e = tensor.empty() : tensor<8xf32>
  %y = tprt.launch @k ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  %r = tprt.launch @add ins(%y : tensor<8xf32>) outs(%s : tensor<8xf32>) -> tensor<8xf32>
  return %r : tensor<8xf32>
}

// Two values change places: a third place is needed. What is carried in is still read behind the
// loop, so that a copy of it is carried.
// CHECK-LABEL: func.func @swap
// CHECK-SAME:  tprt.arena_size = 64 : i64
// CHECK:       %[[A:.*]] = tprt.slot argument 0
// CHECK-NEXT:  %[[R0:.*]] = tprt.slot result 0
// CHECK-NEXT:  tprt.copy ins(%[[A]] : memref<8xf32>) outs(%[[R0]] : memref<8xf32>)
// CHECK-NEXT:  %[[B:.*]] = tprt.slot argument 1
// CHECK-NEXT:  %[[R1:.*]] = tprt.slot result 1
// CHECK-NEXT:  tprt.copy ins(%[[B]] : memref<8xf32>) outs(%[[R1]] : memref<8xf32>)
// CHECK-NEXT:  %[[T:.*]] = tprt.slot arena
// CHECK-NEXT:  tprt.loop trips 3 do {
// CHECK-NEXT:    tprt.copy ins(%[[R1]] : memref<8xf32>) outs(%[[T]] : memref<8xf32>)
// CHECK-NEXT:    tprt.copy ins(%[[R0]] : memref<8xf32>) outs(%[[R1]] : memref<8xf32>)
// CHECK-NEXT:    tprt.copy ins(%[[T]] : memref<8xf32>) outs(%[[R0]] : memref<8xf32>)
// CHECK-NEXT:  }
// CHECK:       tprt.launch @k ins(%[[A]] : memref<8xf32>)
func.func @swap(%a: tensor<8xf32>, %b: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) {
  %r:2 = tprt.loop trips 3 @swap_loop outs(%a, %b : tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>, tensor<8xf32>
  %e = tensor.empty() : tensor<8xf32>
  %y = tprt.launch @k ins(%a : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return %r#0, %r#1, %y : tensor<8xf32>, tensor<8xf32>, tensor<8xf32>
}
func.func private @swap_loop(%a: tensor<8xf32> {tprt.donated_result = 0}, %b: tensor<8xf32> {tprt.donated_result = 1}) -> (tensor<8xf32>, tensor<8xf32>) attributes {tprt.region} {
  return %b, %a : tensor<8xf32>, tensor<8xf32>
}

// A collective in a loop has its own tokens; the one before the loop is waited for.
// CHECK-LABEL: func.func @collectives
// CHECK:       %[[P:.*]] = tprt.slot arena 0 offset 0 : memref<i1>
// CHECK:       %[[OUTER:.*]] = tprt.start all_reduce
// CHECK:       tprt.wait %[[OUTER]]
// CHECK:       tprt.loop while(%[[P]] : memref<i1>) do {
// CHECK-NEXT:    %[[R:.*]] = tprt.record
// CHECK-NEXT:    tprt.wait %[[R]]
// CHECK-NEXT:    %[[INNER:.*]] = tprt.start all_reduce
// CHECK-NEXT:    tprt.wait %[[INNER]]
// CHECK-NEXT:    tprt.launch @more {{.*}} outs(%[[P]] : memref<i1>)
// CHECK-NEXT:    tprt.copy
// CHECK-NEXT:  }
// CHECK-NEXT:  return
func.func @collectives(%x: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>) {
  %e = tensor.empty() : tensor<8xf32>
  %c = tensor.empty() : tensor<i1>
  %p = tprt.launch @more ins(%x : tensor<8xf32>) outs(%c : tensor<i1>) -> tensor<i1>
  %s, %t = tprt.start all_reduce sum ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>)
             groups dense<[[0, 1]]> : tensor<1x2xi64> -> tensor<8xf32>
  %r:2 = tprt.loop @collectives_loop outs(%x, %p : tensor<8xf32>, tensor<i1>) -> tensor<8xf32>, tensor<i1>
  %v = tprt.wait %t values(%s : tensor<8xf32>) -> tensor<8xf32>
  return %r#0, %v : tensor<8xf32>, tensor<8xf32>
}
func.func private @collectives_loop(%a: tensor<8xf32> {tprt.donated_result = 0}, %p: tensor<i1> {tprt.donated_result = 1}) -> (tensor<8xf32>, tensor<i1>) attributes {tprt.region} {
  %e = tensor.empty() : tensor<8xf32>
  %c = tensor.empty() : tensor<i1>
  %s, %t = tprt.start all_reduce sum ins(%a : tensor<8xf32>) outs(%e : tensor<8xf32>)
             groups dense<[[0, 1]]> : tensor<1x2xi64> -> tensor<8xf32>
  %v = tprt.wait %t values(%s : tensor<8xf32>) -> tensor<8xf32>
  %q = tprt.launch @more ins(%v : tensor<8xf32>) outs(%c : tensor<i1>) -> tensor<i1>
  return %v, %q : tensor<8xf32>, tensor<i1>
}

// A loop in a branch: the arena of the inner one lies in that of the outer one. A way that gives
// what it reads is a copy; equal constants are one.
// CHECK-LABEL: func.func @branch
// CHECK-SAME:  tprt.arena_size = 128 : i64
// CHECK:       %[[ONES:.*]] = tprt.slot constant 0 offset 0
// CHECK-NOT:   tprt.slot constant
// CHECK:       %[[I:.*]] = tprt.slot argument 1
// CHECK-NEXT:  %[[X:.*]] = tprt.slot argument 0
// CHECK-NEXT:  %[[R:.*]] = tprt.slot result 0
// CHECK-NEXT:  %[[SCRATCH:.*]] = tprt.slot arena {{.*}} offset 64
// CHECK-NEXT:  tprt.branch %[[I]] : memref<i32> do {
// CHECK-NEXT:    tprt.copy ins(%[[X]] : memref<8xf32>) outs(%[[R]] : memref<8xf32>)
// CHECK-NEXT:  }, {
// CHECK-NEXT:    tprt.copy ins(%[[ONES]] : memref<8xf32>) outs(%[[R]] : memref<8xf32>)
// CHECK-NEXT:  }, {
// CHECK-NEXT:    tprt.copy
// CHECK-NEXT:    tprt.loop trips 2 do {
// CHECK-NEXT:      tprt.launch @k ins(%[[X]] : memref<8xf32>) outs(%[[SCRATCH]] : memref<8xf32>)
// CHECK-NEXT:      tprt.launch @add ins(%[[SCRATCH]] : memref<8xf32>) outs(%[[R]] : memref<8xf32>)
func.func @branch(%x: tensor<8xf32>, %i: tensor<i32>) -> tensor<8xf32> {
  %e = tensor.empty() : tensor<8xf32>
  %ones = arith.constant dense<1.0> : tensor<8xf32>
  %y = tprt.launch @k ins(%ones : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  %r = tprt.branch %i : tensor<i32> cases [@branch_0, @branch_1, @branch_2] ins(%x, %y : tensor<8xf32>, tensor<8xf32>)
         outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return %r : tensor<8xf32>
}
func.func private @branch_0(%x: tensor<8xf32>, %y: tensor<8xf32>) -> tensor<8xf32> attributes {tprt.region} {
  return %x : tensor<8xf32>
}
func.func private @branch_1(%x: tensor<8xf32>, %y: tensor<8xf32>) -> tensor<8xf32> attributes {tprt.region} {
  %ones = arith.constant dense<1.0> : tensor<8xf32>
  return %ones : tensor<8xf32>
}
func.func private @branch_2(%x: tensor<8xf32>, %y: tensor<8xf32>) -> tensor<8xf32> attributes {tprt.region} {
  %r = tprt.loop trips 2 @branch_2_loop ins(%x : tensor<8xf32>) outs(%y : tensor<8xf32>) -> tensor<8xf32>
  return %r : tensor<8xf32>
}
func.func private @branch_2_loop(%s: tensor<8xf32> {tprt.donated_result = 0}, %x: tensor<8xf32>) -> tensor<8xf32> attributes {tprt.region} {
  %e = tensor.empty() : tensor<8xf32>
  %y = tprt.launch @k ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  %r = tprt.launch @add ins(%y : tensor<8xf32>) outs(%s : tensor<8xf32>) -> tensor<8xf32>
  return %r : tensor<8xf32>
}
