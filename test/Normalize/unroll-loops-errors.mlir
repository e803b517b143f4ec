// Loops that never advance are wrong; those that stay loops carry tensors and compare as signed.
// RUN: tp-opt %s --split-input-file --verify-diagnostics --tp-unroll-loops=max-ops=100

func.func @step(%x: tensor<8xf32>) -> tensor<8xf32> {
  %c0 = arith.constant 0 : index
  %c9 = arith.constant 9 : index
  // expected-error @+1 {{'scf.for' op has step 0, expected at least 1}}
  %r = scf.for %i = %c0 to %c9 step %c0 iter_args(%a = %x) -> (tensor<8xf32>) {
    %c = math.exp %a : tensor<8xf32>
    scf.yield %c : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}

// -----

func.func @scalar(%x: f32, %n: index) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error @+1 {{'scf.for' op carries a value of type 'f32', only tensors are supported}}
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> (f32) {
    %c = math.exp %a : f32
    scf.yield %c : f32
  }
  return %r : f32
}

// -----

func.func @unsigned(%x: tensor<8xf32>, %n: i32) -> tensor<8xf32> {
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  // expected-error @+1 {{'scf.for' op compares its counter as unsigned}}
  %r = scf.for unsigned %i = %c0 to %n step %c1 iter_args(%a = %x) -> (tensor<8xf32>) : i32 {
    %c = math.exp %a : tensor<8xf32>
    scf.yield %c : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}
