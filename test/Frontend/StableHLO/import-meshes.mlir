// Several meshes over the same devices become the one of most axes; the axes of the others are spelled in its axes.
// RUN: tp-opt %s --split-input-file --tp-import-stablehlo | FileCheck %s

// CHECK-LABEL: module
// CHECK-NOT: mesh
// CHECK: tp.mesh @fine <["x"=8, "one"=1, "y"=2]>
// CHECK-NOT: mesh @
sdy.mesh @empty = <[]>
sdy.mesh @coarse = <["all"=16]>
sdy.mesh @fine = <["x"=8, "one"=1, "y"=2]>
sdy.mesh @other = <["a"=2, "b"=8], device_ids=[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]>
// CHECK: func.func @main
// CHECK-SAME: %{{[^ ,)]+}}: tensor<32x8xf32> {tp.sharding = #tp.sharding<@fine, [{}, {?}]>},
// CHECK-SAME: %{{[^ ,)]+}}: tensor<32x8xf32> {tp.sharding = #tp.sharding<@fine, [{"x", "y"}p2, {}]>},
// CHECK-SAME: %{{[^ ,)]+}}: tensor<32x8xf32> {tp.sharding = #tp.sharding<@fine, [{"x":(1)4}, {"x":(4)2, ?}], partial = {"y": sum}>},
// CHECK-SAME: %{{[^ ,)]+}}: tensor<32x8xf32> {tp.sharding = #tp.sharding<@fine, [{"x":(1)2}, {}], replicated = {"x":(2)4, "y"}>},
// CHECK-SAME: %{{[^ ,)]+}}: tensor<32x8xf32> {tp.sharding = #tp.sharding<@fine, [{"x", "y"}, {}]>},
// CHECK-SAME: %{{[^ ,)]+}}: tensor<32x8xf32> {tp.sharding = #tp.sharding<@fine, [{"x":(1)4}, {"one"}]>})
func.func @main(%a: tensor<32x8xf32> {sdy.sharding = #sdy.sharding<@empty, [{}, {?}]>},
                %b: tensor<32x8xf32> {sdy.sharding = #sdy.sharding<@coarse, [{"all"}p2, {}]>},
                %c: tensor<32x8xf32> {sdy.sharding = #sdy.sharding<@coarse, [{"all":(1)4}, {"all":(4)2, ?}], unreduced={"all":(8)2}>},
                %d: tensor<32x8xf32> {sdy.sharding = #sdy.sharding<@other, [{"a"}, {}], replicated={"b"}>},
                %e: tensor<32x8xf32> {sdy.sharding = #sdy.sharding<mesh<["p"=2, "q"=8]>, [{"p", "q"}, {}]>},
                %f: tensor<32x8xf32> {sdy.sharding = #sdy.sharding<@fine, [{"x":(1)4}, {"one"}]>}) {
  return
}

// -----

// A mesh that is written in place only gets a name.
// CHECK-LABEL: module
// CHECK: tp.mesh @mesh <["x"=2]>
// CHECK: func.func @main(%{{.*}}: tensor<4xf32> {tp.sharding = #tp.sharding<@mesh, [{"x"}]>}) {
func.func @main(%a: tensor<4xf32> {sdy.sharding = #sdy.sharding<mesh<["x"=2]>, [{"x"}]>}) {
  return
}

// -----

// Axes of size 1 are kept: a command line may resize them.
// CHECK-LABEL: module
// CHECK: tp.mesh @sizeless <["x"=1]>
sdy.mesh @empty = <[]>
sdy.mesh @sizeless = <["x"=1]>

// -----

// A reshard is a constraint that stays as it is; a named computation is its body between constraints.
// CHECK-LABEL: func.func @ops
// CHECK-SAME: (%[[X:.*]]: tensor<8x8xf32>)
// CHECK: tp.sharding_group %[[X]] in 4 : tensor<8x8xf32>
// CHECK: %[[R:.*]] = tp.constrain %[[X]] to <@mesh, [{"x"}, {}], partial = {"y": sum}> : tensor<8x8xf32>
// CHECK: %[[I:.*]] = tp.constrain %[[R]] to <@mesh, [{"y"}, {?}]> : tensor<8x8xf32>
// CHECK: %[[J:.*]] = tp.constrain %[[X]] to <@mesh, [{?}, {?}]> : tensor<8x8xf32>
// CHECK: %[[S:.*]] = linalg.generic {{.*}} ins(%[[I]], %[[J]]
// CHECK: %[[O:.*]] = tp.constrain %[[S]] to <@mesh, [{}, {"x"}]> : tensor<8x8xf32>
// CHECK: %[[M:.*]] = linalg.generic {{.*}} ins(%[[O]], %[[O]]
// CHECK: return %[[M]]
sdy.mesh @mesh = <["x"=2, "y"=2]>
func.func @ops(%x: tensor<8x8xf32>) -> tensor<8x8xf32> {
  sdy.sharding_group %x group_id=4 : tensor<8x8xf32>
  %0 = sdy.reshard %x <@mesh, [{"x", ?}, {?}], unreduced={"y"}> : tensor<8x8xf32>
  %1 = sdy.named_computation<"outer">(%0, %x) in_shardings=[<@mesh, [{"y"}, {?}]>, <@mesh, [{?}, {?}]>] (%a: tensor<8x8xf32>, %b: tensor<8x8xf32>) {
    %2 = sdy.named_computation<"inner">(%a, %b) out_shardings=[<@mesh, [{}, {"x"}]>] (%c: tensor<8x8xf32>, %d: tensor<8x8xf32>) {
      %3 = stablehlo.add %c, %d : tensor<8x8xf32>
      sdy.return %3 : tensor<8x8xf32>
    } : (tensor<8x8xf32>, tensor<8x8xf32>) -> tensor<8x8xf32>
    sdy.return %2 : tensor<8x8xf32>
  } : (tensor<8x8xf32>, tensor<8x8xf32>) -> tensor<8x8xf32>
  %4 = stablehlo.multiply %1, %1 : tensor<8x8xf32>
  return %4 : tensor<8x8xf32>
}
