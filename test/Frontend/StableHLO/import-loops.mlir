// A loop that counts runs as often as its constants say, and its counter ends where they say.
// RUN: tp-opt %s --tp-import-stablehlo | FileCheck %s

// CHECK-LABEL: func.func @up(
// CHECK-SAME:  %[[X:.*]]: tensor<8xf32>)
// CHECK:       arith.constant 0 : index
// CHECK-NEXT:  %[[TRIPS:.*]] = arith.constant 5 : index
// CHECK:       %[[R:.*]] = scf.for %{{.*}} = %{{.*}} to %[[TRIPS]] step %{{.*}} iter_args(%{{.*}} = %[[X]])
// CHECK:       scf.yield
// CHECK:       %[[LAST:.*]] = arith.constant dense<5> : tensor<i32>
// CHECK:       return %[[LAST]], %[[R]]
func.func @up(%x: tensor<8xf32>) -> (tensor<i32>, tensor<8xf32>) {
  %start = stablehlo.constant dense<0> : tensor<i32>
  %0:2 = stablehlo.while(%i = %start, %a = %x) : tensor<i32>, tensor<8xf32>
  cond {
    %bound = stablehlo.constant dense<5> : tensor<i32>
    %1 = stablehlo.compare LT, %i, %bound, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %step = stablehlo.constant dense<1> : tensor<i32>
    %1 = stablehlo.add %i, %step : tensor<i32>
    %2 = stablehlo.exponential %a : tensor<8xf32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<8xf32>
  }
  return %0#0, %0#1 : tensor<i32>, tensor<8xf32>
}

// CHECK-LABEL: func.func @uneven_steps(
// CHECK-SAME:  %[[X:.*]]: tensor<8xf32>)
// CHECK:       arith.constant 0 : index
// CHECK-NEXT:  %[[TRIPS:.*]] = arith.constant 3 : index
// CHECK:       %[[R:.*]] = scf.for %{{.*}} = %{{.*}} to %[[TRIPS]] step %{{.*}} iter_args(%{{.*}} = %[[X]])
// CHECK:       scf.yield
// CHECK:       %[[LAST:.*]] = arith.constant dense<10> : tensor<i32>
// CHECK:       return %[[LAST]], %[[R]]
func.func @uneven_steps(%x: tensor<8xf32>) -> (tensor<i32>, tensor<8xf32>) {
  %start = stablehlo.constant dense<1> : tensor<i32>
  %0:2 = stablehlo.while(%i = %start, %a = %x) : tensor<i32>, tensor<8xf32>
  cond {
    %bound = stablehlo.constant dense<8> : tensor<i32>
    %1 = stablehlo.compare LT, %i, %bound, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %step = stablehlo.constant dense<3> : tensor<i32>
    %1 = stablehlo.add %i, %step : tensor<i32>
    %2 = stablehlo.exponential %a : tensor<8xf32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<8xf32>
  }
  return %0#0, %0#1 : tensor<i32>, tensor<8xf32>
}

// CHECK-LABEL: func.func @up_to_and_with(
// CHECK-SAME:  %[[X:.*]]: tensor<8xf32>)
// CHECK:       arith.constant 0 : index
// CHECK-NEXT:  %[[TRIPS:.*]] = arith.constant 3 : index
// CHECK:       %[[R:.*]] = scf.for %{{.*}} = %{{.*}} to %[[TRIPS]] step %{{.*}} iter_args(%{{.*}} = %[[X]])
// CHECK:       scf.yield
// CHECK:       %[[LAST:.*]] = arith.constant dense<4> : tensor<i32>
// CHECK:       return %[[LAST]], %[[R]]
func.func @up_to_and_with(%x: tensor<8xf32>) -> (tensor<i32>, tensor<8xf32>) {
  %start = stablehlo.constant dense<-2> : tensor<i32>
  %0:2 = stablehlo.while(%i = %start, %a = %x) : tensor<i32>, tensor<8xf32>
  cond {
    %bound = stablehlo.constant dense<2> : tensor<i32>
    %1 = stablehlo.compare LE, %i, %bound, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %step = stablehlo.constant dense<2> : tensor<i32>
    %1 = stablehlo.add %i, %step : tensor<i32>
    %2 = stablehlo.exponential %a : tensor<8xf32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<8xf32>
  }
  return %0#0, %0#1 : tensor<i32>, tensor<8xf32>
}

