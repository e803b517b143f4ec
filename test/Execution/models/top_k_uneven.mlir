module @jit_top_k attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["model"=4]> {stablehlo.mesh = {axes = [{name = "model", size = 4 : i64}]}}
  func.func public @main(%arg0: tensor<7x37xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}, %arg1: tensor<7x37xi32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}) -> (tensor<7x1xf32> {jax.result_info = "result[0]"}, tensor<7x1xi32> {jax.result_info = "result[1]"}, tensor<7x3xf32> {jax.result_info = "result[2]"}, tensor<7x3xi32> {jax.result_info = "result[3]"}, tensor<7x37xf32> {jax.result_info = "result[4]"}, tensor<7x37xi32> {jax.result_info = "result[5]"}, tensor<7x2xi32> {jax.result_info = "result[6]"}, tensor<7x2xi32> {jax.result_info = "result[7]"}, tensor<7x9xi32> {jax.result_info = "result[8]"}, tensor<7x9xi32> {jax.result_info = "result[9]"}, tensor<7x4xi32> {jax.result_info = "result[10]"}, tensor<7x10xf32> {jax.result_info = "result[11]"}, tensor<7x10xi32> {jax.result_info = "result[12]"}, tensor<7x2xi32> {jax.result_info = "result[13]"}, tensor<7x5xi32> {jax.result_info = "result[14]"}, tensor<7x1xi32> {jax.result_info = "result[15]"}) {
    %0 = stablehlo.compare EQ, %arg0, %arg0, FLOAT : (tensor<7x37xf32>, tensor<7x37xf32>) -> tensor<7x37xi1>
    %cst = stablehlo.constant dense<5.000000e-01> : tensor<f32>
    %1 = call @_where(%0, %arg0, %cst) : (tensor<7x37xi1>, tensor<7x37xf32>, tensor<f32>) -> tensor<7x37xf32>
    %values, %indices = chlo.top_k(%arg0, k = 1) : tensor<7x37xf32> -> (tensor<7x1xf32>, tensor<7x1xi32>)
    %values_0, %indices_1 = chlo.top_k(%arg0, k = 3) : tensor<7x37xf32> -> (tensor<7x3xf32>, tensor<7x3xi32>)
    %values_2, %indices_3 = chlo.top_k(%arg0, k = 37) : tensor<7x37xf32> -> (tensor<7x37xf32>, tensor<7x37xi32>)
    %values_4, %indices_5 = chlo.top_k(%arg1, k = 2) : tensor<7x37xi32> -> (tensor<7x2xi32>, tensor<7x2xi32>)
    %values_6, %indices_7 = chlo.top_k(%arg1, k = 9) : tensor<7x37xi32> -> (tensor<7x9xi32>, tensor<7x9xi32>)
    %2 = stablehlo.convert %arg1 : (tensor<7x37xi32>) -> tensor<7x37xi8>
    %values_8, %indices_9 = chlo.top_k(%2, k = 4) : tensor<7x37xi8> -> (tensor<7x4xi8>, tensor<7x4xi32>)
    %3 = stablehlo.convert %1 : (tensor<7x37xf32>) -> tensor<7x37xbf16>
    %values_10, %indices_11 = chlo.top_k(%3, k = 10) : tensor<7x37xbf16> -> (tensor<7x10xbf16>, tensor<7x10xi32>)
    %4 = stablehlo.convert %values_10 : (tensor<7x10xbf16>) -> tensor<7x10xf32>
    %5 = stablehlo.convert %1 : (tensor<7x37xf32>) -> tensor<7x37xf16>
    %values_12, %indices_13 = chlo.top_k(%5, k = 2) : tensor<7x37xf16> -> (tensor<7x2xf16>, tensor<7x2xi32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %6 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<7x37xi32>
    %7 = stablehlo.compare GT, %arg1, %6, SIGNED : (tensor<7x37xi32>, tensor<7x37xi32>) -> tensor<7x37xi1>
    %values_14, %indices_15 = chlo.top_k(%7, k = 5) : tensor<7x37xi1> -> (tensor<7x5xi1>, tensor<7x5xi32>)
    %8 = stablehlo.slice %arg0 [0:7, 0:1] : (tensor<7x37xf32>) -> tensor<7x1xf32>
    %values_16, %indices_17 = chlo.top_k(%8, k = 1) : tensor<7x1xf32> -> (tensor<7x1xf32>, tensor<7x1xi32>)
    return %values, %indices, %values_0, %indices_1, %values_2, %indices_3, %values_4, %indices_5, %values_6, %indices_7, %indices_9, %4, %indices_11, %indices_13, %indices_15, %indices_17 : tensor<7x1xf32>, tensor<7x1xi32>, tensor<7x3xf32>, tensor<7x3xi32>, tensor<7x37xf32>, tensor<7x37xi32>, tensor<7x2xi32>, tensor<7x2xi32>, tensor<7x9xi32>, tensor<7x9xi32>, tensor<7x4xi32>, tensor<7x10xf32>, tensor<7x10xi32>, tensor<7x2xi32>, tensor<7x5xi32>, tensor<7x1xi32>
  }
  func.func private @_where(%arg0: tensor<7x37xi1>, %arg1: tensor<7x37xf32>, %arg2: tensor<f32>) -> tensor<7x37xf32> {
    %0 = stablehlo.convert %arg2 : tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<7x37xf32>
    %2 = stablehlo.select %arg0, %arg1, %1 : tensor<7x37xi1>, tensor<7x37xf32>
    return %2 : tensor<7x37xf32>
  }
}
