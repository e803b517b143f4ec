// Which ops become one kernel?
// RUN: tp-opt %s --split-input-file --tp-form-dispatches | FileCheck %s

// Masked softmax is one kernel; the mask, computed from positions, is inside.
// CHECK-LABEL: func.func @softmax
// CHECK-NEXT:    %[[E:.*]] = tensor.empty() : tensor<4x64x64xf32>
// CHECK-NEXT:    %[[R:.*]] = tprt.launch @kernel_softmax_0 ins(%arg0 : tensor<4x64x64xf32>) outs(%[[E]] : tensor<4x64x64xf32>)
// CHECK-NEXT:    return %[[R]]
// CHECK:       func.func private @kernel_softmax_0(%arg0: tensor<4x64x64xf32>, %[[OUT:.*]]: tensor<4x64x64xf32>) -> tensor<4x64x64xf32> attributes {tprt.kernel}
// CHECK:         linalg.index 0
// CHECK:         arith.maximumf
// CHECK:         math.exp
// CHECK:         %[[V:.*]] = linalg.generic {{.*}} outs(%[[OUT]] : tensor<4x64x64xf32>)
// CHECK:         return %[[V]]
#id3 = affine_map<(i, j, k) -> (i, j, k)>
#row3 = affine_map<(i, j, k) -> (i, j)>
#mask = affine_map<(i, j, k) -> (j, k)>
#id2 = affine_map<(i, j) -> (i, j)>
func.func @softmax(%x: tensor<4x64x64xf32>) -> tensor<4x64x64xf32> {
  %ninf = arith.constant 0xFF800000 : f32
  %zero = arith.constant 0.0 : f32
  %low = arith.constant -1.0e30 : f32
  %em = tensor.empty() : tensor<64x64xi1>
  %m = linalg.generic {indexing_maps = [#id2], iterator_types = ["parallel", "parallel"]} outs(%em : tensor<64x64xi1>) {
  ^bb0(%o: i1):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %c = arith.cmpi sge, %i, %j : index
    linalg.yield %c : i1
  } -> tensor<64x64xi1>
  %e = tensor.empty() : tensor<4x64x64xf32>
  %r = tensor.empty() : tensor<4x64xf32>
  %masked = linalg.generic {indexing_maps = [#mask, #id3, #id3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%m, %x : tensor<64x64xi1>, tensor<4x64x64xf32>) outs(%e : tensor<4x64x64xf32>) {
  ^bb0(%c: i1, %a: f32, %o: f32):
    %s = arith.select %c, %a, %low : f32
    linalg.yield %s : f32
  } -> tensor<4x64x64xf32>
  %fm = linalg.fill ins(%ninf : f32) outs(%r : tensor<4x64xf32>) -> tensor<4x64xf32>
  %max = linalg.reduce { arith.maximumf } ins(%masked : tensor<4x64x64xf32>) outs(%fm : tensor<4x64xf32>) dimensions = [2]
  %exp = linalg.generic {indexing_maps = [#id3, #row3, #id3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%masked, %max : tensor<4x64x64xf32>, tensor<4x64xf32>) outs(%e : tensor<4x64x64xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %d = arith.subf %a, %b : f32
    %p = math.exp %d : f32
    linalg.yield %p : f32
  } -> tensor<4x64x64xf32>
  %fs = linalg.fill ins(%zero : f32) outs(%r : tensor<4x64xf32>) -> tensor<4x64xf32>
  %sum = linalg.reduce { arith.addf } ins(%exp : tensor<4x64x64xf32>) outs(%fs : tensor<4x64xf32>) dimensions = [2]
  %y = linalg.generic {indexing_maps = [#id3, #row3, #id3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%exp, %sum : tensor<4x64x64xf32>, tensor<4x64xf32>) outs(%e : tensor<4x64x64xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %d = arith.divf %a, %b : f32
    linalg.yield %d : f32
  } -> tensor<4x64x64xf32>
  return %y : tensor<4x64x64xf32>
}

// -----

// A norm with the residual before it gives two results, twice by one kernel.
// CHECK-LABEL: func.func @residual_norm
// CHECK:         %[[A:.*]]:2 = tprt.launch @kernel_norm_0 ins(%arg0, %arg1 : {{.*}}) outs({{.*}} : tensor<128x96xf32>, tensor<128x96xf32>)
// CHECK:         %[[C:.*]] = tprt.copy ins(%[[A]]#1 : {{.*}})
// CHECK:         %[[B:.*]]:2 = tprt.launch @kernel_norm_0 ins(%[[A]]#0, %[[C]] : {{.*}})
// CHECK-NEXT:    return %[[B]]#0, %[[B]]#1
// CHECK-COUNT-1: func.func private
// CHECK-NOT:     func.func private
#id = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (i)>
func.func @residual_norm(%x: tensor<128x96xf32>, %y: tensor<128x96xf32>) -> (tensor<128x96xf32>, tensor<128x96xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<128x96xf32>
  %r = tensor.empty() : tensor<128xf32>
  %f = linalg.fill ins(%zero : f32) outs(%r : tensor<128xf32>) -> tensor<128xf32>
  %s0 = linalg.add ins(%x, %y : tensor<128x96xf32>, tensor<128x96xf32>) outs(%e : tensor<128x96xf32>) -> tensor<128x96xf32>
  %q0 = linalg.mul ins(%s0, %s0 : tensor<128x96xf32>, tensor<128x96xf32>) outs(%e : tensor<128x96xf32>) -> tensor<128x96xf32>
  %v0 = linalg.reduce { arith.addf } ins(%q0 : tensor<128x96xf32>) outs(%f : tensor<128xf32>) dimensions = [1]
  %n0 = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]} ins(%s0, %v0 : tensor<128x96xf32>, tensor<128xf32>) outs(%e : tensor<128x96xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %c = math.rsqrt %b : f32
    %d = arith.mulf %a, %c : f32
    linalg.yield %d : f32
  } -> tensor<128x96xf32>
  // Between the two a command, so that they cannot be one kernel.
  %g = tprt.copy ins(%n0 : tensor<128x96xf32>) outs(%e : tensor<128x96xf32>) -> tensor<128x96xf32>
  %s1 = linalg.add ins(%s0, %g : tensor<128x96xf32>, tensor<128x96xf32>) outs(%e : tensor<128x96xf32>) -> tensor<128x96xf32>
  %q1 = linalg.mul ins(%s1, %s1 : tensor<128x96xf32>, tensor<128x96xf32>) outs(%e : tensor<128x96xf32>) -> tensor<128x96xf32>
  %v1 = linalg.reduce { arith.addf } ins(%q1 : tensor<128x96xf32>) outs(%f : tensor<128xf32>) dimensions = [1]
  %n1 = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]} ins(%s1, %v1 : tensor<128x96xf32>, tensor<128xf32>) outs(%e : tensor<128x96xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %c = math.rsqrt %b : f32
    %d = arith.mulf %a, %c : f32
    linalg.yield %d : f32
  } -> tensor<128x96xf32>
  return %s1, %n1 : tensor<128x96xf32>, tensor<128x96xf32>
}

