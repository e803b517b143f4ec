// What is no program that can be scheduled?
// RUN: tp-opt %s --split-input-file --verify-diagnostics --tp-schedule

// expected-error@below {{donates arguments 0 and 1 to result 0}}
func.func @two_donors(%a: tensor<4xf32> {tprt.donated_result = 0}, %b: tensor<4xf32> {tprt.donated_result = 0}) -> tensor<4xf32> {
  return %a : tensor<4xf32>
}

// -----

// expected-error@below {{donates argument 0 to result 3, but has 1 results}}
func.func @no_such_result(%a: tensor<4xf32> {tprt.donated_result = 3}) -> tensor<4xf32> {
  return %a : tensor<4xf32>
}

// -----

// expected-error@below {{donates argument 0 of type 'tensor<4xf32>' to result 0 of type 'tensor<4xi32>'}}
func.func @other_type(%a: tensor<4xf32> {tprt.donated_result = 0}, %b: tensor<4xi32>) -> tensor<4xi32> {
  return %b : tensor<4xi32>
}

// -----

func.func @unwritten(%a: tensor<4xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  // expected-error@below {{'func.return' op reads a value that nothing has written}}
  return %e : tensor<4xf32>
}

// -----

func.func @not_waited(%a: tensor<4xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  // expected-error@below {{'tprt.start' op is not waited for}}
  %r, %t = tprt.start all_reduce sum ins(%a : tensor<4xf32>) outs(%e : tensor<4xf32>)
             groups dense<[[0, 1]]> : tensor<1x2xi64> -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

func.func @read_too_early(%a: tensor<4xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %r, %t = tprt.start all_reduce sum ins(%a : tensor<4xf32>) outs(%e : tensor<4xf32>)
             groups dense<[[0, 1]]> : tensor<1x2xi64> -> tensor<4xf32>
  %v = tprt.wait %t values(%r : tensor<4xf32>) -> tensor<4xf32>
  // expected-error@below {{reads the destination of a collective that it has not waited for}}
  return %r : tensor<4xf32>
}

// -----

func.func @other_op(%a: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@below {{'arith.addf' op cannot be scheduled yet}}
  %0 = arith.addf %a, %a : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// expected-error@below {{a value of type 'tensor<4xi4>' cannot be stored in a buffer yet}}
func.func @small_integers(%a: tensor<4xi4>) -> tensor<4xi4> {
  return %a : tensor<4xi4>
}

// -----

func.func @no_region(%a: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@below {{'tprt.loop' op runs @other, which is no function with tprt.region}}
  %r = tprt.loop trips 2 @other outs(%a : tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}
func.func private @other(%a: tensor<4xf32> {tprt.donated_result = 0}) -> tensor<4xf32> {
  return %a : tensor<4xf32>
}

// -----

func.func @other_types(%a: tensor<4xf32>, %i: tensor<i32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  // expected-error@below {{'tprt.branch' op needs a function of type '(tensor<4xf32>) -> tensor<4xf32>', but @case has '(tensor<4xf32>, tensor<i32>) -> tensor<4xf32>'}}
  %r = tprt.branch %i : tensor<i32> cases [@case] ins(%a : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}
// expected-note@below {{defined here}}
func.func private @case(%a: tensor<4xf32>, %i: tensor<i32>) -> tensor<4xf32> attributes {tprt.region} {
  return %a : tensor<4xf32>
}

// -----

func.func @not_donated(%a: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@below {{'tprt.loop' op carries value 0, but @step does not donate argument 0 to result 0}}
  %r = tprt.loop trips 2 @step outs(%a : tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}
// expected-note@below {{defined here}}
func.func private @step(%a: tensor<4xf32>) -> tensor<4xf32> attributes {tprt.region} {
  return %a : tensor<4xf32>
}

// -----

func.func @circle(%a: tensor<4xf32>) -> tensor<4xf32> {
  %r = tprt.loop trips 2 @again outs(%a : tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}
// expected-error@below {{runs itself}}
func.func private @again(%a: tensor<4xf32> {tprt.donated_result = 0}) -> tensor<4xf32> attributes {tprt.region} {
  %r = tprt.loop trips 2 @again outs(%a : tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}
