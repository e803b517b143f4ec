// Is an op that gives a scalar of a split tensor done on the whole tensor?
// RUN: tp-opt %s --tp-spmd | FileCheck %s

tp.mesh @m <["x"=3]>

// CHECK-LABEL: func.func @main
// CHECK-SAME:    %[[A:.*]]: tensor<2x5xf32>
// CHECK:         %[[ALL:.*]] = tp.all_gather %[[A]] dim 0
// CHECK:         %[[WHOLE:.*]] = tensor.extract_slice %[[ALL]]{{.*}} to tensor<4x5xf32>
// CHECK:         tensor.extract_slice %[[WHOLE]][3, 1] [1, 1] [1, 1] : tensor<4x5xf32> to tensor<f32>
func.func @main(%a: tensor<4x5xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>}) -> tensor<7xf32> {
  %c3 = arith.constant 3 : index
  %c1 = arith.constant 1 : index
  %scalar = tensor.extract %a[%c3, %c1] : tensor<4x5xf32>
  %empty = tensor.empty() : tensor<7xf32>
  %filled = linalg.fill ins(%scalar : f32) outs(%empty : tensor<7xf32>) -> tensor<7xf32>
  return %filled : tensor<7xf32>
}