// -----

// A mean over the rows of a norm is another kernel: it would leave the norm
// with too few rows to share.
// CHECK-LABEL: func.func @mean_of_rows
// CHECK:         %[[A:.*]] = tprt.launch @kernel_norm_0 ins(%arg0 : {{.*}})
// CHECK:         %[[B:.*]] = tprt.launch @kernel_reduce_addf_0 ins(%[[A]] : {{.*}}) outs({{.*}} : tensor<8x384xf32>)
// CHECK-NEXT:    return %[[B]]
#id3 = affine_map<(i, j, k) -> (i, j, k)>
#row3 = affine_map<(i, j, k) -> (i, j)>
func.func @mean_of_rows(%x: tensor<8x128x384xf32>) -> tensor<8x384xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x128x384xf32>
  %r = tensor.empty() : tensor<8x128xf32>
  %t = tensor.empty() : tensor<8x384xf32>
  %f = linalg.fill ins(%zero : f32) outs(%r : tensor<8x128xf32>) -> tensor<8x128xf32>
  %v = linalg.reduce { arith.addf } ins(%x : tensor<8x128x384xf32>) outs(%f : tensor<8x128xf32>) dimensions = [2]
  %n = linalg.generic {indexing_maps = [#id3, #row3, #id3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%x, %v : tensor<8x128x384xf32>, tensor<8x128xf32>) outs(%e : tensor<8x128x384xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %c = math.rsqrt %b : f32
    %d = arith.mulf %a, %c : f32
    linalg.yield %d : f32
  } -> tensor<8x128x384xf32>
  %g = linalg.fill ins(%zero : f32) outs(%t : tensor<8x384xf32>) -> tensor<8x384xf32>
  %m = linalg.reduce { arith.addf } ins(%n : tensor<8x128x384xf32>) outs(%g : tensor<8x384xf32>) dimensions = [1]
  return %m : tensor<8x384xf32>
}

// -----

