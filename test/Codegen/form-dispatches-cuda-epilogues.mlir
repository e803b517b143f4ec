// What that follows a GEMM does the GEMM itself, on cuda?
// RUN: tp-opt %s --split-input-file --tp-form-dispatches=backend=cuda | FileCheck %s
// RUN: tp-opt %s --split-input-file --tp-form-dispatches=backend=cpu | FileCheck %s --check-prefix=CPU

// CPU-NOT: epilogue
// CPU-NOT: bias(%

// A bias and gelu as frameworks print it; nothing is left to launch.
// CHECK-LABEL: func.func @bias_gelu
// CHECK-NEXT:    %[[E:.*]] = tensor.empty() : tensor<8x32xf32>
// CHECK-NEXT:    %[[G:.*]] = tprt.gemm epilogue gelu ins(%arg0, %arg1 : {{.*}}) bias(%arg2 : tensor<32xf32>) outs(%[[E]] : tensor<8x32xf32>)
// CHECK-NEXT:    return %[[G]]
func.func @bias_gelu(%a: tensor<8x16xf32>, %b: tensor<16x32xf32>, %v: tensor<32xf32>) -> tensor<8x32xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  %p = linalg.matmul ins(%a, %b : tensor<8x16xf32>, tensor<16x32xf32>) outs(%f : tensor<8x32xf32>) -> tensor<8x32xf32>
  %eb = tensor.empty() : tensor<8x32xf32>
  %vb = linalg.broadcast ins(%v : tensor<32xf32>) outs(%eb : tensor<8x32xf32>) dimensions = [0]
  %x = arith.addf %p, %vb : tensor<8x32xf32>
  %c0 = arith.constant dense<4.471500e-02> : tensor<8x32xf32>
  %c1 = arith.constant dense<0.797884583> : tensor<8x32xf32>
  %c2 = arith.constant dense<1.0> : tensor<8x32xf32>
  %c3 = arith.constant dense<0.5> : tensor<8x32xf32>
  %g0 = arith.mulf %x, %x : tensor<8x32xf32>
  %g1 = arith.mulf %g0, %x : tensor<8x32xf32>
  %g2 = arith.mulf %c0, %g1 : tensor<8x32xf32>
  %g3 = arith.addf %x, %g2 : tensor<8x32xf32>
  %g4 = arith.mulf %c1, %g3 : tensor<8x32xf32>
  %g5 = math.tanh %g4 : tensor<8x32xf32>
  %g6 = arith.addf %c2, %g5 : tensor<8x32xf32>
  %g7 = arith.mulf %c3, %g6 : tensor<8x32xf32>
  %g = arith.mulf %x, %g7 : tensor<8x32xf32>
  return %g : tensor<8x32xf32>
}

// -----

// Written otherwise it is the same function: as one op with a power here.
// CHECK-LABEL: func.func @gelu_in_one_op
// CHECK:         tprt.gemm epilogue gelu ins
// CHECK-NOT:     tprt.launch
#id = affine_map<(i, j) -> (i, j)>
func.func @gelu_in_one_op(%a: tensor<8x16xf32>, %b: tensor<16x32xf32>) -> tensor<8x32xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  %p = linalg.matmul ins(%a, %b : tensor<8x16xf32>, tensor<16x32xf32>) outs(%f : tensor<8x32xf32>) -> tensor<8x32xf32>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%p : tensor<8x32xf32>) outs(%e : tensor<8x32xf32>) {
  ^bb0(%x: f32, %o: f32):
    %half = arith.constant 0.5 : f32
    %c0 = arith.constant 4.471500e-02 : f32
    %c1 = arith.constant 0.797884583 : f32
    %three = arith.constant 3.0 : f32
    %0 = arith.mulf %x, %half : f32
    %1 = math.powf %x, %three : f32
    %2 = arith.mulf %1, %c0 : f32
    %3 = arith.addf %2, %x : f32
    %4 = arith.mulf %3, %c1 : f32
    %5 = math.tanh %4 : f32
    %6 = arith.mulf %0, %5 : f32
    %7 = arith.addf %6, %0 : f32
    linalg.yield %7 : f32
  } -> tensor<8x32xf32>
  return %r : tensor<8x32xf32>
}

// -----

