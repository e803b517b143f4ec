// Which branches are wrong?
// RUN: tp-opt %s --split-input-file --verify-diagnostics

func.func @predicate(%p: tensor<2xi1>, %x: tensor<8xf32>) {
  // expected-error @below {{'stablehlo.if' op chooses by a value of type 'tensor<2xi1>', expected 'tensor<i1>'}}
  %0 = "stablehlo.if"(%p) ({
    stablehlo.return %x : tensor<8xf32>
  }, {
    stablehlo.return %x : tensor<8xf32>
  }) : (tensor<2xi1>) -> tensor<8xf32>
  return
}

// -----

func.func @index(%n: tensor<i64>, %x: tensor<8xf32>) {
  // expected-error @below {{'stablehlo.case' op chooses by a value of type 'tensor<i64>', expected 'tensor<i32>'}}
  %0 = "stablehlo.case"(%n) ({
    stablehlo.return %x : tensor<8xf32>
  }) : (tensor<i64>) -> tensor<8xf32>
  return
}

// -----

func.func @no_branches(%n: tensor<i32>) {
  // expected-error @below {{'stablehlo.case' op has no branches}}
  %0 = "stablehlo.case"(%n) : (tensor<i32>) -> tensor<8xf32>
  return
}

// -----

func.func @types(%p: tensor<i1>, %x: tensor<8xf32>, %y: tensor<4xf32>) {
  // expected-error @below {{'stablehlo.if' op has branch #1 that gives ('tensor<4xf32>'), expected ('tensor<8xf32>')}}
  %0 = "stablehlo.if"(%p) ({
    stablehlo.return %x : tensor<8xf32>
  }, {
    stablehlo.return %y : tensor<4xf32>
  }) : (tensor<i1>) -> tensor<8xf32>
  return
}

// -----

func.func @arguments(%p: tensor<i1>, %x: tensor<8xf32>) {
  // expected-error @below {{'stablehlo.if' op has branch #0 with 1 arguments, expected none}}
  %0 = "stablehlo.if"(%p) ({
  ^bb0(%a: tensor<8xf32>):
    stablehlo.return %x : tensor<8xf32>
  }, {
    stablehlo.return %x : tensor<8xf32>
  }) : (tensor<i1>) -> tensor<8xf32>
  return
}
