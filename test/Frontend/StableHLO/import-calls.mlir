// Calls are inlined, callees first; private functions go, public ones stay.
// RUN: tp-opt %s --tp-import-stablehlo | FileCheck %s
// RUN: tp-opt %s --tp-import-stablehlo --mlir-print-debuginfo --mlir-print-local-scope | FileCheck %s --check-prefix=LOC

sdy.mesh @mesh = <["x"=2]>

// CHECK-LABEL: func.func public @main
// CHECK-SAME:  (%[[X:.*]]: tensor<4xf32>)
// CHECK:       %[[A:.*]] = linalg.generic {{.*}} ins(%[[X]] : tensor<4xf32>)
// CHECK:         math.exp
// An inlined op names every call on the way.
// LOC: math.exp {{.*}} loc(callsite(callsite("once.py":3:1 at "twice.py":2:1) at "model.py":1:1))
// CHECK:       %[[B:.*]] = linalg.generic {{.*}} ins(%[[A]] : tensor<4xf32>)
// CHECK:         math.exp
// A callee's shardings are constraints at the call.
// CHECK:       %[[C:.*]] = tp.constrain %[[B]] to <@mesh, [{"x"}]>
// CHECK:       linalg.generic {{.*}} ins(%[[C]] : tensor<4xf32>)
// CHECK:         math.log
func.func public @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = call @twice(%x) : (tensor<4xf32>) -> tensor<4xf32> loc("model.py":1:1)
  %1 = call @sharded(%0) : (tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// CHECK-NOT: func.func private
func.func private @once(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = stablehlo.exponential %x : tensor<4xf32> loc("once.py":3:1)
  return %0 : tensor<4xf32>
}

func.func private @twice(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = call @once(%x) : (tensor<4xf32>) -> tensor<4xf32> loc("twice.py":2:1)
  %1 = call @once(%0) : (tensor<4xf32>) -> tensor<4xf32> loc("twice.py":2:1)
  return %1 : tensor<4xf32>
}

func.func private @sharded(%x: tensor<4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}]>}) -> tensor<4xf32> {
  %0 = stablehlo.log %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// Dead functions need not be supported.
func.func private @dead(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = call @also_dead(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = "stablehlo.cholesky"(%0) : (tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}
func.func private @also_dead(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}

// CHECK-LABEL: func.func public @other
// CHECK:         math.exp
func.func public @other(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = call @once(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
