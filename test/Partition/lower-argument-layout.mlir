// What is left of shardings for those who call the program?
// RUN: tp-opt %s --tp-lower-argument-layout | FileCheck %s

tp.mesh @m <["data"=2, "model"=4]>

// Axes become strides and sizes of a rank's position; a sub-axis too. Donations
// need one layout: argument 1 goes to no result, argument 2 to one that fits.
// CHECK-LABEL: func.func @main
// CHECK-SAME:    %arg0: tensor<4x2xf32> {tp.name = "w", tprt.layout = {split = [array<i64: 1, 4>, array<i64: 4, 2>], type = tensor<13x3xf32>}}
// CHECK-SAME:    %arg1: tensor<8xi32> {tprt.layout = {split = [array<i64: 2, 2>], type = tensor<16xi32>}}
// CHECK-SAME:    %arg2: tensor<8xi32> {tprt.donated_result = 1 : i64, tprt.layout = {split = [array<i64>], type = tensor<8xi32>}}
// CHECK-SAME:    %arg3: tensor<i1> {tprt.layout = {split = [], type = tensor<i1>}}
// CHECK-SAME:    -> (tensor<8xi32> {jax.result_info = "a", tprt.layout = {split = [array<i64>], type = tensor<8xi32>}}
// CHECK-SAME:        tensor<8xi32> {tprt.layout = {split = [array<i64>], type = tensor<8xi32>}})
// CHECK-SAME:  tprt.mesh = [{name = "data", size = 2 : i64}, {name = "model", size = 4 : i64}]
func.func @main(
    %w: tensor<4x2xf32> {tp.name = "w", tp.global_type = tensor<13x3xf32>, tp.sharding = #tp.sharding<@m, [{"model"}, {"data"}]>},
    %x: tensor<8xi32> {tf.aliasing_output = 0 : i32, tp.global_type = tensor<16xi32>, tp.sharding = #tp.sharding<@m, [{"model":(1)2}]>},
    %y: tensor<8xi32> {tf.aliasing_output = 1 : i32, tp.global_type = tensor<8xi32>, tp.sharding = #tp.sharding<@m, [{}]>},
    %z: tensor<i1>)
    -> (tensor<8xi32> {jax.result_info = "a", tp.global_type = tensor<8xi32>, tp.sharding = #tp.sharding<@m, [{}]>},
        tensor<8xi32> {tp.global_type = tensor<8xi32>, tp.sharding = #tp.sharding<@m, [{}]>}) {
  return %y, %y : tensor<8xi32>, tensor<8xi32>
}

// A buffer donor goes to the first result that fits and has no donor.
// CHECK-LABEL: func.func @donors
// CHECK-SAME:    %arg0: tensor<8xi32> {tprt.donated_result = 2 : i64
// CHECK-SAME:    %arg1: tensor<8xi32> {tprt.donated_result = 1 : i64
// CHECK-SAME:    %arg2: tensor<8xi32> {tprt.layout
func.func @donors(%a: tensor<8xi32> {jax.buffer_donor = true}, %b: tensor<8xi32> {tf.aliasing_output = 1 : i32},
                  %c: tensor<8xi32> {jax.buffer_donor = true}) -> (tensor<8xf32>, tensor<8xi32>, tensor<8xi32>) {
  %0 = arith.constant dense<0.0> : tensor<8xf32>
  return %0, %a, %b : tensor<8xf32>, tensor<8xi32>, tensor<8xi32>
}

// A granule that splits as plain ceilings do is none.
// CHECK-LABEL: func.func @granule
// CHECK-SAME:    split = [array<i64: 1, 4>]
func.func @granule(%a: tensor<32xi32> {tp.global_type = tensor<128xi32>, tp.sharding = #tp.sharding<@m, [{"model" by 32}]>}) {
  return
}
