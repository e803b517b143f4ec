// Do the epilogues of the CUDA backend's products compute what the CPU's kernels do: bias and gelu with
// its operand, a sum in place, relu, narrow factors?
// REQUIRES: cuda-standin
// RUN: tp-run %s --random-inputs=3 --output=%t.npz
// RUN: %standin tp-run %s --backend=cuda --random-inputs=3 --expect=%t.npz --rtol=1e-5
// RUN: tp-opt %s --tp-spmd --tp-to-schedule=backend=cuda | FileCheck %s
// CHECK: tprt.gemm epilogue gelu ins({{.*}}) bias({{.*}}) outs(%{{[^:]*}}, %
// CHECK: tprt.gemm accumulate ins({{.*}}) bias(
// CHECK: tprt.gemm epilogue relu
// CHECK: tprt.gemm ins({{.*}}bf16{{.*}}) outs(%{{.*}} : memref<24x64xbf16>)
func.func public @main(%x: tensor<24x64xf32>, %w: tensor<64x32xf32>, %b: tensor<32xf32>, %w2: tensor<32x64xf32>, %b2: tensor<64xf32>, %w3: tensor<64x64xf32>) -> (tensor<24x64xf32>, tensor<24x32xf32>, tensor<24x64xf32>) {
  %h = stablehlo.multiply %x, %x : tensor<24x64xf32>
  %0 = stablehlo.dot_general %h, %w, contracting_dims = [1] x [0] : (tensor<24x64xf32>, tensor<64x32xf32>) -> tensor<24x32xf32>
  %1 = stablehlo.broadcast_in_dim %b, dims = [1] : (tensor<32xf32>) -> tensor<1x32xf32>
  %2 = stablehlo.broadcast_in_dim %1, dims = [0, 1] : (tensor<1x32xf32>) -> tensor<24x32xf32>
  %3 = stablehlo.add %0, %2 : tensor<24x32xf32>
  %4 = call @gelu(%3) : (tensor<24x32xf32>) -> tensor<24x32xf32>
  %5 = stablehlo.dot_general %4, %w2, contracting_dims = [1] x [0] : (tensor<24x32xf32>, tensor<32x64xf32>) -> tensor<24x64xf32>
  %6 = stablehlo.broadcast_in_dim %b2, dims = [1] : (tensor<64xf32>) -> tensor<24x64xf32>
  %7 = stablehlo.add %5, %6 : tensor<24x64xf32>
  %8 = stablehlo.add %h, %7 : tensor<24x64xf32>
  %9 = stablehlo.dot_general %8, %w3, contracting_dims = [1] x [1] : (tensor<24x64xf32>, tensor<64x64xf32>) -> tensor<24x64xf32>
  %cst = stablehlo.constant dense<0.0> : tensor<f32>
  %10 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<24x64xf32>
  %11 = stablehlo.maximum %9, %10 : tensor<24x64xf32>
  %12 = stablehlo.convert %11 : (tensor<24x64xf32>) -> tensor<24x64xbf16>
  %13 = stablehlo.convert %w3 : (tensor<64x64xf32>) -> tensor<64x64xbf16>
  %14 = stablehlo.dot_general %12, %13, contracting_dims = [1] x [0] : (tensor<24x64xbf16>, tensor<64x64xbf16>) -> tensor<24x64xf32>
  %15 = stablehlo.convert %14 : (tensor<24x64xf32>) -> tensor<24x64xbf16>
  %16 = stablehlo.convert %15 : (tensor<24x64xbf16>) -> tensor<24x64xf32>
  return %11, %3, %16 : tensor<24x64xf32>, tensor<24x32xf32>, tensor<24x64xf32>
}
func.func private @gelu(%arg0: tensor<24x32xf32>) -> tensor<24x32xf32> {
  %0 = stablehlo.multiply %arg0, %arg0 : tensor<24x32xf32>
  %1 = stablehlo.multiply %0, %arg0 : tensor<24x32xf32>
  %cst = stablehlo.constant dense<4.471500e-02> : tensor<f32>
  %2 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<24x32xf32>
  %3 = stablehlo.multiply %2, %1 : tensor<24x32xf32>
  %4 = stablehlo.add %arg0, %3 : tensor<24x32xf32>
  %cst_0 = stablehlo.constant dense<0.797884583> : tensor<f32>
  %5 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<24x32xf32>
  %6 = stablehlo.multiply %5, %4 : tensor<24x32xf32>
  %7 = stablehlo.tanh %6 : tensor<24x32xf32>
  %cst_1 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
  %8 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<24x32xf32>
  %9 = stablehlo.add %8, %7 : tensor<24x32xf32>
  %cst_2 = stablehlo.constant dense<5.000000e-01> : tensor<f32>
  %10 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<24x32xf32>
  %11 = stablehlo.multiply %10, %9 : tensor<24x32xf32>
  %12 = stablehlo.multiply %arg0, %11 : tensor<24x32xf32>
  return %12 : tensor<24x32xf32>
}
