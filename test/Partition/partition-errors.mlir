// What does partitioning refuse?
// RUN: tp-opt %s --tp-partition --verify-diagnostics --split-input-file

tp.mesh @m <["x"=4]>
func.func @made_partial(%a: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{}]>})
    -> (tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{}], partial = {"x": sum}>}) {
  // expected-error @below {{'tp.reshard' op makes a value partial: from #tp.sharding<@m, [{}]> to #tp.sharding<@m, [{}], partial = {"x": sum}>}}
  %0 = tp.reshard %a to <@m, [{}], partial = {"x": sum}> : tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

tp.mesh @m <["x"=4]>
func.func @reshape(%a: tensor<7x3xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>}) {
  // expected-error @below {{'tensor.collapse_shape' op reshapes shards of 'tensor<2x3xf32>' to 'tensor<21xf32>', which do not hold the same elements}}
  %0 = tensor.collapse_shape %a [[0, 1]] {tp.shardings = [#tp.sharding<@m, [{}]>]} : tensor<7x3xf32> into tensor<21xf32>
  return
}

// -----

tp.mesh @m <["x"=4]>
func.func @control_flow(%b: tensor<6xf32> {tp.sharding = #tp.sharding<@m, [{}]>}) {
  // expected-error @below {{'scf.execute_region' op cannot be split over devices}}
  %s = scf.execute_region -> tensor<6xf32> {
    scf.yield %b : tensor<6xf32>
  } {tp.shardings = [#tp.sharding<@m, [{}]>]}
  return
}

// -----

tp.mesh @m <["x"=4]>
func.func @integer_product(%a: tensor<7x3xi32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>}, %i: tensor<3xi32> {tp.sharding = #tp.sharding<@m, [{}]>}) {
  // expected-error @below {{'linalg.reduce' op reduces over an unevenly split dimension with a body whose identity is not known}}
  %s = linalg.reduce ins(%a : tensor<7x3xi32>) outs(%i : tensor<3xi32>) dimensions = [0] {tp.shardings = [#tp.sharding<@m, [{}], partial = {"x": sum}>]}
    (%in: i32, %acc: i32) {
      %0 = arith.subi %acc, %in : i32
      linalg.yield %0 : i32
    }
  return
}
