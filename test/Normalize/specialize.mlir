// Do shapes follow through calls, loops, computed shapes and slices?
// RUN: tp-opt %s --tp-specialize="shapes=arg0=3x8" | FileCheck %s
// RUN: tp-opt %s --tp-specialize="shapes=arg0=3x8" | not grep '?'

// CHECK-LABEL: func.func private @twice_0(
// CHECK-SAME:    tensor<3x8xf32>) -> tensor<6x8xf32>
func.func private @twice(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %y = stablehlo.concatenate %x, %x, dim = 0 : (tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// CHECK-LABEL: func.func @main(
// CHECK-SAME:    tensor<3x8xf32>) -> (tensor<6x8xf32>, tensor<6xf32>, tensor<3x5xf32>, tensor<4x8xf32>, tensor<4x9xf32>)
func.func @main(%x: tensor<?x8xf32>) -> (tensor<?x8xf32>, tensor<?xf32>, tensor<?x5xf32>, tensor<?x8xf32>, tensor<?x9xf32>) {
  %two = func.call @twice(%x) : (tensor<?x8xf32>) -> tensor<?x8xf32>
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  // CHECK: scf.for {{.*}} -> (tensor<6x8xf32>)
  %loop = scf.for %i = %c0 to %c3 step %c1 iter_args(%a = %two) -> tensor<?x8xf32> {
    %b = math.exp %a : tensor<?x8xf32>
    scf.yield %b : tensor<?x8xf32>
  }
  %n = stablehlo.get_dimension_size %two, dim = 0 : (tensor<?x8xf32>) -> tensor<i32>
  %shape = stablehlo.reshape %n : (tensor<i32>) -> tensor<1xi32>
  // CHECK: stablehlo.iota dim = 0 : tensor<6xf32>
  %iota = stablehlo.dynamic_iota %shape, dim = 0 : (tensor<1xi32>) -> tensor<?xf32>
  %zero = stablehlo.constant dense<0> : tensor<2xi32>
  %one = stablehlo.constant dense<1> : tensor<2xi32>
  %five = stablehlo.constant dense<[3, 5]> : tensor<2xi32>
  // CHECK: stablehlo.slice %{{.*}} [0:3, 0:5] : (tensor<3x8xf32>) -> tensor<3x5xf32>
  %slice = stablehlo.real_dynamic_slice %x, %zero, %five, %one : (tensor<?x8xf32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?x5xf32>
  %d = tensor.dim %x, %c0 : tensor<?x8xf32>
  %e = arith.addi %d, %c1 : index
  %part = tensor.extract_slice %two[1, 0] [%e, 8] [1, 1] : tensor<?x8xf32> to tensor<?x8xf32>
  %value = stablehlo.constant dense<0.0> : tensor<f32>
  %low = stablehlo.constant dense<[1, 0]> : tensor<2xi32>
  %high = stablehlo.constant dense<[0, 1]> : tensor<2xi32>
  // CHECK: stablehlo.pad %{{.*}}, low = [1, 0], high = [0, 1], interior = [0, 0]
  %pad = stablehlo.dynamic_pad %x, %value, %low, %high, %zero : (tensor<?x8xf32>, tensor<f32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?x9xf32>
  return %loop, %iota, %slice, %part, %pad : tensor<?x8xf32>, tensor<?xf32>, tensor<?x5xf32>, tensor<?x8xf32>, tensor<?x9xf32>
}
