// Does every disagreement between shardings become one reshard with a reason?
// RUN: tp-opt %s --tp-insert-reshards --tp-verify-sharded | FileCheck %s

tp.mesh @m <["x"=4]>

// Both operands split what the product sums: its result is partial until the
// reshard, whose reason names the argument that split it.
// CHECK-LABEL: func.func @row_split
func.func @row_split(%a: tensor<8x16xf32> {tp.sharding = #tp.sharding<@m, [{}, {"x"}]>},
                     %b: tensor<16x32xf32> {tp.name = "down", tp.sharding = #tp.sharding<@m, [{"x"}, {}]>})
    -> (tensor<8x32xf32> {tp.sharding = #tp.sharding<@m, [{}, {}]>}) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() {tp.shardings = [#tp.sharding<@m, [{}, {}]>]} : tensor<8x32xf32>
  %i = linalg.fill {tp.shardings = [#tp.sharding<@m, [{}, {}]>]} ins(%zero : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  // CHECK: %[[C:.*]] = linalg.matmul {tp.shardings = [#tp.sharding<@m, [{}, {}], partial = {"x": sum}>]}
  // CHECK-NEXT: %[[R:.*]] = tp.reshard %[[C]] to <@m, [{}, {}]> {reason = "linalg.matmul gives [{}, {}], partial = {\22x\22: sum}: what it reduces is split; the program goes on with [{}, {}]; \22x\22 comes from argument #0 dimension 1"}
  // CHECK-NEXT: return %[[R]]
  %c = linalg.matmul {tp.shardings = [#tp.sharding<@m, [{}, {}]>]} ins(%a, %b : tensor<8x16xf32>, tensor<16x32xf32>) outs(%i : tensor<8x32xf32>) -> tensor<8x32xf32>
  return %c : tensor<8x32xf32>
}

// A partial value goes to a split one in one reshard: it can be scattered.
// CHECK-LABEL: func.func @scattered
func.func @scattered(%a: tensor<8x16xf32> {tp.sharding = #tp.sharding<@m, [{}, {"x"}]>},
                     %b: tensor<16x32xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>})
    -> (tensor<8x32xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>}) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() {tp.shardings = [#tp.sharding<@m, [{}, {}]>]} : tensor<8x32xf32>
  %i = linalg.fill {tp.shardings = [#tp.sharding<@m, [{}, {}]>]} ins(%zero : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  // CHECK: %[[C:.*]] = linalg.matmul
  // CHECK-NEXT: tp.reshard %[[C]] to <@m, [{"x"}, {}]>
  // CHECK-NEXT: return
  %c = linalg.matmul {tp.shardings = [#tp.sharding<@m, [{"x"}, {}]>]} ins(%a, %b : tensor<8x16xf32>, tensor<16x32xf32>) outs(%i : tensor<8x32xf32>) -> tensor<8x32xf32>
  return %c : tensor<8x32xf32>
}

// An init that is not the identity joins once, after the reduction.
// CHECK-LABEL: func.func @init(
// CHECK-SAME: %[[A:.*]]: tensor<7x6xf32> {{.*}}, %[[B:.*]]: tensor<6xf32>
func.func @init(%a: tensor<7x6xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>},
                %b: tensor<6xf32> {tp.sharding = #tp.sharding<@m, [{}]>})
    -> (tensor<6xf32> {tp.sharding = #tp.sharding<@m, [{}]>}) {
  // CHECK: %[[ZERO:.*]] = arith.constant 0.0
  // CHECK: %[[I:.*]] = linalg.fill {{.*}} ins(%[[ZERO]]
  // CHECK: %[[S:.*]] = linalg.reduce { arith.addf } ins(%[[A]] {{.*}} outs(%[[I]]
  // CHECK-SAME: partial = {"x": sum}
  // CHECK: %[[R:.*]] = tp.reshard %[[S]] to <@m, [{}]>
  // CHECK: linalg.generic {{.*}} ins(%[[B]], %[[R]]
  // CHECK: arith.addf
  %s = linalg.reduce {arith.addf} ins(%a : tensor<7x6xf32>) outs(%b : tensor<6xf32>) dimensions = [0] {tp.shardings = [#tp.sharding<@m, [{}]>]}
  return %s : tensor<6xf32>
}

// A maximum from minus infinity stays one reduction.
// CHECK-LABEL: func.func @maximum
func.func @maximum(%a: tensor<8x6xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>})
    -> (tensor<6xf32> {tp.sharding = #tp.sharding<@m, [{}]>}) {
  %low = arith.constant 0xFF800000 : f32
  %e = tensor.empty() {tp.shardings = [#tp.sharding<@m, [{}]>]} : tensor<6xf32>
  %i = linalg.fill {tp.shardings = [#tp.sharding<@m, [{}]>]} ins(%low : f32) outs(%e : tensor<6xf32>) -> tensor<6xf32>
  // CHECK: linalg.reduce { arith.maximumf }
  // CHECK-SAME: partial = {"x": max}
  // CHECK-NEXT: tp.reshard
  // CHECK-NEXT: return
  %s = linalg.reduce {arith.maximumf} ins(%a : tensor<8x6xf32>) outs(%i : tensor<6xf32>) dimensions = [0] {tp.shardings = [#tp.sharding<@m, [{}]>]}
  return %s : tensor<6xf32>
}

// Two users of one resharded value share the reshard; a constraint is one.
// CHECK-LABEL: func.func @shared
func.func @shared(%a: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>},
                  %b: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{}]>})
    -> (tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{}]>}, tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>}) {
  // CHECK-NEXT: %[[A:.*]] = tp.reshard %{{.*}} to <@m, [{}]> {reason = "tp.constrain asks for [{}], the value is [{\22x\22}]"}
  // CHECK-NEXT: arith.mulf %[[A]], %[[A]]
  // CHECK-NEXT: %[[S:.*]] = arith.addf %[[A]],
  // CHECK-NEXT: tp.reshard %[[S]] to <@m, [{"x"}]> {reason = "result #1 of @shared is returned as [{\22x\22}], the value is [{}]"}
  // CHECK-NEXT: return
  %0 = tp.constrain %a to <@m, [{}]> {tp.shardings = [#tp.sharding<@m, [{}]>]} : tensor<8xf32>
  %1 = arith.mulf %0, %0 {tp.shardings = [#tp.sharding<@m, [{}]>]} : tensor<8xf32>
  %2 = arith.addf %0, %b {tp.shardings = [#tp.sharding<@m, [{}]>]} : tensor<8xf32>
  return %1, %2 : tensor<8xf32>, tensor<8xf32>
}

// A value that was gathered for one user is read where it came from by the
// next.
// CHECK-LABEL: func.func @no_way_back
// CHECK-SAME: (%[[A:.*]]: tensor<8xf32>
func.func @no_way_back(%a: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>})
    -> (tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>}) {
  // CHECK: return %[[A]]
  %0 = tp.constrain %a to <@m, [{}]> {tp.shardings = [#tp.sharding<@m, [{}]>]} : tensor<8xf32>
  %1 = tp.constrain %0 to <@m, [{"x"}]> {tp.shardings = [#tp.sharding<@m, [{"x"}]>]} : tensor<8xf32>
  return %1 : tensor<8xf32>
}

// What a body reads, it needs whole.
// CHECK-LABEL: func.func @captured
func.func @captured(%a: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>},
                    %t: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>})
    -> (tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>}) {
  // CHECK: %[[T:.*]] = tp.reshard %{{.*}} to <@m, [{}]> {reason = "the body of linalg.generic reads
  // CHECK: tensor.extract %[[T]]
  %e = tensor.empty() {tp.shardings = [#tp.sharding<@m, [{"x"}]>]} : tensor<8xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
      ins(%a : tensor<8xf32>) outs(%e : tensor<8xf32>) attrs = {tp.shardings = [#tp.sharding<@m, [{"x"}]>]} {
  ^bb0(%in: f32, %out: f32):
    %i = linalg.index 0 : index
    %v = tensor.extract %t[%i] : tensor<8xf32>
    %s = arith.addf %in, %v : f32
    linalg.yield %s : f32
  } -> tensor<8xf32>
  return %r : tensor<8xf32>
}

// A sliced dimension is gathered.
// CHECK-LABEL: func.func @slice
func.func @slice(%a: tensor<8x6xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>})
    -> (tensor<4x6xf32> {tp.sharding = #tp.sharding<@m, [{}, {}]>}) {
  // CHECK: %[[W:.*]] = tp.reshard %{{.*}} to <@m, [{}, {}]>
  // CHECK: tensor.extract_slice %[[W]]
  %s = tensor.extract_slice %a[2, 0] [4, 6] [1, 1] {tp.shardings = [#tp.sharding<@m, [{}, {}]>]} : tensor<8x6xf32> to tensor<4x6xf32>
  return %s : tensor<4x6xf32>
}

// What costs nothing to make is made as it is needed, not sent; and it has no
// say in where the op works.
// CHECK-LABEL: func.func @sources
// CHECK-SAME: (%[[A:.*]]: tensor<8x8xf32>
func.func @sources(%a: tensor<8x8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>})
    -> (tensor<8x8xf32> {tp.sharding = #tp.sharding<@m, [{}, {"x"}]>}) {
  %one = arith.constant 1.0 : f32
  // CHECK-NOT: tp.reshard
  // CHECK: %[[E:.*]] = tensor.empty() {tp.shardings = [#tp.sharding<@m, [{"x"}, {}]>]}
  // CHECK: %[[F:.*]] = linalg.fill {tp.shardings = [#tp.sharding<@m, [{"x"}, {}]>]} {{.*}} outs(%[[E]]
  // CHECK: %[[S:.*]] = linalg.add {tp.shardings = [#tp.sharding<@m, [{"x"}, {}]>]} ins(%[[A]], %[[F]] : {{.*}} outs(%[[E]]
  // CHECK: tp.reshard %[[S]] to <@m, [{}, {"x"}]>
  %e = tensor.empty() {tp.shardings = [#tp.sharding<@m, [{}, {"x"}]>]} : tensor<8x8xf32>
  %f = linalg.fill {tp.shardings = [#tp.sharding<@m, [{}, {"x"}]>]} ins(%one : f32) outs(%e : tensor<8x8xf32>) -> tensor<8x8xf32>
  %s = linalg.add {tp.shardings = [#tp.sharding<@m, [{}, {"x"}]>]} ins(%a, %f : tensor<8x8xf32>, tensor<8x8xf32>) outs(%e : tensor<8x8xf32>) -> tensor<8x8xf32>
  return %s : tensor<8x8xf32>
}
