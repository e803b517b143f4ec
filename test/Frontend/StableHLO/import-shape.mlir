// Ops that move elements become views where they can, and nothing where they do nothing.
// RUN: tp-opt %s --tp-import-stablehlo --split-input-file | FileCheck %s

// CHECK-LABEL: func.func @constants
// CHECK-NEXT:  %[[A:.*]] = arith.constant dense<[1, 2]> : tensor<2xi32>
// CHECK-NEXT:  %[[B:.*]] = arith.constant dense<0xFF800000> : tensor<4x8xf32>
// CHECK-NEXT:  return %[[A]], %[[B]]
func.func @constants() -> (tensor<2xi32>, tensor<4x8xf32>) {
  %a = stablehlo.constant dense<[1, 2]> : tensor<2xi32>
  %b = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %c = stablehlo.broadcast_in_dim %b, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
  return %a, %c : tensor<2xi32>, tensor<4x8xf32>
}

// -----

// CHECK-LABEL: func.func @splats_stay_splats
// CHECK-NEXT:  %[[A:.*]] = arith.constant dense<true> : tensor<8x4xi1>
// CHECK-NEXT:  %[[B:.*]] = arith.constant dense<true> : tensor<32xi1>
// CHECK-NEXT:  return %[[A]], %[[B]]
func.func @splats_stay_splats() -> (tensor<8x4xi1>, tensor<32xi1>) {
  %a = stablehlo.constant dense<true> : tensor<4x8xi1>
  %b = stablehlo.transpose %a, dims = [1, 0] : (tensor<4x8xi1>) -> tensor<8x4xi1>
  %c = stablehlo.reshape %a : (tensor<4x8xi1>) -> tensor<32xi1>
  return %b, %c : tensor<8x4xi1>, tensor<32xi1>
}

// -----

// CHECK-LABEL: func.func @iota
// CHECK:       linalg.generic {{.*}}iterator_types = ["parallel", "parallel"]} outs(%{{.*}} : tensor<4x8xi32>)
// CHECK:         %[[I:.*]] = linalg.index 1 : index
// CHECK:         arith.index_cast %[[I]] : index to i32
// CHECK:       linalg.generic
// CHECK:         %[[I:.*]] = linalg.index 0 : index
// CHECK:         %[[C:.*]] = arith.index_cast %[[I]] : index to i64
// CHECK:         arith.sitofp %[[C]] : i64 to f32
func.func @iota() -> (tensor<4x8xi32>, tensor<4xf32>) {
  %0 = stablehlo.iota dim = 1 : tensor<4x8xi32>
  %1 = stablehlo.iota dim = 0 : tensor<4xf32>
  return %0, %1 : tensor<4x8xi32>, tensor<4xf32>
}

// -----

// CHECK-LABEL: func.func @identities
// CHECK-SAME:  (%[[X:.*]]: tensor<4x8xf32>)
// CHECK-NEXT:  return %[[X]], %[[X]], %[[X]], %[[X]], %[[X]]
func.func @identities(%x: tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>) {
  %0 = stablehlo.broadcast_in_dim %x, dims = [0, 1] : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %1 = stablehlo.reshape %x : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %2 = stablehlo.transpose %x, dims = [0, 1] : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %3 = stablehlo.slice %x [0:4, 0:8] : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %4 = stablehlo.concatenate %x, dim = 0 : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0, %1, %2, %3, %4 : tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>
}

// -----

// CHECK-LABEL: func.func @broadcast
// CHECK-SAME:  (%[[X:.*]]: tensor<8xf32>)
// CHECK-NEXT:  %[[E:.*]] = tensor.empty() : tensor<4x8x2xf32>
// CHECK-NEXT:  %[[B:.*]] = linalg.broadcast ins(%[[X]] : tensor<8xf32>) outs(%[[E]] : tensor<4x8x2xf32>) dimensions = [0, 2]
// CHECK-NEXT:  return %[[B]]
func.func @broadcast(%x: tensor<8xf32>) -> tensor<4x8x2xf32> {
  %0 = stablehlo.broadcast_in_dim %x, dims = [1] : (tensor<8xf32>) -> tensor<4x8x2xf32>
  return %0 : tensor<4x8x2xf32>
}

