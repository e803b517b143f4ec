// What does inserting reshards say about programs that it cannot treat?
// RUN: tp-opt %s --tp-insert-reshards --verify-diagnostics --split-input-file

tp.mesh @m <["x"=4]>
// expected-note @below {{the tensor is made here: expected tp.sharding from tp-propagate}}
func.func @s34_argument(%a: tensor<8xf32>) -> (tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{}]>}) {
  // expected-error @below {{'arith.negf' op handles a tensor without sharding}}
  %0 = arith.negf %a {tp.shardings = [#tp.sharding<@m, [{}]>]} : tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

tp.mesh @m <["x"=4]>
func.func @s34_result(%a: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{}]>}) -> (tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{}]>}) {
  // expected-error @below {{'arith.negf' op handles a tensor without sharding}}
  // expected-note @below {{the tensor is made here: expected tp.shardings from tp-propagate}}
  %0 = arith.negf %a : tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

tp.mesh @m <["x"=4]>
// expected-error @below {{'func.func' op result #0 has no tp.sharding: expected one from tp-propagate}}
func.func @s34_returned(%a: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{}]>}) -> tensor<8xf32> {
  return %a : tensor<8xf32>
}

// -----

tp.mesh @m <["x"=4]>
func.func @control_flow(%b: tensor<6xf32> {tp.sharding = #tp.sharding<@m, [{}]>})
    -> (tensor<6xf32> {tp.sharding = #tp.sharding<@m, [{}]>}) {
  // expected-error @below {{'scf.execute_region' op has no sharding rule}}
  %s = scf.execute_region -> tensor<6xf32> {
    scf.yield %b : tensor<6xf32>
  } {tp.shardings = [#tp.sharding<@m, [{}]>]}
  return %s : tensor<6xf32>
}
