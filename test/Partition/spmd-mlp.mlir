// A column-split then a row-split product need one all-reduce, not two, and the
// bias of the second joins once, behind it.
// RUN: tp-opt %s --tp-spmd | FileCheck %s

#row = affine_map<(i, j, k) -> (i, k)>
#col = affine_map<(i, j, k) -> (k, j)>
#out = affine_map<(i, j, k) -> (i, j)>
tp.mesh @m <["model"=4]>

// CHECK-LABEL: func.func @main
// CHECK-SAME: tensor<16x8xf32> {tp.global_type = tensor<16x32xf32>, tp.name = "up"
// CHECK-SAME: tensor<8x16xf32> {tp.global_type = tensor<32x16xf32>, tp.name = "down"
// CHECK:     linalg.contract {{.*}} : tensor<6x16xf32>, tensor<16x8xf32>) {{.*}} -> tensor<6x8xf32>
// CHECK-NOT: tp.all
// CHECK:     math.tanh
// CHECK:     %[[P:.*]] = linalg.contract {{.*}} : tensor<6x8xf32>, tensor<8x16xf32>) {{.*}} -> tensor<6x16xf32>
// CHECK:     %[[R:.*]] = tp.all_reduce sum %[[P]] over @m ["model"] {reason = "{{.*}}comes from argument #1 'up' dimension 1"}
// CHECK:     linalg.generic {{.*}} ins(%[[R]], %{{.*}} : tensor<6x16xf32>, tensor<16xf32>)
// CHECK:     arith.addf
// CHECK-NOT: tp.all
// CHECK:     return
func.func @main(%x: tensor<6x16xf32>,
                %up: tensor<16x32xf32> {tp.name = "up", tp.sharding = #tp.sharding<@m, [{}, {"model"}]>},
                %down: tensor<32x16xf32> {tp.name = "down", tp.sharding = #tp.sharding<@m, [{"model"}, {}]>},
                %bias: tensor<16xf32>) -> tensor<6x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e0 = tensor.empty() : tensor<6x32xf32>
  %i0 = linalg.fill ins(%zero : f32) outs(%e0 : tensor<6x32xf32>) -> tensor<6x32xf32>
  %h = linalg.contract indexing_maps = [#row, #col, #out] ins(%x, %up : tensor<6x16xf32>, tensor<16x32xf32>) outs(%i0 : tensor<6x32xf32>) -> tensor<6x32xf32>
  %a = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]}
      ins(%h : tensor<6x32xf32>) outs(%e0 : tensor<6x32xf32>) {
  ^bb0(%in: f32, %out: f32):
    %t = math.tanh %in : f32
    linalg.yield %t : f32
  } -> tensor<6x32xf32>
  %e1 = tensor.empty() : tensor<6x16xf32>
  %i1 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<6x16xf32>) -> tensor<6x16xf32>
  %y = linalg.contract indexing_maps = [#row, #col, #out] ins(%a, %down : tensor<6x32xf32>, tensor<32x16xf32>) outs(%i1 : tensor<6x16xf32>) -> tensor<6x16xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]}
      ins(%y, %bias : tensor<6x16xf32>, tensor<16xf32>) outs(%e1 : tensor<6x16xf32>) {
  ^bb0(%in: f32, %b: f32, %out: f32):
    %s = arith.addf %in, %b : f32
    linalg.yield %s : f32
  } -> tensor<6x16xf32>
  return %r : tensor<6x16xf32>
}
