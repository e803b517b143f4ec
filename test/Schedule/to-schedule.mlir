// Does the pipeline from level 3 to slots end in a schedule that the check
// accepts, alike on every run, for both backends?
// RUN: tp-opt %s --tp-to-schedule | FileCheck %s --check-prefixes=CHECK,CPU
// RUN: tp-opt %s --tp-to-schedule=backend=cuda | FileCheck %s --check-prefixes=CHECK,CUDA
// RUN: tp-opt %s --tp-to-schedule=backend=cuda -o %t.first.mlir
// RUN: tp-opt %s --tp-to-schedule=backend=cuda -o %t.second.mlir
// RUN: cmp %t.first.mlir %t.second.mlir

// CHECK-LABEL: func.func @layer
// CPU:         tprt.launch @kernel_extf
// CUDA-NOT:    tprt.launch
// CHECK:       tprt.gemm ins
// CHECK:       %[[P:.*]] = tprt.record
// CHECK-NEXT:  tprt.wait %[[P]]
// CHECK:       %[[T:.*]] = tprt.start all_reduce sum
// CHECK:       tprt.wait %[[T]]
// CHECK:       tprt.launch @kernel_tanh
// CHECK:       return
tp.mesh @mesh <["x"=2]>
func.func @layer(%x: tensor<8x16xbf16>, %w: tensor<16x32xbf16>, %y: tensor<8x32xbf16>) -> tensor<8x32xbf16> {
  %zero = arith.constant 0.0 : bf16
  %e = tensor.empty() : tensor<8x32xbf16>
  %f = linalg.fill ins(%zero : bf16) outs(%e : tensor<8x32xbf16>) -> tensor<8x32xbf16>
  %p = linalg.matmul ins(%x, %w : tensor<8x16xbf16>, tensor<16x32xbf16>) outs(%f : tensor<8x32xbf16>) -> tensor<8x32xbf16>
  %s = tp.all_reduce sum %p over @mesh ["x"] : tensor<8x32xbf16>
  %t = math.tanh %s : tensor<8x32xbf16>
  %r = arith.addf %t, %y : tensor<8x32xbf16>
  return %r : tensor<8x32xbf16>
}
