// A line op is a kernel of its own, with what is cheap to compute of its elements inside.
// RUN: tp-opt %s --split-input-file --tp-form-dispatches | FileCheck %s

// The sum's elements are computed as it reads them; both results of top_k are
// there, though one is not read.
// CHECK-LABEL: func.func @route
// CHECK:         %[[S:.*]] = tprt.launch @kernel_scan_0 ins(%arg0 : tensor<64x4xi32>)
// CHECK:         %[[T:.*]]:2 = tprt.launch @kernel_top_k_0 ins(%arg1 : tensor<64x4xf32>)
// CHECK:         return %[[S]], %[[T]]#1
// CHECK:       func.func private @kernel_scan_0
// CHECK:         %[[E:.*]] = linalg.generic
// CHECK:           arith.cmpi
// CHECK:         tensor_ext.scan addi %[[E]] dimension = 0
// CHECK:       func.func private @kernel_top_k_0
// CHECK-NEXT:    tensor_ext.top_k
#id = affine_map<(i, j) -> (i, j)>
func.func @route(%x: tensor<64x4xi32>, %y: tensor<64x4xf32>) -> (tensor<64x4xi32>, tensor<64x2xi32>) {
  %e = tensor.empty() : tensor<64x4xi32>
  %hot = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%x : tensor<64x4xi32>) outs(%e : tensor<64x4xi32>) {
  ^bb0(%a: i32, %o: i32):
    %c = arith.constant 3 : i32
    %p = arith.cmpi eq, %a, %c : i32
    %r = arith.extui %p : i1 to i32
    linalg.yield %r : i32
  } -> tensor<64x4xi32>
  %s = tensor_ext.scan addi %hot dimension = 0 : tensor<64x4xi32>
  %v, %i = tensor_ext.top_k %y k = 2 : tensor<64x4xf32> -> tensor<64x2xf32>, tensor<64x2xi32>
  return %s, %i : tensor<64x4xi32>, tensor<64x2xi32>
}

// -----

// What others read too, and what is costly, is computed apart; readers never join.
// CHECK-LABEL: func.func @apart
// CHECK:         %[[E:.*]] = tprt.launch @kernel_exp_0 ins(%arg0
// CHECK:         %[[S:.*]] = tprt.launch @kernel_scan_0 ins(%[[E]]
// CHECK:         %[[M:.*]] = tprt.launch @kernel_mulf_0 ins(%[[S]]
// CHECK:         return %[[M]]
#id = affine_map<(i, j) -> (i, j)>
func.func @apart(%x: tensor<64x4xf32>) -> tensor<64x4xf32> {
  %e = tensor.empty() : tensor<64x4xf32>
  %exp = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%x : tensor<64x4xf32>) outs(%e : tensor<64x4xf32>) {
  ^bb0(%a: f32, %o: f32):
    %r = math.exp %a : f32
    linalg.yield %r : f32
  } -> tensor<64x4xf32>
  %s = tensor_ext.scan addf %exp dimension = 0 : tensor<64x4xf32>
  %m = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%s : tensor<64x4xf32>) outs(%e : tensor<64x4xf32>) {
  ^bb0(%a: f32, %o: f32):
    %r = arith.mulf %a, %a : f32
    linalg.yield %r : f32
  } -> tensor<64x4xf32>
  return %m : tensor<64x4xf32>
}
