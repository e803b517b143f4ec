// Does every attribute and op of the dialect come back as it was written?
// RUN: tp-opt %s | tp-opt | FileCheck %s
// RUN: tp-opt %s -mlir-print-op-generic | tp-opt | FileCheck %s
// RUN: tp-opt %s -emit-bytecode | tp-opt | FileCheck %s

// CHECK: tp.mesh @m <["data"=2, "model"=4]>
tp.mesh @m <["data"=2, "model"=4]>
// CHECK: tp.mesh @none <[]>
tp.mesh @none <[]>

// CHECK-LABEL: func.func @shardings
// CHECK-SAME: #tp.sharding<@m, [{"data"}, {"model":(1)2, ?}p1], replicated = {"model":(2)2}>
// CHECK-SAME: tp.name = "w"
// CHECK-SAME: #tp.sharding<@m, [{"model" by 128}, {?}], partial = {"data": sum}>
// CHECK-SAME: #tp.sharding<@m, [], partial = {"data": max, "model":(1)2: prod}>
func.func @shardings(
    %a: tensor<8x8xf32> {tp.sharding = #tp.sharding<@m, [{"data"}, {"model":(1)2, ?}p1], replicated = {"model":(2)2}>},
    %b: tensor<512x8xf32> {tp.sharding = #tp.sharding<@m, [{"model" by 128}, {?}], partial = {"data": sum}>, tp.name = "w"})
    -> (tensor<f32> {tp.sharding = #tp.sharding<@m, [], partial = {"data": max, "model":(1)2: prod}>}) {
  // CHECK: tp.constrain %{{.*}} to <@m, [{}, {"data", "model", ?}]> : tensor<8x8xf32>
  %0 = tp.constrain %a to <@m, [{}, {"data", "model", ?}]> : tensor<8x8xf32>
  // CHECK: tp.sharding_group %{{.*}} in 7 : tensor<8x8xf32>
  tp.sharding_group %0 in 7 : tensor<8x8xf32>
  // CHECK: tp.reshard %{{.*}} to <@m, [{"data"}, {}]> {reason = "why"} : tensor<8x8xf32>
  %1 = tp.reshard %0 to <@m, [{"data"}, {}]> {reason = "why"} : tensor<8x8xf32>
  %2 = arith.constant dense<0.0> : tensor<f32>
  return %2 : tensor<f32>
}

// CHECK-LABEL: func.func @collectives
func.func @collectives(%a: tensor<8x8xf32>) {
  // CHECK: tp.all_reduce max %{{.*}} over @m ["model", "data"] {reason = "r"} : tensor<8x8xf32>
  %0 = tp.all_reduce max %a over @m ["model", "data"] {reason = "r"} : tensor<8x8xf32>
  // CHECK: tp.all_gather %{{.*}} dim 1 over @m ["model"] : tensor<8x8xf32> -> tensor<8x32xf32>
  %1 = tp.all_gather %a dim 1 over @m ["model"] : tensor<8x8xf32> -> tensor<8x32xf32>
  // CHECK: tp.reduce_scatter sum %{{.*}} dim 0 over @m ["model":(1)2] : tensor<8x8xf32> -> tensor<4x8xf32>
  %2 = tp.reduce_scatter sum %a dim 0 over @m ["model":(1)2] : tensor<8x8xf32> -> tensor<4x8xf32>
  // CHECK: tp.all_to_all %{{.*}} split 0 concat 1 over @m ["data"] : tensor<8x8xf32> -> tensor<4x16xf32>
  %3 = tp.all_to_all %a split 0 concat 1 over @m ["data"] : tensor<8x8xf32> -> tensor<4x16xf32>
  // CHECK: tp.permute %{{.*}} to [1, 0] over @m ["data"] : tensor<8x8xf32>
  %4 = tp.permute %a to [1, 0] over @m ["data"] : tensor<8x8xf32>
  // CHECK: tp.all_slice %{{.*}} dim 1 over @m ["data", "model"] : tensor<8x8xf32> -> tensor<8x1xf32>
  %5 = tp.all_slice %a dim 1 over @m ["data", "model"] : tensor<8x8xf32> -> tensor<8x1xf32>
  // CHECK: tp.axis_index over @m ["data", "model"]
  %6 = tp.axis_index over @m ["data", "model"]
  return
}
