// Which contractions become tprt.gemm, and what folds into them?
// RUN: tp-opt %s --split-input-file --tp-form-dispatches | FileCheck %s

// The transposes of an operand and of the result fold into the maps, the zero
// that the product is added to is dropped.
// CHECK-DAG:   #[[A:.*]] = affine_map<(d0, d1, d2) -> (d2, d0)>
// CHECK-DAG:   #[[B:.*]] = affine_map<(d0, d1, d2) -> (d2, d1)>
// CHECK-DAG:   #[[C:.*]] = affine_map<(d0, d1, d2) -> (d1, d0)>
// CHECK-LABEL: func.func @transposes
// CHECK-NEXT:    %[[E:.*]] = tensor.empty() : tensor<32x8xf32>
// CHECK-NEXT:    %[[G:.*]] = tprt.gemm ins(%arg1, %arg0 : tensor<16x32xf32>, tensor<16x8xf32>) outs(%[[E]] : tensor<32x8xf32>) maps [#[[B]], #[[A]], #[[C]]]
// CHECK-NEXT:    return %[[G]]
func.func @transposes(%a: tensor<16x8xf32>, %b: tensor<16x32xf32>) -> tensor<32x8xf32> {
  %zero = arith.constant 0.0 : f32
  %et = tensor.empty() : tensor<8x16xf32>
  %t = linalg.transpose ins(%a : tensor<16x8xf32>) outs(%et : tensor<8x16xf32>) permutation = [1, 0]
  %e = tensor.empty() : tensor<8x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  %c = linalg.matmul ins(%t, %b : tensor<8x16xf32>, tensor<16x32xf32>) outs(%f : tensor<8x32xf32>) -> tensor<8x32xf32>
  %er = tensor.empty() : tensor<32x8xf32>
  %r = linalg.transpose ins(%c : tensor<8x32xf32>) outs(%er : tensor<32x8xf32>) permutation = [1, 0]
  return %r : tensor<32x8xf32>
}

// -----

// A product that is added to something reads its destination; a copy, where one
// is needed, is the schedule's.
// CHECK-LABEL: func.func @accumulates
// CHECK:         tprt.gemm accumulate ins(%arg0, %arg1 : {{.*}}) outs(%arg2 : tensor<8x32xf64>)
func.func @accumulates(%a: tensor<8x16xf64>, %b: tensor<16x32xf64>, %c: tensor<8x32xf64>) -> tensor<8x32xf64> {
  %r = linalg.matmul ins(%a, %b : tensor<8x16xf64>, tensor<16x32xf64>) outs(%c : tensor<8x32xf64>) -> tensor<8x32xf64>
  return %r : tensor<8x32xf64>
}

// -----

// Heads that share their keys: the repetition of the keys folds.
// CHECK-DAG:   #[[K:.*]] = affine_map<(d0, d1, d2, d3) -> (d2, d3)>
// CHECK-LABEL: func.func @shared_keys
// CHECK:         tprt.gemm ins(%arg0, %arg1 : tensor<4x8x16xf32>, tensor<32x16xf32>) {{.*}} maps [#{{.*}}, #[[K]], #{{.*}}]
#q = affine_map<(h, q, s, d) -> (h, q, d)>
#k = affine_map<(h, q, s, d) -> (h, s, d)>
#o = affine_map<(h, q, s, d) -> (h, q, s)>
func.func @shared_keys(%q: tensor<4x8x16xf32>, %k: tensor<32x16xf32>) -> tensor<4x8x32xf32> {
  %zero = arith.constant 0.0 : f32
  %ek = tensor.empty() : tensor<4x32x16xf32>
  %b = linalg.broadcast ins(%k : tensor<32x16xf32>) outs(%ek : tensor<4x32x16xf32>) dimensions = [0]
  %e = tensor.empty() : tensor<4x8x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x8x32xf32>) -> tensor<4x8x32xf32>
  %r = linalg.contract indexing_maps = [#q, #k, #o] ins(%q, %b : tensor<4x8x16xf32>, tensor<4x32x16xf32>) outs(%f : tensor<4x8x32xf32>) -> tensor<4x8x32xf32>
  return %r : tensor<4x8x32xf32>
}