// Its operand is kept where another needs it; constants are those of bf16.
// CHECK-LABEL: func.func @gelu_and_operand
// CHECK:         %[[G:.*]]:2 = tprt.gemm epilogue gelu ins(%arg0, %arg1 : {{.*}}) outs(%{{.*}}, %{{.*}} : tensor<8x32xbf16>, tensor<8x32xbf16>)
// CHECK-NEXT:    return %[[G]]#0, %[[G]]#1
func.func @gelu_and_operand(%a: tensor<8x16xbf16>, %b: tensor<16x32xbf16>) -> (tensor<8x32xbf16>, tensor<8x32xbf16>) {
  %zero = arith.constant 0.0 : bf16
  %e = tensor.empty() : tensor<8x32xbf16>
  %f = linalg.fill ins(%zero : bf16) outs(%e : tensor<8x32xbf16>) -> tensor<8x32xbf16>
  %p = linalg.matmul ins(%a, %b : tensor<8x16xbf16>, tensor<16x32xbf16>) outs(%f : tensor<8x32xbf16>) -> tensor<8x32xbf16>
  %c0 = arith.constant dense<4.471500e-02> : tensor<8x32xbf16>
  %c1 = arith.constant dense<0.797884583> : tensor<8x32xbf16>
  %c2 = arith.constant dense<1.0> : tensor<8x32xbf16>
  %c3 = arith.constant dense<0.5> : tensor<8x32xbf16>
  %g0 = arith.mulf %p, %p : tensor<8x32xbf16>
  %g1 = arith.mulf %g0, %p : tensor<8x32xbf16>
  %g2 = arith.mulf %c0, %g1 : tensor<8x32xbf16>
  %g3 = arith.addf %p, %g2 : tensor<8x32xbf16>
  %g4 = arith.mulf %c1, %g3 : tensor<8x32xbf16>
  %g5 = math.tanh %g4 : tensor<8x32xbf16>
  %g6 = arith.addf %c2, %g5 : tensor<8x32xbf16>
  %g7 = arith.mulf %c3, %g6 : tensor<8x32xbf16>
  %g = arith.mulf %p, %g7 : tensor<8x32xbf16>
  return %g, %p : tensor<8x32xbf16>, tensor<8x32xbf16>
}

// -----

// Nor can matrices that begin 4 elements apart, though their rows are 8 long.
// CHECK-LABEL: func.func @gelu_of_near_matrices
// CHECK:         tprt.gemm ins
// CHECK:         tprt.launch @kernel_tanh
#a = affine_map<(h, m, n, k) -> (h, m, k)>
#b = affine_map<(h, m, n, k) -> (h, k, n)>
#c = affine_map<(h, m, n, k) -> (m, h, n)>
func.func @gelu_of_near_matrices(%a: tensor<2x8x16xf32>, %b: tensor<2x16x4xf32>) -> (tensor<8x2x4xf32>, tensor<8x2x4xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x2x4xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x2x4xf32>) -> tensor<8x2x4xf32>
  %p = linalg.contract indexing_maps = [#a, #b, #c] ins(%a, %b : tensor<2x8x16xf32>, tensor<2x16x4xf32>) outs(%f : tensor<8x2x4xf32>) -> tensor<8x2x4xf32>
  %c0 = arith.constant dense<4.471500e-02> : tensor<8x2x4xf32>
  %c1 = arith.constant dense<0.797884583> : tensor<8x2x4xf32>
  %c2 = arith.constant dense<1.0> : tensor<8x2x4xf32>
  %c3 = arith.constant dense<0.5> : tensor<8x2x4xf32>
  %g0 = arith.mulf %p, %p : tensor<8x2x4xf32>
  %g1 = arith.mulf %g0, %p : tensor<8x2x4xf32>
  %g2 = arith.mulf %c0, %g1 : tensor<8x2x4xf32>
  %g3 = arith.addf %p, %g2 : tensor<8x2x4xf32>
  %g4 = arith.mulf %c1, %g3 : tensor<8x2x4xf32>
  %g5 = math.tanh %g4 : tensor<8x2x4xf32>
  %g6 = arith.addf %c2, %g5 : tensor<8x2x4xf32>
  %g7 = arith.mulf %c3, %g6 : tensor<8x2x4xf32>
  %g = arith.mulf %p, %g7 : tensor<8x2x4xf32>
  return %g, %p : tensor<8x2x4xf32>, tensor<8x2x4xf32>
}

// -----

