// What does level 3 refuse?
// RUN: tp-opt %s --tp-verify-local --verify-diagnostics --split-input-file

tp.mesh @m <["x"=4]>
func.func @fine(%a: tensor<2xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>, tp.global_type = tensor<7xf32>}) {
  return
}

// -----

tp.mesh @m <["x"=4]>
func.func @s41_reshard(%a: tensor<8xf32>) {
  // expected-error @below {{'tp.reshard' op is not part of level 3}}
  %0 = tp.reshard %a to <@m, [{}]> : tensor<8xf32>
  return
}

// -----

tp.mesh @m <["x"=4]>
func.func @s41_shardings(%a: tensor<8xf32>) {
  // expected-error @below {{'arith.negf' op carries tp.shardings at level 3}}
  %0 = arith.negf %a {tp.shardings = [#tp.sharding<@m, [{}]>]} : tensor<8xf32>
  return
}

// -----

tp.mesh @m <["x"=4]>
// expected-error @below {{'func.func' op argument #0 has type 'tensor<8xf32>', its shard is 'tensor<2xf32>'}}
func.func @s42_not_local(%a: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>, tp.global_type = tensor<8xf32>}) {
  return
}

// -----

tp.mesh @m <["x"=4]>
// expected-error @below {{'func.func' op result #0 has tp.sharding without tp.global_type}}
func.func @s42_half(%a: tensor<2xf32>) -> (tensor<2xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>}) {
  return %a : tensor<2xf32>
}
