// Which collectives become fewer or cheaper?
// RUN: tp-opt %s --pass-pipeline='builtin.module(func.func(tp-optimize-collectives))' | FileCheck %s

tp.mesh @m <["one"=1, "x"=4]>

// Groups of one rank do nothing.
// CHECK-LABEL: func.func @alone
// CHECK-SAME: (%[[A:.*]]: tensor<8xf32>)
func.func @alone(%a: tensor<8xf32>) -> tensor<8xf32> {
  // CHECK-NEXT: return %[[A]]
  %0 = tp.all_reduce sum %a over @m ["one"] : tensor<8xf32>
  %1 = tp.all_gather %0 dim 0 over @m ["one"] : tensor<8xf32> -> tensor<8xf32>
  %2 = tp.permute %1 to [0] over @m ["one"] : tensor<8xf32>
  return %2 : tensor<8xf32>
}

// A reduction that is only sliced is scattered.
// CHECK-LABEL: func.func @scatter
// CHECK-SAME: (%[[A:.*]]: tensor<8xf32>)
func.func @scatter(%a: tensor<8xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
  // CHECK-NEXT: %[[S:.*]] = tp.reduce_scatter sum %[[A]] dim 0 over @m ["x"] {reason = "why"} : tensor<8xf32> -> tensor<2xf32>
  // CHECK-NEXT: return %[[S]], %[[S]]
  %0 = tp.all_reduce sum %a over @m ["x"] {reason = "why"} : tensor<8xf32>
  %1 = tp.all_slice %0 dim 0 over @m ["x"] : tensor<8xf32> -> tensor<2xf32>
  %2 = tp.all_slice %0 dim 0 over @m ["x"] : tensor<8xf32> -> tensor<2xf32>
  return %1, %2 : tensor<2xf32>, tensor<2xf32>
}

// Not when somebody needs all of it.
// CHECK-LABEL: func.func @needed_whole
func.func @needed_whole(%a: tensor<8xf32>) -> (tensor<2xf32>, tensor<8xf32>) {
  // CHECK: tp.all_reduce
  // CHECK: tp.all_slice
  %0 = tp.all_reduce sum %a over @m ["x"] : tensor<8xf32>
  %1 = tp.all_slice %0 dim 0 over @m ["x"] : tensor<8xf32> -> tensor<2xf32>
  return %1, %0 : tensor<2xf32>, tensor<8xf32>
}

// Equal collectives are one.
// CHECK-LABEL: func.func @twice
func.func @twice(%a: tensor<2xf32>) -> (tensor<8xf32>, tensor<8xf32>) {
  // CHECK-NEXT: %[[G:.*]] = tp.all_gather
  // CHECK-NEXT: return %[[G]], %[[G]]
  %0 = tp.all_gather %a dim 0 over @m ["x"] : tensor<2xf32> -> tensor<8xf32>
  %1 = tp.all_gather %a dim 0 over @m ["x"] : tensor<2xf32> -> tensor<8xf32>
  return %0, %1 : tensor<8xf32>, tensor<8xf32>
}

// Sums that are only added are one sum; a third one joins them.
#id = affine_map<(d0) -> (d0)>
// CHECK-LABEL: func.func @sums
// CHECK-SAME: (%[[A:.*]]: tensor<8xf32>, %[[B:.*]]: tensor<8xf32>, %[[C:.*]]: tensor<8xf32>, %[[E:.*]]: tensor<8xf32>)
func.func @sums(%a: tensor<8xf32>, %b: tensor<8xf32>, %c: tensor<8xf32>, %e: tensor<8xf32>) -> tensor<8xf32> {
  // CHECK-NEXT: %[[AB:.*]] = linalg.generic {{.*}} ins(%[[A]], %[[B]] :
  // CHECK: %[[ABC:.*]] = linalg.generic {{.*}} ins(%[[AB]], %[[C]] :
  // CHECK: %[[R:.*]] = tp.all_reduce sum %[[ABC]] over @m ["x"] {reason = "why"} : tensor<8xf32>
  // CHECK-NEXT: return %[[R]]
  %0 = tp.all_reduce sum %a over @m ["x"] {reason = "why"} : tensor<8xf32>
  %1 = tp.all_reduce sum %b over @m ["x"] : tensor<8xf32>
  %2 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%0, %1 : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>) {
  ^bb0(%x: f32, %y: f32, %o: f32):
    %s = arith.addf %x, %y : f32
    linalg.yield %s : f32
  } -> tensor<8xf32>
  %3 = tp.all_reduce sum %c over @m ["x"] : tensor<8xf32>
  %4 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%2, %3 : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>) {
  ^bb0(%x: f32, %y: f32, %o: f32):
    %s = arith.addf %y, %x : f32
    linalg.yield %s : f32
  } -> tensor<8xf32>
  return %4 : tensor<8xf32>
}