// Rows of 7 elements cannot be kept beside.
// CHECK-LABEL: func.func @gelu_of_narrow_rows
// CHECK:         tprt.gemm ins
// CHECK:         tprt.launch @kernel_tanh
func.func @gelu_of_narrow_rows(%a: tensor<8x16xf32>, %b: tensor<16x7xf32>) -> (tensor<8x7xf32>, tensor<8x7xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x7xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x7xf32>) -> tensor<8x7xf32>
  %p = linalg.matmul ins(%a, %b : tensor<8x16xf32>, tensor<16x7xf32>) outs(%f : tensor<8x7xf32>) -> tensor<8x7xf32>
  %c0 = arith.constant dense<4.471500e-02> : tensor<8x7xf32>
  %c1 = arith.constant dense<0.797884583> : tensor<8x7xf32>
  %c2 = arith.constant dense<1.0> : tensor<8x7xf32>
  %c3 = arith.constant dense<0.5> : tensor<8x7xf32>
  %g0 = arith.mulf %p, %p : tensor<8x7xf32>
  %g1 = arith.mulf %g0, %p : tensor<8x7xf32>
  %g2 = arith.mulf %c0, %g1 : tensor<8x7xf32>
  %g3 = arith.addf %p, %g2 : tensor<8x7xf32>
  %g4 = arith.mulf %c1, %g3 : tensor<8x7xf32>
  %g5 = math.tanh %g4 : tensor<8x7xf32>
  %g6 = arith.addf %c2, %g5 : tensor<8x7xf32>
  %g7 = arith.mulf %c3, %g6 : tensor<8x7xf32>
  %g = arith.mulf %p, %g7 : tensor<8x7xf32>
  return %g, %p : tensor<8x7xf32>, tensor<8x7xf32>
}

// -----

// Another function with tanh is none.
// CHECK-LABEL: func.func @no_gelu
// CHECK:         tprt.gemm ins
// CHECK:         tprt.launch @kernel_tanh
func.func @no_gelu(%a: tensor<8x16xf32>, %b: tensor<16x32xf32>) -> tensor<8x32xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  %p = linalg.matmul ins(%a, %b : tensor<8x16xf32>, tensor<16x32xf32>) outs(%f : tensor<8x32xf32>) -> tensor<8x32xf32>
  %c0 = arith.constant dense<4.0e-02> : tensor<8x32xf32>
  %c1 = arith.constant dense<0.797884583> : tensor<8x32xf32>
  %c2 = arith.constant dense<1.0> : tensor<8x32xf32>
  %c3 = arith.constant dense<0.5> : tensor<8x32xf32>
  %g0 = arith.mulf %p, %p : tensor<8x32xf32>
  %g1 = arith.mulf %g0, %p : tensor<8x32xf32>
  %g2 = arith.mulf %c0, %g1 : tensor<8x32xf32>
  %g3 = arith.addf %p, %g2 : tensor<8x32xf32>
  %g4 = arith.mulf %c1, %g3 : tensor<8x32xf32>
  %g5 = math.tanh %g4 : tensor<8x32xf32>
  %g6 = arith.addf %c2, %g5 : tensor<8x32xf32>
  %g7 = arith.mulf %c3, %g6 : tensor<8x32xf32>
  %g = arith.mulf %p, %g7 : tensor<8x32xf32>
  return %g : tensor<8x32xf32>
}

// -----

// CHECK-LABEL: func.func @relu
// CHECK:         %[[G:.*]] = tprt.gemm epilogue relu ins
// CHECK-NEXT:    return %[[G]]
func.func @relu(%a: tensor<8x16xf32>, %b: tensor<16x32xf32>) -> tensor<8x32xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  %p = linalg.matmul ins(%a, %b : tensor<8x16xf32>, tensor<16x32xf32>) outs(%f : tensor<8x32xf32>) -> tensor<8x32xf32>
  %c = arith.constant dense<0.0> : tensor<8x32xf32>
  %r = arith.maximumf %p, %c : tensor<8x32xf32>
  return %r : tensor<8x32xf32>
}

// -----

