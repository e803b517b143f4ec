// What do loops and branches become: functions of what they carry and read?
// RUN: tp-opt %s --tp-outline-regions | FileCheck %s

// The condition is computed before the loop and behind each iteration; constants are made again
// inside, tensors are arguments.
// CHECK-LABEL: func.func @while(
// CHECK-SAME:  %[[X:.*]]: tensor<8xf32>, %[[LIMIT:.*]]: tensor<i32>, %[[W:.*]]: tensor<8xf32>
// CHECK:       %[[ZERO:.*]] = arith.constant dense<0>
// CHECK:       %[[P:.*]] = arith.cmpi slt, %[[ZERO]], %[[LIMIT]]
// CHECK-NEXT:  %[[R:.*]]:3 = tprt.loop @while_loop ins(%[[LIMIT]], %[[W]] : {{.*}}) outs(%[[X]], %[[ZERO]], %[[P]] : {{.*}}) -> tensor<8xf32>, tensor<i32>, tensor<i1>
// CHECK-NEXT:  return %[[R]]#0, %[[R]]#1
func.func @while(%x: tensor<8xf32>, %limit: tensor<i32>, %w: tensor<8xf32>) -> (tensor<8xf32>, tensor<i32>) {
  %zero = arith.constant dense<0> : tensor<i32>
  %one = arith.constant dense<1> : tensor<i32>
  %r:2 = scf.while (%a = %x, %i = %zero) : (tensor<8xf32>, tensor<i32>) -> (tensor<8xf32>, tensor<i32>) {
    %less = arith.cmpi slt, %i, %limit : tensor<i32>
    %p = tensor.extract %less[] : tensor<i1>
    scf.condition(%p) %a, %i : tensor<8xf32>, tensor<i32>
  } do {
  ^bb0(%a: tensor<8xf32>, %i: tensor<i32>):
    %b = arith.addf %a, %w : tensor<8xf32>
    %j = arith.addi %i, %one : tensor<i32>
    scf.yield %b, %j : tensor<8xf32>, tensor<i32>
  }
  return %r#0, %r#1 : tensor<8xf32>, tensor<i32>
}

// CHECK-LABEL: func.func @for(
// CHECK:       %[[R:.*]]:2 = tprt.loop trips 3 @for_loop outs(%arg0, %arg1 : {{.*}})
// CHECK-NEXT:  return %[[R]]#0, %[[R]]#1
func.func @for(%x: tensor<8xf32>, %w: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>) {
  %lower = arith.constant 1 : index
  %upper = arith.constant 12 : index
  %step = arith.constant 5 : index
  %r:2 = scf.for %i = %lower to %upper step %step iter_args(%a = %x, %b = %w) -> (tensor<8xf32>, tensor<8xf32>) {
    scf.yield %b, %a : tensor<8xf32>, tensor<8xf32>
  }
  return %r#0, %r#1 : tensor<8xf32>, tensor<8xf32>
}

// A branch in a loop: the inner one first. The false way of an if is its case 0.
// CHECK-LABEL: func.func @nested(
// CHECK:       tprt.loop trips 3 @nested_loop ins(%arg1 : tensor<i1>) outs(%arg0 : tensor<8xf32>)
func.func @nested(%x: tensor<8xf32>, %p: tensor<i1>) -> tensor<8xf32> {
  %lower = arith.constant 0 : index
  %upper = arith.constant 3 : index
  %step = arith.constant 1 : index
  %r = scf.for %i = %lower to %upper step %step iter_args(%a = %x) -> (tensor<8xf32>) {
    %c = tensor.extract %p[] : tensor<i1>
    %s = scf.if %c -> tensor<8xf32> {
      %b = arith.addf %a, %a : tensor<8xf32>
      scf.yield %b : tensor<8xf32>
    } else {
      scf.yield %a : tensor<8xf32>
    }
    scf.yield %s : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}

// CHECK-LABEL: func.func @switch(
// CHECK-NEXT:  %[[E:.*]] = tensor.empty()
// CHECK-NEXT:  tprt.branch %arg1 : tensor<i32> cases [@switch_case, @switch_case_1] ins(%arg0 : tensor<8xf32>) outs(%[[E]] : tensor<8xf32>)
func.func @switch(%x: tensor<8xf32>, %t: tensor<i32>) -> tensor<8xf32> {
  %n = tensor.extract %t[] : tensor<i32>
  %i = arith.index_cast %n : i32 to index
  %r = scf.index_switch %i -> tensor<8xf32>
  case 0 {
    %b = arith.addf %x, %x : tensor<8xf32>
    scf.yield %b : tensor<8xf32>
  }
  default {
    scf.yield %x : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}

// CHECK-LABEL: func.func private @while_loop(
// CHECK-SAME:  %[[A:.*]]: tensor<8xf32> {tprt.donated_result = 0 : i64}, %[[I:.*]]: tensor<i32> {tprt.donated_result = 1 : i64}, %{{.*}}: tensor<i1> {tprt.donated_result = 2 : i64}, %[[LIMIT:.*]]: tensor<i32>, %[[W:.*]]: tensor<8xf32>)
// CHECK-SAME:  attributes {tprt.region}
// CHECK-NEXT:  %[[ONE:.*]] = arith.constant dense<1>
// CHECK-NEXT:  %[[B:.*]] = arith.addf %[[A]], %[[W]]
// CHECK-NEXT:  %[[J:.*]] = arith.addi %[[I]], %[[ONE]]
// CHECK-NEXT:  %[[P:.*]] = arith.cmpi slt, %[[J]], %[[LIMIT]]
// CHECK-NEXT:  return %[[B]], %[[J]], %[[P]]

// CHECK-LABEL: func.func private @for_loop(
// CHECK-NEXT:  return %arg1, %arg0

// CHECK-LABEL: func.func private @nested_case(
// CHECK-NEXT:  return %arg0
// CHECK-LABEL: func.func private @nested_case_0(
// CHECK-NEXT:  arith.addf %arg0, %arg0
// CHECK-LABEL: func.func private @nested_loop(
// CHECK:       tprt.branch %arg1 : tensor<i1> cases [@nested_case, @nested_case_0] ins(%arg0 : tensor<8xf32>)
