// A loop becomes a copy of its body for each step, nested ones too, and counters become constants.
// RUN: tp-opt %s --tp-unroll-loops | FileCheck %s

// CHECK-LABEL: func.func @twice(
// CHECK-SAME:  %[[X:.*]]: tensor<8xf32>)
// CHECK-NEXT:  %[[A:.*]] = math.exp %[[X]]
// CHECK-NEXT:  %[[B:.*]] = math.exp %[[A]]
// CHECK-NEXT:  return %[[B]], %[[A]]
func.func @twice(%x: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %r:2 = scf.for %i = %c0 to %c2 step %c1 iter_args(%a = %x, %b = %x) -> (tensor<8xf32>, tensor<8xf32>) {
    %c = math.exp %a : tensor<8xf32>
    scf.yield %c, %a : tensor<8xf32>, tensor<8xf32>
  }
  return %r#0, %r#1 : tensor<8xf32>, tensor<8xf32>
}

// CHECK-LABEL: func.func @no_step(
// CHECK-SAME:  %[[X:.*]]: tensor<8xf32>)
// CHECK-NEXT:  return %[[X]]
func.func @no_step(%x: tensor<8xf32>) -> tensor<8xf32> {
  %c3 = arith.constant 3 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c3 to %c3 step %c1 iter_args(%a = %x) -> (tensor<8xf32>) {
    %c = math.exp %a : tensor<8xf32>
    scf.yield %c : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}

// The inner loop runs as often as the outer counter says: 0 + 1 + 2 times.
// CHECK-LABEL: func.func @triangle(
// CHECK-COUNT-3: math.exp
// CHECK-NOT:     math.exp
// CHECK:         return
func.func @triangle(%x: tensor<8xf32>) -> tensor<8xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %r = scf.for %i = %c0 to %c3 step %c1 iter_args(%a = %x) -> (tensor<8xf32>) {
    %s = scf.for %j = %c0 to %i step %c1 iter_args(%b = %a) -> (tensor<8xf32>) {
      %c = math.exp %b : tensor<8xf32>
      scf.yield %c : tensor<8xf32>
    }
    scf.yield %s : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}

// What is computed of the counter on rank 0 is a constant: 2 * i - 1 for i = 0 and 3.
// CHECK-LABEL: func.func @counter(
// CHECK-NOT:   linalg.generic
// CHECK:       %[[A:.*]] = arith.constant dense<-1> : tensor<i32>
// CHECK-NEXT:  tensor_ext.dynamic_slice %{{.*}}[%[[A]]]
// CHECK-NOT:   linalg.generic
// CHECK:       %[[B:.*]] = arith.constant dense<5> : tensor<i32>
// CHECK-NEXT:  tensor_ext.dynamic_slice %{{.*}}[%[[B]]]
func.func @counter(%x: tensor<8xf32>) -> tensor<1xf32> {
  %c0 = arith.constant 0 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %init = tensor.extract_slice %x[0] [1] [1] : tensor<8xf32> to tensor<1xf32>
  %r = scf.for %i = %c0 to %c4 step %c3 iter_args(%a = %init) -> (tensor<1xf32>) {
    %n = arith.index_cast %i : index to i32
    %t = tensor.from_elements %n : tensor<i32>
    %e = tensor.empty() : tensor<i32>
    %u = linalg.generic {indexing_maps = [affine_map<() -> ()>, affine_map<() -> ()>], iterator_types = []}
        ins(%t : tensor<i32>) outs(%e : tensor<i32>) {
    ^bb0(%v: i32, %out: i32):
      %two = arith.constant 2 : i32
      %one = arith.constant 1 : i32
      %w = arith.muli %v, %two : i32
      %z = arith.subi %w, %one : i32
      linalg.yield %z : i32
    } -> tensor<i32>
    %s = tensor_ext.dynamic_slice %x[%u] : (tensor<8xf32>, tensor<i32>) -> tensor<1xf32>
    %b = arith.addf %a, %s : tensor<1xf32>
    scf.yield %b : tensor<1xf32>
  }
  return %r : tensor<1xf32>
}

// A body with regions of its own is copied whole each time.
// CHECK-LABEL: func.func @regions(
// CHECK-COUNT-3: linalg.generic
// CHECK-NOT:     linalg.generic
func.func @regions(%x: tensor<8xf32>) -> tensor<8xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %r = scf.for %i = %c0 to %c3 step %c1 iter_args(%a = %x) -> (tensor<8xf32>) {
    %b = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
        outs(%a : tensor<8xf32>) {
    ^bb0(%v: f32):
      %w = math.exp %v : f32
      linalg.yield %w : f32
    } -> tensor<8xf32>
    scf.yield %b : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}

// An inner loop whose bounds are computed stays one in each copy of the outer one.
// CHECK-LABEL: func.func @inner_stays
// CHECK-NOT:     scf.for
// CHECK-COUNT-3: scf.while
// CHECK-NOT:     scf.while
// CHECK:         return
func.func @inner_stays(%x: tensor<8xf32>, %n: tensor<i32>) -> tensor<8xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %number = tensor.extract %n[] : tensor<i32>
  %bound = arith.index_cast %number : i32 to index
  %r = scf.for %i = %c0 to %c3 step %c1 iter_args(%a = %x) -> (tensor<8xf32>) {
    %s = scf.for %j = %i to %bound step %c1 iter_args(%b = %a) -> (tensor<8xf32>) {
      %c = math.exp %b : tensor<8xf32>
      scf.yield %c : tensor<8xf32>
    }
    scf.yield %s : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}
