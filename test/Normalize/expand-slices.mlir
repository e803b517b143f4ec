// Slices at constant places are plain ones, stacks come apart, and the rest is computed.
// RUN: tp-opt %s --tp-expand-slices | FileCheck %s

// Positions are clamped.
// CHECK-LABEL: func.func @constant_slice(
// CHECK-SAME:  %[[X:.*]]: tensor<4x8xf32>)
// CHECK:       %[[A:.*]] = tensor.extract_slice %[[X]][3, 0] [1, 8] [1, 1]
// CHECK:       %[[B:.*]] = tensor.extract_slice %[[X]][0, 2] [4, 6] [1, 1]
// CHECK:       return %[[A]], %[[B]]
func.func @constant_slice(%x: tensor<4x8xf32>) -> (tensor<1x8xf32>, tensor<4x6xf32>) {
  %nine = arith.constant dense<9> : tensor<i32>
  %below = arith.constant dense<-9> : tensor<i32>
  %a = tensor_ext.dynamic_slice %x[%nine, %nine] : (tensor<4x8xf32>, tensor<i32>, tensor<i32>) -> tensor<1x8xf32>
  %b = tensor_ext.dynamic_slice %x[%below, %nine] : (tensor<4x8xf32>, tensor<i32>, tensor<i32>) -> tensor<4x6xf32>
  return %a, %b : tensor<1x8xf32>, tensor<4x6xf32>
}

// Two dimensions are replaced one in the other.
// CHECK-LABEL: func.func @constant_update(
// CHECK-SAME:  %[[U:.*]]: tensor<1x8xf32>, %[[X:.*]]: tensor<4x9xf32>)
// CHECK:       %[[TOP:.*]] = tensor.extract_slice %[[X]][0, 0] [2, 9]
// CHECK:       %[[ROW:.*]] = tensor.extract_slice %[[X]][2, 0] [1, 9]
// CHECK:       %[[LEFT:.*]] = tensor.extract_slice %[[ROW]][0, 0] [1, 1]
// CHECK:       %[[NEW:.*]] = tensor.concat dim(1) %[[LEFT]], %[[U]]
// CHECK:       %[[REST:.*]] = tensor.extract_slice %[[X]][3, 0] [1, 9]
// CHECK:       tensor.concat dim(0) %[[TOP]], %[[NEW]], %[[REST]]
func.func @constant_update(%u: tensor<1x8xf32>, %x: tensor<4x9xf32>) -> tensor<4x9xf32> {
  %two = arith.constant dense<2> : tensor<i32>
  %r = tensor_ext.dynamic_update_slice %u into %x[%two, %two] : (tensor<1x8xf32>, tensor<4x9xf32>, tensor<i32>, tensor<i32>) -> tensor<4x9xf32>
  return %r : tensor<4x9xf32>
}

// A stack that is written whole is a concat of what was written last; readers of a cell get that.
// CHECK-LABEL: func.func @stack(
// CHECK-SAME:  %[[A:.*]]: tensor<1x8xf32>, %[[B:.*]]: tensor<1x8xf32>)
// CHECK-NEXT:  %[[S:.*]] = tensor.concat dim(0) %[[B]], %[[A]]
// CHECK-NEXT:  return %[[S]], %[[A]], %[[A]], %[[B]]
func.func @stack(%a: tensor<1x8xf32>, %b: tensor<1x8xf32>) -> (tensor<2x8xf32>, tensor<1x8xf32>, tensor<1x8xf32>, tensor<1x8xf32>) {
  %zero = arith.constant dense<0> : tensor<i32>
  %one = arith.constant dense<1> : tensor<i32>
  %x = arith.constant dense<0.0> : tensor<2x8xf32>
  %s0 = tensor_ext.dynamic_update_slice %a into %x[%zero, %zero] : (tensor<1x8xf32>, tensor<2x8xf32>, tensor<i32>, tensor<i32>) -> tensor<2x8xf32>
  %s1 = tensor_ext.dynamic_update_slice %a into %s0[%one, %zero] : (tensor<1x8xf32>, tensor<2x8xf32>, tensor<i32>, tensor<i32>) -> tensor<2x8xf32>
  %s2 = tensor_ext.dynamic_update_slice %b into %s1[%zero, %zero] : (tensor<1x8xf32>, tensor<2x8xf32>, tensor<i32>, tensor<i32>) -> tensor<2x8xf32>
  %r0 = tensor_ext.dynamic_slice %s1[%zero, %zero] : (tensor<2x8xf32>, tensor<i32>, tensor<i32>) -> tensor<1x8xf32>
  %r1 = tensor.extract_slice %s2[1, 0] [1, 8] [1, 1] : tensor<2x8xf32> to tensor<1x8xf32>
  %r2 = tensor_ext.dynamic_slice %s2[%zero, %zero] : (tensor<2x8xf32>, tensor<i32>, tensor<i32>) -> tensor<1x8xf32>
  return %s2, %r0, %r1, %r2 : tensor<2x8xf32>, tensor<1x8xf32>, tensor<1x8xf32>, tensor<1x8xf32>
}