// CHECK-LABEL: func.func @down(
// CHECK-SAME:  %[[X:.*]]: tensor<8xf32>)
// CHECK:       arith.constant 0 : index
// CHECK-NEXT:  %[[TRIPS:.*]] = arith.constant 4 : index
// CHECK:       %[[R:.*]] = scf.for %{{.*}} = %{{.*}} to %[[TRIPS]] step %{{.*}} iter_args(%{{.*}} = %[[X]])
// CHECK:       scf.yield
// CHECK:       %[[LAST:.*]] = arith.constant dense<-1> : tensor<i32>
// CHECK:       return %[[LAST]], %[[R]]
func.func @down(%x: tensor<8xf32>) -> (tensor<i32>, tensor<8xf32>) {
  %start = stablehlo.constant dense<7> : tensor<i32>
  %0:2 = stablehlo.while(%i = %start, %a = %x) : tensor<i32>, tensor<8xf32>
  cond {
    %bound = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.compare GT, %i, %bound, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %step = stablehlo.constant dense<2> : tensor<i32>
    %1 = stablehlo.subtract %i, %step : tensor<i32>
    %2 = stablehlo.exponential %a : tensor<8xf32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<8xf32>
  }
  return %0#0, %0#1 : tensor<i32>, tensor<8xf32>
}

// CHECK-LABEL: func.func @down_by_adding(
// CHECK-SAME:  %[[X:.*]]: tensor<8xf32>)
// CHECK:       arith.constant 0 : index
// CHECK-NEXT:  %[[TRIPS:.*]] = arith.constant 4 : index
// CHECK:       %[[R:.*]] = scf.for %{{.*}} = %{{.*}} to %[[TRIPS]] step %{{.*}} iter_args(%{{.*}} = %[[X]])
// CHECK:       scf.yield
// CHECK:       %[[LAST:.*]] = arith.constant dense<-1> : tensor<i32>
// CHECK:       return %[[LAST]], %[[R]]
func.func @down_by_adding(%x: tensor<8xf32>) -> (tensor<i32>, tensor<8xf32>) {
  %start = stablehlo.constant dense<3> : tensor<i32>
  %0:2 = stablehlo.while(%i = %start, %a = %x) : tensor<i32>, tensor<8xf32>
  cond {
    %bound = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.compare GE, %i, %bound, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %step = stablehlo.constant dense<-1> : tensor<i32>
    %1 = stablehlo.add %i, %step : tensor<i32>
    %2 = stablehlo.exponential %a : tensor<8xf32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<8xf32>
  }
  return %0#0, %0#1 : tensor<i32>, tensor<8xf32>
}

// CHECK-LABEL: func.func @until_equal(
// CHECK-SAME:  %[[X:.*]]: tensor<8xf32>)
// CHECK:       arith.constant 0 : index
// CHECK-NEXT:  %[[TRIPS:.*]] = arith.constant 3 : index
// CHECK:       %[[R:.*]] = scf.for %{{.*}} = %{{.*}} to %[[TRIPS]] step %{{.*}} iter_args(%{{.*}} = %[[X]])
// CHECK:       scf.yield
// CHECK:       %[[LAST:.*]] = arith.constant dense<9> : tensor<i32>
// CHECK:       return %[[LAST]], %[[R]]
func.func @until_equal(%x: tensor<8xf32>) -> (tensor<i32>, tensor<8xf32>) {
  %start = stablehlo.constant dense<0> : tensor<i32>
  %0:2 = stablehlo.while(%i = %start, %a = %x) : tensor<i32>, tensor<8xf32>
  cond {
    %bound = stablehlo.constant dense<9> : tensor<i32>
    %1 = stablehlo.compare NE, %i, %bound, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %step = stablehlo.constant dense<3> : tensor<i32>
    %1 = stablehlo.add %i, %step : tensor<i32>
    %2 = stablehlo.exponential %a : tensor<8xf32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<8xf32>
  }
  return %0#0, %0#1 : tensor<i32>, tensor<8xf32>
}

// CHECK-LABEL: func.func @bound_in_front(
// CHECK-SAME:  %[[X:.*]]: tensor<8xf32>)
// CHECK:       arith.constant 0 : index
// CHECK-NEXT:  %[[TRIPS:.*]] = arith.constant 5 : index
// CHECK:       %[[R:.*]] = scf.for %{{.*}} = %{{.*}} to %[[TRIPS]] step %{{.*}} iter_args(%{{.*}} = %[[X]])
// CHECK:       scf.yield
// CHECK:       %[[LAST:.*]] = arith.constant dense<5> : tensor<i32>
// CHECK:       return %[[LAST]], %[[R]]
func.func @bound_in_front(%x: tensor<8xf32>) -> (tensor<i32>, tensor<8xf32>) {
  %start = stablehlo.constant dense<0> : tensor<i32>
  %0:2 = stablehlo.while(%i = %start, %a = %x) : tensor<i32>, tensor<8xf32>
  cond {
    %bound = stablehlo.constant dense<5> : tensor<i32>
    %1 = stablehlo.compare GT, %bound, %i, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %step = stablehlo.constant dense<1> : tensor<i32>
    %1 = stablehlo.add %i, %step : tensor<i32>
    %2 = stablehlo.exponential %a : tensor<8xf32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<8xf32>
  }
  return %0#0, %0#1 : tensor<i32>, tensor<8xf32>
}

