// Which loops and branches can no command run?
// RUN: tp-opt %s --split-input-file --verify-diagnostics --tp-outline-regions

func.func @scalar(%x: f32, %p: tensor<i1>) -> f32 {
  %c = tensor.extract %p[] : tensor<i1>
  // expected-error@below {{'scf.if' op carries a value of type 'f32', only tensors are supported}}
  %r = scf.if %c -> f32 {
    scf.yield %x : f32
  } else {
    %z = arith.constant 0.0 : f32
    scf.yield %z : f32
  }
  return %r : f32
}

// -----

func.func @counts(%x: tensor<8xindex>) -> tensor<8xindex> {
  %lower = arith.constant 0 : index
  %step = arith.constant 1 : index
  // expected-error@below {{'scf.for' op counts in a way that no command does}}
  %r = scf.for %i = %lower to %step step %step iter_args(%a = %x) -> (tensor<8xindex>) {
    %b = tensor.insert %i into %a[%i] : tensor<8xindex>
    scf.yield %b : tensor<8xindex>
  }
  return %r : tensor<8xindex>
}

// -----

func.func @cases(%x: tensor<8xf32>, %t: tensor<i32>) -> tensor<8xf32> {
  %n = tensor.extract %t[] : tensor<i32>
  %i = arith.index_cast %n : i32 to index
  // expected-error@below {{'scf.index_switch' op has case 4 as number 0; only cases that count from 0 are supported}}
  %r = scf.index_switch %i -> tensor<8xf32>
  case 4 {
    scf.yield %x : tensor<8xf32>
  }
  default {
    scf.yield %x : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}
