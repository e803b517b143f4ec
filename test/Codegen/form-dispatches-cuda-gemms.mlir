// In which types does a GEMM of the cuda backend compute?
// RUN: tp-opt %s --split-input-file --tp-form-dispatches=backend=cuda | FileCheck %s
// RUN: tp-opt %s --split-input-file --tp-form-dispatches | FileCheck %s --check-prefix=CPU
// RUN: tp-opt %s --split-input-file --tp-form-dispatches="backend=cuda allow-tf32=true" | FileCheck %s --check-prefix=TF32

// Halves are multiplied as they are.
// CHECK-LABEL: func.func @halves
// CHECK-NOT:     tprt.launch
// CHECK:         tprt.gemm ins(%arg0, %arg1 : tensor<8x16xbf16>, tensor<16x32xbf16>) outs({{.*}} : tensor<8x32xbf16>)
// CHECK-NOT:     tprt.launch
// TF32-LABEL:  func.func @halves
// TF32-NOT:      allow_tf32
// TF32:          return
func.func @halves(%a: tensor<8x16xbf16>, %b: tensor<16x32xbf16>) -> tensor<8x32xbf16> {
  %zero = arith.constant 0.0 : bf16
  %e = tensor.empty() : tensor<8x32xbf16>
  %f = linalg.fill ins(%zero : bf16) outs(%e : tensor<8x32xbf16>) -> tensor<8x32xbf16>
  %r = linalg.matmul ins(%a, %b : tensor<8x16xbf16>, tensor<16x32xbf16>) outs(%f : tensor<8x32xbf16>) -> tensor<8x32xbf16>
  return %r : tensor<8x32xbf16>
}

// -----

// A body that widens both factors: the sum is f32. The CPU widens before.
// CHECK-LABEL: func.func @wide_sum
// CHECK:         tprt.gemm ins(%arg0, %arg1 : tensor<8x16xf16>, tensor<16x32xf16>) outs({{.*}} : tensor<8x32xf32>)
// CHECK-NOT:     tprt.launch
// CPU-LABEL:   func.func @wide_sum
// CPU-DAG:       %[[A:.*]] = tprt.launch @kernel_extf_0 ins(%arg0
// CPU-DAG:       %[[B:.*]] = tprt.launch @kernel_extf_1 ins(%arg1
// CPU:           tprt.gemm ins(%[[A]], %[[B]] : tensor<8x16xf32>, tensor<16x32xf32>) outs({{.*}} : tensor<8x32xf32>)
func.func @wide_sum(%a: tensor<8x16xf16>, %b: tensor<16x32xf16>) -> tensor<8x32xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  %r = linalg.matmul ins(%a, %b : tensor<8x16xf16>, tensor<16x32xf16>) outs(%f : tensor<8x32xf32>) -> tensor<8x32xf32>
  return %r : tensor<8x32xf32>
}

// -----

// Factors that ops of their own have widened are multiplied as they were.
// CHECK-LABEL: func.func @widened_before
// CHECK-NOT:     tprt.launch
// CHECK:         tprt.gemm ins(%arg0, %arg1 : tensor<8x16xbf16>, tensor<16x32xbf16>) outs({{.*}} : tensor<8x32xf32>)
func.func @widened_before(%a: tensor<8x16xbf16>, %b: tensor<16x32xbf16>) -> tensor<8x32xf32> {
  %zero = arith.constant 0.0 : f32
  %wa = arith.extf %a : tensor<8x16xbf16> to tensor<8x16xf32>
  %wb = arith.extf %b : tensor<16x32xbf16> to tensor<16x32xf32>
  %e = tensor.empty() : tensor<8x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  %r = linalg.matmul ins(%wa, %wb : tensor<8x16xf32>, tensor<16x32xf32>) outs(%f : tensor<8x32xf32>) -> tensor<8x32xf32>
  return %r : tensor<8x32xf32>
}

// -----

