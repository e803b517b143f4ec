// Which convolutions are views, which copy patches, and how these are laid out?
// RUN: tp-opt %s --tp-import-stablehlo | tp-opt --mlir-print-local-scope | FileCheck %s

// Windows that overlap are copied as patches, so laid out that they are one matrix.
// CHECK-LABEL: func.func @overlapping
// CHECK:         %[[P:.*]] = tensor.pad %arg0 low[0, 0, 0, 0] high[0, 1, 1, 0]
// CHECK:         %[[T:.*]] = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1 * 2 + d3, d2 * 2 + d4, d5)>, {{.*}}ins(%[[P]] : tensor<2x9x9x4xf32>) outs({{.*}} : tensor<2x4x4x3x3x4xf32>)
// CHECK:         linalg.contract {{.*}} ins(%[[T]], %arg1 : tensor<2x4x4x3x3x4xf32>, tensor<3x3x4x6xf32>) outs({{.*}} : tensor<2x4x4x6xf32>)
func.func @overlapping(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x4x6xf32>) -> tensor<2x4x4x6xf32> {
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[0, 1], [0, 1]]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x4x6xf32>) -> tensor<2x4x4x6xf32>
  return %0 : tensor<2x4x4x6xf32>
}

// Windows of one element are the tensor itself.
// CHECK-LABEL: func.func @one_tap
// CHECK-NOT:     linalg.generic
// CHECK:         linalg.contract {{.*}} ins(%arg0, %{{.*}} : tensor<2x8x8x4xf32>, tensor<4x6xf32>)
func.func @one_tap(%x: tensor<2x8x8x4xf32>, %w: tensor<1x1x4x6xf32>) -> tensor<2x8x8x6xf32> {
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<1x1x4x6xf32>) -> tensor<2x8x8x6xf32>
  return %0 : tensor<2x8x8x6xf32>
}

// Windows side by side are a view; what is left of a row belongs to none.
// CHECK-LABEL: func.func @side_by_side
// CHECK:         %[[S:.*]] = tensor.extract_slice %arg0[0, 0, 0, 0] [2, 8, 8, 3]
// CHECK:         %[[V:.*]] = tensor.expand_shape %[[S]] {{.*}} into tensor<2x2x4x4x2x3xf32>
// CHECK-NOT:     linalg.generic
// CHECK:         linalg.contract {{.*}} ins(%[[V]], %arg1 :
func.func @side_by_side(%x: tensor<2x9x8x3xf32>, %w: tensor<4x2x3x6xf32>) -> tensor<2x2x4x6xf32> {
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [4, 2]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x9x8x3xf32>, tensor<4x2x3x6xf32>) -> tensor<2x2x4x6xf32>
  return %0 : tensor<2x2x4x6xf32>
}

// Batches of matrices: windows stay innermost, as they are in memory.
// CHECK-LABEL: func.func @channels_first
// CHECK:         %[[T:.*]] = linalg.generic {{.*}}ins(%arg0 : tensor<2x4x8x8xf32>) outs({{.*}} : tensor<2x4x3x3x6x6xf32>)
// CHECK:         linalg.contract {{.*}} ins(%[[T]], %arg1 : tensor<2x4x3x3x6x6xf32>, tensor<6x4x3x3xf32>)
func.func @channels_first(%x: tensor<2x4x8x8xf32>, %w: tensor<6x4x3x3xf32>) -> tensor<2x6x6x6xf32> {
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<2x6x6x6xf32>
  return %0 : tensor<2x6x6x6xf32>
}

