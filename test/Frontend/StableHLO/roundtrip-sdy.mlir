// Meshes and shardings read and print in the framework's form, pretty and generic.
// RUN: tp-opt %s | tp-opt | FileCheck %s
// RUN: tp-opt --mlir-print-op-generic %s | tp-opt | FileCheck %s

// CHECK: sdy.mesh @mesh = <["data"=2, "model"=4]> {stablehlo.mesh = {axes = [{name = "data", size = 2 : i64}, {name = "model", size = 4 : i64}]}}
sdy.mesh @mesh = <["data"=2, "model"=4]> {stablehlo.mesh = {axes = [{name = "data", size = 2 : i64}, {name = "model", size = 4 : i64}]}}
// CHECK: sdy.mesh @ordered = <["a"=2, "b"=2], device_ids=[3, 2, 1, 0]>
sdy.mesh @ordered = <["a"=2, "b"=2], device_ids=[3, 2, 1, 0]>
// CHECK: sdy.mesh @maximal = <[], device_ids=[0]>
sdy.mesh @maximal = <[], device_ids=[0]>
// CHECK: sdy.mesh @empty = <[]>
sdy.mesh @empty = <[]>
// CHECK-LABEL: func.func @arguments(%{{[^ ,)]+}}: tensor<8x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data", ?}p1, {"model":(1)2, ?}]>}, %{{[^ ,)]+}}: tensor<8x8xf32> {sdy.sharding = #sdy.sharding<mesh<["x"=2]>, [{?}, {}], replicated={"x"}>}, %{{[^ ,)]+}}: tensor<8x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {?}p0], replicated={"data"}, unreduced={"model"}>}, %{{[^ ,)]+}}: tensor<f32> {sdy.sharding = #sdy.sharding<@mesh, []>}) {
func.func @arguments(%arg0: tensor<8x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data", ?}p1, {"model":(1)2, ?}]>}, %arg1: tensor<8x8xf32> {sdy.sharding = #sdy.sharding<mesh<["x"=2]>, [{?}, {}], replicated={"x"}>}, %arg2: tensor<8x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {?}p0], replicated={"data"}, unreduced={"model"}>}, %arg3: tensor<f32> {sdy.sharding = #sdy.sharding<@mesh, []>}) {
  // CHECK: %{{[^ ,)]+}} = sdy.sharding_constraint %{{[^ ,)]+}} <@mesh, [{"data", "model"}, {}]> : tensor<8x8xf32>
  %0 = sdy.sharding_constraint %arg0 <@mesh, [{"data", "model"}, {}]> : tensor<8x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.add %{{[^ ,)]+}}, %{{[^ ,)]+}} {sdy.sharding = #sdy.sharding_per_value<[<@mesh, [{"data"}, {}]>]>} : tensor<8x8xf32>
  %1 = stablehlo.add %0, %0 {sdy.sharding = #sdy.sharding_per_value<[<@mesh, [{"data"}, {}]>]>} : tensor<8x8xf32>
  // CHECK: %{{[^ ,)]+}} = sdy.reshard %{{[^ ,)]+}} <@mesh, [{"data":(1)2}, {}], unreduced={"model"}> : tensor<8x8xf32>
  %2 = sdy.reshard %1 <@mesh, [{"data":(1)2}, {}], unreduced={"model"}> : tensor<8x8xf32>
  // CHECK: sdy.named_computation<"layer">(%[[X:[^ ,)]+]], %[[X]]) in_shardings=[<@mesh, [{"data"}, {}]>, <mesh<["x"=2]>, [{?}, {}]>] out_shardings=[<@mesh, [{}, {}]>] (%[[B:[^ ,)]+]]: tensor<8x8xf32>, %{{[^ ,)]+}}: tensor<8x8xf32>) {
  // CHECK-NEXT: sdy.return %[[B]] : tensor<8x8xf32>
  // CHECK-NEXT: } {note = 1 : i64} : (tensor<8x8xf32>, tensor<8x8xf32>) -> tensor<8x8xf32>
  %3 = sdy.named_computation<"layer">(%2, %2) in_shardings=[<@mesh, [{"data"}, {}]>, <mesh<["x"=2]>, [{?}, {}]>] out_shardings=[<@mesh, [{}, {}]>] (%b: tensor<8x8xf32>, %c: tensor<8x8xf32>) {
    sdy.return %b : tensor<8x8xf32>
  } {note = 1 : i64} : (tensor<8x8xf32>, tensor<8x8xf32>) -> tensor<8x8xf32>
  // CHECK: sdy.named_computation<"nothing">() () {
  // CHECK-NEXT: sdy.return{{$}}
  // CHECK-NEXT: } : () -> ()
  sdy.named_computation<"nothing">() () {
    sdy.return
  } : () -> ()
  // CHECK: sdy.sharding_group %{{[^ ,)]+}} group_id=21 : tensor<8x8xf32>
  sdy.sharding_group %3 group_id=21 : tensor<8x8xf32>
  return
}
