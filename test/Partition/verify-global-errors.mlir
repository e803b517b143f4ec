// What does level 1 refuse?
// RUN: tp-opt %s --tp-verify-global --verify-diagnostics --split-input-file

tp.mesh @m <["x"=4]>
func.func @fine(%a: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>}) -> tensor<8xf32> {
  %0 = tp.constrain %a to <@m, [{}]> : tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

tp.mesh @m <["x"=4]>
func.func @s30_reshard(%a: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error @below {{'tp.reshard' op is not part of level 1}}
  %0 = tp.reshard %a to <@m, [{}]> : tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

tp.mesh @m <["x"=4]>
func.func @s30_collective(%a: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error @below {{'tp.all_reduce' op is not part of level 1}}
  %0 = tp.all_reduce sum %a over @m ["x"] : tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

tp.mesh @m <["x"=4]>
func.func @s31_decided(%a: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error @below {{'arith.negf' op carries tp.shardings, which propagation decides}}
  %0 = arith.negf %a {tp.shardings = [#tp.sharding<@m, [{}]>]} : tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

func.func @s33_dynamic(%a: tensor<8xf32>, %n: index) -> tensor<8xf32> {
  // expected-error @below {{'tensor.empty' op handles 'tensor<?xf32>', a tensor of dynamic shape}}
  %0 = tensor.empty(%n) : tensor<?xf32>
  return %a : tensor<8xf32>
}

// -----

// expected-error @below {{'func.func' op handles 'tensor<8xui8>', whose elements are not signless}}
func.func @s33_unsigned(%a: tensor<8xui8>) -> tensor<8xui8> {
  return %a : tensor<8xui8>
}

// -----

func.func @callee(%a: tensor<8xf32>) -> tensor<8xf32> {
  return %a : tensor<8xf32>
}
func.func @s32_call(%a: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error @below {{'func.call' op calls a function: calls are inlined before}}
  %0 = call @callee(%a) : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

// expected-error @below {{'func.func' op has no body}}
func.func private @s32_declared(tensor<8xf32>) -> tensor<8xf32>

// -----

func.func @s30_foreign(%a: memref<8xf32>) {
  // expected-error @below {{'memref.cast' op is not part of level 1}}
  %0 = memref.cast %a : memref<8xf32> to memref<?xf32>
  return
}