// Not when one of them is used elsewhere, is no sum, or when they are multiplied.
// CHECK-LABEL: func.func @no_sums
func.func @no_sums(%a: tensor<8xf32>, %b: tensor<8xf32>, %c: tensor<8xf32>, %e: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) {
  // CHECK-COUNT-5: tp.all_reduce
  // CHECK: linalg.generic
  %0 = tp.all_reduce sum %a over @m ["x"] : tensor<8xf32>
  %1 = tp.all_reduce sum %b over @m ["x"] : tensor<8xf32>
  %2 = tp.all_reduce max %c over @m ["x"] : tensor<8xf32>
  %3 = tp.all_reduce sum %c over @m ["x"] : tensor<8xf32>
  %4 = tp.all_reduce sum %e over @m ["x"] : tensor<8xf32>
  %5 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%0, %1 : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>) {
  ^bb0(%x: f32, %y: f32, %o: f32):
    %s = arith.addf %x, %y : f32
    linalg.yield %s : f32
  } -> tensor<8xf32>
  %6 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%1, %2 : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>) {
  ^bb0(%x: f32, %y: f32, %o: f32):
    %s = arith.addf %x, %y : f32
    linalg.yield %s : f32
  } -> tensor<8xf32>
  %7 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%3, %4 : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>) {
  ^bb0(%x: f32, %y: f32, %o: f32):
    %s = arith.mulf %x, %y : f32
    linalg.yield %s : f32
  } -> tensor<8xf32>
  return %0, %5, %6, %7 : tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>
}

// A contraction gives the transposed value as well, so the transpose moves to it.
// CHECK-LABEL: func.func @transpose_first
// CHECK-SAME: (%[[A:.*]]: tensor<2x3xf32>, %[[B:.*]]: tensor<3x4xf32>, %{{.*}}: tensor<2x4xf32>, %{{.*}}: tensor<4x2xf32>)
func.func @transpose_first(%a: tensor<2x3xf32>, %b: tensor<3x4xf32>, %e: tensor<2x4xf32>, %t: tensor<4x2xf32>) -> tensor<4x2xf32> {
  // CHECK-NEXT: %[[P:.*]] = linalg.matmul ins(%[[A]], %[[B]] :
  // CHECK-NEXT: tensor.empty() : tensor<4x2xf32>
  // CHECK-NEXT: %[[T:.*]] = linalg.transpose ins(%[[P]] : tensor<2x4xf32>) {{.*}} permutation = [1, 0]
  // CHECK-NEXT: %[[R:.*]] = tp.all_reduce max %[[T]] over @m ["x"] {reason = "why"} : tensor<4x2xf32>
  // CHECK-NEXT: return %[[R]]
  %0 = linalg.matmul ins(%a, %b : tensor<2x3xf32>, tensor<3x4xf32>) outs(%e : tensor<2x4xf32>) -> tensor<2x4xf32>
  %1 = tp.all_reduce max %0 over @m ["x"] {reason = "why"} : tensor<2x4xf32>
  %2 = linalg.transpose ins(%1 : tensor<2x4xf32>) outs(%t : tensor<4x2xf32>) permutation = [1, 0]
  return %2 : tensor<4x2xf32>
}

// Not when the value is read elsewhere, before or behind the reduction, or when no contraction gives it.
// CHECK-LABEL: func.func @transpose_last
func.func @transpose_last(%a: tensor<2x3xf32>, %b: tensor<3x4xf32>, %e: tensor<2x4xf32>, %t: tensor<4x2xf32>) -> (tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>, tensor<2x4xf32>, tensor<2x4xf32>) {
  // CHECK-NOT: linalg.transpose
  // CHECK-COUNT-3: tp.all_reduce
  // CHECK-COUNT-3: linalg.transpose
  %0 = linalg.matmul ins(%a, %b : tensor<2x3xf32>, tensor<3x4xf32>) outs(%e : tensor<2x4xf32>) -> tensor<2x4xf32>
  %1 = linalg.matmul ins(%a, %b : tensor<2x3xf32>, tensor<3x4xf32>) outs(%0 : tensor<2x4xf32>) -> tensor<2x4xf32>
  %2 = tp.all_reduce sum %0 over @m ["x"] : tensor<2x4xf32>
  %3 = tp.all_reduce sum %1 over @m ["x"] : tensor<2x4xf32>
  %4 = tp.all_reduce sum %e over @m ["x"] : tensor<2x4xf32>
  %5 = linalg.transpose ins(%2 : tensor<2x4xf32>) outs(%t : tensor<4x2xf32>) permutation = [1, 0]
  %6 = linalg.transpose ins(%3 : tensor<2x4xf32>) outs(%t : tensor<4x2xf32>) permutation = [1, 0]
  %7 = linalg.transpose ins(%4 : tensor<2x4xf32>) outs(%t : tensor<4x2xf32>) permutation = [1, 0]
  return %5, %6, %7, %0, %3 : tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>, tensor<2x4xf32>, tensor<2x4xf32>
}