// -----

// Dimensions of extent 1 that grow are dropped, then repeated.
// CHECK-LABEL: func.func @broadcast_grow
// CHECK-SAME:  (%[[X:.*]]: tensor<4x1xf32>)
// CHECK-NEXT:  %[[C:.*]] = tensor.collapse_shape %[[X]] {{\[\[}}0, 1]] : tensor<4x1xf32> into tensor<4xf32>
// CHECK:       linalg.broadcast ins(%[[C]] : tensor<4xf32>) outs(%{{.*}} : tensor<4x8xf32>) dimensions = [1]
func.func @broadcast_grow(%x: tensor<4x1xf32>) -> tensor<4x8xf32> {
  %0 = stablehlo.broadcast_in_dim %x, dims = [0, 1] : (tensor<4x1xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// -----

// CHECK-LABEL: func.func @broadcast_unsorted
// CHECK-SAME:  (%[[X:.*]]: tensor<4x8xf32>)
// CHECK:       %[[T:.*]] = linalg.transpose ins(%[[X]] : tensor<4x8xf32>) outs(%{{.*}} : tensor<8x4xf32>) permutation = [1, 0]
// CHECK:       linalg.broadcast ins(%[[T]] : tensor<8x4xf32>) outs(%{{.*}} : tensor<8x3x4xf32>) dimensions = [1]
func.func @broadcast_unsorted(%x: tensor<4x8xf32>) -> tensor<8x3x4xf32> {
  %0 = stablehlo.broadcast_in_dim %x, dims = [2, 0] : (tensor<4x8xf32>) -> tensor<8x3x4xf32>
  return %0 : tensor<8x3x4xf32>
}

// -----

// New dimensions of extent 1 are a view, and a view of a view is one view:
// the framework's two steps from [8] to [4, 2, 8] are one broadcast.
// CHECK-LABEL: func.func @broadcast_in_steps
// CHECK-SAME:  (%[[X:.*]]: tensor<8xf32>)
// CHECK-NEXT:  %[[V:.*]] = tensor.expand_shape %[[X]] {{\[\[}}0, 1, 2]] output_shape [1, 1, 8]
// CHECK-NEXT:  %[[E:.*]] = tensor.empty() : tensor<4x2x8xf32>
// CHECK-NEXT:  %[[B:.*]] = linalg.broadcast ins(%[[X]] : tensor<8xf32>) outs(%[[E]] : tensor<4x2x8xf32>) dimensions = [0, 1]
// CHECK-NEXT:  return %[[V]], %[[B]]
func.func @broadcast_in_steps(%x: tensor<8xf32>) -> (tensor<1x1x8xf32>, tensor<4x2x8xf32>) {
  %0 = stablehlo.broadcast_in_dim %x, dims = [2] : (tensor<8xf32>) -> tensor<1x1x8xf32>
  %1 = stablehlo.broadcast_in_dim %0, dims = [0, 1, 2] : (tensor<1x1x8xf32>) -> tensor<4x2x8xf32>
  return %0, %1 : tensor<1x1x8xf32>, tensor<4x2x8xf32>
}

// -----

// CHECK-LABEL: func.func @reshape
// CHECK-SAME:  (%[[X:.*]]: tensor<4x6xf32>, %[[S:.*]]: tensor<f32>)
func.func @reshape(%x: tensor<4x6xf32>, %s: tensor<f32>) -> (tensor<4x3x2xf32>, tensor<24xf32>, tensor<6x4xf32>, tensor<1x1xf32>, tensor<f32>, tensor<1x4x1x6xf32>) {
  // Groups are the finest ones.
  // CHECK: tensor.expand_shape %[[X]] {{\[\[}}0], [1, 2]] output_shape [4, 3, 2] : tensor<4x6xf32> into tensor<4x3x2xf32>
  %0 = stablehlo.reshape %x : (tensor<4x6xf32>) -> tensor<4x3x2xf32>
  // CHECK: tensor.collapse_shape %[[X]] {{\[\[}}0, 1]] : tensor<4x6xf32> into tensor<24xf32>
  %1 = stablehlo.reshape %x : (tensor<4x6xf32>) -> tensor<24xf32>
  // CHECK: %[[C:.*]] = tensor.collapse_shape %[[X]] {{\[\[}}0, 1]] : tensor<4x6xf32> into tensor<24xf32>
  // CHECK: tensor.expand_shape %[[C]] {{\[\[}}0, 1]] output_shape [6, 4] : tensor<24xf32> into tensor<6x4xf32>
  %2 = stablehlo.reshape %x : (tensor<4x6xf32>) -> tensor<6x4xf32>
  // CHECK: tensor.expand_shape %[[S]] [] output_shape [1, 1] : tensor<f32> into tensor<1x1xf32>
  %3 = stablehlo.reshape %s : (tensor<f32>) -> tensor<1x1xf32>
  // CHECK-NOT: tensor.collapse_shape
  %4 = stablehlo.reshape %3 : (tensor<1x1xf32>) -> tensor<f32>
  // CHECK: tensor.expand_shape %[[X]] {{\[\[}}0, 1], [2, 3]] output_shape [1, 4, 1, 6] : tensor<4x6xf32> into tensor<1x4x1x6xf32>
  %5 = stablehlo.reshape %x : (tensor<4x6xf32>) -> tensor<1x4x1x6xf32>
  return %0, %1, %2, %3, %4, %5 : tensor<4x3x2xf32>, tensor<24xf32>, tensor<6x4xf32>, tensor<1x1xf32>, tensor<f32>, tensor<1x4x1x6xf32>
}

// -----

// CHECK-LABEL: func.func @no_elements
// CHECK-NEXT:  arith.constant dense<0.000000e+00> : tensor<3x0xf32>
func.func @no_elements(%x: tensor<0x2xf32>) -> tensor<3x0xf32> {
  %0 = stablehlo.reshape %x : (tensor<0x2xf32>) -> tensor<3x0xf32>
  return %0 : tensor<3x0xf32>
}

// -----

// CHECK-LABEL: func.func @slice_concatenate_transpose
// CHECK-SAME:  (%[[X:.*]]: tensor<4x8xf32>)
// CHECK-NEXT:  %[[S:.*]] = tensor.extract_slice %[[X]][0, 2] [4, 2] [1, 3] : tensor<4x8xf32> to tensor<4x2xf32>
// CHECK-NEXT:  %[[C:.*]] = tensor.concat dim(1) %[[X]], %[[S]] : (tensor<4x8xf32>, tensor<4x2xf32>) -> tensor<4x10xf32>
// CHECK-NEXT:  %[[E:.*]] = tensor.empty() : tensor<10x4xf32>
// CHECK-NEXT:  linalg.transpose ins(%[[C]] : tensor<4x10xf32>) outs(%[[E]] : tensor<10x4xf32>) permutation = [1, 0]
func.func @slice_concatenate_transpose(%x: tensor<4x8xf32>) -> tensor<10x4xf32> {
  %0 = stablehlo.slice %x [0:4, 2:8:3] : (tensor<4x8xf32>) -> tensor<4x2xf32>
  %1 = stablehlo.concatenate %x, %0, dim = 1 : (tensor<4x8xf32>, tensor<4x2xf32>) -> tensor<4x10xf32>
  %2 = stablehlo.transpose %1, dims = [1, 0] : (tensor<4x10xf32>) -> tensor<10x4xf32>
  return %2 : tensor<10x4xf32>
}