// Integers are no factors of a GEMM, though they are widened without loss.
// CHECK-LABEL: func.func @bytes
// CHECK:         tprt.gemm ins(%{{.*}}, %{{.*}} : tensor<8x16xf32>, tensor<16x32xf32>)
func.func @bytes(%a: tensor<8x16xi8>, %b: tensor<16x32xi8>) -> tensor<8x32xf32> {
  %zero = arith.constant 0.0 : f32
  %wa = arith.sitofp %a : tensor<8x16xi8> to tensor<8x16xf32>
  %wb = arith.sitofp %b : tensor<16x32xi8> to tensor<16x32xf32>
  %e = tensor.empty() : tensor<8x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  %r = linalg.matmul ins(%wa, %wb : tensor<8x16xf32>, tensor<16x32xf32>) outs(%f : tensor<8x32xf32>) -> tensor<8x32xf32>
  return %r : tensor<8x32xf32>
}

// -----

// A f32 sum that is only rounded to the factors' type is rounded by the GEMM.
// CHECK-LABEL: func.func @narrowed
// CHECK-NEXT:    %[[E:.*]] = tensor.empty() : tensor<8x32xbf16>
// CHECK-NEXT:    %[[G:.*]] = tprt.gemm ins(%arg0, %arg1 : tensor<8x16xbf16>, tensor<16x32xbf16>) outs(%[[E]] : tensor<8x32xbf16>)
// CHECK-NEXT:    return %[[G]]
func.func @narrowed(%a: tensor<8x16xbf16>, %b: tensor<16x32xbf16>) -> tensor<8x32xbf16> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  %r = linalg.matmul ins(%a, %b : tensor<8x16xbf16>, tensor<16x32xbf16>) outs(%f : tensor<8x32xf32>) -> tensor<8x32xf32>
  %n = arith.truncf %r : tensor<8x32xf32> to tensor<8x32xbf16>
  return %n : tensor<8x32xbf16>
}

// -----

// Of two types the narrow one is widened; and f32 is f32 unless it may be TF32.
// CHECK-LABEL: func.func @mixed
// CHECK:         %[[B:.*]] = tprt.launch @kernel_extf_0 ins(%arg1 : tensor<16x32xbf16>)
// CHECK:         tprt.gemm ins(%arg0, %[[B]] : tensor<8x16xf32>, tensor<16x32xf32>)
// TF32-LABEL:  func.func @mixed
// TF32:          tprt.gemm allow_tf32 ins(%arg0, %{{.*}} : tensor<8x16xf32>, tensor<16x32xf32>)
func.func @mixed(%a: tensor<8x16xf32>, %b: tensor<16x32xbf16>) -> tensor<8x32xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  %r = linalg.matmul ins(%a, %b : tensor<8x16xf32>, tensor<16x32xbf16>) outs(%f : tensor<8x32xf32>) -> tensor<8x32xf32>
  return %r : tensor<8x32xf32>
}

// -----

// Scores of heads that are not the outermost dimension: strides, no transpose.
// CHECK-LABEL: func.func @heads
// CHECK-NOT:     tprt.launch
// CHECK:         tprt.gemm ins(%arg0, %arg1 : tensor<2x8x4x16xbf16>, tensor<2x8x4x16xbf16>) outs({{.*}} : tensor<2x4x8x8xbf16>)
// CHECK-NOT:     tprt.launch
#q = affine_map<(b, h, q, s, d) -> (b, q, h, d)>
#k = affine_map<(b, h, q, s, d) -> (b, s, h, d)>
#o = affine_map<(b, h, q, s, d) -> (b, h, q, s)>
func.func @heads(%q: tensor<2x8x4x16xbf16>, %k: tensor<2x8x4x16xbf16>) -> tensor<2x4x8x8xbf16> {
  %zero = arith.constant 0.0 : bf16
  %e = tensor.empty() : tensor<2x4x8x8xbf16>
  %f = linalg.fill ins(%zero : bf16) outs(%e : tensor<2x4x8x8xbf16>) -> tensor<2x4x8x8xbf16>
  %r = linalg.contract indexing_maps = [#q, #k, #o] ins(%q, %k : tensor<2x8x4x16xbf16>, tensor<2x8x4x16xbf16>) outs(%f : tensor<2x4x8x8xbf16>) -> tensor<2x4x8x8xbf16>
  return %r : tensor<2x4x8x8xbf16>
}
