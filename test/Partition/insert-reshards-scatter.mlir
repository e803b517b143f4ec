// Does a table that is not zero join split updates once?
// RUN: tp-opt %s --tp-insert-reshards | FileCheck %s

tp.mesh @m <["x"=4]>

// CHECK-LABEL: func.func @table
// CHECK-SAME: (%[[T:[a-z0-9]*]]:
// CHECK: %[[ZERO:.*]] = linalg.fill
// CHECK: %[[S:.*]] = tensor_ext.scatter maximumf %{{.*}}[%{{.*}}], %{{.*}} partial = {"x": max}
// CHECK: %[[R:.*]] = tp.reshard %[[S]]
// CHECK: linalg.generic {{.*}} ins(%[[T]], %[[R]] :
// CHECK: arith.maximumf
func.func @table(%t: tensor<10x8xf32> {tp.sharding = #tp.sharding<@m, [{}, {}]>}, %i: tensor<8x1xi32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>}, %u: tensor<8x8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>})
    -> (tensor<10x8xf32> {tp.sharding = #tp.sharding<@m, [{}, {}]>}) {
  %0 = tensor_ext.scatter maximumf %t[%i], %u update_window_dims = [1] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 1 {tp.shardings = [#tp.sharding<@m, [{}, {}]>]} : (tensor<10x8xf32>, tensor<8x1xi32>, tensor<8x8xf32>) -> tensor<10x8xf32>
  return %0 : tensor<10x8xf32>
}
