// Is a value that a loop or branch reads from outside brought to where it is needed once, in front of it?
// RUN: tp-opt %s --tp-propagate --tp-insert-reshards --tp-verify-sharded | FileCheck %s
// RUN: tp-opt %s --tp-spmd | FileCheck %s --check-prefix=LOCAL

tp.mesh @m <["x"=4]>

// What each step multiplies by is gathered once; what steps make of it is cut again inside.
// CHECK-LABEL: func.func @power
// CHECK: %[[W:.*]] = tp.reshard %arg0
// CHECK: scf.while
// CHECK-NOT: tp.reshard %arg0
// CHECK: return

// The gather of the matrix stands before the loop, and every rank decides by the same predicate.
// LOCAL-LABEL: func.func @power
// LOCAL: tp.all_gather %arg0 dim 1 {{.*}} tensor<8x2xf32> -> tensor<8x8xf32>
// LOCAL: scf.while {{.*}} : (tensor<i32>, tensor<8xf32>) -> (tensor<i32>, tensor<8xf32>)
// LOCAL: tensor.extract {{.*}} : tensor<i1>
// LOCAL: scf.condition
// LOCAL-NOT: tp.all_gather %arg0
// LOCAL: return
func.func @power(%w: tensor<8x8xf32> {tp.sharding = #tp.sharding<@m, [{}, {"x"}]>},
                 %v: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{}]>})
    -> (tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{}]>}) {
  %zero = arith.constant dense<0> : tensor<i32>
  %r:2 = scf.while (%i = %zero, %a = %v) : (tensor<i32>, tensor<8xf32>) -> (tensor<i32>, tensor<8xf32>) {
    %n = arith.constant dense<3> : tensor<i32>
    %e = tensor.empty() : tensor<i1>
    %less = linalg.generic {indexing_maps = [affine_map<() -> ()>, affine_map<() -> ()>, affine_map<() -> ()>], iterator_types = []}
        ins(%i, %n : tensor<i32>, tensor<i32>) outs(%e : tensor<i1>) {
    ^bb0(%p: i32, %q: i32, %o: i1):
      %c = arith.cmpi slt, %p, %q : i32
      linalg.yield %c : i1
    } -> tensor<i1>
    %go = tensor.extract %less[] : tensor<i1>
    scf.condition(%go) %i, %a : tensor<i32>, tensor<8xf32>
  } do {
  ^bb0(%i: tensor<i32>, %a: tensor<8xf32>):
    %whole = tp.constrain %w to <@m, [{}, {}]> : tensor<8x8xf32>
    %init = arith.constant dense<0.0> : tensor<8xf32>
    %p = linalg.contract indexing_maps = [affine_map<(i, k) -> (i, k)>, affine_map<(i, k) -> (k)>, affine_map<(i, k) -> (i)>]
        ins(%whole, %a : tensor<8x8xf32>, tensor<8xf32>) outs(%init : tensor<8xf32>) -> tensor<8xf32>
    %one = arith.constant dense<1> : tensor<i32>
    %e = tensor.empty() : tensor<i32>
    %next = linalg.generic {indexing_maps = [affine_map<() -> ()>, affine_map<() -> ()>, affine_map<() -> ()>], iterator_types = []}
        ins(%i, %one : tensor<i32>, tensor<i32>) outs(%e : tensor<i32>) {
    ^bb0(%s: i32, %t: i32, %o: i32):
      %sum = arith.addi %s, %t : i32
      linalg.yield %sum : i32
    } -> tensor<i32>
    scf.yield %next, %p : tensor<i32>, tensor<8xf32>
  }
  return %r#1 : tensor<8xf32>
}

// Both branches and what follows read one gathered value, which has to stand before all of them.
// CHECK-LABEL: func.func @branches
// CHECK: %[[X:.*]] = tp.reshard %arg0
// CHECK-NEXT: scf.if
// CHECK-NOT: tp.reshard %arg0
// CHECK: return %{{.*}}, %[[X]]
func.func @branches(%x: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>},
                    %p: tensor<i1> {tp.sharding = #tp.sharding<@m, []>})
    -> (tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{}]>}, tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{}]>}) {
  %c = tensor.extract %p[] : tensor<i1>
  %r = scf.if %c -> (tensor<8xf32>) {
    %whole = tp.constrain %x to <@m, [{}]> : tensor<8xf32>
    %t = math.exp %whole : tensor<8xf32>
    scf.yield %t : tensor<8xf32>
  } else {
    %whole = tp.constrain %x to <@m, [{}]> : tensor<8xf32>
    scf.yield %whole : tensor<8xf32>
  }
  return %r, %x : tensor<8xf32>, tensor<8xf32>
}
