// How do ops along one dimension shard? All others pass through; the dimension itself is whole.
// RUN: tp-opt %s --pass-pipeline="builtin.module(func.func(tp-dump-sharding-rules))" --verify-diagnostics

func.func @lines(%x: tensor<4x6x8xf32>, %i: tensor<4x6x8xi32>) {
  // expected-remark @+1 {{rule: ([i, j, k]) -> ([i, j, l], [i, j, m]) i=4 j=6 k=8! l=2! m=2!}}
  %values, %indices = tensor_ext.top_k %x k = 2 : tensor<4x6x8xf32> -> tensor<4x6x2xf32>, tensor<4x6x2xi32>
  // expected-remark @+1 {{rule: ([i, j, l]) -> ([i, k, l]) i=4 j=6! k=6! l=8}}
  %0 = tensor_ext.scan addf %x dimension = 1 : tensor<4x6x8xf32>
  // expected-remark @+1 {{rule: ([i, n, o], [j, n, o]) -> ([k, n, o], [l, n, o], [m, n, o]) i=4! j=4! k=4! l=4! m=4! n=6 o=8}}
  %s:2, %order = tensor_ext.sort %x, %i dimension = 0 {
  ^bb0(%a: f32, %b: f32, %c: i32, %d: i32):
    %less = arith.cmpf olt, %a, %b : f32
    tensor_ext.yield %less : i1
  } : (tensor<4x6x8xf32>, tensor<4x6x8xi32>) -> (tensor<4x6x8xf32>, tensor<4x6x8xi32>, tensor<4x6x8xi32>)
  return
}
