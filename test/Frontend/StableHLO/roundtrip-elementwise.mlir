// Elementwise ops read and print in the framework's form, pretty and generic.
// RUN: tp-opt %s | tp-opt | FileCheck %s
// RUN: tp-opt --mlir-print-op-generic %s | tp-opt | FileCheck %s

// CHECK-LABEL: func.func @unary
func.func @unary(%x: tensor<4x8xf32>, %i: tensor<8xi32>) {
  // CHECK: %{{[^ ,)]+}} = stablehlo.abs %{{[^ ,)]+}} : tensor<4x8xf32>
  %0 = stablehlo.abs %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.ceil %{{[^ ,)]+}} : tensor<4x8xf32>
  %1 = stablehlo.ceil %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.floor %{{[^ ,)]+}} : tensor<4x8xf32>
  %2 = stablehlo.floor %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.negate %{{[^ ,)]+}} : tensor<4x8xf32>
  %3 = stablehlo.negate %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.round_nearest_afz %{{[^ ,)]+}} : tensor<4x8xf32>
  %4 = stablehlo.round_nearest_afz %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.round_nearest_even %{{[^ ,)]+}} : tensor<4x8xf32>
  %5 = stablehlo.round_nearest_even %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.sign %{{[^ ,)]+}} : tensor<4x8xf32>
  %6 = stablehlo.sign %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.cbrt %{{[^ ,)]+}} : tensor<4x8xf32>
  %7 = stablehlo.cbrt %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.cosine %{{[^ ,)]+}} : tensor<4x8xf32>
  %8 = stablehlo.cosine %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.exponential %{{[^ ,)]+}} : tensor<4x8xf32>
  %9 = stablehlo.exponential %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.exponential_minus_one %{{[^ ,)]+}} : tensor<4x8xf32>
  %10 = stablehlo.exponential_minus_one %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.log %{{[^ ,)]+}} : tensor<4x8xf32>
  %11 = stablehlo.log %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.log_plus_one %{{[^ ,)]+}} : tensor<4x8xf32>
  %12 = stablehlo.log_plus_one %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.logistic %{{[^ ,)]+}} : tensor<4x8xf32>
  %13 = stablehlo.logistic %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.rsqrt %{{[^ ,)]+}} : tensor<4x8xf32>
  %14 = stablehlo.rsqrt %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.sine %{{[^ ,)]+}} : tensor<4x8xf32>
  %15 = stablehlo.sine %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.sqrt %{{[^ ,)]+}} : tensor<4x8xf32>
  %16 = stablehlo.sqrt %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.tan %{{[^ ,)]+}} : tensor<4x8xf32>
  %17 = stablehlo.tan %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.tanh %{{[^ ,)]+}} : tensor<4x8xf32>
  %18 = stablehlo.tanh %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.abs %{{[^ ,)]+}} : tensor<8xi32>
  %19 = stablehlo.abs %i : tensor<8xi32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.not %{{[^ ,)]+}} : tensor<8xi32>
  %20 = stablehlo.not %i : tensor<8xi32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.negate %{{[^ ,)]+}} : tensor<8xi32>
  %21 = stablehlo.negate %i : tensor<8xi32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.sign %{{[^ ,)]+}} : tensor<8xi32>
  %22 = stablehlo.sign %i : tensor<8xi32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.is_finite %{{[^ ,)]+}} : (tensor<4x8xf32>) -> tensor<4x8xi1>
  %23 = stablehlo.is_finite %x : (tensor<4x8xf32>) -> tensor<4x8xi1>
  // CHECK: %{{[^ ,)]+}} = stablehlo.convert %{{[^ ,)]+}} : tensor<4x8xf32>
  %24 = stablehlo.convert %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.convert %{{[^ ,)]+}} : (tensor<8xi32>) -> tensor<8xbf16>
  %25 = stablehlo.convert %i : (tensor<8xi32>) -> tensor<8xbf16>
  // CHECK: %{{[^ ,)]+}} = stablehlo.tanh %{{[^ ,)]+}} {result_accuracy = #stablehlo.result_accuracy<atol = 1.000000e-05, ulps = 10, mode = #stablehlo.result_accuracy_mode<TOLERANCE>>} : tensor<4x8xf32>
  %26 = stablehlo.tanh %x {result_accuracy = #stablehlo.result_accuracy<atol = 1.000000e-05, ulps = 10, mode = #stablehlo.result_accuracy_mode<TOLERANCE>>} : tensor<4x8xf32>
  return
}

