module @jit_slice_concat attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["model"=4]> {stablehlo.mesh = {axes = [{name = "model", size = 4 : i64}]}}
  func.func public @main(%arg0: tensor<8x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}) -> (tensor<8x6xf32> {jax.result_info = "result[0]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}, tensor<5x6xf32> {jax.result_info = "result[1]"}) {
    %0 = stablehlo.slice %arg0 [0:8, 0:3] : (tensor<8x6xf32>) -> tensor<8x3xf32>
    %1 = stablehlo.slice %arg0 [0:8, 3:6] : (tensor<8x6xf32>) -> tensor<8x3xf32>
    %2 = stablehlo.negate %1 : tensor<8x3xf32>
    %3 = stablehlo.concatenate %2, %0, dim = 1 : (tensor<8x3xf32>, tensor<8x3xf32>) -> tensor<8x6xf32>
    %4 = stablehlo.slice %arg0 [1:6, 0:6] : (tensor<8x6xf32>) -> tensor<5x6xf32>
    return %3, %4 : tensor<8x6xf32>, tensor<5x6xf32>
  }
}
