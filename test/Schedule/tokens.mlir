// Which tokens does a schedule have?
// RUN: tp-opt %s --tp-schedule --tp-verify-schedule | FileCheck %s

func.func private @k(%x: tensor<16xf32>, %e: tensor<16xf32>) -> tensor<16xf32> attributes {tprt.kernel} {
  return %x : tensor<16xf32>
}
func.func private @add(%x: tensor<16xf32>, %y: tensor<16xf32>, %e: tensor<16xf32>) -> tensor<16xf32> attributes {tprt.kernel} {
  return %x : tensor<16xf32>
}

// The first collective is behind the step before, though it only needs an
// argument; the second needs nothing that the first has not waited for. One
// wait is for both.
// CHECK-LABEL: func.func @two_gathers
// CHECK-NEXT:  %[[P:.*]] = tprt.record
// CHECK-NEXT:  tprt.wait %[[P]]
// CHECK-NOT:   tprt.record
// CHECK:       tprt.start all_reduce
// CHECK:       %[[T:.*]] = tprt.start all_reduce
// CHECK-NOT:   tprt.record
// CHECK:       tprt.wait %[[T]]
// CHECK:       tprt.launch @add
// CHECK-NEXT:  return
func.func @two_gathers(%x: tensor<16xf32>, %y: tensor<16xf32>) -> tensor<16xf32> {
  %e = tensor.empty() : tensor<16xf32>
  %r, %t = tprt.start all_reduce sum ins(%x : tensor<16xf32>) outs(%e : tensor<16xf32>) groups dense<[[0, 1]]> : tensor<1x2xi64> -> tensor<16xf32>
  %s, %u = tprt.start all_reduce sum ins(%y : tensor<16xf32>) outs(%e : tensor<16xf32>) groups dense<[[0, 1]]> : tensor<1x2xi64> -> tensor<16xf32>
  %v = tprt.wait %t values(%r : tensor<16xf32>) -> tensor<16xf32>
  %w = tprt.wait %u values(%s : tensor<16xf32>) -> tensor<16xf32>
  %0 = tprt.launch @add ins(%v, %w : tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  return %0 : tensor<16xf32>
}

// The record stands right behind what the first collective reads; the second
// reads the same.
// CHECK-LABEL: func.func @behind_the_producer
// CHECK:       tprt.launch @k ins(%{{.*}}) outs(%[[A:.*]] : memref
// CHECK-NEXT:  %[[P:.*]] = tprt.record
// CHECK:       tprt.wait %[[P]]
// CHECK:       tprt.start all_reduce sum ins(%[[A]] :
// CHECK-NOT:   tprt.record
// CHECK:       %[[U:.*]] = tprt.start all_gather none ins(%[[A]] :
// CHECK-COUNT-2: tprt.launch @k
// CHECK-NOT:   tprt.record
// CHECK:       tprt.wait %[[U]]
// CHECK-NEXT:  return
func.func @behind_the_producer(%x: tensor<16xf32>) -> (tensor<16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<32xf32>) {
  %e = tensor.empty() : tensor<16xf32>
  %f = tensor.empty() : tensor<32xf32>
  %0 = tprt.launch @k ins(%x : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %1 = tprt.launch @k ins(%0 : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %r, %t = tprt.start all_reduce sum ins(%0 : tensor<16xf32>) outs(%e : tensor<16xf32>) groups dense<[[0, 1]]> : tensor<1x2xi64> -> tensor<16xf32>
  %v = tprt.wait %t values(%r : tensor<16xf32>) -> tensor<16xf32>
  %2 = tprt.launch @k ins(%1 : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %s, %u = tprt.start all_gather none ins(%0 : tensor<16xf32>) outs(%f : tensor<32xf32>) groups dense<[[0, 1]]> : tensor<1x2xi64> -> tensor<32xf32>
  %w = tprt.wait %u values(%s : tensor<32xf32>) -> tensor<32xf32>
  return %1, %2, %v, %w : tensor<16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<32xf32>
}

// The gathered value lies where another was that has just been read: nothing
// but the storage orders the two.
// CHECK-LABEL: func.func @used_again
// CHECK:       %[[A:.*]] = tprt.slot arena {{[0-9]+}} offset 0 :
// CHECK:       tprt.launch @k ins(%[[A]] : memref<16xf32>)
// CHECK-NEXT:  %[[P:.*]] = tprt.record
// CHECK-NEXT:  tprt.wait %[[P]]
// CHECK:       %[[G:.*]] = tprt.slot arena {{[0-9]+}} offset 0 :
// CHECK-NEXT:  tprt.start all_reduce {{.*}} outs(%[[G]] :
func.func @used_again(%x: tensor<16xf32>, %y: tensor<16xf32>) -> tensor<16xf32> {
  %e = tensor.empty() : tensor<16xf32>
  %0 = tprt.launch @k ins(%x : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %1 = tprt.launch @k ins(%0 : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %r, %t = tprt.start all_reduce sum ins(%y : tensor<16xf32>) outs(%e : tensor<16xf32>) groups dense<[[0, 1]]> : tensor<1x2xi64> -> tensor<16xf32>
  %v = tprt.wait %t values(%r : tensor<16xf32>) -> tensor<16xf32>
  %2 = tprt.launch @add ins(%1, %v : tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  return %2 : tensor<16xf32>
}
