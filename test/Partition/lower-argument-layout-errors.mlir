// Which layouts has no caller?
// RUN: tp-opt %s --split-input-file --verify-diagnostics --tp-lower-argument-layout

tp.mesh @m <["model"=4]>
// expected-error@below {{argument 0 is split in multiples of 32, which its caller cannot do yet}}
func.func @granule(%a: tensor<32xi32> {tp.global_type = tensor<96xi32>, tp.sharding = #tp.sharding<@m, [{"model" by 32}]>}) {
  return
}

// -----

tp.mesh @m <["model"=4]>
// expected-error@below {{argument 0 has local type 'tensor<3xi32>', but 'tensor<8xi32>' is sharded as}}
func.func @shape(%a: tensor<3xi32> {tp.global_type = tensor<8xi32>, tp.sharding = #tp.sharding<@m, [{"model"}]>}) {
  return
}

// -----

tp.mesh @m <["model"=4]>
// expected-error@below {{argument 0 has a sharding but no tp.global_type of rank 1}}
func.func @global(%a: tensor<2xi32> {tp.sharding = #tp.sharding<@m, [{"model"}]>}) {
  return
}

// -----

// expected-error@below {{argument 1 is donated to result 0, which is not there or has a donor}}
func.func @donors(%a: tensor<2xi32> {tf.aliasing_output = 0 : i32}, %b: tensor<2xi32> {tf.aliasing_output = 0 : i32}) -> tensor<2xi32> {
  return %a : tensor<2xi32>
}
