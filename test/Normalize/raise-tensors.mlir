// Do lookups, moves, choices and numbers get the form that later passes know?
// RUN: tp-opt %s --tp-raise-tensors | FileCheck %s

// CHECK-LABEL: func.func @lookup
// CHECK:         tensor_ext.gather %{{.*}}[%{{.*}}] offset_dims = [1] collapsed_slice_dims = [0] start_index_map = [0]
// CHECK-SAME:    slice_sizes = [1, 8]
// CHECK-NOT:     linalg.generic
func.func @lookup(%table: tensor<99x8xf32>, %ids: tensor<4xi64>) -> tensor<4x8xf32> {
  %e = tensor.empty() : tensor<4x8xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0)>, affine_map<(d0, d1) -> (d0, d1)>],
                       iterator_types = ["parallel", "parallel"]}
      ins(%ids : tensor<4xi64>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%id: i64, %out: f32):
    %i = arith.index_cast %id : i64 to index
    %j = linalg.index 1 : index
    %x = tensor.extract %table[%i, %j] : tensor<99x8xf32>
    linalg.yield %x : f32
  } -> tensor<4x8xf32>
  return %r : tensor<4x8xf32>
}

// A lookup backwards is no gather.
// CHECK-LABEL: func.func @backwards
// CHECK:         tensor.extract
func.func @backwards(%table: tensor<9xf32>) -> tensor<9xf32> {
  %e = tensor.empty() : tensor<9xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
      outs(%e : tensor<9xf32>) {
  ^bb0(%out: f32):
    %c8 = arith.constant 8 : index
    %i = linalg.index 0 : index
    %j = arith.subi %c8, %i : index
    %x = tensor.extract %table[%j] : tensor<9xf32>
    linalg.yield %x : f32
  } -> tensor<9xf32>
  return %r : tensor<9xf32>
}

// CHECK-LABEL: func.func @moves
// CHECK:         linalg.transpose {{.*}} permutation = [1, 0]
// CHECK:         linalg.broadcast {{.*}} dimensions = [1]
// CHECK-NOT:     linalg.generic
func.func @moves(%x: tensor<3x1x5xf32>) -> tensor<5x4x3xf32> {
  %e = tensor.empty() : tensor<5x4x3xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d2, 0, d0)>,
                                        affine_map<(d0, d1, d2) -> (d0, d1, d2)>],
                       iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%x : tensor<3x1x5xf32>) outs(%e : tensor<5x4x3xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<5x4x3xf32>
  return %r : tensor<5x4x3xf32>
}

// What is not chosen is computed, but divides by 1.
// CHECK-LABEL: func.func @choice
// CHECK-NOT:     scf.if
// CHECK:         %[[DIVISOR:.*]] = arith.select
// CHECK:         arith.divsi %{{.*}}, %[[DIVISOR]]
// CHECK:         arith.select
func.func @choice(%x: tensor<4xi32>) -> tensor<4xi32> {
  %r = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>],
                       iterator_types = ["parallel"]}
      ins(%x : tensor<4xi32>) outs(%x : tensor<4xi32>) {
  ^bb0(%d: i32, %n: i32):
    %c0 = arith.constant 0 : i32
    %zero = arith.cmpi eq, %d, %c0 : i32
    %q = scf.if %zero -> i32 {
      scf.yield %n : i32
    } else {
      %v = arith.divsi %n, %d : i32
      scf.yield %v : i32
    }
    linalg.yield %q : i32
  } -> tensor<4xi32>
  return %r : tensor<4xi32>
}

// A number that is computed is a tensor of rank 0, also where a body uses it.
// CHECK-LABEL: func.func @number
// CHECK:         %[[SLICE:.*]] = tensor.extract_slice
// CHECK:         %[[SUM:.*]] = linalg.generic {{.*}} iterator_types = []} ins(%[[SLICE]] : tensor<f32>)
// CHECK:         linalg.generic {{.*}} ins(%{{.*}}, %[[SUM]] : tensor<4xf32>, tensor<f32>)
// CHECK-NOT:     tensor.extract %
func.func @number(%x: tensor<4xf32>) -> tensor<4xf32> {
  %c2 = arith.constant 2 : index
  %a = tensor.extract %x[%c2] : tensor<4xf32>
  %b = arith.addf %a, %a : f32
  %e = tensor.empty() : tensor<4xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>],
                       iterator_types = ["parallel"]}
      ins(%x : tensor<4xf32>) outs(%e : tensor<4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %p = arith.mulf %in, %b : f32
    linalg.yield %p : f32
  } -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// What is overwritten unread need not be there; what is added to, or written in part, does.
// CHECK-LABEL: func.func @destinations(
// CHECK-SAME:    %[[A:[a-z0-9]*]]: tensor<4xf32>, %[[D:[a-z0-9]*]]: tensor<4xf32>, %[[M:[a-z0-9]*]]: tensor<4x4xf32>)
// CHECK:         linalg.add ins(%[[A]], %[[A]] : {{.*}} outs(%{{[0-9]+}} :
// CHECK:         linalg.reduce {{.*}} outs(%[[D]] :
// CHECK:         linalg.generic {{.*}} outs(%[[M]] :
func.func @destinations(%a: tensor<4xf32>, %d: tensor<4xf32>, %m: tensor<4x4xf32>)
    -> (tensor<4xf32>, tensor<4xf32>, tensor<4x4xf32>) {
  %0 = linalg.add ins(%a, %a : tensor<4xf32>, tensor<4xf32>) outs(%d : tensor<4xf32>) -> tensor<4xf32>
  %1 = linalg.reduce { arith.addf } ins(%m : tensor<4x4xf32>) outs(%d : tensor<4xf32>) dimensions = [1]
  %2 = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i, i)>], iterator_types = ["parallel"]}
      ins(%a : tensor<4xf32>) outs(%m : tensor<4x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<4x4xf32>
  return %0, %1, %2 : tensor<4xf32>, tensor<4xf32>, tensor<4x4xf32>
}