// CHECK-LABEL: func.func @binary
func.func @binary(%x: tensor<4x8xf32>, %i: tensor<8xi32>, %p: tensor<i1>) {
  // CHECK: %{{[^ ,)]+}} = stablehlo.add %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<4x8xf32>
  %0 = stablehlo.add %x, %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.divide %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<4x8xf32>
  %1 = stablehlo.divide %x, %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.maximum %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<4x8xf32>
  %2 = stablehlo.maximum %x, %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.minimum %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<4x8xf32>
  %3 = stablehlo.minimum %x, %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.multiply %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<4x8xf32>
  %4 = stablehlo.multiply %x, %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.power %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<4x8xf32>
  %5 = stablehlo.power %x, %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.remainder %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<4x8xf32>
  %6 = stablehlo.remainder %x, %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.subtract %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<4x8xf32>
  %7 = stablehlo.subtract %x, %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.atan2 %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<4x8xf32>
  %8 = stablehlo.atan2 %x, %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.and %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<8xi32>
  %9 = stablehlo.and %i, %i : tensor<8xi32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.or %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<8xi32>
  %10 = stablehlo.or %i, %i : tensor<8xi32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.xor %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<8xi32>
  %11 = stablehlo.xor %i, %i : tensor<8xi32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.shift_left %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<8xi32>
  %12 = stablehlo.shift_left %i, %i : tensor<8xi32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.shift_right_arithmetic %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<8xi32>
  %13 = stablehlo.shift_right_arithmetic %i, %i : tensor<8xi32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.shift_right_logical %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<8xi32>
  %14 = stablehlo.shift_right_logical %i, %i : tensor<8xi32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.add %{{[^ ,)]+}}, %{{[^ ,)]+}} {note = "kept"} : tensor<4x8xf32>
  %15 = stablehlo.add %x, %x {note = "kept"} : tensor<4x8xf32>
  return
}

// CHECK-LABEL: func.func @choice
func.func @choice(%x: tensor<4x8xf32>, %m: tensor<4x8xi1>, %p: tensor<i1>, %s: tensor<f32>) {
  // CHECK: %{{[^ ,)]+}} = stablehlo.compare EQ, %{{[^ ,)]+}}, %{{[^ ,)]+}}, FLOAT : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
  %0 = stablehlo.compare EQ, %x, %x, FLOAT : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
  // CHECK: %{{[^ ,)]+}} = stablehlo.compare NE, %{{[^ ,)]+}}, %{{[^ ,)]+}}, FLOAT : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
  %1 = stablehlo.compare NE, %x, %x, FLOAT : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
  // CHECK: %{{[^ ,)]+}} = stablehlo.compare GE, %{{[^ ,)]+}}, %{{[^ ,)]+}}, FLOAT : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
  %2 = stablehlo.compare GE, %x, %x, FLOAT : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
  // CHECK: %{{[^ ,)]+}} = stablehlo.compare GT, %{{[^ ,)]+}}, %{{[^ ,)]+}}, FLOAT : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
  %3 = stablehlo.compare GT, %x, %x, FLOAT : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
  // CHECK: %{{[^ ,)]+}} = stablehlo.compare LE, %{{[^ ,)]+}}, %{{[^ ,)]+}}, FLOAT : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
  %4 = stablehlo.compare LE, %x, %x, FLOAT : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
  // CHECK: %{{[^ ,)]+}} = stablehlo.compare LT, %{{[^ ,)]+}}, %{{[^ ,)]+}}, FLOAT : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
  %5 = stablehlo.compare LT, %x, %x, FLOAT : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
  // CHECK: %{{[^ ,)]+}} = stablehlo.compare LT, %{{[^ ,)]+}}, %{{[^ ,)]+}}, TOTALORDER : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
  %6 = stablehlo.compare LT, %x, %x, TOTALORDER : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
  // CHECK: %{{[^ ,)]+}} = stablehlo.compare LT, %{{[^ ,)]+}}, %{{[^ ,)]+}}, UNSIGNED : (tensor<4x8xi1>, tensor<4x8xi1>) -> tensor<4x8xi1>
  %7 = stablehlo.compare LT, %m, %m, UNSIGNED : (tensor<4x8xi1>, tensor<4x8xi1>) -> tensor<4x8xi1>
  // CHECK: %{{[^ ,)]+}} = stablehlo.compare LT, %{{[^ ,)]+}}, %{{[^ ,)]+}} : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
  %8 = stablehlo.compare LT, %x, %x : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
  // CHECK: %{{[^ ,)]+}} = stablehlo.select %{{[^ ,)]+}}, %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<4x8xi1>, tensor<4x8xf32>
  %9 = stablehlo.select %m, %x, %x : tensor<4x8xi1>, tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.select %{{[^ ,)]+}}, %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<i1>, tensor<4x8xf32>
  %10 = stablehlo.select %p, %x, %x : tensor<i1>, tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.clamp %{{[^ ,)]+}}, %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<4x8xf32>
  %11 = stablehlo.clamp %x, %x, %x : tensor<4x8xf32>
  // CHECK: %{{[^ ,)]+}} = stablehlo.clamp %{{[^ ,)]+}}, %{{[^ ,)]+}}, %{{[^ ,)]+}} : (tensor<f32>, tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
  %12 = stablehlo.clamp %s, %x, %s : (tensor<f32>, tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
  return
}
