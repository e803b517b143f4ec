// A loop that does not count by constants stays one, and it is said why.
// RUN: tp-opt %s --split-input-file --verify-diagnostics --tp-import-stablehlo --remarks-filter="tp-frontend" --remark-format=emitRemark -o %t
// RUN: FileCheck %s --input-file=%t

// Each is a loop whose condition is what the program says; the last four are not read, and gone.
// CHECK-COUNT-6: scf.while
// CHECK-NOT: scf.for

func.func @never_ends(%x: tensor<8xf32>) -> (tensor<i32>, tensor<8xf32>) {
  %start = stablehlo.constant dense<0> : tensor<i32>
  // expected-remark @below {{the loop stays one, it is not a counted loop: it never ends, or its counter wraps around}}
  %0:2 = stablehlo.while(%i = %start, %a = %x) : tensor<i32>, tensor<8xf32>
  cond {
    %bound = stablehlo.constant dense<5> : tensor<i32>
    %1 = stablehlo.compare LT, %i, %bound, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %step = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.add %i, %step : tensor<i32>
    %2 = stablehlo.exponential %a : tensor<8xf32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<8xf32>
  }
  return %0#0, %0#1 : tensor<i32>, tensor<8xf32>
}

// -----

func.func @wrong_way(%x: tensor<8xf32>) -> (tensor<i32>, tensor<8xf32>) {
  %start = stablehlo.constant dense<0> : tensor<i32>
  // expected-remark @below {{the loop stays one, it is not a counted loop: it never ends, or its counter wraps around}}
  %0:2 = stablehlo.while(%i = %start, %a = %x) : tensor<i32>, tensor<8xf32>
  cond {
    %bound = stablehlo.constant dense<5> : tensor<i32>
    %1 = stablehlo.compare LT, %i, %bound, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %step = stablehlo.constant dense<-1> : tensor<i32>
    %1 = stablehlo.add %i, %step : tensor<i32>
    %2 = stablehlo.exponential %a : tensor<8xf32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<8xf32>
  }
  return %0#0, %0#1 : tensor<i32>, tensor<8xf32>
}

// -----

func.func @steps_over(%x: tensor<8xf32>) -> (tensor<i32>, tensor<8xf32>) {
  %start = stablehlo.constant dense<0> : tensor<i32>
  // expected-remark @below {{the loop stays one, it is not a counted loop: it never ends, or its counter wraps around}}
  %0:2 = stablehlo.while(%i = %start, %a = %x) : tensor<i32>, tensor<8xf32>
  cond {
    %bound = stablehlo.constant dense<5> : tensor<i32>
    %1 = stablehlo.compare NE, %i, %bound, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %step = stablehlo.constant dense<2> : tensor<i32>
    %1 = stablehlo.add %i, %step : tensor<i32>
    %2 = stablehlo.exponential %a : tensor<8xf32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<8xf32>
  }
  return %0#0, %0#1 : tensor<i32>, tensor<8xf32>
}

// -----

func.func @wraps_around(%x: tensor<8xf32>) -> (tensor<i32>, tensor<8xf32>) {
  %start = stablehlo.constant dense<0> : tensor<i32>
  // expected-remark @below {{the loop stays one, it is not a counted loop: it never ends, or its counter wraps around}}
  %0:2 = stablehlo.while(%i = %start, %a = %x) : tensor<i32>, tensor<8xf32>
  cond {
    %bound = stablehlo.constant dense<2147483647> : tensor<i32>
    %1 = stablehlo.compare LE, %i, %bound, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %step = stablehlo.constant dense<1> : tensor<i32>
    %1 = stablehlo.add %i, %step : tensor<i32>
    %2 = stablehlo.exponential %a : tensor<8xf32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<8xf32>
  }
  return %0#0, %0#1 : tensor<i32>, tensor<8xf32>
}

// -----

func.func @equal(%x: tensor<8xf32>) -> (tensor<i32>, tensor<8xf32>) {
  %start = stablehlo.constant dense<0> : tensor<i32>
  // expected-remark @below {{the loop stays one, it is not a counted loop: its condition compares by EQ}}
  %0:2 = stablehlo.while(%i = %start, %a = %x) : tensor<i32>, tensor<8xf32>
  cond {
    %bound = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.compare EQ, %i, %bound, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %step = stablehlo.constant dense<1> : tensor<i32>
    %1 = stablehlo.add %i, %step : tensor<i32>
    %2 = stablehlo.exponential %a : tensor<8xf32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<8xf32>
  }
  return %0#0, %0#1 : tensor<i32>, tensor<8xf32>
}

