// Linalg written by hand runs on ranks as a framework's program does: named ops, a generic with a
// broadcasting map, and a contraction whose init is not zero and may join only once. It computes
// what mlp_uneven does.
// RUN: tp-run %s --inputs=%models/mlp_uneven.in.npz --expect=%models/mlp_uneven.out.npz
// RUN: tp-run %s --mesh=model=1 --inputs=%models/mlp_uneven.in.npz \
// RUN:     --expect=%models/mlp_uneven.out.npz
// RUN: tp-run %s --mesh=model=3 --inputs=%models/mlp_uneven.in.npz \
// RUN:     --expect=%models/mlp_uneven.out.npz
// RUN: tp-opt %s --tp-spmd | FileCheck %s

// CHECK-LABEL: func.func @main
// CHECK-COUNT-1: tp.all_reduce
// CHECK-NOT:     tp.{{all_|reduce_|permute}}

#row = affine_map<(d0, d1) -> (d1)>
#all = affine_map<(d0, d1) -> (d0, d1)>

tp.mesh @m <["model"=4]>

func.func @main(
    %x: tensor<5x7xf32>,
    %w1: tensor<7x10xf32> {tp.sharding = #tp.sharding<@m, [{}, {"model"}]>},
    %b1: tensor<10xf32> {tp.sharding = #tp.sharding<@m, [{"model"}]>},
    %w2: tensor<10x7xf32> {tp.sharding = #tp.sharding<@m, [{"model"}, {}]>},
    %b2: tensor<7xf32>) -> tensor<5x7xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<5x10xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<5x10xf32>) -> tensor<5x10xf32>
  %h = linalg.matmul ins(%x, %w1 : tensor<5x7xf32>, tensor<7x10xf32>)
                     outs(%init : tensor<5x10xf32>) -> tensor<5x10xf32>
  %act = linalg.generic {indexing_maps = [#all, #row, #all],
                         iterator_types = ["parallel", "parallel"]}
      ins(%h, %b1 : tensor<5x10xf32>, tensor<10xf32>) outs(%empty : tensor<5x10xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %sum = arith.addf %a, %b : f32
    %exp = math.exp %sum : f32
    linalg.yield %exp : f32
  } -> tensor<5x10xf32>
  %rows = tensor.empty() : tensor<5x7xf32>
  %bias = linalg.broadcast ins(%b2 : tensor<7xf32>) outs(%rows : tensor<5x7xf32>) dimensions = [0]
  %y = linalg.matmul ins(%act, %w2 : tensor<5x10xf32>, tensor<10x7xf32>)
                     outs(%bias : tensor<5x7xf32>) -> tensor<5x7xf32>
  return %y : tensor<5x7xf32>
}