// The gradient of a kernel reads what lies side by side in its activations side by side.
// CHECK-LABEL: func.func @kernel_gradient
// CHECK:         %[[T:.*]] = linalg.generic {{.*}}ins(%arg0 : tensor<2x8x8x4xf32>) outs({{.*}} : tensor<2x6x6x3x3x4xf32>)
// CHECK:         linalg.contract {{.*}} ins(%[[T]], %arg1 : tensor<2x6x6x3x3x4xf32>, tensor<2x6x6x5xf32>)
func.func @kernel_gradient(%x: tensor<2x8x8x4xf32>, %g: tensor<2x6x6x5xf32>) -> tensor<3x3x4x5xf32> {
  %0 = stablehlo.convolution(%x, %g) dim_numbers = [f, 0, 1, b]x[i, 0, 1, o]->[0, 1, b, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x8x8x4xf32>, tensor<2x6x6x5xf32>) -> tensor<3x3x4x5xf32>
  return %0 : tensor<3x3x4x5xf32>
}

// Groups are a batch of contractions.
// CHECK-LABEL: func.func @groups
// CHECK-DAG:     %[[X:.*]] = tensor.expand_shape %arg0 {{.*}} into tensor<2x8x8x2x2xf32>
// CHECK-DAG:     %[[W:.*]] = tensor.expand_shape %arg1 {{.*}} into tensor<3x3x2x2x3xf32>
// CHECK:         %[[T:.*]] = linalg.generic {{.*}}ins(%[[X]] : {{.*}}) outs({{.*}} : tensor<2x6x6x2x3x3x2xf32>)
// CHECK:         linalg.contract {{.*}} ins(%[[T]], %[[W]] :
func.func @groups(%x: tensor<2x8x8x4xf32>, %w: tensor<3x3x2x6xf32>) -> tensor<2x6x6x6xf32> {
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 2 : i64} : (tensor<2x8x8x4xf32>, tensor<3x3x2x6xf32>) -> tensor<2x6x6x6xf32>
  return %0 : tensor<2x6x6x6xf32>
}

// One feature a group is no matrix: windows are read in place. Narrow floats are summed in f32.
// CHECK-LABEL: func.func @depthwise
// CHECK-NOT:     linalg.contract
// CHECK:         linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d0, d1 - d6 + 2, d2 + d7, d3, d5)>
// CHECK-SAME:      outs({{.*}} : tensor<2x6x6x4x1xf32>)
// CHECK:           arith.extf %{{.*}} : bf16 to f32
// CHECK:         arith.truncf
func.func @depthwise(%x: tensor<2x8x8x4xbf16>, %w: tensor<3x3x1x4xbf16>) -> tensor<2x6x6x4xbf16> {
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {reverse = [true, false]} {batch_group_count = 1 : i64, feature_group_count = 4 : i64} : (tensor<2x8x8x4xbf16>, tensor<3x3x1x4xbf16>) -> tensor<2x6x6x4xbf16>
  return %0 : tensor<2x6x6x4xbf16>
}

// A dilated operand is not filled with zeros: even and odd positions of the
// result are convolutions of their own, by one tap and by two.
// CHECK-LABEL: func.func @input_gradient
// CHECK:         tensor.extract_slice %arg1[1, 0, 0] [1, 4, 5] [2, 1, 1]
// CHECK:         linalg.contract
// CHECK:         tensor.extract_slice %arg1[0, 0, 0] [2, 4, 5] [2, 1, 1]
// CHECK:         linalg.contract
// CHECK-NOT:     linalg.contract
// CHECK:         tensor.concat dim(2) {{.*}} : (tensor<2x5x1x5xf32>, tensor<2x5x1x5xf32>) -> tensor<2x5x2x5xf32>
// CHECK:         tensor.collapse_shape {{.*}} into tensor<2x10x5xf32>
// CHECK:         tensor.extract_slice %{{.*}}[0, 1, 0] [2, 9, 5] [1, 1, 1]
func.func @input_gradient(%g: tensor<2x4x4xf32>, %w: tensor<3x4x5xf32>) -> tensor<2x9x5xf32> {
  %0 = stablehlo.convolution(%g, %w) dim_numbers = [b, 0, f]x[0, i, o]->[b, 0, f], window = {pad = [[2, 2]], lhs_dilate = [2]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x4x4xf32>, tensor<3x4x5xf32>) -> tensor<2x9x5xf32>
  return %0 : tensor<2x9x5xf32>
}
