// What does a scatter become on shards: positions count from the part's start, padding goes
// nowhere, and a table that is not zero joins once?
// RUN: tp-opt %s --tp-partition --cse | FileCheck %s

tp.mesh @m <["x"=4, "y"=2]>

// 10 rows over 4 ranks, 6 updates over 2.
// CHECK-LABEL: func.func @rows
// CHECK-SAME: (%[[T:.*]]: tensor<3x8xf32> {{.*}}, %[[I:.*]]: tensor<3x1xi32>
// CHECK: %[[POS:.*]] = tp.axis_index over @m ["x"]
// CHECK: %[[OFF:.*]] = arith.muli %[[POS]], %c3
// CHECK: %[[OFF32:.*]] = arith.index_cast %[[OFF]] : index to i32
// CHECK: %[[L:.*]] = linalg.generic {{.*}} ins(%[[I]] : tensor<3x1xi32>)
// CHECK: arith.subi %{{.*}}, %[[OFF32]]
// CHECK-NOT: arith.select
// CHECK: tensor_ext.scatter addf %[[T]][%[[L]]], %{{.*}} : (tensor<3x8xf32>, tensor<3x1xi32>, tensor<3x8xf32>) -> tensor<3x8xf32>
func.func @rows(%t: tensor<10x8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>}, %i: tensor<6x1xi32> {tp.sharding = #tp.sharding<@m, [{"y"}, {}]>}, %u: tensor<6x8xf32> {tp.sharding = #tp.sharding<@m, [{"y"}, {}]>})
    -> (tensor<10x8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}], partial = {"y": sum}>}) {
  %0 = tensor_ext.scatter addf %t[%i], %u update_window_dims = [1] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 1 {tp.shardings = [#tp.sharding<@m, [{"x"}, {}], partial = {"y": sum}>]} : (tensor<10x8xf32>, tensor<6x1xi32>, tensor<6x8xf32>) -> tensor<10x8xf32>
  return %0 : tensor<10x8xf32>
}

// 5 updates over 2: the last one of the second rank is padding.
// CHECK-LABEL: func.func @padded_updates
// CHECK: %[[VALID:.*]] = arith.{{minsi|subi}}
// CHECK: linalg.generic
// CHECK: %[[AT:.*]] = linalg.index 0
// CHECK: %[[IN:.*]] = arith.cmpi slt, %[[AT]], %{{.*}} : index
// CHECK: arith.select %[[IN]], %{{.*}}, %c-1_i32
// CHECK: tensor_ext.scatter
func.func @padded_updates(%t: tensor<10x8xf32> {tp.sharding = #tp.sharding<@m, [{}, {}]>}, %i: tensor<5x1xi32> {tp.sharding = #tp.sharding<@m, [{"y"}, {}]>}, %u: tensor<5x8xf32> {tp.sharding = #tp.sharding<@m, [{"y"}, {}]>})
    -> (tensor<10x8xf32> {tp.sharding = #tp.sharding<@m, [{}, {}], partial = {"y": sum}>}) {
  %0 = tensor_ext.scatter addf %t[%i], %u update_window_dims = [1] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 1 {tp.shardings = [#tp.sharding<@m, [{}, {}], partial = {"y": sum}>]} : (tensor<10x8xf32>, tensor<5x1xi32>, tensor<5x8xf32>) -> tensor<10x8xf32>
  return %0 : tensor<10x8xf32>
}
