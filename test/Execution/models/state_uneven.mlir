module @jit_state attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["model"=4]> {stablehlo.mesh = {axes = [{name = "model", size = 4 : i64}]}}
  func.func public @main(%arg0: tensor<7x10xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>, tf.aliasing_output = 0 : i32, tp.name = "state"}, %arg1: tensor<7x6xf32> {tp.name = "x"}, %arg2: tensor<6x10xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>, tp.name = "w"}) -> (tensor<7x10xf32> {jax.result_info = "result", sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}) {
    %cst = stablehlo.constant dense<0.899999976> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<7x10xf32>
    %1 = stablehlo.multiply %arg0, %0 : tensor<7x10xf32>
    %2 = stablehlo.dot_general %arg1, %arg2, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<7x6xf32>, tensor<6x10xf32>) -> tensor<7x10xf32>
    %3 = stablehlo.add %1, %2 : tensor<7x10xf32>
    return %3 : tensor<7x10xf32>
  }
}
