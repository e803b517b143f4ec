// Every op that import makes has the location of the op it comes from: name, callsite and fused.
// RUN: tp-opt %s --tp-import-stablehlo --mlir-print-debuginfo --mlir-print-local-scope | FileCheck %s

// CHECK-LABEL: func.func public @main
// CHECK-SAME:  tensor<4x8xf32> loc("x")
// CHECK:       tensor.empty() : tensor<4x8xf32> loc([[EXP:"jit\(f\)/exp"\(callsite\("softmax"\("model.py":5:8 to :40\) at "model.py":9:1\)\)]])
// CHECK:       math.exp %{{.*}} : f32 loc([[EXP]])
// CHECK:       } -> tensor<4x8xf32> loc([[EXP]])
// CHECK:       arith.constant 0xFF800000 : f32 loc([[MAX:"jit\(f\)/reduce_max"\(callsite\("softmax"\("model.py":5:8 to :40\) at "model.py":9:1\)\)]])
// CHECK:       linalg.fill {{.*}} loc([[MAX]])
// CHECK:       linalg.reduce {{.*}} loc([[MAX]])
// CHECK:       linalg.broadcast {{.*}} loc(fused<"why">["model.py":5:8 to :40, "model.py":9:1])
func.func public @main(%x: tensor<4x8xf32> loc("x")) -> tensor<4x8xf32> {
  %0 = stablehlo.exponential %x : tensor<4x8xf32> loc(#loc5)
  %c = stablehlo.constant dense<0xFF800000> : tensor<f32> loc(#loc6)
  %1 = stablehlo.reduce(%0 init: %c) applies stablehlo.maximum across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32> loc(#loc6)
  %2 = stablehlo.broadcast_in_dim %1, dims = [0] : (tensor<4xf32>) -> tensor<4x8xf32> loc(#loc7)
  return %2 : tensor<4x8xf32> loc(#loc)
} loc(#loc)
#loc = loc(unknown)
#loc1 = loc("model.py":5:8 to :40)
#loc2 = loc("model.py":9:1)
#loc3 = loc("softmax"(#loc1))
#loc4 = loc(callsite(#loc3 at #loc2))
#loc5 = loc("jit(f)/exp"(#loc4))
#loc6 = loc("jit(f)/reduce_max"(#loc4))
#loc7 = loc(fused<"why">[#loc1, #loc2])
