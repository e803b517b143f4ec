// What do ops and reshards become on one device, on extents that do not divide?
// RUN: tp-opt %s --tp-verify-sharded --tp-partition --cse --tp-verify-local | FileCheck %s

tp.mesh @m <["x"=4, "y"=2]>

// Each rank looks up what lies in its part of the table: positions are clamped
// as for the whole table, then counted from the part's start; the rest is zero.
// CHECK-LABEL: func.func @gather
// CHECK-SAME: (%[[T:.*]]: tensor<3x8xf32> {{.*}}, %[[I:.*]]: tensor<3x1xi32>
// CHECK: %[[POS:.*]] = tp.axis_index over @m ["x"]
// CHECK: %[[OFF:.*]] = arith.muli %[[POS]], %c3
// CHECK: %[[OFF32:.*]] = arith.index_cast %[[OFF]] : index to i32
// CHECK: %[[L:.*]] = linalg.generic {{.*}} ins(%[[I]] : tensor<3x1xi32>)
// CHECK: arith.maxsi %{{.*}}, %c0_i32
// CHECK: %[[C:.*]] = arith.minsi %{{.*}}, %c9_i32
// CHECK: arith.subi %[[C]], %[[OFF32]]
// CHECK: %[[G:.*]] = tensor_ext.gather %[[T]][%[[L]]]
// CHECK-SAME: slice_sizes = [1, 8]
// CHECK: linalg.generic {{.*}} ins(%[[G]], %{{.*}} : tensor<3x8xf32>, tensor<3xi32>)
// CHECK: %[[OWN:.*]] = arith.cmpi ult, %{{.*}}, %c3_i32
// CHECK: arith.select %[[OWN]], %{{.*}}, %cst
func.func @gather(%t: tensor<10x8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>},
                  %i: tensor<6x1xi32> {tp.sharding = #tp.sharding<@m, [{"y"}, {}]>})
    -> (tensor<6x8xf32> {tp.sharding = #tp.sharding<@m, [{"y"}, {}], partial = {"x": sum}>}) {
  %0 = tensor_ext.gather %t[%i] offset_dims = [1] collapsed_slice_dims = [0] start_index_map = [0] index_vector_dim = 1 slice_sizes = [1, 8] {tp.shardings = [#tp.sharding<@m, [{"y"}, {}], partial = {"x": sum}>]} : (tensor<10x8xf32>, tensor<6x1xi32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// Padding of a major factor is padding at the end of the joined dimension.
// CHECK-LABEL: func.func @reshape
// CHECK-SAME: tensor<2x3xf32> {tp.global_type = tensor<7x3xf32>
// CHECK-NEXT: tensor.collapse_shape {{.*}} : tensor<2x3xf32> into tensor<6xf32>
// CHECK-NEXT: tensor.expand_shape {{.*}} output_shape [2, 3] : tensor<6xf32> into tensor<2x3xf32>
func.func @reshape(%a: tensor<7x3xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>})
    -> (tensor<21xf32> {tp.sharding = #tp.sharding<@m, [{"x" by 3}]>}, tensor<7x3xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>}) {
  %0 = tensor.collapse_shape %a [[0, 1]] {tp.shardings = [#tp.sharding<@m, [{"x" by 3}]>]} : tensor<7x3xf32> into tensor<21xf32>
  %1 = tensor.expand_shape %0 [[0, 1]] output_shape [7, 3] {tp.shardings = [#tp.sharding<@m, [{"x"}, {}]>]} : tensor<21xf32> into tensor<7x3xf32>
  return %0, %1 : tensor<21xf32>, tensor<7x3xf32>
}

// 5 over 2, then over 4: [0 1 2 -] [3 4 - -]. Padding inside is cut block by
// block; slicing pads first.
// CHECK-LABEL: func.func @nested
// CHECK-SAME: tensor<1xf32> {tp.global_type = tensor<5xf32>
// CHECK-NEXT: %[[A:.*]] = tp.all_gather %{{.*}} dim 0 over @m ["y", "x"] : tensor<1xf32> -> tensor<8xf32>
// CHECK-NEXT: %[[B:.*]] = tensor.expand_shape %[[A]] {{.*}} output_shape [2, 4]
// CHECK-NEXT: %[[C:.*]] = tensor.extract_slice %[[B]][0, 0] [2, 3] [1, 1]
// CHECK-NEXT: %[[D:.*]] = tensor.collapse_shape %[[C]]
// CHECK-NEXT: %[[E:.*]] = tensor.extract_slice %[[D]][0] [5] [1]
// CHECK: %[[F:.*]] = tensor.pad %[[E]] low[0] high[3]
// CHECK: tp.all_slice %[[F]] dim 0 over @m ["x"] : tensor<8xf32> -> tensor<2xf32>
func.func @nested(%a: tensor<5xf32> {tp.sharding = #tp.sharding<@m, [{"y", "x"}]>})
    -> (tensor<5xf32> {tp.sharding = #tp.sharding<@m, [{}]>}, tensor<5xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>}) {
  %0 = tp.reshard %a to <@m, [{}]> : tensor<5xf32>
  %1 = tp.reshard %0 to <@m, [{"x"}]> : tensor<5xf32>
  return %0, %1 : tensor<5xf32>, tensor<5xf32>
}

// A splat needs no slice; of other constants every rank keeps its part.
// CHECK-LABEL: func.func @constants
// CHECK-NEXT: arith.constant dense<1.000000e+00> : tensor<2xf32>
// CHECK: tensor.pad {{.*}} high[2]
// CHECK: tp.all_slice %{{.*}} dim 0 over @m ["x"] : tensor<8xf32> -> tensor<2xf32>
func.func @constants() -> (tensor<6xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>}, tensor<6xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>}) {
  %0 = arith.constant {tp.shardings = [#tp.sharding<@m, [{"x"}]>]} dense<1.0> : tensor<6xf32>
  %1 = arith.constant {tp.shardings = [#tp.sharding<@m, [{"x"}]>]} dense<[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]> : tensor<6xf32>
  return %0, %1 : tensor<6xf32>, tensor<6xf32>
}

// Both sides of a product are zero where the summed dimension is padding.
// CHECK-LABEL: func.func @contract
// CHECK: %[[P:.*]] = tp.axis_index over @m ["x"]
// CHECK: %[[START:.*]] = arith.muli %[[P]], %c2
// CHECK: %[[LEFT:.*]] = arith.subi %c7, %[[START]]
// CHECK: %[[VALID:.*]] = arith.minsi %[[LEFT]], %c2
// CHECK: %[[A:.*]] = linalg.generic
// CHECK: linalg.index 1
// CHECK: arith.cmpi slt, %{{.*}}, %[[VALID]]
// CHECK: %[[B:.*]] = linalg.generic
// CHECK: linalg.index 0
// CHECK: arith.cmpi slt, %{{.*}}, %[[VALID]]
// CHECK: linalg.contract {{.*}} ins(%[[A]], %[[B]] : tensor<8x2xf32>, tensor<2x5xf32>)
func.func @contract(%a: tensor<8x7xf32> {tp.sharding = #tp.sharding<@m, [{}, {"x"}]>},
                    %b: tensor<7x9xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {"y"}]>})
    -> (tensor<8x9xf32> {tp.sharding = #tp.sharding<@m, [{}, {"y"}], partial = {"x": sum}>}) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() {tp.shardings = [#tp.sharding<@m, [{}, {"y"}]>]} : tensor<8x9xf32>
  %i = linalg.fill {tp.shardings = [#tp.sharding<@m, [{}, {"y"}]>]} ins(%zero : f32) outs(%e : tensor<8x9xf32>) -> tensor<8x9xf32>
  %c = linalg.contract
    indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]
    {tp.shardings = [#tp.sharding<@m, [{}, {"y"}], partial = {"x": sum}>]} ins(%a, %b : tensor<8x7xf32>, tensor<7x9xf32>) outs(%i : tensor<8x9xf32>) -> tensor<8x9xf32>
  return %c : tensor<8x9xf32>
}

// Positions count globally, a reduction steps over padding, and padding is never
// divided by.
// CHECK-LABEL: func.func @generic
// CHECK: %[[OFF:.*]] = arith.muli
// CHECK: %[[VALID:.*]] = arith.minsi
// CHECK: linalg.generic
// CHECK: ^bb0(%{{.*}}: i32, %[[ACC:.*]]: i32):
// CHECK: %[[LOCAL:.*]] = linalg.index 0
// CHECK: arith.addi %[[LOCAL]], %[[OFF]]
// CHECK: %[[SUM:.*]] = arith.addi %[[ACC]],
// CHECK: %[[IN:.*]] = arith.cmpi slt, %[[LOCAL]], %[[VALID]]
// CHECK: %[[KEPT:.*]] = arith.select %[[IN]], %[[SUM]], %[[ACC]]
// CHECK: linalg.yield %[[KEPT]]
// CHECK: linalg.map
// CHECK: %[[BY:.*]] = arith.select %{{.*}}, %{{.*}}, %c1_i32
// CHECK: arith.divsi %{{.*}}, %[[BY]]
func.func @generic(%a: tensor<7x3xi32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>})
    -> (tensor<3xi32> {tp.sharding = #tp.sharding<@m, [{}], partial = {"x": sum}>}, tensor<7x3xi32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>}) {
  %zero = arith.constant 0 : i32
  %e = tensor.empty() {tp.shardings = [#tp.sharding<@m, [{}]>]} : tensor<3xi32>
  %i = linalg.fill {tp.shardings = [#tp.sharding<@m, [{}]>]} ins(%zero : i32) outs(%e : tensor<3xi32>) -> tensor<3xi32>
  %s = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j)>], iterator_types = ["reduction", "parallel"]}
      ins(%a : tensor<7x3xi32>) outs(%i : tensor<3xi32>) attrs = {tp.shardings = [#tp.sharding<@m, [{}], partial = {"x": sum}>]} {
  ^bb0(%in: i32, %acc: i32):
    %n = linalg.index 0 : index
    %p = arith.index_cast %n : index to i32
    %w = arith.muli %in, %p : i32
    %s = arith.addi %acc, %w : i32
    linalg.yield %s : i32
  } -> tensor<3xi32>
  %q = linalg.map { arith.divsi } ins(%a, %a : tensor<7x3xi32>, tensor<7x3xi32>) outs(%a : tensor<7x3xi32>) {tp.shardings = [#tp.sharding<@m, [{"x"}, {}]>]}
  return %s, %q : tensor<3xi32>, tensor<7x3xi32>
}

// Whole dimensions of slices and of concatenations are as long as the shard.
// CHECK-LABEL: func.func @slices
// CHECK-NEXT: tensor.extract_slice %{{.*}}[0, 1] [2, 2] [1, 1]
// CHECK-NEXT: tensor.extract_slice %{{.*}}[0, 0] [2, 3] [1, 2]
// CHECK-NEXT: tensor.concat dim(1) {{.*}} -> tensor<2x5xf32>
func.func @slices(%a: tensor<7x6xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>})
    -> (tensor<7x5xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>}) {
  %0 = tensor.extract_slice %a[0, 1] [7, 2] [1, 1] {tp.shardings = [#tp.sharding<@m, [{"x"}, {}]>]} : tensor<7x6xf32> to tensor<7x2xf32>
  %1 = tensor.extract_slice %a[0, 0] [7, 3] [1, 2] {tp.shardings = [#tp.sharding<@m, [{"x"}, {}]>]} : tensor<7x6xf32> to tensor<7x3xf32>
  %2 = tensor.concat dim(1) %0, %1 {tp.shardings = [#tp.sharding<@m, [{"x"}, {}]>]} : (tensor<7x2xf32>, tensor<7x3xf32>) -> tensor<7x5xf32>
  return %2 : tensor<7x5xf32>
}

// A table split twice: what is padding in a block may be the next block's first
// row, which must be found once.
// CHECK-LABEL: func.func @nested_gather
// CHECK: arith.index_cast {{.*}} : index to i32
// CHECK: %[[VALID:.*]] = arith.index_cast {{.*}} : index to i32
// CHECK: arith.cmpi ult,
// CHECK: arith.cmpi slt, %{{.*}}, %[[VALID]]
// CHECK: arith.andi
func.func @nested_gather(%t: tensor<5xf32> {tp.sharding = #tp.sharding<@m, [{"y", "x"}]>},
                         %i: tensor<6x1xi32> {tp.sharding = #tp.sharding<@m, [{}, {}]>})
    -> (tensor<6xf32> {tp.sharding = #tp.sharding<@m, [{}], partial = {"y": sum, "x": sum}>}) {
  %0 = tensor_ext.gather %t[%i] offset_dims = [] collapsed_slice_dims = [0] start_index_map = [0] index_vector_dim = 1 slice_sizes = [1] {tp.shardings = [#tp.sharding<@m, [{}], partial = {"y": sum, "x": sum}>]} : (tensor<5xf32>, tensor<6x1xi32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

// Every kind of step, each once: the reason goes with it.
// CHECK-LABEL: func.func @steps
// CHECK-SAME: (%[[A:.*]]: tensor<2x8xf32> {{.*}}, %[[P:.*]]: tensor<8x8xf32>
// CHECK-NEXT: tp.all_to_all %[[A]] split 1 concat 0 over @m ["x"] {reason = "moved"} : tensor<2x8xf32> -> tensor<8x2xf32>
// CHECK-NEXT: tp.all_reduce sum %[[P]] over @m ["x"] {reason = "reduced"}
// CHECK-NEXT: tp.reduce_scatter sum %[[P]] dim 1 over @m ["x"] {reason = "scattered"} : tensor<8x8xf32> -> tensor<8x2xf32>
func.func @steps(%a: tensor<8x8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>},
                 %p: tensor<8x8xf32> {tp.sharding = #tp.sharding<@m, [{}, {}], partial = {"x": sum}>})
    -> (tensor<8x8xf32> {tp.sharding = #tp.sharding<@m, [{}, {"x"}]>}, tensor<8x8xf32> {tp.sharding = #tp.sharding<@m, [{}, {}]>},
        tensor<8x8xf32> {tp.sharding = #tp.sharding<@m, [{}, {"x"}]>}) {
  %0 = tp.reshard %a to <@m, [{}, {"x"}]> {reason = "moved"} : tensor<8x8xf32>
  %1 = tp.reshard %p to <@m, [{}, {}]> {reason = "reduced"} : tensor<8x8xf32>
  %2 = tp.reshard %p to <@m, [{}, {"x"}]> {reason = "scattered"} : tensor<8x8xf32>
  return %0, %1, %2 : tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>
}