// What relu is applied to cannot be kept; nor is a maximum with 1 one.
// CHECK-LABEL: func.func @no_relu
// CHECK-NOT:     epilogue
// CHECK:         return
func.func @no_relu(%a: tensor<8x16xf32>, %b: tensor<16x32xf32>) -> (tensor<8x32xf32>, tensor<8x32xf32>, tensor<8x32xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  %p = linalg.matmul ins(%a, %b : tensor<8x16xf32>, tensor<16x32xf32>) outs(%f : tensor<8x32xf32>) -> tensor<8x32xf32>
  %c = arith.constant dense<0.0> : tensor<8x32xf32>
  %r = arith.maximumf %p, %c : tensor<8x32xf32>
  %zero1 = arith.constant 0.0 : f32
  %e1 = tensor.empty() : tensor<8x32xf32>
  %f1 = linalg.fill ins(%zero1 : f32) outs(%e1 : tensor<8x32xf32>) -> tensor<8x32xf32>
  %p1 = linalg.matmul ins(%a, %b : tensor<8x16xf32>, tensor<16x32xf32>) outs(%f1 : tensor<8x32xf32>) -> tensor<8x32xf32>
  %one = arith.constant dense<1.0> : tensor<8x32xf32>
  %d = arith.addf %a, %a : tensor<8x16xf32>
  %zero2 = arith.constant 0.0 : f32
  %e2 = tensor.empty() : tensor<8x32xf32>
  %f2 = linalg.fill ins(%zero2 : f32) outs(%e2 : tensor<8x32xf32>) -> tensor<8x32xf32>
  %p2 = linalg.matmul ins(%d, %b : tensor<8x16xf32>, tensor<16x32xf32>) outs(%f2 : tensor<8x32xf32>) -> tensor<8x32xf32>
  %s = arith.maximumf %p2, %one : tensor<8x32xf32>
  return %p, %r, %s : tensor<8x32xf32>, tensor<8x32xf32>, tensor<8x32xf32>
}

// -----

// A vector along the rows is no bias.
// CHECK-LABEL: func.func @along_m
// CHECK:         tprt.gemm ins(%{{[^)]*}}) outs
// CHECK:         tprt.launch @kernel_add
func.func @along_m(%a: tensor<8x16xf32>, %b: tensor<16x32xf32>, %v: tensor<8xf32>) -> tensor<8x32xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  %p = linalg.matmul ins(%a, %b : tensor<8x16xf32>, tensor<16x32xf32>) outs(%f : tensor<8x32xf32>) -> tensor<8x32xf32>
  %eb = tensor.empty() : tensor<8x32xf32>
  %vb = linalg.broadcast ins(%v : tensor<8xf32>) outs(%eb : tensor<8x32xf32>) dimensions = [1]
  %x = arith.addf %vb, %p : tensor<8x32xf32>
  return %x : tensor<8x32xf32>
}

// -----

// The vector's two dimensions are n; where they are a part of it, the call
// could not add it.
// CHECK-LABEL: func.func @two_dimensions
// CHECK:         tprt.gemm ins(%arg0, %arg1 : {{.*}}) bias(%arg2 : tensor<4x8xf32>) outs(%{{.*}} : tensor<6x4x8xf32>)
// CHECK:         tprt.gemm ins(%arg0, %{{.*}}) outs
#a = affine_map<(m, h, n, k) -> (m, k)>
#b = affine_map<(m, h, n, k) -> (k, h, n)>
#c = affine_map<(m, h, n, k) -> (m, h, n)>
func.func @two_dimensions(%a: tensor<6x16xf32>, %b: tensor<16x4x8xf32>, %v: tensor<4x8xf32>, %w: tensor<8xf32>, %d: tensor<16x4x8xf32>) -> (tensor<6x4x8xf32>, tensor<6x4x8xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<6x4x8xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<6x4x8xf32>) -> tensor<6x4x8xf32>
  %p = linalg.contract indexing_maps = [#a, #b, #c] ins(%a, %b : tensor<6x16xf32>, tensor<16x4x8xf32>) outs(%f : tensor<6x4x8xf32>) -> tensor<6x4x8xf32>
  %vb = linalg.broadcast ins(%v : tensor<4x8xf32>) outs(%e : tensor<6x4x8xf32>) dimensions = [0]
  %x = arith.addf %p, %vb : tensor<6x4x8xf32>
  %q = linalg.contract indexing_maps = [#a, #b, #c] ins(%a, %d : tensor<6x16xf32>, tensor<16x4x8xf32>) outs(%f : tensor<6x4x8xf32>) -> tensor<6x4x8xf32>
  %wb = linalg.broadcast ins(%w : tensor<8xf32>) outs(%e : tensor<6x4x8xf32>) dimensions = [0, 1]
  %y = arith.addf %q, %wb : tensor<6x4x8xf32>
  return %x, %y : tensor<6x4x8xf32>, tensor<6x4x8xf32>
}

// -----

// A product is added to what nobody needs any more, bias and all.
// CHECK-LABEL: func.func @residual
// CHECK:         %[[R:.*]]:2 = tprt.launch @kernel_exp_0
// CHECK:         %[[G:.*]] = tprt.gemm accumulate ins(%{{.*}}, %arg1 : {{.*}}) bias(%arg2 : tensor<8xf32>) outs(%[[R]]#{{[01]}} : tensor<8x8xf32>)
// CHECK-NEXT:    return %[[G]]
func.func @residual(%a: tensor<8x8xf32>, %b: tensor<8x8xf32>, %v: tensor<8xf32>) -> tensor<8x8xf32> {
  %r = math.exp %a : tensor<8x8xf32>
  %n = arith.negf %r : tensor<8x8xf32>
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x8xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x8xf32>) -> tensor<8x8xf32>
  %p = linalg.matmul ins(%n, %b : tensor<8x8xf32>, tensor<8x8xf32>) outs(%f : tensor<8x8xf32>) -> tensor<8x8xf32>
  %eb = tensor.empty() : tensor<8x8xf32>
  %vb = linalg.broadcast ins(%v : tensor<8xf32>) outs(%eb : tensor<8x8xf32>) dimensions = [0]
  %x = arith.addf %p, %vb : tensor<8x8xf32>
  %y = arith.addf %r, %x : tensor<8x8xf32>
  return %y : tensor<8x8xf32>
}