// A stack that is read as a whole in between is built from what was read.
// CHECK-LABEL: func.func @versions(
// CHECK-SAME:  %[[A:.*]]: tensor<2xf32>, %[[X:.*]]: tensor<7xf32>)
// CHECK:       %[[TAIL:.*]] = tensor.extract_slice %[[X]][2] [5] [1]
// CHECK:       %[[S0:.*]] = tensor.concat dim(0) %[[A]], %[[TAIL]]
// CHECK:       %[[HEAD:.*]] = tensor.extract_slice %[[S0]][0] [4] [1]
// CHECK:       %[[LAST:.*]] = tensor.extract_slice %[[S0]][6] [1] [1]
// CHECK:       %[[S1:.*]] = tensor.concat dim(0) %[[HEAD]], %[[A]], %[[LAST]]
// CHECK:       %[[UNTOUCHED:.*]] = tensor.extract_slice %[[X]][2] [2] [1]
// CHECK:       return %[[S0]], %[[S1]], %[[UNTOUCHED]]
func.func @versions(%a: tensor<2xf32>, %x: tensor<7xf32>) -> (tensor<7xf32>, tensor<7xf32>, tensor<2xf32>) {
  %zero = arith.constant dense<0> : tensor<i32>
  %two = arith.constant dense<2> : tensor<i32>
  %four = arith.constant dense<4> : tensor<i32>
  %s0 = tensor_ext.dynamic_update_slice %a into %x[%zero] : (tensor<2xf32>, tensor<7xf32>, tensor<i32>) -> tensor<7xf32>
  %s1 = tensor_ext.dynamic_update_slice %a into %s0[%four] : (tensor<2xf32>, tensor<7xf32>, tensor<i32>) -> tensor<7xf32>
  %r = tensor_ext.dynamic_slice %s1[%two] : (tensor<7xf32>, tensor<i32>) -> tensor<2xf32>
  return %s0, %s1, %r : tensor<7xf32>, tensor<7xf32>, tensor<2xf32>
}

// CHECK-LABEL: func.func @computed(
// CHECK:       %[[START:.*]] = linalg.generic
// CHECK:         arith.maxsi
// CHECK:         arith.minsi
// CHECK:       tensor_ext.gather %{{.*}}[%[[START]]] offset_dims = [0] collapsed_slice_dims = [0] start_index_map = [0] index_vector_dim = 0 slice_sizes = [1, 8]
// CHECK:       linalg.generic
// CHECK:         arith.select
func.func @computed(%u: tensor<1x8xf32>, %x: tensor<4x8xf32>, %i: tensor<i32>) -> (tensor<1x8xf32>, tensor<4x8xf32>) {
  %a = tensor_ext.dynamic_slice %x[%i, %i] : (tensor<4x8xf32>, tensor<i32>, tensor<i32>) -> tensor<1x8xf32>
  %b = tensor_ext.dynamic_update_slice %u into %x[%i, %i] : (tensor<1x8xf32>, tensor<4x8xf32>, tensor<i32>, tensor<i32>) -> tensor<4x8xf32>
  return %a, %b : tensor<1x8xf32>, tensor<4x8xf32>
}
