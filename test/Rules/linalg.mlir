// How do linalg's structured ops shard?
// RUN: tp-opt %s --pass-pipeline="builtin.module(func.func(tp-dump-sharding-rules))" --verify-diagnostics --split-input-file

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d1)>
#unit = affine_map<(d0, d1) -> (d0, 0)>
func.func @elementwise(%a: tensor<4x8xf32>, %bias: tensor<8xf32>, %col: tensor<4x1xf32>, %init: tensor<4x8xf32>) {
  // expected-remark@below {{rule: ([i, j], [i, j]) -> ([i, j]) i=4 j=8 pass-through}}
  %0 = linalg.exp ins(%a : tensor<4x8xf32>) outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  // expected-remark-re@below {{rule: ([i, j], [j], [i, j]) -> ([i, j]) i=4 j=8{{$}}}}
  %1 = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]}
    ins(%a, %bias : tensor<4x8xf32>, tensor<8xf32>) outs(%init : tensor<4x8xf32>) {
  ^bb0(%x: f32, %y: f32, %out: f32):
    %s = arith.addf %x, %y : f32
    linalg.yield %s : f32
  } -> tensor<4x8xf32>
  // A dimension of extent 1 that is repeated has no factor.
  // expected-remark-re@below {{rule: ([i, 1], [i, j]) -> ([i, j]) i=4 j=8{{$}}}}
  %2 = linalg.generic {indexing_maps = [#unit, #id], iterator_types = ["parallel", "parallel"]}
    ins(%col : tensor<4x1xf32>) outs(%init : tensor<4x8xf32>) {
  ^bb0(%x: f32, %out: f32):
    linalg.yield %x : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @iota(%init: tensor<4x8xi32>) {
  // expected-remark@below {{rule: ([i, j]) -> ([i, j]) i=4 j=8 pass-through}}
  %0 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]}
    outs(%init : tensor<4x8xi32>) {
  ^bb0(%out: i32):
    %i = linalg.index 1 : index
    %v = arith.index_cast %i : index to i32
    linalg.yield %v : i32
  } -> tensor<4x8xi32>
  return
}

// -----

func.func @moves(%a: tensor<4x8xf32>, %t: tensor<8x4xf32>, %b: tensor<4x8x2xf32>, %c: f32) {
  // expected-remark@below {{rule: ([j, i], [i, j]) -> ([i, j]) i=8 j=4 pass-through}}
  %0 = linalg.transpose ins(%a : tensor<4x8xf32>) outs(%t : tensor<8x4xf32>) permutation = [1, 0]
  // expected-remark-re@below {{rule: ([i, j], [i, j, k]) -> ([i, j, k]) i=4 j=8 k=2{{$}}}}
  %1 = linalg.broadcast ins(%a : tensor<4x8xf32>) outs(%b : tensor<4x8x2xf32>) dimensions = [2]
  // expected-remark@below {{rule: ([], [i, j]) -> ([i, j]) i=4 j=8}}
  %2 = linalg.fill ins(%c : f32) outs(%a : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @contractions(%a: tensor<2x4x16xf32>, %w: tensor<16x8xf32>, %init: tensor<2x4x8xf32>,
                        %m: tensor<4x16xf32>, %r: tensor<4x8xf32>) {
  // expected-remark@below {{rule: ([i, j, l], [l, k], [i, j, k]) -> ([i, j, k]) i=2 j=4 k=8 l=16:sum}}
  %0 = linalg.contract indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d3)>,
                                        affine_map<(d0, d1, d2, d3) -> (d3, d2)>,
                                        affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>]
    ins(%a, %w : tensor<2x4x16xf32>, tensor<16x8xf32>) outs(%init : tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
  // expected-remark@below {{rule: ([i, k], [k, j], [i, j]) -> ([i, j]) i=4 j=8 k=16:sum}}
  %1 = linalg.matmul ins(%m, %w : tensor<4x16xf32>, tensor<16x8xf32>) outs(%r : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @reductions(%a: tensor<4x8xf32>, %i: tensor<4x8xi32>, %p: tensor<4x8xi1>,
                      %f: tensor<4xf32>, %n: tensor<4xi32>, %b: tensor<4xi1>) {
  // expected-remark@below {{j=8:sum}}
  %0 = linalg.reduce { arith.addf } ins(%a : tensor<4x8xf32>) outs(%f : tensor<4xf32>) dimensions = [1]
  // expected-remark@below {{j=8:prod}}
  %1 = linalg.reduce { arith.mulf } ins(%a : tensor<4x8xf32>) outs(%f : tensor<4xf32>) dimensions = [1]
  // expected-remark@below {{j=8:max}}
  %2 = linalg.reduce { arith.maximumf } ins(%a : tensor<4x8xf32>) outs(%f : tensor<4xf32>) dimensions = [1]
  // expected-remark@below {{j=8:min}}
  %3 = linalg.reduce { arith.minsi } ins(%i : tensor<4x8xi32>) outs(%n : tensor<4xi32>) dimensions = [1]
  // expected-remark@below {{j=8:max}}
  %4 = linalg.reduce { arith.ori } ins(%p : tensor<4x8xi1>) outs(%b : tensor<4xi1>) dimensions = [1]
  // expected-remark@below {{j=8:min}}
  %5 = linalg.reduce { arith.andi } ins(%p : tensor<4x8xi1>) outs(%b : tensor<4xi1>) dimensions = [1]
  return
}

// -----

// What no collective computes needs every element: unsigned order on words,
// NaN-dropping maxima, bitwise work, a difference.
func.func @reductions_without_kind(%a: tensor<4x8xf32>, %i: tensor<4x8xi32>, %f: tensor<4xf32>, %n: tensor<4xi32>) {
  // expected-remark@below {{j=8!}}
  %0 = linalg.reduce { arith.maxui } ins(%i : tensor<4x8xi32>) outs(%n : tensor<4xi32>) dimensions = [1]
  // expected-remark@below {{j=8!}}
  %1 = linalg.reduce { arith.maxnumf } ins(%a : tensor<4x8xf32>) outs(%f : tensor<4xf32>) dimensions = [1]
  // expected-remark@below {{j=8!}}
  %2 = linalg.reduce { arith.xori } ins(%i : tensor<4x8xi32>) outs(%n : tensor<4xi32>) dimensions = [1]
  // expected-remark@below {{j=8!}}
  %3 = linalg.reduce ins(%a : tensor<4x8xf32>) outs(%f : tensor<4xf32>) dimensions = [1]
    (%in: f32, %acc: f32) {
      %d = arith.subf %acc, %in : f32
      linalg.yield %d : f32
    }
  return
}

// -----

// Two results that look at each other (argmax) are reduced together or not at
// all.
func.func @argmax(%a: tensor<4x8xf32>, %i: tensor<4x8xi32>, %f: tensor<4xf32>, %n: tensor<4xi32>) {
  // expected-remark@below {{rule: ([i, j], [i, j], [i], [i]) -> ([i], [i]) i=4 j=8!}}
  %0:2 = linalg.reduce ins(%a, %i : tensor<4x8xf32>, tensor<4x8xi32>) outs(%f, %n : tensor<4xf32>, tensor<4xi32>) dimensions = [1]
    (%x: f32, %p: i32, %m: f32, %q: i32) {
      %gt = arith.cmpf ogt, %x, %m : f32
      %v = arith.select %gt, %x, %m : f32
      %w = arith.select %gt, %p, %q : i32
      linalg.yield %v, %w : f32, i32
    }
  return
}

// -----

// Windows and diagonals cross the borders of shards.
func.func @crossing(%a: tensor<10xf32>, %k: tensor<3xf32>, %o: tensor<8xf32>, %m: tensor<4x4xf32>, %d: tensor<4xf32>) {
  // expected-remark@below {{rule: ([k], [j], [i]) -> ([i]) i=8! j=3! k=10!}}
  %0 = linalg.conv_1d ins(%a, %k : tensor<10xf32>, tensor<3xf32>) outs(%o : tensor<8xf32>) -> tensor<8xf32>
  // expected-remark@below {{rule: ([i, i], [i]) -> ([i]) i=4!}}
  %1 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0, d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
    ins(%m : tensor<4x4xf32>) outs(%d : tensor<4xf32>) {
  ^bb0(%x: f32, %out: f32):
    linalg.yield %x : f32
  } -> tensor<4xf32>
  return
}