// -----

// Two contracted dimensions that are not one in memory: a kernel transposes.
// CHECK-LABEL: func.func @apart
// CHECK:         %[[T:.*]] = tprt.launch @kernel_transpose_0 ins(%arg0 : tensor<2x8x4xf32>) outs({{.*}} : tensor<8x2x4xf32>)
// CHECK:         tprt.gemm ins(%[[T]], %arg1
#a = affine_map<(m, n, h, k) -> (h, m, k)>
#b = affine_map<(m, n, h, k) -> (h, k, n)>
#c = affine_map<(m, n, h, k) -> (m, n)>
func.func @apart(%a: tensor<2x8x4xf32>, %b: tensor<2x4x16xf32>) -> tensor<8x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x16xf32>) -> tensor<8x16xf32>
  %r = linalg.contract indexing_maps = [#a, #b, #c] ins(%a, %b : tensor<2x8x4xf32>, tensor<2x4x16xf32>) outs(%f : tensor<8x16xf32>) -> tensor<8x16xf32>
  return %r : tensor<8x16xf32>
}

// -----

// Halves are widened before and narrowed behind.
// CHECK-LABEL: func.func @halves
// CHECK:         %[[A:.*]] = tprt.launch @kernel_extf_0 ins(%arg0 : tensor<8x16xbf16>) outs({{.*}} : tensor<8x16xf32>)
// CHECK:         %[[B:.*]] = tprt.launch @kernel_extf_1 ins(%arg1 : tensor<16x32xbf16>) outs({{.*}} : tensor<16x32xf32>)
// CHECK:         %[[C:.*]] = tprt.gemm ins(%[[A]], %[[B]] : {{.*}}) outs({{.*}} : tensor<8x32xf32>)
// CHECK:         tprt.launch @kernel_truncf_0 ins(%[[C]] : tensor<8x32xf32>) outs({{.*}} : tensor<8x32xbf16>)
func.func @halves(%a: tensor<8x16xbf16>, %b: tensor<16x32xbf16>) -> tensor<8x32xbf16> {
  %zero = arith.constant 0.0 : bf16
  %e = tensor.empty() : tensor<8x32xbf16>
  %f = linalg.fill ins(%zero : bf16) outs(%e : tensor<8x32xbf16>) -> tensor<8x32xbf16>
  %r = linalg.matmul ins(%a, %b : tensor<8x16xbf16>, tensor<16x32xbf16>) outs(%f : tensor<8x32xbf16>) -> tensor<8x32xbf16>
  return %r : tensor<8x32xbf16>
}

// -----

// Integers have no BLAS: a kernel of its own, which does not grow.
// CHECK-LABEL: func.func @integers
// CHECK-NOT:     tprt.gemm
// CHECK:         %[[R:.*]] = tprt.launch @kernel_reduce_addi_0 ins(%arg0, %arg1
// CHECK:         tprt.launch @kernel_muli_0 ins(%[[R]]
func.func @integers(%a: tensor<8x16xi32>, %b: tensor<16x32xi32>) -> tensor<8x32xi32> {
  %zero = arith.constant 0 : i32
  %e = tensor.empty() : tensor<8x32xi32>
  %f = linalg.fill ins(%zero : i32) outs(%e : tensor<8x32xi32>) -> tensor<8x32xi32>
  %r = linalg.matmul ins(%a, %b : tensor<8x16xi32>, tensor<16x32xi32>) outs(%f : tensor<8x32xi32>) -> tensor<8x32xi32>
  %s = linalg.mul ins(%r, %r : tensor<8x32xi32>, tensor<8x32xi32>) outs(%e : tensor<8x32xi32>) -> tensor<8x32xi32>
  return %s : tensor<8x32xi32>
}