// CHECK-LABEL: func.func @never(
// CHECK-SAME:  %[[X:.*]]: tensor<8xf32>)
// CHECK:       arith.constant 0 : index
// CHECK-NEXT:  %[[TRIPS:.*]] = arith.constant 0 : index
// CHECK:       %[[R:.*]] = scf.for %{{.*}} = %{{.*}} to %[[TRIPS]] step %{{.*}} iter_args(%{{.*}} = %[[X]])
// CHECK:       scf.yield
// CHECK:       %[[LAST:.*]] = arith.constant dense<5> : tensor<i32>
// CHECK:       return %[[LAST]], %[[R]]
func.func @never(%x: tensor<8xf32>) -> (tensor<i32>, tensor<8xf32>) {
  %start = stablehlo.constant dense<5> : tensor<i32>
  %0:2 = stablehlo.while(%i = %start, %a = %x) : tensor<i32>, tensor<8xf32>
  cond {
    %bound = stablehlo.constant dense<5> : tensor<i32>
    %1 = stablehlo.compare LT, %i, %bound, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %step = stablehlo.constant dense<1> : tensor<i32>
    %1 = stablehlo.add %i, %step : tensor<i32>
    %2 = stablehlo.exponential %a : tensor<8xf32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<8xf32>
  }
  return %0#0, %0#1 : tensor<i32>, tensor<8xf32>
}

// CHECK-LABEL: func.func @wide(
// CHECK-SAME:  %[[X:.*]]: tensor<8xf32>)
// CHECK:       arith.constant 0 : index
// CHECK-NEXT:  %[[TRIPS:.*]] = arith.constant 4 : index
// CHECK:       %[[R:.*]] = scf.for %{{.*}} = %{{.*}} to %[[TRIPS]] step %{{.*}} iter_args(%{{.*}} = %[[X]])
// CHECK:       scf.yield
// CHECK:       %[[LAST:.*]] = arith.constant dense<4> : tensor<i64>
// CHECK:       return %[[LAST]], %[[R]]
func.func @wide(%x: tensor<8xf32>) -> (tensor<i64>, tensor<8xf32>) {
  %start = stablehlo.constant dense<0> : tensor<i64>
  %0:2 = stablehlo.while(%i = %start, %a = %x) : tensor<i64>, tensor<8xf32>
  cond {
    %bound = stablehlo.constant dense<4> : tensor<i64>
    %1 = stablehlo.compare LT, %i, %bound, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %step = stablehlo.constant dense<1> : tensor<i64>
    %1 = stablehlo.add %i, %step : tensor<i64>
    %2 = stablehlo.exponential %a : tensor<8xf32>
    stablehlo.return %1, %2 : tensor<i64>, tensor<8xf32>
  }
  return %0#0, %0#1 : tensor<i64>, tensor<8xf32>
}

// The counter is computed from the step; what no step changes is not carried, and its bound may be.
// CHECK-LABEL: func.func @body(
// CHECK-SAME:  %[[X:.*]]: tensor<i32>, %[[W:.*]]: tensor<i32>)
// CHECK:       scf.for %[[I:.*]] = %{{.*}} iter_args(%[[A:[^ ]*]] = %[[X]]) -> (tensor<i32>) {
// CHECK-NEXT:    %[[COUNT:.*]] = arith.index_cast %[[I]] : index to i32
// CHECK:         %[[SCALED:.*]] = arith.muli %[[COUNT]], %c2_i32
// CHECK:         %[[VALUE:.*]] = arith.addi %[[SCALED]], %c1_i32
// CHECK:         %[[COUNTER:.*]] = tensor.from_elements %[[VALUE]] : tensor<i32>
// CHECK:         linalg.generic {{.*}} ins(%[[COUNTER]], %[[W]]
func.func @body(%x: tensor<i32>, %w: tensor<i32>) -> tensor<i32> {
  %one = stablehlo.constant dense<1> : tensor<i32>
  %nine = stablehlo.constant dense<9> : tensor<i32>
  %0:4 = stablehlo.while(%i = %one, %a = %x, %b = %w, %n = %nine) : tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>
  cond {
    %1 = stablehlo.compare LT, %i, %n, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %two = stablehlo.constant dense<2> : tensor<i32>
    %1 = stablehlo.multiply %i, %b : tensor<i32>
    %2 = stablehlo.add %a, %1 : tensor<i32>
    %3 = stablehlo.add %i, %two : tensor<i32>
    stablehlo.return %3, %2, %b, %n : tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>
  }
  return %0#1 : tensor<i32>
}