// -----

func.func @scaled(%x: tensor<8xf32>) -> (tensor<i32>, tensor<8xf32>) {
  %start = stablehlo.constant dense<1> : tensor<i32>
  // expected-remark @below {{the loop stays one, it is not a counted loop: the counter, carried value #0, does not advance by a constant}}
  %0:2 = stablehlo.while(%i = %start, %a = %x) : tensor<i32>, tensor<8xf32>
  cond {
    %bound = stablehlo.constant dense<9> : tensor<i32>
    %1 = stablehlo.compare LT, %i, %bound, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %step = stablehlo.constant dense<2> : tensor<i32>
    %1 = stablehlo.multiply %i, %step : tensor<i32>
    %2 = stablehlo.exponential %a : tensor<8xf32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<8xf32>
  }
  return %0#0, %0#1 : tensor<i32>, tensor<8xf32>
}

// -----

func.func @start(%x: tensor<i32>, %y: tensor<i32>) {
  %zero = stablehlo.constant dense<0> : tensor<i32>
  // expected-remark @below {{the loop stays one, it is not a counted loop: the counter, carried value #0, does not start at a constant}}
  %0:2 = stablehlo.while(%i = %y, %a = %x) : tensor<i32>, tensor<i32>
  cond {
    %five = stablehlo.constant dense<5> : tensor<i32>
    %1 = stablehlo.compare LT, %i, %five, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %one = stablehlo.constant dense<1> : tensor<i32>
    %1 = stablehlo.add %i, %one : tensor<i32>
    %2 = stablehlo.add %a, %i : tensor<i32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<i32>
  }
  return
}

// -----

func.func @bound(%x: tensor<i32>, %y: tensor<i32>) {
  %zero = stablehlo.constant dense<0> : tensor<i32>
  // expected-remark @below {{the loop stays one, it is not a counted loop: its condition does not compare a carried value with a constant}}
  %0:2 = stablehlo.while(%i = %zero, %a = %x) : tensor<i32>, tensor<i32>
  cond {
    %1 = stablehlo.compare LT, %i, %y, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %one = stablehlo.constant dense<1> : tensor<i32>
    %1 = stablehlo.add %i, %one : tensor<i32>
    %2 = stablehlo.add %a, %i : tensor<i32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<i32>
  }
  return
}

// -----

func.func @bound_changes(%x: tensor<i32>, %y: tensor<i32>) {
  %zero = stablehlo.constant dense<0> : tensor<i32>
  // expected-remark @below {{the loop stays one, it is not a counted loop: its condition does not compare a carried value with a constant}}
  %0:2 = stablehlo.while(%i = %zero, %a = %x) : tensor<i32>, tensor<i32>
  cond {
    %1 = stablehlo.compare LT, %i, %a, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %one = stablehlo.constant dense<1> : tensor<i32>
    %1 = stablehlo.add %i, %one : tensor<i32>
    %2 = stablehlo.add %a, %i : tensor<i32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<i32>
  }
  return
}

// -----

func.func @two_conditions(%x: tensor<i32>, %y: tensor<i32>) {
  %zero = stablehlo.constant dense<0> : tensor<i32>
  // expected-remark @below {{the loop stays one, it is not a counted loop: its condition needs 'stablehlo.compare'}}
  %0:2 = stablehlo.while(%i = %zero, %a = %x) : tensor<i32>, tensor<i32>
  cond {
    %five = stablehlo.constant dense<5> : tensor<i32>
    %1 = stablehlo.compare LT, %i, %five, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %2 = stablehlo.compare LT, %a, %five, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %3 = stablehlo.and %1, %2 : tensor<i1>
    stablehlo.return %3 : tensor<i1>
  } do {
    %one = stablehlo.constant dense<1> : tensor<i32>
    %1 = stablehlo.add %i, %one : tensor<i32>
    %2 = stablehlo.add %a, %i : tensor<i32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<i32>
  }
  return
}
