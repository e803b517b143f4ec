// Which sharding does every value get?
// RUN: tp-opt %s --tp-propagate="origins=false" --split-input-file | FileCheck %s

// A column-split then a row-split product shards what is between them, and
// nothing around them.
tp.mesh @m <["data"=2, "model"=4]>
// CHECK-LABEL: func.func @mlp
// CHECK-SAME:    %arg0: tensor<8x16xf32> {tp.sharding = #tp.sharding<@m, [{"data"}, {}]>}
// CHECK-SAME:    -> (tensor<8x16xf32> {tp.sharding = #tp.sharding<@m, [{"data"}, {}]>})
func.func @mlp(%x: tensor<8x16xf32> {tp.sharding = #tp.sharding<@m, [{"data"}, {}]>},
               %w1: tensor<16x32xf32> {tp.sharding = #tp.sharding<@m, [{}, {"model"}]>},
               %w2: tensor<32x16xf32> {tp.sharding = #tp.sharding<@m, [{"model"}, {}]>}) -> tensor<8x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x32xf32>
  // CHECK: linalg.fill {tp.shardings = [#tp.sharding<@m, [{"data"}, {"model"}]>]}
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  // CHECK: linalg.matmul {tp.shardings = [#tp.sharding<@m, [{"data"}, {"model"}]>]}
  %h = linalg.matmul ins(%x, %w1 : tensor<8x16xf32>, tensor<16x32xf32>) outs(%i : tensor<8x32xf32>) -> tensor<8x32xf32>
  // CHECK: linalg.exp {tp.shardings = [#tp.sharding<@m, [{"data"}, {"model"}]>]}
  %a = linalg.exp ins(%h : tensor<8x32xf32>) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  %f = tensor.empty() : tensor<8x16xf32>
  %j = linalg.fill ins(%zero : f32) outs(%f : tensor<8x16xf32>) -> tensor<8x16xf32>
  // CHECK: linalg.matmul {tp.shardings = [#tp.sharding<@m, [{"data"}, {}]>]}
  %r = linalg.matmul ins(%a, %w2 : tensor<8x32xf32>, tensor<32x16xf32>) outs(%j : tensor<8x16xf32>) -> tensor<8x16xf32>
  return %r : tensor<8x16xf32>
}

// -----

// Heads in groups: the axis goes to the groups.
tp.mesh @m <["model"=4]>
// CHECK-LABEL: func.func @grouped_heads
func.func @grouped_heads(%q: tensor<4x16x8x8xf32> {tp.sharding = #tp.sharding<@m, [{}, {}, {"model"}, {}]>}) -> tensor<4x16x4x2x8xf32> {
  // CHECK: tensor.expand_shape {{.*}} {tp.shardings = [#tp.sharding<@m, [{}, {}, {"model"}, {}, {}]>]}
  %0 = tensor.expand_shape %q [[0], [1], [2, 3], [4]] output_shape [4, 16, 4, 2, 8] : tensor<4x16x8x8xf32> into tensor<4x16x4x2x8xf32>
  return %0 : tensor<4x16x4x2x8xf32>
}

// -----

// 12 heads of 32 over 8 devices: heads stay whole, the joined dimension has a
// granule of one. A caller knows of no granule that nobody stated.
tp.mesh @m <["model"=8]>
// CHECK-LABEL: func.func @uneven_heads
// CHECK-SAME:    -> (tensor<4x384xf32> {tp.sharding = #tp.sharding<@m, [{}, {"model"}]>})
// CHECK:         tensor.collapse_shape {{.*}}[#tp.sharding<@m, [{}, {"model" by 32}]>]
func.func @uneven_heads(%q: tensor<4x12x32xf32> {tp.sharding = #tp.sharding<@m, [{}, {"model"}, {}]>}) -> tensor<4x384xf32> {
  %0 = tensor.collapse_shape %q [[0], [1, 2]] : tensor<4x12x32xf32> into tensor<4x384xf32>
  return %0 : tensor<4x384xf32>
}

// -----

// A bias without a sharding gets that of what it is added to, through its
// broadcast; the closed operand of the residual keeps its own.
tp.mesh @m <["model"=4]>
// CHECK-LABEL: func.func @bias
// CHECK-SAME:    %arg1: tensor<16xf32> {tp.sharding = #tp.sharding<@m, [{"model"}]>}
func.func @bias(%x: tensor<8x16xf32> {tp.sharding = #tp.sharding<@m, [{}, {"model"}]>}, %b: tensor<16xf32>) -> tensor<8x16xf32> {
  %e = tensor.empty() : tensor<8x16xf32>
  // CHECK: linalg.broadcast {{.*}} {tp.shardings = [#tp.sharding<@m, [{}, {"model"}]>]}
  %w = linalg.broadcast ins(%b : tensor<16xf32>) outs(%e : tensor<8x16xf32>) dimensions = [0]
  %s = linalg.add ins(%x, %w : tensor<8x16xf32>, tensor<8x16xf32>) outs(%e : tensor<8x16xf32>) -> tensor<8x16xf32>
  return %s : tensor<8x16xf32>
}

// -----

// A constant that two ops read carries nothing from one to the other.
tp.mesh @m <["model"=4]>
// CHECK-LABEL: func.func @shared_constant
// CHECK:         %[[SPLIT:.*]] = arith.constant {tp.shardings = [#tp.sharding<@m, [{"model"}]>]} dense<2.0
// CHECK:         arith.mulf %arg0, %[[SPLIT]]
// CHECK:         %[[WHOLE:.*]] = arith.constant {tp.shardings = [#tp.sharding<@m, [{}]>]} dense<2.0
// CHECK:         arith.mulf %arg1, %[[WHOLE]]
func.func @shared_constant(%a: tensor<16xf32> {tp.sharding = #tp.sharding<@m, [{"model"}]>}, %b: tensor<16xf32>) -> (tensor<16xf32>, tensor<16xf32>) {
  %c = arith.constant dense<2.0> : tensor<16xf32>
  %0 = arith.mulf %a, %c : tensor<16xf32>
  %1 = arith.mulf %b, %c : tensor<16xf32>
  return %0, %1 : tensor<16xf32>, tensor<16xf32>
}

// -----

// Copies with equal shardings are one again.
tp.mesh @m <["model"=4]>
// CHECK-LABEL: func.func @joined_constant
// CHECK-COUNT-1: arith.constant
// CHECK-NOT:     arith.constant
func.func @joined_constant(%a: tensor<16xf32> {tp.sharding = #tp.sharding<@m, [{"model"}]>}) -> tensor<16xf32> {
  %c = arith.constant dense<2.0> : tensor<16xf32>
  %0 = arith.mulf %a, %c : tensor<16xf32>
  %1 = arith.addf %0, %c : tensor<16xf32>
  return %1 : tensor<16xf32>
}

// -----

// A constraint is kept and tells its neighbours; its open dimension takes more.
tp.mesh @m <["data"=2, "model"=4]>
// CHECK-LABEL: func.func @constrain
// CHECK-SAME:    %arg1: tensor<8x16xf32> {tp.sharding = #tp.sharding<@m, [{"data"}, {"model"}]>}
func.func @constrain(%a: tensor<8x16xf32> {tp.sharding = #tp.sharding<@m, [{}, {"model"}]>}, %b: tensor<8x16xf32>) -> tensor<8x16xf32> {
  %0 = arith.addf %a, %b : tensor<8x16xf32>
  // CHECK: tp.constrain %{{.*}} to <@m, [{"data"}, {?}]> {tp.shardings = [#tp.sharding<@m, [{"data"}, {"model"}]>]}
  %1 = tp.constrain %0 to <@m, [{"data"}, {?}]> : tensor<8x16xf32>
  %2 = arith.mulf %1, %1 : tensor<8x16xf32>
  return %2 : tensor<8x16xf32>
}

// -----

// The lower priority wins the axis; the other gets what is left.
tp.mesh @m <["x"=2, "y"=4]>
// CHECK-LABEL: func.func @priorities
func.func @priorities(%a: tensor<8x16xf32> {tp.sharding = #tp.sharding<@m, [{"x", ?}p1, {?}]>},
                      %w: tensor<16x32xf32> {tp.sharding = #tp.sharding<@m, [{?}, {"x", ?}p0]>}) -> tensor<8x32xf32> {
  %e = tensor.empty() : tensor<8x32xf32>
  // CHECK: linalg.matmul {tp.shardings = [#tp.sharding<@m, [{}, {"x"}]>]}
  %r = linalg.matmul ins(%a, %w : tensor<8x16xf32>, tensor<16x32xf32>) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  return %r : tensor<8x32xf32>
}

// -----

// Axes that a value must be replicated over stay away from it; axes of size 1
// split nothing.
tp.mesh @m <["one"=1, "model"=4]>
// CHECK-LABEL: func.func @kept_whole
// CHECK-SAME:    %arg0: tensor<16xf32> {tp.sharding = #tp.sharding<@m, [{"model"}]>}
// CHECK-SAME:    %arg1: tensor<16xf32> {tp.sharding = #tp.sharding<@m, [{}]>}
func.func @kept_whole(%a: tensor<16xf32> {tp.sharding = #tp.sharding<@m, [{"one", "model"}]>},
                      %b: tensor<16xf32> {tp.sharding = #tp.sharding<@m, [{?}], replicated = {"model"}>}) -> tensor<16xf32> {
  %0 = arith.addf %a, %b : tensor<16xf32>
  return %0 : tensor<16xf32>
}

// -----

// A table split over its rows gives rows that are whole.
tp.mesh @m <["data"=2, "model"=4]>
// CHECK-LABEL: func.func @embedding
func.func @embedding(%table: tensor<133x64xf32> {tp.sharding = #tp.sharding<@m, [{"model"}, {}]>},
                     %ids: tensor<4x16x1xi32> {tp.sharding = #tp.sharding<@m, [{"data"}, {}, {}]>}) -> tensor<4x16x64xf32> {
  // CHECK: tensor_ext.gather {{.*}} {tp.shardings = [#tp.sharding<@m, [{"data"}, {}, {}]>]}
  %0 = tensor_ext.gather %table[%ids] offset_dims = [2] collapsed_slice_dims = [0]
         start_index_map = [0] index_vector_dim = 2 slice_sizes = [1, 64]
       : (tensor<133x64xf32>, tensor<4x16x1xi32>) -> tensor<4x16x64xf32>
  return %0 : tensor<4x16x64xf32>
}

// -----

// What a result states reaches the arguments.
tp.mesh @m <["model"=4]>
// CHECK-LABEL: func.func @backward
// CHECK-SAME:    %arg0: tensor<16x8xf32> {tp.sharding = #tp.sharding<@m, [{}, {"model"}]>}
func.func @backward(%a: tensor<16x8xf32>) -> (tensor<8x16xf32> {tp.sharding = #tp.sharding<@m, [{"model"}, {}]>}) {
  %e = tensor.empty() : tensor<8x16xf32>
  %t = linalg.transpose ins(%a : tensor<16x8xf32>) outs(%e : tensor<8x16xf32>) permutation = [1, 0]
  return %t : tensor<8x16xf32>
}

// -----

// Without a mesh there is one rank.
// CHECK:       tp.mesh @mesh <[]>
// CHECK-LABEL: func.func @no_mesh
// CHECK-SAME:    %arg0: tensor<16xf32> {tp.sharding = #tp.sharding<@mesh, [{}]>}
func.func @no_mesh(%a: tensor<16xf32>) -> tensor<16xf32> {
  %0 = arith.addf %a, %a : tensor<16xf32>
  return %0 : tensor<16xf32>
}
