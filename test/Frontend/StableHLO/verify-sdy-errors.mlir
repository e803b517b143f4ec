// The body of a named computation has the types of what crosses its edges, and a sharding each.
// RUN: tp-opt %s --split-input-file --verify-diagnostics

func.func @arguments(%x: tensor<8xf32>) {
  // expected-error @+1 {{has a body whose arguments are ('tensor<4xf32>'), expected the types of its operands, ('tensor<8xf32>')}}
  sdy.named_computation<"f">(%x) (%a: tensor<4xf32>) {
    sdy.return
  } : (tensor<8xf32>) -> ()
  return
}

// -----

func.func @results(%x: tensor<8xf32>) {
  // expected-error @+1 {{has a body whose results are ('tensor<8xf32>'), expected the types of its results, ('tensor<4xf32>')}}
  %0 = sdy.named_computation<"f">(%x) (%a: tensor<8xf32>) {
    sdy.return %a : tensor<8xf32>
  } : (tensor<8xf32>) -> tensor<4xf32>
  return
}

// -----

sdy.mesh @mesh = <["x"=2]>
func.func @operand_shardings(%x: tensor<8xf32>) {
  // expected-error @+1 {{has 2 in_shardings, expected 1}}
  sdy.named_computation<"f">(%x) in_shardings=[<@mesh, [{}]>, <@mesh, [{}]>] (%a: tensor<8xf32>) {
    sdy.return
  } : (tensor<8xf32>) -> ()
  return
}

// -----

sdy.mesh @mesh = <["x"=2]>
func.func @result_shardings(%x: tensor<8xf32>) {
  // expected-error @+1 {{has 0 out_shardings, expected 1}}
  %0 = sdy.named_computation<"f">(%x) out_shardings=[] (%a: tensor<8xf32>) {
    sdy.return %a : tensor<8xf32>
  } : (tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @terminator(%x: tensor<8xf32>) {
  // expected-error @+1 {{has a body that ends with stablehlo.return, expected sdy.return}}
  "sdy.named_computation"(%x) <{name = "f"}> ({
  ^bb0(%a: tensor<8xf32>):
    stablehlo.return %a : tensor<8xf32>
  }) : (tensor<8xf32>) -> ()
  return
}
