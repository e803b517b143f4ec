// The regions of a loop take and give what it carries.
// RUN: tp-opt %s --split-input-file --verify-diagnostics

func.func @results(%x: tensor<8xf32>) {
  // expected-error @+1 {{'stablehlo.while' op has 0 results for 1 operands}}
  "stablehlo.while"(%x) ({
  ^bb0(%a: tensor<8xf32>):
    %0 = stablehlo.constant dense<false> : tensor<i1>
    stablehlo.return %0 : tensor<i1>
  }, {
  ^bb0(%a: tensor<8xf32>):
    stablehlo.return %a : tensor<8xf32>
  }) : (tensor<8xf32>) -> ()
  return
}

// -----

func.func @body_gives_another_type(%x: tensor<8xf32>, %y: tensor<4xf32>) {
  // expected-error @+1 {{carries 'tensor<8xf32>' as operand #0, but has 'tensor<4xf32>' among its values of the body's return}}
  %0 = stablehlo.while(%a = %x) : tensor<8xf32>
  cond {
    %1 = stablehlo.constant dense<false> : tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    stablehlo.return %y : tensor<4xf32>
  }
  return
}

// -----

func.func @arguments(%x: tensor<8xf32>) {
  // expected-error @+1 {{has 0 arguments of the condition for 1 operands}}
  %0 = "stablehlo.while"(%x) ({
    %1 = stablehlo.constant dense<false> : tensor<i1>
    stablehlo.return %1 : tensor<i1>
  }, {
  ^bb0(%a: tensor<8xf32>):
    stablehlo.return %a : tensor<8xf32>
  }) : (tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @condition_is_no_predicate(%x: tensor<8xf32>) {
  // expected-error @+1 {{has a condition that returns ('tensor<8xf32>'), expected 'tensor<i1>'}}
  %0 = stablehlo.while(%a = %x) : tensor<8xf32>
  cond {
    stablehlo.return %a : tensor<8xf32>
  } do {
    stablehlo.return %a : tensor<8xf32>
  }
  return
}