// -----

// An argument is not ours to overwrite, and what is read later neither.
// CHECK-LABEL: func.func @no_addend
// CHECK-NOT:     accumulate
// CHECK:         return
func.func @no_addend(%a: tensor<8x8xf32>, %b: tensor<8x8xf32>) -> (tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x8xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x8xf32>) -> tensor<8x8xf32>
  %p = linalg.matmul ins(%a, %b : tensor<8x8xf32>, tensor<8x8xf32>) outs(%f : tensor<8x8xf32>) -> tensor<8x8xf32>
  %x = arith.addf %a, %p : tensor<8x8xf32>
  %r = math.exp %a : tensor<8x8xf32>
  %zero1 = arith.constant 0.0 : f32
  %e1 = tensor.empty() : tensor<8x8xf32>
  %f1 = linalg.fill ins(%zero1 : f32) outs(%e1 : tensor<8x8xf32>) -> tensor<8x8xf32>
  %p1 = linalg.matmul ins(%r, %b : tensor<8x8xf32>, tensor<8x8xf32>) outs(%f1 : tensor<8x8xf32>) -> tensor<8x8xf32>
  %y = arith.addf %r, %p1 : tensor<8x8xf32>
  %z = arith.subf %y, %r : tensor<8x8xf32>
  return %x, %y, %z : tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>
}

// -----

// Behind a reduction over ranks there is no product to fold into.
// CHECK-LABEL: func.func @partial_sum
// CHECK:         tprt.gemm ins(%arg0, %arg1 : {{.*}}) outs
// CHECK:         tprt.start all_reduce
// CHECK:         tprt.launch @kernel_max
tp.mesh @mesh <["x"=2]>
func.func @partial_sum(%a: tensor<8x16xf32>, %b: tensor<16x32xf32>, %v: tensor<32xf32>) -> tensor<8x32xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  %p = linalg.matmul ins(%a, %b : tensor<8x16xf32>, tensor<16x32xf32>) outs(%f : tensor<8x32xf32>) -> tensor<8x32xf32>
  %s = tp.all_reduce sum %p over @mesh ["x"] : tensor<8x32xf32>
  %eb = tensor.empty() : tensor<8x32xf32>
  %vb = linalg.broadcast ins(%v : tensor<32xf32>) outs(%eb : tensor<8x32xf32>) dimensions = [0]
  %x = arith.addf %s, %vb : tensor<8x32xf32>
  %c = arith.constant dense<0.0> : tensor<8x32xf32>
  %r = arith.maximumf %x, %c : tensor<8x32xf32>
  return %r : tensor<8x32xf32>
}

// -----

// Products of f64 have no epilogues.
// CHECK-LABEL: func.func @doubles
// CHECK-NOT:     epilogue
// CHECK:         return
func.func @doubles(%a: tensor<8x16xf64>, %b: tensor<16x32xf64>) -> tensor<8x32xf64> {
  %zero = arith.constant 0.0 : f64
  %e = tensor.empty() : tensor<8x32xf64>
  %f = linalg.fill ins(%zero : f64) outs(%e : tensor<8x32xf64>) -> tensor<8x32xf64>
  %p = linalg.matmul ins(%a, %b : tensor<8x16xf64>, tensor<16x32xf64>) outs(%f : tensor<8x32xf64>) -> tensor<8x32xf64>
  %c = arith.constant dense<0.0> : tensor<8x32xf64>
  %r = arith.maximumf %p, %c : tensor<8x32xf64>
  return %r : tensor<8x32xf64>
}
