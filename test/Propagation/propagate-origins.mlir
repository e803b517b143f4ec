// Which statement does each axis come from?
// RUN: tp-opt %s --tp-propagate | FileCheck %s

tp.mesh @m <["data"=2, "model"=4]>
// CHECK-LABEL: func.func @origins
func.func @origins(%x: tensor<8x16xf32>,
                   %w: tensor<16x32xf32> {tp.name = "ffn.in", tp.sharding = #tp.sharding<@m, [{}, {"model"}]>})
    -> (tensor<8x32xf32> {tp.sharding = #tp.sharding<@m, [{"data"}, {?}]>}) {
  %e = tensor.empty() : tensor<8x32xf32>
  // CHECK: linalg.matmul {tp.origins = [{data = "result #0 dimension 0", model = "argument #1 'ffn.in' dimension 1"}]
  %h = linalg.matmul ins(%x, %w : tensor<8x16xf32>, tensor<16x32xf32>) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  return %h : tensor<8x32xf32>
}

// CHECK-LABEL: func.func @constrained
func.func @constrained(%x: tensor<8xf32>) -> tensor<8xf32> {
  // CHECK: arith.addf {{.*}} {tp.origins = [{data = "tp.constrain at model.py:7 dimension 0"}]
  %0 = arith.addf %x, %x : tensor<8xf32>
  %1 = tp.constrain %0 to <@m, [{"data"}]> : tensor<8xf32> loc(callsite("f"("model.py":7:3) at "model.py":9:1))
  return %1 : tensor<8xf32>
}

// Copies of a constant are one again though their axes come from two places.
// CHECK-LABEL:   func.func @joined
// CHECK-COUNT-1: arith.constant
// CHECK-NOT:     arith.constant
func.func @joined(%a: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"data"}]>},
                  %b: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"data"}]>}) -> (tensor<8xf32>, tensor<8xf32>) {
  %c = arith.constant dense<2.0> : tensor<8xf32>
  %0 = arith.mulf %a, %c : tensor<8xf32>
  %1 = arith.mulf %b, %c : tensor<8xf32>
  return %0, %1 : tensor<8xf32>, tensor<8xf32>
}
