// Do shards that follow groups of a reshape, in multiples of more than one element, reach the caller
// as it lays out what nobody stated?
// RUN: tp-run %s --random-inputs=1 --mesh=x=1 --output=%t.npz
// RUN: tp-run %s --random-inputs=1 --expect=%t.npz
// RUN: tp-run %s --random-inputs=1 --mesh=x=8 --expect=%t.npz
// RUN: tp-opt %s --tp-propagate | FileCheck %s

// CHECK-LABEL: func.func @main
// CHECK-SAME:  %arg1: tensor<48xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>}
// CHECK-SAME:  -> (tensor<48xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>})
// CHECK:       {"x" by 4}

tp.mesh @m <["x"=5]>

func.func @main(%heads: tensor<12x4xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>},
                %bias: tensor<48xf32>) -> tensor<48xf32> {
  %joined = tensor.collapse_shape %heads [[0, 1]] : tensor<12x4xf32> into tensor<48xf32>
  %empty = tensor.empty() : tensor<48xf32>
  %sum = linalg.add ins(%joined, %bias : tensor<48xf32>, tensor<48xf32>)
                    outs(%empty : tensor<48xf32>) -> tensor<48xf32>
  return %sum : tensor<48xf32>
}
