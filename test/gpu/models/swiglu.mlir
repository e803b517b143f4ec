module @jit__lambda attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=1, "model"=4]> {stablehlo.mesh = {axes = [{name = "data", size = 1 : i64}, {name = "model", size = 4 : i64}]}}
  func.func public @main(%arg0: tensor<32768x4096xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>}, %arg1: tensor<32768x4096xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>}) -> (tensor<32768x4096xbf16> {jax.result_info = "result"}) {
    %0 = call @silu(%arg0) : (tensor<32768x4096xbf16>) -> tensor<32768x4096xbf16>
    %1 = stablehlo.multiply %0, %arg1 : tensor<32768x4096xbf16>
    return %1 : tensor<32768x4096xbf16>
  }
  func.func private @silu(%arg0: tensor<32768x4096xbf16>) -> tensor<32768x4096xbf16> {
    %0 = stablehlo.negate %arg0 : tensor<32768x4096xbf16>
    %1 = stablehlo.exponential %0 : tensor<32768x4096xbf16>
    %cst = stablehlo.constant dense<1.000000e+00> : tensor<bf16>
    %2 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<bf16>) -> tensor<32768x4096xbf16>
    %3 = stablehlo.add %2, %1 : tensor<32768x4096xbf16>
    %cst_0 = stablehlo.constant dense<1.000000e+00> : tensor<bf16>
    %4 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<bf16>) -> tensor<32768x4096xbf16>
    %5 = stablehlo.divide %4, %3 : tensor<32768x4096xbf16>
    %6 = stablehlo.multiply %arg0, %5 : tensor<32768x4096xbf16>
    return %6 : tensor<32768x4096xbf16>
  }
}
