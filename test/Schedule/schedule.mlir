// What does a schedule look like: order, storage, copies, views?
// RUN: tp-opt %s --tp-schedule --tp-verify-schedule | FileCheck %s

func.func private @k(%x: tensor<8x4xf32>, %e: tensor<8x4xf32>) -> tensor<8x4xf32> attributes {tprt.kernel} {
  return %x : tensor<8x4xf32>
}
func.func private @shard(%x: tensor<8x4xf32>, %e: tensor<8x4xf32>, %c: index) -> tensor<8x4xf32> attributes {tprt.kernel} {
  return %x : tensor<8x4xf32>
}

// Destinations become slots, the last one the result's own storage.
// CHECK-LABEL: func.func @chain
// CHECK-SAME:  (%arg0: memref<8x4xf32> {tp.name = "w"}) -> (memref<8x4xf32> {jax.result_info = "y"})
// CHECK-SAME:  tprt.arena_size = 128 : i64
// CHECK-NEXT:  %[[X:.*]] = tprt.slot argument 0 offset 0 : memref<8x4xf32>
// CHECK-NEXT:  %[[A:.*]] = tprt.slot arena 0 offset 0 : memref<8x4xf32>
// CHECK-NEXT:  tprt.launch @k ins(%[[X]] : memref<8x4xf32>) outs(%[[A]] : memref<8x4xf32>)
// CHECK-NEXT:  %[[R:.*]] = tprt.slot result 0 offset 0 : memref<8x4xf32>
// CHECK-NEXT:  %[[C:.*]] = tprt.coordinate stride 2 size 4
// CHECK-NEXT:  tprt.launch @shard ins(%[[A]] : memref<8x4xf32>) outs(%[[R]] : memref<8x4xf32>) coordinates(%[[C]])
// CHECK-NEXT:  return %[[R]]
func.func @chain(%x: tensor<8x4xf32> {tp.name = "w"}) -> (tensor<8x4xf32> {jax.result_info = "y"}) {
  %c = tprt.coordinate stride 2 size 4
  %e = tensor.empty() : tensor<8x4xf32>
  %0 = tprt.launch @k ins(%x : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  %1 = tprt.launch @shard ins(%0 : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) coordinates(%c) -> tensor<8x4xf32>
  return %1 : tensor<8x4xf32>
}

// A view has the storage of what it shows: one buffer, two shapes.
// CHECK-LABEL: func.func @views
// CHECK:       %[[A:.*]] = tprt.slot arena 0 offset 0 : memref<8x4xf32>
// CHECK:       tprt.launch @k {{.*}} outs(%[[A]] : memref<8x4xf32>)
// CHECK-NEXT:  %[[V:.*]] = tprt.slot arena 0 offset 0 : memref<32xf32>
// CHECK-NEXT:  %[[R:.*]] = tprt.slot result 0 offset 0 : memref<32xf32>
// CHECK-NEXT:  tprt.copy ins(%[[V]] : memref<32xf32>) outs(%[[R]] : memref<32xf32>)
// CHECK-NEXT:  %[[T:.*]] = tprt.slot result 0 offset 0 : memref<4x8xf32>
// CHECK-NEXT:  return %[[T]] : memref<4x8xf32>
func.func @views(%x: tensor<8x4xf32>) -> tensor<4x8xf32> {
  %e = tensor.empty() : tensor<8x4xf32>
  %f = tensor.empty() : tensor<32xf32>
  %0 = tprt.launch @k ins(%x : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  %1 = tensor.collapse_shape %0 [[0, 1]] : tensor<8x4xf32> into tensor<32xf32>
  %2 = tprt.copy ins(%1 : tensor<32xf32>) outs(%f : tensor<32xf32>) -> tensor<32xf32>
  %3 = tensor.expand_shape %2 [[0, 1]] output_shape [4, 8] : tensor<32xf32> into tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// Independent work stands between the start and the wait; the operand's buffer
// lives until then; the operand dies, so that the all-reduce is in place.
// CHECK-LABEL: func.func @overlap
// CHECK:       tprt.launch @k
// CHECK-NEXT:  %[[P:.*]] = tprt.record
// CHECK-NEXT:  tprt.wait %[[P]]
// CHECK-NEXT:  %[[T:.*]] = tprt.start all_reduce sum ins(%[[A:.*]] : memref<8x4xf32>) outs(%[[A]] : memref<8x4xf32>) groups dense<{{.*}}> : tensor<1x2xi64> {reason = "r"}
// CHECK-NEXT:  %[[B:.*]] = tprt.slot arena 1 offset 128
// CHECK-NEXT:  tprt.launch @k {{.*}} outs(%[[B]] : memref<8x4xf32>)
// CHECK:       tprt.wait %[[T]]
// CHECK:       tprt.gemm ins(%[[A]], %[[B]]
// CHECK-NOT:   tprt.copy
func.func @overlap(%x: tensor<8x4xf32>) -> tensor<8x8xf32> {
  %e = tensor.empty() : tensor<8x4xf32>
  %g = tensor.empty() : tensor<8x8xf32>
  %0 = tprt.launch @k ins(%x : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  %1 = tprt.launch @k ins(%x : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  %r, %t = tprt.start all_reduce sum ins(%0 : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>)
             groups dense<[[0, 1]]> : tensor<1x2xi64> {reason = "r"} -> tensor<8x4xf32>
  %v = tprt.wait %t values(%r : tensor<8x4xf32>) -> tensor<8x4xf32>
  %2 = tprt.gemm ins(%v, %1 : tensor<8x4xf32>, tensor<8x4xf32>) outs(%g : tensor<8x8xf32>)
         maps [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>,
               affine_map<(m, n, k) -> (m, n)>] -> tensor<8x8xf32>
  return %2 : tensor<8x8xf32>
}

// Equal constants are one, whatever their shape; a constant that is
// accumulated into is copied first.
// CHECK-LABEL: func.func @constants
// CHECK:       %[[K:.*]] = tprt.slot constant 0 offset 0 content dense<1.0{{.*}}> : tensor<8x8xf32> : memref<8x8xf32>
// CHECK-NEXT:  %[[R:.*]] = tprt.slot result 0 offset 0 : memref<8x8xf32>
// CHECK-NEXT:  tprt.copy ins(%[[K]] : memref<8x8xf32>) outs(%[[R]] : memref<8x8xf32>)
// CHECK-NEXT:  %[[X:.*]] = tprt.slot argument 0
// CHECK-NEXT:  %[[L:.*]] = tprt.slot constant 0 offset 256 content dense<2.0{{.*}}> : tensor<8x4xf32> : memref<8x4xf32>
// CHECK-NEXT:  tprt.gemm accumulate ins(%[[X]], %[[L]] : memref<8x4xf32>, memref<8x4xf32>) outs(%[[R]] : memref<8x8xf32>)
// CHECK:       tprt.copy ins(%{{.*}} : memref<64xf32>) outs
func.func @constants(%x: tensor<8x4xf32>) -> (tensor<8x8xf32>, tensor<64xf32>) {
  %c = arith.constant dense<1.0> : tensor<8x8xf32>
  %d = arith.constant dense<1.0> : tensor<64xf32>
  %k = arith.constant dense<2.0> : tensor<8x4xf32>
  %f = tensor.empty() : tensor<64xf32>
  %1 = tprt.gemm accumulate ins(%x, %k : tensor<8x4xf32>, tensor<8x4xf32>) outs(%c : tensor<8x8xf32>)
         maps [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>,
               affine_map<(m, n, k) -> (m, n)>] -> tensor<8x8xf32>
  %2 = tprt.copy ins(%d : tensor<64xf32>) outs(%f : tensor<64xf32>) -> tensor<64xf32>
  return %1, %2 : tensor<8x8xf32>, tensor<64xf32>
}

// A donated argument's storage is its result's: the update is in place.
// CHECK-LABEL: func.func @donated
// CHECK-SAME:  arena_size = 0
// CHECK:       %[[R:.*]] = tprt.slot result 0 offset 0 : memref<8x8xf32>
// CHECK-NEXT:  tprt.gemm accumulate {{.*}} outs(%[[R]] : memref<8x8xf32>)
// CHECK-NEXT:  return %[[R]]
func.func @donated(%s: tensor<8x8xf32> {tprt.donated_result = 0}, %x: tensor<8x4xf32>) -> tensor<8x8xf32> {
  %1 = tprt.gemm accumulate ins(%x, %x : tensor<8x4xf32>, tensor<8x4xf32>) outs(%s : tensor<8x8xf32>)
         maps [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>,
               affine_map<(m, n, k) -> (m, n)>] -> tensor<8x8xf32>
  return %1 : tensor<8x8xf32>
}

// Here the argument is read while the result is written: the result is computed
// in the arena and copied at the end.
// CHECK-LABEL: func.func @donated_and_read
// CHECK:       tprt.launch @k ins(%{{.*}}) outs(%[[A:.*]] : memref<8x4xf32>)
// CHECK-NEXT:  %[[R:.*]] = tprt.slot result 0 offset 0 : memref<8x4xf32>
// CHECK-NEXT:  tprt.copy ins(%[[A]] : memref<8x4xf32>) outs(%[[R]] : memref<8x4xf32>)
func.func @donated_and_read(%s: tensor<8x4xf32> {tprt.donated_result = 0}) -> tensor<8x4xf32> {
  %e = tensor.empty() : tensor<8x4xf32>
  %0 = tprt.launch @k ins(%s : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  return %0 : tensor<8x4xf32>
}

// Results that are arguments, or twice the same value, are copies.
// CHECK-LABEL: func.func @duplicates
// CHECK:       tprt.launch @k {{.*}} outs(%[[R:.*]] : memref<8x4xf32>)
// CHECK:       tprt.copy ins(%[[R]] : memref<8x4xf32>) outs(%[[S:.*]] : memref<8x4xf32>)
// CHECK:       tprt.copy ins(%{{.*}} : memref<8x4xf32>) outs(%[[T:.*]] : memref<8x4xf32>)
// CHECK:       return %[[R]], %[[S]], %[[T]]
func.func @duplicates(%x: tensor<8x4xf32>) -> (tensor<8x4xf32>, tensor<8x4xf32>, tensor<8x4xf32>) {
  %e = tensor.empty() : tensor<8x4xf32>
  %0 = tprt.launch @k ins(%x : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  return %0, %0, %x : tensor<8x4xf32>, tensor<8x4xf32>, tensor<8x4xf32>
}

// A GEMM reads its bias and writes what gelu is applied to beside its result.
// CHECK-LABEL: func.func @epilogue
// CHECK:       tprt.launch @k {{.*}} outs(%[[V:.*]] : memref<8x4xf32>)
// CHECK:       %[[B:.*]] = tprt.slot arena 0 offset 0 : memref<32xf32>
// CHECK-NEXT:  %[[R:.*]] = tprt.slot result 0 offset 0 : memref<8x32xf32>
// CHECK-NEXT:  %[[A:.*]] = tprt.slot result 1 offset 0 : memref<8x32xf32>
// CHECK-NEXT:  tprt.gemm epilogue gelu ins(%{{.*}}, %{{.*}} : {{.*}}) bias(%[[B]] : memref<32xf32>) outs(%[[R]], %[[A]] : memref<8x32xf32>, memref<8x32xf32>)
// CHECK-NEXT:  return %[[R]], %[[A]]
func.func @epilogue(%x: tensor<8x4xf32>, %y: tensor<32x4xf32>) -> (tensor<8x32xf32>, tensor<8x32xf32>) {
  %e = tensor.empty() : tensor<8x4xf32>
  %g = tensor.empty() : tensor<8x32xf32>
  %0 = tprt.launch @k ins(%x : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  %v = tensor.collapse_shape %0 [[0, 1]] : tensor<8x4xf32> into tensor<32xf32>
  %1:2 = tprt.gemm epilogue gelu ins(%x, %y : tensor<8x4xf32>, tensor<32x4xf32>) bias(%v : tensor<32xf32>)
           outs(%g, %g : tensor<8x32xf32>, tensor<8x32xf32>)
           maps [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>,
                 affine_map<(m, n, k) -> (m, n)>] -> tensor<8x32xf32>, tensor<8x32xf32>
  return %1#0, %1#1 : tensor<8x32xf32>, tensor<8x32xf32>
}
