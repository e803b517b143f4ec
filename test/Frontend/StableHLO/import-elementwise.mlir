// Each elementwise op becomes one linalg.generic with the specification's meaning.
// RUN: tp-opt %s --tp-import-stablehlo --split-input-file | FileCheck %s

// CHECK: #[[ID:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-LABEL: func.func @add
// CHECK-SAME:  (%[[X:.*]]: tensor<4x8xf32>, %[[Y:.*]]: tensor<4x8xf32>)
// CHECK-NEXT:  %[[E:.*]] = tensor.empty() : tensor<4x8xf32>
// CHECK-NEXT:  %[[R:.*]] = linalg.generic {indexing_maps = [#[[ID]], #[[ID]], #[[ID]]], iterator_types = ["parallel", "parallel"]}
// CHECK-SAME:    ins(%[[X]], %[[Y]] : tensor<4x8xf32>, tensor<4x8xf32>) outs(%[[E]] : tensor<4x8xf32>)
// CHECK-NEXT:  ^bb0(%[[A:.*]]: f32, %[[B:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT:    %[[S:.*]] = arith.addf %[[A]], %[[B]] : f32
// CHECK-NEXT:    linalg.yield %[[S]] : f32
// CHECK:       return %[[R]]
func.func @add(%x: tensor<4x8xf32>, %y: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = stablehlo.add %x, %y : tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// -----

// CHECK-LABEL: func.func @floats
func.func @floats(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK: arith.subf
  %0 = stablehlo.subtract %x, %y : tensor<4xf32>
  // CHECK: arith.mulf
  %1 = stablehlo.multiply %0, %y : tensor<4xf32>
  // CHECK: arith.divf
  %2 = stablehlo.divide %1, %y : tensor<4xf32>
  // CHECK: arith.remf
  %3 = stablehlo.remainder %2, %y : tensor<4xf32>
  // NaN wins.
  // CHECK: arith.maximumf
  %4 = stablehlo.maximum %3, %y : tensor<4xf32>
  // CHECK: arith.minimumf
  %5 = stablehlo.minimum %4, %y : tensor<4xf32>
  // CHECK: math.powf
  %6 = stablehlo.power %5, %y : tensor<4xf32>
  // CHECK: math.atan2
  %7 = stablehlo.atan2 %6, %y : tensor<4xf32>
  // CHECK: arith.negf
  %8 = stablehlo.negate %7 : tensor<4xf32>
  // CHECK: math.absf
  %9 = stablehlo.abs %8 : tensor<4xf32>
  // CHECK: math.ceil
  %10 = stablehlo.ceil %9 : tensor<4xf32>
  // CHECK: math.floor
  %11 = stablehlo.floor %10 : tensor<4xf32>
  // CHECK: math.roundeven
  %12 = stablehlo.round_nearest_even %11 : tensor<4xf32>
  // CHECK: math.round %
  %13 = stablehlo.round_nearest_afz %12 : tensor<4xf32>
  // CHECK: math.cbrt
  %14 = stablehlo.cbrt %13 : tensor<4xf32>
  // CHECK: math.cos
  %15 = stablehlo.cosine %14 : tensor<4xf32>
  // CHECK: math.sin
  %16 = stablehlo.sine %15 : tensor<4xf32>
  // CHECK: math.tan %
  %17 = stablehlo.tan %16 : tensor<4xf32>
  // CHECK: math.tanh
  %18 = stablehlo.tanh %17 : tensor<4xf32>
  // CHECK: math.exp %
  %19 = stablehlo.exponential %18 : tensor<4xf32>
  // CHECK: math.expm1
  %20 = stablehlo.exponential_minus_one %19 : tensor<4xf32>
  // CHECK: math.log %
  %21 = stablehlo.log %20 : tensor<4xf32>
  // CHECK: math.log1p
  %22 = stablehlo.log_plus_one %21 : tensor<4xf32>
  // CHECK: math.sqrt
  %23 = stablehlo.sqrt %22 : tensor<4xf32>
  // CHECK: math.rsqrt
  %24 = stablehlo.rsqrt %23 : tensor<4xf32>
  // CHECK: math.erf %
  %25 = chlo.erf %24 : tensor<4xf32> -> tensor<4xf32>
  // CHECK: math.erfc
  %26 = chlo.erfc %25 : tensor<4xf32> -> tensor<4xf32>
  // CHECK: ^bb0(%[[A:.*]]: f32, %{{.*}}: f32):
  // CHECK-NEXT: arith.mulf %[[A]], %[[A]]
  %27 = chlo.square %26 : tensor<4xf32> -> tensor<4xf32>
  return %27 : tensor<4xf32>
}

// -----

// 1 / (1 + exp(-x))
// CHECK-LABEL: func.func @logistic
// CHECK:      ^bb0(%[[A:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT:   %[[ONE:.*]] = arith.constant 1.000000e+00 : f32
// CHECK-NEXT:   %[[N:.*]] = arith.negf %[[A]]
// CHECK-NEXT:   %[[E:.*]] = math.exp %[[N]]
// CHECK-NEXT:   %[[S:.*]] = arith.addf %[[ONE]], %[[E]]
// CHECK-NEXT:   arith.divf %[[ONE]], %[[S]]
func.func @logistic(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = stablehlo.logistic %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// Zeros keep their sign and NaN stays NaN.
// CHECK-LABEL: func.func @sign
// CHECK:      ^bb0(%[[A:.*]]: f32, %{{.*}}: f32):
// CHECK:        %[[Z:.*]] = arith.cmpf ueq, %[[A]]
// CHECK:        %[[S:.*]] = math.copysign
// CHECK:        arith.select %[[Z]], %[[A]], %[[S]]
func.func @sign(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = stablehlo.sign %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// CHECK-LABEL: func.func @integers
func.func @integers(%x: tensor<4xi32>, %y: tensor<4xi32>) -> tensor<4xi32> {
  // CHECK: arith.addi
  %0 = stablehlo.add %x, %y : tensor<4xi32>
  // CHECK: arith.subi
  %1 = stablehlo.subtract %0, %y : tensor<4xi32>
  // CHECK: arith.muli
  %2 = stablehlo.multiply %1, %y : tensor<4xi32>
  // CHECK: arith.maxsi
  %3 = stablehlo.maximum %2, %y : tensor<4xi32>
  // CHECK: arith.minsi
  %4 = stablehlo.minimum %3, %y : tensor<4xi32>
  // CHECK: %[[ZERO:.*]] = arith.constant 0 : i32
  // CHECK: arith.subi %[[ZERO]]
  %5 = stablehlo.negate %4 : tensor<4xi32>
  // CHECK: math.absi
  %6 = stablehlo.abs %5 : tensor<4xi32>
  // CHECK: arith.andi
  %7 = stablehlo.and %6, %y : tensor<4xi32>
  // CHECK: arith.ori
  %8 = stablehlo.or %7, %y : tensor<4xi32>
  // CHECK: arith.xori
  %9 = stablehlo.xor %8, %y : tensor<4xi32>
  // CHECK: %[[ONES:.*]] = arith.constant -1 : i32
  // CHECK: arith.xori %{{.*}}, %[[ONES]]
  %10 = stablehlo.not %9 : tensor<4xi32>
  // CHECK: arith.minsi
  // CHECK: arith.maxsi
  %11 = stablehlo.sign %10 : tensor<4xi32>
  return %11 : tensor<4xi32>
}

// -----

// Sums of booleans are or, products and; true is greater than false.
// CHECK-LABEL: func.func @booleans
func.func @booleans(%x: tensor<4xi1>, %y: tensor<4xi1>) -> tensor<4xi1> {
  // CHECK: arith.ori
  %0 = stablehlo.add %x, %y : tensor<4xi1>
  // CHECK: arith.andi
  %1 = stablehlo.multiply %0, %y : tensor<4xi1>
  // CHECK: arith.ori
  %2 = stablehlo.maximum %1, %y : tensor<4xi1>
  // CHECK: arith.andi
  %3 = stablehlo.minimum %2, %y : tensor<4xi1>
  // CHECK: arith.cmpi ult
  %4 = stablehlo.compare LT, %3, %y, UNSIGNED : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  // CHECK: arith.constant true
  // CHECK: arith.xori
  %5 = stablehlo.not %4 : tensor<4xi1>
  return %5 : tensor<4xi1>
}

// -----

// No divisor has undefined behaviour: x / 0 is -1, x % 0 is x, and the smallest
// number over -1 is itself.
// CHECK-LABEL: func.func @division
// CHECK:      ^bb0(%[[A:.*]]: i32, %[[B:.*]]: i32, %{{.*}}: i32):
// CHECK-DAG:    %[[ZERO:.*]] = arith.constant 0 : i32
// CHECK-DAG:    %[[IS0:.*]] = arith.cmpi eq, %[[B]], %[[ZERO]]
// CHECK-DAG:    %[[MIN:.*]] = arith.constant -2147483648 : i32
// CHECK-DAG:    %[[ISMIN:.*]] = arith.cmpi eq, %[[A]], %[[MIN]]
// CHECK:        %[[SAFE:.*]] = arith.select %{{.*}}, %{{.*}}, %[[B]]
// CHECK:        %[[Q:.*]] = arith.divsi %[[A]], %[[SAFE]]
// CHECK:        arith.select %[[IS0]], %{{.*}}, %[[Q]]
// CHECK:      ^bb0(%[[A:.*]]: i32, %[[B:.*]]: i32, %{{.*}}: i32):
// CHECK:        %[[R:.*]] = arith.remsi %[[A]]
// CHECK:        arith.select %{{.*}}, %[[A]], %[[R]]
func.func @division(%x: tensor<4xi32>, %y: tensor<4xi32>) -> tensor<4xi32> {
  %0 = stablehlo.divide %x, %y : tensor<4xi32>
  %1 = stablehlo.remainder %0, %y : tensor<4xi32>
  return %1 : tensor<4xi32>
}

// -----

// CHECK-LABEL: func.func @division_by_constant
// CHECK:      ^bb0
// CHECK-NEXT:   arith.divsi
// CHECK:      ^bb0
// CHECK-NEXT:   arith.remsi
func.func @division_by_constant(%x: tensor<4xi32>) -> tensor<4xi32> {
  %c = stablehlo.constant dense<3> : tensor<4xi32>
  %0 = stablehlo.divide %x, %c : tensor<4xi32>
  %1 = stablehlo.remainder %0, %c : tensor<4xi32>
  return %1 : tensor<4xi32>
}

// -----

// Shifts by the width or more give 0, or the sign.
// CHECK-LABEL: func.func @shifts
// CHECK:      ^bb0(%[[A:.*]]: i32, %[[B:.*]]: i32, %{{.*}}: i32):
// CHECK:        %[[FITS:.*]] = arith.cmpi ult, %[[B]]
// CHECK:        %[[S:.*]] = arith.shli
// CHECK:        arith.select %[[FITS]], %[[S]]
// CHECK:        arith.shrui
// CHECK:      ^bb0(%[[A:.*]]: i32, %[[B:.*]]: i32, %{{.*}}: i32):
// CHECK:        %[[N:.*]] = arith.minui %[[B]]
// CHECK:        arith.shrsi %[[A]], %[[N]]
func.func @shifts(%x: tensor<4xi32>, %y: tensor<4xi32>) -> tensor<4xi32> {
  %0 = stablehlo.shift_left %x, %y : tensor<4xi32>
  %1 = stablehlo.shift_right_logical %0, %y : tensor<4xi32>
  %2 = stablehlo.shift_right_arithmetic %1, %y : tensor<4xi32>
  return %2 : tensor<4xi32>
}

// -----

// CHECK-LABEL: func.func @comparisons
func.func @comparisons(%x: tensor<4xf32>, %i: tensor<4xi32>) -> (tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xi1>) {
  // CHECK: arith.cmpf oeq
  %0 = stablehlo.compare EQ, %x, %x, FLOAT : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  // NaN differs from everything.
  // CHECK: arith.cmpf une
  %1 = stablehlo.compare NE, %x, %x, FLOAT : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  // CHECK: arith.cmpf oge
  %2 = stablehlo.compare GE, %x, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  // CHECK: arith.cmpi sgt
  %3 = stablehlo.compare GT, %i, %i, SIGNED : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
  // Bits order floats totally once those below zero are turned around.
  // CHECK: arith.bitcast
  // CHECK: arith.shrsi
  // CHECK: arith.shrui
  // CHECK: arith.xori
  // CHECK: arith.cmpi slt
  %4 = stablehlo.compare LT, %x, %x, TOTALORDER : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  return %0, %1, %2, %3, %4 : tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xi1>
}

// -----

// Scalar predicates and limits are broadcast first.
// CHECK-LABEL: func.func @scalars
// CHECK-SAME:  (%[[P:.*]]: tensor<i1>, %[[X:.*]]: tensor<4xf32>)
// CHECK:       %[[B:.*]] = linalg.broadcast ins(%[[P]] : tensor<i1>) outs(%{{.*}} : tensor<4xi1>) dimensions = [0]
// CHECK:       %[[S:.*]] = linalg.generic {{.*}} ins(%[[B]], %[[X]], %[[X]]
// CHECK:         arith.select
// CHECK:       %[[LO:.*]] = arith.constant dense<0.000000e+00> : tensor<4xf32>
// CHECK:       %[[HI:.*]] = arith.constant dense<1.000000e+00> : tensor<4xf32>
// CHECK:       linalg.generic {{.*}} ins(%[[LO]], %[[S]], %[[HI]]
// CHECK:         %[[M:.*]] = arith.maximumf
// CHECK:         arith.minimumf %[[M]]
func.func @scalars(%p: tensor<i1>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %lo = stablehlo.constant dense<0.0> : tensor<f32>
  %hi = stablehlo.constant dense<1.0> : tensor<f32>
  %0 = stablehlo.select %p, %x, %x : tensor<i1>, tensor<4xf32>
  %1 = stablehlo.clamp %lo, %0, %hi : (tensor<f32>, tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// -----

// CHECK-LABEL: func.func @conversions
// CHECK-SAME:  (%[[X:.*]]: tensor<4xf32>
func.func @conversions(%x: tensor<4xf32>, %i: tensor<4xi32>, %p: tensor<4xi1>) -> (tensor<4xf32>, tensor<4xbf16>, tensor<4xf16>, tensor<4xf32>, tensor<4xf32>, tensor<4xi64>, tensor<4xi8>, tensor<4xi32>, tensor<4xi1>, tensor<4xi1>) {
  // To the same type: nothing, as the result says.
  %0 = stablehlo.convert %x : tensor<4xf32>
  // CHECK: arith.truncf {{.*}} f32 to bf16
  %1 = stablehlo.convert %x : (tensor<4xf32>) -> tensor<4xbf16>
  // CHECK: arith.extf {{.*}} bf16 to f32
  // CHECK: arith.truncf {{.*}} f32 to f16
  %2 = stablehlo.convert %1 : (tensor<4xbf16>) -> tensor<4xf16>
  // CHECK: arith.sitofp
  %3 = stablehlo.convert %i : (tensor<4xi32>) -> tensor<4xf32>
  // CHECK: arith.uitofp
  %4 = stablehlo.convert %p : (tensor<4xi1>) -> tensor<4xf32>
  // CHECK: arith.extsi
  %5 = stablehlo.convert %i : (tensor<4xi32>) -> tensor<4xi64>
  // CHECK: arith.trunci
  %6 = stablehlo.convert %i : (tensor<4xi32>) -> tensor<4xi8>
  // CHECK: arith.extui
  %7 = stablehlo.convert %p : (tensor<4xi1>) -> tensor<4xi32>
  // CHECK: arith.cmpf une
  %8 = stablehlo.convert %x : (tensor<4xf32>) -> tensor<4xi1>
  // CHECK: arith.cmpi ne
  %9 = stablehlo.convert %i : (tensor<4xi32>) -> tensor<4xi1>
  // CHECK: return %[[X]]
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9 : tensor<4xf32>, tensor<4xbf16>, tensor<4xf16>, tensor<4xf32>, tensor<4xf32>, tensor<4xi64>, tensor<4xi8>, tensor<4xi32>, tensor<4xi1>, tensor<4xi1>
}

// -----

// What an integer cannot hold becomes its nearest limit, NaN becomes 0.
// CHECK-LABEL: func.func @float_to_integer
// CHECK:      ^bb0(%[[A:.*]]: f16, %{{.*}}: i32):
// CHECK:        %[[W:.*]] = arith.extf %[[A]] : f16 to f32
// CHECK-DAG:    %[[LIMIT:.*]] = arith.constant 2.14748365E+9 : f32
// CHECK-DAG:    %[[ABOVE:.*]] = arith.cmpf oge, %[[W]], %[[LIMIT]]
// CHECK-DAG:    %[[BELOW:.*]] = arith.cmpf olt, %[[W]]
// CHECK-DAG:    arith.cmpf uno, %[[W]], %[[W]]
// CHECK:        %[[SAFE:.*]] = arith.select %{{.*}}, %{{.*}}, %[[W]]
// CHECK:        %[[I:.*]] = arith.fptosi %[[SAFE]]
// CHECK:        arith.constant 2147483647
// CHECK:        arith.select %[[ABOVE]]
// CHECK:        arith.constant -2147483648
// CHECK:        arith.select %[[BELOW]]
func.func @float_to_integer(%x: tensor<4xf16>) -> tensor<4xi32> {
  %0 = stablehlo.convert %x : (tensor<4xf16>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

// -----

// CHECK-LABEL: func.func @rank_0
// CHECK: linalg.generic {{.*}}iterator_types = []
// CHECK: arith.addf
func.func @rank_0(%x: tensor<f32>) -> tensor<f32> {
  %0 = stablehlo.add %x, %x : tensor<f32>
  return %0 : tensor<f32>
}
