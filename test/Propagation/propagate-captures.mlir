// Is it said that a captured tensor stays whole?
// RUN: tp-opt %s --tp-propagate --remarks-filter="tp-propagation" 2>&1 | FileCheck %s

// CHECK: propagate-captures.mlir:[[#@LINE+5]]:{{.*}} Category:tp-propagation
// CHECK-SAME: the body reads a tensor that is no operand: it stays whole on every device
tp.mesh @m <["model"=4]>
func.func @captured(%table: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"model"}]>}, %ids: tensor<4xindex>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
    ins(%ids : tensor<4xindex>) outs(%e : tensor<4xf32>) {
  ^bb0(%id: index, %out: f32):
    %v = tensor.extract %table[%id] : tensor<8xf32>
    linalg.yield %v : f32
  } -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
