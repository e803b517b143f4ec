// Shardings become the tp dialect's; what the framework says beside them stays or goes as documented.
// RUN: tp-opt %s --tp-import-stablehlo | FileCheck %s

// CHECK: module @jit_f {
// CHECK-NEXT: tp.mesh @mesh <["data"=2, "model"=4]>
module @jit_f attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4], device_ids=[0, 1, 2, 3, 4, 5, 6, 7]> {stablehlo.mesh = {axes = [{name = "data", size = 2 : i64}, {name = "model", size = 4 : i64}]}}

  // CHECK-LABEL: func.func public @main
  // CHECK-SAME: %[[A:.*]]: tensor<8x8xf32> {tf.aliasing_output = 0 : i32, tp.name = "w", tp.sharding = #tp.sharding<@mesh, [{"data", ?}p1, {"model":(1)2}]>}
  // CHECK-SAME: %{{.*}}: tensor<8x8xf32> {jax.buffer_donor = true, tp.sharding = #tp.sharding<@mesh, [{}, {}], replicated = {"data"}, partial = {"model": sum}>}
  // CHECK-SAME: %{{.*}}: tensor<f32> {tp.sharding = #tp.sharding<@mesh, []>}
  // CHECK-SAME: -> (tensor<8x8xf32> {jax.result_info = "result", tp.sharding = #tp.sharding<@mesh, [{"data"}, {?}]>})
  func.func public @main(
      %a: tensor<8x8xf32> {mhlo.layout_mode = "default", sdy.sharding = #sdy.sharding<@mesh, [{"data", ?}p1, {"model":(1)2}]>, tf.aliasing_output = 0 : i32, tp.name = "w"},
      %b: tensor<8x8xf32> {jax.buffer_donor = true, sdy.sharding = #sdy.sharding<@mesh, [{}, {}], replicated={"data"}, unreduced={"model"}>},
      %c: tensor<f32> {sdy.sharding = #sdy.sharding<@mesh, []>})
      -> (tensor<8x8xf32> {jax.result_info = "result", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {?}]>}) {
    // CHECK: %[[C:.*]] = tp.constrain %[[A]] to <@mesh, [{}, {"model"}]> : tensor<8x8xf32>
    %0 = sdy.sharding_constraint %a <@mesh, [{}, {"model"}]> : tensor<8x8xf32>
    // CHECK: %[[S:.*]] = linalg.generic {{.*}} ins(%[[C]], %[[C]]
    // CHECK: %[[D:.*]] = tp.constrain %[[S]] to <@mesh, [{"data"}, {}]> : tensor<8x8xf32>
    %1 = stablehlo.add %0, %0 {sdy.sharding = #sdy.sharding_per_value<[<@mesh, [{"data"}, {}]>]>} : tensor<8x8xf32>
    // CHECK: linalg.generic {{.*}} ins(%[[D]], %[[D]]
    %2 = stablehlo.multiply %1, %1 : tensor<8x8xf32>
    return %2 : tensor<8x8xf32>
  }
}
