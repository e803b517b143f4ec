// Does a late reader of a cheap value compute it again, of what is in memory then anyway?
// RUN: tp-opt %s --tp-form-dispatches | FileCheck %s

// The exponential is not kept: of the product %a, which the end reads as well, it is computed twice.
// CHECK-LABEL: func.func @late(
// CHECK:         %[[A:.*]] = tprt.gemm
// CHECK:         %[[E:.*]] = tprt.launch @[[EXP:kernel_exp_[0-9]+]] ins(%[[A]] :
// CHECK:         tprt.gemm ins(%[[E]],
// CHECK-COUNT-9: tprt.gemm
// CHECK:         %[[R:.*]] = tprt.launch @kernel_exp_{{[0-9]+}} ins({{.*}}%[[A]]{{.*}})
// CHECK-NOT:     %[[E]]
// CHECK:         return

// Here nobody needs the product any more, so that keeping it would take as much room: the value is kept.
// CHECK-LABEL: func.func @kept(
// CHECK:         %[[A:.*]] = tprt.gemm
// CHECK:         %[[E:.*]] = tprt.launch @{{.*}} ins(%[[A]] :
// CHECK-COUNT-9: tprt.gemm
// CHECK:         tprt.launch @{{.*}}%[[E]]

// What is read soon is in memory anyway.
// CHECK-LABEL: func.func @soon(
// CHECK:         %[[A:.*]] = tprt.gemm
// CHECK:         %[[E:.*]] = tprt.launch @{{.*}} ins(%[[A]] :
// CHECK-COUNT-2: tprt.gemm
// CHECK:         tprt.launch @{{.*}}%[[E]]

func.func @late(%x: tensor<128x128xf32>, %w: tensor<128x128xf32>) -> tensor<128x128xf32> {
  %zero = arith.constant dense<0.0> : tensor<128x128xf32>
  %empty = tensor.empty() : tensor<128x128xf32>
  %a = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %e = linalg.elementwise kind=#linalg.elementwise_kind<exp> ins(%a : tensor<128x128xf32>) outs(%empty : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p0 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%e, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p1 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p0, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p2 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p1, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p3 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p2, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p4 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p3, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p5 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p4, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p6 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p5, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p7 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p6, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p8 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p7, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p9 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p8, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %r = arith.mulf %p9, %e : tensor<128x128xf32>
  %s = arith.addf %r, %a : tensor<128x128xf32>
  return %s : tensor<128x128xf32>
}

func.func @kept(%x: tensor<128x128xf32>, %w: tensor<128x128xf32>) -> tensor<128x128xf32> {
  %zero = arith.constant dense<0.0> : tensor<128x128xf32>
  %empty = tensor.empty() : tensor<128x128xf32>
  %a = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %e = linalg.elementwise kind=#linalg.elementwise_kind<exp> ins(%a : tensor<128x128xf32>) outs(%empty : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p0 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%e, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p1 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p0, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p2 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p1, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p3 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p2, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p4 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p3, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p5 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p4, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p6 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p5, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p7 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p6, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p8 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p7, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p9 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p8, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %r = arith.mulf %p9, %e : tensor<128x128xf32>
  return %r : tensor<128x128xf32>
}

func.func @soon(%x: tensor<128x128xf32>, %w: tensor<128x128xf32>) -> tensor<128x128xf32> {
  %zero = arith.constant dense<0.0> : tensor<128x128xf32>
  %empty = tensor.empty() : tensor<128x128xf32>
  %a = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %e = linalg.elementwise kind=#linalg.elementwise_kind<exp> ins(%a : tensor<128x128xf32>) outs(%empty : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p0 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%e, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %p1 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%p0, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%zero : tensor<128x128xf32>) -> tensor<128x128xf32>
  %r = arith.mulf %p1, %e : tensor<128x128xf32>
  %s = arith.addf %r, %a : tensor<128x128xf32>
  return %s : tensor<128x128xf32>
}
