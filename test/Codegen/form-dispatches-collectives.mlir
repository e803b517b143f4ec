// How do collectives become operations on flat buffers?
// RUN: tp-opt %s --tp-form-dispatches | FileCheck %s

tp.mesh @m <["data"=2, "model"=2]>

// CHECK-LABEL: func.func @all_reduce
// CHECK:         %[[R:.*]], %[[T:.*]] = tprt.start all_reduce max ins(%arg0 : tensor<4x6xf32>) outs({{.*}} : tensor<4x6xf32>)
// CHECK-SAME{LITERAL}: groups dense<[[0, 2], [1, 3]]>
// CHECK-SAME:    {reason = "why"}
// CHECK-NEXT:    %[[W:.*]] = tprt.wait %[[T]] values(%[[R]] : tensor<4x6xf32>)
// CHECK-NEXT:    return %[[W]]
func.func @all_reduce(%x: tensor<4x6xf32>) -> tensor<4x6xf32> {
  %r = tp.all_reduce max %x over @m ["data"] {reason = "why"} : tensor<4x6xf32>
  return %r : tensor<4x6xf32>
}

// The first dimension needs a view only.
// CHECK-LABEL: func.func @gather_first
// CHECK-NOT:     tprt.launch
// CHECK:         tprt.start all_gather none ins(%arg0 : tensor<4x6xf32>) outs({{.*}} : tensor<2x4x6xf32>)
// CHECK:         %[[W:.*]] = tprt.wait
// CHECK-NEXT:    %[[V:.*]] = tensor.collapse_shape %[[W]] {{\[}}[0, 1], [2]] : tensor<2x4x6xf32> into tensor<8x6xf32>
// CHECK-NEXT:    return %[[V]]
func.func @gather_first(%x: tensor<4x6xf32>) -> tensor<8x6xf32> {
  %r = tp.all_gather %x dim 0 over @m ["model"] : tensor<4x6xf32> -> tensor<8x6xf32>
  return %r : tensor<8x6xf32>
}

// An inner one a transpose behind.
// CHECK-LABEL: func.func @gather_inner
// CHECK:         %[[W:.*]] = tprt.wait
// CHECK:         %[[L:.*]] = tprt.launch @kernel_transpose_{{.*}} ins(%[[W]] : tensor<2x4x6xf32>) outs({{.*}} : tensor<4x2x6xf32>)
// CHECK-NEXT:    tensor.collapse_shape %[[L]] {{\[}}[0], [1, 2]]
func.func @gather_inner(%x: tensor<4x6xf32>) -> tensor<4x12xf32> {
  %r = tp.all_gather %x dim 1 over @m ["model"] : tensor<4x6xf32> -> tensor<4x12xf32>
  return %r : tensor<4x12xf32>
}

// Or before.
// CHECK-LABEL: func.func @scatter_inner
// CHECK:         tensor.expand_shape %arg0 {{\[}}[0], [1, 2]]
// CHECK:         %[[L:.*]] = tprt.launch @kernel_transpose_{{.*}} outs({{.*}} : tensor<2x4x6xf32>)
// CHECK:         tprt.start reduce_scatter sum ins(%[[L]] : tensor<2x4x6xf32>) outs({{.*}} : tensor<4x6xf32>)
func.func @scatter_inner(%x: tensor<4x12xf32>) -> tensor<4x6xf32> {
  %r = tp.reduce_scatter sum %x dim 1 over @m ["model"] : tensor<4x12xf32> -> tensor<4x6xf32>
  return %r : tensor<4x6xf32>
}

// CHECK-LABEL: func.func @all_to_all
// CHECK:         %[[X:.*]] = tensor.expand_shape %arg0 {{\[}}[0, 1], [2]] output_shape [2, 4, 6]
// CHECK:         tprt.start all_to_all none ins(%[[X]] : tensor<2x4x6xf32>) outs({{.*}} : tensor<2x4x6xf32>)
// CHECK:         tprt.launch @kernel_transpose_{{.*}} outs({{.*}} : tensor<4x2x6xf32>)
// CHECK:         tensor.collapse_shape {{.*}} into tensor<4x12xf32>
func.func @all_to_all(%x: tensor<8x6xf32>) -> tensor<4x12xf32> {
  %r = tp.all_to_all %x split 0 concat 1 over @m ["model"] : tensor<8x6xf32> -> tensor<4x12xf32>
  return %r : tensor<4x12xf32>
}

// CHECK-LABEL: func.func @permute
// CHECK:         tprt.start permute none ins(%arg0 : tensor<4xf32>) {{.*}} targets [1, 0]
func.func @permute(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = tp.permute %x to [1, 0] over @m ["model"] : tensor<4xf32>
  return %r : tensor<4xf32>
}

// A slice is a kernel that knows where its rank is.
// CHECK-LABEL: func.func @all_slice
// CHECK:         %[[D:.*]] = tprt.coordinate stride 2 size 2
// CHECK:         %[[M:.*]] = tprt.coordinate stride 1 size 2
// CHECK:         tprt.launch @kernel_extract_slice_{{.*}} ins(%arg0 : tensor<8x6xf32>) outs({{.*}} : tensor<2x6xf32>) coordinates(%[[D]], %[[M]])
func.func @all_slice(%x: tensor<8x6xf32>) -> tensor<2x6xf32> {
  %r = tp.all_slice %x dim 0 over @m ["data", "model"] : tensor<8x6xf32> -> tensor<2x6xf32>
  return %r : tensor<2x6xf32>
}
