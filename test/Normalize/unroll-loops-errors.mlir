// Loops that cannot be written out are refused, and so are those that become too long.
// RUN: tp-opt %s --split-input-file --verify-diagnostics --tp-unroll-loops=max-ops=100

func.func @bounds(%x: tensor<8xf32>, %n: index) -> tensor<8xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error @+1 {{'scf.for' op runs between bounds that are not constant: only loops of constant trip count are supported}}
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> (tensor<8xf32>) {
    %c = math.exp %a : tensor<8xf32>
    scf.yield %c : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}

// -----

func.func @hundred(%x: tensor<8xf32>) -> tensor<8xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c100 = arith.constant 100 : index
  %r = scf.for %i = %c0 to %c100 step %c1 iter_args(%a = %x) -> (tensor<8xf32>) {
    %c = math.exp %a : tensor<8xf32>
    scf.yield %c : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}

// -----

func.func @too_long(%x: tensor<8xf32>) -> tensor<8xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c51 = arith.constant 51 : index
  // expected-error @+2 {{'scf.for' op of 51 steps becomes 102 ops when it is unrolled, which with 0 ops of other loops is more than 100}}
  // expected-note @+1 {{loops are unrolled; tp-unroll-loops takes a larger max-ops}}
  %r = scf.for %i = %c0 to %c51 step %c1 iter_args(%a = %x) -> (tensor<8xf32>) {
    %s = scf.for %j = %c0 to %c2 step %c1 iter_args(%b = %a) -> (tensor<8xf32>) {
      %c = math.exp %b : tensor<8xf32>
      scf.yield %c : tensor<8xf32>
    }
    scf.yield %s : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}