// Rotary embedding is one kernel; its table, which does not depend on the data,
// is computed once and read.
// CHECK-LABEL: func.func @rotate
// CHECK:         %[[T:.*]] = tprt.launch @kernel_sin_0 outs({{.*}} : tensor<32x16xf32>)
// CHECK:         %[[R:.*]] = tprt.launch @kernel_concat_0 ins({{.*}}%[[T]]{{.*}})
// CHECK-NEXT:    return %[[R]]
#pos = affine_map<(i, j, k, l) -> (j, l)>
#id4 = affine_map<(i, j, k, l) -> (i, j, k, l)>
#id2 = affine_map<(i, j) -> (i, j)>
func.func @rotate(%x: tensor<4x32x8x32xf32>) -> tensor<4x32x8x32xf32> {
  %et = tensor.empty() : tensor<32x16xf32>
  %t = linalg.generic {indexing_maps = [#id2], iterator_types = ["parallel", "parallel"]} outs(%et : tensor<32x16xf32>) {
  ^bb0(%o: f32):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %p = arith.muli %i, %j : index
    %q = arith.index_cast %p : index to i32
    %f = arith.sitofp %q : i32 to f32
    %s = math.sin %f : f32
    linalg.yield %s : f32
  } -> tensor<32x16xf32>
  %a = tensor.extract_slice %x[0, 0, 0, 0] [4, 32, 8, 16] [1, 1, 1, 1] : tensor<4x32x8x32xf32> to tensor<4x32x8x16xf32>
  %b = tensor.extract_slice %x[0, 0, 0, 16] [4, 32, 8, 16] [1, 1, 1, 1] : tensor<4x32x8x32xf32> to tensor<4x32x8x16xf32>
  %e = tensor.empty() : tensor<4x32x8x16xf32>
  %l = linalg.generic {indexing_maps = [#id4, #pos, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%a, %t : tensor<4x32x8x16xf32>, tensor<32x16xf32>) outs(%e : tensor<4x32x8x16xf32>) {
  ^bb0(%p: f32, %q: f32, %o: f32):
    %m = arith.mulf %p, %q : f32
    linalg.yield %m : f32
  } -> tensor<4x32x8x16xf32>
  %h = linalg.generic {indexing_maps = [#id4, #pos, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%b, %t : tensor<4x32x8x16xf32>, tensor<32x16xf32>) outs(%e : tensor<4x32x8x16xf32>) {
  ^bb0(%p: f32, %q: f32, %o: f32):
    %m = arith.mulf %p, %q : f32
    linalg.yield %m : f32
  } -> tensor<4x32x8x16xf32>
  %r = tensor.concat dim(3) %l, %h : (tensor<4x32x8x16xf32>, tensor<4x32x8x16xf32>) -> tensor<4x32x8x32xf32>
  return %r : tensor<4x32x8x32xf32>
}

// -----

// A coordinate goes into the kernel, and the arithmetic on it with it.
// CHECK-LABEL: func.func @coordinate
// CHECK:         %[[C:.*]] = tprt.coordinate stride 1 size 4
// CHECK:         tprt.launch @kernel_addi_0 ins(%arg0 : tensor<8xi32>) outs({{.*}}) coordinates(%[[C]])
// CHECK:       func.func private @kernel_addi_0(%arg0: tensor<8xi32>, %arg1: tensor<8xi32>, %[[I:.*]]: index)
// CHECK:         arith.muli %[[I]]
tp.mesh @m <["model"=4]>
#v = affine_map<(i) -> (i)>
func.func @coordinate(%x: tensor<8xi32>) -> tensor<8xi32> {
  %c8 = arith.constant 8 : index
  %i = tp.axis_index over @m ["model"]
  %j = arith.muli %i, %c8 : index
  %k = arith.index_cast %j : index to i32
  %e = tensor.empty() : tensor<8xi32>
  %r = linalg.generic {indexing_maps = [#v, #v], iterator_types = ["parallel"]} ins(%x : tensor<8xi32>) outs(%e : tensor<8xi32>) {
  ^bb0(%a: i32, %o: i32):
    %s = arith.addi %a, %k : i32
    linalg.yield %s : i32
  } -> tensor<8xi32>
  return %r : tensor<8xi32>
}

// -----

// What is only widened is not stored wide: each reader widens it, behind the
// view.
// CHECK-LABEL: func.func @widened_and_sliced
// CHECK-NEXT:    %[[V:.*]] = tensor.expand_shape %arg0 {{.*}} : tensor<64x16xbf16> into tensor<8x8x16xbf16>
// CHECK-NEXT:    %[[E:.*]] = tensor.empty() : tensor<8x8x16xf32>
// CHECK-NEXT:    %[[R:.*]] = tprt.launch @kernel_concat_0 ins(%[[V]] : tensor<8x8x16xbf16>) outs(%[[E]] : tensor<8x8x16xf32>)
// CHECK-NEXT:    return %[[R]]
func.func @widened_and_sliced(%x: tensor<64x16xbf16>) -> tensor<8x8x16xf32> {
  %w = arith.extf %x : tensor<64x16xbf16> to tensor<64x16xf32>
  %v = tensor.expand_shape %w [[0, 1], [2]] output_shape [8, 8, 16] : tensor<64x16xf32> into tensor<8x8x16xf32>
  %a = tensor.extract_slice %v[0, 0, 0] [8, 8, 8] [1, 1, 1] : tensor<8x8x16xf32> to tensor<8x8x8xf32>
  %b = tensor.extract_slice %v[0, 0, 8] [8, 8, 8] [1, 1, 1] : tensor<8x8x16xf32> to tensor<8x8x8xf32>
  %s = arith.addf %a, %b : tensor<8x8x8xf32>
  %d = arith.subf %a, %b : tensor<8x8x8xf32>
  %r = tensor.concat dim(2) %s, %d : (tensor<8x8x8xf32>, tensor<8x8x8xf32>) -> tensor<8x8x16xf32>
  return %r : tensor<8x8x16xf32>
}
