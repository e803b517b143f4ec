// Loops and branches: control.py says what they compute.
tp.mesh @mesh <["x"=4]>

func.func @main(
    %a: tensor<7x7xf32> {tp.sharding = #tp.sharding<@mesh, [{"x"}, {}]>},
    %v: tensor<7xf32>, %k: tensor<7xi32> {tp.sharding = #tp.sharding<@mesh, [{"x"}]>},
    %n: tensor<i32>, %pick: tensor<i32>, %flag: tensor<i1>)
    -> (tensor<7xf32>, tensor<i32>, tensor<7xi32>, tensor<7xi32>, tensor<7xf32>, tensor<i32>,
        tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>) {
  %zero = arith.constant dense<0> : tensor<i32>
  %one = arith.constant dense<1> : tensor<i32>
  %f0 = arith.constant 0.0 : f32
  %lower = arith.constant 0 : index
  %step = arith.constant 1 : index
  %hundred = arith.constant 100 : index

  // v = a v, n times: a collective in each iteration.
  %power:2 = scf.while (%w = %v, %i = %zero) : (tensor<7xf32>, tensor<i32>) -> (tensor<7xf32>, tensor<i32>) {
    %less = arith.cmpi slt, %i, %n : tensor<i32>
    %p = tensor.extract %less[] : tensor<i1>
    scf.condition(%p) %w, %i : tensor<7xf32>, tensor<i32>
  } do {
  ^bb0(%w: tensor<7xf32>, %i: tensor<i32>):
    %e = tensor.empty() : tensor<7xf32>
    %init = linalg.fill ins(%f0 : f32) outs(%e : tensor<7xf32>) -> tensor<7xf32>
    %next = linalg.matvec ins(%a, %w : tensor<7x7xf32>, tensor<7xf32>) outs(%init : tensor<7xf32>) -> tensor<7xf32>
    %j = arith.addi %i, %one : tensor<i32>
    scf.yield %next, %j : tensor<7xf32>, tensor<i32>
  }

  // What is carried changes places.
  %fib:2 = scf.for %i = %lower to %hundred step %step iter_args(%p = %k, %q = %k) -> (tensor<7xi32>, tensor<7xi32>) {
    %sum = arith.addi %p, %q : tensor<7xi32>
    scf.yield %q, %sum : tensor<7xi32>, tensor<7xi32>
  }

  // A loop in a loop, whose bound the outer one carries.
  %nested:2 = scf.while (%s = %v, %i = %zero) : (tensor<7xf32>, tensor<i32>) -> (tensor<7xf32>, tensor<i32>) {
    %less = arith.cmpi slt, %i, %n : tensor<i32>
    %p = tensor.extract %less[] : tensor<i1>
    scf.condition(%p) %s, %i : tensor<7xf32>, tensor<i32>
  } do {
  ^bb0(%s: tensor<7xf32>, %i: tensor<i32>):
    %inner:2 = scf.while (%t = %s, %j = %zero) : (tensor<7xf32>, tensor<i32>) -> (tensor<7xf32>, tensor<i32>) {
      %less = arith.cmpi slt, %j, %i : tensor<i32>
      %p = tensor.extract %less[] : tensor<i1>
      scf.condition(%p) %t, %j : tensor<7xf32>, tensor<i32>
    } do {
    ^bb0(%t: tensor<7xf32>, %j: tensor<i32>):
      %u = arith.addf %t, %v : tensor<7xf32>
      %l = arith.addi %j, %one : tensor<i32>
      scf.yield %u, %l : tensor<7xf32>, tensor<i32>
    }
    %j = arith.addi %i, %one : tensor<i32>
    scf.yield %inner#0, %j : tensor<7xf32>, tensor<i32>
  }

  // One of three, and the last for any other number.
  %number = tensor.extract %pick[] : tensor<i32>
  %index = arith.index_cast %number : i32 to index
  %chosen = scf.index_switch %index -> tensor<7xf32>
  case 0 {
    %b = arith.addf %v, %v : tensor<7xf32>
    scf.yield %b : tensor<7xf32>
  }
  case 1 {
    scf.yield %power#0 : tensor<7xf32>
  }
  default {
    scf.yield %v : tensor<7xf32>
  }

  // A collective in one way only.
  %c = tensor.extract %flag[] : tensor<i1>
  %sums = scf.if %c -> tensor<7xf32> {
    %e = tensor.empty() : tensor<7xf32>
    %init = linalg.fill ins(%f0 : f32) outs(%e : tensor<7xf32>) -> tensor<7xf32>
    %columns = linalg.reduce ins(%a : tensor<7x7xf32>) outs(%init : tensor<7xf32>) dimensions = [0]
      (%in: f32, %acc: f32) {
        %add = arith.addf %in, %acc : f32
        linalg.yield %add : f32
      }
    scf.yield %columns : tensor<7xf32>
  } else {
    scf.yield %v : tensor<7xf32>
  }

  // Not at all: what is carried in comes out, although it is read elsewhere.
  %none = scf.while (%w = %v) : (tensor<7xf32>) -> tensor<7xf32> {
    %less = arith.cmpi slt, %n, %zero : tensor<i32>
    %p = tensor.extract %less[] : tensor<i1>
    scf.condition(%p) %w : tensor<7xf32>
  } do {
  ^bb0(%w: tensor<7xf32>):
    %u = arith.addf %w, %v : tensor<7xf32>
    scf.yield %u : tensor<7xf32>
  }

  // A value that is read and carried at once.
  %doubled = scf.for %i = %lower to %hundred step %hundred iter_args(%w = %power#0) -> (tensor<7xf32>) {
    %u = arith.addf %w, %power#0 : tensor<7xf32>
    scf.yield %u : tensor<7xf32>
  }
  return %power#0, %power#1, %fib#0, %fib#1, %nested#0, %nested#1, %chosen, %sums, %none, %doubled
      : tensor<7xf32>, tensor<i32>, tensor<7xi32>, tensor<7xi32>, tensor<7xf32>, tensor<i32>,
        tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>
}
