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
